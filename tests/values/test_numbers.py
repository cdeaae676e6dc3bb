"""Numbers in digits and words: what is one, how much, where it ends."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.values.numbers import LONGEST, factor, find, plain, read_digits


def _found(text):
    return [(text[n.start : n.end], n.value) for n in find(text)]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("1,234.56", [("1,234.56", "1234.56")]),
        ("1.234,56", [("1.234,56", "1234.56")]),
        ("1 234 567", [("1 234 567", "1234567")]),
        ("1'234'567", [("1'234'567", "1234567")]),
        ("12,50,000", [("12,50,000", "1250000")]),
        ("14,858,580.245", [("14,858,580.245", "14858580.245")]),
        ("28.90", [("28.90", "28.90")]),
        ("8.0", [("8.0", "8")]),
        ("2½", [("2½", "2.5")]),
        ("½", [("½", "0.5")]),
        ("0.5", [("0.5", "0.5")]),
        ("2.5 million", [("2.5 million", "2500000")]),
        ("2 1/2 million", [("2 1/2 million", "2500000")]),
        ("40.131 million", [("40.131 million", "40131000")]),
        ("1.500 million", [("1.500 million", "1500000000")]),
        ("1.500 billion", [("1.500 billion", "1500000000")]),
        ("3,5 million", [("3,5 million", "3500000")]),
        ("2 hundred thousand", [("2 hundred thousand", "200000")]),
        ("2 lakh crore", [("2 lakh crore", "2000000000000")]),
        ("5 million 200 thousand", [("5 million 200 thousand", "5200000")]),
        ("2 and a half million", [("2 and a half million", "2500000")]),
        ("4.5tr", [("4.5tr", "4500000000000")]),
        ("600-700 mln", [("600", "600"), ("700 mln", "700000000")]),
        ("2004 to 2009", [("2004", "2004"), ("2009", "2009")]),
        ("fifteen", [("fifteen", "15")]),
        ("twenty-five thousand", [("twenty-five thousand", "25000")]),
        ("eleven hundred", [("eleven hundred", "1100")]),
        ("a hundred and twenty thousand", [("a hundred and twenty thousand", "120000")]),
        ("one million two hundred thousand", [("one million two hundred thousand", "1200000")]),
        ("two and a half billion", [("two and a half billion", "2500000000")]),
        ("two-and-a-half billion", [("two-and-a-half billion", "2500000000")]),
        ("half a million", [("half a million", "500000")]),
        ("a half-million", [("half-million", "500000")]),
        ("a quarter of a million", [("a quarter of a million", "250000")]),
        ("three quarters of a million", [("three quarters of a million", "750000")]),
        ("half a crore", [("half a crore", "5000000")]),
        ("one and a half crore", [("one and a half crore", "15000000")]),
        ("ten lakh", [("ten lakh", "1000000")]),
        ("two lakh crore", [("two lakh crore", "2000000000000")]),
        ("one crore twenty lakh", [("one crore twenty lakh", "12000000")]),
        ("three trillion", [("three trillion", "3000000000000")]),
        ("three trillion two hundred billion", [("three trillion two hundred billion", "3200000000000")]),
        ("two point five million", [("two point five million", "2500000")]),
        ("four million and six million", [("four million", "4000000"), ("six million", "6000000")]),
        ("THREE MILLION", [("THREE MILLION", "3000000")]),
    ],
)
def test_numbers(text, numbers):
    assert _found(text) == [(surface, Decimal(value)) for surface, value in numbers]


@pytest.mark.parametrize(
    "text",
    ["", "none", "someone", "tenfold", "a", "half", "a half", "quarter", "million", "millions of", "of a hundredfold"],
)
def test_no_numbers(text):
    assert _found(text) == []


@pytest.mark.parametrize(
    ("text", "end", "scale"), [("5 m deep", 3, 10**6), ("5m", 2, 10**6), ("7k", 2, 1000), ("1400 mm wide", 7, 10**6)]
)
def test_a_letter_is_a_scale_beside_money_only(text, end, scale):
    (number,) = find(text)
    assert number.loose == (end, scale)
    assert number.scale == 1
    tight = number.tightened()
    assert (tight.end, tight.scale, tight.value) == (end, scale, number.value * scale)
    assert tight.tightened() == tight


def test_a_number_takes_its_neighbours_scale():
    two, three = find("2 and 3 million")
    assert two.scaled_like(three).value == 2_000_000
    assert three.large
    assert not two.large


@pytest.mark.parametrize(("name", "value"), [("Crores", 10**7), ("mn", 10**6), ("BN", 10**9), ("thousands", 1000)])
def test_factor(name, value):
    assert factor(name) == value


def test_what_is_too_long_is_no_number():
    assert find("1" * (LONGEST + 1)) == []
    assert len(find("1" * LONGEST)) == 1


WORDS = """1 12 1,000 1.5 2,50,000 ½ 1/2 million bn m half a quarter of and two five twenty hundred point thousand
crore - ."""
PIECES = st.sampled_from(WORDS.split())
TEXTS = st.one_of(st.text(max_size=60), st.builds(" ".join, st.lists(PIECES, max_size=15)))


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_numbers_stand_in_order_and_are_finite(text):
    end = 0
    for number in find(text):
        assert end <= number.start < number.end <= len(text)
        end = number.end
        assert number.value.is_finite()
        assert number.value >= 0
        assert number.scale >= 1
    assert find(text) == find(text)


@given(st.integers(0, 10**15))
def test_separators_do_not_change_a_number(value):
    for separator in (",", ".", "'", " ", "\u00a0"):
        printed = f"{value:,}".replace(",", separator)
        assert read_digits(printed) == value


@given(st.decimals(0, 10**9, places=2))
def test_plain_keeps_the_value(value):
    assert plain(value) == value
