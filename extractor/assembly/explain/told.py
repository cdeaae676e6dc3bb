"""The slots whose values stand in the text: sum, dates, names, purpose, goods, places, people, terms."""

from collections.abc import Iterator

from extractor.assembly.attach import points_back
from extractor.assembly.collect import Sentence, Sum, Title
from extractor.assembly.date_evidence import Candidate, candidates
from extractor.assembly.date_weights import BIAS, WEIGHTS, score
from extractor.assembly.explain.scene import Desk, of_values, parts, shown
from extractor.assembly.group import same_sum
from extractor.assembly.inherit import family
from extractor.assembly.trace import Told
from extractor.assembly.when import LEAST
from extractor.model import Span
from extractor.model.explanation import Option, Slot


def explain(told: Told, desk: Desk) -> Iterator[Slot]:
    """Explain the slots of a record that are read, not judged."""
    record = told.record
    own = {slot: [span for span in record.evidence if span.slot == slot] for slot in ("title", "purpose")}
    yield _amount(told, desk)
    yield of_values("equivalents", ((f"{m.value} {m.currency}", m.evidence) for m in record.equivalents))
    yield _dates(told, desk)
    titles = [(record.title, own["title"])] if record.title else []
    yield of_values("title", titles, _names(told, desk, record.title, scheme=False))
    scheme = record.programme
    named = [(scheme.name, scheme.evidence)] if scheme else []
    yield of_values("programme", named, _names(told, desk, scheme.name if scheme else None, scheme=True))
    purpose = [(record.purpose, own["purpose"])] if record.purpose else []
    yield of_values("purpose", purpose, _purposes(told, desk))
    goods = ((" ".join(str(p) for p in (g.quantity, g.unit, g.description) if p), g.evidence) for g in record.equipment)
    yield of_values("equipment", goods, _goods(told, desk))
    yield of_values("locations", ((p.name, p.evidence) for p in record.locations), _places(told, desk))
    people = ((f"{p.name}, {p.side or 'no side'}", p.evidence) for p in record.people)
    yield of_values("people", people, _people(told, desk))
    if record.loan_terms:
        told_terms = record.loan_terms.model_dump(exclude={"evidence"}, exclude_none=True)
        spans = record.loan_terms.evidence
        yield of_values(
            "loan_terms", ((f"{k} {v}", [e for e in spans if e.slot.endswith(k)]) for k, v in told_terms.items())
        )


def _sentences(told: Told) -> list[Sentence]:
    """Give the sentences that tell a flow, in order, each once."""
    found = {s.sentence.start: s.sentence for s in (*told.flow.statements, *told.flow.costs)}
    return [found[start] for start in sorted(found)]


def _amount(told: Told, desk: Desk) -> Slot:
    amount = told.flow.amount
    chosen = []
    if amount is not None:
        given = any(s.amount is amount and s.amount_role == "flow" for s in told.flow.statements)
        why = "given in the flow's sentence" if given else "what the thing costs, since no sum is told as given"
        chosen = [Option(value=shown(amount), why=why, words=[desk.writer.fact("amount", amount)])]
    rivals = [
        Option(value=shown(rival), why=_no_amount(rival, told, desk), words=[desk.writer.fact("amount", rival)])
        for sentence in _sentences(told)
        for rival in sentence.sums
        if rival is not amount
    ]
    return Slot(slot="amount", chosen=chosen, rivals=rivals)


def _no_amount(rival: Sum, told: Told, desk: Desk) -> str:
    """Say why a sum in a flow's sentences is not the flow's."""
    amount = told.flow.amount
    holder = desk.holders.get(rival.start)
    refusal = desk.refusals.get(rival.start)
    role = next((s.amount_role for s in desk.trace.said if s.amount is rival and s.amount_role), "flow")
    reasons = (
        (amount is not None and same_sum(rival, amount), "the same sum, told again"),
        (rival.restates is not None and rival.restates is amount, "the same sum in another currency: an equivalent"),
        (rival in told.flow.restated, "told for the same flow: an equivalent"),
        (holder not in {None, desk.number(told)}, f"record {holder} has it"),
        (refusal is not None, f"its flow makes no record: {refusal}"),
        (role != "flow", f"read as a {role}"),
        (any(rival in s.wholes for s in told.flow.statements), "read as the whole that it is part of"),
    )
    by_default = "read as a need, a price, a share or a total, not as given"
    return next((reason for holds, reason in reasons if holds), by_default)


def _dates(told: Told, desk: Desk) -> Slot:
    """Explain the dates by the weights of `date_weights`; starts and ends are told by their words and not weighed."""
    if desk.trace.scene is None:
        return Slot(slot="dates")
    written = {
        span.start: role
        for role in ("agreed", "announced", "start", "end")
        if (date := getattr(told.record.dates, role)) is not None
        for span in date.evidence
    }
    chosen: list[Option] = []
    rivals: list[Option] = []
    for candidate in candidates(told.flow, told.record.status, desk.trace.scene):
        role = written.pop(candidate.when.start, None)
        points = score(candidate.features)
        option = Option(
            value=f"{role} {candidate.when.value}" if role else candidate.when.value,
            why=_dated(role, candidate) if role else _no_date(points, candidate),
            words=[desk.writer.fact(f"dates.{role}" if role else "dates", candidate.when)],
            score=round(points, 2),
            parts=parts({"bias": BIAS, **{name: WEIGHTS[name] for name in candidate.features if name in WEIGHTS}}),
        )
        (chosen if role else rivals).append(option)
    for role in written.values():  # a key of a list, or the day of a conference
        date = getattr(told.record.dates, role)
        chosen.append(
            Option(value=f"{role} {date.value}", why="told by the layout or the occasion", words=date.evidence)
        )
    return Slot(slot="dates", chosen=chosen, rivals=sorted(rivals, key=lambda option: -(option.score or 0.0)))


def _dated(role: str, candidate: Candidate) -> str:
    if role in {"start", "end"}:
        return f"its words tell the {role} ({candidate.place})"
    return f"the likeliest ({candidate.place})"


def _no_date(points: float, candidate: Candidate) -> str:
    if "to_come" in candidate.features:
        return f"after the day of publication ({candidate.place})"
    if points < LEAST:
        return f"below {LEAST} ({candidate.place})"
    return f"a likelier date has the role ({candidate.place})"


def _names(told: Told, desk: Desk, taken: str | None, *, scheme: bool) -> Iterator[Option]:
    """Give the other projects, or schemes, that the sentences of a flow and of its whole name."""
    seen = {taken}
    for flow in family(told.flow):
        for statement in (*flow.statements, *flow.details):
            for title in statement.sentence.titles:
                if (title.kind == "scheme") is scheme and title.name not in seen:
                    seen.add(title.name)
                    yield Option(value=title.name, why=_no_name(title, taken), words=[desk.writer.fact("title", title)])


def _no_name(title: Title, taken: str | None) -> str:
    return "another is told first" if taken else f"another part of its sentence has it, as a {title.kind}"


def _purposes(told: Told, desk: Desk) -> Iterator[Option]:
    text = desk.writer.article.text
    seen = {told.record.purpose}
    flow = told.flow
    for statement in (*flow.statements, *(s for s in flow.details if points_back(s))):
        if statement.purpose is None:
            continue
        start, end, rule = statement.purpose
        if text[start:end] not in seen:
            seen.add(text[start:end])
            words = desk.writer.span("purpose", start, end, rule)
            yield Option(value=text[start:end], why="told later, or not with the sum", words=[words])


def _taken(spans: list[Span]) -> set[int]:
    return {span.start for span in spans}


def _goods(told: Told, desk: Desk) -> Iterator[Option]:
    taken = _taken([span for goods in told.record.equipment for span in goods.evidence])
    for sentence in _sentences(told):
        for goods in sentence.goods:
            if goods.start not in taken:
                why = "named in passing" if goods.bare else "another part of its sentence has them, or told before"
                yield Option(value=goods.description, why=why, words=[desk.writer.fact("equipment", goods)])


def _places(told: Told, desk: Desk) -> Iterator[Option]:
    taken = {place.name for place in told.record.locations}
    for sentence in _sentences(told):
        for actor in sentence.actors:
            if actor.how == "place" and actor.text not in taken:
                taken.add(actor.text)
                why = (
                    "inside another name" if actor.nested else "in no country of the record, or only where it was said"
                )
                yield Option(value=actor.text, why=why, words=[desk.writer.fact("locations", actor)])


def _people(told: Told, desk: Desk) -> Iterator[Option]:
    taken = {person.name for person in told.record.people}
    for sentence in _sentences(told):
        for human in sentence.people:
            if human.name not in taken:
                taken.add(human.name)
                why = "no word says that they sign, hand over, receive or announce"
                yield Option(value=human.name, why=why, words=[desk.writer.fact("people", human)])
