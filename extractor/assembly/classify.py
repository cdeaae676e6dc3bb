"""The judged slots of a flow: flow type and in kind, with the words they rest on. See `levels` and `state` too."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from extractor.assembly.group import Flow
from extractor.assembly.levels import level as level_of
from extractor.assembly.parties import Side
from extractor.assembly.statements import Cue, Statement
from extractor.lexicon import Lexicon
from extractor.lexicon.cue_words import pattern, words
from extractor.model import Article
from extractor.values import terms

# What the head noun says when nothing in the sentence does.
SERVICES = frozenset({"technical_assistance", "scholarship"})
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
    return _pledges(f"{article.title or ''} {article.text}", lexicon)


@lru_cache(maxsize=8)  # asked for every record of an article
def _pledges(text: str, lexicon: Lexicon) -> bool:
    return len(pattern(lexicon, "pledging").findall(text)) > 1


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
    chosen = _said(votes) or _of_kin(flow, lexicon) or _unsaid(flow, donors, level, status, conference=conference)
    if chosen == "technical_assistance" and _handed(flow.opening):
        chosen = "grant"  # gifts "through the medical team"
    if chosen in SERVICES and flow.goods() and votes["grant"] >= votes[chosen]:
        chosen = "grant"
    return chosen, [cues[chosen]] if chosen in cues else []


def _said(votes: Counter[str]) -> str | None:
    """Give the form that most words say; of a tie, what must be paid back or need not be any more."""
    if votes["export_credit"]:
        return "export_credit"
    if votes["debt_relief"] and votes["debt_relief"] >= max(votes["loan"], votes["grant"]):
        return "debt_relief"
    if votes["loan"] and votes["loan"] >= votes["grant"]:
        return "loan"
    if votes["investment"] and votes["grant"]:
        return "grant"
    return max(votes, key=lambda value: (votes[value], value)) if votes.total() else None


def _unsaid(flow: Flow, donors: Sequence[Side], level: str, status: str, *, conference: bool) -> str:
    """Give the form of a flow that no word tells."""
    if any(title.kind == "scheme" for s in flow.statements for title in s.titles):
        return "grant"  # schemes of the table pay grants
    if level == "total" or (conference and status == "pledge"):
        return "vague"
    if flow.amount is not None and _lends(donors):
        return "vague" if any(_PACKAGE.search(s.text) for s in flow.core) else "loan"
    return "grant"


def _of_kin(flow: Flow, lexicon: Lexicon) -> str | None:
    """Give the form that most of its giver's other flows have, where that is lending or letting off a debt."""
    if flow.goods() or level_of(flow, lexicon) == "total":
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
