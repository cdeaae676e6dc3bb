"""Nouns that head a phrase for goods, nouns that never do, and the adjectives that say nothing of what goods are."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import ClassVar, Literal

from extractor.lexicon.load import Lexicon, Row
from extractor.lexicon.match import Names

Class = Literal[
    "vehicle",
    "vessel",
    "aircraft",
    "machinery",
    "equipment",
    "medical",
    "medicine",
    "supplies",
    "relief",
    "education",
    "ict",
    "energy",
    "food",
    "agriculture",
    "material",
    "arms",
    "works",
    "other",
    "praise",
]
NOT_GIVEN: frozenset[Class] = frozenset({"arms", "works", "other", "praise"})


@dataclass(frozen=True)
class Equipment(Row):
    """One noun (or, in class `praise`, one adjective); columns as explained on top of `tables/equipment.tsv`."""

    table: ClassVar[str] = "equipment"

    head: str
    klass: Class
    mass: bool = False
    ambiguous: bool = False
    plural: tuple[str, ...] = ()
    sizes: bool = False
    listed: bool = False

    def forms(self) -> Iterator[str]:
        """Give the singular and the plurals."""
        yield self.head
        if not self.mass:
            yield from self.plural or (plural(self.head),)


def plural(noun: str) -> str:
    """Inflect a regular noun; of a compound its last word.

    >>> plural("water supply"), plural("box"), plural("X-ray")
    ('water supplies', 'boxes', 'X-rays')
    """
    if noun.endswith("y") and noun[-2:-1] not in "aeou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "sh", "ch", "x", "z")) else "s")


@cache
def by_form(lexicon: Lexicon) -> Mapping[str, Equipment]:
    """Give the row of each form as printed in the table; the first row that has a form keeps it."""
    found: dict[str, Equipment] = {}
    for row in lexicon.rows(Equipment):
        if row.klass != "praise":
            for form in row.forms():
                found.setdefault(form, row)
    return found


@cache
def heads(lexicon: Lexicon) -> Names:
    """Give all nouns, those that are no goods included (the longest wins: "bed" is not "bed capacity"), compiled."""
    return Names.of(by_form(lexicon))


@cache
def praise(lexicon: Lexicon) -> frozenset[str]:
    """Give the words that are left out of a description, lower-cased."""
    return frozenset(row.head.lower() for row in lexicon.rows(Equipment) if row.klass == "praise")
