"""Names of places: which country, which region, how sure."""

import re
from dataclasses import dataclass, replace
from functools import cache

from extractor.lexicon import Lexicon
from extractor.lexicon.countries import Level, Meaning, ambiguous, matcher, meanings
from extractor.lexicon.currencies import Currency

DEFAULT = Lexicon()

# "US" of "US$5 million" is no mention of the state.
_SIGN = re.compile(r"\s?[$€£¥]")
_NEXT_WORD = re.compile(r"[\s-]([^\W\d_]+)")


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A name of a place: `text[start:end]`; `code` is None for regions and for names that several countries share.

    `rivals` are the countries that share it, likeliest first; `adjective` says that it is one ("Japanese", "Central
    Asian"); `ambiguous` that it may be no place at all, or another one.
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

    >>> [(m.name, m.code) for m in find("Tokyo told Central Asian states that Nigerien and Kenyan towns ...")]
    [('Tokyo', 'JP'), ('Central Asia', None), ('Niger', 'NE'), ('Kenya', 'KE')]
    >>> [(m.name, m.code) for m in find("Brazzaville has its own port, the Congolese minister said.")]
    [('Brazzaville', 'CG'), ('Democratic Republic of the Congo', 'CG')]
    """
    table, doubtful = meanings(lexicon), ambiguous(lexicon)
    found = []
    for hit in matcher(lexicon).find(text):
        meaning = table[hit.name]
        printed = text[hit.start : hit.end]
        if meaning.level in {"city", "subdivision"} and printed.isupper() and len(hit.name) > 3:
            continue  # ALL CAPS: too many words look like towns
        if _of_money(text, hit.start, hit.end, lexicon):
            continue
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
                hit.name in doubtful or bool(meaning.rivals),
                f"place:{meaning.level}",
            )
        )
    return _settled(found)


def _of_money(text: str, start: int, end: int, lexicon: Lexicon) -> bool:
    """Whether the name belongs to a currency: "US$", "Kenyan shillings", "Canadian dollar"."""
    if _SIGN.match(text, end) and text[start:end].isupper():
        return True
    word = _NEXT_WORD.match(text, end)
    if word is None or word[1].lower() not in _money_words(lexicon):
        return False
    return f"{text[start:end]} {word[1]}".lower().rstrip("s") in _money_names(lexicon)


@cache
def _money_names(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(name.lower().rstrip("s") for row in lexicon.rows(Currency) for name in row.names)


@cache
def _money_words(lexicon: Lexicon) -> frozenset[str]:
    lasts = {name.lower().rsplit(" ", 1)[-1] for row in lexicon.rows(Currency) for name in row.names if " " in name}
    return frozenset(lasts | {word + "s" for word in lasts})


def _settled(found: list[PlaceMention]) -> list[PlaceMention]:
    """Give a name that several countries share to the one that the text names otherwise, if it names one."""
    named = {m.code for m in found if m.code is not None and m.level in {"country", "demonym", "capital"}}
    settled = []
    for mention in found:
        told = [code for code in mention.rivals if code in named]
        settled.append(replace(mention, code=told[0]) if len(told) == 1 else mention)
    return settled


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
    """Whether two names are one place: the same country, or the same words.

    >>> compare("Burma", "Myanmar"), compare("the Gambia", "Gambia"), compare("Niger", "Nigeria")
    (True, True, False)
    """
    first, second = (meaning_of(name, lexicon=lexicon) for name in (a, b))
    if first is not None and second is not None:
        return first == second
    return _bare(a) == _bare(b)


def _bare(name: str) -> str:
    return " ".join(name.casefold().removeprefix("the ").split())
