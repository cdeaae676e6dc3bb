"""The details of records: what for, which project, goods, where, by whom; what a row leaves out is not compared."""

import json
from pathlib import Path
from typing import Any

import pytest

import extractor
from extractor.model import GrantRecord

CASES = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "cases" / "details.jsonl").read_text(encoding="utf-8").splitlines()
]


def _plain(record: GrantRecord) -> dict[str, Any]:
    return {
        "amount": f"{record.amount.value} {record.amount.currency}" if record.amount else None,
        "donors": sorted(d.name for d in record.donors),
        "title": record.title,
        "programme": record.programme.name if record.programme else None,
        "purpose": record.purpose,
        "goods": [f"{e.quantity or ''} {e.description}".strip() for e in record.equipment],
        "places": [place.name for place in record.locations],
        "people": [person.name for person in record.people],
        "roles": [person.role for person in record.people],
    }


@pytest.fixture(scope="module")
def reader() -> extractor.Extractor:
    return extractor.load()


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(
            case, id=case["id"], marks=[pytest.mark.xfail(reason=case["xfail"], strict=True)] if "xfail" in case else []
        )
        for case in CASES
    ],
)
def test_details(reader: extractor.Extractor, case: dict[str, Any]) -> None:
    found = [_plain(record) for record in reader.extract(case["text"], published="2024-05-06")]
    compared = [{key: record[key] for key in wanted} for record, wanted in zip(found, case["records"], strict=False)]
    assert compared == case["records"]
    assert len(found) == len(case["records"]), found


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_what_is_told_stands_in_the_text(reader: extractor.Extractor, case: dict[str, Any]) -> None:
    for record in reader.extract(case["text"], published="2024-05-06"):
        for span in record.spans():
            assert case["text"][span.start : span.end] == span.text
