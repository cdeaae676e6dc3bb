"""Places made by a noun: "Xino district", "village of Kpalimé", "Tashkent and Jizzakh regions", "Lake Turkana"."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from spacy.tokens import Doc

from extractor.lexicon import Lexicon
from extractor.lexicon.countries import PlaceNoun

_WORD = r"[^\W\d_a-z][\w'’À-ÿ-]*"
_NAME = rf"{_WORD}(?:[ -](?:{_WORD}|de|du|da|do|el|al|la))*"
# What opens a capitalised run without belonging to the name: "The Western region", "In Xino district".
_OPENING_TAGS = frozenset(
    {"DT", "IN", "CC", "PRP", "PRP$", "WRB", "WDT", "RB", "TO", "CD", "VB", "VBD", "VBG", "VBN", "EX", "NNS"}
)


class Phrase(NamedTuple):
    """A name with its noun: `text[start:end]` is the place, `text[name_start:name_end]` its name.

    `beyond` is where the noun ends, also where several names share it; `sure` says that the noun is proof enough.
    """

    start: int
    end: int
    name_start: int
    name_end: int
    beyond: int
    sure: bool


def find(doc: Doc, lexicon: Lexicon) -> list[Phrase]:
    """Find the names that a generic noun makes places, left to right, none overlapping."""
    after, before, first = _patterns(lexicon)
    sure = _sure(lexicon)
    found: list[Phrase] = []
    for phrase in (*_after(doc, after, sure), *_before(doc, before, sure), *_first(doc, first, sure)):
        if not any(phrase.start < other.end and other.start < phrase.end for other in found):
            found.append(phrase)
    return sorted(found)


@cache
def _sure(lexicon: Lexicon) -> dict[str, bool]:
    nouns = {row.noun: row.sure for row in lexicon.rows(PlaceNoun)}
    return nouns | {_plural(noun): sure for noun, sure in nouns.items()}


@cache
def _patterns(lexicon: Lexicon) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    rows = lexicon.rows(PlaceNoun)
    both = [form for row in rows for form in (row.noun, _plural(row.noun))]
    nouns = "|".join(re.escape(n) for n in sorted(both, key=len, reverse=True))
    capital = "|".join(re.escape(n.title()) for n in sorted(both, key=len, reverse=True))
    leading = "|".join(re.escape(row.noun.capitalize()) for row in rows if row.after)
    return (
        re.compile(rf" (?:{nouns}|{capital})\b"),
        re.compile(rf"\b(?P<noun>{nouns}|{capital}) of (?P<name>{_NAME})"),
        re.compile(rf"\b(?P<noun>{leading}) (?P<name>{_WORD})"),
    )


def _plural(noun: str) -> str:
    if noun.endswith("s"):
        return noun
    return noun[:-1] + "ies" if noun.endswith("y") and noun[-2] not in "aeiou" else noun + "s"


# A capitalised run that ends where the noun begins; names are short, so no more than this is looked at.
_REACH = 80
_RUN_BEFORE = re.compile(rf"(?:(?P<lead>(?:{_NAME}, )*{_NAME}),? and )?(?P<name>{_NAME})\Z")


def _after(doc: Doc, pattern: re.Pattern[str], sure: dict[str, bool]) -> Iterator[Phrase]:
    """Find "Xino district", and each name of "Tashkent and Jizzakh regions" without the shared noun."""
    text = doc.text
    for match in pattern.finditer(text):
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
                    doc, offset + part.start(), offset + part.end(), match.end(), sure[noun], shared=True
                )
        yield from _phrase(
            doc, window + run.start("name"), window + run.end("name"), match.end(), sure[noun], shared=plural
        )


def _last_run(text: str, start: int, end: int) -> re.Match[str] | None:
    """Match the capitalised run right before `end`, starting at a word's beginning."""
    piece = text[start:end]
    for word in re.finditer(rf"(?<!\w){_WORD}", piece):
        if (match := _RUN_BEFORE.match(piece, word.start())) is not None:
            return match
    return None


def _before(doc: Doc, pattern: re.Pattern[str], sure: dict[str, bool]) -> Iterator[Phrase]:
    """Find the name of "village of Kpalimé"; the noun is no part of it."""
    for match in pattern.finditer(doc.text):
        end = match.end("name")
        yield from _phrase(doc, match.start("name"), end, end, sure[match["noun"].lower()], shared=True)


def _first(doc: Doc, pattern: re.Pattern[str], sure: dict[str, bool]) -> Iterator[Phrase]:
    """Find "Lake Turkana", "Mount Kenya"."""
    for match in pattern.finditer(doc.text):
        start, end = match.span("name")
        yield Phrase(match.start(), end, start, end, end, sure[match["noun"].lower()])


def _phrase(doc: Doc, start: int, end: int, beyond: int, sure: bool, *, shared: bool) -> Iterator[Phrase]:
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
    yield Phrase(name_start, end if shared else beyond, name_start, end, beyond, sure)
