"""A text cut where marks begin and end, so that marks may overlap, nest and cross as they like."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple


class Mark(NamedTuple):
    """A marked stretch; `name` is what it is called on the page ("g12")."""

    start: int
    end: int
    name: str


class Piece(NamedTuple):
    """A stretch that the same marks cover from its first to its last character; `begins` are those that start here."""

    text: str
    names: tuple[str, ...]
    begins: tuple[str, ...]


def cut(text: str, marks: Iterable[Mark]) -> Iterator[Piece]:
    """Cut a text into pieces, which joined are the text again. Marks must lie inside it and not be empty.

    >>> [(piece.text, piece.names) for piece in cut("Bank of Niue", [Mark(0, 12, "g1"), Mark(8, 12, "f2")])]
    [('Bank of ', ('g1',)), ('Niue', ('g1', 'f2'))]
    """
    begin: defaultdict[int, list[str]] = defaultdict(list)
    end: defaultdict[int, list[str]] = defaultdict(list)
    for mark in marks:
        begin[mark.start].append(mark.name)
        end[mark.end].append(mark.name)
    places = sorted({0, len(text), *begin, *end})
    covering: dict[str, None] = {}  # in the order in which they began
    for start, stop in pairwise(places):
        for name in end[start]:
            del covering[name]
        covering.update(dict.fromkeys(begin[start]))
        yield Piece(text[start:stop], tuple(covering), tuple(begin[start]))
