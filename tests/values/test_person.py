"""People's names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.values import person

names = st.lists(st.text(alphabet="ABCdefgéñ'-", min_size=2, max_size=8), min_size=1, max_size=4).map(" ".join)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Tanabe", "Yoko Tanabe", True),
        ("TANABE Yoko", "Yoko Tanabe", True),
        ("Y. Tanabe", "Yoko Tanabe", True),
        ("José Peña", "Jose Pena", True),
        ("Al-Mansoori", "Almansoori", True),
        ("Yoko Tanabe", "Yoko Sato", False),
        ("Yoko Tanabe", "Keiko Tanabe", False),
        ("Y.", "Yoko Tanabe", False),
        ("Yoko", "Y. Tanabe", False),
        ("Salman bin Aziz", "Omar bin Salman bin Aziz", False),
        ("Omar bin Salman", "Omar bin Salman bin Aziz", True),
        ("", "", False),
    ],
)
def test_compares(one, other, same):
    assert person.compare(one, other) is same
    assert person.compare(other, one) is same


@pytest.mark.parametrize(
    ("name", "known", "full"),
    [
        ("Tanabe", ["Yoko Tanabe", "Rui Costa"], "Yoko Tanabe"),
        ("Kim", ["Kim Ha-neul", "Kim Seo-jun"], "Kim"),
        ("Yoko Tanabe", ["Tanabe"], "Yoko Tanabe"),
        ("Costa", [], "Costa"),
    ],
)
def test_gives_the_fullest_name_if_one_person_is_meant(name, known, full):
    assert person.fullest(name, known) == full


@given(names, st.lists(names, max_size=4))
def test_fullest_is_the_same_person(name, known):
    full = person.fullest(name, known)
    assert full == name or person.compare(name, full)
    assert person.fullest(full, known) == full


@given(st.text(max_size=40))
def test_reads_any_text(text):
    name = person.read(text)
    assert name is None or (name == name.strip() and person.parts(name))
