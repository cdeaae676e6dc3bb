"""Tasks in the hands of Label Studio's own SDK. It brings half a gigabyte of other libraries, so it may be absent."""

import json
from pathlib import Path
from typing import Any

import pytest

from extractor.formats import label_studio

from .made import annotated, record

interface = pytest.importorskip("label_studio_sdk.label_interface")
converter = pytest.importorskip("label_studio_sdk.converter")

TEXT = "👩🏽\u200d🌾 Aid\r\n\tJapan gave 🇯🇵 Peru a pump"
SPANS = ((11, 16), (25, 29))


def tasks(**told: Any) -> list[dict[str, Any]]:
    one = annotated(TEXT, *SPANS, records=(record("wall"),), title="Pumps", **told)
    return [label_studio.task(one), label_studio.task(annotated("Nothing"))]


def test_the_interface_is_valid_and_the_tasks_fit_it() -> None:
    known = interface.LabelInterface(label_studio.INTERFACE)
    known.validate()
    [task, _] = tasks(is_gold=False)
    assert all(task["data"].get(tag.value_name) is not None for tag in known.objects)
    assert known.validate_prediction(task["predictions"][0], return_errors=True) == []
    assert known.validate_annotation(tasks()[0]["annotations"][0])


@pytest.mark.parametrize("form", ["JSON", "JSON_MIN", "CSV", "CONLL2003"])
def test_the_converter_takes_them(tmp_path: Path, form: str) -> None:
    made = tasks()
    for number, task in enumerate(made, 1):  # what the server adds
        task["id"] = number
        task["annotations"][0] |= {"id": number, "completed_by": 1, "created_at": "", "updated_at": "", "lead_time": 1}
    (tmp_path / "tasks.json").write_text(json.dumps(made))
    out = tmp_path / "out"
    tool = converter.Converter(label_studio.INTERFACE, str(tmp_path))
    tool.convert(str(tmp_path / "tasks.json"), str(out), form, is_dir=False)
    [result] = out.iterdir()
    told = result.read_text("utf-8")
    if form == "CONLL2003":
        tagged = [line.split(" -X- _ ") for line in told.splitlines() if " -X- _ " in line]
        assert [word for word, tag in tagged if tag == "B-PLACE"] == ["Japan", "Peru"]
    elif form == "JSON_MIN":
        assert [one["text"] for one in json.loads(told)[0]["label"]] == ["Japan", "Peru"]
    else:
        assert "Japan" in told
