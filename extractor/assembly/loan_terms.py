"""The terms of loans: interest, maturity, grace, told with the sum, or in a sentence of their own after it.

"The bank will lend $300 million for roads in Paraguay. *The term is 18 years, including five years of grace.*"
"""

import re
from collections.abc import Iterator, Sequence

from extractor.assembly.date_evidence import Scene
from extractor.assembly.group import Flow
from extractor.assembly.statements import Statement
from extractor.assembly.writer import Writer
from extractor.model import GrantRecord, LoanTerms, Span
from extractor.values import terms
from extractor.values.terms import TermMention

LENT = frozenset({"loan", "export_credit"})
AWAY = 2  # paragraphs after a loan in which a sentence without a giver still tells its terms
_ALL = re.compile(r"\b(?:loans|credits|both|each|all)\b", re.I)

Told = tuple[Flow, GrantRecord]


def complete(told: Sequence[Told], scene: Scene, writer: Writer) -> None:
    """Give the loans among the records the terms that the article tells of them."""
    ordered = sorted(told, key=lambda pair: pair[0].opening.start)
    own = {id(flow): [*flow.statements, *flow.details] for flow, _ in ordered}
    owned = {id(statement) for statements in own.values() for statement in statements}
    for statement in scene.said:
        if id(statement) not in owned and terms.find(statement.text, lent=True):
            for flow in _loans_of(statement, ordered):
                own[id(flow)].append(statement)
    for flow, record in ordered:
        if record.flow_type in LENT:
            record.loan_terms = _read(flow, own[id(flow)], writer)


def _loans_of(statement: Statement, ordered: Sequence[Told]) -> Iterator[Flow]:
    """Give the loans told before a sentence of terms that it speaks of: its giver's, else the last, or all of them."""
    before = [(flow, record) for flow, record in ordered if flow.opening.start < statement.start]
    named = {actor.country or actor.name for actor in statement.sentence.actors}
    loans = [(flow, record) for flow, record in before if record.flow_type in LENT]
    givers = [pair for pair in loans if any((d.country or d.name) in named for d in pair[1].donors)]
    if givers:
        loans = before = givers
    if not loans:
        return
    near = statement.sentence.paragraph - before[-1][0].statements[-1].last_paragraph <= AWAY
    if not givers and (not near or before[-1] is not loans[-1]):
        return
    if _ALL.search(statement.text) and len(loans) > 1:
        yield from (flow for flow, _ in loans)
    else:
        yield loans[-1][0]


def _read(flow: Flow, statements: Sequence[Statement], writer: Writer) -> LoanTerms | None:
    values: dict[str, float] = {}
    spans: list[Span] = []
    for statement in statements:
        base = statement.sentence.start
        for term in _own(flow, statement):
            if term.term not in values:
                values[term.term] = term.value
                spans.append(
                    writer.span(f"loan_terms.{term.term}", base + term.start, base + term.end, f"terms:{term.term}")
                )
    if not values:
        return None
    concessional = values.pop("concessional", None)
    return LoanTerms(**values, concessional=None if concessional is None else bool(concessional), evidence=spans)


def _own(flow: Flow, statement: Statement) -> list[TermMention]:
    """Give a statement's terms; of a sentence with several sums, those told with its own, else those of all."""
    found = terms.find(statement.text, lent=statement is not flow.opening)
    if len([s for s in statement.sentence.sums if s.restates is None]) < 2:
        return found
    base = statement.sentence.start
    return [term for term in found if statement.start <= base + term.start < statement.end]
