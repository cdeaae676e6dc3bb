import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing

import pytest

from extractor.storage.sql import open_store


@pytest.fixture
def folder(tmp_path):
    inputs = tmp_path / "in"
    inputs.mkdir()
    (inputs / "a.txt").write_text("A grant.")
    (inputs / "b.txt").write_text("Two grants: grant.")
    return inputs


def ids(text: str) -> list[str]:
    return [json.loads(line)["record_id"] for line in text.splitlines()]


def test_records_go_to_standard_output_and_talk_to_standard_error(call, folder):
    result = call("run", folder)
    assert result.exit_code == 0
    assert ids(result.stdout) == ["a-2", "b-4", "b-12"]
    assert "2 articles read" in result.stderr
    assert "3 records" in result.stderr


def test_records_mentions_and_database_at_once(call, folder, tmp_path):
    out, marks, db = tmp_path / "r.jsonl", tmp_path / "m.jsonl", tmp_path / "g.db"
    result = call("run", folder, "-o", out, "--mentions", marks, "--db", db)
    assert (result.exit_code, result.stdout) == (0, "")
    assert ids(out.read_text()) == ["a-2", "b-4", "b-12"]
    assert [json.loads(line)["article_id"] for line in marks.read_text().splitlines()] == ["a", "b"]
    assert str(out) in result.stderr
    assert str(db) in result.stderr
    with open_store(str(db)) as store:
        assert [r.record_id for r in store.records("b")] == ["b-4", "b-12"]


def test_with_a_database_nothing_goes_to_standard_output(call, folder, tmp_path):
    first = call("run", folder, "--db", tmp_path / "g.db")
    again = call("run", folder, "--db", f"sqlite:///{tmp_path / 'g.db'}", "-o", tmp_path / "r.jsonl")
    assert (first.exit_code, first.stdout) == (0, "")
    assert "unchanged: 2" in again.stderr
    assert ids((tmp_path / "r.jsonl").read_text()) == ["a-2", "b-4", "b-12"]


# name, what the file holds, what standard error must name; the other articles are done all the same
BAD = [
    ("empty.txt", b"", ["empty.txt", "empty", "dropped: 1 (no_text 1)"]),
    ("image.txt", bytes(range(256)) * 9, ["image.txt", "not text", "UTF-8", "failed: 1 (not_text 1)"]),
    ("lines.jsonl", b'{"id": "x"}\n', ["lines.jsonl:1", 'no "text"', '{"id": ', "failed: 1 (not_an_article 1)"]),
    (
        "lines.jsonl",
        b'{"id": "x", "text": "t", "published": "2026-13-45"}',
        ["lines.jsonl:1", "2026-13-45", "YYYY-MM-DD"],
    ),
    ("boom.txt", b"boom", ["boom: ZeroDivisionError", "failed: 1 (extraction 1)"]),
    ("c.jsonl", b'{"id": "a", "text": "t"}', ["c.jsonl:1", "'a'", "id of its own"]),
]


@pytest.mark.parametrize(("name", "data", "told"), BAD)
@pytest.mark.parametrize("with_db", [False, True])
def test_bad_inputs_cost_only_themselves(call, folder, tmp_path, name, data, told, with_db):
    (folder / name).write_bytes(data)
    result = call("run", folder, "-o", tmp_path / "r.jsonl", *(["--db", tmp_path / "g.db"] if with_db else []))
    assert result.exit_code == 0
    assert "Traceback" not in result.stderr
    for part in told:
        assert part in result.stderr
    assert ids((tmp_path / "r.jsonl").read_text()) == ["a-2", "b-4", "b-12"]
    strict = call("run", folder, "--strict", "-o", tmp_path / "s.jsonl")
    assert strict.exit_code == (0 if "dropped" in told[-1] else 1)
    assert (tmp_path / "s.jsonl").read_bytes() == (tmp_path / "r.jsonl").read_bytes()


def test_a_missing_path_among_others(call, folder, tmp_path):
    result = call("run", tmp_path / "nix", folder)
    assert result.exit_code == 0
    assert f"{tmp_path / 'nix'}: there is no such file or folder; check the path" in result.stderr
    assert len(ids(result.stdout)) == 3


@pytest.mark.parametrize("name", ["nix", "empty.txt", "none", "boom.txt"])
@pytest.mark.parametrize("command", ["run", "read"])
def test_nothing_done_is_status_1_and_leaves_the_old_output(call, tmp_path, name, command):
    if (command, name) == ("read", "boom.txt"):
        pytest.skip("reading does not extract")
    (tmp_path / "none").mkdir()
    (tmp_path / "empty.txt").touch()
    (tmp_path / "boom.txt").write_text("boom")
    out = tmp_path / "r.jsonl"
    out.write_text("old\n")
    result = call(command, tmp_path / name, "-o", out)
    assert result.exit_code == 1
    assert "nothing could be done" in result.stderr
    assert out.read_text() == "old\n"


@pytest.mark.parametrize("option", ["-o", "--db", "--mentions"])
def test_what_can_not_be_written_is_told_before_anything_is_read(call, folder, tmp_path, option):
    place = tmp_path / "nowhere" / "out.db"
    result = call("run", folder, option, place)
    assert result.exit_code == 1
    assert result.stderr.startswith(f"error: {place}: can't be written")
    assert result.stdout == ""
    assert not list(tmp_path.glob("**/.*"))


def test_inputs_are_never_written_over(call, folder, tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text('{"id": "a", "text": "grant"}\n')
    for arguments in (["-o", path], ["--mentions", path], ["-o", tmp_path / "x", "--mentions", tmp_path / "x"]):
        assert call("run", path, *arguments).exit_code == 2
    assert call("read", path, "-o", path).exit_code == 2
    assert path.read_text().startswith('{"id"')


def test_output_in_the_input_folder_is_not_read_next_time(call, folder):
    for _ in range(2):
        result = call("run", folder, "-o", folder / "records.jsonl", "--db", folder / "grants.db")
        assert result.exit_code == 0
        assert "failed" not in result.stderr
        assert "dropped" not in result.stderr


def test_what_an_article_says_does_not_drive_the_terminal(call, folder):
    (folder / "c.txt").write_text("boom")
    result = call("run", folder)
    assert "\x1b" not in result.stderr
    assert "\ufffd[31mred" in result.stderr


def test_a_files_name_makes_up_no_message(call, folder):
    (folder / "x\nfailed: everything.txt").write_text("")
    assert "\nfailed" not in call("run", folder).stderr


def test_articles_from_standard_input(call):
    result = call("run", "-", input='{"id": "x", "text": "a grant"}\nno json\n')
    assert ids(result.stdout) == ["x-2"]
    assert "standard input:2: not JSON" in result.stderr
    assert ids(call("run", "-", input="plain grant").stdout) == ["stdin-6"]


def test_read_gives_the_articles_that_run_reads(call, folder, tmp_path):
    (folder / "b.meta.json").write_text('{"title": "B", "published": "2024-05-06"}')
    out = tmp_path / "articles.jsonl"
    result = call("read", folder, "-o", out)
    assert result.exit_code == 0
    assert [json.loads(line)["published"] for line in out.read_text().splitlines()] == [None, "2024-05-06"]
    assert call("run", out).stdout == call("run", folder).stdout
    again = tmp_path / "again.jsonl"
    assert call("read", out, "-o", again).exit_code == 0
    assert again.read_bytes() == out.read_bytes()


# What starts the tests in the background has them ignore SIGINT, and so would the command started here.
SLOW = """
import functools, signal, sys, made_reader
signal.signal(signal.SIGINT, signal.default_int_handler)
from extractor.batch import runner
from extractor.cli import main
runner.run = functools.partial(runner.run, load=made_reader.load_slow)
main()
"""


FRENCH = "Le ministre a dit que le don est destiné aux écoles et que les travaux sont prévus pour cet été. " * 4


def test_what_is_not_english_or_comes_again_is_dropped_and_counted(call, folder):
    (folder / "c.txt").write_text(FRENCH)
    (folder / "d.txt").write_text("A  grant.\n")
    result = call("run", folder, "--drop-duplicates")
    assert result.exit_code == 0
    assert "dropped: 2 (duplicate 1, not_english 1)" in result.stderr
    assert "'d' has the text of 'a'" in result.stderr
    assert "dropped: 1 (not_english 1)" in call("run", folder).stderr


def test_with_mentions_nothing_is_dropped(call, folder, tmp_path):
    (folder / "c.txt").write_text(FRENCH)
    result = call("run", folder, "-o", tmp_path / "r.jsonl", "--mentions", tmp_path / "m.jsonl")
    assert "dropped" not in result.stderr
    assert len((tmp_path / "m.jsonl").read_text().splitlines()) == 3
    refused = call("run", folder, "--mentions", tmp_path / "m.jsonl", "--drop-duplicates")
    assert refused.exit_code == 2


def test_read_drops_as_run_does(call, folder, tmp_path):
    (folder / "c.txt").write_text(FRENCH)
    (folder / "d.txt").write_text("A grant.")
    result = call("read", folder, "-o", tmp_path / "a.jsonl", "--drop-duplicates")
    assert "dropped: 2 (duplicate 1, not_english 1)" in result.stderr
    assert len((tmp_path / "a.jsonl").read_text().splitlines()) == 2


@pytest.fixture
def slow(folder):
    for number in range(150):
        (folder / f"n{number}.txt").write_text("grant " * 20)
    path = os.pathsep.join(sys.path)

    def start(*arguments):
        command = [sys.executable, "-c", SLOW, *map(str, arguments)]
        pipe = subprocess.PIPE
        return subprocess.Popen(
            command, stdout=pipe, stderr=pipe, text=True, start_new_session=True, env={**os.environ, "PYTHONPATH": path}
        )

    return start


@pytest.mark.parametrize("jobs", [1, 2])
def test_ctrl_c_ends_a_run_cleanly(slow, folder, tmp_path, jobs):
    process = slow("run", folder, "-o", tmp_path / "r.jsonl", "--jobs", jobs)
    while not _some_done(tmp_path / ".r.jsonl.ledger.db"):
        assert process.poll() is None
        time.sleep(0.05)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to the whole group
    _, told = process.communicate(timeout=20)
    assert process.returncode == 130
    assert "interrupted" in told
    assert "Traceback" not in told
    assert "the same command goes on from there" in told
    assert [path.name for path in tmp_path.glob("*r.jsonl*")] == [".r.jsonl.ledger.db"]
    again = slow("run", folder, "-o", tmp_path / "r.jsonl", "--jobs", jobs)
    _, told = again.communicate(timeout=60)
    assert again.returncode == 0
    assert "unchanged: " in told
    assert len(ids((tmp_path / "r.jsonl").read_text())) == 150 * 20 + 3


def _some_done(ledger) -> bool:
    try:
        with closing(sqlite3.connect(f"file:{ledger}?mode=ro", uri=True)) as connection:
            return bool(connection.execute("SELECT 1 FROM ledger").fetchone())
    except sqlite3.OperationalError:  # it is just being made
        return False


def test_a_reader_that_leaves_early_is_no_error(slow, folder):
    process = slow("run", folder)
    process.stdout.readline()
    process.stdout.close()
    told = process.stderr.read()
    process.stderr.close()
    assert process.wait(timeout=20) == 141
    assert "Traceback" not in told
    assert "Broken" not in told
