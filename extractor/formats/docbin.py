"""spaCy's DocBin: one `.spacy` file, for `spacy train` and whatever else reads Docs.

Holds everything. `doc.spans["mentions"]` has each mention with its label and, as `kb_id_`, its value; `doc.ents` has
them too, of overlapping ones the longest; `doc.user_data` has the article's id and metadata, the records as JSON, and
whether all this is gold. Lost are other fields of a mention than label, offsets and value.

spaCy has tokens and no offsets. They are those of its English tokenizer, cut once more where a mention begins or ends
inside of one ("a US$54.7m-project"), so that every offset is exact; they add up to the text to the letter.
"""

import json
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from extractor.errors import InputError
from extractor.formats import files
from extractor.formats.annotated import (
    Annotated,
    Collection,
    annotate,
    describe,
    make_article,
    make_record,
    mark,
    parse,
    plain,
)

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

KEY = "mentions"
_ATTRIBUTES = ("ENT_IOB", "ENT_TYPE", "ENT_KB_ID")


def write(articles: Iterable[Annotated], path: Path) -> list[str]:
    """Write a Doc an article."""
    import spacy  # noqa: PLC0415  # slow to import, and the other formats do without
    from spacy.tokens import DocBin  # noqa: PLC0415

    nlp = spacy.blank("en")
    docs = DocBin(attrs=_ATTRIBUTES, store_user_data=True, docs=(make_doc(nlp, one) for one in articles))
    files.write(path, docs.to_bytes())
    return []


def read(path: Path) -> Collection:
    """Read a file of Docs; one without the span group `mentions` gives its entities."""
    import spacy  # noqa: PLC0415
    from spacy.tokens import DocBin  # noqa: PLC0415

    data = files.read_bytes(path)
    try:
        docs = list(DocBin().from_bytes(data).get_docs(spacy.blank("en").vocab))
    except (ValueError, KeyError, TypeError) as error:
        raise InputError(f"{path}: not a DocBin ({error}); write it with DocBin.to_disk") from error
    return Collection([read_doc(f"{path}: doc {number}", doc) for number, doc in enumerate(docs, 1)], [])


def make_doc(nlp: "Language", one: Annotated) -> "Doc":
    """Make a Doc of an annotated article."""
    from spacy.tokens import Doc  # noqa: PLC0415
    from spacy.util import filter_spans  # noqa: PLC0415

    text = one.article.text
    words, spaces = _cut(nlp, text, {m.start for m in one.mentions}, {m.end for m in one.mentions})
    doc = Doc(nlp.vocab, words=words, spaces=spaces)
    spans = []
    for mention in one.mentions:
        span = doc.char_span(mention.start, mention.end, label=mention.label, kb_id=mention.value)
        if span is None:
            raise ValueError(f"{mention} does not fall on the tokens cut for it")
        spans.append(span)
    doc.spans[KEY] = spans
    doc.set_ents(filter_spans(spans), default="outside")
    doc.user_data |= {
        "article_id": one.article.id,
        **describe(one.article),
        "is_gold": one.is_gold,
        "records": json.dumps([plain(record) for record in one.records], ensure_ascii=False),
    }
    return doc


def _cut(nlp: "Language", text: str, starts: set[int], ends: set[int]) -> tuple[list[str], list[bool]]:
    """Give words, and whether a blank follows each, with a boundary at every start and end."""
    words: list[str] = []
    spaces: list[bool] = []
    cuts = sorted(starts | ends)
    for token in nlp.tokenizer(text):
        first, last = token.idx, token.idx + len(token)
        blank = bool(token.whitespace_)
        # A blank that a mention begins or ends with is a token of its own; all others belong to the word before.
        apart = blank and (last in starts or last + 1 in ends)
        inside = cuts[bisect_right(cuts, first) : bisect_left(cuts, last)]
        for start, end in pairwise([first, *inside, last]):
            words.append(text[start:end])
            spaces.append(end == last and blank and not apart)
        if apart:
            words.append(" ")
            spaces.append(False)
    return words, spaces


def read_doc(where: str, doc: "Doc") -> Annotated:
    """Read one Doc."""
    told = doc.user_data
    if "article_id" not in told:
        raise InputError(f'{where}: no article id; set doc.user_data["article_id"] and store it (store_user_data=True)')
    article = make_article(where, told["article_id"], doc.text, told)
    where = f"{where} (article {article.id!r})"
    spans = doc.spans.get(KEY, doc.ents)
    mentions = [mark(where, doc.text, s.start_char, s.end_char, label=s.label_, value=s.kb_id_) for s in spans]
    records = parse(where, told.get("records", "[]"))
    if not isinstance(records, list):
        raise InputError(f"{where}: its records are no list; write them in [ ]")
    made = [make_record(f"{where}, record {number}", raw, article.id) for number, raw in enumerate(records, 1)]
    return annotate(where, article, mentions, made, is_gold=bool(told.get("is_gold", True)))
