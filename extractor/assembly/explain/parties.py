"""Who was taken for donor, implementer and recipient, by what claims, and who lost."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from extractor.assembly.claim import Claim
from extractor.assembly.collect import Actor
from extractor.assembly.countries import FAINT
from extractor.assembly.explain.scene import Desk
from extractor.assembly.parties import Side
from extractor.assembly.trace import Told
from extractor.assembly.weigh import AROUND, LEAST, Weighed, weigh
from extractor.model import Party
from extractor.model.explanation import Option, Part, Slot

SITE = 0.6  # what being where it happens counts beside being told to receive, as in `resolve`
STRAY = 0.34  # of the strongest giver's weight: with less nobody gives beside it, as in `resolve`
Key = tuple[str, str]


def explain(told: Told, desk: Desk) -> Iterator[Slot]:
    """Explain the donors, implementers, recipients and recipient countries of a record."""
    if desk.trace.story is None:
        return
    weighed = weigh(told.flow, desk.trace.story.tally, desk.lexicon)
    parties, record = told.parties, told.record
    for role, sides, written in (
        ("donor", parties.donors, record.donors),
        ("implementer", parties.implementers, record.implementers),
        ("recipient", parties.recipients, record.recipients),
    ):
        chosen = [_chosen(party, side, role, told, desk) for party, side in zip(written, sides, strict=True)]
        rivals = sorted(_rivals(role, told, weighed, desk), key=lambda option: -(option.score or 0.0))
        yield Slot(slot=f"{role}s", chosen=chosen, rivals=rivals)
    yield _countries(told, weighed, desk)


def _chosen(party: Party, side: Side, role: str, told: Told, desk: Desk) -> Option:
    found = list(_claims(told, side.mentions, role, desk))
    if side.inherited:
        why = "inherited: the flow's own sentences name none"
    elif found:
        why = f"claimed as {role}"
    else:
        why = "taken from the article: no claim of its own sentences says so"
    score = round(side.weight, 2) if side.weight else None
    return Option(value=party.name, why=why, words=party.evidence, score=score, parts=found)


def _claims(told: Told, mentions: Iterable[Actor], role: str, desk: Desk) -> Iterator[Part]:
    """Give the claims of a role, and of being a side or the place, that a flow makes of some mentions."""
    mine = {id(mention) for mention in mentions}
    wanted = {"donor": {"donor", "side"}, "recipient": {"recipient", "side", "site"}}.get(role, {role})
    core = {id(statement) for statement in told.flow.core}
    for statement in told.flow.context:
        for claim in statement.claims:
            if id(claim.actor) in mine and claim.role in wanted:
                yield _part(claim, desk, 1.0 if id(statement) in core else AROUND)


def _part(claim: Claim, desk: Desk, factor: float) -> Part:
    words = desk.writer.fact(claim.role, claim.actor)
    return Part(sign=f"{claim.rule} ({claim.role})", adds=round(claim.weight * factor, 2), words=words)


def _rivals(role: str, told: Told, weighed: Weighed, desk: Desk) -> Iterator[Option]:
    """Give the actors that something spoke for in a role that they did not get."""
    elsewhere = {id(mention): name for name, side in _sides(told) for mention in side.mentions}
    taken = {_key(side) for name, side in _sides(told) if name == role}
    strongest = max((side.weight for name, side in _sides(told) if name == role), default=0.0)
    for key, roles in weighed.roles.items():
        mentions = weighed.mentions[key].get(role) or weighed.mentions[key].get("site" if role == "recipient" else role)
        if not mentions or key in taken or any(elsewhere.get(id(m)) == role for m in mentions):
            continue
        other = next(
            (elsewhere[id(m)] for many in weighed.mentions[key].values() for m in many if id(m) in elsewhere), ""
        )
        mine = roles.get(role, 0.0) + (SITE * roles.get("site", 0.0) if role == "recipient" else 0.0)
        yield Option(
            value=weighed.actors[key].name,
            why=_lost(role, key, roles, strongest, other),
            words=[desk.writer.fact(role, mention) for mention in mentions[:1]],
            score=round(mine, 2),
            parts=list(_claims(told, mentions, role, desk)),
        )


def _sides(told: Told) -> Iterator[tuple[str, Side]]:
    for role, sides in (
        ("donor", told.parties.donors),
        ("implementer", told.parties.implementers),
        ("recipient", told.parties.recipients),
    ):
        yield from ((role, side) for side in sides)


def _key(side: Side) -> Key:
    return ("state", side.country) if side.kind == "state" else ("org", side.name)


def _lost(role: str, key: Key, roles: Mapping[str, float], strongest: float, other: str) -> str:
    """Say why an actor did not get a role, as the rules of `resolve` have it."""
    mine = roles.get(role, 0.0)
    receiving = roles.get("recipient", 0.0) + SITE * roles.get("site", 0.0)
    against = {
        "donor": {"recipient": receiving, "implementer": roles.get("implementer", 0.0)},
        "recipient": {"donor": roles.get("donor", 0.0), "implementer": roles.get("implementer", 0.0)},
        "implementer": {"donor": roles.get("donor", 0.0), "recipient": receiving},
    }[role]
    name, most = max(against.items(), key=lambda item: item[1])
    reasons = (
        (key[0] in {"region", "place"}, f"a {key[0]} is no {role}"),
        (bool(other), f"is the {other}"),
        (mine < LEAST, f"{mine:.1f} as {role}, {LEAST} needed"),
        (mine <= most, f"rather {name}: {most:.1f} against {mine:.1f}"),
        (role == "donor" and mine < STRAY * strongest, f"stray: {mine:.1f} beside {strongest:.1f}"),
        (role == "recipient" and key[0] == "state", "the giver's own state, or somebody in it receives"),
    )
    by_default = "named outside the sentence that tells the flow, or settled as another's hand"
    return next((reason for holds, reason in reasons if holds), by_default)


def _countries(told: Told, weighed: Weighed, desk: Desk) -> Slot:
    """Explain the countries by how much is told of each as receiver or place."""
    points: dict[str, float] = defaultdict(float)
    first: dict[str, Actor] = {}
    for key, roles in weighed.roles.items():
        for country in weighed.actors[key].countries:
            points[country] += roles.get("recipient", 0.0) + SITE * roles.get("site", 0.0)
            first.setdefault(country, weighed.actors[key])
    giving = {side.country for side in told.parties.donors if side.country}

    def option(country: str, why: str) -> Option:
        words = [desk.writer.fact("recipient_countries", first[country])] if country in first else []
        return Option(value=country, why=why, words=words, score=round(points[country], 2))

    chosen = [
        option(
            country, "told to receive, or where it happens" if points.get(country) else "from the rest of the article"
        )
        for country in told.record.recipient_countries
    ]
    top = max((points[c] for c in told.record.recipient_countries), default=0.0)
    rivals = [
        option(country, _no_receiver(points[country], top, gives=country in giving))
        for country in sorted(points, key=lambda c: (-points[c], c))
        if country not in told.record.recipient_countries and (points[country] or country in giving)
    ]
    return Slot(slot="recipient_countries", chosen=chosen, rivals=rivals)


def _no_receiver(mine: float, top: float, *, gives: bool) -> str:
    if gives:
        return "gives"
    if mine < FAINT:
        return f"{mine:.1f}, {FAINT} needed"
    return f"{mine:.1f} against {top:.1f}" if mine < top else "its body gives, or it is only where it was said"
