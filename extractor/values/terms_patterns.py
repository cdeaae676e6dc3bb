"""What the reader of loan terms looks for on either side of a rate or a length of time, compiled from the table."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache

from extractor.lexicon.load import Lexicon
from extractor.lexicon.terms import Cue, term_words

_ONES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS = ("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50}
NUMBERS: dict[str, float] = (
    {word: number for number, word in enumerate((*_ONES, *_TEENS), 1)}
    | _TENS
    | {f"{ten}-{one}": value + number for ten, value in _TENS.items() for number, one in enumerate(_ONES, 1)}
    | {"zero": 0, "half a": 0.5, "half of one": 0.5, "a quarter of one": 0.25}
)
_N = r"\d{1,3}(?:[.,]\d{1,4})?|" + "|".join(sorted(NUMBERS, key=len, reverse=True))
PERCENT = re.compile(
    rf"(?<![\w.,$€£¥+-])(?P<n>{_N})(?: ?(?:-|–|to|and) ?(?:{_N}))?[ \u00a0-]?(?:%|per ?cent\b|pct\b|p\.c\.)(?!age)",
    re.IGNORECASE,
)
YEARS = re.compile(
    rf"(?<![\w.,$€£¥])(?:\d{{1,3}}[-–])?(?P<n>{_N})(?P<half>(?:,| and) a half)?(?: ?\(\d{{1,3}}\))?"
    r"[ \u00a0-]{1,3}(?:calendar )?(?P<unit>year|yr|month)s?(?P<half2> and a half)?(?!\w)"
    r"(?![’']?[ -](?:old|ago|earlier|later|of age|after that))",
    re.IGNORECASE,
)
_SMALL = r"an?|only|just|about|around|below|under|less than|as low as|up to|lasting|totall?ing|between|set"
_LINK = r"of|at|is|was|are|were|to|on|over|in|within|across|for|(?:will|would|shall|to) be|as"
_WORD = r"[^\W\d][\w’'-]*"


@dataclass(frozen=True)
class Patterns:
    """Named by what they find; "before" ones end where the number begins, "after" ones begin where it ends."""

    loan: re.Pattern[str]
    interest_before: re.Pattern[str]
    interest_after: re.Pattern[str]
    charge_before: re.Pattern[str]
    no_interest: re.Pattern[str]
    no_rate_before: re.Pattern[str]
    no_rate_after: re.Pattern[str]
    grace_before: re.Pattern[str]
    grace_after: re.Pattern[str]
    bare_grace: re.Pattern[str]
    maturity_before: re.Pattern[str]
    maturity_after: re.Pattern[str]
    no_maturity_before: re.Pattern[str]
    no_maturity_after: re.Pattern[str]
    soft: re.Pattern[str]
    commercial: re.Pattern[str]


@cache
def patterns(lexicon: Lexicon) -> Patterns:
    """Compile the words of a lexicon."""

    def words(*cues: Cue) -> str:
        return _either(word for cue in cues for word in term_words(lexicon, cue))

    def compiled(pattern: str) -> re.Pattern[str]:
        return re.compile(pattern, re.IGNORECASE)

    lead = rf"(?:[ ,:-]|\b(?:{_LINK}|{_SMALL})\b){{0,8}}$"
    rates = {name: compiled(pattern) for name, pattern in _rates(words, lead).items()}
    lengths = {name: compiled(pattern) for name, pattern in _lengths(words, lead).items()}
    return Patterns(
        **rates,
        **lengths,
        loan=compiled(rf"\b(?:{words('loan')})\b"),
        soft=compiled(rf"(?<!non-)(?<!non )\b(?:{words('soft')})\b"),
        commercial=compiled(rf"\b(?:{words('commercial')})\b"),
    )


def _rates(words: Callable[..., str], lead: str) -> dict[str, str]:
    interest, fee, floating, other = words("interest"), words("fee"), words("floating"), words("other_rate")
    filler = rf"(?: (?!(?:{words('grace')}|{fee})\b){_WORD}){{0,5}}?"
    of_what = "the|its|their|total|all|gdp|project|which|that|each|[a-z]+ing"
    return {
        "interest_before": rf"\b(?:{interest}|(?:(?!(?:{other}) )[\w-]+ )?rates?){filler}{lead}",
        "interest_after": (
            r"[ ,-]{1,2}(?:(?:percent|fixed|annual|yearly|flat|simple|nominal|effective|per annum|p\.a\.|a year|"
            rf"concessional|preferential|rate of|in|of) ){{0,3}}(?:{interest}|rate\b)"
        ),
        "charge_before": rf"\b(?:{words('charge')})(?: an?| only| just)? $",
        "no_interest": (
            r"\b(?:interest|rate)[- ]free\b"
            r"|\b(?:zero|no|without|free of|not bear(?:ing)?|waived?)[- ](?:any )?interest\b"
        ),
        "no_rate_before": (
            rf"\b(?:{fee}|{floating})(?: (?!and\b|interest){_WORD}){{0,4}}?{lead}|(?:\bplus|\+) ?$"
            rf"|\b(?:{other}) (?:rate|target)s?{filler}{lead}"
            rf"|\b(?:{other})(?: (?!(?:{words('loan')})\b){_WORD}){{0,4}} rates? (?:of|at) $"
        ),
        "no_rate_after": (
            rf" (?:(?:per annum|annual|a year|in|of) ){{0,2}}(?:{fee})\b"
            rf"|\s?(?:over|above|plus|\+|on top of) (?:[\w-]+ )?(?:{floating})\b"
            rf"| of (?!interest|the interest)(?:{of_what})\b| of (?-i:[A-Z])|-owned|-funded"
            r"| (?:stake|share|of shares|disbursed|complete\w*|owned|paid)\b"
        ),
    }


def _lengths(words: Callable[..., str], lead: str) -> dict[str, str]:
    grace, maturity, interest = words("grace"), words("maturity"), words("interest")
    other, floating = words("other_length"), words("floating")
    filler = rf"(?: (?!(?:{grace}|{interest})\b){_WORD}){{0,6}}?"
    what = r"(?:(?:an? )?(?:interest|repayment|principal|capital|payment|initial|loan|debt|free|full)[ -]){0,2}"
    small = rf"for|of|to|in|with|at|and|from|by|on|under|the|{grace}|{other}|{floating}"
    whose = r"of (?:them|which|these)(?: (?:are|being|is|as))?(?: an?| in| the)?|of(?: an?)?"
    return {
        "grace_before": (
            rf"\b(?:{grace})(?: periods?)?(?: (?:on|for) (?:the )?[\w-]+(?: [\w-]+)?)?{lead}|\bperiod of grace{lead}"
        ),
        "grace_after": (
            rf"(?:[’']s?)?[ -](?:of )?{what}(?:{grace})\b"
            r"| (?:without|free of|before) (?:any )?(?:re)?payments?\b| repayment-free\b"
        ),
        "bare_grace": (
            rf"(?<![\w.,])(?P<n>{_N}) (?:(?:{whose}) )?(?:{grace})\b"
            rf"|\b(?:{grace})(?: period)? of (?P<n2>{_N})(?=\s*(?:[.,;)]|$|at\b|and\b))"
            rf"|\bthe first (?P<n3>{_N})(?: years?)?(?: of them)? (?:are |being )?(?:interest-)?free\b"
        ),
        "maturity_before": rf"\b(?:{maturity}){filler}{lead}",
        "maturity_after": (
            rf"(?:[’']s?)?,?[ -](?:of (?:{maturity})\b|(?:(?!(?:{small})\b)[\w$€£¥.,’'-]+ ){{0,4}}?"
            rf"(?:{maturity}|loans?|credits?|line of credit|credit line|lending|facility)\b)"
            r"| (?:in which )?to (?:re)?pay"
        ),
        "no_maturity_before": (
            rf"\b(?:past|last|next|first|every|coming) $|\b(?:{words('spent')})(?: {_WORD}){{0,2}}?{lead}"
            rf"|\b(?:{floating}) $"
        ),
        "no_maturity_after": rf"[ -](?:{_WORD} )?(?:{other}|{floating})\b",
    }


def _either(words: Iterable[str]) -> str:
    return "|".join(re.escape(word).replace(r"\*", r"\w*").replace(r"\ ", "[ -]") for word in words)
