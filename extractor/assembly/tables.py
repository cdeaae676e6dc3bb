"""Tables in running text: rows of cells parted by tabs or bars, under a row that names the columns.

"Project<TAB>Lender<TAB>Amount" over "Wells in Dawa<TAB>Dawa Fund<TAB>USD 2 million": each cell is read as the value
of a "Key: value" line.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple, TypeVar

from extractor.assembly.collect import Fact, Sentence
from extractor.assembly.paragraphs import row_cells
from extractor.components import spans
from extractor.lexicon import Lexicon
from extractor.lexicon.list_keys import Slot, slots

NAMED = 2  # cells of a head row that name a column that we know


def columns(row: Sequence[Sentence], lexicon: Lexicon) -> list[Slot] | None:
    """Give what the columns hold if a row names them, "none" for one that we don't know; None for any other row."""
    known = slots(lexicon)
    found: list[Slot] = [known.get(cell.text.lower().strip(" .:|"), "none") for cell in row]
    named = sum(1 for slot in found if slot != "none")
    return found if named >= NAMED and not any(cell.sums for cell in row) else None


def cells(row: Sequence[Sentence]) -> list[Sentence]:
    """Cut the sentences of a row into its cells, each a sentence with the facts that stand in it."""
    doc, first = row[0].span.doc, row[0]
    found = []
    for start, end in row_cells(spans.text_of(doc)):
        span = doc.char_span(start, end, alignment_mode="expand")
        cell = Sentence(span if span is not None else doc[0:0], first.offset, first.paragraph, first.kind)
        inside = Within(first.offset + start, first.offset + end)
        for sentence in row:
            cell.sums += inside.of(sentence.sums)
            cell.dates += inside.of(sentence.dates)
            cell.actors += inside.of(sentence.actors)
            cell.people += inside.of(sentence.people)
            cell.goods += inside.of(sentence.goods)
            cell.titles += inside.of(sentence.titles)
        found.append(cell)
    return found


F = TypeVar("F", bound=Fact)


class Within(NamedTuple):
    """A stretch of the article."""

    start: int
    end: int

    def of(self, facts: Iterable[F]) -> list[F]:
        """Give the facts that stand in it."""
        return [fact for fact in facts if self.start <= fact.start and fact.end <= self.end]
