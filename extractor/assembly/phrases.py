"""The phrase of a purpose: which word may head it, and where it begins and ends."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from spacy.tokens import Token

from extractor.assembly.grammar import NOMINAL

if TYPE_CHECKING:
    from extractor.assembly.statements import Statement

Found = tuple[int, int, str]  # start and end in the article, rule

# Nouns that name no use: of schemes and money, of time, of those served, of shares.
SCHEMES = frozenset(["project", "projects", "programme", "program", "operation", "mechanism", "initiative", "package"])
VAGUE = frozenset(["area", "areas", "part", "use", "purpose", "purposes", "work", "reference", "example", "instance"])
MONEY = frozenset(["goods", "debt", "purchase", "books", "total", "worth"])
SPANS_OF_TIME = frozenset({"year", "years", "month", "months", "day", "days", "time", "period", "first", "phase"})
SERVED = frozenset(
    ["government", "governments", "country", "countries", "state", "region", "nation", "republic", "kingdom", "people"]
)
SHARES = frozenset({"percent", "%", "half", "share", "quarter", "third", "rest", "remainder"})
NO_PURPOSE = SCHEMES | VAGUE | MONEY | SPANS_OF_TIME | SERVED | SHARES
POINTING = frozenset({"PRON"})
ADJUNCTS = frozenset({"through", "via", "under", "during", "until", "till", "within", "over", "by", "after", "before"})
CLAUSES = frozenset({"which", "who", "where", "with", "including", "as", "while", "whose", "but", "of"})
JOINTS = frozenset({",", "and", "a", "an", "another", "further", "plus", "with", "while", "for", "also", "some"})
BUILT = frozenset({"institution", ""})  # kinds of organisations that may be what is built or opened
COSTING = frozenset({"cost", "total", "worth", "amount", "value"})
CLAUSE = 6  # words of a clause that is part of a name for a thing
LOOSE_PLACES = frozenset({"at", "in", "for", "to"})


def aid_nouns(statement: "Statement") -> list[Token]:
    """Give the nouns of a statement that name money, its cost or a paper, not a use."""
    return [t.token for t in statement.triggers if t.row.frame in {"aid", "debt", "cost", "agreement"} and not t.verb]


def tokens(span: Iterable[Token]) -> Iterator[int]:
    """Give the places of a span's tokens in their doc."""
    return (token.i for token in span)


def is_own(statement: "Statement", token: Token) -> bool:
    """Whether a word stands before the end of a statement's own part of its sentence."""
    return statement.sentence.offset + token.idx < statement.end


def may_be(statement: "Statement", token: Token, *, built: bool = False) -> bool:
    """Whether a word can head a purpose: no pronoun, sum, party, time or title; `built` if it may be an institution."""
    if token.pos_ in POINTING or token.lower_ in NO_PURPOSE:
        return False
    facts = [*statement.people, *statement.dates, *statement.titles, *statement.sentence.sums]
    facts += [a for a in statement.sentence.actors if not (built and a.how == "org" and a.kind in BUILT)]
    if any(fact.span.start <= token.i < fact.span.end for fact in facts):
        return False
    return not any(
        t.token is token and ((t.row.frame == "aid" and t.row.flow) or t.row.frame == "agreement")
        for t in statement.triggers
    )


def phrase_of(statement: "Statement", head: Token, rule: str, *, skip_to: bool = False) -> Found:
    """Give the phrase of `head`, without its article and a sum in front, cut where something else begins."""
    left = head.i if skip_to else head.left_edge.i
    right = _end(statement, head, min(head.right_edge.i + 1, statement.sentence.span.end))
    doc = head.doc
    for amount in statement.sentence.sums:  # "the *T$147 million* airport terminal"
        if left <= amount.span.start and amount.span.end <= head.i:
            left = amount.span.end
    right = max(right, head.i + 1)
    while right + 1 < statement.sentence.span.end and doc[right].text == "-" and not doc[right - 1].whitespace_:
        right += 2  # "mini-grids"
    span = doc[left:right]
    while span[0].lower_ in {"the", "a", "an", "its", "their", "his", "her"} and len(span) > 1:
        span = span[1:]
    offset = statement.sentence.offset
    return offset + span.start_char, offset + span.end_char, rule


def _end(statement: "Statement", head: Token, right: int) -> int:
    """Find where the phrase of a head ends: before a relative clause, a date, a sum, a place or a new clause."""
    doc = head.doc
    dates = {i for when in statement.sentence.dates for i in tokens(when.span)}
    sums = {amount.span.start for amount in statement.sentence.sums}
    index = head.i + 1
    while index < right:
        token = doc[index]
        after = doc[index + 1] if index + 1 < right else None
        if token.text in {"(", "["} and (closed := _short_bracket(token, right)):
            index = closed
            continue
        dated = token.pos_ == "ADP" and any(child.i in dates for child in token.children)
        adjunct = token.lower_ in ADJUNCTS and token.pos_ in {"ADP", "SCONJ"} and head.pos_ != "VERB"
        dash = token.text in {"–", "—"} and bool(doc[index - 1].whitespace_)
        comma = token.text == "," and (
            after is None
            or after.dep_ in {"relcl", "advcl", "acl"}
            or after.lower_ in CLAUSES
            or _renamed(after, right)
        )
        told = token.dep_ == "acl" and token.tag_ == "VBN" and head.pos_ != "VERB"  # "a ward *paid for by*"
        how = token.lower_ == "by" and after is not None and after.tag_ == "VBG"
        if (
            told
            or how
            or (token.dep_ == "relcl" and not _short(token))
            or token.text in {";", "(", "[", ":"}
            or dated
            or adjunct
            or dash
            or comma
        ):
            right = min(index, token.left_edge.i) if token.dep_ == "relcl" else index
            break
        if index in sums or (index in dates and token.pos_ != "ADJ"):
            right = index
            while right - 1 > head.i and (doc[right - 1].pos_ in {"ADP", "DET"} or doc[right - 1].lemma_ in COSTING):
                right -= 1
            break
        index += 1
    right = max(right, head.i + 1)
    right = _before_place(statement, head, right)
    while right - 1 > head.i and (doc[right - 1].text in {",", ".", ";", '"', "”"} or doc[right - 1].lower_ in JOINTS):
        right -= 1
    return right


def _renamed(first: Token, right: int) -> bool:
    """Whether a noun phrase behind a comma says again what was named: "wells, *a first step*"."""
    again = next((t for t in first.doc[first.i : right] if t.dep_ == "appos" and t.left_edge.i == first.i), None)
    return again is not None and not any(child.dep_ == "conj" for child in again.children)  # a list, if joined on


def _short(verb: Token) -> bool:
    """Whether a relative clause says which thing is meant, in few words: "slopes *that slide away*"."""
    edge = verb.left_edge
    return edge.lower_ == "that" and edge.nbor(-1).text != "," and verb.right_edge.i - edge.i < CLAUSE


def _short_bracket(opening: Token, right: int) -> int | None:
    """Give the token after a bracket with an acronym inside a name: "the Dawa (*DWS*) scheme"."""
    close = opening.i + 2
    if close + 1 < right and opening.doc[close].text in {")", "]"} and opening.doc[close + 1].pos_ in NOMINAL:
        return close + 1
    return None


def _before_place(statement: "Statement", head: Token, right: int) -> int:
    """Cut a purpose before where or whose it is: "equipment improvements | at the National Medical Center".

    A bare noun says too little alone: "a school in Dawa" keeps its place, as does what is done ("to light Dawa").
    """
    bare = all(token.is_stop or token.is_punct for token in head.doc[head.left_edge.i : head.i])
    if head.pos_ == "VERB":
        return right
    named = {i for actor in statement.sentence.actors for i in tokens(actor.span)}
    for token in head.doc[head.i + 1 : right]:
        if bare and token.i == head.i + 1:
            continue
        leads = token.pos_ == "ADP" and token.lower_ in LOOSE_PLACES and token.head.i >= head.i
        if leads and any(child.dep_ == "pobj" and child.i in named for child in token.children):
            return token.i
    return right
