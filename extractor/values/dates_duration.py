"""Lengths of time: "over the next five years", "within 36 months", "a three-year plan"."""

import re
from dataclasses import dataclass
from decimal import Decimal

_UNITS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_TEENS = ("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty")
_TENS = {"a": 1, "an": 1, "twenty-five": 25, "thirty": 30, "forty": 40, "fifty": 50}
_NUMBERS = {word: number for number, word in enumerate((*_UNITS, *_TEENS), 1)} | _TENS
_MONTHS = {"year": Decimal(12), "month": Decimal(1), "week": Decimal(7) / 30, "day": Decimal(1) / 30}
_DURATION = re.compile(
    r"(?<![\w.,$€£/-])(?P<number>\d{1,3}(?:\.\d{1,2})?|" + "|".join(sorted(_NUMBERS, key=len, reverse=True)) + r")"
    r"(?P<half> and a half)?(?: ?\(\d{1,3}\))?(?:[ \u00a0-]|-)(?:calendar )?"
    r"(?P<unit>year|month|week|day)s?(?P<half2> and a half)?(?!\w)"
    r"(?!['’]?[ -](?:old|ago|earlier|later|before|after|of age))",
    re.IGNORECASE,
)
_AHEAD = re.compile(
    r"\b(?:next|coming|following|within|another|(?:in|over) (?:a|the) period of"
    r"|for (?:a|the) (?:further |initial )?period of)"
    r"(?: up to| about| at least)? ?$",
    re.IGNORECASE,
)
_FOR = re.compile(r"\b(?:for|over|in|lasts?|run|last for) (?:a )?$", re.IGNORECASE)
_FROM = re.compile(r"(?:(?: period)?,? (?:from|starting|beginning|commencing|as of|until)\b)", re.IGNORECASE)
_WILL = re.compile(r"\b(?:will|would|shall|to|plans?|is expected)\b", re.IGNORECASE)
_PAST = re.compile(r"\b(?:past|last|previous|aged?|recent|first time in|every) ?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time, `text[start:end]`: so many months (days in thirtieths), and whether it lies ahead."""

    start: int
    end: int
    months: Decimal
    forward: bool


def find_durations(text: str) -> list[Duration]:
    """Find lengths of time, left to right; ages and distances ("two years ago") are none.

    >>> [(int(d.months), d.forward) for d in find_durations("over the next five years")]
    [(60, True)]
    >>> [(int(d.months), d.forward) for d in find_durations("a three-year plan, drawn up over the past 18 months")]
    [(36, False), (18, False)]
    """
    return [
        Duration(*match.span(), _length(match), _lies_ahead(text, match))
        for match in _DURATION.finditer(text)
        if not re.search(r"\baged? $", text[max(0, match.start() - 6) : match.start()])
    ]


def _length(match: re.Match[str]) -> Decimal:
    word = match["number"].lower()
    number = Decimal(_NUMBERS[word]) if word in _NUMBERS else Decimal(word)
    if match["half"] or match["half2"]:
        number += Decimal("0.5")
    return (number * _MONTHS[match["unit"].lower()]).quantize(Decimal("0.01")).normalize() + 0


def _lies_ahead(text: str, match: re.Match[str]) -> bool:
    before = text[max(0, match.start() - 60) : match.start()]
    if _PAST.search(before):
        return False
    if _AHEAD.search(before) or _FROM.match(text, match.end()):
        return True
    return bool(_FOR.search(before)) and bool(_WILL.search(before))
