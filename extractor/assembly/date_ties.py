"""Which of a sentence's sums a date is told with: "$2 million *in 2018* and, *in 2021*, $4 million for wells"."""

from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from spacy.tokens import Token

from extractor.assembly.collect import Sum, When
from extractor.assembly.grammar import PASSIVE_SUBJECTS, SUBJECTS, VERBAL, above
from extractor.assembly.statements import Statement
from extractor.lexicon import Lexicon
from extractor.lexicon.cue_words import pattern

ASIDES = frozenset(["relcl", "acl", "advcl"])


def tied(when: When, statement: Statement, lexicon: Lexicon) -> Sequence[Sum]:
    """Give the sums that a date is told with: one, several that share it, or none where nothing ties it to any.

    These are those of its part of the sentence between semicolons, if that has one; else those of the smallest phrase
    or clause around it that has any. A date before them all holds for what follows until another date is told.
    """
    sums = [s for s in statement.sentence.sums if s.restates is None]
    if any(token.text == ";" for token in statement.sentence.span):
        sums = _between_semicolons(when, statement, sums)
        if len(sums) == 1:
            return sums
    by_token = {i: s for s in sums for i in range(s.span.start, s.span.end)}
    others = {d.root.i for d in statement.sentence.dates if d is not when}
    previous: Token | None = None
    for token in above(when.root, len(statement.sentence.span)):
        if previous is not None and _leaves(previous):
            break
        reach = _reach(token, previous, others if when.root.i < token.i else None)
        if found := {id(by_token[i]): by_token[i] for i in reach if i in by_token}:
            return _with_parts(list(found.values()), sums, statement, lexicon)
        if previous is not None and previous.dep_ == "relcl":
            break  # it tells of the noun: "an office *that opened in 2011* gives ..."
        previous = token
    return []


def _between_semicolons(when: When, statement: Statement, sums: list[Sum]) -> list[Sum]:
    """Give the sums of a date's part of its sentence, for one that opens the sentence those up to the next date."""
    span = statement.sentence.span
    breaks = [token.i for token in span if token.text == ";"]
    start = max((i for i in breaks if i < when.span.start), default=span.start)
    end = min((i for i in breaks if i >= when.span.end), default=span.end)
    if sums and when.span.end <= sums[0].span.start:
        later = [d.span.start for d in statement.sentence.dates if d.span.start > end]
        end = max((i for i in breaks if i < min(later)), default=end) if later else span.end
    return [s for s in sums if start <= s.root.i < end]


def _with_parts(found: list[Sum], sums: list[Sum], statement: Statement, lexicon: Lexicon) -> list[Sum]:
    """Add the wholes of sums and their parts: "$9 million, *of which* $2 million is a loan, approved in May"."""
    base, part_of = statement.sentence.start, pattern(lexicon, "part_of")
    for number, (whole, part) in enumerate(pairwise(sums)):
        if part_of.search(statement.text[whole.end - base : part.start - base]):
            group = sums[number:]
            return [s for s in sums if s in found or s in group] if any(s in group for s in found) else found
    return found


def _leaves(lower: Token) -> bool:
    """Whether the step from a token to its head leaves a clause that tells something of its own."""
    if lower.dep_ == "advcl":
        return True
    own = any(child.dep_ in SUBJECTS | PASSIVE_SUBJECTS for child in lower.children)
    return lower.dep_ == "conj" and lower.pos_ in VERBAL and own


def _reach(token: Token, previous: Token | None, others: Collection[int] | None) -> Iterator[int]:
    """Give the tokens below one, without asides and what is joined to it, other than that which we come from.

    With `others`, the sentence's other dates, also the verbs joined to it that none of these is told with: a date
    before a verb holds for them ("*In May* it signed ... and gave ...").
    """
    yield token.i
    for child in token.children:
        if child is previous or (child.dep_ in ASIDES and token.pos_ in VERBAL):
            continue
        if child.dep_ == "conj":
            goes_on = others is not None and token.pos_ in VERBAL and child.pos_ in VERBAL
            if not goes_on or any(t.i in (others or ()) for t in child.subtree):
                continue
        yield from _below(child)


def _below(token: Token) -> Iterator[int]:
    yield token.i
    for child in token.children:
        if child.dep_ not in ASIDES:
            yield from _below(child)
