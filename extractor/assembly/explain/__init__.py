"""Why an article's records say what they say, from the trace that its reading left."""

from collections.abc import Iterator, Mapping

from extractor import triage
from extractor.assembly import belief, confidence
from extractor.assembly.explain import judged, parties, told
from extractor.assembly.explain.scene import Desk, parts, shown
from extractor.assembly.statements import Statement
from extractor.assembly.strength import OPENING, strength
from extractor.assembly.trace import Told, Trace, Verdict
from extractor.assembly.writer import Writer
from extractor.lexicon import Lexicon
from extractor.model import Article, GrantRecord, Span
from extractor.model.explanation import Dropped, Explanation, RecordExplained, Skip, Weighed


def explain(article: Article, trace: Trace, skipped: str | None, lexicon: Lexicon) -> Explanation:
    """Explain what was read from an article; `skipped` is why a run would not read it."""
    desk = Desk(Writer(article), trace, lexicon)
    return Explanation(
        article_id=article.id,
        skip=_skip(article, skipped, lexicon) if skipped is not None else None,
        records=[_record(one, desk) for one in trace.told],
        dropped=[_dropped(verdict, desk) for verdict in trace.verdicts if verdict.reason is not None],
        passed_over=list(_passed_over(desk)),
    )


def _skip(article: Article, reason: str, lexicon: Lexicon) -> Skip:
    """Show the likeliest stretch of what triage looks at: the title, then the text."""
    title = f"{article.title or ''}\n"
    text = title + article.text
    found = {place: triage.evidence(text[slice(*place)], lexicon) for place in triage.stretches(text)}
    if not found:
        found = {(0, 0): triage.evidence("", lexicon)}
    start, end = max(found, key=lambda place: triage.score(found[place]))
    best = found[start, end]
    adds = {name: triage.WEIGHTS[name] * value for name, value in best.items()}
    return Skip(
        reason=reason,
        start=max(0, start - len(title)),
        end=max(0, end - len(title)),
        score=round(triage.score(best), 2),
        bar=triage.BAR,
        parts=parts({"intercept": triage.INTERCEPT, **adds}),
    )


def _record(one: Told, desk: Desk) -> RecordExplained:
    record = one.record
    verdict = next((v for v in desk.trace.verdicts if v.flow is one.flow), None)
    found = confidence.parts(confidence.features(record, [t.record for t in desk.trace.told]), desk.lexicon)
    slots = [*told.explain(one, desk), *parties.explain(one, desk), *judged.explain(one, desk)]
    return RecordExplained(
        number=desk.number(one),
        record_id=record.record_id or "",
        summary=_summary(record),
        told_in=[_sentence(statement, desk) for statement in one.flow.statements],
        belief=_belief(verdict) if verdict is not None else None,
        confidence=Weighed(chance=record.confidence, parts=parts(found)),
        slots=[slot for slot in slots if slot.chosen or slot.rivals],
    )


def _summary(record: GrantRecord) -> str:
    money = f"{record.amount.value} {record.amount.currency}" if record.amount else "no sum"
    who = ", ".join(donor.name for donor in record.donors)
    return f"{money}, {who} to {', '.join(record.recipient_countries) or '?'}"


def _belief(verdict: Verdict) -> Weighed | None:
    if verdict.belief is None:
        return None
    adds: Mapping[str, float] = {name: belief.WEIGHTS[name] * value for name, value in verdict.features.items()}
    found = parts({"intercept": belief.INTERCEPT, **adds})
    return Weighed(chance=round(verdict.belief, 3), least=belief.BELIEVED, parts=found)


def _dropped(verdict: Verdict, desk: Desk) -> Dropped:
    flow, sides = verdict.flow, verdict.parties
    money = shown(flow.amount) if flow.amount is not None else "no sum"
    who = ", ".join(side.name or side.country for side in sides.donors) or "?"
    return Dropped(
        summary=f"{money}, {who} to {', '.join(sides.countries) or '?'}",
        reason=verdict.reason or "",
        words=_sentence(flow.opening, desk),
        belief=_belief(verdict),
    )


def _sentence(statement: Statement, desk: Desk) -> Span:
    return desk.writer.span("record", statement.sentence.start, statement.sentence.end, "statement")


def _passed_over(desk: Desk) -> Iterator[Dropped]:
    """Give the sentences that name a sum or speak of giving and are part of no flow, each with the reason."""
    used = {
        id(statement.sentence)
        for verdict in desk.trace.verdicts
        for statement in (*verdict.flow.statements, *verdict.flow.leads, *verdict.flow.costs, *verdict.flow.details)
    }
    for statement in desk.trace.said:
        if id(statement.sentence) in used or not (statement.amount or statement.refused or strength(statement)):
            continue
        money = shown(statement.amount) if statement.amount is not None else "no sum"
        yield Dropped(summary=money, reason=_no_flow(statement), words=_sentence(statement, desk))


def _no_flow(statement: Statement) -> str:
    if statement.refused:
        return "refused, denied or only asked for"
    if statement.introduces:
        return "announces a list, whose items tell the flows"
    if statement.amount is not None and statement.amount_role != "flow":
        return f"its sum is read as a {statement.amount_role or 'sum that nobody gives'}"
    points = strength(statement)
    if points < OPENING:
        return f"tells too little of giving: {points} of {OPENING} points"
    return "names nothing that is given"
