"""Which extracted record tells of which gold record: the best one-to-one pairing, never a greedy one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy
from scipy.optimize import linear_sum_assignment

from extractor.model import GrantRecord
from extractor.scoring import slots
from extractor.scoring.counts import Verdict
from extractor.scoring.slots import Filled, Outcome


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
The same sum in the same currency is enough by itself. `tests/scoring/test_match.py` has such cases as rows.

Measured on a news article of eight flows, five of them of one donor to one country: of the 56 pairs of different flows
none reaches it. With sums, or titles and purposes, or donors and recipients taken away from one side all eight still
find themselves, and only two loans of one signing reach it crosswise, which the best pairing then tells apart.
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


def is_same_flow(gold: Filled, found: Filled) -> bool:
    """Tell whether two records may be paired: the same sum, alike in all they tell, or enough in common."""
    return _worth(gold, found) > 0


def _worth(gold: Filled, found: Filled) -> float:
    """Say what a pairing is worth, 0 if the two can't be the same flow."""
    verdicts: dict[str, list[Verdict]] = {}
    for outcome in slots.shared(gold, found):
        verdicts.setdefault(outcome.slot, []).append(outcome.verdict)
    points = sum(_points(WEIGHTS[slot], given) for slot, given in verdicts.items() if slot in WEIGHTS)
    every = [verdict for given in verdicts.values() for verdict in given]
    right = every.count("correct")
    alike = gold.keys() == found.keys() and right == len(every)
    if verdicts.get("amount") != ["correct"] and not alike and points < SAME_FLOW:
        return 0.0
    return max(points, _FLOOR) + _FINE * (2 * right + every.count("partial") - every.count("incorrect"))


def _points(weight: Weight, verdicts: Sequence[Verdict]) -> float:
    """Weigh a slot that both records fill: one item in common is agreement, none is a contradiction."""
    if "correct" in verdicts:
        return weight.agree
    return weight.agree / 2 if "partial" in verdicts else -weight.differ


def pair(gold: Sequence[GrantRecord], found: Sequence[GrantRecord]) -> list[Pair]:
    """Pair one article's records so that the points add up to the most; the unpaired come last, gold before found.

    The order of either list changes nothing: among equally good pairings the records' own content decides.
    """
    left, right = sorted(gold, key=_content), sorted(found, key=_content)
    told, read = [slots.filled(record) for record in left], [slots.filled(record) for record in right]
    worth = numpy.zeros((len(left), len(right)))
    for i, one in enumerate(told):
        for j, other in enumerate(read):
            worth[i, j] = _worth(one, other)
    rows, columns = linear_sum_assignment(worth, maximize=True)
    chosen = [(int(i), int(j)) for i, j in zip(rows, columns, strict=True) if worth[i, j] > 0]
    pairs = [Pair(left[i], right[j], tuple(slots.outcomes(told[i], read[j]))) for i, j in chosen]
    taken, used = {i for i, _ in chosen}, {j for _, j in chosen}
    pairs += [Pair(a, None, tuple(slots.outcomes(told[i], {}))) for i, a in enumerate(left) if i not in taken]
    pairs += [Pair(None, b, tuple(slots.outcomes({}, read[j]))) for j, b in enumerate(right) if j not in used]
    return pairs


def _content(record: GrantRecord) -> str:
    return record.model_dump_json(exclude={"record_id", "evidence", "notes", "confidence"})
