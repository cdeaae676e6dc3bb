"""Two runs side by side: records and values gained, lost and changed, and the rule behind each."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

from pydantic import BaseModel

from extractor.model import GrantRecord, Span
from extractor.scoring import match
from extractor.scoring.causes import show
from extractor.scoring.certainty import describe
from extractor.scoring.match import Pair

RECORD = "record"
_NO_RULE = "-"


@dataclass(frozen=True)
class Difference:
    """One value (or a whole record, slot "record") that differs.

    `rule` found the new value, or the old one if it is lost. `record` names the record, as the new run has it where
    it has it.
    """

    article_id: str
    kind: Literal["gained", "lost", "changed"]
    slot: str
    old: str
    new: str
    rule: str
    record: str

    def as_json(self) -> dict[str, str]:
        """Give it as plain values."""
        return asdict(self)


def compare(old: Mapping[str, Sequence[GrantRecord]], new: Mapping[str, Sequence[GrantRecord]]) -> Iterator[Difference]:
    """Give the differences article by article; values that scoring takes for equal but are written otherwise, too."""
    for article_id in sorted({*old, *new}):
        for pair in match.pair(old.get(article_id, ()), new.get(article_id, ())):
            yield from _of_pair(article_id, pair)


def _of_pair(article_id: str, pair: Pair) -> Iterator[Difference]:
    old, new = pair.gold, pair.found
    if old is None or new is None:
        record = old or new
        if record is not None:
            told = describe(record)
            kind: Literal["gained", "lost"] = "lost" if new is None else "gained"
            sides = (told, "-") if new is None else ("-", told)
            yield Difference(article_id, kind, RECORD, *sides, _rule(record, RECORD, None), told)
        return
    for outcome in pair.outcomes:
        if _plain(outcome.gold) == _plain(outcome.found):
            continue
        kind_of: Literal["gained", "lost", "changed"] = (
            "lost" if outcome.found is None else "gained" if outcome.gold is None else "changed"
        )
        source, value = (old, outcome.gold) if outcome.found is None else (new, outcome.found)
        rule = _rule(source, outcome.slot, value)
        yield Difference(
            article_id, kind_of, outcome.slot, show(outcome.gold), show(outcome.found), rule, describe(new)
        )


def _plain(value: Any) -> str:
    """Write a value without its evidence, so that the same value read elsewhere is no difference."""
    told = value.model_dump(mode="json", exclude={"evidence"}) if isinstance(value, BaseModel) else value
    return json.dumps(told, default=str, sort_keys=True)


def _rule(record: GrantRecord, slot: str, value: Any) -> str:
    """Name the rule of the first span that a value rests on; a record's own first span where it has none."""
    spans: Sequence[Span] = getattr(value, "evidence", ())
    if not spans:
        names = {slot, slot.rpartition(".")[2], "amount" if slot == "qualifier" else slot}
        spans = [span for span in record.spans() if span.slot in names]
    if not spans and slot == RECORD:
        spans = list(record.spans())
    return spans[0].rule if spans else _NO_RULE
