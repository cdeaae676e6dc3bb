"""A record's sum in a currency that IATI has a code for."""

from functools import cache
from typing import NamedTuple

import pycountry

from extractor.model import GrantRecord, Money

# IATI's list of currencies is that of ISO 4217 without what no country pays with; of the codes that begin with X it has
# those of unions of countries, and special drawing rights.
_OF_UNIONS = frozenset({"XAF", "XCD", "XCG", "XDR", "XOF", "XPF"})
# The African Development Bank's unit of account is one special drawing right by the bank's own agreement.
_UNIT_OF_ACCOUNT, _DRAWING_RIGHT = "XUA", "XDR"


class Sum(NamedTuple):
    """An exact decimal, the code of its currency, and what is to be said about it ("" if nothing is)."""

    value: str
    currency: str
    remark: str = ""


def writable(record: GrantRecord) -> Sum | None:
    """Give the record's sum, or where its currency is no more, the first other telling of it; None if there is none."""
    if record.amount is None:
        return None
    for money in (record.amount, *record.equivalents):
        also = "" if money is record.amount else f"First told as {_told(record.amount)}"
        if _has_code(money.currency):
            return Sum(money.value, money.currency, also)
        if money.currency == _UNIT_OF_ACCOUNT:
            unit = "Told in units of account of the African Development Bank, each of one special drawing right"
            return Sum(money.value, _DRAWING_RIGHT, ". ".join(filter(None, (also, unit))))
    return None


def unwritable(record: GrantRecord) -> str:
    """Tell of a sum that no code can be given for; "" if there is none."""
    if record.amount is None or writable(record) is not None:
        return ""
    return f"{_told(record.amount)}, a currency that IATI has no code for"


def _told(money: Money) -> str:
    return f"{money.value} {money.currency}"


@cache
def _has_code(currency: str) -> bool:
    known = pycountry.currencies.get(alpha_3=currency) is not None
    return known and (not currency.startswith("X") or currency in _OF_UNIONS)
