"""Sides of a flow that have no name of their own: "two rural schools", "Western donors"."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from spacy.tokens import Span, Token

from extractor.assembly.claim import SURELY, Claim
from extractor.assembly.collect import Actor, Sentence
from extractor.assembly.grammar import Reading
from extractor.assembly.parties import WHOLE_STATE
from extractor.lexicon import Lexicon
from extractor.lexicon.cue_words import words
from extractor.lexicon.donors import generic_heads
from extractor.lexicon.roles import post_words

# What the model takes a name for that receives nothing.
NO_BODY = frozenset({"DATE", "TIME", "MONEY", "QUANTITY", "PERCENT", "CARDINAL", "ORDINAL", "EVENT", "LANGUAGE"})


def unnamed(sentence: Sentence, reading: Reading, lexicon: Lexicon, found: Sequence[Claim]) -> Iterator[Claim]:
    """Find sides without a name of their own: "gave desks to *two rural schools*", "*Western donors* pledged".

    `found` are the claims of those whom the components name: where one receives, no other name is looked for.
    """
    receives = any(claim.role in {"recipient", "site"} for claim in found)
    yield from _collective(sentence, reading, lexicon)
    taken = {i for fact in (*sentence.actors, *sentence.people) for i in range(fact.span.start, fact.span.end)}
    kinds: Mapping[str, str] = generic_heads(lexicon)
    for index, part in reading.recipients():
        token = sentence.span.doc[index]
        if index in taken or part.weight < 2 or part.edge == "obj":
            continue
        if token.pos_ == "NOUN":
            name, kind = _generic(token, taken), kinds.get(token.lower_)
        elif token.pos_ == "PROPN" and token.ent_type_ not in NO_BODY and not receives:
            name, kind = _proper(token, taken, lexicon), kinds.get(token.lower_, "")
        else:
            continue
        if name is None or kind is None:
            continue
        start = sentence.offset + name.start_char
        base = (start, start + len(name.text), name.text, "role:unnamed", name)
        yield Claim(Actor(*base, "org", name.text, "", kind), "recipient", part.weight, "role:unnamed", part.trigger)


def _generic(token: Token, taken: Collection[int]) -> Span | None:
    """Give the words of "two rural schools"; None for "the schools", which points back at somebody."""
    if any(i in taken for i in range(token.left_edge.i, token.i)):
        return None
    if any(child.lower_ in {"the", "this", "its", "their"} for child in token.children):
        return None
    left = next(i for i in range(token.left_edge.i, token.i + 1) if not token.doc[i].is_stop or i == token.i)
    return token.doc[left : token.i + 1]


def _proper(token: Token, taken: Collection[int], lexicon: Lexicon) -> Span | None:
    """Give the words of a name that no component found: "trucks for *Tazara*", "the *Ministry of works*".

    A post or a government with a capital ("the Minister", "Cabinet") is no name.
    """
    if token.lower_ in WHOLE_STATE or token.lower_ in post_words(lexicon):
        return None
    left = token.i
    while left > 0 and token.doc[left - 1].head == token and token.doc[left - 1].pos_ == "PROPN":
        left -= 1
    right = token.i + 1
    for child in token.rights:
        if child.i == right and child.lower_ == "of":
            right = next((below.i + 1 for below in child.children if below.dep_ == "pobj"), right)
    return None if any(i in taken for i in range(left, right)) else token.doc[left:right]


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
