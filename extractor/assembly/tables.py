"""Tables in running text: rows of cells parted by tabs or bars, under a row that names the columns.

"Project<TAB>Lender<TAB>Amount" over "Wells in Dawa<TAB>Dawa Fund<TAB>USD 2 million": each cell is read as the value
of a "Key: value" line.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from extractor.assembly.collect import Fact, Sentence
from extractor.assembly.paragraphs import row_cells
from extractor.assembly.statements import Cue
from extractor.components import spans
from extractor.lexicon import Lexicon
from extractor.lexicon.list_keys import Slot, flows, slots

NAMED = 2  # cells of a head row that name a column that we know


@dataclass(frozen=True, slots=True)
class Columns:
    """What the columns of a table hold, and the head that tells in what form the money comes ("Lender")."""

    slots: tuple[Slot, ...]
    form: Cue | None = None


def columns(head: Sequence[Sentence], lexicon: Lexicon) -> Columns:
    """Give what the columns hold by the cells of a head row, "none" for one that we don't know."""
    known, telling = slots(lexicon), flows(lexicon)
    keys = [cell.text.lower().strip(" .:|") for cell in head]
    found: list[Slot] = [known.get(key, "none") for key in keys]
    if "donor" not in found:  # "Partner" in a list of who pays for what
        found = ["donor" if slot == "implementer" else slot for slot in found]
    forms = (Cue(telling[k], c.start, c.end, "form:head") for k, c in zip(keys, head, strict=True) if k in telling)
    return Columns(tuple(found), next(forms, None) if "form" not in found else None)


def is_head(row: Sequence[Sentence], found: Columns) -> bool:
    """Whether a row names columns rather than fills them."""
    return sum(slot != "none" for slot in found.slots) >= NAMED and not any(cell.sums for cell in row)


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
