"""Reading articles in worker processes, in input order, whatever dies or hangs on the way.

Workers are spawned, not forked: a progress bar's thread or an open database must not be copied into them. Each
holds one batch at a time, so that when one dies or takes too long it is known which articles it had; these are then
read one by one, and the one that does it again is the only one lost.
"""

import multiprocessing
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import extractor
from extractor.errors import ExtractorError, LexiconError, SettingsError
from extractor.model import Article, GrantRecord, Mention
from extractor.reading.apart import confine, deaf, end_after, ending
from extractor.reading.sniff import storable
from extractor.settings import Settings

if TYPE_CHECKING:
    from extractor.assembly import Extraction, Extractor

# Batches read ahead for each worker: enough that none waits for a slow one, few enough to keep memory flat.
_AHEAD = 3
# Workers that may die in a row before any got ready: one can be killed from outside, but not every one.
_FALSE_STARTS = 5
SECONDS = 120.0  # a limit on what hangs: real articles take less than one
MEMORY = 4 * 1024**3  # bytes a worker may have, its model included

T = TypeVar("T")
Load = Callable[[Settings], "Extractor"]


@dataclass(frozen=True)
class Reading:
    """What came of one article; `error` says why nothing did."""

    records: list[GrantRecord] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    skipped: str | None = None
    error: str | None = None


@dataclass(frozen=True)
class Batch(Generic[T]):
    """Articles that are read together, and whatever the caller wants back with them."""

    articles: list[Article]
    carried: T


def read_batches(
    batches: Iterable[Batch[T]],
    settings: Settings,
    *,
    jobs: int = 1,
    mentions: bool = False,
    seconds: float = SECONDS,
    load: Load = extractor.load,
) -> Iterator[tuple[Batch[T], list[Reading]]]:
    """Read batches of articles, one Reading an article, in the order given. Raises ExtractorError if none can be.

    `jobs` is the number of worker processes; with 0 this process reads, and what crashes or hangs there crashes or
    hangs the run. An article that takes longer than `seconds` fails. `load` makes the extractor, in each worker; it is
    sent there by its name.
    """
    if jobs == 0:
        reader = None
        for batch in batches:
            if batch.articles and reader is None:  # a repeated run may have nothing to do
                reader = ready(settings, load)
            yield batch, read_batch(reader, batch.articles, mentions=mentions) if reader else []
        return
    pool: _Pool[T] = _Pool((settings, mentions, load), jobs, seconds)
    try:
        yield from pool.run(iter(batches))
    finally:
        pool.close()


def ready(settings: Settings, load: Load = extractor.load) -> "Extractor":
    """Make an extractor and load its model now: what keeps it from loading is no article's failure."""
    reader = load(settings)
    reader.nlp  # noqa: B018  # being asked for loads the model
    return reader


def read_batch(reader: "Extractor", articles: Sequence[Article], *, mentions: bool) -> list[Reading]:
    """Read articles together; if that raises, those that are left one by one, so that one costs only itself."""
    done: list[Reading] = []
    try:
        done.extend(map(_reading, reader.extract_articles(articles, mentions=mentions)))
    except (SettingsError, LexiconError):
        raise  # of the run, not of an article
    except Exception as error:  # noqa: BLE001  # whatever an article provokes, the others are read
        if len(articles) == 1:
            return [Reading(error=_told(error))]
        for article in articles[len(done) :]:
            done.extend(read_batch(reader, [article], mentions=mentions))
    return done


def _reading(extraction: "Extraction") -> Reading:
    return Reading(extraction.records, extraction.mentions, extraction.skipped, extraction.error)


def _told(error: Exception) -> str:
    trace, where = error.__traceback__, ""
    while trace is not None:
        where = f"{trace.tb_frame.f_globals.get('__name__', '?')}:{trace.tb_lineno}"
        trace = trace.tb_next
    return storable(f"{type(error).__name__} at {where}: {str(error)[:200]}")[0]


@dataclass(eq=False)
class _Job(Generic[T]):
    batch: Batch[T]
    readings: list[Reading | None]


@dataclass(eq=False)
class _Worker(Generic[T]):
    process: BaseProcess
    pipe: Connection
    ready: bool = False
    since: float = 0.0  # when it began with what it has in hand
    task: "tuple[_Job[T], int, int] | None" = None  # the job and the slice of its articles in hand


class _Pool(Generic[T]):
    def __init__(self, arguments: tuple[Settings, bool, Load], jobs: int, seconds: float) -> None:
        self._arguments = arguments
        self._jobs = jobs
        self._seconds = seconds
        self._false_starts = 0
        self._context = multiprocessing.get_context("spawn")
        self._workers: list[_Worker[T]] = []
        self._waiting: deque[tuple[_Job[T], int, int]] = deque()

    def run(self, batches: Iterator[Batch[T]]) -> Iterator[tuple[Batch[T], list[Reading]]]:
        pending: deque[_Job[T]] = deque()
        more = True
        while more or pending:
            while more and len(pending) < _AHEAD * self._jobs:
                batch = next(batches, None)
                if batch is None:
                    more = False
                    break
                pending.append(job := _Job(batch, [None] * len(batch.articles)))
                if batch.articles:
                    self._waiting.append((job, 0, len(batch.articles)))
            self._assign()
            while pending and (readings := _complete(pending[0])) is not None:
                yield pending.popleft().batch, readings
            if pending:
                self._receive()

    def _assign(self) -> None:
        while self._waiting:
            worker = next((w for w in self._workers if w.task is None), None)
            if worker is None and len(self._workers) < self._jobs:
                worker = self._start()
            if worker is None:
                return
            job, start, end = worker.task = self._waiting.popleft()
            worker.since = time.monotonic()
            try:
                worker.pipe.send(job.batch.articles[start:end])
            except OSError:  # it died idle; _receive finds it so and hands its task on
                return

    def _receive(self) -> None:
        busy = {worker.pipe: worker for worker in self._workers if worker.task}
        for pipe in wait(list(busy), self._left()):
            worker = busy[pipe]  # type: ignore[index]  # wait() gives back what it was given
            try:
                answer = worker.pipe.recv()
            except (EOFError, OSError):
                self._bury(worker)
                continue
            if isinstance(answer, ExtractorError):
                raise answer
            if answer is None:
                worker.ready, worker.since = True, time.monotonic()
                self._false_starts = 0
                continue
            assert worker.task
            job, start, end = worker.task
            job.readings[start:end] = answer
            worker.task = None
        for worker in [worker for worker in self._reading() if self._remaining(worker) <= 0]:
            worker.process.kill()
            self._bury(worker, f"it took longer than {self._seconds:g} s")

    def _reading(self) -> list[_Worker[T]]:
        return [worker for worker in self._workers if worker.ready and worker.task]

    def _remaining(self, worker: _Worker[T]) -> float:
        return worker.since + self._seconds - time.monotonic()

    def _left(self) -> float | None:
        """Give the seconds until the first worker is overdue; None while all that are busy still load."""
        left = min(map(self._remaining, self._reading()), default=None)
        return None if left is None else max(0.0, left)

    def _start(self) -> _Worker[T]:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=_serve, args=(theirs, *self._arguments, self._seconds), daemon=True)
        with deaf():
            process.start()
        theirs.close()
        worker: _Worker[T] = _Worker(process, ours)
        self._workers.append(worker)
        return worker

    def _bury(self, worker: _Worker[T], why: str = "") -> None:
        """Take a dead worker's articles back: one by one if it had several, as a failure if it had only one."""
        how = ending(worker.process)
        worker.pipe.close()
        self._workers.remove(worker)
        assert worker.task
        job, start, end = worker.task
        if not worker.ready:
            self._false_starts += 1
            if self._false_starts == _FALSE_STARTS:
                raise ExtractorError(f"worker processes could not start ({how}); is there enough memory for them?")
            self._waiting.appendleft(worker.task)
        elif end - start == 1:
            job.readings[start] = Reading(error=why or f"its worker process died ({how}), out of memory perhaps")
        else:
            self._waiting.extendleft((job, at, at + 1) for at in reversed(range(start, end)))

    def close(self) -> None:
        """End the workers, in the middle of an article if need be: nothing is theirs alone."""
        for worker in self._workers:
            worker.process.terminate()
        for worker in self._workers:
            worker.process.join()
            worker.pipe.close()
        self._workers.clear()


def _complete(job: _Job[Any]) -> list[Reading] | None:
    done = [reading for reading in job.readings if reading is not None]
    return done if len(done) == len(job.readings) else None


def _serve(pipe: Connection, settings: Settings, mentions: bool, load: Load, seconds: float) -> None:
    """Be a worker: say None when ready, then answer each list of articles with their readings."""
    confine(MEMORY)
    try:
        reader = ready(settings, load)
        pipe.send(None)
        while True:
            articles = pipe.recv()
            end_after(2 * seconds)
            pipe.send(read_batch(reader, articles, mentions=mentions))
            end_after(0)
    except ExtractorError as error:
        pipe.send(ExtractorError(str(error)))
    except (EOFError, OSError):
        return  # the parent is gone
