"""What the words of a flow say its form is, a grant, a loan or another: counted, with the first cue of each form."""

import re
from collections import Counter
from collections.abc import Sequence

from spacy.tokens import Token

from extractor.assembly.collect import Sentence
from extractor.assembly.grammar import above, triggers
from extractor.assembly.group import Flow
from extractor.assembly.parties import Side
from extractor.assembly.statements import Cue, Statement
from extractor.lexicon import Lexicon
from extractor.lexicon.cue_words import pattern, words
from extractor.values import terms

Votes = tuple[Counter[str], dict[str, Cue]]
CORE, BESIDE = 3, 1  # what a word counts in the sentences that open a flow or tell its sum, and in the others
HELP = frozenset({"flow:technical assistance", "flow:technical support", "flow:capacity building"})
SERVICES = frozenset({"technical_assistance", "scholarship"})
LENT = frozenset({"interest_rate", "maturity_years", "grace_years"})
PLACED = frozenset({"country", "capital", "place"})
_AS = re.compile(r"\b(?:as|is|was|being) an? (?:[\w-]+ )?$", re.I)  # "$9 million *as a* grant" says what form it is
LOOSE = frozenset({"train", "training"})  # words for lessons that also say what teachers come for
FAR = 3  # words that a sum may hang below the noun "line"


def count(flow: Flow, donors: Sequence[Side], lexicon: Lexicon) -> Votes:
    """Count what the nouns and verbs of a flow's statements say its form is, and give the first cue of each form."""
    votes: Counter[str] = Counter()
    cues: dict[str, Cue] = {}
    summed = any(s.amount is flow.amount and s.amount_role == "flow" for s in flow.statements if s.amount is not None)
    works = _is_work(flow)
    giving = {side.country for side in donors if side.country}
    for index, statement in enumerate(flow.statements):
        weight = CORE if index == 0 or statement.amount is flow.amount else BESIDE
        if statement.amount is flow.amount and (line := _line(statement, lexicon)) is not None:
            votes["loan"] += CORE
            cues.setdefault("loan", line)
        if (lent := _terms(statement)) is not None:
            votes["loan"] += weight
            cues.setdefault("loan", lent)
        free = pattern(lexicon, "gratis").search(statement.text)
        if free is not None and not SERVICES & {cue.value for cue in statement.flows}:
            votes["grant"] += weight
            start = statement.sentence.start + free.start()
            cues.setdefault("grant", Cue("grant", start, start + len(free[0]), f"flow:{free[0].lower()}"))
        if not statement.flows and (relief := _let_off(statement, lexicon)) is not None:
            votes["debt_relief"] += 2
            cues.setdefault("debt_relief", relief)
        for cue in statement.flows:
            form = cue.value
            if form == "debt_relief" and not _is_owed(cue, statement, lexicon):
                continue
            if form == "investment" and not _is_share(cue, statement, lexicon):
                continue
            if form == "technical_assistance" and cue.rule not in HELP:
                if summed or works:
                    continue  # money for engineers is money, and those who come with a hospital are not the aid
                if _is_taught_abroad(cue, statement, giving, lexicon):
                    form = "scholarship"
            votes[form] += 2 * weight if _AS.search(statement.text[: cue.start - statement.sentence.start]) else weight
            cues.setdefault(form, cue)
    return votes, cues


def kin(flow: Flow, lexicon: Lexicon) -> Counter[str]:
    """Count as `count` does, whoever gives; once, since each of a giver's flows is asked what the others are."""
    if flow.votes is None:
        flow.votes = count(flow, (), lexicon)[0]
    return flow.votes


def beside(sentences: Sequence[Sentence], lexicon: Lexicon) -> str | None:
    """Give the one form, of money given or lent, that the words of other sentences about a flow name, if they do."""
    forms = {
        trigger.row.flow
        for sentence in sentences
        for trigger in triggers(sentence.span, lexicon, _names(sentence))
        if trigger.row.flow in {"loan", "export_credit", "grant"}
    }
    return forms.pop() if len(forms) == 1 else None


def is_mixed(flow: Flow, lexicon: Lexicon) -> bool:
    """Whether a sum is said to be partly given and partly lent: "half of it a *grant*, half a *credit*"."""
    for statement in flow.statements:
        if statement.amount is None or statement.amount is not flow.amount:
            continue
        if pattern(lexicon, "mixed").search(statement.text):
            return True
        forms = {cue.value for cue in statement.flows}
        if {"grant", "loan"} <= forms and pattern(lexicon, "partly").search(statement.text):
            return True
    return False


def _is_work(flow: Flow) -> bool:
    """Whether what is given is first of all something built ("built a *clinic*, where four doctors now work")."""
    return any(t.row.frame == "build" and t.row.flow is None and t.row.weight > 1 for t in flow.opening.triggers)


def _names(sentence: Sentence) -> set[int]:
    """Give the places of the words that are parts of names, which say nothing of a form."""
    named = [actor for actor in sentence.actors if actor.how == "org"]
    return {i for fact in [*named, *sentence.titles, *sentence.people] for i in range(fact.span.start, fact.span.end)}


def _is_owed(cue: Cue, statement: Statement, lexicon: Lexicon) -> bool:
    """Whether a verb of letting off has a debt to let off ("*reduced* its debt", not "*reduced* losses of water")."""
    verb = next(
        (
            t.token
            for t in statement.triggers
            if t.verb and t.row.flow == "debt_relief" and statement.sentence.offset + t.token.idx == cue.start
        ),
        None,
    )
    return verb is None or pattern(lexicon, "owed").search(statement.text) is not None


def _is_share(cue: Cue, statement: Statement, lexicon: Lexicon) -> bool:
    """Whether an investment is one in a company's capital; of a state's money the word says no more than "aid"."""
    return cue.rule not in {"flow:invest", "flow:investment"} or bool(pattern(lexicon, "shares").search(statement.text))


def _is_taught_abroad(cue: Cue, statement: Statement, giving: set[str], lexicon: Lexicon) -> bool:
    """Whether people are invited to lessons: in the donor's country, or at no place told and by no teachers sent."""
    lesson = cue.rule.removeprefix("flow:")
    if lesson not in words(lexicon, "lesson"):
        return False
    places = [
        actor
        for actor in statement.sentence.actors
        if actor.how in PLACED and actor.root.dep_ == "pobj" and actor.root.head.lower_ == "in"
    ]
    if any(actor.country in giving and actor.start > cue.start for actor in places):
        return True
    lessons = {f"flow:{word}" for word in words(lexicon, "lesson")}
    sent = any(other.value == cue.value and other.rule not in lessons for other in statement.flows)
    offered = lesson not in LOOSE or (lesson == "training" and bool(statement.frames() & {"give", "receive"}))
    return offered and not sent and not statement.goods and not any(actor.country not in giving for actor in places)


def _line(statement: Statement, lexicon: Lexicon) -> Cue | None:
    """Find the noun on which a sum hangs that makes it a loan ("a $40 million *line* for tractors")."""
    if statement.amount is None:
        return None
    known = words(lexicon, "line")
    doc, at = statement.sentence.span.doc, statement.amount.span.end
    after = doc[at] if at < len(doc) and doc[at].lower_ in known else None
    token = after or next((t for t in above(statement.amount.root, FAR) if _is_line(t, known)), None)
    if token is None:
        return None
    start = statement.sentence.offset + token.idx
    return Cue("loan", start, start + len(token), "flow:line")


def _is_line(token: Token, known: frozenset[str]) -> bool:
    return token.lower_ in known and token.pos_ == "NOUN" and token.dep_ not in {"compound", "nmod"}


def _let_off(statement: Statement, lexicon: Lexicon) -> Cue | None:
    """Find what is done to a debt that somebody no longer has to pay: "the *conversion* of $20 million of its debt"."""
    if pattern(lexicon, "owed").search(statement.text) is None:
        return None
    done = pattern(lexicon, "let_off").search(statement.text)
    if done is None:
        return None
    base = statement.sentence.start
    return Cue("debt_relief", base + done.start(), base + done.end(), f"flow:{done[0].lower()}")


def _terms(statement: Statement) -> Cue | None:
    """Find the term that only a loan has: "at 2 percent interest", "repayable in ten years"."""
    told = next((t for t in terms.find(statement.text) if t.term in LENT), None)
    if told is None:
        return None
    base = statement.sentence.start
    return Cue("loan", base + told.start, base + told.end, f"terms:{told.term}")
