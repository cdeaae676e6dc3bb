"""What a source of organisations may look at."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from spacy.tokens import Doc, Span

from extractor.components.spans import text_of
from extractor.lexicon import Lexicon
from extractor.lexicon.donors import programme_names
from extractor.model import Finding


class Known(NamedTuple):
    """What the whole article tells of organisations.

    `acronyms` lead to the names they stand for, `fullest` from a donor's name in the table to its fullest form in the
    article; `people` are the words of people's names, `states` the names and codes of the states told.
    """

    acronyms: Mapping[str, str]
    fullest: Mapping[str, str]
    people: frozenset[str]
    states: frozenset[tuple[str, str]]


class Scene(NamedTuple):
    """One doc of an article: its places, the spans of schemes, and the organisations found by the sources before.

    `text` and `ents` are the doc's own, which it makes anew whenever it is asked.
    """

    doc: Doc
    text: str
    ents: Sequence[Span]
    places: list[Finding]
    schemes: list[tuple[int, int]]
    found: list[Finding]
    known: Known
    lexicon: Lexicon

    @classmethod
    def of(cls, doc: Doc, places: list[Finding], known: Known, lexicon: Lexicon) -> "Scene":
        """Set the scene of one doc, with nothing found yet."""
        text = text_of(doc)
        schemes = [(hit.start, hit.end) for hit in programme_names(lexicon).find(text)]
        return cls(doc, text, doc.ents, places, schemes, [], known, lexicon)


def named(at: Scene, start: int, end: int, rule: str, detail: dict[str, str]) -> Finding:
    """Make the finding of a name that stands for itself."""
    return Finding(start, end, "ORG", at.text[start:end], rule, detail)
