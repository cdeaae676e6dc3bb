"""Who receives and carries out a sum that adds up other flows: those of all its parts."""

from collections.abc import Sequence

from extractor.assembly.group import Flow
from extractor.assembly.parties import Parties, Side


def unite(told: Sequence[tuple[Flow, Parties]]) -> None:
    """Give each total whose parts are told before it the receivers and implementers of its parts."""
    for number, (flow, parties) in enumerate(told):
        parts = _parts(flow, told[:number]) if flow.level == "total" else []
        if not parts:
            continue
        parties.recipients = _union([part.recipients for part in parts]) or parties.recipients
        parties.implementers = _union([parties.implementers, *(part.implementers for part in parts)])
        parties.countries = sorted({country for part in (parties, *parts) for country in part.countries})


def _parts(total: Flow, before: Sequence[tuple[Flow, Parties]]) -> list[Parties]:
    """Give the parties of the flows right before a total that add up to it; [] where none do."""
    if total.amount is None:
        return []
    left = total.amount.value
    parts: list[Parties] = []
    for flow, parties in reversed(before):
        if flow.amount is None or flow.amount.currency != total.amount.currency:
            continue
        left -= flow.amount.value
        parts.insert(0, parties)
        if left <= 0:
            break
    return parts if left == 0 and len(parts) > 1 else []


def _union(groups: Sequence[Sequence[Side]]) -> list[Side]:
    found: dict[tuple[str, str], Side] = {}
    for group in groups:
        for side in group:
            found.setdefault((side.country if side.kind == "state" else "", side.name), side)
    states: dict[str, Side] = {}
    for side in found.values():
        if side.kind == "state":
            states.setdefault(side.country, side)
    return [side for side in found.values() if side.kind != "state" or states[side.country] is side]
