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
from extractor.lexicon.cue_words import words
from extractor.lexicon.frames import Role, providers

SURE = 3.0  # the weight of a role that the order of a list gives
USUAL = 2  # the weight of states that mostly give
LINKED = frozenset(
    {"from", "by", "to", "for", "in", "into", "of", "on", "at", "via", "with", "through", "towards", "toward", "behind"}
)
LED: Mapping[str, Role] = {"to": "recipient", "for": "recipient", "in": "recipient", "from": "donor", "by": "donor"}
_EACH = re.compile(r"[^.;]{0,25}\b(?:each|apiece|per country)\b", re.I)
# What may stand between a sum and the name that it comes from or goes to.
_TIED = re.compile(
    r"(?: \([^()]{1,40}\))?(?: (?:each|in [a-z]+|of it|more))?"
    r"(?:,? (?:which |that )?(?:comes?|came|coming|is|are|was|were|has been|have been|goes?|went|will go|going)"
    r"(?: (?:set aside|set apart|allocated|earmarked|reserved|meant|due))?)?"
    r" (?P<link>from|by|to|for) (?:the )?"
)
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
    ways = (_bracketed, _gapped, _followed)
    return next(
        (found for way in ways if any(found := way(sentence, actors, sums, claims, lexicon))), [None] * len(sums)
    )


def names_givers(sentence: Sentence, lexicon: Lexicon) -> bool:
    """Whether a list of names and sums is headed by a word for those who give, or what they do: "the main *donors*"."""
    told = {token.lower_ for token in sentence.span}
    return not told.isdisjoint(words(lexicon, "givers") | words(lexicon, "giving_list"))


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


def _followed(
    sentence: Sentence, actors: Sequence[Actor], sums: Sequence[Sum], claims: Sequence[Claim], lexicon: Lexicon
) -> list[Share | None]:
    """Pair each sum with the name that a preposition ties to it: "$3 million came from Oslo, $2 million from Rome"."""
    del claims, lexicon
    found: list[Share | None] = []
    for amount, after in zip(sums, [*(s.start for s in sums[1:]), sentence.end], strict=True):
        tail = sentence.text[amount.end - sentence.start : after - sentence.start]
        match = _TIED.match(tail)
        group = _run([a for a in actors if amount.end <= a.start < after])
        tied = match is not None and bool(group) and group[0].start == amount.end + match.end()
        found.append((tuple(group), LED[match["link"]]) if match is not None and tied else None)
    roles = {share[1] for share in found if share is not None}
    return found if len(roles) == 1 and sum(share is not None for share in found) > 1 else [None] * len(sums)


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
        named = [actor for owner in owners for actor in owner]
        headed = names_givers(sentence, lexicon) and 2 * sum(_usual(actor, lexicon) for actor in named) > len(named)
        if headed:
            role = "donor"  # "Pledges came on Tuesday: *Britain* £2 million"
        edges = [sentence.start, *(amount.end for amount in sums)]
        owners = [
            owner if headed or _joins_on(sentence, edge, owner) or _fits(owner, role, claims) else ()
            for edge, owner in zip(edges, owners, strict=False)
        ]
    paired = sum(1 for owner in owners[1:] if owner)
    if not owners or not owners[0] or paired < 1 or paired < 0.6 * (len(sums) - 1):
        return [None] * len(sums)
    return [(owner, role) if owner else None for owner in owners]


def _joins_on(sentence: Sentence, edge: int, owner: Sequence[Actor]) -> bool:
    """Whether only a joint stands between a sum and who is named next: "$3 million, *the United States* $2 million"."""
    gap = sentence.text[edge - sentence.start : owner[0].start - sentence.start] if owner else ""
    return re.fullmatch(r"\s*(?:[,;]|,?\s*(?:and|while))\s*(?:the\s+)?", gap) is not None


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
    return "donor" if _usual(actor, lexicon) else "recipient"


def _usual(actor: Actor, lexicon: Lexicon) -> bool:
    """Whether it mostly gives."""
    return bool(actor.donor and actor.payer) or providers(lexicon).get(actor.country, 0) >= USUAL
