"""Sums of money as news prints them: where they stand, how much, of what currency.

Numbers are found first; a sum is a number with a sign or code right before or after it, or a currency's name after it.
price-parser reads the digits (separators of several habits); scale, words, ranges, lists and restatements are ours.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from typing import Literal

from price_parser.parser import parse_number
from text_to_num import text2num

from extractor.lexicon import Lexicon
from extractor.lexicon.currencies import Currencies, currencies

Qualifier = Literal["exact", "about", "up_to", "at_least", "more_than", "less_than"]

DEFAULT = Lexicon()


@dataclass(frozen=True, slots=True)
class MoneyMention:
    """A sum: `text[start:end]` from sign to currency word without qualifiers; `value` in whole currency units.

    `candidates` are the currencies that an ambiguous sign or word may mean, likeliest first (empty where it is plain);
    `equivalent_of` is the index of the sum that this one restates in another currency.
    """

    start: int
    end: int
    value: Decimal
    currency: str
    candidates: tuple[str, ...]
    qualifier: Qualifier
    equivalent_of: int | None
    rule: str


SCALES = {
    "hundred": 100,
    "thousand": 10**3,
    "k": 10**3,
    "lakh": 10**5,
    "lakhs": 10**5,
    "lac": 10**5,
    "lacs": 10**5,
    "million": 10**6,
    "millions": 10**6,
    "mn": 10**6,
    "mln": 10**6,
    "mil": 10**6,
    "m": 10**6,
    "crore": 10**7,
    "crores": 10**7,
    "cr": 10**7,
    "billion": 10**9,
    "billions": 10**9,
    "bn": 10**9,
    "bln": 10**9,
    "b": 10**9,
    "milliard": 10**9,
    "trillion": 10**12,
    "trn": 10**12,
    "tn": 10**12,
    "lakh crore": 10**12,
    "hundred thousand": 10**5,
    "hundred million": 10**8,
    "thousand million": 10**9,
    "thousand crore": 10**10,
}
_BLANK = "[ \u00a0\u2009\u202f]"
_DIGITS = (
    rf"(?:\d{{1,3}}(?:[,’'\u00a0\u2009\u202f .]\d{{3}}(?!\d))+(?:[.,]\d{{1,2}}(?!\d))?"  # 1,234.56  1.234,56  1 234 567
    r"|\d{1,3}(?:,\d{2})*,\d{3}(?!\d)(?:\.\d+)?"  # 12,50,000
    r"|\d+(?:[.,]\d+)?)"
)
_SCALE_WORDS = "|".join(sorted((re.escape(s) for s in SCALES if len(s) > 1), key=len, reverse=True)).replace(r"\ ", " ")
_NUMBER = re.compile(
    rf"(?P<digits>{_DIGITS})(?:\.?{_BLANK}?-?(?P<scale>{_SCALE_WORDS})\b|{_BLANK}?(?P<letter>[kKmMbB])(?![\w-]*[a-zA-Z0-9]))?",
    re.I,
)
_UNITS = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_WORD = "|".join(sorted([*_UNITS, *_TENS], key=len, reverse=True))
_IN_WORDS = re.compile(
    rf"\b(?:(?P<part>half|(?:a |one )?quarter|three quarters)(?: of)?(?: an?)?|"
    rf"(?P<count>(?:(?:{_WORD}|an?)(?:[ -](?:{_WORD}|hundred|thousand|and(?! a (?:half|quarter))))*))(?P<half> and an? (?:half|quarter))?)"
    rf"[ -](?P<scale>hundred thousand|hundred million|hundred|thousand|million|billion|trillion|lakh|crore)\b|"
    rf"\b(?P<plain>(?:{_WORD})(?:[ -](?:{_WORD}|hundred|thousand|and))*)(?= )",
    re.I,
)
_BEFORE: tuple[tuple[Qualifier, str], ...] = (
    ("up_to", r"up to|as much as|as high as|a maximum of|maximum of|not more than|no more than|not exceeding|a ceiling of|at most"),
    ("at_least", r"at least|a minimum of|minimum of|no less than|not less than|no fewer than"),
    ("more_than", r"more than|over|in excess of|above|exceeding|upwards of|well over|just over|a little over|slightly more than"),
    ("less_than", r"less than|under|below|just under"),
    ("about", r"about|around|approximately|approx\.?|roughly|nearly|almost|some|an estimated|estimated at|estimated|close to|circa|ca\.?|~|≈|just short of|in the region of|to the tune of about"),
)
_QUALIFIER = re.compile(
    r"(?:^|[\s(\[,])(?:" + "|".join(f"(?P<{q}>{words})" for q, words in _BEFORE) + r")\s*(?:an? (?:total|sum|amount) of |the |an? additional |another |a further |an extra )?$",
    re.I,
)
_AFTER = re.compile(r"\s*(?:\)|,)?\s*(?P<at_least>or more|and above|at least)|\s*(?P<about>or so|or thereabouts)|\s*(?P<up_to>at most|or less)", re.I)
_LIST = re.compile(r"\s*(?:,\s*(?:and\s+|or\s+)?|and\s+|or\s+|&\s*)$")
_RANGE = re.compile(r"\s*(?:-|–|—|to|and|or)\s*$")
_RESTATES = re.compile(
    r"\s*(?:(?P<open>[(\[])|,?\s*\b(?P<or>or|i\.e\.?|equivalent to|equal to|the equivalent of|equivalent)\b|\s(?P<slash>/))\s*"
    r"(?:(?:or|equivalent to|equivalent|equal to|the equivalent of|worth|which is|approximately|approx\.?|about|around|roughly|some|nearly|almost|"
    r"over|more than|just over|just under|then|now|currently|at the time|US|=|~|≈|:|an estimated)\s*)*$",
    re.I,
)
# Words of the language that are also units; alone beside a small number they are the word ("won the cup", "3 marks").
_COMMON = frozenset("won real reals mark marks som sum sol rand kip lek pula lari dram drams colon crown crowns kina tala leu lei lev dong sucre punt ecu ecus birr".split())
_LETTERS = frozenset("P K R N D M E L T B".split())
_YEAR = re.compile(r"(?:19|20)\d\d$")
_WEIGHT = re.compile(r"\s+of\s+(?!(?:aid|funding|debt|credit|taxpayer|public|money|assistance|support|grant|investment))", re.I)


@dataclass(slots=True)
class _Number:
    start: int
    end: int
    value: Decimal
    scale: int  # what its scale word multiplied it by; 1 without one
    digits: bool
    sign_start: int = -1
    codes: tuple[str, ...] = ()
    unit_end: int = -1
    rule: str = ""

    @property
    def scaled(self) -> bool:
        return self.scale > 1

    @property
    def full(self) -> tuple[int, int]:
        return (self.sign_start if self.sign_start >= 0 else self.start, max(self.end, self.unit_end))


def find(text: str, *, lexicon: Lexicon = DEFAULT) -> list[MoneyMention]:
    """Find the sums in a text, left to right, none overlapping.

    >>> [(text[m.start:m.end], m.value, m.currency, m.qualifier) for text in ["up to US$8.6 million (CHF 7.5m)"] for m in find(text)]
    [('US$8.6 million', Decimal('8600000.0'), 'USD', 'up_to'), ('CHF 7.5m', Decimal('7500000.0'), 'CHF', 'exact')]
    """
    table = currencies(lexicon)
    numbers = _numbers(text, table)
    _share(text, numbers)
    found: list[MoneyMention] = []
    for first, last, qualifier in _ranges(text, numbers):
        if text[last.full[1] : last.full[1] + 2].lstrip()[:1] == "=" or text[: first.full[0]].rstrip()[-1:] == "=":
            continue  # an exchange rate
        start, end = first.full[0], last.full[1]
        qualifier = qualifier or _qualifier(text, start, end)
        mention = MoneyMention(
            start, end, last.value, last.codes[0], last.codes if len(last.codes) > 1 else (), qualifier, None, last.rule
        )
        found.append(replace(mention, equivalent_of=_restated(text, found, mention)))
    return found


def read(text: str, *, lexicon: Lexicon = DEFAULT) -> MoneyMention | None:
    """Read a text that is one sum and nothing else, qualifier aside; None if it is not.

    >>> read("EUR 1.234,56").value
    Decimal('1234.56')
    >>> read("fifteen") is None
    True
    """
    found = find(text, lexicon=lexicon)
    if len(found) != 1 or text[found[0].end :].strip() or re.search(r"\d", text[: found[0].start]):
        return None
    return found[0]


def settle(
    mention: MoneyMention, countries: Sequence[str], explicit: Collection[str] = (), *, lexicon: Lexicon = DEFAULT
) -> str:
    """Choose the currency of an ambiguous sum.

    `explicit`: currencies that the article names plainly elsewhere; wins where it is exactly one of the candidates.
    `countries`: ISO codes of the states that the article is about, likeliest first. A bare "$" or "dollars" is US
    dollars unless the article says otherwise: that is how the world's press prints them.
    """
    if not mention.candidates:
        return mention.currency
    told = [code for code in mention.candidates if code in explicit]
    if len(told) == 1:
        return told[0]
    if mention.candidates[0] == "USD":
        return "USD"
    of_country = currencies(lexicon).of_country
    for country in countries:
        for code in of_country.get(country, ()):
            if code in mention.candidates:
                return code
    return mention.currency


def compare(a: MoneyMention, b: MoneyMention) -> bool:
    """Whether two are the same sum: one currency, and equal, or within 2 % where either says that it rounds."""
    if a.currency != b.currency:
        return False
    if {a.qualifier, b.qualifier} & {"about", "more_than", "less_than"}:
        return abs(a.value - b.value) <= Decimal("0.02") * max(a.value, b.value)
    return a.value == b.value


def plausible(a: tuple[Decimal, str], b: tuple[Decimal, str], *, lexicon: Lexicon = DEFAULT) -> bool:
    """Whether two sums could be the same one at some exchange rate since 1990; True where a rate is not known.

    >>> plausible((Decimal(54976), "USD"), (Decimal(2777296), "PHP")), plausible((Decimal(100), "USD"), (Decimal(100), "JPY"))
    (True, False)
    """
    bands = currencies(lexicon).bands
    if a[1] not in bands or b[1] not in bands or not a[0] or not b[0]:
        return True
    (low_a, high_a), (low_b, high_b) = bands[a[1]], bands[b[1]]
    return low_b / high_a * Decimal("0.9") <= b[0] / a[0] <= high_b / low_a * Decimal("1.1")


def _numbers(text: str, table: Currencies) -> list[_Number]:
    """Find all numbers, each with the sign, code or name that stands right beside it."""
    found = [*_in_digits(text), *_in_words(text)]
    found.sort(key=lambda n: (n.start, -n.end))
    kept: list[_Number] = []
    for number in found:
        if kept and number.start < kept[-1].full[1]:
            continue
        _sign_before(text, number, table)
        _unit_after(text, number, table)
        if number.value and (number.codes or number.digits):
            kept.append(number)
    return kept


def _in_digits(text: str) -> Iterator[_Number]:
    for match in _NUMBER.finditer(text):
        start = match.start()
        if start and (text[start - 1].isdigit() or (text[start - 1] in ".,/:" and start > 1 and text[start - 2].isdigit())):
            continue
        digits = match["digits"]
        word = match["scale"] or match["letter"]
        value = _read_digits(digits, scaled=word is not None)
        if value is None:
            continue
        scale = SCALES[word.lower()] if word else 1
        yield _Number(start, match.end() if word else match.end("digits"), value * scale, scale, digits=True)


@cache
def _read_digits(digits: str, *, scaled: bool) -> Decimal | None:
    if len(digits) > 40:
        return None
    if scaled and re.fullmatch(r"\d{1,3}[.,]\d{1,4}", digits):  # "40.131 million": nobody groups digits before a scale
        return Decimal(digits.replace(",", "."))
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+", digits) or re.fullmatch(r"\d{1,3}(?:,\d{2})*,\d{3}(?:\.\d+)?", digits):
        return Decimal(digits.replace(",", ""))
    if digits.isdigit():
        return Decimal(digits)
    return parse_number(re.sub("[’'\u00a0\u2009\u202f ]", " ", digits))


def _in_words(text: str) -> Iterator[_Number]:
    for match in _IN_WORDS.finditer(text):
        scale = (match["scale"] or "").lower()
        if match["part"]:
            part = match["part"].lower()
            value = Decimal("0.5") if part == "half" else Decimal("0.75") if part.startswith("three") else Decimal("0.25")
        else:
            value = _read_words((match["count"] or match["plain"]).lower())
            if match["half"]:
                value += Decimal("0.5") if match["half"].lower().endswith("half") else Decimal("0.25")
        factor = SCALES[scale] if scale else 1
        yield _Number(match.start(), match.end(), value * factor, factor, digits=False)


def _read_words(words: str) -> Decimal:
    if words in {"a", "an"}:
        return Decimal(1)
    try:
        return Decimal(text2num(re.sub(r"^an? ", "one ", words), "en"))
    except ValueError:  # "two and", "five three": no number
        return Decimal(0)


def _sign_before(text: str, number: _Number, table: Currencies) -> None:
    if not number.digits:
        return
    at = number.start
    gap = 1 if at and text[at - 1] in " \u00a0\u2009\u202f" else 0
    for length in range(min(table.longest_sign, at - gap), 0, -1):
        sign = text[at - gap - length : at - gap]
        codes = table.signs.get(sign)
        if not codes:
            continue
        before = text[at - gap - length - 1 : at - gap - length]
        if before.isalnum() and sign[0].isalnum():
            continue
        if before.isalnum() and not sign[0].isalnum():  # an unknown "X$": no currency of the table
            continue
        if (sign in _LETTERS or len(sign) < 3 and sign.isalpha() and sign[0].isupper() and sign.isupper()) and not _much(text, number, gap):
            continue
        number.sign_start, number.codes, number.rule = at - gap - length, codes, "money:sign"
        return


def _much(text: str, number: _Number, gap: int) -> bool:
    """Whether a number is plainly a sum after a mere letter: "K2.5 million", "P2,777,296", not "K2", "G20", "M23"."""
    if gap:
        return number.scaled
    return number.scaled or number.value >= 1000


def _unit_after(text: str, number: _Number, table: Currencies) -> None:
    at = number.end
    match = re.compile(rf"{_BLANK}?[-–]?{_BLANK}?(?:in {_BLANK}?|of )?").match(text, at)
    start = match.end() if match else at
    for begin in dict.fromkeys((at, at + 1 if text[at : at + 1] in " \u00a0-" else at, start)):
        if (hit := _unit_at(text, begin, number, table)) is not None:
            end, codes = hit
            if number.codes and not set(codes) & set(number.codes) and number.sign_start >= 0:
                return
            number.codes = tuple(c for c in codes if not number.codes or c in number.codes) or codes
            number.unit_end = end
            number.rule = number.rule or "money:unit"
            return


_WORDS_AHEAD = re.compile(r"[^\W\d_]+(?:['’.][^\W\d_]+)*\.?(?:[ \u00a0-][^\W\d_]+(?:['’][^\W\d_]+)*){0,4}")


def _unit_at(text: str, begin: int, number: _Number, table: Currencies) -> tuple[int, tuple[str, ...]] | None:
    if begin >= len(text):
        return None
    if not text[begin].isalpha():
        for length in (3, 2, 1):
            sign = text[begin : begin + length]
            if sign in table.signs and not sign[0].isalpha() and not text[begin + length : begin + length + 1].isdigit():
                return begin + length, table.signs[sign]
        return None
    match = _WORDS_AHEAD.match(text, begin, begin + 60)
    if match is None:
        return None
    words = match.group()
    while words:
        key = words.lower().replace("’", "'").replace("\u00a0", " ")
        codes = table.names.get(key) or table.names.get(key.replace("-", " "))
        if codes and _names_unit(text, begin + len(words), key, number):
            return begin + len(words), codes
        sign_codes = table.signs.get(words)
        if sign_codes and len(words) > 1:
            return begin + len(words), sign_codes
        cut = max(words.rfind(" "), words.rfind("\u00a0"), words.rfind("-"))
        words = words[:cut] if cut > 0 else ("" if not words.endswith(".") else words[:-1])
    adjective, _, unit = match.group().partition(" ")  # "Comoran francs": the table knows the unit, not the adjective
    unit = unit.split(" ")[0]
    if adjective[0].isupper() and len(table.names.get(unit.lower(), ())) > 1:
        return begin + len(adjective) + 1 + len(unit), table.names[unit.lower()]
    for length in range(min(table.longest_sign, len(text) - begin), 1, -1):
        sign = text[begin : begin + length]
        if sign in table.signs and not (text[begin + length : begin + length + 1].isalnum()):
            return begin + length, table.signs[sign]
    return None


def _names_unit(text: str, end: int, key: str, number: _Number) -> bool:
    if key in {"pound", "pounds"} and _WEIGHT.match(text, end):
        return False
    if key in _COMMON:
        return (number.scaled or number.value >= 1000) and not (number.digits and not number.scaled and number.value < 3000 and _YEAR.match(str(number.value)))
    return True


def _share(text: str, numbers: list[_Number]) -> None:
    """Give the numbers of a list or range the currency and scale that only one of them carries ("$2, 3 and 5 million")."""
    for index in range(len(numbers) - 1, 0, -1):
        first, second = numbers[index - 1], numbers[index]
        between = text[first.full[1] : second.full[0]]
        if len(between) > 8 or not (_LIST.match(between) or _RANGE.match(between)):
            continue
        if second.codes and not first.codes and first.digits and second.sign_start < 0 and not _YEAR.fullmatch(str(first.value)):
            if first.scaled or not second.scaled or first.value < 1000:
                first.codes, first.rule = second.codes, "money:shared"
                _scale_like(first, second)
    for index in range(1, len(numbers)):
        first, second = numbers[index - 1], numbers[index]
        between = text[first.full[1] : second.full[0]]
        if len(between) > 8 or not (_LIST.match(between) or _RANGE.match(between)) or not first.codes or first.sign_start < 0:
            continue
        after = text[second.full[1] : second.full[1] + 12]
        if not second.codes and second.digits and (second.scaled or re.match(r"\s*(?:,|and|-|–|to)\s*\d", after)) and not _YEAR.fullmatch(str(second.value)):
            second.codes, second.rule = first.codes, "money:shared"
    for index in range(len(numbers) - 1, 0, -1):
        first, second = numbers[index - 1], numbers[index]
        between = text[first.full[1] : second.full[0]]
        if len(between) > 8 or not (_LIST.match(between) or _RANGE.match(between)):
            continue
        same = first.codes and first.codes == second.codes
        if same and second.scaled and not first.scaled and first.value < 1000 and first.unit_end < 0:
            _scale_like(first, second)
    numbers[:] = [number for number in numbers if number.codes]


def _scale_like(number: _Number, other: _Number) -> None:
    """Give a number without a scale word that of its neighbour."""
    if not number.scaled:
        number.value, number.scale = number.value * other.scale, other.scale


def _ranges(text: str, numbers: list[_Number]) -> Iterator[tuple[_Number, _Number, Qualifier | None]]:
    """Give each sum as (first, last number, qualifier): of a range the two ends, the larger counting as a ceiling."""
    index = 0
    while index < len(numbers):
        first = numbers[index]
        if index + 1 < len(numbers):
            second = numbers[index + 1]
            between = text[first.full[1] : second.full[0]].strip()
            before = text[max(0, first.full[0] - 12) : first.full[0]].lower()
            span = between in {"-", "–", "—"} or (between == "to" and not re.search(r"\bup $", before)) or (
                between == "and" and re.search(r"\bbetween\s+(?:about |around |some )?$", before)
            )
            if span and set(first.codes) & set(second.codes) and first.value < second.value and not re.search(r"\bfrom $", before):
                yield first, second, "up_to"
                index += 2
                continue
        yield first, first, None
        index += 1


def _qualifier(text: str, start: int, end: int) -> Qualifier:
    if match := _QUALIFIER.search(text[max(0, start - 45) : start]):
        return match.lastgroup  # type: ignore[return-value]  # the groups are named after the qualifiers
    if (match := _AFTER.match(text[end : end + 20])) and match.lastgroup:
        return match.lastgroup  # type: ignore[return-value]
    return "exact"


def _restated(text: str, before: list[MoneyMention], mention: MoneyMention) -> int | None:
    if not before:
        return None
    last = len(before) - 1
    earlier = before[last]
    between = text[earlier.end : mention.start]
    if len(between) > 45 or not _RESTATES.fullmatch(between):
        return None
    root = earlier.equivalent_of if earlier.equivalent_of is not None else last
    return root if mention.currency != before[root].currency else None
