"""What all commands share: saying things to a person, and ending well."""

import functools
import os
import re
import signal
import sys
import time
from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING, ParamSpec, TypeVar

import typer

from extractor.errors import ExtractorError

if TYPE_CHECKING:
    from pathlib import Path

    from rich.progress import Progress as RichProgress

P = ParamSpec("P")
R = TypeVar("R")

# Control characters drive a terminal (colours, titles, the cursor) and direction marks reorder what it shows: an
# article is written by others, so none of its own reach the screen.
_HOSTILE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")
_LOG_EVERY = 30.0  # seconds between log lines when nobody watches


def neutral(text: str) -> str:
    r"""Replace by U+FFFD what could drive a terminal; line breaks and tabs stay.

    >>> neutral("\x1b[2Jgone")
    '\ufffd[2Jgone'
    """
    return _HOSTILE.sub("\N{REPLACEMENT CHARACTER}", text)


def say(text: str) -> None:
    """Write a line to standard error."""
    typer.echo(neutral(text), err=True)


def guarded(function: Callable[P, R]) -> Callable[P, R]:
    """Make a command end with a message and a status instead of a traceback."""

    @functools.wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            result = function(*args, **kwargs)
            sys.stdout.flush()
        except ExtractorError as error:
            say(f"error: {error}")
            raise typer.Exit(1) from error
        except KeyboardInterrupt as error:
            say("interrupted")
            raise typer.Exit(128 + signal.SIGINT) from error
        except BrokenPipeError as error:
            # The reader has left (`| head`). Python would complain once more when it closes standard output.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit(141) from error
        return result

    return run


class Progress:
    """A bar on standard error where a person watches, a log line now and then where not."""

    def __init__(self, total: int | None) -> None:
        self._total = total
        self._count = 0
        self._began = self._told = time.monotonic()
        self._bar = _bar() if watched() else None

    def __enter__(self) -> "Progress":
        if self._bar:
            self._bar.start()
            self._bar.add_task("reading", total=self._total)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar:
            self._bar.stop()

    def advance(self, message: str = "", *, by: int = 1) -> None:
        """Count one input, and say `message` if there is one."""
        self._count += by
        if self._bar:
            self._bar.advance(self._bar.task_ids[0], by)
        if message:
            self._say(message)
        now = time.monotonic()
        if not self._bar and now - self._told >= _LOG_EVERY:
            self._told = now
            of = f" of about {self._total}" if self._total else ""
            say(f"{self._count}{of} inputs, {self._count / (now - self._began):.1f} a second")

    def _say(self, message: str) -> None:
        message = " ".join(message.split())  # a file's name may hold line breaks, and make up messages of its own
        if self._bar:
            self._bar.console.print(neutral(message), markup=False, highlight=False, soft_wrap=True)
        else:
            say(message)

    @property
    def seconds(self) -> float:
        """Time since the start."""
        return time.monotonic() - self._began


def watched() -> bool:
    """Tell whether a person sees standard error."""
    return sys.stderr.isatty() and os.environ.get("TERM") != "dumb"


def _bar() -> "RichProgress":
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        ProgressColumn,
        Task,
        TextColumn,
        TimeRemainingColumn,
    )
    from rich.text import Text

    class Rate(ProgressColumn):
        def render(self, task: Task) -> Text:
            # Not task.speed: articles come back in batches, and of a batch's last ones that says thousands.
            return Text(f"{task.completed / task.elapsed:.1f}/s" if task.completed and task.elapsed else "")

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), Rate(), TimeRemainingColumn())
    return Progress(*columns, console=Console(stderr=True), transient=True)


def refuse_overwriting(inputs: list[str], outputs: "list[Path | None]") -> None:
    """Refuse a command line that would write over what it reads. Raises typer.BadParameter (status 2)."""
    read = {os.path.realpath(path) for path in inputs if path != "-"}
    written = [os.path.realpath(path) for path in outputs if path is not None and str(path) != "-"]
    for path in written:
        if path in read:
            raise typer.BadParameter(f"{path} is an input as well; name another output")
    if len(set(written)) < len(written):
        raise typer.BadParameter("two outputs have the same name")
