"""Dates as news prints them: full, in part, without a year, relative to publication or to a date told before."""

import datetime
from collections.abc import Iterator

from extractor.lexicon.load import Lexicon
from extractor.values.dates_arithmetic import add_duration, compare, parse
from extractor.values.dates_draft import Draft
from extractor.values.dates_drafts import drafts
from extractor.values.dates_duration import Duration, find_durations
from extractor.values.dates_grammar import forms_in
from extractor.values.dates_mention import DateMention, Kind, Order, Precision
from extractor.values.dates_resolve import Story, resolve
from extractor.values.dates_tokens import TAG, Tokens, Words, tokenize
from extractor.values.dates_years import tags

__all__ = [
    "DateMention",
    "Duration",
    "Order",
    "Precision",
    "add_duration",
    "compare",
    "find",
    "find_durations",
    "read",
]

DEFAULT = Lexicon()
_STARTS = frozenset({"from", "since", "starting", "commencing", "effective", "beginning"})
_ENDS = frozenset({"until", "till", "til", "by", "through", "thru"})


def find(
    text: str,
    *,
    published: datetime.date | None = None,
    order: Order = "DMY",
    context: str | None = None,
    lexicon: Lexicon = DEFAULT,
) -> list[DateMention]:
    """Find dates, left to right, none overlapping.

    `order` is how 5/6/2010 is meant; `context` a date that the article has told before this text, which "the same day",
    "a year earlier" and, without a publication date, "May 23" refer to.

    >>> [(m.value, m.bound) for m in find("Signed on 27 January 2026; to run from March 2026 to June 2027.")]
    [('2026-01-27', None), ('2026-03', 'start'), ('2027-06', 'end')]
    >>> [m.value for m in find("It may give 2000 people 2,007 kits under Resolution 1973.")]
    []
    >>> [m.value for m in find("It was signed last Tuesday.", published=datetime.date(2026, 1, 29))]
    ['2026-01-27']
    """
    words = Words.of(lexicon)
    tokens = tokenize(text, words)
    found = _drafts(tokens, order, words)
    if not found:
        return []
    _bound(found, tokens)
    return list(_mentions(found, tokens, published, context))


def read(
    text: str, *, published: datetime.date | None = None, order: Order = "DMY", lexicon: Lexicon = DEFAULT
) -> DateMention | None:
    """Read a string that is one date and nothing else; a range is none.

    >>> read("2026-Q2").value, read("27th of January, 2026").value, read("May"), read("2004-2009")
    ('2026-Q2', '2026-01-27', None, None)
    """
    bare = text.strip()
    at = len(text) - len(text.lstrip())
    if (iso := parse(bare)) is not None:
        return DateMention(at, at + len(bare), iso.iso(), iso.precision, "absolute", None, "iso")
    lead = next((lead for lead in ("the ", "on ", "in ") if bare.lower().startswith(lead)), "")
    mentions = find(bare, published=published, order=order, lexicon=lexicon)
    if len(mentions) != 1 or mentions[0].start != len(lead) or mentions[0].end != len(bare):
        return None
    only = mentions[0]
    return DateMention(at + only.start, at + only.end, only.value, only.precision, only.kind, None, only.rule)


def _drafts(tokens: Tokens, order: Order, words: Words) -> list[Draft]:
    found: list[Draft] = []
    for form, first, behind in forms_in(tokens.tags):
        for draft in drafts(tokens, form, first, behind, order):
            while tokens.tags[draft.last] in ".,":
                draft.last -= 1
            if "<" in tokens.tags[draft.first : draft.last] and tokens.tag(draft.last + 1) == ">":
                draft.last += 1  # "Friday (12 June)"
            if draft.rule == "feast":
                name = tokens.word(draft.first).replace("’", "'")
                draft.month, draft.day = words.feast_days.get(name, (0, 0))
            found.append(draft)
    return found


def _bound(found: list[Draft], tokens: Tokens) -> None:
    """Mark the ends of ranges: "from X to Y", "between X and Y", "X-Y", "since X", "until Y"."""
    opened: Draft | None = None
    for i, draft in enumerate(found):
        before = tokens.word(_lead(tokens, draft.first))
        previous = found[i - 1] if i else None
        if draft.bound is None:
            if before in _STARTS:
                draft.bound = "start"
            elif before in _ENDS or (before == "to" and opened is not None and draft.first - opened.last < 12):
                draft.bound = "end"
        if previous is not None and draft.bound in (None, "end") and _linked(tokens, previous, draft):
            draft.bound = "end"
            if previous.bound is None:
                previous.bound = "start"
        opened = draft if draft.bound == "start" else None if draft.bound == "end" else opened


def _lead(tokens: Tokens, first: int) -> int:
    """Give the token of the preposition before a date, over "the" and, in "starting in 2008", "in"."""
    at = first - 1
    if tokens.tag(at) == TAG["the"]:
        at -= 1
    if tokens.tag(at) in tags("in") or tokens.word(at) in ("on", "early", "late", "about", "around"):
        return at - 1 if tokens.word(at - 1) in _STARTS | _ENDS else at
    return at


def _linked(tokens: Tokens, one: Draft, other: Draft) -> bool:
    between = tokens.tags[one.last + 1 : other.first].replace(TAG["the"], "").replace(".", "")
    if not between or len(between) > 2:
        return False
    if all(tag in tags("to", "until", "dash") for tag in between):
        return not (one.pointer or other.pointer) or between[0] != "-"
    return between == TAG["and"] and tokens.word(_lead(tokens, one.first)) == "between"


def _mentions(
    found: list[Draft], tokens: Tokens, published: datetime.date | None, context: str | None
) -> Iterator[DateMention]:
    story = Story(tokens, published, parse(context) if context else None)
    for i, draft in enumerate(found):
        following = found[i + 1] if i + 1 < len(found) and _shares_year(tokens, draft, found[i + 1]) else None
        value = resolve(draft, following, story)
        start, end = tokens.starts[draft.first], tokens.ends[draft.last]
        if value is not None and tokens.word(draft.first - 1) != "since":
            story.tell(value, start, pointed=draft.pointer is not None and draft.pointer.origin == "told")
        yield DateMention(
            start,
            end,
            value.iso() if value is not None else None,
            value.precision if value is not None else draft.precision(),
            _kind(draft),
            draft.bound,
            draft.rule,
        )


def _kind(draft: Draft) -> Kind:
    if draft.year is not None:
        return "absolute"
    return "relative" if draft.pointer or draft.weekday or draft.side is not None else "yearless"


def _shares_year(tokens: Tokens, one: Draft, other: Draft) -> bool:
    """Tell whether "May 5" takes the year of the date it is joined with: "between May 5 and June 7, 2019"."""
    between = tokens.tags[one.last + 1 : other.first].replace(TAG["the"], "").replace(".", "")
    return (
        bool(between)
        and len(between) <= 2
        and all(t in tags("to", "until", "dash", "and", "or", "comma") for t in between)
    )
