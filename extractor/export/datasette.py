"""A metadata file for Datasette, with which a database of records reads well in the browser."""

import json
from pathlib import Path
from typing import Any

from extractor.export.base import replacing

_FLOWS = "countable_flows"
TABLES: dict[str, dict[str, Any]] = {
    "records": {
        "description": "One row a flow of aid that an article reports. Only countable ones may be added up.",
        "label_column": "purpose",
        "sort": "article_id",
        "facets": ["flow_type", "status", "level", "amount_currency", "sector_code", "countable"],
        "columns": {
            "level": "activity: one flow; umbrella: a ceiling split up later; total: a sum over other flows",
            "flow_type": "grant, loan, technical_assistance, scholarship, debt_relief, export_credit …",
            "in_kind": "goods or food rather than money",
            "status": "pledge, commitment, implementation, completion, suspended, cancelled",
            "amount_value": "exact decimal, as text; in whole units of amount_currency",
            "amount_number": "the same as a float, for sorting only",
            "sector_code": "OECD purpose code as TUFF rounds it",
            "countable": "an activity whose status is commitment, implementation or completion",
            "confidence": "the chance that the record is usable as it stands",
        },
    },
    _FLOWS: {
        "description": "Countable flows. Two articles may tell of one flow: compare before adding up over articles.",
        "sort_desc": "year",
        "facets": ["donor_countries", "recipient_countries", "year", "amount_currency", "flow_type"],
        "columns": {
            "donor_countries": "ISO 3166-1 codes, sorted, joined by commas",
            "recipient_countries": "ISO 3166-1 codes, sorted, joined by commas",
            "year": "of the agreement, else of the announcement, the start or the end",
        },
    },
    "articles": {"description": "The articles; every offset counts characters of text.", "label_column": "title"},
    "parties": {
        "description": "Who pays (donor), carries out (implementer) and receives (recipient).",
        "facets": ["role", "kind", "country"],
    },
    "evidence": {
        "description": "The words that each value was read from, where they stand in the article, and by which rule.",
        "facets": ["slot"],
    },
    "mentions": {
        "description": "Names, sums, dates and goods as they stand in the articles, of runs with --mentions.",
        "facets": ["label"],
    },
    "ledger": {"description": "What became of each article: done, skipped or failed.", "facets": ["outcome"]},
    "unread": {"description": "Inputs that gave no article, and why.", "facets": ["reason"]},
    "additions": {"hidden": True},
    "schema_version": {"hidden": True},
}
QUERIES: dict[str, dict[str, str]] = {
    "donors_and_recipients": {
        "title": "Flows by donor, recipient and currency",
        "sql": f"SELECT donor_countries, recipient_countries, amount_currency, COUNT(*) AS flows FROM {_FLOWS} "
        "GROUP BY 1, 2, 3 ORDER BY flows DESC",
    },
    "a_record_and_its_evidence": {
        "title": "The words that a record rests on",
        "sql": "SELECT slot, text, rule, start_char, end_char FROM evidence WHERE record_id = :record_id "
        "ORDER BY position",
    },
    "to_a_country": {
        "title": "Flows to a country, largest first within its currency",
        "sql": f"SELECT * FROM {_FLOWS} WHERE recipient_countries LIKE '%' || :country || '%' "
        "ORDER BY amount_currency, amount_number DESC",
    },
}


def metadata(database: str) -> dict[str, Any]:
    """Give the metadata of a database by the name that Datasette has for it: its file's without the ending."""
    about = {"description": "Grant records read from news articles, each value with its evidence."}
    return {"title": "Grant records", "databases": {database: {**about, "queries": QUERIES, "tables": TABLES}}}


def write(path: Path, database: str) -> None:
    """Write the file. Raises StoreError."""
    with replacing(path) as part:
        part.write_text(json.dumps(metadata(database), indent=2) + "\n", encoding="utf-8")
