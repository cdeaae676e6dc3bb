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


class Page(NamedTuple):
    """What was read from a page; `text` is what every offset counts."""

    text: str
    title: str | None = None
    published: datetime.date | None = None
    url: str | None = None
    source: str | None = None


def read(data: bytes) -> Page:
    """Extract a page's main text and what its metadata says. Raises InputError if that can't be done."""
    markup = decode(data, html=True).text.replace("\r\n", "\n").replace("\x00", "\N{REPLACEMENT CHARACTER}")
    try:
        return _read(markup)
    except Exception as error:  # whatever a page does to the parsers, the other inputs are read
        raise InputError(f"the page can't be parsed ({type(error).__name__}: {str(error)[:100]})") from error


def _read(markup: str) -> Page:
    import trafilatura  # noqa: PLC0415  # slow to import, and text and JSONL do without
    from trafilatura.metadata import extract_metadata  # noqa: PLC0415

    tree = trafilatura.load_html(markup) if markup.strip() else None
    if tree is None:
        return Page("")
    about = extract_metadata(trafilatura.load_html(markup), date_config=_dates(), extensive=False)
    text = trafilatura.extract(tree, include_comments=False, include_tables=True) or ""
    published = _stated_day(trafilatura.load_html(markup)) or day_in_url(about.url or "")
    return Page(text, about.title or None, published, about.url or None, about.sitename or None)


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


def _stated_day(tree: Any) -> datetime.date | None:
    """Read the day that the page itself gives as its own: metadata, JSON-LD, byline; never its address."""
    from htmldate import find_date  # noqa: PLC0415
    from lxml import etree  # type: ignore[import-untyped]  # noqa: PLC0415

    etree.strip_elements(tree, *_RUNNING, with_tail=False)
    for link in tree.findall(".//link"):
        link.attrib.pop("href", None)
    found = find_date(tree, **_dates())
    return datetime.date.fromisoformat(found) if found else None


def _dates() -> dict[str, Any]:
    return {"original_date": True, "extensive_search": False, "min_date": _FIRST_DAY, "max_date": _LAST_DAY}
