"""From a form over tags to what it says; years, quarters, fiscal years."""

from collections.abc import Iterator

from extractor.values import dates_days, dates_pointers
from extractor.values.dates_draft import (
    Draft,
    Pointer,
    Reader,
    Seen,
    full_year,
    goes_on,
    pointer_in,
    unit_at,
    year_in,
)
from extractor.values.dates_mention import Order
from extractor.values.dates_tokens import TAG, Tokens
from extractor.values.dates_years import is_year, tags

# Nepal's fiscal years are counted in the era that runs 57 years ahead: FY 2079/80 began in 2022.
_SAMVAT = range(2060, 2100)
_SAMVAT_AHEAD = 57
_SPANNING = frozenset({"from", "between", "during", "over"})


def _quarter(seen: Seen) -> Iterator[Draft]:
    tokens, first, last, form = seen.tokens, seen.first, seen.last, seen.form
    at = next(a for a in range(first, last + 1) if tokens.tags[a] in tags("quarter", "ordinal", "ord", "last"))
    number = tokens.numbers.get(at)
    if number is None:
        number = 4 if tokens.word(at) in ("final", "last") else 0
    if not 1 <= number <= 4:
        return
    year = year_in(tokens, first, last)
    if year is not None:
        yield Draft(first, last, form, tokens.numbers.get(year), quarter=number)
    elif form != "quarter_bare":
        yield Draft(first, last, form, quarter=number, pointer=pointer_in(tokens, first, last, "year"))
    elif not _is_other_quarter(tokens, last):
        yield Draft(first, last, form, quarter=number)


def _is_other_quarter(tokens: Tokens, last: int) -> bool:
    """Tell whether it is no quarter of a year: "the first quarter of the match", "the third quarter-final", "Q1.6m"."""
    behind = tokens.tag(last + 1)
    sum_of_quetzals = behind in tags("dot", "comma") and tokens.behind(last, 2)[1:].isdecimal()
    return behind in tags("of", "dash") or tokens.word(last).endswith("s") or sum_of_quetzals


def _unit_same(seen: Seen) -> Iterator[Draft]:
    """Read "the same quarter of 2022": a unit told before, in another year."""
    tokens, first, last, form = seen.tokens, seen.first, seen.last, seen.form
    unit = unit_at(tokens, first + 1)
    if unit is not None:
        yield Draft(first, last, form, pointer=Pointer("told", 0, unit), in_year=tokens.number(last))


def _fiscal(seen: Seen) -> Iterator[Draft]:
    tokens, first, last, form = seen.tokens, seen.first, seen.last, seen.form
    at = next(a for a in range(first, last + 1) if tokens.tags[a] in tags("year", "low", "num", "old"))
    pair = tokens.tag(at + 1) in "-/" and tokens.tag(at + 2) in tags("year", "num", "low")
    if pair and not goes_on(tokens, at, at + 2, 1):
        last, pair = at, False
    if pair and tokens.tags[at] == TAG["old"]:
        if tokens.number(at) in _SAMVAT:
            yield Draft(first, last, form, tokens.number(at) - _SAMVAT_AHEAD)
    elif at in tokens.numbers and (tokens.tags[at] == TAG["year"] or tokens.tag(at - 1) in tags("fy", "dash")):
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
    if until == year + 1 and (tokens.tags[at + 1] == "/" or _is_fiscal_pair(tokens, at, last)):
        yield Draft(first, last, "fiscal", year)
        return
    yield Draft(first, at, form, year, bound="start")
    yield Draft(last, last, form, until, bound="end")


def _is_fiscal_pair(tokens: Tokens, at: int, last: int) -> bool:
    """Tell whether "2023-24" is one fiscal year: not in brackets, and not as the ends of a span of time."""
    short = tokens.ends[last] - tokens.starts[last] == 2
    return short and tokens.tag(last + 1) != ">" and tokens.word(at - 1) not in _SPANNING


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
    "quarter_bare": _quarter,
    "unit_same": _unit_same,
    "fiscal": _fiscal,
    "half": _half,
    "year": _year,
}


def drafts(tokens: Tokens, form: str, first: int, behind: int, order: Order) -> list[Draft]:
    """Read one form; nothing where it turns out to be no date."""
    if tokens.tags[first] == TAG["border"] and not _is_end(tokens, first, form):
        first += 1
    return list(_READERS[form](Seen(tokens, first, behind - 1, form, order)))


_AUXILIARIES = frozenset({"to", "will", "would", "shall", "should", "must", "may", "could"})


def _is_end(tokens: Tokens, first: int, form: str) -> bool:
    """Tell whether a border belongs to the date behind it: "the end of May", "end 2025"; not "it will end May 2025"."""
    if tokens.tags[first + 1] in tags("of", "dash") or form in ("unit_border",):
        return True
    before = tokens.word(first - 1)
    if before == "to":  # "from 2009 to end 2011", but "to end 2011 as it began"
        before = before if tokens.tag(first - 2) not in tags("year", "month", "monthish") else ""
    noun = tokens.word(first) == "end" and before not in _AUXILIARIES and tokens.tag(first - 1) not in tags("the")
    return noun and form in ("month", "month_year", "year")
