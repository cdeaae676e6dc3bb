"""The judged slots: status by its signs, flow type by its cues, sector by its texts, level and in kind by rule."""

from collections.abc import Iterator

from extractor.assembly import state
from extractor.assembly.explain.scene import Desk, parts
from extractor.assembly.statements import Cue
from extractor.assembly.trace import Told
from extractor.lexicon.status_words import STATUSES, weights
from extractor.model import Span
from extractor.model.explanation import Option, Slot
from extractor.values import sector as sectors

HUNDREDTHS = 100


def explain(told: Told, desk: Desk) -> Iterator[Slot]:
    """Explain the slots of a record that are judged from all that is told."""
    yield _level(told, desk)
    yield _flow_type(told, desk)
    yield _in_kind(told)
    yield _status(told, desk)
    yield _sector(told, desk)


def _level(told: Told, desk: Desk) -> Slot:
    level, flow = told.record.level, told.flow
    if flow.level == "total":
        words = [desk.writer.fact("level", part.amount) for part in flow.parts if part.amount is not None]
        return _one("level", level, "other sums of the article add up to it", words)
    why = "no word of a total or of a ceiling" if level == "activity" else f"words of its sentences tell of a {level}"
    return _one("level", level, why, [])


def _one(slot: str, value: str, why: str, words: list[Span]) -> Slot:
    return Slot(slot=slot, chosen=[Option(value=value, why=why, words=words)])


def _flow_type(told: Told, desk: Desk) -> Slot:
    """Group the nouns that say a form of support; one that nothing says follows from who gives, and at what level."""
    found: dict[str, list[Cue]] = {}
    for statement in told.flow.statements:
        for cue in statement.flows:
            found.setdefault(cue.value, []).append(cue)
    chosen = told.record.flow_type
    mine = found.pop(chosen, [])
    why = f"said by {_times(mine)}" if mine else "no noun says so: by giver, level and what is given"
    option = Option(value=chosen, why=why, words=[desk.writer.cue("flow_type", cue) for cue in mine])
    rivals = [
        Option(
            value=value,
            why=f"{_times(cues)}, outvoted or about something else",
            words=[desk.writer.cue("flow_type", cue) for cue in cues],
        )
        for value, cues in sorted(found.items(), key=lambda item: -len(item[1]))
    ]
    return Slot(slot="flow_type", chosen=[option], rivals=rivals)


def _times(cues: list[Cue]) -> str:
    return f"{len(cues)} word{'' if len(cues) == 1 else 's'}"


def _in_kind(told: Told) -> Slot:
    if told.record.in_kind:
        spans = [span for goods in told.record.equipment for span in goods.evidence]
        return _one("in_kind", "yes", "goods are handed over, and no sum is", spans)
    return _one("in_kind", "no", "a sum is given, or no goods are handed over", [])


def _status(told: Told, desk: Desk) -> Slot:
    """Give the sum of signs for each status; those of a deal that was stopped are not weighed."""
    record = told.record
    words = [span for span in record.evidence if span.slot == "status"]
    said, _ = state.told(told.flow)
    if said in state.STOPPED:
        return _one("status", said, "words of a stop are never outvoted", words)
    signs = state.signs(told.flow, record.flow_type, record.level, told.around, alone=told.alone) | {state.ALWAYS}
    table = weights(desk.lexicon)
    options = []
    for index, status in enumerate(STATUSES):
        adds = {sign: table[sign][index] / HUNDREDTHS for sign in signs if sign in table}
        found = sum(adds.values())
        chosen = status == record.status
        why = f"the most of its signs; its verbs alone say {said}" if chosen else "fewer signs speak for it"
        options.append(
            Option(value=status, why=why, words=words if chosen else [], score=round(found, 2), parts=parts(adds))
        )
    rivals = sorted((o for o in options if o.value != record.status), key=lambda o: -(o.score or 0.0))
    return Slot(slot="status", chosen=[o for o in options if o.value == record.status], rivals=rivals)


def _sector(told: Told, desk: Desk) -> Slot:
    """Say what each text that may tell the sector says by itself; title, purpose and goods together come first."""
    record = told.record
    chosen: list[Option] = []
    rivals: list[Option] = []
    for name, words in _texts(told, desk):
        guess = sectors.classify(words.text, lexicon=desk.lexicon)
        if guess is None:
            continue
        mine = record.sector is not None and guess.code == record.sector.code
        why = f"so says its {name}" if mine else f"its {name} says so, outweighed or one of several"
        (chosen if mine else rivals).append(Option(value=f"{guess.code} {guess.name}", why=why, words=[words]))
    if record.sector is not None and not chosen:
        value = f"{record.sector.code} {record.sector.name}"
        chosen = [Option(value=value, why="its texts together, or what stands around them, say so")]
    return Slot(slot="sector", chosen=chosen, rivals=rivals)


def _texts(told: Told, desk: Desk) -> Iterator[tuple[str, Span]]:
    record = told.record
    yield from ((span.slot, span) for span in record.evidence if span.slot in {"title", "purpose"})
    yield from (("goods", span) for goods in record.equipment for span in goods.evidence)
    opening = told.flow.opening.sentence
    yield "sentence", desk.writer.span("sector", opening.start, opening.end, "statement")
    yield from (("recipient", span) for party in record.recipients for span in party.evidence[:1])
