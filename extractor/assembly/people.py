"""Who signed, handed over, received or announced a flow: people as arguments of those words, not all who are named."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from spacy.tokens import Span, Token

from extractor.assembly.attach import Told, fits
from extractor.assembly.collect import Human, Sentence
from extractor.assembly.grammar import THROUGH, VERBAL
from extractor.assembly.group import Flow
from extractor.assembly.parties import Parties, Side
from extractor.assembly.statements import Statement
from extractor.assembly.writer import Writer
from extractor.model import Person

# Prepositions that bring in who takes part: "signed *with*", "handed over *by* ... *to*", "received *from*".
PARTNERS = frozenset({"by", "with", "between", "to", "from"})
SAYING = frozenset(
    ["say", "state", "report", "tell", "inform", "tweet", "post", "write", "confirm", "recall", "add", "put", "note"]
)
# "asked for", "got": no act of a ceremony.
WISHING = frozenset(
    ["seek", "request", "ask", "solicit", "apply", "negotiate", "get", "welcome", "benefit", "want", "draw"]
)
BYSTANDING = frozenset(["presence", "according", "witnessed", "attended", "accompanied", "thanked"])
REACH, FAR = 8, 30  # words before and behind somebody
# Papers of which several are signed at once, one for each flow.
PAPERS = frozenset(["agreements", "contracts", "deals", "memoranda", "accords", "mous"])
SIGNING = frozenset({"sign", "give", "receive"})
ANNOUNCING = frozenset({"announce"})
ENTRY = 4  # how plainly a block of "Key: value" lines says that it is a flow
AWAY = 3  # paragraphs after a flow in which its signing is told
NEAR = 4  # paragraphs around such a signing in which its flows are told
ACTS = frozenset({"sign", "give", "receive", "announce", "approve", "forgive", "open"})


def roster(sentences: Iterable[Sentence]) -> dict[str, Human]:
    """Give the people of an article by name, each as where the role is told first, in full."""
    found: dict[str, Human] = {}
    for human in (h for sentence in sentences for h in sentence.people):
        known = found.get(human.name)
        if known is None or (human.role and not known.role):
            found[human.name] = human
    return found


def assign(told: Sequence[Told], said: Iterable[Statement]) -> None:
    """Add to each flow the sentences that say who signed for it, told elsewhere than it is.

    Who signs several papers at once ("signed three grant contracts") signs for the list that follows and for all flows
    of the same giver around; who signs one, for the only flow of the last paragraph that told any.
    """
    if not told:
        return
    owner = {id(s): pair for pair in told for s in [*pair[0].statements, *pair[0].details]}
    last: list[Told] = []
    for statement in said:
        own = owner.get(id(statement))
        if statement.frames() & SIGNING | ANNOUNCING and any(acting(statement)):
            for flow in _signed(statement, own, last, told):
                flow.signings.append(statement)
        if own is not None and id(statement) in {id(s) for s in own[0].statements}:
            last = [p for p in last if _tells(p[0], statement.sentence.paragraph) and p is not own] + [own]


def _signed(statement: Statement, own: Told | None, last: Sequence[Told], told: Sequence[Told]) -> list[Flow]:
    """Give the flows that a sentence with signers tells of; `last` are those of the last paragraph that told any."""
    paragraph = statement.sentence.paragraph
    several = any(token.lower_ in PAPERS for token in statement.sentence.span)
    if statement.frames() & SIGNING and several:
        model = own or (last[-1] if last else None)
        found = []
        for pair in told:
            away = pair[0].opening.sentence.paragraph - paragraph
            listed = away > 0 and pair[0].opening.given >= ENTRY
            if listed or (model is not None and abs(away) <= NEAR and _givers(pair) == _givers(model)):
                found.append(pair[0])
        return found
    if own is not None:
        return []
    if statement.frames() & SIGNING and len(last) == 1 and paragraph - last[0][0].statements[-1].last_paragraph <= AWAY:
        return [last[0][0]]
    if "sign" in statement.frames() and last and fits(statement, told[0][1]):
        return [told[0][0]]  # what an article tells first is what it reports
    if statement.frames() & ANNOUNCING:  # "The minister announced, after talks in Dawa: ..."
        ahead = [pair for pair in told if 0 <= pair[0].opening.sentence.paragraph - paragraph <= 1]
        return [pair[0] for pair in ahead if _givers(pair) == _givers(ahead[0])]
    return []


def _tells(flow: Flow, paragraph: int) -> bool:
    return any(s.sentence.paragraph == paragraph for s in flow.statements)


def _givers(pair: Told) -> set[str]:
    return {side.country or side.name for side in pair[1].donors}


def read(flow: Flow, parties: Parties, writer: Writer, named: Mapping[str, Human]) -> list[Person]:
    """Give those who act in what tells a flow, with the role that the article gives them anywhere."""
    giving = {side.country for side in parties.donors if side.country}
    found: dict[str, Person] = {}
    for statement in [*flow.statements, *flow.details, *flow.signings]:
        for human in [*acting(statement), *(announcing(statement) if statement in flow.core else ())]:
            if human.name not in found:
                known = human if human.role else named.get(human.name, human)
                found[human.name] = Person(
                    name=human.name,
                    role=known.role or None,
                    organisation=known.organisation or None,
                    side=_side(known, giving, parties),
                    evidence=[writer.fact("people", human)],
                )
    return list(found.values())


def acting(statement: Statement) -> Iterator[Human]:
    """Give the people who do what a statement tells, or whom a list entry names as its signers."""
    if statement.entry is not None:
        yield from statement.people
        return
    acts = {
        t.token.i: t.row.frame
        for t in statement.triggers
        if t.row.frame in ACTS and t.verb and t.token.lemma_ not in SAYING and t.row.word not in WISHING
    }
    if acts:
        yield from (human for human in statement.people if _does(human, acts, statement.sentence.span))


def _does(human: Human, acts: Mapping[int, str], sentence: Span) -> bool:
    """Whether somebody does one of some verbs, or it is done by, with, to or between them."""
    return _by_parse(human.root, acts) or _before(human, acts, sentence) or _behind(human, acts, sentence)


def _before(human: Human, acts: Mapping[int, str], sentence: Span) -> bool:
    """Whether the next verb behind somebody is one of them: "*Jo Berg* and Ana Roy, head of the centre, signed"."""
    for token in human.span.doc[max(sentence.start, human.span.start - REACH) : human.span.start]:
        if token.lower_ in BYSTANDING:
            return False
    if human.span.start > sentence.start and human.span.doc[human.span.start - 1].pos_ == "ADP":
        return False
    for token in human.span.doc[human.span.end : min(sentence.end, human.span.end + FAR)]:
        if token.i in acts:
            return not any(child.dep_ in {"auxpass"} for child in token.children)
        if token.pos_ == "VERB" or token.lower_ in {"who", "which", "that", "'s", "’s", ";"}:
            return False
    return False


def _behind(human: Human, acts: Mapping[int, str], sentence: Span) -> bool:
    """Whether "by", "with" or "from" stands before somebody, only offices between, behind one of the verbs."""
    doc = human.span.doc
    for index in range(human.span.start - 1, max(sentence.start, human.span.start - FAR) - 1, -1):
        token = doc[index]
        if token.lower_ in BYSTANDING or token.pos_ in VERBAL:
            return False
        if token.lower_ in PARTNERS and token.lower_ != "to":
            verb = next((w for w in reversed(doc[sentence.start : index]) if w.pos_ == "VERB"), None)
            frame = acts.get(verb.i) if verb is not None else None
            return frame == "sign" or (frame is not None and token.lower_ not in {"with", "between"})
    return False


def _by_parse(person: Token, acts: Mapping[int, str]) -> bool:
    token = person
    for _ in range(6):  # "the ambassador, *Jo Berg*, and minister *Ana Roy* signed"
        if token.dep_ in THROUGH | {"compound", "nmod"} and token.head is not token:
            token = token.head
        else:
            break
    if token.dep_ == "nsubj":
        return any(verb.i in acts for verb in _verbs(token.head))
    return token.dep_ == "pobj" and token.head.lower_ in PARTNERS and token.head.head.i in acts


def _verbs(verb: Token) -> Iterator[Token]:
    """Give a verb with those that share its subject: "*met* the minister and *signed*", "*agreed* to give"."""
    yield verb
    for child in verb.children:
        shared = child.dep_ in {"conj", "xcomp"} and child.pos_ in VERBAL
        if shared and not any(c.dep_ == "nsubj" for c in child.children):
            yield from _verbs(child)


def announcing(statement: Statement) -> Iterator[Human]:
    """Give the officials who say what a statement tells; for sentences that tell the sum itself."""
    said = {token.i: "announce" for token in statement.sentence.span if token.lemma_ in SAYING and token.pos_ == "VERB"}
    for human in statement.people:
        if (human.role or human.country or human.organisation) and _by_parse(human.root, said):
            yield human


def _side(human: Human, giving: set[str], parties: Parties) -> str | None:
    def named(sides: Sequence[Side]) -> bool:
        return bool(human.organisation) and any(
            human.organisation in s.name or s.name in human.organisation for s in sides if s.name
        )

    if named(parties.donors):
        return "donor"
    if named(parties.recipients):
        return "recipient"
    if named(parties.implementers):
        return "implementer"
    if human.country:
        if human.country in giving:
            return "donor"
        if human.country in parties.countries:
            return "recipient"
    return None
