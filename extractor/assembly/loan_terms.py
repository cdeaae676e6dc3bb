"""The terms of loans: interest, maturity, grace, told with the sum, or in a sentence of their own after it.

"The bank will lend $300 million for roads in Paraguay. *The term is 18 years, including five years of grace.*"
"""

import re
from collections.abc import Iterator, Sequence, Set

from extractor.assembly.collect import Sentence
from extractor.assembly.date_evidence import Scene
from extractor.assembly.group import Flow
from extractor.assembly.statements import Statement
from extractor.assembly.writer import Writer
from extractor.model import GrantRecord, LoanTerms, Span
from extractor.values import terms
from extractor.values.terms import TermMention

LENT = frozenset({"loan", "export_credit"})
AWAY = 2  # paragraphs after a loan in which a sentence without a giver still tells its terms
_LOAN = re.compile(r"\b(?:loan|credit|lending)\b", re.I)
_ALL = re.compile(r"\b(?:loans|credits|both|each|all)\b", re.I)

Told = tuple[Flow, GrantRecord]


def complete(told: Sequence[Told], scene: Scene, sentences: Sequence[Sentence], writer: Writer) -> None:
    """Give the loans among the records the terms that the article tells of them."""
    ordered = sorted(told, key=lambda pair: pair[0].opening.start)
    own = {id(flow): [*flow.statements, *flow.details] for flow, _ in ordered}
    owned = {id(flow.opening) for flow, _ in ordered}
    owned |= {id(s) for flow, record in ordered if record.flow_type in LENT for s in own[id(flow)]}
    for statement in scene.said:
        if id(statement) not in owned and terms.find(statement.text, lent=True):
            for flow in _loans_of(statement, ordered):
                own[id(flow)].append(statement)
    for flow, record in ordered:
        if record.flow_type in LENT:
            found = [(s.sentence, term) for s in own[id(flow)] for term in _own(flow, s)]
            record.loan_terms = _written([*found, *_of_entry(flow, sentences)], writer)


def _loans_of(statement: Statement, ordered: Sequence[Told]) -> Iterator[Flow]:
    """Give the loans told before a sentence of terms that it speaks of: its giver's, else the last, or all of them."""
    before = [(flow, record) for flow, record in ordered if flow.opening.start < statement.start]
    named = {
        name for actor in statement.sentence.actors for name in (actor.country, actor.donor, actor.name, actor.text)
    }
    loans = [(flow, record) for flow, record in before if record.flow_type in LENT]
    givers = [pair for pair in loans if _is_named(pair[1], named)]
    if givers:
        loans = before = givers
    if not loans:
        return
    near = statement.sentence.paragraph - before[-1][0].statements[-1].last_paragraph <= AWAY
    if not givers and not (near and (before[-1] is loans[-1] or _LOAN.search(statement.text))):
        return
    if _ALL.search(statement.text) and len(loans) > 1:
        yield from (flow for flow, _ in loans)
    else:
        yield loans[-1][0]


def _is_named(record: GrantRecord, named: Set[str]) -> bool:
    """Whether a record's giver is among the names of a sentence."""
    return any(
        (side.country or side.name) in named or any(span.text in named for span in side.evidence)
        for side in record.donors
    )


def _written(found: Sequence[tuple[Sentence, TermMention]], writer: Writer) -> LoanTerms | None:
    """Write the first telling of each term."""
    values: dict[str, float] = {}
    spans: list[Span] = []
    for sentence, term in found:
        if term.term not in values:
            values[term.term] = term.value
            start, end = sentence.start + term.start, sentence.start + term.end
            spans.append(writer.span(f"loan_terms.{term.term}", start, end, f"terms:{term.term}"))
    if not values:
        return None
    concessional = values.pop("concessional", None)
    return LoanTerms(**values, concessional=None if concessional is None else bool(concessional), evidence=spans)


def _of_entry(flow: Flow, sentences: Sequence[Sentence]) -> Iterator[tuple[Sentence, TermMention]]:
    """Give the terms that the lines of a flow's list entry tell ("Terms: 2 % a year, 20 years")."""
    opening = flow.opening
    if opening.entry is None:
        return
    for sentence in sentences:
        if opening.sentence.paragraph <= sentence.paragraph <= opening.entry:
            yield from ((sentence, term) for term in terms.find(sentence.text, lent=True))


def _own(flow: Flow, statement: Statement) -> list[TermMention]:
    """Give a statement's terms; of a sentence with several sums, those told with its own."""
    found = terms.find(statement.text, lent=statement is not flow.opening)
    if len([s for s in statement.sentence.sums if s.restates is None]) < 2:
        return found
    base = statement.sentence.start
    return [term for term in found if statement.start <= base + term.start < statement.end]
