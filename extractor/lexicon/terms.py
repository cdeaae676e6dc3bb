"""Words that tell the terms of a loan, and words that make a rate or a length of time none of them."""

from dataclasses import dataclass
from functools import cache
from typing import ClassVar, Literal

from extractor.lexicon.load import Lexicon, Row

Cue = Literal[
    "loan",
    "interest",
    "charge",
    "fee",
    "other_rate",
    "floating",
    "grace",
    "maturity",
    "other_length",
    "spent",
    "soft",
    "commercial",
]


@dataclass(frozen=True)
class TermWord(Row):
    """A word or phrase; columns as on top of `tables/term_words.tsv`."""

    table: ClassVar[str] = "term_words"

    word: str
    cue: Cue

    def problem(self) -> str | None:
        """Say what is wrong beyond types."""
        return None if self.word == self.word.lower() else f"{self.word!r} is not in lower case"


@cache
def term_words(lexicon: Lexicon, cue: Cue) -> tuple[str, ...]:
    """Give the words of one cue, longest first."""
    return tuple(sorted((row.word for row in lexicon.rows(TermWord) if row.cue == cue), key=lambda w: (-len(w), w)))
