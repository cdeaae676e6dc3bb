"""What to mend: errors grouped by what went wrong, most frequent first.

Records: `missed`, `spurious`; `merged` (a gold record without partner, but some extracted record tells of it and of
another one), `split` (an extracted record without partner, though what it tells of has one). Slots of paired records:
`wrong role` (the value stands in a sister slot: a donor among the implementers, the start as the end), `wrong record`
(the value stands in that slot of another record of the article), `normalisation` (the same digits, name or day, read
otherwise), `partial`, `not found`, `not in gold`, `wrong`.
"""

import bisect
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from rapidfuzz import fuzz

from extractor.model import GrantRecord
from extractor.scoring import match, slots
from extractor.scoring.certainty import describe
from extractor.scoring.match import Pair
from extractor.scoring.score import ArticleScore
from extractor.scoring.slots import Outcome

_FAMILIES = (slots.DATES, slots.PARTIES, ("amount", "equivalents"), ("title", "purpose", "programme"))
_MOST_EXAMPLES = 3
_SAME_LETTERS = 85  # rapidfuzz ratio from which two names are one spelt otherwise ("Tajikstan")


@dataclass(frozen=True)
class Cause:
    """A group of errors; the examples are "article: gold -> found"."""

    cause: str
    slot: str
    count: int
    examples: tuple[str, ...]


class Causes:
    """Errors counted by cause as articles come; of the examples only those that will be shown are kept."""

    def __init__(self) -> None:
        self._counts: Counter[tuple[str, str]] = Counter()
        self._examples: dict[tuple[str, str], list[str]] = {}

    def add(self, article: ArticleScore) -> None:
        """Count an article's errors."""
        for cause, slot, example in _errors(article.pairs):
            self._counts[cause, slot] += 1
            shown = self._examples.setdefault((cause, slot), [])
            bisect.insort(shown, f"{article.article_id}: {example}")
            del shown[_MOST_EXAMPLES:]

    def grouped(self) -> list[Cause]:
        """Give the groups, the most frequent first; their examples are the first by the alphabet."""
        groups = [Cause(*key, count, tuple(self._examples[key])) for key, count in self._counts.items()]
        return sorted(groups, key=lambda one: (-one.count, one.cause, one.slot))


def group(articles: Iterable[ArticleScore]) -> list[Cause]:
    """Group all errors, the most frequent first."""
    found = Causes()
    for article in articles:
        found.add(article)
    return found.grouped()


def _errors(pairs: Sequence[Pair]) -> Iterable[tuple[str, str, str]]:
    for pair in pairs:
        if pair.gold and pair.found:
            for outcome in pair.outcomes:
                if outcome.verdict != "correct":
                    yield _of_slot(outcome, pair, pairs), outcome.slot, f"{show(outcome.gold)} -> {show(outcome.found)}"
        elif pair.gold:
            told = any(_tells(pair.gold, other.found) for other in pairs if other.gold)
            yield "merged" if told else "missed", "record", describe(pair.gold)
        elif pair.found:
            known = any(_tells(other.gold, pair.found) for other in pairs if other.found)
            yield "split" if known else "spurious", "record", describe(pair.found)


def _tells(gold: GrantRecord | None, found: GrantRecord | None) -> bool:
    """Tell whether an extracted record tells of a gold one, be it of others as well."""
    if gold is None or found is None:
        return False
    return match.is_same_flow(slots.filled(gold), slots.filled(found))


def _of_slot(outcome: Outcome, pair: Pair, pairs: Sequence[Pair]) -> str:
    if outcome.verdict == "partial":
        return "partial"
    slot, value = outcome.slot, outcome.gold if outcome.gold is not None else outcome.found
    # A missing value is looked for among what was found, a spurious one among the gold.
    here = pair.found if outcome.gold is not None else pair.gold
    if here and any(_holds(here, sister, value) for sister in _sisters(slot)):
        return "wrong role"
    if outcome.verdict == "incorrect" and _is_misread(slot, outcome.gold, outcome.found):
        return "normalisation"
    others = [(other.found if outcome.gold is not None else other.gold) for other in pairs if other is not pair]
    if slot not in slots.JUDGED and any(_holds(record, slot, value) for record in others if record):
        return "wrong record"
    return {"missing": "not found", "spurious": "not in gold"}.get(outcome.verdict, "wrong")


def _sisters(slot: str) -> list[str]:
    return [name for family in _FAMILIES if slot in family for name in family if name != slot]


def _holds(record: GrantRecord, slot: str, value: Any) -> bool:
    for other in slots.values(record, slot):
        a, b = _bare(value), _bare(other)
        if a == b or (type(value) is type(other) and slots.judge(slot, value, other) == "correct"):
            return True
    return False


def _bare(value: Any) -> Any:
    """Strip a value to what can be compared between slots: the sum, the name, the words."""
    if isinstance(value, tuple) and value and isinstance(value[0], tuple):
        return value[0]
    return value if isinstance(value, tuple) else getattr(value, "name", value)


def _is_misread(slot: str, gold: Any, found: Any) -> bool:
    if slot == "amount":
        (number, _), (other, _) = gold[0], found[0]
        return _significant(number) == _significant(other)
    if slot in slots.DATES:
        return sorted(gold.split("-")) == sorted(found.split("-"))
    if isinstance(gold, str) and isinstance(found, str) and slot not in slots.JUDGED:
        return fuzz.ratio(gold.casefold(), found.casefold()) >= _SAME_LETTERS
    return False


def _significant(number: Decimal) -> tuple[int, ...]:
    """Give a number's digits without its scale: a million taken for a thousand leaves them alone."""
    return number.normalize().as_tuple().digits


def show(value: Any) -> str:
    """Write a slot's value for a person."""
    if value is None:
        return "-"
    if isinstance(value, tuple):
        number, currency = value[0] if isinstance(value[0], tuple) else value
        return f"{number} {currency}"
    if quantity := getattr(value, "quantity", None):
        return f"{quantity} x {value.description}"
    name = str(getattr(value, "name", getattr(value, "description", value)))
    role = getattr(value, "role", None)
    return f"{name} ({role})" if role else name
