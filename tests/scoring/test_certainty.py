"""Intervals hold what they should, and the comparison of two systems finds what changed."""

import random
from collections.abc import Iterable

import numpy
import pytest

from extractor.model import Gold, GrantRecord
from extractor.scoring import certainty
from extractor.scoring.score import ArticleScore, score_all, total

from .invented import all_records, changed, gold, record, state

ARTICLES = 60


def many(right: float, seed: int = 1) -> tuple[dict[str, Gold], dict[str, list[GrantRecord]]]:
    """Make articles of one record each, of which about this share is found with the right flow type."""
    draw = random.Random(seed)
    golds, found = {}, {}
    for number in range(ARTICLES):
        name = f"a{number:03}"
        told = GrantRecord.model_validate(
            record(
                name,
                flow_type="grant",
                status="pledge",
                amount={"value": str(number + 1), "currency": "USD"},
                donors=[state("Norway", "NO")],
                recipient_countries=["FJ"],
            )
        )
        golds[name] = Gold(article_id=name, text_sha256="0" * 64, mentions=[], records=[told])
        found[name] = [told if draw.random() < right else changed(told, flow_type="loan")]
    return golds, found


def intervals(articles: Iterable[ArticleScore]) -> dict[str, certainty.Interval]:
    return certainty.intervals(certainty.Table(articles))


def scored(right: float, seed: int = 1) -> list[ArticleScore]:
    return list(score_all(*many(right, seed)))


def test_an_interval_holds_the_figure_and_narrows_with_certainty() -> None:
    articles = scored(0.7)
    rate = total(articles).usable.f1
    interval = intervals(articles)["usable_f1"]
    assert rate is not None
    assert interval.low < rate < interval.high
    assert 0.15 < interval.high - interval.low < 0.30  # binomial, 60 draws at 0.7: 0.23
    assert intervals(scored(1.0))["usable_f1"] == (1.0, 1.0)


def test_the_same_files_give_the_same_interval() -> None:
    assert intervals(scored(0.7)) == intervals(list(reversed(scored(0.7))))


def test_one_article_says_nothing_of_certainty() -> None:
    assert intervals(scored(0.7)[:1]) == {}
    change = certainty.compare(scored(0.0)[:1], scored(1.0)[:1]).changes["usable_f1"]
    assert (change.difference, change.interval, change.p) == (1.0, None, None)


def test_a_figure_that_nobody_can_have_is_left_out() -> None:
    articles = list(score_all({name: gold()[name] for name in ("radio",)}, {}))
    assert intervals(articles * 2) == {}
    assert certainty.compare(articles * 2, articles * 2).changes == {}


def test_macro_of_the_draws_is_the_macro_of_the_score() -> None:
    found = all_records()
    found["rail"] = found["rail"][1:]
    articles = list(score_all(gold(), found))
    score = total(articles)
    points = certainty.Table(articles).points()["slot_macro_f1"]
    assert certainty._rates(points.sum(axis=0, keepdims=True))[0] == pytest.approx(score.macro_f1)
    assert numpy.isnan(certainty._rates(numpy.zeros((1, 4)))).all()


def test_the_draws_are_the_same_however_many_are_made_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = intervals(scored(0.7))
    monkeypatch.setattr(certainty, "_MOST_CELLS", 7 * ARTICLES)
    assert intervals(scored(0.7)) == whole


def test_two_systems() -> None:
    worse, better = scored(0.4), scored(0.9)
    comparison = certainty.compare(worse, better)
    change = comparison.changes["usable_f1"]
    assert change.interval is not None
    assert change.p is not None
    assert change.interval.low > 0
    assert change.p < 0.01
    assert change.difference == pytest.approx((len(comparison.gained) - len(comparison.lost)) / ARTICLES)
    back = certainty.compare(better, worse)
    assert (back.gained, back.lost) == (comparison.lost, comparison.gained)


def test_a_system_against_itself_has_not_changed() -> None:
    comparison = certainty.compare(scored(0.7), scored(0.7))
    assert comparison.gained == comparison.lost == ()
    assert {(change.difference, change.p) for change in comparison.changes.values()} == {(0.0, 1.0)}


def test_a_difference_by_chance_is_not_called_certain() -> None:
    change = certainty.compare(scored(0.7, seed=2), scored(0.7, seed=5)).changes["usable_f1"]
    assert change.p is not None
    assert change.p > 0.05


def test_records_that_are_described_alike_are_told_apart() -> None:
    twice = {"ferries": gold()["ferries"].model_copy(update={"records": [all_records()["ferries"][1]] * 2})}
    one = score_all(twice, {"ferries": twice["ferries"].records[:1]})
    both = score_all(twice, {"ferries": twice["ferries"].records})
    assert len(certainty.compare(one, both).gained) == 1
