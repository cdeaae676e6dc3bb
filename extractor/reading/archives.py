"""Files that hold many pages: crawls and feeds."""

from collections.abc import Iterator
from typing import Any, BinaryIO

from extractor.errors import InputError
from extractor.model import Article
from extractor.reading import feed, html, plain
from extractor.reading import warc as crawl
from extractor.reading.apart import Step, Task
from extractor.reading.items import Placed, empty, noted, refused
from extractor.reading.problem import Problem
from extractor.reading.sniff import storable

WARC, WARC_START = frozenset({".warc"}), b"WARC/"
FEEDS = frozenset({".rss", ".atom", ".xml"})
KNOWN = WARC | FEEDS


def warc(place: str, file: BinaryIO, limit: int) -> Iterator[Step]:
    """Read the pages of a crawl. An article's id is its record's, since one address is often saved twice."""
    some = False
    try:
        for found in crawl.read(file, limit):
            some, here = True, f"{place}:{found.url}"
            if isinstance(found, crawl.Other):
                yield Problem(here, found.reason, found.message, "leave it out, or get it again", found.outcome), here
            elif not found.data.strip():
                yield empty(here), here
            else:
                yield Task(_page, here, (found,))
    except InputError as error:
        message, _, cure = str(error).rpartition("; ")
        yield Problem(place, "unreadable", message, cure), place
        return
    if not some:
        yield empty(place), place


def _page(place: str, found: crawl.Response) -> Iterator[Placed]:
    try:
        if found.is_plain:
            page = html.Page(plain.read(found.data)[0], url=found.url)
        else:
            page = html.read(found.data, url=found.url, charset=found.charset)
    except InputError as error:
        yield Problem(place, "not_text", f"not text that can be read: {error}", "leave it out"), place
        return
    yield from _article(place, found.name, page._asdict())


def entries(place: str, stem: str, data: bytes, named: bool) -> Iterator[Placed]:
    """Read the items of a saved feed, as far as it holds their text."""
    some = False
    try:
        for number, entry in enumerate(feed.read(data, stem), 1):
            some = True
            yield from _article(f"{place}:{number}", entry.id, {k: v for k, v in entry._asdict().items() if k != "id"})
    except InputError as error:
        yield refused(place, error, named=named), place
        return
    if not some:
        yield empty(place), place


def _article(place: str, name: str, fields: dict[str, Any]) -> Iterator[Placed]:
    clean: dict[str, Any] = {"published": fields.pop("published")}
    replaced = 0
    for field, value in {"id": name, **fields}.items():
        clean[field], count = storable(value) if value is not None else (None, 0)
        replaced += count
    yield from noted(replaced, place)
    yield Article(**clean), place
