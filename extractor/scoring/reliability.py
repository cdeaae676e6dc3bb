"""Whether confidence is what it says: records in bins by their confidence, what was said against what was right."""

import math
from collections.abc import Sequence
from typing import NamedTuple

from extractor.scoring.score import ArticleScore

BINS = 5
_Z = 1.959964  # of the normal distribution, two-sided 95 %


class Bin(NamedTuple):
    """Records of like confidence: their mean confidence, the share that is usable and its 95 % interval (Wilson's)."""

    records: int
    said: float
    right: float
    low: float
    high: float

    @property
    def covers(self) -> bool:
        """Whether what was said lies in the interval of what was right."""
        return self.low <= self.said <= self.high


def told(article: ArticleScore) -> list[tuple[float, bool]]:
    """Give what the found records of an article say of their confidence, and whether each is usable."""
    return [
        (pair.found.confidence, pair.is_usable)
        for pair in article.pairs
        if pair.found is not None and "confidence" in pair.found.model_fields_set
    ]


def bins(said: Sequence[tuple[float, bool]]) -> tuple[Bin, ...]:
    """Cut pairs of confidence and outcome into bins of about as many, lowest first; equal ones are never parted."""
    places: dict[float, list[bool]] = {}
    for value, right in said:
        places.setdefault(value, []).append(right)
    cut: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    before = 0
    for value in sorted(places):
        outcomes = places[value]
        middle = before + len(outcomes) / 2
        cut[min(int(BINS * middle / len(said)), BINS - 1)] += [(value, right) for right in outcomes]
        before += len(outcomes)
    return tuple(_bin(part) for part in cut if part)


def _bin(part: Sequence[tuple[float, bool]]) -> Bin:
    count, right = len(part), sum(outcome for _, outcome in part)
    share, z2 = right / count, _Z * _Z
    centre = (share + z2 / (2 * count)) / (1 + z2 / count)
    half = _Z / (1 + z2 / count) * math.sqrt(share * (1 - share) / count + z2 / (4 * count * count))
    return Bin(count, sum(value for value, _ in part) / count, share, max(0.0, centre - half), min(1.0, centre + half))
