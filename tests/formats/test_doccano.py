"""Lines as doccano imports and exports them."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings

from extractor.errors import InputError
from extractor.formats import doccano
from extractor.formats.annotated import Annotated

from .made import CASES, annotated, articles, content, of_case, record

# Names that doccano's importer and exporter use for themselves; metadata must not take them.
TAKEN = {
    "id",
    "data",
    "filename",
    "upload_name",
    "example_uuid",
    "#line_number",
    "labels",
    "entities",
    "relations",
    "cats",
    "categories",
    "Comments",
}


def imported(line: str, *, allow_overlapping: bool = True) -> dict[str, Any]:
    """Keep doccano's rules for a line of a sequence labelling file, and give what it stores."""
    row = json.loads(line.rstrip())
    text, labels = row.pop("text"), row.pop("label")
    assert text  # an empty one is refused
    assert not TAKEN & row.keys()
    # The file becomes a table: a number or a null beside strings does not always come out as it went in.
    assert all(isinstance(value, str) for value in row.values())
    for start, end, label in labels:
        assert isinstance(start, int)
        assert isinstance(end, int)
        assert 0 <= start < end <= len(text.encode("utf-16-le")) // 2  # the page counts as JavaScript does
        assert isinstance(label, str)
        assert 0 < len(label) <= 100
    spans: list[tuple[int, int, str]] = []
    for span in sorted(map(tuple, labels), key=lambda one: one[0]):
        if allow_overlapping or not spans or span[0] >= spans[-1][1]:  # what overlaps the one before it is dropped
            spans.append(span)
    return {"text": text, "meta": row, "spans": sorted(spans)}


def exported(stored: dict[str, Any]) -> str:
    row = {"id": 12, "text": stored["text"], **stored["meta"], "label": stored["spans"], "Comments": []}
    return json.dumps(row, ensure_ascii=False)


def line_of(one: Annotated) -> str:
    return json.dumps(doccano.row(one))


def back(line: str) -> Annotated:
    return doccano.read_row("all.jsonl:1", json.loads(line))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["note"])
def test_offsets_are_those_of_the_page(case: dict[str, Any]) -> None:
    assert doccano.row(of_case(case))["label"] == [(*case["units"], "PLACE")]


@settings(deadline=None)
@given(articles())
def test_nothing_is_lost(one: Annotated) -> None:
    assert content(back(line_of(one))) == content(one)


@settings(deadline=None)
@given(articles())
def test_a_setting_is_asked_for_where_doccano_would_drop_labels_without_it(one: Annotated) -> None:
    kept = imported(line_of(one), allow_overlapping=False)["spans"]
    with TemporaryDirectory() as folder:
        notes = doccano.write([one], Path(folder) / "all.jsonl")
    assert bool(notes) == (len(kept) < len(one.mentions))


@settings(deadline=None)
@given(articles(distinct=True))
def test_nothing_is_lost_in_doccano(one: Annotated) -> None:
    through = back(exported(imported(line_of(one))))
    assert through.is_gold  # somebody had it before his eyes
    assert content(through)[:-1] == content(one)[:-1]


def test_a_file_is_ascii_so_that_no_encoding_is_guessed(tmp_path: Path) -> None:
    path = tmp_path / "all.jsonl"
    many = [annotated("Malé\u2028😀 paid", (0, 4)), annotated("Peru paid", title="ẞ")]
    assert doccano.write(many, path) == []
    assert len(path.read_bytes().decode("ascii").splitlines()) == 2
    assert [content(one) for one in doccano.read(path).articles] == [content(one) for one in many]


def test_an_export_with_odd_line_separators_in_it_is_two_lines(tmp_path: Path) -> None:
    path = tmp_path / "all.jsonl"
    lines = [exported(imported(line_of(annotated(text)))) for text in ("a\u2028b\x85c", "d\ve")]
    path.write_text("\ufeff" + "\n".join(lines) + "\n\n", "utf-8")
    assert [one.article.text for one in doccano.read(path).articles] == ["a\u2028b\x85c", "d\ve"]


def test_overlapping_mentions_need_a_setting(tmp_path: Path) -> None:
    [note] = doccano.write(
        [annotated("World Bank", (0, 10), (0, 5)), annotated("World Bank", (0, 5), (5, 10))], tmp_path / "a"
    )
    assert note.startswith("articles with overlapping mentions: 1;")


def test_what_old_versions_trim_is_put_back() -> None:
    one = annotated("\n \u00a0 😀 Peru paid Chad \t", (6, 10), records=(record("wall"),))
    stored = imported(line_of(one))
    stored["text"] = stored["text"].strip()
    stored["spans"].append((13, 17, "PLACE"))  # Chad, marked in what is left
    found = back(exported(stored))
    assert found.article == one.article
    assert [(m.start, m.text, m.value) for m in found.mentions] == [(6, "Peru", "value 0"), (16, "Chad", "")]


def test_labels_may_be_objects_where_relations_are_on() -> None:
    entity = {"id": 3, "label": "PLACE", "start_offset": 3, "end_offset": 7}
    [found] = back(json.dumps({"id": 1, "text": "😀 Peru", "entities": [entity], "relations": []})).mentions
    assert (found.start, found.end, found.text, found.value) == (2, 6, "Peru", "")


def test_a_line_of_somebody_else_is_gold_under_its_number() -> None:
    found = back('{"id": 5, "data": "Peru", "label": [[0, 4, "PLACE"]]}')
    assert (found.article.id, found.is_gold, len(found.mentions)) == ("5", True, 1)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (
            {"id": 1, "text": "😀 Peru", "label": [[1, 4, "PLACE"]]},
            r"\(article '1'\), label 1: offsets 1:4 cut a character",
        ),
        ({"id": 1, "text": "Peru", "label": [[0, 5, "PLACE"]]}, "offsets 0:5 lie outside the text, which has 4"),
        ({"id": 1, "text": "Peru", "label": [[-2, 3, "PLACE"]]}, "offsets -2:3"),
        ({"id": 1, "text": "Peru", "label": [[0, 4, "LOC"]]}, "label 1: unknown label 'LOC'"),
        ({"id": 1, "text": "Peru", "label": [[0, 4]]}, r"the label \[0, 4\] is not"),
        ({"id": 1, "text": "Peru", "label": ["PLACE"]}, 'the label "PLACE" is not'),
        ({"id": 1, "text": "Peru", "label": [[0, 4, ["PLACE"]]]}, "is not"),
        ({"id": 1, "text": "Peru"}, 'no list "label"'),
        ({"text": "Peru", "label": []}, "no article id"),
        ({"id": 1, "text": " ", "label": []}, "no text"),
        ({"id": 1, "text": "Peru", "label": [], "extractor": "{}x"}, "its field 'extractor' is not what was written"),
        ({"id": 1, "text": "Peru", "label": [], "extractor": '{"values": [[1]]}'}, "its field 'extractor' is not"),
        ({"id": 1, "text": "Peru", "label": [], "extractor": '{"text_sha256": "0"}'}, "text_sha256 differs"),
        (
            {"id": 1, "text": "Peru", "label": [], "extractor": '{"records": [{"article_id": 4}]}'},
            "record 1: article_id: ",
        ),
    ],
)
def test_what_does_not_fit_is_named(row: dict[str, Any], message: str) -> None:
    with pytest.raises(InputError, match=message) as told:
        back(json.dumps(row))
    assert str(told.value).startswith("all.jsonl:1")


@pytest.mark.parametrize("content", ["{", "[1]", "3"])
def test_another_file_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "all.jsonl"
    path.write_text("\n" + content)
    with pytest.raises(InputError, match=r"all\.jsonl:2: not "):
        doccano.read(path)
