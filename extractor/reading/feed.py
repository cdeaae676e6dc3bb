"""Saved feeds, RSS and Atom: an article an item, as far as the feed holds its text."""

import datetime
import re
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from typing import Any, NamedTuple

from extractor.errors import InputError
from extractor.reading.html import fragment
from extractor.reading.items import NotArticlesError

_ROOT = re.compile(rb"<(?:\w+:)?(?:rss|feed|RDF)[\s>]")
# Where each field stands, in the order in which they are asked; names without their namespaces.
_TEXTS = ("encoded", "content", "description", "summary")
_DAYS = ("pubDate", "published", "issued", "date", "updated")
_IDS = ("guid", "id")


class Entry(NamedTuple):
    """An item of a feed."""

    id: str
    text: str
    title: str | None
    published: datetime.date | None
    url: str | None
    source: str | None
    author: str | None


def is_feed(start: bytes) -> bool:
    """Tell by its start whether a file is a feed."""
    return bool(_ROOT.search(start[:4096]))


def read(data: bytes, stem: str) -> Iterator[Entry]:
    """Read the items of a feed. Raises InputError for what is no XML, NotArticlesError for XML that is no feed."""
    from lxml import etree  # noqa: PLC0415

    # Nothing that the file names is fetched, no entity of its own is expanded, and what is broken is read as far as
    # it goes.
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, recover=True, huge_tree=False, remove_comments=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise InputError(f"no XML that can be read ({str(error)[:100]}); save the feed again") from error
    if root is None or _name(root) not in ("rss", "feed", "RDF"):
        raise NotArticlesError("no feed; save it as RSS or Atom")
    channel = next((one for one in root.iter() if _name(one) in ("channel", "feed")), root)
    source = _first(channel, ("title",))
    items = [one for one in root.iter() if _name(one) in ("item", "entry")]
    for number, item in enumerate(items, 1):
        yield Entry(
            id=_first(item, _IDS) or _link(item) or f"{stem}-{number}",
            text=_text(item),
            title=_first(item, ("title",)),
            published=_day(item),
            url=_link(item),
            source=source,
            author=_author(item),
        )


def _name(element: Any) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _first(element: Any, names: tuple[str, ...]) -> str | None:
    for name in names:
        for child in element:
            if _name(child) == name and (told := "".join(child.itertext()).strip()):
                return told
    return None


def _text(item: Any) -> str:
    for name in _TEXTS:
        for child in item:
            if _name(child) == name:
                from lxml import etree  # noqa: PLC0415

                inner = "".join(etree.tostring(part, encoding="unicode") for part in child)
                if text := fragment((child.text or "") + inner):
                    return text
    return ""


def _link(item: Any) -> str | None:
    for child in item:
        if _name(child) == "link" and child.get("rel", "alternate") == "alternate":
            told = (child.get("href") or "".join(child.itertext())).strip()
            if told:
                return told
    return None


def _author(item: Any) -> str | None:
    """Read who wrote an item: its name, in Atom beside an address."""
    for child in item:
        if _name(child) == "author" and (name := _first(child, ("name",))):
            return name
    return _first(item, ("creator", "author"))


def _day(item: Any) -> datetime.date | None:
    """Read the day as it is written there, in the time zone that it names."""
    for name in _DAYS:
        told = _first(item, (name,))
        if told:
            try:
                return datetime.date.fromisoformat(told[:10])
            except ValueError:
                pass
            try:
                return parsedate_to_datetime(told).date()
            except (ValueError, TypeError, IndexError):
                continue
    return None
