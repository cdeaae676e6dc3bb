"""What the engine on Ray does without Ray: cutting the inputs, fetching parts, putting shards together."""

import json
from itertools import pairwise

import pytest

from extractor.batch.ray_engine.fetching import fetch_shard, key, read_shard
from extractor.batch.ray_engine.joining import Joined
from extractor.batch.ray_engine.places import Place, fetch_lines
from extractor.batch.ray_engine.shards import Part, Shard, cut
from extractor.model import Article
from extractor.reading import Problem, Rules, read_inputs


def lines(path, count: int, long: int = 0):
    rows = [{"id": f"a{n}", "text": "grant " * (long if n == 3 and long else n % 9 + 1)} for n in range(count)]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


def read(inputs, folder, **options):
    """Read all shards one after the other."""
    items = []
    for shard in cut(map(str, inputs), **options):
        place = folder / str(shard.number)
        place.mkdir(parents=True)
        items += read_shard(fetch_shard(shard, place), Rules(), {})
    return items


@pytest.mark.parametrize("most", [40, 300, 5000, 10**6])
@pytest.mark.parametrize("long", [0, 400])
def test_shards_hold_each_article_once_and_in_order(tmp_path, most, long):
    texts = tmp_path / "texts"
    texts.mkdir()
    for number in range(20):
        (texts / f"t{number:02}.txt").write_text("a grant " * number)
    inputs = [lines(tmp_path / "a.jsonl", 50, long), texts, tmp_path / "none.txt"]
    assert read(inputs, tmp_path / "work", most=most) == list(read_inputs(inputs))


def test_the_end_of_a_file_without_a_line_end_is_read(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"id": "a", "text": "x"}\n\n{"id": "b", "text": "y"}')
    for most in range(1, 60):
        found = read([path], tmp_path / f"work{most}", most=most)
        assert [item.id for item in found if isinstance(item, Article)] == ["a", "b"]


def test_line_ends_of_all_parts_are_those_of_the_file(tmp_path):
    path = lines(tmp_path / "a.jsonl", 40)
    size = path.stat().st_size
    for step in (1, 7, 100, size):
        ends = [*range(0, size, step), size]
        parts = [fetch_lines(str(path), start, end, tmp_path / "part") for start, end in pairwise(ends)]
        assert sum(parts) == 40


def test_what_is_packed_or_no_lines_is_not_cut(tmp_path):
    for name in ("a.jsonl.gz", "a.csv", "a.txt"):
        (tmp_path / name).write_bytes(b"x" * 1000)
        [shard] = cut([str(tmp_path / name)], most=100)
        assert shard.of_lines is None


def test_an_output_among_the_inputs_is_not_read(tmp_path):
    lines(tmp_path / "a.jsonl", 3)
    (tmp_path / "out" / "records").mkdir(parents=True)
    lines(tmp_path / "out" / "records" / "b.jsonl", 3)
    [shard] = cut([str(tmp_path)], output=str(tmp_path / "out"))
    assert [part.place.address for part in shard.parts] == [str(tmp_path / "a.jsonl")]


def test_a_key_changes_with_content_names_metadata_and_rules(tmp_path):
    path, about = tmp_path / "a.txt", tmp_path / "a.meta.json"
    path.write_text("grant")

    def now(rules: str = "rules") -> str:
        [shard] = cut([str(path)])
        return key(fetch_shard(shard, tmp_path), rules)

    first = now()
    assert now() == first
    assert now("other rules") != first
    about.write_text('{"title": "New"}')
    titled = now()
    assert titled != first
    path.write_text("grant.")
    assert now() not in {first, titled}


def test_lines_are_counted_from_the_beginning_of_their_file():
    place = Place("lines.jsonl", named=True, size=30)
    first, second = (Shard(n, (Part(place, 10 * n, 10 * n + 10),)) for n in (0, 1))
    joined = Joined()
    assert joined.place(first, "lines.jsonl:2", "lines.jsonl:2: no") == ("lines.jsonl:2", "lines.jsonl:2: no")
    joined.pass_by(first, 7, [])
    assert joined.place(second, "lines.jsonl:2", "lines.jsonl:2: no") == ("lines.jsonl:9", "lines.jsonl:9: no")
    assert joined.place(second, "other.txt", "other.txt: no") == ("other.txt", "other.txt: no")
    assert not joined.is_past_reading(second)
    joined.pass_by(second, 3, ["not_text"])
    assert joined.is_past_reading(Shard(2, (Part(place, 20, 30),)))


def test_ids_and_texts_that_came_before_are_told():
    joined = Joined()
    assert not joined.repeats(["a", "b"], {"a": 1, "b": 2})
    found = joined.repeats(["b", "c", "d"], {"b": 3, "c": 1, "d": 4})
    assert {name: problem.reason for name, problem in found.items()} == {"b": "repeated_id", "c": "duplicate"}
    assert isinstance(found["c"], Problem)
    assert found["c"].outcome == "dropped"
