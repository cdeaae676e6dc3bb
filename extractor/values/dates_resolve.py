"""From what an expression says to a date: by the day of publication and by the dates told before it."""

import datetime
import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property

from extractor.values.dates_arithmetic import Partial, move, of_day
from extractor.values.dates_draft import SEASONS, Draft, valid_day
from extractor.values.dates_tokens import Tokens

# What stands before or behind a date that lies ahead ("will be held on 5 March"), and what says that it lies behind.
_AHEAD = re.compile(
    r"\b(?:will|shall|should|(?:is|are) (?:to|due|set|scheduled|expected|planned|slated|coming)|to be(?! sure)|upcoming"
    r"|scheduled|deadline|expires?|(?:plan|intend|hope|want|aim)s? to|expect(?:s|ed)?|due)\b|\w['’]ll\b",
    re.IGNORECASE,
)
# A present that tells of a timetable, if it stands before the date: "trading begins on 16 December".
_TIMETABLE = re.compile(
    r"\b(?:(?:begin|start|end|open|close|resume|arrive|ship|run|fall)s|goe?s?(?= (?:on|to|in))"
    r"|takes (?:effect|place))\b",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    r"\b(?:said|told|announced|stated|added|reported|confirmed|met|gave|was|were|had|held|began|took|made|\w{2,20}ed)\b",
    re.IGNORECASE,
)
_SAYING = re.compile(r"\b(?:said|told|announced|stated|added|reported|confirmed|was|were|had)\b", re.IGNORECASE)
_SENTENCE = re.compile(r"[.!?][\"”’')\]]{0,3}\s{1,3}(?=[\"“‘'(]?[^\W\d_a-z])|\n[^\S\n]{0,9}\n")
_CLAUSE = 80  # characters looked at on either side
_NEAR = 330  # days ahead that a date without a year may lie where the sentence points ahead
LONG_AGO = 1  # years before its publication of which a paragraph tells in any order
_SOON = 2  # days ahead that it may lie without such a sign: a dateline in another time zone


@dataclass
class Story:
    """What has been told so far."""

    tokens: Tokens
    published: datetime.date | None
    context: Partial | None
    told: Partial | None = None
    told_at: int = -1
    pointed: bool = False  # whether what was told last points back itself ("the same year")

    @cached_property
    def _ends(self) -> list[int]:
        return [match.start() for match in _SENTENCE.finditer(self.tokens.text)]

    @cached_property
    def _gaps(self) -> list[int]:
        return [s for s, tag in zip(self.tokens.starts, self.tokens.tags, strict=True) if tag == "="]

    def tell(self, value: Partial, at: int, *, pointed: bool = False) -> None:
        """Take note of a date that the text has told at offset `at`."""
        self.told, self.told_at, self.pointed = value, at, pointed

    def near(self, at: int, *, sentence: bool) -> Partial | None:
        """Give the date told last, if that was in the same paragraph (or sentence)."""
        if self.told is None:
            return None
        marks = self._ends if sentence else self._gaps
        return self.told if bisect_left(marks, self.told_at) == bisect_left(marks, at) else None

    def ahead(self, start: int, end: int) -> bool:
        """Tell whether the clause says that its date lies ahead."""
        text, at = self.tokens.text, bisect_left(self._ends, start)
        left = max(self._ends[at - 1] if at else 0, start - _CLAUSE)
        right = min(self._ends[at] if at < len(self._ends) else len(text), end + _CLAUSE)
        signs = [*_AHEAD.finditer(text, left, start), *_TIMETABLE.finditer(text, left, start)]
        if signs:
            return not _SAYING.search(text, signs[-1].end(), start)
        if _BEHIND.search(text, left, start):
            return False
        sign = _AHEAD.search(text, end, right)
        return sign is not None and not _BEHIND.search(text, end, sign.start())


def resolve(draft: Draft, following: Draft | None, story: Story) -> Partial | None:  # noqa: PLR0911  (a case, a return)
    """Give the date that a draft means, or None if nothing settles it. `following`: a draft that it is joined with."""
    if draft.year is not None:
        return Partial(draft.year, draft.quarter, draft.month, draft.day)
    at = story.tokens.starts[draft.first]
    if draft.weekday:
        return _weekday(draft, story)
    if draft.pointer is not None:
        return _pointed(draft, story, at)
    if draft.rule == "day_bare":
        return _day_bare(draft, story, at)
    if draft.rule in SEASONS:
        value = _beside(draft, story) if draft.side is not None else _yearless(draft, story, at)
        return Partial(value.year) if value is not None else None
    if draft.quarter is not None:
        return _latest(draft, story)
    if draft.month is None:
        return None
    if draft.side is not None:
        return _beside(draft, story)
    if following is not None and following.year is not None:
        before = (draft.month or 0) > (following.month or 12)
        return _complete(draft, following.year - before)
    return _yearless(draft, story, at)


def _complete(draft: Draft, year: int) -> Partial | None:
    if not datetime.MINYEAR <= year <= datetime.MAXYEAR:
        return None
    if draft.month and draft.day and not valid_day(year, draft.month, draft.day):
        return None
    return Partial(year, draft.quarter, draft.month, draft.day)


def _pointed(draft: Draft, story: Story, at: int) -> Partial | None:  # noqa: PLR0911  (a case, a return)
    pointer = draft.pointer
    if pointer is None or pointer.steps is None:
        return None
    published = of_day(story.published) if story.published else None
    told = story.told or story.context
    if pointer.origin == "published":
        anchor = published
    elif pointer.origin == "told":
        anchor = told
    else:
        anchor = (
            story.near(at, sentence=False)
            or (published if draft.rule == "unit_border" else None)
            or story.told
            or published
            or story.context
        )
    if anchor is None:
        return None
    moved = move(anchor, pointer.steps, pointer.unit)
    if moved is None or not 1000 <= moved.year <= 2999:
        return None
    if draft.begins > (anchor.month or 12):
        moved = Partial(moved.year - 1)  # in January this fiscal year is the one that began last year
    if draft.in_year is not None:
        return moved._replace(year=draft.in_year)
    if draft.rule == "day_of":
        return _in_month(draft, moved.year, moved.month or 1)
    if draft.month or draft.quarter:
        return _complete(draft, moved.year)
    return moved


def _weekday(draft: Draft, story: Story) -> Partial | None:
    day, wanted = story.published, (draft.weekday or 1) - 1
    if day is None:
        return None
    if draft.pointer is not None:
        monday = day - datetime.timedelta(day.weekday()) + datetime.timedelta(7 * (draft.pointer.steps or 0))
        return of_day(monday + datetime.timedelta(wanted))
    start, end = story.tokens.starts[draft.first], story.tokens.ends[draft.last]
    back = (day.weekday() - wanted) % 7
    if draft.side == -1:
        return of_day(day - datetime.timedelta(back or 7))
    if draft.side == 1 or story.ahead(start, end):
        on = (wanted - day.weekday()) % 7
        return of_day(day + datetime.timedelta(on or (7 if draft.side else 0)))
    return of_day(day - datetime.timedelta(back))


def _beside(draft: Draft, story: Story) -> Partial | None:
    """Resolve "last May", "this May", "next May" by the month of publication; "last summer" has ended a month ago."""
    day, month = story.published, draft.month or 1
    if day is None:
        return None
    if draft.side == 0:  # the nearest
        return Partial(day.year + (day.month - month > 6) - (month - day.month > 6), None, month)
    slack = draft.rule in SEASONS
    if draft.side == -1:
        return Partial(day.year - (month + slack >= day.month), None, month)
    return Partial(day.year + (month - slack <= day.month), None, month)


def _day_bare(draft: Draft, story: Story, at: int) -> Partial | None:
    """Resolve "on the 23rd": of the month told right before, else the latest 23rd."""
    told, day = story.near(at, sentence=True) or story.near(at, sentence=False), story.published
    if told is not None and told.month is not None:
        return _in_month(draft, told.year, told.month)
    if day is None:
        return None
    back = (draft.day or 1) > day.day + _SOON
    month = day.year * 12 + day.month - 1 - back
    return _in_month(draft, month // 12, month % 12 + 1)


def _in_month(draft: Draft, year: int, month: int) -> Partial | None:
    return Partial(year, None, month, draft.day) if valid_day(year, month, draft.day or 1) else None


def _yearless(draft: Draft, story: Story, at: int) -> Partial | None:
    if story.published is None:
        told = story.near(at, sentence=False) or story.context
        return _after(draft, told) if told else None
    same = story.near(at, sentence=False)
    if same is not None and (same.month is not None or story.pointed) and same.year <= story.published.year:
        value = _beside_told(draft, same, story)
        here = story.near(at, sentence=True) is not None or same.year < story.published.year - LONG_AGO
        if value is not None and (here or _key(value) >= _key(same)) and _key(value) <= _key(of_day(story.published)):
            return value
    return _latest(draft, story)


def _beside_told(draft: Draft, told: Partial, story: Story) -> Partial | None:
    """Give the year of a date told right before, or the next one where the clause points ahead of that.

    "Since January" reaches to the day of publication, unless the story is an old one.
    """
    start, end = story.tokens.starts[draft.first], story.tokens.ends[draft.last]
    if story.published and _is_since(draft, story) and told.year >= story.published.year - 1:
        return None
    value = _after(draft, told)
    if value is not None and _key(value) < _key(told) and story.ahead(start, end):
        return _complete(draft, told.year + 1)
    return value


def _is_since(draft: Draft, story: Story) -> bool:
    return story.tokens.word(draft.first - 1) == "since"


def _after(draft: Draft, told: Partial) -> Partial | None:
    """Give the year of a date told before; December told, then January: the year after."""
    turned = told.month is not None and told.month - (draft.month or 1) >= 8
    return _complete(draft, told.year + turned)


def _key(value: Partial) -> tuple[int, int, int]:
    return value.year, value.month or (value.quarter or 0) * 3 - 2, value.day or 0


def _latest(draft: Draft, story: Story) -> Partial | None:
    day = story.published
    if day is None:
        return None
    start, end = story.tokens.starts[draft.first], story.tokens.ends[draft.last]
    ahead = story.ahead(start, end) and not _is_since(draft, story)
    candidates = [value for year in range(day.year - 4, day.year + 2) if (value := _complete(draft, year))]
    days = min(_NEAR if ahead else _SOON, (datetime.date.max - day).days)  # published "9999-12-31" says a broken page
    reach = day + datetime.timedelta(days)
    now, limit = _key(of_day(day)), _key(of_day(reach))
    size = 3 if draft.day else 2
    if ahead:
        coming = [v for v in candidates if now[:size] <= _key(v)[:size] <= limit[:size]]
        if coming:
            return coming[0]
    past = [v for v in candidates if _key(v)[:size] <= (limit if draft.day else now)[:size]]
    return past[-1] if past else None
