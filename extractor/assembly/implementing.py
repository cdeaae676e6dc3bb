"""Who carries out a flow: what sentences beside its own say of the work, and parties that work rather than pay.

"Norway lent Malawi $9 million for a dam. The contractor is *Kafue Works*." The second sentence tells no flow, so it
belongs to the one told last; a company that signs beside a paying state, and a UN agency that gets the money for a
country, do the work for it.
"""

from collections.abc import Collection, Container, Sequence

from extractor.assembly import agencies
from extractor.assembly.claim import Claim
from extractor.assembly.collect import Actor
from extractor.assembly.group import Flow
from extractor.assembly.parties import CHANNELS, Parties, Side
from extractor.assembly.roles import WORKS
from extractor.assembly.statements import Statement

BUILT = 3.0  # how plainly a company must be told to build what another pays for
TOLD = 1.0  # what makes a claim more than a name beside a preposition
OWN_HANDS = frozenset({"company", "ngo", ""})  # kinds of the giver's own bodies that get its money to do the work
# What is done with another's money or goods as well as with one's own.
DELIVERING = frozenset({"deliver", "supply", "distribute", "channel"})
FITTING = DELIVERING | {"equip", "furnish"}  # a company does this for another as well
HANDS = frozenset({*WORKS, "sign", "agreement", "announce"})  # frames in which a company need not be who pays


def complete(told: Sequence[tuple[Flow, Parties]], said: Sequence[Statement]) -> None:
    """Add to the parties of each flow those who carry it out, and the agencies of the states that pay for it."""
    beside = _beside([flow for flow, _ in told], said)
    _add_project_wide(told, said, beside)
    for flow, parties in told:
        _part_hands(flow, parties)
        agencies.pair(flow, parties, beside[id(flow)])
        giving = {side.country for side in parties.donors if side.country}
        for statement in [*beside[id(flow)], *(s for s in flow.statements if s not in flow.core)]:
            for claim in [*_claims(statement), *_hands(statement, giving)]:
                _add(parties, claim.actor, claim.weight, giving)
    _share(told, {a.start for s in said if not s.sentence.sums for a in s.sentence.actors})


def _share(told: Sequence[tuple[Flow, Parties]], plain: Container[int]) -> None:
    """Let the flows that pay for one project have those who carry it out, where only one of them says who.

    "The bank lends 30 million and gives 2 million as a grant. The *ministry* runs the project." A sentence with a sum
    of its own speaks of that sum's flow alone; `plain` are the starts of the actors of the other sentences.
    """
    own = [
        (flow, parties, [s for s in parties.implementers if any(m.start in plain for m in s.mentions)])
        for flow, parties in told
    ]
    for flow, parties, _ in own:
        if parties.implementers:
            continue
        for other, others, working in own:
            if working and _one_project(flow, parties, other, others):
                _take(parties, working)
                break


def _one_project(flow: Flow, parties: Parties, other: Flow, others: Parties) -> bool:
    """Whether two flows of one paragraph go to the same country, and no title tells them apart."""
    if flow.opening.sentence.kind == "item":
        return False
    here = {s.sentence.paragraph for s in flow.statements}
    there = {s.sentence.paragraph for s in other.statements}
    apart = flow.titles() and other.titles() and not flow.titles() & other.titles()
    return bool(here & there) and parties.countries == others.countries and not apart


def _take(parties: Parties, working: Sequence[Side]) -> None:
    names = {side.name for side in (*parties.donors, *parties.recipients)}
    parties.implementers = [side for side in working if side.name not in names]


def _claims(statement: Statement) -> list[Claim]:
    return [c for c in statement.claimed("implementer", TOLD) if c.actor.how == "org"]


def _hands(statement: Statement, giving: Collection[str]) -> list[Claim]:
    """Give the claims of companies of the giving state that sign or start something, and of bodies that deliver."""
    return [claim for claim in statement.claims if claim.role in {"side", "donor"} and _lends_hand(claim, giving)]


def _lends_hand(claim: Claim, giving: Collection[str]) -> bool:
    actor = claim.actor
    if actor.how != "org":
        return False
    if actor.kind == "company" and actor.country in giving:
        return _by_hand(claim)
    delivers = claim.trigger is not None and claim.trigger.row.word in DELIVERING
    return delivers and claim.rule.endswith(".by") and actor.country not in giving


def _by_hand(claim: Claim) -> bool:
    """Whether what a claim rests on does not say that somebody pays: signing, building, delivering."""
    return claim.trigger is None or claim.trigger.row.frame in HANDS or claim.trigger.row.word in FITTING


def _beside(flows: Sequence[Flow], said: Sequence[Statement]) -> dict[int, list[Statement]]:
    """Give for each flow, by identity, the statements outside of all flows that follow it and speak of it."""
    owners: dict[int, Flow] = {}
    for flow in flows:
        for statement in flow.statements:
            owners.setdefault(id(statement), flow)
    found: dict[int, list[Statement]] = {id(flow): [] for flow in flows}
    last = flows[0] if flows else None  # the flow that was told last, at first the main one
    for statement in said:
        if id(statement) in owners:
            last = owners[id(statement)]
        elif last is not None and not statement.refused and _near(last, statement, alone=len(flows) == 1):
            found[id(last)].append(statement)
    return found


def _add_project_wide(
    told: Sequence[tuple[Flow, Parties]], said: Sequence[Statement], beside: dict[int, list[Statement]]
) -> None:
    """Let what a paragraph without a flow says of the project hold for the flows above to the country of the first.

    "The *executing agency* will be the Ministry of Works", at the foot of a press release.
    """
    taken = {statement.sentence.paragraph for flow, _ in told for statement in flow.statements}
    for statement in said:
        speaks = any(c.trigger is not None and c.trigger.row.frame == "contractor" for c in _claims(statement))
        if not speaks or statement.sentence.sums or statement.sentence.paragraph in taken:
            continue
        for flow, parties in told:
            above = flow.opening.start < statement.start and parties.countries == told[0][1].countries
            if above and statement not in beside[id(flow)]:
                beside[id(flow)].append(statement)


def _near(flow: Flow, statement: Statement, *, alone: bool) -> bool:
    """Whether a statement speaks of a flow: in its paragraph, or anywhere where the article tells no other."""
    return alone or any(s.sentence.paragraph == statement.sentence.paragraph for s in flow.statements)


def _add(parties: Parties, actor: Actor, weight: float, giving: Collection[str]) -> None:
    if actor.country in giving and (actor.payer or actor.kind == "government"):
        return  # "the *embassy* handed it over": the giver's own
    for side in parties.implementers:
        if side.name == actor.name:
            side.mentions.append(actor)
            return
    if any(side.name == actor.name for side in parties.donors):
        return
    parties.recipients = [side for side in parties.recipients if side.name != actor.name]
    parties.implementers.append(Side(actor.name, actor.country, actor.kind, [actor], weight, known=bool(actor.donor)))


def _part_hands(flow: Flow, parties: Parties) -> None:
    """Move to the implementers who works for another, and to the donors the agencies through which a state gives."""
    giving = {side.country for side in parties.donors if side.country}
    paying = [side for side in parties.implementers if side.known and side.country in giving]
    parties.donors += [side for side in paying if all(side.name != donor.name for donor in parties.donors)]
    payers = {id(side) for side in parties.donors if side.kind == "state" or side.known}
    working = [
        side
        for side in parties.donors
        if side.kind not in {"state", "government"} and (payers - {id(side)}) and _works(flow, side)
    ]
    passing = [
        side
        for side in parties.recipients
        if (side.kind in CHANNELS and (not side.country or side.country in giving) and _in_table(side))
        or (side.kind in OWN_HANDS and side.country in giving)
    ]
    parties.donors = [side for side in parties.donors if side not in working]
    parties.recipients = [side for side in parties.recipients if side not in passing]
    implementers = [side for side in parties.implementers if side not in paying]
    names = {side.name for side in implementers}
    parties.implementers = [*implementers, *(side for side in [*working, *passing] if side.name not in names)]


def _in_table(side: Side) -> bool:
    return any(mention.donor for mention in side.mentions)


def _works(flow: Flow, side: Side) -> bool:
    """Whether nothing says of a giver that it pays, only that it signs, builds, starts or delivers."""
    if side.known and side.kind != "company":
        hands = [c for s in flow.context for c in s.claims if c.actor.name == side.name and c.role == "donor"]
        return bool(hands) and all(c.trigger is not None and c.trigger.row.word in DELIVERING for c in hands)
    mine = [c for s in flow.context for c in s.claims if c.actor.name == side.name]
    if side.kind == "company" and any(c.role == "implementer" and c.weight >= BUILT for c in mine):
        return True  # "the port, built by *Kafue Works*, which pays a tenth itself"
    return all(_by_hand(c) for c in mine if c.role in {"donor", "side"})
