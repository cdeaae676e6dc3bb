"""Given names, by which a run of capitals is known for a person's name."""

from dataclasses import dataclass
from functools import cache
from typing import ClassVar

from extractor.lexicon.load import Lexicon, Row


@dataclass(frozen=True)
class GivenNames(Row):
    """The names of one locale; columns as explained on top of `tables/given_names.tsv`."""

    table: ClassVar[str] = "given_names"

    locale: str
    names: tuple[str, ...]


@cache
def given_names(lexicon: Lexicon) -> frozenset[str]:
    """Give all of them, in small letters and without accents.

    >>> "kazuya" in given_names(Lexicon()), "september" in given_names(Lexicon())
    (True, False)
    """
    return frozenset(name for row in lexicon.rows(GivenNames) for name in row.names)
