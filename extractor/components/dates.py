"""Dates, as `extractor.values.date` finds them."""

import datetime
from collections.abc import Iterable, Iterator
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from extractor.components import spans
from extractor.components.articles import by_article
from extractor.errors import InputError
from extractor.lexicon.load import Lexicon
from extractor.model import Finding
from extractor.values import date


class Dates:
    """Write `doc.spans["dates"]`.

    Reads `doc.user_data`: "published" (ISO date or None), "date_order" ("DMY" or "MDY"), "date_context" (an ISO date
    told before this text). The details are "precision", "kind" and, for an end of a range, "bound".
    """

    def __init__(self, lexicon: Lexicon):
        self.lexicon = lexicon

    def __call__(self, doc: Doc) -> Doc:
        """Find the dates of a doc."""
        return self._find(doc, doc.user_data.get("date_context"))

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 0) -> Iterator[Doc]:  # noqa: ARG002  (spaCy passes it)
        """Find the dates of docs; "that September" goes on from the paragraph before in the same article."""
        for docs in by_article(stream):
            told: str | None = None
            for doc in docs:
                context = told if doc.user_data.get("published") else None
                yield self._find(doc, doc.user_data.get("date_context") or context)
                values = [f.value for f in spans.read(doc, "dates") if f.value]
                told = values[-1] if values else told

    def _find(self, doc: Doc, context: str | None) -> Doc:
        given = doc.user_data
        found = date.find(
            spans.text_of(doc),
            published=_day(given.get("published")),
            order="MDY" if given.get("date_order") == "MDY" else "DMY",
            context=context,
            lexicon=self.lexicon,
        )
        return spans.write(doc, "dates", [_finding(mention) for mention in found])


def _day(published: str | None) -> datetime.date | None:
    if not published:
        return None
    try:
        return datetime.date.fromisoformat(published)
    except ValueError as error:
        raise InputError(f"published={published!r}: a date is written YYYY-MM-DD") from error


def _finding(mention: date.DateMention) -> Finding:
    detail: dict[str, str] = {"precision": mention.precision, "kind": mention.kind}
    if mention.bound:
        detail["bound"] = mention.bound
    return Finding(mention.start, mention.end, "DATE", mention.value or "", mention.rule, detail)


@Language.factory("aid_dates", assigns=["doc.spans"], default_config={"lexicon": []})
def make(nlp: Language, name: str, lexicon: list[str]) -> Dates:  # noqa: ARG001  (spaCy names them)
    """Build the component; `lexicon` names folders whose tables are added to the package's own."""
    return Dates(Lexicon(tuple(Path(folder) for folder in lexicon)))
