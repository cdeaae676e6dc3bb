"""Places made by a noun: "Xino district", "village of Kpalimé", "Tashkent and Jizzakh regions", "Lake Turkana"."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from typing import NamedTuple

from spacy.tokens import Doc

from extractor.lexicon import Lexicon
from extractor.lexicon.countries import PlaceNoun
from extractor.lexicon.donors import org_words
from extractor.lexicon.match import Names
from extractor.model import Finding

_WORD = r"[^\W\d_a-z][\w'’À-ÿ-]*"
_NAME = rf"{_WORD}(?:[ -](?:{_WORD}|de|du|da|do|el|al|la))*"
# What opens a capitalised run without belonging to the name: "The Western region", "In Xino district".
_OPENING_TAGS = frozenset(
    {"DT", "IN", "CC", "PRP", "PRP$", "WRB", "WDT", "RB", "TO", "CD", "VB", "VBD", "VBG", "VBN", "EX", "NNS"}
)


SIDES = frozenset(f"{side}{end}" for side in ("North", "South", "East", "West") for end in ("", "ern")) | {
    "Greater", "Upper", "Lower", "Inner", "Outer", "Metropolitan"
}  # fmt: skip


class Phrase(NamedTuple):
    """A name with its noun: `text[start:end]` is the place, `text[name_start:name_end]` its name.

    `beyond` is where the noun ends, also where several names share it.
    """

    start: int
    end: int
    name_start: int
    name_end: int
    beyond: int
    noun: PlaceNoun


def find(doc: Doc, text: str, lexicon: Lexicon) -> list[Phrase]:
    """Find the names in a doc's `text` that a generic noun makes places, left to right, none overlapping."""
    after, before, first = _patterns(lexicon)
    nouns = _nouns(lexicon)
    hits = [hit.start for hit in _compiled(lexicon).find(text)]  # each pattern is slow over a whole text
    found: list[Phrase] = []
    phrases = (
        *_after(doc, text, [match for at in hits if (match := after.match(text, at - 1))], nouns),
        *_before(doc, [match for at in hits if (match := before.match(text, at))], nouns),
        *_first([match for at in hits if (match := first.match(text, at))], nouns),
    )
    for phrase in sorted(phrases, key=lambda one: one.start - one.end):  # "Homa Bay County" before "Homa Bay"
        if not any(phrase.start < other.end and other.start < phrase.end for other in found):
            found.append(phrase)
    return sorted(found)


@cache
def _nouns(lexicon: Lexicon) -> dict[str, PlaceNoun]:
    """Give the row of each noun, by its singular and its plural."""
    rows = lexicon.rows(PlaceNoun)
    return {row.noun: row for row in rows} | {_plural(row.noun): row for row in rows}


@cache
def _compiled(lexicon: Lexicon) -> Names:
    return Names.of(_nouns(lexicon))


@cache
def _patterns(lexicon: Lexicon) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    rows = lexicon.rows(PlaceNoun)
    both = [form for row in rows for form in (row.noun, _plural(row.noun))]
    nouns = "|".join(re.escape(n) for n in sorted(both, key=len, reverse=True))
    capital = "|".join(re.escape(n.title()) for n in sorted(both, key=len, reverse=True))
    leading = "|".join(re.escape(row.noun.capitalize()) for row in rows if row.after)
    return (
        re.compile(rf" (?:{nouns}|{capital})\b"),
        re.compile(rf"(?P<noun>{nouns}|{capital}) of (?P<name>{_NAME})"),
        re.compile(rf"(?P<noun>{leading}) (?P<name>{_WORD})"),
    )


def _plural(noun: str) -> str:
    if noun.endswith("s"):
        return noun
    return noun[:-1] + "ies" if noun.endswith("y") and noun[-2] not in "aeiou" else noun + "s"


# A capitalised run that ends where the noun begins; names are short, so no more than this is looked at.
_REACH = 80
_RUN_BEFORE = re.compile(rf"(?:(?P<lead>(?:{_NAME}, )*{_NAME}),? and )?(?P<name>{_NAME})\Z")


def widened(text: str, place: Finding) -> Finding:
    """Take the side of a town or district into its name: "*South* Auckland", "*Greater* Malé"."""
    words = text[max(0, place.start - _REACH) : place.start].split(" ")
    side = words[-2] if len(words) > 1 and not words[-1] else ""
    if place.label != "PLACE" or place.detail["level"] in {"country", "region"} or side not in SIDES:
        return place
    return place._replace(start=place.start - len(side) - 1)


def _after(doc: Doc, text: str, matches: Iterable[re.Match[str]], nouns: Mapping[str, PlaceNoun]) -> Iterator[Phrase]:
    """Find "Xino district", and each name of "Tashkent and Jizzakh regions" without the shared noun."""
    for match in matches:
        noun = match.group()[1:].lower()
        window = max(0, match.start() - _REACH)
        run = _last_run(text, window, match.start())
        if run is None:
            continue
        plural = noun not in {"islands", "highlands"} and noun.endswith("s")
        if run["lead"] is not None and plural:
            for part in re.finditer(_NAME, run["lead"]):
                offset = window + run.start("lead")
                yield from _phrase(
                    doc, offset + part.start(), offset + part.end(), match.end(), nouns[noun], shared=True
                )
        yield from _phrase(
            doc, window + run.start("name"), window + run.end("name"), match.end(), nouns[noun], shared=plural
        )


def _last_run(text: str, start: int, end: int) -> re.Match[str] | None:
    """Match the capitalised run right before `end`, starting at a word's beginning."""
    piece = text[start:end]
    for word in re.finditer(rf"(?<!\w){_WORD}", piece):
        if (match := _RUN_BEFORE.match(piece, word.start())) is not None:
            return match
    return None


def _before(doc: Doc, matches: Iterable[re.Match[str]], nouns: Mapping[str, PlaceNoun]) -> Iterator[Phrase]:
    """Find the name of "village of Kpalimé"; the noun is no part of it."""
    for match in matches:
        end = match.end("name")
        yield from _phrase(doc, match.start("name"), end, end, nouns[match["noun"].lower()], shared=True)


def _first(matches: Iterable[re.Match[str]], nouns: Mapping[str, PlaceNoun]) -> Iterator[Phrase]:
    """Find "Lake Turkana", "Mount Kenya"."""
    for match in matches:
        start, end = match.span("name")
        yield Phrase(match.start(), end, start, end, end, nouns[match["noun"].lower()])


def _phrase(doc: Doc, start: int, end: int, beyond: int, noun: PlaceNoun, *, shared: bool) -> Iterator[Phrase]:
    """Give the phrase without what opens the sentence, nothing if no name is left; a shared noun is no part of it."""
    span = doc.char_span(start, end, alignment_mode="expand")
    if span is None:
        return
    tokens = list(span)
    while tokens and (tokens[0].tag_ in _OPENING_TAGS or tokens[0].is_stop):
        tokens = tokens[1:]
    opens = bool(tokens) and tokens[0].is_sent_start
    if not tokens or (opens and not any(t.tag_ in {"NNP", "NNPS"} or t.ent_type_ in {"GPE", "LOC"} for t in tokens)):
        return
    name_start = max(start, tokens[0].idx)
    yield Phrase(name_start, end if shared else beyond, name_start, end, beyond, noun)


_QUOTED = re.compile(r"[\"“«](?P<title>[^\"“”«»]{3,120})[\"”»]")
_JOINTS = frozenset({"-", "–", "—", "+", "&", "/", "and"})
_MOST_WORDS = 8
# A word in small letters that is none of these makes a quotation speech.
_SMALL = frozenset(
    {
        "a",
        "an",
        "the",
        "of",
        "for",
        "and",
        "in",
        "on",
        "to",
        "with",
        "from",
        "at",
        "by",
        "or",
        "de",
        "la",
        "du",
        "des",
        "y",
    }
)


def titles(doc: Doc, text: str, places: list[Finding], lexicon: Lexicon) -> list[tuple[int, int]]:
    """Find the stretches of text that are titles of events and documents, or quoted names: no place in them is one.

    "the India–Africa Forum Summit", "the 2018 Kuwait conference", "the Tokyo Declaration".
    """
    found = [match.span("title") for match in _QUOTED.finditer(text) if _is_title(match["title"])]
    if all(token.text[0].isupper() for token in doc if token.pos_ in {"VERB", "NOUN", "ADJ"}):
        return found  # a headline: every word has a capital
    events = org_words(lexicon, "event")
    for place in places:
        span = doc.char_span(place.start, place.end, alignment_mode="expand")
        end = _event(doc, span.end, events) if span is not None else None
        if end is not None:
            found.append((place.start, end))
    return found


def _event(doc: Doc, at: int, events: Collection[str]) -> int | None:
    """Give where the title ends that goes on at token `at` and ends in a noun such as "summit"."""
    for token in doc[at : at + _MOST_WORDS]:
        if token.text in events:
            return int(token.idx + len(token))
        if not (token.text[0].isupper() or token.text in _JOINTS or token.is_quote or token.text.isdigit()):
            return None
    return None


def _is_title(words: str) -> bool:
    """Whether a quotation is a name: every word but the small ones has a capital."""
    parts = [word for word in re.split(r"[ -]+", words) if word[:1].isalpha()]
    return len(parts) > 1 and all(word[0].isupper() or word in _SMALL for word in parts) and words[-1] not in ".,!?"
