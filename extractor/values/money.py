"""Sums of money as news prints them: where they stand, how much, of what currency.

`numbers` finds every number once; `money_units` gives each the sign, code or name beside it. Here is what takes more
than one: lists that share a currency or a scale, ranges, rates of exchange, qualifiers, restatements.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from extractor.lexicon import Lexicon
from extractor.lexicon.currencies import Currencies, currencies
from extractor.lexicon.money_words import MoneyWords, Qualifier, money_words
from extractor.values import money_lists, money_no_sum, money_understood, numbers
from extractor.values.money_units import Sum, attach

__all__ = ["MoneyMention", "Qualifier", "compare", "find", "plausible", "read", "settle", "show"]

DEFAULT = Lexicon()
_SHOWN = re.compile(r"(?P<value>\d{1,40}(?:\.\d{1,15})?) (?P<code>[A-Z]{3})", re.ASCII)
_NEAR = 60  # characters between a sum and its restatement
_BEFORE = 48  # characters before a sum that may hold its qualifier
_BRACKETS = "([\"'“‘—–-"


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
    if not any(found.unit or money_lists.one_before(text, found, table) for found in sums):
        return []
    money_lists.share(text, sums, table)
    money_understood.understand(text, sums, table)
    kept = list(money_no_sum.kept(text, list(money_lists.with_cents(text, sums, table)), table))
    mentions: list[MoneyMention] = []
    for found, ranging in money_lists.ranges(text, kept, table):
        codes = found.codes
        candidates = codes if len(codes) > 1 else ()
        qualifier: Qualifier = "up_to" if ranging else _qualifier(text, found.start, found.end, table.words)
        mention = MoneyMention(found.start, found.end, found.value, codes[0], candidates, qualifier, None, found.rule)
        _append(text, mentions, mention, table)
    return mentions


def read(text: str, *, lexicon: Lexicon = DEFAULT) -> MoneyMention | None:
    """Read a text that is one sum and nothing else but its qualifier; None if it is not.

    >>> read("about EUR 1.234,56").value
    Decimal('1234.56')
    >>> read("fifteen") is None, read("the 3 wells cost $5") is None
    (True, True)
    """
    if (shown := _SHOWN.fullmatch(text)) and shown["code"] in currencies(
        lexicon
    ).codes:  # also "5 ALL", as `show` prints
        value = numbers.plain(Decimal(shown["value"]))
        return MoneyMention(0, len(text), value, shown["code"], (), "exact", None, "money:code-after")
    found = find(text, lexicon=lexicon)
    if len(found) != 1:
        return None
    words = money_words(lexicon)
    head, tail = text[: found[0].start].lower().split(), text[found[0].end :].lower().strip(" .,;")
    if tail and not any(tail == after.strip(" ,") for after in words.after):
        return None
    said = _phrase_before(head, words)
    return found[0] if not head or (said and said[1] == len(head)) or head in (["a"], ["the"], ["between"]) else None


def show(mention: MoneyMention) -> str:
    """Print value and currency without exponent; cents stay as they are told.

    >>> show(find("KSh28.90 a share")[0]), show(find("half a billion euros")[0])
    ('28.90 KES', '500000000 EUR')
    """
    return f"{mention.value:f} {mention.currency}"


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
    The rounder one is that with fewer digits before its zeros; it may be off by less than one of its last digit.
    """
    if a.currency != b.currency:
        return False
    if a.value == b.value:
        return True
    rounder, other = sorted((a, b), key=lambda mention: -_place(mention.value))
    step, difference = Decimal(10) ** _place(rounder.value), other.value - rounder.value
    if rounder.qualifier == "about":
        return abs(difference) < step
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


def _qualifier(text: str, start: int, end: int, words: MoneyWords) -> Qualifier:
    if start and text[start - 1] in "~≈":
        return "about"
    before = text[max(0, start - _BEFORE) : start].lower().split()
    if start > _BEFORE and before:
        before = before[1:]  # it may be cut
    if said := _phrase_before(before, words):
        return said[0]
    after = text[end : end + 16].lower()
    for phrase, qualifier in words.after.items():
        if after.startswith(phrase) and not after[len(phrase) : len(phrase) + 1].isalnum():
            return qualifier
    return "exact"


def _phrase_before(before: Sequence[str], words: MoneyWords) -> tuple[Qualifier, int] | None:
    """Give the qualifier at the end of `before`, and how many words it takes up with its fillers."""
    kept = list(before)
    for filler in words.fillers:
        if tuple(kept[-len(filler) :]) == filler:
            kept = kept[: -len(filler)]
            break
    for size in range(min(4, len(kept)), 0, -1):
        phrase = tuple(word.lstrip(_BRACKETS) for word in kept[-size:])
        if phrase in words.qualifiers:
            if phrase == ("over",) and len(kept) > 1 and words.not_over.match(kept[-2]):
                return None
            return words.qualifiers[phrase], size + len(before) - len(kept)
    return None


def _append(text: str, before: list[MoneyMention], mention: MoneyMention, table: Currencies) -> None:
    """Add a mention, tied to the one before it if it restates that."""
    if before and (root := _restated(text, before, mention, table)) is not None:
        told = before[root]
        if mention.currency in told.candidates and not mention.candidates:  # "$70,000 (US$50,000)": other dollars
            left = tuple(code for code in told.candidates if code != mention.currency)
            before[root] = replace(told, currency=left[0], candidates=left if len(left) > 1 else ())
        mention = replace(mention, equivalent_of=root)
    before.append(mention)


def _restated(text: str, before: list[MoneyMention], mention: MoneyMention, table: Currencies) -> int | None:
    last = before[-1]
    if mention.start - last.end > _NEAR:
        return None
    root = last.equivalent_of if last.equivalent_of is not None else len(before) - 1
    told = before[root]
    other_dollars = mention.currency in told.candidates and not mention.candidates and mention.value != told.value
    if mention.currency == told.currency and not other_dollars:
        return None
    between = text[last.end : mention.start]
    bracket = table.words.in_bracket.fullmatch(between) is not None
    closed = bracket and text[mention.end : mention.end + 1] in (")", "]")
    if not bracket and not table.words.restating.fullmatch(between):
        return None
    fits = any(
        plausible((told.value, one), (mention.value, other))
        for one in told.candidates or (told.currency,)
        for other in mention.candidates or (mention.currency,)
        if one != other
    )
    return root if fits or closed else None
