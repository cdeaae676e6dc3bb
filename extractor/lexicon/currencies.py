"""Currencies: names, signs, who uses them, and what an ambiguous word or sign may mean."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import ClassVar

from extractor.lexicon.load import Lexicon, Row


@dataclass(frozen=True)
class Currency(Row):
    """A currency, or with `shared` a word or sign of several; columns as on top of `tables/currencies.tsv`."""

    table: ClassVar[str] = "currencies"

    code: str
    names: tuple[str, ...] = ()
    signs: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    low: str | None = None
    high: str | None = None
    shared: tuple[str, ...] = ()

    def problem(self) -> str | None:
        """Say what is wrong beyond types."""
        if len(self.code) != 3 or not self.code.isupper():
            return f"{self.code!r} is not an ISO 4217 code"
        return None


@dataclass(frozen=True)
class Currencies:
    """All currencies, ready to look up."""

    signs: Mapping[str, tuple[str, ...]]  # as printed -> codes, likeliest first
    names: Mapping[str, tuple[str, ...]]  # lower-cased -> codes, likeliest first
    of_country: Mapping[str, tuple[str, ...]]
    bands: Mapping[str, tuple[Decimal, Decimal]]
    longest_sign: int
    longest_name: int  # in words


@cache
def currencies(lexicon: Lexicon) -> Currencies:
    """Compile the table."""
    signs: dict[str, list[str]] = {}
    names: dict[str, list[str]] = {}
    of_country: dict[str, list[str]] = {}
    bands: dict[str, tuple[Decimal, Decimal]] = {"USD": (Decimal(1), Decimal(1))}
    shared: dict[str, tuple[str, ...]] = {}
    for row in lexicon.rows(Currency):
        if row.shared:
            for name in row.names:
                shared[name] = row.shared
            continue
        for sign in row.signs:
            signs.setdefault(sign, []).append(row.code)
        for name in row.names:
            names.setdefault(name.lower(), []).append(row.code)
        for country in row.countries:
            of_country.setdefault(country, []).append(row.code)
        if row.low and row.high:
            bands[row.code] = (Decimal(row.low), Decimal(row.high))
    for word, meant in shared.items():
        if word in signs:
            signs[word] = list(dict.fromkeys([*meant, *signs[word]]))
        elif not any(c.isalpha() for c in word):
            signs[word] = list(meant)
        names_of = (word.lower(), word.lower() + "s") if word[-1].isalpha() and len(word) > 2 else (word.lower(),)
        for name in names_of:
            names[name] = list(meant)
    return Currencies(
        {sign: tuple(dict.fromkeys(codes)) for sign, codes in signs.items()},
        {name: tuple(dict.fromkeys(codes)) for name, codes in names.items()},
        {country: tuple(codes) for country, codes in of_country.items()},
        bands,
        max(map(len, signs)),
        max(len(name.split()) for name in names),
    )
