"""Names, dates, phrases and goods that mean the same, and those that don't."""

import pytest

from extractor.model import Party, Person
from extractor.scoring import compare


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("Norwegian Refugee Council", "the Norwegian Refugee Council", True),
        ("UNDP", "United Nations Development Programme", True),
        ("United Nations Development Programme (UNDP)", "United Nations Development Programme", True),
        ("Ferrovía Andina", "FERROVIA ANDINA", True),
        ("Sunrise Builders Ltd.", "Sunrise Builders", True),
        ("Ministry of Health", "Ministry of Finance", False),
        ("Bank of Guinea", "Bank of Guinea-Bissau", False),
        ("undp", "United Nations Development Programme", False),
        ("WFP", "WHO", False),
        ("(?)", "Oxfam", False),
    ],
)
def test_names(a: str, b: str, same: bool) -> None:
    assert compare.same_name(a, b) is same
    assert compare.same_name(b, a) is same


def state(name: str, country: str) -> Party:
    return Party(name=name, country=country, kind="government")


@pytest.mark.parametrize(
    ("a", "b", "verdict"),
    [
        (state("South Korea", "KR"), state("Republic of Korea", "KR"), "correct"),
        (state("Government of Laos", "LA"), state("Laos", "LA"), "correct"),
        (state("Laos", "LA"), Party(name="Laos"), "correct"),
        (state("Niger", "NE"), state("Nigeria", "NG"), None),
        (state("Laos", "LA"), state("Ministry of Health", "LA"), None),
        (state("Ministry of Health", "LA"), state("Ministry of Health", "LA"), "correct"),
        (state("Ministry of Health", "LA"), state("Ministry of Health", "KH"), "partial"),
        (Party(name="Red Cross", kind="ngo"), Party(name="Red Cross", country="KE"), "correct"),
    ],
)
def test_parties(a: Party, b: Party, verdict: str | None) -> None:
    assert compare.party(a, b) == compare.party(b, a) == verdict


@pytest.mark.parametrize(
    ("a", "b", "verdict"),
    [
        ("2024-03-04", "2024-03-04", "correct"),
        ("2024-03-04", "2024-03", "partial"),
        ("2024-03-04", "2024", "partial"),
        ("2024-03", "2024-Q1", "partial"),
        ("2024-03-04", "2024-Q1", "partial"),
        ("2024", "2024-Q1", "partial"),
        ("2024-04", "2024-Q1", "incorrect"),
        ("2024-Q2", "2024-Q1", "incorrect"),
        ("2024-03-04", "2024-03-05", "incorrect"),
        ("2024", "2023", "incorrect"),
        ("2024-1", "2024-10", "incorrect"),
    ],
)
def test_dates(a: str, b: str, verdict: str) -> None:
    assert compare.date(a, b) == compare.date(b, a) == verdict


@pytest.mark.parametrize(
    ("a", "b", "verdict"),
    [
        ("rural roads", "Rural Roads", "correct"),
        ("the repair of rural roads", "repairing rural roads", "partial"),
        ("repair of two rural roads", "repair of two roads", "correct"),
        ("rural roads", "rehabilitation of rural roads in the north", "partial"),
        ("rural roads", "a new hospital", "incorrect"),
        ("flood relief", "relief", "partial"),
    ],
)
def test_phrases(a: str, b: str, verdict: str) -> None:
    assert compare.text(a, b) == verdict


@pytest.mark.parametrize(
    ("a", "b", "verdict"),
    [
        ("solar-powered water pump", "solar-powered water pumps", "correct"),
        ("water pump", "pump", "partial"),
        ("solar water pump", "diesel water pump", "partial"),
        ("solar pump", "diesel pump", None),
        ("bus", "buses", "correct"),
        ("greenhouse", "greenhouses", "correct"),
        ("battery", "batteries", "correct"),
        ("box of tablets", "boxes of tablets", "correct"),
        ("water pump", "water tank", None),
        ("", "pump", None),
    ],
)
def test_goods(a: str, b: str, verdict: str | None) -> None:
    assert compare.same_goods(a, b) == compare.same_goods(b, a) == verdict


@pytest.mark.parametrize(
    ("a", "b", "verdict"),
    [
        (("Liv Sande", "Ambassador"), ("Liv Sande", "ambassador"), "correct"),
        (("Liv Sande", None), ("SANDE Liv", None), "correct"),
        (("Liv Sande", "Ambassador"), ("Liv Sande", None), "partial"),
        (("Liv Sande", "Ambassador"), ("Liv Sande", "Norwegian minister"), "partial"),
        (("Liv Sande", None), ("Sande", None), "partial"),
        (("Liv Sande", None), ("Per Sande", None), None),
        (("Liv Sande", "Ambassador"), ("Jone Vakaloloma", "Ambassador"), None),
    ],
)
def test_people(a: tuple[str, str | None], b: tuple[str, str | None], verdict: str | None) -> None:
    one, other = (Person(name=name, role=role) for name, role in (a, b))
    assert compare.person(one, other) == compare.person(other, one) == verdict
