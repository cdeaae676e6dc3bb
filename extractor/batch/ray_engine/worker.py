"""A worker: an actor that has loaded the model once, and reads a shard at a time."""

import faulthandler
import os
import pickle
import socket
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

import extractor
from extractor.batch import ledger, local, runner
from extractor.batch.local import Batch, Load, Reading
from extractor.batch.ray_engine import fetching, receipts
from extractor.batch.ray_engine.desk import TRIES
from extractor.batch.ray_engine.fetching import Fetched
from extractor.batch.ray_engine.places import Folder
from extractor.batch.ray_engine.shards import Shard
from extractor.batch.runner import Ask, Step
from extractor.errors import ExtractorError, SettingsError
from extractor.model import Article
from extractor.reading import Item, Limits, Problem, Rules
from extractor.settings import Settings
from extractor.storage.store import Outcome

if TYPE_CHECKING:
    from extractor.assembly import Extraction, Extractor

T = TypeVar("T")
Pairs = list[tuple[Batch[list[Step]], list[Reading]]]


@dataclass(frozen=True)
class Orders:
    """All that workers are told of a run.

    `rules` are those of its ledger; `fingerprint`, that of the settings, must be the same on all machines. With
    `folder`, workers write the records of their shards there; else they give back what they read. `asks` says whether
    articles that the ledger has are left out. `home` is the run's own folder, from which relative paths go.
    """

    settings: Settings
    reading: Rules
    rules: str = ""
    fingerprint: str = ""
    folder: str | None = None
    asks: bool = False
    retry_failed: bool = False
    mentions: bool = False
    seconds: float = local.SECONDS
    home: str = field(default_factory=os.getcwd)


@dataclass(frozen=True)
class Answer:
    """What came of a shard: batches and their readings, or the receipt of what was written.

    `lines` counts the line ends of a part of a file; `texts` has the digests of articles where duplicates go.
    """

    pairs: Pairs = field(default_factory=list)
    receipt: receipts.Receipt | None = None
    lines: int = 0
    texts: dict[str, int] = field(default_factory=dict)


class Worker:
    """Reads shards. Ray makes one on each of its processors and starts it again when it dies."""

    def __init__(self, orders: Orders, desk: Any, load: Load = extractor.load) -> None:
        with suppress(OSError):  # a machine that lacks the folder has no relative paths to read, and will say so
            os.chdir(orders.home)
        self._orders = orders
        self._desk = desk
        self._load = load
        self._reader: _Watched | ExtractorError
        try:
            if ledger.fingerprint(orders.settings) != orders.fingerprint:
                where = f"on {socket.gethostname()}"
                raise SettingsError(f"the package or its tables {where} are not those here; install the same on all")
            self._reader = _Watched(local.ready(orders.settings, load), orders.seconds)
        except ExtractorError as error:  # told of the first shard; raised here, it would be tried again and again
            self._reader = error

    def __call__(self, row: dict[str, bytes]) -> dict[str, bytes]:
        """Read a shard; rows are pickles of Shard and of Answer or of the ExtractorError that ends the run."""
        shard: Shard = pickle.loads(row["shard"])  # made by this run
        try:
            if isinstance(self._reader, ExtractorError):
                raise self._reader
            return {"answer": pickle.dumps(self._answer(shard))}
        except ExtractorError as error:
            return {"answer": pickle.dumps(ExtractorError(str(error)))}

    def _answer(self, shard: Shard) -> Answer:
        tries = _ask(self._desk.begin.remote(shard.number))
        if tries > TRIES:
            places = ", ".join(str(part) for part in shard.parts[:3])
            raise ExtractorError(f"a worker died {TRIES} times over the same files ({places} …); leave them out")
        with tempfile.TemporaryDirectory() as folder:
            fetched = fetching.fetch_shard(shard, Path(folder))
            lines = sum(file.lines for file in fetched if isinstance(file, Fetched))
            if self._orders.folder is None:
                texts: dict[str, int] = {}
                return Answer(self._pairs(fetched, texts, alone=tries > 1), lines=lines, texts=texts)
            return Answer(receipt=self._written(fetched, alone=tries > 1), lines=lines)

    def _pairs(self, fetched: list[Fetched | Problem], texts: dict[str, int], *, alone: bool) -> Pairs:
        orders = self._orders
        items = self._items(fetched, texts, alone=alone)
        look_up = self._look_up if orders.asks else None
        batches = runner.cut(items, Ask(orders.rules, look_up, orders.retry_failed))
        how = self._how(alone=alone)
        return list(local.read_batches(batches, orders.settings, mentions=orders.mentions, **how))

    def _written(self, fetched: list[Fetched | Problem], *, alone: bool) -> receipts.Receipt:
        orders = self._orders
        assert orders.folder is not None
        folder, key = Folder(orders.folder), fetching.key(fetched, orders.rules)
        old = receipts.read(folder, key)
        if old is not None and not (orders.retry_failed and old.states.get("failed")):
            return receipts.repeated(old)
        texts: dict[str, int] = {}
        items = self._items(fetched, texts, alone=alone)
        writer = receipts.Writer(folder, key)
        outputs = runner.Outputs(writer)
        runner.run(items, outputs, orders.settings, tell=writer.note, **self._how(alone=alone))
        return writer.sign(texts)

    def _look_up(self, keys: Iterable[tuple[str, str]]) -> Mapping[str, tuple[Outcome, str | None]]:
        found: Mapping[str, tuple[Outcome, str | None]] = _ask(
            self._desk.outcomes.remote(list(keys), mentions=self._orders.mentions)
        )
        return found

    def _items(self, fetched: list[Fetched | Problem], texts: dict[str, int], *, alone: bool) -> Iterator[Item]:
        """Parse pages and the like here, or where a worker died before, in processes of their own."""
        orders = self._orders
        if alone:
            return fetching.read_shard(fetched, orders.reading, texts, Limits(orders.seconds))
        return _watched(fetching.read_shard(fetched, orders.reading, texts), orders.seconds)

    def _how(self, *, alone: bool) -> dict[str, Any]:
        """Say where the model reads: here, or where a worker died before, in a process of its own."""
        jobs, load = (1, self._load) if alone else (0, lambda _: cast("Extractor", self._reader))
        return {"jobs": jobs, "load": load, "seconds": self._orders.seconds}


class _Watched:
    """A reader that ends its process when articles take too long; the shard is then read again, alone."""

    def __init__(self, reader: "Extractor", seconds: float) -> None:
        self._reader = reader
        self._seconds = seconds
        self.nlp = reader.nlp

    def extract_articles(self, articles: Iterable[Article], *, mentions: bool = False) -> "Iterator[Extraction]":
        """Read articles as the reader does."""
        return _watched(self._reader.extract_articles(articles, mentions=mentions), self._seconds)


def _watched(steps: Iterable[T], seconds: float) -> Iterator[T]:
    """Give what an iterator gives, and end this process if it takes too long for a step, in native code too."""
    source = iter(steps)
    while True:
        faulthandler.dump_traceback_later(seconds, exit=True, file=2)
        try:
            step = next(source)
        except StopIteration:
            return
        finally:
            faulthandler.cancel_dump_traceback_later()
        yield step


def _ask(reference: Any) -> Any:
    import ray  # noqa: PLC0415  # only a cluster's workers have it

    return ray.get(reference)
