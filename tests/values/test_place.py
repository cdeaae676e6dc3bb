"""Names of places: the tables, what a name says alone, and what the names around it settle."""

from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.lexicon import Lexicon
from extractor.lexicon.countries import Country, PlaceNoun, Region, Town, matcher, meanings, plain, towns
from extractor.lexicon.currencies import Currency
from extractor.values import place

LEXICON = Lexicon()
CODES = {row.code for row in LEXICON.rows(Country)}


def found(text: str) -> list[tuple[str, str | None]]:
    return [(text[m.start : m.end], m.code) for m in place.find(text)]


@pytest.mark.parametrize(
    ("text", "expect"),
    [
        ("Japan, Japanese, Tokyo", [("Japan", "JP"), ("Japanese", "JP"), ("Tokyo", "JP")]),
        ("JAPAN and japan", [("JAPAN", "JP")]),
        (
            "Niger, Nigeria, Nigerien, Nigerian",
            [("Niger", "NE"), ("Nigeria", "NG"), ("Nigerien", "NE"), ("Nigerian", "NG")],
        ),
        ("Guinea and Guinea-Bissau", [("Guinea", "GN"), ("Guinea-Bissau", "GW")]),
        ("Dominica is no Dominican Republic", [("Dominica", "DM"), ("Dominican Republic", "DO")]),
        ("North Korea, South Korea, Korea", [("North Korea", "KP"), ("South Korea", "KR"), ("Korea", "KR")]),
        ("Chinese Taipei and Taiwan", [("Chinese Taipei", "TW"), ("Taiwan", "TW")]),
        ("the Turkish Cypriot side", [("Turkish Cypriot", "CY")]),
        ("Indonesia", [("Indonesia", "ID")]),
        ("Malians and Malawians", [("Malians", "ML"), ("Malawians", "MW")]),
        ("Omanis", [("Omanis", "OM")]),
        ("Romania is not in Oman", [("Romania", "RO"), ("Oman", "OM")]),
        ("us, who, it", []),
        ("turkey, chad, male, lima beans", []),
        ("US$5m, US $5m, $US5m, US 5 million", []),
        ("Swiss francs, Canadian dollars, U.S. dollars, the Kenyan shilling", []),
        ("Canadian timber", [("Canadian", "CA")]),
        ("lessons in Spanish, French-speaking teachers in Africa", [("Africa", None)]),
        ("a Spanish lesson", [("Spanish", "ES")]),
        ("The Bahamas", [("Bahamas", "BS")]),
        ("The Hague", [("The Hague", "NL")]),
        ("", []),
    ],
)
def test_reads_names(text, expect):
    assert found(text) == expect


@pytest.mark.parametrize(
    ("text", "name", "code"),
    [
        ("Kinshasa and the Congolese side", "Congolese", "CD"),
        ("Brazzaville and the Congolese side", "Congolese", "CG"),
        ("Brazzaville, Kinshasa and the Congolese side", "Congolese", None),
        ("the Congolese side", "Congolese", None),
        ("Islamabad and Punjab", "Punjab", "PK"),
        ("New Delhi and Punjab", "Punjab", "IN"),
        ("Atlanta, Georgia", "Georgia", "US"),
        ("Atlanta and Georgia", "Georgia", "GE"),
        ("Batumi, Georgia", "Georgia", "GE"),
        ("Roseau and the Dominican side", "Dominican", "DM"),
    ],
)
def test_settles_shared_names_by_their_neighbours(text, name, code):
    assert dict(found(text))[name] == code


def test_the_article_settles_what_the_sentence_does_not():
    text = "the Congolese side"
    mentions = place.find(text)
    settle = lambda told: place.settle(mentions, text, told=told)[0]  # noqa: E731
    assert settle(Counter()).code is None
    assert settle(Counter(CG=1)).code == "CG"
    assert settle(Counter(CG=1)).name == "Republic of the Congo"
    assert settle(Counter(CG=9, CD=1)).code is None
    assert settle(Counter(CG=1)).rivals == ("CD", "CG")


def test_counts_the_states_told():
    assert place.told(place.find("Kenya, Kenyans, Nairobi and the Sahel; Kisumu; Japan.")) == Counter(KE=3, JP=1)


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("Burma", "Myanmar", True),
        ("Ivory Coast", "Côte d'Ivoire", True),
        ("the Gambia", "Gambia", True),
        ("Erewhon", "the erewhon", True),
        ("Niger", "Nigeria", False),
        ("Kenya", "Nairobi", False),
    ],
)
def test_compares(a, b, same):
    assert place.compare(a, b) is place.compare(b, a) is same


@pytest.mark.parametrize(
    ("region", "members"),
    [
        ("Central Asia", ("KG", "KZ", "TJ", "TM", "UZ")),
        ("Sahel", ("BF", "ML", "MR", "NE", "TD")),
        ("Africa", ()),
        ("Erewhon", ()),
    ],
)
def test_regions_have_members(region, members):
    assert place.members(region) == members


@pytest.mark.parametrize(("word", "money"), [("Dollars", True), ("euro", True), ("Yen", True), ("Kenya", False)])
def test_knows_words_of_money(word, money):
    assert place.is_money_word(word) is money


def test_every_state_has_a_name_and_most_a_people_and_a_capital():
    rows = LEXICON.rows(Country)
    assert len(CODES) == len(rows) == 250
    assert {"XK", "TW", "PS", "SS", "TL"} <= CODES
    assert sum(bool(row.adjectives) for row in rows) > 190
    assert sum(bool(row.capitals) for row in rows) >= 190


def test_every_code_in_the_tables_is_a_state():
    assert {code for row in LEXICON.rows(Region) for code in row.members} <= CODES
    assert {row.country for row in LEXICON.rows(Town)} <= CODES
    assert {code for meaning in meanings(LEXICON).values() for code in (meaning.code, *meaning.rivals) if code} <= CODES
    assert all(len(row.code) == 3 for row in LEXICON.rows(Currency))


def test_no_noun_of_places_stands_twice():
    nouns = [row.noun for row in LEXICON.rows(PlaceNoun)]
    assert len(nouns) == len(set(nouns))


def test_small_towns_are_known_but_never_looked_for():
    assert towns(LEXICON)["Nsanje"] == ("MW",)
    assert found("Nsanje") == []
    assert all(name == plain(name) for name in list(towns(LEXICON))[::97])


@given(st.text(max_size=80))
def test_any_text_is_read_in_place(text):
    mentions = place.find(text)
    assert mentions == place.find(text)
    assert all(text[m.start : m.end] for m in mentions)
    assert all(one.end <= other.start for one, other in pairwise(mentions))


@given(st.lists(st.sampled_from(sorted(meanings(LEXICON))), max_size=6), st.sampled_from([" ", ", ", " and "]))
def test_names_of_the_table_are_read_whole(names, joint):
    text = joint.join(names)
    hits = matcher(LEXICON).find(text)
    assert all(hit.name in meanings(LEXICON) for hit in hits)
    covered = {i for hit in hits for i in range(hit.start, hit.end)}
    letters = {i for i, c in enumerate(text) if c.isalnum()}
    assert len(letters - covered) <= len(" and " * len(names))


def test_a_users_rows_are_added(tmp_path: Path):
    (tmp_path / "places.tsv").write_text("kind\tcountries\tnames\ncity\tXK\tErewhon\n", encoding="utf-8")
    (tmp_path / "regions.tsv").write_text("name\tmembers\nNowhere\tXK|AL\n", encoding="utf-8")
    lexicon = Lexicon((tmp_path,))
    assert place.country_of("Erewhon", lexicon=lexicon) == "XK"
    assert place.country_of("Erewhon") is None
    assert place.members("Nowhere", lexicon=lexicon) == ("XK", "AL")
