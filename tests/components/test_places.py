"""Places: which words name one, and the state that each lies in."""

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from extractor.components import place_phrases
from extractor.components.places import STRINGS, PlaceFinder
from extractor.components.spans import read
from extractor.lexicon import Lexicon
from extractor.pipeline import load_model

CASES = [
    json.loads(line)
    for line in Path(__file__).parents[1].joinpath("cases/places.jsonl").read_text("utf-8").splitlines()
]
# What is known to fail, by its text: the reason.
FAILS: dict[str, str] = {}


@pytest.fixture(scope="module")
def nlp() -> Language:
    model = load_model("en_core_web_sm")
    model.add_pipe("aid_places")
    return model


def places(doc: Doc, label: str = "PLACE") -> list[list[str]]:
    found = (f for f in read(doc, "places") if f.label == label and f.detail.get("nested") != "yes")
    return [[doc.text[f.start : f.end], f.value] for f in found]


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(case, marks=pytest.mark.xfail(reason=FAILS[case["text"]])) if case["text"] in FAILS else case
        for case in CASES
    ],
    ids=lambda case: case["text"][:50],
)
def test_finds_places(nlp, case):
    doc = nlp(case["text"])
    assert [found for found in places(doc) if found[1]] == case["expect"]
    if "adjectives" in case:
        assert places(doc, "DEMONYM") == case["adjectives"]


def article(nlp: Language, *paragraphs: str) -> list[Doc]:
    """Parse the paragraphs of one article together."""
    shared: dict[str, str] = {}
    docs = [nlp.make_doc(text) for text in paragraphs]
    for doc in docs:
        doc.user_data["acronyms"] = shared
    return list(nlp.pipe(docs))


def test_a_place_is_known_again_in_another_paragraph(nlp):
    first, second = article(nlp, "Malawi paid for a clinic in Kabanduli.", "The pump of Kabanduli broke.")
    assert places(first)[-1] == places(second)[0] == ["Kabanduli", "MW"]
    assert places(nlp("The pump of Kabanduli broke.")) == [["Kabanduli", ""]]


def test_articles_tell_each_other_nothing(nlp):
    one, other = nlp.make_doc("Malawi paid for a clinic in Kabanduli."), nlp.make_doc("The pump of Kabanduli broke.")
    one.user_data["acronyms"], other.user_data["acronyms"] = {}, {}
    assert places(list(nlp.pipe([one, other]))[1]) == [["Kabanduli", ""]]


@pytest.mark.parametrize(
    ("about", "state"),
    [
        ("Malawi thanked Japan. Malawi is poor.", "MW"),
        ("Zambia and Zambia again: Zambia thanked Malawi.", "ZM"),
        ("Japan thanked Germany.", ""),
    ],
)
def test_a_village_lies_in_the_state_that_receives(nlp, about, state):
    village = article(nlp, about, "A clinic in Kabanduli was painted.")[1]
    assert [f.value for f in read(village, "places") if village.text[f.start : f.end] == "Kabanduli"] == [state]


@pytest.mark.parametrize(("about", "state"), [("Pakistan was hit.", "PK"), ("India was hit.", "IN")])
def test_a_shared_name_is_settled_by_the_article(nlp, about, state):
    assert places(article(nlp, about, "Punjab needs seed.")[1]) == [["Punjab", state]]


def test_a_small_town_of_the_article_goes_before_a_large_one_elsewhere(nlp):
    assert places(nlp("A bridge in Santa Cruz fell.")) != [["Santa Cruz", "BO"]]
    assert places(article(nlp, "Bolivia asked for help.", "A bridge in Santa Cruz fell.")[1]) == [["Santa Cruz", "BO"]]


@pytest.mark.parametrize(
    ("text", "name", "detail"),
    [
        ("The Sahel is dry.", "Sahel", {"level": "region", "members": "BF|ML|MR|NE|TD"}),
        ("Georgia was thanked.", "Georgia", {"level": "country", "ambiguous": "yes"}),
        ("The Congo was thanked.", "Congo", {"rivals": "CD|CG"}),
        ("Tokyo was thanked.", "Tokyo", {"level": "capital"}),
        ("They signed the Tokyo Declaration.", "Tokyo", {"nested": "yes"}),
    ],
)
def test_details_say_how_sure(nlp, text, name, detail):
    doc = nlp(text)
    found = [f for f in read(doc, "places") if doc.text[f.start : f.end] == name]
    assert len(found) == 1
    assert detail.items() <= found[0].detail.items()


def test_a_users_place_is_found(tmp_path):
    (tmp_path / "places.tsv").write_text("kind\tcountries\tnames\ncity\tMW\tKabanduli\n", encoding="utf-8")
    model = load_model("en_core_web_sm")
    model.add_pipe("aid_places", config={"lexicon": [str(tmp_path)]})
    assert places(model("We saw Kabanduli at dawn.")) == [["Kabanduli", "MW"]]


PIECES = [
    "Japan", "Tokyo", "Niger", "State", "Lake", "Chad", "Xurundi", "district", "districts", "Summit", "Congolese",
    "MOSUL", "in", "at", "of", "the", "The", "and", "–", "-", "'s", "’s", ",", ".", "(", ")", "“", "”", "US", "$", "5",
    "million", "Saint", "al-Hadba", "Côte", "d’Ivoire", "İstanbul", "ʻ", "\u00a0", "\t", "é", "🇪🇺", "\x00", "East",
]  # fmt: skip
TEXTS = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=25).map(" ".join),
    st.lists(st.sampled_from(PIECES), max_size=12).map("".join),
    st.text(max_size=60),
)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=TEXTS)
def test_any_text_is_read_twice_alike_and_its_places_lie_apart(nlp, text):
    doc = nlp(text)
    found = read(doc, "places")
    assert found == read(nlp(text), "places")
    for finding in found:
        assert 0 <= finding.start < finding.end <= len(text)
        assert text[finding.start : finding.end].strip() == text[finding.start : finding.end]
        assert finding.label in STRINGS
        assert finding.rule in STRINGS
        assert finding.detail["level"]
    assert all(one.end <= other.start for one, other in pairwise(found))


@pytest.mark.parametrize("piece", ["in Kabanduli, ", "Tashkent and ", "“Kabanduli ", "A-", "Lake ", "Canton of "])
def test_long_runs_are_read_through(piece):
    lexicon = Lexicon()
    text = piece * (4_000 // len(piece))
    doc = load_model("en_core_web_sm").make_doc(text)
    assert all(phrase.end <= len(text) for phrase in place_phrases.find(doc, text, lexicon))


def test_the_component_keeps_nothing_of_a_doc(nlp):
    finder = nlp.get_pipe("aid_places")
    nlp("Japan paid for a clinic in Kabanduli.")
    assert isinstance(finder, PlaceFinder)
    assert list(vars(finder)) == ["_lexicon"]
