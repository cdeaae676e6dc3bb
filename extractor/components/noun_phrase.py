"""Reading a counted noun phrase leftwards from its head: modifiers, count, unit ("24,000 tins of beef")."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from spacy.tokens import Doc, Token

from extractor.lexicon import Lexicon
from extractor.lexicon import units as unit_table
from extractor.lexicon.units import Unit
from extractor.values import quantity as quantities

HOLDING = frozenset({"container", "measure", "item"})  # units of which one may hold goods ("a box of vaccines")
LONGEST = 16  # tokens left of the head; the longest phrase met in 300 narratives had 12
_POSSESSOR = 6
_BETWEEN = 4


@dataclass(frozen=True, slots=True)
class Count:
    """A number in front of goods, in tokens: `doc[start:end]`."""

    start: int
    end: int
    value: Decimal | None


@dataclass(slots=True)
class Phrase:
    """A noun phrase in tokens: all of it, and where what is counted begins, after count, unit and possessor.

    `unit_name` is the unit as printed; `wrapped` says that the phrase begins with a unit without a count ("a *container
    of* lamps").
    """

    start: int
    body: int
    head: int
    end: int
    count: Count | None = None
    unit: Unit | None = None
    unit_name: str = ""
    wrapped: bool = False


@dataclass(slots=True)
class Reader:
    """Reads phrases of one doc.

    `text` and `words` are the doc's, which spaCy joins anew at every call. `blocked` are tokens that no phrase may take
    in (sums, dates, names of people); `stops` are nouns of their own, which "and" does not make modifiers ("tents and
    medical equipment").
    """

    doc: Doc
    lexicon: Lexicon
    text: str
    words: list[str]
    blocked: frozenset[int] = frozenset()
    stops: frozenset[int] = frozenset()
    _by_end: Mapping[int, Count] = field(init=False)

    def __post_init__(self) -> None:
        self._by_end = {count.end: count for count in self._counts()}

    @property
    def counts(self) -> list[Count]:
        """The counts of the doc, in order."""
        return sorted(self._by_end.values(), key=lambda count: count.start)

    def _counts(self) -> list[Count]:
        found = []
        for quantity in quantities.find(self.text):
            span = self.doc.char_span(quantity.start, quantity.end)
            if span is not None and not any(i in self.blocked for i in range(span.start, span.end)):
                found.append(Count(span.start, span.end, quantity.value))
        return found

    def read(self, first: int, last: int) -> Phrase:
        """Read the phrase whose head's words are `doc[first:last + 1]`."""
        floor = start = first
        while floor > max(0, first - LONGEST) and not self.doc[floor].is_sent_start:
            floor -= 1
        while start > floor and start not in self._by_end and self._modifies(start - 1, last):
            start -= 1
        while start < first and (self.doc[start].is_punct or self.doc[start].lower_ in {"and", "or", "&"}):
            start += 1
        phrase = Phrase(start, start, last, last + 1)
        if (count := self._by_end.get(start)) is not None:
            phrase.start, phrase.count = count.start, count
            self._bare_unit(phrase, first)
            return phrase
        of = self._of(start, floor)
        if of is not None:
            self._before_of(phrase, of, floor)
        return phrase

    def _modifies(self, index: int, last: int) -> bool:
        """Whether the token at `index` goes on a phrase leftwards."""
        token, right = self.doc[index], self.doc[index + 1]
        if index in self.blocked:
            return False
        if (hyphened := self._hyphened(index)) is not None:
            return hyphened
        if token.text == ",":
            return right.pos_ == "ADJ" and index > 0 and self.doc[index - 1].pos_ == "ADJ"
        if token.lower_ in {"and", "&"}:
            return self._joins(index, last)
        return token.lower_ not in _NOT_PART and self._describes(token, right, last)

    def _hyphened(self, index: int) -> bool | None:
        """Whether a part of a hyphened word goes on ("state-of-the-art"); None for any other token."""
        token, right = self.doc[index], self.doc[index + 1]
        before = self.doc[index - 1] if index else None
        if token.text in {"-", "–", "/"}:
            return not token.whitespace_ and before is not None and not before.whitespace_
        if right.text in {"-", "–", "/"} and not token.whitespace_:
            return token.is_alpha or token.like_num
        if before is not None and before.text == "-" and not before.whitespace_:
            return token.is_alpha
        return None

    @staticmethod
    def _describes(token: Token, right: Token, last: int) -> bool:
        """Whether the parse makes a word part of what follows."""
        inside = token.i < token.head.i <= last
        if token.pos_ == "ADV":
            return right.pos_ in {"ADJ", "VERB"} and token.head.i in (right.i, right.head.i)
        if token.pos_ == "ADJ" or token.tag_ in {"VBN", "VBG"}:
            return inside or token.dep_ == "amod"
        if token.pos_ in {"NOUN", "PROPN"}:
            return inside and token.dep_ not in {"dobj", "pobj", "dative", "nsubj", "poss"}
        return token.text[0].isdigit() and any(c.isalpha() for c in token.text)  # "4x4", "20-seat"

    def _joins(self, index: int, last: int) -> bool:
        """Whether "and" joins modifiers ("fire fighting and rescue equipment"), not goods ("tents and food")."""
        left = self.doc[index - 1] if index else None
        return (
            left is not None
            and index + 1 < last
            and left.i not in self.stops
            and (left.pos_ == "ADJ" or left.tag_ in {"NN", "VBG", "VBN"})
            and index - 1 < left.head.i <= last
        )

    def _bare_unit(self, phrase: Phrase, first: int) -> None:
        """See a unit without "of": "100 tonnes rice"."""
        words = self.words[phrase.body : first]
        hit = unit_table.find(words, self.lexicon)
        if hit is None or (len(words) > hit[1] and words[hit[1]].lower() in _DIMENSIONS):
            return
        if hit[0].kind in {"measure", "length"} or words[hit[1] - 1].lower() == hit[0].unit:
            phrase.unit, phrase.unit_name, phrase.body = (
                hit[0],
                unit_table.printed(hit[0], words[: hit[1]]),
                phrase.body + hit[1],
            )

    def _of(self, start: int, floor: int) -> int | None:
        """Find the "of" in front of a phrase, over articles and a possessor ("of Japan's", "of the")."""
        index = start - 1
        if index >= floor and self.doc[index].tag_ == "POS":
            lowest = max(floor, index - _POSSESSOR)
            index -= 1
            while index >= lowest and self.doc[index].pos_ in {"PROPN", "NOUN", "ADJ"}:
                index -= 1
        while index >= floor and (self.doc[index].pos_ == "DET" or self.doc[index].tag_ == "PRP$"):
            index -= 1
        return index if index > floor - 1 and self.doc[index].lower_ == "of" else None

    def _before_of(self, phrase: Phrase, of: int, floor: int) -> None:
        """Read a count, or a count and a unit, in front of "of"."""
        if (count := self._by_end.get(of)) is not None:
            phrase.start, phrase.count = count.start, count
            return
        size = next((n for n in (2, 1) if of - n >= 0 and self._unit(of - n, of) is not None), 0)
        if not size:
            return
        unit, index = self._unit(of - size, of), of - size
        skipped = 0
        while index > floor and index not in self._by_end and skipped < _BETWEEN and self._between(index - 1):
            index, skipped = index - 1, skipped + 1
        if index not in self._by_end and index > 0 and self.doc[index - 1].lower_ == "of":
            index -= 1  # "thousands of tonnes of rice"
        count = self._by_end.get(index)
        if count is None:
            if unit is not None and unit.kind in HOLDING and index and self.doc[index - 1].lower_ in {"a", "an"}:
                phrase.start, phrase.wrapped = index, True
            return
        phrase.start = count.start
        if unit is not None and unit.kind != "kind":
            phrase.count, phrase.unit = count, unit
            phrase.unit_name = unit_table.printed(unit, self.words[of - size : of])

    def of_unit(self, index: int) -> bool:
        """Whether a word stands right after a unit and "of" ("doses of *AstraZeneca*")."""
        return index >= 2 and self.words[index - 1].lower() == "of" and self._unit(index - 2, index - 1) is not None

    def measured(self, count: Count) -> tuple[int, Unit, str] | None:
        """Read the unit right after a count ("50 thousand *tons*"): the token where it ends, and it as printed."""
        hit = unit_table.find(self.words[count.end : count.end + 2], self.lexicon)
        if hit is None:
            return None
        end = count.end + hit[1]
        return end, hit[0], unit_table.printed(hit[0], self.words[count.end : end])

    def _between(self, index: int) -> bool:
        """Whether a word may stand between a count and its unit ("two *large* boxes", "three *40-foot* containers")."""
        return self.doc[index].pos_ in {"ADJ", "NOUN"} or self._hyphened(index) is True

    def _unit(self, start: int, end: int) -> Unit | None:
        hit = unit_table.find(self.words[start:end], self.lexicon)
        return hit[0] if hit is not None and hit[1] == end - start else None


# Adverbs and adjectives that stand before a count or a phrase without being part of it.
_NOT_PART = frozenset([
    "also", "including", "about", "around", "approximately", "nearly", "almost", "over", "only", "such",
    "least", "total", "first", "second", "third", "last", "next", "final", "same"
])  # fmt: skip


_DIMENSIONS = frozenset(["high", "long", "wide", "deep", "tall", "thick", "square", "cubic"])


def is_noun(token: Token) -> bool:
    """Whether the tagger takes a token for a noun."""
    return token.pos_ in {"NOUN", "PROPN"}
