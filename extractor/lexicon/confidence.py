"""How much each piece of evidence speaks for a record being usable as it stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import ClassVar

from extractor.lexicon.load import Lexicon, Row


@dataclass(frozen=True)
class ConfidenceSign(Row):
    """A sign and its weight in hundredths; columns as explained on top of `tables/confidence.tsv`."""

    table: ClassVar[str] = "confidence"

    sign: str
    weight: int


@cache
def weights(lexicon: Lexicon) -> Mapping[str, float]:
    """Give the weight of each sign, a natural logarithm of odds; a later row (a user's) replaces an earlier one."""
    return MappingProxyType({row.sign: row.weight / 100 for row in lexicon.rows(ConfidenceSign)})
