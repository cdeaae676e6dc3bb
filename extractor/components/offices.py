"""Offices beside people's names: "Japanese Ambassador to Tajikistan", "Director of the No. 14 Health Center"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from spacy.tokens import Doc

from extractor.lexicon import Lexicon, roles

WIDEST = 70  # characters in front of "minister" that its portfolio may take
_PLACES = frozenset({"GPE", "LOC", "NORP", "FAC"})
_LINK = re.compile(r"\s+(?P<word>of|to|for|in|at|with)\s+(?P<the>(?:the|The)\s+)?")


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
    """One doc with the places and organisations that other components found in it."""

    doc: Doc
    lexicon: Lexicon
    text: str = field(init=False)
    places: dict[int, tuple[int, int, str, str]] = field(init=False)
    orgs: dict[int, tuple[int, int]] = field(init=False)

    def __post_init__(self) -> None:
        self.text = self.doc.text  # spaCy joins it anew at every call
        self.places, self.orgs = _places(self.doc), _organisations(self.doc)

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
            start, end = self.orgs[index]
            return char, "", self.doc[start:end].text
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
            char = self.doc[end - 1].idx + len(self.doc[end - 1])
            if index in self.places:
                country = country or self.places[index][2]
            break
        return char, country, organisation, role_end

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
        if index in self.orgs and self.orgs[index][1] > end:
            return False
        if end == len(self.doc) or not self.doc[end].text[0].isupper():
            return True
        run = self.doc[end : self._organisation(end, the=True)]
        return label != "DEMONYM" and not any(t.text in roles.words(self.lexicon, "notname") for t in run)

    def _organisation(self, start: int, *, the: bool) -> int:
        """Give the end of the organisation's name that begins at a token: a known one, else a run of capitals."""
        if start in self.orgs:
            return self.orgs[start][1]
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


def _places(doc: Doc) -> dict[int, tuple[int, int, str, str]]:
    """Give, for each token of a place or demonym, its span, country and label; the model's where no table ran."""
    found: dict[int, tuple[int, int, str, str]] = {}
    if "places" in doc.spans:
        for span in doc.spans["places"]:
            country = span.kb_id_ if len(span.kb_id_) == 2 else ""
            for index in range(span.start, span.end):
                found[index] = (span.start, span.end, country, span.label_)
        return found
    for ent in doc.ents:
        if ent.label_ in _PLACES:
            for index in range(ent.start, ent.end):
                found[index] = (ent.start, ent.end, "", "DEMONYM" if ent.label_ == "NORP" else "PLACE")
    return found


def _organisations(doc: Doc) -> dict[int, tuple[int, int]]:
    """Give, for each token of an organisation, its span; not the model's, which takes people for companies."""
    if "organisations" not in doc.spans:
        return {}
    known = [span for span in doc.spans["organisations"] if "model" not in span.id_]
    return {index: (span.start, span.end) for span in known for index in range(span.start, span.end)}
