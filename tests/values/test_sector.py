"""Sectors from words: cases as rows, what holds for any text, and what the tables promise."""

import json
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.errors import LexiconError
from extractor.lexicon.load import Lexicon
from extractor.lexicon.sectors import COMPANY, SILENT, SectorCue, names
from extractor.values.sector import classify, several

CASES = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "cases" / "sectors.jsonl").read_text(encoding="utf-8").splitlines()
]
DEFAULT = Lexicon()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["purpose"][:60] or "no purpose")
def test_code(case):
    guess = classify(case["purpose"], weaker=case.get("weaker", ()))
    assert (guess.code if guess else None) == case["code"]


@pytest.mark.parametrize(
    ("purpose", "code"),
    [
        # The thing leads; that its users' sector decides would need the parse.
        ("solar-powered patrol boats for the marine reserve", "410"),
        ("food for the pupils' canteen", "110"),
    ],
)
@pytest.mark.xfail(strict=True)
def test_who_it_is_for_decides(purpose, code):
    guess = classify(purpose)
    assert guess is not None
    assert guess.code == code


@pytest.mark.parametrize(
    ("purpose", "expected"),
    [
        ("health, education and water supply", True),
        ("schools and clinics", True),
        ("roads, bridges and ports", False),
        ("a school", False),
        ("", False),
        ("food, medicines and tents for earthquake victims", False),
        ("a hospital, with a road to it", False),
    ],
)
def test_several(purpose, expected):
    assert several(purpose) is expected


def test_cues_point_at_the_words_that_decided():
    purpose = "Forty desks for a primary school and its kindergarten"
    guess = classify(purpose)
    assert guess is not None
    assert [purpose[start:end] for start, end in guess.cues] == ["desks", "primary school", "kindergarten"]


def test_a_guess_from_weaker_texts_alone_has_no_cues():
    guess = classify("phase two", weaker=["The hospital opened."])
    assert guess is not None
    assert (guess.code, guess.cues) == ("120", ())


def test_earlier_weaker_texts_count_more():
    first = classify("", weaker=["a hospital", "a school"])
    second = classify("", weaker=["a school", "a hospital"])
    assert first is not None
    assert second is not None
    assert (first.code, second.code) == ("120", "110")


def test_rivals_lower_the_score():
    alone = classify("a hospital")
    rivalled = classify("a hospital near the old railway station")
    assert alone is not None
    assert rivalled is not None
    assert alone.score == 1.0
    assert rivalled.code == "120"
    assert rivalled.score < alone.score


def test_a_users_rows_come_last_and_win(tmp_path):
    (tmp_path / "sectors.tsv").write_text("code\tweight\tcues\n310\t4\tkraal|hospital\n", encoding="utf-8")
    lexicon = Lexicon((tmp_path,))
    for purpose in ("two kraals", "a hospital"):
        guess = classify(purpose, lexicon=lexicon)
        assert guess is not None
        assert guess.code == "310"
    assert classify("two kraals") is None


@pytest.mark.parametrize(
    "row",
    ["31\t4\tkraal", "310\t9\tkraal", "310\t4\tkraal|!", "777\t4\tkraal"],
    ids=["code", "weight", "cue", "unknown"],
)
def test_a_users_bad_row_is_refused(tmp_path, row):
    (tmp_path / "sectors.tsv").write_text(f"code\tweight\tcues\n{row}\n", encoding="utf-8")
    with pytest.raises(LexiconError, match="sectors"):
        classify("a kraal", lexicon=Lexicon((tmp_path,)))


def test_no_cue_stands_twice():
    seen = Counter(cue for row in DEFAULT.rows(SectorCue) for cue in row.cues)
    assert [cue for cue, count in seen.items() if count > 1] == []


def test_every_sector_has_cues():
    assert {row.code for row in DEFAULT.rows(SectorCue)} - {SILENT, COMPANY} == set(names(DEFAULT))


@pytest.mark.parametrize("row", DEFAULT.rows(SectorCue), ids=lambda row: f"{row.code}-{row.weight}")
def test_each_cue_alone_says_its_sector(row):
    if row.code in (SILENT, COMPANY):
        assert {cue: classify(cue) for cue in row.cues if row.code == SILENT and classify(cue)} == {}
        return
    wrong = {cue: guess for cue in row.cues if (guess := classify(cue)) is None or guess.code != row.code}
    assert wrong == {}


@given(st.text(max_size=200), st.lists(st.text(max_size=80), max_size=3))
def test_any_text_is_answered_within_itself(purpose, weaker):
    guess = classify(purpose, weaker=weaker)
    if guess is not None:
        assert 0 < guess.score <= 1
        assert all(0 <= start < end <= len(purpose) for start, end in guess.cues)


@given(st.sampled_from([case["purpose"] for case in CASES if case["code"]]))
def test_capitals_and_spaces_around_do_not_matter(purpose):
    plain = classify(purpose)
    padded = classify(f"  {purpose}  ")
    assert (plain and plain.code) == (padded and padded.code)


@pytest.mark.parametrize(
    "text",
    [
        *(char * 10**6 for char in "9$,("),
        *(word * 50_000 for word in ("may ", "health, ", "Ministry of ", "Health ")),
        "A" * 10**6 + " Ltd",
        "Health " + "AaA." * 5_000 + " Ltd",
        "Health " + "A." * 15 + " Ltd",
        "health" + " " * 10**6 + "and",
    ],
    ids=lambda text: text[:12],
)
def test_long_monotony_is_read(text):
    guess = classify(text, weaker=[text])
    assert guess is None or guess.code in names(DEFAULT)
