"""A file of lines that is never held: it is read line by line, and any line again by where it begins."""

import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, NamedTuple

from extractor.errors import InputError

_MARK = b"\xef\xbb\xbf"  # a byte order mark


class Line(NamedTuple):
    """A line without its end; `number` counts from 1, `start` is the byte that it begins at."""

    number: int
    start: int
    text: str


class LineFile:
    """UTF-8 lines that end in LF, CRLF or CR. What can't be read twice (a pipe) is copied to a temporary file.

    Raises InputError, with the path, for a file that can't be read or isn't UTF-8.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._readable = path
        if not path.is_file():
            self._copy = tempfile.NamedTemporaryFile(prefix="extractor-")  # noqa: SIM115  # lives as long as this
            with self._telling(), path.open("rb") as pipe:
                shutil.copyfileobj(pipe, self._copy)
                self._copy.flush()
            self._readable = Path(self._copy.name)

    def __iter__(self) -> Iterator[Line]:
        """Give every line that isn't blank."""
        number = start = 0
        with self._open() as file:
            for raw in file:
                at = start
                start += len(raw)
                for piece in raw.removesuffix(b"\n").removesuffix(b"\r").split(b"\r"):
                    number += 1
                    text = self._text(piece, at, f":{number}")
                    if text.strip():
                        yield Line(number, at, text)
                    at += len(piece) + 1

    def at(self, starts: Iterable[int]) -> Iterator[str]:
        """Give the lines that begin at these bytes."""
        with self._open() as file:
            for start in starts:
                file.seek(start)
                yield self._text(file.readline().removesuffix(b"\n").split(b"\r", 1)[0], start, "")

    def _text(self, raw: bytes, start: int, where: str) -> str:
        try:
            return (raw.removeprefix(_MARK) if start == 0 else raw).decode("utf-8")
        except UnicodeDecodeError as error:
            raise InputError(f"{self.path}{where}: can't be read as UTF-8 text ({error})") from error

    @contextmanager
    def _open(self) -> Iterator[BinaryIO]:
        with self._telling(), self._readable.open("rb") as file:
            yield file

    @contextmanager
    def _telling(self) -> Iterator[None]:
        try:
            yield
        except FileNotFoundError as error:
            raise InputError(f"{self.path}: no such file") from error
        except OSError as error:
            raise InputError(f"{self.path}: can't be read as UTF-8 text ({error})") from error
