"""Files, folders and standard input, as a stream of articles and of what did not become one."""

import gzip
import sys
import zlib
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from itertools import chain
from pathlib import Path
from typing import BinaryIO, NamedTuple, cast

from extractor.errors import InputError
from extractor.model import Article
from extractor.reading import archives, delimited, documents, feed, metadata, parquet, tabular
from extractor.reading.apart import Limits, Step, Task, apart, here
from extractor.reading.items import CURE, Item, Placed, empty, noted, refused, unreadable
from extractor.reading.language import is_english
from extractor.reading.problem import Problem
from extractor.reading.sources import STDIN, Source, find

# No article is as long; what is, is a dump, a log or a device, and must not fill the memory.
MAX_BYTES = 32 * 1024 * 1024

_LINES = frozenset({".jsonl", ".ndjson"})
_CELLS = frozenset({".csv", ".tsv"})
_ROWS = _LINES | _CELLS | {".parquet"}
_KNOWN = documents.KNOWN | _ROWS | archives.KNOWN
_GZIP, _PARQUET = b"\x1f\x8b", b"PAR1"


class Rules(NamedTuple):
    """What is dropped of what could be read: texts that aren't English, texts that another article has already."""

    english_only: bool = False
    drop_duplicates: bool = False


def read_inputs(
    inputs: Iterable[str | Path],
    *,
    without: Iterable[Path] = (),
    rules: Rules = Rules(),  # noqa: B008  # immutable
    limits: Limits | None = None,
) -> Iterator[Item]:
    """Read files, folders (recursively, sorted by path), patterns and "-" (standard input), an article at a time.

    A file that is named twice is read once; an id that comes twice is a problem. `without` names files that no
    folder gives: a run's own output. With `limits` pages and the like are parsed in processes of their own, and one
    that comes over them is a problem; without, a page that hangs or crashes its parser does so here.
    """
    yield from read_sources(find_sources(inputs, without=without), Seen(rules), limits=limits)


def find_sources(inputs: Iterable[str | Path], *, without: Iterable[Path] = ()) -> Iterator[Source | Problem]:
    """Find the files of all inputs, as `read_inputs` does."""
    return find(inputs, without, _KNOWN)


def read_sources(sources: Iterable[Source | Problem], seen: "Seen", *, limits: Limits | None = None) -> Iterator[Item]:
    """Read files that were found, an article at a time; `seen` remembers what came before."""
    steps = _steps(sources)
    for item, place in apart(steps, limits) if limits else here(steps):
        yield seen.judge(item, place) if isinstance(item, Article) else item


def _steps(sources: Iterable[Source | Problem]) -> Iterator[Step]:
    for source in sources:
        if isinstance(source, Problem):
            yield source, source.place
        else:
            yield from _read_source(source)


def count_articles(inputs: Iterable[str | Path], *, without: Iterable[Path] = ()) -> int | None:
    """Count about how many articles there will be, for a progress bar; None where only reading could tell."""
    total = 0
    for source in find(inputs, without, _KNOWN):
        if isinstance(source, Problem):
            continue
        if source.place == STDIN or source.ending in archives.KNOWN | {".parquet"}:
            return None
        if source.ending in _LINES | _CELLS:
            if source.is_packed:
                return None
            total += _count_lines(source.path)
        elif source.named or source.ending in _KNOWN:
            total += 1
    return total


def _count_lines(path: Path) -> int:
    try:
        with path.open("rb") as file:
            return sum(block.count(b"\n") for block in iter(lambda: file.read(1 << 20), b""))
    except OSError:
        return 0


class Seen:
    """What was read before, by digests of eight bytes, so that a million articles fit."""

    def __init__(self, rules: Rules) -> None:
        self._rules = rules
        self._ids: set[int] = set()
        self._texts: dict[int, str] = {}

    def judge(self, article: Article, place: str) -> Item:
        """Give the article, or why it is none: its id came before, or it is to be dropped."""
        key = digest(article.id)
        if key in self._ids:
            cure = "give each article an id of its own (a text or HTML file's is its name without the ending)"
            return Problem(place, "repeated_id", f"another article has the id {article.id!r} already", cure)
        self._ids.add(key)
        if not article.text.strip():
            return Problem(place, "no_text", "there is no text in it", "add the text, or leave it out", "dropped")
        if self._rules.english_only and not is_english(article.text):
            cure = "leave it out, or give it in English"
            return Problem(place, "not_english", f"{article.id!r} is not in English", cure, "dropped")
        if self._rules.drop_duplicates:
            first = self._texts.setdefault(digest_text(article.text), article.id)
            if first != article.id:
                cure = "without --drop-duplicates both are read"
                return Problem(place, "duplicate", f"{article.id!r} has the text of {first!r}", cure, "dropped")
        return article


def digest_text(text: str) -> int:
    """Give the number by which a text is remembered, however its lines are broken."""
    return digest(" ".join(text.split()))


def digest(text: str) -> int:
    """Give the number by which an id or a text is remembered."""
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest())


def _read_source(source: Source) -> Iterator[Step]:
    """Give what one file holds, each item with its place."""
    place = source.place
    try:
        if place == STDIN:
            yield from _read_stream(sys.stdin.buffer)
        elif source.named or source.ending in _KNOWN:
            with source.path.open("rb") as file:
                yield from _read_file(source, file)
        else:
            cure = f"name it by itself to have it read all the same (a folder gives {', '.join(sorted(_KNOWN))})"
            yield Problem(place, "other_kind", "not an article by its name", cure, "dropped"), place
    except (OSError, EOFError, zlib.error) as error:
        yield unreadable(place, error), place


def _read_file(source: Source, file: BinaryIO) -> Iterator[Step]:
    if source.ending in archives.WARC:  # whose pages are compressed one by one
        yield from archives.warc(source.place, file, MAX_BYTES)
    elif source.is_packed or (source.ending not in _KNOWN and file.read(2) == _GZIP):
        file.seek(0)
        with gzip.open(file) as unpacked:
            yield from _read_open(source, cast(BinaryIO, unpacked))
    else:
        file.seek(0)
        yield from _read_open(source, file)


def _read_open(source: Source, file: BinaryIO) -> Iterator[Step]:
    place, path = source.place, source.bare
    if source.ending in _LINES:
        yield from _read_lines(place, _lines(file))
    elif source.ending in _CELLS:
        yield from _read_rows(place, delimited.read(file, path.stem, MAX_BYTES), named=source.named)
    elif source.ending == ".parquet":
        yield Task(_read_parquet, place, (source,))
    elif path.name.endswith(metadata.SUFFIX):
        cure = "name the text file that it stands beside"
        yield Problem(place, "not_an_article", "an article's metadata, never an article", cure), place
    else:
        start = file.read(4096)
        if start.startswith(_PARQUET) and path.suffix.lower() not in documents.KNOWN:
            yield Task(_read_parquet, place, (source,))
        else:
            yield from _read_unknown(place, path, start, file, named=source.named)


def _read_unknown(place: str, path: Path, start: bytes, file: BinaryIO, *, named: bool) -> Iterator[Step]:
    """Read a file by what it holds, unless its name says what it is."""
    by_name = path.suffix.lower() in documents.KNOWN
    if start.startswith(archives.WARC_START) and not by_name:
        yield from archives.warc(place, delimited.again(start, file), MAX_BYTES)
    elif _is_object(start) and not by_name:
        yield from _read_lines(place, _lines(delimited.again(start, file)))
    else:
        data = start + file.read(MAX_BYTES + 1 - len(start))
        yield from _read_bytes(place, path, data, named=named)


def _lines(file: BinaryIO) -> Iterator[bytes]:
    return iter(lambda: file.readline(MAX_BYTES + 1), b"")


def _read_stream(stream: BinaryIO) -> Iterator[Step]:
    place, path = "standard input", Path("stdin")
    first = stream.readline(MAX_BYTES + 1)
    if first.startswith(_GZIP):
        with gzip.open(delimited.again(first, stream)) as unpacked:
            yield from _read_unknown(place, path, unpacked.read(4096), cast(BinaryIO, unpacked), named=True)
    elif first.startswith(archives.WARC_START):
        yield from archives.warc(place, delimited.again(first, stream), MAX_BYTES)
    elif _is_object(first):
        yield from _read_lines(place, chain([first], _lines(stream)))
    else:
        yield from _read_bytes(place, path, first + stream.read(MAX_BYTES + 1), named=True)


def _read_lines(place: str, lines: Iterable[bytes]) -> Iterator[Placed]:
    some = False
    for number, raw in enumerate(lines, 1):
        line = raw.removeprefix(b"\xef\xbb\xbf") if number == 1 else raw
        if not line.strip():
            continue
        some, here = True, f"{place}:{number}"
        if len(line) > MAX_BYTES or b"\0" in line:  # a NUL stands in JSON as \\u0000, never as itself
            what = "longer than any article" if len(line) > MAX_BYTES else "no text but binary data or UTF-16"
            yield Problem(here, "not_text", f"the line is {what}; what follows is not read", CURE), here
            return
        try:
            article, replaced = tabular.read(line)
        except InputError as error:
            yield _no_article(here, error), here
            continue
        yield from noted(replaced, here)
        yield article, here
    if not some:
        yield empty(place), place


def _read_rows(place: str, rows: Iterable[delimited.Row], *, named: bool) -> Iterator[Placed]:
    some = False
    try:
        for number, found, replaced in rows:
            some, here = True, f"{place}:{number}"
            if isinstance(found, InputError):
                yield _no_article(here, found), here
            else:
                yield from noted(replaced, here)
                yield found, here
    except InputError as error:
        yield refused(place, error, named=named), place
        return
    if not some:
        yield empty(place), place


def _no_article(place: str, error: InputError) -> Problem:
    message, _, cure = str(error).rpartition("; ")
    return Problem(place, "not_an_article", message, cure)


def _read_parquet(place: str, source: Source) -> Iterator[Placed]:
    """Read a table; called with a name, since an open file can't be sent to another process."""
    with source.path.open("rb") as file:
        is_packed = file.read(2) == _GZIP
        file.seek(0)
        with cast(BinaryIO, gzip.open(file)) if is_packed else file as table:
            yield from _read_rows(place, parquet.read(table, source.bare.stem), named=source.named)


def _read_bytes(place: str, path: Path, data: bytes, *, named: bool) -> Iterator[Step]:
    ending = path.suffix.lower()
    if len(data) > MAX_BYTES:
        limit = f"longer than {MAX_BYTES // 2**20} MiB"
        yield Problem(place, "too_long", f"{limit}, so no article", "cut it into articles, as JSONL"), place
    elif not data.strip():
        yield empty(place), place
    elif ending in archives.FEEDS or (ending not in documents.KNOWN and feed.is_feed(data)):
        yield Task(archives.entries, place, (path.stem, data, named))
    elif documents.is_plain(path, data):
        yield from documents.read(place, path, data)
    else:
        yield Task(documents.read, place, (path, data))


def _is_object(start: bytes) -> bool:
    return start.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{")
