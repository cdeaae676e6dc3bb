"""From statements to flows: which statements tell of the same flow, and which open one of their own."""

import re
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from extractor.assembly import adding
from extractor.assembly.collect import Goods, Sum
from extractor.assembly.statements import Cue, Statement
from extractor.assembly.strength import ADDING, OPENING, has_object, strength
from extractor.lexicon import Lexicon
from extractor.lexicon.cue_words import words

# Words that point back at a flow already told: "the project", "this aid", "these machines".
BACK = frozenset({"the", "this", "these", "those", "that", "such", "its", "it", "both"})
ON_TOP = frozenset({"another", "further", "additional", "extra"})
LEADS = 3  # sentences before a flow that may say who is concerned
PLAIN = 5  # the strength of a flow that makes its article one about aid
COUNTED = 2  # what goods with their number take there, one less under the name of who gives or receives them
IN_AID_NEWS = 1  # what a sum takes in such an article
NEAR = 4  # sentences within which a sum still completes a flow told without one
ROUNDING = Decimal("0.02")
_SHARE = re.compile(
    r"\d\s?(?:%|per cent|percent)|\b(?:half|third|quarter|part|rest|remaind\w+|remaining|most) of\b", re.I
)


@dataclass(slots=True, eq=False)
class Flow:
    """One flow of aid: the statements that tell it, the first of which opened it."""

    statements: list[Statement]
    amount: Sum | None = None
    restated: list[Sum] = field(default_factory=list)
    level: str = "activity"
    level_cue: Cue | None = None
    weak: bool = False
    last: int = 0
    before: list[Statement] = field(default_factory=list)  # what its paragraph tells before it opens
    leads: list[Statement] = field(default_factory=list)  # those of them that say who is concerned, and tell no flow
    costs: list[Statement] = field(default_factory=list)  # what is said near it of costs, and of nothing else
    signings: list[Statement] = field(default_factory=list)  # who signed or received it, told elsewhere
    parts: list["Flow"] = field(default_factory=list)  # the flows that add up to it
    whole: "Flow | None" = None  # the flow that it is told as a part of
    alike: list["Flow"] = field(default_factory=list)  # the same giver's other flows that name their form
    details: list[Statement] = field(default_factory=list)  # what tells of its goods, places and people only
    votes: Counter[str] | None = None  # what its words say its form is, when it was asked for

    @property
    def context(self) -> list[Statement]:
        """What tells it and what leads up to it."""
        return [*self.statements, *self.leads]

    @property
    def core(self) -> list[Statement]:
        """The statement that opened it and those with its sum."""
        return [s for s in self.statements if s is self.opening or (s.amount is not None and s.amount is self.amount)]

    @property
    def opening(self) -> Statement:
        """The statement that opened it."""
        return self.statements[0]

    def titles(self) -> set[str]:
        """Names of projects that it is told by."""
        return {t.name.lower() for s in self.statements for t in s.titles if t.kind != "scheme"}

    def countries(self) -> set[str]:
        """Countries that its statements say receive."""
        return receiving(self.statements)

    def goods(self) -> list[Goods]:
        """Goods that its statements name."""
        return [g for s in self.statements for g in s.goods if not g.bare]


def receiving(statements: Iterable[Statement]) -> set[str]:
    """Give the countries that statements plainly say receive."""
    return {
        country
        for statement in statements
        for claim in statement.claims
        if claim.role in {"recipient", "site"} and claim.weight >= 1.5
        for country in claim.actor.countries
    } - {
        country
        for statement in statements
        for claim in statement.claims
        if claim.role == "donor" and claim.weight >= 1.5
        for country in claim.actor.countries
    }


def group(
    statements: Iterable[Statement], lexicon: Lexicon, opening: int = OPENING, sums: int | None = None
) -> list[Flow]:
    """Put statements together into flows, in the order of the article.

    `opening` is what it takes to open one, `sums` what it takes if a sum is given.
    """
    flows: list[Flow] = []
    told: list[Statement] = []
    for number, statement in enumerate(statements):
        points = strength(statement)
        if told and told[-1].sentence.paragraph != statement.sentence.paragraph:
            told = []
        before, told = told, [*told, statement]
        if points < ADDING or (statement.introduces and statement.amount is None):
            if flows and statement.amount_role == "cost" and _same_paragraph(flows[-1], statement):
                flows[-1].costs.append(statement)  # "The project cost $6 million"
            continue
        home = _home(statement, flows, number, points, words(lexicon, "adding"))
        if home is not None:
            _join(home, statement, number)
        elif _opens(statement, points, opening, sums):
            flow = Flow([statement], weak=opening < OPENING, last=number, before=before)
            if statement.amount_role == "flow":
                flow.amount, flow.restated = statement.amount, list(statement.restated)
            taken = {id(s) for other in flows for s in other.statements}
            flow.leads = [s for s in before if id(s) not in taken and _leads_in(s, statement)][-LEADS:]
            flows.append(flow)
    for flow in flows:
        _take_cost(flow)
    return adding.totals_last(flows, lexicon)


def _opens(statement: Statement, points: int, opening: int, sums: int | None) -> bool:
    if sums is not None and statement.amount is not None and statement.amount_role == "flow" and points >= sums:
        return True
    if sums is not None and points >= max(sums, COUNTED - statement.given) and any(g.quantity for g in statement.goods):
        return True
    return points >= opening and (opening < OPENING or statement.amount is not None or has_object(statement))


def is_plain(flow: Flow) -> bool:
    """Whether a flow is told so plainly that its article is about aid."""
    counted = any(goods.quantity for goods in flow.goods())
    return (flow.amount is not None or counted) and strength(flow.opening) >= PLAIN


def _take_cost(flow: Flow) -> None:
    """Give a flow without a sum what the thing built or given costs: "built a school at a cost of 5 million"."""
    if flow.amount is not None:
        return
    for statement in (*flow.statements, *flow.costs, *flow.before):
        if statement.amount is not None and statement.amount_role == "cost" and not _SHARE.search(statement.text):
            flow.amount, flow.restated = statement.amount, list(statement.restated)
            return


def _leads_in(lead: Statement, statement: Statement) -> bool:
    """Whether a sentence before says who is concerned ("Mali's leader visited Rome. The loan is for ...")."""
    if lead.refused or not lead.claims or (lead.amount is not None and lead.amount_role == "flow"):
        return False
    mine, theirs = receiving([statement]), receiving([lead])
    return not (mine and theirs and not mine & theirs)


def _join(flow: Flow, statement: Statement, number: int) -> None:
    flow.statements.append(statement)
    flow.last = number
    if flow.amount is None and statement.amount is not None and statement.amount_role == "flow":
        flow.amount, flow.restated = statement.amount, list(statement.restated)
    elif flow.amount is not None and statement.amount is not None and statement.amount_role == "flow":
        if not same_sum(flow.amount, statement.amount):
            flow.restated.append(statement.amount)
        elif flow.amount.qualifier == "about" and statement.amount.qualifier == "exact":
            flow.amount = statement.amount
        flow.restated += [s for s in statement.restated if s.currency not in {r.currency for r in flow.restated}]


def same_sum(a: Sum, b: Sum) -> bool:
    """Whether two sums are one told twice, rounding allowed where one says that it rounds."""
    if a.currency != b.currency:
        return False
    if a.value == b.value:
        return True
    rounded = {a.qualifier, b.qualifier} & {"about", "more_than", "at_least"}
    return bool(rounded) and abs(a.value - b.value) <= ROUNDING * max(a.value, b.value)


def _home(statement: Statement, flows: list[Flow], number: int, points: int, more: Collection[str]) -> Flow | None:
    """Find the flow that a statement retells or completes."""
    if statement.amount is not None and statement.amount_role == "flow":
        return _home_of_sum(statement, flows, number)
    titles = {t.name.lower() for t in statement.titles if t.kind != "scheme"}
    same = [flow for flow in flows if titles & flow.titles()] or [
        flow for flow in flows if _same_goods(flow, statement)
    ]
    if same:
        return same[-1]
    current = flows[-1] if flows else None
    if current is None or not _compatible(current, statement):
        return None
    if _another(statement, current, points, more):
        return None
    back = _points_back(statement) and _follows(current, statement) and not (_plural(statement) and len(flows) > 1)
    beside = _same_paragraph(current, statement) and not (points >= OPENING + 1 and titles and current.titles())
    return current if back or beside else None


def _another(statement: Statement, flow: Flow, points: int, more: Collection[str]) -> bool:
    """Whether a sentence that could stand alone says that it tells of something else, or has another giver."""
    if statement.clause and flow.opening.sentence is statement.sentence:
        return True
    if points < OPENING or not has_object(statement):
        return False
    if any(token.lower_ in more for token in statement.sentence.span):
        return True
    mine, theirs = _givers([statement]), _givers(flow.statements)
    if mine and theirs and not mine & theirs:
        return True
    return _hands_over(statement) and (_other_receiver(statement, flow) or _other_time(statement, flow))


def _hands_over(statement: Statement) -> bool:
    """Whether a verb of giving tells of counted goods."""
    told = any(t.verb and t.row.frame in {"give", "receive"} for t in statement.triggers)
    return told and any(goods.quantity for goods in statement.goods)


def _other_receiver(statement: Statement, flow: Flow) -> bool:
    """Whether a sentence names a body that receives, and the flow, which is told to have another, does not name it."""
    mine, theirs = _receivers([statement]), _receivers(flow.statements)
    return bool(mine) and bool(theirs) and not mine & theirs


def _receivers(statements: Iterable[Statement]) -> set[str]:
    return {c.actor.name for s in statements for c in s.claimed("recipient", 1.5) if c.actor.how == "org"}


def _other_time(statement: Statement, flow: Flow) -> bool:
    """Whether a sentence and what opened a flow each give a day or month, and these differ."""
    mine, theirs = _days(statement), _days(flow.opening)
    return bool(mine) and bool(theirs) and not any(a.startswith(b) or b.startswith(a) for a in mine for b in theirs)


def _days(statement: Statement) -> set[str]:
    return {when.value for when in statement.dates if when.value}


def _givers(statements: Iterable[Statement]) -> set[str]:
    """Give the countries, or the names of bodies without one, that statements plainly say give."""
    return {c.actor.country or c.actor.name for s in statements for c in s.claimed("donor", 1.5)}


def _home_of_sum(statement: Statement, flows: list[Flow], number: int) -> Flow | None:
    """Find the flow that has a statement's sum already, or that is told right before without one."""
    for flow in reversed(flows):
        if flow.amount is not None and _told_again(flow, statement):
            return flow
    current = flows[-1] if flows else None
    if current is not None and current.amount is None and number - current.last <= NEAR:
        back = _points_back(statement) and _follows(current, statement)
        if _compatible(current, statement) and (_same_paragraph(current, statement) or back):
            return current
    return None


def _told_again(flow: Flow, statement: Statement) -> bool:
    """Whether a sum is told again, not another one as large: "$5 million each", "another $5 million", a list's rows."""
    amount = statement.amount
    teller = next((s for s in flow.statements if _tells(s, amount)), None)
    if amount is None or teller is None or _one_more(amount):
        return False
    if teller.sentence is statement.sentence or (teller.sentence.kind == "item" and statement.sentence.kind == "item"):
        return False
    if statement.paired and not _share_party(flow, statement):
        return False
    if _forms(statement) and _forms(teller) and not _forms(statement) & _forms(teller):
        return False  # a grant and a loan of one size
    mine, theirs = receiving([statement]), flow.countries()
    return not (mine and theirs) or bool(mine & theirs)


def _tells(statement: Statement, amount: Sum | None) -> bool:
    told = [s for s in (statement.amount, *statement.restated) if s is not None]
    return amount is not None and any(same_sum(s, amount) for s in told)


def _one_more(amount: Sum) -> bool:
    """Whether a sum is said to come on top: "*another* $5 million", "$5 million *more*"."""
    doc, start, end = amount.span.doc, amount.span.start, amount.span.end
    before = {token.lower_ for token in doc[max(0, start - 2) : start + 1]}
    return bool(before & ON_TOP) or (end < len(doc) and doc[end].lower_ == "more")


def _share_party(flow: Flow, statement: Statement) -> bool:
    """Whether a flow is said to concern somebody to whom a list gives a sum."""
    named = {c.actor.country or c.actor.name for s in flow.statements for c in s.claims}
    return any((c.actor.country or c.actor.name) in named for c in statement.claims if c.rule == "role:parallel")


def _forms(statement: Statement) -> set[str]:
    return {cue.value for cue in statement.flows} & {"grant", "loan", "debt_relief", "investment", "export_credit"}


def _compatible(flow: Flow, statement: Statement) -> bool:
    mine, theirs = receiving([statement]), flow.countries()
    if mine and theirs and not mine & theirs:
        return False
    titles = {t.name.lower() for t in statement.titles if t.kind != "scheme"}
    return not titles or not flow.titles() or bool(titles & flow.titles())


def _follows(flow: Flow, statement: Statement) -> bool:
    """Whether a statement stands in the flow's last paragraph or right after it, no heading between."""
    return statement.sentence.paragraph - flow.statements[-1].sentence.paragraph <= 1


def _same_paragraph(flow: Flow, statement: Statement) -> bool:
    return flow.statements[-1].sentence.paragraph == statement.sentence.paragraph


def _same_goods(flow: Flow, statement: Statement) -> bool:
    mine = {(g.description.lower(), g.quantity) for g in statement.goods if g.quantity is not None}
    if not mine or not any((g.description.lower(), g.quantity) in mine for g in flow.goods()):
        return False
    return _compatible(flow, statement)


def _plural(statement: Statement) -> bool:
    """Whether it points back at several things at once ("These projects ...")."""
    return statement.sentence.span[0].lower_ in {"these", "those", "both"} and not statement.goods


def _points_back(statement: Statement) -> bool:
    """Whether a sentence opens with what was told before: "The project ...", "This aid ...", "It ..."."""
    first = next((t for t in statement.sentence.span if not t.is_punct and not t.is_space), None)
    if first is None or first.lower_ not in BACK:
        return False
    return (
        any(t.token.i <= first.i + 6 for t in statement.triggers if not t.verb)
        or first.lower_ in {"it", "this", "these"}
        or bool(statement.goods)
    )
