"""What words say which sector a flow is for, found in a text in one pass over its words."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import ClassVar, NamedTuple

from extractor.errors import LexiconError
from extractor.lexicon.load import Lexicon, Row
from extractor.lexicon.match import lower_in_place

SILENT = "none"
COMPANY = "company"

_WORD = re.compile(r"\w+(?:['’](?!s\b)\w+)?")
# What may stand between the words of a company's name.
_IN_NAME = re.compile(r"[\w &.()-]{0,80}")
_SMALL = frozenset({"and", "of", "for"})
_HINT = 2
_CODE = re.compile(r"\d{3}")


@dataclass(frozen=True)
class SectorName(Row):
    """A sector; columns as explained on top of `tables/sector_names.tsv`."""

    table: ClassVar[str] = "sector_names"

    code: str
    name: str

    def problem(self) -> str | None:
        """Say what is wrong beyond types."""
        return None if _CODE.fullmatch(self.code) else f"code {self.code!r} is not three digits"


@dataclass(frozen=True)
class SectorCue(Row):
    """Words that speak for one sector; columns as explained on top of `tables/sectors.tsv`."""

    table: ClassVar[str] = "sectors"

    code: str
    weight: int
    cues: tuple[str, ...]

    def problem(self) -> str | None:
        """Say what is wrong beyond types."""
        if self.code not in (SILENT, COMPANY) and not _CODE.fullmatch(self.code):
            return f"code {self.code!r} is not three digits, {SILENT!r} or {COMPANY!r}"
        if self.weight not in range(1, 6):
            return f"weight {self.weight} is not 1 to 5"
        empty = [cue for cue in self.cues if not _WORD.search(cue)]
        return f"cue {empty[0]!r} has no word in it" if empty else None


class CueHit(NamedTuple):
    """A cue in a text: `text[start:end]`, its words in lower case, and what it speaks for."""

    start: int
    end: int
    cue: str
    code: str
    weight: int


class _Entry(NamedTuple):
    code: str
    weight: int
    printed: str | None  # the form that the text must have, for acronyms


@dataclass(frozen=True)
class SectorCues:
    """The cue table, compiled; `find` gives the longest cue at each word."""

    _entries: Mapping[tuple[str, ...], tuple[_Entry, ...]]
    _lengths: Mapping[str, tuple[int, ...]]

    def find(self, text: str) -> list[CueHit]:
        """Give the cues in `text`, left to right, none overlapping, those that say nothing left out."""
        matches = list(_WORD.finditer(lower_in_place(text).replace("’", "'")))
        words = [match.group() for match in matches]
        hits: list[CueHit] = []
        done = 0
        for at in [index for index, word in enumerate(words) if word in self._lengths]:
            if at < done:
                continue
            for length in self._lengths[words[at]]:
                key = tuple(words[at : at + length])
                found = self._entries.get(key)
                if found is None:
                    continue
                start, end = matches[at].start(), matches[at + len(key) - 1].end()
                entry = next((e for e in found if e.printed is None or e.printed == text[start:end]), None)
                if entry is None:
                    continue
                if entry.code == COMPANY:
                    _name_company(hits, text, start)
                elif entry.code != SILENT:
                    hits.append(CueHit(start, end, " ".join(key), entry.code, entry.weight))
                done = at + len(key)
                break
        return hits


def _name_company(hits: list[CueHit], text: str, at: int) -> None:
    """Make hints of the cues in the capitalised name that ends in the company word at `at` ("Sunrise Textile Ltd")."""
    if not text[at].isupper():
        return
    for index in range(len(hits) - 1, -1, -1):
        hit = hits[index]
        if not text[hit.start].isupper() or not _IN_NAME.fullmatch(text, hit.end, at):
            return
        if any(word[0].islower() and word not in _SMALL for word in text[hit.end : at].split()):
            return
        hits[index] = hit._replace(weight=min(hit.weight, _HINT))
        at = hit.start


@cache
def cues(lexicon: Lexicon) -> SectorCues:
    """Compile the cue table. A later row (a user's) replaces an earlier one with the same words."""
    codes = names(lexicon)
    entries: dict[tuple[str, ...], dict[str | None, _Entry]] = {}
    for row in lexicon.rows(SectorCue):
        if row.code not in (SILENT, COMPANY) and row.code not in codes:
            raise LexiconError(f"sectors.tsv: code {row.code} is not in sector_names.tsv; add it there first")
        for cue in row.cues:
            for printed, key in _forms(cue):
                entries.setdefault(key, {})[printed] = _Entry(row.code, row.weight, printed)
    lengths: dict[str, set[int]] = {}
    for key in entries:
        lengths.setdefault(key[0], set()).add(len(key))
    return SectorCues(
        # An acronym as printed goes before the plain word: "WASH" before "wash".
        {key: tuple(sorted(found.values(), key=lambda e: e.printed is None)) for key, found in entries.items()},
        {word: tuple(sorted(found, reverse=True)) for word, found in lengths.items()},
    )


@cache
def names(lexicon: Lexicon) -> Mapping[str, str]:
    """Give the sectors' names by code."""
    return MappingProxyType({row.code: row.name for row in lexicon.rows(SectorName)})


def _forms(cue: str) -> Iterator[tuple[str | None, tuple[str, ...]]]:
    """Give a cue's singular and plural as (form the text must have or None, words in lower case).

    >>> [key for _, key in _forms("low-cost city")]
    [('low', 'cost', 'city'), ('low', 'cost', 'cities')]
    """
    words = tuple(match.group().lower() for match in _WORD.finditer(cue))
    if cue != cue.lower():
        yield cue, words
        return
    yield None, words
    yield None, (*words[:-1], _plural(words[-1]))


def _plural(word: str) -> str:
    if word.endswith(("s", "x", "ch", "sh", "z")):
        return word + "es"
    if word.endswith("y") and word[-2:-1] not in set("aeiou"):
        return word[:-1] + "ies"
    return word + "s"
