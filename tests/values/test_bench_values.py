"""The benchmark scores as it says and names who is missing."""

import importlib.util
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / "scripts" / "bench_values.py"


@pytest.fixture(scope="module")
def bench():
    spec = importlib.util.spec_from_file_location("bench_values", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    sys.modules["bench_values"] = module
    spec.loader.exec_module(module)
    yield module
    del sys.modules["bench_values"]


def _score(bench, expected, found):
    return bench.score([bench.Row("", [bench.Found(*e) for e in expected])], [[bench.Found(*f) for f in found]])


@pytest.mark.parametrize(
    ("expected", "found", "rates"),
    [
        ([(0, 4, "5 USD")], [(0, 4, "5 USD")], (1, 1, 1)),
        ([(0, 4, "5 USD")], [(2, 6, "5.00 USD")], (1, 1, 1)),
        ([(0, 4, "5 USD")], [(4, 6, "5 USD")], (0, 0, 0)),
        ([(0, 4, "5 USD")], [(0, 4, "5 EUR")], (0, 0, 0)),
        ([(0, 4, "5 USD")], [(0, 4, "6 USD")], (0, 0, 0)),
        ([(0, 4, "5 USD"), (5, 9, "5 USD")], [(0, 9, "5 USD")], (1, 0.5, 2 / 3)),
        ([(0, 4, "2024-Q3")], [(0, 4, "2024-08-15")], (1, 1, 1)),
        ([(0, 4, "2024")], [(0, 4, "2024-08-15")], (1, 1, 1)),
        ([(0, 4, "2024-08-15")], [(0, 4, "2024")], (0, 0, 0)),
        ([(0, 4, "")], [(0, 4, "2024-08-15")], (0, 0, 0)),
        ([(0, 4, "2024"), (6, 9, "")], [(0, 4, "2024"), (6, 9, "2025"), (11, 12, "2026")], (0.5, 1, 2 / 3)),
        ([], [], (0, 0, 0)),
    ],
)
def test_score(bench, expected, found, rates):
    assert _score(bench, expected, found) == pytest.approx(rates)


def test_rows_are_read_with_their_places(bench):
    for rows in (bench.money_rows(), bench.date_rows()):
        assert len(rows) >= 400
        assert all(0 <= m.start < m.end <= len(row.text) for row in rows for m in row.expected)


def test_who_is_missing_is_named(bench):
    absent = bench._optional("Nobody", "no_such_library_at_all", lambda module: None)
    assert (absent.read, absent.note) == (None, "not installed")
    (result,) = bench.compare([bench.Row("It cost $5.", [])], [absent], 1)
    assert (result.f1, result.takes) == (None, None)
    assert "not installed" in bench.table("money", [], [result])


def test_what_is_below_is_named(bench):
    def results(f1, takes):
        names = (bench.OURS, "dateparser.search", bench.ALONE)
        return [bench.Result(name, f1=f1, takes=takes) for name in names]

    assert list(bench.below({"money": results(0.97, 12), "dates": results(0.97, 12)})) == []
    assert len(list(bench.below({"money": results(0.95, 0.5), "dates": results(0.9, 9)}))) == 4
    assert len(list(bench.below({"money": results(None, None), "dates": results(None, None)}))) == 4


def test_ours_reads_the_rows(bench):
    ours, *_ = bench.money_contestants(None)
    rows = bench.money_rows()
    assert bench.score(rows, ours.read(rows))[2] >= bench.MUST["money F1"]
    ours, *_ = bench.date_contestants(None)
    rows = bench.date_rows()
    assert bench.score(rows, ours.read(rows))[2] >= bench.MUST["dates F1"]
