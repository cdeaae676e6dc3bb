"""Which words of a doc go on a person's name: capitals, particles, initials, hyphened halves ("Ramón de la Cruz")."""

import re
from dataclasses import dataclass, field
from functools import lru_cache

from extractor.components.offices import Page
from extractor.lexicon import roles
from extractor.lexicon.given_names import given_names
from extractor.values import person

LONGEST = 7  # words of a name; longer capitalised runs are headings or organisations
_WORD = {"PROPN", "NOUN", "ADJ", "X", "INTJ"}
_INITIALS = re.compile(r"(?:[^\W\d_]\.)+-?(?:[^\W\d_]\.)?")


@lru_cache(maxsize=50_000)
def _folded(word: str) -> str:
    return next(iter(person.parts(word)), "")


@dataclass(slots=True)
class Runs:
    """Grows names over the words of one page."""

    page: Page
    particles: frozenset[str] = field(init=False)
    never: frozenset[str] = field(init=False)
    given: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        lexicon = self.page.lexicon
        self.particles = roles.words(lexicon, "particle")
        self.never = roles.words(lexicon, "notname")
        self.given = given_names(lexicon)

    def is_name(self, index: int, *, loose: bool = False) -> bool:
        """Whether a token may be a word of a name."""
        text = self.page.words[index]
        if not text[0].isupper() or index in self.page.fixed or text in self.never or any(map(str.isdigit, text)):
            return False
        token = self.page.doc[index]
        return token.pos_ in _WORD or token.ent_type_ == "PERSON" or (loose and token.pos_ != "DET")

    def is_given(self, index: int) -> bool:
        """Whether a token is a given name that the table knows."""
        text = self.page.words[index]
        return text[0].isupper() and _folded(text) in self.given

    def is_initial(self, index: int) -> bool:
        """Whether a token is an initial ("L.")."""
        return _INITIALS.fullmatch(self.page.words[index]) is not None

    def run(self, start: int, *, loose: bool = False) -> int:
        """Give the end of the name that begins at token `start`; `start` itself if none does."""
        doc, words = self.page.doc, self.page.words
        end = index = start
        while index < len(doc) and index - start < 2 * LONGEST:
            token, text = doc[index], words[index]
            if index > start and token.is_space:
                break
            if self.is_name(index, loose=loose):
                end = index = index + 1
            elif text in {"-", "–", "'", "’"} and end == index > start and self._tight(index):
                index += 1
            elif self._particle(index, start):
                index += 2 if words[index + 1] == "-" else 1
            elif index > start and self._hyphened(index):
                end = index = index + 1
            elif text == "." and index > start and len(words[index - 1]) == 1:
                index += 1
            else:
                break
        size = end - start
        whole = size <= 2 * LONGEST - 2 and any(len(words[i]) > 2 for i in range(start, end))
        return end if whole else start

    def _particle(self, index: int, start: int) -> bool:
        """Whether a small word leads on inside a name ("bin", "de"), or opens it with a hyphen ("al-Khulaifi")."""
        words = self.page.words
        if words[index].lower() not in self.particles or index + 1 >= len(words):
            return False
        return index > start or words[index + 1] == "-"

    def _tight(self, index: int) -> bool:
        """Whether no blank stands before or after a token."""
        doc = self.page.doc
        return index > 0 and not doc[index - 1].whitespace_ and not doc[index].whitespace_

    def _hyphened(self, index: int) -> bool:
        """Whether a word is the second half of a double name, in lower case ("Jin-soo")."""
        words = self.page.words
        if not index or words[index - 1] != "-" or self.page.doc[index - 1].whitespace_:
            return False
        return words[index].isalpha() and words[index] not in self.never  # not "Malvar-class"

    def run_back(self, end: int) -> int:
        """Give the start of the name that ends before token `end`; `end` itself if none does."""
        words = self.page.words
        start = index = end
        while index > 0 and end - index < 2 * LONGEST:
            text = words[index - 1]
            if self.is_name(index - 1):
                start = index = index - 1
            elif (text in {"-", "’", "'"} and index >= 2 and self._tight(index - 1)) or (
                start < end and (text.lower() in self.particles or text == ".")
            ):
                index -= 1
            elif self._hyphened(index - 1):
                start = index = index - 1
            else:
                break
        return start

    def opened(self, start: int) -> int:
        """Give where a name begins that a hyphened particle opens ("*al-*Khulaifi")."""
        words = self.page.words
        if (
            start >= 2
            and words[start - 1] == "-"
            and self._tight(start - 1)
            and words[start - 2].lower() in self.particles
        ):
            return start - 2
        return start

    def alone(self, start: int, end: int) -> bool:
        """Whether a run is no part of a longer name: of a body, a place, a thing ("*Ali Hassan* Hospital")."""
        before = start > 0 and self._names(start - 1) and not self.addresses(start - 1)
        index = end
        while index < len(self.page.words) and (self.page.words[index].lower() in self.particles or self._tight(index)):
            index += 1
        return not before and not (index < len(self.page.words) and self._names(index))

    def _names(self, index: int) -> bool:
        """Whether a capitalised word belongs to the name of something that is no person."""
        text = self.page.words[index]
        if index in self.page.orgs:
            return text[0].isupper()
        if text in self.never and text.islower():
            return self.page.words[index - 1] == "-"  # "*Malvar*-class frigates"
        return text in self.never and self.page.doc[index].pos_ in {"PROPN", "NOUN", "ADJ"}

    def addresses(self, index: int) -> bool:
        """Whether a word before a name is an office or a title, which "notname" holds as well ("President")."""
        word = self.page.words[index]
        return word.lower() in roles.post_words(self.page.lexicon) or word in roles.words(self.page.lexicon, "title")
