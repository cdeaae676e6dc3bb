"""The gate fails when a figure falls or the gold moves, and a floor is lowered only with a reason."""

import importlib.util
import json
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from .invented import RECORDS
from .test_files import write_gold

SCRIPT = Path(__file__).resolve().parents[2] / "scripts" / "gate.py"


@pytest.fixture(scope="module")
def gate() -> ModuleType:
    spec = importlib.util.spec_from_file_location("gate", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Place:
    """A gold folder, a corpus and records, and the gate over them."""

    def __init__(self, folder: Path, gate: ModuleType) -> None:
        self.gold, self.corpus, self.records = write_gold(folder / "gold"), folder / "corpus", folder / "records.jsonl"
        self.corpus.mkdir()
        (self.corpus / "rail.txt").write_text("A line from Tema to Ho.")
        self.gate = gate
        self.find(4)

    def find(self, count: int) -> None:
        lines = [json.dumps(raw) for told in RECORDS.values() for raw in told]
        self.records.write_text("\n".join(lines[:count]))

    def run(self, *more: str) -> int:
        status: int = self.gate.main([str(self.records), "--gold", str(self.gold), "--corpus", str(self.corpus), *more])
        return status

    @property
    def floors(self) -> dict[str, Any]:
        read: dict[str, Any] = json.loads((self.gold / "floors.json").read_text())
        return read


@pytest.fixture
def place(tmp_path: Path, gate: ModuleType) -> Place:
    return Place(tmp_path, gate)


def test_without_floors_it_fails_and_says_how_to_write_them(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    assert place.run() == 1
    assert "--pin" in capsys.readouterr().out


def test_it_passes_on_what_was_pinned_and_fails_below(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    assert place.run("--pin") == 0
    assert place.floors["floors"] == {"record_f1": 1.0, "slot_f1": 1.0, "usable_f1": 1.0}
    assert place.run() == 0
    place.find(3)
    capsys.readouterr()
    assert place.run() == 1
    assert "record_f1 fell to 0.857, its floor is 1.0" in capsys.readouterr().out


def test_a_floor_is_raised_by_pin_and_lowered_only_with_a_reason(place: Place) -> None:
    place.find(3)
    assert place.run("--pin") == 0
    low = place.floors["floors"]["record_f1"]
    assert low == 0.8571  # cut, not rounded: 6/7
    assert place.run() == 0
    place.find(4)
    assert place.run("--pin") == 0
    assert place.floors["floors"]["record_f1"] == 1.0
    place.find(3)
    before = place.floors
    assert place.run("--pin") == 1
    assert place.floors == before
    assert place.run("--lower", "the pledge is told in a caption only") == 0
    entry = place.floors["history"][0]
    assert entry["reason"] == "the pledge is told in a caption only"
    assert entry["lowered"]["record_f1"] == [1.0, low]
    assert place.run("--pin") == 0
    assert len(place.floors["history"]) == 1


def test_a_reason_must_say_something(place: Place) -> None:
    with pytest.raises(SystemExit) as status:
        place.run("--lower", " ")
    assert status.value.code == 2


def test_gold_or_corpus_that_moved_fails_until_pinned(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    place.run("--pin")
    (place.corpus / "rail.txt").write_text("A line from Tema to Ho, and back.")
    assert place.run() == 1
    assert "corpus is not what the floors were measured on" in capsys.readouterr().out
    assert place.run("--pin") == 0
    file = place.gold / "radio.json"
    file.write_text(file.read_text().replace('"CF"', '"CD"'))
    assert place.run() == 1
    assert "gold is not what" in capsys.readouterr().out


def test_a_figure_that_can_not_be_measured_any_more_fell(gate: ModuleType) -> None:
    assert gate.fallen({"usable_f1": 0.5}, {"usable_f1": None}) == ["usable_f1 fell to -, its floor is 0.5"]
    assert gate.fallen({"usable_f1": 0.5}, {"usable_f1": 0.5}) == []


def test_broken_records_and_floors_are_errors(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    place.run("--pin")
    (place.gold / "floors.json").write_text("{")
    assert place.run() == 1
    place.records.write_text("{")
    assert place.run() == 1
    assert capsys.readouterr().err.count("error: ") == 2
