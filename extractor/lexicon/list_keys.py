"""Keys of "Key: value" lines in lists of projects."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import ClassVar, Literal

from extractor.lexicon.load import Lexicon, Row

Slot = Literal[
    "title",
    "amount",
    "donor",
    "recipient",
    "implementer",
    "place",
    "date",
    "start",
    "end",
    "purpose",
    "goods",
    "sector",
    "person",
    "form",
    "none",
]


@dataclass(frozen=True)
class ListKey(Row):
    """One key; columns as explained on top of `tables/list_keys.tsv`."""

    table: ClassVar[str] = "list_keys"

    key: str
    slot: Slot
    flow: Literal["grant", "loan", ""] = ""


@cache
def slots(lexicon: Lexicon) -> Mapping[str, Slot]:
    """Give the slot of each key, singular and plural."""
    found: dict[str, Slot] = {}
    for row in lexicon.rows(ListKey):
        found[row.key] = found[row.key + "s"] = row.slot
    return found


@cache
def flows(lexicon: Lexicon) -> Mapping[str, str]:
    """Give the flow type of each key that tells one ("lender", "grant amount"), singular and plural."""
    found: dict[str, str] = {}
    for row in lexicon.rows(ListKey):
        if row.flow:
            found[row.key] = found[row.key + "s"] = row.flow
    return found
