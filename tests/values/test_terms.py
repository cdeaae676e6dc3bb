"""Terms of loans: rows of sentences with what a reader takes from them, and what holds for any text."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.values.terms import find

CASES = Path(__file__).parent.parent / "cases" / "terms.jsonl"
ROWS = [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize(
    "row",
    [
        pytest.param(row, id=row["text"][:70], marks=[pytest.mark.xfail(reason=row["xfail"])] if "xfail" in row else [])
        for row in ROWS
    ],
)
def test_terms(row):
    first = {}
    for mention in find(row["text"]):
        first.setdefault(mention.term, mention.value)
    assert first == row["expect"]


def test_rows_are_many_and_a_quarter_of_them_say_what_is_no_term():
    none = [row for row in ROWS if row["note"] not in {"interest", "maturity", "grace", "concessional"}]
    assert len(ROWS) >= 80
    assert len(none) * 4 >= len(ROWS)


@pytest.mark.parametrize(
    ("text", "mentions"),
    [
        ("at 2 percent interest", [("2 percent", "interest_rate", 2)]),
        ("a grace period of five years", [("five years", "grace_years", 5)]),
        ("repayable over 20 years", [("20 years", "maturity_years", 20)]),
        ("an interest-free loan", [("interest-free", "interest_rate", 0), ("interest-free", "concessional", 1)]),
    ],
)
def test_offsets(text, mentions):
    assert [(text[one.start : one.end], one.term, one.value) for one in find(text)] == mentions


WORDS = """loan credit interest rate percent % per cent grace period maturity of 2 20 0.75 0,5 five years year - ( ) , ;
. months repayable over at LIBOR plus fee service charge soft interest-free first free moratorium for the and a half"""
PIECES = st.lists(st.sampled_from([*WORDS.split(), " ", "\n"]), max_size=30)


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(max_size=80), st.builds(" ".join, PIECES), st.builds("".join, PIECES)))
def test_any_text_gives_terms_in_order_inside_it(text):
    found = find(text)
    assert found == find(text)
    assert [one.start for one in found] == sorted(one.start for one in found)
    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert all(one.value >= 0 for one in found)


@pytest.mark.parametrize(
    "unit", ["interest ", "2 percent ", "20 years ", "grace period of ", "loan at 2 ", "(", "1", "of "]
)
def test_a_long_text_is_read(unit):
    text = (unit * 50_000)[:50_000]
    assert all(one.end <= len(text) for one in find(text))
