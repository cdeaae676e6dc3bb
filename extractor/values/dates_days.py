"""Reading days and months: "27/01/2026", "17-19 May 2016", "early March 2025"."""

from collections.abc import Iterator

from extractor.values.dates_draft import (
    Draft,
    Reader,
    Seen,
    attached,
    checked,
    days_in,
    full_year,
    is_piece,
    months_in,
    pointer_in,
    side_at,
    valid_day,
    year_in,
)
from extractor.values.dates_mention import Bound
from extractor.values.dates_tokens import TAG, Tokens
from extractor.values.dates_years import is_plural, tags


def _iso(seen: Seen) -> Iterator[Draft]:
    tokens, first, last, form = seen.tokens, seen.first, seen.last, seen.form
    year, month, day = (tokens.number(at) for at in (first, first + 2, first + 4))
    if not 1800 <= year < 2060:  # other eras: 1447/3/28, 2081/03/28
        return
    same = tokens.tags[first + 1] == tokens.tags[first + 3]
    if same and tokens.tight(first, last) and valid_day(year, month, day) and not is_piece(tokens, first, last):
        yield Draft(first, last, form, year, month, day)


def _numeric(seen: Seen) -> Iterator[Draft]:
    tokens, first, last, form, order = seen.tokens, seen.first, seen.last, seen.form, seen.order
    sign, short = tokens.tags[first + 1], tokens.tags[last] not in tags("year", "old")
    if sign != tokens.tags[first + 3] or not tokens.tight(first, last) or is_piece(tokens, first, last):
        return
    if short and (sign != "/" or tokens.ends[last] - tokens.starts[last] != 2):
        return
    day, month = tokens.number(first), tokens.number(first + 2)
    if (order == "MDY" and day <= 12) or month > 12:
        day, month = month, day
    year = full_year(tokens, last)
    if valid_day(year, month, day):
        yield Draft(first, last, form, year, month, day)


def _month_number(seen: Seen) -> Iterator[Draft]:
    """Read "06/2020" ("in 06/2020", "completed 06/2020"); "Law 06/2020" is none."""
    tokens, first, last, form = seen.tokens, seen.first, seen.last, seen.form
    month, wide = tokens.number(first), tokens.ends[first] - tokens.starts[first] == 2
    led = tokens.tag(first - 1) in tags(*_LEADS, "word", "comma", "gap", "open")
    if wide and led and month <= 12 and tokens.tight(first, last) and not is_piece(tokens, first, last):
        yield Draft(first, last, form, tokens.numbers.get(last), month)


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


def _several_days(seen: Seen) -> Iterator[Draft]:
    tokens, first, last, form = seen.tokens, seen.first, seen.last, seen.form
    days, month = days_in(tokens, first, last), months_in(tokens, first, last)[0]
    year = year_in(tokens, first, last)
    lead = form == "month_days"
    if year is None and (_counted(tokens, days[-1]) if lead else attached(tokens, days[0])):
        one = [days[0]] if lead else [days[-1]]
        yield _one_day(tokens, (first, one[0]) if lead else (one[0], last), one[0], month, year=None, form=form)
        return
    if (
        year is None
        and lead
        and tokens.tag(days[-1] - 1) in tags("and", "or")
        and tokens.tag(days[-1] + 1) in tags("word")
    ):
        yield _one_day(tokens, (first, days[0]), days[0], month, year=None, form=form)
        return
    ranged = _joined(tokens, days[-2], days[-1]) or (_joined(tokens, first, days[-1]) and not lead)
    for at in days:
        start = first if at == days[0] else at
        end = last if at == days[-1] else at
        bound: Bound | None = None
        if ranged and at in (days[0], days[-1]):
            bound = "start" if at == days[0] else "end"
        draft = _one_day(tokens, (start, end), at, month, year=year, form=form)
        draft.bound = bound
        yield draft


def _one_day(tokens: Tokens, span: tuple[int, int], day: int, month: int, *, year: int | None, form: str) -> Draft:
    number = full_year(tokens, year) if year is not None else None
    return checked(Draft(*span, form, number, tokens.numbers.get(month), tokens.numbers.get(day)))


def _counted(tokens: Tokens, at: int) -> bool:
    """Tell whether the number at `at` goes on or counts what follows it: "In June 12 students", "June 1,200"."""
    behind = tokens.behind(at, 2)
    if behind[:1] in tuple("%°") or (behind[:1] == ":" and behind[1:].isdecimal()):
        return True
    if behind[:1] in tuple(".,/-") and behind[1:].isalnum():
        return not (behind[:1] in "," and behind[1:].isdecimal() and tokens.tag(at + 2) in tags("year", "old"))
    following = tokens.tag(at + 1)
    if tokens.tags[at] == TAG["ord"]:
        return False
    if following in tags("counted"):
        return tokens.word(at + 1) not in ("at", "am", "pm")
    led_by_in = any(tokens.tag(at - back) in tags("in") for back in (2, 3))
    plural = following in tags("persons") or (following in tags("word") and is_plural(tokens.word(at + 1)))
    return led_by_in and (plural or (following in tags("word") and tokens.tag(at + 2) in tags("counted", "persons")))


def _day(seen: Seen) -> Iterator[Draft]:
    tokens, first, last, form = seen.tokens, seen.first, seen.last, seen.form
    days, month = days_in(tokens, first, last), months_in(tokens, first, last)[0]
    year = year_in(tokens, first, last)
    day, lead = days[0], days[0] > month
    if year is None and not form.endswith("_of") and (_counted(tokens, day) if lead else attached(tokens, day)):
        start, end = (month, month) if lead else (month, last)
        yield from _month(seen._replace(first=start, last=end, form="month"))
        return
    draft = _one_day(tokens, (first, last), day, month, year=year, form=form)
    if form.endswith("_of"):
        draft.pointer = pointer_in(tokens, max(day, month) + 1, last, "year")
    yield draft


def _several_months(seen: Seen) -> Iterator[Draft]:
    tokens, first, last, form = seen.tokens, seen.first, seen.last, seen.form
    months = months_in(tokens, first, last)
    year = tokens.numbers.get(last) if tokens.tag(last - 1) != "'" else full_year(tokens, last)
    ranged = _joined(tokens, months[-2], months[-1])
    start = first
    for index, at in enumerate(months):
        final = at == months[-1]
        end = last if final else at
        number = tokens.number(at)
        earlier = ranged and not final and number > tokens.number(months[-1])
        draft = Draft(start, end, form, (year or 0) - earlier, number)
        if ranged and index in (0, len(months) - 1):
            draft.bound = "end" if final else "start"
        yield draft
        start = at + 1
        while not final and tokens.tags[start] in tags("comma", "to", "until", "dash", "and", "or", "slash", "dot"):
            start += 1


def _month_year(seen: Seen) -> Iterator[Draft]:
    tokens, first, last, form = seen.tokens, seen.first, seen.last, seen.form
    month = months_in(tokens, first, last)[0]
    if (
        tokens.tags[last] in tags("year", "old")
        and tokens.behind(last, 2)[:1] == ","
        and tokens.behind(last, 2)[1:].isdecimal()
    ):
        return
    year = last if form == "month_year" else first
    yield Draft(first, last, form, full_year(tokens, year), tokens.numbers.get(month))


def _month_of(seen: Seen) -> Iterator[Draft]:
    tokens, first, last, form = seen.tokens, seen.first, seen.last, seen.form
    month = months_in(tokens, first, last)[0]
    yield Draft(first, last, form, month=tokens.numbers.get(month), pointer=pointer_in(tokens, month + 1, last, "year"))


_LEADS = ("in", "prep", "until", "of", "weak", "to", "before", "after")


def _month(seen: Seen) -> Iterator[Draft]:
    tokens, first, last, form = seen.tokens, seen.first, seen.last, seen.form
    month = months_in(tokens, first, last)[-1]
    side = side_at(tokens, month - 1) if month > first else None
    back = pointer_in(tokens, month - 1, month - 1, "year") if tokens.tag(month - 1) == TAG["back"] else None
    before, behind = tokens.tag(first - 1), tokens.tag(last + 1)
    short = tokens.tags[month] == TAG["monthish"] and tokens.word(month) not in ("march", "may", "august")
    capital = tokens.capital(last + 1) and (short or tokens.tags[last] != ".")  # "in May. The", but "Jan. Smith"
    led = month > first or before in tags(*_LEADS)
    linked = before in tags("and", "or", "dash", "comma", "slash") and tokens.tag(first - 2) in tags(
        "month", "monthish"
    )
    linked = linked or (behind in tags("and", "or", "dash", "to") and tokens.tag(last + 2) in tags("month", "monthish"))
    if tokens.tags[month] == TAG["monthish"] and not (tokens.capital(month) and (led or linked)):
        return
    personal = capital and (before in tags("name") or before not in tags("in", "prep", "until", "before", "after"))
    if (personal or (before in tags("name") and not led)) and month == first:
        return
    vague = before in tags("weak") and tokens.word(first - 1) not in ("by", "from", "for", "between", "around")
    if vague and month == first and tokens.tags[month] == TAG["monthish"]:  # "was March", "at May"
        return
    yield Draft(first, last, form, month=tokens.numbers.get(month), side=side, pointer=back)


def _day_of(seen: Seen) -> Iterator[Draft]:
    """Read "the 10th of this month"."""
    tokens, first, last, form = seen.tokens, seen.first, seen.last, seen.form
    at = next(a for a in range(first, last + 1) if tokens.tags[a] in tags("ord"))
    yield Draft(first, last, form, day=tokens.numbers.get(at), pointer=pointer_in(tokens, at + 1, last, "month"))


def _day_bare(seen: Seen) -> Iterator[Draft]:
    """Read "on the 23rd", "signed on the 3rd in Suva"; "on the 2nd floor" is none."""
    tokens, first, last, form = seen.tokens, seen.first, seen.last, seen.form
    led = tokens.tag(first - 1) in tags("the") and tokens.word(first - 2) == "on"
    if led and tokens.tag(last + 1) in tags("weak", "in", "and", "comma", "dot", "close", "gap"):
        yield Draft(first, last, form, day=tokens.numbers.get(first))


READERS: dict[str, Reader] = {
    "iso": _iso,
    "numeric": _numeric,
    "month_number": _month_number,
    "days_month": _several_days,
    "month_days": _several_days,
    "months": _several_months,
    "year_month_day": _day,
    "day_month_year": _day,
    "day_month_of": _day,
    "month_day_year": _day,
    "month_day_of": _day,
    "day_month": _day,
    "month_day": _day,
    "month_year": _month_year,
    "year_month": _month_year,
    "month_of": _month_of,
    "month_near": _month,
    "month": _month,
    "day_of": _day_of,
    "day_bare": _day_bare,
}
