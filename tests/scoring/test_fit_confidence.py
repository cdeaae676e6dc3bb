"""The fit of confidence: it finds what speaks for a record, and writes the table that is read."""

import importlib.util
import json
import sys
from pathlib import Path

import numpy as np
import pytest

from extractor.assembly.confidence import features
from extractor.lexicon.confidence import ConfidenceSign
from extractor.lexicon.load import read_table
from extractor.model import GrantRecord

SCRIPT = Path(__file__).resolve().parents[2] / "scripts" / "fit_confidence.py"
RECORD = {
    "level": "activity",
    "flow_type": "grant",
    "status": "commitment",
    "amount": {"value": "5", "currency": "NOK"},
    "donors": [{"name": "Norway", "country": "NO", "kind": "government"}],
    "recipient_countries": ["MW"],
}


@pytest.fixture(scope="module")
def fitting():
    spec = importlib.util.spec_from_file_location("fit_confidence", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    sys.modules["fit_confidence"] = module
    spec.loader.exec_module(module)
    yield module
    del sys.modules["fit_confidence"]


def test_a_sign_of_usable_records_gets_weight(fitting):
    x = np.array([[1.0, sign] for sign in (0, 1) for _ in range(50)])
    y = np.array([n % 10 == 0 for n in range(50)] + [n % 10 != 0 for n in range(50)], dtype=float)
    always, sign = fitting.fit(x, y, 0)
    assert always < -1 < 1 < sign


def test_it_writes_the_table_of_the_open_articles(fitting, tmp_path, monkeypatch, capsys):
    """Titled records are right in the open articles, and wrong in the held one, which must not be fitted on."""
    gold, lines = tmp_path / "gold", []
    gold.mkdir()
    for number in range(9):
        name, titled, held = f"a{number}", number % 2 == 0, number == 8
        right = titled != held
        told = {**RECORD, "article_id": name}
        record = {**told, "title": "Wells"} if titled else told
        wanted = told if right else {**told, "flow_type": "loan"}
        gold_file = {"article_id": name, "text_sha256": "0" * 64, "mentions": [], "records": [wanted]}
        (gold / f"{name}.json").write_text(json.dumps(gold_file))
        lines.append(json.dumps(record))
    (gold / "held.txt").write_text("a8\n")
    records, table = tmp_path / "records.jsonl", tmp_path / "confidence.tsv"
    records.write_text("\n".join(lines) + "\n")
    table.write_text("# what it is\nsign\tweight\nalways\t0\n")
    monkeypatch.setattr(fitting, "TABLE", table)
    monkeypatch.setattr(sys, "argv", ["fit_confidence.py", str(gold), str(records)])
    fitting.main()
    printed = capsys.readouterr().out
    assert "cross-validated by article: 8 records" in printed
    assert "held, never fitted on: 1 records" in printed
    assert table.read_text().startswith("# what it is\nsign\tweight\n")
    rows = {row.sign: row.weight for row in read_table(table, ConfidenceSign)}
    empty = GrantRecord.model_validate({**RECORD, "article_id": "x"})
    assert set(rows) == set(features(empty, [empty]))
    assert rows["title"] > 0
