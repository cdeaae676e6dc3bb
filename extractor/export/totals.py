"""Sums over countable flows, exact to the digit, a currency a row."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal, Inexact
from typing import Any

# Column of the view `countable_flows` by the name that a person says.
KEYS = {
    "donor": "donor_countries",
    "recipient": "recipient_countries",
    "year": "year",
    "flow_type": "flow_type",
    "status": "status",
    "sector": "sector_code",
}
UNTOLD = "-"
# No sum of news has as many digits; if one ever had, it would be an error and not a rounded number.
_EXACT = Context(prec=400, traps=[Inexact])


@dataclass(frozen=True)
class Total:
    """A row: the values of the keys, the currency ("-" for flows without a sum), the exact sum, and of how many."""

    keys: tuple[str, ...]
    currency: str
    amount: Decimal | None
    flows: int


def add_up(flows: Iterable[Mapping[str, Any]], by: Sequence[str]) -> list[Total]:
    """Add up rows of `countable_flows` by some of `KEYS`, sorted by them.

    A flow of two donors is in one row for both ("DE,FR"), so that the rows add up to the whole. Flows without a sum
    are counted in a row of their own.
    """
    sums: dict[tuple[tuple[str, ...], str], Decimal] = {}
    counts: dict[tuple[tuple[str, ...], str], int] = {}
    for flow in flows:
        keys = tuple(UNTOLD if flow[KEYS[key]] in (None, "") else str(flow[KEYS[key]]) for key in by)
        place = keys, flow["amount_currency"] or UNTOLD
        counts[place] = counts.get(place, 0) + 1
        if flow["amount_value"] is not None:
            sums[place] = _EXACT.add(sums.get(place, Decimal(0)), Decimal(flow["amount_value"]))
    return [Total(*place, sums.get(place), counts[place]) for place in sorted(counts)]
