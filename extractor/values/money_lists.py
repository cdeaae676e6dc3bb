"""Sums beside one another: lists that share a currency or a scale, whole and cents, ranges."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from extractor.lexicon.currencies import Currencies, Unit, name_key
from extractor.values.money_counted import phrase_ends
from extractor.values.money_units import Sum
from extractor.values.numbers import Number

_JOINTS = frozenset({"and", "or", "&", ", and", ", or", ","})
_SPANS = frozenset({"-", "–", "—", "to"})
_YEAR = re.compile(r"(?:19|20)\d\d")
_DATED = re.compile(
    r"(?:\b(?:in|since|by|article|page|phase|and)|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?)\s*$",
    re.I,
)
_ONE = re.compile(r"\b(?:an?|one) (?P<name>[^\W\d_]+)(?: and|,)? $", re.I)
_LONGEST_ONE = 24  # characters of "a dollar and "
_TWO_DIGITS = frozenset(Decimal(number) for number in range(10, 100))
_TAIL_ENDS = re.compile(r"\s*(?:[.,;:!?)]|$)(?!\d)|\s(?:for|an?|each|per|to|in)\b")
_RANGING = ("rang", "vary", "vari", "anywhere")  # beginnings of words that make "from 2 to 3" a range


def share(text: str, sums: list[Sum], table: Currencies) -> None:
    """Give the numbers of a list or range the unit and scale that one of them carries ("$2, 3 and 5 million")."""
    for index in range(len(sums) - 1, 0, -1):
        if sums[index].named and not sums[index].signed:
            share_backward(text, sums, index)
    for index, found in enumerate(sums[:-1]):
        if found.signed:
            _share_forward(text, sums, index, table)
    for first, second in zip(reversed(sums[:-1]), reversed(sums[1:]), strict=True):
        same = first.unit and second.unit and set(first.codes) & set(second.codes) and not first.named
        if same and second.number.scale > 1 and joint(text, first, second) in _JOINTS | _SPANS:
            _scale_like(first, second)


def share_backward(text: str, sums: Sequence[Sum], last: int) -> None:
    """Read "2, 3 and 5 million dollars" from its end."""
    needed = _SPANS | _JOINTS - {","}  # "in May 5, 3 million euros": a comma alone joins nothing
    for index in range(last - 1, -1, -1):
        first, second = sums[index], sums[index + 1]
        if first.unit or not first.free or joint(text, first, second) not in needed:
            return
        head = text[max(0, first.start - 12) : first.start]
        if _YEAR.fullmatch(text[first.start : first.end]) or _DATED.search(head):
            return
        if first.number.value > 1000 and second.number.scale > first.number.scale and not first.number.large:
            return
        first.unit, first.rule = second.unit, "money:shared"
        _scale_like(first, second)
        needed = _JOINTS


def joint(text: str, first: Sum, second: Sum) -> str:
    """Give the words between two sums that stand close together, else "no"."""
    if second.start - first.end > 7:
        return "no"
    return " ".join(text[first.end : second.start].lower().split())


def _share_forward(text: str, sums: Sequence[Sum], begin: int, table: Currencies) -> None:
    """Read "$2, 3 and 5 million" and "$15-20 million" from their beginning."""
    chain: list[Sum] = []
    last_joint = ""
    for index in range(begin, len(sums) - 1):
        first, second = sums[index], sums[index + 1]
        if second.unit or not second.free or (between := joint(text, first, second)) not in _JOINTS | _SPANS:
            break
        chain.append(second)
        last_joint = between
        if between != ",":
            break
    if not chain or last_joint == ",":
        return
    last = chain[-1].number
    tight = last_joint in _SPANS and last_joint != "to" and not text[chain[-1].start - 1].isspace()
    if not tight and not phrase_ends(text, last.end, table):
        return
    if not tight and last_joint not in _SPANS and last.scale == 1 and not last.grouped and len(chain) == 1:
        return
    for found in chain:
        if found.number.loose:
            found.number = found.number.tightened()
            found.end = found.number.end
        found.unit, found.rule = sums[begin].unit, "money:shared"


def _scale_like(found: Sum, other: Sum) -> None:
    number = found.number
    if number.scale == 1 and not number.large and number.value < 1000 and other.number.scale > 1 and not number.loose:
        found.number = number.scaled_like(other.number)


def with_cents(text: str, sums: list[Sum], table: Currencies) -> Iterator[Sum]:
    """Join "two dollars and fifty cents", "a dollar fifty"; leave numbers that are no sums out."""
    whole: Sum | None = None
    for found in sums:
        before = whole or one_before(text, found, table)
        if before is not None and _is_rest(text, before, found):
            part = found.value if found.unit else found.number.value / 100
            joined = replace(before.number, value=before.number.value + part)
            yield replace(before, end=found.end, number=joined)
            whole = None
            continue
        if found.unit is None:
            continue
        if whole is not None:
            yield whole
        whole = found
    if whole is not None:
        yield whole


def one_before(text: str, found: Sum, table: Currencies) -> Sum | None:
    """Give the unit that stands for one of it before its cents: "*a dollar* and 20 cents", "*a pound* fifty"."""
    match = _ONE.search(text, max(0, found.start - _LONGEST_ONE), found.start)
    unit = table.names.get(name_key(match["name"])) if match else None
    if match is None or unit is None or unit.factor != 1:
        return None
    start, end = match.start(), match.end("name")
    return Sum(start, end, Number(start, end, Decimal(1), digits=False), unit, "money:name", named=True)


def _is_rest(text: str, whole: Sum, cents: Sum) -> bool:
    if whole.unit is None or whole.unit.factor != 1:
        return False
    between = joint(text, whole, cents)
    if cents.unit is not None:
        few = cents.unit.factor < 1 and cents.value < 1 and bool(set(whole.codes) & set(cents.codes))
        return few and between in ("", "and", ",")
    # "a dollar fifty", "3 pounds 40": two digits or their word, and nothing that they count
    few = cents.free and whole.named and whole.number.scale == 1 and whole.number.value == int(whole.number.value)
    two = cents.number.scale == 1 and cents.number.value in _TWO_DIGITS and cents.end - cents.start != 1
    return few and two and between == "" and _TAIL_ENDS.match(text, cents.end) is not None


def ranges(text: str, sums: Sequence[Sum], table: Currencies) -> Iterator[tuple[Sum, bool]]:
    """Give each sum; two that bound a range as one, the larger, with True."""
    index = 0
    while index < len(sums):
        first = sums[index]
        if index + 1 < len(sums) and _bound(text, first, second := sums[index + 1], table):
            codes = tuple(code for code in second.codes if code in first.codes)
            factor = second.unit.factor if second.unit else Decimal(1)
            yield replace(second, start=first.start, unit=Unit(codes, factor)), True
            index += 2
            continue
        yield first, False
        index += 1


def _bound(text: str, first: Sum, second: Sum, table: Currencies) -> bool:
    if not set(first.codes) & set(second.codes) or first.value >= second.value:
        return False
    between = joint(text, first, second)
    before = [word.strip("\"'“‘(") for word in text[max(0, first.start - 30) : first.start].lower().split()]
    if between == "and":
        return "between" in before[-3:]
    if between == "to":  # "rose from $2 million to $5 million", "fell by $2 to $5" tell of two sums
        moved = bool(before) and before[-1] in table.words.moved
        if first.rule == "money:shared" and before[-1:] == ["from"]:  # "fees from 100 to 200 dollars"
            moved = any(word in table.words.moved for word in before[:-1])
        return not moved or any(word.startswith(_RANGING) for word in before)
    return between in _SPANS
