"""Which files there are to read: files, folders, patterns, standard input."""

import glob
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from extractor.reading import metadata
from extractor.reading.problem import Problem

STDIN = "-"
PACKED = ".gz"


class Source(NamedTuple):
    """A file to read. One that was named by itself is read whatever its name ends in."""

    path: Path
    named: bool

    @property
    def place(self) -> str:
        """The name under which it is spoken of."""
        return str(self.path)

    @property
    def is_packed(self) -> bool:
        """Whether its name says that it is compressed."""
        return self.path.suffix.lower() == PACKED

    @property
    def bare(self) -> Path:
        """Its path without the ending that says that it is compressed."""
        return self.path.with_suffix("") if self.is_packed else self.path

    @property
    def ending(self) -> str:
        """What its name ends in, in small letters, compressed or not: ".jsonl" of "a.jsonl.gz"."""
        return self.bare.suffix.lower()


def find(inputs: Iterable[str | Path], without: Iterable[Path], known: Iterable[str]) -> Iterator[Source | Problem]:
    """Find the files of all inputs in order, each once; `without` names files that no folder gives.

    A name that is none of a file is a pattern ("2024-*/*.html", "**" for folders below). `known` are the endings that
    an empty folder is told to need.
    """
    given = list(inputs)
    own = {os.path.realpath(path) for path in without}
    done: set[str] = set()
    for name in given:
        path = Path(name)
        if str(name) == STDIN or path.exists():
            found = _below(path, own)
        else:
            matches = sorted(glob.glob(str(name), recursive=True)) if glob.has_magic(str(name)) else []  # noqa: PTH207  # also "/a/**"
            found = (source for match in matches for source in _below(Path(match), own))
            if not matches:
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
            cure = f"put articles into it ({', '.join(sorted(known))})"
            yield Problem(str(path), "no_articles", "the folder holds no files to read", cure)


def _below(path: Path, own: set[str]) -> Iterator[Source]:
    if not path.is_dir():
        yield Source(path, named=True)
        return
    for file in _walk(path):
        if os.path.realpath(file) not in own:
            yield Source(file, named=False)


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
