"""Words that goods are counted by: measures, containers, pieces, deliveries."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import ClassVar, Literal

from extractor.lexicon.load import Lexicon, Row

Kind = Literal["measure", "length", "container", "item", "group", "kind"]


@dataclass(frozen=True)
class Unit(Row):
    """One unit; columns as explained on top of `tables/units.tsv`."""

    table: ClassVar[str] = "units"

    unit: str
    kind: Kind
    forms: tuple[str, ...] = ()

    def problem(self) -> str | None:
        """Say what is wrong beyond types."""
        return None if self.forms else f"{self.unit!r} has no forms"


@cache
def by_form(lexicon: Lexicon) -> Mapping[str, Unit]:
    """Give the unit of each printed form; forms in capitals stand as they are, others in lower case."""
    found: dict[str, Unit] = {}
    for row in lexicon.rows(Unit):
        for form in row.forms:
            found.setdefault(form, row)
    return found


@cache
def longest(lexicon: Lexicon) -> int:
    """Give the number of words of the longest form."""
    return max((len(form.split()) for form in by_form(lexicon)), default=0)


def find(words: list[str], lexicon: Lexicon) -> tuple[Unit, int] | None:
    """Give the unit that `words` begin with and how many of them it takes, the longest first.

    >>> unit, size = find(["metric", "tons", "of", "rice"], Lexicon())
    >>> unit.unit, size
    ('tonnes', 2)
    """
    table = by_form(lexicon)
    for size in range(min(longest(lexicon), len(words)), 0, -1):
        printed = " ".join(words[:size])
        unit = table.get(printed) or table.get(printed.lower())
        if unit is not None:
            return unit, size
    return None


def printed(unit: Unit, words: list[str]) -> str:
    """Give a unit as its quantity is written down: the word as printed; the table's for an abbreviation or two words.

    >>> tonnes = by_form(Lexicon())["tons"]
    >>> printed(tonnes, ["Tons"]), printed(tonnes, ["MT"]), printed(tonnes, ["metric", "tons"])
    ('tons', 'tonnes', 'tonnes')
    """
    return words[0].lower() if len(words) == 1 and not words[0].isupper() else unit.unit
