"""Records as rows of a flat table: one row a record, its lists joined, for spreadsheets."""

import csv
import re
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from extractor.export.base import first_day, replacing
from extractor.model import Article, Equipment, GrantRecord, Money, Party, Person

# A spreadsheet takes a cell that begins so, blanks aside, for a formula, and runs it. The wide forms are typed in
# East Asian texts, and some programs take them for the plain ones.
_FORMULA = re.compile(r"[\s\0]*[=+\-@＝＋－＠]|[\t\r\n]")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")

COLUMNS = {
    "record_id": "the record's id",
    "article_id": "the article's id",
    "published": "day of publication",
    "source": "who published it",
    "url": "the article's address",
    "headline": "the article's title",
    "author": "who wrote it",
    "level": "activity, umbrella or total; only activities may be added up",
    "countable": "may be added up",
    "flow_type": "grant, loan, technical_assistance …",
    "status": "pledge, commitment, implementation …",
    "in_kind": "goods rather than money",
    "donors": "who pays",
    "donor_countries": "ISO 3166-1 codes of the donors",
    "recipients": "who receives",
    "recipient_countries": "ISO 3166-1 codes",
    "implementers": "who carries it out",
    "amount": "exact number in whole currency units",
    "currency": "ISO 4217 code",
    "qualifier": "exact, about, up_to …",
    "equivalents": "the same sum in other currencies",
    "year": "of agreed, announced, start, end, the first that is told",
    "agreed": "day, month, quarter or year of the agreement",
    "announced": "when it was said publicly",
    "start": "when it starts",
    "end": "when it ends",
    "title": "the project's own name",
    "purpose": "what it is for",
    "programme": "the scheme it is paid from",
    "sector_code": "OECD purpose code as TUFF rounds it",
    "sector": "its name",
    "locations": "places below country level",
    "equipment": "goods",
    "people": "who signed, handed over, received, announced",
    "interest_rate": "per cent a year",
    "maturity_years": "of a loan",
    "grace_years": "of a loan",
    "confidence": "the chance that the record is usable as it stands",
    "notes": "doubts found by checking",
    "quote": "the words that the record rests on",
}


def row(article: Article, record: GrantRecord) -> dict[str, Any]:
    """Give a record's cells by column; None where nothing is told."""
    money, terms, dates = record.amount, record.loan_terms, record.dates
    day = first_day(record)
    cells = {
        "record_id": record.record_id,
        "article_id": record.article_id,
        "published": article.published.isoformat() if article.published else None,
        "source": article.source,
        "url": article.url,
        "headline": article.title,
        "author": article.author,
        "level": record.level,
        "countable": record.countable,
        "flow_type": record.flow_type,
        "status": record.status,
        "in_kind": record.in_kind,
        "donors": _names(record.donors),
        "donor_countries": _joined(sorted({party.country for party in record.donors if party.country})),
        "recipients": _names(record.recipients),
        "recipient_countries": _joined(record.recipient_countries),
        "implementers": _names(record.implementers),
        "amount": money.value if money else None,
        "currency": money.currency if money else None,
        "qualifier": money.qualifier if money else None,
        "equivalents": _joined(map(_money, record.equivalents)),
        "year": int(day[:4]) if day else None,
        **{name: told.value if (told := getattr(dates, name)) else None for name in _DATES},
        "title": record.title,
        "purpose": record.purpose,
        "programme": record.programme.name if record.programme else None,
        "sector_code": record.sector.code if record.sector else None,
        "sector": record.sector.name if record.sector else None,
        "locations": _joined(place.name for place in record.locations),
        "equipment": _joined(map(_goods, record.equipment)),
        "people": _joined(map(_person, record.people)),
        **{name: getattr(terms, name) if terms else None for name in _TERMS},
        "confidence": record.confidence,
        "notes": _joined(record.notes),
        "quote": _joined(dict.fromkeys(span.text for span in record.evidence if span.slot == "record"), " … "),
    }
    return {name: cells[name] for name in COLUMNS}


_DATES = ("agreed", "announced", "start", "end")
_TERMS = ("interest_rate", "maturity_years", "grace_years")


class CsvFile:
    """Records as CSV: UTF-8 with a byte order mark, without which spreadsheets garble accents. See `Export`."""

    def __init__(self, path: Path) -> None:
        self._stack = ExitStack()
        part = self._stack.enter_context(replacing(path))
        try:
            self._file = self._stack.enter_context(part.open("w", encoding="utf-8-sig", newline="", errors="replace"))
        except BaseException as error:
            self._stack.__exit__(type(error), error, error.__traceback__)
            raise
        self._writer = csv.writer(self._file, lineterminator="\r\n")

    def __enter__(self) -> "CsvFile":
        self._writer.writerow(COLUMNS)
        return self

    def write(self, article: Article, record: GrantRecord) -> None:
        """Write one record."""
        self._writer.writerow(map(inert, row(article, record).values()))

    def __exit__(self, *error: Any) -> None:
        self._stack.__exit__(*error)


def inert(value: Any) -> str:
    """Write a cell so that no spreadsheet runs it: text that looks like a formula gets an apostrophe before it.

    >>> inert("=HYPERLINK(1)"), inert("-12.50"), inert(True), inert(None)
    ("'=HYPERLINK(1)", '-12.50', 'true', '')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    text = str(value).replace("\0", "\N{REPLACEMENT CHARACTER}")
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text


def _joined(values: Iterable[str], by: str = "; ") -> str | None:
    return by.join(values) or None


def _names(parties: Iterable[Party]) -> str | None:
    return _joined(party.name for party in parties)


def _money(money: Money) -> str:
    return f"{money.value} {money.currency}"


def _goods(goods: Equipment) -> str:
    count = "" if goods.quantity is None else f"{goods.quantity} {goods.unit + ' ' if goods.unit else ''}x "
    return f"{count}{goods.description}"


def _person(person: Person) -> str:
    return ", ".join(part for part in (person.name, person.role, person.organisation) if part)
