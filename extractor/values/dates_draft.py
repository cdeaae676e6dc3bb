"""What an expression of time says by itself, and what all readers of such expressions need."""

import calendar
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from extractor.values.dates_mention import Bound, Order, Precision
from extractor.values.dates_tokens import TAG, Tokens
from extractor.values.dates_years import tags

Unit = Literal["year", "quarter", "month", "week", "day"]
SEASONS = frozenset({"season", "season_of", "season_near", "season_bare"})  # forms that are known by their year


class Pointer(NamedTuple):
    """So many steps from the day of publication or from the date told before, whichever `origin` names.

    "either" prefers the date told before. Steps are None where nobody says how many ("a few years ago").
    """

    origin: Literal["published", "told", "either"]
    steps: int | None
    unit: Unit


@dataclass(slots=True)
class Draft:
    """What an expression says by itself; tokens `first` to `last`."""

    first: int
    last: int
    rule: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    quarter: int | None = None
    weekday: int | None = None
    pointer: Pointer | None = None
    bound: Bound | None = None
    side: int | None = None  # of a weekday, month or season: -1 "last", 0 "this", 1 "next"
    begins: int = 1  # the month in which such a year begins ("this fiscal year")
    in_year: int | None = None  # "the same quarter of 2022"

    def precision(self) -> Precision:
        """Give the unit that the expression fixes; a week is known by its month, a season by its year."""
        if self.rule in SEASONS:
            return "year"
        if self.day or self.weekday:
            return "day"
        if self.month:
            return "month"
        if self.quarter:
            return "quarter"
        if self.pointer and self.year is None:
            return "month" if self.pointer.unit == "week" else self.pointer.unit
        return "year"


class Seen(NamedTuple):
    """A form seen at tokens `first` to `last`."""

    tokens: Tokens
    first: int
    last: int
    form: str
    order: Order


Reader = Callable[[Seen], Iterator[Draft]]


def two_digits(number: int) -> int:
    """Give the year of a year in two digits: up to 59 of this century."""
    return number + (2000 if number < 60 else 1900)


def full_year(tokens: Tokens, at: int) -> int:
    """Give the year at a token of four or two digits."""
    number = tokens.number(at)
    return number if number >= 1000 else two_digits(number)


def year_in(tokens: Tokens, first: int, last: int) -> int | None:
    """Give the token of the year that ends an expression: "2026", or "09" after an apostrophe."""
    for at in range(last, first - 1, -1):
        tag = tokens.tags[at]
        if tag in tags("year", "old") or (at > first and tag in tags("num", "low") and tokens.tag(at - 1) == "'"):
            return at
        if at == last and at - 3 >= first and tag in tags("num", "low") and tokens.tags[at - 3 : at : 2] == "--":
            return at  # "12-Jan-24"
    return None


def months_in(tokens: Tokens, first: int, last: int) -> list[int]:
    """Give the tokens of months."""
    return [at for at in range(first, last + 1) if tokens.tags[at] in tags("month", "monthish")]


def days_in(tokens: Tokens, first: int, last: int) -> list[int]:
    """Give the tokens of days of the month."""
    return [
        at
        for at in range(first, last + 1)
        if tokens.tags[at] in tags("num", "ord") and (at == first or tokens.tag(at - 1) != "'")
    ]


def valid_day(year: int | None, month: int, day: int) -> bool:
    """Tell whether the month has that day (29 February without a year: yes)."""
    return 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year if year else 2000, month)[1]


def checked(draft: Draft) -> Draft:
    """Drop a day that its month does not have: "June 31, 2010" is some day of June."""
    if draft.day and draft.month and not valid_day(draft.year, draft.month, draft.day):
        return replace(draft, day=None)
    return draft


def pointer_in(tokens: Tokens, first: int, last: int, unit: Unit) -> Pointer | None:
    """Read "this", "last", "that same", "the following" among the tokens."""
    steps: dict[str, tuple[Literal["published", "told"], int]] = {
        TAG["back"]: ("told", 0),
        TAG["previous"]: ("told", -1),
        TAG["following"]: ("told", 1),
        TAG["last"]: ("published", -1),
        TAG["next"]: ("published", 1),
        TAG["this"]: ("published", 0),
    }
    found = [steps[tokens.tags[at]] for at in range(first, last + 1) if tokens.tags[at] in steps]
    if not found:
        return None
    told = any(origin == "told" for origin, _ in found)
    return Pointer("told" if told else "published", next((n for _, n in reversed(found) if n), 0), unit)


def side_at(tokens: Tokens, at: int) -> int | None:
    """Give -1 for "last", 0 for "this", 1 for "next"."""
    return {TAG["last"]: -1, TAG["this"]: 0, TAG["next"]: 1}.get(tokens.tag(at))


def unit_at(tokens: Tokens, at: int) -> Unit | None:
    """Give the unit that a token names."""
    units: dict[str, Unit] = {
        TAG["year_word"]: "year",
        TAG["decade_word"]: "year",
        TAG["quarter_word"]: "quarter",
        TAG["month_word"]: "month",
        TAG["week_word"]: "week",
        TAG["day_word"]: "day",
    }
    return units.get(tokens.tag(at))


def _digit_before(tokens: Tokens, at: int) -> bool:
    """Tell whether a digit stands two characters before a token: "1.2" before the 2."""
    start = tokens.starts[at]
    return tokens.text[max(0, start - 2) : start - 1].isdecimal()


def is_piece(tokens: Tokens, first: int, last: int) -> bool:
    """Tell whether numbers go on without a blank on either side ("1.2.2010.4", "+12-10-2010")."""
    before, behind = tokens.before(first), tokens.behind(last, 2)
    if before == "/" and not tokens.text[tokens.starts[first] - 2 : tokens.starts[first] - 1].isspace():
        return True  # an address: "news.example/2017/04/16"
    if (before in "./-–:," and _digit_before(tokens, first)) or before in "_#+$€£" or before.isalpha():
        return True
    return (behind[:1] in tuple("./-–,:") and behind[1:].isdecimal()) or behind[:1] == "%"


def attached(tokens: Tokens, at: int) -> bool:
    """Tell whether the number at `at` is a piece of a longer one or of a sum ("$5", "3.12", "12,")."""
    return bool(tokens.starts[at]) and (
        tokens.before(at) in "$€£¥₹#+.,:/_%" or tokens.before(at).isalpha() or tokens.tag(at - 1) in tags("numbered")
    )


def goes_on(tokens: Tokens, first: int, last: int, most: int = 60) -> bool:
    """Tell whether the number at `last` is a later year than that at `first`: 2014-16, 2014/2015."""
    start, number = tokens.number(first), tokens.number(last)
    if tokens.ends[last] - tokens.starts[last] == 1:
        return False
    end = number if number >= 1000 else start - start % 100 + number + (100 if number < start % 100 - 60 else 0)
    return start < end <= start + most
