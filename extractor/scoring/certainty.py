"""How sure a figure is: bootstrap over articles, and the paired difference of two systems on the same articles.

Articles are drawn, not records: the records of one article are told in one style, right or wrong together.
"""

from array import array
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
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
_MOST_CELLS = 100_000  # articles times draws made at a time, so that memory stays small with many articles
_FIGURES = ("record_f1", "slot_f1", "usable_f1", "sums_f1")

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


class Table:
    """What the overall figures are made of, article by article: whole numbers and no more, so that thousands fit.

    Of each pair of numbers the first counts points (two for a correct item, one for a partial one), the second items.
    """

    def __init__(self, articles: Iterable[ArticleScore] = ()) -> None:
        self._ids: list[str] = []
        self._cells = array("i")
        for article in articles:
            self.add(article)

    def __len__(self) -> int:
        return len(self._ids)

    def add(self, article: ArticleScore) -> None:
        """Add an article."""
        score = article.score
        self._ids.append(article.article_id)
        for counts in (score.records, score.all_slots, score.usable, score.sums, *_by_slot(score)):
            self._cells.extend((2 * counts.correct + counts.partial, counts.possible + counts.actual))

    def points(self) -> dict[str, Floats]:
        """Give each figure's columns, articles by id; the macro figure has a pair of columns for each slot."""
        order = sorted(range(len(self._ids)), key=self._ids.__getitem__)
        cells = numpy.array(self._cells).reshape(len(self._ids), -1)[order].astype(float)
        one = {name: cells[:, 2 * i : 2 * i + 2] for i, name in enumerate(_FIGURES)}
        return {**one, "slot_macro_f1": cells[:, 2 * len(_FIGURES) :]}


class Comparing:
    """Two systems compared as their articles come; records of `held` articles are not named."""

    def __init__(self, held: Collection[str] = frozenset()) -> None:
        self._held = held
        self._tables = (Table(), Table())
        self._gained: list[str] = []
        self._lost: list[str] = []

    def add(self, first: ArticleScore, second: ArticleScore) -> None:
        """Add an article, as each of the two read it."""
        for table, article in zip(self._tables, (first, second), strict=True):
            table.add(article)
        if first.article_id not in self._held:
            had, has = _usable(first), _usable(second)
            self._gained += has - had
            self._lost += had - has

    def comparison(self) -> Comparison:
        """Compare what was added, drawing the same articles for both."""
        points = [table.points() for table in self._tables]
        articles = len(self._tables[0])
        drawn = _draws(articles, points) if articles >= FEWEST else None
        changes = {}
        for name in points[0]:
            old, new = (float(_rates(table[name].sum(axis=0, keepdims=True))[0]) for table in points)
            if not numpy.isnan(new - old):
                changes[name] = _change(old, new, drawn[1][name] - drawn[0][name] if drawn else None)
        return Comparison(changes, tuple(sorted(self._gained)), tuple(sorted(self._lost)))


def intervals(table: Table) -> dict[str, Interval]:
    """Give the 95 % interval of each overall F1. The order of the articles changes nothing."""
    if len(table) < FEWEST:
        return {}
    drawn = _draws(len(table), [table.points()])[0]
    return {name: _interval(values) for name, values in drawn.items() if not numpy.isnan(values).all()}


def compare(
    first: Iterable[ArticleScore], second: Iterable[ArticleScore], held: Collection[str] = frozenset()
) -> Comparison:
    """Compare two systems on the same articles in the same order; records of `held` ones are not named."""
    comparing = Comparing(held)
    for one, other in zip(first, second, strict=True):
        comparing.add(one, other)
    return comparing.comparison()


def _change(old: float, new: float, drawn: Floats | None) -> Change:
    if drawn is None:
        return Change(old, new)
    counted = drawn[~numpy.isnan(drawn)]
    fewer = min((counted <= 0).sum(), (counted >= 0).sum())
    # What was seen counts as one draw more, so that p is never 0, which no number of draws could show.
    return Change(old, new, _interval(counted), min(1.0, 2 * float(fewer + 1) / (counted.size + 1)))


def _by_slot(score: Score) -> list[Counts]:
    return [score.slots.get(slot, Counts()) for slot in slots.SLOTS]


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
    rates = [{name: numpy.empty(DRAWS) for name in table} for table in tables]
    block = max(1, _MOST_CELLS // articles)  # the draws are the same however many are made at a time
    for start in range(0, DRAWS, block):
        stop = min(start + block, DRAWS)
        weights = random.multinomial(articles, even, size=stop - start).astype(float)
        for table, drawn in zip(tables, rates, strict=True):
            for name, points in table.items():
                drawn[name][start:stop] = _rates(weights @ points)
    return rates


def _interval(values: Floats) -> Interval:
    low, high = numpy.nanpercentile(values, [2.5, 97.5])
    return Interval(float(low), float(high))


def _usable(article: ArticleScore) -> set[str]:
    """Name the gold records that were found usable."""
    named = set()
    names: Counter[str] = Counter()
    for gold, usable in sorted((describe(p.gold), p.is_usable) for p in article.pairs if p.gold):
        names[gold] += 1
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
