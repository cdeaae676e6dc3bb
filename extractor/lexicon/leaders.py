"""Heads of state and of government whom news names without their country."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import ClassVar

from extractor.lexicon.load import Lexicon, Row


@dataclass(frozen=True)
class Leader(Row):
    """The leaders of one state; columns as on top of `tables/leaders.tsv`."""

    table: ClassVar[str] = "leaders"

    country: str
    names: tuple[str, ...]

    def problem(self) -> str | None:
        """Say what is wrong beyond types."""
        if len(self.country) != 2 or not self.country.isupper():
            return f"country {self.country!r} is not an ISO 3166-1 alpha-2 code"
        return None


@cache
def leaders(lexicon: Lexicon) -> Mapping[str, str]:
    """Give for each leader's name the country, "" where leaders of two states share it."""
    found: dict[str, str] = {}
    for row in lexicon.rows(Leader):
        for name in row.names:
            found[name] = row.country if found.get(name, row.country) == row.country else ""
    return found
