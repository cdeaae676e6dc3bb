"""Explanations for a terminal: values, words and rules, and below them what lost."""

from collections.abc import Iterable, Iterator, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from extractor.cli.terminal import neutral
from extractor.model import Span
from extractor.model.explanation import Dropped, Explanation, Option, Part, RecordExplained, Skip, Slot, Weighed

_LABELS, _INDENT = 12, 2
_QUIET = "dim"
_MOST_PARTS = 6  # reasons shown of each score; --json has all
_MOST_RIVALS = 6
_MOST_WORDS = 90  # characters of a span that are shown

Row = tuple[str, RenderableType]


def explanation(found: Explanation) -> RenderableType:
    """Lay out an explanation: why a run would skip the article, records, flows that made none, sentences left out."""
    lines: list[RenderableType] = [Text(neutral(found.article_id), style=_QUIET)]
    if found.skip is not None:
        lines.append(_skip(found.skip))
    lines.append(Text(f"{len(found.records) or 'no'} record{'' if len(found.records) == 1 else 's'} explained"))
    for record in found.records:
        lines += [Text(), _record(record)]
    for title, dropped in (
        ("Flows that made no record", found.dropped),
        ("Sentences that told none", found.passed_over),
    ):
        if dropped:
            lines += [Text(), Text(title, style="bold"), _grid(row for one in dropped for row in _dropped(one))]
    return Group(*lines)


def _skip(skip: Skip) -> RenderableType:
    head = f"`run` skips it: {skip.reason}; its likeliest stretch ({skip.start}–{skip.end}) scores {skip.score}, "
    return Text(f"{head}{skip.bar} needed: {_sum(skip.parts)}")


def _record(record: RecordExplained) -> RenderableType:
    rows: list[Row] = [(f"{record.number}.", Text(neutral(record.summary), style="bold"))]
    if record.belief is not None:
        rows.append(("believed", Text(_weighed(record.belief))))
    rows.append(("confidence", Text(_weighed(record.confidence))))
    rows += [("told in" if not n else "", _quiet(_words(span), 0)) for n, span in enumerate(record.told_in)]
    for slot in record.slots:
        rows += _slot(slot)
    return _grid(rows)


def _grid(rows: Iterable[Row]) -> Table:
    grid = Table.grid(padding=(0, 1), expand=False)
    grid.add_column(width=_LABELS, overflow="fold")
    grid.add_column(overflow="fold")
    for label, line in rows:
        grid.add_row(Text(label), line)
    return grid


def _slot(slot: Slot) -> Iterator[Row]:
    label = slot.slot.replace("recipient_countries", "countries").replace("_", " ")
    for option in slot.chosen or [Option(value="null", why="nothing was found, or nothing prevailed")]:
        yield label, Text(_said(option))
        label = ""
        yield from _under(option, _INDENT)
    for option in slot.rivals[:_MOST_RIVALS]:
        yield "", Text(f"- {_said(option)}")
        yield from _under(option, 2 * _INDENT)
    if (more := len(slot.rivals) - _MOST_RIVALS) > 0:
        yield "", Text(f"- and {more} more")


def _under(option: Option, indent: int) -> Iterator[Row]:
    """Give the words of a value, then what was added up for it, in quieter lines."""
    yield from (("", _quiet(_words(span), indent)) for span in option.words)
    if option.parts:
        yield "", _quiet(_sum(option.parts), indent)


def _dropped(one: Dropped) -> Iterator[Row]:
    yield "-", Text(f"{neutral(one.summary)}: {neutral(one.reason)}")
    yield "", _quiet(_words(one.words), 0)
    if one.belief is not None:
        yield "", _quiet(_weighed(one.belief), 0)


def _quiet(line: str, indent: int) -> RenderableType:
    return Padding(Text(line, style=_QUIET), (0, 0, 0, indent))


def _said(option: Option) -> str:
    score = f" ({option.score:g})" if option.score is not None else ""
    return f"{_one_line(option.value)}: {neutral(option.why)}{score}"


def _weighed(found: Weighed) -> str:
    bar = f" ({found.least} needed)" if found.least is not None else ""
    return f"{found.chance:.2f}{bar}: {_sum(found.parts)}"


def _sum(parts: Sequence[Part]) -> str:
    shown = ", ".join(f"{neutral(part.sign)} {part.adds:+.2g}" for part in parts[:_MOST_PARTS])
    more = len(parts) - _MOST_PARTS
    return f"{shown} … {more} more" if more > 0 else shown


def _words(span: Span) -> str:
    words = _one_line(span.text)
    if len(words) > _MOST_WORDS:
        words = f"{words[:_MOST_WORDS].rstrip()} …"
    return f"“{words}” {span.start}–{span.end} {neutral(span.rule)}"


def _one_line(text: str) -> str:
    return neutral(" ".join(text.split()))
