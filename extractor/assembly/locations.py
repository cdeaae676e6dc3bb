"""Where a flow is carried out or goes to: places below country level, told with it or in its details."""

from collections.abc import Mapping

from extractor.assembly.attach import tells_another_gift
from extractor.assembly.collect import Actor, Human
from extractor.assembly.group import Flow
from extractor.assembly.lists import SITE
from extractor.assembly.parties import Parties
from extractor.assembly.statements import Statement
from extractor.assembly.writer import Writer
from extractor.model import Location

# What is done where a ceremony is held.
CEREMONY = frozenset(
    [
        *("sign", "ink", "initial", "say", "tell", "meet", "hold", "announce", "visit", "arrive", "attend", "speak"),
        *("travel", "stop", "receive", "dock", "meeting", "ceremony", "conference", "summit", "talk", "announcement"),
        *("speech", "statement", "remark", "trip", "residence", "headquarters", "headquarter", "seat", "ambassador"),
        *("embassy", "ministry", "office", "correspondent"),
    ]
)
# Where a thing is done or goes to, before a place in a sentence that only tells details.
THERE = frozenset({"in", "at", "for", "across", "to", "throughout", "around", "near", "along"})
COMMON = frozenset({"kingdom", "member states", "states", "canton", "east", "west", "north", "south"})


def read(flow: Flow, parties: Parties, writer: Writer, named: Mapping[str, Human]) -> list[Location]:
    """Give the places of a flow. `named` are the people of the article: no place is called as one of them."""
    giving = {side.country for side in parties.donors if side.country}
    surnames = {word for name in named for word in name.split()}
    found: dict[str, Location] = {}
    core = {id(statement) for statement in flow.statements}
    for statement in [*flow.statements, *flow.details]:
        own = id(statement) in core
        if tells_another_gift(statement, flow):
            continue
        for actor in _places(statement):
            if actor.nested or actor.country in giving:
                continue
            if parties.countries and actor.country and actor.country not in parties.countries:
                continue
            if actor.text.lower() in COMMON or surnames.issuperset(actor.text.split()):
                continue
            if statement.entry is None and not _done_there(actor, strictly=not own):
                continue
            country = actor.country or (parties.countries[0] if len(parties.countries) == 1 else None)
            found.setdefault(
                actor.text, Location(name=actor.text, country=country, evidence=[writer.fact("locations", actor)])
            )
    return list(found.values())


def _places(statement: Statement) -> list[Actor]:
    """Give the places that a statement, not another of its sentence, names; a capital only where it is done there."""
    if statement.entry is not None:
        return [claim.actor for claim in statement.claims if claim.rule == SITE and claim.actor.how == "place"]
    mine = {id(claim.actor) for claim in statement.claims} if statement.whole is not None else None
    sites = {id(claim.actor) for claim in statement.claims if claim.role == "site"}
    return [
        actor
        for actor in statement.sentence.actors
        if (actor.how == "place" or (actor.how == "capital" and (id(actor) in sites or _of_thing(actor))))
        and (mine is None or id(actor) in mine)
    ]


def _of_thing(actor: Actor) -> bool:
    """Whether a capital says where a thing is, rather than standing for its state ("a clinic in *Dakar*")."""
    token = actor.root
    return token.dep_ == "pobj" and token.head.lower_ in {"in", "at"} and token.head.head.pos_ == "NOUN"


def _done_there(actor: Actor, *, strictly: bool) -> bool:
    """Whether a place is not only where the ceremony was; `strictly` if a preposition has to say that it is there."""
    token = actor.root
    while token.dep_ in {"conj", "appos", "compound", "nmod", "npadvmod"} and token.head is not token:
        token = token.head
    preposition = token.head
    if token.dep_ != "pobj":
        return not strictly
    holder = preposition.head
    if preposition.lower_ in {"in", "at", "to", "from", "on"} and holder.lemma_.lower() in CEREMONY:
        return False
    if any(child.dep_ == "dobj" and child.lemma_.lower() in CEREMONY for child in holder.children):
        return False  # "made the announcement in Dawa"
    if holder.pos_ == "ADP" and holder.head.lemma_.lower() in CEREMONY:
        return False
    return not strictly or preposition.lower_ in THERE
