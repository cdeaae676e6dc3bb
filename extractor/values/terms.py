"""Terms of loans: interest, maturity, grace, concessionality."""

import re
from dataclasses import dataclass

_NUMBER_WORDS = {
    word: number
    for number, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
        "sixteen seventeen eighteen nineteen twenty".split(),
        1,
    )
} | {"twenty-five": 25, "thirty": 30, "thirty-five": 35, "forty": 40, "fifty": 50}
_N = r"(\d{1,3}(?:\.\d{1,4})?|" + "|".join(sorted(_NUMBER_WORDS, key=len, reverse=True)) + r")"
_PERCENT = r"(\d{1,2}(?:[.,]\d{1,4})?) ?(?:%|per ?cent\b|percent\b)"
_YEARS = rf"{_N}(?: \(\d+\))?[ -](years?|months?)"
_INTEREST = re.compile(
    rf"(?:interest(?: rate)?s?|fixed rate|rate)(?: \w+){{0,4}}? (?:of |at |is |was |to )?(?:only |just )?{_PERCENT}"
    rf"|{_PERCENT}(?: (?:fixed|annual|yearly|flat|variable))* (?:interest|rate)",
    re.I,
)
_FREE = re.compile(r"\b(?:interest|rate)[- ]free\b|\bzero[- ]interest\b|\bno interest\b|\bwithout interest\b", re.I)
_GRACE = re.compile(
    rf"{_YEARS}(?:['’]s?|s)?(?: of)?(?: (?:interest|repayment|\w+))? grace|"
    rf"grace(?: period)?(?:s)?(?: of| is| was|:|,)?(?: \w+){{0,2}}? {_YEARS}",
    re.I,
)
_MATURITY = re.compile(
    rf"{_YEARS}(?:['’]s?|s)?(?: of)? (?:maturity|repayment|tenor|term|loan|concessional|soft|credit|amortization|pay-?back)|"
    rf"(?:maturity|maturing|tenor|tenure|repayment|repaid|repayable|payable|pay-?back|amortization|reimbursed|paid back|"
    rf"term|duration)(?: \w+){{0,5}}? {_YEARS}|(?:loan|credit)s? (?:for|over|of) {_YEARS}",
    re.I,
)
_CONCESSIONAL = re.compile(
    r"\b(?:concessional|concessionary|preferential|soft|highly favou?rable|low[- ]interest|interest[- ]free|zero[- ]interest)\b",
    re.I,
)
_COMMERCIAL = re.compile(r"\b(?:non-concessional|commercial (?:loan|terms|rate)|market rates?|LIBOR|SOFR|EURIBOR)\b", re.I)


@dataclass(frozen=True, slots=True)
class TermMention:
    """One term told: `text[start:end]`, which, and its value (per cent a year, years, or 1 and 0 for concessional)."""

    start: int
    end: int
    term: str
    value: float


def find(text: str) -> list[TermMention]:
    """Find terms of a loan, left to right.

    >>> [(t.term, t.value) for t in find("at 2 percent interest, a 20-year maturity and a grace period of five years")]
    [('interest_rate', 2.0), ('maturity_years', 20.0), ('grace_years', 5.0)]
    >>> [(t.term, t.value) for t in find("an interest-free loan")]
    [('interest_rate', 0.0), ('concessional', 1.0)]
    """
    found = [
        TermMention(*m.span(), "interest_rate", float((m[1] or m[2]).replace(",", "."))) for m in _INTEREST.finditer(text)
    ]
    found += [TermMention(*m.span(), "interest_rate", 0.0) for m in _FREE.finditer(text)]
    grace = [TermMention(*m.span(), "grace_years", _years(m)) for m in _GRACE.finditer(text)]
    found += grace
    for match in _MATURITY.finditer(text):
        number = match.start(1) if match[1] else match.start(3) if match[3] else match.start(5)
        if not any(g.start <= number < g.end for g in grace):
            found.append(TermMention(*match.span(), "maturity_years", _years(match)))
    commercial = [TermMention(*m.span(), "concessional", 0.0) for m in _COMMERCIAL.finditer(text)]
    found += commercial
    if not commercial:
        found += [TermMention(*m.span(), "concessional", 1.0) for m in _CONCESSIONAL.finditer(text)]
    return sorted(found, key=lambda term: (term.start, -term.end))


def _years(match: re.Match[str]) -> float:
    number, unit = next((n, u) for n, u in zip(match.groups()[::2], match.groups()[1::2], strict=True) if n)
    value = float(_NUMBER_WORDS.get(number.lower(), 0)) or float(number)
    return round(value / 12, 2) if unit.lower().startswith("month") else value
