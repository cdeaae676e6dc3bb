"""Nouns for what is given in speech and thought only, which is no aid."""

from dataclasses import dataclass
from functools import cache
from typing import ClassVar

from extractor.lexicon.load import Lexicon, Row


@dataclass(frozen=True)
class Abstract(Row):
    """One noun; columns as on top of `tables/abstracts.tsv`."""

    table: ClassVar[str] = "abstracts"

    word: str


@cache
def abstracts(lexicon: Lexicon) -> frozenset[str]:
    """Give the nouns, as lemmas in small letters."""
    return frozenset(row.word for row in lexicon.rows(Abstract))
