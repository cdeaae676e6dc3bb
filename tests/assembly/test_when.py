"""Which of the dates of a text is which of its first record, or of that with the `amount` of the row.

Roles that a row leaves out are not compared.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import extractor
from extractor.assembly import Extractor

ROWS = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "cases" / "when.jsonl").read_text(encoding="utf-8").splitlines()
]


@cache
def reader() -> Extractor:
    return extractor.load()


@pytest.mark.parametrize(
    "row",
    [
        pytest.param(
            row, id=row["note"], marks=[pytest.mark.xfail(reason=row["xfail"], strict=True)] if "xfail" in row else []
        )
        for row in ROWS
    ],
)
def test_a_date_has_the_role_that_a_reader_gives_it(row: dict[str, Any]) -> None:
    records = reader().extract(row["text"], published=row.get("published"))
    wanted = row.get("amount")
    dates = next(r.dates for r in records if wanted is None or (r.amount is not None and r.amount.value == wanted))
    told = {role: getattr(dates, role) for role in row["dates"]}
    assert {role: date.value if date else None for role, date in told.items()} == row["dates"]
