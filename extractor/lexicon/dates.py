"""The words that dates are made of, the feasts that fall on a fixed day, and the words that make a number no year."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from extractor.lexicon.load import Row

WordKind = Literal[
    "month",
    "monthish",
    "weekday",
    "weekdayish",
    "season",
    "daypart",
    "year_word",
    "month_word",
    "week_word",
    "day_word",
    "quarter_word",
    "half_word",
    "decade_word",
    "last",
    "next",
    "this",
    "back",
    "previous",
    "following",
    "edge",
    "border",
    "today",
    "ago",
    "shift",
    "few",
    "number",
    "article",
    "ordinal",
    "fy",
    "fiscal",
    "fiscalish",
    "of",
    "the",
    "in",
    "prep",
    "weak",
    "until",
    "to",
    "and",
    "or",
    "before",
    "after",
    "whose",
    "counted",
    "persons",
    "numbered",
    "dated",
    "habit",
    "plain",
]


@dataclass(frozen=True)
class DateWord(Row):
    """Words that act alike in an expression of time; columns as explained on top of `tables/dates.tsv`."""

    table: ClassVar[str] = "dates"

    kind: WordKind
    number: int | None
    capital: bool
    words: tuple[str, ...]

    def problem(self) -> str | None:
        """Say what is wrong beyond types."""
        wrong = [word for word in self.words if not word.isalpha() or word != word.lower()]
        if wrong:
            return f"{wrong[0]!r} is not one word in lower case"
        if self.kind in ("month", "monthish") and not 1 <= (self.number or 0) <= 12:
            return f"a month's number is 1 to 12, not {self.number}"
        if self.kind in ("weekday", "weekdayish") and not 1 <= (self.number or 0) <= 7:
            return f"a weekday's number is 1 (Monday) to 7, not {self.number}"
        return None


@dataclass(frozen=True)
class Feast(Row):
    """A day with a name that falls on the same date every year."""

    table: ClassVar[str] = "feasts"

    name: str
    month: int
    day: int

    def problem(self) -> str | None:
        """Say what is wrong beyond types."""
        ok = 1 <= self.month <= 12 and 1 <= self.day <= 31
        return None if ok else f"{self.month}-{self.day} is no day of a year"
