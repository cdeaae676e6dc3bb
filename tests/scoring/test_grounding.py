"""What stands nowhere in an article is told, and nothing that does."""

import datetime
from typing import Any

import pytest

from extractor.model import Article, GrantRecord
from extractor.scoring import grounding

TEXT = (
    "On 4 March 2024 the Norwegian ambassador Liv Sande signed a grant of 12.5 million kroner with Fiji for the “Safe "
    "Ferries” project: two solar-powered ferries between Suva and Levuka."
)
BASE: dict[str, Any] = {
    "article_id": "a",
    "level": "activity",
    "flow_type": "grant",
    "status": "commitment",
    "in_kind": False,
}


@pytest.mark.parametrize(
    ("fields", "slots"),
    [
        ({"donors": [{"name": "Norway", "country": "NO", "kind": "government"}]}, []),  # "Norwegian"
        ({"donors": [{"name": "Sweden", "country": "SE", "kind": "government"}]}, ["donors"]),
        ({"donors": [{"name": "Norad", "country": "NO", "kind": "agency"}]}, ["donors"]),
        ({"amount": {"value": "12500000", "currency": "NOK"}}, []),
        ({"amount": {"value": "12000000", "currency": "NOK"}}, ["amount"]),
        ({"equivalents": [{"value": "1160000", "currency": "USD"}]}, ["equivalents"]),
        ({"title": "Safe Ferries"}, []),
        ({"title": "Safe Ships"}, ["title"]),
        ({"purpose": "solar-powered  FERRIES between Suva and Levuka"}, []),
        ({"locations": [{"name": "Suva", "country": "FJ"}, {"name": "Nadi", "country": "FJ"}]}, ["locations"]),
        ({"people": [{"name": "Liv Sande", "role": "ambassador"}]}, []),
        ({"people": [{"name": "Ola Nordmann", "role": None}]}, ["people"]),
        ({"equipment": [{"description": "solar-powered ferry", "quantity": 2}]}, []),
        ({"equipment": [{"description": "bus", "quantity": 2}]}, ["equipment"]),
        ({"dates": {"agreed": {"value": "2024-03-04", "precision": "day"}}}, []),
        ({"dates": {"agreed": {"value": "2019", "precision": "year"}}}, ["dates.agreed"]),
    ],
    ids=str,
)
def test_what_is_ungrounded(fields: dict[str, Any], slots: list[str]) -> None:
    record = GrantRecord.model_validate({**BASE, **fields})
    found = grounding.check({"a": [record]}, [Article(id="a", text=TEXT)])
    assert list(found.values.elements()) == slots
    assert found.records == 1


def test_a_date_near_that_of_publication_may_be_told_in_other_words() -> None:
    record = GrantRecord.model_validate({**BASE, "dates": {"agreed": {"value": "2023-12-29", "precision": "day"}}})
    read = [Article(id="a", text="Norway signed it last Friday.", published=datetime.date(2024, 1, 2))]
    assert not grounding.check({"a": [record]}, read).values
    assert grounding.check({"a": [record]}, [Article(id="a", text="Norway signed it last Friday.")]).values


def test_held_articles_give_no_example_and_those_not_given_are_named() -> None:
    record = GrantRecord.model_validate({**BASE, "title": "Safe Ships"})
    found = grounding.check({"a": [record], "b": [record]}, [Article(id="a", text=TEXT)], frozenset({"a"}))
    assert found.values["title"] == 1
    assert found.examples == ()
    assert found.unread == ("b",)
    assert "not given" in " ".join(found.remarks())
