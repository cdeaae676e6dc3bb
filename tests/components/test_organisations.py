"""Organisations: which words name one, its fullest name, and whose it is."""

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from extractor.components.organisations import STRINGS
from extractor.components.spans import read
from extractor.pipeline import load_model
from extractor.values import name

CASES = [
    json.loads(line)
    for line in Path(__file__).parents[1].joinpath("cases/organisations.jsonl").read_text("utf-8").splitlines()
]
# What is known to fail, by its text: the reason.
FAILS: dict[str, str] = {}


@pytest.fixture(scope="module")
def nlp() -> Language:
    model = load_model("en_core_web_sm")
    model.add_pipe("aid_places")
    model.add_pipe("aid_organisations")
    return model


def article(nlp: Language, *paragraphs: str) -> list[Doc]:
    """Parse the paragraphs of one article together."""
    acronyms = name.acronyms("\n".join(paragraphs))
    docs = [nlp.make_doc(text) for text in paragraphs]
    for doc in docs:
        doc.user_data["acronyms"] = acronyms
    return list(nlp.pipe(docs))


def found(doc: Doc) -> list[list]:
    return [[doc.text[f.start : f.end], f.value, f.detail] for f in read(doc, "organisations")]


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(case, marks=pytest.mark.xfail(reason=FAILS[case["text"]])) if case["text"] in FAILS else case
        for case in CASES
    ],
    ids=lambda case: case["text"][:50],
)
def test_finds_organisations(nlp, case):
    bodies = found(article(nlp, case["text"])[0])
    assert [body[:2] for body in bodies] == [body[:2] for body in case["expect"]]
    for body, (_, _, detail) in zip(bodies, case["expect"], strict=True):
        assert detail.items() <= body[2].items()


def names(doc: Doc) -> list[list[str]]:
    return [body[:2] for body in found(doc)]


def test_an_acronym_introduced_in_one_paragraph_is_known_in_all(nlp):
    first, second = article(nlp, "The Ministry of Waters (MDA) signed.", "MDA will pay.")
    assert names(second) == [["MDA", "Ministry of Waters"]]
    assert names(first)[1] == ["MDA", "Ministry of Waters"]


@pytest.mark.parametrize(
    ("full", "later", "short"),
    [
        ("The Kenya Grain Reserve Authority keeps it.", "Trucks of Kegra came.", "Kegra"),
        ("Nkomati University Teaching Hospital got beds.", "Then NUTH got lamps.", "NUTH"),
        ("Bandu Power Systems won.", "So Bandu will build it.", "Bandu"),
    ],
)
def test_a_short_form_that_nothing_introduces_has_the_full_name(nlp, full, later, short):
    value = names(article(nlp, full)[0])[0][1]
    assert [short, value] in names(article(nlp, full, later)[1])
    assert [short, value] not in names(article(nlp, later)[0])


@pytest.mark.parametrize(
    ("full", "later", "expect"),
    [
        ("The Kenya National Treasury paid.", "The Treasury paid late.", ["Treasury", "Kenya National Treasury"]),
        ("The Uganda Rural Health Authority signed.", "Rural Health Authority staff came.",
         ["Rural Health Authority", "Uganda Rural Health Authority"]),
        ("The National Bank of Malawi lent it.", "The National Bank was thanked.",
         ["National Bank", "National Bank of Malawi"]),
    ],
)  # fmt: skip
def test_a_part_of_a_name_has_the_fullest_form(nlp, full, later, expect):
    assert expect in names(article(nlp, full, later)[1])


def test_a_part_of_two_names_is_neither(nlp):
    both = "The National Bank of Malawi and the National Bank of Rwanda lent it."
    assert ["National Bank", "National Bank"] in names(article(nlp, both, "The National Bank was thanked.")[1])


def test_a_name_shown_once_is_known_again(nlp):
    assert names(article(nlp, "State power company Kandeleo failed.", "Later Kandeleo paid.")[1]) == [
        ["Kandeleo", "Kandeleo"]
    ]


@pytest.mark.parametrize(("about", "expect"), [("Nepal", "Government of Nepal"), ("Sierra Leone", None)])
def test_a_government_by_its_initials_is_of_a_state_told(nlp, about, expect):
    values = [value for text, value in names(article(nlp, f"{about} signed.", "GoN pays a third.")[1]) if text == "GoN"]
    assert values == ([expect] if expect else values[:0])


def test_a_donor_has_its_fullest_form_in_the_article(nlp):
    doc = nlp.make_doc("AFD will lend it.")
    doc.user_data["fullest"] = {"Agence Française de Développement": "French Development Agency"}
    assert names(nlp(doc)) == [["AFD", "French Development Agency"]]


@pytest.mark.parametrize(
    ("text", "inner"),
    [("The Bank of Ghana paid.", "Ghana"), ("The Chinese government paid.", "Chinese")],
)
def test_places_inside_names_are_nested(nlp, text, inner):
    doc = nlp(text)
    marks = [f.detail.get("nested") for f in read(doc, "places") if doc.text[f.start : f.end] == inner]
    assert marks == ["yes"]


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Nepal's Ministry of Health signed.", "NP"),
        ("The Chinese company Bandu Steel Corporation won.", "CN"),
        ("Hope School in Kabale, Uganda, was painted.", "UG"),
        ("The Ethio-China Friendship Hospital was painted.", None),
        ("Kenya met the Hope Foundation.", None),
    ],
)
def test_a_body_belongs_to_the_state_that_the_text_tells(nlp, text, country):
    bodies = [detail for _, _, detail in found(nlp(text)) if detail.get("head") != "company"]
    assert bodies[-1].get("country") == country


def test_users_donors_are_found(tmp_path):
    table = "name\taliases\tacronyms\tcountry\tkind\tpayer\nErewhon Aid\t\tERAID\tXK\tagency\tyes\n"
    (tmp_path / "donors.tsv").write_text(table, encoding="utf-8")
    model = load_model("en_core_web_sm")
    model.add_pipe("aid_places", config={"lexicon": [str(tmp_path)]})
    model.add_pipe("aid_organisations", config={"lexicon": [str(tmp_path)]})
    details = [detail for _, _, detail in found(model("Both Erewhon Aid and ERAID were thanked."))]
    assert [detail["donor"] for detail in details] == ["Erewhon Aid", "Erewhon Aid"]


PIECES = [
    "Japan", "World", "Bank", "Ministry", "of", "Health", "and", "Trade", "the", "(", ")", "JICA", "GEF-8", "Co.",
    "Ltd", "U.S.", "government", "'s", "’s", "ministry", "finance", "company", "Kandeleo", "director", "No.", "14",
    "School", "Fund", "its", "Congress", "King", "bin", "«", "»", "\u00a0", "\t", "é", "İ", "--ABC", ",", ".",
    "GoN", "\x00",
]  # fmt: skip
TEXTS = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=25).map(" ".join),
    st.lists(st.sampled_from(PIECES), max_size=12).map("".join),
    st.text(max_size=60),
)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=TEXTS)
def test_any_text_is_read_twice_alike_and_its_names_lie_apart(nlp, text):
    doc = article(nlp, text)[0]
    bodies = read(doc, "organisations")
    assert bodies == read(article(nlp, text)[0], "organisations")
    for body in bodies:
        assert 0 <= body.start < body.end <= len(text)
        assert text[body.start : body.end].strip()
        assert body.value.strip()
        assert body.label in STRINGS
        assert body.rule in STRINGS
        assert body.detail.get("payer") in {None, "yes", "no"}
        assert len(body.detail.get("country", "XX")) == 2
        assert all(body.detail.values())
    assert all(one.end <= other.start for one, other in pairwise(bodies))


@pytest.mark.parametrize("piece", ["Ministry of ", "Bank and ", "Co. Ltd. ", "King bin ", "director of A ", "(AB) "])
def test_long_runs_are_read_through(nlp, piece):
    text = piece * (3_000 // len(piece))
    assert all(body.end <= len(text) for body in read(article(nlp, text)[0], "organisations"))
