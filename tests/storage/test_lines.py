import os

import pytest

from extractor.errors import StoreError
from extractor.model import Article
from extractor.storage.jsonl import LinesFile, open_lines

ARTICLE = Article(id="a", text="Łódź gave €5")


def test_a_file_appears_when_it_is_kept(tmp_path):
    path = tmp_path / "out.jsonl"
    path.write_text("old\n")
    with LinesFile(path) as lines:
        lines.write(ARTICLE)
        assert path.read_text() == "old\n"
        lines.keep()
    assert "Łódź gave €5" in path.read_text(encoding="utf-8")
    assert [p.name for p in tmp_path.iterdir()] == ["out.jsonl"]


def test_what_is_not_kept_leaves_the_old_file(tmp_path):
    path = tmp_path / "out.jsonl"
    path.write_text("old\n")
    with LinesFile(path) as lines:
        lines.write(ARTICLE)
    assert path.read_text() == "old\n"
    assert [p.name for p in tmp_path.iterdir()] == ["out.jsonl"]


def test_two_writers_of_one_file_are_one_too_many(tmp_path):
    path = tmp_path / "out.jsonl"
    with LinesFile(path) as lines:
        with pytest.raises(StoreError, match=r"out\.jsonl: another run"):
            LinesFile(path)
        lines.keep()
    LinesFile(path).close()
    assert path.exists()


def test_what_a_killed_run_left_is_no_hindrance(tmp_path):
    (tmp_path / ".out.jsonl.lock").touch()
    (tmp_path / ".out.jsonl.part").write_text("half a li")
    with LinesFile(tmp_path / "out.jsonl") as lines:
        lines.write(ARTICLE)
        lines.keep()
    assert (tmp_path / "out.jsonl").read_text(encoding="utf-8").startswith("{")
    assert [p.name for p in tmp_path.iterdir()] == ["out.jsonl"]


@pytest.mark.parametrize("name", ["nowhere/out.jsonl", "folder"])
def test_what_can_not_be_written_is_told_at_once(tmp_path, name):
    (tmp_path / "folder").mkdir()
    with pytest.raises(StoreError, match=name):
        LinesFile(tmp_path / name)


def test_a_link_is_written_through(tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "link.jsonl").symlink_to(tmp_path / "real" / "out.jsonl")
    lines = open_lines(tmp_path / "link.jsonl")
    lines.write(ARTICLE)
    lines.keep()
    lines.close()
    assert (tmp_path / "link.jsonl").is_symlink()
    assert "gave" in (tmp_path / "real" / "out.jsonl").read_text(encoding="utf-8")


def test_a_device_is_written_to_and_stays(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    lines = open_lines(pipe)
    lines.write(ARTICLE)
    lines.keep()
    lines.close()
    assert b"gave" in os.read(reader, 1000)
    os.close(reader)
    assert pipe.is_fifo()
