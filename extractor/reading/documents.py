"""Files that are one article: text, a saved page, a PDF."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from extractor.errors import InputError
from extractor.model import Article
from extractor.reading import html, metadata, pdf, plain
from extractor.reading.items import CURE, Placed, noted
from extractor.reading.problem import Problem
from extractor.reading.sniff import decode, is_markup, storable

_TEXT = frozenset({".txt", ".text"})
_PAGES = frozenset({".html", ".htm", ".xhtml"})
_PDF = ".pdf"
_PDF_START = b"%PDF-"
KNOWN = _TEXT | _PAGES | {_PDF}


def is_plain(path: Path, data: bytes) -> bool:
    """Tell whether a file is to be read as it stands, by its name, else by its start."""
    ending = path.suffix.lower()
    return ending in _TEXT or (ending not in KNOWN and not data.startswith(_PDF_START) and not _is_page(data))


def read(place: str, path: Path, data: bytes) -> Iterator[Placed]:
    """Read a file's article; what stands beside it in `<stem>.meta.json` outranks what it says itself."""
    try:
        text, about, notes = _body(path, data)
    except InputError as error:
        yield Problem(place, "not_text", f"not text that can be read: {error}", CURE), place
        return
    try:
        about |= {name: value for name, value in metadata.beside(path).items() if value is not None}
    except InputError as error:
        message, _, cure = str(error).rpartition("; ")
        yield Problem(place, "wrong_metadata", message, cure), place
        return
    for note in notes:
        yield Problem(place, "encoding", note, "save it as UTF-8 if accents look wrong", "noted"), place
    clean, replaced = storable(text)
    yield from noted(replaced, place)
    yield Article(id=storable(path.stem)[0], text=clean, **about), place


def _body(path: Path, data: bytes) -> tuple[str, dict[str, Any], list[str]]:
    """Give a file's text, what it says about itself, and what is to be told about its reading."""
    if is_plain(path, data):
        text, encoding = plain.read(data)
        return text, {}, [f"read as {encoding}"] if encoding in ("cp1252", "latin-1") else []
    if path.suffix.lower() == _PDF or data.startswith(_PDF_START):
        text, title = pdf.read(data)
        return text, {"title": title}, []
    page = html.read(data)._asdict()
    return page.pop("text"), page, []


def _is_page(data: bytes) -> bool:
    try:
        return is_markup(decode(data, html=True).text)
    except InputError:  # which reading it tells
        return False
