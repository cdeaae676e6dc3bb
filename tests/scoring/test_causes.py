"""Errors are grouped by what went wrong."""

from collections.abc import Callable
from typing import Any

import pytest

from extractor.model import GrantRecord
from extractor.scoring import causes
from extractor.scoring.score import score_all

from .invented import all_records, changed, date, gold

Found = dict[str, list[GrantRecord]]


def grouped(found: Found) -> set[tuple[str, str, int]]:
    return {(one.cause, one.slot, one.count) for one in causes.group(score_all(gold(), found))}


def first(article: str, **fields: Any) -> Callable[[Found], None]:
    def change(found: Found) -> None:
        found[article][0] = changed(found[article][0], **fields)

    return change


def second(article: str, **fields: Any) -> Callable[[Found], None]:
    def change(found: Found) -> None:
        found[article][1] = changed(found[article][1], **fields)

    return change


TRUST = {"name": "Pacific Maritime Trust", "kind": "institution"}
NORWAY = {"name": "Norway", "country": "NO", "kind": "government"}
TANKS = {"description": "water tank", "quantity": 40}
FERRY = {"description": "solar-powered ferry", "quantity": 2}

CASES: list[tuple[Callable[[Found], object], set[tuple[str, str, int]]]] = [
    (
        first("ferries", donors=[NORWAY, TRUST], implementers=[]),
        {("wrong role", "donors", 1), ("wrong role", "implementers", 1)},
    ),
    (
        first("rail", dates={"start": date("2023-05-09")}),
        {("wrong role", "dates.agreed", 1), ("wrong role", "dates.start", 1)},
    ),
    (first("ferries", equipment=[FERRY, TANKS]), {("wrong record", "equipment", 1)}),
    (first("rail", amount={"value": "80000000000", "currency": "USD"}), {("normalisation", "amount", 1)}),
    (first("rail", dates={"agreed": date("2023-09-05")}), {("normalisation", "dates.agreed", 1)}),
    (first("rail", dates={"agreed": date("2023-05")}), {("partial", "dates.agreed", 1)}),
    (first("rail", dates={"agreed": date("2021-12-24")}), {("wrong", "dates.agreed", 1)}),
    (first("rail", purpose=None), {("not found", "purpose", 1)}),
    (first("rail", title="Ho Line"), {("not in gold", "title", 1)}),
    (
        second("rail", amount={"value": "3240000", "currency": "USD"}, equivalents=[]),
        {("partial", "amount", 1), ("wrong role", "equivalents", 1)},
    ),
    (lambda found: found["rail"].pop(0), {("missed", "record", 1)}),
    (lambda found: found["ferries"].append(found["rail"][0]), {("spurious", "record", 1)}),
    (lambda found: found["rail"].append(changed(found["rail"][0], amount=None)), {("split", "record", 1)}),
]


@pytest.mark.parametrize(("change", "expected"), CASES)
def test_causes(change: Callable[[Found], object], expected: set[tuple[str, str, int]]) -> None:
    found = all_records()
    change(found)
    assert grouped(found) == expected


def test_two_flows_told_as_one_are_merged() -> None:
    golds = gold()
    ferry = golds["ferries"].records[0]
    # the same purpose and day in two sums, of which one was found
    twin = changed(ferry, amount={"value": "900000", "currency": "NOK"}, implementers=[])
    golds["ferries"] = golds["ferries"].model_copy(update={"records": [ferry, twin]})
    found = {**all_records(), "ferries": [ferry]}
    assert [(c.cause, c.slot, c.count) for c in causes.group(score_all(golds, found))] == [("merged", "record", 1)]


def test_the_most_frequent_comes_first_with_examples() -> None:
    found = all_records()
    for records in found.values():
        for number, told in enumerate(records):
            records[number] = changed(told, level="total")
    found["rail"][0] = changed(found["rail"][0], purpose=None)
    groups = causes.group(score_all(gold(), found))
    assert [(one.cause, one.slot, one.count) for one in groups] == [("wrong", "level", 4), ("not found", "purpose", 1)]
    assert groups[0].examples[0] == "ferries: activity -> total"
    assert groups[1].examples == ("rail: rebuild the railway from Tema to Ho -> -",)


def test_nothing_is_to_be_mended_in_the_gold() -> None:
    assert causes.group(score_all(gold(), all_records())) == []
