"""Sentences to records: rows of text and what a reader takes from it. Only the fields that a row names are compared."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import extractor
from extractor.assembly import Extractor
from extractor.model import GrantRecord, Party

ROWS = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "cases" / "flows.jsonl").read_text(encoding="utf-8").splitlines()
]


@cache
def reader() -> Extractor:
    return extractor.load()


def party(side: Party) -> str:
    """A state is told by its country, anybody else by name."""
    return side.country or side.name if side.kind == "government" else side.name


def seen(record: GrantRecord, field: str) -> Any:
    match field:
        case "donors" | "implementers" | "recipients":
            return [party(side) for side in getattr(record, field)]
        case "amount":
            return f"{record.amount.value} {record.amount.currency}" if record.amount else None
        case "agreed":
            return record.dates.agreed.value if record.dates.agreed else None
        case _:
            return getattr(record, field)


@pytest.mark.parametrize(
    "row",
    [
        pytest.param(
            row, id=row["note"], marks=[pytest.mark.xfail(reason=row["xfail"], strict=True)] if "xfail" in row else []
        )
        for row in ROWS
    ],
)
def test_reads_what_a_reader_would(row: dict[str, Any]) -> None:
    records = reader().extract(row["text"], published=row.get("published"))
    assert [
        {field: seen(record, field) for field in wanted}
        for record, wanted in zip(records, row["records"], strict=False)
    ] == row["records"]
    assert len(records) == len(row["records"])


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["note"])
def test_every_span_slices_right(row: dict[str, Any]) -> None:
    for record in reader().extract(row["text"], published=row.get("published")):
        spans = list(record.spans())
        assert spans
        for span in spans:
            assert row["text"][span.start : span.end] == span.text
