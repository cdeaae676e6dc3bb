"""Counts of goods."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.values import quantity


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2,000", "2000"),
        ("1 000", "1000"),
        ("1.5 million", "1500000"),
        ("17 thousands", "17000"),
        ("3 lakh", "300000"),
        ("200\u00a0thousand", "200000"),
        ("8 mln", "8000000"),
        ("25-50 thousand", "50000"),
        ("20\N{EN DASH}30", "30"),
        ("two hundred and five", "205"),
        ("one hundred thousand", "100000"),
        ("three hundred and fifty", "350"),
        ("twenty-five", "25"),
        ("half a million", "500000"),
        ("a dozen", "12"),
        ("two dozen", "24"),
        ("one", "1"),
        ("zero", "0"),
    ],
)
def test_reads_numbers(text, value):
    assert quantity.read(text) == Decimal(value)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "dozens",
        "2020-21",
        "million",
        "tents",
        "two three",
        "2,00",
        "40-foot",
        "5%",
        "$40",
        "1.2.3",
        "twenty thirty",
    ],
)
def test_reads_nothing_else(text):
    assert quantity.read(text) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("some 50 tents and a pair of goats", ["50", "a pair"]),
        ("dozens of buses, hundreds of beds", ["dozens", "hundreds"]),
        ("a 40-foot container", []),
        ("at 5% in 2.5.2019", []),
        ("one-third of it", []),
        ("$500 and €20", []),
    ],
)
def test_finds_counts_in_running_text(text, found):
    assert [text[q.start : q.end] for q in quantity.find(text)] == found


@given(st.integers(min_value=0, max_value=10**12))
def test_grouped_digits_come_back(number):
    assert quantity.read(f"{number:,}") == number


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12, places=3))
def test_plain_keeps_the_number(value):
    assert Decimal(quantity.plain(value)) == value
    assert "E" not in quantity.plain(value)


@given(st.text(alphabet="0123456789,. -andhuredtwoilmo$%", max_size=200))
def test_spans_lie_in_the_text_in_order(text):
    found = list(quantity.find(text))
    assert all(0 <= q.start < q.end <= len(text) for q in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


@pytest.mark.parametrize("piece", ["9", ",", "9,", "two ", "a ", "hundred and ", "$", "1 000 ", "million-"])
def test_long_runs_are_read_through(piece):
    text = piece * (200_000 // len(piece))
    assert all(q.end <= len(text) for q in quantity.find(text))
