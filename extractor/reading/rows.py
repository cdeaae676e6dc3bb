"""Rows of tables as articles: which column is what, by its name."""

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from extractor.errors import InputError
from extractor.model import Article
from extractor.reading import metadata
from extractor.reading.items import NotArticlesError
from extractor.reading.sniff import storable

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
    """Cut a date with a time to its day, as it is written: "2024-05-06T23:30:00+02:00" is 2024-05-06."""
    if isinstance(value, datetime.date):  # a datetime is one, too
        return value.isoformat()[:10]
    if isinstance(value, str) and len(value.strip()) > 10 and value.strip()[10] in "T ":
        return value.strip()[:10]
    return value.strip() if isinstance(value, str) else value
