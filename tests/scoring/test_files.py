"""Bad input is named with file, line and cure; records of other systems are read leniently, and counted."""

import json
from pathlib import Path
from typing import Any

import pytest

from extractor.errors import InputError
from extractor.model import GrantRecord
from extractor.scoring import files, lenient, slots

from .invented import RECORDS, gold


def write_gold(folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    for name, article in gold().items():
        (folder / f"{name}.json").write_text(article.model_dump_json(exclude_unset=True), encoding="utf-8")
    return folder


def write_lines(path: Path, *lines: Any) -> Path:
    path.write_text("\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines), encoding="utf-8")
    return path


def test_a_folder_of_gold_is_read_and_other_files_are_named(tmp_path: Path) -> None:
    folder = write_gold(tmp_path / "gold")
    (folder / "floors.json").write_text('{"floors": {}}')
    read = files.read_gold(folder)
    assert read.articles == gold()
    assert read.skipped == ("floors.json",)
    assert files.read_gold(folder / "rail.json").articles.keys() == {"rail"}


def broken_gold(folder: Path, **fields: Any) -> Path:
    raw = json.loads((write_gold(folder) / "rail.json").read_text())
    (folder / "rail.json").write_text(json.dumps({**raw, **fields}))
    return folder


MENTION = {"start": 3, "end": 5, "text": "ab", "label": "ORG", "value": "ab"}


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"mentions": [{**MENTION, "label": "COUNTRY"}]}, r"rail\.json: mentions\.0\.label.*'COUNTRY'"),
        ({"mentions": [{**MENTION, "end": 9}]}, r"rail\.json: mention 0: offsets 3:9 don't fit 'ab'; count Unicode"),
        ({"mentions": [{**MENTION, "start": -1}]}, "offsets -1:5"),
        ({"mentions": [MENTION, MENTION]}, "mention 1: 'ab' at 3 is marked twice; take one out"),
        ({"records": [{**RECORDS["rail"][0], "level": "sum"}]}, r"records\.0\.level.*'sum'"),
        ({"records": [{**RECORDS["rail"][0], "article_id": "road"}]}, "record 0 has article_id 'road'; write 'rail'"),
        ({"article_id": "ferries"}, "'ferries'"),
        ({"remarks": "checked"}, "remarks"),
        ({"records": None}, "records: "),
    ],
)
def test_malformed_gold_is_refused(tmp_path: Path, fields: dict[str, Any], message: str) -> None:
    with pytest.raises(InputError, match=message):
        files.read_gold(broken_gold(tmp_path / "gold", **fields))


def test_two_files_of_one_article_are_refused(tmp_path: Path) -> None:
    folder = write_gold(tmp_path / "gold")
    (folder / "again.json").write_text((folder / "rail.json").read_text())
    with pytest.raises(InputError, match=r"article 'rail' has gold in again\.json already"):
        files.read_gold(folder)


@pytest.mark.parametrize(("name", "content"), [("a.json", "{"), ("b.json", b"\xff\xfe"), ("c.json", '{"records": []}')])
def test_unreadable_gold_is_refused(tmp_path: Path, name: str, content: str | bytes) -> None:
    folder = write_gold(tmp_path / "gold")
    (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(InputError, match=name):
        files.read_gold(folder)


def test_an_empty_folder_and_a_missing_file_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no gold here"):
        files.read_gold(tmp_path)
    with pytest.raises(InputError, match="no such file"):
        files.read_found(tmp_path / "none.jsonl")


def test_broken_lines_are_named_and_the_others_read(tmp_path: Path) -> None:
    path = write_lines(
        tmp_path / "r.jsonl", RECORDS["rail"][0], "{oops", [1], {"level": "activity"}, "", RECORDS["rail"][1]
    )
    found = files.read_found(path)
    assert len(found.records["rail"]) == 2
    assert [line.split(": ")[0] for line in found.broken] == [f"{path}:{number}" for number in (2, 3, 4)]


def test_records_may_stand_together(tmp_path: Path) -> None:
    bare = [{name: value for name, value in raw.items() if name != "article_id"} for raw in RECORDS["rail"]]
    path = write_lines(tmp_path / "r.jsonl", {"article_id": "rail", "records": bare}, RECORDS["ferries"], [])
    found = files.read_found(path)
    assert {name: len(records) for name, records in found.records.items()} == {"rail": 2, "ferries": 2}
    assert found.repairs == {"line: an article's records together": 1, "line: a list of records": 2}
    assert found.broken == ()


@pytest.mark.parametrize("line", ["[" * 100_000, '{"a": ' * 100_000, "9" * 10_000, '"' + "x" * 100_000, "null", "[1]"])
def test_a_hostile_line_is_a_broken_line(tmp_path: Path, line: str) -> None:
    found = files.read_found(write_lines(tmp_path / "r.jsonl", line))
    assert (found.records, len(found.broken)) == ({}, 1)


def test_a_record_written_twice_is_refused(tmp_path: Path) -> None:
    line = {**RECORDS["rail"][0], "record_id": "f00d"}
    with pytest.raises(InputError, match=r"r\.jsonl:3: record_id 'f00d' stands in line 1 already"):
        files.read_found(write_lines(tmp_path / "r.jsonl", line, RECORDS["rail"][1], line))


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('{"article_id": "a"', "not JSON"),
        ({"article_id": "a", "mentions": {}}, "expected"),
        ({"mentions": []}, "expected"),
        ({"article_id": "a", "mentions": [{**MENTION, "label": "GPE"}]}, "unknown label 'GPE'; the labels are MONEY"),
        ({"article_id": "a", "mentions": [{**MENTION, "end": 3}]}, "offsets 3:3"),
        ({"article_id": "a", "mentions": [{**MENTION, "start": None}]}, "start"),
        ({"article_id": "a", "mentions": [7]}, "mention"),
        ({"article_id": "b", "mentions": []}, "had a line already"),
    ],
)
def test_malformed_mentions_are_refused(tmp_path: Path, line: Any, message: str) -> None:
    path = write_lines(tmp_path / "m.jsonl", {"article_id": "b", "mentions": [MENTION]}, line)
    with pytest.raises(InputError, match=rf"m\.jsonl:2: .*{message}"):
        files.read_mentions(path)


BASE = {"article_id": "a", "flow_type": "grant", "status": "pledge"}
NONE: list[str] = []

LENIENT: list[tuple[dict[str, Any], str, Any, list[str]]] = [
    ({}, "flow_type", ["grant"], NONE),
    ({"amount": {"value": 352530, "currency": "USD"}}, "amount", "352530", ["amount.value: number written otherwise"]),
    ({"amount": {"value": 1250.5, "currency": "USD"}}, "amount", "1250.5", ["amount.value: number written otherwise"]),
    (
        {"amount": {"value": "1,250,000", "currency": "USD"}},
        "amount",
        "1250000",
        ["amount.value: number written otherwise"],
    ),
    ({"amount": {"value": 3.9e7, "currency": "USD"}}, "amount", "39000000", ["amount.value: number written otherwise"]),
    ({"amount": {"value": "1e999999999", "currency": "USD"}}, "amount", None, ["amount: unreadable, left out"]),
    ({"amount": {"value": "a lot", "currency": "USD"}}, "amount", None, ["amount: unreadable, left out"]),
    ({"amount": 5}, "amount", None, ["amount: unreadable, left out"]),
    ({"flow_type": "Technical assistance"}, "flow_type", ["technical_assistance"], ["flow_type: spelling"]),
    ({"flow_type": "gift"}, "flow_type", [], ["flow_type: unreadable, left out"]),
    ({"flow_type": None}, "flow_type", [], ["flow_type: null", "flow_type: missing"]),
    ({"status": None}, "status", [], ["status: null", "status: missing"]),
    ({"recipient_countries": "NP"}, "recipient_countries", ["NP"], ["recipient_countries: one instead of a list"]),
    ({"recipient_countries": None}, "recipient_countries", [], ["recipient_countries: null"]),
    ({"programme": "Green Fund"}, "programme", ["Green Fund"], ["programme: plain text"]),
    ({"donors": ["Japan"]}, "donors", ["Japan"], ["donors: plain text"]),
    ({"donors": [{"name": "Japan"}, 7]}, "donors", ["Japan"], ["donors: unreadable, left out"]),
    (
        {"dates": {"agreed": "2024-05"}},
        "dates.agreed",
        ["2024-05"],
        ["dates.agreed: plain text", "dates.agreed.precision: missing"],
    ),
    (
        {"dates": {"agreed": "May 2024", "start": {"value": "2025", "precision": "year"}}},
        "dates.start",
        ["2025"],
        ["dates.agreed: plain text", "dates: unreadable, left out"],
    ),
    ({"equipment": ["ferry"]}, "equipment", ["ferry"], ["equipment: plain text"]),
    ({"sector": 120}, "sector", ["120"], ["sector: plain code"]),
    ({"mood": "glad"}, "status", ["pledge"], NONE),
]


@pytest.mark.parametrize(("fields", "slot", "value", "repairs"), LENIENT)
def test_lenient_reading(fields: dict[str, Any], slot: str, value: Any, repairs: list[str]) -> None:
    record, mended = lenient.read_record({**BASE, **fields})
    if slot == "amount":
        assert (record.amount.value if record.amount else None) == value
    else:
        read = [getattr(v, "name", getattr(v, "description", v)) for v in slots.values(record, slot)]
        assert read == value
    assert sorted(mended) == sorted(repairs)


def test_unknown_fields_are_kept() -> None:
    record, _ = lenient.read_record(
        {**BASE, "amount": {"value": 5, "currency": "USD", "words": "five"}, "mood": "glad"}
    )
    assert record.model_extra == {"mood": "glad"}
    assert record.amount is not None
    assert record.amount.model_extra == {"words": "five"}


def test_our_own_records_need_no_repair() -> None:
    for told in RECORDS.values():
        for raw in told:
            assert lenient.read_record(raw) == (GrantRecord.model_validate(raw), {})
