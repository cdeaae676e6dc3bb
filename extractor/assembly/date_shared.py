"""Dates that flows have from others: parts from the whole, and all that the news of one day tells from that day.

"The bank approved on Friday a package of $73 million ... The package comprises a loan of $38 million ...": nobody says
the date twice. What an article tells as background has dates of its own or none.
"""

import datetime
from collections.abc import Sequence

from extractor.assembly.collect import When
from extractor.assembly.date_evidence import Scene
from extractor.assembly.group import Flow
from extractor.assembly.inherit import family
from extractor.assembly.levels import level
from extractor.assembly.statements import Statement, mood_of
from extractor.assembly.writer import Writer
from extractor.lexicon.cue_words import pattern
from extractor.model import Date, Dates, GrantRecord

LEADING = 8  # statements at the head of an article among which its news is dated
RECENT = datetime.timedelta(days=10)  # before its publication, within which it lies
APART = 10  # statements over which the news goes on without its day being told again

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
    day = Date(value=when.value, precision=when.precision, evidence=[writer.fact("dates.agreed", when)])
    last = scene.at(statement)  # the last statement known to be of the news
    left: int | None = None  # the paragraph in which the article turned to other days
    for flow, record in told:
        at, paragraph = scene.at(flow.opening), flow.opening.sentence.paragraph
        own = _deal(record.dates)
        if left is not None and paragraph != left and _ahead(flow):
            left, last = None, at  # what is still to be done is news again
        if own is not None:
            left = None if _of_these_days(own, when) else paragraph
        elif left is not None or not _undated(record) or at - last > APART or _background(flow, scene):
            continue
        else:
            _take(record, Dates(agreed=day))
        if left is None:
            last = max(last, at)


def _news(scene: Scene) -> tuple[When, Statement] | None:
    """Find the day that an article's head tells right before its publication."""
    if scene.published is None:
        return None
    for statement in scene.said[:LEADING]:
        for when in [*statement.sentence.dates, *filter(None, [statement.sentence.dateline])]:
            if when.precision == "day" and when.value:
                ago = scene.published - datetime.date.fromisoformat(when.value)
                if datetime.timedelta() <= ago <= RECENT:
                    return when, statement
    return None


def _ahead(flow: Flow) -> bool:
    """Whether a flow's sentence tells of what will be done."""
    opening = flow.opening
    verbs = [trigger.token for trigger in opening.triggers if trigger.verb]
    return any(mood_of(verb) == "future" for verb in [*verbs, opening.sentence.span.root])


def _background(flow: Flow, scene: Scene) -> bool:
    """Whether a flow is told as what was given before: "had *already* sent", a sum over years."""
    if flow.level != "total" and level(flow, scene.lexicon) == "total":
        return True
    return pattern(scene.lexicon, "before").search(flow.opening.text) is not None


def _of_these_days(date: Date, news: When) -> bool:
    """Whether a deal was made within the days that the news is of."""
    if date.precision != "day":
        return False
    return abs(datetime.date.fromisoformat(date.value) - datetime.date.fromisoformat(news.value)) <= RECENT


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
