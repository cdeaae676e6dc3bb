"""Titles of projects ("the Project for Improvement of Water Supply in Bamyan"), and the schemes aid is paid from."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from extractor.components.project_introduced import introduced
from extractor.components.project_names import Scene, apposed, capitalised, named
from extractor.components.project_patterns import Title, patterns
from extractor.components.project_schemes import code_after, is_paid_from, pots, tabled
from extractor.components.project_titles import fields, headings, quoted
from extractor.components.spans import text_of, write
from extractor.lexicon import Lexicon
from extractor.model import Finding

KEY = "projects"
# Label and rules, known to the vocabulary from the start: one first met inside a memory zone is lost with it.
STRINGS = (
    "PROJECT",
    "project:acronym",
    "project:apposed",
    "project:capitals",
    "project:field",
    "project:heading",
    "project:introduced",
    "project:named",
    "project:pot",
    "project:quoted",
    "project:scheme",
)
_WINDOW = 60  # characters before a title in which the word stands that says that something is paid from it


@Language.factory("aid_projects", default_config={"lexicon": []}, assigns=["doc.spans"])
def make(nlp: Language, name: str, lexicon: list[str]) -> "ProjectFinder":
    """Build the component; `lexicon` are folders of a user's tables."""
    del name
    for string in STRINGS:
        nlp.vocab.strings.add(string)
    return ProjectFinder(Lexicon(tuple(map(Path, lexicon))))


class ProjectFinder:
    """Writes `doc.spans["projects"]`; a scheme's value is the name at its first full mention in the article.

    Reads `doc.user_data`: "schemes" (a scheme's name in the table to that name), "acronyms" (to the names they stand
    for). Details: "kind" (project, programme, initiative, plan; scheme for what something is paid from), "quoted",
    and of a scheme its "code" and, where the table knows who runs it, "donor" (an ISO code).
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.known = patterns(lexicon)

    def __call__(self, doc: Doc) -> Doc:
        """Find the titles of a doc."""
        return write(doc, KEY, self.find(doc))

    def find(self, doc: Doc) -> list[Finding]:
        """Give the titles of a doc in order, none overlapping."""
        at = Scene(doc, self.known)
        acronyms: Mapping[str, str] = doc.user_data.get("acronyms") or {}
        found = list(tabled(at, self.lexicon, doc.user_data.get("schemes") or {}))
        taken = [(one.start, one.end) for one in found]
        for title in self._titles(at):
            if not any(title.start < end and start < title.end for start, end in taken):
                taken.append((title.start, title.end))
                found.append(_finding(text_of(doc), title, acronyms))
        for one in _acronyms(at, acronyms):
            if not any(one.start < end and start < one.end for start, end in taken):
                taken.append((one.start, one.end))
                found.append(one)
        return sorted(found, key=lambda one: one[:5])

    def _titles(self, at: Scene) -> Iterator[Title]:
        """Give what may be titles, the surest first."""
        text = text_of(at.doc)
        yield from fields(text, self.known)
        yield from headings(text, self.known)
        yield from quoted(text, self.known)
        yield from capitalised(at)
        yield from pots(at)
        yield from apposed(at)
        yield from introduced(at, self.lexicon)
        yield from named(at)


def _finding(text: str, title: Title, acronyms: Mapping[str, str]) -> Finding:
    """Give a title as it is printed; a programme that something is paid from is a scheme, a project never."""
    printed = " ".join(text[title.start : title.end].split())
    paid = title.kind != "project" and is_paid_from(text[max(0, title.start - _WINDOW) : title.start])
    detail = {"kind": title.kind, "quoted": "yes" if title.quoted else "no"}
    if title.rule == "project:pot" or (paid and title.rule not in {"project:field", "project:heading"}):
        code = code_after(text, title.end) or next((short for short, full in acronyms.items() if full == printed), "")
        detail |= {"kind": "scheme", "code": code}
    return Finding(title.start, title.end, "PROJECT", printed, title.rule, detail)


def _acronyms(at: Scene, acronyms: Mapping[str, str]) -> Iterator[Finding]:
    """Find the abbreviations of titles: "PROLAC" for the Lake Chad Region Recovery and Development Project."""
    text = text_of(at.doc)
    for short, full in acronyms.items():
        words = full.lower().split()
        kind = at.known.kinds.get(words[-1]) or at.known.kinds.get(words[0])
        if kind is None or short not in text:
            continue
        for match in re.finditer(rf"(?<![\w(]){re.escape(short)}(?!\w)", text):
            span = at.doc.char_span(*match.span(), alignment_mode="expand")
            if span is None or any(token.i in at.bodies for token in span):
                continue
            paid = kind != "project" and is_paid_from(text[max(0, match.start() - _WINDOW) : match.start()])
            detail = {"kind": "scheme", "code": short, "quoted": "no"} if paid else {"kind": kind, "quoted": "no"}
            yield Finding(match.start(), match.end(), "PROJECT", full, "project:acronym", detail)
