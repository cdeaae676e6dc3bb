"""Titles of projects and programmes."""

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.components.projects import STRINGS, quoted
from extractor.components.spans import read, write
from extractor.model import Finding
from extractor.pipeline import load_model

CASES = [
    json.loads(line)
    for line in Path(__file__).parents[1].joinpath("cases/projects.jsonl").read_text("utf-8").splitlines()
]
AGENCIES = ["United Nations Development Programme", "World Food Programme"]


@pytest.fixture(scope="module")
def nlp():
    model = load_model("en_core_web_sm")
    model.add_pipe("aid_projects")
    return model


def parse(nlp, text):
    doc = nlp.make_doc(text)
    found = [
        Finding(text.index(name), text.index(name) + len(name), "ORG", name, "stand-in")
        for name in AGENCIES
        if name in text
    ]
    return nlp(write(doc, "organisations", found))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:40])
def test_finds_titles(nlp, case):
    doc = parse(nlp, case["text"])
    found = [[doc.text[one.start : one.end], one.detail["kind"]] for one in read(doc, "projects")]
    assert found == case["expect"]


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ('The "Clean Rivers Project," it said, began.', "yes"),
        ("The “Clean Rivers Project” began.", "yes"),
        ("The «Clean Rivers Project» began.", "yes"),
        ("The „Clean Rivers Project“ began.", "yes"),
        ("The ‘Clean Rivers Project’ began.", "yes"),
        ("The 'Clean Rivers Project' began.", "yes"),
        ("The Clean Rivers Project began.", "no"),
    ],
)
def test_quotation_marks_stay_outside(nlp, text, quotes):
    (found,) = read(nlp(text), "projects")
    assert (found.value, found.detail["quoted"]) == ("Clean Rivers Project", quotes)


@pytest.mark.parametrize("piece", ['"', "“", "'", '"a ', "Project ", "the project named ", "‘a’s ", "«"])
def test_long_runs_are_read_through(piece):
    text = piece * (100_000 // len(piece))
    assert all(title.end <= len(text) for title in quoted(text))


@given(
    st.lists(
        st.sampled_from(
            [
                "The",
                "Project",
                "for",
                "Water",
                "of",
                "“",
                "”",
                "'",
                '"',
                ",",
                ".",
                "the",
                "Kenya",
                "Phase",
                "II",
                "(",
                ")",
                "-",
                "Programme",
                "project",
            ]
        ),
        max_size=20,
    )
)
@settings(deadline=None, max_examples=60)
def test_titles_lie_apart(nlp, words):
    doc = nlp(" ".join(words))
    found = read(doc, "projects")
    assert all(one.value == " ".join(doc.text[one.start : one.end].split()) for one in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


def test_strings_survive_a_memory_zone(nlp):
    with nlp.memory_zone():
        nlp("President Rui Costa gave 5 tents to the Clean Rivers Project.")
    assert all(string in nlp.vocab.strings for string in STRINGS)
    assert all(nlp.vocab.strings[nlp.vocab.strings[string]] == string for string in STRINGS)
