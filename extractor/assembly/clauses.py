"""Clauses of one sentence that tell each of a gift or work of their own.

"Oslo handed over 12 ambulances, and Rome drilled 30 wells"; "The Centre distributed 900 baskets in Dawa and handed
over 40 tonnes of dates to the council".
"""

from collections.abc import Sequence
from itertools import pairwise

from spacy.tokens import Token

from extractor.assembly.collect import Sentence
from extractor.assembly.grammar import GIVING, NOMINAL, Trigger

TOLD = GIVING | {"build", "sign", "approve", "announce"}  # frames whose verbs tell of a flow
JOINTS = frozenset({"and", "while", "but", ";"})
SUBORDINATE = frozenset({"which", "that", "who", "whose", "where", "to"})
FINITE = frozenset({"VBD", "VBZ", "VBP", "VBN"})
PEOPLE = frozenset({"scholarship", "technical_assistance", "debt_relief"})  # forms that name what is given
Stretch = tuple[int, int]


def split(sentence: Sentence, found: Sequence[Trigger]) -> list[Stretch]:
    """Give the stretches of a sentence that tell each of something else given; [] where it is one.

    Found by the words between the verbs, since the parser often hangs a joined verb on the wrong one.
    """
    verbs = sorted({t.token.i: t.token for t in found if t.verb and t.row.frame in TOLD}.items())
    starts, subjects = [sentence.start], []
    for (before, _), (_, verb) in pairwise(verbs):
        joint = _joint(before, verb)
        if joint is not None:
            starts.append(sentence.offset + joint.idx + len(joint))
            subjects.append(any(token.pos_ in NOMINAL for token in joint.doc[joint.i + 1 : verb.i]))
    parts = list(zip(starts, [*starts[1:], sentence.end], strict=True))
    if len(parts) < 2 or not all(_tells(sentence, part, found) for part in parts):
        return []
    return parts if all(subjects) or all(_has_place(sentence, part) for part in parts) else []


def without_sums(parts: Sequence[Stretch], sentence: Sentence) -> list[Stretch]:
    """Give the stretches behind the first sum of a sentence that have none themselves."""
    first = min((amount.start for amount in sentence.sums), default=sentence.end)
    return [p for p in parts if p[0] > first and not any(p[0] <= amount.start < p[1] for amount in sentence.sums)]


def cut(pieces: Sequence[Stretch], out: Sequence[Stretch]) -> list[Stretch]:
    """End each piece of a sentence where the first stretch that is taken out of it starts."""
    return [(start, min([end, *(o for o, _ in out if start < o < end)])) for start, end in pieces]


def _joint(before: int, verb: Token) -> Token | None:
    """Give the word that joins a finite verb to the one at token `before`, no other verb between."""
    if verb.tag_ not in FINITE or verb.dep_ in {"acl", "relcl"}:
        return None
    for token in reversed(verb.doc[before + 1 : verb.i]):
        if token.lower_ in JOINTS:
            return token
        if token.pos_ == "VERB" or token.lower_ in SUBORDINATE:
            return None
    return None


def _tells(sentence: Sentence, part: Stretch, found: Sequence[Trigger]) -> bool:
    """Whether a stretch has a verb of giving or work, and names what is given or done."""
    own = [t for t in found if part[0] <= sentence.offset + t.token.idx < part[1]]
    facts = [g for g in sentence.goods if not g.bare] + [t for t in sentence.titles if t.kind != "scheme"]
    if any(part[0] <= amount.start < part[1] for amount in sentence.sums):
        return True
    named = any(part[0] <= fact.start < part[1] for fact in facts) or any(
        not t.verb and (t.row.frame in {"build", "work"} or t.row.flow in PEOPLE) for t in own
    )
    return named and any(t.verb and t.row.frame in TOLD for t in own)


def _has_place(sentence: Sentence, part: Stretch) -> bool:
    """Whether a stretch says where or to whom something goes."""
    return any(
        part[0] <= actor.start < part[1] and actor.how != "adjective" and actor.root.dep_ in {"pobj", "appos"}
        for actor in sentence.actors
    )
