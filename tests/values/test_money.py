"""Sums of money: rows of sentences with the sums that a reader marks, and what holds for any text."""

import json
import sys
import time
from decimal import Decimal
from pathlib import Path

import pytest
from babel.numbers import get_currency_name
from hypothesis import given, settings
from hypothesis import strategies as st
from pycountry import currencies as iso

from extractor.lexicon import Lexicon
from extractor.lexicon.currencies import currencies
from extractor.values.money import compare, find, plausible, read, settle, show

CASES = Path(__file__).parent.parent / "cases" / "money.jsonl"
ROWS = [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]
KNOWN = {
    "A fine of 3,5 Mio. EUR was set.": "the point of an abbreviated scale parts the number from its code",
    "Forty million dollar homes were sold.": "the same words may be a sum of forty million",
    "France promised $3 million, Denmark two.": "a number without scale and unit is not taken for a sum",
    "A bag of maize is K350 in Lusaka.": "a letter and a small number are read only beside a word of price",
    "Tunis borrows 4m [Tunisian] dinars.": "an editor's brackets between number and name are not looked through",
}
TABLE = currencies(Lexicon())
# Funds, metals and units of account: nobody gives aid in them, and the table has none of them.
NO_MONEY = set("BOV CHE CHW CLF COU MXV USN UYI UYW VED XAD XAG XAU XBA XBB XBC XBD XPD XPT XSU XTS XXX".split())  # noqa: SIM905


def _row(row):
    reason = KNOWN.get(row["text"])
    return pytest.param(row, id=row["text"][:70], marks=[pytest.mark.xfail(reason=reason)] if reason else [])


def _expected(row):
    for surface, value, *qualifier in row["expect"]:
        number, code = value.split()
        yield surface, Decimal(number), code, *(qualifier or ["exact"])


@pytest.mark.parametrize("row", [_row(row) for row in ROWS])
def test_sums(row):
    text = row["text"]
    found = [(text[m.start : m.end], m.value, m.currency, m.qualifier) for m in find(text)]
    assert found == list(_expected(row))


def test_rows_are_many_and_a_third_of_them_negative_or_mixed():
    assert len(ROWS) >= 400
    assert len({row["text"] for row in ROWS}) == len(ROWS)
    assert sum(not row["expect"] or row["note"].startswith("mixed") for row in ROWS) * 3 >= len(ROWS)
    assert set(KNOWN) <= {row["text"] for row in ROWS}


@pytest.mark.parametrize("row", ROWS, ids=[row["text"][:70] for row in ROWS])
def test_rows_are_well_made(row):
    end = 0
    for surface, value, _, qualifier in _expected(row):
        start = row["text"].index(surface, end)
        end = start + len(surface)
        assert value >= 0
        assert qualifier in {"exact", "about", "up_to", "at_least", "more_than", "less_than"}
    assert all((value == "0") or not value.startswith("00") for _, value, *_ in row["expect"])
    assert row["note"].startswith(("negative", "mixed")) or row["expect"]


@pytest.mark.parametrize("code", sorted({currency.alpha_3 for currency in iso} - NO_MONEY))
def test_every_currency_of_iso_4217_is_known_by_code_and_name(code):
    (sum_,) = find(f"They paid {code} 5 million for it.")
    assert code in (sum_.currency, *sum_.candidates)
    for count in (1, 2):
        name = get_currency_name(code, count=count, locale="en")
        text = f"They paid 5 million {name} for it."
        (sum_,) = find(text)
        assert code in (sum_.currency, *sum_.candidates)
        assert text[sum_.start : sum_.end] == f"5 million {name}"


@pytest.mark.parametrize(
    ("text", "likely", "other"),
    [
        ("$5 million", "USD", "AUD"),
        ("5 million dollars", "USD", "FJD"),
        ("Rs 5 crore", "INR", "PKR"),
        ("Sh5 million", "KES", "TZS"),
        ("5 million francs", "CHF", "XOF"),
        ("5 million CFA francs", "XOF", "XAF"),
        ("P5 million", "PHP", "BWP"),
        ("K5 million", "ZMW", "PGK"),
        ("¥5 million", "JPY", "CNY"),
        ("kr 5 million", "NOK", "SEK"),
        ("T$5 million", "TOP", "WST"),
        ("5 million pounds", "GBP", "EGP"),
    ],
)
def test_what_is_ambiguous_says_so(text, likely, other):
    (sum_,) = find(text)
    assert sum_.currency == sum_.candidates[0] == likely
    assert other in sum_.candidates


@pytest.mark.parametrize("text", ["US$5 million", "5 million Swiss francs", "A$5m", "EUR 5m", "5 million yen", "₹5"])
def test_what_is_plain_has_no_candidates(text):
    (sum_,) = find(text)
    assert sum_.candidates == ()


@pytest.mark.parametrize(
    ("text", "equivalent_of"),
    [
        ("The grant is $54,976 (P2,777,296).", [None, 0]),
        ("It lent 76 million yuan, or around $10.5 million.", [None, 0]),
        ("It lent 76 million yuan, or around $10.5 million (€9.6 million).", [None, 0, 0]),
        ("It costs Rs 280 crore (USD 34 million), of which USD 5 million is a gift.", [None, 0, None]),
        ("Tokyo gave $5 million, Berlin €4 million.", [None, None]),
        ("Tokyo gave $5 million or 12 trillion yen.", [None, None]),
        ("Tokyo gave $5 million and €4 million.", [None, None]),
        ("Ottawa gave $5 million ($4 million in cash).", [None, None]),
    ],
)
def test_restatements_are_tied_to_their_sum(text, equivalent_of):
    assert [sum_.equivalent_of for sum_ in find(text)] == equivalent_of


def test_other_dollars_in_brackets_leave_the_bare_one_to_others():
    bare, told = find("The clinic cost $70,000 (US$50,000).")
    assert bare.currency != told.currency == "USD"
    assert "USD" not in bare.candidates


@pytest.mark.parametrize(
    ("candidates", "countries", "explicit", "code"),
    [
        (("KES", "TZS", "UGX"), ["CN", "TZ"], (), "TZS"),
        (("KES", "TZS", "UGX"), ["CN"], (), "KES"),
        (("KES", "TZS", "UGX"), ["TZ"], ("UGX",), "UGX"),
        (("KES", "TZS", "UGX"), ["TZ"], ("UGX", "KES"), "TZS"),
        (("USD", "AUD"), ["AU"], (), "USD"),
        (("USD", "AUD"), [], ("AUD",), "AUD"),
        (("XOF", "XAF"), ["FR", "CM"], (), "XAF"),
    ],
)
def test_settle(candidates, countries, explicit, code):
    assert settle(candidates, countries, explicit) == code


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("$352,530", "352,530 dollars", True),
        ("$352,530", "€352,530", False),
        ("$352,530", "about $350,000", True),
        ("$352,530", "over $350,000", True),
        ("$352,530", "nearly $360,000", True),
        ("$352,530", "$350,000", False),
        ("$352,530", "over $360,000", False),
        ("$352,530", "less than $350,000", False),
        ("$352,530", "about $300,000", True),
        ("$352,530", "about $500,000", False),
    ],
)
def test_compare(one, other, same):
    (a,), (b,) = find(one), find(other)
    assert compare(a, b) is same
    assert compare(b, a) is same


@pytest.mark.parametrize(
    ("one", "other", "likely"),
    [
        ("54976 USD", "2777296 PHP", True),
        ("54976 USD", "54976 JPY", False),
        ("5 USD", "5 USD", True),
        ("5 USD", "6 USD", False),
        ("5 USD", "5 ZWG", True),  # no rate is known
        ("0 USD", "5 JPY", True),
        ("4860000 USD", "2400000 CAD", False),
        ("4860000 XCD", "2400000 CAD", True),
    ],
)
def test_plausible(one, other, likely):
    a, b = read(one), read(other)
    assert plausible((a.value, a.currency), (b.value, b.currency)) is likely
    assert plausible((b.value, b.currency), (a.value, a.currency)) is likely


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("US$8.6 million", "8600000 USD"),
        ("about EUR 1.234,56", "1234.56 EUR"),
        ("between 80 and 100 million dollars", "100000000 USD"),
        ("a $5 grant", None),
        ("fifteen", None),
        ("$5 and $6", None),
        ("", None),
        ("the 3 wells cost $5", None),
        ("$3 million or more", "3000000 USD"),
        ("5 ALL", "5 ALL"),
        ("28.90 KES", "28.90 KES"),
        ("5 ABC", None),
    ],
)
def test_read(text, value):
    found = read(text)
    assert (found and show(found)) == value


CODES = st.sampled_from(sorted(TABLE.codes))
PLAIN = st.sampled_from(["USD", "EUR", "CHF", "JPY", "KES", "XOF", "CNY", "GBP"])
VALUES = st.decimals(0, 10**15, places=2, allow_nan=False, allow_infinity=False)
WHOLE = st.integers(1, 10**12)
SCALES = {"m": 10**6, "million": 10**6, "bn": 10**9, "billion": 10**9, "crore": 10**7, "lakh": 10**5, "k": 1000}


@given(VALUES, CODES)
def test_a_sum_that_was_printed_is_read_again(value, code):
    found = read(f"{value:f} {code}")
    assert found is not None
    assert (found.value, found.currency) == (value, code)
    assert read(show(found)) is not None
    assert show(read(show(found))) == show(found)


@given(WHOLE, PLAIN)
def test_every_way_of_writing_a_sum_gives_its_value(value, code):
    for text in (
        f"{code} {value:,}",
        f"{code}{value:,}",
        f"{value:,} {code}",
        f"{code} {value:,}.00",
        f"{code} {value:,}".replace(",", " "),
        f"{code} {value:,}".replace(",", "."),
        f"{code} {value:,}".replace(",", "'"),
    ):
        if value < 1000 and text.count(",") == 0 and text.endswith(".00"):
            continue
        found = read(text)
        assert found is not None, text
        assert (found.value, found.currency) == (value, code), text


@given(
    st.integers(1, 999),
    st.integers(0, 9),
    st.sampled_from([*SCALES]),
    PLAIN,
)
def test_scales(whole, tenth, scale, code):
    blank = "" if len(scale) < 3 else " "
    (found,) = find(f"It received {code} {whole}.{tenth}{blank}{scale} last year.")
    assert (found.value, found.currency) == ((whole + Decimal(tenth) / 10) * SCALES[scale], code)


WORDS = """$ US$ € £ Rs K P ¢ % = ≈ ~ ( ) [ ] , . - – / : and or to of between up about over nearly the a each million
bn m k crore lakh half quarter hundred thousand two five twenty dollars dollar cents pounds euro euros yen francs
shillings won real mark USD EUR ALL TOP CFA 1 5 10 1,000 1.5 2,50,000 1'000 0.5 ½ 2007 of it grants people Hong Kong
İ １２ ٢٠ kg worth"""
PIECES = st.lists(st.sampled_from([*WORDS.split(), " ", "\n", "\u00a0"]), max_size=25)
TEXTS = st.one_of(st.text(max_size=80), st.builds(" ".join, PIECES), st.builds("".join, PIECES))


@settings(max_examples=600, deadline=None)
@given(TEXTS)
def test_any_text_gives_sums_in_order_that_can_be_printed_and_read(text):
    found = find(text)
    end = 0
    for index, sum_ in enumerate(found):
        assert end <= sum_.start < sum_.end <= len(text)
        end = sum_.end
        assert text[sum_.start : sum_.end].strip() == text[sum_.start : sum_.end]
        assert sum_.value >= 0
        assert sum_.currency in TABLE.codes
        assert not sum_.candidates or sum_.candidates[0] == sum_.currency
        assert sum_.equivalent_of is None or 0 <= sum_.equivalent_of < index
        again = read(show(sum_))
        assert again is not None
        assert (again.value, again.currency) == (sum_.value, sum_.currency)
    assert find(text) == found
    read(text)


MEGABYTE = 1_000_000
CHEAP = ["1", "$", "may ", ",", "([", "1,", "million ", "half a ", " ", "\u00a0", "-"]
DEAR = [
    "$1 ",
    "1 million ",
    "$1 (",
    "5 dollars and ",
    "1 = $1 ",
    "K1 ",
    "$5 to ",
    "5 million of it ",
    "½",
    "a million ",
]


@pytest.mark.parametrize("unit", CHEAP)
def test_a_megabyte_of_nothing_holds_no_sum(unit):
    assert find((unit * MEGABYTE)[:MEGABYTE]) == []


def _work(text):
    """Count the calls that finding takes, of Python's functions and of C's."""
    calls = 0

    def count(frame, event, argument):
        nonlocal calls
        calls += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        find(text)
    finally:
        sys.setprofile(before)
    return calls


@pytest.mark.parametrize("unit", [*CHEAP, *DEAR])
def test_work_grows_with_the_text_and_no_faster(unit):
    find(unit * 100)  # caches
    short, long = unit * (4_000 // len(unit)), unit * (16_000 // len(unit))
    assert _work(long) <= 4.4 * _work(short) + 200


def _spent(text):
    begin = time.process_time()
    find(text)
    return time.process_time() - begin


@pytest.mark.parametrize("unit", [*CHEAP, *DEAR])
def test_patterns_do_not_run_away_on_hostile_text(unit):
    """Eight times the text may take eight times as long, with room for noise; what is quadratic takes 64 times."""
    size = 20_000 if unit in DEAR else 100_000
    short, long = (unit * size)[:size], (unit * size * 8)[: size * 8]
    assert min(_spent(long) for _ in range(2)) < 30 * max(_spent(short), 0.002)
