"""Names of places: which country, which region, how sure."""

from dataclasses import dataclass

from extractor.lexicon import Lexicon
from extractor.lexicon.countries import Level, Meaning, ambiguous, matcher, meanings

DEFAULT = Lexicon()


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A name of a place: `text[start:end]`; `code` is None for regions and for names that several countries share.

    `adjective` says that it is one ("Japanese", "Central Asian"); `ambiguous` that it may be no place at all.
    """

    start: int
    end: int
    code: str | None
    level: Level
    name: str
    members: tuple[str, ...]
    rivals: tuple[str, ...]
    adjective: bool
    ambiguous: bool
    rule: str


def find(text: str, *, lexicon: Lexicon = DEFAULT) -> list[PlaceMention]:
    """Find the names of places that the tables know, left to right, none overlapping.

    >>> [(m.name, m.code, m.level) for m in find("Tokyo told Central Asian states that Nigerien and Kenyan towns ...")]
    [('Tokyo', 'JP', 'capital'), ('Central Asia', None, 'region'), ('Niger', 'NE', 'demonym'), ('Kenya', 'KE', 'demonym')]
    """
    table, doubtful = meanings(lexicon), ambiguous(lexicon)
    found = []
    for hit in matcher(lexicon).find(text):
        meaning = table[hit.name]
        if meaning.level in {"city", "subdivision"} and text[hit.start : hit.end].isupper() and len(hit.name) > 3:
            continue  # ALL CAPS: too many words look like towns
        found.append(
            PlaceMention(
                hit.start,
                hit.end,
                meaning.code,
                meaning.level,
                meaning.name,
                meaning.members,
                meaning.rivals,
                meaning.adjective,
                hit.name in doubtful or len(meaning.rivals) > 1,
                f"place:{meaning.level}",
            )
        )
    return found


def meaning_of(name: str, *, lexicon: Lexicon = DEFAULT) -> Meaning | None:
    """Give what a name means, with or without "the"."""
    table = meanings(lexicon)
    return table.get(name) or table.get(name.removeprefix("the ").removeprefix("The "))


def country_of(name: str, *, lexicon: Lexicon = DEFAULT) -> str | None:
    """Give the ISO 3166-1 alpha-2 code that a name of a country, capital, people or town stands for.

    >>> country_of("the Gambia"), country_of("Kyrgyz"), country_of("Erewhon")
    ('GM', 'KG', None)
    """
    meaning = meaning_of(name, lexicon=lexicon)
    return meaning.code if meaning is not None else None


def members(region: str, *, lexicon: Lexicon = DEFAULT) -> tuple[str, ...]:
    """Give the states of a region; () for one that is unknown or too large.

    >>> members("Central Asia")
    ('KG', 'KZ', 'TJ', 'TM', 'UZ')
    """
    meaning = meaning_of(region, lexicon=lexicon)
    return meaning.members if meaning is not None else ()


def compare(a: str, b: str, *, lexicon: Lexicon = DEFAULT) -> bool:
    """Whether two names are one place: the same country, or the same words."""
    first, second = country_of(a, lexicon=lexicon), country_of(b, lexicon=lexicon)
    if first is not None and second is not None and meaning_of(a, lexicon=lexicon) == meaning_of(b, lexicon=lexicon):
        return True
    return a.casefold().removeprefix("the ") == b.casefold().removeprefix("the ")
