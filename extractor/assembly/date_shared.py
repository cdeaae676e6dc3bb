"""Dates that flows have from others: parts from the whole, and all that the news of one day tells from that day.

"The bank approved on Friday a package of $73 million ... The package comprises a loan of $38 million ...": nobody says
the date twice. What an article tells as background has dates of its own or none.
"""

import datetime
from collections.abc import Iterator, Sequence

from extractor.assembly.collect import When
from extractor.assembly.date_evidence import Scene
from extractor.assembly.group import Flow
from extractor.assembly.inherit import family
from extractor.assembly.statements import Statement
from extractor.assembly.writer import Writer
from extractor.model import Date, Dates, GrantRecord

LEADING = 8  # statements at the head of an article among which its news is dated
RECENT = 10  # days before its publication within which it lies
APART = 2  # paragraphs over which the news goes on without its day being told again

Told = tuple[Flow, GrantRecord]


def share(told: Sequence[Told], scene: Scene, writer: Writer) -> None:
    """Date the records whose flows tell no date of their own, by their whole or by the news that they belong to."""
    records = {id(flow): record for flow, record in told}
    for flow, record in told:
        if _undated(record):
            wholes = (records[id(whole)] for whole in family(flow)[1:] if id(whole) in records)
            dated = next((whole.dates for whole in wholes if _deal(whole.dates) is not None), None)
            if dated is not None:
                _take(record, dated)
    _spread(sorted(told, key=lambda pair: pair[0].opening.start), scene, writer)


def _spread(told: Sequence[Told], scene: Scene, writer: Writer) -> None:
    """Give the day of the news to the flows that follow its telling without a date, until another date is told."""
    news = _news(scene)
    if news is None:
        return
    when, statement = news
    day = Date(value=when.value, precision=when.precision, evidence=[writer.fact("dates.announced", when)])
    last = statement.sentence.paragraph
    going = True
    for flow, record in told:
        paragraph = flow.opening.sentence.paragraph
        own = _deal(record.dates)
        if own is not None:
            going = own.value == day.value
        elif going and _undated(record) and paragraph - last <= APART:
            _take(record, Dates(announced=day))
        else:
            continue
        if going:
            last = max(last, paragraph)


def _news(scene: Scene) -> tuple[When, Statement] | None:
    """Find the day that an article's head tells right before its publication."""
    for statement, when in _heads(scene):
        if scene.published is None or not when.value or when.precision != "day":
            continue
        if 0 <= (scene.published - datetime.date.fromisoformat(when.value)).days <= RECENT:
            return when, statement
    return None


def _heads(scene: Scene) -> Iterator[tuple[Statement, When]]:
    for statement in scene.said[:LEADING]:
        told = [statement.sentence.dateline, *statement.sentence.dates]
        yield from ((statement, when) for when in told if when is not None)


def _undated(record: GrantRecord) -> bool:
    dates = record.dates
    return not (dates.agreed or dates.announced or dates.start or dates.end)


def _deal(dates: Dates) -> Date | None:
    return dates.agreed or dates.announced


def _take(record: GrantRecord, dates: Dates) -> None:
    """Give a record the date of another's deal; a pledge is only announced."""
    role = "announced" if record.status == "pledge" or dates.agreed is None else "agreed"
    value = _deal(dates)
    if value is not None:
        spans = [span.model_copy(update={"slot": f"dates.{role}"}) for span in value.evidence]
        setattr(record.dates, role, value.model_copy(update={"evidence": spans}))
