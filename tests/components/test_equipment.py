"""Goods with their counts."""

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.components.equipment import STRINGS
from extractor.components.spans import read, write
from extractor.model import Finding
from extractor.pipeline import load_model
from extractor.values.quantity import notation

CASES = [
    json.loads(line)
    for line in Path(__file__).parents[1].joinpath("cases/equipment.jsonl").read_text("utf-8").splitlines()
]
# What is known to fail, by its text: the reason.
FAILS = {
    "The Bank approved a loan for road construction and earth moving equipment.": "the parser's coordination",
    "He bought three books and a lamp at the market.": "buying for oneself is not told from buying as aid",
    "Iceland donated three 40-foot containers of dried fish heads to Ghana.": "a noun that no table has, after 'of'",
}


@pytest.fixture(scope="module")
def nlp():
    model = load_model("en_core_web_sm")
    model.add_pipe("aid_equipment")
    return model


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(case, marks=pytest.mark.xfail(reason=FAILS[case["text"]])) if case["text"] in FAILS else case
        for case in CASES
    ],
    ids=lambda case: case["text"][:40],
)
def test_finds_goods(nlp, case):
    doc = nlp(case["text"])
    found = {"expect": [], "bare": []}
    for one in read(doc, "equipment"):
        found["bare" if one.detail.get("bare") else "expect"].append([doc.text[one.start : one.end], one.value])
    assert sorted(found["expect"]) == sorted(case["expect"])
    assert not case.get("bare") or sorted(found["bare"]) == sorted(case["bare"])


@pytest.mark.parametrize(
    ("text", "detail"),
    [
        (
            "Ireland gave 10 kits, each with two monitors.",
            [
                {"quantity": "10", "description": "kit", "class": "relief"},
                {"quantity": "20", "description": "monitor", "class": "medical", "parent": "kit"},
            ],
        ),
        (
            "They gave 2.5 tons of rice.",
            [{"quantity": "2.5", "unit": "tonnes", "description": "rice", "class": "food"}],
        ),
        (
            "They donated medical supplies.",
            [{"description": "medical supplies", "class": "supplies", "generic": "yes"}],
        ),
        ("Computers stood in every room.", [{"description": "Computer", "class": "ict", "bare": "yes"}]),
    ],
)
def test_detail(nlp, text, detail):
    assert [dict(one.detail) for one in read(nlp(text), "equipment")] == detail


@pytest.mark.parametrize(
    ("key", "words", "left"),
    [
        ("money", "2 million yuan", ["medical equipment"]),
        ("projects", "Medical Equipment", []),
        ("organisations", "Office of Medical Equipment", []),
    ],
)
def test_what_others_found_is_left_alone(nlp, key, words, left):
    text = f"Japan gave {words if key != 'money' else words + ' medical equipment'} in May."
    doc = nlp.make_doc(text)
    start = text.index(words)
    write(doc, key, [Finding(start, start + len(words), "X", "", "stand-in")])
    assert [text[one.start : one.end] for one in read(nlp(doc), "equipment")] == left


def test_user_rows_are_read(tmp_path):
    (tmp_path / "equipment.tsv").write_text("head\tklass\nquadrocopter\taircraft\n")
    model = load_model("en_core_web_sm")
    model.add_pipe("aid_equipment", config={"lexicon": [str(tmp_path)]})
    (found,) = read(model("The quadrocopters were donated by Norway."), "equipment")
    assert found.value == "quadrocopter"
    assert found.detail["class"] == "aircraft"


@given(
    st.lists(
        st.sampled_from(
            [
                "gave",
                "5",
                "two",
                "of",
                "tons",
                "boxes",
                "rice",
                "tents",
                ",",
                "and",
                "each",
                "with",
                "-",
                "the",
                "'s",
                "new",
                "X-ray",
                "machines",
                "million",
                "$",
                "school",
                ".",
                "a",
            ]
        ),
        max_size=25,
    )
)
@settings(deadline=None, max_examples=60)
def test_goods_lie_apart_and_agree_with_their_detail(nlp, words):
    doc = nlp(" ".join(words))
    found = read(doc, "equipment")
    assert all(0 <= one.start < one.end <= len(doc.text) for one in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    for one in found:
        assert one.value.endswith(one.detail["description"])
        assert ("unit" not in one.detail) or ("quantity" in one.detail)
        if "quantity" not in one.detail:
            assert one.value == notation(None, "", one.detail["description"])


def test_an_empty_doc_has_no_goods(nlp):
    assert read(nlp(""), "equipment") == []


def test_strings_survive_a_memory_zone(nlp):
    with nlp.memory_zone():
        nlp("President Rui Costa gave 5 tents to the Clean Rivers Project.")
    assert all(string in nlp.vocab.strings for string in STRINGS)
    assert all(nlp.vocab.strings[nlp.vocab.strings[string]] == string for string in STRINGS)
