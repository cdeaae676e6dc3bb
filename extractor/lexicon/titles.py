"""Words that make the titles of projects and schemes, and words that unmake them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import ClassVar, Literal

from extractor.lexicon.load import Lexicon, Row

Made = Literal["project", "programme", "initiative", "plan"]
Use = Literal[
    "project", "programme", "initiative", "plan", "pool", "award", "credit", "paper", "note", "event", "generic"
]
MADE: tuple[Made, ...] = ("project", "programme", "initiative", "plan")


@dataclass(frozen=True)
class TitleWord(Row):
    """A word of titles; columns as on top of `tables/title_words.tsv`."""

    table: ClassVar[str] = "title_words"

    word: str
    use: Use
    loose: bool = False

    def problem(self) -> str | None:
        """Say what is wrong beyond types."""
        return None if self.word == self.word.lower() else f"{self.word!r} is not in lower case"


@cache
def title_kinds(lexicon: Lexicon) -> Mapping[str, Made]:
    """Give the kind of title that each word makes which may end or open one."""
    return {row.word: row.use for row in lexicon.rows(TitleWord) if row.use in MADE}


@cache
def loose_words(lexicon: Lexicon) -> frozenset[str]:
    """Give the words that make a title only of two words or more."""
    return frozenset(row.word for row in lexicon.rows(TitleWord) if row.loose)


@cache
def title_words(lexicon: Lexicon, *uses: Use) -> frozenset[str]:
    """Give the words of some uses."""
    return frozenset(row.word for row in lexicon.rows(TitleWord) if row.use in uses)
