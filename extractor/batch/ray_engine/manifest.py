"""The manifest of an output folder: which files make up its records, in which order, and what they were read by."""

from collections.abc import Iterable

from pydantic import BaseModel, ConfigDict

from extractor.batch.ray_engine.places import Folder
from extractor.batch.ray_engine.receipts import Written
from extractor.batch.runner import State, Summary

NAME = "manifest.json"


class Manifest(BaseModel):
    """What `manifest.json` holds: one after the other, its files are the records that a run on one machine writes.

    Files of the folder that it does not name are of earlier runs.
    """

    model_config = ConfigDict(extra="forbid")

    version: int = 1
    fingerprint: str
    articles: dict[State, int]
    records: int
    shards: list[Written]


def write(folder: Folder, rules: str, written: Iterable[Written], summary: Summary) -> None:
    """Put a run's manifest in the place of the one before. Raises StoreError."""
    whole = Manifest(fingerprint=rules, articles=dict(summary.states), records=summary.records, shards=list(written))
    folder.write(NAME, whole.model_dump_json(indent=2).encode() + b"\n")


def read(folder: Folder) -> Manifest | None:
    """Give the manifest of a folder, if it has one."""
    data = folder.read(NAME)
    return None if data is None else Manifest.model_validate_json(data)
