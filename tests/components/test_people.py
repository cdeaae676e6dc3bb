"""People with their offices. What places and organisations are is told by a stand-in, so that only this is tested."""

import json
from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from extractor.components.people import STRINGS, PeopleFinder
from extractor.components.spans import read, write
from extractor.lexicon import Lexicon
from extractor.lexicon.match import Names
from extractor.model import Finding
from extractor.pipeline import load_model

CASES = [
    json.loads(line)
    for line in Path(__file__).parents[1].joinpath("cases/people.jsonl").read_text("utf-8").splitlines()
]
PLACES = {
    "PLACE": "Malawi:MW|Zambia:ZM|Nepal:NP|Ghana:GH|India:IN|Fiji:FJ|Guyana:GY|People's Republic of China:CN|China:CN|"
    "Armenia:AM|Chad:TD|Makeni:SL|Bamyan Province:AF|Bamyan:AF|Kenya:KE|Tajikistan:TJ|Dushanbe:TJ|U.S.:US|Japan:JP|"
    "New Zealand:NZ|Luxembourg:LU|Samoa:WS|Mali:ML|Geneva:CH|Amman:JO|Niamey:NE|Bishkek:KG|Lusaka:ZM|Tangier:MA",
    "DEMONYM": "Japanese:JP|Tajik:TJ|Chinese:CN|Indian:IN|German:DE|Turkish:TR|Italian:IT|French:FR|Malagasy:MG|"
    "Swedish:SE|Danish:DK|Egyptian:EG|South Korean:KR",
}
CODES = {
    name: (label, code) for label, rows in PLACES.items() for name, code in (row.split(":") for row in rows.split("|"))
}
ORGS = [
    "KOICA", "JICA", "UNDP", "World Bank", "WHO", "ADB", "UNICEF", "USAID", "EU", "Global Fund", "Embassy of Japan",
    "Ministry of Foreign Affairs", "World Health Organization", "Health Ministry", "Ministry of Health",
    "University of Tamale", "King Faisal Hospital", "Kofi Annan Foundation", "Prime Minister's Office",
]  # fmt: skip
# What is known to fail, by its text: the reason.
FAILS: dict[str, str] = {}


@pytest.fixture(scope="module")
def nlp():
    model = load_model("en_core_web_sm")
    model.add_pipe("aid_people")
    return model


def parse(nlp, text: str) -> Doc:
    doc = nlp.make_doc(text)
    places = [Finding(hit.start, hit.end, *CODES[hit.name], "stand-in") for hit in Names.of(CODES).find(text)]
    write(doc, "places", places)
    write(doc, "organisations", [Finding(h.start, h.end, "ORG", h.name, "stand-in") for h in Names.of(ORGS).find(text)])
    return nlp(doc)


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(case, marks=pytest.mark.xfail(reason=FAILS[case["text"]])) if case["text"] in FAILS else case
        for case in CASES
    ],
    ids=lambda case: case["text"][:40],
)
def test_finds_people(nlp, case):
    doc = parse(nlp, case["text"])
    found = [
        {
            "text": doc.text[one.start : one.end],
            "value": one.value,
            "role": one.detail.get("role", ""),
            "organisation": one.detail.get("organisation", ""),
        }
        for one in read(doc, "people")
    ]
    assert found == case["expect"]


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Japanese Ambassador to Malawi Yoko Tanabe signed it.", "JP"),
        ("The Ambassador of Japan to Zambia, Mr Kenji Sato, signed it.", "JP"),
        ("Ambassador to Malawi Yoko Tanabe signed it.", None),
        ("Kenya's President Mwangi Otieno came.", "KE"),
        ("China's ambassador to Kenya Zhou Liming signed it.", "CN"),
        ("Park Jin-soo, Ambassador of India, came.", "IN"),
    ],
)
def test_country_is_the_one_that_the_office_speaks_for(nlp, text, country):
    (found,) = read(parse(nlp, text), "people")
    assert found.detail.get("country") == country


@given(
    st.text(alphabet="ABab .,'’-()\n", max_size=60), st.sampled_from(["Minister ", "Mr. ", "President of ", "H.E. "])
)
@settings(deadline=None)
def test_any_text_is_read(tail, head):
    doc = spacy.blank("en")(head + tail)
    for one in PeopleFinder(Lexicon()).find(doc):
        assert 0 <= one.start < one.end <= len(doc.text)
        assert doc.text[one.start : one.end].strip()


def test_strings_survive_a_memory_zone(nlp):
    with nlp.memory_zone():
        nlp("President Rui Costa gave 5 tents to the Clean Rivers Project.")
    assert all(string in nlp.vocab.strings for string in STRINGS)
    assert all(nlp.vocab.strings[nlp.vocab.strings[string]] == string for string in STRINGS)
