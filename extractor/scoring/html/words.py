"""Values of slots in words, with all that their comparison looks at."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from extractor.model import Equipment, GrantRecord, Location, Party, Person, Programme, Span
from extractor.scoring import slots


def value(told: Any, slot: str, record: GrantRecord | None = None) -> str:
    """Write an outcome's value for a person; "" for none. The record knows a sector's name.

    >>> value(((Decimal("5400000"), "KES"), (Decimal("41860.5"), "USD")), "amount")
    '5,400,000 KES, also 41,860.5 USD'
    >>> value(Party(name="Malta", country="MT", kind="government"), "donors")
    'Malta (MT, government)'
    """
    if told is None:
        return ""
    if isinstance(told, bool):
        return "yes" if told else "no"
    if isinstance(told, tuple):
        sums = told if isinstance(told[0], tuple) else (told,)
        return ", also ".join(_money(*one) for one in sums)
    if slot == "sector" and record and record.sector:
        return f"{told} {record.sector.name}"
    if isinstance(told, str):
        return told.replace("_", " ") if slot in slots.JUDGED else told
    return _part(told)


def evidence(told: Any, slot: str, record: GrantRecord | None) -> Sequence[Span]:
    """Give the spans that a value rests on: its own, else the record's spans of that slot."""
    if record is None or told is None:
        return ()
    own: Sequence[Span] = getattr(told, "evidence", ())
    home = "amount" if slot == "qualifier" else slot
    return own or [span for span in record.spans() if span.slot == home]


def _money(number: Decimal, currency: str) -> str:
    return f"{number:,f} {currency}"


def _part(told: Any) -> str:
    match told:
        case Party():
            shown = _beside(told.name, told.country, told.kind)
        case Location():
            shown = _beside(told.name, told.country)
        case Programme():
            shown = _beside(told.name, told.code)
        case Person():
            shown = ", ".join(part for part in (told.name, told.role, told.organisation, told.side) if part)
        case Equipment():
            count = "" if told.quantity is None else f"{told.quantity:,} {told.unit + ' ' if told.unit else ''}× "
            shown = f"{count}{told.description}"
        case float():
            shown = f"{told:g}"
        case _:
            shown = str(told)
    return shown


def _beside(name: str, *more: str | None) -> str:
    known = ", ".join(part for part in more if part)
    return f"{name} ({known})" if known else name
