"""Reading what points to another date or has a name: weekdays, feasts, seasons, "last year", "two weeks ago"."""

from collections.abc import Iterator
from typing import Literal

from extractor.values.dates_draft import Draft, Pointer, Reader, Seen, attached, pointer_in, unit_at
from extractor.values.dates_tokens import TAG, Tokens
from extractor.values.dates_years import tags


def _weekday(seen: Seen) -> Iterator[Draft]:
    tokens, first, last, form = seen.tokens, seen.first, seen.last, seen.form
    at = next(a for a in range(first, last + 1) if tokens.tags[a] in tags("weekday", "weekdayish"))
    before, capital = tokens.tag(first - 1), tokens.capital(at + 1)
    if before in tags("habit") and at == first:
        return
    if capital and at == first and before not in tags("weak", "comma", "until", "prep"):
        return
    side = {TAG["last"]: -1, TAG["next"]: 1}.get(tokens.tags[first], 0)
    pointer = pointer_in(tokens, at + 1, last, "week") if form == "weekday_of" else None
    yield Draft(first, last, form, weekday=tokens.numbers.get(at), side=side, pointer=pointer)


_BEFORE_A_FEAST = frozenset({"on", "at", "by", "before", "after", "since", "until", "till"})


def _feast(seen: Seen) -> Iterator[Draft]:
    tokens, first, last, form = seen.tokens, seen.first, seen.last, seen.form
    behind = tokens.tag(first + 1)
    if last == first and behind in tags("word", "name", "dated", "counted", "quote"):
        return
    if last == first and " " not in tokens.word(first) and tokens.word(first - 1) not in _BEFORE_A_FEAST:
        return  # "Merry Christmas"
    yield Draft(first, last, form, tokens.numbers.get(last) if last > first else None)


def _season(seen: Seen) -> Iterator[Draft]:
    tokens, first, last, form = seen.tokens, seen.first, seen.last, seen.form
    if form == "season":
        if tokens.word(last - 1) == "fall" and tokens.word(first - 1) in (
            "to",
            "will",
            "would",
            "they",
            "we",
            "prices",
        ):
            return
        yield Draft(first, last, form, tokens.numbers.get(last))
    elif form == "season_of":
        yield Draft(first, last, form, pointer=pointer_in(tokens, first + 1, last, "year"))
    else:
        steps = 0 if tokens.tags[first] == TAG["this"] else None
        yield Draft(first, last, form, pointer=Pointer("published", steps, "year"))


def _day_off(seen: Seen) -> Iterator[Draft]:
    tokens, first, last, form = seen.tokens, seen.first, seen.last, seen.form
    if (
        tokens.word(first - 1) in ("until", "of")
        and tokens.word(first) == "today"
        and tokens.word(first - 2) in ("as",)
    ):
        pass
    steps = tokens.number(last) * (2 if last > first else 1)
    yield Draft(first, last, form, pointer=Pointer("published", steps, "day"))


def _unit_near(seen: Seen) -> Iterator[Draft]:
    tokens, first, last, form = seen.tokens, seen.first, seen.last, seen.form
    unit = unit_at(tokens, last)
    at = last - 1
    if fiscal := tokens.tags[at] in tags("fiscal", "fiscalish"):
        at -= 1
    # "over the last year" is a length of time, "the end of the last year" is none
    length = (
        at == first and not fiscal and tokens.tag(at - 1) in tags("the") and tokens.tags[at] in tags("last", "next")
    )
    if unit is None or length or tokens.word(last).endswith("s") or _compound(tokens, last):
        return
    yield Draft(first, last, form, pointer=pointer_in(tokens, at, at, unit))


def _compound(tokens: Tokens, last: int) -> bool:
    """Tell whether a word hangs on the unit: "that week-old bread", "this year-long campaign"."""
    return tokens.tag(last + 1) == "-" and tokens.tight(last, last + 2) if last + 2 < len(tokens.tags) else False


def _unit_back(seen: Seen) -> Iterator[Draft]:
    tokens, first, last, form = seen.tokens, seen.first, seen.last, seen.form
    unit = unit_at(tokens, last)
    if unit is None or tokens.word(last).endswith("s") or _compound(tokens, last):
        return
    if tokens.word(first) == "same" and tokens.tag(first - 1) not in tags("the", "this"):
        return
    if tokens.tag(first + 1) in tags("word") and tokens.word(first + 1) not in ("very", "exact"):
        return
    yield Draft(first, last, form, pointer=pointer_in(tokens, first, last, unit))


def _shifted(seen: Seen) -> Iterator[Draft]:
    tokens, first, last, form = seen.tokens, seen.first, seen.last, seen.form
    unit = unit_at(tokens, last - 1)
    few = any(tokens.tags[at] in tags("few") for at in range(first, last))
    count = None if few else tokens.numbers.get(first)
    if unit is None or (count is not None and count > 1000) or attached(tokens, first):
        return
    sign = 1 if tokens.tags[last] == TAG["after"] or tokens.numbers.get(last) == 1 else -1
    origin: Literal["published", "either"] = "published" if tokens.tags[last] == TAG["ago"] else "either"
    yield Draft(first, last, form, pointer=Pointer(origin, None if count is None else sign * count, unit))


def _unit_border(seen: Seen) -> Iterator[Draft]:
    tokens, first, last, form = seen.tokens, seen.first, seen.last, seen.form
    unit = unit_at(tokens, last) or "year"
    if not tokens.word(last).endswith("s"):
        yield Draft(first, last, form, pointer=Pointer("either", 0, unit))


READERS: dict[str, Reader] = {
    "weekday_of": _weekday,
    "weekday": _weekday,
    "feast": _feast,
    "season": _season,
    "season_of": _season,
    "season_near": _season,
    "day_off": _day_off,
    "unit_near": _unit_near,
    "unit_back": _unit_back,
    "shifted": _shifted,
    "unit_border": _unit_border,
}
