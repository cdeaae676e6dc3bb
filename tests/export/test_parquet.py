"""Parquet holds every field of a record, lists as lists."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from storage.made_records import records

from extractor.errors import StoreError
from extractor.export.parquet import ParquetFile
from extractor.model import GrantRecord

from .made import ALL, PORT

parquet = pytest.importorskip("pyarrow.parquet")


def test_records_come_back(tmp_path: Path) -> None:
    with ParquetFile(tmp_path / "a.parquet") as file:
        for article, record in ALL:
            file.write(article, record)
    rows = parquet.read_table(tmp_path / "a.parquet").to_pylist()
    assert [row["record_id"] for row in rows] == [record.record_id for _, record in ALL]
    loan = rows[0]
    assert (loan["amount_value"], loan["amount_number"], loan["amount_qualifier"]) == (
        "12500000.50",
        12500000.5,
        "about",
    )
    assert loan["donors"][0] == {"name": "Denmark", "country": "DK", "kind": "government"}
    assert loan["dates"] == {"agreed": "2024-03-04", "announced": None, "start": None, "end": "2026-Q2"}
    assert (loan["published"], loan["year"]) == (PORT.published, 2024)
    assert loan["evidence"][0]["text"] == "signed a loan of 12500000.50 kroner"
    assert loan["loan_terms"]["maturity_years"] == 25
    assert rows[1]["loan_terms"] is None


@settings(max_examples=40, deadline=None)
@given(st.lists(records("port"), min_size=1, max_size=3))
def test_any_record_can_be_written(tmp_path_factory: pytest.TempPathFactory, made: list[GrantRecord]) -> None:
    path = tmp_path_factory.mktemp("any") / "a.parquet"
    with ParquetFile(path) as file:
        for record in made:
            file.write(PORT, record)
    rows = parquet.read_table(path).to_pylist()
    for row, record in zip(rows, made, strict=True):
        assert row["amount_value"] == (record.amount.value if record.amount else None)
        assert [one["name"] for one in row["donors"]] == [one.name for one in record.donors]
        assert [(one["start"], one["text"]) for one in row["evidence"]] == [(s.start, s.text) for s in record.spans()]
        assert row["notes"] == record.notes


def test_many_rows_are_written_in_groups(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extractor.export.parquet._ROWS_AT_ONCE", 2)
    with ParquetFile(tmp_path / "a.parquet") as file:
        for article, record in ALL:
            file.write(article, record)
    assert parquet.ParquetFile(tmp_path / "a.parquet").num_row_groups == 3


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"a\.parquet: can't be written"):
        ParquetFile(tmp_path / "none" / "a.parquet")
