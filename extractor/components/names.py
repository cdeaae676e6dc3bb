"""Names of people as they are found: choosing among those that overlap, and telling what the article knows of each."""

from dataclasses import dataclass, replace

from spacy.tokens import Doc

from extractor.components.offices import Office
from extractor.lexicon import Lexicon
from extractor.lexicon.leaders import leaders
from extractor.model import Finding
from extractor.values import person

SURE = 2  # the rank of what an office, a title or a byline shows


@dataclass(frozen=True, slots=True)
class Named:
    """A name in tokens, `doc[start:end]` without its last `cut` characters, with the office that stands beside it.

    The lowest rank is the surest.
    """

    start: int
    end: int
    rule: str
    rank: int
    office: Office | None = None
    cut: int = 0

    def text(self, doc: Doc) -> str:
        """Give it as printed."""
        text = doc[self.start : self.end].text
        return text[: len(text) - self.cut]


def findings(docs: list[Doc], chosen: list[list[Named]], lexicon: Lexicon) -> list[list[Finding]]:
    """Give each name its fullest form in the article, and the office that is told beside any mention of it.

    A leader whom the table knows acts for that state where nothing else is told.
    """
    known = leaders(lexicon)
    names = {one.text(doc) for doc, found in zip(docs, chosen, strict=True) for one in found}
    full = {name: person.fullest(name, names) for name in names}
    offices: dict[str, dict[str, str]] = {}
    for doc, found in zip(docs, chosen, strict=True):
        for one in found:
            if one.office is not None:
                offices.setdefault(full[one.text(doc)], one.office.detail())
    result: list[list[Finding]] = []
    for doc, found in zip(docs, chosen, strict=True):
        result.append([])
        for one in found:
            text = one.text(doc)
            start = doc[one.start].idx
            detail = one.office.detail() if one.office else dict(offices.get(full[text], {}))
            if not detail.get("country") and (country := known.get(full[text])):
                detail["country"] = country
            result[-1].append(Finding(start, start + len(text), "PERSON", full[text], one.rule, detail))
    return result


def choose(found: list[Named]) -> list[Named]:
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


def halves(docs: list[Doc], chosen: list[list[Named]], particles: frozenset[str]) -> frozenset[str]:
    """Give the first and last words of the names that an article tells in full, and the single names that are sure."""
    words: set[str] = set()
    for doc, found in zip(docs, chosen, strict=True):
        for named in found:
            if named.end - named.start > 1 or named.rank <= SURE:
                words.update(doc[index].text for index in (named.start, named.end - 1))
    return frozenset(word for word in words if len(word) > 1 and word.lower() not in particles)
