"""Articles scored against gold: from pairs of records to counts that add up, in any order."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import reduce

from extractor.model import Gold, GrantRecord, Mention
from extractor.model.grant import COUNTED
from extractor.scoring import match, slots
from extractor.scoring import mentions as marks
from extractor.scoring.counts import NONE, Counts, merge
from extractor.scoring.match import Pair

NOTHING = "-"
"""What stands in a table of confusion for a slot that is null."""


@dataclass(frozen=True)
class Score:
    """Counts over articles; they add with `+`, rates are properties of them.

    `records` counts gold records paired (correct), missed, and found beyond them; `usable` those an analyst could
    take as they stand, a paired one that isn't usable being incorrect; `sums` each currency of each article, correct
    where the countable amounts add up to the gold's.
    """

    articles: int = 0
    records: Counts = NONE
    usable: Counts = NONE
    sums: Counts = NONE
    slots: Mapping[str, Counts] = field(default_factory=dict)
    mentions: Mapping[marks.Key, Counts] = field(default_factory=dict)
    confusion: Mapping[tuple[str, str, str], int] = field(default_factory=dict)

    def __add__(self, other: "Score") -> "Score":
        return Score(
            self.articles + other.articles,
            self.records + other.records,
            self.usable + other.usable,
            self.sums + other.sums,
            merge(self.slots, other.slots),
            merge(self.mentions, other.mentions),
            Counter(self.confusion) + Counter(other.confusion),
        )

    @property
    def all_slots(self) -> Counts:
        """All slots' items together: its F1 is "slot F1"."""
        return sum(self.slots.values(), Counts())

    @property
    def macro_f1(self) -> float | None:
        """Mean F1 of the slots that anyone filled, each weighing the same."""
        rates = [counts.f1 for counts in self.slots.values() if counts.f1 is not None]
        return sum(rates) / len(rates) if rates else None

    def figures(self) -> dict[str, float | None]:
        """Give every figure by name, as floors and `--fail-under` know them; None where nothing was counted."""
        whole = {"record": self.records, "slot": self.all_slots, "usable": self.usable, "sums": self.sums}
        figures: dict[str, float | None] = {}
        for name, counts in whole.items():
            figures |= {f"{name}_f1": counts.f1, f"{name}_precision": counts.precision, f"{name}_recall": counts.recall}
        figures["slot_macro_f1"] = self.macro_f1
        figures |= {f"{slot}_f1": self.slots.get(slot, Counts()).f1 for slot in slots.SLOTS}
        if self.mentions:
            for label, schemes in marks.by_label(self.mentions).items():
                figures |= {f"mention_{label}_{scheme}_f1": counts.f1 for scheme, counts in schemes.items()}
        return figures


@dataclass(frozen=True)
class ArticleScore:
    """One article: its records paired, and what they count for."""

    article_id: str
    pairs: tuple[Pair, ...]
    score: Score


def score_article(
    gold: Gold, found: Sequence[GrantRecord], found_mentions: Sequence[Mention] | None = None
) -> ArticleScore:
    """Score one article; without found mentions, mentions are not scored."""
    pairs = match.pair(gold.records, found)
    by_slot = slots.tally([outcome for pair in pairs for outcome in pair.outcomes])
    marked = marks.score(gold.article_id, gold.mentions, found_mentions) if found_mentions is not None else {}
    score = Score(
        articles=1,
        records=Counts(
            correct=sum(1 for p in pairs if p.gold and p.found),
            missing=sum(1 for p in pairs if not p.found),
            spurious=sum(1 for p in pairs if not p.gold),
        ),
        usable=sum((_usable(pair) for pair in pairs), Counts()),
        sums=_compare_sums(sums(gold.records), sums(found)),
        slots={slot: by_slot[slot] for slot in slots.SLOTS if slot in by_slot},
        mentions=marked,
        confusion=_confusion(pairs),
    )
    return ArticleScore(gold.article_id, tuple(pairs), score)


def score_all(
    gold: Mapping[str, Gold],
    found: Mapping[str, Sequence[GrantRecord]],
    found_mentions: Mapping[str, Sequence[Mention]] | None = None,
) -> Iterator[ArticleScore]:
    """Score every article of the gold, by id; one without found records counts as missed, its mentions likewise.

    One article is read and scored at a time, so that memory doesn't grow with their number.
    """
    for name in sorted(gold):
        marked = None if found_mentions is None else found_mentions.get(name, ())
        yield score_article(gold[name], found.get(name, ()), marked)


def total(scores: Iterable[ArticleScore]) -> Score:
    """Add up articles."""
    return reduce(Score.__add__, (article.score for article in scores), Score())


def is_countable(record: GrantRecord) -> bool:
    """Tell whether a record may be added up: what it says itself, else by its level and status."""
    if "countable" in record.model_fields_set:
        return record.countable
    return record.level == "activity" and "status" in record.model_fields_set and record.status in COUNTED


def sums(records: Iterable[GrantRecord]) -> dict[str, Decimal]:
    """Add up the countable amounts by currency."""
    added: dict[str, Decimal] = {}
    for record in records:
        if record.amount and is_countable(record):
            added[record.amount.currency] = added.get(record.amount.currency, Decimal(0)) + Decimal(record.amount.value)
    return added


def _compare_sums(gold: Mapping[str, Decimal], found: Mapping[str, Decimal]) -> Counts:
    both = gold.keys() & found.keys()
    right = sum(1 for currency in both if gold[currency] == found[currency])
    return Counts(
        correct=right,
        incorrect=len(both) - right,
        missing=len(gold.keys() - found.keys()),
        spurious=len(found.keys() - gold.keys()),
    )


def _usable(pair: Pair) -> Counts:
    if pair.gold is None or pair.found is None:
        return Counts(missing=int(pair.found is None), spurious=int(pair.gold is None))
    return Counts(correct=1) if pair.is_usable else Counts(incorrect=1)


def _confusion(pairs: Iterable[Pair]) -> dict[tuple[str, str, str], int]:
    """Count gold and found value of each judged slot, over the records that have a partner."""
    seen: Counter[tuple[str, str, str]] = Counter()
    for pair in pairs:
        if pair.gold is None or pair.found is None:
            continue
        for slot in slots.JUDGED:
            told, read = (slots.values(record, slot) or [NOTHING] for record in (pair.gold, pair.found))
            if told[0] != NOTHING or read[0] != NOTHING:
                seen[slot, str(told[0]), str(read[0])] += 1
    return dict(seen)
