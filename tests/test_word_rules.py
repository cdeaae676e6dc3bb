import pytest
import spacy

from extractor.pipeline import SMALL, load_model
from extractor.word_rules import WordRules, looked_up

SET = ["TAG", "POS", "MORPH", "LEMMA", "DEP"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Japan will have been giving this to them, but that doesn't matter; there are those who could.",
        "They're gonna sign, ain't they? Let's wait.",  # rules of two words
        "Two\t blanks  here \n and there",  # blanks as words
        "Nothin' was given to someone whose roads it built, which he'd seen.",
    ],
)
def test_the_ruler_says_the_same(text: str) -> None:
    nlp = load_model(SMALL)
    rules = nlp.get_pipe("attribute_ruler")
    assert isinstance(rules, WordRules)
    parsed = next(nlp.pipe([text], disable=["attribute_ruler", "lemmatizer", "ner"]))
    ours, theirs = rules(parsed.copy()), rules._ruler(parsed.copy())
    assert ours.to_array(SET).tolist() == theirs.to_array(SET).tolist()


def test_a_ruler_with_other_rules_stays() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("attribute_ruler").add([[{"SHAPE": "dd"}, {"LOWER": "km"}]], {"LEMMA": "distance"})
    assert not isinstance(looked_up(nlp).get_pipe("attribute_ruler"), WordRules)
