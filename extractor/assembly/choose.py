"""Which actors of a flow have a role in it, by the weight of what is claimed."""

from extractor.assembly.group import Flow
from extractor.assembly.parties import Side
from extractor.assembly.weigh import LEAST, Weighed


def chosen(weighed: Weighed, role: str) -> list[Side]:
    """Give those whose claims to a role outweigh their claims to any other, in the order of the article."""
    found: list[Side] = []
    for key, roles in weighed.roles.items():
        actor = weighed.actors[key]
        mine = roles.get(role, 0.0)
        receiving = roles.get("recipient", 0.0) + 0.6 * roles.get("site", 0.0)
        rivals = {
            "donor": (receiving, roles.get("implementer", 0.0)),
            "recipient": (roles.get("donor", 0.0), roles.get("implementer", 0.0)),
            "implementer": (roles.get("donor", 0.0), receiving),
        }[role]
        if mine < LEAST or mine <= max(rivals):
            continue
        kind, _ = key
        if kind in {"region", "place"} or (kind == "state" and not actor.country):
            continue
        side = Side(
            actor.name, actor.country, "state" if kind == "state" else actor.kind, weighed.mentions[key][role], mine
        )
        side.known = bool(actor.donor) and actor.payer
        found.append(side)
    strongest = max((side.weight for side in found), default=0)
    if role == "donor":  # a stray weak claim beside a strong one is no second donor
        found = [side for side in found if side.weight >= 0.34 * strongest]
    return sorted(found, key=lambda side: (side.mentions[0].start if side.mentions else 0, side.name))


def of_core(donors: list[Side], flow: Flow) -> list[Side]:
    """Keep the givers that the flow's own sentences name, if they name any."""
    own = [d for d in donors if in_core(d, flow)]
    pointed = [d for d in donors if any(m.rule.startswith("antecedent") for m in d.mentions)]
    return [d for d in donors if d in own or d in pointed] if own else donors


def in_core(side: Side, flow: Flow) -> bool:
    """Whether the sentences that tell a flow name a side."""
    spans = [(s.sentence.start, s.sentence.end) for s in flow.core]
    return any(start <= mention.start < end for mention in side.mentions for start, end in spans)
