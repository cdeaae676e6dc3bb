"""What is no foreign aid, however much it looks like it: one function a reason, each told by name."""

import re

from extractor.assembly.group import Flow
from extractor.assembly.parties import Parties, Side
from extractor.lexicon import Lexicon
from extractor.lexicon.frames import providers
from extractor.lexicon.not_aid import matcher, reasons

FIRST_YEAR = "1945"  # what was given before is history, not foreign aid
USUAL = 2  # the weight of states that mostly give
# Words for a receiver's own part. "At its own expense" and "from the state budget" are said of givers as often.
COUNTERPART = re.compile(
    r"\b(?:(?<!without )counterpart (?:fund\w*|contribution)|as (?:a )?counterpart"
    r"|at our (?:own )?(?:charge|expense|cost)"
    r"|from (?:the )?(?:republican|city|municipal|county|provincial) budget)\b"
)
ABROAD = frozenset({"multilateral", "ngo"})  # kinds of bodies that may belong to no state


def why_not(flow: Flow, parties: Parties, lexicon: Lexicon) -> str | None:
    """Say why a flow is no aid for a record; None if nothing speaks against it."""
    if not parties.donors:
        return "no donor"
    against = (
        ("nobody abroad receives", not _abroad(parties, lexicon)),
        ("the receiver's own part", _own_share(flow, parties)),
        ("what a body does everywhere", _everywhere(flow, parties)),
        ("before there was foreign aid", _bygone(flow)),
        ("company finance", _company_finance(flow, parties)),
    )
    return next((why for why, holds in against if holds), None) or _for_another_reason(flow, lexicon)


def _abroad(parties: Parties, lexicon: Lexicon) -> bool:
    """Whether somebody receives who is not of the giver's own country, as far as the article tells."""
    giving = {side.country for side in parties.donors if side.country}
    if not any(_may_give_abroad(side, parties) for side in parties.donors):
        return False
    if set(parties.countries) - giving or any(r.country and r.country not in giving for r in parties.recipients):
        return True
    prior = providers(lexicon)  # a receiver of no known country is abroad if its giver seldom gives at home
    givers = any(side.known or prior.get(side.country, 0) >= USUAL for side in parties.donors)
    return givers and any(not side.country for side in parties.recipients)


def _may_give_abroad(side: Side, parties: Parties) -> bool:
    """Whether a giver may be of another country; a body that nothing is known of is of the one the article is about."""
    return side.known or side.kind in ABROAD or (bool(side.country) and side.country not in parties.countries)


def _own_share(flow: Flow, parties: Parties) -> bool:
    """Whether a sum is what the receiver pays itself: "the State adds $9 million *as counterpart*".

    Whoever gives in the sentence and is not of its country speaks against it, as does a sum nearer to the words.
    """
    amount = flow.amount
    if amount is None:
        return False
    for statement in (s for s in flow.core if s.amount is amount):
        told = [c for c in statement.claims if not c.actor.nested]
        if any(c.actor.country not in parties.countries and (c.role == "donor" or c.actor.donor) for c in told):
            continue
        said = COUNTERPART.search(statement.text)
        if said is not None:
            at = statement.sentence.start + said.start()
            nearest = min(statement.sentence.sums, key=lambda s: min(abs(s.end - at), abs(s.start - at)))
            return nearest is amount or nearest.restates is amount
    return False


def _everywhere(flow: Flow, parties: Parties) -> bool:
    """Whether a body's figures are told and no receiver: "The Bank approved loans of $12 billion last year"."""
    amount = flow.amount
    if amount is None or any(side.kind == "state" for side in parties.donors):
        return False
    given = next((s for s in flow.core if s.amount is amount), flow.opening)
    elsewhere = {c for a in given.sentence.actors for c in a.countries} - {side.country for side in parties.donors}
    return not elsewhere and _IN_ALL.search(given.text) is not None and _HERE.search(given.text) is None


_IN_ALL = re.compile(
    r"\b(?:\d+ countries|worldwide|around the world|globally|operations (?:for|worth|of)|commitments|projects and"
    r"|\d[\d,]* projects|(?:loans|grants|guarantees|credits) (?:and \w+ )?(?:last year|in (?:19|20)\d\d))\b"
)
_HERE = re.compile(r"\b(?:(?:the|this) (?:country|nation|island|kingdom|republic)|here|there)\b", re.I)


def _bygone(flow: Flow) -> bool:
    told = [when.value for s in flow.context for when in s.dates if when.value]
    return bool(told) and max(told) < FIRST_YEAR


def _company_finance(flow: Flow, parties: Parties) -> bool:
    invested = any(cue.value == "investment" for s in flow.statements for cue in s.flows)
    return invested and any(side.kind == "company" for side in parties.donors)


def _for_another_reason(flow: Flow, lexicon: Lexicon) -> str | None:
    telling = [s for s in flow.statements if s is flow.opening or (s.amount is not None and s.amount is flow.amount)]
    for statement in telling:
        said = {reasons(lexicon)[hit.name] for hit in matcher(lexicon).find(statement.text)} - {"topic"}
        if "arms" in said:
            return "arms"
        if said and statement.weight("aid") < 2:
            return min(said)
    return None


_PROJECTS = re.compile(r"\b\d[\d,]* (?:\w+ ){0,2}(?:projects|initiatives|programmes|programs|activities)\b")


def is_vague(flow: Flow) -> bool:
    """Whether nothing is told that the contract asks for: sum, project, goods, scholarship, work, accord, decision."""
    if flow.amount is not None or flow.titles() or flow.goods():
        return False
    if _PROJECTS.search(flow.opening.text) and not flow.opening.frames() & {"sign", "approve", "agreement"}:
        return True  # "has delivered 265 projects"
    for statement in flow.statements:
        if statement.frames() & {"sign", "approve", "agreement", "build", "open", "work", "forgive"}:
            return False
        if any(cue.value == "scholarship" for cue in statement.flows) or any(
            t.like_num for t in statement.sentence.span
        ):
            return False
    return True
