"""Mentions in four readings, with nervaluate and seqeval as oracles where their definitions are ours."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nervaluate import Evaluator
from seqeval.metrics import f1_score, precision_score, recall_score
from seqeval.scheme import IOB2

from extractor.errors import InputError
from extractor.model import Mention
from extractor.scoring import mentions
from extractor.scoring.counts import Counts

from .invented import gold, mention

SUM = mention("rail", "$80000000", "MONEY", "80000000 USD")
DAY = mention("rail", "9 May 2023", "DATE", "2023-05-09")
BANK = mention("rail", "Korea Eximbank", "ORG", "Korea Eximbank")


def scored(told: list[Mention], found: list[Mention]) -> dict[str, Counts]:
    return mentions.by_label(mentions.score("rail", told, found))["all"]


CASES = [
    ("as it is", [SUM], "cccc"),
    ("written otherwise", [SUM.model_copy(update={"value": "80000000.00 USD"})], "cccc"),
    ("another value", [SUM.model_copy(update={"value": "80 USD"})], "icci"),
    ("another label", [SUM.model_copy(update={"label": "ORG"})], "icic"),
    ("cut short", [mention("rail", "$8000000", "MONEY", "80000000 USD")], "iicc"),
    ("nothing", [], "mmmm"),
    ("elsewhere", [mention("rail", "Ghana", "MONEY", "80000000 USD")], "xxxx"),
    ("twice", [SUM, SUM], "tttt"),
]
COUNTS = {
    "c": Counts(correct=1),
    "i": Counts(incorrect=1),
    "m": Counts(missing=1),
    "x": Counts(missing=1, spurious=1),
    "t": Counts(correct=1, spurious=1),
}


@pytest.mark.parametrize(("found", "verdicts"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_readings(found: list[Mention], verdicts: str) -> None:
    expected = {scheme: COUNTS[v] for scheme, v in zip(mentions.SCHEMES, verdicts, strict=True)}
    assert scored([SUM], found) == expected


@pytest.mark.parametrize(
    ("label", "a", "b", "same"),
    [
        ("DATE", "2023-05-09", "2023-05", False),
        ("ORG", "the Korea Eximbank", "Korea Eximbank", True),
        ("ORG", "Bank of Ghana", "Bank of Guinea", False),
        ("EQUIPMENT", "2 x solar-powered ferries", "2 x solar-powered ferry", True),
        ("EQUIPMENT", "2 x solar-powered ferry", "3 x solar-powered ferry", False),
        ("EQUIPMENT", "100 tonnes x rice", "100 tons x rice", False),
        ("PLACE", "GH", "GN", False),
        ("MONEY", "", "5 USD", False),
    ],
)
def test_values(label: str, a: str, b: str, same: bool) -> None:
    assert mentions.same_value(label, a, b) is same


def test_gold_against_itself() -> None:
    for name, article in gold().items():
        for schemes in mentions.by_label(
            mentions.score(name, article.mentions, list(reversed(article.mentions)))
        ).values():
            assert {counts.f1 for counts in schemes.values()} == {1.0}


def test_a_mention_of_another_text_is_refused() -> None:
    with pytest.raises(InputError, match="different texts"):
        mentions.score("rail", [SUM], [SUM.model_copy(update={"text": "$70000000"})])


# A document of twenty words of one letter; a mention is a run of words.
_LABELS = ("DATE", "ORG", "MONEY")
Run = tuple[int, int, str]


@st.composite
def runs(draw: st.DrawFn) -> list[Run]:
    """Draw runs that don't overlap, so that they can be written as IOB tags."""
    cuts = sorted(draw(st.sets(st.integers(0, 20), max_size=8)))
    return [(a, b, draw(st.sampled_from(_LABELS))) for a, b in pairwise(cuts) if draw(st.booleans())]


def as_mentions(found: list[Run]) -> list[Mention]:
    return [Mention(start=a, end=b, text="w" * (b - a), label=label, value="1 USD") for a, b, label in found]


def as_tags(found: list[Run]) -> list[str]:
    tags = ["O"] * 20
    for a, b, label in found:
        tags[a:b] = [f"B-{label}", *[f"I-{label}"] * (b - a - 1)]
    return tags


def as_entities(found: list[Run]) -> list[dict[str, object]]:
    return [{"label": label, "start": a, "end": b - 1} for a, b, label in found]  # nervaluate's ends are inclusive


@pytest.mark.filterwarnings("ignore::sklearn.exceptions.UndefinedMetricWarning", "ignore::UserWarning")
@settings(max_examples=60, deadline=None)
@given(runs(), runs())
def test_strict_is_what_seqeval_counts(told: list[Run], found: list[Run]) -> None:
    ours = scored(as_mentions(told), as_mentions(found))["strict"]
    tags = [as_tags(told)], [as_tags(found)]
    for rate, oracle in ((ours.precision, precision_score), (ours.recall, recall_score), (ours.f1, f1_score)):
        assert (rate or 0.0) == pytest.approx(oracle(*tags, mode="strict", scheme=IOB2, zero_division=0))


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_schemes_are_those_of_nervaluate_where_no_mention_has_two_partners(data: st.DataObject) -> None:
    told = data.draw(runs().filter(bool))
    found = []
    for a, b, label in told:  # each kept, cut short, relabelled or dropped: who belongs to whom is never in doubt
        fate = data.draw(st.sampled_from(["keep", "cut", "relabel", "drop"]))
        if fate != "drop":
            end = max(a + 1, b - 1) if fate == "cut" else b
            found.append((a, end, data.draw(st.sampled_from(_LABELS)) if fate == "relabel" else label))
    ours = scored(as_mentions(told), as_mentions(found))
    theirs = Evaluator([as_entities(told)], [as_entities(found)], list(_LABELS), loader="dict").evaluate()["overall"]
    for scheme, theirs_name in (("strict", "strict"), ("boundary", "exact"), ("type", "ent_type")):
        result = theirs[theirs_name]
        counts = Counts(result.correct, result.incorrect, result.partial, result.missed, result.spurious)
        assert ours[scheme] == counts, scheme


def test_nervaluate_pairs_greedily_and_we_do_not() -> None:
    told: list[Run] = [(0, 4, "ORG"), (6, 9, "ORG")]
    found: list[Run] = [(0, 9, "ORG"), (0, 4, "ORG")]  # a long one over both, then the first to the letter
    ours = scored(as_mentions(told), as_mentions(found))
    assert ours["boundary"] == Counts(correct=1, incorrect=1)
    results = []
    for order in (found, found[::-1]):
        theirs = Evaluator([as_entities(told)], [as_entities(order)], ["ORG"], loader="dict").evaluate()["overall"]
        results.append((theirs["exact"].correct, theirs["exact"].missed))
        assert scored(as_mentions(told), as_mentions(order)) == ours
    assert results == [(0, 1), (1, 0)]  # what stands first takes what another needs


def test_an_article_scored_twice_has_the_same_rates() -> None:
    told, found = as_mentions([(0, 4, "ORG"), (6, 9, "DATE")]), as_mentions([(0, 3, "ORG"), (6, 9, "ORG")])
    once = scored(told, found)
    for scheme, counts in once.items():
        twice = counts + scored(told, found)[scheme]
        assert (twice.precision, twice.recall, twice.f1) == (counts.precision, counts.recall, counts.f1)
