"""Dates: rows of sentences with the mentions that a reader marks, and what holds for any text."""

import datetime
import json
import os
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.values.date import add_duration, compare, find, find_durations, read
from extractor.values.dates_arithmetic import parse

CASES = Path(__file__).parent.parent / "cases" / "dates.jsonl"
ROWS = [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]
THURSDAY = datetime.date(2026, 1, 29)


def _row(row):
    return pytest.param(
        row, id=row["text"][:70], marks=[pytest.mark.xfail(reason=row["xfail"])] if "xfail" in row else []
    )


def _found(row):
    published = datetime.date.fromisoformat(row["published"]) if row["published"] else None
    text = row["text"]
    return [
        {"text": text[m.start : m.end], "value": m.value, "precision": m.precision}
        | ({"bound": m.bound} if m.bound else {})
        for m in find(text, published=published)
    ]


@pytest.mark.parametrize("row", [_row(row) for row in ROWS])
def test_mentions(row):
    assert _found(row) == row["mentions"]


def test_rows_are_many_and_a_third_of_them_negative():
    negative = [row for row in ROWS if not row["mentions"] or row["note"].startswith("mixed")]
    assert len(ROWS) >= 400
    assert len(negative) * 3 >= len(ROWS)


@pytest.mark.parametrize(
    ("text", "order", "value"),
    [
        ("5/6/2010", "DMY", "2010-06-05"),
        ("5/6/2010", "MDY", "2010-05-06"),
        ("25/6/2010", "MDY", "2010-06-25"),
        ("6/25/2010", "DMY", "2010-06-25"),
        ("05.06.2010", "MDY", "2010-05-06"),
        ("5/6/10", "DMY", "2010-06-05"),
        ("5/6/98", "DMY", "1998-06-05"),
    ],
)
def test_order_of_day_and_month(text, order, value):
    assert [m.value for m in find(f"Signed {text} in Suva.", order=order)] == [value]


@pytest.mark.parametrize(
    ("text", "context", "value"),
    [
        ("On the same day a second loan was signed.", "2009-06-04", "2009-06-04"),
        ("On the same day a second loan was signed.", "2009-06", None),
        ("That year the harvest failed.", "2009-06-04", "2009"),
        ("A year earlier the harvest had failed.", "2009-06-04", "2008"),
        ("The following month it was paid.", "2009-12", "2010-01"),
        ("On May 23 the wells were opened.", "2009", "2009-05-23"),
        ("In January the wells were opened.", "2009-12-20", "2010-01"),
    ],
)
def test_context(text, context, value):
    assert [m.value for m in find(text, context=context)] == [value]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2007", "2007"),
        ("2025-12", "2025-12"),
        ("2026-Q2", "2026-Q2"),
        ("the end of 2026", "2026"),
        (" 27 January 2026 ", "2026-01-27"),
        ("on 27 January 2026", "2026-01-27"),
    ],
)
def test_read(text, value):
    mention = read(text)
    assert mention is not None
    assert mention.value == value


@pytest.mark.parametrize(
    "text", ["", "2004-2009", "May", "27 January 2026 in Suva", "2026-13", "36 months", "last of all"]
)
def test_read_refuses_what_is_not_one_date(text):
    assert read(text) is None


@pytest.mark.parametrize(
    ("anchor", "years", "months", "value"),
    [
        ("2026-01-29", 5, 0, "2031"),
        ("2026-01", 5, 0, "2031"),
        ("2026-01-29", 0, 36, "2029-01"),
        ("2026-01-29", Decimal("2.5"), 0, "2028-07"),
        ("2026", 0, 6, "2026"),
        ("2026", 1, 6, "2027"),
        ("2026-Q3", 0, 6, "2027-Q1"),
        ("2026-12", 0, 1, "2027-01"),
    ],
)
def test_add_duration(anchor, years, months, value):
    assert add_duration(anchor, years=years, months=months) == value


@pytest.mark.parametrize(("anchor", "years"), [("soon", 1), ("", 1), ("2026", 9000)])
def test_add_duration_refuses(anchor, years):
    with pytest.raises(ValueError, match=r"date|outside"):
        add_duration(anchor, years=years)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("up to 3 trillion yen over the next five years", [("five years", 60, True)]),
        ("for a period of three years from 2024", [("three years", 36, True)]),
        ("to be finished within 36 months", [("36 months", 36, True)]),
        ("a five-year plan", [("five-year", 60, False)]),
        ("over the past two and a half years", [("two and a half years", 30, False)]),
        ("The bank will pay for 18 months.", [("18 months", 18, True)]),
        ("in the coming 3 years", [("3 years", 36, True)]),
        ("within 90 days", [("90 days", 3, True)]),
        ("aged 45 years", []),
        ("the 45-year-old minister", []),
        ("two years ago", []),
        ("three months later", []),
        ("in the 1990s and in 2007", []),
        ("US$5 years of age", []),
    ],
)
def test_durations(text, found):
    assert [(text[d.start : d.end], d.months, d.forward) for d in find_durations(text)] == found


WORDS = """may May March 5 12 31 2010 2007 1999 16 , . - – / ' ( ) : of the end early last next this that same year
month week day Tuesday Q3 H1 FY first half quarter to until from since between and ago earlier later a two few
Christmas Day summer $ # 5th 21st 2,007 Jan. Sept Feburary in by İ １２ ٢٠١٠"""
PIECES = st.lists(st.sampled_from([*WORDS.split(), " ", "\n", "\n\n"]), max_size=25)
TEXTS = st.one_of(st.text(max_size=80), st.builds(" ".join, PIECES), st.builds("".join, PIECES))
CONTEXTS = st.sampled_from([None, "2009", "2009-06", "2009-06-04", "2009-Q2", "x"])
YEARLESS = st.sampled_from(["May 23", "1 March", "July 4"])
DAYS = st.none() | st.dates(datetime.date(1990, 1, 1), datetime.date(2050, 12, 31))


@settings(max_examples=400, deadline=None)
@given(
    TEXTS,
    DAYS,
    st.sampled_from(["DMY", "MDY"]),
    CONTEXTS,
)
def test_any_text_gives_mentions_in_order_with_values_that_parse(text, published, order, context):
    end = 0
    for mention in find(text, published=published, order=order, context=context):
        assert end <= mention.start < mention.end <= len(text)
        end = mention.end
        if mention.value is not None:
            known = parse(mention.value)
            assert known is not None
            assert known.precision == mention.precision
    for duration in find_durations(text):
        assert 0 <= duration.start < duration.end <= len(text)
    read(text, published=published, order=order)


@given(st.dates(datetime.date(1950, 1, 1), datetime.date(2059, 12, 31)))
def test_every_way_of_writing_a_day_is_read(day):
    name = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ][day.month - 1]
    for text in (
        day.isoformat(),
        f"{day.day} {name} {day.year}",
        f"{name} {day.day}, {day.year}",
        f"{name[:3]}. {day.day}, {day.year}",
        f"{day.day:02}.{day.month:02}.{day.year}",
        f"{day.day}/{day.month}/{day.year}",
        f"{day.year}/{day.month:02}/{day.day:02}",
    ):
        mention = read(text)
        assert mention is not None, text
        assert mention.value == day.isoformat(), text


@given(TEXTS, DAYS)
def test_a_value_that_was_printed_is_read_again(text, published):
    for mention in find(text, published=published):
        if mention.value is not None:
            again = read(mention.value)
            assert again is not None
            assert (again.value, again.precision) == (mention.value, mention.precision)
            assert compare(mention.value, mention.value[:4])


@given(st.dates(datetime.date(2000, 1, 1), datetime.date(2040, 12, 31)), YEARLESS)
def test_a_date_without_a_year_lies_behind_the_publication(published, text):
    (mention,) = find(f"They signed it on {text}.", published=published)
    day = datetime.date.fromisoformat(mention.value)
    assert -2 <= (published - day).days <= 366


@pytest.mark.parametrize(
    "unit",
    [
        "may ",
        "May ",
        "1",
        "1,",
        "1/",
        "2010-",
        "2010 ",
        "May 5, ",
        "January, ",
        "the end of ",
        "\n ",
        "(",
        "$",
        "17-",
        "ö",
    ],
)
def test_hostile_text_of_a_size_is_read(unit):
    text = (unit * 200_000)[:200_000]
    for mention in find(text, published=THURSDAY):
        assert mention.end <= len(text)
    assert isinstance(find_durations(text), list)


def test_neither_time_zone_nor_locale_decides():
    code = (
        "import datetime; from extractor.values.date import find; "
        "day = datetime.date(2026, 1, 29); "
        "print([m.value for m in find('Signed last Tuesday, May 5 and 5/6/2010, today.', published=day)])"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code],
            env=os.environ | {"TZ": zone, "LC_ALL": tongue},
            capture_output=True,
            check=True,
        ).stdout
        for zone, tongue in (("UTC", "C"), ("Pacific/Kiritimati", "de_DE.UTF-8"))
    }
    assert len(outputs) == 1
