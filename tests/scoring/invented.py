"""Three invented articles with their gold, and ways to change what was found."""

import hashlib
from typing import Any

from extractor.model import Gold, GrantRecord, Mention

FERRIES = """Norway and Fiji signed a grant agreement on 4 March 2024 under which Oslo pays 12500000 kroner for two
solar-powered ferries between Suva and Levuka. The Pacific Maritime Trust will run the boats. Ambassador Liv Sande and
minister Jone Vakaloloma signed it. In June 2022 Norway had handed 40 water tanks over to Labasa Hospital."""

RAIL = """Ghana's parliament approved on 9 May 2023 a loan of $80000000 from the Korea Eximbank, at 1.5 percent over 25
years with a grace period of seven years, to rebuild the railway from Tema to Ho. Luxembourg announced a donation of
3000000 euros (about $3240000) for clinics in Ghana on 11 May 2023, part of its Healthy Coast Initiative."""

RADIO = "The village radio of Bambari played old songs all night, and nobody spoke of money."


def record(article_id: str, **fields: Any) -> dict[str, Any]:
    return {"article_id": article_id, "level": "activity", "in_kind": False, **fields}


def date(value: str) -> dict[str, str]:
    return {"value": value, "precision": {4: "year", 7: "month", 10: "day"}[len(value)]}


def state(name: str, country: str) -> dict[str, str]:
    return {"name": name, "country": country, "kind": "government"}


def health(code: str = "120") -> dict[str, str]:
    return {"vocabulary": "TUFF-3", "code": code, "name": "health"}


RECORDS: dict[str, list[dict[str, Any]]] = {
    "ferries": [
        record(
            "ferries",
            flow_type="grant",
            status="commitment",
            purpose="solar-powered ferries between Suva and Levuka",
            amount={"value": "12500000", "currency": "NOK"},
            donors=[state("Norway", "NO")],
            implementers=[{"name": "Pacific Maritime Trust", "kind": "institution"}],
            recipients=[state("Fiji", "FJ")],
            recipient_countries=["FJ"],
            locations=[{"name": "Suva", "country": "FJ"}, {"name": "Levuka", "country": "FJ"}],
            dates={"agreed": date("2024-03-04")},
            equipment=[{"description": "solar-powered ferry", "quantity": 2}],
            sector={"vocabulary": "TUFF-3", "code": "210", "name": "transport"},
            people=[{"name": "Liv Sande", "role": "Ambassador"}, {"name": "Jone Vakaloloma", "role": "minister"}],
        ),
        record(
            "ferries",
            flow_type="grant",
            status="completion",
            in_kind=True,
            donors=[state("Norway", "NO")],
            recipients=[{"name": "Labasa Hospital", "country": "FJ", "kind": "institution"}],
            recipient_countries=["FJ"],
            dates={"agreed": date("2022-06")},
            equipment=[{"description": "water tank", "quantity": 40}],
            sector=health("140"),
        ),
    ],
    "rail": [
        record(
            "rail",
            flow_type="loan",
            status="commitment",
            purpose="rebuild the railway from Tema to Ho",
            amount={"value": "80000000", "currency": "USD"},
            donors=[{"name": "Korea Eximbank", "country": "KR", "kind": "bank"}],
            recipients=[state("Ghana", "GH")],
            recipient_countries=["GH"],
            dates={"agreed": date("2023-05-09")},
            loan_terms={"interest_rate": 1.5, "maturity_years": 25, "grace_years": 7},
        ),
        record(
            "rail",
            flow_type="grant",
            status="pledge",
            programme={"name": "Healthy Coast Initiative"},
            purpose="clinics in Ghana",
            amount={"value": "3000000", "currency": "EUR"},
            equivalents=[{"value": "3240000", "currency": "USD", "qualifier": "about"}],
            donors=[state("Luxembourg", "LU")],
            recipient_countries=["GH"],
            dates={"announced": date("2023-05-11")},
            sector=health(),
        ),
    ],
    "radio": [],
}

MENTIONS = {
    "ferries": [
        ("Norway", "PLACE", "NO"),
        ("Fiji", "PLACE", "FJ"),
        ("4 March 2024", "DATE", "2024-03-04"),
        ("12500000 kroner", "MONEY", "12500000 NOK"),
        ("two\nsolar-powered ferries", "EQUIPMENT", "2 x solar-powered ferry"),
        ("Pacific Maritime Trust", "ORG", "Pacific Maritime Trust"),
        ("Liv Sande", "PERSON", "Liv Sande"),
    ],
    "rail": [
        ("9 May 2023", "DATE", "2023-05-09"),
        ("$80000000", "MONEY", "80000000 USD"),
        ("Korea Eximbank", "ORG", "Korea Eximbank"),
    ],
    "radio": [("Bambari", "PLACE", "CF")],
}
TEXTS = {"ferries": FERRIES, "rail": RAIL, "radio": RADIO}


def mention(article_id: str, quote: str, label: str, value: str) -> Mention:
    start = TEXTS[article_id].index(quote)
    return Mention(start=start, end=start + len(quote), text=quote, label=label, value=value)


def records(article_id: str) -> list[GrantRecord]:
    return [GrantRecord.model_validate(raw) for raw in RECORDS[article_id]]


def all_records() -> dict[str, list[GrantRecord]]:
    return {name: records(name) for name in RECORDS}


def gold() -> dict[str, Gold]:
    return {
        name: Gold(
            article_id=name,
            text_sha256=hashlib.sha256(text.encode()).hexdigest(),
            mentions=[mention(name, *marked) for marked in MENTIONS[name]],
            records=records(name),
        )
        for name, text in TEXTS.items()
    }


def changed(record: GrantRecord, **fields: Any) -> GrantRecord:
    """Give the record with other fields; only what was given stays set, as in a file."""
    return GrantRecord.model_validate({**record.model_dump(mode="json", exclude_unset=True), **fields})
