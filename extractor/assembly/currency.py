"""Which currency an ambiguous sum is of ("shillings", "$"), by what the article says elsewhere."""

from collections import Counter
from collections.abc import Sequence

from extractor.assembly.collect import Sentence
from extractor.lexicon import Lexicon
from extractor.values import money

STATES = frozenset({"country", "adjective", "capital"})


def settle(sentences: Sequence[Sentence], lexicon: Lexicon) -> None:
    """Settle the currency of each ambiguous sum: the one named plainly elsewhere, else that of the nearest state."""
    sums = [amount for sentence in sentences for amount in sentence.sums]
    if not any(amount.candidates for amount in sums):
        return
    explicit = frozenset(amount.currency for amount in sums if not amount.candidates)
    all_told = Counter(a.country for sentence in sentences for a in sentence.actors if a.how in STATES and a.country)
    for sentence in sentences:
        for amount in sentence.sums:
            if amount.candidates:
                near = Counter({a.country: all_told[a.country] for a in sentence.actors if a.how in STATES and a.country})
                order = [code for counted in (near, all_told) for code, _ in counted.most_common()]
                amount.currency = money.settle(amount.candidates, order, explicit, lexicon=lexicon)
