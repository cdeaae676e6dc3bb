"""Towns that no table looks for: capitalised words that stand where a place stands ("a clinic in *Nsanje*").

Each is weighed by what speaks for a place (the preposition, the table of small towns, the model, a place beside it in
a list) and by what speaks against one (the model takes it for a person, its words make an organisation).
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from spacy.tokens import Doc, Span

from extractor.components import place_phrases
from extractor.lexicon import Lexicon
from extractor.lexicon.countries import PlaceNoun, plain, towns
from extractor.lexicon.donors import heads, org_words
from extractor.lexicon.frames import providers
from extractor.model import Finding
from extractor.values import place

_LETTERS = r"[^\W\d_a-z][^\W\d_]*(?:['’ʻ](?!s\b)[^\W\d_]+)*"
_PART = rf"{_LETTERS}(?:-(?:al-|à-|de-|sur-|e-)?{_LETTERS})*"
_PARTICLE = r"(?:de|du|da|do|dos|del|el|al|la|sur|à|bin|an)"
_NAME = re.compile(rf"(?<![\w'’.-])(?:[Aa]l-|[Aa]n-|[Aa]d-)?{_PART}(?: (?:{_PARTICLE} )?{_PART})*(?!\w)")
# What stands before a place, and what stands before people and bodies as well.
_IN = re.compile(
    r"\b(?:[Ii]n|[Aa]t|[Nn]ear|[Oo]utside|[Aa]round|[Ii]nside|(?:villages?|towns?|people|residents|inhabitants|outskirts"
    r"|[Mm]ayor|[Mm]ayoress|[Gg]overnor|(?:[Ss]ub-)?[Pp]refect|[Rr]egent|[Bb]ishop|north|south|east|west) of) $"
)
_AT = re.compile(r"\b(?:from|to|into|towards?|via|between|through|across|reach(?:es|ed)?|visit(?:s|ed)?) $")
_OF = re.compile(r"\b(?:for|of|off|on|and) $")
_LIST = re.compile(r",(?: and| or)? |,? (?:and|or|&|to) | ?[/–-] ?")
_CLOSES = re.compile(r" (?:in|of|from|at) ")  # "Basra and *Karam Yousif* in Mosul"
_GAPS = (", ", " (", " in ")  # between a town and its state
_DASH = re.compile(r" ?[–-] ?")
# What follows the place in which news was written: "*THUNDER BAY* —", "*BAAR*, Switzerland (ABC) -".
DATELINE = re.compile(r"(?:, [A-Z][\w. ]+)?\s?(?:[—–-]|\(|,|/)")
# What the words after a comma make it: "*Bandé*, the market quarter of Zinder", but not "Issa, the village chief".
_APPOSED = (
    r",? (?:is )?(?:an?|the|its) (?:[a-z][\w'’-]* ){{0,4}}?(?:{nouns}|quarter|hamlet|capital)"
    r"(?=[,.;]| (?:of|in|on|near|at|that|which|where|outside|some|north|south|east|west)\b)"
)
# "in Cortese's home town", "at Wave 3", "in Support of": what stands there is no place.
_OWNS = re.compile(r"['’]s\b(?! [A-Z])|\s\d| of\b")
_ROMAN = re.compile(r"[IVX]+")
_LABELS = frozenset({"GPE", "LOC", "FAC"})
_OTHERS = frozenset({"DATE", "TIME", "LANGUAGE", "EVENT", "LAW", "WORK_OF_ART", "MONEY", "NORP", "PERCENT", "QUANTITY"})
_MOST_WORDS = 5
_NEAR = 5  # characters of a joint
_BEFORE = 24  # characters in which a preposition is looked for
_AHEAD = 32  # characters in which the noun is looked for that a route ends in
# By providers' weight: a nameless village lies rather in a state that receives than in one that gives, unless that one
# is told far oftener. An article that names only givers says nothing of where a village lies.
_RECEIVES = {0: 1.0, 1: 0.5}
_GIVES = 0.1
_PLAINLY = 3  # so many times as often as a state told beside a place must another be told to be meant instead


class Town(NamedTuple):
    """A name that stands for a place: `text[start:end]`, in the states `codes`, the likeliest first, if known."""

    start: int
    end: int
    codes: tuple[str, ...]
    rule: str


class Cues:
    """What one doc says of where its places lie.

    `told` are the states that the article names, `found` the places known so far, `taken` spans that are something
    else; `text` and `ents` are the doc's, which makes them anew whenever it is asked.
    """

    def __init__(
        self,
        doc: Doc,
        text: str,
        told: Counter[str],
        lexicon: Lexicon,
        *,
        ents: Sequence[Span],
        found: Sequence[Finding],
        taken: Iterable[tuple[int, int]],
    ) -> None:
        self._doc, self._printed, self._told, self._lexicon = doc, text, told, lexicon
        self._entities = {i: e for e in ents for i in range(e.start_char, e.end_char)}
        covered = [*((f.start, f.end) for f in found), *taken]
        self._text = _masked(text, covered)
        towns = [f for f in found if f.label == "PLACE" and f.detail["level"] not in {"country", "region"}]
        self._starts = {f.start: f.value for f in towns}
        self._ends = {f.end: f.value for f in towns}
        gives = providers(lexicon)
        self._receiving = any(gives.get(code, 0) in _RECEIVES for code in told)
        self._explained = _apposed(lexicon)
        self._states = {f.start: f.value for f in found if f.label == "PLACE" and f.detail["level"] == "country"}

    def find(self) -> list[Town]:
        """Find the towns, left to right; a list is read from both ends, so that one known place vouches for all."""
        names = [span for span in map(self._trimmed, _NAME.finditer(self._text)) if span and self._may_be(*span)]
        found: dict[tuple[int, int], Town] = {}
        for order in (names, names[::-1]):
            for span in order:
                if span not in found and (town := self._town(*span)) is not None:
                    found[span] = town
                    self._starts[span[0]] = self._ends[span[1]] = next(iter(town.codes), "")
        for one, other in pairwise(names):
            if _DASH.fullmatch(self._printed[one[1] : other[0]]) and self._is_route(other[1]):
                for span in (one, other):
                    codes = tuple(code for code in self._codes(self._printed[slice(*span)]) if code in self._told)
                    found.setdefault(span, Town(*span, codes, "place:route"))
        return sorted(found.values())

    def _is_route(self, end: int) -> bool:
        """Whether a noun for a way follows: "the Poprikuše–Nemila *section*", "the Aleg–Kaédi electrical *line*"."""
        words = re.findall(r"[a-z]+", self._printed[end : end + _AHEAD])[:3]
        return any(word in org_words(self._lexicon, "route") for word in words)

    def _trimmed(self, match: re.Match[str]) -> tuple[int, int] | None:
        """Leave out what opens a sentence ("From Nnewi"); nothing if the name stands against another one."""
        start, end = match.span()
        first = match.group().split(" ", 1)[0]
        span = self._doc.char_span(start, start + len(first), alignment_mode="expand")
        if span is not None and " " in match.group() and (span[0].is_stop or span[0].pos_ in {"ADP", "DET", "ADV"}):
            start += len(first) + 1
        touches = self._text[start - 2 : start] == "\0 " or self._text[end : end + 2] == " \0"
        return None if touches else (start, end)

    def _may_be(self, start: int, end: int) -> bool:
        """Whether words look like a place's name: no acronym, no words of bodies or offices, no sum, no "Orizu III"."""
        name = self._printed[start:end]
        words = re.split(r"[ -]", name)
        last = words[-1]
        if len(words) > _MOST_WORDS or len(name) < 3 or last in place_phrases.SIDES or _ROMAN.fullmatch(last):
            return False
        if name.isupper() and plain(name).title() not in towns(self._lexicon):
            return False
        if place.is_money_word(last, lexicon=self._lexicon):
            return False
        bare = heads(self._lexicon)
        return not any(word in bare or is_bound(word, self._lexicon) for word in (words[0], last))

    def _town(self, start: int, end: int) -> Town | None:
        entity = self._entities.get(start) or self._entities.get(end - 1)
        label = entity.label_ if entity is not None else ""
        longer = entity is not None and entity.end_char - entity.start_char > end - start + 4
        if label in _OTHERS or longer or not self._is_name(start, end):
            return None
        codes = self._codes(self._printed[start:end])
        state = self._followed(end)
        if state and (state in codes or label in _LABELS):
            return Town(start, end, (state,), "place:state")
        if start == 0 and codes and DATELINE.match(self._printed, end):
            return Town(start, end, codes, "place:dateline")
        here = tuple(code for code in codes if code in self._told)
        if len(codes) == 1 and not self._receiving:
            here = codes
        beside = self._beside(start, end)
        rule = self._rule(start, end, label, known=bool(here), listed=beside is not None)
        return Town(start, end, here or tuple(filter(None, [beside])), rule) if rule else None

    def _rule(self, start: int, end: int, label: str, *, known: bool, listed: bool) -> str | None:
        """Give the rule by which a name is a town: `known` to lie in a state told, `listed` beside another town."""
        before = self._text[max(0, start - _BEFORE) : start]
        person = label == "PERSON"
        if _IN.search(before) and (known or (not person and self._told)) and not _OWNS.match(self._printed, end):
            return "place:in"
        if listed and (known or not person):
            return "place:list"
        if self._told and self._explained.match(self._printed, end):
            return "place:apposed"
        if known and not person and self._describes(start, end):
            return "place:at"
        after = _AT.search(before) is not None
        if label in _LABELS and (known or (self._told and (after or _OF.search(before)))):
            return "place:at"
        return "place:at" if after and known and not person else None

    def _describes(self, start: int, end: int) -> bool:
        """Whether a name tells which of several works is meant: "the *Rusizi* drinking water scheme"."""
        named = self._text.endswith(" the ", 0, start) and " " not in self._text[start:end]
        return named and self._text[end : end + 1] == " " and self._text[end + 1 : end + 2].islower()

    def _codes(self, name: str) -> tuple[str, ...]:
        """Give the states in which the table has a town of this name, those oftenest told first."""
        codes = towns(self._lexicon).get(plain(name.title() if name.isupper() else name), ())
        return tuple(sorted(codes, key=lambda code: -self._told[code]))

    def _is_name(self, start: int, end: int) -> bool:
        span = self._doc.char_span(start, end, alignment_mode="expand")
        return span is not None and any(token.pos_ == "PROPN" for token in span)

    def _followed(self, end: int) -> str:
        """Give the state that is printed right after a name: "*Mamamah*, Sierra Leone"."""
        return next((self._states.get(end + len(gap), "") for gap in _GAPS if self._printed.startswith(gap, end)), "")

    def _beside(self, start: int, end: int) -> str | None:
        """Give the state of the town right beside in a list ("*Salybia*, Castle Bruce"), None without one."""
        text = self._printed
        for gap in range(1, _NEAR + 1):
            before = self._ends.get(start - gap)
            if before is not None and _LIST.fullmatch(text, start - gap, start) and not _CLOSES.match(text, end):
                return before
            after = self._starts.get(end + gap)
            if after is not None and _LIST.fullmatch(text, end, end + gap):
                return after
        return None


@cache
def _apposed(lexicon: Lexicon) -> re.Pattern[str]:
    nouns = "|".join(
        sorted((re.escape(row.noun) for row in lexicon.rows(PlaceNoun)), key=lambda noun: (-len(noun), noun))
    )
    return re.compile(_APPOSED.format(nouns=nouns))


def home(near: Sequence[str], told: Counter[str], lexicon: Lexicon) -> str:
    """Give the state in which a place without one lies: the receiving one told beside it or, if plainly, oftenest.

    "" where only states are told that give: an aid team "arrived in Balatok" that is sent by one.
    """
    gives = providers(lexicon)
    if not any(gives.get(code, 0) in _RECEIVES for code in told):
        return ""
    weight = {code: count * _RECEIVES.get(gives.get(code, 0), _GIVES) for code, count in told.items()}
    best = max(weight, key=lambda code: weight[code])
    beside = max((code for code in near if code in weight), key=lambda code: weight[code], default=best)
    return beside if weight[best] < _PLAINLY * weight[beside] else best


def is_bound(word: str, lexicon: Lexicon) -> bool:
    """Whether a word bounds names of bodies, titles or offices, or names a day: "Director", "Project", "March"."""
    bare = word.rstrip(".")
    uses = (org_words(lexicon, use) for use in ("office", "day", "subject", "common", "legal", "event"))
    return any(bare in words for words in uses) or bare.lower() in org_words(lexicon, "title")


def _masked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """Put NUL for what is taken, so that what touches it is seen to."""
    letters = list(text)
    for start, end in spans:
        letters[start:end] = "\0" * (end - start)
    return "".join(letters)
