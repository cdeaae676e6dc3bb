"""Tables that lost their rows: every cell of a table on a line of its own, as pages are pasted and papers copied.

"No. / Partner / Purpose / Amount" one below the other, then "1 / Dawa Fund / Wells / US$2m", mostly with a blank line
between rows. The head lines name the columns. A row may lack cells, and a cell may run over several lines, so that
lines are laid on columns by what they hold: a sum, a date, a number, the name of somebody.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import NamedTuple

from extractor.assembly import tables
from extractor.assembly.collect import Sentence
from extractor.assembly.tables import Columns
from extractor.lexicon import Lexicon
from extractor.lexicon.list_keys import Slot, slots

LEAST_COLUMNS = 3
_HEAD_WORDS = 5
_CELL_WORDS = 20  # a longer line is no cell
_COUNT = re.compile(r"[(#]?\d{1,3}[.)]?")  # the number of a row
_NUMBER_HEAD = re.compile(r"(?:no|nr|sr|s/n|sl|item|n°|#)(?:[. ]*no)?", re.I)
_NOTHING = re.compile(r"(?:[-–—.…]+|n/?a\.?|nil|tbd|tbc)", re.I)
_GOES_ON = re.compile(r"[(a-z=≈~+&]")  # how a line opens that belongs to the one before
FITS, STRANGE, SKIPPED, GOES_ON = 2.0, -2.0, -1.0, -0.5


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph of one line; `parted` if a blank line stands before it."""

    sentences: tuple[Sentence, ...]
    parted: bool

    @property
    def text(self) -> str:
        """The words, as printed."""
        return " ".join(sentence.text for sentence in self.sentences).strip()


class Row(NamedTuple):
    """A row: its lines with the slots of their columns, and what the head says of it."""

    cells: list[tuple[Sentence, Slot]]
    columns: Columns


def rows(sentences: Sequence[Sentence], lexicon: Lexicon) -> tuple[dict[int, Row], frozenset[int]]:
    """Give the rows of every such table by the paragraph of their first cell, and all paragraphs that tables take."""
    lines = list(_lines(sentences))
    found: dict[int, Row] = {}
    taken: set[int] = set()
    at = 0
    while at < len(lines):
        columns = _head(lines, at, lexicon)
        if columns is None:
            at += 1
            continue
        body = at + len(columns.slots)
        placed = list(_rows(lines, body, columns.slots))
        if placed:
            stop = placed[-1][1]
            found |= {cells[0][0].paragraph: Row(cells, columns) for cells, _ in placed if cells}
            taken |= {line.sentences[0].paragraph for line in lines[at:stop]}
            at = stop
        else:
            at = body
    return found, frozenset(taken)


def _lines(sentences: Sequence[Sentence]) -> Iterator[Line]:
    before = None
    for _, group in groupby(sentences, key=lambda sentence: sentence.paragraph):
        paragraph = tuple(group)
        yield Line(paragraph, before is None or paragraph[0].start - before > 1)
        before = paragraph[-1].end


def _head(lines: Sequence[Line], at: int, lexicon: Lexicon) -> Columns | None:
    """Read the lines from `at` on as the names of columns, one of them of a sum; None if they are none."""
    known = slots(lexicon)
    head: list[Sentence] = []
    size = 0  # without what we don't know behind the last column that we know
    for line in lines[at:]:
        key = line.text.lower().strip(" .:")
        plain = not any(s.sums or s.dates for s in line.sentences) and len(line.text.split()) <= _HEAD_WORDS
        if not plain or (line.parted and head and key not in known) or _COUNT.fullmatch(line.text):
            break
        if key not in known and not (head or _NUMBER_HEAD.fullmatch(key)):
            break
        head.append(line.sentences[0])
        size = len(head) if key in known else size
    columns = tables.columns(head[: max(size, LEAST_COLUMNS)], lexicon)
    told = "amount" in columns.slots and len(columns.slots) >= LEAST_COLUMNS
    return columns if told and tables.is_head(head, columns) else None


def _rows(lines: Sequence[Line], at: int, columns: Sequence[Slot]) -> Iterator[tuple[list[tuple[Sentence, Slot]], int]]:
    """Give the rows that follow a head, each with the line where it ends."""
    while at < len(lines):
        stop = _end(lines, at, columns)
        row = lines[at:stop]
        if any(len(line.text.split()) > _CELL_WORDS for line in row) or not _has_sum(row):
            return
        yield list(laid(row, columns)), stop
        at = stop


def _end(lines: Sequence[Line], at: int, columns: Sequence[Slot]) -> int:
    """Give where the row ends that begins at `at`: at a blank line, or after as many lines as there are columns."""
    block = at + 1
    while block < len(lines) and not lines[block].parted:
        block += 1
    size = len(columns)
    if size - 1 <= block - at < 2 * size - 1:
        return block
    return min(at + size, len(lines))


def _has_sum(row: Sequence[Line]) -> bool:
    return any(sentence.sums for line in row for sentence in line.sentences)


def laid(row: Sequence[Line], columns: Sequence[Slot]) -> Iterator[tuple[Sentence, Slot]]:
    """Lay the lines of a row on its columns, in order, as well as they fit."""

    @cache
    def best(line: int, column: int) -> tuple[float, tuple[int, ...]]:
        """Give the fit of the lines from `line` on, the first of which may stand in `column` or further right."""
        if line == len(row):
            return SKIPPED * (len(columns) - column), ()
        options = []
        for place in range(column, len(columns)):
            after, rest = best(line + 1, place + 1)
            fit = _fit(row[line], columns[place]) + SKIPPED * (place - column)
            options.append((fit + after, (place, *rest)))
        if column:
            after, rest = best(line + 1, column)
            more = GOES_ON if _GOES_ON.match(row[line].text) else SKIPPED
            options.append((more + after, (-1, *rest)))
        return max(options, key=lambda option: option[0], default=(float("-inf"), ()))

    for line, place in zip(row, best(0, 0)[1], strict=True):
        slot = columns[place] if place >= 0 else "none"
        numbers_row = slot == "none" and _COUNT.fullmatch(line.text)
        if not _NOTHING.fullmatch(line.text) and not numbers_row:
            yield from ((sentence, slot) for sentence in line.sentences)


def _fit(line: Line, slot: Slot) -> float:
    """Say how well a line fits a column: by the sum, date, number or name that it holds."""
    if _NOTHING.fullmatch(line.text):
        return 0.0
    sums = any(sentence.sums for sentence in line.sentences)
    dates = any(sentence.dates for sentence in line.sentences)
    if slot in {"amount", "date", "start", "end"}:
        fits = sums if slot == "amount" else dates and not sums
        return FITS if fits else STRANGE
    if _COUNT.fullmatch(line.text):
        return FITS / 4 if slot == "none" else STRANGE
    named = any(a.how in {"org", "country"} for sentence in line.sentences for a in sentence.actors)
    if slot in {"donor", "recipient", "implementer"}:
        return FITS / 2 if named else 0.0
    return STRANGE / 2 if sums else 0.0
