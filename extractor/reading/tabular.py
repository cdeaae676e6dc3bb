"""JSONL: an article a line."""

import json
from typing import Any

from pydantic import ValidationError

from extractor.errors import InputError
from extractor.model import Article
from extractor.reading import metadata
from extractor.reading.sniff import storable

_SHAPE = 'write {"id": "…", "text": "…", "published": "YYYY-MM-DD"}, one article a line'


def read(line: bytes) -> tuple[Article, int]:
    """Read one line as an article, and count the characters replaced in it. Raises InputError: what, and the cure."""
    try:
        fields = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise InputError("not UTF-8; save the file as UTF-8") from error
    except (ValueError, RecursionError) as error:
        raise InputError(f"not JSON ({error}); {_SHAPE}") from error
    if not isinstance(fields, dict):
        raise InputError(f"a JSON {_kind(fields)}, not an article; {_SHAPE}")
    missing = [f'"{name}"' for name in ("id", "text") if fields.get(name) is None]
    if missing:
        told = "looks like a grant record" if "record_id" in fields else f"has no {' and no '.join(missing)}"
        raise InputError(f"not an article: it {told}; {_SHAPE}")
    replaced = 0
    for name in ("id", "text"):
        if not isinstance(fields[name], str):
            raise InputError(f'not an article: "{name}" is a JSON {_kind(fields[name])}; write a string')
        fields[name], count = storable(fields[name])
        replaced += count
    if not fields["id"].strip():
        raise InputError('not an article: "id" is empty; give each article an id of its own')
    about, count = metadata.checked(fields)
    try:
        return Article(id=fields["id"], text=fields["text"], **about), replaced + count
    except ValidationError as error:
        raise InputError(f"not an article ({error.errors()[0]['msg']}); {_SHAPE}") from error


def _kind(value: Any) -> str:
    kinds = {list: "list", dict: "object", str: "string", bool: "boolean", type(None): "null"}
    return kinds.get(type(value), "number")
