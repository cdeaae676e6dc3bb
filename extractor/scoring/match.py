"""Which extracted record tells of which gold record: the best one-to-one pairing, never a greedy one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy
from scipy.optimize import linear_sum_assignment

from extractor.model import GrantRecord
from extractor.scoring import slots
from extractor.scoring.slots import Outcome


class Weight(NamedTuple):
    """Points for a slot that agrees (half where it is partial), and against the pair where both values differ."""

    agree: float
    differ: float


# What tells two flows of one article apart weighs more than what they usually share: an article's flows often have the
# donor, the country and the programme in common, hardly ever the sum, the title or the goods.
WEIGHTS: Mapping[str, Weight] = {
    "amount": Weight(4, 2),
    "title": Weight(3, 2),
    "purpose": Weight(2, 1),
    "equipment": Weight(2, 1),
    "donors": Weight(1, 1),
    "recipient_countries": Weight(1, 2),
    "recipients": Weight(1, 0.5),
    "implementers": Weight(1, 0),
    "locations": Weight(1, 0.5),
    "dates.agreed": Weight(1, 0.5),
    "dates.announced": Weight(0.5, 0.25),
    "dates.start": Weight(0.5, 0.25),
    "dates.end": Weight(0.5, 0.25),
    "level": Weight(0.5, 0.5),
    "flow_type": Weight(0.5, 0.5),
    "programme": Weight(0.5, 0.5),
    "status": Weight(0.25, 0.25),
}
SAME_FLOW = 3.0
"""Points from which two records may tell of the same flow.

It is what two records share that tell only who gives whom in which form (donor 1, country 1, level and flow type a half
each): alike as far as they go. Two flows of one donor to one country with different sums stay below it (donor, country,
recipient, level, flow type, programme 4.5, less 2 for the sum) unless purpose, title, goods or dates agree as well.
The same sum in the same currency is enough by itself: `tests/scoring/test_match.py` has the cases as rows.
"""
_FLOOR = 0.5  # what a pair with the same sum is worth however much else differs
_FINE = 0.001  # slots without weight decide only between pairings that are otherwise equal


@dataclass(frozen=True)
class Pair:
    """A gold record, the extracted one that tells of the same flow, or one of them alone; and how its slots stand."""

    gold: GrantRecord | None
    found: GrantRecord | None
    outcomes: tuple[Outcome, ...]

    @property
    def is_usable(self) -> bool:
        """Whether an analyst could take the extracted record as it stands."""
        return self.gold is not None and self.found is not None and slots.is_usable(self.gold, self.found)


def points(judged: Sequence[Outcome]) -> float:
    """Say how much two records have in common, from how their slots compare."""
    verdicts: dict[str, set[str]] = {}
    for outcome in judged:
        if outcome.slot in WEIGHTS:
            verdicts.setdefault(outcome.slot, set()).add(outcome.verdict)
    total = 0.0
    for slot, got in verdicts.items():
        weight = WEIGHTS[slot]
        if "correct" in got:
            total += weight.agree
        elif "partial" in got:
            total += weight.agree / 2
        elif "incorrect" in got or {"missing", "spurious"} <= got:
            total -= weight.differ
    return total


def is_same_flow(judged: Sequence[Outcome]) -> bool:
    """Tell whether two records may be paired: the same sum, alike in all they tell, or enough in common."""
    same_sum = any(outcome.slot == "amount" and outcome.verdict == "correct" for outcome in judged)
    alike = all(outcome.verdict == "correct" for outcome in judged)
    return same_sum or alike or points(judged) >= SAME_FLOW


def pair(gold: Sequence[GrantRecord], found: Sequence[GrantRecord]) -> list[Pair]:
    """Pair one article's records so that the points add up to the most; the unpaired come last, gold before found.

    The order of either list changes nothing: among equally good pairings the records' own content decides.
    """
    left, right = sorted(gold, key=_content), sorted(found, key=_content)
    told, read = [slots.filled(record) for record in left], [slots.filled(record) for record in right]
    judged = {(i, j): slots.outcomes(a, b) for i, a in enumerate(told) for j, b in enumerate(read)}
    gain = numpy.zeros((len(left), len(right)))
    for (i, j), these in judged.items():
        if is_same_flow(these):
            counts = [outcome.verdict for outcome in these]
            fine = 2 * counts.count("correct") + counts.count("partial") - counts.count("incorrect")
            gain[i, j] = max(points(these), _FLOOR) + _FINE * fine
    rows, columns = linear_sum_assignment(gain, maximize=True)
    chosen = [(int(i), int(j)) for i, j in zip(rows, columns, strict=True) if gain[i, j] > 0]
    pairs = [Pair(left[i], right[j], tuple(judged[i, j])) for i, j in chosen]
    taken, used = {i for i, _ in chosen}, {j for _, j in chosen}
    pairs += [Pair(a, None, tuple(slots.outcomes(told[i], {}))) for i, a in enumerate(left) if i not in taken]
    pairs += [Pair(None, b, tuple(slots.outcomes({}, read[j]))) for j, b in enumerate(right) if j not in used]
    return pairs


def _content(record: GrantRecord) -> str:
    return record.model_dump_json(exclude={"record_id", "evidence", "notes", "confidence"})
