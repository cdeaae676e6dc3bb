"""Titles that only their capitals set off, in running text: "the Lake Chad Recovery Project", "the Masam project"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Doc, Token

from extractor.components.project_patterns import JOINERS, Patterns, Title, capitals
from extractor.components.spans import read, text_of, words_of

LONGEST = 28  # tokens of an unquoted title
_STATES = frozenset({"GPE", "NORP"})
_ENDS_LINE = (".", ":", ";", "?", "!", '."', ".”")
_ITEM = re.compile(r"\W{0,3}\(?\d{1,2}[.)]\s")
_PHASE = re.compile(r"\s*(?:\(\s*)?(?:,\s*)?(?:Phase|Stage)\s+(?:[IVX]{1,4}|\d{1,2}|One|Two|Three)\b\)?")
_NO_START = frozenset([
    "the", "a", "an", "this", "that", "its", "their", "our", "his", "her", "under", "in", "on", "at", "for",
    "of", "to", "from", "with", "by", "and", "as", "through"
])  # fmt: skip
# What ties a title to the owner before it rather than to itself: "a credit of the Fund *for* the Harbour Project".
_TIES = frozenset({"for", "by", "to", "from", "with", "under", "in", "on", "at", "through", "as", "into", "of"})
# Whose project it is: "the *Bank's* Harbour Renewal Project", but not "the Women's Health Project".
_BODIES = frozenset(["Bank", "Fund", "Government", "Ministry", "Agency", "Union", "Commission", "Province", "City"])
_SURELY = 2  # words; what the model alone takes for a body is a title if it has more of them
_LINKS = frozenset({"for", "on"})  # what goes on after a title that is complete by itself
_TAGS_OF_CLAUSES = frozenset({"VBD", "VBZ", "VBP", "MD", "VBN", "WDT", "PRP"})


@dataclass(frozen=True)
class Scene:
    """A doc, with what its tokens belong to."""

    doc: Doc
    known: Patterns

    @cached_property
    def people(self) -> frozenset[int]:
        """Tokens of people's names."""
        return self._tokens("people")

    @cached_property
    def bodies(self) -> frozenset[int]:
        """Tokens of organisations that the table or grammar knows; not those that only the model takes for one."""
        return frozenset(
            token.i
            for found in read(self.doc, "organisations")
            if found.rule != "org:model" and not self._is_pot(found.start, found.end, found.detail.get("donor", ""))
            for token in self._between(found.start, found.end)
        )

    @cached_property
    def owners(self) -> frozenset[int]:
        """Tokens of organisations and places, and of the adjectives of states."""
        models = frozenset(i for ent in self.doc.ents if ent.label_ in _STATES for i in range(ent.start, ent.end))
        return self._tokens("places") | self._tokens("organisations") | models

    @cached_property
    def known_places(self) -> frozenset[int]:
        """Tokens of places that more than the model takes for one."""
        return frozenset(
            token.i
            for found in read(self.doc, "places")
            if found.rule != "place:model"
            for token in self._between(found.start, found.end)
        )

    @cached_property
    def adjectives(self) -> frozenset[int]:
        """Tokens of the adjectives of states ("Japanese")."""
        told = {
            i
            for span in self.doc.spans.get("places", ())
            if span.label_ == "DEMONYM"
            for i in range(span.start, span.end)
        }
        return frozenset(told | {i for ent in self.doc.ents if ent.label_ == "NORP" for i in range(ent.start, ent.end)})

    @cached_property
    def owner_ends(self) -> frozenset[int]:
        """Last tokens of organisations, places and adjectives of states."""
        ends = {span.end - 1 for key in ("places", "organisations") for span in self.doc.spans.get(key, ())}
        return frozenset(ends | {ent.end - 1 for ent in self.doc.ents if ent.label_ in _STATES})

    def is_inside_a_name(self, start: int, end: int) -> bool:
        """Tell whether characters are part of a longer name of a body ("the Japan Fund for *Clean Reefs*")."""
        bodies = read(self.doc, "organisations")
        return any(one.start <= start and end <= one.end and end - start < one.end - one.start for one in bodies)

    def holds_a_giver(self, start: int, end: int) -> bool:
        """Tell whether a government's name is part of a scheme's ("the *Chinese Government* Scholarship").

        Who gives, and that it is a scholarship, is read from these very words: they stay what they are.
        """
        inside = [one for one in read(self.doc, "organisations") if start <= one.start and one.end <= end]
        return any(one.detail.get("kind") == "government" for one in inside)

    def _is_pot(self, start: int, end: int, donor: str) -> bool:
        """Tell whether an organisation is one by its last word alone that may be a facility of somebody's."""
        last = text_of(self.doc)[start:end].rpartition(" ")[2].lower()
        return not donor and last in self.known.kinds and last in self.known.pools

    def _between(self, start: int, end: int) -> list[Token]:
        span = self.doc.char_span(start, end, alignment_mode="expand")
        return list(span) if span is not None else []

    def _tokens(self, key: str) -> frozenset[int]:
        if key not in self.doc.spans:
            return frozenset()
        return frozenset(index for span in self.doc.spans[key] for index in range(span.start, span.end))


def capitalised(at: Scene) -> Iterator[Title]:
    """Read capitalised titles in running text; none in a headline, where every word has a capital."""
    doc, known = at.doc, at.known
    if is_headline(doc):
        return
    reached = 0
    for i, word in enumerate(words_of(doc)):
        if i < reached or not word[0].isupper() or word.lower() not in known.kinds or i in at.bodies:
            continue
        token = doc[i]
        if _modifies(doc, token.i) or (token.i and doc[token.i - 1].text == "-" and not doc[token.i - 1].whitespace_):
            continue
        start, end = left_of(at, token.i, reached), right_of(doc, token.i)
        if start == token.i:
            end = right_of(doc, token.i, alone=True)
        if not _says_something(at, start, end, token):
            continue
        last = doc[end - 1].idx + len(doc[end - 1])
        if phase := _PHASE.match(text_of(doc), last):
            last = phase.end()
        reached = end
        first = doc[start].idx
        if not known.no_title.search(text_of(doc)[first:last]) and not known.note.search(text_of(doc)[first:last]):
            yield Title(first, last, known.kinds[token.lower_], False, "project:capitals")


def named(at: Scene) -> Iterator[Title]:
    """Read a name before a word for what it names in small letters: "the Masam project", "the Harbour Renewal loan".

    A state's, town's or body's name only says whose project it is.
    """
    doc, known = at.doc, at.known
    if is_headline(doc):
        return
    for i, word in enumerate(words_of(doc)):
        if i == 0 or word[0].isupper():
            continue
        low = word.lower()
        kind = known.kinds.get(low) if low not in known.loose else None
        lent = low in known.credits
        if (kind is None and not lent) or low.endswith("s"):
            continue
        token = doc[i]
        start = left_of(at, token.i)
        if start > 1 and doc[start - 2].text == "-" and not doc[start - 2].whitespace_:
            continue  # half a word: "the Hydro-mechanical Equipment project"
        while start < token.i and start in at.adjectives:
            start += 1
        if (
            start == token.i
            or not capital(doc[token.i - 1].text)
            or not _is_name(at, start, token.i, most=lent)
            or _modifies_more(doc, token.i)
        ):
            continue
        last = doc[token.i - 1]
        yield Title(doc[start].idx, last.idx + len(last), kind or "project", False, "project:named")


def apposed(at: Scene) -> Iterator[Title]:
    """Read a name that an apposition explains: "Baxnaano, the safety-net scheme"; "a second phase, PRAPS-2,"."""
    doc, known = at.doc, at.known
    for match in known.apposed.finditer(text_of(doc)):
        group, word = ("name", "kind") if match["name"] else ("name2", "kind2")
        span = doc.char_span(*match.span(group), alignment_mode="expand")
        noun = doc.char_span(*match.span(word), alignment_mode="expand")
        if span is None or noun is None or known.untitled.search(match[group]):
            continue
        if group == "name" and noun.root.dep_ != "appos":
            continue  # "According to the Harbour Gazette, the new project will ..."
        if _is_name(at, span.start, span.end, told=True):
            kind = known.kinds.get(match[word].lower(), "project")
            yield Title(*match.span(group), kind, False, "project:apposed")


def is_headline(doc: Doc) -> bool:
    """Whether every word has a capital because a headline prints them so; an item of a list is none."""
    text = text_of(doc).strip()
    if text.endswith(_ENDS_LINE) or _ITEM.match(text):
        return False
    return len(doc) > 3 and capitals(text) > 0.75


def _says_something(at: Scene, start: int, end: int, kind: Token) -> bool:
    known = at.known
    words = {at.doc[i].lower_ for i in range(start, end) if at.doc[i].is_alpha}
    own = words - JOINERS - known.kinds.keys() - known.generic
    plural = kind.lower_.endswith("s") and end == kind.i + 1
    return bool(own) and not plural and not (kind.lower_ in known.loose and len(own) < 2)


def _is_name(at: Scene, start: int, end: int, *, most: bool = False, told: bool = False) -> bool:
    """Tell whether tokens name something of its own: more than a state, a body, a person, a sentence's first word.

    `most`: before "loan" and the like it takes three words of its own; `told`: in front of an apposition.
    """
    doc, known = at.doc, at.known
    idle = JOINERS | known.generic | known.kinds.keys()
    words = [token for token in doc[start:end] if token.text[0].isalpha() and token.lower_ not in idle]
    owners = at.bodies | at.known_places if told or len(words) > _SURELY else at.owners
    own = [token for token in words if token.i not in owners and token.i not in at.people]
    if not own or known.no_title.search(doc[start:end].text) or any(token.i in at.people for token in words):
        return False
    bodies = any(token.i in at.bodies for token in words)
    if most or bodies:  # "the Iraq Railways Extension and Signalling project", but not "the World Bank health project"
        return len(own) >= (3 if most else 2) and words[-1] in own and not (most and bodies)
    first = doc[start]
    if first.is_sent_start and len(words) == 1:
        return told and first.pos_ in {"NOUN", "PROPN"} and not first.is_stop
    if len(own) == 1 and own[0].text.isupper() and len(own[0]) < 5:
        return False  # "the HIV programme", "an ICT project"
    return not all(token.is_stop or token.ent_type_ in {"DATE", "LANGUAGE", "NORP"} for token in own)


def _modifies(doc: Doc, index: int) -> bool:
    """Whether the word for a project only says which of something else ("Project Manager", "Programme Officer")."""
    if index + 1 == len(doc):
        return False
    after = doc[index + 1]
    return (
        after.is_alpha and after.text[0].isupper() and after.text not in {"Phase", "Stage"} and len(after) > 2
    ) or after.text == "ID"


def _modifies_more(doc: Doc, index: int) -> bool:
    """Whether a word in small letters is followed by the noun that it belongs to ("the Masam project manager")."""
    return index + 1 < len(doc) and doc[index + 1].tag_ in {"NN", "NNS"} and doc[index + 1].dep_ != "dep"


def left_of(at: Scene, index: int, floor: int = 0) -> int:
    """Give where the capitalised words begin that end at a token; a possessor ("Japan's") is left out."""
    doc = at.doc
    start = probe = index
    while probe > max(floor, index - LONGEST):
        token = doc[probe - 1]
        if (
            token.i in at.people
            or (token.tag_ == "POS" and (probe - 2 in at.owner_ends or doc[probe - 2].text in _BODIES))
            or _of_a_sum(doc, probe - 1)
            or (token.is_sent_end and token.text in ".;:")
        ):
            break
        if token.tag_ == "POS" or token.text in {"'", "’"}:
            probe -= 1
            continue
        if capital(token.text) and not (token.is_sent_start and token.lower_ in _NO_START):
            start = probe = probe - 1
        elif (
            (token.lower_ in JOINERS and probe - 2 >= floor and start - probe < 2 and not _tied(at, probe - 1))
            or (token.text in {"-", "–", "/", ".", "+"} and not (token.whitespace_ and doc[probe - 2].whitespace_))
            or (token.text == "," and _listed(at, probe - 1, index))
        ):
            probe -= 1
        else:
            break
    if start + 1 < index and doc[start].is_sent_start and doc[start].tag_ == "VBN" and doc[start + 1].lower_ in _TIES:
        start += 2  # "Financed by the Forest Initiative"
    while start < index and doc[start].lower_ in _NO_START:
        start += 1
    return start


def _of_a_sum(doc: Doc, index: int) -> bool:
    """Whether a token belongs to a sum or numbers an item: "its $250mn Power Grid loan", "2. Power Grid Project"."""
    text, before = doc[index].text, doc[index - 1] if index else None
    if text[0].isdigit():
        listed = index + 1 < len(doc) and doc[index + 1].text in {".", ")"}
        return listed or not text.isdigit() or (before is not None and before.tag_ == "$")
    return len(text) == 3 and text.isupper() and before is not None and before.like_num  # "800,000 USD"


def _tied(at: Scene, joiner: int) -> bool:
    """Whether the words before a joiner are an owner's: "supports PNG by Nadzab Airport Project"."""
    before = joiner - 2 if at.doc[joiner - 1].lower_ in _TIES else joiner - 1
    word = at.doc[joiner].lower_
    if word == "the":
        return at.doc[joiner - 1].lower_ in _TIES - {"of"} and before >= 0 and before in at.bodies
    return word in _TIES - {"of", "in"} and before in at.owners


def _listed(at: Scene, comma: int, index: int) -> bool:
    """Whether a comma stands in a list inside a title ("Water, Sanitation and Hygiene Project")."""
    words = at.doc[comma + 1 : index].text
    return " and " in words and not at.known.kind_word.search(words) and comma > 0 and at.doc[comma - 1].is_alpha


def right_of(doc: Doc, index: int, *, alone: bool = False, links: frozenset[str] = _LINKS) -> int:
    """Give where "Project for ..." ends: after its capitalised words or, if it goes on in lower case, its phrase.

    A title that is complete by itself goes on only with its purpose: not "Water Project of Malawi".
    """
    links = links | {"of", "to", "in"} if alone else links
    if index + 2 >= len(doc) or doc[index + 1].lower_ not in links or doc[index + 2].ent_type_ in {"DATE", "TIME"}:
        return index + 1  # "approved the Harbour Project on Friday"
    end = probe = index + 1
    capitals_seen = False
    while probe < min(len(doc), index + LONGEST):
        token = doc[probe]
        if capital(token.text) or token.text.isdigit():
            probe += 1
            end, capitals_seen = probe, True
        elif token.lower_ in JOINERS or token.text in {"-", "–", "/", "'s", "’s"}:
            probe += 1
        elif token.text == "(" and probe + 2 < len(doc) and doc[probe + 2].text == ")" and capital(doc[probe + 1].text):
            probe = end = probe + 3
        else:
            break
    if capitals_seen:
        first = next((i for i in range(index + 1, end) if doc[i].lower_ not in JOINERS), None)
        return end if first is not None and capital(doc[first].text) else index + 1  # "Project for The" names nothing
    if doc[index + 1].lower_ == "for" and index > 0 and not doc[index].is_sent_start and doc[index - 1].lower_ == "the":
        return _phrase(doc, index + 2)
    return index + 1


def _phrase(doc: Doc, start: int) -> int:
    """Give the end of a title in sentence case: up to a comma, a quotation mark or a verb that is not part of it."""
    end = start
    for token in doc[start : start + LONGEST]:
        if (token.is_punct and token.text not in {"-", "(", ")", "/"}) or token.tag_ in _TAGS_OF_CLAUSES:
            break
        end = token.i + 1
    while end > start and doc[end - 1].lower_ in JOINERS:
        end -= 1
    return end


def capital(text: str) -> bool:
    """Tell whether a word begins as names do: with a capital or a digit."""
    return text[0].isupper() or text[0].isdigit()
