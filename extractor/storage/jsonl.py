"""JSON lines, written whole or not at all."""

import os
import sys
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Protocol

from pydantic import BaseModel

from extractor.errors import StoreError
from extractor.storage.lock import Lock


class Lines(Protocol):
    """Somewhere that lines of JSON go to."""

    def write(self, row: BaseModel) -> None:
        """Write one object as a line."""

    def keep(self) -> None:
        """Make what was written the output."""

    def close(self) -> None:
        """Let go; what was not kept is gone."""


class LinesFile:
    """A file that appears under its name only when `keep` is called; until then the old one stays."""

    def __init__(self, path: Path) -> None:
        if path.is_dir():
            raise StoreError(f"{path}: is a folder; name a file in it")
        self.path = path
        self._part = path.with_name(f".{path.name}.part")
        self._lock = Lock(path)
        try:
            self._file: BinaryIO = self._part.open("wb")
        except OSError as error:
            self._lock.release()
            raise StoreError(f"{path}: can't be written ({error.strerror}); name another file") from error

    def write(self, row: BaseModel) -> None:
        """Write one object as a line."""
        try:
            self._file.write(line(row))
        except OSError as error:
            raise StoreError(f"{self._part}: can't be written ({error.strerror}); make room") from error

    def keep(self) -> None:
        """Put the finished file in the place of the old one."""
        try:
            self._file.flush()
            os.fsync(self._file.fileno())
            self._file.close()
            self._part.replace(self.path)
        except OSError as error:
            raise StoreError(f"{self.path}: can't be written ({error.strerror}); make room") from error

    def close(self) -> None:
        """Remove what was not kept."""
        with suppress(OSError):  # on a full disk closing tries once more to write what is to be removed
            self._file.close()
        self._part.unlink(missing_ok=True)
        self._lock.release()

    def __enter__(self) -> "LinesFile":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class LinesStream:
    """Lines to standard output, a pipe or a device, as they come."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def write(self, row: BaseModel) -> None:
        """Write one object as a line."""
        self._stream.write(line(row))

    def keep(self) -> None:
        """Hand over what is still held back."""
        self._stream.flush()

    def close(self) -> None:
        """Close what is ours; standard output is not."""
        if self._stream is not sys.stdout.buffer:
            self._stream.close()


def open_lines(path: Path) -> Lines:
    """Open a file, a device, or standard output for "-". Raises StoreError if it can't be written."""
    if str(path) == "-":
        return LinesStream(sys.stdout.buffer)
    real = path.resolve()  # through a link: it is the file behind it that is to be replaced
    if not real.exists() or real.is_file() or real.is_dir():
        return LinesFile(path if real == path.absolute() else real)
    try:
        return LinesStream(real.open("wb"))  # /dev/null and the like must never be replaced
    except OSError as error:
        raise StoreError(f"{path}: can't be written ({error.strerror}); name another file") from error


def line(row: BaseModel) -> bytes:
    """Give an object as it stands in a file of JSON lines."""
    return row.model_dump_json().encode() + b"\n"
