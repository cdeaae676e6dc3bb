"""Whole runs of `extractor run` for `bench.py`: how long they take, and how much memory all their processes hold."""

import json
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from extractor.model import Article

RUN = "from extractor.cli import main; main()"
PAGE = 4096  # bytes; what Linux counts memory in on the machines that this is run on


@dataclass(frozen=True)
class Spent:
    """What a run took: seconds by the clock, and the most memory (MiB) that its processes held together."""

    articles: int
    seconds: float
    memory: float


def write(articles: Sequence[Article], count: int, path: Path) -> None:
    """Write so many articles, each under an id of its own; they begin again when they are used up."""
    with path.open("w", encoding="utf-8") as file:
        for number, article in enumerate(islice(cycle(articles), count)):
            row = {"id": f"{number}-{article.id}", "text": article.text, "title": article.title}
            file.write(json.dumps(row) + "\n")


def run(articles: Sequence[Article], count: int, *options: str) -> Spent:
    """Run the extractor on so many articles, from its start to its end."""
    with tempfile.TemporaryDirectory() as folder:
        path, output = Path(folder) / "articles.jsonl", Path(folder) / "records.jsonl"
        write(articles, count, path)
        command = [sys.executable, "-c", RUN, "run", str(path), "-o", str(output), *options]
        return watch(command, count)


def watch(command: list[str], count: int = 0) -> Spent:
    """Run a command and watch its memory, ten times a second."""
    begin = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    most = 0.0
    told: list[bytes] = []
    listener = threading.Thread(target=lambda: told.append(process.stderr.read() if process.stderr else b""))
    listener.start()
    while process.poll() is None:
        most = max(most, held(process.pid))
        time.sleep(0.1)
    seconds = time.perf_counter() - begin
    listener.join()
    if process.returncode:
        raise SystemExit(f"{' '.join(command)}: status {process.returncode}\n{told[0].decode()[-2000:]}")
    return Spent(count, seconds, most)


def held(pid: int) -> float:
    """Give the memory (MiB) that a process and those it started hold now; 0 where the system does not tell."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except (OSError, IndexError):
        return 0.0
    return pages * PAGE / 2**20 + sum(held(int(child)) for child in children)


def growth(articles: Sequence[Article], sizes: Sequence[int]) -> dict[str, Any]:
    """Run with more and more articles; `start` is a run of one."""
    return {
        "start": run(articles, 1).seconds,
        "runs": [asdict(run(articles, size)) for size in sizes],
    }


def workers(articles: Sequence[Article], count: int, rounds: int, *, on_ray: bool) -> dict[str, list[dict[str, Any]]]:
    """Run with one worker and with two, in turn; each round gives the run and its start, a run of one article."""
    ways = {"1 worker": ["--jobs", "1"], "2 workers": ["--jobs", "2"]}
    if on_ray:
        ways["2 workers on Ray"] = ["--jobs", "2", "--engine", "ray"]
    found: dict[str, list[dict[str, Any]]] = {name: [] for name in ways}
    for _ in range(rounds):
        for name, options in ways.items():
            start = run(articles, 1, *options).seconds
            found[name].append({**asdict(run(articles, count, *options)), "start": start})
    return found


def start_up(model: str, rounds: int) -> dict[str, list[float]]:
    """Time how long it takes until a model is ready, bare and in a worker, and until the help is told."""
    # Where the extractor is installed, spaCy would import its components as well.
    bare = "import spacy; spacy.registry._entry_point_factories.entry_points = False"
    worker = "from extractor.batch import local; from extractor.settings import Settings; local.ready(Settings())"
    commands = {
        "bare spaCy, imported and loaded": f"{bare}; spacy.load({model!r})",
        "a worker, until it is ready": worker,
        "extractor --help": f"import sys; sys.argv = ['extractor', '--help']; {RUN}",
    }
    found: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, code in commands.items():
            found[name].append(watch([sys.executable, "-c", code]).seconds)
    return found
