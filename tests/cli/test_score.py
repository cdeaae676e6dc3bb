"""`extractor score`, `diff` and `schema` as a person meets them."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from extractor.cli import app

TEXT = "Malta will send Tonga 200000 euros for a sea wall."
RECORD: dict[str, Any] = {
    "article_id": "wall",
    "level": "activity",
    "flow_type": "grant",
    "status": "pledge",
    "purpose": "sea wall",
    "amount": {"value": "200000", "currency": "EUR"},
    "donors": [{"name": "Malta", "country": "MT", "kind": "government"}],
    "recipients": [{"name": "Tonga", "country": "TO", "kind": "government"}],
    "recipient_countries": ["TO"],
}
MENTION = {"start": 22, "end": 34, "text": "200000 euros", "label": "MONEY", "value": "200000 EUR"}


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    folder = tmp_path / "gold"
    folder.mkdir()
    digest = hashlib.sha256(TEXT.encode()).hexdigest()
    raw = {"article_id": "wall", "text_sha256": digest, "mentions": [MENTION], "records": [RECORD]}
    (folder / "wall.json").write_text(json.dumps(raw))
    (folder / "floors.json").write_text("{}")
    return folder


def lines(path: Path, *rows: dict[str, Any] | str) -> Path:
    path.write_text("".join((row if isinstance(row, str) else json.dumps(row)) + "\n" for row in rows))
    return path


def call(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments], env={"COLUMNS": "80"})


def test_tables_fit_a_terminal(gold: Path, tmp_path: Path) -> None:
    wrong = {**RECORD, "flow_type": "loan", "title": "\x1b[2JGreat Wall"}
    mentions = lines(tmp_path / "m.jsonl", {"article_id": "wall", "mentions": [MENTION]})
    result = call("score", gold, lines(tmp_path / "r.jsonl", wrong), "--mentions", mentions)
    assert result.exit_code == 0
    assert max(map(len, result.stdout.splitlines())) <= 80
    assert "\x1b" not in result.stdout
    for word in ("1 articles scored", "floors.json", "record", "usable", "MONEY", "Taken for another", "What to mend"):
        assert word in result.stdout


def test_confidence_is_held_against_what_is_usable(gold: Path, tmp_path: Path) -> None:
    path = lines(tmp_path / "r.jsonl", {**RECORD, "confidence": 0.7})
    table = call("score", gold, path).stdout
    assert "Confidence and what is usable" in table
    assert "1       0.70  1.00 0.21-1.00" in table
    told = json.loads(call("score", gold, path, "--json").stdout)
    [only] = told["reliability"]["all"]
    assert (only["records"], only["said"], only["right"]) == (1, 0.7, 1.0)
    assert told["reliability"]["held"] == []


def test_records_without_confidence_have_no_table_of_it(gold: Path, tmp_path: Path) -> None:
    assert "Confidence" not in call("score", gold, lines(tmp_path / "r.jsonl", RECORD)).stdout


def test_json_says_all(gold: Path, tmp_path: Path) -> None:
    stranger = {**RECORD, "article_id": "else"}
    path = lines(tmp_path / "r.jsonl", {**RECORD, "status": "commitment"}, stranger, "{")
    result = call("score", gold, path, "--json")
    told = json.loads(result.stdout)
    assert result.exit_code == 0
    assert told["not_scored"] == ["else"]
    assert told["skipped_files"] == ["floors.json"]
    assert told["missed_articles"] == []
    assert told["broken"][0].startswith(f"{path}:3: ")
    assert told["records"]["f1"] == 1.0
    assert told["slots"]["status"] == {
        **dict.fromkeys(("correct", "partial", "missing", "spurious"), 0),
        "incorrect": 1,
        **dict.fromkeys(("precision", "recall", "f1"), 0.0),
    }
    assert told["confusion"]["status"] == [{"gold": "pledge", "found": "commitment", "count": 1}]
    wrong = {"cause": "wrong", "slot": "status", "count": 1, "examples": ["wall: pledge -> commitment"]}
    assert told["causes"] == [wrong]
    assert told["mentions"] == {}
    assert told["sums"]["spurious"] == 1  # a pledge is not countable, a commitment is


def test_no_records_at_all_are_missed_not_an_error(gold: Path, tmp_path: Path) -> None:
    result = call("score", gold, lines(tmp_path / "r.jsonl"), "--json")
    told = json.loads(result.stdout)
    assert (result.exit_code, told["missed_articles"], told["figures"]["record_f1"]) == (0, ["wall"], 0.0)


def test_two_annotators_agree_by_the_same_command(gold: Path) -> None:
    told = json.loads(call("score", gold, gold, "--json").stdout)
    assert told["figures"]["slot_f1"] == told["figures"]["mention_all_strict_f1"] == 1.0
    assert (
        json.loads(call("score", gold / "wall.json", gold / "wall.json", "--json").stdout)["figures"] == told["figures"]
    )


@pytest.mark.parametrize(
    ("floor", "status"), [("slot_f1=1", 0), ("record_f1=0.5", 0), ("slot_f1=1.01", 1), ("title_f1=0.1", 1)]
)
def test_fail_under(gold: Path, floor: str, status: int) -> None:
    assert call("score", gold, gold, "--fail-under", floor).exit_code == status


@pytest.mark.parametrize("floor", ["slot_f1", "slot_f1=much", "charm=0.5"])
def test_a_floor_that_means_nothing_is_a_wrong_command_line(gold: Path, floor: str) -> None:
    assert call("score", gold, gold, "--fail-under", floor).exit_code == 2


def test_another_text_is_refused(gold: Path, tmp_path: Path) -> None:
    result = call("score", gold, lines(tmp_path / "r.jsonl", {**RECORD, "text_sha256": "0" * 64}))
    assert result.exit_code == 1
    assert "'wall' was read from another text" in result.stderr


def test_a_file_without_any_record_in_it_is_refused(gold: Path, tmp_path: Path) -> None:
    result = call("score", gold, lines(tmp_path / "r.jsonl", "name,sum", "Malta,200000"))
    assert result.exit_code == 1
    assert "r.jsonl:1" in result.stderr


def test_bad_gold_is_an_error_with_its_file(gold: Path) -> None:
    (gold / "hill.json").write_text('{"article_id": "hill"}')
    result = call("score", gold, gold)
    assert result.exit_code == 1
    assert "hill.json" in result.stderr


def test_two_systems_side_by_side(gold: Path, tmp_path: Path) -> None:
    none, all_ = lines(tmp_path / "none.jsonl"), lines(tmp_path / "all.jsonl", RECORD)
    result = call("score", gold, none, all_)
    assert "usable records gained 1: wall: activity 200000 EUR" in result.stdout
    assert "usable records lost 0: none" in result.stdout
    comparison = json.loads(call("score", gold, none, all_, "--json").stdout)["comparison"]
    assert comparison["changes"]["usable_f1"]["difference"] == 1.0
    assert comparison["gained"] == ["wall: activity 200000 EUR, Malta to TO, sea wall"]


def test_diff(tmp_path: Path) -> None:
    old = lines(tmp_path / "old.jsonl", RECORD)
    new = lines(tmp_path / "new.jsonl", {**RECORD, "status": "commitment"})
    result = call("diff", old, new)
    assert result.stdout == "wall: changed status: pledge -> commitment [-]\n"
    assert "1 values changed" in result.stderr
    assert json.loads(call("diff", old, new, "--json").stdout)["slot"] == "status"
    assert call("diff", old, old).stdout == ""


def test_schema_is_the_contract() -> None:
    told = json.loads(call("schema").stdout)
    assert set(told["required"]) == {"article_id", "flow_type", "status"}
    assert {"Money", "Party", "Date", "Span"} <= told["$defs"].keys()
