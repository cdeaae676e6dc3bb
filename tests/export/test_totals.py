"""Totals add up to the digit."""

from decimal import Decimal
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from extractor.export.totals import Total, add_up
from extractor.storage.sql import open_store

from .made import database


def flow(value: str | None, currency: str | None = "USD", **keys: Any) -> dict[str, Any]:
    row = dict.fromkeys(("donor_countries", "recipient_countries", "year", "flow_type", "status", "sector_code"))
    return {**row, **keys, "amount_value": value, "amount_currency": currency}


def test_of_a_real_database(tmp_path: Path) -> None:
    with open_store(database(tmp_path), write=False) as store:
        rows = add_up(store.flows(), ["donor", "year"])
    assert rows == [
        Total(("DK", "2024"), "DKK", Decimal("12500000.60"), 2),
        Total(("FJ", "-"), "-", None, 1),
    ]


def test_what_floats_would_lose() -> None:
    flows = [flow("0.1", year=2020)] * 3 + [
        flow("1" + "0" * 60, year=2020),
        flow("0.0000000000000000000000001", year=2020),
    ]
    [row] = add_up(flows, ["year"])
    assert format(row.amount, "f") == "1" + "0" * 60 + ".3000000000000000000000001"


def test_currencies_are_never_added() -> None:
    rows = add_up([flow("1"), flow("2", "EUR"), flow(None, None)], ["donor"])
    assert [(row.currency, row.amount) for row in rows] == [("-", None), ("EUR", Decimal(2)), ("USD", Decimal(1))]


AMOUNTS = st.none() | st.decimals(0, 10**12, allow_nan=False, places=3).map(lambda value: format(value, "f"))
FLOWS = st.lists(
    st.builds(flow, AMOUNTS, donor_countries=st.sampled_from(["DE", "DE,FR", ""]), year=st.sampled_from([None, 2001]))
)


@given(FLOWS)
def test_rows_add_up_to_the_whole_however_they_are_cut(flows: list[dict[str, Any]]) -> None:
    whole = sum((Decimal(one["amount_value"] or 0) for one in flows), Decimal(0))
    for by in (["donor"], ["year", "donor"], ["sector"]):
        rows = add_up(flows, by)
        assert sum((row.amount or Decimal(0) for row in rows), Decimal(0)) == whole
        assert sum(row.flows for row in rows) == len(flows)
