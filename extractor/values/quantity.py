"""Counts of goods: "2,000", "half a million", "twenty-five", "a dozen", "dozens of"; and how goods are written down."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve "
    "thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
)
_SMALL = {word: Decimal(value) for value, word in enumerate(_ONES.split())} | {
    word: Decimal(10 * value)
    for value, word in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2)
}
_SCALES = {
    "dozen": Decimal(12),
    "hundred": Decimal(100),
    "thousand": Decimal(1000),
    "lakh": Decimal(100_000),
    "million": Decimal(1_000_000),
    "crore": Decimal(10_000_000),
    "billion": Decimal(1_000_000_000),
    "mln": Decimal(1_000_000),
    "mn": Decimal(1_000_000),
    "bln": Decimal(1_000_000_000),
    "bn": Decimal(1_000_000_000),
}
_PLURAL_SCALES = {"lakhs": "lakh", "crores": "crore", "millions": "million", "thousands": "thousand"}
# Words for a number that is not told; they are part of the mention and give no quantity.
_VAGUE = frozenset(["dozens", "hundreds", "thousands", "millions", "tens", "scores", "lots", "plenty"])

_NUMBER = r"(?:\d{1,3}(?:,\d{3}){1,5}|\d{1,3}(?:[   ]\d{3}){1,5}(?![\d,])|\d{1,15})(?:\.\d{1,6})?"
_WORD = "|".join(sorted([*_SMALL, *_SCALES], key=len, reverse=True))
_GAP = "[ \u00a0\u202f-]"
_SCALE = "|".join([*_SCALES, *_PLURAL_SCALES])
_FIND = re.compile(
    rf"""(?<![\w.,$€£¥₹/-])(?:
      (?:(?P<low>{_NUMBER})[-–—])?(?P<digits>{_NUMBER})
          (?:{_GAP}?(?P<scale>(?:{_SCALE})(?:[ ](?:{_SCALE}))?))?(?![\d%]|[.,]\d)
    | (?P<half>half[ ]a|half[ ]an|one[ ]and[ ]a[ ]half|a|an)[ ](?P<one>{_SCALE})
    | (?P<pair>a[ ]pair|a[ ]couple)(?=[ ]of\b)
    | (?P<words>(?:{_WORD})(?:(?:[ -]|[ ]and[ ])(?:{_WORD}))*)
    | (?P<vague>(?:{"|".join(sorted(_VAGUE))})(?:[ ]of[ ](?:hundreds|thousands|millions))?)(?=[ ]of\b)
    )\b(?![-‑]\w)""",
    re.VERBOSE | re.IGNORECASE,
)
_FACTORS = {
    "half a": Decimal("0.5"),
    "half an": Decimal("0.5"),
    "one and a half": Decimal("1.5"),
    "a": Decimal(1),
    "an": Decimal(1),
}


class Quantity(NamedTuple):
    """A count: `text[start:end]` and its number; None where it is not told ("dozens")."""

    start: int
    end: int
    value: Decimal | None


def find(text: str) -> Iterator[Quantity]:
    """Give the counts in `text`, left to right; whether one counts goods, money or years is for the caller to see.

    A range ("25-50 thousand") is its larger end, as sums are.

    >>> [(q.value, text[q.start:q.end]) for text in ["gave 1.2 million doses and twenty-five beds"] for q in find(text)]
    [(Decimal('1200000.0'), '1.2 million'), (Decimal('25'), 'twenty-five')]
    """
    for match in _FIND.finditer(text):
        known, value = _value(match)
        if known:
            yield Quantity(match.start(), match.end(), value)


def read(text: str) -> Decimal | None:
    """Give the number that `text` is, or None.

    >>> read("2,000"), read("half a million"), read("one hundred and twenty"), read("dozens"), read("two tents")
    (Decimal('2000'), Decimal('500000.0'), Decimal('120'), None, None)
    """
    match = _FIND.match(text.strip())
    if match is None or match.end() != len(text.strip()):
        return None
    return _value(match)[1]


def compare(one: Decimal | None, other: Decimal | None) -> bool:
    """Whether two quantities are the same; two that are not told are."""
    return one == other


def plain(value: Decimal) -> str:
    """Write a number without exponent or trailing zeros.

    >>> plain(Decimal("1200000.0")), plain(Decimal("2.50")), plain(Decimal("1E+3"))
    ('1200000', '2.5', '1000')
    """
    text = f"{value:f}"
    return (text.rstrip("0").rstrip(".") or "0") if "." in text else text


def notation(quantity: Decimal | None, unit: str, description: str) -> str:
    """Write goods as mentions do.

    >>> notation(Decimal(3), "", "digital X-ray machine"), notation(Decimal(100), "tonnes", "rice")
    ('3 x digital X-ray machine', '100 tonnes x rice')
    >>> notation(None, "", "medical equipment")
    'medical equipment'
    """
    if quantity is None:
        return description
    return f"{plain(quantity)} {unit} x {description}" if unit else f"{plain(quantity)} x {description}"


def _value(match: re.Match[str]) -> tuple[bool, Decimal | None]:
    """Whether a match is a count, and its number where it is told."""
    if match["digits"]:
        number = _digits(match["digits"])
        if match["low"] and _digits(match["low"]) >= number:
            return False, None  # "2020-21": years, or the parts of a code
        for scale in (match["scale"] or "").lower().split():
            number *= _scale(scale)
        return True, number
    if match["one"]:
        return True, _FACTORS[match["half"].lower()] * _scale(match["one"].lower())
    if match["pair"]:
        return True, Decimal(2)
    if match["words"]:
        value = _words(re.split(r"[ -]", match["words"].lower()))
        return value is not None, value
    return True, None


def _digits(text: str) -> Decimal:
    return Decimal(re.sub(r"[^\d.]", "", text))


def _scale(word: str) -> Decimal:
    return _SCALES[_PLURAL_SCALES.get(word, word)]


def _words(words: list[str]) -> Decimal | None:
    """Add up number words; a lone scale ("million") is no number, nor are two numbers side by side ("two three")."""
    total = group = Decimal(0)
    last = Decimal("Infinity")
    seen = False
    for word in words:
        if word == "and":
            continue
        if word in _SMALL:
            if seen and (_SMALL[word] >= last or last in range(1, 20) or (last < 100 and _SMALL[word] >= 10)):
                return None
            group, last, seen = group + _SMALL[word], _SMALL[word], True
            continue
        if not seen:
            return None
        scale = _scale(word)
        if scale > 100:
            total, group = total + group * scale, Decimal(0)
        else:
            group *= scale
        last = scale
    return total + group if seen else None
