"""Sums that leave their currency to a neighbour: "of the 20 million euros, 8 million are loans", "Niger 40 million"."""

import re
from collections.abc import Sequence

from extractor.lexicon.currencies import Currencies
from extractor.values.money_counted import phrase_ends
from extractor.values.money_lists import share_backward
from extractor.values.money_units import Sum

_CLAUSE_ENDS = re.compile(r"[.;!?](?=\s)|\n|\s[–—-]\s")
_COLON_OR_END = re.compile(rf"{_CLAUSE_ENDS.pattern}|:")
_CLAUSE = 160  # characters of a clause at most, to either side
_LEAST = 1000  # the scale of what may be understood; a bare "two" may be anything
_ODD_SIGN = re.compile(r"[^\w\s(\[\"'“‘,;:/–—-]\w?\s?$")  # a sign that no table knows ("$Y 20 million")
_PART_OF = re.compile(r"\s(?:out )?of (?:the |its |their |this |that |an? )?(?:\w+ )?")
_CLOSE = 60  # characters between a sum and its restatement
_AHEAD = 4  # numbers that may stand between one and the sum behind it that it takes its unit from


def understand(text: str, sums: Sequence[Sum], table: Currencies) -> None:
    """Give numbers with a scale the unit of the sum before them, or after, where the clause tells of money.

    A clause that tells of people or goods counts those, unless the number points back at a sum ("2 million of it").
    """
    united: Sum | None = None
    last: Sum | None = None
    for index, found in enumerate(sums):
        if found.unit is None and _may_be_sum(text, found):
            model = _whole(text, sums, index) or united or _ahead(sums, index)
            if model is not None and _is_sum(text, found, model, last, table):
                found.number = found.number.tightened()
                found.end, found.unit, found.rule = found.number.end, model.unit, "money:understood"
                share_backward(text, sums, index)
        if found.unit is not None and found.unit.factor == 1 and not _restates(text, united, found, table):
            united = found
        if found.unit is not None or found.number.scale >= _LEAST:
            last = found


def _may_be_sum(text: str, found: Sum) -> bool:
    number = found.number
    if _ODD_SIGN.search(text, max(0, found.start - 3), found.start):
        return False
    return number.glued if number.loose else found.free and number.scale >= _LEAST


def _whole(text: str, sums: Sequence[Sum], index: int) -> Sum | None:
    """Give the sum that a number is said to be part of: "2.1 billion of the 2.75 billion taka"."""
    following = sums[index + 1] if index + 1 < len(sums) else None
    if following is None or following.unit is None or following.unit.factor != 1:
        return None
    return following if _PART_OF.fullmatch(text, sums[index].end, following.start) else None


def _restates(text: str, told: Sum | None, found: Sum, table: Currencies) -> bool:
    """Whether a sum only gives another one again, in brackets: what follows is told in the first one's currency."""
    if told is None or found.start - told.end > _CLOSE:
        return False
    return table.words.in_bracket.fullmatch(text, told.end, found.start) is not None


def _ahead(sums: Sequence[Sum], index: int) -> Sum | None:
    following = sums[index + 1 : index + 1 + _AHEAD]
    return next((found for found in following if found.unit is not None and found.unit.factor == 1), None)


def _is_sum(text: str, found: Sum, model: Sum, last: Sum | None, table: Currencies) -> bool:
    """Whether a number is money of its model's currency; `last` is what was counted or told before it."""
    end = found.number.loose[0] if found.number.loose else found.end
    if "\n" in text[min(model.start, found.start) : max(model.end, end)]:
        return False
    if found.number.loose and text[end - 1 : end].lower() != text[model.number.end - 1 : model.number.end].lower():
        return False  # "20m" is metres, unless the others are printed "$30m"
    if _restates(text, last, found, table) or text[end : end + 2].strip()[:1] == "[":
        return False  # "RMB 1 billion (158 million)", "4m [Tunisian] dinars": of another currency
    if last is not None and last.unit is not None and table.words.pointing.match(text, end):
        return True
    if not (phrase_ends(text, end, table) or table.words.named.match(text, end)):
        return False
    clause = _clause(text, found.start, end)
    told = text.startswith(" for ", end) or table.words.money.search(clause)
    return bool(told) and not table.words.counted.search(clause)


def _clause(text: str, start: int, end: int) -> str:
    head, tail = text[max(0, start - _CLAUSE) : start], text[end : end + _CLAUSE]
    begins = max((match.end() for match in _CLAUSE_ENDS.finditer(head)), default=0)
    stop = _COLON_OR_END.search(tail)
    return f"{head[begins:]} {tail[: stop.start()] if stop else tail}"
