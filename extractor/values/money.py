"""Sums of money as news prints them: where they stand, how much, of what currency.

`numbers` finds every number once; `money_units` gives each the sign, code or name beside it. Here is what takes more
than one: lists that share a currency or a scale, ranges, rates of exchange, qualifiers, restatements.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from extractor.lexicon import Lexicon
from extractor.lexicon.currencies import Currencies, Unit, currencies, name_key
from extractor.values import numbers
from extractor.values.money_units import Sum, attach, phrase_ends

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


_BEFORE: dict[Qualifier, str] = {
    "up_to": "up to|as much as|as high as|maximum of|maximum|not more than|no more than|not exceeding|not exceed|"
    "not to exceed|ceiling of|at most|limited to|capped at|cap of|limit of",
    "at_least": "at least|minimum of|no less than|not less than|no fewer than|not below|starting at|starting from",
    "more_than": "more than|over|in excess of|above|exceeding|exceeds|exceeded|exceed|upwards of|upward of|north of|"
    "greater than|higher than|surpassing|topping",
    "less_than": "less than|under|below|fewer than|lower than",
    "about": "about|around|approximately|approx|approx.|roughly|nearly|almost|some|estimated|estimated at|estimated to be|"
    "close to|circa|ca.|c.|just short of|in the region of|to the tune of|in the order of|on the order of|somewhere around|"
    "approximates|approaching|nearing|virtually",
}
_QUALIFIERS: dict[tuple[str, ...], Qualifier] = {
    tuple(phrase.split()): qualifier for qualifier, phrases in _BEFORE.items() for phrase in phrases.split("|")
}
_AFTER: tuple[tuple[str, Qualifier], ...] = (
    (" or more", "at_least"),
    (", or more", "at_least"),
    (" and above", "at_least"),
    (" at least", "at_least"),
    ("+", "at_least"),
    ("-plus", "at_least"),
    (" or so", "about"),
    (" or thereabouts", "about"),
    (" at most", "up_to"),
    (" or less", "up_to"),
    (" maximum", "up_to"),
)
# Words between a qualifier and its sum: "about a total of $4 million", "over another $4 million".
_FILLERS = tuple(
    tuple(words.split())
    for words in (
        "a total of|an amount of|a sum of|the sum of|the equivalent of|an equivalent of|the amount of|a combined|"
        "an additional|a further|another|an extra|additional|further|an initial|a whopping"
    ).split("|")
)
# "He handed over $5,000", "a quarrel over $3 million": no qualifier.
_OVER_ITSELF = re.compile(
    r"(?:hand|turn|tak|took|sign|pass|carr|giv|gave|paid|pay|bring|brought|disput|quarrel|row|fight|fought|argu|"
    r"controvers|debate|concern|worr|dispute|lawsuit|case|battle|standoff|protest|scandal|charge)",
    re.I,
)
_JOINTS = frozenset({"and", "or", "&", ", and", ", or", ","})
_SPANS = frozenset({"-", "–", "—", "to"})
_YEAR = re.compile(r"(?:19|20)\d\d")
_MONTH = re.compile(r"(?:\b(?:in|since|by|article|page|phase|and)|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?)\s*$", re.I)
_RATE = re.compile(r"\s*(?:=|≈|equals\b|equall?ed\b|(?:is|was) (?:about |roughly )?(?:equal|equivalent) to\b)", re.I)
_PER = re.compile(r"\s+(?:to|per|against|for)\s+(?:(?:the|an?|one|every|each|1)\s+)?(?=[^\W\d_])", re.I)
_HEDGES = (
    r"(?:(?:or|equivalent to|equivalent|equal to|the equivalent of|an equivalent of|worth|which is|i\.e\.?|that is|approximately|"
    r"approx\.?|about|around|roughly|some|nearly|almost|over|more than|just over|just under|less than|then|now|currently|"
    r"at the time|an estimated|estimated at|valued at|converted to|converts to|totall?ing|the|=|~|≈|:)\s*)*"
)
_BRACKET = re.compile(rf"(?:\s+(?:in[ ])?\w{{1,12}})?\s*[(\[]\s*{_HEDGES}$", re.I)
_OR = re.compile(
    rf"\s*,?\s*(?:(?:\(?or|i\.e\.?|that is|equivalent|equal|(?:the|an) equivalent of|worth|which is)\b|[/—–-])\s*{_HEDGES}$|"
    rf"\s*,\s*(?:about|approximately|around|roughly|nearly|almost|some|just over|just under)\s*$",
    re.I,
)
_NEAR = 60  # characters between a sum and its restatement


def find(text: str, *, lexicon: Lexicon = DEFAULT) -> list[MoneyMention]:
    """Find the sums in a text, left to right, none overlapping.

    >>> text = "up to US$8.6 million (CHF 7.5m)"
    >>> [(text[m.start : m.end], str(m.value), m.currency, m.qualifier, m.equivalent_of) for m in find(text)]
    [('US$8.6 million', '8600000', 'USD', 'up_to', None), ('CHF 7.5m', '7500000', 'CHF', 'exact', 0)]
    """
    table = currencies(lexicon)
    sums: list[Sum] = []
    floor = 0
    for number in numbers.find(text):
        if number.start >= floor:
            sums.append(found := attach(text, number, floor, table))
            floor = found.end
    if not any(found.unit for found in sums):
        return []
    _share(text, sums)
    mentions: list[MoneyMention] = []
    for found, qualifier in _ranges(text, _kept(text, _with_cents(text, sums), table)):
        codes = found.codes
        mention = MoneyMention(
            found.start,
            found.end,
            found.value,
            codes[0],
            codes if len(codes) > 1 else (),
            qualifier or _qualifier(text, found.start, found.end),
            None,
            found.rule,
        )
        _append(text, mentions, mention, table)
    return mentions


def read(text: str, *, lexicon: Lexicon = DEFAULT) -> MoneyMention | None:
    """Read a text that is one sum and nothing else but its qualifier; None if it is not.

    >>> read("about EUR 1.234,56").value
    Decimal('1234.56')
    >>> read("fifteen") is None, read("the 3 wells cost $5") is None
    (True, True)
    """
    found = find(text, lexicon=lexicon)
    if len(found) != 1:
        return None
    head, tail = text[: found[0].start].lower().split(), text[found[0].end :].lower().strip(" .,;")
    if tail and not any(tail == after.strip(" ,") for after, _ in _AFTER):
        return None
    return found[0] if not head or _phrase_before(head) == len(head) or head in (["a"], ["the"], ["between"]) else None


def settle(
    candidates: Sequence[str], countries: Iterable[str], explicit: Collection[str] = (), *, lexicon: Lexicon = DEFAULT
) -> str:
    """Choose the currency of an ambiguous sum among its candidates, likeliest first.

    `explicit`: currencies that the article names plainly elsewhere; wins where it is exactly one of the candidates.
    `countries`: ISO codes of the states that the article is about, likeliest first. A bare "$" or "dollars" is US
    dollars unless the article says otherwise: that is how the world's press prints them.

    >>> settle(("KES", "TZS", "UGX"), ["CN", "TZ"]), settle(("USD", "AUD"), ["AU"]), settle(("USD", "AUD"), [], {"AUD"})
    ('TZS', 'USD', 'AUD')
    """
    told = [code for code in candidates if code in explicit]
    if len(told) == 1:
        return told[0]
    if candidates[0] == "USD":
        return "USD"
    used = currencies(lexicon).of_country
    return next((code for country in countries for code in used.get(country, ()) if code in candidates), candidates[0])


def compare(a: MoneyMention, b: MoneyMention) -> bool:
    """Whether two tell of one sum: one currency, and equal, or the rounder one rounds the other and says so.

    "about 350,000" is 352,530 rounded, "over 350,000" and "nearly 360,000" are too; a plain 350,000 is another sum.
    The rounder one is that with fewer digits before its zeros; it rounds by half of its last digit, or a bound by a whole.
    """
    if a.currency != b.currency:
        return False
    if a.value == b.value:
        return True
    rounder, other = sorted((a, b), key=lambda mention: -_place(mention.value))
    step, difference = Decimal(10) ** _place(rounder.value), other.value - rounder.value
    if rounder.qualifier == "about":
        return abs(difference) <= step / 2 or -step < -difference < 0 or -step < difference < 0
    if rounder.qualifier in ("more_than", "at_least"):
        return 0 < difference < step
    if rounder.qualifier in ("less_than", "up_to"):
        return -step < difference < 0
    return False


def plausible(a: tuple[Decimal, str], b: tuple[Decimal, str], *, lexicon: Lexicon = DEFAULT) -> bool:
    """Whether two sums could be the same one at some exchange rate since 1990; True where a rate is not known.

    >>> dollars, pesos = (Decimal(54976), "USD"), (Decimal(2777296), "PHP")
    >>> plausible(dollars, pesos), plausible(dollars, (Decimal(54976), "JPY"))
    (True, False)
    """
    if a[1] == b[1]:
        return a[0] == b[0]
    bands = currencies(lexicon).bands
    if a[1] not in bands or b[1] not in bands or not a[0] or not b[0]:
        return True
    (low_a, high_a), (low_b, high_b) = bands[a[1]], bands[b[1]]
    return low_b / high_a * Decimal("0.9") <= b[0] / a[0] <= high_b / low_a * Decimal("1.1")


def _place(value: Decimal) -> int:
    """Give the power of ten of the last digit that is not zero: 4 for 350000."""
    exponent = value.normalize().as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def _joint(text: str, first: Sum, second: Sum) -> str:
    if second.start - first.end > 7:
        return "no"
    return " ".join(text[first.end : second.start].lower().split())


def _share(text: str, sums: list[Sum]) -> None:
    """Give the numbers of a list or range the unit and scale that one of them carries ("$2, 3 and 5 million")."""
    for index in range(len(sums) - 1, 0, -1):
        if sums[index].named and not sums[index].signed:
            _share_backward(text, sums, index)
    for index, found in enumerate(sums[:-1]):
        if found.signed:
            _share_forward(text, sums, index)
    for first, second in zip(reversed(sums[:-1]), reversed(sums[1:]), strict=True):
        same = first.unit and second.unit and set(first.codes) & set(second.codes) and not first.named
        if same and second.number.scale > 1 and _joint(text, first, second) in _JOINTS | _SPANS:
            _scale_like(first, second)


def _share_backward(text: str, sums: list[Sum], last: int) -> None:
    """Read "2, 3 and 5 million dollars" from its end."""
    needed = _SPANS | _JOINTS - {","}  # "in May 5, 3 million euros": a comma alone joins nothing
    for index in range(last - 1, -1, -1):
        first, second = sums[index], sums[index + 1]
        if first.unit or not first.free or _joint(text, first, second) not in needed:
            return
        if _YEAR.fullmatch(text[first.start : first.end]) or _MONTH.search(text[max(0, first.start - 12) : first.start]):
            return
        if first.number.value > 1000 and second.number.scale > first.number.scale and not first.number.large:
            return
        first.unit, first.rule = second.unit, "money:shared"
        _scale_like(first, second)
        needed = _JOINTS


def _share_forward(text: str, sums: list[Sum], begin: int) -> None:
    """Read "$2, 3 and 5 million" and "$15-20 million" from their beginning."""
    chain: list[Sum] = []
    joint = ""
    for first, second in zip(sums[begin:], sums[begin + 1 :], strict=False):
        if second.unit or not second.free or (next_joint := _joint(text, first, second)) not in _JOINTS | _SPANS:
            break
        chain.append(second)
        joint = next_joint
        if joint != ",":
            break
    if not chain or joint == ",":
        return
    last = chain[-1].number
    tight = joint in _SPANS and joint != "to" and not text[chain[-1].start - 1].isspace()
    if not tight and not phrase_ends(text, last.end):
        return
    if not tight and joint not in _SPANS and last.scale == 1 and not last.grouped and len(chain) == 1:
        return
    for found in chain:
        if found.number.loose:
            found.number = found.number.tightened()
            found.end = found.number.end
        found.unit, found.rule = sums[begin].unit, "money:shared"


def _scale_like(found: Sum, other: Sum) -> None:
    number = found.number
    if number.scale == 1 and not number.large and number.value < 1000 and other.number.scale > 1 and not number.loose:
        found.number = number.scaled_like(other.number)


def _with_cents(text: str, sums: list[Sum]) -> Iterator[Sum]:
    """Join "two dollars and fifty cents"; leave numbers that are no sums out."""
    whole: Sum | None = None
    for found in sums:
        if found.unit is None:
            continue
        if (
            whole is not None
            and whole.unit is not None
            and whole.unit.factor == 1
            and found.unit.factor < 1
            and set(whole.codes) & set(found.codes)
            and found.number.value < 100
            and _joint(text, whole, found) in ("", "and", ",")
        ):
            cents = replace(whole.number, value=whole.number.value + found.value)
            yield replace(whole, end=found.end, number=cents)
            whole = None
            continue
        if whole is not None:
            yield whole
        whole = found
    if whole is not None:
        yield whole


def _kept(text: str, sums: Iterator[Sum], table: Currencies) -> list[Sum]:
    """Leave rates of exchange out: "$1=KSh 129", "1,500 naira to the dollar"."""
    kept: list[Sum] = []
    rate_ends = -1
    for found in sums:
        after = _RATE.match(text, found.end)
        equation = after is not None and (after.group().strip() in "=≈" or found.value in (1, 100))
        if equation:
            rate_ends = after.end() + 12 if after else -1
            continue
        if found.start <= rate_ends or text[max(0, found.start - 2) : found.start].rstrip()[-1:] == "=":
            continue
        if not (found.number.scale == 1 and _is_rate(text, found.end, table)):
            kept.append(found)
    return kept


def _is_rate(text: str, end: int, table: Currencies) -> bool:
    match = _PER.match(text, end)
    if match is None:
        return False
    words = text[match.end() : match.end() + 24].split()[:2]
    for length in (2, 1):
        said = name_key(" ".join(words[:length]).rstrip(",.;:)"))
        if said in table.names and not said.endswith("s") and len(words) >= length:
            return True
    return False


def _ranges(text: str, sums: list[Sum]) -> Iterator[tuple[Sum, Qualifier | None]]:
    """Give each sum; two that bound a range as one, the larger, counting as a ceiling."""
    index = 0
    while index < len(sums):
        first = sums[index]
        if index + 1 < len(sums) and _bound(text, first, second := sums[index + 1]):
            codes = tuple(code for code in second.codes if code in first.codes)
            factor = second.unit.factor if second.unit else Decimal(1)
            yield replace(second, start=first.start, unit=Unit(codes, factor)), "up_to"
            index += 2
            continue
        yield first, None
        index += 1


def _bound(text: str, first: Sum, second: Sum) -> bool:
    if not set(first.codes) & set(second.codes) or first.value >= second.value:
        return False
    joint = _joint(text, first, second)
    before = text[max(0, first.start - 30) : first.start].lower().split()
    if joint == "and":
        return "between" in before[-3:]
    if joint == "to":
        rising = before[-1:] == ["from"] and not any(word.startswith(("rang", "vary", "vari", "anywhere")) for word in before)
        return not rising
    return joint in _SPANS


def _qualifier(text: str, start: int, end: int) -> Qualifier:
    if start and text[start - 1] in "~≈":
        return "about"
    words = text[max(0, start - 48) : start].lower().split()
    if start > 48 and words:
        words = words[1:]  # it may be cut
    if words and (length := _phrase_before(words)):
        return _QUALIFIERS[_phrase(words, length)]
    after = text[end : end + 16].lower()
    for phrase, qualifier in _AFTER:
        if after.startswith(phrase) and not after[len(phrase) : len(phrase) + 1].isalnum():
            return qualifier
    return "exact"


def _without_fillers(words: list[str]) -> list[str]:
    for filler in _FILLERS:
        if tuple(words[-len(filler) :]) == filler:
            return words[: -len(filler)]
    return words


def _phrase(words: list[str], length: int) -> tuple[str, ...]:
    """Give the qualifier's words, found by `_phrase_before` among the last `length`."""
    kept = _without_fillers(words[-length:])
    for size in range(min(4, len(kept)), 0, -1):
        phrase = tuple(word.lstrip("([\"'“‘—–-") for word in kept[-size:])
        if phrase in _QUALIFIERS:
            return phrase
    raise AssertionError(words)


def _phrase_before(words: list[str]) -> int:
    """Count the words at the end that are a qualifier with its fillers; 0 if they are none."""
    kept = _without_fillers(words)
    for size in range(min(4, len(kept)), 0, -1):
        phrase = tuple(word.lstrip("([\"'“‘—–-") for word in kept[-size:])
        if phrase in _QUALIFIERS:
            if phrase == ("over",) and len(kept) > 1 and _OVER_ITSELF.match(kept[-2]):
                return 0
            return size + len(words) - len(kept)
    return 0


def _append(text: str, before: list[MoneyMention], mention: MoneyMention, table: Currencies) -> None:
    """Add a mention, tied to the one before it if it restates that."""
    if before and (root := _restated(text, before, mention)) is not None:
        told = before[root]
        if mention.currency in told.candidates and not mention.candidates:  # "$70,000 (US$50,000)": other dollars
            left = tuple(code for code in told.candidates if code != mention.currency)
            before[root] = replace(told, currency=left[0], candidates=left if len(left) > 1 else ())
        mention = replace(mention, equivalent_of=root)
    before.append(mention)


def _restated(text: str, before: list[MoneyMention], mention: MoneyMention) -> int | None:
    last = before[-1]
    if mention.start - last.end > _NEAR:
        return None
    root = last.equivalent_of if last.equivalent_of is not None else len(before) - 1
    told = before[root]
    other_dollars = mention.currency in told.candidates and not mention.candidates and mention.value != told.value
    if mention.currency == told.currency and not other_dollars:
        return None
    between = text[last.end : mention.start]
    bracket = _BRACKET.fullmatch(between) is not None
    closed = bracket and text[mention.end : mention.end + 1] in (")", "]")
    if not bracket and not _OR.fullmatch(between):
        return None
    fits = any(
        plausible((told.value, one), (mention.value, other))
        for one in told.candidates or (told.currency,)
        for other in mention.candidates or (mention.currency,)
        if one != other
    )
    return root if fits or closed else None
