"""Words that say what a date is the date of."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import ClassVar, Literal

from extractor.lexicon.load import Lexicon, Row

DateKind = Literal["agree", "begin", "finish", "hand", "expect", "source", "occasion", "past", "speak"]


@dataclass(frozen=True)
class DateWord(Row):
    """Words of one kind; columns as explained on top of `tables/date_words.tsv`."""

    table: ClassVar[str] = "date_words"

    kind: DateKind
    words: tuple[str, ...]


@cache
def kinds(lexicon: Lexicon) -> Mapping[str, frozenset[DateKind]]:
    """Give the kinds of each lemma."""
    found: dict[str, set[DateKind]] = {}
    for row in lexicon.rows(DateWord):
        for word in row.words:
            found.setdefault(word, set()).add(row.kind)
    return {word: frozenset(kinds) for word, kinds in found.items()}
