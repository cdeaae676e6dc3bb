"""Parsing in a process of its own: a page that hangs, swells or crashes its parser costs only itself.

Text and JSON are read where the run is. Pages, PDFs, feeds and Parquet go through large parsers, partly in C, and
what such a parser does with a hostile file no exception handler can mend.
"""

import multiprocessing
import signal
import threading
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from extractor.errors import ExtractorError
from extractor.reading.items import Placed
from extractor.reading.problem import Problem

try:
    import resource
except ImportError:  # pragma: no cover  # Windows: memory is then not limited
    resource = None  # type: ignore[assignment]

Work = Callable[..., Iterator[Placed]]
"""Called with a place and further arguments; it and they are sent to another process, it by its name."""

_STARTS = 3  # a process may be killed from outside before it is ready, but not as often
_CURE = "leave it out, or save its text as .txt"


class Limits(NamedTuple):
    """What reading one input may cost: seconds until its next article, bytes of memory."""

    seconds: float = 120.0
    memory: int = 2 * 1024**3


class Parser(Protocol):
    """Where the parsers of pages, PDFs, feeds and Parquet run."""

    def run(self, work: Work, place: str, *arguments: object) -> Iterator[Placed]:
        """Give what `work(place, *arguments)` gives."""

    def close(self) -> None:
        """Let go of what was started."""


class Here:
    """In this process, without limits."""

    def run(self, work: Work, place: str, *arguments: object) -> Iterator[Placed]:
        """Give what `work(place, *arguments)` gives."""
        return work(place, *arguments)

    def close(self) -> None:
        """Nothing was started."""


class Apart:
    """In a process of its own, started when there is something to parse, and anew when an input has cost it.

    Raises ExtractorError if no such process can be started. What comes over a limit is a Problem.
    """

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._context = multiprocessing.get_context("spawn")
        self._process: BaseProcess | None = None
        self._pipe: Connection | None = None

    def run(self, work: Work, place: str, *arguments: object) -> Iterator[Placed]:
        """Give what `work(place, *arguments)` gives, and a problem if it could not go on."""
        pipe, done = self._started(), False
        try:
            pipe.send((work, place, arguments))
            while (answer := self._next(pipe, place)) is not None:
                if isinstance(answer, Problem):  # the process is gone
                    yield answer, place
                    return
                if isinstance(answer, Exception):
                    done = True
                    if isinstance(answer, OSError | EOFError | zlib.error):
                        raise answer
                    told = f"{type(answer).__name__}: {str(answer)[:100]}"
                    yield Problem(place, "unreadable", f"it can't be parsed ({told})", _CURE), place
                    return
                yield answer
            done = True
        finally:
            if not done:  # killed, or left in the middle by our caller
                self.close()

    def close(self) -> None:
        """End the process, in the middle of an input if need be."""
        if self._process is not None and self._pipe is not None:
            self._process.kill()
            self._process.join()
            self._pipe.close()
        self._process = self._pipe = None

    def _next(self, pipe: Connection, place: str) -> Any:
        """Wait for the next answer: what work gave, None at its end, an Exception; a bare Problem if there is none."""
        try:
            if pipe.poll(self._limits.seconds):
                return pipe.recv()
            return Problem(place, "too_slow", f"parsing it took longer than {self._limits.seconds:g} s", _CURE)
        except (EOFError, ConnectionError):
            told = f"its parser died ({ending(self._process)}), out of memory perhaps"
            return Problem(place, "parser_died", told, _CURE)

    def _started(self) -> Connection:
        """Give the pipe to a process that is ready."""
        if self._pipe is not None and self._process is not None and self._process.is_alive():
            return self._pipe
        how = ""
        for _ in range(_STARTS):
            self.close()
            self._pipe, theirs = self._context.Pipe()
            self._process = self._context.Process(target=_serve, args=(theirs, self._limits), daemon=True)
            with deaf():
                self._process.start()
            theirs.close()
            try:
                self._pipe.recv()
            except (EOFError, ConnectionError):
                how = ending(self._process)
            else:
                return self._pipe
        raise ExtractorError(f"a process for parsing pages could not start ({how}); is there enough memory for it?")


def ending(process: BaseProcess | None) -> str:
    """Tell how a process ended that is about to be gone."""
    if process is None:
        return "not started"
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
            work, place, arguments = pipe.recv()
            try:
                end_after(2 * limits.seconds)
                for placed in work(place, *arguments):
                    pipe.send(placed)
                    end_after(2 * limits.seconds)
            except BrokenPipeError:
                raise
            except Exception as error:  # noqa: BLE001  # whatever an input provokes, the others are read
                pipe.send(error)
            else:
                pipe.send(None)
            end_after(0)
