"""Gold against itself, whole and with one known change at a time: the exact counts."""

from collections.abc import Callable

import pytest

from extractor.model import GrantRecord
from extractor.scoring.counts import NONE, Counts
from extractor.scoring.score import Score, score_all, total

from .invented import all_records, changed, date, gold, state

Records = dict[str, list[GrantRecord]]
RIGHT = {
    "level": 4,
    "flow_type": 4,
    "in_kind": 4,
    "status": 4,
    "programme": 1,
    "purpose": 3,
    "amount": 3,
    "equivalents": 1,
    "donors": 4,
    "implementers": 1,
    "recipients": 3,
    "recipient_countries": 4,
    "locations": 2,
    "dates.agreed": 3,
    "dates.announced": 1,
    "equipment": 2,
    "sector": 3,
    "people": 2,
    "loan_terms.interest_rate": 1,
    "loan_terms.maturity_years": 1,
    "loan_terms.grace_years": 1,
}
ALL = sum(RIGHT.values())


def scored(found: Records) -> Score:
    return total(score_all(gold(), found))


def with_first(article: str, **fields: object) -> Records:
    found = all_records()
    found[article][0] = changed(found[article][0], **fields)
    return found


def test_gold_against_itself_is_right_everywhere() -> None:
    score = scored(all_records())
    assert score.slots == {slot: Counts(correct=count) for slot, count in RIGHT.items()}
    assert (score.records, score.usable) == (Counts(correct=4), Counts(correct=4))
    assert score.sums == Counts(correct=2)  # kroner in one article, dollars in the other; the pledge isn't countable
    told = {name: rate for name, rate in score.figures().items() if rate is not None}
    assert set(told.values()) == {1.0}
    assert {"record_f1", "slot_f1", "slot_macro_f1", "usable_f1", "sums_f1", "donors_f1"} <= told.keys()


# what is changed, the change, what differs in slots, in usable records, and in sums
CASES: list[tuple[str, Callable[[], Records], dict[str, Counts], Counts, Counts]] = [
    (
        "a judged slot is wrong",
        lambda: with_first("ferries", status="completion"),
        {"status": Counts(3, 1)},
        Counts(4),
        Counts(2),
    ),
    (
        "the flow type is wrong",
        lambda: with_first("rail", flow_type="grant"),
        {"flow_type": Counts(3, 1)},
        Counts(3, 1),
        Counts(2),
    ),
    (
        "a date is cut to its year",
        lambda: with_first("rail", dates={"agreed": date("2023")}),
        {"dates.agreed": Counts(2, 0, 1)},
        Counts(4),
        Counts(2),
    ),
    (
        "a date has another day",
        lambda: with_first("rail", dates={"agreed": date("2023-05-19")}),
        {"dates.agreed": Counts(2, 1)},
        Counts(4),
        Counts(2),
    ),
    (
        "a date stands in another role",
        lambda: with_first("rail", dates={"start": date("2023-05-09")}),
        {"dates.agreed": Counts(2, missing=1), "dates.start": Counts(spurious=1)},
        Counts(4),
        Counts(2),
    ),
    (
        "a state is called otherwise",
        lambda: with_first("ferries", donors=[state("Kingdom of Norway", "NO")]),
        {},
        Counts(4),
        Counts(2),
    ),
    (
        "the donor is another",
        lambda: with_first("ferries", donors=[state("Sweden", "SE")]),
        {"donors": Counts(3, missing=1, spurious=1)},
        Counts(3, 1),
        Counts(2),
    ),
    (
        "the donor's bank is renamed, its country stays",
        lambda: with_first("rail", donors=[{"name": "Export Bank of Busan", "country": "KR", "kind": "bank"}]),
        {"donors": Counts(3, missing=1, spurious=1)},
        Counts(4),
        Counts(2),
    ),
    (
        "the sum is ten times too large",
        lambda: with_first("ferries", amount={"value": "125000000", "currency": "NOK"}),
        {"amount": Counts(2, 1)},
        Counts(3, 1),
        Counts(1, 1),
    ),
    (
        "the same sum is written otherwise",
        lambda: with_first("ferries", amount={"value": "12500000.00", "currency": "NOK"}),
        {},
        Counts(4),
        Counts(2),
    ),
    (
        "the sum gets a qualifier",
        lambda: with_first("ferries", amount={"value": "12500000", "currency": "NOK", "qualifier": "about"}),
        {"qualifier": Counts(spurious=1)},
        Counts(4),
        Counts(2),
    ),
    (
        "there are three ferries",
        lambda: with_first("ferries", equipment=[{"description": "solar-powered ferry", "quantity": 3}]),
        {"equipment": Counts(1, 0, 1)},
        Counts(4),
        Counts(2),
    ),
    (
        "a place is missed and another made up",
        lambda: with_first("ferries", locations=[{"name": "Levuka"}, {"name": "Nadi"}]),
        {"locations": Counts(1, missing=1, spurious=1)},
        Counts(4),
        Counts(2),
    ),
    (
        "a signatory has another role",
        lambda: with_first(
            "ferries", people=[{"name": "Jone Vakaloloma"}, {"name": "Liv Sande", "role": "Ambassador"}]
        ),
        {"people": Counts(1, 0, 1)},
        Counts(4),
        Counts(2),
    ),
    (
        "the purpose is told in part",
        lambda: with_first("ferries", purpose="solar-powered ferries"),
        {"purpose": Counts(2, 0, 1)},
        Counts(4),
        Counts(2),
    ),
    (
        "the interest is wrong, the grace period not told",
        lambda: with_first("rail", loan_terms={"interest_rate": 15, "maturity_years": 25.0}),
        {"loan_terms.interest_rate": Counts(0, 1), "loan_terms.grace_years": Counts(missing=1)},
        Counts(4),
        Counts(2),
    ),
]


@pytest.mark.parametrize(("change", "slots", "usable", "sums"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_one_change(change: Callable[[], Records], slots: dict[str, Counts], usable: Counts, sums: Counts) -> None:
    score = scored(change())
    expected = {slot: Counts(correct=count) for slot, count in RIGHT.items()} | slots
    assert {slot: counts for slot, counts in score.slots.items() if counts != NONE} == expected
    assert (score.records, score.usable, score.sums) == (Counts(correct=4), usable, sums)


def test_a_record_is_dropped() -> None:
    found = all_records()
    del found["ferries"][1]
    score = scored(found)
    assert score.records == score.usable == Counts(correct=3, missing=1)
    # level, flow type, in_kind, status, donor, recipient, country, date, goods, sector
    assert score.all_slots == Counts(correct=ALL - 10, missing=10)
    assert score.sums == Counts(correct=2)


def test_two_records_are_merged() -> None:
    found = all_records()
    ferries, tanks = found["ferries"]
    both = [one.model_dump(mode="json") for one in (*ferries.equipment, *tanks.equipment)]
    found["ferries"] = [changed(ferries, equipment=both)]
    score = scored(found)
    assert score.records == Counts(correct=3, missing=1)
    assert score.slots["equipment"] == Counts(correct=1, missing=1, spurious=1)
    assert score.all_slots == Counts(correct=ALL - 10, missing=10, spurious=1)


def test_one_record_is_split() -> None:
    found = all_records()
    ferries = found["ferries"][0]
    half = {"value": "6250000", "currency": "NOK"}
    found["ferries"][:1] = [changed(ferries, amount=half), changed(ferries, amount=half)]
    score = scored(found)
    assert score.records == Counts(correct=4, spurious=1)
    assert score.usable == Counts(correct=3, incorrect=1, spurious=1)
    assert score.slots["amount"] == Counts(correct=2, incorrect=1, spurious=1)
    assert score.sums == Counts(correct=2)  # what was split adds up again


def test_every_record_stands_twice_once_without_its_sum() -> None:
    found = {
        name: [one for record in records for one in (changed(record, amount=None, equivalents=[]), record)]
        for name, records in all_records().items()
    }
    score = scored(found)
    assert score.records == score.usable == Counts(correct=4, spurious=4)
    assert score.slots["amount"] == Counts(correct=3)
    assert score.slots["purpose"] == Counts(correct=3, spurious=3)
    # all is told twice but the three sums and their equivalent
    assert score.all_slots == Counts(correct=ALL, spurious=ALL - 4)


def test_an_article_that_was_not_read_is_missed() -> None:
    found = all_records()
    del found["rail"]
    assert scored(found).records == Counts(correct=2, missing=2)


def test_a_record_in_an_article_without_aid_is_spurious() -> None:
    found = all_records()
    found["radio"] = [changed(found["rail"][0], article_id="radio")]
    assert scored(found).records == Counts(correct=4, spurious=1)


def test_micro_and_macro() -> None:
    score = scored(with_first("rail", dates={"agreed": date("2023")}))
    assert score.all_slots.f1 == pytest.approx((ALL - 0.5) / ALL)
    assert score.macro_f1 == pytest.approx((len(RIGHT) - 1 + 2.5 / 3) / len(RIGHT))
