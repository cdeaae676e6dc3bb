"""`extractor convert` as a person meets it."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from extractor.cli import app

TEXT = "Malé 😀 paid Tonga 5 euros."
MARKS = [
    {"start": 0, "end": 4, "text": "Malé", "label": "PLACE", "value": "MV"},
    {"start": 18, "end": 25, "text": "5 euros", "label": "MONEY", "value": "5 EUR"},
]
RECORD: dict[str, Any] = {"article_id": "wall", "flow_type": "grant", "status": "pledge", "record_id": "f00d"}
TOOLS = [("label-studio", "tasks.json"), ("doccano", "all.jsonl"), ("brat", "brat"), ("docbin", "all.spacy")]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "wall.txt").write_text(TEXT, "utf-8")
    (tmp_path / "corpus" / "notes.doc").write_text("no article")
    (tmp_path / "records.jsonl").write_text(json.dumps(RECORD) + "\n")
    (tmp_path / "mentions.jsonl").write_text(json.dumps({"article_id": "wall", "mentions": MARKS}))
    return tmp_path


def call(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["convert", *arguments], env={"COLUMNS": "80"})


def predictions(form: str, output: str) -> Result:
    return call("records.jsonl", "--mentions", "mentions.jsonl", "--articles", "corpus", "--to", form, "-o", output)


@pytest.mark.parametrize(("form", "output"), TOOLS)
def test_records_and_mentions_to_each_tool(folder: Path, form: str, output: str) -> None:
    result = predictions(form, output)
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr.splitlines()[-1] == f"1 articles, 2 mentions, 1 records: {output}"
    assert (folder / output).exists()


def test_predictions_are_corrected_and_become_gold(folder: Path) -> None:
    predictions("label-studio", "tasks.json")
    assert "labelling interface" in predictions("label-studio", "tasks.json").stderr
    [task] = json.loads((folder / "tasks.json").read_text("utf-8"))
    assert "<Labels" in (folder / "tasks.interface.xml").read_text()
    refused = call("tasks.json", "--from", "label-studio", "-o", "gold")
    assert (refused.exit_code, "these are predictions" in refused.stderr) == (1, True)
    task["annotations"] = task.pop("predictions")
    task["annotations"][0]["result"].pop(0)
    (folder / "tasks.json").write_text(json.dumps([task]))
    assert call("tasks.json", "--from", "label-studio", "--articles", "corpus", "-o", "gold").exit_code == 0
    gold = json.loads((folder / "gold" / "wall.json").read_text("utf-8"))
    assert gold["mentions"] == MARKS[1:]
    assert gold["records"] == [{name: RECORD[name] for name in ("article_id", "flow_type", "status")}]
    for form, output in TOOLS:
        assert call("gold", "--articles", "corpus", "--to", form, "-o", f"my-{output}").exit_code == 0
        assert call(f"my-{output}", "--from", form, "-o", f"gold-{form}").exit_code == 0
        assert json.loads((folder / f"gold-{form}" / "wall.json").read_text("utf-8")) == gold


def test_nothing_annotated_is_status_1(folder: Path) -> None:
    (folder / "tasks.json").write_text(json.dumps([{"id": 1, "data": {"text": TEXT}}]))
    result = call("tasks.json", "--from", "label-studio", "-o", "gold")
    assert result.exit_code == 1
    assert "left out: 1 tasks that nobody annotated" in result.stderr
    assert "error: tasks.json: no annotated article in it; nothing was written" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["records.jsonl", "-o", "x"], "name the articles"),
        (["records.jsonl", "--articles", "corpus"], "--output"),
        (["records.jsonl", "--articles", "corpus", "-o", "-"], "name a file or folder"),
        (["records.jsonl", "--articles", "corpus", "-o", "corpus", "--to", "brat"], "is an input as well"),
        (
            ["t.json", "--from", "label-studio", "-o", "x", "--mentions", "mentions.jsonl"],
            "only records.jsonl needs it",
        ),
        (["records.jsonl", "--articles", "corpus", "-o", "x", "--to", "conll"], "conll"),
    ],
)
def test_a_wrong_command_line_is_status_2(folder: Path, arguments: list[str], message: str) -> None:
    result = call(*arguments)
    assert result.exit_code == 2
    assert message in " ".join(result.stderr.replace("│", " ").split())
    assert not (folder / "x").exists()


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("corpus/wall.txt", "Malé paid", "offsets 18:25 lie outside the text"),
        ("corpus/wall.txt", TEXT.replace("Malé", "Male"), "is 'Male' in the text, not 'Malé'"),
        (
            "records.jsonl",
            json.dumps({**RECORD, "article_id": "hill"}),
            "article 'hill' is not among the articles in corpus",
        ),
        ("records.jsonl", json.dumps({**RECORD, "text_sha256": "0"}), "text_sha256 differs"),
        ("mentions.jsonl", '{"article_id": "wall", "mentions": [{"label": "GPE"}]}', "unknown label 'GPE'"),
    ],
)
def test_what_does_not_fit_is_status_1_and_writes_nothing(folder: Path, name: str, content: str, message: str) -> None:
    (folder / name).write_text(content, "utf-8")
    result = predictions("doccano", "out.jsonl")
    assert (result.exit_code, message in result.stderr) == (1, True)
    assert result.stderr.startswith("error: ")
    assert not (folder / "out.jsonl").exists()
