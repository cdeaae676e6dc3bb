"""What stands beside an article's text: title, publication date, address, source, author."""

import datetime
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from extractor.errors import InputError
from extractor.reading.sniff import storable

SUFFIX = ".meta.json"
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_PLAIN = ("title", "url", "source", "author")


def beside(path: Path) -> dict[str, Any]:
    """Read `<stem>.meta.json` beside a text file; nothing if there is none. Raises InputError with its path."""
    place = path.with_name(path.stem + SUFFIX)
    try:
        data = place.read_bytes()
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise InputError(f"{place}: can't be read ({error.strerror}); make it readable") from error
    try:
        found = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise InputError(f"{place}: not a JSON object in UTF-8 ({error}); correct or remove it") from error
    if not isinstance(found, dict):
        raise InputError(f'{place}: not a JSON object; write {{"title": …, "published": "YYYY-MM-DD"}}')
    try:
        return checked(found)[0]
    except InputError as error:
        raise InputError(f"{place}: {error}") from error


def checked(fields: Mapping[str, Any]) -> tuple[dict[str, Any], int]:
    """Check and clean title, published, url, source and author; count the characters replaced. Raises InputError."""
    clean: dict[str, Any] = {"published": day(fields.get("published"))}
    replaced = 0
    for name in _PLAIN:
        value = fields.get(name)
        if value is not None and not isinstance(value, str):
            raise InputError(f'"{name}" is {_shown(value)}; write a string or null')
        if value is not None:
            value, count = storable(value)
            replaced += count
        clean[name] = value
    return clean, replaced


def day(value: object) -> datetime.date | None:
    """Read a publication date, `YYYY-MM-DD` or nothing. Raises InputError that names the wrong one."""
    if value is None or value == "":
        return None
    if isinstance(value, str) and _DAY.fullmatch(value):
        try:
            return datetime.date.fromisoformat(value)
        except ValueError:
            pass
    raise InputError(f'"published" is {_shown(value)}, which is no date; write YYYY-MM-DD or null')


def _shown(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 40 else f"{text[:40]}…"
