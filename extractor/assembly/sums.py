"""Which sums of a sentence are given, and which part of the sentence each of them has for itself."""

from collections.abc import Collection, Mapping

from spacy.tokens import Token

from extractor.assembly.collect import Sentence, Sum
from extractor.assembly.grammar import GIVING, NOMINAL, VERBAL, Trigger, above, children_by_edge, subject

# Words for a part of the sum behind them; those of the second kind are measured by a sum that follows at once.
PART_OF = frozenset({"part", "out", "portion", "share", "tranche", "instalment", "installment", "phase", "some"})
INSTALMENTS = frozenset({"tranche", "instalment", "installment", "phase"})
BEING = frozenset({"be", "stand", "amount", "exceed", "reach", "total", "estimate", "put"})
YEARLY = frozenset({"year", "annum"})
LIMITS = frozenset({"above", "below"})
TALKS = frozenset({"talks", "negotiations"})
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
    if _superseded(amount) or _sought(amount, asking):
        return "need"
    return "price" if _apiece(amount) else _role_above(amount, frames, asking)


def _role_above(amount: Sum, frames: Mapping[int, set[str]], asking: Collection[str]) -> str:
    """Say what the words above a sum make of it, the nearest first."""
    previous: Token | None = None
    for token in above(amount.root):
        known = frames.get(token.i, set())
        if previous is not None and "cost" in known:
            return "cost"
        if previous is not None and ("need" in known or (token.pos_ in VERBAL and token.lemma_.lower() in asking)):
            return "need"
        if previous is not None and _parts(token, amount, previous):
            return "whole"
        if known & (GIVING | {"aid", "forgive", "sign"}):
            return "flow"
        if token.pos_ in VERBAL and token.dep_ in {"ROOT", "ccomp", "relcl"}:
            if told := _said_of(token, frames) & {"cost", "need"}:
                return max(told)
            if token.dep_ != "relcl":
                break
        previous = token
    return "cost" if _priced(amount) else "flow"


def _sought(amount: Sum, asking: Collection[str]) -> bool:
    """Whether a sum is one that somebody only asks for: "the $4 million that it *sought*", "*talks* on $4 million"."""
    talked_of = any(token.lower_ in TALKS and token.pos_ in NOMINAL for token in above(amount.root))
    return talked_of or any(c.dep_ == "relcl" and c.lemma_.lower() in asking for c in amount.root.children)


def _priced(amount: Sum) -> bool:
    """Whether a word of cost stands right before a sum."""
    before = [token.lower_ for token in amount.span.doc[max(0, amount.span.start - 4) : amount.span.start]]
    return bool({"cost", "costs", "costing", "contract", "price"} & set(before))


def _said_of(verb: Token, frames: Mapping[int, set[str]]) -> set[str]:
    """Give the frames of what a verb of being or standing measures: "the *target* is $5 million"."""
    if verb.lemma_ not in BEING:
        return set()
    measured = [noun for _, noun in subject(verb)]
    measured += [part for noun in measured for edge, part in children_by_edge(noun) if edge == "of"]
    return {frame for noun in measured for frame in frames.get(noun.i, ())}


def _parts(word: Token, amount: Sum, below: Token) -> bool:
    """Whether a word above a sum takes a part of it: "the first tranche of *a $5 million loan*".

    A sum may also say how large the part is: "a second tranche of *$5 million*", "the largest part, *$5 million*".
    """
    if word.lower_ not in PART_OF or word.i > amount.span.start or word.pos_ in VERBAL:
        return False
    if below.dep_ == "appos":
        return False
    return word.lower_ not in INSTALMENTS or amount.span.doc[amount.span.start - 1].lower_ != "of"


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
    if head.lower_ in LIMITS and head.head.tag_ == "NNS":
        return True  # "exempts projects *above* 5 million"
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
