"""What every export answers, and the file that appears only when it is whole."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from extractor.errors import StoreError
from extractor.model import Article, GrantRecord


class Left(NamedTuple):
    """A record that was not exported, and why: a short word that is counted, and the cure."""

    record_id: str
    reason: str
    message: str


class Export(Protocol):
    """An export that is being written; used in a `with`, at whose end the file is put in place if nothing failed."""

    def write(self, article: Article, record: GrantRecord) -> Left | None:
        """Write one record; say why if it has no place in this format."""

    def __enter__(self) -> "Export":
        """Begin the file."""

    def __exit__(self, *error: Any) -> None:
        """Put the file in place, or remove what was written if something failed."""


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Give the name to write to; it becomes `path` at the end, and is removed if anything fails. Raises StoreError."""
    part = path.with_name(f".{path.name}.part")
    try:
        yield part
        part.replace(path)
    except OSError as error:
        raise StoreError(f"{path}: can't be written ({error.strerror or error}); name another file") from error
    finally:
        part.unlink(missing_ok=True)


def first_day(record: GrantRecord) -> str | None:
    """Give the date a record is booked under: of agreed, announced, start and end the first that is told."""
    dates = record.dates
    return next((date.value for date in (dates.agreed, dates.announced, dates.start, dates.end) if date), None)
