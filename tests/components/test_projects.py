"""Titles of projects and programmes."""

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.components.project_patterns import patterns
from extractor.components.project_titles import headings, quoted
from extractor.components.projects import STRINGS
from extractor.components.spans import read, write
from extractor.lexicon import Lexicon
from extractor.lexicon.donors import Programme
from extractor.lexicon.titles import TitleWord
from extractor.model import Finding
from extractor.pipeline import load_model

CASES = [
    json.loads(line)
    for line in Path(__file__).parents[1].joinpath("cases/projects.jsonl").read_text("utf-8").splitlines()
]
AGENCIES = ["United Nations Development Programme", "World Food Programme", "Harbour Gazette", "General Company"]


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
    known = patterns(Lexicon())
    assert all(title.end <= len(text) for title in (*quoted(text, known), *headings(text, known)))


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


def test_an_acronym_stands_for_the_title_that_the_article_spells_out(nlp):
    doc = nlp.make_doc("PROLAC has paved 200 streets, and UNDP helped.")
    doc.user_data["acronyms"] = {
        "PROLAC": "Lake Chad Region Recovery and Development Project",
        "UNDP": "United Nations Development Programme",
    }
    write(doc, "organisations", [Finding(34, 38, "ORG", "United Nations Development Programme", "stand-in")])
    (found,) = read(nlp(doc), "projects")
    assert found.value == "Lake Chad Region Recovery and Development Project"
    assert doc.text[found.start : found.end] == "PROLAC"


@pytest.mark.parametrize(
    ("text", "named", "expect"),
    [
        ("It was paid by the GGP.", {}, []),
        (
            "It was paid by the GGP.",
            {"Grant Assistance for Grassroots Human Security Projects": "Kusanone"},
            [("Kusanone", "GGP")],
        ),
        ("It was built under HICDP.", {}, [("HICDP", "HICDP")]),
        ("It was built by HICDP.", {}, []),
        ("under its Tuna Price Mechanism (TPM)", {}, [("Tuna Price Mechanism", "TPM")]),
    ],
)
def test_codes_of_schemes(nlp, text, named, expect):
    doc = nlp.make_doc(text)
    doc.user_data["schemes"] = named
    assert [(one.value, one.detail["code"]) for one in read(nlp(doc), "projects")] == expect


@pytest.mark.parametrize(
    ("text", "body", "kind", "expect"),
    [
        ("He won a Chinese Government Scholarship.", "Chinese Government", "government", []),
        ("The Clean Reefs Fund paid; the Clean Reefs Fund Office wrote.", "Clean Reefs Fund", "agency", []),
        ("UNDP paid it from its Clean Reefs Fund.", "Clean Reefs Fund", "agency", ["Clean Reefs Fund"]),
        ("The Bank of Lae lent for the Lae Harbour Project.", "Bank of Lae", "bank", ["Lae Harbour Project"]),
        (
            "It is a credit of the Bank of Lae for the Lae Harbour Project.",
            "Bank of Lae",
            "bank",
            ["Lae Harbour Project"],
        ),
    ],
)
def test_bodies_beside_titles(nlp, text, body, kind, expect):
    doc = nlp.make_doc(text)
    at = text.index(body)
    write(doc, "organisations", [Finding(at, at + len(body), "ORG", body, "org:name", {"kind": kind})])
    assert [one.value for one in read(nlp(doc), "projects")] == expect


def test_the_table_of_schemes_is_long_and_names_none_twice():
    rows = Lexicon().rows(Programme)
    names = [name for row in rows for name in row.names]
    assert len(rows) >= 150
    assert len(names) == len(set(names))
    assert all(row.donor is None or (len(row.donor) == 2 and row.donor.isupper()) for row in rows)


def test_a_word_of_titles_has_one_use_but_for_what_may_be_both():
    uses = {}
    for row in Lexicon().rows(TitleWord):
        uses.setdefault(row.word, []).append(row.use)
    assert {word for word, found in uses.items() if len(found) > 1} == {"facility"}


def test_strings_survive_a_memory_zone(nlp):
    with nlp.memory_zone():
        nlp("President Rui Costa gave 5 tents to the Clean Rivers Project.")
    assert all(string in nlp.vocab.strings for string in STRINGS)
    assert all(nlp.vocab.strings[nlp.vocab.strings[string]] == string for string in STRINGS)
