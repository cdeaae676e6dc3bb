"""Torture: runs that are killed, starved, cut off and fed with rubbish, and what is lost by it (nothing).

    python scripts/torture.py                     everything, in some minutes
    python scripts/torture.py kills hostile       these only
    python scripts/torture.py --short             a small form of each, in seconds
    python scripts/torture.py --seed 7            other moments, other rubbish

Every disturbed run is resumed with the same command until it is done; then its database and its JSON lines must equal
those of an undisturbed run, row for row and byte for byte. Where only the loop is at stake, a made reader stands for
the model. Needs what the extra `test` installs. Exit status 1 if anything was lost.
"""

import argparse
import csv
import json
import os
import random
import re
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from lxml import etree
from pyarrow import parquet

HOME = Path(__file__).resolve().parent.parent
sys.path[:0] = [
    str(HOME),
    str(HOME / "scripts"),
    str(HOME / "tests" / "batch"),
    str(HOME / "tests" / "storage"),
    str(HOME / "tests" / "reading"),
]

import check_iati  # noqa: E402
import hostile_files  # noqa: E402
import hostile_inputs  # noqa: E402
from made_files import crawl, page  # noqa: E402
from made_postgres import Server  # noqa: E402

from extractor.export.iati import IatiFile, Reporter  # noqa: E402
from extractor.export.parquet import ParquetFile  # noqa: E402
from extractor.export.table import CsvFile  # noqa: E402
from extractor.storage import schema  # noqa: E402
from extractor.storage.sql import open_store  # noqa: E402

# What differs between two runs by its nature.
_CLOCK = {"extracted_at", "seen_at", "applied_at"}
_MADE = """
import functools, made_reader
from extractor.batch import runner
from extractor.cli import main
runner.run = functools.partial(runner.run, load=made_reader.load_rich)
main()
"""
_REAL = "from extractor.cli import main\nmain()"
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_WORDS = ["a grant", "grant and grant", "weather", "boom", "nothing", "long", "grant, grant, grant"]


@dataclass
class Verdict:
    """What a torture did, what it found, and whether anything was lost or came twice."""

    name: str
    done: str
    wrong: list[str] = field(default_factory=list)
    seconds: float = 0.0

    def must(self, true: object, otherwise: str) -> None:
        """Note something wrong."""
        if not true:
            self.wrong.append(otherwise)


@dataclass(frozen=True)
class Place:
    """Where a torture works, how much, and by which dice."""

    folder: Path
    short: bool
    dice: random.Random

    def size(self, long: int, short: int) -> int:
        """Choose a size."""
        return short if self.short else long

    def articles(self, count: int, name: str = "in.jsonl") -> Path:
        """Write made articles: some report grants, some nothing, some can't be read."""
        path = self.folder / name
        with path.open("w", encoding="utf-8") as file:
            for number in range(count):
                text = _WORDS[number % len(_WORDS)] + " word" * (number % 50)
                row = {"id": f"a{number}", "title": f"No. {number}", "text": text if number % 97 else " "}
                file.write(json.dumps(row) + "\n")
        return path

    def pages(self, count: int) -> Path:
        """Write a crawl of made pages."""
        path = self.folder / "in.warc.gz"
        made = []
        for number in range(count):
            body = f"<p>{_WORDS[number % len(_WORDS)]} {'words of a paragraph ' * (10 + number % 50)}</p>"
            made.append((f"http://x.example/{number}", page(body=body), "200 OK", "text/html"))
        path.write_bytes(crawl(*made))
        return path


def start(
    arguments: list[object], *, code: str = _MADE, seconds: float = 0.01, most: int = 0
) -> "subprocess.Popen[str]":
    """Start `extractor run`, as a group of its own; no file may grow over `most` bytes, if given."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "MADE_READER_SECONDS": str(seconds)}
    limit = (lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))) if most else None
    return subprocess.Popen(
        [sys.executable, "-c", code, "run", *map(str, arguments)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        errors="replace",
        start_new_session=True,
        env=environment,
        preexec_fn=limit,  # noqa: PLW1509  # no threads here
    )


def finish(process: "subprocess.Popen[str]") -> tuple[int, str]:
    """Wait for a run; give its exit status and what it said."""
    _, told = process.communicate(timeout=3600)
    return process.returncode, told


def rows(url: str) -> dict[str, list[tuple[Any, ...]]]:
    """Give all rows of a database by table, without what the clock wrote."""
    found: dict[str, list[tuple[Any, ...]]] = {}
    with open_store(url, write=False) as store:
        for table in schema.metadata.sorted_tables:
            columns = [column for column in table.c if column.name not in _CLOCK]
            read = store._read(lambda c, what=columns: [tuple(row) for row in c.execute(sa.select(*what))])
            found[table.name] = sorted(read, key=repr)
    return found


def _named(table: str, found: dict[str, list[tuple[Any, ...]]]) -> list[dict[str, Any]]:
    """Give a table's rows with the names of their columns."""
    names = [column.name for column in schema.metadata.tables[table].c if column.name not in _CLOCK]
    return [dict(zip(names, row, strict=True)) for row in found[table]]


def equal(verdict: Verdict, expected: tuple[str, Path], found: tuple[str, Path]) -> None:
    """Compare a database and its JSON lines with those of an undisturbed run."""
    meant, there = rows(expected[0]), rows(found[0])
    for table, some in meant.items():
        verdict.must(some == there[table], f"{table}: {len(there[table])} rows, not the {len(some)} expected")
    verdict.must(expected[1].read_bytes() == found[1].read_bytes(), "the JSON lines differ")
    left = [path.name for path in found[1].parent.glob(f".{found[1].name}.*") if path.suffix in (".part", ".lock")]
    verdict.must(not left, f"left behind: {left}")


def undisturbed(place: Place, inputs: Path, name: str = "calm", *more: object) -> tuple[str, Path]:
    """Run without trouble; give the database and the JSON lines."""
    url, out = f"sqlite:///{place.folder / f'{name}.db'}", place.folder / f"{name}.jsonl"
    status, told = finish(start([inputs, "-o", out, "--db", url, "--jobs", 2, *more], seconds=0))
    if status:
        raise SystemExit(f"the undisturbed run failed: {told}")
    return url, out


def kills(place: Place) -> Iterator[Verdict]:
    """Kill a run, or all its processes, at random moments from its first instant on."""
    inputs = place.articles(place.size(2000, 150))
    marks = {name: place.folder / f"{name}-mentions.jsonl" for name in ("calm", "killed")}
    calms = [undisturbed(place, inputs), undisturbed(place, inputs, "whole", "--mentions", marks["calm"])]
    with postgres() as server:
        urls = {
            "SQLite": f"sqlite:///{place.folder / 'killed.db'}",
            "PostgreSQL": server.database(),
            "ledger": "",  # and mentions
        }
        for name, url in urls.items():
            wanted = place.size(50 if name == "SQLite" else 15, 2)
            out = place.folder / f"{name}.jsonl"
            command = [inputs, "-o", out, "--jobs", 2, *(["--db", url] if url else ["--mentions", marks["killed"]])]
            loading = _loading(place)
            killed = runs = 0
            while killed < wanted:
                runs += 1
                process = start(command, seconds=0.01)
                try:
                    process.wait(place.dice.uniform(0.1, loading * 1.6))
                except subprocess.TimeoutExpired:
                    killed += 1
                    (os.killpg if place.dice.random() < 0.5 else os.kill)(process.pid, signal.SIGKILL)
                process.communicate()
            status, _ = finish(start(command, seconds=0))
            verdict = Verdict("kills", f"{name}: killed {killed} times in {runs} runs over {_count(inputs)} articles")
            verdict.must(status == 0, f"exit status {status}")
            equal(verdict, calms[not url], (url or f"sqlite:///{place.folder / f'.{out.name}.ledger.db'}", out))
            verdict.must(url or marks["calm"].read_bytes() == marks["killed"].read_bytes(), "the mentions differ")
            yield verdict


def outage(place: Place) -> Iterator[Verdict]:
    """Kill the database's server in the middle of a run, and start it again."""
    inputs = place.articles(place.size(2000, 400))
    calm = undisturbed(place, inputs)
    with postgres() as server:
        url, out = server.database(), place.folder / "outage.jsonl"
        process = start([inputs, "-o", out, "--db", url, "--jobs", 2], seconds=0.005)
        _until_some(url)
        times = place.size(3, 1)
        for _ in range(times):
            server.kill()
            time.sleep(place.dice.uniform(0.2, 1.5))
            server.start()
            time.sleep(place.dice.uniform(0.2, 0.8))
        running = process.poll() is None
        status, told = finish(process)
        verdict = Verdict(
            "outage", f"PostgreSQL away {times} times; the run waited {told.count('waiting for it')} times"
        )
        verdict.must(status == 0, f"exit status {status}: {told[-300:]}")
        verdict.must("waiting for it" in told or not running, "the run did not notice")
        equal(verdict, calm, (url, out))
        yield verdict


def disk(place: Place) -> Iterator[Verdict]:
    """Let no file grow beyond a limit, as a full disk does; then make more room, until it is enough."""
    inputs = place.articles(place.size(2000, 300))
    calm = undisturbed(place, inputs)
    for name, db in (("database", place.folder / "full.db"), ("ledger", None)):
        out, most, full = place.folder / f"full-{name}.jsonl", 50_000, 0
        verdict = Verdict("disk", "")
        while True:
            command = [inputs, "-o", out, *(["--db", db] if db else [])]
            status, told = finish(start(command, seconds=0, most=most))
            verdict.must("Traceback" not in told, told[-300:])
            if status == 0:
                break
            verdict.must("make room" in told, told[-300:])
            verdict.must(not out.exists(), "half an output")
            full, most = full + 1, most * 2
        verdict.done = f"{name}: full {full} times, then room"
        verdict.must(full, "it was never full")
        equal(verdict, calm, (f"sqlite:///{db or place.folder / f'.{out.name}.ledger.db'}", out))
        yield verdict


def workers(place: Place) -> Iterator[Verdict]:
    """Kill worker processes and those that parse pages, while they load and while they are at it."""
    loading = _loading(place)
    for name, inputs in (
        ("articles", place.articles(place.size(2000, 300))),
        ("pages", place.pages(place.size(800, 60))),
    ):
        calm = undisturbed(place, inputs, f"calm-{name}")
        url, out = f"sqlite:///{place.folder / f'{name}.db'}", place.folder / f"{name}.jsonl"
        process = start([inputs, "-o", out, "--db", url, "--jobs", 2], seconds=0.02)
        killed, wanted = 0, place.size(15, 2)
        while killed < wanted and process.poll() is None:
            time.sleep(place.dice.uniform(0.3, 1.5 * loading))
            if some := _children(process.pid):
                os.kill(place.dice.choice(some), signal.SIGKILL)
                killed += 1
        status, told = finish(process)
        died = told.count("its worker process died") + told.count("its parser died")
        done = f"{name}: {killed} processes killed; {died} named as failed by it, and read again"
        verdict = Verdict("workers", done)
        verdict.must(status == 0, f"exit status {status}: {told[-300:]}")
        verdict.must(died <= killed, "a process's death cost more than one article")
        finish(start([inputs, "-o", out, "--db", url, "--retry-failed"], seconds=0))
        equal(verdict, calm, (url, out))
        yield verdict


def together(place: Place) -> Iterator[Verdict]:
    """Let two runs write to one database at once, half of their articles the same."""
    inputs = place.articles(place.size(900, 210))
    lines = inputs.read_text().splitlines(keepends=True)
    third = len(lines) // 3
    calm = undisturbed(place, inputs)
    with postgres() as server:
        for name, url in (("SQLite", f"sqlite:///{place.folder / 'both.db'}"), ("PostgreSQL", server.database())):
            halves = [place.folder / f"{name}-{half}.jsonl" for half in "ab"]
            halves[0].write_text("".join(lines[: 2 * third]))
            halves[1].write_text("".join(reversed(lines[third:])))
            verdict = Verdict("together", f"{name}: two runs at once, a third of {len(lines)} articles in both")
            for process in [start([half, "--db", url, "--jobs", 2], seconds=0.002) for half in halves]:
                status, told = finish(process)
                verdict.must(status == 0, f"exit status {status}: {told[-300:]}")
            first = start([inputs, "--db", url], seconds=0)
            status, told = finish(start([inputs, "-o", place.folder / "both.jsonl", "--db", url], seconds=0))
            finish(first)
            if status:  # both ran the same command at once: one of them was refused
                verdict.must("another run" in told, told[-300:])
                finish(start([inputs, "-o", place.folder / "both.jsonl", "--db", url], seconds=0))
            meant, found = rows(calm[0]), rows(url)
            for table in set(meant) - {"unread"}:  # whose places name the files
                verdict.must(meant[table] == found[table], f"{table} differs")
            verdict.must(calm[1].read_bytes() == (place.folder / "both.jsonl").read_bytes(), "the JSON lines differ")
            yield verdict


def engines(place: Place) -> Iterator[Verdict]:
    """Give the real extractor real articles, into SQLite, PostgreSQL and JSON lines."""
    texts = sorted((HOME / "corpus").glob("*.txt"), key=lambda path: (path.stat().st_size, path.name))
    texts = [path for path in texts if path.name != "README.txt"][: place.size(100, 6)]
    with postgres() as server:
        urls = [f"sqlite:///{place.folder / 'real.db'}", server.database()]
        outs = [place.folder / "sqlite.jsonl", place.folder / "postgres.jsonl"]
        for url, out in zip(urls, outs, strict=True):
            status, told = finish(start([*texts, "--db", url, "--jobs", 2], code=_REAL))
            again, _ = finish(start([*texts, "--db", url, "-o", out], code=_REAL))  # from the database alone
            if status or again:
                raise SystemExit(told)
        plain = place.folder / "plain.jsonl"
        finish(start([*texts, "-o", plain], code=_REAL))
        verdict = Verdict("engines", f"{len(texts)} real articles, {len(plain.read_bytes().splitlines())} records")
        equal(verdict, (urls[0], outs[0]), (urls[1], outs[1]))
        verdict.must(plain.read_bytes() == outs[0].read_bytes(), "JSON lines without a database differ")
        yield verdict


def hostile(place: Place) -> Iterator[Verdict]:
    """Give the real extractor rubbish, and account for every piece of it."""
    lines, files, giants = place.folder / "hostile", place.folder / "files", not place.short
    made = hostile_inputs.write(lines, place.size(7_500, 100), place.dice, giants=giants)
    made += hostile_files.write(files, place.size(2_500, 170), place.dice, giants=giants)
    verdict, places = _rubbish(place, "hostile", [lines, files])
    verdict.must(len(places) == made, f"{len(places)} inputs accounted for, of {made}")
    verdict.done = f"{made} inputs, {verdict.done}"
    yield verdict
    whole, broken = place.folder / "whole", place.folder / "broken"
    hostile_files.write(whole, place.size(2_000, 170), place.dice, giants=False)
    names = hostile_files.bend(whole, broken, place.dice)
    verdict, places = _rubbish(place, "broken", [broken])
    for name in names:  # what such a file still gives can't be foretold, but it must be spoken of
        stem = name.partition(".")[0]
        spoken = any(where == stem or where.startswith((f"{stem}-", f"{broken}/{name}")) for where in places)
        verdict.must(spoken, f"{name} is not spoken of")
    verdict.done = f"{len(names)} files cut off or bent, {verdict.done}"
    yield verdict


def _rubbish(place: Place, name: str, inputs: list[Path]) -> tuple[Verdict, list[str]]:
    """Read rubbish, and look whether all that came of it holds together; give also where what came of it is from."""
    url, out = f"sqlite:///{place.folder / f'{name}.db'}", place.folder / f"{name}.jsonl"
    began = time.monotonic()
    status, told = finish(start([*inputs, "-o", out, "--db", url, "--jobs", 2, "--timeout", 30], code=_REAL))
    took = time.monotonic() - began
    found = rows(url)
    became = [*_named("ledger", found), *_named("unread", found)]
    counts = Counter(row["outcome"] for row in became)
    texts = {row["article_id"]: row["text"] for row in _named("articles", found)}
    owners = {row["record_id"]: row["article_id"] for row in _named("records", found)}
    said = ", ".join(f"{number} {outcome}" for outcome, number in sorted(counts.items()))
    verdict = Verdict(name, f"{took:.0f} s: {said}; {len(owners)} records")
    verdict.must(status == 0, f"exit status {status}: {told[-300:]}")
    verdict.must("Traceback" not in told, "a traceback")
    broken = [line for line in told.splitlines() if "Error at" in line or "worker process died" in line]
    verdict.must(not broken, f"{len(broken)} failed inside the extractor, as {broken[:1]}")
    for span in _named("evidence", found):
        words = texts[owners[span["record_id"]]][span["start_char"] : span["end_char"]]
        verdict.must(words == span["text"], f"{span['record_id']}: {span['text']!r} does not stand there")
    lines = [json.loads(line)["record_id"] for line in out.read_bytes().splitlines()] if out.exists() else []
    verdict.must(sorted(lines) == sorted(owners), "JSON lines and database have other records")
    _exported(verdict, place.folder, url)
    return verdict, [row.get("article_id") or row["place"] for row in became]


def _exported(verdict: Verdict, folder: Path, url: str) -> None:
    """Export all of it, and look whether anything in it got out of its cell or element."""
    with open_store(url, write=False) as store:
        pairs = [
            (article, record)
            for name in store.article_ids()
            if (article := store.article(name))
            for record in store.records(name)
        ]
    reporter = Reporter("XX-EXAMPLE-1", "Torture")
    with (
        CsvFile(folder / "x.csv") as table,
        ParquetFile(folder / "x.parquet") as cells,
        IatiFile(folder / "x.xml", reporter) as file,
    ):
        left = 0
        for article, record in pairs:
            table.write(article, record)
            cells.write(article, record)
            left += file.write(article, record) is not None
    with (folder / "x.csv").open(encoding="utf-8-sig", newline="") as text:
        head, *lines = csv.reader(text)
    verdict.must(len(lines) == len(pairs), f"{len(lines)} rows of CSV")
    run = [
        cell for line in lines for cell in line if cell.lstrip()[:1] in tuple("=+-@") and not _NUMBER.fullmatch(cell)
    ]
    verdict.must(not run, f"cells that a spreadsheet runs: {run[:1]}")
    verdict.must(all(len(line) == len(head) for line in lines), "rows of CSV that are longer than its head")
    verdict.must(parquet.read_metadata(folder / "x.parquet").num_rows == len(pairs), "rows of Parquet are missing")
    root = etree.parse(folder / "x.xml").getroot()
    verdict.must(len(root) == len(pairs) - left, "activities are missing")
    wrong = list(check_iati.invalid(root.getroottree()))
    verdict.must(not wrong, f"IATI is not valid: {wrong[:1]}")


def memory(place: Place) -> Iterator[Verdict]:
    """Compare the greatest memory of a short run with that of one ten times as long, with the real extractor."""
    peaks, few = [], place.size(1000, 60)
    for count in (few, 10 * few):
        inputs = place.folder / f"memory-{count}.jsonl"
        inputs.write_text("".join(hostile_inputs.plain(number) for number in range(count)))
        process = start([inputs, "-o", place.folder / "memory.jsonl"], code=_REAL)
        peak: dict[int, int] = {}
        while process.poll() is None:
            for pid in [process.pid, *_children(process.pid)]:
                peak[pid] = max(peak.get(pid, 0), _most(pid))
            time.sleep(0.1)
        process.communicate()
        peaks.append(sum(peak.values()))
    ratio = peaks[1] / peaks[0]
    told = f"{few} articles {peaks[0] / 1024:.0f} MiB, {10 * few} articles {peaks[1] / 1024:.0f} MiB: {ratio:.2f}"
    verdict = Verdict("memory", told)
    verdict.must(ratio <= 1.2, "memory grows with the number of articles")
    yield verdict


TORTURES: dict[str, Callable[[Place], Iterator[Verdict]]] = {
    torture.__name__: torture for torture in (kills, outage, disk, workers, together, engines, hostile, memory)
}


@contextmanager
def postgres() -> Iterator[Server]:
    """Run a PostgreSQL server."""
    server = Server()
    try:
        yield server
    finally:
        server.close()


def _loading(place: Place) -> float:
    """Measure the seconds of a run that has next to nothing to do."""
    began = time.monotonic()
    finish(start([place.articles(1, "one.jsonl"), "-o", place.folder / "one.out", "--jobs", 2]))
    return time.monotonic() - began


def _until_some(url: str) -> None:
    """Wait until a run has stored its first articles."""
    for _ in range(600):
        time.sleep(0.1)
        try:
            if rows(url)["ledger"]:
                return
        except Exception:  # noqa: BLE001  # its tables may not be there yet
            continue
    raise SystemExit("the run stored nothing within a minute")


def _children(pid: int) -> list[int]:
    """Give the worker processes of a run."""
    try:
        found = [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
        return [one for one in found if "spawn_main" in Path(f"/proc/{one}/cmdline").read_text()]
    except OSError:
        return []


def _most(pid: int) -> int:
    """Give the greatest memory that a process has had, in KiB."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("VmHWM")), 0)


def _count(path: Path) -> int:
    return len(path.read_bytes().splitlines())


def main(arguments: list[str] | None = None) -> int:
    """Run tortures, print a table and give the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", choices=[[], *TORTURES], metavar="NAME", help=", ".join(TORTURES))
    parser.add_argument("--short", action="store_true")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args(arguments)
    lost = False
    for name in options.names or TORTURES:
        dice = random.Random(f"{options.seed} {name}")
        with tempfile.TemporaryDirectory(prefix="torture") as folder:
            began = time.monotonic()
            for verdict in TORTURES[name](Place(Path(folder), options.short, dice)):
                seconds, began = time.monotonic() - began, time.monotonic()
                state = "nothing lost, nothing twice" if not verdict.wrong else "; ".join(verdict.wrong[:3])
                print(f"{verdict.name:<9} {seconds:6.1f} s  {verdict.done:<90} {state}", flush=True)
                lost = lost or bool(verdict.wrong)
    return int(lost)


if __name__ == "__main__":
    raise SystemExit(main())
