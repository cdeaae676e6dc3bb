"""Counts that add up; every rate is a property of them.

The five counts are those of MUC: an item of the gold is correct, incorrect, partial or missing; what was found beyond
it is spurious. A partial item earns half a point.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Literal, TypeVar

Verdict = Literal["correct", "incorrect", "partial", "missing", "spurious"]


@dataclass(frozen=True, slots=True)
class Counts:
    """How many items got which verdict. A rate is None where nothing could be counted.

    >>> (Counts(correct=2) + Counts(partial=1, missing=1)).recall
    0.625
    """

    correct: int = 0
    incorrect: int = 0
    partial: int = 0
    missing: int = 0
    spurious: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(
            self.correct + other.correct,
            self.incorrect + other.incorrect,
            self.partial + other.partial,
            self.missing + other.missing,
            self.spurious + other.spurious,
        )

    @property
    def possible(self) -> int:
        """Items in the gold."""
        return self.correct + self.incorrect + self.partial + self.missing

    @property
    def actual(self) -> int:
        """Items found."""
        return self.correct + self.incorrect + self.partial + self.spurious

    @property
    def credit(self) -> float:
        """Points: one for a correct item, half for a partial one."""
        return self.correct + self.partial / 2

    @property
    def precision(self) -> float | None:
        """Points per item found."""
        return self.credit / self.actual if self.actual else None

    @property
    def recall(self) -> float | None:
        """Points per item of the gold."""
        return self.credit / self.possible if self.possible else None

    @property
    def f1(self) -> float | None:
        """Harmonic mean of precision and recall; 0 where one side is empty, None where both are."""
        items = self.possible + self.actual
        return 2 * self.credit / items if items else None

    @classmethod
    def of(cls, verdicts: Iterable[Verdict]) -> "Counts":
        """Count verdicts."""
        given = list(verdicts)
        return cls(*(given.count(field.name) for field in fields(cls)))  # type: ignore[arg-type]  # the names are verdicts


NONE = Counts()
"""Nothing counted."""

K = TypeVar("K")


def merge(a: Mapping[K, Counts], b: Mapping[K, Counts]) -> dict[K, Counts]:
    """Add two tables of counts, key by key."""
    return {key: a.get(key, Counts()) + b.get(key, Counts()) for key in [*a, *(key for key in b if key not in a)]}
