"""The level of a flow: one activity, a ceiling to be split later, or a sum over activities."""

import re

from extractor.assembly import state
from extractor.assembly.collect import Sum
from extractor.assembly.group import Flow
from extractor.assembly.statements import Statement
from extractor.lexicon import Lexicon
from extractor.lexicon.cue_words import pattern, words

_SINCE = r"since (?:\w+ )?(?:19|20)\d\d"
_TOTAL = re.compile(
    rf"\b(?:{_SINCE}|since (?:its|the|his|their)? ?"
    r"(?:independence|then|start|beginning|launch|inception|establishment|opening|creation|outbreak)|"
    r"to date|so far|in total|altogether|cumulative(?:ly)?|(?:has|have) (?:since|now)|"
    r"over the (?:past|last) (?:\w+ )?(?:years|decades?)|in all\b|"
    r"between (?:19|20)\d\d and (?:19|20)\d\d|from (?:19|20)\d\d to (?:19|20)\d\d)",
    re.I,
)
_TOTAL_VERB = re.compile(
    r"\b(?:total(?:l?ing|l?ed)?|amount(?:ing|ed)? to|worth a total|"
    r"(?:has|have) (?:\w+ ){0,3}(?:provided|given|donated|extended|contributed|implemented|accorded|put|invested|spent|"
    r"supplied|sent|reached|supported|disbursed|channelled|granted|lent))\b|"
    rf"\b(?:aid|assistance|support|help|lending|funding) {_SINCE}",
    re.I,
)
_MANY = re.compile(
    r"\b(?:\d[\d,]*|two|three|four|five|six|seven|eight|nine|ten|hundreds of|dozens of|several|many) "
    r"(?:\w+[ -]){0,3}(?:projects|grants|loans|programmes|programs|schemes|activities)\b",
    re.I,
)
_RISEN = re.compile(
    r"\b(?:brings?|brought|bringing|takes?|took|taking) (?:\w+[’' ]?\w* ){0,4}total\b|"
    r"\b(?:brings?|brought|bringing|takes?|took|taking) to\b|"
    r"\b(?:has|had|have) (?:\w+ )?(?:risen|grown|come|climbed) to\b|"
    r"\b\w+ worth .{0,40} in all\b",
    re.I,
)
_AHEAD = re.compile(
    r"\b(?:over|within|during|in|for) (?:the |a )?(?:next|coming|following|period of)\b|"
    r"\bby 20[2-9]\d\b|\b(?:multi|two|three|four|five|six|ten)-year\b",
    re.I,
)
_COUNT = re.compile(r"\b(?!(?:19|20)\d\d\b)\d[\d,]* (?:[\w-]+ ){0,2}[a-z]+s\b")
_COUNTED_SINCE = re.compile(rf"\b{_SINCE}", re.I)
_DRAWN_FROM = re.compile(r"\b(?:drawn from|out of|within|part of) (?:the|a|an|its) (?:[\w-]+ ){0,2}$", re.I)
PLAINLY = 1.5  # how plainly somebody is said to give
_SUMMED_UP = re.compile(r"\W*(?:total (?:of|for)|total:|in all|in total|altogether|all told|together)\b", re.I)


def level(flow: Flow, lexicon: Lexicon) -> str:
    """Say whether a flow is one activity, a ceiling to be split later, or a sum over activities."""
    if flow.level == "total":  # found by arithmetic
        return "total"
    if flow.amount is None:
        return "total" if _counted_over_years(flow) else "activity"
    ahead = state.told(flow)[0] in {"pledge", "commitment"}
    for statement in flow.statements:
        if statement.amount is not None and (found := _of_sum(statement, flow.amount, lexicon, ahead=ahead)):
            return found
    return "activity"


def _of_sum(statement: Statement, amount: Sum, lexicon: Lexicon, *, ahead: bool) -> str | None:
    """Give the level that a statement with a sum shows, if it shows one."""
    text = statement.text
    if ahead and amount.qualifier == "up_to" and _AHEAD.search(text):
        return "umbrella"
    risen = _RISEN.search(text) or pattern(lexicon, "total").search(text)
    if amount.qualifier != "up_to" and risen and _speaks_of(risen, statement):
        return "total"
    ceiling = pattern(lexicon, "ceiling").search(text)
    if ahead and ceiling and _speaks_of(ceiling, statement):
        return "umbrella"
    if _from_several(statement, lexicon):
        return "total"
    own = statement.amount
    if own is not None and own is amount and _DRAWN_FROM.search(text[: own.start - statement.sentence.start]):
        return "umbrella"
    verb = _TOTAL_VERB.search(text) or _MANY.search(text)
    mine = text[statement.start - statement.sentence.start : statement.end - statement.sentence.start]
    own_words = not statement.follows or (verb and _speaks_of(verb, statement)) or _COUNT.search(mine)
    summed = _TOTAL.search(text) and verb and own_words
    return "total" if summed or _SUMMED_UP.match(text) or (own is amount and _has_parts(statement, lexicon)) else None


def _from_several(statement: Statement, lexicon: Lexicon) -> bool:
    """Whether givers who are not named one by one give a sum: "*International donors* pledged $5 billion"."""
    givers = words(lexicon, "givers")
    return any(c.actor.text.split()[-1].lower() in givers for c in statement.claimed("donor", PLAINLY))


def _speaks_of(match: re.Match[str], statement: Statement) -> bool:
    """Whether words speak of a statement's sum: the one right before them, else the next, else the last."""
    base = statement.sentence.start
    sums = [s for s in statement.sentence.sums if s.restates is None or s is statement.amount]
    before = [s for s in sums if s.end - base <= match.start()]
    if before and not statement.text[before[-1].end - base : match.start()].strip():
        return before[-1] is statement.amount  # "a $5 million *envelope*"
    after = [s for s in sums if s.start - base >= match.start()]
    return (after[0] if after else sums[-1]) is statement.amount


def _counted_over_years(flow: Flow) -> bool:
    """Whether things are counted that were given over years: "has drilled 165 wells *since 2013*"."""
    opening = flow.opening
    counted = any(goods.quantity and goods.quantity > 1 for goods in opening.goods) or _COUNT.search(opening.text)
    return bool(counted) and _COUNTED_SINCE.search(opening.text) is not None


def _has_parts(statement: Statement, lexicon: Lexicon) -> bool:
    """Whether the next sum of the sentence is said to be a part of its own: "$7 million, *of which* $5 million"."""
    amount = statement.amount
    later = [s for s in statement.sentence.sums if amount is not None and s.start > amount.end and s.restates is None]
    if amount is None or not later:
        return False
    part = min(later, key=lambda s: s.start)
    if part.currency != amount.currency or part.value >= amount.value:
        return False
    text, base = statement.text, statement.sentence.start
    between, after = text[amount.end - base : part.start - base], text[part.end - base : part.end - base + 12]
    part_of = pattern(lexicon, "part_of")
    return part_of.search(between) is not None or part_of.match(after.lstrip()) is not None
