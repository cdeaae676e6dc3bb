"""Quality gate: figures must not fall below their floors, on gold and corpus that nobody changed unseen.

    python scripts/gate.py                        run the extractor on the corpus, score, compare with gold/floors.json
    python scripts/gate.py records.jsonl          score these records instead
    python scripts/gate.py --pin                  write the hashes of gold and corpus, raise floors to what was measured
    python scripts/gate.py --lower "REASON"       pin, and lower what fell; the reason goes into the file's history

Exit status: 0 passed, 1 a figure below its floor, other gold or corpus than pinned, or nothing to compare with.
"""

import argparse
import dataclasses
import hashlib
import json
import math
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from extractor.errors import ExtractorError
from extractor.scoring import files, report

HOME = Path(__file__).resolve().parent.parent
FIGURES = ("record_f1", "slot_f1", "usable_f1")  # pinned at first; of the held articles too, if any are
DIGITS = 4  # floors are cut, never rounded up, so that what was measured passes


def main(arguments: list[str] | None = None) -> int:
    """Run the gate, print what it found and give the exit status."""
    options = _parse(arguments)
    try:
        figures = _measure(options)
        pinned = _read(options.floors)
    except ExtractorError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    hashes = {
        "gold_sha256": digest(options.gold, skip=options.floors, pattern="*.json"),
        "corpus_sha256": digest(options.corpus),
    }
    if options.pin or options.lower:
        return _pin(options.floors, pinned, hashes, figures, options.lower)
    if not pinned:
        print(f"{options.floors}: no floors yet; measure and write them with scripts/gate.py --pin")
        return 1
    problems = [_moved(name) for name, value in hashes.items() if pinned.get(name) != value]
    problems += fallen(pinned.get("floors", {}), figures)
    for name, floor in pinned.get("floors", {}).items():
        print(f"{name:<16} {report.rate(figures.get(name))}   floor {floor}")
    for problem in problems:
        print(problem)
    return 1 if problems else 0


def _parse(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("records", nargs="?", type=Path, help="records.jsonl; without it the extractor is run")
    parser.add_argument("--gold", type=Path, default=HOME / "gold")
    parser.add_argument("--corpus", type=Path, default=HOME / "corpus")
    parser.add_argument("--floors", type=Path, help="default: floors.json in the gold folder")
    parser.add_argument("--pin", action="store_true", help="write hashes, raise floors")
    parser.add_argument("--lower", metavar="REASON", help="pin and lower what fell, for this reason")
    options = parser.parse_args(arguments)
    options.floors = options.floors or options.gold / "floors.json"
    if options.lower is not None and not options.lower.strip():
        parser.error("--lower needs a reason")
    return options


def _measure(options: argparse.Namespace) -> dict[str, float | None]:
    if options.records:
        return _figures(options.gold, files.read_found(options.records))
    with tempfile.TemporaryDirectory() as folder:
        output, marked = Path(folder) / "records.jsonl", Path(folder) / "mentions.jsonl"
        run = "from extractor.cli import main; main()"
        command = [sys.executable, "-c", run, "run", options.corpus, "-o", output, "--mentions", marked]
        ended = subprocess.run(command, check=False)
        if ended.returncode:
            raise ExtractorError(f"the extractor ended with status {ended.returncode} on {options.corpus}")
        found = dataclasses.replace(files.read_found(output), mentions=files.read_mentions(marked)[0])
        return _figures(options.gold, found)


def _figures(gold: Path, found: files.Found) -> dict[str, float | None]:
    if found.broken:
        raise ExtractorError(f"broken lines are not scored: {'; '.join(found.broken[:3])}")
    return report.make(files.read_gold(gold), found).figures()


def digest(folder: Path, *, skip: Path | None = None, pattern: str = "*") -> str:
    """Hash the names and contents of a folder's files."""
    whole = hashlib.sha256()
    for path in sorted(folder.rglob(pattern)):
        if path.is_file() and (skip is None or path.resolve() != skip.resolve()):
            content = hashlib.sha256(path.read_bytes()).hexdigest()
            whole.update(f"{path.relative_to(folder).as_posix()}\0{content}\n".encode())
    return whole.hexdigest()


def fallen(floors: dict[str, float], figures: dict[str, float | None]) -> list[str]:
    """Name the figures below their floor; one that can't be measured any more is below."""
    problems = []
    for name, floor in floors.items():
        value = figures.get(name)
        if value is None or value < floor:
            problems.append(f"{name} fell to {report.rate(value)}, its floor is {floor}")
    return problems


def _moved(name: str) -> str:
    what = name.removesuffix("_sha256")
    return f"{what} is not what the floors were measured on; if it should change, run scripts/gate.py --pin"


def _pin(
    path: Path, pinned: dict[str, Any], hashes: dict[str, str], figures: dict[str, float | None], reason: str | None
) -> int:
    names = [*FIGURES, *(f"held_{name}" for name in FIGURES), "mention_all_strict_f1", "held_mention_all_strict_f1"]
    new = {name: 0.0 for name in names if name in figures}
    floors: dict[str, float] = {**new, **(pinned.get("floors") or {})}
    problems = fallen(floors, figures)
    if problems and not reason:
        print(*problems, 'nothing written; a floor is lowered only with --lower "REASON"', sep="\n")
        return 1
    measured = {name: _cut(figures.get(name)) for name in floors}
    lowered = {name: [floors[name], value] for name, value in measured.items() if value < floors[name]}
    history = list(pinned.get("history", []))
    if lowered:
        history.append({"reason": reason, "lowered": lowered})
    path.write_text(json.dumps({**hashes, "floors": measured, "history": history}, indent=2) + "\n", encoding="utf-8")
    print(f"{path}: " + ", ".join(f"{name} {floor}" for name, floor in measured.items()))
    return 0


def _cut(value: float | None) -> float:
    scale = 10.0**DIGITS
    return math.floor((value or 0.0) * scale) / scale


def _read(path: Path) -> dict[str, Any]:
    if not path.exists():
        return {}
    try:
        pinned = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise ExtractorError(f"{path}: not JSON ({error}); restore it from version control") from error
    if not isinstance(pinned, dict):
        raise ExtractorError(f"{path}: expected an object with gold_sha256, corpus_sha256 and floors")
    return pinned


if __name__ == "__main__":
    sys.exit(main())
