"""`extractor export` and `totals` as a person meets them."""

import json
from pathlib import Path

import pytest
from export.made import database

REPORTER = ("--reporting-org", "XX-EXAMPLE-1", "Example Institute")


@pytest.fixture
def db(tmp_path: Path) -> str:
    return database(tmp_path)


@pytest.mark.parametrize(("to", "start"), [("csv", b"\xef\xbb\xbfrecord_id,"), ("parquet", b"PAR1")])
def test_all_records(call, db: str, tmp_path: Path, to: str, start: bytes) -> None:
    result = call("export", db, "--to", to, "-o", tmp_path / "out")
    assert result.exit_code == 0
    assert "5 records" in result.stderr
    assert (tmp_path / "out").read_bytes().startswith(start)


def test_iati_holds_what_is_countable_and_dated(call, db: str, tmp_path: Path) -> None:
    result = call("export", db, "--to", "iati", "-o", tmp_path / "a.xml", *REPORTER)
    assert result.exit_code == 0
    assert "not exported: 0000000000000005 of wells: no date is told" in result.stderr
    assert "not exported, not countable: 2\nnot exported, undated: 1\n2 records" in result.stderr
    assert (tmp_path / "a.xml").read_text().count("<iati-activity ") == 2
    assert "4 records" in call("export", db, "--to", "iati", "-o", tmp_path / "a.xml", "--all", *REPORTER).stderr


def test_datasette(call, db: str, tmp_path: Path) -> None:
    assert call("export", db, "--to", "datasette", "-o", tmp_path / "m.json").exit_code == 0
    assert list(json.loads((tmp_path / "m.json").read_text())["databases"]) == ["grants"]


def test_a_command_line_that_cannot_be_meant(call, db: str, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert call("export", db, "--to", "iati", "-o", out).exit_code == 2
    assert call("export", db, "--to", "iati", "-o", out, "--reporting-org", "a b", "x").exit_code == 2
    assert call("export", db, "--to", "csv", "-o", out, *REPORTER).exit_code == 2
    assert call("export", db, "--to", "csv", "-o", db).exit_code == 2
    assert call("export", "grants.txt", "--to", "csv", "-o", out).exit_code == 2
    assert call("export", tmp_path / "none.db", "--to", "csv", "-o", out).exit_code == 1
    assert not out.exists()


def test_totals(call, db: str) -> None:
    result = call("totals", db, "--by", "donor,year")
    assert result.stdout == "donor\tyear\tcurrency\tamount\tflows\nDK\t2024\tDKK\t12500000.60\t2\nFJ\t-\t-\t-\t1\n"
    first = json.loads(call("totals", db, "--by", "recipient", "--json").stdout.splitlines()[-1])
    assert first == {"recipient": "PE", "currency": "DKK", "amount": "0.10", "flows": 1}


@pytest.mark.parametrize("by", ["", "colour", "donor,donor"])
def test_keys_that_mean_nothing(call, db: str, by: str) -> None:
    assert call("totals", db, "--by", by).exit_code == 2
