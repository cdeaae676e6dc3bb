import sys

import pytest


@pytest.fixture
def article(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("A grant.")
    return path


# what is asked for after the article's name, and what standard error must name
WRONG = [
    (["-o", "s3://aid/out"], "s3://aid/out: addresses are read and written only with --engine ray"),
    (["s3://news/in"], "s3://news/in: addresses are read"),
    (["--engine", "spark"], "spark"),
    (["--engine", "ray", "-", "-o", "r.jsonl"], "save it as a file"),
    (["--engine", "ray", "-o", "out/", "--db", "g.db"], "no --db"),
    (["--engine", "ray", "-o", "s3://aid/out", "--mentions", "m.jsonl"], "no --mentions"),
]


@pytest.mark.parametrize(("arguments", "told"), WRONG)
def test_what_does_not_go_together_is_status_2(call, article, tmp_path, monkeypatch, arguments, told):
    monkeypatch.chdir(tmp_path)
    result = call("run", article, *arguments)
    assert result.exit_code == 2
    assert told in " ".join(result.stderr.replace("│", " ").split())
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt"]


@pytest.mark.parametrize("missing", ["ray", "fsspec"])
def test_what_is_not_installed_is_told_with_its_cure(call, article, tmp_path, monkeypatch, missing):
    monkeypatch.setitem(sys.modules, missing, None)
    result = call("run", article, "--engine", "ray", "-o", f"{tmp_path}/out/" if missing == "fsspec" else "r.jsonl")
    assert result.exit_code == 1
    assert "pip install 'grant-extractor[ray]'" in result.stderr
    assert "Traceback" not in result.stderr
