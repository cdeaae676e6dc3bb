"""Saved web pages: main text, title and date, from the page alone; nothing is fetched."""

import datetime
import re
from typing import Any, NamedTuple

from extractor.errors import InputError
from extractor.reading.sniff import decode

# Fixed, so that the clock decides no date: htmldate takes today as the last possible day.
_FIRST_DAY, _LAST_DAY = "1970-01-01", "2100-12-31"
_DAY_IN_URL = re.compile(r"(?<!\d)((?:19|20)\d\d)([/_-]?)([01]\d)\2([0-3]\d)(?!\d)")
# Days printed in the running text are those of what is told, not the day of publication.
_RUNNING = ("p", "li", "td", "blockquote", "aside", "footer", "nav", "figure", "img", "table")


_BLOCKS = (
    "p",
    "div",
    "ul",
    "ol",
    "li",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "blockquote",
    "table",
    "tr",
    "section",
    "pre",
)
_EMPTY_LINES = re.compile(r"\n{3,}")
_DATE_NAMED = re.compile(r"date|publish|posted|byline|timestamp", re.I)
_MOST_OF_BYLINE = 80


class Page(NamedTuple):
    """What was read from a page; `text` is what every offset counts."""

    text: str
    title: str | None = None
    published: datetime.date | None = None
    url: str | None = None
    source: str | None = None
    author: str | None = None


def read(data: bytes, *, url: str | None = None, charset: str | None = None) -> Page:
    """Extract a page's main text and what its metadata says. Raises InputError if that can't be done.

    `url` is where it was saved from, `charset` what the server told, for pages that say neither.
    """
    text = decode(data, html=True, told=charset).text
    try:
        return _read(_readable(text), url)
    except MemoryError as error:
        raise InputError("parsing it takes more memory than one input may have") from error
    except Exception as error:  # whatever a page does to the parsers, the other inputs are read
        raise InputError(f"the page can't be parsed ({type(error).__name__}: {str(error)[:100]})") from error


def fragment(markup: str) -> str:
    r"""Give the text of a piece of HTML, a line a paragraph, as an item of a feed has it.

    >>> fragment("<p>One &amp; <b>two</b></p><p>Three<br>four<script>x()</script>")
    'One & two\n\nThree\nfour'
    """
    from lxml import etree, html  # noqa: PLC0415

    if not markup.strip():
        return ""
    try:
        tree = html.fragment_fromstring(_readable(markup), create_parent="div")
    except (etree.ParserError, ValueError):
        return ""
    etree.strip_elements(tree, "script", "style", "figure", "iframe", "form", etree.Comment, with_tail=False)
    for element in tree.iter(*_BLOCKS, "br"):
        line_end = "\n" if element.tag in ("br", "li", "tr") else "\n\n"
        element.tail = line_end + (element.tail or "")
        if element.tag != "br" and (before := element.getprevious()) is not None and before.tag not in _BLOCKS:
            before.tail = (before.tail or "") + line_end
    lines = (" ".join(line.split(" ")).strip() for line in "".join(tree.itertext()).split("\n"))
    return _EMPTY_LINES.sub("\n\n", "\n".join(lines)).strip()


def _readable(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\x00", "\N{REPLACEMENT CHARACTER}")


def _read(markup: str, url: str | None) -> Page:
    import trafilatura  # noqa: PLC0415  # slow to import, and text and JSONL do without
    from trafilatura.metadata import extract_metadata  # noqa: PLC0415

    tree = trafilatura.load_html(markup) if markup.strip() else None
    if tree is None:
        return Page("")
    about = extract_metadata(trafilatura.load_html(markup), date_config=_dates(), extensive=False)
    text = trafilatura.extract(tree, include_comments=False, include_tables=True) or ""
    address = about.url or url
    published = (
        _stated_day(trafilatura.load_html(markup), metadata_only=True)
        or day_in_url(address or "")
        or _stated_day(trafilatura.load_html(markup), metadata_only=False)
    )
    return Page(text, about.title or None, published, address or None, about.sitename or None, about.author or None)


def day_in_url(url: str) -> datetime.date | None:
    """Read a whole day from an address.

    >>> day_in_url("https://example.org/news/2026/01/29/clinic")
    datetime.date(2026, 1, 29)
    """
    for found in _DAY_IN_URL.finditer(url):
        try:
            return datetime.date(int(found[1]), int(found[3]), int(found[4]))
        except ValueError:
            continue
    return None


def _stated_day(tree: Any, *, metadata_only: bool) -> datetime.date | None:
    """Read the day that the page itself gives as its own: in its metadata and JSON-LD, or in its byline too."""
    from htmldate import find_date  # noqa: PLC0415
    from lxml import etree  # noqa: PLC0415

    for element in list(tree.iter("p", "td")):
        named = f"{element.get('class')} {element.get('id')}"
        if _DATE_NAMED.search(named) and len(element.text_content()) <= _MOST_OF_BYLINE:
            element.tag = "span"  # a line of its own for the date, which is no running text
    etree.strip_elements(tree, *_RUNNING, with_tail=False)
    for link in tree.findall(".//link"):
        link.attrib.pop("href", None)
    if metadata_only and (body := tree.find(".//body")) is not None:
        data = [one for one in body.iter("script") if "json" in (one.get("type") or "")]
        for child in list(body):
            body.remove(child)
        body.extend(data)
        body.text = None
    found = find_date(tree, **_dates())
    return datetime.date.fromisoformat(found) if found else None


def _dates() -> dict[str, Any]:
    return {"original_date": True, "extensive_search": False, "min_date": _FIRST_DAY, "max_date": _LAST_DAY}
