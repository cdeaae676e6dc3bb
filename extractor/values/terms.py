"""Terms of loans: interest, maturity, grace, concessionality."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from extractor.lexicon.load import Lexicon
from extractor.values.terms_patterns import NUMBERS, PERCENT, YEARS, Patterns, patterns

DEFAULT = Lexicon()
Term = Literal["interest_rate", "maturity_years", "grace_years", "concessional"]
# Ends of a clause: what stands behind them says nothing of a number before.
_CLAUSE = re.compile(r"[;()]|[.!?](?=\s)|, (?:while|which|and the|but)\b", re.IGNORECASE)
_AT = re.compile(r"\bat (?:an? |only |just |a fixed |a flat |fixed )?$", re.IGNORECASE)
_FOR = re.compile(
    r"\b(?:for|over|across|to|of|in)(?: an?| an? (?:period|term) of| up to| about| its)? $", re.IGNORECASE
)
_LENDING = re.compile(r"\b(?:loans?|credits?|line of credit)(?: of| for| over| with| to)?(?: an?)? $", re.IGNORECASE)
_WINDOW = 70  # characters before a number in which the word stands that says what it is
_LONG = 10  # years from which "over 20 years" beside a loan is how long it runs rather than how long it is spent


@dataclass(frozen=True, slots=True)
class TermMention:
    """One term told: `text[start:end]`, which, and its value (per cent a year, years, or 1 and 0 for concessional)."""

    start: int
    end: int
    term: Term
    value: float


def find(text: str, *, lent: bool = False, lexicon: Lexicon = DEFAULT) -> list[TermMention]:
    """Find terms of a loan, left to right. Fees and floating rates are no interest.

    `lent`: the text speaks of a loan without saying so ("It runs for 20 years"). Of a range of rates the first is
    given, of a range of years the longest.

    >>> [(t.term, t.value) for t in find("at 2 percent interest, a 20-year maturity and a grace period of five years")]
    [('interest_rate', 2.0), ('maturity_years', 20.0), ('grace_years', 5.0)]
    >>> [(t.term, t.value) for t in find("an interest-free loan")]
    [('interest_rate', 0.0), ('concessional', 1.0)]
    >>> find("a loan at LIBOR plus 1.25 percent, with a service charge of 0.75 percent")
    []
    """
    return list(_found(text, lexicon, lent=lent))


@lru_cache(maxsize=1024)  # several flows ask for the terms of one sentence
def _found(text: str, lexicon: Lexicon, *, lent: bool) -> tuple[TermMention, ...]:
    known = patterns(lexicon)
    found = [*_interest(text, known), *_concessional(text, known)]
    lengths = list(YEARS.finditer(text))
    grace = list(_grace(text, lengths, known))
    found += grace
    told = bool(grace) or any(term.term == "interest_rate" for term in found)
    named = known.loan.search(text) is not None
    for match in lengths if named or lent else ():
        taken = any(
            term.start <= match.start() < term.end or match.start() <= term.start < match.end() for term in grace
        )
        if not taken and _is_maturity(text, match, known, told=told, named=named):
            found.append(TermMention(*match.span(), "maturity_years", _years(match)))
    return tuple(sorted(found, key=lambda term: (term.start, -term.end)))


def _before(text: str, at: int) -> str:
    """Give what the same clause tells before a place."""
    window = text[max(0, at - _WINDOW) : at]
    ends = [match.end() for match in _CLAUSE.finditer(window)]
    return window[ends[-1] :] if ends else window


def _interest(text: str, known: Patterns) -> Iterator[TermMention]:
    for match in known.no_interest.finditer(text):
        yield TermMention(*match.span(), "interest_rate", 0.0)
    about_a_loan = known.loan.search(text) is not None
    for match in PERCENT.finditer(text):
        before = _before(text, match.start())
        if known.no_rate_before.search(before) or known.no_rate_after.match(text, match.end()):
            continue
        said = known.interest_before.search(before) or known.interest_after.match(text, match.end())
        if said or (about_a_loan and _is_bare_rate(text, match, before, known)):
            yield TermMention(*match.span(), "interest_rate", _number(match["n"]))


def _is_bare_rate(text: str, match: re.Match[str], before: str, known: Patterns) -> bool:
    """Tell whether a rate is one without the word: "at 2 percent", "charged 0.8 percent", "(1 percent, 30 years)"."""
    if _AT.search(before) or known.charge_before.search(before):
        return True
    beside = YEARS.match(text, match.end() + 2) if text.startswith(", ", match.end()) else None
    return beside is not None or re.search(r"\d[ -]years?(?:,| and| at) $", before, re.IGNORECASE) is not None


def _concessional(text: str, known: Patterns) -> Iterator[TermMention]:
    commercial = list(known.commercial.finditer(text))
    for match in commercial:
        yield TermMention(*match.span(), "concessional", 0.0)
    if not commercial:
        for match in known.soft.finditer(text):
            yield TermMention(*match.span(), "concessional", 1.0)


def _grace(text: str, lengths: list[re.Match[str]], known: Patterns) -> Iterator[TermMention]:
    spans: list[tuple[int, int]] = []
    for match in lengths:
        if known.grace_after.match(text, match.end()) or known.grace_before.search(_before(text, match.start())):
            spans.append(match.span())
            yield TermMention(*match.span(), "grace_years", _years(match))
    for match in known.bare_grace.finditer(text) if lengths else ():  # "30 years with six of grace"
        group = next(name for name in ("n", "n2", "n3") if match[name])
        if not any(start <= match.start(group) < end for start, end in spans):
            yield TermMention(*match.span(group), "grace_years", _number(match[group]))


def _is_maturity(text: str, match: re.Match[str], known: Patterns, *, told: bool, named: bool) -> bool:
    """Tell whether a length of time is how long a loan runs.

    `told`: interest or grace stand beside it; `named`: the loan does.
    """
    before = _before(text, match.start())
    if known.no_maturity_before.search(before) or known.no_maturity_after.match(text, match.end()):
        return False
    if known.maturity_after.match(text, match.end()) or known.maturity_before.search(before) or _LENDING.search(before):
        return True
    if not (told or named):
        return False
    apart = text[: match.start()].endswith((", ", "("))
    if apart and text[match.end() : match.end() + 1] in {",", ")", ";"}:
        return True
    return _FOR.search(before) is not None and (told or _years(match) >= _LONG)


def _years(match: re.Match[str]) -> float:
    value = _number(match["n"]) + (0.5 if match["half"] or match["half2"] else 0)
    return round(value / 12, 2) if match["unit"].lower() == "month" else value


def _number(text: str) -> float:
    word = text.lower()
    return float(NUMBERS[word]) if word in NUMBERS else float(word.replace(",", "."))
