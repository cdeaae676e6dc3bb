"""The contract as types: articles in, facts between, grant records out, and the gold they are scored against."""

from extractor.model.article import Article
from extractor.model.evidence import Span
from extractor.model.fact import Finding
from extractor.model.gold import Gold, Mention
from extractor.model.grant import (
    Date,
    Dates,
    Equipment,
    GrantRecord,
    LoanTerms,
    Location,
    Money,
    Party,
    Person,
    Programme,
    Sector,
)

__all__ = [
    "Article",
    "Date",
    "Dates",
    "Equipment",
    "Finding",
    "Gold",
    "GrantRecord",
    "LoanTerms",
    "Location",
    "Mention",
    "Money",
    "Party",
    "Person",
    "Programme",
    "Sector",
    "Span",
]
