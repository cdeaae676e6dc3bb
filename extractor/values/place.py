"""Names of places: which country, which region, how sure."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from extractor.lexicon import Lexicon
from extractor.lexicon.countries import (
    Level,
    Meaning,
    ambiguous,
    matcher,
    meanings,
    namesakes,
    plain,
    short_names,
    towns,
)
from extractor.lexicon.currencies import Currency

DEFAULT = Lexicon()

# "US" of "US$5 million", "$US5 million", "US 5 million" is no mention of the state.
_SIGN = re.compile(r"\s?(?:[$€£¥]|\d[\d.,]*(?:\s(?:[mM]|mn|bn|million|billion)\b))")
_SIGNS = frozenset("$€£¥")
_NEXT_WORD = re.compile(r"[\s-]([^\W\d_]+)")
# "speeches in French", "French-speaking teachers": the language says nothing of the state.
_IN_LANGUAGE = re.compile(
    r"\b(?:in|into|speaks?|spoke|spoken|speaking|learn(?:s|ed|ing)?|stud(?:y|ies|ied|ying)|fluent) $", re.I
)
_ENDED = re.compile(r"\s?(?:[.,;:)”\"]|$)|\s(?:and|or|as|at|to|by|with|for|on)\b")
_SPEAKING = re.compile(r"-(?:speaking|language|medium)\b|\s(?:speakers?|-speaking)\b")
_TOWNS = frozenset({"city", "subdivision"})
_STATES = frozenset({"country", "demonym", "capital"})


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A name of a place: `text[start:end]`; `code` is None for regions and for names that several countries share.

    `rivals` are the countries that share it, likeliest first; `adjective` says that it is one ("Japanese", "Central
    Asian"), `either` that it is one before a noun ("the Caribbean", "a Caribbean state"); `ambiguous` that it may be no
    place at all, or another one.
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
    either: bool = False


def find(text: str, *, lexicon: Lexicon = DEFAULT) -> list[PlaceMention]:
    """Find the names of places that the tables know, left to right, none overlapping.

    >>> [(m.name, m.code) for m in find("Tokyo told Central Asian states that Nigerien and Kenyan towns ...")]
    [('Tokyo', 'JP'), ('Central Asia', None), ('Niger', 'NE'), ('Kenya', 'KE')]
    >>> [(m.name, m.code) for m in find("Brazzaville has its own port, the Congolese minister said.")]
    [('Brazzaville', 'CG'), ('Republic of the Congo', 'CG')]
    >>> [(m.name, m.code) for m in find("He flew from Atlanta, Georgia, to speak in French.")]
    [('Atlanta', 'US'), ('Georgia', 'US')]
    """
    return settle(_found(text, lexicon), text, told=Counter(), lexicon=lexicon)


def told(mentions: Iterable[PlaceMention]) -> Counter[str]:
    """Count how often each state is named, by its names, its people or its capital.

    >>> told(find("Japan told Malawi that Lilongwe's hospitals come first.")).most_common()
    [('MW', 2), ('JP', 1)]
    """
    return Counter(m.code for m in mentions if m.code is not None and m.level in _STATES)


def settle(
    mentions: list[PlaceMention], text: str, *, told: Counter[str], lexicon: Lexicon = DEFAULT
) -> list[PlaceMention]:
    """Give a name that several states share to the one that `text`, else the article (`told`), names otherwise."""
    return [_town(mention, text, told, lexicon) for mention in _settled(mentions, text, told, lexicon)]


def _found(text: str, lexicon: Lexicon) -> list[PlaceMention]:
    table, doubtful = meanings(lexicon), ambiguous(lexicon)
    found = []
    for hit in matcher(lexicon).find(text):
        meaning, start = table[hit.name], hit.start
        if _of_money(text, start, hit.end, lexicon) or (meaning.adjective and _language(text, start, hit.end)):
            continue
        if hit.name.startswith("the ") or (hit.name.startswith("The ") and hit.name[4:] in table):
            start += 4  # "The Bahamas", but not "The Hague"
        found.append(
            PlaceMention(
                start,
                hit.end,
                meaning.code,
                meaning.level,
                meaning.name,
                meaning.members,
                meaning.rivals,
                meaning.adjective,
                hit.name in doubtful or bool(meaning.rivals),
                f"place:{meaning.level}",
                meaning.either,
            )
        )
    return found


def _language(text: str, start: int, end: int) -> bool:
    """Whether a people's name is that of its language: "a speech in French", "Portuguese-speaking"."""
    if _SPEAKING.match(text, end):
        return True
    return _ENDED.match(text, end) is not None and _IN_LANGUAGE.search(text, max(0, start - 12), start) is not None


def _of_money(text: str, start: int, end: int, lexicon: Lexicon) -> bool:
    """Whether the name belongs to a currency: "US$", "Kenyan shillings", "Canadian dollar"."""
    if text[start:end].isupper() and (_SIGN.match(text, end) or text[start - 1 : start] in _SIGNS):
        return True
    word = _NEXT_WORD.match(text, end)
    if word is None or word[1].lower() not in _money_words(lexicon):
        return False
    return f"{text[start:end].replace('.', '')} {word[1]}".lower().rstrip("s") in _money_names(lexicon)


def is_money_word(word: str, *, lexicon: Lexicon = DEFAULT) -> bool:
    """Whether a word names money ("Dollars", "Euro")."""
    low = word.lower()
    return low in _money_words(lexicon) or low.rstrip("s") in _money_names(lexicon)


@cache
def is_currency_code(word: str, *, lexicon: Lexicon = DEFAULT) -> bool:
    """Whether a word is the code of a currency ("PLN")."""
    return any(row.code == word for row in lexicon.rows(Currency))


@cache
def _money_names(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(name.lower().rstrip("s") for row in lexicon.rows(Currency) for name in row.names)


@cache
def _money_words(lexicon: Lexicon) -> frozenset[str]:
    lasts = {name.lower().rsplit(" ", 1)[-1] for row in lexicon.rows(Currency) for name in row.names if " " in name}
    return frozenset(lasts | {word + "s" for word in lasts})


def _settled(found: list[PlaceMention], text: str, told: Counter[str], lexicon: Lexicon) -> Iterator[PlaceMention]:
    named = {m.code for m in found if m.code is not None and m.level in _STATES}
    before: PlaceMention | None = None
    for mention in found:
        other = namesakes(lexicon).get(mention.name, "") if mention.level == "country" else ""
        town = before is not None and before.level in _TOWNS and text[before.end : mention.start] == ", "
        if other and town and before is not None and before.code == other:  # "Atlanta, Georgia"
            settled = replace(mention, code=other, level="subdivision", rule="place:subdivision")
        else:
            settled = _among_rivals(mention, named, told, lexicon) if mention.rivals else mention
        yield settled
        before = settled


def _among_rivals(mention: PlaceMention, named: set[str], told: Counter[str], lexicon: Lexicon) -> PlaceMention:
    here = [code for code in mention.rivals if code in named]
    there = sorted((code for code in mention.rivals if code in told), key=lambda code: -told[code])
    if len(here) == 1:
        code = here[0]
    elif len(there) == 1 or (there and mention.level in _TOWNS):
        code = there[0]
    else:
        return mention
    state = mention.level in {"country", "demonym"}
    name = short_names(lexicon)[code] if state else mention.name
    return replace(mention, code=code, name=name, ambiguous=state or mention.name in ambiguous(lexicon))


def _town(mention: PlaceMention, text: str, told: Counter[str], lexicon: Lexicon) -> PlaceMention:
    """Prefer a smaller town of a state that the article is about to a larger one of a state that it never names."""
    if mention.level not in _TOWNS or mention.code in told:
        return mention
    codes = towns(lexicon).get(plain(text[mention.start : mention.end]), ())
    near = max((code for code in codes if code in told), key=lambda code: told[code], default=None)
    return replace(mention, code=near) if near is not None else mention


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
