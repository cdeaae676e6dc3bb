"""Parsing apart: what a parser does to itself costs the one input."""

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import made_parsers
import pytest
from made_files import STORY, WORDS, crawl, page, pdf, write

from extractor.errors import ExtractorError
from extractor.model import Article
from extractor.reading import Limits, Problem, html, read_inputs
from extractor.reading.apart import Step, Task, apart, here

LIMITS = Limits(seconds=2, memory=2**30)


def tasks(*whats: str) -> Iterator[Step]:
    for number, what in enumerate(whats):
        yield Task(made_parsers.then, f"{number}.html", (what,))


def texts(*whats: str, limits: Limits = LIMITS) -> tuple[list[str], list[Problem]]:
    items = [item for item, _ in apart(tasks(*whats), limits)]
    return [i.text for i in items if isinstance(i, Article)], [i for i in items if isinstance(i, Problem)]


@pytest.mark.parametrize(
    ("what", "reason", "message"),
    [
        ("hang", "too_slow", "parsing it took longer than 2 s"),
        ("die", "parser_died", "its parser died (exit status 9), out of memory perhaps"),
        ("swell", "unreadable", "it can't be parsed (MemoryError: )"),
        ("raise", "unreadable", "it can't be parsed (ZeroDivisionError: of its own)"),
    ],
)
def test_a_parser_that_goes_wrong_costs_one_input(what: str, reason: str, message: str) -> None:
    found, [problem] = texts(what, "nothing")
    assert len(found) == 2  # what it gave before is kept
    assert (problem.place, problem.reason, problem.message) == ("0.html", reason, message)
    assert problem.outcome == "failed"
    assert problem.cure
    assert (found[0] == found[1]) == (what in ("swell", "raise"))  # these end no process
    assert int(found[0]) != os.getpid()


def test_what_keeps_a_file_from_being_read_is_told_as_such() -> None:
    there = [item for item, _ in here(tasks("unreadable")) if isinstance(item, Problem)]
    assert texts("unreadable")[1] == there
    assert [problem.message for problem in there] == ["can't be read (Permission denied)"]


@pytest.mark.parametrize("processes", [1, 3])
def test_answers_come_whole_and_in_order(processes: int) -> None:
    def steps() -> Iterator[Step]:
        for number in range(12):
            yield Task(made_parsers.good, f"x{number}", (300 if number % 5 == 0 else 1,))
            yield Article(id=f"plain{number}", text="at once"), "here"

    found = list(apart(steps(), Limits(processes=processes)))
    assert found == list(here(steps()))
    assert len(found) == 3 * 300 + 9 + 12


def test_several_parse_at_the_same_time_and_only_a_little_ahead() -> None:
    taken = 0

    def steps() -> Iterator[Step]:
        nonlocal taken
        for step in tasks(*["nap"] * 40):
            taken += 1
            yield step

    pids, ahead = [], []
    for number, (item, _) in enumerate(apart(steps(), Limits(processes=3))):
        assert isinstance(item, Article)
        pids.append(item.text)
        ahead.append(taken - number)
    assert len(pids) == 40
    assert len(set(pids)) == 3
    assert max(ahead) <= 13


def test_who_stops_in_the_middle_leaves_nothing_behind() -> None:
    running = apart(tasks("nothing", "hang"), Limits())
    item, _ = next(running)
    assert isinstance(item, Article)
    running.close()  # type: ignore[attr-defined]
    with pytest.raises(ProcessLookupError):
        os.kill(int(item.text), 0)


def test_one_that_is_killed_while_it_has_nothing_to_do_costs_nothing() -> None:
    def steps() -> Iterator[Step]:
        yield Task(made_parsers.then, "a", ("nothing",))
        for number in range(8):  # so many that nothing behind them is read ahead
            yield Article(id=f"plain{number}", text=""), "here"
        os.kill(int(pids[0]), signal.SIGKILL)
        time.sleep(0.2)
        yield Task(made_parsers.then, "b", ("nothing",))

    pids: list[str] = []
    for item, _ in apart(steps(), Limits()):
        assert isinstance(item, Article)
        pids.append(item.text)
    assert len(pids) == 10


def test_a_process_that_can_not_start_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extractor.reading.apart._serve", os.abort)
    with pytest.raises(ExtractorError, match="could not start"):
        texts("nothing")


def test_every_kind_reads_apart_as_it_reads_here(tmp_path: Path) -> None:
    write(tmp_path / "a.html", page())
    write(tmp_path / "b.pdf", pdf(WORDS))
    write(tmp_path / "b.meta.json", '{"title": "Beside"}')
    write(tmp_path / "c.warc", crawl(("http://x/1", page(), "200 OK", "text/html"), packed=False))
    write(
        tmp_path / "d.rss",
        f"<rss><channel><title>x</title><item><description>{WORDS}</description></item></channel></rss>",
    )
    write(tmp_path / "e.txt", WORDS)
    write(tmp_path / "f.parquet", "PAR1 and no more")
    write(tmp_path / "g.html", "\0\1\2" * 100)
    for processes in (1, 2):
        assert list(read_inputs([tmp_path], limits=Limits(processes=processes))) == list(read_inputs([tmp_path]))


def test_a_page_that_hangs_is_the_only_one_lost(tmp_path: Path) -> None:
    """A million nested elements take trafilatura's own time; the page beside them is read."""
    write(tmp_path / "a.html", page(body="<div>" * 1_000_000 + STORY))
    write(tmp_path / "b.html", page())
    began = time.monotonic()
    found = list(read_inputs([tmp_path], limits=Limits(seconds=1)))
    assert time.monotonic() - began < 20
    assert [item.id for item in found if isinstance(item, Article)][-1] == "b"


def test_a_page_that_needs_too_much_memory_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def swell(markup: str, url: str | None) -> html.Page:
        raise MemoryError

    monkeypatch.setattr(html, "_read", swell)
    with pytest.raises(Exception, match="more memory than one input may have"):
        html.read(page())
