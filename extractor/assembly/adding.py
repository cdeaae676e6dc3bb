"""Sums that are the sum of others: totals, found by arithmetic, and put after their parts."""

from decimal import Decimal
from typing import TYPE_CHECKING

from extractor.lexicon import Lexicon
from extractor.lexicon.cue_words import pattern

if TYPE_CHECKING:
    from extractor.assembly.group import Flow

MOST_PARTS, LEAST_PARTS = 12, 3  # sums that may be parts told apart; fewer add up by chance


def totals_last(flows: "list[Flow]", lexicon: Lexicon) -> "list[Flow]":
    """Find the sums that equal the sum of two or more neighbours, and put each after its parts."""
    ordered = list(flows)
    for flow in flows:
        parts = _parts(flow, flows) or _parts_apart(flow, flows, lexicon)
        if parts:
            flow.level, flow.parts = "total", parts
            ordered.remove(flow)
            ordered.insert(max(ordered.index(part) for part in parts) + 1, flow)
    return ordered


def _parts(whole: "Flow", flows: "list[Flow]") -> "list[Flow]":
    at = flows.index(whole)
    for run in (flows[at + 1 :], list(reversed(flows[:at]))):
        parts: list[Flow] = []
        left = whole.amount.value if whole.amount is not None else Decimal(0)
        for flow in run:
            if flow.amount is None or whole.amount is None or flow.amount.currency != whole.amount.currency:
                continue
            left -= flow.amount.value
            parts.append(flow)
            if left <= 0:
                break
        if left == 0 and len(parts) > 1:
            return parts
    return []


def _parts_apart(whole: "Flow", flows: "list[Flow]", lexicon: Lexicon) -> "list[Flow]":
    """Find the sums among those told later that add up to one that is said to be a total, other sums between them."""
    if whole.amount is None or not pattern(lexicon, "summed").search(whole.opening.text):
        return []
    later = [
        flow
        for flow in flows[flows.index(whole) + 1 :]
        if flow.amount is not None and flow.amount.currency == whole.amount.currency
        if 0 < flow.amount.value < whole.amount.value and flow.level != "total"
    ][:MOST_PARTS]

    def add_up(left: Decimal, start: int) -> "list[Flow] | None":
        if left == 0:
            return []
        for index in range(start, len(later)):
            amount = later[index].amount
            if amount is not None and amount.value <= left:
                rest = add_up(left - amount.value, index + 1)
                if rest is not None:
                    return [later[index], *rest]
        return None

    parts = add_up(whole.amount.value, 0) or []
    return parts if len(parts) >= LEAST_PARTS else []
