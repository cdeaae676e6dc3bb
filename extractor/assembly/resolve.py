"""Who gives, receives and carries out a flow: claims weighed, names at their fullest, gaps filled from the article."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from extractor.assembly.choose import chosen, in_core, of_core
from extractor.assembly.collect import Actor
from extractor.assembly.countries import hinted, receiving_countries, takers
from extractor.assembly.group import Flow
from extractor.assembly.main_giver import giver_of
from extractor.assembly.parties import STATES, Parties, Side, Story, offices
from extractor.assembly.tally import Tally, key_of
from extractor.assembly.weigh import SURE, USUAL, Weighed, weigh
from extractor.lexicon import Lexicon
from extractor.lexicon.frames import providers

GOVERNED = 1.5  # what makes a ministry one that carries something out: more than a name beside a preposition
# What ties a payer that is named with a sum to something else: "deposited *in the Fund*", "in talks *with* the bank".
TIED = frozenset({"role:beside.in", "role:beside.at", "role:beside.to", "role:beside.for", "role:beside.with"})


def resolve(
    flow: Flow, near: Tally, story: Story, lexicon: Lexicon, *, before: "Parties | None", news: "Parties | None"
) -> Parties:
    """Choose the parties of a flow.

    What its own sentences leave out comes from the flow told right before in the same paragraph (`before`), the rest of
    its paragraph (`near`), its giver from the flow that the article tells first (`news`), then from what the whole
    article is about; a flow told in a roundabout way gets nothing from that.
    """
    weights = weigh(flow, story.tally, lexicon)
    donors = of_core(chosen(weights, "donor"), flow)
    if not donors:
        donors = _only_payer(flow, weights, story, lexicon)
    elif not any(in_core(side, flow) for side in donors):
        donors = _only_payer(flow, weights, story, lexicon, beside=donors) or donors
    implementers = [
        s for s in chosen(weights, "implementer") if s.kind not in {"government", "state"} or s.weight > GOVERNED
    ]
    through = [side for side in implementers if side.known and side.country and in_core(side, flow)]
    if through and not any(in_core(side, flow) for side in donors):
        donors = through  # "Through *the Kuwait Fund*, a grant for health went into hospitals"
    taken = {side.name for side in donors}
    implementers = [s for s in implementers if s.name not in taken and s.kind not in {"state"}]
    giving = {c for side in donors for c in [side.country] if c}
    recipients = [s for s in chosen(weights, "recipient") if s.name not in taken]
    recipients = [s for s in recipients if s.kind != "state" or s.country not in giving]
    recipients = [s for s in recipients if not (s.known and s.kind in {"bank", "government", "multilateral"})]
    recipients = [body for side in recipients for body in (offices(side) or [side])]
    if any(s.kind != "state" for s in recipients):  # the state is the receiver only where nobody in it is
        recipients = [s for s in recipients if s.kind != "state"]
    result = Parties(
        donors, recipients, implementers, receiving_countries(weights, giving, donors, story.theme, lexicon)
    )
    _fill(result, _of_sentence(flow), lexicon, None)
    _fill(result, near, lexicon, before)
    if news is not None and not result.donors and not {d.country for d in news.donors} & set(result.countries):
        result.donors = [replace(side, inherited=True) for side in news.donors]
        result.inherited += 1
    if not flow.weak:
        _fill(result, story.tally, lexicon, None, story.giver)
    paying = {side.name for side in result.donors}
    result.implementers = [side for side in result.implementers if side.name not in paying]
    if not result.countries:
        result.countries = hinted(flow, giving | {side.country for side in result.donors}, lexicon)
    if not result.recipients and not result.countries:
        result.recipients = takers(weights, giving)
    return result


def _of_sentence(flow: Flow) -> Tally:
    """Count what the flow's own sentence says of others too: "$9 and $6 million, in that order, from *the Fund*"."""
    tally = Tally()
    if flow.opening.whole is not None:
        tally.add(flow.opening.whole)
    return tally


def _only_payer(
    flow: Flow, weighed: Weighed, story: Story, lexicon: Lexicon, *, beside: Sequence[Side] = ()
) -> list[Side]:
    """Take for the giver the one usual giver that a flow's own sentence names: "*IFC* is in: a loan of $6 million".

    Where other sentences tell of givers (`beside`), it must be the only one, and be tied to nothing else.
    """
    prior = providers(lexicon)
    found: dict[tuple[str, str], list[Actor]] = defaultdict(list)
    for statement in flow.core:
        for actor in (claim.actor for claim in statement.claims):
            body = actor.how == "org" and actor.donor and actor.payer
            state = actor.how in STATES and prior.get(actor.country, 0) >= USUAL and actor.country != story.theme
            roles: Mapping[str, float] = weighed.roles.get(key_of(actor), {})
            works = roles.get("implementer", 0.0) >= SURE  # "a fund *managed by the IDB*"
            tied = beside and any(rule in TIED for rule in weighed.rules[key_of(actor)])
            if (body or state) and not actor.nested and not works and not tied:
                found[key_of(actor)].append(actor)
    bodies = {key: actors for key, actors in found.items() if key[0] == "org"}
    chosen = bodies or {key: a for key, a in found.items() if weighed.roles[key].get("recipient", 0.0) < 1.5}
    if len(chosen) > 1 and flow.amount is not None and not beside:  # the last one named before the sum
        at = flow.amount.start
        before = {
            key: max(a.start for a in actors if a.start < at)
            for key, actors in chosen.items()
            if any(a.start < at for a in actors)
        }
        chosen = {key: chosen[key] for key in sorted(before, key=lambda key: -before[key])[:1]}
    if len(chosen) != 1:
        return []
    ((key, actors),) = chosen.items()
    kind = "state" if key[0] == "state" else actors[0].kind
    return [Side(actors[0].name, actors[0].country, kind, actors, 1.0, known=bool(actors[0].donor))]


def _fill(result: Parties, tally: Tally, lexicon: Lexicon, before: "Parties | None", usual: Side | None = None) -> None:
    """Inherit what is left out: from the flow before, else who mostly gives here, else the main sides of a tally."""
    if not result.donors:
        giver = giver_of(tally, lexicon, result.countries)
        if usual is not None and (not usual.country or usual.country not in result.countries):
            giver = replace(usual, mentions=usual.mentions[:1], weight=0.0, inherited=True)
        if before is not None and before.donors and not {s.country for s in before.donors} & set(result.countries):
            result.donors = [
                Side(s.name, s.country, s.kind, s.mentions, s.weight, inherited=True, known=s.known)
                for s in before.donors
            ]
            result.inherited += 1
        elif giver is not None:
            result.donors = [giver]
            result.inherited += 1
    if not result.countries:
        giving_now = {s.country for s in result.donors}
        receivers = [c for c in tally.recipients(lexicon) if c not in giving_now]
        if before is not None and before.countries and not giving_now & set(before.countries):
            result.countries = list(before.countries)
            result.inherited += 1
        elif receivers:
            result.countries = receivers[:1]
            result.inherited += 1
