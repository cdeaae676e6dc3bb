import json

import pytest


@pytest.fixture
def done(call, tmp_path):
    """Run over a few articles; give the names of the outputs."""
    folder = tmp_path / "in"
    folder.mkdir()
    texts = {"a.txt": "a grant", "b.txt": "weather", "c.txt": "boom", "d.txt": "", "e.odt": "PK"}
    for name, text in texts.items():
        (folder / name).write_text(text)
    assert call("run", folder, "-o", tmp_path / "r.jsonl").exit_code == 0
    assert call("run", folder, "--db", tmp_path / "g.db").exit_code == 0
    return tmp_path / "r.jsonl", tmp_path / "g.db"


@pytest.mark.parametrize("which", [0, 1])
def test_it_tells_what_the_ledger_says(call, done, which):
    result = call("status", done[which])
    assert result.exit_code == 0
    told = [" ".join(line.split()) for line in result.stdout.splitlines()]
    assert told[1:9] == [
        "articles 3",
        "done 1",
        "failed 1",
        "skipped no_money 1",
        "other inputs 2",
        "dropped no_text 1",
        "dropped other_kind 1",
        "records 1, 0 of them countable",
    ]
    assert told[9].startswith("rules rules: 3 articles, last 2")


def test_it_lists_what_failed(call, done):
    lines = call("status", "--db", done[1], "--failed").stdout.splitlines()[-3:]
    assert lines[0].startswith(f"dropped: {done[1].parent / 'in' / 'd.txt'}: the file is empty")
    assert lines[2].startswith("failed: c: ZeroDivisionError")
    assert "\x1b" not in lines[2]


def test_it_speaks_json(call, done):
    told = json.loads(call("status", done[0], "--json", "--failed").stdout)
    assert told["articles"][1] == {"outcome": "failed", "reason": "", "count": 1}
    assert [one["place"] for one in told["troubles"]][-1] == "c"


def test_what_no_run_has_written(call, tmp_path):
    result = call("status", tmp_path / "x.jsonl")
    assert (result.exit_code, "no run has left a ledger" in result.stderr) == (1, True)
    assert call("status", tmp_path / "x.db").exit_code == 1
    assert call("status").exit_code == 2
    assert call("status", "--db", "x.jsonl").exit_code == 2
