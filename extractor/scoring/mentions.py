"""Mentions against gold, label by label, in four readings.

`strict`: span, label and value right. `boundary`: the span right. `type`: overlapping, the label right.
`value`: overlapping, the value right. A mention found is paired with at most one of the gold, in the pairing that
agrees most; found mentions may overlap each other, and each that finds no partner is spurious.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation

import numpy
from scipy.optimize import linear_sum_assignment

from extractor.errors import InputError
from extractor.model import Mention
from extractor.scoring import compare
from extractor.scoring.counts import Counts, Verdict

SCHEMES = ("strict", "boundary", "type", "value")
_COUNTED = re.compile(r"(\d+(?:\.\d+)?)(?: ([a-z]+))? x (.+)")

Key = tuple[str, str]
"""A label and a scheme."""


def score(article_id: str, gold: Sequence[Mention], found: Sequence[Mention]) -> dict[Key, Counts]:
    """Count one article's mentions. A pair counts under the gold's label, a spurious mention under its own."""
    pairs = pair(article_id, gold, found)
    verdicts: defaultdict[Key, list[Verdict]] = defaultdict(list)
    for i, j in pairs:
        for scheme, right in readings(gold[i], found[j]).items():
            verdicts[gold[i].label, scheme].append("correct" if right else "incorrect")
    taken, used = {i for i, _ in pairs}, {j for _, j in pairs}
    alone: list[tuple[Mention, Verdict]] = [(mention, "missing") for i, mention in enumerate(gold) if i not in taken]
    alone += [(mention, "spurious") for j, mention in enumerate(found) if j not in used]
    for mention, verdict in alone:
        for scheme in SCHEMES:
            verdicts[mention.label, scheme].append(verdict)
    return {key: Counts.of(given) for key, given in verdicts.items()}


def by_label(table: Mapping[Key, Counts]) -> dict[str, dict[str, Counts]]:
    """Give the counts label by label, "all" last."""
    labels = [*sorted({label for label, _ in table}), "all"]
    return {
        label: {
            scheme: sum((c for (name, s), c in table.items() if s == scheme and label in (name, "all")), Counts())
            for scheme in SCHEMES
        }
        for label in labels
    }


def same_value(label: str, gold: str, found: str) -> bool:
    """Tell whether two mention values mean the same, each label in its own notation."""
    if gold == found:
        return True
    if label == "MONEY":
        return _sum(gold) is not None and _sum(gold) == _sum(found)
    if label in ("ORG", "PERSON"):
        return compare.same_name(gold, found)
    if label == "EQUIPMENT":
        (number, unit, goods), (other, other_unit, others) = _equipment(gold), _equipment(found)
        return number == other and unit == other_unit and compare.same_goods(goods, others) == "correct"
    return False


def readings(gold: Mention, found: Mention) -> dict[str, bool]:
    """Tell by scheme whether a mention found is right, of the two that were paired."""
    exact = (gold.start, gold.end) == (found.start, found.end)
    label = gold.label == found.label
    value = same_value(gold.label, gold.value, found.value)
    return {"strict": exact and label and value, "boundary": exact, "type": label, "value": value}


def pair(article_id: str, gold: Sequence[Mention], found: Sequence[Mention]) -> list[tuple[int, int]]:
    """Pair the mentions of an article that overlap, one to one, the best pairing over all; give the indexes."""
    pairs = []
    for left, right in _clusters(gold, found):
        gain = numpy.zeros((len(left), len(right)))
        for row, i in enumerate(left):
            for column, j in enumerate(right):
                gain[row, column] = _gain(article_id, gold[i], found[j])
        rows, columns = linear_sum_assignment(gain, maximize=True)
        pairs += [
            (left[row], right[column]) for row, column in zip(rows, columns, strict=True) if gain[row, column] > 0
        ]
    return pairs


def _gain(article_id: str, gold: Mention, found: Mention) -> float:
    common = min(gold.end, found.end) - max(gold.start, found.start)
    if common <= 0:
        return 0.0
    exact = (gold.start, gold.end) == (found.start, found.end)
    if exact and found.text and gold.text != found.text:
        raise InputError(
            f"article {article_id!r}: {gold.start}:{gold.end} is {gold.text!r} in the gold but {found.text!r} here; "
            "their offsets count different texts, so read the article again as the gold's text has it"
        )
    covered = common / (max(gold.end, found.end) - min(gold.start, found.start))
    return 4 * exact + 2 * (gold.label == found.label) + same_value(gold.label, gold.value, found.value) + covered / 2


def _clusters(gold: Sequence[Mention], found: Sequence[Mention]) -> list[tuple[list[int], list[int]]]:
    """Cut an article into stretches of mentions that overlap, so that each is a small assignment; give the indexes."""
    marked = [
        (m.start, m.end, side, m.label, m.value, i)
        for side, all_ in enumerate((gold, found))
        for i, m in enumerate(all_)
    ]
    clusters: list[tuple[list[int], list[int]]] = []
    reach = -1
    for start, end, side, _, _, index in sorted(marked):
        if start >= reach:
            clusters.append(([], []))
        clusters[-1][side].append(index)
        reach = max(reach, end)
    return [(left, right) for left, right in clusters if left and right]


def _sum(value: str) -> tuple[Decimal, str] | None:
    number, _, currency = value.partition(" ")
    try:
        return Decimal(number), currency
    except InvalidOperation:
        return None


def _equipment(value: str) -> tuple[str, str, str]:
    counted = _COUNTED.fullmatch(value)
    if not counted:
        return "", "", value
    return str(Decimal(counted[1]).normalize()), counted[2] or "", counted[3]
