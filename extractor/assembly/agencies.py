"""A state and the agency through which it gives: both are donors where both are named.

"*Japan* is lending Laos $40 million through *JICA*"; "Norway pledged a grant. The money comes from *Norad*."
"""

from collections.abc import Iterable, Sequence

from extractor.assembly.collect import Actor
from extractor.assembly.group import Flow
from extractor.assembly.parties import STATES, Parties, Side, offices
from extractor.assembly.statements import Statement

OF_STATE = frozenset({"agency", "bank", "government"})  # kinds of bodies that spend a state's money
TOLD = 2.0  # how plainly another sentence must say that an agency pays


def pair(flow: Flow, parties: Parties, beside: Sequence[Statement]) -> None:
    """Add to the donors the state of an agency, and the agency of a state, that the flow's sentences name.

    `beside` are the statements that stand by the flow without telling it.
    """
    named = [claim.actor for statement in flow.core for claim in statement.claims if claim.rule != "role:posted"]
    states = {side.country for side in parties.donors if side.kind == "state"}
    for side in [s for s in parties.donors if s.known and s.country and s.kind in OF_STATE]:
        if side.country not in states and side.country not in parties.countries:
            _add_state(parties, side.country, named)
            states.add(side.country)
    parties.donors += [
        office
        for side in parties.donors
        for office in offices(side)
        if all(office.name != other.name for other in parties.donors)
    ]
    paying = [
        claim.actor
        for statement in [*flow.statements, *beside]
        for claim in statement.claimed("donor", TOLD)
        if claim.trigger is not None
    ]
    for actor in [*named, *paying]:
        if actor.donor and actor.payer and actor.kind in OF_STATE and actor.country in states:
            _add_agency(parties, actor)


def _add_state(parties: Parties, country: str, named: Iterable[Actor]) -> None:
    mentions = [a for a in named if a.country == country and not a.nested and _is_state(a)]
    if mentions:
        parties.donors.insert(0, Side(country, country, "state", mentions))


def _is_state(actor: Actor) -> bool:
    return actor.how in STATES or (actor.how == "org" and actor.kind == "government" and not actor.donor)


def _add_agency(parties: Parties, actor: Actor) -> None:
    if any(side.name == actor.name for side in parties.donors):
        return
    parties.recipients = [side for side in parties.recipients if side.name != actor.name]
    parties.implementers = [side for side in parties.implementers if side.name != actor.name]
    parties.donors.append(Side(actor.name, actor.country, actor.kind, [actor], known=True))
