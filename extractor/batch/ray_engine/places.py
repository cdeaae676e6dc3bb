"""Inputs and outputs at any address that fsspec knows: listing, fetching and writing."""

import glob
import io
import os
import posixpath
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from extractor.errors import SettingsError, StoreError
from extractor.reading import Problem, metadata
from extractor.reading.sources import Source

INSTALL = "`pip install 'grant-extractor[ray]'`, and for s3:// s3fs, for gs:// gcsfs, for abfs:// adlfs"


class Place(NamedTuple):
    """A file's address as it is spoken of, whether it was named by itself, its size, and its metadata's address."""

    address: str
    named: bool
    size: int
    about: str | None = None


def is_remote(address: str) -> bool:
    """Tell whether an address is one for fsspec: "s3://bucket/a", not "a" or "/a"."""
    return "://" in address


def open_system(address: str) -> tuple[Any, str]:
    """Give the file system of an address, and its path there. Raises SettingsError if it can't be had."""
    try:
        import fsspec  # noqa: PLC0415  # only who names an address needs it

        system, path = fsspec.core.url_to_fs(address)
    except (ImportError, ValueError) as error:
        raise SettingsError(f"{address}: can't be reached ({error}); install what it needs: {INSTALL}") from error
    return system, path.rstrip("/")


def list_remote(address: str) -> Iterator[Place | Problem]:
    """Give the files of a remote file, folder or pattern as those of a local one come: sorted by path, none hidden."""
    system, path = open_system(address)
    try:
        if glob.has_magic(path) and not system.exists(path):
            found = [place for match in sorted(system.glob(path)) for place in _below(system, match)]
        else:
            found = list(_below(system, path)) if system.exists(path) else []
    except Exception as error:  # each kind of store has errors of its own for a wrong name or key
        message = f"{address}: can't be listed ({type(error).__name__}: {error}); check address and credentials"
        raise SettingsError(message) from error
    if found:
        yield from found
    else:
        yield Problem(address, "missing", "there is no such file or folder", "check the address")


def _below(system: Any, path: str) -> Iterator[Place]:
    if system.isdir(path):
        yield from _walk(system, path)
        return
    beside = _beside(path)
    about = beside if system.exists(beside) else None
    size = system.size(path) or 0
    yield Place(system.unstrip_protocol(path), True, size, about and system.unstrip_protocol(about))


def _walk(system: Any, folder: str) -> Iterator[Place]:
    entries = [(entry["name"].rstrip("/"), entry) for entry in system.ls(folder, detail=True)]
    names = {name for name, _ in entries}
    for name, entry in sorted(entries, key=lambda pair: pair[0]):
        last = posixpath.basename(name)
        # Some stores list a folder as an empty file within itself.
        if last.startswith(".") or last.endswith(metadata.SUFFIX) or name == folder.rstrip("/"):
            continue
        if entry["type"] == "directory":
            yield from _walk(system, name)
        else:
            about = _beside(name)
            found = system.unstrip_protocol(about) if about in names else None
            yield Place(system.unstrip_protocol(name), False, entry.get("size") or 0, found)


def _beside(path: str) -> str:
    folder, name = posixpath.split(path)
    return posixpath.join(folder, Source(Path(name), named=True).bare.stem + metadata.SUFFIX)


def fetch(address: str, target: Path) -> None:
    """Copy a file to this machine. Raises OSError."""
    if not is_remote(address):
        shutil.copyfile(address, target)
        return
    system, path = open_system(address)
    system.get_file(path, str(target))


def fetch_lines(address: str, start: int, end: int, target: Path) -> int:
    """Copy the lines that begin in a range of bytes, and give how many line ends were copied. Raises OSError."""
    count = 0
    with _open(address) as file, target.open("wb") as copy:
        at = start
        if start:
            file.seek(start - 1)
            at = start - 1 + _skip_line(file)
        while at < end and (line := file.readline(1 << 20)):
            copy.write(line)
            at += len(line)
            while line and not line.endswith(b"\n"):  # a line is copied whole, however long
                line = file.readline(1 << 20)
                copy.write(line)
                at += len(line)
            count += line.endswith(b"\n")
    return count


def _open(address: str) -> io.BufferedReader:
    if not is_remote(address):
        return Path(address).open("rb")
    system, path = open_system(address)
    # What a part of a file is read ahead of its end is read in vain.
    return io.BufferedReader(system.open(path, "rb", block_size=1 << 18), 1 << 20)


def _skip_line(file: io.BufferedReader) -> int:
    """Read to the end of a line, and give how many bytes that were."""
    length = 0
    while piece := file.readline(1 << 20):
        length += len(piece)
        if piece.endswith(b"\n"):
            break
    return length


class Folder:
    """An output folder at any address, whose files are written once."""

    def __init__(self, address: str) -> None:
        self.shown = address.rstrip("/")
        self._address = address if is_remote(address) else os.path.realpath(address)
        self._system, self._path = open_system(self._address)

    def read(self, name: str) -> bytes | None:
        """Give what a file holds; None if there is none."""
        try:
            return bytes(self._system.cat_file(f"{self._path}/{name}"))
        except FileNotFoundError:
            return None

    def write(self, name: str, data: bytes) -> None:
        """Write a file, whole or not at all. Raises StoreError."""
        path = f"{self._path}/{name}"
        try:
            if is_remote(self._address):
                self._system.pipe_file(path, data)  # an object appears when it is whole
            else:
                self._system.makedirs(posixpath.dirname(path), exist_ok=True)
                part = f"{posixpath.dirname(path)}/.{posixpath.basename(path)}.{os.getpid()}.part"
                self._system.pipe_file(part, data)
                Path(part).replace(path)
        except OSError as error:
            raise StoreError(f"{self.shown}/{name}: can't be written ({error}); make room, or name another") from error
