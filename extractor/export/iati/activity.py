"""One record as one `iati-activity`; its elements stand in the order that the standard asks for."""

import datetime
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple
from urllib.parse import quote
from xml.etree.ElementTree import Element, SubElement

from extractor.export.iati import codes, sums
from extractor.lexicon import Lexicon
from extractor.lexicon.donors import donors_by_name
from extractor.model import Article, Date, GrantRecord, Party

# What no XML document may hold, however it is escaped.
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_ROLES = ("agreed", "announced", "start", "end")
_MOST_QUOTED = 1000  # characters of the article in a description


class Reporter(NamedTuple):
    """Who publishes: the identifier under which IATI knows them, their name, their type ("90" other)."""

    ref: str
    name: str
    type: str = codes.OTHER_ORGANISATION


class Day(NamedTuple):
    """A date as IATI can hold it, a whole day, and what is to be said about it ("" if it was told as that day)."""

    day: str
    remark: str = ""


def day(date: Date) -> Day:
    """Give the first day of what is known.

    >>> day(Date(value="2026-Q2", precision="quarter"))
    Day(day='2026-04-01', remark='Known as 2026-Q2 only')
    """
    value = date.value
    remark = "" if len(value) == 10 else f"Known as {value} only"
    if "Q" in value:
        return Day(f"{value[:4]}-{3 * int(value[-1]) - 2:02}-01", remark)
    return Day(f"{value}-01-01"[:10] if len(value) == 4 else f"{value}-01"[:10], remark)


def activity(article: Article, record: GrantRecord, reporter: Reporter, lexicon: Lexicon) -> Element:
    """Make the element of a record that has a date and a donor or implementer."""
    made = Element(
        "iati-activity", {_LANGUAGE: "en", "humanitarian": "1"} if _is_emergency(record) else {_LANGUAGE: "en"}
    )
    SubElement(made, "iati-identifier").text = f"{reporter.ref}-{record.record_id}"
    told = SubElement(made, "reporting-org", {"ref": reporter.ref, "type": reporter.type, "secondary-reporter": "1"})
    _narrate(told, reporter.name)
    _narrate(SubElement(made, "title"), _title(record))
    _narrate(SubElement(made, "description", {"type": codes.GENERAL}), record.purpose or _title(record))
    _narrate(SubElement(made, "description", {"type": codes.OTHER}), _provenance(article, record))
    for role, parties in ((codes.FUNDING, record.donors), (codes.IMPLEMENTING, record.implementers)):
        for party in parties:
            _narrate(SubElement(made, "participating-org", {**_about(party, lexicon), "role": role}), party.name)
    SubElement(made, "activity-status", {"code": codes.ACTIVITY_STATUS[record.status]})
    for kind, when in _dates(record, article.published):
        element = SubElement(made, "activity-date", {"type": kind, "iso-date": when.day})
        if when.remark:
            _narrate(element, when.remark)
    _add_places(made, record)
    for sector in codes.sectors(*((record.sector.code, record.sector.name) if record.sector else (None, ""))):
        element = SubElement(made, "sector", {"vocabulary": sector.vocabulary, "code": sector.code})
        if sector.name:
            _narrate(element, sector.name)
    for name, known in (("flow", codes.FLOW), ("finance", codes.FINANCE), ("aid", codes.AID)):
        if code := known.get(record.flow_type):
            SubElement(made, f"default-{name}-type", {"code": code})
    _add_transaction(made, article, record, lexicon)
    _add_link(made, article)
    return made


def _is_emergency(record: GrantRecord) -> bool:
    return record.sector is not None and record.sector.code == codes.EMERGENCY


def _title(record: GrantRecord) -> str:
    if record.title or record.purpose:
        return record.title or record.purpose or ""
    who = ", ".join(party.name for party in record.donors) or "an unnamed donor"
    where = ", ".join(party.name for party in record.recipients) or ", ".join(record.recipient_countries)
    return f"{record.flow_type.replace('_', ' ').capitalize()} from {who}" + (f" to {where}" if where else "")


def _provenance(article: Article, record: GrantRecord) -> str:
    """Say what the activity was read from, in the article's own words where the record has them."""
    about = [
        article.source,
        article.title and f"“{article.title}”",
        article.published and article.published.isoformat(),
    ]
    place = ", ".join(part for part in about if part) or f"article {article.id}"
    quoted = " … ".join(dict.fromkeys(span.text for span in record.evidence if span.slot == "record"))
    words = f": {quoted[:_MOST_QUOTED]}" if quoted else "."
    doubts = "".join(f" Doubt: {note}." for note in record.notes)
    doubts += f" The sum is {sum_}." if (sum_ := sums.unwritable(record)) else ""
    sure = f" Confidence {record.confidence:.2f}." if record.confidence else ""
    return f"Read by a program from news ({place}), not reported by the donor{words}{doubts}{sure}"


def _about(party: Party, lexicon: Lexicon) -> dict[str, str]:
    """Give an organisation's identifier, where the tables have one for that name alone, and its type."""
    known = donors_by_name(lexicon).get(party.name, ())
    ref = known[0].iati if len(known) == 1 and party.name not in known[0].ambiguous else None
    kind = codes.ORGANISATION.get(party.kind) if party.kind else None
    return {name: value for name, value in (("ref", ref), ("type", kind)) if value}


def _dates(record: GrantRecord, published: datetime.date | None) -> Iterator[tuple[str, Day]]:
    """Give start and end; what has no start told begins on the day it was agreed or announced."""
    told = record.dates
    first = next(day(date) for role in ("start", "agreed", "announced", "end") if (date := getattr(told, role)))
    is_begun = record.status in ("implementation", "completion") and not _is_to_come(first, published)
    yield (codes.ACTUAL_START if is_begun else codes.PLANNED_START), first
    if told.end and (end := day(told.end)).day >= first.day:
        is_over = record.status == "completion" and not _is_to_come(end, published)
        yield (codes.ACTUAL_END if is_over else codes.PLANNED_END), end


def _is_to_come(when: Day, published: datetime.date | None) -> bool:
    """Whether a day lies behind that of the article, and so can't be one on which something has happened."""
    return published is not None and when.day > published.isoformat()


def _add_places(made: Element, record: GrantRecord) -> None:
    countries = list(dict.fromkeys(record.recipient_countries))
    for country, share in zip(countries, _shares(len(countries)), strict=True):
        element = SubElement(made, "recipient-country", {"code": country})
        if len(countries) > 1:  # the standard asks for shares, and the article tells none
            element.set("percentage", share)
            _narrate(element, f"Share assumed: one of {len(countries)} countries, whose shares are not told")
    if not countries:
        SubElement(made, "recipient-region", {"vocabulary": "1", "code": codes.UNSPECIFIED})
    for location in record.locations:
        element = SubElement(made, "location")
        _narrate(SubElement(element, "name"), location.name)


def _shares(count: int) -> list[str]:
    """Divide a hundred so that it adds up exactly.

    >>> _shares(3)
    ['33.34', '33.33', '33.33']
    """
    if not count:
        return []
    share = (Decimal(100) / count).quantize(Decimal("0.01"), "ROUND_DOWN")
    return [str(100 - share * (count - 1)), *[str(share)] * (count - 1)]


def _booked(article: Article, record: GrantRecord) -> Day:
    """Give the day of a transaction, which must be past: the first told that is, else the article's own."""
    told = [day(date) for role in _ROLES if (date := getattr(record.dates, role))]
    past = next((when for when in told if not _is_to_come(when, article.published)), None)
    if past is not None or article.published is None:
        return past or told[0]
    return Day(
        article.published.isoformat(), f"The day of the article: all that it dates, {told[0].day} first, is to come"
    )


def _add_transaction(made: Element, article: Article, record: GrantRecord, lexicon: Lexicon) -> None:
    """Add the sum. What only adds up or announces other activities has none, or sums would count twice."""
    money = sums.writable(record)
    if money is None or record.amount is None or record.level != "activity":
        return
    when = _booked(article, record)
    element = SubElement(made, "transaction")
    SubElement(element, "transaction-type", {"code": codes.TRANSACTION[record.status]})
    SubElement(element, "transaction-date", {"iso-date": when.day})
    value = SubElement(element, "value", {"currency": money.currency, "value-date": when.day})
    value.text = money.value
    qualifier = record.amount.qualifier
    remarks = [] if qualifier == "exact" else [f"The article says {qualifier.replace('_', ' ')}"]
    remarks += [money.remark] if money.remark else []
    others = [other for other in record.equivalents if (other.value, other.currency) != (money.value, money.currency)]
    remarks += [f"Also told as {other.value} {other.currency}" for other in others]
    remarks += [when.remark] if when.remark else []
    if remarks:
        _narrate(SubElement(element, "description"), ". ".join(remarks))
    for name, parties in (("provider-org", record.donors), ("receiver-org", record.recipients)):
        if len(parties) == 1:
            _narrate(SubElement(element, name, _about(parties[0], lexicon)), parties[0].name)


def _add_link(made: Element, article: Article) -> None:
    if not article.url or not re.match(r"https?://[^/\s]", article.url, re.I):
        return
    address = quote(_written(article.url), safe="%/:?#[]@!$&'()*+,;=~")
    link = SubElement(made, "document-link", {"url": address, "format": "text/html"})
    _narrate(SubElement(link, "title"), article.title or article.id)
    SubElement(link, "category", {"code": codes.WEB_PAGE})
    SubElement(link, "language", {"code": "en"})
    if article.published:
        SubElement(link, "document-date", {"iso-date": article.published.isoformat()})


def _narrate(element: Element, text: str) -> None:
    SubElement(element, "narrative").text = _written(text)


def _written(text: str) -> str:
    return _UNWRITABLE.sub("\N{REPLACEMENT CHARACTER}", text)
