"""What is skipped unread, and that nothing which reports aid is."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import extractor
from extractor import triage
from extractor.lexicon import Lexicon
from extractor.model import Article
from extractor.settings import Settings

ROOT = Path(__file__).parents[1]
TRIAGE = triage.Triage(Lexicon())


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("She closed the door and went down to the river, where the boats lay.", triage.NO_WORD),
        ("He gave her the keys and promised to come back.", triage.NO_SIDE),
        ("The match in Kenya gave the crowd little to cheer.", triage.UNLIKELY),
        ("", triage.NO_SIDE),
        ("On 4 May 2021 Norway granted Malawi 120 million kroner for maize seed.", None),
        ("JICA handed over two excavators to Bhutan in 2019.", None),
        ("The President thanked Beijing for the loan of 20 million yuan to Niger, agreed in 2006.", None),
    ],
)
def test_why_an_article_is_skipped(text: str, reason: str | None) -> None:
    assert TRIAGE.skip(text) == reason


def test_a_flow_far_down_in_a_long_article_is_seen() -> None:
    rest = "\n".join(["The players met again on the pitch and the rain went on."] * 400)
    told = "On 4 May 2021 Norway granted Malawi 120 million kroner for maize seed."
    assert TRIAGE.skip(rest) is not None
    assert TRIAGE.skip(f"{rest}\n{told}\n{rest}") is None


def test_no_article_of_the_corpus_with_gold_records_is_skipped() -> None:
    for path in sorted((ROOT / "gold").glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        if not gold.get("records"):
            continue
        text = (ROOT / "corpus" / f"{gold['article_id']}.txt").read_text(encoding="utf-8")
        assert TRIAGE.skip(text) is None, gold["article_id"]


def test_a_skipped_article_is_read_where_mentions_are_asked_for() -> None:
    article = Article(id="a", text="Asha Rao walked to Lima with 12 dollars.")
    reader = extractor.load()
    (skipped,) = reader.extract_articles([article])
    (read,) = reader.extract_articles([article], mentions=True)
    (all_read,) = extractor.load(Settings(triage=False)).extract_articles([article])
    assert skipped.skipped is not None
    assert skipped.mentions == []
    assert read.skipped is None
    assert read.mentions
    assert all_read.skipped is None


@given(st.text(max_size=3000))
def test_stretches_hold_every_line_whole(text: str) -> None:
    covered = "".join(text[start:end] for start, end in triage.stretches(text))
    assert all(line in covered for line in text.split("\n") if line.strip())
