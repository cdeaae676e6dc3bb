"""Docs as spaCy's own DocBin reads them."""

from pathlib import Path
from typing import Any

import pytest
import spacy
from hypothesis import given, settings
from spacy.tokens import DocBin
from spacy.training import Corpus

from extractor.errors import InputError
from extractor.formats import docbin
from extractor.formats.annotated import Annotated

from .made import CASES, annotated, articles, content, of_case, record

NLP = spacy.blank("en")


def through(*many: Annotated) -> list[Any]:
    """Give what another program's spaCy makes of the bytes."""
    bin_ = DocBin(store_user_data=True, docs=[docbin.make_doc(NLP, one) for one in many])
    return list(DocBin().from_bytes(bin_.to_bytes()).get_docs(spacy.blank("en").vocab))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["note"])
def test_spacy_has_text_and_span_to_the_letter(case: dict[str, Any]) -> None:
    [doc] = through(of_case(case))
    assert doc.text == case["text"]
    [span] = doc.spans[docbin.KEY]
    assert [span.start_char, span.end_char] == case["points"]
    assert (span.text, span.label_, span.kb_id_) == (case["words"], "PLACE", "value 0")
    assert [(ent.start_char, ent.end_char) for ent in doc.ents] == [tuple(case["points"])]


@pytest.mark.parametrize("span", [(0, 5), (4, 9), (4, 5), (9, 11), (9, 10), (1, 3), (0, 12)])
def test_a_mention_may_begin_and_end_with_a_blank_or_within_a_word(span: tuple[int, int]) -> None:
    [doc] = through(annotated("Peru paid  x", span))
    assert doc.text == "Peru paid  x"
    assert [(found.start_char, found.end_char) for found in doc.spans[docbin.KEY]] == [span]


@settings(deadline=None)
@given(articles())
def test_nothing_is_lost(one: Annotated) -> None:
    [doc] = through(one)
    assert content(docbin.read_doc("a.spacy: doc 1", doc)) == content(one)


def test_a_file_is_what_spacy_trains_on(tmp_path: Path) -> None:
    path = tmp_path / "gold.spacy"
    many = [
        annotated("a US$54.7m-project of the World Bank", (2, 10), (26, 36), (26, 31)),
        annotated("Nothing 😀 here"),
    ]
    assert docbin.write(many, path) == []
    first, second = Corpus(path)(NLP)
    assert [ent.text for ent in first.reference.ents] == ["US$54.7m", "World Bank"]
    assert [ent.text for ent in first.reference.spans[docbin.KEY]] == ["US$54.7m", "World", "World Bank"]
    assert {token.ent_iob_ for token in second.reference} == {"O"}  # known to be none, not unknown
    assert [content(one) for one in docbin.read(path).articles] == [content(one) for one in many]


def test_the_same_articles_give_the_same_bytes(tmp_path: Path) -> None:
    one = annotated("Malta paid 😀 Tonga", (0, 5), (13, 18), records=(record("wall"),))
    paths = [tmp_path / "a.spacy", tmp_path / "b.spacy"]
    for path in paths:
        docbin.write([one, one], path)
    assert paths[0].read_bytes() == paths[1].read_bytes()


def test_no_article_is_a_file_too(tmp_path: Path) -> None:
    docbin.write([], tmp_path / "none.spacy")
    assert docbin.read(tmp_path / "none.spacy").articles == []


def test_docs_of_somebody_else_are_read_by_their_entities() -> None:
    doc = NLP.make_doc("Peru paid Mali")
    doc.set_ents([doc.char_span(0, 4, label="PLACE", kb_id="PE")])
    doc.user_data["article_id"] = "a"
    [found] = docbin.read_doc("x", doc).mentions
    assert (found.start, found.end, found.label, found.value) == (0, 4, "PLACE", "PE")


@pytest.mark.parametrize(
    ("data", "label", "message"),
    [
        ({}, "PLACE", "x: no article id; set doc.user_data"),
        ({"article_id": "a"}, "GPE", r"x \(article 'a'\): unknown label 'GPE'"),
        ({"article_id": "a", "records": "["}, "PLACE", "not JSON"),
        ({"article_id": "a", "records": "{}"}, "PLACE", "records are no list"),
        ({"article_id": "a", "records": "[{}]"}, "PLACE", "record 1: article_id: "),
    ],
)
def test_what_does_not_fit_is_named(data: dict[str, str], label: str, message: str) -> None:
    doc = NLP.make_doc("Peru paid Mali")
    doc.set_ents([doc.char_span(0, 4, label=label)])
    doc.user_data |= data
    with pytest.raises(InputError, match=message):
        docbin.read_doc("x", doc)


@pytest.mark.parametrize("data", [b"", b"[]", b"x\x9c\x03\x00\x00\x00\x00\x01"])
def test_another_file_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.spacy"
    path.write_bytes(data)
    with pytest.raises(InputError, match=r"a\.spacy: not a DocBin"):
        docbin.read(path)
