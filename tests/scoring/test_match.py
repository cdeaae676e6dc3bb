"""When two records tell of the same flow, and that pairing is the best, not the first."""

import pytest

from extractor.model import GrantRecord
from extractor.scoring import match, slots

from .invented import date, record, state

BASE = record("a", flow_type="grant", status="commitment", donors=[state("Japan", "JP")], recipient_countries=["NP"])
MILLION = {"value": "1000000", "currency": "USD"}
OTHER = {"value": "2500000", "currency": "USD"}


def make(**fields: object) -> GrantRecord:
    return GrantRecord.model_validate({**BASE, **fields})


SAME_OR_NOT = [
    ("who gives whom in which form, and nothing else", {}, {}, True),
    ("the same, but another form", {}, {"flow_type": "loan"}, False),
    ("the same, to another country", {}, {"recipient_countries": ["IN"]}, False),
    (
        "the same sum, all else different",
        {"amount": MILLION},
        {"amount": MILLION, "flow_type": "loan", "donors": []},
        True,
    ),
    ("another sum, all that flows usually share alike", {"amount": MILLION}, {"amount": OTHER}, False),
    (
        "another sum, the same programme and receiver",
        {"amount": MILLION, "programme": {"name": "Grassroots Fund"}, "recipients": [state("Nepal", "NP")]},
        {"amount": OTHER, "programme": {"name": "Grassroots Fund"}, "recipients": [state("Nepal", "NP")]},
        False,
    ),
    (
        "another sum, the same purpose",
        {"amount": MILLION, "purpose": "a bridge over the Seti"},
        {"amount": OTHER, "purpose": "a bridge over the Seti"},
        True,
    ),
    (
        "another sum, the same title",
        {"amount": MILLION, "title": "Seti Bridge Project"},
        {"amount": OTHER, "title": "Seti Bridge Project"},
        True,
    ),
    ("the sum was not found", {"amount": MILLION}, {}, True),
    (
        "the same donor and country, other goods",
        {"equipment": [{"description": "ambulance"}], "dates": {"agreed": date("2021")}},
        {"equipment": [{"description": "water pump"}], "dates": {"agreed": date("2023")}},
        False,
    ),
    (
        "the same goods of a donor that was not found",
        {"equipment": [{"description": "ambulance"}]},
        {"equipment": [{"description": "ambulance"}], "donors": []},
        True,
    ),
]


@pytest.mark.parametrize(("a", "b", "same"), [c[1:] for c in SAME_OR_NOT], ids=[c[0] for c in SAME_OR_NOT])
def test_same_flow(a: dict[str, object], b: dict[str, object], same: bool) -> None:
    one, other = slots.filled(make(**a)), slots.filled(make(**b))
    assert match.is_same_flow(one, other) is same
    assert match.is_same_flow(other, one) is same


def test_the_best_pairing_is_not_the_greedy_one() -> None:
    # Taken one by one, X is nearest to A (same sum); but Y can only be A, and X is B as well.
    first = make(amount=MILLION, purpose="a school in Pokhara", title="School Aid")
    second = make(amount=MILLION, purpose="a clinic in Dharan")
    x = make(amount=MILLION, purpose="a clinic in Dharan, a school in Pokhara")
    y = make(purpose="a school in Pokhara", title="School Aid")
    pairs = match.pair([first, second], [x, y])
    assert [(p.gold == first, p.found == y) for p in pairs if p.gold == first] == [(True, True)]
    assert [(p.gold == second, p.found == x) for p in pairs if p.gold == second] == [(True, True)]


def test_the_same_sum_five_times_is_paired_by_the_rest() -> None:
    countries = ["AF", "BT", "LA", "MM", "NP"]
    gold = [make(amount=MILLION, recipient_countries=[country]) for country in countries]
    pairs = match.pair(gold, list(reversed(gold)))
    assert all(p.gold == p.found for p in pairs)
    assert len(pairs) == 5
