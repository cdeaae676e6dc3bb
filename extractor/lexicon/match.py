"""Finding many names in a text at once."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind


class Hit(NamedTuple):
    """A name found in a text: `text[start:end]`, and the name as the table has it."""

    start: int
    end: int
    name: str


def lower_in_place(text: str) -> str:
    """Lower a text without moving any character (str.lower makes two of "İ").

    >>> len(lower_in_place("İzmir GRANT")) == len("İzmir GRANT")
    True
    """
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


@dataclass(frozen=True)
class Names:
    """A set of names, compiled: finds the longest name at each place, whole words only.

    Names match whatever their case, as headlines print "JAPAN", but a name that is written with a capital must
    have one in the text as well ("Turkey" is not "turkey"), and an acronym ("WHO", "EU") must stand as it is.
    """

    _automaton: AhoCorasick
    _names: tuple[str, ...]
    _by_key: dict[str, tuple[str, ...]]

    @classmethod
    def of(cls, names: Iterable[str]) -> "Names":
        """Compile a set of names."""
        by_key: dict[str, dict[str, None]] = {}
        for name in names:
            by_key.setdefault(lower_in_place(name), {})[name] = None
        keys = tuple(by_key)
        automaton = AhoCorasick(keys, matchkind=MatchKind.LeftmostLongest)
        return cls(automaton, keys, {key: tuple(forms) for key, forms in by_key.items()})

    def find(self, text: str) -> list[Hit]:
        """Give the names in `text`, left to right, none overlapping."""
        hits = []
        for index, start, end in self._automaton.find_matches_as_indexes(lower_in_place(text)):
            if not _whole(text, start, end):
                continue
            for name in self._by_key[self._names[index]]:
                if _agrees(name, text[start:end]):
                    hits.append(Hit(start, end, name))
                    break
        return hits


def _whole(text: str, start: int, end: int) -> bool:
    before = start > 0 and text[start - 1].isalnum() and text[start].isalnum()
    after = end < len(text) and text[end].isalnum() and text[end - 1].isalnum()
    return not before and not after


def _agrees(name: str, printed: str) -> bool:
    if name == printed:
        return True
    if len(name) > 1 and name.isupper() and " " not in name:  # "WHO", "US", "EU"
        return False
    return not name[0].isupper() or printed[0].isupper()
