"""What the arguments of funding words are, and who usually gives."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import ClassVar, Literal

from extractor.lexicon.load import Lexicon, Row

Role = Literal["donor", "recipient", "implementer", "side", "site"]


@dataclass(frozen=True)
class Argument(Row):
    """One argument of a frame; columns as explained on top of `tables/frames.tsv`."""

    table: ClassVar[str] = "frames"

    frame: str
    edge: str
    role: Role
    weight: int


@dataclass(frozen=True)
class Provider(Row):
    """A country that gives aid; columns as explained on top of `tables/providers.tsv`."""

    table: ClassVar[str] = "providers"

    country: str
    weight: int


@cache
def arguments(lexicon: Lexicon) -> Mapping[tuple[str, str], Argument]:
    """Give the arguments by frame and edge; a later row (a user's) replaces an earlier one."""
    return {(row.frame, row.edge): row for row in lexicon.rows(Argument)}


@cache
def providers(lexicon: Lexicon) -> Mapping[str, int]:
    """Give the weight of each country that usually gives."""
    return {row.country: row.weight for row in lexicon.rows(Provider)}
