import pytest

from extractor.errors import StoreError
from extractor.model import Article
from extractor.storage.jsonl import LinesFile

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


@pytest.mark.parametrize("name", ["nowhere/out.jsonl", "folder"])
def test_what_can_not_be_written_is_told_at_once(tmp_path, name):
    (tmp_path / "folder").mkdir()
    with pytest.raises(StoreError, match=name):
        LinesFile(tmp_path / name)
