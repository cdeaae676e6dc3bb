"""IATI's codes for what a record tells. Source: the code lists of IATI 2.03.

A code stands here only where it says no more than the record does; what has none is left out, or said in words.
"""

from collections.abc import Mapping
from typing import NamedTuple

from extractor.model.grant import FlowType, Kind, Status

ACTIVITY_STATUS: Mapping[Status, str] = {
    "pledge": "1",
    "commitment": "2",
    "implementation": "2",
    "completion": "4",
    "suspended": "6",
    "cancelled": "5",
}
# A pledge is an outgoing pledge, what is signed or approved a commitment, what is given a disbursement.
TRANSACTION: Mapping[Status, str] = {
    "pledge": "12",
    "commitment": "2",
    "implementation": "2",
    "completion": "3",
    "suspended": "2",
    "cancelled": "2",
}
PLANNED_START, ACTUAL_START, PLANNED_END, ACTUAL_END = "1", "2", "3", "4"
FUNDING, IMPLEMENTING = "1", "4"

# Debt may be forgiven or rescheduled, and an investment be equity or a loan: the news seldom says which.
FINANCE: Mapping[FlowType, str] = {
    "grant": "110",
    "scholarship": "110",
    "technical_assistance": "110",
    "loan": "421",
}
FLOW: Mapping[FlowType, str] = {"export_credit": "22"}
AID: Mapping[FlowType, str] = {"technical_assistance": "D02", "scholarship": "E01", "debt_relief": "F01"}

# An NGO may be national or international, a bank public or private: left out.
ORGANISATION: Mapping[Kind, str] = {"government": "10", "agency": "10", "multilateral": "40", "company": "70"}
OTHER_ORGANISATION = "90"
ORGANISATIONS = frozenset(
    ["10", "11", "15", "21", "22", "23", "24", "30", "40", "60", "70", "71", "72", "73", "80", "90"]
)

DAC_CATEGORY, OWN_SECTOR = "2", "99"
UNSPECIFIED = "998"  # sector, and region ("developing countries, unspecified")
EMERGENCY = "700"
WEB_PAGE = "A12"
GENERAL, OTHER = "1", "4"  # types of description

# TUFF rounds to groups of DAC's categories; where the group has a general category, it is that one. Energy, women and
# support to NGOs have no category any more that means as much.
_CATEGORIES: Mapping[str, str] = {
    **{
        code: code
        for code in [
            "130",
            "140",
            "160",
            "210",
            "220",
            "240",
            "250",
            "410",
            "430",
            "510",
            "520",
            "530",
            "600",
            "910",
            "998",
        ]
    },
    "110": "111",
    "120": "121",
    "150": "151",
    "310": "311",
    "320": "321",
    "330": "331",
    "700": "720",
}


class Sector(NamedTuple):
    """A sector in one of IATI's vocabularies."""

    vocabulary: str
    code: str
    name: str


def sectors(code: str | None, name: str) -> list[Sector]:
    """Give a TUFF sector as DAC's category, where there is one, and as our own.

    >>> [(one.vocabulary, one.code) for one in sectors("120", "health")]
    [('2', '121'), ('99', '120')]
    >>> [(one.vocabulary, one.code) for one in sectors("230", "energy")]
    [('99', '230')]
    """
    if code is None:
        return [Sector(DAC_CATEGORY, UNSPECIFIED, "")]
    category = _CATEGORIES.get(code)
    dac = [Sector(DAC_CATEGORY, category, "")] if category else []
    return [*dac, Sector(OWN_SECTOR, code, f"{name} (TUFF)")]
