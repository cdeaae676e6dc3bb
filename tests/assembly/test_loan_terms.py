"""Which loan the terms of a sentence are those of: with its sum, after it, of its giver, of all."""

import pytest

import extractor
from extractor.assembly import Extractor


@pytest.fixture(scope="module")
def reader() -> Extractor:
    return extractor.load()


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        pytest.param(
            "KfW will lend Zambia 30 million euros for a power line. The term is 18 years, including 5 years of grace.",
            [(None, 18, 5)],
            id="in the sentence after",
        ),
        pytest.param(
            "In 2012 India lent Malawi $20 million for a sugar mill at one percent for 25 years, and in 2014 it lent "
            "Malawi $30 million for a water line.",
            [(1, 25, None), (None, None, None)],
            id="beside the sum of one of two",
        ),
        pytest.param(
            "The World Bank approved a loan of $40 million and a grant of $25 million for rural roads in Nepal. "
            "The loan has a maturity of 30 years.",
            [(None, 30, None), (None, None, None)],
            id="of the loan, not of the grant beside it",
        ),
    ],
)
def test_terms_are_given_to_their_loan(reader: Extractor, text: str, terms: list[tuple[float | None, ...]]) -> None:
    found = [record.loan_terms for record in reader.extract(text)]
    assert [
        (t.interest_rate, t.maturity_years, t.grace_years) if t is not None else (None, None, None) for t in found
    ] == terms
    assert all(text[span.start : span.end] == span.text for t in found if t is not None for span in t.evidence)
