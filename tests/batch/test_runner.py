import json
import sys
from collections.abc import Iterator

import made_reader
import pytest

from extractor.batch import runner
from extractor.batch.runner import Event, Outputs
from extractor.errors import ExtractorError, InputError, SettingsError
from extractor.model import Article
from extractor.reading import Problem
from extractor.settings import Settings
from extractor.storage.jsonl import LinesFile
from extractor.storage.sql import open_store

TEXTS = ["a grant", "weather", "grant and grant", "boom", "nothing", "long grant", "grant again"]


@pytest.fixture
def readers(monkeypatch) -> list[made_reader.Reader]:
    """Give the readers that a run makes in this process."""
    made: list[made_reader.Reader] = []

    def load(settings: Settings) -> made_reader.Reader:
        made.append(made_reader.Reader())
        return made[-1]

    monkeypatch.setattr(made_reader, "load", load)
    monkeypatch.setattr("extractor.batch.ledger.fingerprint", lambda settings: "rules")
    return made


def articles(texts: list[str]) -> list[Article]:
    return [Article(id=f"a{number}", text=text) for number, text in enumerate(texts)]


def go(tmp_path, items, *, db=False, mentions=False, load=None, **options):
    """Run once; give the events, the summary, and the lines of both outputs."""
    events: list[Event] = []
    out, marks = LinesFile(tmp_path / "r.jsonl"), LinesFile(tmp_path / "m.jsonl") if mentions else None
    store = open_store(str(tmp_path / "g.db")) if db else None
    try:
        outputs = Outputs(out, marks, store)
        load = load or made_reader.load
        summary = runner.run(items, outputs, Settings(), tell=events.append, load=load, **options)
        for lines in filter(None, (out, marks)):
            lines.keep()
    finally:
        for each in filter(None, (out, marks, store)):
            each.close()
    found = [json.loads(line) for line in (tmp_path / "r.jsonl").read_text().splitlines()]
    return events, summary, found


@pytest.mark.parametrize("jobs", [0, 2])
def test_each_article_gets_its_due(tmp_path, jobs):
    problem = Problem("x.txt", "no_text", "empty", "fill it", "dropped")
    items = [*articles(TEXTS[:3]), problem, *(a.model_copy(update={"id": f"b{a.id}"}) for a in articles(TEXTS[3:]))]
    events, summary, found = go(tmp_path, items, jobs=jobs)
    states = ["read", "skipped", "read", "dropped", "failed", "read", "failed", "read"]
    assert [event.state for event in events] == states
    assert [r["article_id"] for r in found] == ["a0", "a2", "a2", "ba3"]
    assert (summary.done, summary.failed, summary.records) == (5, 2, 4)
    assert "ZeroDivisionError at made_reader" in events[4].message
    assert events[4].message.startswith("ba0: ")


def test_the_output_is_the_same_whatever_the_number_of_workers(tmp_path):
    texts = [TEXTS[n % 7] + " word" * (n * 7 % 50) for n in range(300)]
    go(tmp_path, articles(texts), mentions=True, jobs=0)
    alone = [(tmp_path / name).read_bytes() for name in ("r.jsonl", "m.jsonl")]
    go(tmp_path, articles(texts), mentions=True, jobs=3)
    assert [(tmp_path / name).read_bytes() for name in ("r.jsonl", "m.jsonl")] == alone
    assert alone[0].count(b"\n") > 100


def test_a_worker_that_dies_costs_one_article(tmp_path):
    texts = ["grant"] * 100
    texts[40] = texts[77] = "grant, then die"
    events, summary, found = go(tmp_path, articles(texts), jobs=2)
    assert [e.place for e in events if e.state == "failed"] == ["a40", "a77"]
    assert "exit status 9" in next(e.message for e in events if e.state == "failed")
    assert [r["article_id"] for r in found] == [f"a{n}" for n in range(100) if n not in (40, 77)]
    assert summary.done == 98


@pytest.mark.skipif(sys.platform != "linux", reason="memory is limited on Linux")
def test_an_article_that_needs_too_much_memory_is_the_only_one_lost(tmp_path):
    texts = ["grant"] * 40
    texts[7] = "grant, then swell"
    events, _, found = go(tmp_path, articles(texts), jobs=1)
    [failed] = [event for event in events if event.state == "failed"]
    assert failed.message.startswith("a7: MemoryError at made_reader")
    assert len(found) == 39


@pytest.mark.parametrize("jobs", [0, 1])
def test_what_keeps_the_model_from_loading_is_no_articles_failure(tmp_path, jobs):
    with pytest.raises(ExtractorError, match="the model is not there"):
        go(tmp_path, articles(["grant"]), jobs=jobs, load=made_reader.load_broken)


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_article_that_takes_too_long_is_the_only_one_lost(tmp_path, jobs):
    texts = ["grant"] * 40
    texts[7] = "grant, then hang"
    events, _, found = go(tmp_path, articles(texts), jobs=jobs, seconds=1.0)
    assert [(e.place, e.message) for e in events if e.state == "failed"] == [("a7", "a7: it took longer than 1 s")]
    assert [r["article_id"] for r in found] == [f"a{n}" for n in range(40) if n != 7]


def test_a_worker_that_dies_while_it_loads_costs_nothing(tmp_path, monkeypatch):
    monkeypatch.setenv("MADE_READER_DIES_ONCE", str(tmp_path / "died"))
    _, summary, found = go(tmp_path, articles(["grant"] * 40), jobs=2, load=made_reader.load_dead_once)
    assert (tmp_path / "died").exists()
    assert (summary.done, len(found)) == (40, 40)


def test_workers_that_can_not_start_end_the_run(tmp_path):
    with pytest.raises(ExtractorError, match=r"could not start \(exit status 3\)"):
        go(tmp_path, articles(["grant"] * 40), jobs=2, load=made_reader.load_dead)


@pytest.mark.parametrize("jobs", [0, 1, 2])
def test_inputs_are_read_only_a_little_ahead(tmp_path, jobs):
    given = 0

    def stream() -> Iterator[Article]:
        nonlocal given
        for article in articles(["grant"] * 3000):
            given += 1
            yield article

    ahead = []
    with LinesFile(tmp_path / "r.jsonl") as out:
        told: list[Event] = []

        def tell(event: Event) -> None:
            told.append(event)
            ahead.append(given - len(told))

        runner.run(stream(), Outputs(out), Settings(), jobs=jobs, tell=tell, load=made_reader.load)
    assert len(told) == 3000
    assert max(ahead) < 400


def test_the_same_run_again_reads_nothing(tmp_path, readers):
    first = go(tmp_path, articles(TEXTS), db=True)
    again = go(tmp_path, articles(TEXTS), db=True)
    assert len(readers) == 1
    assert again[1].failed == 2
    assert "a5: too long, in an earlier run; --retry-failed" in again[0][5].message
    assert [e.state for e in again[0]] == ["unchanged" if e.state != "failed" else "failed" for e in first[0]]
    assert again[2] == first[2]
    assert again[1].records == first[1].records


def test_what_failed_is_tried_again_when_asked(tmp_path, readers):
    first = go(tmp_path, articles(TEXTS), db=True)
    again = go(tmp_path, articles(TEXTS), db=True, retry_failed=True)
    assert set(readers[-1].read) == {"a3", "a5"}
    assert again[2] == first[2]
    assert again[1].failed == 2


@pytest.mark.parametrize(
    ("change", "read"),
    [
        ({"text": "grant, grant"}, True),
        ({"title": "New"}, True),
        ({"published": "2020-01-01"}, True),
        ({"source": "Daily"}, True),
        ({"url": "https://a.example"}, False),
    ],
)
def test_a_changed_article_is_read_again(tmp_path, readers, change, read):
    go(tmp_path, articles(["a grant", "grant"]), db=True)
    fields = articles(["a grant"])[0].model_dump() | change
    go(tmp_path, [Article.model_validate(fields), articles(["", "grant"])[1]], db=True)
    assert [reader.read for reader in readers[1:]] == ([["a0"]] if read else [])


def test_changed_rules_replace_the_records(tmp_path, readers, monkeypatch):
    go(tmp_path, articles(["a grant", "grant"]), db=True)
    monkeypatch.setattr("extractor.batch.ledger.fingerprint", lambda settings: "other rules")
    monkeypatch.setattr(made_reader, "_records", lambda article: iter(()))
    _, summary, found = go(tmp_path, articles(["a grant"]), db=True)
    assert (readers[-1].read, found, summary.records) == (["a0"], [], 0)
    with open_store(str(tmp_path / "g.db")) as store:
        assert not store.records("a0")
        assert len(store.records("a1")) == 1


def test_an_article_that_fails_now_keeps_no_old_records(tmp_path, readers):
    go(tmp_path, articles(["grant"]), db=True)
    go(tmp_path, articles(["grant boom"]), db=True)
    with open_store(str(tmp_path / "g.db")) as store:
        assert not store.records("a0")


def test_an_interrupted_run_goes_on_where_it_was(tmp_path, readers):
    def torn() -> Iterator[Article]:
        yield from articles(["grant"] * 100)[:70]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        go(tmp_path, torn(), db=True)
    assert not (tmp_path / "r.jsonl").exists()
    _, _, found = go(tmp_path, articles(["grant"] * 100), db=True)
    assert readers[-1].read[0] in {"a0", "a64"}
    assert "a0" not in readers[-1].read
    assert [r["article_id"] for r in found] == [f"a{n}" for n in range(100)]


def test_mentions_are_of_every_article_even_of_known_ones(tmp_path, readers):
    go(tmp_path, articles(TEXTS), db=True)
    go(tmp_path, articles(TEXTS), db=True, mentions=True)
    lines = [json.loads(line) for line in (tmp_path / "m.jsonl").read_text().splitlines()]
    assert [line["article_id"] for line in lines] == ["a0", "a1", "a2", "a4", "a6"]
    assert lines[0]["mentions"] == [{"start": 0, "end": 1, "text": "a", "label": "ORG", "value": "a0"}]


def test_a_run_with_mentions_goes_on_from_what_it_has(tmp_path, readers):
    first = go(tmp_path, articles(TEXTS), db=True, mentions=True)
    lines = (tmp_path / "m.jsonl").read_bytes()
    again = go(tmp_path, articles([*TEXTS, "new grant"]), db=True, mentions=True)
    assert [reader.read for reader in readers][1] == ["a7"]
    assert (tmp_path / "m.jsonl").read_bytes().startswith(lines)
    assert (tmp_path / "m.jsonl").read_bytes().count(b"\n") == lines.count(b"\n") + 1
    assert again[2][:-1] == first[2]
    assert [e.state for e in again[0]].count("failed") == 2


def test_mentions_go_when_an_article_is_read_without_them(tmp_path, readers, monkeypatch):
    go(tmp_path, articles(TEXTS), db=True, mentions=True)
    monkeypatch.setattr("extractor.batch.ledger.fingerprint", lambda settings: "other rules")
    go(tmp_path, articles(TEXTS), db=True)
    with open_store(str(tmp_path / "g.db"), write=False) as store:
        assert store.mentions("a0") == []
    go(tmp_path, articles(TEXTS), db=True, mentions=True)
    assert readers[-1].read[0] == "a0"


def test_what_the_database_can_not_hold_costs_its_article(tmp_path, monkeypatch):
    monkeypatch.setattr(
        made_reader,
        "_records",
        lambda a, of=made_reader._records: (
            r.model_copy(update={"record_id": None if "bad" in a.text else r.record_id}) for r in of(a)
        ),
    )
    events, _, found = go(tmp_path, articles(["grant", "bad grant", "grant"]), db=True)
    assert [e.state for e in events] == ["read", "failed", "read"]
    assert [r["article_id"] for r in found] == ["a0", "a2"]


def test_an_input_error_costs_only_its_article(tmp_path, monkeypatch):
    monkeypatch.setattr(made_reader, "ZeroDivisionError", InputError, raising=False)
    events, _, _ = go(tmp_path, articles(["grant", "boom", "grant"]))
    assert [e.state for e in events] == ["read", "failed", "read"]
    assert "InputError" in events[1].message


def test_a_settings_error_is_not_taken_for_an_articles(tmp_path, monkeypatch):
    def refuse(self, articles, *, mentions=False):
        raise SettingsError("no model")
        yield

    monkeypatch.setattr(made_reader.Reader, "extract_articles", refuse)
    with pytest.raises(SettingsError):
        go(tmp_path, articles(["grant"]))
