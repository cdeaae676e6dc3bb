"""Names of organisations by grammar: a capitalised run around a head noun ("Dushanbe No. 14 Health *Center*").

The run grows to the left over the words that describe the head, and to the right over "of" and "for" with what they
govern, over numbers ("No. 14") and legal forms ("Co. Ltd"). An "and" stays inside where it joins two words of one
name ("Ministry of Foreign Affairs and Trade") and ends the name where another one begins.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

from extractor.lexicon.donors import Use

# A word with its inner marks: "Export-Import", "Côte", "N'Djamena", "S.A", "Children's"; "l'Eau" is two.
_WORD = re.compile(r"(?<!\w)[ld]['’](?=[A-ZÀ-Þ])|[^\W_]+(?:[-'’.&+][^\W_]+)*['’]?|&|#|№")
_LINKS = frozenset([
    "of", "for", "de", "du", "des", "del", "della", "da", "do", "dos", "di", "on", "para", "pour", "d", "au", "aux"
])  # fmt: skip
_ARTICLES = frozenset({"the", "la", "le", "el", "los", "las", "les", "l", "al"})
_JOINTS = frozenset({"and", "&", "y", "et", "e"})
_PARTICLES = frozenset({"bin", "ibn", "al", "el", "van", "von"})
_NUMBER = frozenset({"No", "Number", "Nº", "N°", "№", "#", "Nr", "no"})
_ABBREVIATED = frozenset(
    {
        "Co",
        "Ltd",
        "Inc",
        "Corp",
        "No",
        "St",
        "Mt",
        "Nr",
        "Pvt",
        "Pty",
        "Dept",
        "Univ",
        "Intl",
        "Bros",
        "U.S",
        "U.K",
        "U.N",
    }
)
_MADE = (
    "-based",
    "-funded",
    "-aided",
    "-assisted",
    "-sponsored",
    "-donated",
    "-led",
    "-backed",
    "-owned",
    "-run",
    "-supported",
    "-financed",
    "-built",
)
_OF_PEOPLE = frozenset({"Office", "Secretariat", "Council", "Cabinet", "Chamber", "House"})
_DOTTED = frozenset({"Co", "Inc", "Corp", "Ltd"})  # their stop belongs to the name: "Korea Aerospace Industries Co."
_BLANKS = frozenset({" ", "\u00a0", ""})
_COMMAS = frozenset({", ", "., "})
_MOST_WORDS = 14


class Word(NamedTuple):
    """A word of a text: `text[start:end]`, and whether only a blank stands between it and the word before.

    `owner` says that a possessive ending follows, which is no part of it.
    """

    start: int
    end: int
    text: str
    joined: bool
    comma: bool
    owner: bool


class Named(NamedTuple):
    """A name found: `text[start:end]` with the noun that makes it one."""

    start: int
    end: int
    head: str


def _no_words(use: Use) -> Collection[str]:
    del use
    return ()


class Grammar:
    """Reads the names of one text.

    `heads` are the head nouns; `stops` spans of people, donors and companies, which no name grows into from the left,
    those of `people` from no side; `places` spans of places, `regions` starts of regions; `dull` the starts of words
    that open a sentence without naming anything; `words` the words of each use in the table.
    """

    def __init__(
        self,
        text: str,
        heads: Mapping[str, str],
        *,
        stops: Collection[tuple[int, int]] = (),
        people: Collection[tuple[int, int]] = (),
        places: Collection[tuple[int, int]] = (),
        regions: Collection[int] = (),
        dull: Collection[int] = (),
        words: Callable[[Use], Collection[str]] = _no_words,
    ) -> None:
        self._text = text
        self._heads = heads
        self._words = _words(text)
        self._people = {i for start, end in people for i in range(start, end)}
        self._regions = frozenset(regions)
        self._stopped = {i for start, end in stops for i in range(start, end)}
        self._places = {start for start, _ in places}
        self._place_ends = {end for _, end in places}
        self._inside = {i: start for start, end in places for i in range(start + 1, end)}
        self._dull = dull
        self._offices, self._legal, self._days = words("office"), words("legal"), words("day")
        self._namesakes, self._leading = words("namesake"), words("leading")

    def names(self) -> Iterator[Named]:
        """Give the names, left to right, none overlapping."""
        at, last = 0, -1
        while at < len(self._words):
            if not self._words[at].text[0].isupper():
                at += 1
                continue
            size = self._head_size(at)
            if not size or self._words[at].start in self._stopped:
                at += 1
                continue
            first = self._leftmost(at, last)
            end = self._rightmost(at + size - 1)
            if end - first + 1 > 1 and end - first < _MOST_WORDS:
                head = self._final_head(first, end) or " ".join(w.text for w in self._words[at : at + size])
                yield Named(self._words[first].start, self._closed(end), head)
                last = end
            at = max(end, at + size - 1) + 1

    def _closed(self, end: int) -> int:
        """Give where a name ends that closes with word `end`, the stop of a legal form included."""
        word = self._words[end]
        return word.end + (word.text in _DOTTED and self._text[word.end : word.end + 1] == ".")

    def _head_size(self, at: int) -> int:
        """Say how many words of a head noun begin at `at`: 3, 2, 1 or 0."""
        if not self._words[at].text[0].isupper():
            return 0
        for size in (3, 2, 1):
            words = self._words[at : at + size]
            if (
                len(words) == size
                and all(w.joined and not before.owner for before, w in pairwise(words))
                and " ".join(w.text for w in words) in self._heads
            ):
                return size
        return 0

    def _final_head(self, first: int, end: int) -> str | None:
        """Give the head of "University of Ghana Medical Centre": the last one, unless "of" or "for" leads to it."""
        head, at = None, first
        while at <= end:
            size = self._head_size(at)
            if size:
                head = " ".join(w.text for w in self._words[at : at + size])
            if self._words[at].text in _LINKS and head is not None:
                break
            at += max(size, 1)
        return head

    def _leftmost(self, at: int, last: int) -> int:
        """Grow to the left over capitalised words; give the index of the first."""
        first = at
        while first - 1 > last and self._describes(first - 1):
            if self._words[first - 1].text in _JOINTS and first - 2 <= last:
                break
            first -= 2 if self._words[first - 1].text in _JOINTS else 1
            while first - 1 > last and self._words[first].start in self._inside:  # "Dar es Salaam"
                first -= 1
        while first < at and self._opens(first):
            first += 1
        return first

    def _describes(self, index: int) -> bool:
        """Whether a word belongs to the description of the head on its right."""
        word, right = self._words[index], self._words[index + 1]
        owner = word.owner and (word.end in self._place_ends or word.start in self._stopped)
        office = word.text in self._offices and word.text not in self._namesakes
        foreign = word.text in self._days or office or word.text.endswith(_MADE)
        if not right.joined or owner or foreign:  # "Kenya's National Bank": the owner is no part of the name
            return False
        if word.text in _JOINTS:
            return index > 0 and word.joined and self._joins(index)
        if word.text in _PARTICLES:  # "Prince Mohammed bin Salman Hospital"
            return index > 0 and word.joined and self._words[index - 1].text[0].isupper()
        if word.text[0].isdigit():
            before = self._words[index - 1].text if index else ""
            return before in _NUMBER or bool(re.fullmatch(r"\d+(?:st|nd|rd|th)", word.text))
        return word.text[0].isupper() or (word.text in _NUMBER and right.text[0].isdigit())

    def _joins(self, index: int) -> bool:
        """Whether "and" stands between two words of one description: "Road and Bridge Corporation"."""
        left = self._words[index - 1]
        if not left.text[0].isupper() or left.start in self._stopped or left.text in self._days:
            return False
        if left.end in self._place_ends and self._words[index].text != "&":  # "Japan and Makerere University"
            return False
        if self._is_head(index - 1) and left.text not in self._legal:
            return False
        return self._words[index].text == "&" or not self._owned(index - 1)

    def _owned(self, index: int) -> bool:
        """Whether the run to the left of a joint goes back to a preposition: "in Kenya and Moi Hospital"."""
        while index > 0 and self._words[index].joined and self._words[index - 1].text[0].isupper():
            index -= 1
        return (
            index > 0
            and self._words[index].joined
            and self._words[index - 1].text in {"in", "to", "from", "at", "with", "by", "of", "for"}
        )

    def _is_head(self, index: int) -> bool:
        return any(self._head_size(index - back) > back for back in range(3) if index >= back)

    def _opens(self, index: int) -> bool:
        """Whether a word opens the run without belonging to the name: "The", "Meanwhile", "2007", "Kenya's"."""
        word = self._words[index]
        if word.start in self._dull or word.text in _JOINTS or word.text in _ARTICLES or word.text.isdigit():
            return True
        return word.text in {"The", "A", "An"}

    def _rightmost(self, at: int) -> int:
        """Grow to the right over numbers, legal forms, "of" and "for" with what they govern."""
        end = at
        if self._words[at].text in self._leading:  # "Fundación *Alianza Verde*"
            while (
                end + 1 < len(self._words) and self._plain(end + 1) and self._words[end + 1].start not in self._places
            ):
                end += 1
        while end + 1 < len(self._words) and not self._owns(end):
            step = self._number(end) or self._more_head(end) or self._governed(end) or 0
            if not step:
                break
            end += step
        return end

    def _number(self, end: int) -> int:
        """Count the words of "No. 14"; a bare number only after a school or a hospital."""
        words = self._words[end + 1 : end + 3]
        if words[0].joined and words[0].text in _NUMBER and len(words) == 2 and words[1].text[0].isdigit():
            return 2
        short = words[0].text.isdigit() and len(words[0].text) < 4
        return (
            1
            if words[0].joined and short and self._words[end].text in {"School", "Hospital", "Kindergarten", "Clinic"}
            else 0
        )

    def _more_head(self, end: int) -> int:
        """Count the words of a legal form or a further head: "Bank Group", "Construction Co. Ltd"."""
        word = self._words[end + 1]
        if (word.joined or (word.comma and word.text in self._legal)) and word.start not in self._stopped:
            if word.text in self._legal:
                return 1
            if not word.comma and word.text[0].isupper():
                for step in range(4):  # "University Medical Center": capitalised words up to the next head
                    if end + 1 + step >= len(self._words) or not self._plain(end + 1 + step):
                        return 0
                    if size := self._head_size(end + 1 + step):
                        return step + size
        return 0

    def _plain(self, index: int) -> bool:
        word = self._words[index]
        good = word.joined and not word.comma and word.text[0].isupper() and word.start not in self._stopped
        return good and not self._opens_sum(index) and word.text not in self._offices and word.text not in self._days

    def _governed(self, end: int) -> int:
        """Count the words of "of Foreign Affairs and Trade", "for the Arts", "of the Republic of Tajikistan"."""
        at = end + 1
        if not self._words[at].joined or self._words[at].text not in _LINKS or self._words[at].comma:
            return 0
        at += 1
        while at < len(self._words) and self._words[at].text in _ARTICLES and self._words[at].joined:
            at += 1
        offices = self._words[end].text in _OF_PEOPLE
        if at >= len(self._words) or not self._plain_or_stop(at, offices=offices):
            return 0
        aims = self._words[end + 1].text == "for"
        at, lists = at + 1, 0
        while at < len(self._words):
            step = 1 if self._plain_or_stop(at, offices=offices) and not self._head_size(at) else 0
            if not step and lists < 2:
                step = self._listed(at, places=aims)
                lists += self._words[at].text in _JOINTS and not self._words[at].comma
                step = step or self._site(at)
            if not step or lists > 1:
                break
            at += step
        return at - 1 - end

    def _opens_sum(self, index: int) -> bool:
        """Whether a code stands before a number: "the Municipality of Gjakova *EUR* 200,000"."""
        after = self._words[index + 1 : index + 2]
        code = self._words[index].text
        return len(code) == 3 and code.isupper() and bool(after) and after[0].joined and after[0].text[0].isdigit()

    def _owns(self, index: int) -> bool:
        """Whether a name ends in a possessive here: "the World *Bank's* Board", not "*People's* Republic"."""
        word = self._words[index]
        return word.owner and (self._is_head(index) or word.end in self._place_ends or word.start in self._stopped)

    def _site(self, at: int) -> int:
        """Count the words of "in the Sahel": the region that a body is for."""
        for step in (1, 2):
            if at + step < len(self._words) and self._words[at + step].start in self._regions:
                return step + 1 if self._words[at].text == "in" and self._words[at].joined else 0
        return 0

    def _plain_or_stop(self, index: int, *, offices: bool = False) -> bool:
        """Whether a word is of what "of" governs; donors may stand there ("Commission of the European Union")."""
        word = self._words[index]
        good = word.joined and not word.comma and word.text[0].isupper() and word.start not in self._people
        return (
            good
            and not self._opens_sum(index)
            and not self._owns(index - 1)
            and (offices or word.text not in self._offices)
            and word.text not in self._days
        )

    def _listed(self, at: int, *, places: bool) -> int:
        """Count the words of ", Culture", "and Trade" that go on with what "of" governs, 0 where a new name begins."""
        word = self._words[at]
        if word.comma and word.text[0].isupper():
            return self._run(at, ended_by_joint=True)
        if word.text in _JOINTS and word.joined and at + 1 < len(self._words):
            step = 2 if self._words[at + 1].text in {"the"} else 1
            size = self._run(at + step, places=places) if at + step < len(self._words) else 0
            if self._words[at - 1].end in self._place_ends and not self._governs_places(at + step):
                return 0  # "the Police of Sierra Leone and Campaign for ..."
            if size and step == 2 and not self._words[at - 1].text[0].isupper():
                return 0
            return step + size if size else 0
        return 0

    def _governs_places(self, at: int) -> bool:
        """Whether a place follows where one did before "and": what governed the first may govern both."""
        return at < len(self._words) and self._words[at].start in self._places

    def _run(self, at: int, *, ended_by_joint: bool = False, places: bool = False) -> int:
        """Count the capitalised words from `at`; 0 if another name stands there, or a list does not end in "and"."""
        size = 0
        while at + size < len(self._words) and size < 5:
            word = self._words[at + size]
            if not word.text[0].isupper() or (size and not word.joined) or (size and word.comma):
                break
            other = (
                word.start in self._stopped or self._head_size(at + size) or (word.start in self._places and not places)
            )
            if other or word.text in self._offices or word.text in self._days:
                return 0
            size += 1
        if size > 1 and self._new_name(at + size):
            return 0
        if ended_by_joint and size:
            follow = self._words[at + size] if at + size < len(self._words) else None
            if follow is None or not ((follow.comma and follow.text[0].isupper()) or follow.text in _JOINTS):
                return 0
        return size

    def _new_name(self, at: int) -> bool:
        """Whether a joint leads from several words to a head, so that they are one name: "Moi Road and Rail Works"."""
        if at >= len(self._words) or self._words[at].text not in _JOINTS or not self._words[at].joined:
            return False
        for index in range(at + 1, min(at + 5, len(self._words))):
            if not self._plain(index):
                return False
            if self._head_size(index):
                return index > at + 1
        return False


def _words(text: str) -> list[Word]:
    """Cut a text into words; a word is joined to the one before by a blank, or a stop after an abbreviation."""
    words: list[Word] = []
    before, stop = "", 0
    for match in _WORD.finditer(text):
        word, start = match.group(), match.start()
        gap = text[stop:start] if words else ". "
        joined = gap in _BLANKS or (gap == ". " and before in _ABBREVIATED)
        if word.isalpha():  # no mark to look at: nearly all
            words.append(Word(start, start + len(word), word, joined, gap in _COMMAS, False))
        else:
            owner = word.endswith(("'s", "’s", "s'", "s’")) and len(word) > 2
            bare = word[:-2] if owner and word.endswith("s") else word.rstrip("'’")
            words.append(Word(start, start + len(bare), bare, joined, gap in _COMMAS, owner))
        before, stop = word, start + len(word)
    return words
