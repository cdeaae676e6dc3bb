"""CSV: a header, and an article a row."""

import codecs
import csv
import io
import re
from collections.abc import Iterator
from typing import BinaryIO

from extractor.errors import InputError
from extractor.model import Article
from extractor.reading import rows
from extractor.reading.sniff import MARKS

_DELIMITERS = ",;\t|"
_SAMPLE = 1 << 16
_UNDECODED = re.compile("[\udc80-\udcff]")
Row = tuple[int, Article | InputError, int]
"""The line that a row ends in, the article or what is wrong with it, and how many characters were replaced."""


def read(file: BinaryIO, stem: str, limit: int) -> Iterator[Row]:
    """Read rows one at a time. Raises InputError for what makes the rest unreadable; a cell has at most `limit`."""
    sample = file.read(_SAMPLE)
    if not sample.strip():
        return
    encoding, mark = _encoding(sample)
    errors = "surrogateescape" if encoding in ("utf-8", "cp1252") else "replace"
    text = io.TextIOWrapper(again(sample[mark:], file), encoding=encoding, errors=errors, newline="")
    csv.field_size_limit(limit)
    head = sample[mark:].decode(encoding, errors="replace").partition("\n")[0]
    delimiter = max(_DELIMITERS, key=head.count)
    lines = _Lines(text, limit)
    at = 0  # the line in which the last row ended that could be read
    reader = csv.reader(lines, delimiter=delimiter, strict=False)
    try:
        names = next(reader, [])
        known = rows.columns(names)
        for number, cells in enumerate(reader, 1):
            lines.check(delimiter)
            at = reader.line_num
            if any(cell.strip() for cell in cells):
                told = dict(zip(names, map(_western, cells), strict=False))
                yield _row(reader.line_num, told, known, f"{stem}-{number}")
    except csv.Error as error:
        raise InputError(f"after line {at}: {error}; save it as CSV again") from error


class _Lines:
    """The lines of a table, of which a row has no more than `limit` characters."""

    def __init__(self, text: io.TextIOWrapper, limit: int) -> None:
        self._text, self._limit = text, limit
        self._row: list[str] = []
        self._size, self._ended = 0, False

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = self._text.readline(self._limit + 1)
        if not line:
            self._ended = True
            raise StopIteration
        self._size += len(line)
        if self._size > self._limit:
            raise csv.Error("a row is longer than any article, its quotation mark perhaps not closed")
        self._row.append(line)
        return line

    def check(self, delimiter: str) -> None:
        """Begin a new row. Raises csv.Error if the last one ended with the file, within quotation marks."""
        if self._ended and _is_open(self._row, delimiter):
            raise csv.Error("a quotation mark is not closed again, so that the rest of the file is one cell")
        self._row, self._size = [], 0


def _is_open(lines: list[str], delimiter: str) -> bool:
    try:
        list(csv.reader(lines, delimiter=delimiter, strict=True))
    except csv.Error as error:
        return "unexpected end" in str(error)  # other oddities are read as well as they can be
    return False


def _western(cell: str) -> str:
    """Read a cell that is not in the encoding of the others as Windows-1252."""
    if not _UNDECODED.search(cell):
        return cell
    return cell.encode("utf-8", "surrogateescape").decode("cp1252", "replace")


def _row(line: int, cells: dict[str, str], known: dict[str, str], default_id: str) -> Row:
    try:
        article, replaced = rows.article(cells, known, default_id)
    except InputError as error:
        return line, error, 0
    return line, article, replaced


def _encoding(sample: bytes) -> tuple[str, int]:
    """Tell the encoding, and how many bytes its mark has: what a mark says, else UTF-8, else Windows-1252."""
    for mark, encoding in MARKS:
        if sample.startswith(mark):
            return encoding, len(mark)
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample)  # which may end within a character
    except UnicodeDecodeError:
        return "cp1252", 0
    return "utf-8", 0


def again(start: bytes, rest: BinaryIO) -> io.BufferedReader:
    """Give a file whose start was read already, from that start on."""
    return io.BufferedReader(_Again(start, rest))


class _Again(io.RawIOBase):
    def __init__(self, start: bytes, rest: BinaryIO) -> None:
        self._start, self._rest = start, rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "bytearray | memoryview") -> int:  # type: ignore[override]
        data, self._start = self._start[: len(buffer)], self._start[len(buffer) :]
        data = data or self._rest.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)
