"""What a date found in a text is."""

from dataclasses import dataclass
from typing import Literal

Precision = Literal["day", "month", "quarter", "year"]
Kind = Literal["absolute", "relative", "yearless", "duration"]
Bound = Literal["start", "end"]
Order = Literal["DMY", "MDY"]


@dataclass(frozen=True, slots=True)
class DateMention:
    """An expression of time, `text[start:end]`, without its preposition and article but with "early", "end of".

    `value` is ISO 8601 cut to what is known ("2026-01-27", "2025-12", "2026-Q2", "2007"), None when neither the
    publication date nor the text before settles it; `precision` is what it has or would have. Fiscal and
    academic years have the value of their first year, halves and seasons that of their year.
    """

    start: int
    end: int
    value: str | None
    precision: Precision
    kind: Kind
    bound: Bound | None
    rule: str
