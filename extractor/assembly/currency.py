"""Which currency an ambiguous sum is of ("shillings", "$"), by what the article and its paper say elsewhere."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from extractor.assembly.collect import Sentence, Sum
from extractor.lexicon import Lexicon
from extractor.lexicon.currencies import currencies
from extractor.lexicon.outlets import country_of
from extractor.model import Article
from extractor.values import money

STATES = frozenset({"country", "adjective", "capital"})
DOLLAR = "USD"  # what the world's press means by "$" if nothing says otherwise


def home(article: Article, lexicon: Lexicon) -> str:
    """Give the country of the paper that prints an article, "" where neither its name nor its address says it."""
    return country_of(article.source, article.url, lexicon=lexicon)


def settle(sentences: Sequence[Sentence], lexicon: Lexicon, *, home: str = "") -> None:
    """Settle the currency of each ambiguous sum by its other telling, its sentence, its paper, then the states told.

    `home` is the country of the paper ("" where it is not known): the Samoa Observer's "$3 million" is of tala.
    """
    sums = [amount for sentence in sentences for amount in sentence.sums]
    if not any(amount.candidates for amount in sums):
        return
    actors = [actor for sentence in sentences for actor in sentence.actors if actor.country]
    states = Counter(actor.country for actor in actors if actor.how in STATES)
    context = _Context(sums, states, Counter(actor.country for actor in actors), home, lexicon)
    for amount in sums:
        context.exclude(amount)
    for sentence in sentences:
        for amount in sentence.sums:
            if amount.candidates:
                amount.currency = context.choose(amount, sentence)


@dataclass
class _Context:
    """What an article says of its currencies. `local` is the one that another telling of a sum gave away."""

    sums: Sequence[Sum]
    states: Counter[str]  # how often each state is told
    places: Counter[str]  # how often it or anything in it is
    home: str
    lexicon: Lexicon
    explicit: Counter[str] = field(init=False)
    possible: dict[int, tuple[str, ...]] = field(default_factory=dict)
    local: str = ""

    def __post_init__(self) -> None:
        self.explicit = Counter(amount.currency for amount in self.sums if not amount.candidates)

    def exclude(self, amount: Sum) -> None:
        """Leave out the candidates that no rate joins with the sum's other telling: "$4.86 million (C$2.4 million)"."""
        other = amount.restates
        if other is None:
            return
        for one, two in ((amount, other), (other, amount)):
            if one.candidates and not two.candidates:
                fits = [c for c in one.candidates if self._fits(one, c, two)]
                local = self._of_places(fits) if fits and one.candidates[0] not in fits else ""
                if local:
                    fits = [local]
                    self.local = local if one.candidates[0] == DOLLAR else self.local
                if local or one.candidates[0] in fits:  # else one of the two is a slip of the press
                    self.possible[id(one)] = tuple(fits)

    def choose(self, amount: Sum, sentence: Sentence) -> str:
        """Give the likeliest currency of an ambiguous sum."""
        candidates = self.possible.get(id(amount), amount.candidates)
        if len(candidates) == 1:
            return candidates[0]
        if amount.candidates[0] == DOLLAR:
            return self._dollar(amount, candidates, sentence)
        sign = amount.rule == "money:sign"  # one currency's all through an article
        if sign and (own := [code for code in candidates if code in self._own(self.home)]):
            return own[0]
        told = {a.country: self.states[a.country] for a in sentence.actors if a.how in STATES and a.country}
        near = [] if sign else [code for code, _ in Counter(told).most_common()]
        order = [*near, *(code for code, _ in self.states.most_common())]
        return money.settle(candidates, order, frozenset(self.explicit), lexicon=self.lexicon)

    def _dollar(self, amount: Sum, candidates: Sequence[str], sentence: Sentence) -> str:
        before = [s.currency for s in sentence.sums if s.end <= amount.start and not s.candidates]
        if DOLLAR in candidates and before[-1:] == [DOLLAR]:  # "US$40 million in credit and $25 million in grants"
            return DOLLAR
        bare = sum(1 for s in self.sums if s.candidates[:1] == (DOLLAR,))
        least = max(bare, self.explicit[DOLLAR] + 1, 2)
        if signed := self._of_places([code for code in candidates if self.explicit[code] >= least]):
            return signed  # "A$80 million" and its like all over, "a hundred dollars" once
        for code in (*self._own(self.home), self.local):
            if code in candidates:
                return code
        return DOLLAR if DOLLAR in candidates else self._of_places(candidates) or candidates[0]

    def _own(self, country: str) -> tuple[str, ...]:
        return currencies(self.lexicon).of_country.get(country, ())

    def _of_places(self, candidates: Sequence[str]) -> str:
        """Give the candidate that is used in the state of which most is told; "" if in none."""
        countries = [country for country, _ in self.places.most_common()]
        return next((code for country in countries for code in self._own(country) if code in candidates), "")

    def _fits(self, one: Sum, code: str, other: Sum) -> bool:
        return code != other.currency and money.plausible(
            (one.value, code), (other.value, other.currency), lexicon=self.lexicon
        )
