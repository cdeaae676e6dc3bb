import spacy

from extractor.components.spans import text_of


def test_the_text_of_a_doc_is_made_once_and_as_printed() -> None:
    doc = spacy.blank("en")("Japan gave\ttwo  pumps (US$3,000) . ")
    assert text_of(doc) == doc.text
    assert text_of(doc) is text_of(doc)
