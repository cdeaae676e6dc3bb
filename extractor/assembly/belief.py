"""How far the evidence for a flow goes: a small additive model of what was found, not of which words were.

Its weights were fitted on every other narrative of coders of aid (each a flow) against ordinary prose, whole and in
pieces as short as a narrative (none), so that nothing that speaks for a flow counts against it; rounded by hand.
"""

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from extractor.assembly.exclusions import FIRST_YEAR
from extractor.assembly.group import Flow
from extractor.assembly.parties import Parties
from extractor.assembly.statements import Statement
from extractor.assembly.strength import OPENING, strength
from extractor.lexicon import Lexicon
from extractor.lexicon.frames import providers
from extractor.lexicon.not_aid import matcher

STATES = frozenset({"state", "government", "agency", "bank"})
LEAST_SUM = 500  # in any currency: less is a price, a wage or a toll
BELIEVED = 0.08
SURELY = 0.5  # for a sum whose giving no word tells plainly, in an article without a plainer flow
INTERCEPT = -8.4
WEIGHTS: Mapping[str, float] = {
    "share": 4.2,  # of the article's sentences, so many tell of flows; all of it from one in two on
    "amount": 2.5,  # a sum that is given
    "dated": 2.2,
    "giver": 2.2,  # a verb or noun of giving names a usual giver as its giver
    "agreement": 2.2,  # a paper is named
    "title": 2.0,  # narratives seldom have one; the contract takes it for as good as a sum
    "listed": 2.0,  # told under the name of a side; by hand, since narratives have no such parts
    "abroad": 1.8,  # the receiver is a country, and another one
    "party": 1.6,  # a side of an agreement gives
    "usual_party": 1.4,  # and it usually does
    "official": 1.3,  # somebody speaks or signs for a state
    "counted": 1.2,  # goods or people with their number
    "known": 0.8,  # the table of donors has the giver
    "aid_noun": 0.6,
    "elsewhere": -10.0,  # so many speak of courts, shares, sport; by hand, since prose has none
    "unknown_body": -0.5,  # it gives, but no table knows it
    "inherited": -0.9,  # the receiver stands elsewhere in the article
    "unusual": -1.0,  # no state that usually gives, no known donor; by hand, since narratives have usual ones only
}


@dataclass(frozen=True, slots=True)
class Drift:
    """What an article is about as a whole: the shares of its sentences that tell of flows, and of other money."""

    flows: float
    elsewhere: float


def drift(said: Sequence[Statement], flows_read: Collection[Flow], lexicon: Lexicon) -> Drift:
    """Tell what an article is about from what its sentences say and from the flows that were read from them."""
    number = max(len(said), 1)
    opened = {id(flow.opening) for flow in flows_read if flow.amount is not None}
    flows = sum(strength(statement) >= (OPENING - 1 if id(statement) in opened else OPENING) for statement in said)
    texts = {statement.sentence.start: statement.text for statement in said}
    elsewhere = sum(bool(matcher(lexicon).find(text)) for text in texts.values())
    return Drift(flows / number, max(elsewhere - 1, 0) / max(len(texts), 1))  # one may come in anywhere


def features(flow: Flow, parties: Parties, about: Drift, lexicon: Lexicon) -> dict[str, float]:
    """Give what speaks for and against a flow, each from 0 to 1; `about` is what its article tells of as a whole."""
    prior = providers(lexicon)
    countries = {side.country for side in parties.donors if side.country}
    names = {side.name for side in parties.donors}
    said = flow.statements

    def told(role: str) -> float:
        mine = (
            c.weight
            for s in flow.context
            for c in s.claims
            if c.role == role and (c.trigger is not None or role == "side")
            if c.actor.country in countries or c.actor.name in names
        )
        return max(mine, default=0.0)

    known = any(side.known for side in parties.donors)
    usual = known or any(prior.get(side.country) for side in parties.donors if side.kind in STATES)
    giver, party = min(told("donor"), 4.0) / 4, min(told("side"), 3.0) / 3
    return {
        "share": min(2 * about.flows, 1.0),
        "elsewhere": min(2 * about.elsewhere, 1.0),
        "amount": float(flow.amount is not None and flow.amount.value >= LEAST_SUM),
        "dated": float(any(when.value >= FIRST_YEAR for s in flow.context for when in s.dates)),
        "agreement": float(any("agreement" in s.frames() for s in flow.context)),
        "counted": float(any(goods.quantity for goods in flow.goods()) or any(map(_numbered, said))),
        "giver": giver * usual,
        "abroad": float(bool(set(parties.countries) - countries)),
        "party": party,
        "title": float(bool(flow.titles())),
        "usual_party": party * usual,
        "official": float(any(human.country for s in flow.context for human in s.people)),
        "aid_noun": max(s.weight("aid") for s in said) / 3,
        "inherited": float(parties.inherited > 0),
        "unknown_body": float(any(s.kind not in STATES and not s.known for s in parties.donors)),
        "unusual": float(not usual),
        "known": float(known),
        "listed": float(any(c.rule == "role:heading" for s in said for c in s.claims)),
    }


def _numbered(statement: Statement) -> bool:
    """Whether people who are sent or taught are counted: "35 scholarships", "a team of nine doctors"."""
    nouns = [
        t.token for t in statement.triggers if t.row.flow in {"scholarship", "technical_assistance"} and not t.verb
    ]
    return any(child.like_num for noun in nouns for child in noun.subtree if child.dep_ == "nummod")


def believe(found: Mapping[str, float]) -> float:
    """Give the model's probability that a flow with these features is one."""
    score = INTERCEPT + sum(WEIGHTS[name] * value for name, value in found.items())
    return 1 / (1 + math.exp(-score))
