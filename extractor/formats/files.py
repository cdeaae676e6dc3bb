"""Files and their names, the same for every format."""

import json
import re
from contextlib import suppress
from pathlib import Path
from typing import Any

from extractor.errors import InputError, StoreError

# What no file system takes in a name, our own escape, and the dot that hides a file.
_UNSAFE = re.compile(r'[%/\\:*?"<>|\x00-\x1f\x7f]|^\.')
_ESCAPED = re.compile(r"%([0-9A-F]{2})")


def stem(article_id: str) -> str:
    """Give an article's id as a file's name without ending; what a name can't hold is written as in an address.

    >>> stem("https://example.org/a")
    'https%3A%2F%2Fexample.org%2Fa'
    """
    return _UNSAFE.sub(lambda found: f"%{ord(found[0]):02X}", article_id)


def id_of(name: str) -> str:
    """Give the id that `stem` made a name of; any other name is an id as it stands.

    >>> id_of("https%3A%2F%2Fexample.org%2Fa"), id_of("100%25"), id_of("a%20b")
    ('https://example.org/a', '100%', 'a%20b')
    """
    article_id = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), name)
    return article_id if stem(article_id) == name else name


def read_bytes(path: Path) -> bytes:
    """Read a file. Raises InputError with the path."""
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise InputError(f"{path}: no such file; check the path") from error
    except OSError as error:
        raise InputError(f"{path}: can't be read ({error.strerror}); name a file that can") from error


def read_text(path: Path) -> str:
    """Read UTF-8 with its line ends as they are. Raises InputError with the path."""
    try:
        return read_bytes(path).decode("utf-8")
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: not UTF-8 ({error.reason} at byte {error.start}); save it as UTF-8") from error


def read_json(path: Path) -> Any:
    """Read a JSON file. Raises InputError with the path."""
    try:
        return json.loads(read_text(path).removeprefix("\ufeff"))
    except (ValueError, RecursionError) as error:
        raise InputError(f"{path}: not JSON ({error}); take the file as it was exported") from error


def write(path: Path, data: bytes) -> None:
    """Write a file whole or not at all. Raises StoreError."""
    part = path.with_name(f".{path.name}.part")
    try:
        part.write_bytes(data)
        part.replace(path)
    except OSError as error:
        with suppress(OSError):
            part.unlink()
        raise StoreError(f"{path}: can't be written ({error.strerror}); name another place") from error


def make_folder(path: Path) -> None:
    """Make a folder where there is none. Raises StoreError."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"{path}: can't be made a folder ({error.strerror}); name another place") from error
