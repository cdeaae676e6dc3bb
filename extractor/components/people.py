"""People with their offices: "Japanese Ambassador to Tajikistan Keiko Furuta", "Rui Costa, Director of ..."."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Token

from extractor.components.offices import Office, Page
from extractor.components.spans import write
from extractor.lexicon import Lexicon, roles
from extractor.model import Finding
from extractor.values import person

KEY = "people"
# Label and rules, known to the vocabulary from the start: one first met inside a memory zone is lost with it.
STRINGS = (
    "PERSON",
    "person:after_office",
    "person:before_office",
    "person:after_title",
    "person:model",
    "person:capitals",
    "person:part",
)
MOST_TITLES = 4  # "H.E. Hon. Prof. Dr."
LONGEST = 7  # words of a name; longer capitalised runs are headings or organisations
_BEFORE = re.compile(r"(?:,\s+|\s+\(|\s+[–—-]\s+)(?:and\s+)?(?:(?:the|who is|who was|then|a|its|their|his|her)\s+)?$")
_SAID = frozenset([
    "say", "tell", "add", "note", "state", "announce", "stress", "explain", "express", "thank", "sign",
    "hand", "receive", "present"
])  # fmt: skip


@dataclass(frozen=True, slots=True)
class Named:
    """A name in tokens, `doc[start:end]`, with the office that stands beside it."""

    start: int
    end: int
    rule: str
    rank: int
    office: Office | None = None


@Language.factory("aid_people", default_config={"lexicon": []}, assigns=["doc.spans"])
def make(nlp: Language, name: str, lexicon: list[str]) -> "PeopleFinder":
    """Build the component; `lexicon` are folders of a user's tables."""
    del name
    for string in STRINGS:
        nlp.vocab.strings.add(string)
    return PeopleFinder(Lexicon(tuple(map(Path, lexicon))))


class PeopleFinder:
    """Writes `doc.spans["people"]`; a word of office outranks the model, and the model any guess."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon

    def __call__(self, doc: Doc) -> Doc:
        """Find the people of a doc."""
        return write(doc, KEY, self.find(doc))

    def find(self, doc: Doc) -> list[Finding]:
        """Give the people of a doc in order."""
        reader = _Reader(Page(doc, self.lexicon))
        found = [*reader.by_office(), *reader.by_title(), *reader.by_model(), *reader.by_capitals()]
        chosen = _choose(found)
        chosen += reader.by_surname(chosen)
        chosen = sorted(_choose(chosen), key=lambda one: one.start)
        names = [_text(doc, one) for one in chosen]
        full = {name: person.fullest(name, set(names)) for name in set(names)}
        return [
            Finding(
                doc[one.start].idx,
                doc[one.start].idx + len(name),
                "PERSON",
                full[name],
                one.rule,
                one.office.detail() if one.office else {},
            )
            for one, name in zip(chosen, names, strict=True)
        ]


def _text(doc: Doc, named: Named) -> str:
    return doc[named.start : named.end].text


def _choose(found: list[Named]) -> list[Named]:
    """Of overlapping names keep the better founded, then the longer; one without an office takes the other's."""
    kept: list[Named] = []
    owner: dict[int, int] = {}
    for named in sorted(found, key=lambda one: (one.rank, one.office is None, one.start - one.end, one.start)):
        tokens = range(named.start, named.end)
        rival = next((owner[index] for index in tokens if index in owner), None)
        if rival is None:
            owner.update(dict.fromkeys(tokens, len(kept)))
            kept.append(named)
        elif kept[rival].office is None and named.office is not None:
            kept[rival] = replace(kept[rival], office=named.office)
    return kept


@dataclass(slots=True)
class _Reader:
    """Reads the names of one doc."""

    page: Page
    doc: Doc = field(init=False)
    lexicon: Lexicon = field(init=False)
    headline: bool = field(init=False)

    def __post_init__(self) -> None:
        self.doc, self.lexicon = self.page.doc, self.page.lexicon
        long_words = [token for token in self.doc if token.is_alpha and len(token) > 3]
        capital = sum(token.text[0].isupper() for token in long_words)
        ended = self.page.text.rstrip(" \u00a0\n\"'”’)").endswith((".", "!", "?", ":", ";"))
        self.headline = not ended and len(long_words) > 3 and capital > 0.8 * len(long_words)

    def _is_name(self, index: int, *, loose: bool = False) -> bool:
        """Whether a token may be a word of a name."""
        token = self.doc[index]
        text = token.text
        if not text[0].isupper() or not any(c.isalpha() for c in text) or any(c.isdigit() for c in text):
            return False
        if text in roles.words(self.lexicon, "notname") or index in self.page.places or index in self.page.orgs:
            return False
        return loose or token.pos_ in {"PROPN", "NOUN", "ADJ", "X", "INTJ"} or token.ent_type_ == "PERSON"

    def run(self, start: int, *, loose: bool = False) -> int:
        """Give the end of the name that begins at token `start`; `start` itself if none does."""
        particles = roles.words(self.lexicon, "particle")
        end = index = start
        while index < len(self.doc) and index - start < 2 * LONGEST:
            token = self.doc[index]
            if index > start and token.is_space:
                break
            if self._is_name(index, loose=loose):
                end = index = index + 1
            elif (
                token.text in {"-", "–", "'", "’"}
                and end == index > start
                and not self.doc[index - 1].whitespace_
                and not token.whitespace_
            ):
                index += 1
            elif token.lower_ in particles and index > start and index + 1 < len(self.doc):
                index += 2 if self.doc[index + 1].text == "-" else 1
            elif self._hyphened(index) and index > start:
                end = index = index + 1
            elif token.text == "." and index > start and len(self.doc[index - 1].text) == 1:
                index += 1
            else:
                break
        return (
            end
            if end - start <= 2 * LONGEST - 2 and any(len(self.doc[i].text) > 2 for i in range(start, end))
            else start
        )

    def _hyphened(self, index: int) -> bool:
        """Whether a word is the second half of a double name, in lower case ("Jin-soo")."""
        before = self.doc[index - 1] if index else None
        return before is not None and before.text == "-" and not before.whitespace_ and self.doc[index].is_alpha

    def run_back(self, end: int) -> int:
        """Give the start of the name that ends before token `end`; `end` itself if none does."""
        particles = roles.words(self.lexicon, "particle")
        start = index = end
        while index > 0 and end - index < 2 * LONGEST:
            token = self.doc[index - 1]
            if self._is_name(index - 1):
                start = index = index - 1
            elif (
                token.text in {"-", "’", "'"}
                and not token.whitespace_
                and index >= 2
                and not self.doc[index - 2].whitespace_
            ) or (start < end and (token.lower_ in particles or token.text == ".")):
                index -= 1
            elif self._hyphened(index - 1):
                start = index = index - 1
            else:
                break
        return start

    def _skip_titles(self, char: int) -> tuple[int, bool]:
        seen = False
        for _ in range(MOST_TITLES):
            match = roles.address(self.lexicon).match(self.page.text, char)
            if match is None:
                break
            char, seen = match.end(), True
        return char, seen

    def by_office(self) -> Iterator[Named]:
        """Read the names that stand right after, or right before, an office."""
        for office in self.page.offices():
            if self.headline:
                return
            after = self._after(office) or self._before(office)
            if after is not None:
                yield after

    def _after(self, office: Office) -> Named | None:
        text = self.page.text
        char, comma = office.end, False
        if match := re.compile(r"(?:,\s+|:\s+|\s+)").match(text, char):
            comma = match.group().strip() != ""
            char = match.end()
        else:
            return None
        char, titled = self._skip_titles(char)
        start = self.page.token_at(char)
        if start is None:
            return None
        end = self.run(start, loose=not comma)
        size = sum(self.doc[i].is_alpha for i in range(start, end))
        if end == start or (comma and not titled and (size < 2 or not self._set_off(start, end))):
            return None
        if self._is_office(start, end):
            return None
        return Named(start, end, "person:after_office", 1, office)

    def _set_off(self, start: int, end: int) -> bool:
        """Whether what follows a comma is a name in apposition, not the next thing in a list."""
        people = any(self.doc[i].ent_type_ == "PERSON" for i in range(start, end))
        return people and (
            end == len(self.doc)
            or self.doc[end].text in {",", ".", "and", ")", "("}
            or self.doc[end].pos_ in {"VERB", "AUX"}
        )

    def _is_office(self, start: int, end: int) -> bool:
        """Whether a run of capitalised words is itself an office ("Minister Prime Minister")."""
        return roles.post(self.lexicon).fullmatch(self.doc[start:end].text) is not None

    def _before(self, office: Office) -> Named | None:
        text = self.page.text
        match = _BEFORE.search(text, max(0, office.start - 40), office.start)
        if match is None:
            return None
        span = self.doc.char_span(0, match.start(), alignment_mode="contract")
        if span is None or span.end_char != match.start():
            return None
        start = self.run_back(span.end)
        start = self._trim(start, span.end)
        if sum(len(self.doc[i].text) > 1 for i in range(start, span.end)) < 2 and not self._addressed(start, span.end):
            return None
        return Named(start, span.end, "person:before_office", 1, office)

    def _addressed(self, start: int, end: int) -> bool:
        return start < end and (self.doc[start].ent_type_ == "PERSON" or self._title_before(start))

    def _title_before(self, start: int) -> bool:
        text = self.page.text
        head = text[max(0, self.doc[start].idx - 25) : self.doc[start].idx]
        return any(match.end() == len(head) for match in roles.address(self.lexicon).finditer(head))

    def by_title(self) -> Iterator[Named]:
        """Read the names after a title of address."""
        text = self.page.text
        for match in roles.address(self.lexicon).finditer(text):
            char, _ = self._skip_titles(match.end())
            start = self.page.token_at(char)
            if start is not None and (end := self.run(start)) > start and not self._is_office(start, end):
                lone = (
                    end - start == 1
                    and match.group().strip(" .\xa0") in _NEEDS_NAME
                    and not any(self.doc[i].ent_type_ == "PERSON" for i in range(start, end))
                )
                if not lone:
                    yield Named(start, end, "person:after_title", 2)

    def by_model(self) -> Iterator[Named]:
        """Read the model's people, without titles and offices; a lone word only where somebody speaks or signs."""
        for ent in self.doc.ents:
            if ent.label_ != "PERSON":
                continue
            start = self._trim(ent.start, ent.end)
            while start < ent.end and not self._is_name(start):
                start += 1
            end = self.run(start) if start < ent.end else start
            end = min(max(end, start), ent.end)
            size = sum(self.doc[i].text[0].isalpha() and len(self.doc[i].text) > 1 for i in range(start, end))
            whole = not any(self._belongs_elsewhere(i) for i in range(start, ent.end))
            if (size > 1 and whole and not self.headline) or (size == 1 and whole and _speaks(self.doc[end - 1])):
                yield Named(start, end, "person:model", 3)

    def _belongs_elsewhere(self, index: int) -> bool:
        """Whether a word is part of a place, an organisation or a thing and so of no person's name."""
        known = index in self.page.places or index in self.page.orgs
        return known or self.doc[index].text in roles.words(self.lexicon, "notname")

    def by_capitals(self) -> Iterator[Named]:
        """Read a surname in capitals beside a given name ("ENDO Kazuya") where somebody signs or speaks."""
        for token in self.doc[:-1]:
            pair = (token, self.doc[token.i + 1])
            if sum(one.text.isupper() for one in pair) != 1 or not all(_plain_name(one) for one in pair):
                continue
            end = self.run(token.i)
            if (
                end == token.i + 2
                and self.run_back(end) == token.i
                and any(_speaks(one) for one in pair)
                and not self.headline
            ):
                yield Named(token.i, end, "person:capitals", 3)

    def by_surname(self, known: list[Named]) -> list[Named]:
        """Read the single words that are part of a name told in full in the same doc."""
        words: dict[str, int] = {}
        for named in known:
            if named.end - named.start > 1:
                for i in (named.start, named.end - 1):
                    words[self.doc[i].text] = min(named.rank, words.get(self.doc[i].text, named.rank))
        taken = {i for named in known for i in range(named.start, named.end)}
        return [
            Named(t.i, t.i + 1, "person:part", 4)
            for t in self.doc
            if t.text in words
            and t.i not in taken
            and len(t.text) > 2
            and self._is_name(t.i)
            and (words[t.text] < 3 or t.ent_type_ == "PERSON" or _speaks(t))
        ]

    def _trim(self, start: int, end: int) -> int:
        """Cut titles and offices off the start of a name."""
        text = self.page.text
        moved = True
        while moved and start < end:
            moved = False
            char = self.doc[start].idx
            for pattern in (roles.address(self.lexicon), roles.post(self.lexicon)):
                match = pattern.match(text, char)
                if match is not None and match.end() < self.doc[end - 1].idx + len(self.doc[end - 1]):
                    after = self.page.token_at(match.end())
                    if after is not None and start < after < end:
                        start, moved = after, True
                        break
        return start


_NEEDS_NAME = frozenset([
    "King", "Queen", "Prince", "Princess", "Lord", "Lady", "Chief", "General", "Gen", "Gen.", "Father",
    "Pope", "Captain", "Marshal", "Engineer", "Sultan", "Emir", "Eng", "Comrade"
])  # fmt: skip


def _speaks(token: Token) -> bool:
    """Whether somebody says, signs or hands over: subject, or agent of the passive ("signed by ...")."""
    if token.dep_ == "pobj" and token.head.dep_ == "agent":
        return token.head.head.lemma_ in _SAID
    return token.dep_ == "nsubj" and token.head.lemma_ in _SAID


def _plain_name(token: Token) -> bool:
    return token.is_alpha and len(token) > 2 and token.pos_ == "PROPN" and token.text[0].isupper()
