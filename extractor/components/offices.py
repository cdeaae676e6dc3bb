"""Offices beside people's names: "Japanese Ambassador to Tajikistan", "Director of the No. 14 Health Center"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from spacy.tokens import Doc

from extractor.components.spans import text_of, words_of
from extractor.lexicon import Lexicon, roles

WIDEST = 70  # characters in front of "minister" that its portfolio may take
_PLACES = frozenset({"GPE", "LOC", "NORP", "FAC"})
_LINK = re.compile(r"\s+(?P<word>of|to|for|in|at|with)\s+(?P<the>(?:the|The)\s+)?")
GUESS = "model"  # what the rule of a place or an organisation says that only the language model takes for one
# Rules by which words are taken for an unknown place from where they stand; who has an office is a person all the same.
BY_CONTEXT = frozenset(
    f"place:{rule}" for rule in ("in", "list", "at", "apposed", "route", "dateline", "again", "state")
)


class Place(NamedTuple):
    """A place or demonym in tokens, `doc[start:end]`; `country` is "" where it is not known."""

    start: int
    end: int
    country: str
    label: str


class Body(NamedTuple):
    """An organisation in tokens, `doc[start:end]`, with the country that it is known to belong to."""

    start: int
    end: int
    country: str


@dataclass(frozen=True, slots=True)
class Office:
    """An office in the text: where it begins and ends in characters, in what words, for whom."""

    start: int
    end: int
    role: str
    organisation: str = ""
    country: str = ""
    side: str = ""

    def detail(self) -> dict[str, str]:
        """Give what is known, empty values left out."""
        known = {"role": self.role, "organisation": self.organisation, "country": self.country, "side_hint": self.side}
        return {name: value for name, value in known.items() if value}


@dataclass(slots=True)
class Page:
    """One doc with the places and organisations that other components found in it.

    `fixed` are the tokens of those that a table or the grammar of names knows. What only the model or the words
    around it take for a place may yet be a person ("PM *Roosevelt Skerrit*"); `placed` are the tokens of the latter.
    """

    doc: Doc
    lexicon: Lexicon
    text: str = field(init=False)
    words: list[str] = field(init=False)
    places: dict[int, Place] = field(init=False)
    orgs: dict[int, Body] = field(init=False)
    fixed: frozenset[int] = field(init=False)
    placed: frozenset[int] = field(init=False)

    def __post_init__(self) -> None:
        self.words, self.text = words_of(self.doc), text_of(self.doc)
        self.places, guessed, self.placed = _places(self.doc)
        self.orgs = _organisations(self.doc)
        self.fixed = (frozenset(self.places) - guessed) | frozenset(self.orgs)

    def token_at(self, char: int) -> int | None:
        """Give the token that begins at a character, or just after it over blanks."""
        text = self.text
        while char < len(text) and text[char].isspace():
            char += 1
        span = self.doc.char_span(char, char + 1, alignment_mode="expand") if char < len(text) else None
        return span.start if span is not None and span.start_char == char else None

    def offices(self) -> Iterator[Office]:
        """Read the offices of a doc with the country and organisation that they name."""
        text = self.text
        for match in self._posts():
            start, country, organisation = self._left(match.start())
            end, suffix_country, suffix_org, role_end = self._right(match.end())
            side = roles.sides(self.lexicon).get(match["post"].lower(), "")
            yield Office(
                start,
                end,
                " ".join(text[start:role_end].split()),
                organisation or suffix_org,
                country or suffix_country,
                side,
            )

    def _posts(self) -> Iterator[re.Match[str]]:
        """Match offices only around the nouns that name them: the whole pattern is slow over a whole text."""
        text, reached = self.text, 0
        for hit in roles.post_nouns(self.lexicon).find(text):
            if hit.start < reached:
                continue
            for match in roles.post(self.lexicon).finditer(
                text, max(reached, hit.start - WIDEST), hit.end + 2 * WIDEST
            ):
                if match.start() > hit.start:
                    break
                reached = match.end()
                yield match
                if reached > hit.start:
                    break

    def _left(self, char: int) -> tuple[int, str, str]:
        """Give where an office begins, with the country or organisation in front ("Japanese", "JICA", "Kenya's")."""
        span = self.doc.char_span(0, char, alignment_mode="contract")
        if span is None or not span.end:
            return char, "", ""
        index = span.end - 1
        possessive = self.doc[index].tag_ == "POS"
        index -= possessive
        if index in self.places:
            start, _, country, _ = self.places[index]
            return (char if possessive else self.doc[start].idx), country, ""
        if index in self.orgs:
            start, end, country = self.orgs[index]
            return char, country, self.doc[start:end].text
        if possessive and self.words[index].lower() in roles.post_words(self.lexicon):
            return char, self._left(self.doc[index].idx)[1], ""  # "the Chinese President's wife"
        if (
            index >= 0
            and not possessive
            and self.doc[index].text.isupper()
            and 2 < len(self.doc[index]) < 9
            and self.doc[index].is_alpha
        ):
            return char, "", self.doc[index].text
        return char, "", ""

    def _right(self, char: int) -> tuple[int, str, str, int]:
        """Read "of Japan to Tajikistan", "of the No. 14 Health Center" after an office.

        Gives where all of it ends, a country, an organisation and where the role's words end.
        """
        country = organisation = ""
        role_end = char
        first = True
        for _ in range(3):
            link = _LINK.match(self.text, char)
            index = self.token_at(link.end()) if link is not None else None
            if link is None or index is None:
                break
            if self._is_place(index):
                _, end, code, _ = self.places[index]
                char = role_end = self.doc[end - 1].idx + len(self.doc[end - 1])
                if first and link["word"] == "of":
                    country = code
                first = False
                continue
            end = self._organisation(index, the=bool(link["the"]))
            if end == index:
                break
            organisation = self.doc[index:end].text
            if roles.post(self.lexicon).search(organisation) is not None and index not in self.orgs:
                organisation = ""  # "the wife of the Chinese President"
            char = self.doc[end - 1].idx + len(self.doc[end - 1])
            if index in self.places:
                country = country or self.places[index].country
            elif index in self.orgs:
                country = country or self.orgs[index].country
            break
        return char, country, organisation, role_end

    def behind(self, char: int) -> tuple[str, str]:
        """Read the country and organisation that follow a name ("President Ruto *of Kenya*"): each "" if none does."""
        _, country, organisation, _ = self._right(char)
        return country, organisation

    def _links(self, index: int, end: int) -> bool:
        """Whether a word may stand between the capitals of an organisation's name; "and" may lead on to a person."""
        word = self.doc[index].lower_
        if word in {"and", "&"}:
            return index + 1 < len(self.doc) and self.doc[index + 1].ent_type_ != "PERSON"
        if word == ".":
            return end == index and self.doc[index - 1].text in {"No", "St"}
        return word in {"of", "for", "the", "de", "on"} or (word in {"-", "'s", "’s"} and end == index)

    def _is_place(self, index: int) -> bool:
        """Whether a place begins at a token and is no part of an organisation ("Chinese Embassy", "Bank of Ghana")."""
        if index not in self.places:
            return False
        _, end, _, label = self.places[index]
        if index in self.orgs and self.orgs[index].end > end:
            return False
        if end == len(self.doc) or not self.doc[end].text[0].isupper():
            return True
        run = self.doc[end : self._organisation(end, the=True)]
        return label != "DEMONYM" and not any(t.text in roles.words(self.lexicon, "notname") for t in run)

    def _organisation(self, start: int, *, the: bool) -> int:
        """Give the end of the organisation's name that begins at a token: a known one, else a run of capitals."""
        if start in self.orgs:
            return self.orgs[start].end
        end = index = start
        while index < len(self.doc):
            token = self.doc[index]
            if token.text[0].isupper() or token.text[0].isdigit():
                end = index = index + 1
            elif index > start and self._links(index, end):
                index += 1
            else:
                break
        return end if the or end - start > 1 or (end > start and self.doc[start].text.isupper()) else start


def _places(doc: Doc) -> tuple[dict[int, Place], frozenset[int], frozenset[int]]:
    """Give, for each token of a place or demonym, its span; the tokens of guesses; those guessed by their context."""
    found: dict[int, Place] = {}
    guessed: set[int] = set()
    placed: set[int] = set()
    if "places" in doc.spans:
        for span in doc.spans["places"]:
            place = Place(span.start, span.end, span.kb_id_ if len(span.kb_id_) == 2 else "", span.label_)
            found.update(dict.fromkeys(range(span.start, span.end), place))
            if GUESS in span.id_ or span.id_ in BY_CONTEXT:
                guessed.update(range(span.start, span.end))
            if span.id_ in BY_CONTEXT:
                placed.update(range(span.start, span.end))
        return found, frozenset(guessed), frozenset(placed)
    for ent in doc.ents:
        if ent.label_ in _PLACES:
            place = Place(ent.start, ent.end, "", "DEMONYM" if ent.label_ == "NORP" else "PLACE")
            found.update(dict.fromkeys(range(ent.start, ent.end), place))
            guessed.update(range(ent.start, ent.end))
    return found, frozenset(guessed), frozenset()


def _organisations(doc: Doc) -> dict[int, Body]:
    """Give, for each token of an organisation, its span; not the model's, which takes people for companies."""
    if "organisations" not in doc.spans:
        return {}
    group = doc.spans["organisations"]
    found: dict[int, Body] = {}
    for span, detail in zip(group, group.attrs["details"], strict=True):
        if GUESS not in span.id_:
            found.update(
                dict.fromkeys(range(span.start, span.end), Body(span.start, span.end, detail.get("country", "")))
            )
    return found
