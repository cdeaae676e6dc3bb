"""From a form over tags to what it says; years, quarters, fiscal years."""

from collections.abc import Iterator

from extractor.values import dates_days, dates_pointers
from extractor.values.dates_draft import Draft, Reader, Seen, full_year, goes_on, pointer_in, year_in
from extractor.values.dates_mention import Order
from extractor.values.dates_tokens import TAG, Tokens
from extractor.values.dates_years import is_year, tags


def _quarter(seen: Seen) -> Iterator[Draft]:
    tokens, first, last, form = seen.tokens, seen.first, seen.last, seen.form
    at = next(a for a in range(first, last + 1) if tokens.tags[a] in tags("quarter", "ordinal", "ord"))
    number = tokens.numbers.get(at)
    if number is None:
        number = 4 if tokens.word(at) == "final" else 0
    if not 1 <= number <= 4:
        return
    year = year_in(tokens, first, last)
    if year is not None:
        yield Draft(first, last, form, tokens.numbers.get(year), quarter=number)
    else:
        yield Draft(first, last, form, quarter=number, pointer=pointer_in(tokens, first, last, "year"))


def _fiscal(seen: Seen) -> Iterator[Draft]:
    tokens, first, last, form = seen.tokens, seen.first, seen.last, seen.form
    at = next(a for a in range(first, last + 1) if tokens.tags[a] in tags("year", "low", "num"))
    pair = tokens.tag(at + 1) in "-/" and tokens.tag(at + 2) in tags("year", "num", "low")
    if pair and not goes_on(tokens, at, at + 2, 1):
        last, pair = at, False
    if at in tokens.numbers and (tokens.tags[at] == TAG["year"] or tokens.tag(at - 1) in tags("fy", "dash")):
        yield Draft(first, last, form, full_year(tokens, at))


def _half(seen: Seen) -> Iterator[Draft]:
    tokens, first, last, form = seen.tokens, seen.first, seen.last, seen.form
    yield Draft(first, last, form, tokens.numbers.get(last))


def _year(seen: Seen) -> Iterator[Draft]:
    tokens, first, last, form = seen.tokens, seen.first, seen.last, seen.form
    at = next(a for a in range(first, last + 1) if tokens.tags[a] in tags("year", "old"))
    if tokens.tag(at - 1) == "-" and tokens.tags[first] in tags("border", "year_word") and not tokens.tight(first, at):
        first = at  # "end-2025", but not "at the end - 2000 tonnes -"
    pair = last > at and goes_on(tokens, at, last)
    if not pair:
        last = at
    if not is_year(tokens, at, last, led=at > first, follows=_beside_a_year(tokens, at, last)):
        return
    year = tokens.number(at)
    if not pair:
        yield Draft(first, at, form, year)
        return
    until = tokens.number(last)
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
    **dates_days.READERS,
    **dates_pointers.READERS,
    "quarter": _quarter,
    "quarter_of": _quarter,
    "fiscal": _fiscal,
    "half": _half,
    "year": _year,
}


def drafts(tokens: Tokens, form: str, first: int, behind: int, order: Order) -> list[Draft]:
    """Read one form; nothing where it turns out to be no date."""
    return list(_READERS[form](Seen(tokens, first, behind - 1, form, order)))
