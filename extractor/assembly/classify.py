"""The judged slots of a flow: flow type and in kind, with the words they rest on. See `levels` and `state` too."""

import re
from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache

from extractor.assembly import forms
from extractor.assembly.collect import Sentence
from extractor.assembly.group import Flow
from extractor.assembly.levels import level as level_of
from extractor.assembly.parties import Side
from extractor.assembly.statements import Cue, Statement
from extractor.lexicon import Lexicon
from extractor.lexicon.cue_words import pattern
from extractor.model import Article

REPAID = frozenset({"loan", "debt_relief", "export_credit"})
ALIKE = 3  # flows of one giver that show what form its others have
HARD = frozenset({"USD", "EUR", "GBP", "CHF", "CAD", "AUD"})
# Sums that no word calls given or lent: of coders' narratives 17 of 25 works that cost so much are paid by loans.
LARGE = Decimal(100_000_000)
HUGE = Decimal(1_000_000_000)  # of whatever is agreed
SMALL = Decimal(1_000_000)  # less than banks lend
WORKS = frozenset({"build", "work"})
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
    around: Sequence[Sentence] = (),
    conference: bool = False,
) -> tuple[str, list[Cue]]:
    """Give the form of the support: as the nouns beside the sum say, else by what is given, else by who gives.

    `around` are the other sentences that speak of it. Where nothing says, a bank lends, and a large total or what is
    promised at a `conference` may be anything.
    """
    if forms.is_mixed(flow, lexicon):
        return "vague", []
    votes, cues = forms.count(flow, donors, lexicon)
    chosen = (
        _said(votes)
        or _of_kin(flow, lexicon)
        or forms.beside(around, lexicon)
        or _unsaid(flow, donors, level, status, conference=conference)
    )
    if chosen == "technical_assistance" and (votes["grant"] >= votes[chosen] or _handed(flow.opening)):
        chosen = "grant"  # gifts "through the medical team"
    if chosen in forms.SERVICES and flow.goods() and votes["grant"] >= votes[chosen]:
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
    if level == "total":
        return "vague" if conference or (_in_hard_currency(flow) or 0) >= LARGE else "grant"
    if conference and status == "pledge":
        return "vague"
    return _by_size(flow, donors, level, status)


def _by_size(flow: Flow, donors: Sequence[Side], level: str, status: str) -> str:
    """Give the form that a sum of its size usually has, of a bank and of others."""
    size = _in_hard_currency(flow)
    if flow.amount is not None and _lends(donors) and (size is None or size >= SMALL):
        return "vague" if any(_PACKAGE.search(s.text) for s in flow.core) else "loan"
    if size is None or size < LARGE:
        return "grant"
    works = any(trigger.row.frame in WORKS for s in flow.core for trigger in s.triggers)
    if level == "activity" and (works or (size >= HUGE and status != "pledge")):
        return "loan"
    return "vague" if size >= HUGE else "grant"


def _in_hard_currency(flow: Flow) -> Decimal | None:
    """Give the sum of a flow, or the sum that it is told to equal, in a currency whose size tells."""
    sums = [flow.amount, *flow.restated] if flow.amount is not None else []
    return next((s.value for s in sums if s is not None and s.currency in HARD), None)


def _of_kin(flow: Flow, lexicon: Lexicon) -> str | None:
    """Give the form of its giver's flow told before in its paragraph, or of most others, where they are to be repaid.

    "A *loan* of $5 million came in 2015. Then $9 million were extended for the port."
    """
    if flow.goods() or level_of(flow, lexicon) == "total":
        return None
    start, paragraph = flow.opening.start, flow.opening.sentence.paragraph
    before = [o for o in flow.alike if o.opening.sentence.paragraph == paragraph and o.opening.start < start]
    if before:
        near = _said(forms.kin(max(before, key=lambda other: other.opening.start), lexicon))
        if near in REPAID:
            return near
    named = Counter(form for other in flow.alike for form in list(forms.kin(other, lexicon))[:1])
    for form, count in named.most_common(1):
        if form in REPAID and count >= ALIKE and 3 * count >= 2 * sum(named.values()):
            return form
    return None


def _lends(donors: Sequence[Side]) -> bool:
    """Whether it is a bank that gives, alone or for its state ("China and its Export-Import Bank")."""
    lenders = [side for side in donors if _LENDER.search(side.name) or side.kind == "bank"]
    owners = {side.country for side in lenders if side.country}
    return bool(lenders) and all(side in lenders or side.country in owners for side in donors)


def in_kind(flow: Flow, chosen: str, lexicon: Lexicon) -> bool:
    """Say whether the donor hands goods over itself rather than money for them."""
    if chosen != "grant":
        return False
    for statement in flow.statements:
        if statement.amount is not None and statement.amount_role == "flow" and _is_given(statement):
            return False
    return any(_handed(s) or (s.goods and pattern(lexicon, "handed").search(s.text)) for s in flow.statements)


def _is_given(statement: Statement) -> bool:
    """Whether the sum itself is given ("gave $5 million for"), not what the goods are worth."""
    amount = statement.amount
    if amount is None:
        return False
    before = statement.sentence.span.doc[max(0, amount.span.start - 5) : amount.span.start].text.lower()
    behind = statement.sentence.span.doc[amount.span.end : amount.span.end + 2]
    after = behind.text.lower()
    if after.startswith("in ") and any(
        g.start <= statement.sentence.offset + behind[1].idx < g.end for g in statement.goods
    ):
        return False  # "$2 million *in medicines*"
    return not re.search(r"\b(?:worth|valued|value|costing|cost|estimated)\b", before) and not after.startswith("worth")


def _handed(statement: Statement) -> bool:
    return bool([g for g in statement.goods if not g.bare]) and bool(statement.frames() & {"give", "receive"})
