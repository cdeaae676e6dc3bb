"""`extractor score --html` as a person meets it."""

import hashlib
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from extractor.cli import app

TEXT = "Latvia will give Samoa 90000 euros for tide gauges."
RECORD = {
    "article_id": "gauges",
    "flow_type": "grant",
    "status": "pledge",
    "purpose": "tide gauges",
    "amount": {"value": "90000", "currency": "EUR"},
    "donors": [{"name": "Latvia", "country": "LV", "kind": "government"}],
    "recipient_countries": ["WS"],
}
MENTION = {"start": 23, "end": 34, "text": "90000 euros", "label": "MONEY", "value": "90000 EUR"}


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "gold").mkdir()
    (tmp_path / "corpus").mkdir()
    digest = hashlib.sha256(TEXT.encode()).hexdigest()
    told = {"article_id": "gauges", "text_sha256": digest, "mentions": [MENTION], "records": [RECORD]}
    (tmp_path / "gold" / "gauges.json").write_text(json.dumps(told))
    (tmp_path / "corpus" / "gauges.txt").write_text(TEXT)
    (tmp_path / "corpus" / "other.txt").write_text("Nobody made gold of this.")
    (tmp_path / "records.jsonl").write_text(json.dumps(RECORD))
    return tmp_path


def call(place: Path, *arguments: str | Path) -> Result:
    given = ["score", str(place / "gold"), str(place / "records.jsonl"), *map(str, arguments)]
    return CliRunner().invoke(app, given)


def test_the_page_is_written_beside_the_tables(place: Path) -> None:
    page = place / "corpus" / "page.html"
    for _ in range(2):  # the second time it lies among the articles, and is none of them
        result = call(place, "--html", page, "--articles", place / "corpus")
        assert result.exit_code == 0
        assert "Overall" in result.stdout
        assert result.stderr == f"page: {page}\n"
        assert "for tide gauges." in page.read_text()
        assert "Nobody made gold" not in page.read_text()
    grounded = "every value of 1 records stands in its article\n"
    assert call(place).stdout == result.stdout.replace(grounded, "")
    assert grounded in result.stdout


def test_json_stays_json(place: Path) -> None:
    result = call(place, "--json", "--html", place / "page.html")
    assert json.loads(result.stdout)["articles"] == 1
    assert "--articles INPUT" in (place / "page.html").read_text()


def test_articles_may_come_from_several_inputs(place: Path) -> None:
    page = place / "page.html"
    lines = place / "more.jsonl"
    lines.write_text(json.dumps({"id": "gauges", "text": TEXT, "title": "Gauges for Apia"}))
    result = call(place, "--html", page, "--articles", place / "corpus" / "other.txt", "--articles", lines)
    assert result.exit_code == 0
    assert "Gauges for Apia" in page.read_text()


def test_what_is_no_article_is_said(place: Path) -> None:
    result = call(place, "--html", place / "page.html", "--articles", place / "nowhere")
    assert result.exit_code == 0
    assert "nowhere: there is no such file" in result.stderr


def test_another_text_is_refused(place: Path) -> None:
    (place / "corpus" / "gauges.txt").write_text(TEXT + "\n")
    result = call(place, "--html", place / "page.html", "--articles", place / "corpus")
    assert result.exit_code == 1
    assert "article 'gauges': this is not the text that its gold was made of" in result.stderr
    assert not (place / "page.html").exists()


def test_a_command_line_that_cannot_be_meant(place: Path) -> None:
    assert call(place, "--html", place / "records.jsonl").exit_code == 2
    assert json.loads((place / "records.jsonl").read_text()) == RECORD


def test_values_that_stand_nowhere_are_told(place: Path) -> None:
    made_up = {**RECORD, "donors": [{"name": "Sweden", "country": "SE", "kind": "government"}]}
    (place / "records.jsonl").write_text(json.dumps(made_up))
    result = call(place, "--articles", place / "corpus", "--json")
    told = json.loads(result.stdout)["ungrounded"]
    assert told["values"] == {"donors": 1}
    assert told["examples"] == ["gauges: donors 'Sweden'"]
    assert json.loads(call(place, "--json").stdout)["ungrounded"] is None
