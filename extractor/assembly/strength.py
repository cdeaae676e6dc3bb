"""How plainly a statement tells of a flow of aid: by its words of funding, who they say gives, and what is given."""

import re

from spacy.tokens import Token

from extractor.assembly.grammar import GIVING
from extractor.assembly.statements import Statement, mood_of

OPENING, ADDING = 3, 1  # what it takes to open a flow, and to add to one
_FOR_YEARS = re.compile(
    r"\b(?:has|have) (?:\w+ ){0,2}been (?:\w+ )?\w+ing\b", re.I
)  # "has been sending teams since 1976"
_EVERY = re.compile(r"\b(?:every|each) (?:\w+ )?(?:years?|months?)\b|\b(?:annually|regularly|routinely)\b", re.I)


def strength(statement: Statement) -> int:
    """Say how plainly a statement tells of a flow: 3 and more may open one, 1 and more may add to one."""
    if statement.refused:
        return 0
    frames = statement.frames()
    donors = statement.claimed("donor", 1.5)
    receivers = statement.claimed("recipient", 1.5)
    points = 0
    for frame in ("give", "receive", "forgive"):
        if frame in frames and any(c.trigger is not None and c.trigger.row.frame == frame for c in donors + receivers):
            points += 2 if statement.weight(frame) > 1 else 1
            break
    if statement.weight("aid"):
        points += min(2, statement.weight("aid"))
    if frames & {"sign", "approve"} and frames & {"aid", "agreement"}:
        points += 1
    if frames & {"announce", "plan"} and any(
        c.rule.startswith("role:announce") for c in statement.claimed("side", 0.5)
    ):
        points += 1 if has_object(statement) else 0
    if frames & {"fund", "build", "open"} and any(c.actor.how != "place" for c in donors):
        points += 2 if _abroad(statement) else 1
    if any(c.actor.donor for c in donors) or statement.claimed("side", 2):
        points += 1
    if statement.amount is not None and statement.amount_role == "flow":
        points += 1
    if has_object(statement):
        points += 1
    if "open" in frames and any(when.value for when in statement.dates):
        points = max(points, ADDING)  # "The road was completed in May 2008" dates what its paragraph told
    if _habitual(statement):
        points = min(points - 1, OPENING - 1)
    return max(points, statement.given)


def _abroad(statement: Statement) -> bool:
    """Whether a giver of one country and a receiver or a place of another are told."""
    giving = {country for c in statement.claimed("donor", 1.5) for country in c.actor.countries}
    places = {
        country for role in ("recipient", "site") for c in statement.claimed(role, 0.8) for country in c.actor.countries
    }
    return bool(giving) and bool(places - giving)


def _habitual(statement: Statement) -> bool:
    """Whether it only says what somebody usually does ("The fund provides help to small farmers")."""
    loose = statement.amount is None and not statement.titles and not any(g.quantity for g in statement.goods)
    if loose and (_EVERY.search(statement.text) or _FOR_YEARS.search(statement.text)):
        return True
    if statement.amount is not None or statement.titles or any(g.quantity for g in statement.goods):
        return False
    moods = {mood_of(t.token) for t in statement.triggers if t.verb and t.row.frame in GIVING}
    return moods == {"present"} and not statement.dates and not any(t.like_num for t in statement.sentence.span)


def has_object(statement: Statement) -> bool:
    """Whether it names what is given: goods, a project, scholarships, experts by number, a work."""
    if any(not goods.bare for goods in statement.goods) or any(t.kind != "scheme" for t in statement.titles):
        return True
    if statement.frames() & {"sign", "approve"} and statement.weight("aid") > 1:
        return True  # a specific agreement
    if statement.weight("aid") > 1 and statement.claimed("donor", 2) and statement.claimed("recipient", 2):
        told = statement.frames() & {"give", "receive", "sign", "approve"} or any(
            when.value for when in statement.dates
        )
        return bool(told) and not _habitual(statement)  # "made a book donation to the university"
    forms = {cue.value for cue in statement.flows}
    if forms & {"scholarship", "debt_relief", "loan", "export_credit"}:
        return _transacted(statement)
    if "technical_assistance" in forms:
        return any(token.like_num for token in statement.sentence.span)
    return _has_work(statement)


def _transacted(statement: Statement) -> bool:
    """Whether a loan or scholarship is dealt in or counted, not only named ("credit to the reporter")."""
    told = statement.frames() & {*GIVING, "sign", "approve", "announce", "agreement", "debt", "build", "open"}
    return bool(told) or statement.amount is not None or any(t.like_num for t in statement.sentence.span)


def _has_work(statement: Statement) -> bool:
    """Whether it names what is to be done or built with what is given."""
    if statement.purpose is not None and statement.purpose[2] in {"purpose:object", "purpose:for"}:
        return True
    if any(t.row.frame == "build" and not t.verb for t in statement.triggers) and statement.claimed("donor", 1.5):
        return True  # "confirmed the *establishment* of a centre"
    return any(t.row.frame == "work" and _given(t.token, statement) for t in statement.triggers)


def _given(work: Token, statement: Statement) -> bool:
    """Whether a work is the object of giving ("gifted a language *centre*", "handed over 500 tube *wells*")."""
    verbs = {t.token for t in statement.triggers if t.verb and t.row.frame in {"give", "receive"}}
    passive = work.dep_ == "nsubjpass" or (work.head.tag_ == "VBN" and work.head.dep_ == "acl")
    return work.head in verbs and (work.dep_ in {"dobj", "conj"} or passive)
