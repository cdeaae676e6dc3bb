"""How much the words around a flow speak for each status of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import ClassVar

from extractor.lexicon.load import Lexicon, Row

STATUSES = ("pledge", "commitment", "implementation", "completion")


@dataclass(frozen=True)
class StatusWord(Row):
    """One sign and its weights, in hundredths; columns as explained on top of `tables/status_words.tsv`."""

    table: ClassVar[str] = "status_words"

    sign: str
    pledge: int = 0
    commitment: int = 0
    implementation: int = 0
    completion: int = 0


@cache
def weights(lexicon: Lexicon) -> Mapping[str, tuple[int, int, int, int]]:
    """Give the weights of each sign in the order of `STATUSES`; a later row (a user's) replaces an earlier one."""
    return MappingProxyType(
        {row.sign: (row.pledge, row.commitment, row.implementation, row.completion) for row in lexicon.rows(StatusWord)}
    )
