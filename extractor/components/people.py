"""People with their offices: "Japanese Ambassador to Tajikistan Keiko Furuta", "Rui Costa, Director of ..."."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Token

from extractor.components import bylines
from extractor.components.articles import by_article
from extractor.components.name_runs import Runs
from extractor.components.names import Named, choose, findings, halves
from extractor.components.offices import Office, Page
from extractor.components.spans import write
from extractor.lexicon import Lexicon, roles
from extractor.model import Finding

KEY = "people"
# Label and rules, known to the vocabulary from the start: one first met inside a memory zone is lost with it.
STRINGS = (
    "PERSON",
    "person:after_office",
    "person:before_office",
    "person:after_title",
    "person:byline",
    "person:model",
    "person:capitals",
    "person:given",
    "person:aged",
    "person:part",
)
MOST_TITLES = 4  # "H.E. Hon. Prof. Dr."
_BEFORE = re.compile(r"(?:,\s+|\s+\(|\s+[–—-]\s+)(?:and\s+)?(?:(?:the|who is|who was|then|a|its|their|his|her)\s+)?$")
_GAP = re.compile(r",\s+|:\s+|\s+")
_AGE = re.compile(r", (?:[1-9]\d|\w+ty(?:-\w+)?)(?=, |,? years\b)")
_INNER = re.compile(r"^\w{1,3}[A-Z]$")  # "GoN", "MoU": a body's or a paper's letters
_TOLD = frozenset(["tell", "thank", "assure", "congratulate", "inform", "urge"])
_SAID = frozenset([
    "say", "tell", "add", "note", "state", "announce", "stress", "explain", "express", "thank", "sign",
    "hand", "receive", "present", "assure", "congratulate", "inform", "urge"
])  # fmt: skip


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
        return write(doc, KEY, self.find([doc])[0])

    def pipe(self, docs: Iterable[Doc], batch_size: int = 0) -> Iterator[Doc]:
        """Find the people of many docs; those of one article are read together, so that "Modi" is "Narendra Modi"."""
        del batch_size
        for group in by_article(docs):
            for doc, found in zip(group, self.find(group), strict=True):
                yield write(doc, KEY, found)

    def find(self, docs: list[Doc]) -> list[list[Finding]]:
        """Give the people of each doc of one article, in order."""
        readers = [_Reader(Page(doc, self.lexicon)) for doc in docs]
        signed = bylines.find([reader.runs for reader in readers])
        chosen = [
            choose([*(Named(start, end, "person:byline", 1, cut=cut) for start, end, cut in spans), *reader.all()])
            for reader, spans in zip(readers, signed, strict=True)
        ]
        known = halves(docs, chosen, roles.words(self.lexicon, "particle"))
        chosen = [
            sorted(choose([*found, *reader.by_part(known, found)]), key=lambda one: one.start)
            for reader, found in zip(readers, chosen, strict=True)
        ]
        return findings(docs, chosen, self.lexicon)


@dataclass(slots=True)
class _Reader:
    """Reads the names of one doc."""

    page: Page
    doc: Doc = field(init=False)
    lexicon: Lexicon = field(init=False)
    runs: Runs = field(init=False)
    headline: bool = field(init=False)

    def __post_init__(self) -> None:
        self.doc, self.lexicon, self.runs = self.page.doc, self.page.lexicon, Runs(self.page)
        long_words = [word for word in self.page.words if len(word) > 3 and word.isalpha()]
        capital = sum(word[0].isupper() for word in long_words)
        ended = self.page.text.rstrip(" \u00a0\n\"'”’)").endswith((".", "!", "?", ":", ";"))
        listed = ": " in self.page.text  # "Signed by: Mr. Ram Thapa, Joint Secretary"
        self.headline = not ended and not listed and len(long_words) > 3 and capital > 0.8 * len(long_words)

    def all(self) -> Iterator[Named]:
        """Give the names of every rule that looks at one doc alone; they may overlap."""
        yield from self.by_title()
        yield from self.by_age()
        yield from self.by_model()
        if not self.headline:
            yield from self.by_office()
            yield from self.by_capitals()
            yield from self.by_given()

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
            named = self._after(office) or self._before(office)
            if named is not None:
                yield named

    def _after(self, office: Office) -> Named | None:
        match = _GAP.match(self.page.text, office.end)
        if match is None:
            return None
        comma = match.group().strip() != ""
        char, titled = self._skip_titles(match.end())
        start = self.page.token_at(char)
        if start is None:
            return None
        end = (
            self._titled(start, self.runs.run(start, loose=not comma))
            if titled
            else self.runs.run(start, loose=not comma)
        )
        if end == start or self._is_office(start, end):
            return None
        size = sum(self.page.words[i].isalpha() for i in range(start, end))
        if comma and not titled and not self._set_off(start, end, size):
            return None
        return Named(start, end, "person:after_office", 1, self._completed(office, end))

    def _completed(self, office: Office, end: int) -> Office:
        """Give an office what stands behind the name that it precedes ("Counsellor Mei Lin *of JICA*")."""
        if office.country or office.organisation:
            return office
        country, organisation = self.page.behind(self.doc[end - 1].idx + len(self.doc[end - 1]))
        return replace(office, country=country, organisation=organisation)

    def _titled(self, start: int, end: int) -> int:
        """Give the end of a name after a title: a place that closes it is a surname ("Mr. Shiva *Nepal*")."""
        words = self.page.words
        place = self.page.places.get(end) if end < len(words) else None
        if (
            end - start != 1
            or place is None
            or place.label == "DEMONYM"
            or place.end != end + 1
            or end in self.page.orgs
        ):
            return end
        return end if self.doc[end - 1].is_punct else end + 1

    def _set_off(self, start: int, end: int, size: int) -> bool:
        """Whether what follows a comma is a name in apposition, not the next thing in a list."""
        people = any(self.doc[i].ent_type_ == "PERSON" or self.runs.is_given(i) for i in range(start, end))
        closed = end == len(self.doc) or self.page.words[end] in {",", ".", "and", ")", "("}
        if size < 2:
            return people and closed
        return people and (closed or self.doc[end].pos_ in {"VERB", "AUX"})

    def _is_office(self, start: int, end: int) -> bool:
        """Whether a run of capitalised words is itself an office or a title ("Prime Minister", "Crown Prince")."""
        text = self.doc[start:end].text
        return roles.post(self.lexicon).fullmatch(text) is not None or text in roles.words(self.lexicon, "title")

    def _before(self, office: Office) -> Named | None:
        text = self.page.text
        match = _BEFORE.search(text, max(0, office.start - 40), office.start)
        if match is None:
            return None
        span = self.doc.char_span(0, match.start(), alignment_mode="contract")
        if span is None or span.end_char != match.start():
            return None
        start = self._trim(self.runs.run_back(span.end), span.end)
        if start == span.end > 1:
            start = self._before_place(span.end)
        size = sum(len(self.page.words[i]) > 1 for i in range(start, span.end))
        if size < 2 and not self._addressed(start, span.end):
            return None
        return Named(start, span.end, "person:before_office", 1, office)

    def _before_place(self, end: int) -> int:
        """Give where a name begins whose surname is a place, after a title ("Mr. *Shiva Nepal*"); else `end`."""
        start = self.runs.run_back(end - 1)
        start = self._trim(start, end - 1)
        return start if start < end - 1 and self._title_before(start) and self._titled(start, end - 1) == end else end

    def _addressed(self, start: int, end: int) -> bool:
        return start < end and (self.doc[start].ent_type_ == "PERSON" or self._title_before(start))

    def _title_before(self, start: int) -> bool:
        text = self.page.text
        head = text[max(0, self.doc[start].idx - 25) : self.doc[start].idx]
        return any(match.end() == len(head) for match in roles.address(self.lexicon).finditer(head))

    def by_title(self) -> Iterator[Named]:
        """Read the names after a title of address."""
        for match in roles.address(self.lexicon).finditer(self.page.text):
            char, _ = self._skip_titles(match.end())
            start = self.page.token_at(char)
            if start is None:
                continue
            end = self._titled(start, self.runs.run(start))
            if end == start or self._is_office(start, end) or not self.runs.alone(start, end):
                continue
            lone = end - start == 1 and match.group().strip(" .\xa0") in _NEEDS_NAME
            if not lone or self.doc[start].ent_type_ == "PERSON" or self.runs.is_given(start):
                yield Named(start, end, "person:after_title", 2)

    def by_age(self) -> Iterator[Named]:
        """Read the name before an age ("Mahamadou, 52, pulls the rope")."""
        for match in _AGE.finditer(self.page.text):
            span = self.doc.char_span(0, match.start(), alignment_mode="contract")
            start = self.runs.run_back(span.end) if span is not None and span.end_char == match.start() else None
            if span is not None and start is not None and start < span.end and self.runs.alone(start, span.end):
                yield Named(start, span.end, "person:aged", 2)

    def by_model(self) -> Iterator[Named]:
        """Read the model's people, without titles and offices; a lone word only where somebody speaks or signs."""
        for ent in self.doc.ents:
            if ent.label_ != "PERSON":
                continue
            start = self._trim(ent.start, ent.end)
            while start < ent.end and not self.runs.is_name(start):
                start += 1
            end = self.runs.run(start) if start < ent.end else start
            end = min(max(end, start), ent.end)
            start = self.runs.opened(start)
            size = sum(self.page.words[i][0].isupper() and len(self.page.words[i]) > 1 for i in range(start, end))
            if not size or any(self._belongs_elsewhere(i) for i in range(start, ent.end)):
                continue
            if self._is_office(start, end) or not self.runs.alone(start, end):
                continue
            lone = _speaks(self.doc[end - 1]) and not _INNER.search(self.page.words[end - 1])
            if (size > 1 and not self.headline and self._human(start, end)) or lone:
                yield Named(start, end, "person:model", 3)

    def _human(self, start: int, end: int) -> bool:
        """Whether a run that the model takes for a person shows it: by a given name, an initial, or what it does."""
        words = self.page.words
        if any(self.runs.is_given(i) or self.runs.is_initial(i) for i in range(start, end)) or _acts(self.doc[end - 1]):
            return True
        closed = end == len(words) or words[end] in {",", ".", ")"}
        return words[start].isupper() or (closed and start > 0 and words[start - 1] in {",", "("})

    def _belongs_elsewhere(self, index: int) -> bool:
        """Whether a word is part of a place, an organisation or a thing and so of no person's name."""
        page = self.page
        return index in page.fixed or index in page.placed or page.words[index] in self.runs.never

    def by_capitals(self) -> Iterator[Named]:
        """Read a surname in capitals beside a given name ("ENDO Kazuya") where somebody signs or speaks."""
        words = self.page.words
        for index in range(len(words) - 1):
            if words[index].isupper() == words[index + 1].isupper():
                continue
            pair = (self.doc[index], self.doc[index + 1])
            if not all(_plain_name(one) for one in pair):
                continue
            end = self.runs.run(index)
            told = any(_speaks(one) for one in pair) or any(self.runs.is_given(one.i) for one in pair)
            if end == index + 2 and self.runs.run_back(end) == index and told:
                yield Named(index, end, "person:capitals", 3)

    def by_given(self) -> Iterator[Named]:
        """Read a run that begins with a given name of the table ("for Sigrid Kaag's mechanism")."""
        index = 0
        while index < len(self.page.words):
            if not (self.runs.is_given(index) and self.page.words[index].isalpha() and self.runs.is_name(index)):
                index += 1
                continue
            end = self.runs.run(index)
            if end - index > 1 and self._stands_alone(index, end) and not self.page.placed & set(range(index, end)):
                yield Named(index, end, "person:given", 4)
            index = max(end, index + 1)

    def _stands_alone(self, start: int, end: int) -> bool:
        """Whether a run is all of a name, and no company, title or list of names that the model knows better."""
        if end - start > 5 or not self.runs.alone(start, end) or (start and self.doc[start - 1].pos_ in {"DET", "NUM"}):
            return False
        if (
            start
            and self.page.words[start - 1][0].isupper()
            and self.doc[start - 1].whitespace_
            and not self.doc[start].is_sent_start
        ):
            return self.runs.addresses(start - 1)
        sides = [self.doc[i] for i in (start - 1, end) if 0 <= i < len(self.doc) and self.doc[i].tag_ != "POS"]
        longer = {token.ent_type_ for token in sides if token.ent_iob_ == "I" or token.i < start}
        return not longer & {"ORG", "FAC", "WORK_OF_ART", "EVENT", "PRODUCT", "LAW"}

    def by_part(self, known: frozenset[str], found: list[Named]) -> Iterator[Named]:
        """Read the single words that are part of a name which the article tells in full."""
        taken = {i for named in found for i in range(named.start, named.end)}
        for index, word in enumerate(self.page.words):
            if word in known and index not in taken and self.runs.is_name(index, loose=True):
                start = self.runs.opened(index)
                if self.runs.alone(start, index + 1) and not self._goes_on(index):
                    yield Named(start, index + 1, "person:part", 5)

    def _goes_on(self, index: int) -> bool:
        """Whether another capitalised word follows that is no name of its own ("*Williams* Estate")."""
        following = self.doc[index + 1] if index + 1 < len(self.doc) else None
        return (
            following is not None
            and bool(self.doc[index].whitespace_)
            and following.text[0].isupper()
            and following.pos_ == "PROPN"
            and index + 1 not in self.page.fixed
        )

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
    """Whether somebody says, signs, hands over or is told: subject, agent of the passive ("signed by ..."), hearer."""
    if token.dep_ in {"dobj", "dative"} and token.head.lemma_ in _TOLD:
        return True
    if token.dep_ == "pobj" and token.head.dep_ == "agent":
        return token.head.head.lemma_ in _SAID
    return token.dep_ == "nsubj" and token.head.lemma_ in _SAID


def _acts(token: Token) -> bool:
    """Whether a name is the subject of a verb or the agent of one, in apposition, or whose something is."""
    return token.dep_ in {"nsubj", "nsubjpass", "appos", "poss"} or (
        token.dep_ == "pobj" and token.head.dep_ == "agent"
    )


def _plain_name(token: Token) -> bool:
    return token.is_alpha and len(token) > 2 and token.pos_ == "PROPN" and token.text[0].isupper()
