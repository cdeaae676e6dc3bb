"""Parsing apart: what a parser does to itself costs the one input."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

import made_parsers
import pytest
from made_files import STORY, WORDS, crawl, page, pdf, write

from extractor.errors import ExtractorError
from extractor.model import Article
from extractor.reading import Limits, Problem, html, read_inputs
from extractor.reading.apart import Apart


@pytest.fixture
def parser() -> Iterator[Apart]:
    made = Apart(Limits(seconds=2, memory=2**30))
    yield made
    made.close()


def texts(parser: Apart, what: str) -> tuple[list[str], list[Problem]]:
    items = [item for item, _ in parser.run(made_parsers.then, "x.html", what)]
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
def test_a_parser_that_goes_wrong_costs_one_input(parser: Apart, what: str, reason: str, message: str) -> None:
    found, [problem] = texts(parser, what)
    assert len(found) == 1  # what it gave before is kept
    assert (problem.reason, problem.message, problem.outcome) == (reason, message, "failed")
    assert problem.cure
    again, none = texts(parser, "nothing")
    assert (len(again), none) == (1, [])
    assert (again == found) == (what in ("swell", "raise"))  # these end no process
    assert int(found[0]) != os.getpid()


def test_what_no_input_is_to_blame_for_is_told_as_ever(parser: Apart) -> None:
    with pytest.raises(PermissionError, match="Permission denied"):
        texts(parser, "unreadable")
    assert len(texts(parser, "nothing")[0]) == 1


def test_long_answers_come_whole_and_in_order(parser: Apart) -> None:
    found = [item.id for item, _ in parser.run(made_parsers.good, "x", 300) if isinstance(item, Article)]
    assert found == [f"x-{number}" for number in range(300)]


def test_who_stops_in_the_middle_leaves_nothing_behind(parser: Apart) -> None:
    running = parser.run(made_parsers.good, "x", 3000)
    next(running)
    running.close()  # type: ignore[attr-defined]
    assert [item.id for item, _ in parser.run(made_parsers.good, "y", 1) if isinstance(item, Article)] == ["y-0"]


def test_a_process_that_can_not_start_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extractor.reading.apart._serve", os.abort)
    with pytest.raises(ExtractorError, match="could not start"):
        list(Apart(Limits()).run(made_parsers.good, "x", 1))


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
    assert list(read_inputs([tmp_path])) == list(read_inputs([tmp_path], limits=Limits()))


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
