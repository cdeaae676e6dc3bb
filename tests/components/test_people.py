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
        ("The Chinese President's wife, Peng Lihua, came.", "CN"),
        ("President Mwangi Otieno of Kenya came.", "KE"),
        ("Counsellor Mei Lin came.", None),
    ],
)
def test_country_is_the_one_that_the_office_speaks_for(nlp, text, country):
    (found,) = read(parse(nlp, text), "people")
    assert found.detail.get("country") == country


def article(nlp, *paragraphs: str) -> list[list[tuple[str, str]]]:
    shared: dict[str, str] = {}
    docs = [nlp.make_doc(text) for text in paragraphs]
    for doc in docs:
        doc.user_data["acronyms"] = shared
    return [[(doc.text[one.start : one.end], one.value) for one in read(doc, "people")] for doc in nlp.pipe(docs)]


def test_half_a_name_is_known_from_another_paragraph(nlp):
    found = article(nlp, "On the day of Modha's visit a pact was made.", "Prime Minister Asha Modha signed it.")
    assert found == [[("Modha", "Asha Modha")], [("Asha Modha", "Asha Modha")]]


def test_an_office_holds_for_the_whole_article(nlp):
    docs = [nlp.make_doc(text) for text in ("Chinese Ambassador Li Weimin signed it.", "Li thanked the clinic.")]
    shared: dict[str, str] = {}
    for doc in docs:
        doc.user_data["acronyms"] = shared
    write(docs[0], "places", [Finding(0, 7, "DEMONYM", "CN", "stand-in")])
    details = [one.detail for doc in nlp.pipe(docs) for one in read(doc, "people")]
    assert [detail.get("country") for detail in details] == ["CN", "CN"]


def test_articles_do_not_mix(nlp):
    docs = [
        nlp.make_doc("Prime Minister Asha Modha signed it."),
        nlp.make_doc("On the day of Modha's visit it rained."),
    ]
    assert [one.value for one in read(list(nlp.pipe(docs))[1], "people")] != ["Asha Modha"]


def test_who_comments_is_read_under_the_heading_only(nlp):
    lines = [
        "Temo: please write",
        "COMMENTS (3)",
        "gocha_77: thanks",
        "Nino: please write",
        "Lola M: well",
        "TopFan: no",
    ]
    found = article(nlp, *lines)
    assert [[text for text, _ in names] for names in found] == [[], [], [], ["Nino"], ["Lola M"], []]


@pytest.mark.parametrize(
    ("last", "names"),
    [
        ("gb/rsm/amr", ["gb", "rsm", "amr"]),
        ("HNW/ab/ms", ["ab", "ms"]),
        ("Kits followed. PNI MPB", ["MPB"]),
        ("RHL", ["RHL"]),
        ("END", []),
        ("PNI", []),
        ("on", []),
    ],
)
def test_initials_under_an_article(nlp, last, names):
    found = article(nlp, "NEW DELHI (PNI) India gave a grant.", "It was signed.", "It was paid.", last)
    assert [text for text, _ in found[-1]] == names


@given(
    st.text(alphabet="ABab .,'’-()\n", max_size=60), st.sampled_from(["Minister ", "Mr. ", "President of ", "H.E. "])
)
@settings(deadline=None)
def test_any_text_is_read(tail, head):
    doc = spacy.blank("en")(head + tail)
    for one in PeopleFinder(Lexicon()).find([doc])[0]:
        assert 0 <= one.start < one.end <= len(doc.text)
        assert doc.text[one.start : one.end].strip()


def test_strings_survive_a_memory_zone(nlp):
    with nlp.memory_zone():
        nlp("President Rui Costa gave 5 tents to the Clean Rivers Project.")
    assert all(string in nlp.vocab.strings for string in STRINGS)
    assert all(nlp.vocab.strings[nlp.vocab.strings[string]] == string for string in STRINGS)
