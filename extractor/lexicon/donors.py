"""Donors, the nouns that make organisations' names, and schemes."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import ClassVar, Literal

from extractor.lexicon.load import Lexicon, Row
from extractor.lexicon.whole import WholeNames

Kind = Literal["government", "agency", "multilateral", "bank", "ngo", "company", "institution", "community"]


@dataclass(frozen=True)
class Donor(Row):
    """A donor or channel of aid; columns as on top of `tables/donors.tsv`."""

    table: ClassVar[str] = "donors"

    name: str
    aliases: tuple[str, ...] = ()
    acronyms: tuple[str, ...] = ()
    country: str | None = None
    kind: Kind = "agency"
    payer: bool = True
    ambiguous: tuple[str, ...] = ()
    iati: str | None = None
    organ_of: str | None = None

    def problem(self) -> str | None:
        """Say what is wrong beyond types."""
        if self.country is not None and (len(self.country) != 2 or not self.country.isupper()):
            return f"country {self.country!r} is not an ISO 3166-1 alpha-2 code"
        return None


@dataclass(frozen=True)
class Company(Row):
    """A contractor or supplier; columns as on top of `tables/companies.tsv`."""

    table: ClassVar[str] = "companies"

    name: str
    aliases: tuple[str, ...] = ()
    country: str | None = None
    ambiguous: tuple[str, ...] = ()


StateUse = Literal["owned", "of", "local", "seat", "town"]


@dataclass(frozen=True)
class OrgHead(Row):
    """A noun that makes an organisation's name; columns as on top of `tables/org_heads.tsv`."""

    table: ClassVar[str] = "org_heads"

    head: str
    kind: Kind
    uses: tuple[StateUse, ...] = ()


Use = Literal[
    "title",
    "event",
    "route",
    "office",
    "namesake",
    "common",
    "subject",
    "legal",
    "day",
    "task",
    "alone",
    "code",
    "apposed",
    "headed",
    "leading",
]


@dataclass(frozen=True)
class OrgWord(Row):
    """A word that bounds organisations' names; columns as on top of `tables/org_words.tsv`."""

    table: ClassVar[str] = "org_words"

    word: str
    use: Use


@dataclass(frozen=True)
class Programme(Row):
    """A scheme; columns as on top of `tables/programmes.tsv`."""

    table: ClassVar[str] = "programmes"

    names: tuple[str, ...]
    codes: tuple[str, ...] = ()
    donor: str | None = None


@cache
def donors_by_name(lexicon: Lexicon) -> Mapping[str, tuple[Donor, ...]]:
    """Give the donors of each name, alias and acronym; several where they share it."""
    found: dict[str, dict[Donor, None]] = {}
    for row in lexicon.rows(Donor):
        for name in (row.name, *row.aliases, *row.acronyms):
            found.setdefault(name, {})[row] = None
    return {name: tuple(rows) for name, rows in found.items()}


@cache
def organs(lexicon: Lexicon) -> Mapping[str, str]:
    """Give for each donor that is a part of another one the name of the whole."""
    return {row.name: row.organ_of for row in lexicon.rows(Donor) if row.organ_of}


@cache
def donor_names(lexicon: Lexicon) -> WholeNames:
    """Compile all names of donors."""
    return WholeNames.of(donors_by_name(lexicon))


@cache
def companies_by_name(lexicon: Lexicon) -> Mapping[str, Company]:
    """Give the company of each name and alias."""
    found: dict[str, Company] = {}
    for row in lexicon.rows(Company):
        for name in (row.name, *row.aliases):
            found.setdefault(name, row)
    return found


@cache
def company_names(lexicon: Lexicon) -> WholeNames:
    """Compile all names of companies."""
    return WholeNames.of(companies_by_name(lexicon))


@cache
def heads(lexicon: Lexicon) -> Mapping[str, Kind]:
    """Give the kind that each head noun makes."""
    return {row.head: row.kind for row in lexicon.rows(OrgHead)}


@cache
def generic_heads(lexicon: Lexicon) -> Mapping[str, Kind]:
    """Give the kind of each noun, in small letters, that says by itself what body is meant: "hospitals", "village"."""
    found: dict[str, Kind] = {}
    for head, kind in heads(lexicon).items():
        if kind in {"institution", "community", "ngo"} and " " not in head:
            word = head.lower()
            plural = word[:-1] + "ies" if word.endswith("y") and word[-2] not in "aeou" else f"{word}s"
            found |= {word: kind, plural: kind}
    return found


@cache
def org_words(lexicon: Lexicon, use: Use) -> frozenset[str]:
    """Give the words of one use."""
    return frozenset(row.word for row in lexicon.rows(OrgWord) if row.use == use)


@cache
def alone_names(lexicon: Lexicon) -> WholeNames:
    """Compile the names that stand alone: "Treasury", "Red Cross"."""
    return WholeNames.of(org_words(lexicon, "alone"))


@cache
def programmes_by_name(lexicon: Lexicon) -> Mapping[str, Programme]:
    """Give the scheme of each name and code."""
    found: dict[str, Programme] = {}
    for row in lexicon.rows(Programme):
        for name in (*row.names, *row.codes):
            found.setdefault(name, row)
    return found


@cache
def programme_names(lexicon: Lexicon) -> WholeNames:
    """Compile all names and codes of schemes."""
    return WholeNames.of(programmes_by_name(lexicon))
