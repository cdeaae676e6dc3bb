"""Parts of an article under somebody's name: "Poland" over a paragraph, "Mali — 25 thousand tonnes" in a list.

A tracker or a bulletin tells under each name what that one gives, or what is given there, and does not say so again.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from extractor.assembly.claim import Claim
from extractor.assembly.collect import Actor, Sentence
from extractor.assembly.statements import Statement
from extractor.lexicon import Lexicon
from extractor.lexicon.frames import Role, providers

LEAST = 2  # names over parts, before an article is taken to be laid out so
USUAL = 2  # the weight of states that mostly give
HEADED = 2.0  # what the name over a part says of its sentences
SAID = 1.5  # what they say plainly enough themselves
LISTED = 1  # how plainly a sum or goods under a name are a flow, in an article about aid
_LABEL = re.compile(r"[\W\d_]*$")  # bullets, numbers and flags before a name
_AFTER = re.compile(r"\s*(?:[:.–—-](?:\s|$)|$)")  # what follows a name that is a label
_LONGEST = 12  # words of a line that is a heading, with a sum or a count behind the name


@dataclass(frozen=True, slots=True)
class Topic:
    """The name over a part of an article, and what it is to the flows there."""

    actor: Actor
    role: Role


def topics(sentences: Sequence[Sentence], lexicon: Lexicon) -> Mapping[int, Topic]:
    """Give for each paragraph of an article that stands under a name its topic; {} where fewer than LEAST do."""
    openings = list({s.paragraph: s for s in reversed(sentences)}.values())[::-1]
    labels = [_label(sentence) for sentence in openings]
    lines = [_is_line(sentence) for sentence in openings]
    found: dict[int, Actor] = {}
    heading: Actor | None = None
    for index, (sentence, actor) in enumerate(zip(openings, labels, strict=True)):
        rows = any(labels[beside] and lines[beside] for beside in (index - 1, index + 1) if 0 <= beside < len(openings))
        if (lines[index] and sentence.kind != "item") or actor is not None or _is_marked(sentence):
            heading = actor if lines[index] and not rows else None  # a row of a list is no heading for what follows it
        if (over := actor or heading) is not None:
            found[sentence.paragraph] = over
    named = [actor for actor in labels if actor is not None]
    if len({a.country or a.name for a in named}) < LEAST:
        return {}
    prior = providers(lexicon)
    giving = sum(1 for a in named if (a.donor and a.payer) or prior.get(a.country, 0) >= USUAL)
    role: Role = "donor" if 2 * giving >= len(named) else "recipient"
    return {number: Topic(actor, role) for number, actor in found.items()}


def _label(sentence: Sentence) -> Actor | None:
    """Give the state or body whose name alone, but for bullets and numbers, opens a paragraph."""
    actors = sorted((a for a in sentence.actors if not a.nested and a.how in {"country", "org"}), key=lambda a: a.start)
    if not actors:
        return None
    first = actors[0]
    before, after = sentence.text[: first.start - sentence.start], sentence.text[first.end - sentence.start :]
    alone = _LABEL.fullmatch(before) is not None and _AFTER.match(after) is not None
    return first if alone and (_is_line(sentence) or after.lstrip()[:1] in {".", ":", ""}) else None


def _is_line(sentence: Sentence) -> bool:
    """Whether a paragraph is a short line that may stand over others."""
    return sentence.kind in {"heading", "item"} and len(sentence.text.split()) <= _LONGEST


def _is_marked(sentence: Sentence) -> bool:
    """Whether a flag, an arrow or the like opens it, as the names over parts are often marked."""
    return unicodedata.category(sentence.text.lstrip()[:1] or " ") == "So"


def under(statements: Iterable[Statement], topic: Topic) -> None:
    """Add to statements what the name over them says, where they don't say otherwise."""
    for statement in statements:
        others = {topic.role, "site"} if topic.role == "recipient" else {topic.role}
        if not any(c.role in others and c.weight >= SAID and c.actor is not topic.actor for c in statement.claims):
            statement.claims.append(Claim(topic.actor, topic.role, HEADED, "role:heading"))
        counted = any(goods.quantity for goods in statement.goods)
        if (statement.amount is not None and statement.amount_role == "flow") or counted:
            statement.given = max(statement.given, LISTED)
