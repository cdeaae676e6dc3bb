"""Both ways of counting, on cases counted by hand."""

import pytest
from hypothesis import given, settings

from extractor.formats.offsets import CodeUnits

from .made import CASES, TEXTS


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["note"])
def test_cases_are_counted_right(case: dict) -> None:
    text, (start, end) = case["text"], case["points"]
    assert text[start:end] == case["words"]
    units = text.encode("utf-16-le")
    assert units[2 * case["units"][0] : 2 * case["units"][1]].decode("utf-16-le") == case["words"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["note"])
def test_there_and_back(case: dict) -> None:
    units = CodeUnits(case["text"])
    assert [units.from_points(offset) for offset in case["points"]] == case["units"]
    assert [units.to_points(offset) for offset in case["units"]] == case["points"]


def test_half_a_character_is_none() -> None:
    units = CodeUnits("a😀b")
    assert [units.to_points(offset) for offset in range(6)] == [0, 1, None, 2, 3, 4]


@settings(deadline=None)
@given(TEXTS)
def test_every_offset_of_any_text(text: str) -> None:
    units = CodeUnits(text)
    for offset in range(len(text) + 1):
        there = units.from_points(offset)
        assert there == len(text[:offset].encode("utf-16-le")) // 2
        assert units.to_points(there) == offset
