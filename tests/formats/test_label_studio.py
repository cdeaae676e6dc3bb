"""Tasks as Label Studio reads and exports them."""

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings

from extractor.errors import InputError
from extractor.formats import label_studio
from extractor.formats.annotated import Annotated
from extractor.model.gold import LABELS

from .made import CASES, annotated, articles, content, of_case, record


def back(task: dict[str, Any]) -> Annotated:
    found = label_studio.read_task("tasks.json: task 1", json.loads(json.dumps(task)), Counter())
    assert found
    return found


def screen(text: str) -> list[str]:
    """Give what each offset of Label Studio's page stands for: a code point, or the element of a line break.

    Its view splits the text at every CR and LF into lines with a <br> between, and counts a line's code points and 1
    for each <br>.
    """
    lines = re.split("[\n\r]", text)
    return [letter for number, line in enumerate(lines) for letter in ([] if not number else ["<br>"]) + list(line)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["note"])
def test_offsets_are_those_of_the_page(case: dict[str, Any]) -> None:
    [annotation] = label_studio.task(of_case(case))["annotations"]
    place = annotation["result"][0]["value"]
    shown = screen(case["text"])[place["start"] : place["end"]]
    assert shown == ["<br>" if letter in "\r\n" else letter for letter in case["words"]]


@settings(deadline=None)
@given(articles())
def test_nothing_is_lost(one: Annotated) -> None:
    assert content(back(label_studio.task(one))) == content(one)


def test_a_file_with_its_interface(tmp_path: Path) -> None:
    gold = annotated(
        "Malta paid 😀 Tonga", (0, 5), (13, 18), records=(record("wall"),), title="Paid", published="2024-05-06"
    )
    path = tmp_path / "my.tasks.json"
    [note] = label_studio.write([gold], path)
    assert str(label_studio.interface_of(path)) in note
    assert [content(one) for one in label_studio.read(path).articles] == [content(gold)]


def test_the_interface_names_what_the_tasks_use() -> None:
    one = annotated("Malta paid", (0, 5), records=(record("wall"),), is_gold=False)
    task = label_studio.task(one)
    root = ElementTree.fromstring(label_studio.INTERFACE)
    controls = {tag.get("name"): tag for tag in root.iter() if tag.get("toName")}
    assert [tag.get("value") for tag in root.iter("Label")] == list(LABELS)
    for item in task["predictions"][0]["result"]:
        control = controls[item["from_name"]]
        assert (control.tag.lower(), control.get("toName")) == (item["type"], item["to_name"])
    for tag in root.iter():
        if (value := tag.get("value", "")).startswith("$"):
            assert isinstance(task["data"][value[1:]], str)


def test_gold_is_an_annotation_and_a_prediction_is_none() -> None:
    gold = label_studio.task(annotated("Malta paid", (0, 5)))
    found = label_studio.task(annotated("Malta paid", (0, 5), is_gold=False))
    assert (list(gold), gold["annotations"][0]["ground_truth"]) == (["data", "annotations"], True)
    assert list(found) == ["data", "predictions"]
    assert found["predictions"][0]["model_version"].startswith("grant-extractor ")


def region(start: int, end: int, words: str | None, label: str = "PLACE", name: str = "r1") -> dict[str, Any]:
    value = {"start": start, "end": end, "labels": [label]} | ({} if words is None else {"text": words})
    return {"id": name, "from_name": "label", "to_name": "text", "type": "labels", "origin": "manual", "value": value}


def export(text: str, *items: dict[str, Any], **fields: Any) -> dict[str, Any]:
    return {"id": 7, "data": {"text": text}, "annotations": [{"id": 1, "result": list(items)}], **fields}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["note"])
def test_versions_that_counted_code_units_are_read_as_they_counted(case: dict[str, Any]) -> None:
    found = back(export(case["text"], region(*case["units"], case["words"])))
    assert [(m.start, m.end, m.text) for m in found.mentions] == [(*case["points"], case["words"])]


@pytest.mark.parametrize(
    ("text", "span", "words"),
    [
        ("Berlin,  Germany", (0, 16), "Berlin, Germany"),  # the page runs blanks together
        ("the World\r\nBank", (4, 15), "World\\n\\nBank"),  # and shows what it calls a line break
        ("the\u00a0Pe\u00adru", (4, 9), "Peru"),  # and may leave out what has no shape
        ("😀 Peru", (2, 6), None),  # or is told not to save words
    ],
)
def test_words_of_the_page_are_no_other_words(text: str, span: tuple[int, int], words: str | None) -> None:
    [found] = back(export(text, region(*span, words))).mentions
    assert (found.start, found.end, found.text) == (*span, text[slice(*span)])


def test_one_region_that_fits_only_one_way_decides_for_its_task() -> None:
    found = back(export("😀😀 Peru Peru", region(5, 9, "Peru"), region(10, 14, None, name="r2")))
    assert [m.text for m in found.mentions] == ["Peru", "Peru"]


def test_an_export_is_read_with_what_people_added() -> None:
    task = label_studio.task(annotated("Malta paid Tonga", (0, 5)))
    new = [
        region(11, 16, "Tonga", name="Xy12"),
        {"id": "Xy12", "from_name": "value", "type": "textarea", "value": {"text": ["TO"]}},
    ]
    task["annotations"][0]["result"] += [*new, region(6, 10, "paid", name="z")]
    found = back({**task, "id": 3, "predictions": [5], "drafts": []})
    assert [(m.text, m.value) for m in found.mentions] == [("Malta", "value 0"), ("paid", ""), ("Tonga", "TO")]


def test_of_several_annotations_the_ground_truth_counts() -> None:
    several = [
        {"result": [], "was_cancelled": True},
        {"result": []},
        {"result": [region(0, 4, "Peru")], "ground_truth": True},
    ]
    assert len(back(export("Peru", annotations=several)).mentions) == 1
    with pytest.raises(InputError, match=r"task 1 \(article '7'\): 2 annotations; mark one as ground truth"):
        back(export("Peru", annotations=[{"result": []}, {"result": []}]))


def test_what_nobody_annotated_and_what_is_no_mention_is_counted(tmp_path: Path) -> None:
    relation = {"type": "relation", "from_id": "a", "to_id": "b"}
    path = tmp_path / "tasks.json"
    seen = {"annotations": [], "predictions": [{"result": []}]}
    skipped = {**seen, "annotations": [{"result": [], "was_cancelled": True}]}
    tasks = [export("Peru", **told, id=id_) for id_, told in enumerate(({"annotations": []}, seen, skipped))]
    path.write_text(json.dumps([*tasks, export("Peru", relation)]), "utf-8")
    found = label_studio.read(path)
    assert [one.article.id for one in found.articles] == ["7"]
    assert found.notes == ["left out: 1 results of kind 'relation'", "left out: 3 tasks that nobody annotated"]
    path.write_text(json.dumps(tasks), "utf-8")
    found = label_studio.read(path)
    assert [(one.article.id, one.is_gold) for one in found.articles] == [("1", False)]


RECORD_ITEM = {"id": "x", "from_name": "records", "type": "textarea"}


@pytest.mark.parametrize(
    ("task", "message"),
    [
        (
            export("Peru", region(0, 4, "Chad")),
            r"task 1 \(article '7'\), region 'r1': 0:4 is 'Peru' in the text but 'Chad'",
        ),
        (export("Peru", region(0, 5, None)), "region 'r1': offsets 0:5 lie outside the text, which has 4 characters"),
        (export("Peru", region(-1, 3, None)), "offsets -1:3"),
        (export("Peru", region(2, 2, None)), "offsets 2:2"),
        (export("Peru", region(0, 4, None, label="GPE")), "unknown label 'GPE'; the labels are MONEY, .*: rename it"),
        (export("Peru", {**region(0, 4, None), "value": {"start": "/div[1]", "end": "/div[1]"}}), "label a <Text>"),
        (export("Peru", {**region(0, 4, None), "value": None}), "no offsets into plain text"),
        (export("Peru", {**RECORD_ITEM, "value": {"text": ["{"]}}), "record 1: not JSON"),
        (export("Peru", {**RECORD_ITEM, "value": {}}), "its records is no text"),
        (
            export("Peru", {**RECORD_ITEM, "value": {"text": ['{"article_id": "7", "level": "x"}']}}),
            "record 1: level: ",
        ),
        (export("Peru", {**RECORD_ITEM, "value": {"text": ['{"article_id": "8"}']}}), "of article '8'; write '7'"),
        (export("Peru", {**RECORD_ITEM, "from_name": "value", "value": {"text": ["a", "b"]}}), "2 values; keep one"),
        (export("Peru", annotations=[12]), "annotations are only named"),
        (export("Peru", annotations=5), "annotations are no list"),
        (export("Peru", annotations=[{"result": None}]), 'no list "result"'),
        (export("Peru", annotations=[], predictions=[{"result": []}] * 2), "2 predictions"),
        ({"data": {"text": "Peru"}}, "no article id"),
        ({"id": 7, "data": {"body": "Peru"}}, "no text"),
        ({"id": 7, "data": {"text": "Peru", "published": "May"}}, '"published" is "May"'),
        ({"id": 7, "data": {"text": "Peru", "text_sha256": "0"}}, "text_sha256 differs"),
    ],
)
def test_what_does_not_fit_is_named(task: dict[str, Any], message: str) -> None:
    with pytest.raises(InputError, match=message) as told:
        back(task)
    assert str(told.value).startswith("tasks.json: task 1")


@pytest.mark.parametrize("content", ["{", '{"data": {}}', "[3]", '[{"text": "flat, as JSON-MIN"}]'])
def test_another_file_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "tasks.json"
    path.write_text(content)
    with pytest.raises(InputError, match=r"tasks\.json: not "):
        label_studio.read(path)


def test_a_record_that_lacks_what_it_was_never_told_comes_back() -> None:
    bare = record("wall")
    bare.model_fields_set.difference_update({"flow_type", "status"})
    one = annotated("Malta paid", records=(bare,))
    assert content(back(label_studio.task(one))) == content(one)
    assert "flow_type" not in back(label_studio.task(one)).records[0].model_fields_set
