"""Whether what stands behind a number is money that it counts, or something else of that name."""

import re
from typing import NamedTuple

from extractor.lexicon.currencies import Currencies, Unit
from extractor.values.numbers import BLANKS, Number

_CONTEXT = 40  # characters before a number that may say what it is
_NEXT_WORD = re.compile(rf"[{BLANKS}]([^\W\d_]+)")
_COMPOUND = re.compile(r"[-–][^\W\d_]")
_WHOLE_BEFORE = re.compile(r"[$€£]\d+(?: and|,)? $")


class Beside(NamedTuple):
    """A unit that stands in `text[start:end]`."""

    start: int
    end: int
    unit: Unit
    rule: str


def phrase_ends(text: str, at: int, table: Currencies) -> bool:
    """Whether what a number counts can't follow: the sentence's next word is none of its nouns or adjectives."""
    match = _NEXT_WORD.match(text, at)
    return match[1].lower() in table.words.function if match else _COMPOUND.match(text, at) is None


def is_counted_in(text: str, number: Number, name: Beside, table: Currencies) -> bool:
    """Whether a name after a number says money: not "500 pounds of rice", "3 marks", "in constant 2005 dollars"."""
    end, low = name.end, text[name.start : name.end].lower()
    at = end + 1 if text[end : end + 1] == "-" else end
    behind = _NEXT_WORD.match(text, at) if at == end else _NEXT_WORD.match(" " + text[at : at + 30])
    next_word = behind[1] if behind else ""
    following = next_word.lower()
    if following in table.words.not_after.get(low, ()) and (low != "won" or number.scale == 1):
        return False
    if end - name.start == 1:
        return _is_small_change(text, number, name, table)
    if name.unit.ambiguous:
        told = number.large or name.unit.factor > 1 or (number.value >= 1000 and not _year_like(number))
        compound = number.scale > 1 and text[number.end] == "-"  # "a 2.3 trillion-won budget"
        return told and (compound or phrase_ends(text, end, table))
    if low in ("pound", "pounds"):
        return number.scale > 1 or not _weighed(text, number, end, following, table)
    if _year_like(number):
        previous = text[max(0, number.start - 12) : number.start].lower().split()
        constant = bool(previous) and previous[-1] in table.words.constant
        person = text[name.start].isupper() and next_word[:1].isupper()  # "5 May 2009 Yuan Li said"
        return not (constant or person) and not text[end : end + 2].lstrip(BLANKS)[:1].isdigit()
    return True


def _is_small_change(text: str, number: Number, name: Beside, table: Currencies) -> bool:
    """Whether a letter stuck to a number says cents or pence: "75p a loaf", "for 40c", "$3 and 20c", not "page 12c"."""
    if number.end != name.start or not number.digits or number.value >= 100 or not text[name.start].islower():
        return False
    head = text[max(0, number.start - _CONTEXT) : number.start]
    priced = table.words.priced.search(head) or table.words.period.match(text, name.end)
    return bool(priced or _WHOLE_BEFORE.search(head)) and phrase_ends(text, name.end, table)


def _year_like(number: Number) -> bool:
    return number.scale == 1 and not number.grouped and 1900 <= number.value <= 2100 and number.digits


def _weighed(text: str, number: Number, end: int, following: str, table: Currencies) -> bool:
    """Whether pounds are a weight: "500 pounds of rice", "a 40-pound sack", "lost 12 pounds"."""
    words = table.words
    if words.weighed.match(text, end) or following in words.heavier:
        return True
    if text[end - 1] in "dD" and following and following not in words.pound_nouns | words.function:
        return True
    return bool(words.weighing.search(text[max(0, number.start - 30) : number.start]))
