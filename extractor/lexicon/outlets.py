"""Where a newspaper or site is at home: what a bare "$" or "Rs" in it means."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import ClassVar

from extractor.lexicon.countries import Country, meanings
from extractor.lexicon.donors import donor_names
from extractor.lexicon.load import Lexicon, Row

_NAME = re.compile(r"[A-Z][\w’'-]+")
_HOST = re.compile(r"(?:[a-z][a-z0-9+.-]*://)?(?:[^/@\s]*@)?([\w.-]+)", re.I)
_SECOND_LEVEL = frozenset({"com", "co", "org", "gov", "govt", "net", "edu", "ac", "news"})


@dataclass(frozen=True)
class Outlet(Row):
    """A newspaper, broadcaster or site; columns as on top of `tables/outlets.tsv`."""

    table: ClassVar[str] = "outlets"

    name: str
    country: str
    sites: tuple[str, ...] = ()

    def problem(self) -> str | None:
        """Say what is wrong beyond types."""
        return None if len(self.country) == 2 and self.country.isupper() else f"{self.country!r} is no country's code"


def country_of(source: str | None, url: str | None, *, lexicon: Lexicon) -> str:
    """Give the country where a paper is at home, by its site, its name or a place in its name; "" where none says it.

    >>> own = Lexicon()
    >>> country_of("The Fiji Times", None, lexicon=own), country_of(None, "https://www.beehive.govt.nz/a", lexicon=own)
    ('FJ', 'NZ')
    >>> country_of("Embassy of Japan in Fiji", None, lexicon=own)
    ''
    """
    return _of_site(url, lexicon) or _of_site(source, lexicon) or _of_name(source, lexicon)


@cache
def _sites(lexicon: Lexicon) -> Mapping[str, str]:
    return {site: row.country for row in lexicon.rows(Outlet) for site in row.sites}


@cache
def _outlets(lexicon: Lexicon) -> Mapping[str, str]:
    return {_key(row.name): row.country for row in lexicon.rows(Outlet)}


@cache
def _domains(lexicon: Lexicon) -> Mapping[str, str]:
    """Give the country of each ending of an address."""
    return {row.code.lower(): row.code for row in lexicon.rows(Country)} | {"uk": "GB"}


# Endings that are sold to anybody say a country behind "com" or "gov" only ("gov.to").
_SOLD = frozenset({"ai", "cc", "co", "fm", "io", "la", "ly", "me", "nu", "tk", "to", "tv", "pw", "gg"})


def _of_site(address: str | None, lexicon: Lexicon) -> str:
    match = _HOST.match(address) if address and "." in address else None
    if match is None:
        return ""
    labels = match[1].lower().strip(".").split(".")
    for size in range(len(labels), 1, -1):
        if country := _sites(lexicon).get(".".join(labels[-size:])):
            return country
    if len(labels) < 2 or (labels[-1] in _SOLD and labels[-2] not in _SECOND_LEVEL):
        return ""
    return _domains(lexicon).get(labels[-1], "")


def _of_name(source: str | None, lexicon: Lexicon) -> str:
    if not source:
        return ""
    if country := _outlets(lexicon).get(_key(source)):
        return country
    if donor_names(lexicon).find(source):  # an agency's own site prints its own money
        return ""
    words = _NAME.findall(source)
    names = [" ".join(words[i : i + size]) for size in (3, 2, 1) for i in range(len(words) - size + 1)]
    known = [meaning for name in names if (meaning := meanings(lexicon).get(name)) and meaning.level != "region"]
    codes = {meaning.code for meaning in known}
    return next(iter(codes)) or "" if len(codes) == 1 else ""


def _key(name: str) -> str:
    return " ".join(re.findall(r"\w+", name.lower().removeprefix("the ")))
