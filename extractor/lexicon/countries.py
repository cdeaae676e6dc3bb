"""Countries, regions, cities: what a name of a place says."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import ClassVar, Literal

from extractor.lexicon.load import Lexicon, Row
from extractor.lexicon.whole import WholeNames

Level = Literal["country", "demonym", "capital", "region", "city", "subdivision"]


@dataclass(frozen=True)
class Country(Row):
    """A state or territory; columns as on top of `tables/countries.tsv`."""

    table: ClassVar[str] = "countries"

    code: str
    names: tuple[str, ...]
    adjectives: tuple[str, ...] = ()
    capitals: tuple[str, ...] = ()


@dataclass(frozen=True)
class Region(Row):
    """A region over several states; columns as on top of `tables/regions.tsv`."""

    table: ClassVar[str] = "regions"

    name: str
    aliases: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    members: tuple[str, ...] = ()


@dataclass(frozen=True)
class Place(Row):
    """The cities or subdivisions of a state (or that some share); columns as on top of `tables/places.tsv`."""

    table: ClassVar[str] = "places"

    kind: Literal["city", "subdivision"]
    countries: tuple[str, ...]
    names: tuple[str, ...]


@dataclass(frozen=True)
class Town(Row):
    """A state's smaller towns, which are looked up but never looked for; columns as on top of `tables/towns.tsv`."""

    table: ClassVar[str] = "towns"

    country: str
    names: tuple[str, ...]


@dataclass(frozen=True)
class Ambiguous(Row):
    """A name of a place that is also something else; columns as on top of `tables/ambiguous_places.tsv`."""

    table: ClassVar[str] = "ambiguous_places"

    name: str
    code: str | None = None
    namesake: str | None = None


@dataclass(frozen=True)
class PlaceNoun(Row):
    """A noun that makes the name beside it a place; columns as on top of `tables/place_nouns.tsv`."""

    table: ClassVar[str] = "place_nouns"

    noun: str
    sure: bool
    after: bool = False
    natural: bool = False


@dataclass(frozen=True, slots=True)
class Meaning:
    """What one name says: of which level, which country, which members.

    `code` is None where several states or towns share the name; `rivals` are then their countries, likeliest first.
    `either` says that a region's name is an adjective as well ("the Caribbean", "a Caribbean state").
    """

    level: Level
    code: str | None
    name: str
    members: tuple[str, ...] = ()
    rivals: tuple[str, ...] = ()
    adjective: bool = False
    either: bool = False


@cache
def meanings(lexicon: Lexicon) -> Mapping[str, Meaning]:
    """Give what each name means; countries go before capitals, these before regions, these before cities."""
    found: dict[str, Meaning] = {}
    countries = lexicon.rows(Country)
    shorts = short_names(lexicon)
    for level, field in _FIELDS:
        codes: dict[str, list[str]] = {}
        for row in countries:
            for name in getattr(row, field):
                codes.setdefault(name, []).append(row.code)
        for name, shared in codes.items():
            if name in found:
                continue
            first = next((row.code for row in lexicon.rows(Ambiguous) if row.name == name and row.code), None)
            ranked = sorted(dict.fromkeys(shared), key=lambda code: code != first)
            title = name if level == "capital" else shorts[ranked[0]]
            rivals = tuple(ranked) if len(ranked) > 1 else ()
            found[name] = Meaning(level, None if rivals else ranked[0], title, (), rivals, level == "demonym")
    for region in lexicon.rows(Region):
        for name in (region.name, *region.aliases):
            either = name in region.adjectives
            found.setdefault(name, Meaning("region", None, region.name, region.members, either=either))
        for name in region.adjectives:
            found.setdefault(name, Meaning("region", None, region.name, region.members, adjective=True))
    for place in lexicon.rows(Place):
        code = place.countries[0] if len(place.countries) == 1 else None
        rivals = place.countries if code is None else ()
        for name in place.names:
            for form in dict.fromkeys((name, plain(name))):  # "Badakhshān" is printed "Badakhshan" as a rule
                found.setdefault(form, Meaning(place.kind, code, form, (), rivals))
    return found


@cache
def towns(lexicon: Lexicon) -> Mapping[str, tuple[str, ...]]:
    """Give the states in which a smaller town of a name lies, by the name without marks ("Beaco" for "Beaço")."""
    found: dict[str, tuple[str, ...]] = {}
    for row in lexicon.rows(Town):
        here = (row.country,)
        for name in row.names:
            found[name] = found[name] + here if name in found else here
    return found


def plain(name: str) -> str:
    """Leave out the marks over and under letters.

    >>> plain("Pétion-Ville"), plain("Ma’rib")
    ('Petion-Ville', "Ma'rib")
    """
    name = name.replace("’", "'").replace("ʻ", "'")
    if name.isascii():
        return name
    return "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))


_FIELDS: tuple[tuple[Level, str], ...] = (("country", "names"), ("demonym", "adjectives"), ("capital", "capitals"))


@cache
def ambiguous(lexicon: Lexicon) -> frozenset[str]:
    """Give the names that may be something else."""
    return frozenset(row.name for row in lexicon.rows(Ambiguous))


@cache
def namesakes(lexicon: Lexicon) -> Mapping[str, str]:
    """Give the states in which a place of a state's own name lies (Georgia: US)."""
    return {row.name: row.namesake for row in lexicon.rows(Ambiguous) if row.namesake}


@cache
def matcher(lexicon: Lexicon) -> WholeNames:
    """Compile the names of all places."""
    return WholeNames.of(meanings(lexicon))


@cache
def short_names(lexicon: Lexicon) -> Mapping[str, str]:
    """Give each country's short name."""
    return {row.code: row.names[0] for row in lexicon.rows(Country)}


@cache
def kingdoms(lexicon: Lexicon) -> frozenset[str]:
    """Give the codes of the states that "the Kingdom" may mean."""
    return frozenset(
        row.code for row in lexicon.rows(Country) if any(name.startswith("Kingdom of ") for name in row.names)
    )
