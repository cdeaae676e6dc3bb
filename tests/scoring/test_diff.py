"""What two runs differ in, and the rule behind it."""

from typing import Any

from extractor.model import GrantRecord
from extractor.scoring.diff import Difference, compare

from .invented import all_records, changed, date


def spans(slot: str, rule: str) -> list[dict[str, Any]]:
    return [{"slot": slot, "start": 0, "end": 3, "text": "abc", "rule": rule}]


def differences(old: dict[str, list[GrantRecord]], new: dict[str, list[GrantRecord]]) -> list[tuple[str, ...]]:
    return [(d.article_id, d.kind, d.slot, d.old, d.new, d.rule) for d in compare(old, new)]


def test_order_is_no_difference() -> None:
    old = all_records()
    new = {name: records[::-1] for name, records in reversed(old.items())}
    assert differences(old, new) == []


def test_a_value_read_elsewhere_is_no_difference() -> None:
    old, new = all_records(), all_records()
    new["rail"][0] = changed(
        new["rail"][0], amount={"value": "80000000", "currency": "USD", "evidence": spans("amount", "m")}
    )
    assert differences(old, new) == []


def test_values_gained_lost_and_changed() -> None:
    old, new = all_records(), all_records()
    old["rail"][0] = changed(old["rail"][0], evidence=spans("purpose", "to-clause"))
    new["rail"][0] = changed(
        old["rail"][0],
        purpose=None,
        title="Ho Line",
        evidence=spans("title", "quoted"),
        dates={"agreed": {**date("2023-05"), "evidence": spans("dates.agreed", "cut-date")}},
    )
    assert sorted(differences(old, new)) == [
        ("rail", "changed", "dates.agreed", "2023-05-09", "2023-05", "cut-date"),
        ("rail", "gained", "title", "-", "Ho Line", "quoted"),
        ("rail", "lost", "purpose", "rebuild the railway from Tema to Ho", "-", "to-clause"),
    ]


def test_what_scoring_takes_for_equal_is_changed_all_the_same() -> None:
    old, new = all_records(), all_records()
    new["rail"][0] = changed(new["rail"][0], purpose="rebuild the railway, from Tema to Ho")
    assert [d[1:3] for d in differences(old, new)] == [("changed", "purpose")]


def test_an_item_of_a_list_names_its_own_rule() -> None:
    old, new = all_records(), all_records()
    donor = {"name": "Sweden", "country": "SE", "kind": "government", "evidence": spans("donors", "by-phrase")}
    new["rail"][1] = changed(new["rail"][1], donors=[*(d.model_dump() for d in old["rail"][1].donors), donor])
    assert differences(old, new) == [("rail", "gained", "donors", "-", "Sweden", "by-phrase")]


def test_records_gained_and_lost() -> None:
    old, new = all_records(), all_records()
    lost = new["ferries"].pop(1)
    new["radio"] = [changed(lost, article_id="radio", evidence=spans("record", "statement"))]
    told = "activity no sum, Norway to FJ, grant"
    assert list(compare(old, new)) == [
        Difference("ferries", "lost", "record", told, "-", "-", told),
        Difference("radio", "gained", "record", "-", told, "statement", told),
    ]
