"""A scoring as a whole, as JSON and for the terminal.

The JSON (`--json`) has these keys; a rate is null where nothing was counted:

- `articles`: how many were scored; `missed_articles`: ids whose gold has records and for which none was found;
  `not_scored`: ids with records or mentions but without gold; `skipped_files`: files of the folder that aren't gold
- `figures`: name to rate, the names that `--fail-under` takes; `held_...` are those of the articles that the gold's
  `held.txt` names, which are in all the counts but not in `causes` and `confusion`: nobody looks at what they miss
- `records`, `usable`, `sums`, `slots.all`, `slots.<slot>`, `mentions.<label>.<scheme>`: counts
  `{correct, incorrect, partial, missing, spurious, precision, recall, f1}`
- `confusion.<slot>`: list of `{gold, found, count}`
- `intervals`: figure to `[low, high]`, 95 %, by bootstrap over articles
- `reliability.all`, `reliability.held`: list of `{records, said, right, low, high}`, found records in five bins by
  confidence, lowest first: its mean, the share that is usable and the 95 % interval of that; empty without confidence
- `causes`: list of `{cause, slot, count, examples}`, most frequent first
- `repairs`: what had to be read leniently, with how often; `broken`: lines that no record could be made of
- `ungrounded`: with `--articles`, `{records, values, examples, unread}`: how many values stand nowhere in their
  article, by slot; else null
- `comparison` (with RECORDS_B): see `certainty.Comparison`
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from extractor.scoring import causes, certainty, mentions, reliability, slots
from extractor.scoring.counts import Counts
from extractor.scoring.files import Found, GoldSet
from extractor.scoring.grounding import Grounding
from extractor.scoring.reliability import Bin
from extractor.scoring.score import Score, score_all

_MOST_CAUSES = 12


@dataclass(frozen=True)
class Report:
    """Everything that is told of one scoring; `missed` are articles whose gold has records and that none was found in.

    Articles themselves stay in their files: `gold` and `found` read the one that is asked for.
    """

    gold: GoldSet
    found: Found
    score: Score
    intervals: Mapping[str, certainty.Interval]
    causes: tuple[causes.Cause, ...]
    missed: tuple[str, ...] = ()
    held: Score | None = None
    open: Score = field(default_factory=Score)
    comparison: certainty.Comparison | None = None
    grounding: Grounding | None = None
    bins: tuple[Bin, ...] = ()
    held_bins: tuple[Bin, ...] = ()

    def figures(self) -> dict[str, float | None]:
        """Give every figure by name, those of the held articles after the others."""
        held = self.held.figures() if self.held is not None else {}
        return {**self.score.figures(), **{f"held_{name}": value for name, value in held.items()}}

    @property
    def not_scored(self) -> list[str]:
        """Articles that something was found in but that have no gold."""
        found = {*self.found.records, *(self.found.mentions or {})}
        return sorted(name for name in found if name not in self.gold.articles)

    def as_json(self) -> dict[str, Any]:
        """Give the report as plain values, as documented on top of this module."""
        by_label = mentions.by_label(self.score.mentions) if self.score.mentions else {}
        return {
            "articles": self.score.articles,
            "missed_articles": list(self.missed),
            "not_scored": self.not_scored,
            "skipped_files": list(self.gold.skipped),
            "figures": self.figures(),
            "held": sorted(self.gold.held),
            "records": _plain(self.score.records),
            "usable": _plain(self.score.usable),
            "sums": _plain(self.score.sums),
            "slots": {"all": _plain(self.score.all_slots), **{s: _plain(c) for s, c in self.score.slots.items()}},
            "mentions": {
                label: {scheme: _plain(counts) for scheme, counts in schemes.items()}
                for label, schemes in by_label.items()
            },
            "confusion": {
                slot: [
                    {"gold": told, "found": read, "count": count}
                    for (name, told, read), count in sorted(self.open.confusion.items())
                    if name == slot
                ]
                for slot in slots.JUDGED
            },
            "intervals": {name: list(interval) for name, interval in self.intervals.items()},
            "reliability": {
                "all": [part._asdict() for part in self.bins],
                "held": [part._asdict() for part in self.held_bins],
            },
            "causes": [asdict(cause) for cause in self.causes],
            "repairs": dict(sorted(self.found.repairs.items())),
            "broken": list(self.found.broken),
            "ungrounded": self.grounding.as_json() if self.grounding else None,
            "comparison": self.comparison.as_json() if self.comparison else None,
        }

    def show(self, console: Console) -> None:
        """Print the report for a person, in 80 columns."""
        for part in self._parts():
            console.print(part)

    def _parts(self) -> list[RenderableType]:
        parts: list[RenderableType] = [*self._remarks(), _summary(self.score, self.intervals)]
        if self.held is not None:
            parts.append(_summary(self.held, {}, f"Held, {self.held.articles} articles: scored, never looked at"))
        parts.append(_slots(self.score))
        if self.score.mentions:
            parts.append(_mentions(self.score))
        if self.bins:
            parts.append(_reliability(self.bins, "Confidence and what is usable"))
        if self.held_bins:
            parts.append(_reliability(self.held_bins, "The same of held articles"))
        parts += _confusion(self.open)
        if self.causes:
            parts.append(_causes(self.causes))
        if self.comparison:
            parts.append(_comparison(self.comparison))
            sides = {"gained": self.comparison.gained, "lost": self.comparison.lost}
            parts += [Text(f"usable records {side} {len(names)}: {_listed(names)}") for side, names in sides.items()]
        return parts

    def _remarks(self) -> list[RenderableType]:
        remarks = [f"{self.score.articles} articles scored"]
        if self.missed:
            remarks.append(f"no record found, counted as missed: {_listed(self.missed)}")
        if self.not_scored:
            remarks.append(f"no gold, not scored: {_listed(self.not_scored)}")
        if self.gold.skipped:
            remarks.append(f"not gold, skipped: {_listed(self.gold.skipped)}")
        if self.found.repairs:
            most = [f"{what} ({count})" for what, count in self.found.repairs.most_common()]
            remarks.append(f"read leniently: {_listed(most)}")
        if self.found.broken:
            remarks.append(f"{len(self.found.broken)} broken lines: {_listed(self.found.broken)}")
        if self.grounding is not None:
            remarks += self.grounding.remarks()
        return [Text(remark) for remark in remarks]


def make(gold: GoldSet, found: Found, other: Found | None = None) -> Report:
    """Score what was found against the gold, and a second system's records beside it, article by article."""
    second = score_all(gold.articles, other.records, other.mentions) if other is not None else None
    comparing = certainty.Comparing(gold.held)
    whole, held, shown = Score(), Score(), Score()
    table, errors, missed = certainty.Table(), causes.Causes(), []
    said: list[tuple[float, bool]] = []
    held_said: list[tuple[float, bool]] = []
    for article in score_all(gold.articles, found.records, found.mentions):
        table.add(article)
        whole += article.score
        told = reliability.told(article)
        said += told
        if article.article_id in gold.held:
            held += article.score
            held_said += told
        else:
            shown += article.score
            errors.add(article)
            if article.score.records.possible and not article.score.records.actual:
                missed.append(article.article_id)
        if second is not None:
            comparing.add(article, next(second))
    return Report(
        gold=gold,
        found=found,
        score=whole,
        intervals=certainty.intervals(table),
        causes=tuple(errors.grouped()),
        missed=tuple(missed),
        held=held if held.articles else None,
        open=shown,
        comparison=comparing.comparison() if second is not None else None,
        bins=reliability.bins(said),
        held_bins=reliability.bins(held_said),
    )


def rate(value: float | None) -> str:
    """Write a rate for a table, "-" where nothing was counted."""
    return "-" if value is None else f"{value:.3f}"


def _plain(counts: Counts) -> dict[str, float | None]:
    return {**asdict(counts), "precision": counts.precision, "recall": counts.recall, "f1": counts.f1}


def _listed(names: Sequence[str], most: int = 5) -> str:
    if not names:
        return "none"
    rest = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names[:most]) + rest


def _table(title: str, *columns: str) -> Table:
    table = Table(title=title, title_justify="left", box=None, padding=(0, 1, 0, 0))
    for number, column in enumerate(columns):
        table.add_column(column, justify="right" if number else "left", no_wrap=bool(number))
    return table


def _cells(counts: Counts) -> list[str]:
    numbers = (counts.correct, counts.incorrect, counts.partial, counts.missing, counts.spurious)
    return [*(str(n) if n else "." for n in numbers), rate(counts.precision), rate(counts.recall), rate(counts.f1)]


_COUNT_COLUMNS = ("right", "wrong", "part", "miss", "spur", "prec", "rec", "F1")


def _summary(score: Score, intervals: Mapping[str, certainty.Interval], title: str = "Overall") -> Table:
    table = _table(f"\n{title}", "", *_COUNT_COLUMNS, "95 %")
    rows = {"record": score.records, "slot": score.all_slots, "usable": score.usable, "sums": score.sums}
    for name, counts in rows.items():
        table.add_row(name, *_cells(counts), _between(intervals.get(f"{name}_f1")))
    blanks = [""] * (len(_COUNT_COLUMNS) - 1)
    table.add_row("slot, macro", *blanks, rate(score.macro_f1), _between(intervals.get("slot_macro_f1")))
    return table


def _between(interval: certainty.Interval | None) -> str:
    return f"{interval.low:.2f}-{interval.high:.2f}" if interval else "-"


def _slots(score: Score) -> Table:
    table = _table("\nSlots", "slot", *_COUNT_COLUMNS)
    for slot in slots.SLOTS:
        if slot in score.slots:
            table.add_row(slot, *_cells(score.slots[slot]))
    return table


def _mentions(score: Score) -> Table:
    table = _table("\nMentions, F1", "label", *mentions.SCHEMES, "gold", "found")
    for label, schemes in mentions.by_label(score.mentions).items():
        strict = schemes["strict"]
        rates = [rate(schemes[scheme].f1) for scheme in mentions.SCHEMES]
        table.add_row(label, *rates, str(strict.possible), str(strict.actual))
    return table


def _reliability(bins: Sequence[Bin], title: str) -> Table:
    """Show bins of records by confidence: in a calibrated one what was said lies in the interval of what was right."""
    table = _table(f"\n{title}", "records", "said", "right", "95 %", "")
    for part in bins:
        interval = _between(certainty.Interval(part.low, part.high))
        table.add_row(
            str(part.records), f"{part.said:.2f}", f"{part.right:.2f}", interval, "" if part.covers else "off"
        )
    return table


def _confusion(score: Score) -> list[RenderableType]:
    """Show what is taken for what: only where it is, since the right ones stand among the slots."""
    table = _table("\nTaken for another", "slot", "gold", "found", "times")
    wrong = [(key, n) for key, n in score.confusion.items() if key[1] != key[2]]
    for (slot, told, read), count in sorted(wrong, key=lambda item: (-item[1], item[0])):
        table.add_row(slot, told, read, str(count))
    return [table] if wrong else []


def _causes(found: Sequence[causes.Cause]) -> Table:
    table = _table("\nWhat to mend", "cause", "slot", "times", "for example")
    table.columns[3].no_wrap, table.columns[3].justify, table.columns[3].overflow = False, "left", "fold"
    for cause in found[:_MOST_CAUSES]:
        table.add_row(cause.cause, cause.slot, str(cause.count), Text(cause.examples[0] if cause.examples else ""))
    return table


def _comparison(comparison: certainty.Comparison) -> Table:
    table = _table("\nSecond records against the first", "figure", "first", "second", "change", "95 %", "p")
    for name, change in comparison.changes.items():
        between = f"{change.interval.low:+.3f}..{change.interval.high:+.3f}" if change.interval else "-"
        table.add_row(
            name, rate(change.first), rate(change.second), f"{change.difference:+.3f}", between, rate(change.p)
        )
    return table
