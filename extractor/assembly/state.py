"""The status of a flow: what its verbs of giving say, weighed against all other words that are told of it.

"Oslo granted a loan" and "Oslo granted the clinic a generator" have the same verb; the one is a commitment, the other
done. No chain of rules decides such cases as well as a sum over many small signs, each with a weight that was counted.
"""

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from extractor.assembly.collect import Sentence
from extractor.assembly.grammar import above
from extractor.assembly.group import Flow
from extractor.assembly.statements import Cue, Statement, mood_of
from extractor.lexicon import Lexicon
from extractor.lexicon.status_words import STATUSES, weights

STOPPED = ("cancelled", "suspended")
ALWAYS = "always"  # the sign of every flow: how common each status is
SHORT = 12  # sentences of an article that tells of nothing but its one flow
_NAMING = frozenset({"NOUN", "ADJ"})
_SAID = frozenset({"NOUN", "ADJ", "ADV", "VERB", "AUX", "ADP", "SCONJ"})


def told(flow: Flow) -> tuple[str, list[Cue]]:
    """Give the latest state that the funding words of a flow's statements tell, and the words that say so.

    Of the words in the sentence that tells the sum, those that the sum hangs on speak for it; the others do only where
    none of them says anything.
    """
    cues: list[Cue] = []
    for statement in flow.statements:
        own = _governing(statement)
        cues += own or statement.statuses
    for stop in STOPPED:
        if found := [cue for cue in cues if cue.value == stop]:
            return stop, found[-1:]
    ranked = [cue for cue in cues if cue.value in STATUSES]
    if not ranked and (near := _nearest(flow)) is not None:
        ranked = [near]
    if not ranked:
        return "pledge" if any(s.hedged for s in flow.statements) else "commitment", []
    best = max(ranked, key=lambda cue: STATUSES.index(cue.value))
    return best.value, [best]


def status(flow: Flow, signs: set[str], lexicon: Lexicon) -> tuple[str, list[Cue]]:
    """Give the status that the signs add up to, and the words of its statements that say so, if any do.

    That a deal was stopped is never outvoted: the words for it are few and plain.
    """
    said, cues = told(flow)
    if said in STOPPED:
        return said, cues
    table = weights(lexicon)
    totals = list(table.get(ALWAYS, (0, 0, 0, 0)))
    for sign in signs:
        for index, weight in enumerate(table.get(sign, ())):
            totals[index] += weight
    chosen = STATUSES[totals.index(max(totals))]
    if chosen != said:
        cues = [cue for s in flow.statements for cue in s.statuses if cue.value == chosen][-1:]
    return chosen, cues


def signs(flow: Flow, form: str, level: str, around: Sequence[Sentence], *, alone: bool) -> set[str]:
    """Give everything that may speak for a flow's status, as the table `status_words` writes it.

    `form` is its flow type, `around` the sentences beside its statements that speak of it, `alone` whether its article
    tells of nothing else.
    """
    own = {id(s.sentence): s.sentence for s in flow.statements}
    found = {f"told:{told(flow)[0]}", f"form:{form}", f"level:{level}"}
    found |= {f"noun:{cue.value}" for s in flow.statements for cue in s.flows}
    found |= {f"cue:{cue.rule.removeprefix('status:')}" for s in flow.statements for cue in s.statuses}
    if flow.amount is not None:
        found.add("with:sum")
    if flow.goods():
        found.add("with:goods")
    if alone:
        found.add("with:nothing else")
    for sentence in [*own.values(), *around]:
        for token in sentence.span:
            found.update(_words(token))
    return found


def around(flow: Flow, flows: Sequence[Flow], sentences: Sequence[Sentence]) -> tuple[list[Sentence], bool]:
    """Give the sentences that speak of a flow beside its statements, and whether its article tells of nothing else.

    All the others of a short article with one flow; else what follows in the flow's paragraph until another is told.
    """
    own = {id(s.sentence) for s in flow.statements}
    if len(flows) == 1 and len(sentences) <= SHORT:
        return [sentence for sentence in sentences if id(sentence) not in own], True
    others = {id(s.sentence) for other in flows if other is not flow for s in other.statements}
    last = max((s.sentence for s in flow.statements), key=lambda sentence: sentence.start)
    found: list[Sentence] = []
    for sentence in sentences:
        if sentence.paragraph != last.paragraph or sentence.start <= last.start or id(sentence) in own:
            continue
        if id(sentence) in others:
            break
        found.append(sentence)
    return found, False


def _words(token: Token) -> Iterator[str]:
    if token.pos_ not in _SAID or not token.is_alpha or (token.pos_ in _NAMING and token.text[0].isupper()):
        return  # "Afghan", and names that the tagger takes for nouns
    lemma = token.lemma_.lower()
    yield lemma
    if token.pos_ == "VERB":
        mood = mood_of(token)
        yield f"{lemma}.{'participle' if mood == 'past' and token.tag_ == 'VBG' else mood}"


def _nearest(flow: Flow) -> Cue | None:
    """Find what the rest of its sentence, else its paragraph before, says: "Japan *promised* $7 million, Italy two"."""
    place = flow.amount.start if flow.amount is not None else flow.opening.start
    around = [cue for cue in flow.opening.around if cue.value in STATUSES]
    before = [cue for cue in around if cue.start < place]
    if around:
        return max(before, key=lambda cue: cue.start) if before else min(around, key=lambda cue: cue.start)
    return None


def _governing(statement: Statement) -> list[Cue]:
    """Give the cues of status among the words that a statement's sum hangs on."""
    if statement.amount is None:
        return []
    offset = statement.sentence.offset
    places = {offset + token.idx for token in above(statement.amount.root)}
    return [cue for cue in statement.statuses if cue.start in places]
