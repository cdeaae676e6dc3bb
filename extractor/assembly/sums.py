"""Which sums of a sentence are given, and which part of the sentence each of them has for itself."""

from collections.abc import Collection

from spacy.tokens import Token

from extractor.assembly.collect import Sentence, Sum
from extractor.assembly.grammar import GIVING, VERBAL, Trigger, above

PART_OF = frozenset({"part", "out", "portion", "share", "tranche", "instalment", "installment", "phase", "some"})
YEARLY = frozenset({"year", "annum"})
OLDER = frozenset({"after", "against", "versus", "instead"})


def sort(sentence: Sentence, found: list[Trigger], asking: Collection[str]) -> tuple[list[Sum], list[tuple[Sum, str]]]:
    """Part the sums that a sentence says are given from costs, wholes and restatements."""
    frames: dict[int, set[str]] = {}
    for trigger in found:
        frames.setdefault(trigger.token.i, set()).add(trigger.row.frame)
    flows: list[Sum] = []
    others: list[tuple[Sum, str]] = []
    for amount in sentence.sums:
        if amount.restates is not None:
            continue
        role = _sum_role(amount, frames, asking)
        if role == "flow":
            flows.append(amount)
        else:
            others.append((amount, role))
    return flows, others


def _sum_role(amount: Sum, frames: dict[int, set[str]], asking: Collection[str]) -> str:
    """Say whether a sum is the "flow", a "cost", a "price" for one, the "whole" of a flow, or only a "need"."""
    previous: Token | None = None
    if _superseded(amount) or _apiece(amount):
        return "need" if _superseded(amount) else "price"
    for token in above(amount.root):
        known = frames.get(token.i, set())
        if "cost" in known and previous is not None:
            return "cost"
        if previous is not None and ("need" in known or (token.pos_ in VERBAL and token.lemma_.lower() in asking)):
            return "need"
        if token.lower_ in PART_OF and previous is not None and token.i < amount.span.start:
            return "whole"
        if known & (GIVING | {"aid", "forgive", "sign"}):
            return "flow"
        if token.pos_ in VERBAL and token.dep_ in {"ROOT", "ccomp"}:
            break
        previous = token
    before = [token.lower_ for token in amount.span.doc[max(0, amount.span.start - 4) : amount.span.start]]
    return "cost" if {"cost", "costs", "costing", "contract", "price"} & set(before) else "flow"


def _apiece(amount: Sum) -> bool:
    """Whether a sum is what one of something costs or gets ("26,000 francs *per bag*", "$350 *for every* house")."""
    words = [token for token in amount.span.doc[amount.span.end : amount.span.end + 2] if not token.is_punct]
    if len(words) < 2:
        return False
    first, second = words
    if first.lower_ in {"a", "an", "per", "every"}:
        return second.pos_ == "NOUN" and second.tag_ == "NN" and second.lower_ not in YEARLY
    return first.lower_ == "for" and second.lower_ in {"every", "each"}


def _superseded(amount: Sum) -> bool:
    """Whether a sum is only what another is measured by ("from $1 million *to* $2 million", "after £1 million")."""
    doc, start, end = amount.span.doc, amount.span.start, amount.span.end
    head = amount.root.head
    if head.pos_ in {"ADP", "SCONJ"} and head.i < start and head.lower_ in OLDER:
        return True
    return start > 0 and doc[start - 1].lower_ == "from" and end < len(doc) and doc[end].lower_ == "to"


def pieces(sentence: Sentence, flows: list[Sum]) -> list[tuple[int, int]]:
    """Give each sum its own part of the sentence: from where its noun phrase starts to where the next one's does."""
    if len(flows) < 2:
        start = _phrase_start(flows[0], sentence.span.start - 1) if flows else sentence.span.start
        at = sentence.offset + sentence.span.doc[start].idx if flows else sentence.start
        return [(at, sentence.end)]
    starts = []
    edge = sentence.span.start - 1
    for amount in flows:
        starts.append(sentence.offset + sentence.span.doc[_phrase_start(amount, edge)].idx)
        edge = amount.span.end - 1
    return list(zip(starts, [*starts[1:], sentence.end], strict=True))


def _phrase_start(amount: Sum, after: int) -> int:
    """Find the first token of the largest phrase around a sum that lies wholly behind token `after`, below the verb."""
    start: int = amount.span.start
    for token in above(amount.root):
        if token.pos_ in VERBAL or token.left_edge.i <= after:
            break
        start = min(start, token.left_edge.i)
        if token.dep_ == "conj" or (token.dep_ == "appos" and token.head.dep_ == "pobj" and token.head.head.i > after):
            break  # what it is joined to is told before ("$2 million for *wells*, $3 million for ...")
    return start
