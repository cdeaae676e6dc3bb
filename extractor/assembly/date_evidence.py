"""What speaks for a date being one of a flow's: where it stands, what word it hangs on, what stands before it."""

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from extractor.assembly.collect import When
from extractor.assembly.date_headings import heading, is_bare, lead_in
from extractor.assembly.date_ties import tied
from extractor.assembly.grammar import NOMINAL, VERBAL, above
from extractor.assembly.group import Flow, same_sum
from extractor.assembly.statements import Statement, mood_of
from extractor.lexicon import Lexicon
from extractor.lexicon.date_words import kinds

# Frames of funding words that say something of the date below them.
FRAMES = frozenset(
    [
        "sign",
        "approve",
        "give",
        "receive",
        "forgive",
        "fund",
        "announce",
        "plan",
        "build",
        "open",
        "implementer",
        "stop",
    ]
)
PREPOSITIONS = frozenset(["since", "from", "until", "by", "after", "following", "before", "during", "for", "at", "as"])
LIGHT = frozenset(
    ["hold", "take", "occur", "be", "happen", "host", "mark", "see"]
)  # verbs whose noun tells what it was
TOLD = frozenset(["opening", "told"])
FRONT = 4  # tokens before a date that opens its sentence ("In early 2008, ...")
_PAID_BACK = re.compile(r"\b(?:re-?pa(?:y|id)|pa(?:y|id) back|matur|repayable|due)\w*[^.;]{0,60}$", re.I)


@dataclass(frozen=True, slots=True, eq=False)
class Candidate:
    """A date that may be one of a flow's, the statement it stands in, and what speaks for and against it.

    `place` is "opening" or "told" (in a statement of the flow), "before" or "after" (beside them in the paragraph),
    "heading" (over them), "intro" (in the sentence that leads in their list), "lead" (the article's first date),
    "previous" (the one told last in a paragraph before) or "dateline".
    """

    when: When
    statement: Statement
    place: str
    features: frozenset[str]


class Scene:
    """What a flow's dates are judged by: all statements of the article in order, and its day. Made once an article."""

    def __init__(
        self,
        said: Sequence[Statement],
        published: datetime.date | None,
        lexicon: Lexicon,
        headings: Sequence[Statement] = (),
    ) -> None:
        self.said = said
        self.headings = headings
        self.published = published
        self.lexicon = lexicon
        self._at = {id(statement): number for number, statement in enumerate(said)}
        self.lone = all(s.sentence.paragraph == said[0].sentence.paragraph for s in said)  # a text of one paragraph
        self._siblings: dict[int, list[Statement]] = {}
        for statement in [*said, *headings]:
            self._siblings.setdefault(statement.sentence.start, []).append(statement)

    def at(self, statement: Statement) -> int:
        """Give a statement's place in the article."""
        return self._at[id(statement)]

    def siblings(self, statement: Statement) -> list[Statement]:
        """Give all statements of a statement's sentence."""
        return self._siblings[statement.sentence.start]

    def to_come(self, when: When) -> bool:
        """Whether a date lies after the day of publication."""
        return self.published is not None and when.value > self.published.isoformat()[: len(when.value)]


def candidates(flow: Flow, status: str, scene: Scene) -> list[Candidate]:
    """Give the dates that may be a flow's, in the order of the article, each once."""
    found: dict[int, tuple[When, Statement, str]] = {}
    for statement, place in _places(flow, scene):
        for when in statement.sentence.dates:
            if when.value and not _paid_back(when, statement):
                found.setdefault(when.start, (when, statement, place))
        dateline = statement.sentence.dateline
        if dateline is not None and dateline.value and place in {"opening", "told", "lead"}:
            found.setdefault(dateline.start, (dateline, statement, "dateline"))
    ordered = sorted(found.values(), key=lambda item: item[0].start)
    told = [when for when, _, place in ordered if place in TOLD]
    dated = any(not scene.to_come(when) for when in told)
    result = []
    for when, statement, place in ordered:
        if place == "heading" and dated:
            continue
        features = {f"in:{place}", f"status:{status}", f"precision:{when.precision}", f"kind:{when.kind}"}
        if not dated:
            features |= {f"alone:{place}", f"alone:{place}:{flow.opening.sentence.kind}"}
        if when is (told[0] if told else None):
            features |= {"first", "only"} if len(told) == 1 else {"first"}
        if abs(statement.sentence.paragraph - flow.opening.sentence.paragraph) > 1:
            features.add("far")
        if not scene.lone:
            features.add(f"article:{place}")
        if scene.to_come(when):
            features.add("to_come")
        features.update(_piece(when, statement, flow, scene))
        features.update(_before(when, statement))
        features.update(_governed(when, statement, kinds(scene.lexicon)))
        result.append(Candidate(when, statement, place, frozenset(features)))
    return result


def _places(flow: Flow, scene: Scene) -> Iterator[tuple[Statement, str]]:
    """Give the statements whose dates may be the flow's, and where each stands to it."""
    mine = set(map(id, flow.statements))
    yield flow.opening, "opening"
    for statement in flow.statements[1:]:
        yield statement, "told"
    paragraph = flow.opening.sentence.paragraph
    first = last = scene.at(flow.opening)
    while first > 0 and scene.said[first - 1].sentence.paragraph == paragraph:
        first -= 1
    while last + 1 < len(scene.said) and scene.said[last + 1].sentence.paragraph == paragraph:
        last += 1
    for number in range(first, last + 1):
        if id(scene.said[number]) not in mine:
            before = "heading" if number == first and is_bare(scene.said[first]) else "before"
            yield scene.said[number], before if number < scene.at(flow.opening) else "after"
    if (over := heading(paragraph, scene.headings)) is not None and _dated(over):
        yield over, "heading"
    if flow.opening.sentence.kind == "item":
        intro = lead_in(first, scene.said, scene.headings)
        if intro is not None and _dated(intro):
            yield intro, "intro"
            return
        if (lead := next(filter(_dated, scene.said[:first]), None)) is not None:
            yield lead, "lead"
        if (previous := next(filter(_dated, reversed(scene.said[:first])), None)) is not None:
            yield previous, "previous"


def _dated(statement: Statement) -> bool:
    return statement.sentence.dateline is not None or any(when.value for when in statement.sentence.dates)


def _paid_back(when: When, statement: Statement) -> bool:
    """Whether it is when a loan is to be paid back ("to be repaid by 2035")."""
    return _PAID_BACK.search(statement.text[: max(0, when.end - statement.sentence.start)]) is not None


def _piece(when: When, statement: Statement, flow: Flow, scene: Scene) -> Iterator[str]:
    """Say whether a date is told with the flow's own sum, with another's, or with several."""
    siblings = scene.siblings(statement)
    sums = [s for s in siblings if s.amount is not None and s.amount_role == "flow"]
    own = next((s.amount for s in sums if s.amount and flow.amount and same_sum(s.amount, flow.amount)), None)
    if own is None:
        if len(siblings) > 1:
            yield _holder(when, siblings, flow)
        if sums:
            yield "other_sum"
            if statement not in flow.statements:
                yield "other_flow"
        return
    low, high = min(own.start, when.start), max(own.start, when.start)
    several = sum(s.restates is None for s in statement.sentence.sums) > 1
    if several and (ties := tied(when, statement, scene.lexicon)):
        mine = any(amount is own for amount in ties)
        yield "tied:else" if not mine else "tied:own" if len(ties) == 1 else "tied:all"
    else:
        if several:
            yield "untied"
        if len(siblings) > 1:
            yield _holder(when, siblings, flow)
        if any(low < s.start < high and s.restates is not own for s in statement.sentence.sums):
            yield "sum_between"
    if any(low < d.start < high for d in statement.sentence.dates):
        yield "date_between"
    given, its = _verb(own.root), _verb(when.root)
    if given is not None and its is not None:
        yield "same_verb" if given is its else "other_verb"
    if its is not None and any(token is its for token in above(own.root)):
        yield "holds_sum"


def _holder(when: When, siblings: Sequence[Statement], flow: Flow) -> str:
    """Say whose part of a sentence of several statements a date stands in."""
    holder = [s for s in siblings if s.start <= when.start < s.end]
    if not holder:
        return "shared_piece"
    return "own_piece" if any(s in flow.statements for s in holder) else "other_piece"


def _verb(token: Token) -> Token | None:
    return next((t for t in above(token) if t.pos_ in VERBAL), None)


def _before(when: When, statement: Statement) -> Iterator[str]:
    """Say what stands before a date: "*since* 2004", "*as of the end of* May"; and what it begins or ends."""
    doc, first = when.span.doc, statement.sentence.span.start
    if when.span.start - first <= FRONT:
        yield "fronted"
    if when.bound:
        yield f"bound:{when.bound}"
    words = [doc[i].lower_ for i in range(max(first, when.span.start - 2), when.span.start)][::-1]
    word = next((w for w in words if w not in {"the", "of"}), "") if words else ""
    if word in PREPOSITIONS:
        yield f"prep:{word}"


def _governed(when: When, statement: Statement, table: Mapping[str, frozenset[str]]) -> Iterator[str]:
    """Say what word a date hangs on, of what kind, in what tense, and what stands over that."""
    frames: dict[int, set[str]] = {}
    for trigger in statement.triggers:
        frames.setdefault(trigger.token.i, set()).add(trigger.row.frame)
    root = when.root
    if root.dep_ in {"compound", "nummod", "amod", "nmod", "poss"} and root.head.pos_ in NOMINAL:
        yield "in_noun"
    cell = _cell(when, statement)
    for token in above(root):
        if token is root or token.i not in cell:
            continue
        words = _kinds(token, table)
        if token.pos_ not in VERBAL and not words:
            continue
        if any("past" in _kinds(child, table) for child in token.children if child.dep_ == "advmod"):
            words |= {"past"}  # "was *originally* built in 1992"
        if token.lemma_.lower() in LIGHT:
            words |= _of_event(token, table)
        mine = frames.get(token.i, set()) & FRAMES
        yield from (f"frame:{frame}" for frame in mine)
        yield from (f"word:{word}" for word in words)
        if not mine and not words:
            yield "word:none"
        if token.pos_ in VERBAL:
            yield f"mood:{mood_of(token)}"
            if token.dep_ in {"acl", "relcl", "advcl"}:
                yield "aside"
        else:
            yield "on_noun"
        over = next((t for t in above(token, 3) if t is not token and t.pos_ in VERBAL), None)
        if over is not None:
            yield from (f"over:{word}" for word in _kinds(over, table))
        return
    yield "no_verb"


def _of_event(verb: Token, table: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """Give the kinds of what is held or takes place: "a *groundbreaking* ceremony was held"."""
    found: set[str] = set()
    for child in verb.children:
        if child.dep_ in {"nsubj", "nsubjpass", "dobj", "attr"}:
            for token in (child, *(t for t in child.children if t.dep_ in {"compound", "amod", "nmod"})):
                found |= _kinds(token, table)
    named = found - {"occasion"}
    return frozenset(named or found)


def _cell(when: When, statement: Statement) -> range:
    """Give the tokens of a date's sentence, of a row of a table those of its cell."""
    span, doc = statement.sentence.span, when.span.doc
    start, end = when.span.start, when.span.end
    while start > span.start and "\t" not in doc[start - 1].text_with_ws:
        start -= 1
    while end < span.end and "\t" not in doc[end - 1].text_with_ws and "\t" not in doc[end].text:
        end += 1
    return range(start, end)


def _kinds(token: Token, table: Mapping[str, frozenset[str]]) -> frozenset[str]:
    return table.get(token.lemma_.lower(), frozenset()) | table.get(token.lower_, frozenset())
