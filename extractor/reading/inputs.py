"""Files, folders and standard input, as a stream of articles and of what did not become one."""

import os
import sys
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from extractor.errors import InputError
from extractor.model import Article
from extractor.reading import html, metadata, plain, tabular
from extractor.reading.problem import Problem
from extractor.reading.sniff import decode, is_markup, storable

STDIN = "-"
# No article is as long; what is, is a dump, a log or a device, and must not fill the memory.
MAX_BYTES = 32 * 1024 * 1024

_LINES = frozenset({".jsonl", ".ndjson"})
_TEXT = frozenset({".txt", ".text"})
_PAGES = frozenset({".html", ".htm", ".xhtml"})
_KNOWN = _LINES | _TEXT | _PAGES
_CURE = "save it as UTF-8 text, HTML or JSONL"

Item = Article | Problem


class _Source(NamedTuple):
    """A file to read. One that was named by itself is read whatever its name ends in."""

    path: Path
    named: bool

    @property
    def place(self) -> str:
        return str(self.path)


def read_inputs(inputs: Iterable[str | Path], *, without: Iterable[Path] = ()) -> Iterator[Item]:
    """Read files, folders (recursively, sorted by path) and "-" (standard input), one article at a time.

    A file that is named twice is read once; an id that comes twice is a problem. `without` names files that no
    folder gives: a run's own output.
    """
    seen: set[int] = set()
    for source in _sources(inputs, without):
        for item, place in _read_source(source):
            yield _once(item, place, seen) if isinstance(item, Article) else item


def count_articles(inputs: Iterable[str | Path], *, without: Iterable[Path] = ()) -> int | None:
    """Count about how many articles there will be, for a progress bar; None if standard input is among them."""
    total = 0
    for source in _sources(inputs, without):
        if isinstance(source, Problem):
            continue
        if source.place == STDIN:
            return None
        if source.path.suffix.lower() in _LINES:
            total += _count_lines(source.path)
        elif source.named or source.path.suffix.lower() in _KNOWN:
            total += 1
    return total


def _count_lines(path: Path) -> int:
    try:
        with path.open("rb") as file:
            return sum(block.count(b"\n") for block in iter(lambda: file.read(1 << 20), b""))
    except OSError:
        return 0


def _once(article: Article, place: str, seen: set[int]) -> Item:
    key = int.from_bytes(blake2b(article.id.encode(), digest_size=8).digest())
    if key in seen:
        cure = "give each article an id of its own (a text or HTML file's is its name without the ending)"
        return Problem(place, "repeated_id", f"another article has the id {article.id!r} already", cure)
    seen.add(key)
    if not article.text.strip():
        return Problem(place, "no_text", "there is no text in it", "add the text, or leave it out", "dropped")
    return article


def _sources(inputs: Iterable[str | Path], without: Iterable[Path]) -> Iterator[_Source | Problem]:
    given = list(inputs)
    own = {os.path.realpath(path) for path in without}
    done: set[str] = set()
    for name in given:
        path = Path(name)
        found: Iterable[_Source]
        if str(name) == STDIN:
            found = [_Source(path, named=True)]
        elif path.is_dir():
            found = (_Source(file, named=False) for file in _walk(path) if os.path.realpath(file) not in own)
        elif path.exists():
            found = [_Source(path, named=True)]
        else:
            yield Problem(str(path), "missing", "there is no such file or folder", "check the path")
            continue
        empty = True
        for source in found:
            empty = False
            if len(given) > 1:  # only then can a file come twice, and remembering a million paths has its price
                real = os.path.realpath(source.path)
                if real in done:
                    continue
                done.add(real)
            yield source
        if empty:
            cure = f"put articles into it ({', '.join(sorted(_KNOWN))})"
            yield Problem(str(path), "no_articles", "the folder holds no files to read", cure)


def _walk(folder: Path) -> Iterator[Path]:
    """Give a folder's files sorted by path, without hidden ones and metadata; linked folders are not entered."""
    try:
        with os.scandir(folder) as entries:
            ordered = sorted(entries, key=lambda entry: entry.name)
    except OSError:
        yield folder  # reading it as a file says what is wrong with it
        return
    for entry in ordered:
        if entry.name.startswith(".") or entry.name.endswith(metadata.SUFFIX):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(Path(entry.path))
        else:
            yield Path(entry.path)


def _read_source(source: _Source | Problem) -> Iterator[tuple[Item, str]]:
    """Give what one file holds, each item with its place."""
    if isinstance(source, Problem):
        yield source, source.place
        return
    place, path, kind = source.place, source.path, source.path.suffix.lower()
    try:
        if place == STDIN:
            yield from _read_stream(sys.stdin.buffer)
        elif kind in _LINES:
            with path.open("rb") as file:
                yield from _read_lines(place, _lines(file))
        elif source.named or kind in _KNOWN:
            with path.open("rb") as file:
                yield from _read_whole(place, path, file)
        else:
            cure = f"name it by itself to have it read all the same (a folder gives {', '.join(sorted(_KNOWN))})"
            yield Problem(place, "other_kind", "not an article by its name", cure, "dropped"), place
    except OSError as error:
        message = f"can't be read ({error.strerror})"
        yield Problem(place, "unreadable", message, "make it readable, or leave it out"), place


def _lines(file: BinaryIO) -> Iterator[bytes]:
    return iter(lambda: file.readline(MAX_BYTES + 1), b"")


def _read_stream(stream: BinaryIO) -> Iterator[tuple[Item, str]]:
    place = "standard input"
    first = stream.readline(MAX_BYTES + 1)
    if _is_object(first):
        yield from _read_lines(place, chain([first], _lines(stream)))
    else:
        yield from _read_bytes(place, Path("stdin"), first + stream.read(MAX_BYTES + 1))


def _read_lines(place: str, lines: Iterable[bytes]) -> Iterator[tuple[Item, str]]:
    some = False
    for number, raw in enumerate(lines, 1):
        line = raw.removeprefix(b"\xef\xbb\xbf") if number == 1 else raw
        if not line.strip():
            continue
        some, here = True, f"{place}:{number}"
        if len(line) > MAX_BYTES or b"\0" in line:  # a NUL stands in JSON as \\u0000, never as itself
            what = "longer than any article" if len(line) > MAX_BYTES else "no text but binary data or UTF-16"
            yield Problem(here, "not_text", f"the line is {what}; what follows is not read", _CURE), here
            return
        try:
            article, replaced = tabular.read(line)
        except InputError as error:
            message, _, cure = str(error).rpartition("; ")
            yield Problem(here, "not_an_article", message, cure), here
            continue
        yield from _noted(replaced, here)
        yield article, here
    if not some:
        yield _empty(place), place


def _read_whole(place: str, path: Path, file: BinaryIO) -> Iterator[tuple[Item, str]]:
    if path.name.endswith(metadata.SUFFIX):
        cure = "name the text file that it stands beside"
        yield Problem(place, "not_an_article", "an article's metadata, never an article", cure), place
        return
    start = file.read(4096)
    if path.suffix.lower() not in _KNOWN and _is_object(start):
        file.seek(0)
        yield from _read_lines(place, _lines(file))
    else:
        yield from _read_bytes(place, path, start + file.read(MAX_BYTES + 1 - len(start)))


def _read_bytes(place: str, path: Path, data: bytes) -> Iterator[tuple[Item, str]]:
    if len(data) > MAX_BYTES:
        limit = f"longer than {MAX_BYTES // 2**20} MiB"
        yield Problem(place, "too_long", f"{limit}, so no article", "cut it into articles, as JSONL"), place
        return
    if not data.strip():
        yield _empty(place), place
        return
    try:
        text, about, notes = _body(path, data)
    except InputError as error:
        yield Problem(place, "not_text", f"not text that can be read: {error}", _CURE), place
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
    yield from _noted(replaced, place)
    yield Article(id=storable(path.stem)[0], text=clean, **about), place


def _body(path: Path, data: bytes) -> tuple[str, dict[str, Any], list[str]]:
    """Give a file's text, what it says about itself, and what is to be told about its reading."""
    kind = path.suffix.lower()
    if kind in _PAGES or (kind not in _TEXT and is_markup(decode(data, html=True).text)):
        page = html.read(data)._asdict()
        return page.pop("text"), page, []
    text, encoding = plain.read(data)
    return text, {}, [f"read as {encoding}"] if encoding in ("cp1252", "latin-1") else []


def _is_object(start: bytes) -> bool:
    return start.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{")


def _noted(replaced: int, place: str) -> Iterator[tuple[Problem, str]]:
    if replaced:
        message = f"{replaced} NUL characters or lone surrogates were replaced by U+FFFD"
        yield Problem(place, "replaced", message, "offsets are as before", "noted"), place


def _empty(place: str) -> Problem:
    return Problem(place, "no_text", "the file is empty", "fill it, or leave it out", "dropped")
