"""Sums and parties told side by side: who goes with which sum.

"France with 360 million euros, Japan $77 million and the EU 87 million", "Kenya and Uganda get $2 million and $3
million respectively", "$4.5 million each for Ghana and Guyana".
"""

import re
from collections.abc import Mapping, Sequence

from extractor.assembly.claim import Claim
from extractor.assembly.collect import Actor, Sentence, Sum
from extractor.components import spans
from extractor.lexicon import Lexicon
from extractor.lexicon.frames import Role, providers

SURE = 3.0  # the weight of a role that the order of a list gives
USUAL = 2  # the weight of states that mostly give
LINKED = frozenset(
    {"from", "by", "to", "for", "in", "into", "of", "on", "at", "via", "with", "through", "towards", "toward", "behind"}
)
LED: Mapping[str, Role] = {"to": "recipient", "for": "recipient", "in": "recipient", "from": "donor", "by": "donor"}
_EACH = re.compile(r"[^.;]{0,25}\b(?:each|apiece|per country)\b", re.I)
_ORDER = re.compile(r"\b(?:respectively|in that order)\b", re.I)

Share = tuple[tuple[Actor, ...], Role]


def shares(sentence: Sentence, sums: Sequence[Sum], claims: Sequence[Claim], lexicon: Lexicon) -> list[Share | None]:
    """Give for each sum the actors that it alone belongs to, and their role; None where the sentence pairs nothing."""
    actors = [a for a in sorted(sentence.actors, key=lambda a: a.start) if not a.nested and a.how != "place"]
    if len(sums) > 1 and _ORDER.search(sentence.text):
        listed = _listed_before(actors, sums)
        if listed:
            role = _role(listed[0], claims, lexicon)
            return [((actor,), role) for actor in listed]
    bracketed = _bracketed(sentence, actors, sums, claims, lexicon)
    return bracketed if any(bracketed) else _gapped(sentence, actors, sums, claims, lexicon)


def each(sentence: Sentence, amount: Sum, claims: Sequence[Claim], lexicon: Lexicon) -> list[Share]:
    """Give the actors that get or give a sum each: "$4.5 million each for Ghana and Guyana"; [] where none is told."""
    after = sentence.text[amount.end - sentence.start :]
    if not _EACH.match(after):
        return []
    actors = [a for a in sorted(sentence.actors, key=lambda a: a.start) if not a.nested and a.how in {"country", "org"}]
    for group in (
        _run([a for a in actors if a.start > amount.end]),
        _run([a for a in actors if a.end <= amount.start][::-1]),
    ):
        if len(group) > 1:
            role = _role(group[0], claims, lexicon)
            return [((actor,), role) for actor in sorted(group, key=lambda a: a.start)]
    return []


def _run(actors: list[Actor]) -> list[Actor]:
    """Give the actors that stand in one list, nothing but joints between them."""
    found = actors[:1]
    for actor in actors[1:]:
        first, second = sorted((found[-1], actor), key=lambda a: a.start)
        if not re.fullmatch(r"\s*(?:,|and|&|,\s*and|as well as)?\s*(?:the\s+)?", _between(first, second)):
            break
        found.append(actor)
    return found


def _listed_before(actors: Sequence[Actor], sums: Sequence[Sum]) -> list[Actor]:
    """Find a list of as many actors as there are sums, before them."""
    before = [a for a in actors if a.end <= sums[0].start and a.how in {"country", "org"}]
    for start in range(len(before) - len(sums), -1, -1):
        if len(run := _run(before[start:])) == len(sums):
            return run
    return []


def _bracketed(
    sentence: Sentence, actors: Sequence[Actor], sums: Sequence[Sum], claims: Sequence[Claim], lexicon: Lexicon
) -> list[Share | None]:
    """Pair each sum with the name whose bracket it opens: "for Haiti ($8 million), Cuba ($3 million, in food)"."""

    def owner(amount: Sum) -> Actor | None:
        before = [a for a in actors if a.end <= amount.start]
        gap = sentence.text[before[-1].end - sentence.start : amount.start - sentence.start] if before else ""
        return before[-1] if re.fullmatch(r"\s?\(", gap) else None

    owners = [owner(amount) for amount in sums]
    named = [actor for actor in owners if actor is not None]
    if len(named) < 2:
        return [None] * len(sums)
    links = [word for word in map(_link, named) if word]
    role = LED.get(links[0]) if links else None
    return [((actor,), role or _role(named[0], claims, lexicon)) if actor else None for actor in owners]


def _gapped(
    sentence: Sentence, actors: Sequence[Actor], sums: Sequence[Sum], claims: Sequence[Claim], lexicon: Lexicon
) -> list[Share | None]:
    """Pair each sum with who stands between it and the sum before, in a list whose verb is told once."""
    owners: list[tuple[Actor, ...]] = []
    edge = sentence.start
    for amount in sums:
        between = [a for a in actors if edge <= a.start and a.end <= amount.start]
        if not owners:  # who opens the list may stand before where and whom: "Oslo, with a mission in Juba, gave ..."
            between = [a for a in between if not _link(a)]
        owners.append(_nearest(between))
        edge = max([amount.end, *(s.end for s in sentence.sums if s.restates is amount)])
    if owners and owners[0]:
        role = _role(owners[0][-1], claims, lexicon)
        owners = [owner if _fits(owner, role, claims) else () for owner in owners]
    paired = sum(1 for owner in owners[1:] if owner)
    if not owners or not owners[0] or paired < 1 or paired < 0.6 * (len(sums) - 1):
        return [None] * len(sums)
    return [(owner, role) if owner else None for owner in owners]


def _fits(owner: Sequence[Actor], role: Role, claims: Sequence[Claim]) -> bool:
    """Whether no verb makes a list's member the other side: "Rome, which gave *Juba* $2 million and $3 million"."""
    other = "donor" if role == "recipient" else "recipient"
    return not any(c.actor in owner and c.role == other and c.trigger is not None for c in claims)


def _nearest(actors: Sequence[Actor]) -> tuple[Actor, ...]:
    """Give the actor right before a sum with those it is joined to; none if a preposition ties it to something else."""
    if not actors:
        return ()
    group = sorted(_run(list(actors)[::-1]), key=lambda a: a.start)
    if len(group) > 1 and _link(group[0]) and "," in _between(group[0], group[1]):
        group = group[1:]  # "gave five million to South Sudan, and Ireland eight"
    return () if _link(group[0]) else tuple(group)


def _between(first: Actor, second: Actor) -> str:
    return spans.text_of(first.span.doc)[first.span.end_char : second.span.start_char]


def _link(actor: Actor) -> str:
    """Give the preposition that ties an actor to what stands before it; "" if there is none."""
    index = actor.span.start - 1
    doc = actor.span.doc
    while index >= 0 and doc[index].lower_ in {"the", "a", "an"}:
        index -= 1
    return doc[index].lower_ if index >= 0 and doc[index].lower_ in LINKED else ""


def _role(actor: Actor, claims: Sequence[Claim], lexicon: Lexicon) -> Role:
    """Say what a list's members do: what the first is said to do, else what it usually does."""
    said = [c for c in claims if c.actor is actor and c.role in {"donor", "recipient"} and c.trigger is not None]
    if said:
        return max(said, key=lambda claim: claim.weight).role
    usual = (actor.donor and actor.payer) or providers(lexicon).get(actor.country, 0) >= USUAL
    return "donor" if usual else "recipient"
