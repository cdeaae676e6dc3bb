"""Reading what points to another date or has a name: weekdays, feasts, seasons, "last year", "two weeks ago"."""

from collections.abc import Iterator
from typing import Literal

from extractor.values.dates_draft import Draft, Pointer, Reader, Seen, attached, goes_on, pointer_in, side_at, unit_at
from extractor.values.dates_tokens import TAG, Tokens
from extractor.values.dates_years import tags

YEARS_OF_A_DECADE = 10


def _weekday(seen: Seen) -> Iterator[Draft]:
    tokens, first, last, form = seen.tokens, seen.first, seen.last, seen.form
    at = next(a for a in range(first, last + 1) if tokens.tags[a] in tags("weekday", "weekdayish"))
    before, capital = tokens.tag(first - 1), tokens.capital(at + 1)
    if before in tags("habit") and at == first:
        return
    if tokens.tags[at] in tags("weekdayish") and at == first and not _short_day(tokens, at):
        return
    if capital and at == first and before not in tags("weak", "comma", "until", "prep"):
        return
    side = side_at(tokens, at - 1) if at > first else None
    pointer = pointer_in(tokens, at + 1, last, "week") if form == "weekday_of" else None
    yield Draft(first, last, form, weekday=tokens.numbers.get(at), side=side, pointer=pointer)


def _short_day(tokens: Tokens, at: int) -> bool:
    """Tell whether "Thurs" alone is a day: "announced Thurs.", "on Fri", but not "the Sun", "on Sun Valley"."""
    before = tokens.word(at - 1)
    told = before in ("on", "by", "until", "since") or (
        before.endswith("ed") and tokens.tag(at - 1) in tags("word", "weak")
    )
    return told and tokens.tag(at + 1) not in tags("name")


def _feast(seen: Seen) -> Iterator[Draft]:
    tokens, first, last, form = seen.tokens, seen.first, seen.last, seen.form
    behind = tokens.tag(first + 1)
    if last == first and behind in tags("word", "name", "dated", "counted", "quote"):
        return
    if last == first and " " not in tokens.word(first) and tokens.word(first - 1) != "on":
        return  # "Merry Christmas", "before Christmas"
    yield Draft(first, last, form, tokens.numbers.get(last) if last > first else None)


def _season(seen: Seen) -> Iterator[Draft]:
    tokens, first, last, form = seen.tokens, seen.first, seen.last, seen.form
    at = next(a for a in range(first, last + 1) if tokens.tags[a] in tags("season"))
    if form == "season":
        if tokens.word(at) == "fall" and tokens.word(first - 1) in ("to", "will", "would", "they", "we", "prices"):
            return
        year = at + 1 + (tokens.tags[at + 1] not in tags("year", "old"))
        if last > year and not goes_on(tokens, year, last, 1):
            last = year
        yield Draft(first, last, form, tokens.number(year))
    elif form == "season_of":
        yield Draft(first, last, form, pointer=pointer_in(tokens, first + 1, last, "year"))
    elif form == "season_near" or _one_season(tokens, first, at):
        yield Draft(first, last, form, month=tokens.numbers.get(at), side=side_at(tokens, at - 1))


def _one_season(tokens: Tokens, first: int, at: int) -> bool:
    """Tell whether a season is that of one year: "in the spring", "by the end of winter"; "in winter" is any."""
    behind = tags("comma", "dot", "close", "gap", "weak", "until", "and", "after", "before", "mark", "quote")
    if tokens.tag(at + 1) not in behind and tokens.word(at + 1) not in ("when", "while"):
        return False
    led = tokens.tag(first - 1) in tags("the") and (
        tokens.tag(first - 2) in tags("in", "until", "prep") or tokens.word(first - 2) in ("by", "from", "over")
    )
    return led or (at > first and tokens.word(at) != "fall")


def _day_off(seen: Seen) -> Iterator[Draft]:
    tokens, first, last, form = seen.tokens, seen.first, seen.last, seen.form
    word = tokens.word(first)
    if word == "last" and tokens.word(first + 1) not in ("night", "evening"):
        return
    if word == "today" and tokens.capital(first) and tokens.tag(first - 1) in tags("name"):
        return  # a newspaper: "Gulf Today"
    steps = {"last": -1, "this": 0}.get(word, tokens.number(first))
    if tokens.tags[first] == TAG["day_word"]:
        steps = 2 * tokens.number(last)
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
    begins = tokens.number(at + 1) if fiscal else 1
    yield Draft(first, last, form, pointer=pointer_in(tokens, at, at, unit), begins=begins)


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
    if count is not None and tokens.tags[last - 1] == TAG["decade_word"]:
        count *= YEARS_OF_A_DECADE
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
    "season_bare": _season,
    "day_off": _day_off,
    "unit_near": _unit_near,
    "unit_back": _unit_back,
    "shifted": _shifted,
    "unit_border": _unit_border,
}
