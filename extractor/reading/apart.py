"""Parsing in processes of their own: a page that hangs, swells or crashes its parser costs only itself.

Text and JSON are read where the run is. Pages, PDFs, feeds and Parquet go through large parsers, partly in C, and
what such a parser does with a hostile file no exception handler can mend. They are slow besides: several processes
parse ahead of what is asked for, and what they give comes in the order of the inputs all the same.
"""

import multiprocessing
import signal
import threading
import time
import zlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, NamedTuple

from extractor.errors import ExtractorError
from extractor.reading.items import Placed, unreadable
from extractor.reading.problem import Problem

try:
    import resource
except ImportError:  # pragma: no cover  # Windows: memory is then not limited
    resource = None  # type: ignore[assignment]

_AHEAD = 4  # inputs read ahead for each process: enough that none waits for a slow one
_HELD = 64  # articles of one input that wait for their turn; its process waits then, too
_STARTS = 5  # a process may be killed from outside before it is ready, but not as often in a row
_CURE = "leave it out, or save its text as .txt"
_OF_THE_FILE = (OSError, EOFError, zlib.error)  # which say that it can't be read, not that it can't be parsed


class Limits(NamedTuple):
    """What parsing may cost: seconds until an input's next article, bytes of memory, processes at a time."""

    seconds: float = 120.0
    memory: int = 2 * 1024**3
    processes: int = 1


class Task(NamedTuple):
    """Something to parse: `work(place, *arguments)` gives its articles and problems.

    It may be sent to another process: `work` by its name, the arguments as they are.
    """

    work: Callable[..., Iterator[Placed]]
    place: str
    arguments: tuple[Any, ...] = ()


Step = Placed | Task
"""What reading gives at once, or what it leaves to be parsed."""


def here(steps: Iterable[Step]) -> Iterator[Placed]:
    """Parse in this process, without limits."""
    for step in steps:
        if not isinstance(step, Task):
            yield step
            continue
        try:
            yield from step.work(step.place, *step.arguments)
        except _OF_THE_FILE as error:
            yield unreadable(step.place, error), step.place


def apart(steps: Iterable[Step], limits: Limits) -> Iterator[Placed]:
    """Parse in other processes, started when there is something to parse, and anew when an input has cost one.

    What comes over a limit is a Problem. Raises ExtractorError if no process can be started.
    """
    parsers = _Parsers(limits)
    try:
        yield from parsers.run(iter(steps))
    finally:
        parsers.close()


@dataclass(eq=False)
class _Slot:
    """The place in the order that an input has, and what has come of it and was not given yet."""

    task: Task | None = None
    items: deque[Placed] = field(default_factory=deque)
    done: bool = True

    def end(self, reason: str, message: str) -> None:
        assert self.task
        self.items.append((Problem(self.task.place, reason, message, _CURE), self.task.place))
        self.done = True


@dataclass(eq=False)
class _Parser:
    process: BaseProcess
    pipe: Connection
    ready: bool = False
    since: float = 0.0  # when it was ready, or gave its last answer
    slot: _Slot | None = None


class _Parsers:
    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._context = multiprocessing.get_context("spawn")
        self._parsers: list[_Parser] = []
        self._waiting: deque[_Slot] = deque()
        self._false_starts = 0

    def run(self, steps: Iterator[Step]) -> Iterator[Placed]:
        window: deque[_Slot] = deque()
        more = True
        while more or window:
            # Nothing is read ahead while what is next is there already.
            while more and len(window) < _AHEAD * self._limits.processes and not (window and window[0].done):
                step = next(steps, None)
                if step is None:
                    more = False
                    break
                window.append(self._slot(step))
            self._assign()
            if not window:
                return
            head = window[0]
            while head.items:
                yield head.items.popleft()
            if head.done:
                window.popleft()
            else:
                self._receive(head)

    def close(self) -> None:
        """End the processes, in the middle of an input if need be."""
        for parser in self._parsers:
            parser.process.kill()
        for parser in self._parsers:
            parser.process.join()
            parser.pipe.close()
        self._parsers.clear()

    def _slot(self, step: Step) -> _Slot:
        if not isinstance(step, Task):
            return _Slot(items=deque([step]))
        slot = _Slot(step, done=False)
        self._waiting.append(slot)
        return slot

    def _assign(self) -> None:
        for idle in [one for one in self._parsers if one.slot is None and not one.process.is_alive()]:
            self._remove(idle)  # somebody has killed it while it had nothing to do
        while self._waiting:
            parser = next((one for one in self._parsers if one.slot is None), None)
            if parser is None and len(self._parsers) < self._limits.processes:
                parser = self._start()
            if parser is None:
                return
            parser.slot = self._waiting.popleft()
            parser.since = time.monotonic()
            with suppress(OSError):  # it died idle; _receive finds it so
                parser.pipe.send(parser.slot.task)

    def _receive(self, head: _Slot) -> None:
        """Take an answer from each that has one; wait for the first."""
        busy = {one.pipe: one for one in self._parsers if one.slot and (one.slot is head or not _is_full(one.slot))}
        now = time.monotonic()
        for parser in self._parsers:
            if parser.pipe not in busy:
                parser.since = now  # it is not its fault that nobody listens
        late = min((self._remaining(one) for one in busy.values() if one.ready), default=None)
        for pipe in wait(list(busy), None if late is None else max(0.0, late)):
            parser = busy.pop(pipe)  # type: ignore[call-overload]  # wait() gives back what it was given
            try:
                self._take(parser, parser.pipe.recv())
            except (EOFError, OSError):
                self._bury(parser)
        for parser in [one for one in busy.values() if one.ready and self._remaining(one) <= 0]:
            assert parser.slot
            parser.slot.end("too_slow", f"parsing it took longer than {self._limits.seconds:g} s")
            parser.process.kill()
            self._remove(parser)

    def _remaining(self, parser: _Parser) -> float:
        return parser.since + self._limits.seconds - time.monotonic()

    def _take(self, parser: _Parser, answer: "Placed | Exception | None") -> None:
        slot = parser.slot
        assert slot
        assert slot.task
        parser.since = time.monotonic()
        if not parser.ready:
            parser.ready, self._false_starts = True, 0
        elif isinstance(answer, tuple):
            slot.items.append(answer)
        else:
            parser.slot = None
            slot.done = True
            if isinstance(answer, _OF_THE_FILE):
                slot.items.append((unreadable(slot.task.place, answer), slot.task.place))
            elif answer is not None:
                slot.end("unreadable", f"it can't be parsed ({type(answer).__name__}: {str(answer)[:100]})")

    def _start(self) -> _Parser:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=_serve, args=(theirs, self._limits), daemon=True)
        with deaf():
            process.start()
        theirs.close()
        parser = _Parser(process, ours)
        self._parsers.append(parser)
        return parser

    def _bury(self, parser: _Parser) -> None:
        """Hand on what a process had that died before it was ready; else what it had is what it died of."""
        how, slot = ending(parser.process), parser.slot
        self._remove(parser)
        assert slot
        if parser.ready:
            slot.end("parser_died", f"its parser died ({how}), out of memory perhaps")
            return
        self._false_starts += 1
        if self._false_starts == _STARTS:
            raise ExtractorError(f"a process for parsing could not start ({how}); is there enough memory for it?")
        self._waiting.appendleft(slot)

    def _remove(self, parser: _Parser) -> None:
        parser.process.join()
        parser.pipe.close()
        self._parsers.remove(parser)


def _is_full(slot: _Slot) -> bool:
    return len(slot.items) >= _HELD


def ending(process: BaseProcess) -> str:
    """Wait for the end of a process, and tell how it was."""
    process.join()
    code = process.exitcode or 0
    return f"signal {signal.Signals(-code).name}" if code < 0 else f"exit status {code}"


@contextmanager
def deaf() -> Iterator[None]:
    """Let a child be born that ignores Ctrl-C, which reaches the whole group: it is for the parent to end it."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    heard = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, heard)


def confine(memory: int) -> None:
    """Let this process have so many bytes of memory and no more, and be the first to go where the machine has none."""
    if resource is not None:
        with suppress(ValueError, OSError):  # a lower limit is set already
            resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    with suppress(OSError):  # where memory runs out, Linux is to end this process, not the run
        Path("/proc/self/oom_score_adj").write_text("700")


def end_after(seconds: float) -> None:
    """Have the system end this process in some seconds, unless it is called again; 0 takes it back.

    A parent ends a child that is late, unless it is killed itself: then nobody would end a child that hangs.
    """
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)


def _serve(pipe: Connection, limits: Limits) -> None:
    """Be the process: say so when ready, then answer each work with what it gives, None at its end."""
    import trafilatura  # noqa: F401, PLC0415  # slow to import, which no page is to pay for

    confine(limits.memory)
    with suppress(EOFError, OSError):
        pipe.send(None)
        while True:
            task: Task = pipe.recv()
            try:
                end_after(2 * limits.seconds)
                for placed in task.work(task.place, *task.arguments):
                    pipe.send(placed)
                    end_after(2 * limits.seconds)
            except BrokenPipeError:
                raise
            except Exception as error:  # noqa: BLE001  # whatever an input provokes, the others are read
                pipe.send(error)
            else:
                pipe.send(None)
            end_after(0)
