"""Titles of projects and programmes, quoted or not: "the Project for Improvement of Water Supply in Bamyan"."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from spacy.language import Language
from spacy.tokens import Doc

from extractor.components.spans import write
from extractor.lexicon import Lexicon
from extractor.lexicon.donors import programme_names, programmes_by_name
from extractor.model import Finding

KEY = "projects"
# Label and rules, known to the vocabulary from the start: one first met inside a memory zone is lost with it.
STRINGS = ("PROJECT", "project:field", "project:quoted", "project:capitals")
LONGEST = 28  # tokens of an unquoted title
_KINDS = {
    "project": "project",
    "projects": "project",
    "programme": "programme",
    "programmes": "programme",
    "program": "programme",
    "programs": "programme",
    "initiative": "initiative",
    "scheme": "programme",
    "plan": "plan",
    "facility": "programme",
    "campaign": "initiative",
    "operation": "project",
}
_KIND = "|".join(sorted(_KINDS, key=len, reverse=True))
_NOT_TITLES = re.compile(
    r"\b(?:Agreements?|Declaration|Statement|Memorandum|MoU|MOU|Treaty|Convention|Protocol|Accord|Dialogue|Summit|"
    r"Conference|Forum|Report|Policy|Diplomacy|Doctrine|Law|Act|Communiqu[eé]|Exchange of Notes|Contract)$",
    re.IGNORECASE,
)
_PAPER = re.compile(r"(?:\w+ ){0,4}(?:Agreements?|Memorandum|Treaty|Protocol|Declaration)\b", re.IGNORECASE)
_QUOTED = re.compile(
    r"“(?P<curly>[^”“\n]{3,250})”|«\s?(?P<angle>[^»«\n]{3,250}?)\s?»|„(?P<low>[^“”\n]{3,250})[“”]"
    r"|(?<![\w\"])\"(?P<straight>[^\"\n]{3,250})\"|(?<![\w’'])‘(?P<single>[^‘’\n]{3,250}(?:’s[^‘’\n]{0,200})?)’(?!\w)"
    r"|(?<![\w'])'(?P<tick>[^'\n]{3,250}(?:'s[^'\n]{0,200})?)'(?!\w)|``(?P<tex>[^`'\n]{3,250})''"
)
_CALLED = re.compile(
    rf"\b(?P<kind>{_KIND})[,:]?\s+(?:(?:is|was|are|,|and|the|which|officially|also|so)\s+){{0,3}}"
    r"(?:named|called|titled|entitled|dubbed|known as|codenamed|labelled)?[,:]?\s*(?:the\s+)?$",
    re.IGNORECASE,
)
_THEN = re.compile(rf"^\s*(?P<kind>{_KIND})\b", re.IGNORECASE)
_ENDS = re.compile(
    rf"\b(?P<kind>{_KIND})(?:\s+\(?[A-Z][A-Za-z]{{1,9}}\)?|\s+\(?(?:Phase|Stage)\s+\w+\)?|\s+(?:[IVX]+|\d{{1,4}}))?$",
    re.IGNORECASE,
)
_OPENS = re.compile(rf"^(?:the\s+)?(?:\w+\s+)?(?P<kind>{_KIND})\s+(?:for|of|on|to|in)\b", re.IGNORECASE)
_FIELD = re.compile(
    r"^\W{0,4}(?:\d{1,2}[.)]\s*)?(?:name|title)?\s*(?:of\s+(?:the\s+)?)?(?P<kind>project|programme|program)"
    r"(?:\s+(?:name|title))?\s*:\s+(?P<title>[^\s:][^\n:;]{5,200}?)[\s.;,]*$",
    re.IGNORECASE,
)
_PHASE = re.compile(r"\s*(?:\(\s*)?(?:,\s*)?(?:Phase|Stage)\s+(?:[IVX]{1,4}|\d{1,2}|One|Two|Three)\b\)?")
_ITEM = re.compile(r"\W{0,3}(?:\(?\d{1,2}[.)]\s*)?(?:The\s+)?(?:Project|Programme|Program)\s+(?:for|on|to|of)\b")
_STATES = frozenset({"GPE", "NORP"})
_LOOSE = frozenset({"plan", "scheme", "campaign", "facility", "operation"})  # kinds whose names often are no aid
_GENERIC = frozenset([
    "see", "linked", "total", "action", "master", "work", "pilot", "national", "strategic", "business",
    "new", "main", "related", "other", "whole", "said"
])  # fmt: skip
_JOINERS = frozenset([
    "of", "for", "and", "the", "in", "on", "to", "at", "with", "by", "&", "de", "la", "du", "des", "et",
    "against", "from", "through", "under", "as", "a", "an", "into"
])  # fmt: skip
_NO_START = frozenset([
    "the", "a", "an", "this", "that", "its", "their", "our", "his", "her", "under", "in", "on", "at", "for",
    "of", "to", "from", "with", "by", "and", "as", "through"
])  # fmt: skip


class Title(NamedTuple):
    """A title in characters."""

    start: int
    end: int
    kind: str
    quoted: bool
    rule: str


@Language.factory("aid_projects", default_config={"lexicon": []}, assigns=["doc.spans"])
def make(nlp: Language, name: str, lexicon: list[str]) -> "ProjectFinder":
    """Build the component; `lexicon` are folders of a user's tables."""
    del name
    for string in STRINGS:
        nlp.vocab.strings.add(string)
    return ProjectFinder(Lexicon(tuple(map(Path, lexicon))))


class ProjectFinder:
    """Writes `doc.spans["projects"]`; a scheme's value is the name at its first full mention in the article.

    Reads `doc.user_data["schemes"]`: a scheme's name in the table to that name.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon

    def __call__(self, doc: Doc) -> Doc:
        """Find the titles of a doc."""
        return write(doc, KEY, self.find(doc))

    def find(self, doc: Doc) -> list[Finding]:
        """Give the titles of a doc in order, none overlapping."""
        schemes = self.schemes(doc)
        found: list[Title] = []
        for title in (*fields(doc.text), *quoted(doc.text), *unquoted(doc)):
            if not any(title.start < other.end and other.start < title.end for other in [*found, *schemes]):
                found.append(title)
        return schemes + [
            Finding(
                title.start,
                title.end,
                "PROJECT",
                " ".join(doc.text[title.start : title.end].split()),
                title.rule,
                {"kind": title.kind, "quoted": "yes" if title.quoted else "no"},
            )
            for title in sorted(found)
        ]


    def schemes(self, doc: Doc) -> list[Finding]:
        """Give the schemes that the table knows; one by its code alone only where the article has its name as well."""
        table = programmes_by_name(self.lexicon)
        named: dict[str, str] = doc.user_data.get("schemes") or {}
        found: list[Finding] = []
        for hit in programme_names(self.lexicon).find(doc.text):
            row = table[hit.name]
            if hit.name in row.codes and row.names[0] not in named:
                continue
            detail = {"kind": "scheme", "code": row.codes[0] if row.codes else "", "quoted": "no"}
            name = named.get(row.names[0], doc.text[hit.start : hit.end])
            found.append(Finding(hit.start, hit.end, "PROJECT", name, "project:scheme", detail))
        return found


def fields(text: str) -> Iterator[Title]:
    """Read a line that tells a title as a form does: "Project name: Rehabilitation of ..."."""
    if match := _FIELD.match(text):
        yield Title(*match.span("title"), _KINDS[match["kind"].lower()], False, "project:field")


def quoted(text: str) -> Iterator[Title]:
    """Read the titles in quotation marks of any kind; quoted speech and the names of treaties are none."""
    for match in _QUOTED.finditer(text):
        start, end = match.span(match.lastgroup or 0)
        end = start + len(text[start:end].rstrip(" ,.;:"))
        start += 4 * text.startswith("the ", start)
        start = end - len(text[start:end].lstrip())
        inner = text[start:end]
        if (
            not inner
            or _NOT_TITLES.search(inner)
            or _PAPER.match(inner)
            or re.search(r"[.!?]\s", inner.replace("No. ", ""))
        ):
            continue
        kind = _quoted_kind(text, match.start(), match.end(), inner)
        if kind:
            yield Title(start, end, kind, True, "project:quoted")


def _quoted_kind(text: str, before: int, after: int, inner: str) -> str:
    """Give the kind of what is quoted, "" for what is no title."""
    capitals = _capitals(inner)
    own = _ENDS.search(inner) or _OPENS.search(inner)
    if own is not None:
        # "the new programme" in somebody's words is speech; a title has capitals
        return _KINDS[own["kind"].lower()] if capitals >= 0.5 else ""
    beside = _CALLED.search(text, max(0, before - 80), before) or _THEN.search(text[after : after + 30])
    if beside is not None and (capitals >= 0.5 or (inner[0].isupper() and len(inner.split()) < 15)):
        return _KINDS[beside["kind"].lower()]
    return ""


def _capitals(text: str) -> float:
    """Give the share of the longer words that are capitalised."""
    words = [word for word in re.findall(r"[^\W\d_][\w'’-]*", text) if word.lower() not in _JOINERS]
    return sum(word[0].isupper() for word in words) / len(words) if words else 0.0


def unquoted(doc: Doc) -> Iterator[Title]:
    """Read capitalised titles in running text; none in a headline, where every word has a capital."""
    if _headline(doc):
        return
    text = doc.text
    organisations, people = _tokens(doc, "organisations"), _tokens(doc, "people")
    places = _tokens(doc, "places") | frozenset(
        i for ent in doc.ents if ent.label_ in _STATES for i in range(ent.start, ent.end)
    )
    reached = 0
    for token in doc:
        if token.i < reached or token.lower_ not in _KINDS or not token.text[0].isupper() or token.i in organisations:
            continue
        if _modifies(doc, token.i):
            continue
        start = _left(doc, token.i, reached, people=people, owners=places | organisations)
        end = _right(doc, token.i, alone=start == token.i)
        own = {doc[i].lower_ for i in range(start, end) if doc[i].is_alpha} - _JOINERS - _KINDS.keys() - _GENERIC
        if not own or (token.lower_.endswith("s") and end == token.i + 1) or (token.lower_ in _LOOSE and len(own) < 2):
            continue
        last = doc[end - 1].idx + len(doc[end - 1])
        if phase := _PHASE.match(text, last):
            last = phase.end()
        reached = end
        first = doc[start].idx
        if _NOT_TITLES.search(text[first:last]):
            continue
        yield Title(first, last, _KINDS[token.lower_], False, "project:capitals")


def _headline(doc: Doc) -> bool:
    """Whether every word has a capital because a headline prints them so; an item of a list is none."""
    text = doc.text.strip()
    if text.endswith((".", ":", ";", "?", "!", '."', ".”")) or _ITEM.match(text):
        return False
    return len(doc) > 3 and _capitals(text) > 0.75


def _modifies(doc: Doc, index: int) -> bool:
    """Whether the word for a project only says which of something else ("Project Manager", "Programme Officer")."""
    if index + 1 == len(doc):
        return False
    after = doc[index + 1]
    return (
        after.is_alpha and after.text[0].isupper() and after.text not in {"Phase", "Stage"} and len(after) > 2
    ) or after.text == "ID"


def _left(doc: Doc, index: int, floor: int, *, people: frozenset[int], owners: frozenset[int]) -> int:
    """Give where the capitalised words begin that end at a token; a possessor ("Japan's") is left out."""
    start = probe = index
    while probe > max(floor, index - LONGEST):
        token = doc[probe - 1]
        if (
            token.i in people
            or (token.tag_ == "POS" and probe - 2 in owners)
            or (token.is_sent_end and token.text in ".;:")
        ):
            break
        if token.tag_ == "POS" or token.text in {"'", "’"}:
            probe -= 1
            continue
        if _capital(token.text) and not (token.is_sent_start and token.lower_ in _NO_START):
            start = probe = probe - 1
        elif (
            (token.lower_ in _JOINERS and probe - 2 >= floor and start - probe < 2)
            or (token.text in {"-", "–", "/", ".", "+"} and not (token.whitespace_ and doc[probe - 2].whitespace_))
            or (token.text == "," and _listed(doc, probe - 1, index))
        ):
            probe -= 1
        else:
            break
    while start < index and doc[start].lower_ in _NO_START:
        start += 1
    return start


def _listed(doc: Doc, comma: int, index: int) -> bool:
    """Whether a comma stands in a list inside a title ("Water, Sanitation and Hygiene Project")."""
    words = doc[comma + 1 : index].text
    return (
        " and " in words
        and not re.search(rf"\b(?:the|{_KIND})\b", words, re.IGNORECASE)
        and comma > 0
        and doc[comma - 1].is_alpha
    )


def _right(doc: Doc, index: int, *, alone: bool) -> int:
    """Give where "Project for ..." ends: after its capitalised words or, if it goes on in lower case, its phrase.

    A title that is complete by itself goes on only with its purpose: not "Water Project of Malawi".
    """
    links = {"for", "on", "of", "to", "in"} if alone else {"for", "on"}
    if index + 2 >= len(doc) or doc[index + 1].lower_ not in links:
        return index + 1
    end = probe = index + 1
    capitals = False
    while probe < min(len(doc), index + LONGEST):
        token = doc[probe]
        if _capital(token.text) or token.text.isdigit():
            probe += 1
            end, capitals = probe, True
        elif token.lower_ in _JOINERS or token.text in {"-", "–", "/", "'s", "’s"}:
            probe += 1
        elif (
            token.text == "(" and probe + 2 < len(doc) and doc[probe + 2].text == ")" and _capital(doc[probe + 1].text)
        ):
            probe = end = probe + 3
        else:
            break
    if capitals:
        first = next(i for i in range(index + 1, end) if doc[i].lower_ not in _JOINERS)
        return end if _capital(doc[first].text) else index + 1
    if doc[index + 1].lower_ == "for" and index > 0 and not doc[index].is_sent_start and doc[index - 1].lower_ == "the":
        return _phrase(doc, index + 2)
    return index + 1


def _phrase(doc: Doc, start: int) -> int:
    """Give the end of a title in sentence case: up to a comma, a quotation mark or a verb that is not part of it."""
    end = start
    for token in doc[start : start + LONGEST]:
        if (token.is_punct and token.text not in {"-", "(", ")", "/"}) or token.tag_ in {
            "VBD",
            "VBZ",
            "VBP",
            "MD",
            "VBN",
            "WDT",
            "PRP",
        }:
            break
        end = token.i + 1
    while end > start and doc[end - 1].lower_ in _JOINERS:
        end -= 1
    return end


def _capital(text: str) -> bool:
    return text[0].isupper() or text[0].isdigit()


def _tokens(doc: Doc, key: str) -> frozenset[int]:
    if key not in doc.spans:
        return frozenset()
    return frozenset(index for span in doc.spans[key] for index in range(span.start, span.end))
