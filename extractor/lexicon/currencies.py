"""Currencies: names, signs, who uses them, and what an ambiguous word or sign may mean."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import ClassVar, NamedTuple

from extractor.lexicon.countries import Country
from extractor.lexicon.load import Lexicon, Row
from extractor.lexicon.money_words import MoneyWords, money_words


@dataclass(frozen=True)
class Currency(Row):
    """A currency, or with `shared` words and signs of several; columns as on top of `tables/currencies.tsv`."""

    table: ClassVar[str] = "currencies"

    code: str
    names: tuple[str, ...] = ()
    signs: tuple[str, ...] = ()
    ambiguous: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    low: str | None = None
    high: str | None = None
    shared: tuple[str, ...] = ()

    def problem(self) -> str | None:
        """Say what is wrong beyond types."""
        for code in (self.code, *self.shared):
            if len(code) != 3 or not code.isalpha() or not code.isupper():
                return f"{code!r} is not an ISO 4217 code"
        try:
            low, high = Decimal(self.low or 1), Decimal(self.high or 1)
        except InvalidOperation:
            return f"{self.low!r} and {self.high!r} are not a band of rates"
        for part in self.parts:
            if not re.fullmatch(r"[^=]+(=\d*\.?\d+)?", part):
                return f"{part!r} is not a name, or a name and its factor ('fils=.001')"
        return None if 0 < low <= high else f"the lowest rate {low} must be above 0 and not above the highest, {high}"


class Unit(NamedTuple):
    """What a name or sign beside a number says: the currencies it may be, likeliest first, and its factor."""

    codes: tuple[str, ...]
    factor: Decimal = Decimal(1)
    ambiguous: bool = False


@dataclass(frozen=True)
class Currencies:
    """All currencies, ready to look up."""

    codes: frozenset[str]
    signs: Mapping[str, Unit]  # as printed
    names: Mapping[str, Unit]  # by `name_key`, or as printed where only that form is ambiguous ("Rand")
    longest: Mapping[str, int]  # first word of a name -> words of the longest name that begins so
    last_words: frozenset[str]
    last_characters: frozenset[str]  # of signs
    places: Mapping[str, str]  # key of a country's name or adjective -> country
    of_country: Mapping[str, tuple[str, ...]]
    bands: Mapping[str, tuple[Decimal, Decimal]]
    words: MoneyWords


def name_key(name: str) -> str:
    """Give the form that names are compared in.

    >>> name_key("U.S. Dollars"), name_key("Trinidad & Tobago-dollar")
    ('us dollars', 'trinidad and tobago dollar')
    """
    low = name.lower().replace(".", "").replace("&", "and").replace("-", " ").replace("–", " ")
    return " ".join(low.replace("’", "'").replace("ʻ", "'").replace("‘", "'").split())


@cache
def currencies(lexicon: Lexicon) -> Currencies:
    """Compile the table."""
    rows = lexicon.rows(Currency)
    signs, names = _signs(rows), _names(rows)
    longest: dict[str, int] = {}
    for name in names:
        words = name_key(name).split()
        longest[words[0]] = max(longest.get(words[0], 1), len(words))
    places = {name_key(name): row.code for row in lexicon.rows(Country) for name in (*row.names, *row.adjectives)}
    of_country: dict[str, tuple[str, ...]] = {}
    for row in rows:
        for country in row.countries:
            of_country[country] = (*of_country.get(country, ()), row.code)
    bands = {row.code: (Decimal(row.low), Decimal(row.high)) for row in rows if row.low and row.high}
    return Currencies(
        frozenset(row.code for row in rows),
        signs,
        names,
        longest,
        frozenset(name_key(name).rsplit(" ", 1)[-1] for name in names),
        frozenset(sign[-1] for sign in signs),
        places,
        of_country,
        {"USD": (Decimal(1), Decimal(1)), **bands},
        money_words(lexicon),
    )


@cache
def only_users(lexicon: Lexicon) -> Mapping[str, str]:
    """Give for each currency that one country alone uses that country."""
    users: dict[str, list[str]] = {}
    for country, codes in currencies(lexicon).of_country.items():
        for code in codes:
            users.setdefault(code, []).append(country)
    return {code: countries[0] for code, countries in users.items() if len(countries) == 1}


def _signs(rows: tuple[Currency, ...]) -> dict[str, Unit]:
    signs = _units(rows, lambda row: row.signs, str)
    for form, unit in list(signs.items()):  # "nt$4.5 billion", in feeds without capitals
        if form.endswith("$") and len(form) > 1:
            signs.setdefault(form.lower(), unit)
    plain = {row.code for row in rows if row.code not in row.ambiguous}
    for form in (*plain, "€", "£"):  # "MUSD 3", "kEUR 20", "12 M€"
        for head, by in _HEADS.items():
            signs.setdefault(f"{head}{form}", Unit(signs[form].codes if form in signs else (form,), Decimal(by)))
    return signs


_HEADS = {"M": 10**6, "k": 1000, "K": 1000}


def _names(rows: tuple[Currency, ...]) -> dict[str, Unit]:
    names = _units(rows, lambda row: row.names, name_key)
    unsure = {form for row in rows for form in row.ambiguous}
    for part, unit in _units(rows, lambda row: row.parts, str).items():
        name, _, factor = part.partition("=")
        name = name_key(name)
        names.setdefault(name, Unit(unit.codes, Decimal(factor or "0.01"), unit.ambiguous or name in unsure))
    for row in rows:
        for form in row.ambiguous:
            if name_key(form) in names and form != name_key(form):
                names[form] = names[name_key(form)]._replace(ambiguous=True)
    return names


def _units(
    rows: tuple[Currency, ...], forms: Callable[[Currency], tuple[str, ...]], key: Callable[[str], str]
) -> dict[str, Unit]:
    """Map each form to what it says: rows that share it say so, else the first that has it goes before the others."""
    codes: dict[str, tuple[str, ...]] = {}
    for row in sorted(rows, key=lambda row: not row.shared):
        for form in map(key, forms(row)):
            codes[form] = tuple(dict.fromkeys((*codes.get(form, ()), *(row.shared or (row.code,)))))
    unsure = {form for row in rows for form in row.ambiguous}
    return {form: Unit(each, ambiguous=form in unsure) for form, each in codes.items()}
