"""A stand-in for the extractor: quick, and wrong on demand. Worker processes import it by this name."""

import os
import signal
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import extractor
from extractor.errors import SettingsError
from extractor.model import Article, GrantRecord, Mention, Span
from extractor.settings import Settings

if TYPE_CHECKING:
    from extractor.assembly import Extraction as RealExtraction


@dataclass
class Extraction:
    article: Article
    records: list[GrantRecord] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    skipped: str | None = None
    error: str | None = None


class Reader:
    """One record for each "grant" in a text; other words make it skip, refuse, raise or die."""

    nlp = None

    def __init__(self) -> None:
        self.read: list[str] = []

    def extract_articles(self, articles: Iterable[Article], *, mentions: bool = False) -> Iterator[Extraction]:
        for article in articles:
            self.read.append(article.id)
            if "boom" in article.text:
                raise ZeroDivisionError("a \x1b[31mred\x1b[0m word")
            if "die" in article.text:
                os._exit(9)
            if "swell" in article.text:
                bytearray(5 * 2**30)
            if "hang" in article.text:
                time.sleep(3600)
            if "slain by " in article.text:
                _die_once(Path(article.text.rpartition("slain by ")[2]))
            if "long" in article.text:
                yield Extraction(article, error="too long")
            elif "weather" in article.text and not mentions:
                yield Extraction(article, skipped="no_money")
            else:
                yield Extraction(article, list(_records(article)), _mentions(article) if mentions else [])


def _die_once(marker: Path) -> None:
    """End this process as if it were killed from outside, unless one was before."""
    try:
        marker.touch(exist_ok=False)
    except FileExistsError:
        return
    os.kill(os.getpid(), signal.SIGKILL)


def _records(article: Article) -> Iterator[GrantRecord]:
    start = article.text.find("grant")
    while start >= 0:
        span = Span(slot="record", start=start, end=start + 5, text="grant", rule="made")
        yield GrantRecord(
            record_id=f"{article.id}-{start}",
            article_id=article.id,
            flow_type="grant",
            status="commitment",
            evidence=[span],
        )
        start = article.text.find("grant", start + 1)


def _mentions(article: Article) -> list[Mention]:
    return [Mention(start=0, end=1, text=article.text[:1], label="ORG", value=article.id)]


def load(settings: Settings) -> Reader:
    return Reader()


class SlowReader(Reader):
    def extract_articles(self, articles: Iterable[Article], *, mentions: bool = False) -> Iterator[Extraction]:
        for extraction in super().extract_articles(articles, mentions=mentions):
            time.sleep(0.02)
            yield extraction


def load_slow(settings: Settings) -> Reader:
    return SlowReader()


class MortalReader:
    """The real extractor, but once killed in the middle: at an article of Tajikistan, if no other was before."""

    def __init__(self, settings: Settings) -> None:
        self._reader = extractor.load(settings)
        self.nlp = self._reader.nlp

    def extract_articles(self, articles: Iterable[Article], *, mentions: bool = False) -> "Iterator[RealExtraction]":
        for extraction in self._reader.extract_articles(articles, mentions=mentions):
            if "Tajikistan" in extraction.article.text:
                _die_once(Path(os.environ["MADE_READER_KILLED"]))
            yield extraction


def load_mortal(settings: Settings) -> MortalReader:
    return MortalReader(settings)


def load_broken(settings: Settings) -> Reader:
    raise SettingsError("the model is not there; install it")


def load_dead_once(settings: Settings) -> Reader:
    try:
        Path(os.environ["MADE_READER_DIES_ONCE"]).touch(exist_ok=False)
    except FileExistsError:
        return Reader()
    os._exit(3)


def load_dead(settings: Settings) -> Reader:
    os._exit(3)


class RichReader(Reader):
    """Reads so slowly that a run can be hit in the middle, and gives records that fill every table."""

    def extract_articles(self, articles: Iterable[Article], *, mentions: bool = False) -> Iterator[Extraction]:
        for extraction in super().extract_articles(articles, mentions=mentions):
            time.sleep(float(os.environ.get("MADE_READER_SECONDS", "0.01")))
            extraction.records = [_fill(record, extraction.article) for record in extraction.records]
            yield extraction


def _fill(record: GrantRecord, article: Article) -> GrantRecord:
    number = len(article.text) * 1000 + record.evidence[0].start
    where = record.evidence
    money = {"value": f"{number}.50", "currency": "USD", "evidence": where}
    return GrantRecord.model_validate(
        {
            **record.model_dump(),
            "title": article.title,
            "amount": money,
            "equivalents": [{**money, "currency": "JPY"}],
            "donors": [{"name": "Norway", "country": "NO", "kind": "government", "evidence": where}],
            "recipients": [{"name": f"Clinic {number}", "country": "MW"}],
            "recipient_countries": ["MW", "TJ"],
            "dates": {"agreed": {"value": "2024-05", "precision": "month", "evidence": where}},
            "equipment": [{"description": "pump", "quantity": number, "unit": None}],
            "people": [{"name": "Ann O'Neill", "role": "envoy", "organisation": None, "side": "donor"}],
            "locations": [{"name": "Thyolo", "country": "MW"}],
            "loan_terms": {"interest_rate": 1.5, "maturity_years": 20, "grace_years": None, "concessional": True},
            "notes": ["made"],
            "countable": True,
        }
    )


def load_rich(settings: Settings) -> Reader:
    return RichReader()
