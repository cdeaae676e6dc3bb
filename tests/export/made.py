"""A real database of a few articles: a loan by two states, a pledge, a total, a record without any date."""

import datetime
from pathlib import Path
from typing import Any

from extractor.model import Article, GrantRecord
from extractor.storage.sql import open_store
from extractor.storage.store import Entry

PORT = Article(
    id="port",
    text="Denmark and Peru signed a loan of 12500000.50 kroner for the port of Paita on 4 March 2024.",
    title="A port for <Paita> & more",
    published=datetime.date(2024, 3, 5),
    url="https://example.org/port of paita?a=1&b=ü",
    source="Gazette",
)
WELLS = Article(
    id="wells", text="Fiji pledged 3 wells, said its minister. Earlier it gave five million dollars in all."
)


def state(name: str, country: str) -> dict[str, str]:
    return {"name": name, "country": country, "kind": "government"}


def span(article: Article, slot: str, quote: str) -> dict[str, Any]:
    start = article.text.index(quote)
    return {"slot": slot, "start": start, "end": start + len(quote), "text": quote, "rule": "made"}


def record(article: Article, name: str, **fields: Any) -> GrantRecord:
    raw = {"article_id": article.id, "record_id": name, "level": "activity", "flow_type": "grant", **fields}
    return GrantRecord.model_validate(raw)


LOAN = record(
    PORT,
    "0000000000000001",
    flow_type="loan",
    status="commitment",
    title="Paita \x0bPort",
    purpose="the port of Paita",
    amount={"value": "12500000.50", "currency": "DKK", "qualifier": "about", "evidence": []},
    equivalents=[{"value": "1800000", "currency": "USD"}],
    donors=[
        state("Denmark", "DK"),
        {"name": "Danish International Development Agency", "kind": "agency", "country": "DK"},
    ],
    implementers=[{"name": "Harbour Works Ltd", "kind": "company"}],
    recipients=[state("Peru", "PE")],
    recipient_countries=["EC", "PE", "CL"],
    locations=[{"name": "Paita", "country": "PE"}],
    dates={"agreed": {"value": "2024-03-04", "precision": "day"}, "end": {"value": "2026-Q2", "precision": "quarter"}},
    equipment=[{"description": "crane", "quantity": 2, "unit": "sets"}],
    sector={"code": "210", "name": "transport"},
    people=[{"name": "Ane Holm", "role": "envoy"}],
    loan_terms={"interest_rate": 1.5, "maturity_years": 25},
    countable=True,
    evidence=[span(PORT, "record", "signed a loan of 12500000.50 kroner")],
    confidence=0.5,
)
GIFT = record(
    PORT,
    "0000000000000002",
    status="completion",
    amount={"value": "0.10", "currency": "DKK"},
    donors=[state("Denmark", "DK")],
    recipient_countries=["PE"],
    dates={"agreed": {"value": "2024", "precision": "year"}},
    countable=True,
)
PLEDGE = record(
    WELLS,
    "0000000000000003",
    status="pledge",
    donors=[state("Fiji", "FJ")],
    amount={"value": "7", "currency": "FJD"},
    dates={"announced": {"value": "2023-05", "precision": "month"}},
    sector={"code": "700", "name": "emergency"},
)
TOTAL = record(
    WELLS,
    "0000000000000004",
    level="total",
    status="completion",
    donors=[state("Fiji", "FJ")],
    amount={"value": "5000000", "currency": "USD"},
    dates={"start": {"value": "2020", "precision": "year"}},
)
UNDATED = record(WELLS, "0000000000000005", status="completion", donors=[state("Fiji", "FJ")], countable=True)
ALL = [(PORT, LOAN), (PORT, GIFT), (WELLS, PLEDGE), (WELLS, TOTAL), (WELLS, UNDATED)]


def database(folder: Path) -> str:
    place = str(folder / "grants.db")
    with open_store(place) as store:
        for article in (WELLS, PORT):
            records = [record for of, record in ALL if of is article]
            store.put(Entry(article, key="k", fingerprint="f", records=records))
    return place
