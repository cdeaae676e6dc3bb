"""Gold and records, which have no text of their own."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.errors import InputError, StoreError
from extractor.formats import files, gold
from extractor.formats.annotated import Annotated
from extractor.scoring.files import read_gold

from .made import TEXTS, annotated, articles, content, record


def back(one: Annotated, raw: dict[str, Any] | None = None, folder: Path | None = None) -> Annotated:
    assert folder
    path = folder / f"{files.stem(one.article.id)}.json"
    if raw is not None:
        path.write_text(json.dumps({**json.loads(path.read_text()), **raw}))
    [found] = gold.bind(gold.read(folder), {one.article.id: one.article}).articles
    return found


@settings(deadline=None)
@given(articles(ids=st.text(st.sampled_from("a/.%:\\ 😀é\n"), min_size=1, max_size=9).filter(str.strip), distinct=True))
def test_nothing_is_lost(tmp_path_factory: pytest.TempPathFactory, one: Annotated) -> None:
    folder = tmp_path_factory.mktemp("gold")
    certain = Annotated(one.article, one.mentions, one.records)
    assert gold.write([certain], folder) == []
    assert content(back(certain, folder=folder)) == content(certain)
    assert read_gold(folder).articles.keys() == {one.article.id}  # as `score` reads it


@settings(deadline=None)
@given(st.text(min_size=1))
def test_an_id_can_be_read_off_its_file(article_id: str) -> None:
    stem = files.stem(article_id)
    assert files.id_of(stem) == article_id
    assert "/" not in stem
    assert not stem.startswith(".")


def test_what_a_reader_does_not_judge_is_left_out(tmp_path: Path) -> None:
    told = record("wall", record_id="f00d", countable=True, notes=["doubt"], confidence=0.5)
    gold.write([annotated("Malta paid", records=(told,))], tmp_path / "gold")
    raw = json.loads((tmp_path / "gold" / "wall.json").read_text())
    assert not {"record_id", "countable", "notes", "confidence"} & raw["records"][0].keys()
    assert raw["records"][0]["checked_by"] == told.model_dump()["checked_by"]


def test_fields_of_ones_own_on_a_mention_stay(tmp_path: Path) -> None:
    one = annotated("Malta paid", (0, 5))
    gold.write([one], tmp_path)
    mark = {**one.mentions[0].model_dump(), "reader": "A"}
    assert back(one, {"mentions": [mark]}, tmp_path).mentions[0].model_dump() == mark


def test_predictions_are_no_gold(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"these are predictions.*correct them there"):
        gold.write([annotated("Peru"), annotated("Peru", is_gold=False)], tmp_path / "gold")
    assert not (tmp_path / "gold").exists()


def test_a_mention_is_marked_once(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="article 'wall': 'Peru' at 0 is marked twice; take one out"):
        gold.write([annotated("Peru", (0, 4), (0, 4))], tmp_path)


def test_a_record_that_was_not_told_whole_is_no_gold(tmp_path: Path) -> None:
    bare = record("wall")
    bare.model_fields_set.discard("status")
    with pytest.raises(InputError, match=r"article 'wall': records\.0\.status: Field required"):
        gold.write([annotated("Peru", records=(bare,))], tmp_path)


MARK = {"start": 0, "end": 4, "text": "Peru", "label": "PLACE", "value": "PE"}


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        ({"text_sha256": "0" * 64}, "article 'wall': the text is another one"),
        ({"mentions": [{**MARK, "text": "Chad"}]}, "article 'wall', mention 1: 0:4 is 'Peru' in the text, not 'Chad'"),
        ({"mentions": [MARK, {**MARK, "end": 20, "text": ""}]}, "mention 2: offsets 0:20 lie outside the text"),
        ({"mentions": [{**MARK, "label": "GPE"}]}, "'GPE'"),
    ],
)
def test_what_does_not_fit_is_named(tmp_path: Path, raw: dict[str, Any], message: str) -> None:
    one = annotated("Peru paid", (0, 4))
    gold.write([one], tmp_path)
    with pytest.raises(InputError, match=message):
        back(one, raw, tmp_path)


def test_records_with_mentions_are_predictions(tmp_path: Path) -> None:
    records, marks = tmp_path / "r.jsonl", tmp_path / "m.jsonl"
    records.write_text(
        json.dumps({**record("b").model_dump(mode="json"), "amount": {"value": 5, "currency": "EUR"}}) + "\n"
    )
    marks.write_text(json.dumps({"article_id": "a", "mentions": [{**MARK, "text": ""}]}))
    unbound = gold.read(records, marks)
    assert (unbound.ids, unbound.is_gold) == (["a", "b"], False)
    assert unbound.notes == ["read leniently: amount.value: number written otherwise (1 times)"]
    texts = {name: annotated("Peru paid").article.model_copy(update={"id": name}) for name in "ab"}
    [first, second] = gold.bind(unbound, texts).articles
    assert ([m.text for m in first.mentions], first.records, first.is_gold) == (["Peru"], (), False)
    assert (second.mentions, len(second.records)) == ((), 1)


@pytest.mark.parametrize(("name", "content"), [("r.jsonl", "{}\n[]x"), ("tasks.json", '[{"data": {}}]')])
def test_another_format_is_told_of(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_text(content)
    with pytest.raises(InputError, match="--from"):
        gold.read(tmp_path / name)


def test_a_place_that_can_not_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="file: can't be made a folder"):
        gold.write([annotated("Peru")], tmp_path / "file")
    with pytest.raises(StoreError, match="can't be written"):
        files.write(tmp_path / ("x" * 300), b"")
    with pytest.raises(StoreError, match="none/a: can't be written"):
        files.write(tmp_path / "none" / "a", b"")


@settings(deadline=None)
@given(TEXTS)
def test_texts_are_read_as_they_were_written(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.mktemp("text") / "a.txt"
    files.write(path, text.encode())
    assert files.read_text(path) == text
