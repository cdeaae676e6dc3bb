"""Numbers with a unit of money that are no sum: rates of exchange, proportions, figures of speech."""

import re
from collections.abc import Iterator, Sequence

from extractor.lexicon.currencies import Currencies, name_key
from extractor.values.money_units import Sum

_EQUATION = re.compile(r"\s*[=≈]")
_EQUALS = re.compile(r"\s*(?:equals\b|equall?ed\b|(?:is|was) (?:about |roughly )?(?:equal|equivalent) to\b)", re.I)
_PER = re.compile(r"\s+(?:to|per|against|for)\s+(?:(?:the|an?|one|every|each|1)\s+)?(?=[^\W\d_])", re.I)
_UNITED = re.compile(r"\b(?:an?|one|the|per|1)\s+((?:[^\W\d_]+\s+)??[^\W\d_]+?)(?:\s+(?:is|was|now|then))*\s*$", re.I)
_NUMBER = re.compile(r"\d|(?:two|three|four|five|six|seven|eight|nine|ten|hundred|thousand)\b", re.I)
_NEAR = 12  # characters between the two sides of a rate
_CONTEXT = 40


def kept(text: str, sums: Sequence[Sum], table: Currencies) -> Iterator[Sum]:
    """Leave out what is no sum: "$1=KSh 129", "1,500 naira to the dollar", "30 cents on the dollar", "not one euro"."""
    rate_ends = -1
    for index, found in enumerate(sums):
        if (end := _equation(text, found, sums[index + 1 : index + 2])) is not None:
            rate_ends = end + _NEAR
        elif found.start > rate_ends and not _is_none(text, found, table):
            yield found


def _equation(text: str, found: Sum, following: Sequence[Sum]) -> int | None:
    """Give the end of what makes a sum one side of a rate; "US$103m = $43m + $60m" is none: one currency."""
    match = _EQUATION.match(text, found.end)
    if match is None and found.value in (1, 100):
        match = _EQUALS.match(text, found.end)
    if match is None:
        return None
    near = [other for other in following if other.start - match.end() <= _NEAR]
    return None if near and set(near[0].codes) & set(found.codes) else match.end()


def _is_none(text: str, found: Sum, table: Currencies) -> bool:
    if found.number.scale > 1:
        return False
    head = text[max(0, found.start - _CONTEXT) : found.start]
    if found.number.value == 1 and not found.number.digits and table.words.negation.search(head):
        return True
    if _is_share(text, found.end, table):
        return True
    return _is_rate(text, found.end, table) or _is_rate_before(head, table)


def _is_share(text: str, end: int, table: Currencies) -> bool:
    """Whether a part of so many is told: "two rupees out of a hundred", "30 cents on the dollar"."""
    match = table.words.share.match(text, end)
    if match is None:
        return False
    following = text[match.end() : match.end() + 24]
    if _NUMBER.match(following):
        return True
    words = following.split(None, 1)
    return bool(words) and _is_one_unit(words[0].rstrip(".,;:)"), table)


def _is_rate(text: str, end: int, table: Currencies) -> bool:
    match = _PER.match(text, end)
    if match is None:
        return False
    words = text[match.end() : match.end() + 24].split()[:2]
    return any(
        len(words) >= length and _is_one_unit(" ".join(words[:length]).rstrip(",.;:)"), table) for length in (2, 1)
    )


def _is_rate_before(head: str, table: Currencies) -> bool:
    """Whether a unit's price is told: "a dollar is worth 129 shillings", "the euro at 1.08 dollars"."""
    rate = table.words.rate.search(head)
    united = _UNITED.search(head, 0, rate.start()) if rate else None
    return united is not None and any(_is_one_unit(said, table) for said in (united[1], united[1].split()[-1]))


def _is_one_unit(said: str, table: Currencies) -> bool:
    key = name_key(said)
    return key in table.names and not key.endswith("s")
