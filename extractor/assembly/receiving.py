"""When the state that a flow goes to is who receives it."""

from collections.abc import Iterable, Sequence

from extractor.assembly.collect import Actor
from extractor.assembly.group import Flow
from extractor.assembly.parties import CHANNELS, STATES, Parties, Side


def receive(told: Sequence[tuple[Flow, Parties]], actors: Iterable[Actor]) -> None:
    """Let the one state that a flow goes to receive it where nobody in it is told to, and nobody passes it on.

    What a place gets is the state's only where the article says of another flow that the state receives.
    """
    named = list(actors)
    states = {side.country for _, parties in told for side in parties.recipients if side.kind == "state"}
    for flow, parties in told:
        passed_on = any(side.kind in CHANNELS for side in parties.implementers)
        if parties.recipients or passed_on or len(parties.countries) != 1:
            continue
        country = parties.countries[0]
        if any(side.country == country for side in parties.donors):
            continue
        if country in states or not _has_place(flow):
            _take(flow, parties, country, named)


def _has_place(flow: Flow) -> bool:
    """Whether a place is told where something is done."""
    return any(
        claim.actor.how == "place" and claim.role in {"site", "recipient"}
        for statement in flow.core
        for claim in statement.claims
    )


def _take(flow: Flow, parties: Parties, country: str, actors: Iterable[Actor]) -> None:
    named = [a for a in actors if a.country == country and a.how in STATES and a.how != "official" and not a.nested]
    own = [a for a in named if any(s.sentence.start <= a.start < s.sentence.end for s in flow.statements)]
    parties.recipients = [Side(country, country, "state", (own or named)[:1])] if named else []
