"""How sure a figure is: bootstrap over articles, and the paired difference of two systems on the same articles.

Articles are drawn, not records: the records of one article are told in one style, right or wrong together.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, NamedTuple

import numpy
from numpy.typing import NDArray

from extractor.model import GrantRecord
from extractor.scoring import slots
from extractor.scoring.counts import Counts
from extractor.scoring.score import ArticleScore, Score

DRAWS = 2000  # the ends of a 95 % interval move by less than 0.002 between seeds from here on
FEWEST = 2  # one article drawn again and again gives an interval without width, which would look like certainty
_SEED = 20260127  # any fixed number: the same files give the same interval
_BLOCK = 200  # draws made at a time, so that memory stays small with many articles

Floats = NDArray[numpy.float64]


class Interval(NamedTuple):
    """The middle 95 % of a figure over the draws."""

    low: float
    high: float


@dataclass(frozen=True)
class Change:
    """A figure of two systems: `p` is the two-sided share of draws on the other side of no difference.

    Interval and p are None where there are too few articles to draw from.
    """

    first: float
    second: float
    interval: Interval | None = None
    p: float | None = None

    @property
    def difference(self) -> float:
        """By how much the second is better."""
        return self.second - self.first


@dataclass(frozen=True)
class Comparison:
    """Two systems on the same gold: figures, and gold records that only one of them has usable."""

    changes: Mapping[str, Change]
    gained: tuple[str, ...]
    lost: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """Give it as plain values: `changes.<figure>` with first, second, difference, interval, p; gained; lost."""
        changes = {name: {**asdict(c), "difference": c.difference} for name, c in self.changes.items()}
        return {"changes": changes, "gained": list(self.gained), "lost": list(self.lost)}


def intervals(articles: Sequence[ArticleScore]) -> dict[str, Interval]:
    """Give the 95 % interval of each overall F1. The order of the articles changes nothing."""
    if len(articles) < FEWEST:
        return {}
    ordered = sorted(articles, key=lambda article: article.article_id)
    drawn = _draws(len(ordered), [_points(ordered)])[0]
    return {name: _interval(values) for name, values in drawn.items() if not numpy.isnan(values).all()}


def compare(
    first: Sequence[ArticleScore], second: Sequence[ArticleScore], held: Collection[str] = frozenset()
) -> Comparison:
    """Compare two systems on the same articles, drawing the same for both; records of `held` ones are not named."""
    sides = [sorted(side, key=lambda article: article.article_id) for side in (first, second)]
    had, has = (_usable([a for a in side if a.article_id not in held]) for side in sides)
    points = [_points(side) for side in sides]
    drawn = _draws(len(sides[0]), points) if len(sides[0]) >= FEWEST else None
    changes = {}
    for name in points[0]:
        old, new = (float(_rates(table[name].sum(axis=0, keepdims=True))[0]) for table in points)
        if not numpy.isnan(new - old):
            changes[name] = _change(old, new, drawn[1][name] - drawn[0][name] if drawn else None)
    return Comparison(changes, tuple(sorted(has - had)), tuple(sorted(had - has)))


def _change(old: float, new: float, drawn: Floats | None) -> Change:
    if drawn is None:
        return Change(old, new)
    counted = drawn[~numpy.isnan(drawn)]
    fewer = min((counted <= 0).sum(), (counted >= 0).sum())
    # What was seen counts as one draw more, so that p is never 0, which no number of draws could show.
    return Change(old, new, _interval(counted), min(1.0, 2 * float(fewer + 1) / (counted.size + 1)))


def _points(articles: Sequence[ArticleScore]) -> dict[str, Floats]:
    """Give each figure's points and items by article; the macro figure has a pair of columns for each slot."""
    scores = [article.score for article in articles]
    return {
        "record_f1": _columns([[score.records] for score in scores]),
        "slot_f1": _columns([[score.all_slots] for score in scores]),
        "usable_f1": _columns([[score.usable] for score in scores]),
        "sums_f1": _columns([[score.sums] for score in scores]),
        "slot_macro_f1": _columns([_by_slot(score) for score in scores]),
    }


def _by_slot(score: Score) -> list[Counts]:
    return [score.slots.get(slot, Counts()) for slot in slots.SLOTS]


def _columns(rows: Sequence[Sequence[Counts]]) -> Floats:
    return numpy.array([[x for c in row for x in (2 * c.credit, c.possible + c.actual)] for row in rows], dtype=float)


def _rates(sums: Floats) -> Floats:
    """F1 of each row of summed points and items, the mean where there are several pairs of columns."""
    with numpy.errstate(invalid="ignore"):
        rates = sums[:, 0::2] / sums[:, 1::2]
    counted = ~numpy.isnan(rates)
    filled = counted.sum(axis=1)
    added: Floats = numpy.where(counted, rates, 0.0).sum(axis=1)
    return numpy.where(filled > 0, added / numpy.maximum(filled, 1), numpy.nan)


def _draws(articles: int, tables: Sequence[Mapping[str, Floats]]) -> list[dict[str, Floats]]:
    """Draw articles with replacement, the same ones for every table; give each figure of each draw."""
    random = numpy.random.default_rng(_SEED)
    even = numpy.full(articles, 1 / articles)
    blocks: list[list[dict[str, Floats]]] = []
    for _ in range(DRAWS // _BLOCK):
        weights = random.multinomial(articles, even, size=_BLOCK).astype(float)
        blocks.append([{name: _rates(weights @ table) for name, table in given.items()} for given in tables])
    return [
        {name: numpy.concatenate([block[side][name] for block in blocks]) for name in given}
        for side, given in enumerate(tables)
    ]


def _interval(values: Floats) -> Interval:
    low, high = numpy.nanpercentile(values, [2.5, 97.5])
    return Interval(float(low), float(high))


def _usable(articles: Sequence[ArticleScore]) -> set[str]:
    named = set()
    for article in articles:
        names: dict[str, int] = {}
        for gold, usable in sorted((describe(p.gold), p.is_usable) for p in article.pairs if p.gold):
            names[gold] = names.get(gold, 0) + 1
            if usable:
                number = f" ({names[gold]})" if names[gold] > 1 else ""
                named.add(f"{article.article_id}: {gold}{number}")
    return named


def describe(record: GrantRecord) -> str:
    """Name a record for a person: its sum, donors, countries and what it is called or for."""
    money = f"{record.amount.value} {record.amount.currency}" if record.amount else "no sum"
    who = ", ".join(donor.name for donor in record.donors) or "?"
    where = ", ".join(record.recipient_countries) or "?"
    about = record.title or record.purpose or record.flow_type
    return f"{record.level} {money}, {who} to {where}, {about}"
