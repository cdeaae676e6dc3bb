"""CSV: a header, and an article a row."""

import codecs
import csv
import io
from collections.abc import Iterator
from typing import BinaryIO

from extractor.errors import InputError
from extractor.model import Article
from extractor.reading import rows
from extractor.reading.sniff import MARKS

_DELIMITERS = ",;\t|"
_SAMPLE = 1 << 16
Row = tuple[int, Article | InputError, int]
"""The line that a row ends in, the article or what is wrong with it, and how many characters were replaced."""


def read(file: BinaryIO, stem: str, limit: int) -> Iterator[Row]:
    """Read rows one at a time. Raises InputError for what makes the rest unreadable; a cell has at most `limit`."""
    sample = file.read(_SAMPLE)
    if not sample.strip():
        return
    encoding, mark = _encoding(sample)
    text = io.TextIOWrapper(again(sample[mark:], file), encoding=encoding, newline="")
    csv.field_size_limit(limit)
    head = sample[mark:].decode(encoding, errors="replace").partition("\n")[0]
    delimiter = max(_DELIMITERS, key=head.count)
    reader = csv.reader(text, delimiter=delimiter, strict=False)
    try:
        names = next(reader, [])
        known = rows.columns(names)
        for number, cells in enumerate(reader, 1):
            if any(cell.strip() for cell in cells):
                yield _row(reader.line_num, dict(zip(names, cells, strict=False)), known, f"{stem}-{number}")
    except UnicodeDecodeError as error:
        raise InputError(f"after line {reader.line_num}: not {encoding} ({error.reason}); save it as UTF-8") from error
    except csv.Error as error:
        raise InputError(f"after line {reader.line_num}: {error}; save it as CSV again") from error


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
