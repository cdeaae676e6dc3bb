"""When two values mean the same: the one place where scoring asks how names, dates, sums, goods and phrases compare."""

import re
import unicodedata
from collections import Counter
from decimal import Decimal
from functools import lru_cache

import pycountry
from babel import Locale

from extractor.model import Equipment, Location, Money, Party, Person, Programme
from extractor.scoring.counts import Verdict
from extractor.values import person as person_name

SAME_TEXT = 0.8
"""Token F1 from which two phrases say the same: of five words, one may differ ("repair of the two rural roads")."""
CLOSE_TEXT = 0.4
"""Token F1 from which one phrase tells a part of the other ("rural roads" of "rehabilitation of rural roads")."""

_WORD = re.compile(r"[^\W_]+(?:\.\d+)?")
_BRACKETS = re.compile(r"\([^()]*\)")
_AFTER_HEAD = re.compile(r"\b(?:of|for|with|from|to)\b")
_IDLE = frozenset({"a", "an", "the", "of", "and", "for", "to", "in", "s"})
_LEGAL = frozenset(
    {"co", "ltd", "limited", "company", "corporation", "corp", "inc", "plc", "llc", "group", "government"}
)


@lru_cache(maxsize=1 << 12)
def words(text: str) -> tuple[str, ...]:
    """Give a phrase's words without case, accents, punctuation, articles and small prepositions."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    found = tuple(_WORD.findall(plain))
    return tuple(word for word in found if word not in _IDLE) or found


@lru_cache(maxsize=1 << 12)
def overlap(a: str, b: str) -> float:
    """Give the token F1 of two phrases, 1.0 for the same words.

    >>> overlap("the repair of rural roads", "repair of roads")
    0.8
    """
    left, right = Counter(words(a)), Counter(words(b))
    total = left.total() + right.total()
    return 2 * (left & right).total() / total if total else float(a == b)


def text(gold: str, found: str) -> Verdict:
    """Compare two phrases by the words they share."""
    share = overlap(gold, found)
    return "correct" if share >= SAME_TEXT else "partial" if share >= CLOSE_TEXT else "incorrect"


@lru_cache(maxsize=1 << 12)
def same_name(a: str, b: str) -> bool:
    """Tell whether two names name the same: equal but for case, accents, articles and legal forms, or one's acronym.

    >>> same_name("JICA", "Japan International Cooperation Agency"), same_name("Ex-Im Bank (EIB)", "the Ex-Im Bank")
    (True, True)
    """
    left, right = (words(_BRACKETS.sub(" ", name)) or words(name) for name in (a, b))
    if left == right:
        return True
    core_left, core_right = (tuple(w for w in side if w not in _LEGAL) for side in (left, right))
    if core_left and core_left == core_right:
        return True
    return _is_acronym(a, right) or _is_acronym(b, left)


def _is_acronym(name: str, of: tuple[str, ...]) -> bool:
    return name.isupper() and len(of) > 1 and name.casefold() == "".join(word[0] for word in of)


def date(gold: str, found: str) -> Verdict:
    """Compare two dates, each ISO 8601 cut to what is known: partial where one holds the other.

    >>> date("2026-01-27", "2026-01"), date("2026-05", "2026-Q2"), date("2026", "2025")
    ('partial', 'partial', 'incorrect')
    """
    if gold == found:
        return "correct"
    short, long = sorted((gold, found), key=lambda value: (len(value), "Q" not in value))
    if long.startswith(short + "-"):
        return "partial"
    if "Q" in short + long:  # a quarter and a month or day of it
        quarter, other = (short, long) if "Q" in short else (long, short)
        month = other[5:7]
        if month.isdigit() and quarter == f"{other[:4]}-Q{(int(month) + 2) // 3}":
            return "partial"
    return "incorrect"


def sum_key(money: Money) -> tuple[Decimal, str]:
    """Give the exact number and the currency, whatever the digits' layout ("1.50" is "1.5")."""
    return Decimal(money.value), money.currency


@lru_cache(maxsize=4096)
def _names_state(name: str, country: str) -> bool:
    entry = pycountry.countries.get(alpha_2=country)
    names = [getattr(entry, kind, None) for kind in ("name", "common_name", "official_name", "alpha_2", "alpha_3")]
    names.append(Locale("en").territories.get(country))  # "South Korea", which is "Korea, Republic of" in ISO 3166
    told = set(words(name)) - _LEGAL  # as a bag of words, since ISO has "Korea, Republic of"
    return any(told == set(words(known)) - _LEGAL for known in names if known)


def is_state(party: Party) -> bool:
    """Tell whether a party is a state rather than one of its bodies ("Japan", not "Ministry of Health")."""
    return party.kind in ("government", None) and party.country is not None and _names_state(party.name, party.country)


def same_party(a: Party, b: Party) -> bool:
    """Tell whether two parties are the same one: states by their country, all others by name."""
    if is_state(a) and is_state(b):
        return a.country == b.country
    return same_name(a.name, b.name)


def party(gold: Party, found: Party) -> Verdict | None:
    """Compare two parties: None if they are different ones, partial where the countries given contradict."""
    if not same_party(gold, found):
        return None
    return "partial" if gold.country and found.country and gold.country != found.country else "correct"


def location(gold: Location, found: Location) -> Verdict | None:
    """Compare two places: the name decides, "Xino" is part of "Xino district"."""
    if same_name(gold.name, found.name):
        return "correct"
    share = overlap(gold.name, found.name)
    return "partial" if share >= 0.5 else None


def programme(gold: Programme, found: Programme) -> Verdict:
    """Compare two programmes: by code where both have one, else by name."""
    if gold.code and found.code and words(gold.code) == words(found.code):
        return "correct"
    return "correct" if same_name(gold.name, found.name) else text(gold.name, found.name)


def person(gold: Person, found: Person) -> Verdict | None:
    """Compare two persons: the name decides; told in part ("Mr Sande") or with another role, it is partial."""
    if sorted(words(gold.name)) != sorted(words(found.name)):  # sorted: "ENDO Kazuya" is "Kazuya Endo"
        return "partial" if person_name.compare(gold.name, found.name) else None
    if not gold.role and not found.role:
        return "correct"
    return "correct" if overlap(gold.role or "", found.role or "") >= SAME_TEXT else "partial"


@lru_cache(maxsize=1 << 12)
def goods(description: str) -> tuple[str, frozenset[str]]:
    """Split goods into head and modifiers, as keys that singular and plural share.

    >>> goods("boxes of tablets") == goods("box of tablets")
    True
    >>> head, modifiers = goods("digital X-ray machines"); head, sorted(modifiers)
    ('machin', ['digital', 'ray', 'x'])
    """
    core = _AFTER_HEAD.split(description, maxsplit=1)[0]
    head = _stem((words(core) or words(description) or ("",))[-1])
    return head, frozenset(map(_stem, words(description))) - {head}


def _stem(word: str) -> str:
    """Cut what the plural adds, and a final e that could be part of it (buses, houses, house)."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    return word.removesuffix("e") if len(word) > 3 else word


def same_goods(gold: str, found: str) -> Verdict | None:
    """Compare two descriptions: same head and modifiers, same head alone (partial), or different goods (None)."""
    (head, rest), (other_head, other_rest) = goods(gold), goods(found)
    if head != other_head:
        return None
    if rest == other_rest:
        return "correct"
    return "partial" if not rest or not other_rest or rest & other_rest else None


def equipment(gold: Equipment, found: Equipment) -> Verdict | None:
    """Compare two items of goods: the description decides what it is, another quantity makes it partial."""
    verdict = same_goods(gold.description, found.description)
    if verdict == "correct" and gold.quantity != found.quantity:
        return "partial"
    return verdict
