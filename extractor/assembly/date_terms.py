"""The end that a length of time tells: "a grant of $5 million over three years", signed in 2025."""

import re
from collections.abc import Mapping
from dataclasses import replace

from extractor.assembly.collect import When
from extractor.assembly.group import Flow
from extractor.assembly.statements import Statement
from extractor.values.date import Duration, add_duration, find_durations

BEGINNINGS = ("start", "agreed", "announced")
NEAR = 60  # characters between a sum and the time that it is spread over
SHORTEST = 6  # months; less is how soon, not how long
_SPREAD = re.compile(r"\b(?:over|for|in|within|during)(?: the)?(?: (?:next|coming|following))? $", re.I)
_ADJECTIVE = re.compile(r"[- ](?:year|month)\b(?!s)", re.I)
_TERMS = re.compile(
    r"\b(?:matur|grace|repa|interest|tenor|term of|loan of|payable|experience|warranty|last|past|previous)\w*", re.I
)
_BREAK = re.compile(r"[.;:(]")


def end_of_term(flow: Flow, found: Mapping[str, When]) -> When | None:
    """Give the end that a length of time tells from a known beginning: "over the next five years", said in 2025."""
    begin = next((found[role] for role in BEGINNINGS if role in found), None)
    if begin is None:
        return None
    for statement in flow.statements:
        for length in find_durations(statement.text):
            if not (_is_own(length, statement) and (length.forward or _is_spread(length, statement, flow))):
                continue
            years, months = divmod(length.months, 12)
            try:
                value = add_duration(begin.value, years=int(years), months=months)
            except ValueError:
                continue  # beyond the calendar
            start = statement.sentence.start + length.start
            return replace(
                begin,
                start=start,
                end=statement.sentence.start + length.end,
                text=statement.text[length.start : length.end],
                rule="date:duration",
                value=value,
                precision="year" if len(value) == 4 else "month",
            )
    return None


def _is_own(length: Duration, statement: Statement) -> bool:
    """Whether it stands in the statement's part of its sentence, where several sums share one."""
    at = statement.sentence.start + length.start
    return len(statement.sentence.sums) < 2 or statement.start <= at < statement.end


def _is_spread(length: Duration, statement: Statement, flow: Flow) -> bool:
    """Whether a length of time is that over which the flow's sum is given, and no loan's maturity."""
    if flow.amount is None or statement.amount is None or length.months < SHORTEST:
        return False
    text, offset = statement.text, statement.sentence.start
    start, end = statement.amount.start - offset, statement.amount.end - offset
    if length.start >= end:
        between = text[end : length.start]
        told = _SPREAD.search(text[max(0, length.start - 30) : length.start])
    else:
        between = text[length.end : start]
        told = _ADJECTIVE.search(text[length.start : length.end])
    around = text[max(0, length.start - 25) : length.end + 25]
    return bool(told) and len(between) <= NEAR and not _TERMS.search(around) and not _BREAK.search(between)
