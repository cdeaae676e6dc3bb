"""What the page shows, as plain values for its template: nothing is scored here."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

from extractor.model import Article
from extractor.scoring import slots
from extractor.scoring.causes import Cause
from extractor.scoring.counts import Counts, Verdict
from extractor.scoring.html import articles as parts
from extractor.scoring.html.articles import ArticleView
from extractor.scoring.mentions import by_label
from extractor.scoring.report import Report, rate
from extractor.scoring.score import Score

VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
_MOST_LISTED = 5
_MOST_CAUSES = 12  # as many as the terminal shows


@dataclass(frozen=True)
class Stretch:
    """A verdict's part of a bar, `start` and `width` in per cent of it."""

    verdict: Verdict
    start: str
    width: str


@dataclass(frozen=True)
class Row:
    """Counts of one slot or label, with the bar of its verdicts."""

    name: str
    f1: str
    counts: Mapping[Verdict, int]
    bar: Sequence[Stretch]

    @property
    def said(self) -> str:
        """The bar in words."""
        return ", ".join(f"{count} {verdict}" for verdict, count in self.counts.items() if count) or "nothing counted"


@dataclass(frozen=True)
class Rate:
    """A figure from 0 to 1 with its interval; lengths in per cent."""

    name: str
    shown: str
    width: str
    low: str = ""
    high: str = ""
    span: str = ""
    between: str = ""
    counted: str = ""


@dataclass(frozen=True)
class Figures:
    """The overall figures of some of the articles."""

    title: str
    rates: Sequence[Rate]


@dataclass(frozen=True)
class Change:
    """A figure of two systems."""

    name: str
    first: str
    second: str
    difference: str
    p: str


@dataclass(frozen=True)
class Page:
    """The whole page."""

    remarks: Sequence[str]
    figures: Sequence[Figures]
    slots: Sequence[Row]
    mentions: Sequence[Row]
    causes: Sequence[Cause]
    confusion: Sequence[tuple[str, str, str, int]]
    changes: Sequence[Change]
    articles: Sequence[ArticleView]
    bars: Mapping[int, Row]
    kinds: Mapping[Verdict, int]
    has_texts: bool
    has_mentions: bool


def page(report: Report, texts: Mapping[str, Article]) -> Page:
    """Turn a report into what is shown; held articles are in the figures only."""
    shown = [name for name in sorted(report.gold.articles) if name not in report.gold.held]
    views = [parts.article(n, name, report, texts.get(name)) for n, name in enumerate(shown, 1)]
    kinds: Counter[Verdict | None] = Counter()
    for view in views:
        kinds.update(row.verdict for card in view.cards for row in card.rows)
        kinds.update(mention.verdict for mention in view.mentions)
    return Page(
        remarks=list(_remarks(report, views)),
        figures=list(_figures(report)),
        slots=[_row(slot, report.score.slots[slot]) for slot in slots.SLOTS if slot in report.score.slots],
        mentions=_labels(report.score),
        causes=report.causes[:_MOST_CAUSES],
        confusion=_confusion(report.open),
        changes=_changes(report),
        articles=views,
        bars={view.number: _row("", view.slots) for view in views},
        kinds={verdict: kinds[verdict] for verdict in VERDICTS},
        has_texts=any(view.pieces is not None for view in views),
        has_mentions=report.found.mentions is not None,
    )


def _remarks(report: Report, views: Sequence[ArticleView]) -> Iterable[str]:
    held, scored = len(report.gold.held), report.score.articles
    if held:
        yield (
            f"Held: {held} of {scored} articles (held.txt beside the gold names them). They count in the figures, but "
            "are left out below and among the examples, because nobody is to look at what they miss."
        )
    without = [view.id for view in views if view.pieces is None]
    if without and len(without) == len(views):
        yield "Texts are not shown, only records: the page was made without them (extractor score … --articles INPUT)."
    elif without:
        yield f"Texts that were not among the articles given, so that only records are shown: {_listed(without)}."
    if report.found.mentions is None:
        yield (
            "No mentions were scored (extractor score … --mentions), so extracted marks are the words that records "
            "rest on."
        )
    if report.missed:
        yield f"No record was found in {_listed(report.missed)}; theirs count as missing."
    if stray := sum(view.stray for view in views):
        yield f"{stray} marks don't fit the text at their offsets and are listed but not drawn."
    if report.not_scored:
        yield f"Without gold, so not scored: {_listed(report.not_scored)}."
    if report.gold.skipped:
        yield f"Not gold, so skipped: {_listed(report.gold.skipped)}."
    if report.found.repairs:
        yield f"{sum(report.found.repairs.values())} values were read leniently; extractor score lists how."
    if report.found.broken:
        yield f"{len(report.found.broken)} lines could not be read as records; extractor score lists them."


def _listed(names: Sequence[str]) -> str:
    rest = f" and {len(names) - _MOST_LISTED} more" if len(names) > _MOST_LISTED else ""
    return ", ".join(names[:_MOST_LISTED]) + rest


def _figures(report: Report) -> Iterable[Figures]:
    yield Figures(f"All articles ({report.score.articles})", _rates(report.score, report.intervals))
    if report.held is not None:
        yield Figures(f"Held articles ({report.held.articles})", _rates(report.held, {}))


def _rates(score: Score, intervals: Mapping[str, tuple[float, float]]) -> list[Rate]:
    told: list[tuple[str, str, float | None, Counts | None]] = [
        ("record", "record_f1", score.records.f1, score.records),
        ("slot", "slot_f1", score.all_slots.f1, score.all_slots),
        ("slot, macro", "slot_macro_f1", score.macro_f1, None),
        ("usable", "usable_f1", score.usable.f1, score.usable),
        ("sums", "sums_f1", score.sums.f1, score.sums),
    ]
    if score.mentions:
        marked = by_label(score.mentions)["all"]["strict"]
        told.append(("mention, strict", "", marked.f1, marked))
    return [_rate(name, value, counts, intervals.get(figure)) for name, figure, value, counts in told]


def _rate(name: str, value: float | None, counts: Counts | None, interval: tuple[float, float] | None) -> Rate:
    counted = f"precision {rate(counts.precision)}, recall {rate(counts.recall)}" if counts else ""
    if interval is None:
        return Rate(name, rate(value), _percent(value or 0.0), counted=counted)
    low, high = interval
    return Rate(
        name,
        rate(value),
        _percent(value or 0.0),
        _percent(low),
        _percent(high),
        _percent(high - low),
        f"{low:.2f}–{high:.2f}",
        counted,
    )


def _labels(score: Score) -> list[Row]:
    if not score.mentions:
        return []
    return [_row(label, schemes["strict"]) for label, schemes in by_label(score.mentions).items()]


def _row(name: str, counts: Counts) -> Row:
    numbers: dict[Verdict, int] = {verdict: getattr(counts, verdict) for verdict in VERDICTS}
    whole, before, bar = sum(numbers.values()), 0, []
    for verdict, number in numbers.items():
        if number:
            bar.append(Stretch(verdict, _percent(before / whole), _percent(number / whole)))
            before += number
    return Row(name, rate(counts.f1), numbers, bar)


def _percent(share: float) -> str:
    return f"{100 * share:.2f}%"


def _confusion(score: Score) -> list[tuple[str, str, str, int]]:
    wrong = [(*key, times) for key, times in score.confusion.items() if key[1] != key[2]]
    return sorted(wrong, key=lambda row: (-row[3], row))


def _changes(report: Report) -> list[Change]:
    if report.comparison is None:
        return []
    return [
        Change(name, rate(one.first), rate(one.second), f"{one.difference:+.3f}", rate(one.p))
        for name, one in report.comparison.changes.items()
    ]
