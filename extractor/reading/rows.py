"""Rows of tables as articles: which column is what, by its name."""

import datetime
import re
from collections.abc import Iterable, Mapping
from email.utils import parsedate_to_datetime
from typing import Any

from extractor.errors import InputError
from extractor.model import Article
from extractor.reading import metadata
from extractor.reading.items import NotArticlesError
from extractor.reading.sniff import storable
from extractor.values import date

# Names of columns, in small letters, that hold each field; the first that a table has is taken.
_NAMES = {
    "id": ("id", "article_id", "uuid", "guid"),
    "text": ("text", "body", "content", "article", "full_text", "fulltext", "maintext"),
    "title": ("title", "headline", "article_title"),
    "published": ("published", "published_at", "publication_date", "pub_date", "pubdate", "date", "date_publish"),
    "url": ("url", "link", "article_url"),
    "author": ("author", "authors", "byline", "creator"),
    "source": ("source", "outlet", "publisher", "source_name", "source_domain", "newspaper"),
}


# As it is written there, whatever the time of day and its zone.
_ISO = re.compile(r"(\d{4})([-/.]?)(\d\d)\2(\d\d)(?:[T ]\d\d:.*)?")
_ORDERS: tuple[date.Order, ...] = ("DMY", "MDY")


def columns(names: Iterable[str]) -> dict[str, str]:
    """Give the table's own column of each field. Raises NotArticlesError if none holds the text."""
    own = {name.strip().lower(): name for name in names}
    found = {
        field: own[known] for field, some in _NAMES.items() if (known := next((n for n in some if n in own), None))
    }
    if "text" not in found:
        told = ", ".join(own) or "nothing"
        raise NotArticlesError(f'no column holds the text (there are: {told[:200]}); name one "text"')
    return found


def article(row: Mapping[str, Any], known: Mapping[str, str], default_id: str) -> tuple[Article, int]:
    """Make an article of a row, and count the characters replaced in it. Raises InputError."""
    told = {field: row.get(column) for field, column in known.items()}
    text = told["text"]
    if text is not None and not isinstance(text, str):
        raise InputError(f'column "{known["text"]}" holds no text; write the article there')
    name, replaced = storable(str(told.get("id") or "").strip() or default_id)
    clean, count = storable(text or "")
    fields = {key: _plain(told.get(key)) for key in ("title", "url", "source", "author")}
    about, more = metadata.checked({**fields, "published": _day(told.get("published"))})
    return Article(id=name, text=clean, **about), replaced + count + more


def _plain(value: Any) -> Any:
    return str(value).strip() or None if value is not None else None


def _day(value: Any) -> Any:
    """Give a table's date as ISO 8601, if there are no two ways to read it; else as it stands.

    >>> _day("2024-05-06T23:30:00+02:00"), _day("6 May 2024"), _day("Mon, 06 May 2024 10:00:00 GMT"), _day("20240506")
    ('2024-05-06', '2024-05-06', '2024-05-06', '2024-05-06')
    >>> _day("25/12/2024"), _day("02/01/2024")
    ('2024-12-25', '02/01/2024')
    """
    if isinstance(value, datetime.date):  # a datetime is one, too
        return value.isoformat()[:10]
    if not isinstance(value, str) or not value.strip():
        return value
    told = value.strip()
    if found := _ISO.fullmatch(told):
        return f"{found[1]}-{found[3]}-{found[4]}"
    try:
        return parsedate_to_datetime(told).date().isoformat()
    except (ValueError, TypeError, IndexError):
        pass
    ways = {read.value for order in _ORDERS if (read := date.read(told, order=order)) and read.precision == "day"}
    return ways.pop() if len(ways) == 1 else told
