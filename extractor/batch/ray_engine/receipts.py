"""What a worker writes of a shard: a file of records, and a receipt that says what became of each article.

A receipt is written after its records, so that where it is, they are. Neither is ever changed: another content or
other rules have another name.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping

from pydantic import BaseModel, ConfigDict, ValidationError

from extractor.batch.ray_engine.places import Folder
from extractor.batch.runner import Event, State
from extractor.storage.jsonl import line


class Written(BaseModel):
    """A file of records, as the manifest tells it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    file: str
    records: int
    bytes: int
    sha256: str


class Receipt(BaseModel):
    """What became of a shard's inputs, in their order; `texts` has the digests of articles where duplicates go."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    key: str
    events: list[Event]
    written: Written
    texts: dict[str, int] = {}

    @property
    def states(self) -> dict[State, int]:
        """Count what became of the inputs."""
        found: dict[State, int] = {}
        for event in self.events:
            found[event.state] = found.get(event.state, 0) + 1
        return found


def records_file(key: str) -> str:
    """Name the file of a shard's records.

    >>> records_file("0f")
    'records/0f.jsonl'
    """
    return f"records/{key}.jsonl"


def read(folder: Folder, key: str) -> Receipt | None:
    """Give the receipt of a shard that was read before by the same rules; None if there is none that is whole."""
    data = folder.read(f"ledger/{key}.json")
    try:
        return None if data is None else Receipt.model_validate_json(data)
    except ValidationError:
        return None


def repeated(receipt: Receipt) -> Receipt:
    """Say of what an earlier run did that it was done then."""

    def again(event: Event) -> Event:
        if event.state in ("read", "skipped"):
            return event._replace(state="unchanged")
        if event.state == "failed" and event.reason == "extraction":
            return event._replace(message=f"{event.message}, in an earlier run; --retry-failed reads it again")
        return event

    return receipt.model_copy(update={"events": [again(event) for event in receipt.events]})


def write_records(folder: Folder, key: str, data: bytes) -> Written:
    """Write the records of a shard, unless an earlier run did."""
    name = records_file(key)
    if folder.read(name) != data:
        folder.write(name, data)
    return Written(file=name, records=data.count(b"\n"), bytes=len(data), sha256=hashlib.sha256(data).hexdigest())


def without(folder: Folder, receipt: Receipt, articles: Iterable[str]) -> Written:
    """Write a shard's records once more, without those of some articles, under a name of their own."""
    leave_out = sorted(articles)
    data = folder.read(receipt.written.file) or b""
    kept = [row for row in data.splitlines(keepends=True) if json.loads(row)["article_id"] not in leave_out]
    key = hashlib.sha256("\0".join([receipt.key, *leave_out]).encode()).hexdigest()[:32]
    return write_records(folder, key, b"".join(kept))


class Writer:
    """Lines of records that become a shard's file when they are signed for."""

    def __init__(self, folder: Folder, key: str) -> None:
        self._folder = folder
        self._key = key
        self._lines: list[bytes] = []
        self._events: list[Event] = []

    def write(self, row: BaseModel) -> None:
        """Add one record."""
        self._lines.append(line(row))

    def note(self, event: Event) -> None:
        """Remember what became of an input."""
        self._events.append(event)

    def keep(self) -> None:
        """Do nothing yet: records are written with their receipt."""

    def close(self) -> None:
        """Forget what was not signed for."""
        self._lines.clear()

    def sign(self, texts: Mapping[str, int]) -> Receipt:
        """Write the records, then the receipt. Raises StoreError."""
        written = write_records(self._folder, self._key, b"".join(self._lines))
        receipt = Receipt(key=self._key, events=self._events, written=written, texts=dict(texts))
        self._folder.write(f"ledger/{self._key}.json", receipt.model_dump_json().encode())
        return receipt
