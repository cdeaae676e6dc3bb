"""Words that say that money changes hands for another reason than aid."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import ClassVar, Literal

from extractor.lexicon.load import Lexicon, Row
from extractor.lexicon.match import Names

Reason = Literal[
    "court", "lottery", "sport", "finance", "remittances", "insurance", "budget", "trade", "crime", "arms", "topic"
]


@dataclass(frozen=True)
class NotAid(Row):
    """One word; columns as on top of `tables/not_aid.tsv`."""

    table: ClassVar[str] = "not_aid"

    word: str
    reason: Reason


@cache
def reasons(lexicon: Lexicon) -> Mapping[str, Reason]:
    """Give the reason of each word and its plural."""
    return {form: row.reason for row in lexicon.rows(NotAid) for form in (row.word, f"{row.word}s")}


@cache
def matcher(lexicon: Lexicon) -> Names:
    """Compile the words."""
    return Names.of(reasons(lexicon))
