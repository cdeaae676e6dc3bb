"""Short made articles and their records, one mechanism a row; values that a row leaves out are not compared."""

import json
from pathlib import Path
from typing import Any

import pytest

import extractor
from extractor.model import Article, GrantRecord

CASES = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "cases" / "articles.jsonl").read_text(encoding="utf-8").splitlines()
]


def _plain(record: GrantRecord) -> dict[str, Any]:
    dates = record.dates
    first = dates.agreed or dates.announced or dates.start or dates.end
    return {
        "amount": f"{record.amount.value} {record.amount.currency}" if record.amount else None,
        "donors": sorted(filter(None, {d.country for d in record.donors})),
        "countries": record.recipient_countries,
        "year": first.value[:4] if first else None,
        "flow_type": record.flow_type,
        "status": record.status,
        "level": record.level,
        "in_kind": record.in_kind,
        "sector": record.sector.code if record.sector else None,
    }


@pytest.fixture(scope="module")
def reader() -> extractor.Extractor:
    return extractor.load()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_records(reader: extractor.Extractor, case: dict[str, Any]) -> None:
    article = {key: case[key] for key in ("id", "text", "title", "published") if key in case}
    found = [_plain(record) for record in reader.extract_article(Article.model_validate(article)).records]
    compared = [{key: record[key] for key in wanted} for record, wanted in zip(found, case["records"], strict=False)]
    assert len(found) == len(case["records"]), found
    assert compared == case["records"]
