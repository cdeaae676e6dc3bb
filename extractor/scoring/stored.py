"""Gold, records and mentions article by article: kept is where each stands, read again is only what is asked for.

Each is a mapping by article id whose files were checked when it was made. A file that changes afterwards is an error.
"""

import json
from array import array
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

from extractor.errors import InputError
from extractor.model import Gold, GrantRecord, Mention
from extractor.scoring import lenient
from extractor.scoring.lines import LineFile

V = TypeVar("V")
Places = dict[str, "array[int]"]
"""Where an article's lines begin, in bytes, in the order of the file."""


class GoldFiles(Mapping[str, Gold]):
    """Gold, a file an article; the one asked for last is at hand, since its records and mentions are asked for singly.

    `read` makes gold of a file and says what is wrong with it.
    """

    def __init__(self, homes: Mapping[str, Path], read: Callable[[Path], Gold]) -> None:
        self._homes, self._read = homes, read
        self._last: Gold | None = None

    def __getitem__(self, name: str) -> Gold:
        if self._last is None or self._last.article_id != name:
            self._last = self._read(self._homes[name])
            if self._last.article_id != name:
                raise InputError(f"{self._homes[name]}: changed while it was read; score it again")
        return self._last

    def __iter__(self) -> Iterator[str]:
        return iter(self._homes)

    def __len__(self) -> int:
        return len(self._homes)

    def __contains__(self, name: object) -> bool:
        return name in self._homes


class Part(Mapping[str, V]):
    """A part of each article's gold, as the same mapping."""

    def __init__(self, whole: Mapping[str, Gold], take: Callable[[Gold], V]) -> None:
        self._whole, self._take = whole, take

    def __getitem__(self, name: str) -> V:
        return self._take(self._whole[name])

    def __iter__(self) -> Iterator[str]:
        return iter(self._whole)

    def __len__(self) -> int:
        return len(self._whole)

    def __contains__(self, name: object) -> bool:
        return name in self._whole


class _OfLines(Mapping[str, list[V]]):
    """Lines by article, read when they are asked for."""

    def __init__(self, lines: LineFile, places: Places) -> None:
        self._lines, self._places = lines, places

    def __getitem__(self, name: str) -> list[V]:
        given = []
        for text in self._lines.at(self._places[name]):
            try:
                given += self._of(name, json.loads(text))
            except (ValueError, RecursionError) as error:
                raise InputError(f"{self._lines.path}: changed while it was read; score it again") from error
        return given

    def _of(self, name: str, raw: Any) -> list[V]:
        raise NotImplementedError

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)

    def __contains__(self, name: object) -> bool:
        return name in self._places


class RecordLines(_OfLines[GrantRecord]):
    """Records, of which an article's need not stand together, nor the articles in any order."""

    def _of(self, name: str, raw: Any) -> list[GrantRecord]:
        records = []
        for one in lenient.rows(raw, Counter()):
            if isinstance(one, dict) and one.get("article_id") == name:
                try:
                    records.append(lenient.read_record(one)[0])
                except InputError:
                    continue  # told when the file was read first
        return records


class MentionLines(_OfLines[Mention]):
    """Mentions, a line an article; `read` makes them of a parsed line."""

    def __init__(self, lines: LineFile, places: Places, read: Callable[[Any], list[Mention]]) -> None:
        super().__init__(lines, places)
        self._read = read

    def _of(self, name: str, raw: Any) -> list[Mention]:  # noqa: ARG002  # a line is one article's
        return self._read(raw["mentions"])
