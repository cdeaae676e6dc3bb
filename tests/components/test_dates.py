"""The component: what it reads from a doc and what it leaves there."""

import pytest
import spacy

import extractor.components.dates  # noqa: F401  (registers the factory)
from extractor.components import spans
from extractor.errors import InputError


@pytest.fixture(scope="module")
def nlp():
    nlp = spacy.blank("en")
    nlp.add_pipe("aid_dates")
    return nlp


def _read(nlp, text, **data):
    doc = nlp.make_doc(text)
    doc.user_data.update(data)
    doc = nlp.get_pipe("aid_dates")(doc)
    return [(text[f.start : f.end], f.label, f.value, dict(f.detail)) for f in spans.read(doc, "dates")]


def test_values_and_details(nlp):
    assert _read(nlp, "It ran from 2004 to May 2009.") == [
        ("2004", "DATE", "2004", {"precision": "year", "kind": "absolute", "bound": "start"}),
        ("May 2009", "DATE", "2009-05", {"precision": "month", "kind": "absolute", "bound": "end"}),
    ]


@pytest.mark.parametrize(
    ("text", "data", "value"),
    [
        ("It was signed yesterday.", {"published": "2026-01-29"}, "2026-01-28"),
        ("It was signed yesterday.", {"published": None}, ""),
        ("It was signed yesterday.", {}, ""),
        ("It was signed on 5/6/2010.", {"date_order": "MDY"}, "2010-05-06"),
        ("It was signed on 5/6/2010.", {}, "2010-06-05"),
        ("It was signed on the same day.", {"date_context": "2009-06-04"}, "2009-06-04"),
    ],
)
def test_what_is_read_from_the_doc(nlp, text, data, value):
    assert [row[2] for row in _read(nlp, text, **data)] == [value]


def test_offsets_inside_a_token(nlp):
    assert [row[0] for row in _read(nlp, "the 2014-16 programme")] == ["2014", "16"]


def test_a_malformed_day_of_publication_is_said(nlp):
    with pytest.raises(InputError, match="YYYY-MM-DD"):
        _read(nlp, "today", published="29 Jan")
