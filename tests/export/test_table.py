"""CSV that no spreadsheet runs, and that says what the records say."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.errors import StoreError
from extractor.export.table import COLUMNS, CsvFile, inert, row

from .made import ALL, GIFT, LOAN, PORT


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_a_row_a_record(tmp_path: Path) -> None:
    with CsvFile(tmp_path / "a.csv") as file:
        for article, record in ALL:
            file.write(article, record)
    loan, gift, *rest = read(tmp_path / "a.csv")
    assert list(loan) == list(COLUMNS)
    assert len(rest) == 3
    assert loan["amount"] == "12500000.50"
    assert loan["donors"] == "Denmark; Danish International Development Agency"
    assert (loan["donor_countries"], loan["recipient_countries"]) == ("DK", "EC; PE; CL")
    assert (loan["year"], loan["agreed"], loan["end"], loan["start"]) == ("2024", "2024-03-04", "2026-Q2", "")
    assert (loan["equipment"], loan["people"]) == ("2 sets x crane", "Ane Holm, envoy")
    assert (loan["countable"], loan["equivalents"]) == ("true", "1800000 USD")
    assert loan["quote"] == "signed a loan of 12500000.50 kroner"
    assert (gift["amount"], gift["purpose"], gift["interest_rate"]) == ("0.10", "", "")


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", " =1", "\n=1", "＝1", "\ttab", "\r=1", "-", "\u00a0=1"],
)
def test_a_formula_is_made_text(text: str) -> None:
    assert inert(text) == f"'{text}"


@pytest.mark.parametrize("text", ["-12", "-12.5", "12", "a=b", "Cote d'Ivoire", "", "'=1"])
def test_what_is_none_stays(text: str) -> None:
    assert inert(text) == text


@given(st.text(max_size=8))
def test_no_cell_begins_as_a_formula(text: str) -> None:
    cell = inert(text)
    assert not cell.lstrip().startswith(tuple("=+@＝＋－＠"))
    assert not cell.lstrip().startswith("-") or cell[1:].replace(".", "").isdigit()


def test_a_hostile_article_stays_in_its_cells(tmp_path: Path) -> None:
    bad = '=HYPERLINK("http://evil.example","x")\r\n,"\0'
    hostile = GIFT.model_copy(update={"title": bad, "purpose": "@" + bad, "notes": [bad, "-x"]})
    with CsvFile(tmp_path / "a.csv") as file:
        file.write(PORT.model_copy(update={"title": bad, "source": bad}), hostile)
    [told] = read(tmp_path / "a.csv")
    assert told["title"] == "'" + bad.replace("\0", "\ufffd")
    assert {cell[0] for cell in told.values() if "HYPERLINK" in cell} == {"'"}


def test_every_column_is_filled_and_explained() -> None:
    assert list(row(PORT, LOAN)) == list(COLUMNS)
    assert all(COLUMNS.values())


def test_a_file_that_fails_leaves_the_old_one(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("old")

    def fail() -> None:
        with CsvFile(path) as file:
            file.write(PORT, LOAN)
            raise ValueError("in the middle")

    with pytest.raises(ValueError, match="in the middle"):
        fail()
    assert path.read_text() == "old"
    assert [file.name for file in tmp_path.iterdir()] == ["a.csv"]
    with pytest.raises(StoreError, match=r"a\.csv: can't be written"), CsvFile(tmp_path / "none" / "a.csv"):
        pass
