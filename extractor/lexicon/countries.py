"""Countries, regions, cities: what a name of a place says."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import ClassVar, Literal

from extractor.lexicon.load import Lexicon, Row
from extractor.lexicon.match import Names

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
    adjectives: tuple[str, ...] = ()
    members: tuple[str, ...] = ()


@dataclass(frozen=True)
class Place(Row):
    """A city or subdivision; columns as on top of `tables/places.tsv`."""

    table: ClassVar[str] = "places"

    name: str
    kind: Literal["city", "subdivision"]
    countries: tuple[str, ...]


@dataclass(frozen=True)
class Ambiguous(Row):
    """A name of a place that is also something else."""

    table: ClassVar[str] = "ambiguous_places"

    name: str


@dataclass(frozen=True, slots=True)
class Meaning:
    """What one name says: of which level, which country (None where several share it), which members."""

    level: Level
    code: str | None
    name: str
    members: tuple[str, ...] = ()
    rivals: tuple[str, ...] = ()


@cache
def meanings(lexicon: Lexicon) -> Mapping[str, Meaning]:
    """Give what each name means; countries go before capitals, these before regions, these before cities."""
    found: dict[str, Meaning] = {}
    countries = lexicon.rows(Country)
    for row in countries:
        for name in row.names:
            found.setdefault(name, Meaning("country", row.code, row.names[0]))
    for row in countries:
        for name in row.adjectives:
            found.setdefault(name, Meaning("demonym", row.code, row.names[0]))
        for name in row.capitals:
            found.setdefault(name, Meaning("capital", row.code, name))
    for region in lexicon.rows(Region):
        found.setdefault(region.name, Meaning("region", None, region.name, region.members))
        for name in region.adjectives:
            found.setdefault(name, Meaning("region", None, region.name, region.members))
    for place in lexicon.rows(Place):
        code = place.countries[0] if len(place.countries) == 1 else None
        found.setdefault(place.name, Meaning(place.kind, code, place.name, rivals=place.countries))
    return found


@cache
def region_adjectives(lexicon: Lexicon) -> frozenset[str]:
    """Give the adjectives of regions, which are no names of places."""
    names = {region.name for region in lexicon.rows(Region)}
    return frozenset(a for region in lexicon.rows(Region) for a in region.adjectives if a not in names)


@cache
def ambiguous(lexicon: Lexicon) -> frozenset[str]:
    """Give the names that may be something else."""
    return frozenset(row.name for row in lexicon.rows(Ambiguous))


@cache
def matcher(lexicon: Lexicon) -> Names:
    """Compile the names of all places."""
    return Names.of(meanings(lexicon))


@cache
def short_names(lexicon: Lexicon) -> Mapping[str, str]:
    """Give each country's short name."""
    return {row.code: row.names[0] for row in lexicon.rows(Country)}
