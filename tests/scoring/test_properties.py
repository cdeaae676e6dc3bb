"""Scoring doesn't depend on order, and scores add up."""

from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.model import Gold, GrantRecord, Money
from extractor.scoring import compare
from extractor.scoring.certainty import Table, intervals
from extractor.scoring.counts import Counts
from extractor.scoring.score import Score, score_all, score_article, total

from .invented import date, record, state

# Few values of each, so that records collide and ties arise.
_SUMS = st.sampled_from(
    [None, {"value": "5", "currency": "USD"}, {"value": "5.0", "currency": "USD"}, {"value": "7", "currency": "EUR"}]
)
_STATES = st.lists(st.sampled_from([state("Japan", "JP"), state("Norway", "NO"), {"name": "Fund"}]), max_size=2)
_GOODS = st.lists(
    st.builds(
        lambda what, count: {"description": what, "quantity": count},
        st.sampled_from(["pump", "water pump", "solar pump", "van"]),
        st.sampled_from([None, 2]),
    ),
    max_size=3,
)


@st.composite
def records(draw: st.DrawFn, article_id: str) -> list[GrantRecord]:
    def one() -> dict[str, Any]:
        return record(
            article_id,
            level=draw(st.sampled_from(["activity", "total"])),
            flow_type=draw(st.sampled_from(["grant", "loan"])),
            status=draw(st.sampled_from(["pledge", "completion"])),
            purpose=draw(st.sampled_from([None, "a school", "a school in the hills", "roads"])),
            amount=draw(_SUMS),
            donors=draw(_STATES),
            recipient_countries=draw(st.sampled_from([[], ["NP"], ["IN", "NP"]])),
            dates={"agreed": draw(st.sampled_from([None, date("2020"), date("2020-05"), date("2021")]))},
            equipment=draw(_GOODS),
        )

    return [GrantRecord.model_validate(one()) for _ in range(draw(st.integers(0, 3)))]


def make_gold(article_id: str, told: list[GrantRecord]) -> Gold:
    return Gold(article_id=article_id, text_sha256="0" * 64, mentions=[], records=told)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_order_of_records_changes_nothing(data: st.DataObject) -> None:
    told, found = data.draw(records("a")), data.draw(records("a"))
    score = score_article(make_gold("a", told), found).score
    mixed = score_article(make_gold("a", data.draw(st.permutations(told))), data.draw(st.permutations(found))).score
    assert mixed == score


@settings(max_examples=60, deadline=None)
@given(records("a"), records("a"))
def test_counts_add_up_to_the_items(told: list[GrantRecord], found: list[GrantRecord]) -> None:
    score = score_article(make_gold("a", told), found).score
    assert (score.records.possible, score.records.actual) == (len(told), len(found))
    assert (score.usable.possible, score.usable.actual) == (len(told), len(found))
    goods = score.slots.get("equipment", Counts())
    assert goods.possible == sum(len(one.equipment) for one in told)
    assert goods.actual == sum(len(one.equipment) for one in found)
    assert score.usable.correct <= score.records.correct


@settings(max_examples=60, deadline=None)
@given(records("a"), records("a"))
def test_swapping_gold_and_found_swaps_missing_and_spurious(told: list[GrantRecord], found: list[GrantRecord]) -> None:
    there = score_article(make_gold("a", told), found).score
    back = score_article(make_gold("a", found), told).score
    assert back.records == Counts(there.records.correct, 0, 0, there.records.spurious, there.records.missing)
    assert (back.usable.correct, back.usable.incorrect) == (there.usable.correct, there.usable.incorrect)
    assert back.all_slots.f1 == there.all_slots.f1


@settings(max_examples=60, deadline=None)
@given(records("a"))
def test_records_against_themselves_are_right(told: list[GrantRecord]) -> None:
    score = score_article(make_gold("a", told), told).score
    assert score.records == score.usable == Counts(correct=len(told))
    assert score.all_slots == Counts(correct=score.all_slots.possible)


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_articles_add_up_in_any_order_and_grouping(data: st.DataObject) -> None:
    names = ["a", "b", "c", "d"]
    gold = {name: make_gold(name, data.draw(records(name))) for name in names}
    found = {name: data.draw(records(name)) for name in names}
    articles = list(score_all(gold, found))
    whole = total(articles)
    mixed = data.draw(st.permutations(articles))
    cut = data.draw(st.integers(0, len(names)))
    assert total(mixed) == whole
    assert total(mixed[:cut]) + total(mixed[cut:]) == whole
    assert whole + Score() == whole
    assert intervals(Table(mixed)) == intervals(Table(articles))


_COUNTS = st.builds(Counts, *[st.integers(0, 9)] * 5)


@given(_COUNTS, _COUNTS)
def test_counts_add(a: Counts, b: Counts) -> None:
    both = a + b
    assert both == b + a
    assert (both.possible, both.actual) == (a.possible + b.possible, a.actual + b.actual)
    for rate in (both.precision, both.recall, both.f1):
        assert rate is None or 0 <= rate <= 1
    if both.precision and both.recall:
        harmonic = 2 * both.precision * both.recall / (both.precision + both.recall)
        assert both.f1 is not None
        assert abs(both.f1 - harmonic) < 1e-12


@given(st.text(max_size=30), st.text(max_size=30))
def test_phrases_compare_alike_both_ways(a: str, b: str) -> None:
    assert compare.text(a, b) == compare.text(b, a)
    assert compare.same_name(a, b) == compare.same_name(b, a)
    assert compare.text(a, a) == "correct"
    assert compare.same_name(a, a)
    assert compare.same_goods(a, a) == "correct"


@given(st.decimals(min_value=0, max_value=10**15, allow_nan=False, places=2))
def test_a_sum_is_the_same_however_its_digits_are_laid_out(value: Decimal) -> None:
    padded = Money(value=f"{value:f}0", currency="USD")
    assert compare.sum_key(padded) == compare.sum_key(Money(value=f"{value:f}", currency="USD"))
