"""Annotated articles for tests: cases as rows, and what hypothesis makes up."""

import datetime
import json
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from extractor.formats.annotated import Annotated, annotate
from extractor.model import Article, GrantRecord, Mention
from extractor.model.gold import LABELS

_ROWS = (Path(__file__).parents[1] / "cases" / "offsets.jsonl").read_text("utf-8").split("\n")
CASES = [json.loads(row) for row in _ROWS if row]

BREAKS = "\t\n\v\f\r\x1c\x1d\x1e\x85\u2028\u2029"

RECORD: dict[str, Any] = {
    "article_id": "wall",
    "flow_type": "grant",
    "status": "commitment",
    "title": "Wall – “Pared” 🌊\n",
    "amount": {"value": "200000.50", "currency": "EUR", "qualifier": "about"},
    "donors": [{"name": "Malta", "evidence": [{"slot": "donors", "start": 0, "end": 5, "text": "Malta", "rule": "r"}]}],
    "recipient_countries": ["TO"],
    "loan_terms": {"interest_rate": 0.1234567890123},
    "checked_by": ["a field of somebody's own", None, 12345678901234567890],
}


def record(article_id: str, **fields: Any) -> GrantRecord:
    return GrantRecord.model_validate({**RECORD, "article_id": article_id, **fields})


def mention(text: str, start: int, end: int, label: str = "PLACE", value: str = "") -> Mention:
    return Mention.model_validate({"start": start, "end": end, "text": text[start:end], "label": label, "value": value})


def annotated(
    text: str, *spans: tuple[int, int], records: tuple[GrantRecord, ...] = (), is_gold: bool = True, **about: Any
) -> Annotated:
    """Make an article with mentions whose values are numbers."""
    marks = [mention(text, start, end, value=f"value {number}") for number, (start, end) in enumerate(spans)]
    return annotate("", Article(id="wall", text=text, **about), marks, records, is_gold=is_gold)


def of_case(case: dict[str, Any]) -> Annotated:
    return annotated(case["text"], tuple(case["points"]))


def content(one: Annotated) -> tuple[Any, ...]:
    """Give what must come back; only a record's set fields are told."""
    records = [record.model_dump(mode="json", exclude_unset=True) for record in one.records]
    return one.article, one.mentions, records, one.is_gold


# What breaks tools, often enough to meet each other: astral and combined characters, line ends of all kinds, blanks,
# markup, JSON and XML escapes.
_PIECES = (
    *("aB9 .,;\u00a0\u00ad\u200b\u200d\ufeff\ufffd" + BREAKS),
    *("é", "e\u0301", "ﬁ", "न्", "漢", "𝐏", "😀", "🇯🇵", "👩🏽\u200d🌾", "❤\ufe0f", "\r\n", "\\n"),
    *("\\u0041", '"', "'", "<b>", "&amp;", "%41"),
)
_WORDS = st.lists(st.sampled_from(_PIECES), max_size=40).map("".join)
_TEXTS = st.one_of(_WORDS, st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40))
TEXTS = _TEXTS.filter(str.strip)
VALUES = st.one_of(st.just(""), _TEXTS)
_ABOUT = st.fixed_dictionaries(
    {},
    optional={
        "title": TEXTS,
        "published": st.dates(datetime.date(1000, 1, 1)),
        "url": st.just("https://example.org/a?b=%20"),
        "source": TEXTS,
        "author": TEXTS,
    },
)


@st.composite
def articles(
    draw: st.DrawFn, *, ids: st.SearchStrategy[str] = TEXTS, tight: bool = False, distinct: bool = False
) -> Annotated:
    """Make an annotated article; `tight` mentions don't begin or end with a break, `distinct` ones are marked once."""
    article = Article(id=draw(ids), text=draw(TEXTS), **draw(_ABOUT))
    marks: list[Mention] = []
    for _ in range(draw(st.integers(0, 4))):
        start = draw(st.integers(0, len(article.text) - 1))
        end = draw(st.integers(start + 1, len(article.text)))
        label = draw(st.sampled_from(LABELS))
        words = article.text[start:end]
        loose = words.isspace() or words[0] in BREAKS or words[-1] in BREAKS
        if (tight and loose) or (distinct and any((m.start, m.end, m.label) == (start, end, label) for m in marks)):
            continue
        marks.append(mention(article.text, start, end, label, draw(VALUES)))
    records = [record(article.id, title=draw(TEXTS)) for _ in range(draw(st.integers(0, 2)))]
    return annotate("", article, marks, records, is_gold=draw(st.booleans()))
