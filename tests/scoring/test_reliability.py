"""Confidence against what is usable: bins of about as many records, and intervals."""

import pytest

from extractor.scoring.reliability import bins


def test_bins_are_of_about_as_many_and_lowest_first():
    said = [(n / 100, n % 2 == 0) for n in range(100)]
    found = bins(list(reversed(said)))
    assert [part.records for part in found] == [20] * 5
    assert [part.said for part in found] == pytest.approx([0.095, 0.295, 0.495, 0.695, 0.895])
    assert all(part.right == 0.5 for part in found)


def test_equal_confidences_are_not_parted():
    found = bins([(0.3, False)] * 7 + [(0.6, True)] * 3)
    assert [(part.records, part.said) for part in found] == [(7, pytest.approx(0.3)), (3, pytest.approx(0.6))]


def test_the_interval_is_wilsons_and_stays_a_share():
    """Of 10 with none right the interval ends at z² / (n + z²)."""
    (part,) = bins([(0.2, False)] * 10)
    assert (part.low, part.high) == (0.0, pytest.approx(3.8415 / 13.8415, abs=1e-4))
    assert part.covers
    (sure,) = bins([(0.9, False)] * 10)
    assert not sure.covers


def test_nothing_said_gives_no_bins():
    assert bins([]) == ()
