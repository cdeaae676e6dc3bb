"""The grant record: one flow of aid for one purpose that an article reports.

Terms are those of AidData's TUFF codebook, OECD-DAC and IATI. Fields and value lists are the contract that
databases, gold files and other systems rely on; fields may be added, none changed.
"""

import hashlib
import json
from collections.abc import Iterator
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from extractor.model.evidence import Span
from extractor.values.date import Precision
from extractor.values.money import Qualifier

Level = Literal["activity", "umbrella", "total"]
FlowType = Literal[
    "grant",
    "loan",
    "technical_assistance",
    "scholarship",
    "debt_relief",
    "export_credit",
    "investment",
    "vague",
]
Status = Literal["pledge", "commitment", "implementation", "completion", "suspended", "cancelled"]
Kind = Literal["government", "agency", "multilateral", "bank", "ngo", "company", "institution", "community"]
Side = Literal["donor", "recipient", "implementer"]

COUNTED: frozenset[Status] = frozenset({"commitment", "implementation", "completion"})


class _Part(BaseModel):
    model_config = ConfigDict(extra="allow")


class Money(_Part):
    """A sum; `value` an exact decimal as a string in whole currency units ("352530"), `currency` ISO 4217."""

    value: str = Field(pattern=r"^-?\d+(\.\d+)?$")
    currency: str = Field(pattern=r"^[A-Z]{3}$")
    qualifier: Qualifier = "exact"
    evidence: list[Span] = []


class Date(_Part):
    """A date as far as it is known: ISO 8601 cut short ("2026-01-27", "2025-12", "2026-Q2", "2007")."""

    value: str = Field(pattern=r"^\d{4}(-\d{2}(-\d{2})?|-Q[1-4])?$")
    precision: Precision
    evidence: list[Span] = []


class Dates(_Part):
    """When it was agreed, announced, when it starts and ends."""

    agreed: Date | None = None
    announced: Date | None = None
    start: Date | None = None
    end: Date | None = None


class Party(_Part):
    """A donor, implementer or recipient: `name` in its fullest form in the article, `country` ISO 3166-1 alpha-2."""

    name: str
    country: str | None = None
    kind: Kind | None = None
    evidence: list[Span] = []


class Programme(_Part):
    """The scheme a flow is paid from: `name` as printed at its first full mention, `code` its usual abbreviation."""

    name: str
    code: str | None = None
    evidence: list[Span] = []


class Location(_Part):
    """A place below country level where the thing is done or goes to."""

    name: str
    country: str | None = None
    evidence: list[Span] = []


class Equipment(_Part):
    """Goods named: `description` in the singular with its adjectives, `quantity` a number or null, `unit` or null."""

    description: str
    quantity: int | float | None = None
    unit: str | None = None
    evidence: list[Span] = []


class Sector(_Part):
    """OECD purpose code as TUFF rounds it ("120" health)."""

    vocabulary: Literal["TUFF-3"] = "TUFF-3"
    code: str = Field(pattern=r"^\d{3}$")
    name: str


class Person(_Part):
    """Who signed, handed over, received or announced."""

    name: str
    role: str | None = None
    organisation: str | None = None
    side: Side | None = None
    evidence: list[Span] = []


class LoanTerms(_Part):
    """Terms told of a loan: `interest_rate` in per cent a year, maturity and grace in years."""

    interest_rate: float | None = None
    maturity_years: float | None = None
    grace_years: float | None = None
    concessional: bool | None = None
    evidence: list[Span] = []


class GrantRecord(_Part):
    """One flow of aid for one purpose that an article reports, each value pointing at the words it was read from."""

    record_id: str | None = None
    article_id: str
    level: Level = "activity"
    flow_type: FlowType
    in_kind: bool = False
    status: Status
    title: str | None = None
    programme: Programme | None = None
    purpose: str | None = None
    amount: Money | None = None
    equivalents: list[Money] = []
    donors: list[Party] = []
    implementers: list[Party] = []
    recipients: list[Party] = []
    recipient_countries: list[str] = []
    locations: list[Location] = []
    dates: Dates = Dates()
    equipment: list[Equipment] = []
    sector: Sector | None = None
    people: list[Person] = []
    loan_terms: LoanTerms | None = None
    countable: bool = False
    notes: list[str] = []
    evidence: list[Span] = []
    confidence: float = Field(default=0.0, ge=0, le=1)

    def spans(self) -> Iterator[Span]:
        """Give every span of the record, its parts' first, then its own."""
        parts: list[Any] = [self.programme, self.amount, self.loan_terms]
        parts += [self.dates.agreed, self.dates.announced, self.dates.start, self.dates.end]
        for many in (self.equivalents, self.donors, self.implementers, self.recipients):
            parts += many
        parts += [*self.locations, *self.equipment, *self.people]
        for part in parts:
            if part is not None:
                yield from part.evidence
        yield from self.evidence

    def identity(self) -> str:
        """Give the record's id without a collision's suffix: 16 hexadecimal digits of its identifying facts."""
        facts = [
            self.article_id,
            self.level,
            self.flow_type,
            self.amount.value if self.amount else None,
            self.amount.currency if self.amount else None,
            sorted({donor.country for donor in self.donors if donor.country}),
            self.recipient_countries,
            self.evidence[0].start if self.evidence else None,
        ]
        return hashlib.sha256(json.dumps(facts, ensure_ascii=False).encode()).hexdigest()[:16]
