import spacy

from extractor.entities import Entities, at_once
from extractor.pipeline import SMALL, load_model

TEXTS = [
    "",
    "Japan gave US$3.5 million to the Ministry of Health of Nepal on 4 March 2019.",
    "  \n The World Bank Group\n and Ms. Aiko Tanaka-Reyes, of JICA, signed in Kathmandu",
    "Nothing here.",
    "Norway Norway Norway",
    "On 1 May, the Asian Development Bank approved the Second Rural Roads Improvement Project. Fiji pays 10 percent.",
]


def test_the_entities_are_those_of_spacy_s_own_recogniser() -> None:
    nlp = load_model(SMALL)
    ours = nlp.get_pipe("ner")
    assert isinstance(ours, Entities)
    own = ours._recognizer
    parsed = list(nlp.pipe(TEXTS, disable=["ner"]))
    for mine, theirs in zip(ours.pipe([doc.copy() for doc in parsed]), own.pipe(parsed), strict=True):
        assert mine.to_json().get("ents") == theirs.to_json().get("ents")
        assert [t.ent_iob for t in mine] == [t.ent_iob for t in theirs]


def test_entities_that_are_told_stay() -> None:
    nlp = load_model(SMALL)
    doc = next(nlp.pipe(["Norway gave rice."], disable=["ner"]))
    doc.set_ents([doc.char_span(12, 16, label="PRODUCT")], default="unmodified")
    assert ("rice", "PRODUCT") in [(e.text, e.label_) for e in nlp.get_pipe("ner")(doc).ents]


def test_a_pipeline_without_a_recogniser_stays_as_it_is() -> None:
    assert at_once(spacy.blank("en")).pipe_names == []
