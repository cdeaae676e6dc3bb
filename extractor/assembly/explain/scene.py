"""What every part of an explanation needs: the article, the tables, the trace, and small helpers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from extractor.assembly.collect import Sum
from extractor.assembly.trace import Told, Trace
from extractor.assembly.writer import Writer
from extractor.lexicon import Lexicon
from extractor.model import Span
from extractor.model.explanation import Option, Part, Slot


@dataclass(frozen=True)
class Desk:
    """One article's trace with what it takes to explain it."""

    writer: Writer
    trace: Trace
    lexicon: Lexicon

    @cached_property
    def holders(self) -> Mapping[int, int]:
        """Give for each sum that a record has, by its place, the number of the record."""
        found: dict[int, int] = {}
        for number, told in enumerate(self.trace.told, 1):
            if told.flow.amount is not None:
                found.setdefault(told.flow.amount.start, number)
        return found

    @cached_property
    def refusals(self) -> Mapping[int, str]:
        """Give for each sum of a flow that made no record, by its place, the reason."""
        return {
            verdict.flow.amount.start: verdict.reason
            for verdict in self.trace.verdicts
            if verdict.reason is not None and verdict.flow.amount is not None
        }

    def number(self, told: Told) -> int:
        """Give the number of a record, from 1."""
        return self.trace.told.index(told) + 1


def shown(amount: Sum) -> str:
    """Write a sum."""
    return f"{amount.value:,f} {amount.currency}"


def parts(adds: Mapping[str, float]) -> list[Part]:
    """Give what was added up, the weightiest first, without what adds nothing."""
    ranked = sorted(adds.items(), key=lambda item: (-abs(item[1]), item[0]))
    return [Part(sign=sign, adds=round(value, 2)) for sign, value in ranked if value]


def of_values(slot: str, values: Iterable[tuple[str, list[Span]]], rivals: Iterable[Option] = ()) -> Slot:
    """Explain a slot by the words and rules of its values alone."""
    chosen = [Option(value=value, why="read from its words", words=words) for value, words in values]
    return Slot(slot=slot, chosen=chosen, rivals=list(rivals))
