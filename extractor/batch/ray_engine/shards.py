"""Cutting the inputs into shards: so many small files, or so many lines of a long one."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from extractor.batch.ray_engine.places import Place, is_remote, list_remote
from extractor.errors import SettingsError
from extractor.reading import Problem, find_sources
from extractor.reading.sources import STDIN, Source

# What a worker reads at a time, and what is read again when it dies: some seconds of narratives. The same whatever the
# number of workers, so that a run can go on with others.
SHARD_BYTES = 1 << 18
_SHARD_FILES = 256
_LINES = frozenset({".jsonl", ".ndjson"})


@dataclass(frozen=True)
class Part:
    """A file; with `end`, those of its lines that begin at bytes from `start` to before `end`."""

    place: Place
    start: int = 0
    end: int | None = None


@dataclass(frozen=True)
class Shard:
    """What is read by one worker at a time. `parts` are in input order; a shard of some lines of a file has only it."""

    number: int
    parts: tuple[Part | Problem, ...]

    @property
    def of_lines(self) -> str | None:
        """The address of the file that this shard is a part of, if it is one of several."""
        part = self.parts[0]
        return part.place.address if isinstance(part, Part) and part.end is not None else None


def cut(
    inputs: Iterable[str], *, without: Iterable[Path] = (), output: str | None = None, most: int = SHARD_BYTES
) -> Iterator[Shard]:
    """Find the files of all inputs and cut them into shards of about `most` bytes. Raises SettingsError.

    What lies in the folder `output`, or is named by `without`, is no input.
    """
    number = 0
    parts: list[Part | Problem] = []
    size = 0
    for place in _list(list(inputs), list(without)):
        if output and isinstance(place, Place) and _real(place.address).startswith(f"{_real(output)}/"):
            continue
        pieces = _pieces(place, most) if isinstance(place, Place) else []
        length = place.size if isinstance(place, Place) else 0
        if parts and (pieces or size + length > most or len(parts) == _SHARD_FILES):
            yield Shard(number, tuple(parts))
            number, parts, size = number + 1, [], 0
        for piece in pieces:
            yield Shard(number, (piece,))
            number += 1
        if not pieces:
            parts.append(Part(place) if isinstance(place, Place) else place)
            size += length
    if parts:
        yield Shard(number, tuple(parts))


def _pieces(place: Place, most: int) -> list[Part]:
    """Cut a long file of lines; what is packed, or made of something else than lines, stays whole."""
    source = Source(Path(place.address), place.named)
    if place.size <= most or source.is_packed or source.ending not in _LINES:
        return []
    starts = range(0, place.size, most)
    return [Part(place, start, min(start + most, place.size)) for start in starts]


def _list(inputs: list[str], without: list[Path]) -> Iterator[Place | Problem]:
    if STDIN in inputs:
        raise SettingsError("standard input can't be read on many machines; save it as a file, and name that")
    seen: set[str] = set()
    for remote, group in groupby(inputs, is_remote):
        some = list(group)
        for place in _list_all(some) if remote else _list_local(some, without):
            if isinstance(place, Place) and len(inputs) > 1:
                if place.address in seen:
                    continue
                seen.add(place.address)
            yield place


def _list_all(addresses: Iterable[str]) -> Iterator[Place | Problem]:
    for address in addresses:
        yield from list_remote(address)


def _list_local(inputs: list[str], without: list[Path]) -> Iterator[Place | Problem]:
    for source in find_sources(inputs, without=without):
        if isinstance(source, Problem):
            yield source
        else:
            yield Place(source.place, source.named, _size(source.path))


def _real(address: str) -> str:
    return address.rstrip("/") if is_remote(address) else os.path.realpath(address)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size if path.is_file() else 0
    except OSError:
        return 0  # reading it says what is wrong with it
