"""Sides of a flow that have no name of their own: "two rural schools", "Western donors"."""

from collections.abc import Iterator

from extractor.assembly.claim import SURELY, Claim
from extractor.assembly.collect import Actor, Sentence
from extractor.assembly.grammar import Reading
from extractor.lexicon import Lexicon
from extractor.lexicon.cue_words import words
from extractor.lexicon.donors import generic_heads


def unnamed(sentence: Sentence, reading: Reading, lexicon: Lexicon) -> Iterator[Claim]:
    """Find sides without a name of their own: "gave desks to *two rural schools*", "*Western donors* pledged"."""
    yield from _collective(sentence, reading, lexicon)
    taken = {i for fact in (*sentence.actors, *sentence.people) for i in range(fact.span.start, fact.span.end)}
    kinds = generic_heads(lexicon)
    for index, part in reading.recipients():
        token = sentence.span.doc[index]
        if index in taken or part.weight < 2 or part.edge == "obj" or token.pos_ != "NOUN":
            continue
        kind = kinds.get(token.lower_)
        if kind is None or any(i in taken for i in range(token.left_edge.i, token.i)):
            continue
        left = next(
            i for i in range(token.left_edge.i, token.i + 1) if not sentence.span.doc[i].is_stop or i == token.i
        )
        if any(child.lower_ in {"the", "this", "its", "their"} for child in token.children):
            continue  # it points back at somebody
        span = sentence.span.doc[left : token.i + 1]
        start = sentence.offset + span.start_char
        base = (start, start + len(span.text), span.text, "role:unnamed", span)
        yield Claim(Actor(*base, "org", span.text, "", kind), "recipient", part.weight, "role:unnamed", part.trigger)


def _collective(sentence: Sentence, reading: Reading, lexicon: Lexicon) -> Iterator[Claim]:
    """Find givers told as a group: "*International donors* came up with 5.8 billion euros"."""
    taken = {i for fact in (*sentence.actors, *sentence.people) for i in range(fact.span.start, fact.span.end)}
    for index, part in reading.donors():
        token = sentence.span.doc[index]
        if token.lower_ not in words(lexicon, "givers") or part.weight < SURELY:
            continue
        left = next((c.i for c in token.lefts if c.dep_ in {"amod", "compound"}), index)
        if any(i in taken for i in range(token.left_edge.i, index + 1)):
            continue
        span = sentence.span.doc[left : index + 1]
        start = sentence.offset + span.start_char
        base = (start, start + len(span.text), span.text, "role:collective", span)
        group = Actor(*base, "org", span.text, "", "", donor=span.text, payer=True)
        yield Claim(group, "donor", part.weight, "role:collective", part.trigger)
