"""Tables that lost their rows: whatever stands in their cells is read without a crash, and offsets stay true."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import extractor
from extractor.model import Article

HEADS = ("No.", "Partner", "Purpose", "Form", "Amount", "Date", "Donor", "Lender", "Amount (US$)")
CELLS = (
    "1", "250", "-", "n/a", "US$5 million", "EUR 2.5m", "4 May 2023", "Kuwait Fund", "Loan", "Wells in Dawa",
    "(D1,035m)", "of which paid: $1m", "Japan", "2)", "KD 3 million",
)  # fmt: skip


@pytest.fixture(scope="module")
def reader() -> extractor.Extractor:
    return extractor.load()


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    heads=st.lists(st.sampled_from(HEADS), min_size=3, max_size=6, unique=True),
    rows=st.lists(st.lists(st.sampled_from(CELLS), min_size=1, max_size=8), min_size=1, max_size=5),
    between=st.sampled_from(["\n", "\n\n", " | ", "    ", "\t"]),
    apart=st.sampled_from(["\n", "\n\n"]),
)
def test_any_cells(
    reader: extractor.Extractor, heads: list[str], rows: list[list[str]], between: str, apart: str
) -> None:
    text = "Aid to Lesotho\n\n" + apart.join(between.join(cells) for cells in [heads, *rows])
    [found] = reader.extract_articles([Article(id="table", text=text)])
    assert found.error is None
    spans = [span for record in found.records for span in record.spans()]
    assert [text[span.start : span.end] for span in spans] == [span.text for span in spans]


def test_a_table_is_read_at_all(reader: extractor.Extractor) -> None:
    cells = ["Lender", "Purpose", "Amount", "Kuwait Fund", "Wells in Dawa", "KD 3 million"]
    [record] = reader.extract("Aid to Lesotho\n\n" + "\n".join(cells))
    assert record.amount is not None
    assert (str(record.amount.value), record.amount.currency, record.flow_type) == ("3000000", "KWD", "loan")
    assert [donor.country for donor in record.donors] == ["KW"]
