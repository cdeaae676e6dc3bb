"""Sums with dates that are known in part: "2026", "2026-Q1", "2026-02", "2026-02-14"."""

import datetime
import re
from decimal import Decimal
from typing import NamedTuple

from extractor.values.dates_mention import Precision

_ISO = re.compile(r"(\d{4})(?:-(?:Q([1-4])|(\d{2})(?:-(\d{2}))?))?")
_ORDER: tuple[Precision, ...] = ("year", "quarter", "month", "day")


class Partial(NamedTuple):
    """A date as far as it is known."""

    year: int
    quarter: int | None = None
    month: int | None = None
    day: int | None = None

    @property
    def precision(self) -> Precision:
        """The finest unit that is known."""
        return "day" if self.day else "month" if self.month else "quarter" if self.quarter else "year"

    def iso(self, precision: Precision | None = None) -> str:
        """Write it, cut to `precision` where that is coarser than what is known."""
        precision = min(precision or self.precision, self.precision, key=_ORDER.index)
        if precision == "year":
            return f"{self.year:04}"
        if precision == "quarter":
            return f"{self.year:04}-Q{self.quarter or ((self.month or 1) + 2) // 3}"
        if precision == "month":
            return f"{self.year:04}-{self.month:02}"
        return f"{self.year:04}-{self.month:02}-{self.day:02}"


def parse(value: str) -> Partial | None:
    """Read ISO 8601 cut to what is known; None if it is anything else.

    >>> parse("2026-Q2"), parse("2026-13"), parse("in 2026")
    (Partial(year=2026, quarter=2, month=None, day=None), None, None)
    """
    match = _ISO.fullmatch(value)
    if match is None:
        return None
    year, quarter, month, day = (int(group) if group else None for group in match.groups())
    try:
        datetime.date(year or 0, month or 1, day or 1)
    except ValueError:
        return None
    return Partial(year or 0, quarter, month, day)


def of_day(day: datetime.date) -> Partial:
    """Give a whole day."""
    return Partial(day.year, None, day.month, day.day)


def compare(a: str, b: str) -> bool:
    """Tell whether two dates may be the same one, told to different units.

    >>> compare("2026", "2026-01-27"), compare("2026-Q1", "2026-02"), compare("2026-Q1", "2026-04")
    (True, True, False)
    >>> compare("2026-01", "2026-02"), compare("202", "2026")
    (False, False)
    """
    one, other = parse(a), parse(b)
    if one is None or other is None:
        return a == b
    coarser = min(one.precision, other.precision, key=_ORDER.index)
    return one.iso(coarser) == other.iso(coarser)


def add_duration(anchor: str, years: Decimal | int = 0, months: Decimal | int = 0) -> str:
    """Give the date that lies so long after `anchor`, cut to the coarser of the anchor's and the duration's unit.

    The unit of "five years" is the year, that of "36 months" and of two and a half years the month. Raises ValueError
    if the anchor is no date, or the result lies outside the years 1 to 9999.

    >>> add_duration("2026-01-29", years=5), add_duration("2026-01-29", months=36), add_duration("2026", months=18)
    ('2031', '2029-01', '2027')
    """
    start = parse(anchor)
    if start is None:
        raise ValueError(f"{anchor!r} is not a date such as 2026, 2026-Q1, 2026-02 or 2026-02-14")
    fine = bool(months) or Decimal(years) % 1 != 0
    added = int(Decimal(years) * 12 + Decimal(months))
    first = start.month or (start.quarter or 1) * 3 - 2
    year, month = divmod(start.year * 12 + first - 1 + added, 12)
    if not 1 <= year <= 9999:
        raise ValueError(f"{added} months after {anchor} is outside the years 1 to 9999")
    unit: Precision = min("month" if fine else "year", start.precision, key=_ORDER.index)
    return Partial(year, None, month + 1).iso(unit)


def move(anchor: Partial, steps: int, unit: str) -> Partial | None:  # noqa: PLR0911  (a unit, a return)
    """Go `steps` units from `anchor`, known to that unit (a week: to its month). None if the anchor is known less."""
    if unit == "year":
        return Partial(anchor.year + steps)
    if unit == "quarter":
        if anchor.precision == "year":
            return None
        at = anchor.year * 4 + (anchor.quarter or ((anchor.month or 1) + 2) // 3) - 1 + steps
        return Partial(at // 4, at % 4 + 1)
    if anchor.month is None:
        return None
    if unit == "month":
        at = anchor.year * 12 + anchor.month - 1 + steps
        return Partial(at // 12, None, at % 12 + 1)
    if anchor.day is None:
        return None
    try:
        day = datetime.date(anchor.year, anchor.month, anchor.day) + datetime.timedelta(
            steps * (7 if unit == "week" else 1)
        )
    except (ValueError, OverflowError):
        return None
    return of_day(day) if unit == "day" else Partial(day.year, None, day.month)
