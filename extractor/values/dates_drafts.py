"""From a form over tags to what it says: year, month, day, or how it points to another date."""

import calendar
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from extractor.values.dates_mention import Bound, Order, Precision
from extractor.values.dates_tokens import TAG, Tokens
from extractor.values.dates_years import is_plural, is_year, tags

Unit = Literal["year", "quarter", "month", "week", "day"]


class Pointer(NamedTuple):
    """A distance of `steps` units from the day of publication or from the date `told` before ("told" falls back on it
    where `either`); None steps: not told how many.
    """

    origin: Literal["published", "told", "either"]
    steps: int | None
    unit: Unit


@dataclass(slots=True)
class Draft:
    """What an expression says by itself; tokens `first` to `last`."""

    first: int
    last: int
    rule: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    quarter: int | None = None
    weekday: int | None = None
    pointer: Pointer | None = None
    bound: Bound | None = None
    side: int = 0  # of a weekday, month or season: -1 "last", 1 "next", 0 neither
    season: bool = False

    def precision(self) -> Precision:
        """Give the unit that the expression fixes."""
        if self.day or self.weekday:
            return "day"
        if self.month:
            return "month"
        if self.quarter:
            return "quarter"
        if self.pointer and self.year is None:
            return (
                "month"
                if self.pointer.unit == "week" and self.pointer.steps and self.rule == "shifted"
                else ("day" if self.pointer.unit == "week" else self.pointer.unit)
            )
        return "year"


def drafts(tokens: Tokens, form: str, first: int, behind: int, order: Order) -> list[Draft]:
    """Read one form; nothing where it turns out to be no date."""
    last = behind - 1
    return [draft for draft in _READERS[form](tokens, first, last, form, order) if draft]


Reader = Callable[[Tokens, int, int, str, Order], "Iterator[Draft | None]"]


def _two_digits(number: int) -> int:
    return number + (2000 if number < 60 else 1900)


def _full_year(tokens: Tokens, at: int) -> int:
    number = tokens.numbers[at] or 0
    return number if number >= 1000 else _two_digits(number)


def _year_at(tokens: Tokens, first: int, last: int) -> int | None:
    """Give the token of the year that ends an expression: "2026", or "09" after an apostrophe."""
    for at in range(last, first - 1, -1):
        tag = tokens.tags[at]
        if tag in tags("year", "old") or (tag in tags("num", "low") and tokens.tag(at - 1) == "'"):
            return at
    return None


def _months(tokens: Tokens, first: int, last: int) -> list[int]:
    return [at for at in range(first, last + 1) if tokens.tags[at] in tags("month", "monthish")]


def _days(tokens: Tokens, first: int, last: int) -> list[int]:
    return [at for at in range(first, last + 1) if tokens.tags[at] in tags("num", "ord") and tokens.tag(at - 1) != "'"]


def valid_day(year: int | None, month: int, day: int) -> bool:
    """Tell whether the month has that day (29 February without a year: yes)."""
    return 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year if year else 2000, month)[1]


def _dated(draft: Draft) -> Draft:
    """Drop a day that its month does not have: "June 31, 2010" is some day of June."""
    if draft.day and draft.month and not valid_day(draft.year, draft.month, draft.day):
        return replace(draft, day=None)
    return draft


def _pointer(tokens: Tokens, first: int, last: int, unit: Unit) -> Pointer | None:
    """Read "this", "last", "that same", "the following" among the tokens."""
    steps: dict[str, tuple[Literal["published", "told"], int]] = {
        TAG["back"]: ("told", 0),
        TAG["previous"]: ("told", -1),
        TAG["following"]: ("told", 1),
        TAG["last"]: ("published", -1),
        TAG["next"]: ("published", 1),
        TAG["this"]: ("published", 0),
    }
    found = [steps[tokens.tags[at]] for at in range(first, last + 1) if tokens.tags[at] in steps]
    if not found:
        return None
    told = next((origin for origin, _ in found if origin == "told"), "published")
    return Pointer(told, next((n for _, n in reversed(found) if n), 0), unit)


def _unit(tokens: Tokens, at: int) -> Unit | None:
    units: dict[str, Unit] = {
        TAG["year_word"]: "year",
        TAG["quarter_word"]: "quarter",
        TAG["month_word"]: "month",
        TAG["week_word"]: "week",
        TAG["day_word"]: "day",
    }
    return units.get(tokens.tag(at))


# -- numbers ---------------------------------------------------------------------------------------------------------


def _is_piece(tokens: Tokens, first: int, last: int) -> bool:
    """Tell whether numbers go on without a blank on either side ("1.2.2010.4", "+12-10-2010")."""
    before, behind = tokens.before(first), tokens.behind(last, 2)
    if before in "./-–_#+$€£:," and tokens.starts[first] or before.isalpha() or before == "_":
        return True
    return behind[:1] in tuple("./-–,:") and behind[1:].isdecimal() or behind[:1] == "%"


def _iso(tokens: Tokens, first: int, last: int, form: str, order: Order) -> Iterator[Draft | None]:
    year, month, day = (tokens.numbers[at] or 0 for at in (first, first + 2, first + 4))
    same = tokens.tags[first + 1] == tokens.tags[first + 3]
    if same and tokens.tight(first, last) and valid_day(year, month, day) and not _is_piece(tokens, first, last):
        yield Draft(first, last, form, year, month, day)


def _numeric(tokens: Tokens, first: int, last: int, form: str, order: Order) -> Iterator[Draft | None]:
    sign, short = tokens.tags[first + 1], tokens.tags[last] not in tags("year", "old")
    if sign != tokens.tags[first + 3] or not tokens.tight(first, last) or _is_piece(tokens, first, last):
        return
    if short and (sign != "/" or tokens.ends[last] - tokens.starts[last] != 2):
        return
    day, month = tokens.numbers[first] or 0, tokens.numbers[first + 2] or 0
    if (order == "MDY" and day <= 12) or month > 12:
        day, month = month, day
    year = _full_year(tokens, last)
    if valid_day(year, month, day):
        yield Draft(first, last, form, year, month, day)


# -- quarters, halves, fiscal years ------------------------------------------------------------------------------------


def _quarter(tokens: Tokens, first: int, last: int, form: str, order: Order) -> Iterator[Draft | None]:
    at = next(a for a in range(first, last + 1) if tokens.tags[a] in tags("quarter", "ordinal", "ord"))
    number = tokens.numbers[at]
    if number is None:
        number = 4 if tokens.word(at) == "final" else 0
    if not 1 <= number <= 4:
        return
    year = _year_at(tokens, first, last)
    if year is not None:
        yield Draft(first, last, form, tokens.numbers[year], quarter=number)
    else:
        yield Draft(first, last, form, quarter=number, pointer=_pointer(tokens, first, last, "year"))


def _fiscal(tokens: Tokens, first: int, last: int, form: str, order: Order) -> Iterator[Draft | None]:
    at = next(a for a in range(first, last + 1) if tokens.tags[a] in tags("year", "low", "num"))
    pair = tokens.tag(at + 1) in "-/" and tokens.tag(at + 2) in tags("year", "num", "low")
    if pair and not _goes_on(tokens, at, at + 2, 1):
        last, pair = at, False
    if tokens.numbers[at] is not None and (tokens.tags[at] == TAG["year"] or tokens.tag(at - 1) in tags("fy", "dash")):
        yield Draft(first, last, form, _full_year(tokens, at))


def _half(tokens: Tokens, first: int, last: int, form: str, order: Order) -> Iterator[Draft | None]:
    yield Draft(first, last, form, tokens.numbers[last])


# -- days and months ---------------------------------------------------------------------------------------------------


def _joined(tokens: Tokens, first: int, last: int) -> bool:
    """Tell whether two dates are ends of a range by what stands between tokens `first` and `last`."""
    between = tokens.tags[first + 1 : last]
    if any(tag in tags("to", "until", "dash") for tag in between):
        return True
    return TAG["and"] in between and tokens.word(_left_of(tokens, first)) == "between"


def _left_of(tokens: Tokens, at: int) -> int:
    at -= 1
    while at > 0 and tokens.tags[at] in tags("the", "weekday", "weekdayish", "comma"):
        at -= 1
    return at


def _several_days(tokens: Tokens, first: int, last: int, form: str, order: Order) -> Iterator[Draft | None]:
    days, month = _days(tokens, first, last), _months(tokens, first, last)[0]
    year = _year_at(tokens, first, last)
    lead = form == "month_days"
    if year is None and (_counted(tokens, days[-1]) if lead else _attached(tokens, days[0])):
        one = [days[0]] if lead else [days[-1]]
        yield _one_day(tokens, first if lead else one[0], one[0] if lead else last, one[0], month, None, form)
        return
    if (
        year is None
        and lead
        and tokens.tag(days[-1] - 1) in tags("and", "or")
        and tokens.tag(days[-1] + 1) in tags("word")
    ):
        yield _one_day(tokens, first, days[0], days[0], month, None, form)
        return
    ranged = _joined(tokens, days[-2], days[-1]) or _joined(tokens, first, days[-1]) and not lead
    for at in days:
        start = first if at == days[0] else at
        end = last if at == days[-1] else at
        bound: Bound | None = None
        if ranged and at in (days[0], days[-1]):
            bound = "start" if at == days[0] else "end"
        draft = _one_day(tokens, start, end, at, month, year, form)
        draft.bound = bound
        yield draft


def _one_day(tokens: Tokens, first: int, last: int, day: int, month: int, year: int | None, form: str) -> Draft:
    number = _full_year(tokens, year) if year is not None else None
    return _dated(Draft(first, last, form, number, tokens.numbers[month], tokens.numbers[day]))


def _attached(tokens: Tokens, at: int) -> bool:
    """Tell whether the number at `at` is a piece of a longer one or of a sum ("$5", "3.12", "12,")."""
    return bool(tokens.starts[at]) and (
        tokens.before(at) in "$€£¥₹#+.,:/_%" or tokens.before(at).isalpha() or tokens.tag(at - 1) in tags("numbered")
    )


def _counted(tokens: Tokens, at: int) -> bool:
    """Tell whether the number at `at` goes on or counts what follows it: "In June 12 students", "June 1,200"."""
    behind = tokens.behind(at, 2)
    if behind[:1] in tuple("%:°") or (behind[:1] in tuple(".,/-") and behind[1:].isalnum()):
        return not (behind[:1] in "," and behind[1:].isdecimal() and tokens.tag(at + 2) in tags("year", "old"))
    following = tokens.tag(at + 1)
    if tokens.tags[at] == TAG["ord"]:
        return False
    if following in tags("counted"):
        return tokens.word(at + 1) not in ("at", "am", "pm")
    led_by_in = any(tokens.tag(at - back) in tags("in") for back in (2, 3))
    plural = following in tags("word") and is_plural(tokens.word(at + 1))
    return led_by_in and (plural or (following in tags("word") and tokens.tag(at + 2) in tags("counted")))


def _day(tokens: Tokens, first: int, last: int, form: str, order: Order) -> Iterator[Draft | None]:
    days, month = _days(tokens, first, last), _months(tokens, first, last)[0]
    year = _year_at(tokens, first, last)
    day, lead = days[0], days[0] > month
    if year is None and not form.endswith("_of") and (_counted(tokens, day) if lead else _attached(tokens, day)):
        start, end = (month, month) if lead else (month, last)
        yield from _month(tokens, start, end, "month", order)
        return
    draft = _one_day(tokens, first, last, day, month, year, form)
    if form.endswith("_of"):
        draft.pointer = _pointer(tokens, max(day, month) + 1, last, "year")
    yield draft


def _several_months(tokens: Tokens, first: int, last: int, form: str, order: Order) -> Iterator[Draft | None]:
    months = _months(tokens, first, last)
    year = tokens.numbers[last] if tokens.tag(last - 1) != "'" else _full_year(tokens, last)
    ranged = _joined(tokens, months[-2], months[-1])
    start = first
    for index, at in enumerate(months):
        final = at == months[-1]
        end = last if final else at
        number = tokens.numbers[at] or 0
        earlier = ranged and not final and number > (tokens.numbers[months[-1]] or 0)
        draft = Draft(start, end, form, (year or 0) - earlier, number)
        if ranged and index in (0, len(months) - 1):
            draft.bound = "end" if final else "start"
        yield draft
        start = at + 1
        while not final and tokens.tags[start] in tags("comma", "to", "until", "dash", "and", "or", "slash", "dot"):
            start += 1


def _month_year(tokens: Tokens, first: int, last: int, form: str, order: Order) -> Iterator[Draft | None]:
    month = _months(tokens, first, last)[0]
    if (
        tokens.tags[last] in tags("year", "old")
        and tokens.behind(last, 2)[:1] == ","
        and tokens.behind(last, 2)[1:].isdecimal()
    ):
        return
    yield Draft(first, last, form, _full_year(tokens, last), tokens.numbers[month])


def _month_of(tokens: Tokens, first: int, last: int, form: str, order: Order) -> Iterator[Draft | None]:
    month = _months(tokens, first, last)[0]
    yield Draft(first, last, form, month=tokens.numbers[month], pointer=_pointer(tokens, month + 1, last, "year"))


_LEADS = ("in", "prep", "until", "of", "weak", "to", "before", "after")


def _month(tokens: Tokens, first: int, last: int, form: str, order: Order) -> Iterator[Draft | None]:
    month = _months(tokens, first, last)[-1]
    side = {TAG["last"]: -1, TAG["next"]: 1}.get(tokens.tags[month - 1], 0) if month > first else 0
    before, behind = tokens.tag(first - 1), tokens.tag(last + 1)
    led = month > first or before in tags(*_LEADS)
    linked = before in tags("and", "or", "dash", "comma", "slash") and tokens.tag(first - 2) in tags(
        "month", "monthish"
    )
    linked = linked or (behind in tags("and", "or", "dash", "to") and tokens.tag(last + 2) in tags("month", "monthish"))
    if tokens.tags[month] == TAG["monthish"] and not led and not linked:
        return
    personal = behind in tags("name") and (
        before in tags("name") or before not in tags("in", "prep", "until", "before", "after")
    )
    if (personal or (before in tags("name") and not led)) and month == first:
        return
    if tokens.word(first - 1) in ("was", "is", "were", "as", "at", "on", "signed", "opened") and month == first:
        if tokens.tags[month] == TAG["monthish"]:
            return
    yield Draft(first, last, form, month=tokens.numbers[month], side=side)


# -- weekdays, feasts, seasons, what points elsewhere ------------------------------------------------------------------


def _weekday(tokens: Tokens, first: int, last: int, form: str, order: Order) -> Iterator[Draft | None]:
    at = next(a for a in range(first, last + 1) if tokens.tags[a] in tags("weekday", "weekdayish"))
    before, behind = tokens.tag(first - 1), tokens.tag(at + 1)
    if before in tags("habit", "name", "counted") and at == first and tokens.word(first - 1) not in ("world",):
        if before in tags("habit") or behind in tags("name"):
            return
    if behind in tags("name") and at == first and before not in tags("weak", "comma", "until", "prep"):
        return
    side = {TAG["last"]: -1, TAG["next"]: 1}.get(tokens.tags[first], 0)
    pointer = _pointer(tokens, at + 1, last, "week") if form == "weekday_of" else None
    yield Draft(first, last, form, weekday=tokens.numbers[at], side=side, pointer=pointer)


def _feast(tokens: Tokens, first: int, last: int, form: str, order: Order) -> Iterator[Draft | None]:
    behind = tokens.tag(first + 1)
    if last == first and behind in tags("word", "name", "dated", "counted", "quote"):
        return
    yield Draft(first, last, form, tokens.numbers[last] if last > first else None)


def _season(tokens: Tokens, first: int, last: int, form: str, order: Order) -> Iterator[Draft | None]:
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
        yield Draft(first, last, form, tokens.numbers[last])
    elif form == "season_of":
        yield Draft(first, last, form, pointer=_pointer(tokens, first + 1, last, "year"))
    else:
        steps = 0 if tokens.tags[first] == TAG["this"] else None
        yield Draft(first, last, form, pointer=Pointer("published", steps, "year"))


def _day_off(tokens: Tokens, first: int, last: int, form: str, order: Order) -> Iterator[Draft | None]:
    if (
        tokens.word(first - 1) in ("until", "of")
        and tokens.word(first) == "today"
        and tokens.word(first - 2) in ("as",)
    ):
        pass
    steps = (tokens.numbers[last] or 0) * (2 if last > first else 1)
    yield Draft(first, last, form, pointer=Pointer("published", steps, "day"))


def _unit_near(tokens: Tokens, first: int, last: int, form: str, order: Order) -> Iterator[Draft | None]:
    unit = _unit(tokens, last)
    at = last - 1
    if tokens.tags[at] in tags("fiscal", "fiscalish"):
        at -= 1
    bare = at == first and tokens.tag(first - 1) in tags("the") or tokens.tag(at - 1) in tags("the")
    if tokens.word(last).endswith("s") or unit is None or (bare and tokens.tags[at] in tags("last", "next")):
        return
    yield Draft(first, last, form, pointer=_pointer(tokens, at, at, unit))


def _unit_back(tokens: Tokens, first: int, last: int, form: str, order: Order) -> Iterator[Draft | None]:
    unit = _unit(tokens, last)
    if unit is None or (tokens.word(last).endswith("s")):
        return
    if tokens.word(first) == "same" and tokens.tag(first - 1) not in tags("the", "this"):
        return
    if tokens.tag(first + 1) in tags("word") and tokens.word(first + 1) not in ("very", "exact"):
        return
    yield Draft(first, last, form, pointer=_pointer(tokens, first, last, unit))


def _shifted(tokens: Tokens, first: int, last: int, form: str, order: Order) -> Iterator[Draft | None]:
    unit = _unit(tokens, last - 1)
    few = any(tokens.tags[at] in tags("few") for at in range(first, last))
    count = None if few else tokens.numbers[first]
    if unit is None or (count is not None and count > 1000) or _attached(tokens, first):
        return
    sign = 1 if tokens.tags[last] == TAG["after"] or tokens.numbers[last] == 1 else -1
    origin: Literal["published", "either"] = "published" if tokens.tags[last] == TAG["ago"] else "either"
    yield Draft(first, last, form, pointer=Pointer(origin, None if count is None else sign * count, unit))


def _unit_border(tokens: Tokens, first: int, last: int, form: str, order: Order) -> Iterator[Draft | None]:
    unit = _unit(tokens, last) or "year"
    if not tokens.word(last).endswith("s"):
        yield Draft(first, last, form, pointer=Pointer("either", 0, unit))


# -- years ---------------------------------------------------------------------------------------------------------------


def _goes_on(tokens: Tokens, first: int, last: int, most: int = 60) -> bool:
    """Tell whether the number at `last` is a later year than that at `first`: 2014-16, 2014/2015."""
    start, number = tokens.numbers[first] or 0, tokens.numbers[last] or 0
    if tokens.ends[last] - tokens.starts[last] == 1:
        return False
    end = number if number >= 1000 else start - start % 100 + number + (100 if number < start % 100 - 60 else 0)
    return start < end <= start + most


def _year(tokens: Tokens, first: int, last: int, form: str, order: Order) -> Iterator[Draft | None]:
    at = next(a for a in range(first, last + 1) if tokens.tags[a] in tags("year", "old"))
    pair = last > at and _goes_on(tokens, at, last)
    if not pair:
        last = at
    if not is_year(tokens, at, last, led=at > first, follows=_beside_a_year(tokens, at, last)):
        return
    year = tokens.numbers[at] or 0
    if not pair:
        yield Draft(first, at, form, year)
        return
    until = tokens.numbers[last] or 0
    until = until if until >= 1000 else year - year % 100 + until + (100 if until < year % 100 else 0)
    if tokens.tags[at + 1] == "/" and until == year + 1:
        yield Draft(first, last, "fiscal", year)
        return
    yield Draft(first, at, form, year, bound="start")
    yield Draft(last, last, form, until, bound="end")


def _beside_a_year(tokens: Tokens, at: int, last: int) -> bool:
    """Tell whether another year stands beside this one: "in 2007, 2008 and 2009"; "June 2006 to 2009"."""
    links = tags("comma", "and", "or", "dash", "to", "until", "slash")
    back = at - 1
    while back >= at - 2 and tokens.tag(back) in links:
        back -= 1
    if back < at - 1 and tokens.tag(back) in tags("year"):
        return True
    ahead = last + 1
    while ahead <= last + 2 and tokens.tag(ahead) in tags("and", "to", "until"):
        ahead += 1
    return ahead > last + 1 and tokens.tag(ahead) in tags("year")


_READERS: dict[str, Reader] = {
    "iso": _iso,
    "numeric": _numeric,
    "quarter": _quarter,
    "quarter_of": _quarter,
    "fiscal": _fiscal,
    "half": _half,
    "days_month": _several_days,
    "month_days": _several_days,
    "months": _several_months,
    "day_month_year": _day,
    "day_month_of": _day,
    "month_day_year": _day,
    "month_day_of": _day,
    "day_month": _day,
    "month_day": _day,
    "month_year": _month_year,
    "month_of": _month_of,
    "month_near": _month,
    "month": _month,
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
    "year": _year,
}
