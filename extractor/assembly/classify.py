"""The judged slots of a flow: flow type, level, in kind, each with the words it rests on. Its status: `state`."""

import re
from collections import Counter
from collections.abc import Sequence

from extractor.assembly import state
from extractor.assembly.group import Flow
from extractor.assembly.resolve import Side
from extractor.assembly.statements import Cue, Statement
from extractor.lexicon import Lexicon
from extractor.lexicon.cue_words import pattern, words
from extractor.model import Article
from extractor.values import terms

# What the head noun says when nothing in the sentence does.
SERVICES = frozenset({"technical_assistance", "scholarship"})
_TOTAL = re.compile(
    r"\b(?:since (?:19|20)\d\d|since (?:its|the|his|their)? ?"
    r"(?:independence|then|start|beginning|launch|inception|establishment|opening|creation|outbreak)|"
    r"to date|so far|in total|altogether|all told|cumulative(?:ly)?|"
    r"over the (?:past|last) (?:\w+ )?(?:years|decades?)|in all\b|"
    r"between (?:19|20)\d\d and (?:19|20)\d\d|from (?:19|20)\d\d to (?:19|20)\d\d)",
    re.I,
)
_TOTAL_VERB = re.compile(
    r"\b(?:total(?:l?ing|l?ed)?|amount(?:ing|ed)? to|worth a total|"
    r"(?:has|have) (?:\w+ ){0,3}(?:provided|given|donated|extended|contributed|implemented|accorded|put|invested|spent|"
    r"supplied|sent|reached|supported|disbursed|channelled|granted|lent))\b",
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
_MIXED = re.compile(r"\bgrants? and (?:\w+ )?(?:loans?|credits?)\b|\b(?:loans?|credits?) and (?:\w+ )?grants?\b", re.I)


HELP = frozenset({"flow:technical assistance", "flow:technical cooperation", "flow:capacity building"})
REPAID = frozenset({"loan", "debt_relief", "export_credit"})
ALIKE = 3  # flows of one giver that show what form its others have
LENT = frozenset({"interest_rate", "maturity_years", "grace_years"})
_DEBT = re.compile(r"\b(?:debts?|arrears|indebted|owed|dues)\b", re.I)
_LENDER = re.compile(r"\bBank\b|\bFund for (?:\w+ )*Development\b")
_PACKAGE = re.compile(r"\b(?:package|financing|envelope|facility)\b", re.I)


def at_conference(article: Article, lexicon: Lexicon) -> bool:
    """Whether an article tells of a meeting at which donors promise."""
    return len(pattern(lexicon, "pledging").findall(f"{article.title or ''} {article.text}")) > 1


def flow_type(
    flow: Flow,
    lexicon: Lexicon,
    donors: Sequence[Side] = (),
    *,
    level: str = "activity",
    status: str = "",
    conference: bool = False,
) -> tuple[str, list[Cue]]:
    """Give the form of the support: as the nouns beside the sum say, else by what is given, else by who gives.

    Where nothing says, a bank lends, and a total or what is promised at a `conference` may be anything.
    """
    for statement in flow.statements:
        if _MIXED.search(statement.text) and statement.amount is flow.amount:
            return "vague", []
    votes, cues = _votes(flow, donors, lexicon)
    if not votes and (form := _of_kin(flow, lexicon)) is not None:
        return form, []
    if votes["export_credit"]:
        chosen = "export_credit"
    elif votes["debt_relief"] and votes["debt_relief"] >= max(votes["loan"], votes["grant"]):
        chosen = "debt_relief"
    elif votes["loan"] and votes["loan"] >= votes["grant"]:
        chosen = "loan"
    elif votes["investment"] and votes["grant"]:
        chosen = "grant"
    elif votes:
        chosen = max(votes, key=lambda value: (votes[value], value))
    elif any(title.kind == "scheme" for s in flow.statements for title in s.titles):
        chosen = "grant"  # schemes of the table pay grants
    elif level == "total" or (conference and status == "pledge"):
        chosen = "vague"
    elif flow.amount is not None and _lends(donors):
        chosen = "vague" if any(_PACKAGE.search(s.text) for s in flow.core) else "loan"
    else:
        chosen = "grant"
    if chosen == "technical_assistance" and _handed(flow.opening):
        chosen = "grant"  # gifts "through the medical team"
    if chosen in SERVICES and flow.goods() and votes["grant"] >= votes[chosen]:
        chosen = "grant"
    return chosen, [cues[chosen]] if chosen in cues else []


def _of_kin(flow: Flow, lexicon: Lexicon) -> str | None:
    """Give the form that most of its giver's other flows have, where that is lending or letting off a debt."""
    if flow.goods() or level(flow, lexicon) == "total":
        return None
    forms = Counter(form for other in flow.alike for form in list(_votes(other, (), lexicon)[0])[:1])
    for form, count in forms.most_common(1):
        if form in REPAID and count >= ALIKE and 3 * count >= 2 * sum(forms.values()):
            return form
    return None


def _lends(donors: Sequence[Side]) -> bool:
    """Whether it is a bank that gives, alone or for its state ("China and its Export-Import Bank")."""
    lenders = [side for side in donors if _LENDER.search(side.name) or side.kind == "bank"]
    owners = {side.country for side in lenders if side.country}
    return bool(lenders) and all(side in lenders or side.country in owners for side in donors)


def _votes(flow: Flow, donors: Sequence[Side], lexicon: Lexicon) -> tuple[Counter[str], dict[str, Cue]]:
    """Count what the nouns of a flow's statements say its form is, and give the first cue of each form."""
    votes: Counter[str] = Counter()
    cues: dict[str, Cue] = {}
    paid = flow.amount is not None and any(s.amount is flow.amount and _is_given(s) for s in flow.statements)
    works = _is_work(flow)
    giving = {side.country for side in donors if side.country}
    for index, statement in enumerate(flow.statements):
        if (line := _line(statement, lexicon)) is not None and statement.amount is flow.amount:
            votes["loan"] += 3
            cues.setdefault("loan", line)
        if (lent := _terms(statement)) is not None:
            votes["loan"] += 3 if index == 0 or statement.amount is flow.amount else 1
            cues.setdefault("loan", lent)
        if not statement.flows and (relief := _let_off(statement, lexicon)) is not None:
            votes["debt_relief"] += 2
            cues.setdefault("debt_relief", relief)
        for cue in statement.flows:
            form = cue.value
            if form == "technical_assistance" and cue.rule not in HELP:
                if paid or works:
                    continue  # money for engineers is money, and those who come with a hospital are not the aid
                if _taught_at_home(cue, statement, giving, lexicon):
                    form = "scholarship"
            votes[form] += 3 if index == 0 or statement.amount is flow.amount else 1
            cues.setdefault(form, cue)
    return votes, cues


def _is_work(flow: Flow) -> bool:
    """Whether what is given is first of all something built ("built a *clinic*, where four doctors now work")."""
    return any(t.row.frame == "build" and t.row.flow is None and t.row.weight > 1 for t in flow.opening.triggers)


def _taught_at_home(cue: Cue, statement: Statement, giving: set[str], lexicon: Lexicon) -> bool:
    """Whether people go to the donor's country to be taught: "a training course *in Norway*"."""
    if cue.rule.removeprefix("flow:") not in words(lexicon, "lesson"):
        return False
    return any(
        actor.how in {"country", "capital", "place"}
        and actor.country in giving
        and actor.root.dep_ == "pobj"
        and actor.root.head.lower_ == "in"
        and actor.start > cue.start
        for actor in statement.sentence.actors
    )


def _line(statement: Statement, lexicon: Lexicon) -> Cue | None:
    """Find the word after a sum that makes it a loan ("a $40 million *line* for tractors")."""
    if statement.amount is None:
        return None
    doc, at = statement.sentence.span.doc, statement.amount.span.end
    if at >= len(doc) or doc[at].lower_ not in words(lexicon, "line"):
        return None
    start = statement.sentence.offset + doc[at].idx
    return Cue("loan", start, start + len(doc[at]), "flow:line")


def _let_off(statement: Statement, lexicon: Lexicon) -> Cue | None:
    """Find what is done to a debt that somebody no longer has to pay: "the *conversion* of $20 million of its debt"."""
    if _DEBT.search(statement.text) is None:
        return None
    done = pattern(lexicon, "let_off").search(statement.text)
    if done is None:
        return None
    base = statement.sentence.start
    return Cue("debt_relief", base + done.start(), base + done.end(), f"flow:{done[0].lower()}")


def _terms(statement: Statement) -> Cue | None:
    """Find the term that only a loan has: "at 2 percent interest", "repayable in ten years"."""
    told = next((t for t in terms.find(statement.text) if t.term in LENT), None)
    if told is None:
        return None
    base = statement.sentence.start
    return Cue("loan", base + told.start, base + told.end, f"terms:{told.term}")


def level(flow: Flow, lexicon: Lexicon) -> str:
    """Say whether a flow is one activity, a ceiling to be split later, or a sum over activities."""
    if flow.level == "total":  # found by arithmetic
        return "total"
    ahead = state.told(flow)[0] in {"pledge", "commitment"}
    for statement in flow.statements:
        if flow.amount is None or statement.amount is None:
            continue
        text = statement.text
        if ahead and flow.amount.qualifier == "up_to" and _AHEAD.search(text):
            return "umbrella"
        risen = _RISEN.search(text) or pattern(lexicon, "total").search(text)
        if flow.amount.qualifier != "up_to" and risen:
            return "total"
        if ahead and pattern(lexicon, "ceiling").search(text):
            return "umbrella"
        summed = _TOTAL.search(text) and (_TOTAL_VERB.search(text) or _MANY.search(text))
        if summed or (statement.amount is flow.amount and _has_parts(statement, lexicon)):
            return "total"
    return "activity"


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


def in_kind(flow: Flow, chosen: str) -> bool:
    """Say whether the donor hands goods over itself rather than money for them."""
    if chosen != "grant":
        return False
    for statement in flow.statements:
        if statement.amount is not None and statement.amount_role == "flow" and _is_given(statement):
            return False
    return any(_handed(statement) for statement in flow.statements)


def _is_given(statement: Statement) -> bool:
    """Whether the sum itself is given ("gave $5 million for"), not what the goods are worth."""
    amount = statement.amount
    if amount is None:
        return False
    before = statement.sentence.span.doc[max(0, amount.span.start - 5) : amount.span.start].text.lower()
    after = statement.sentence.span.doc[amount.span.end : amount.span.end + 2].text.lower()
    return not re.search(r"\b(?:worth|valued|value|costing|cost|estimated)\b", before) and not after.startswith("worth")


def _handed(statement: Statement) -> bool:
    return bool([g for g in statement.goods if not g.bare]) and bool(statement.frames() & {"give", "receive"})
