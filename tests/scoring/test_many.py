"""Thousands of articles are scored in the memory of one: only counts are kept of each."""

import json
import random
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from extractor.errors import InputError
from extractor.model import Gold, GrantRecord
from extractor.scoring import files, html, report
from extractor.scoring.diff import compare
from extractor.scoring.report import Report

from .invented import MENTIONS, RECORDS, gold, mention

FEW, MANY = 60, 240  # from fifty on as many draws are made at a time as there is room for
# Measured: 4,300 for an article's ids, hashes, places and rows of counts, and 96,000 where all is held as models.
MOST_BYTES = 10_000


def write(folder: Path, articles: int) -> Path:
    """Write the ferries under many ids, with gold, mentions and records that are right, wrong, or missing."""
    (folder / "gold").mkdir(parents=True)
    told = gold()["ferries"]
    marks = [mention("ferries", *one).model_dump() for one in MENTIONS["ferries"]]
    lines: list[dict[str, Any]] = []
    with (folder / "mentions.jsonl").open("w") as marked:
        for number in range(articles):
            name = f"ferries-{number:04}"
            records = [{**raw, "article_id": name} for raw in RECORDS["ferries"]]
            own = Gold(article_id=name, text_sha256=told.text_sha256, mentions=told.mentions, records=[])
            raw = own.model_dump(mode="json") | {"records": records}
            (folder / "gold" / f"{name}.json").write_text(json.dumps(raw))
            lines += [{**one, "status": ("completion", "pledge")[number % 2]} for one in records[: number % 3]]
            marked.write(json.dumps({"article_id": name, "mentions": marks[number % 2 :]}) + "\n")
    random.Random(1).shuffle(lines)  # an article's records need not stand together
    (folder / "records.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    return folder


def scored(folder: Path) -> Report:
    found = files.read_found(folder / "records.jsonl")
    marked = files.read_mentions(folder / "mentions.jsonl")[0]
    read = files.Found(found.records, marked, found.hashes, found.repairs, found.broken)
    return report.make(files.read_gold(folder / "gold"), read, files.read_found(folder / "gold"))


def peak(make: Callable[[], object]) -> int:
    tracemalloc.start()
    try:
        make()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_memory_hardly_grows_with_the_number_of_articles(tmp_path: Path) -> None:
    few, many = write(tmp_path / "few", FEW), write(tmp_path / "many", MANY)
    scored(few)  # caches and what is imported late belong to no article
    growth = peak(lambda: scored(many)) - peak(lambda: scored(few))
    assert growth / (MANY - FEW) < MOST_BYTES


def test_what_is_read_article_by_article_is_what_is_held_at_once(tmp_path: Path) -> None:
    folder = write(tmp_path / "some", 12)
    found = files.read_found(folder / "records.jsonl")
    at_once: dict[str, list[GrantRecord]] = {}
    for line in (folder / "records.jsonl").read_text().splitlines():
        record = GrantRecord.model_validate_json(line)
        at_once.setdefault(record.article_id, []).append(record)
    assert found.records == at_once
    golds = files.read_gold(folder / "gold")
    held = files.GoldSet(dict(golds.articles))
    told = report.make(golds, found)
    assert told.as_json() == report.make(held, files.Found(at_once)).as_json()
    assert html.render(told, {}) == html.render(report.make(held, files.Found(at_once)), {})
    assert len(told.missed) == 4
    assert [one.kind for one in compare(found.records, at_once)] == []


@pytest.mark.parametrize("name", ["gold/ferries-0001.json", "records.jsonl", "mentions.jsonl"])
def test_a_file_that_changes_meanwhile_is_an_error(tmp_path: Path, name: str) -> None:
    folder = write(tmp_path / "some", 3)
    golds, found = files.read_gold(folder / "gold"), files.read_found(folder / "records.jsonl")
    marked, _ = files.read_mentions(folder / "mentions.jsonl")
    path = folder / name
    path.write_text(path.read_text().replace('{"article_id"', '{article_id"').replace('{"start"', '{start"'))
    with pytest.raises(InputError, match=Path(name).name):
        report.make(golds, files.Found(found.records, marked))
