"""Which of a flow's dates is which: agreed, announced, start, end."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from extractor.assembly.collect import When
from extractor.assembly.grammar import VERBAL, above
from extractor.assembly.group import Flow
from extractor.assembly.statements import Statement, mood_of
from extractor.values.date import add_duration, find_durations

# What the verb above a date says that the date is.
ROLE_OF_FRAME = {
    "sign": "agreed",
    "approve": "agreed",
    "give": "agreed",
    "receive": "agreed",
    "forgive": "agreed",
    "fund": "agreed",
    "announce": "announced",
    "plan": "announced",
    "build": "start",
    "open": "end",
    "implementer": "start",
}
_BACK = re.compile(r"\b(?:re-?pa(?:y|id)|pa(?:y|id) back|matur|repayable|due)\w*[^.;]{0,60}$", re.I)
_AT_EVENT = re.compile(
    r"\b(?:[Aa]t|[Dd]uring|[Aa]fter) the (?:same )?"
    r"(?P<event>summit|meeting|ceremony|conference|talks|visit|forum|event|session)\b"
)
_AS_OF = re.compile(r"\bas (?:of|at)\s*(?:the end of\s*)?$", re.I)
_STARTS = re.compile(
    r"\b(?:start|began|begin|begun|commenc|launch|broke ground|break ground|ground-?breaking|initiat|kick)", re.I
)
_ENDS = re.compile(
    r"\b(?:complet|finish|inaugurat|opened|opening|handed over|handover|hand over|hand-over|conclud|commission"
    r"|deliver)",
    re.I,
)


def assign(flow: Flow, status: str, earlier: Sequence[Statement] = (), *, loosely: bool = False) -> dict[str, When]:
    """Give the dates of a flow by role; the first that claims a role keeps it, but the earliest signing wins.

    `earlier` is what the article tells before: where the flow has no date of its own, it has that of what it points
    back at ("At *the summit* ... announced"), else that of what its paragraph tells right before: any date there if the
    whole text is one paragraph (`loosely`), else one that a word of funding governs.
    """
    found: dict[str, When] = {}
    handed: When | None = None
    loose: When | None = None
    for statement in flow.statements:
        for when in _of(statement):
            said = _role(when, statement, status)
            if said is None:
                if loose is None and not when.bound and (statement is flow.opening or statement.amount is flow.amount):
                    loose = when  # a date that no word of funding governs counts only where there is no other
                continue
            role, given = said
            kept = found.get(role)
            if kept is None or (role == "start" and _earlier(when, kept) and statement is not flow.opening):
                found[role] = when
                handed = when if role == "agreed" and given else handed
    _handed_over(found, handed)
    first = "announced" if status == "pledge" else "agreed"
    if not any(role in found for role in ("agreed", "announced")) and (event := _of_event(flow, earlier)) is not None:
        found[first] = event
    if not any(role in found for role in ("agreed", "announced", "start")):
        if loose is not None:
            found[first] = loose
        else:
            found = {**(_from_before(flow, status, loosely=loosely) or _of_news(flow, status, earlier)), **found}
    if "end" not in found and (end := _by_duration(flow, found)) is not None:
        found["end"] = end
    agreed = found.get("agreed")
    if (
        agreed is not None
        and "start" in found
        and found["start"].bound == "start"
        and agreed.value == found["start"].value
    ):
        del found["agreed"]  # "has given ... since 1996", told again without the "since"
    return found


def _handed_over(found: dict[str, When], handed: When | None) -> None:
    """Take the day something was handed over for its end where its beginning is told too."""
    start = found.get("start")
    if handed is not None and start is not None and found.get("agreed") is handed and _earlier(start, handed):
        del found["agreed"]
        found.setdefault("end", handed)


def _from_before(flow: Flow, status: str, *, loosely: bool) -> dict[str, When]:
    """Take the date of what its paragraph told right before ("In May the two signed five accords. One lends ...")."""
    for statement in reversed(flow.before):
        for when in _of(statement):
            if not when.bound and not _AS_OF.search(statement.text[: max(0, when.start - statement.sentence.start)]):
                said = _role(when, statement, status)
                if said is None and not loosely:
                    return {}
                return {said[0] if said else ("announced" if status == "pledge" else "agreed"): when}
    return {}


def _of_news(flow: Flow, status: str, earlier: Sequence[Statement]) -> dict[str, When]:
    """Take the day of the news for its own flow and the items of its list: its dateline's, or what its lead tells."""
    here = flow.opening.sentence
    if here.dateline is not None and here.dateline.value:
        return {"announced": here.dateline}
    if here.kind != "item":
        return {}
    for statement in earlier:
        for when in _of(statement):
            if (
                not when.bound
                and (said := _role(when, statement, status)) is not None
                and said[0] in {"agreed", "announced"}
            ):
                return {"announced" if status == "pledge" else said[0]: when}
        if (dateline := statement.sentence.dateline) is not None and dateline.value:
            return {"announced": dateline}
    return {}


def _of_event(flow: Flow, earlier: Sequence[Statement]) -> When | None:
    """Find the date of the meeting at which it happened: "At the summit, ..." told before as "In May ... a summit"."""
    match = _AT_EVENT.search(flow.opening.text)
    if match is None:
        return None
    for statement in reversed(earlier):
        if re.search(rf"\b{match['event']}s?\b", statement.text, re.I) and statement is not flow.opening:
            for when in statement.dates:
                if when.value and not when.bound:
                    return when
    return None


def _by_duration(flow: Flow, found: dict[str, When]) -> When | None:
    """Give the end that a length of time tells from a known beginning: "over the next five years", said in 2025."""
    begin = found.get("start") or found.get("agreed") or found.get("announced")
    if begin is None or not begin.value:
        return None
    for statement in flow.statements:
        for length in find_durations(statement.text):
            if not length.forward:
                continue
            years, months = divmod(length.months, 12)
            try:
                value = add_duration(begin.value, years=int(years), months=months)
            except ValueError:
                continue
            start = statement.sentence.start + length.start
            text = statement.text[length.start : length.end]
            precision = "year" if len(value) == 4 else "month"
            return replace(
                begin,
                start=start,
                end=start + len(text),
                text=text,
                rule="date:duration",
                value=value,
                precision=precision,
            )
    return None


def _of(statement: Statement) -> Iterable[When]:
    return [when for when in statement.dates if when.value]


def _earlier(a: When, b: When) -> bool:
    return a.value[:4] < b.value[:4]


def _role(when: When, statement: Statement, status: str) -> tuple[str, bool] | None:
    """Say what a date is by the funding word above it, and whether that word is one of giving; None where none says."""
    upto = statement.text[: max(0, when.end - statement.sentence.start)]
    before = upto[: len(upto) - (when.end - when.start)]
    if _BACK.search(upto) or _AS_OF.search(before):
        return None
    if when.bound in {"start", "end"}:
        return when.bound, False
    announced = "announced" if status == "pledge" else "agreed"
    if statement.given:  # a line of a form or a list
        return announced, False
    frames: dict[int, list[str]] = {}
    for trigger in statement.triggers:
        if trigger.verb:
            frames.setdefault(trigger.token.i, []).append(trigger.row.frame)
    return _by_verb(when, frames, announced)


def _by_verb(when: When, frames: Mapping[int, list[str]], announced: str) -> tuple[str, bool] | None:
    """Say the same by the verbs of funding above a date, `announced` where they only promise."""
    for token in above(when.root):
        if token.pos_ not in VERBAL and token.i not in frames:
            continue
        mine = frames.get(token.i, [])
        if _STARTS.match(token.text):
            return "start", False
        if "open" in mine or (_ENDS.match(token.text) and not set(mine) - {"build", "open"}):
            return "end", False
        role = next((ROLE_OF_FRAME[frame] for frame in mine if frame in ROLE_OF_FRAME), None)
        if role is None:
            continue
        if role == "agreed" and (announced == "announced" or mood_of(token) in {"future", "hedge"}):
            return announced, False
        return role, bool({"give", "receive"} & set(mine))
    return None
