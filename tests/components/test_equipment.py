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
            [{"quantity": "2.5", "unit": "tons", "description": "rice", "class": "food"}],
        ),
        (
            "They donated medical supplies.",
            [{"description": "medical supplies", "class": "supplies", "generic": "yes"}],
        ),
        ("Computers stood in every room.", [{"description": "computer", "class": "ict", "bare": "yes"}]),
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


def article(nlp, *paragraphs: str) -> list[list[tuple[str, str]]]:
    shared: dict[str, str] = {}
    docs = [nlp.make_doc(text) for text in paragraphs]
    for doc in docs:
        doc.user_data["acronyms"] = shared
    return [
        [(doc.text[one.start : one.end], one.value) for one in read(doc, "equipment") if not one.detail.get("bare")]
        for doc in nlp.pipe(docs)
    ]


def test_what_is_given_is_known_again_in_later_paragraphs(nlp):
    found = article(nlp, "Australia gave five trucks.", "The trucks are nice.", "What we fear is a truck without fuel.")
    assert found == [[("five trucks", "5 x truck")], [("trucks", "truck")], []]


def test_a_list_names_its_goods_once(nlp):
    found = article(nlp, "Russia sent 90 thousand tons of wheat.", "Mali — 25 thousand tons", "Chad — 40 beds")
    assert found[1] == [("25 thousand tons", "25000 tons x wheat")]
    assert all("wheat" not in value for _, value in found[2])


def test_a_measure_of_two_goods_is_left_open(nlp):
    found = article(nlp, "Iran sent 50 tons of rice and 20 tons of sugar.", "Herat — 5 tons")
    assert found[1] == []


def test_articles_do_not_mix(nlp):
    docs = [nlp.make_doc("Australia gave five trucks."), nlp.make_doc("The trucks are nice.")]
    found = [read(doc, "equipment") for doc in nlp.pipe(docs)]
    assert all(one.detail.get("bare") for one in found[1])


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
