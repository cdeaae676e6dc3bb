"""Values that stand nowhere in the article: what a system, a language model above all, has made up.

Names and phrases are looked for to the letter, but for case, blanks and the form of quotation marks; a sum by its
number, however it is printed; a state by any of its names; goods by their noun; a date by its year, unless the
article was published about then ("last Tuesday") or counts in years ("over five years").
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from extractor.model import Article, GrantRecord, Money, Party
from extractor.values import money, numbers, place

_MOST_EXAMPLES, _MOST_SHOWN = 20, 5
_FOLDED = str.maketrans({"’": "'", "‘": "'", "ʻ": "'", "“": '"', "”": '"', "«": '"', "»": '"', "–": "-", "—": "-"})
_COUNTS_YEARS = re.compile(r"\byears?\b|\bmonths?\b|\bdecades?\b")
_BLANKS = re.compile(r"\s+")
_NOT_A_STATE = frozenset({"agency", "bank", "multilateral", "ngo", "company", "institution", "community"})


@dataclass(frozen=True)
class Grounding:
    """How many values of how many records stand nowhere in their article, by slot, and some of them.

    `unread` are articles with records whose text was not given.
    """

    records: int = 0
    values: Counter[str] = field(default_factory=Counter)
    examples: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Give it as plain values."""
        return {
            "records": self.records,
            "values": dict(sorted(self.values.items())),
            "examples": list(self.examples),
            "unread": list(self.unread),
        }

    def remarks(self) -> list[str]:
        """Tell it in a line or two."""
        if not self.values:
            told = [f"every value of {self.records} records stands in its article"]
        else:
            slots = ", ".join(f"{slot} {count}" for slot, count in self.values.most_common())
            told = [f"{self.values.total()} values of {self.records} records stand nowhere in their article: {slots}"]
            told += [f"  {example}" for example in self.examples[:_MOST_SHOWN]]
        if self.unread:
            told.append(f"{len(self.unread)} articles with records were not given, the first is {self.unread[0]}")
        return told


def check(
    records: Mapping[str, Sequence[GrantRecord]], articles: Iterable[Article], held: frozenset[str] = frozenset()
) -> Grounding:
    """Look for the values of all records in the texts of their articles; of `held` articles no example is kept."""
    counted, seen = 0, set()
    values: Counter[str] = Counter()
    examples: list[str] = []
    for article in articles:
        seen.add(article.id)
        text = _Text(article)
        for record in records.get(article.id, ()):
            counted += 1
            for slot, value in text.ungrounded(record):
                values[slot] += 1
                if len(examples) < _MOST_EXAMPLES and article.id not in held:
                    examples.append(f"{article.id}: {slot} {value!r}")
    unread = sorted(name for name in records if name not in seen)
    return Grounding(counted, values, tuple(examples), tuple(unread))


class _Text:
    """One article, made ready to be searched."""

    def __init__(self, article: Article) -> None:
        self._article = article
        self._folded = _fold(article.text)
        self._sums: set[Decimal] | None = None
        self._states: set[str] | None = None

    def ungrounded(self, record: GrantRecord) -> Iterator[tuple[str, str]]:
        """Give slot and value of whatever does not stand in the article."""
        phrases = {"title": record.title, "purpose": record.purpose}
        phrases["programme"] = record.programme.name if record.programme else None
        for slot, phrase in phrases.items():
            if phrase and not self._says(phrase):
                yield slot, phrase
        for slot in ("donors", "implementers", "recipients"):
            for party in getattr(record, slot):
                if not self._names(party):
                    yield slot, party.name
        yield from (("locations", spot.name) for spot in record.locations if not self._says(spot.name))
        yield from (("people", human.name) for human in record.people if not self._says(human.name))
        for goods in record.equipment:
            if not self._says_noun(goods.description):
                yield "equipment", goods.description
        for slot, sums in (("amount", [record.amount] if record.amount else []), ("equivalents", record.equivalents)):
            yield from ((slot, f"{one.value} {one.currency}") for one in sums if not self._tells(one))
        for slot in ("agreed", "announced", "start", "end"):
            date = getattr(record.dates, slot)
            if date is not None and not self._dates(date.value):
                yield f"dates.{slot}", date.value

    def _says(self, phrase: str) -> bool:
        return _fold(phrase) in self._folded

    def _says_noun(self, description: str) -> bool:
        words = _fold(description).split()
        stem = words[-1][: max(3, len(words[-1]) - 2)] if words else ""  # "supplies" of "supply"
        return stem in self._folded

    def _names(self, party: Party) -> bool:
        if self._says(party.name):
            return True
        if self._states is None:
            found = place.find(self._article.text)
            self._states = {code for one in found for code in (one.code, *one.rivals, *one.members) if code}
        return party.country in self._states and party.kind not in _NOT_A_STATE

    def _tells(self, amount: Money) -> bool:
        if self._sums is None:
            told = [one.value for one in money.find(self._article.text)]
            self._sums = {*told, *(number.value for number in numbers.find(self._article.text))}
        return Decimal(amount.value) in self._sums

    def _dates(self, value: str) -> bool:
        year, published = value[:4], self._article.published
        if year in self._folded or f"'{year[2:]}" in self._folded or f"-{year[2:]}" in self._folded:
            return True
        if _COUNTS_YEARS.search(self._folded) is not None:  # "over five years", "a year later"
            return True
        return published is not None and abs(published.year - int(year)) <= 1


def _fold(text: str) -> str:
    return _BLANKS.sub(" ", text.translate(_FOLDED)).casefold().strip()
