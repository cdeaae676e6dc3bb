"""Records for a terminal: each value with the words it was read from."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from extractor.cli.terminal import neutral
from extractor.model import Article, Equipment, GrantRecord, LoanTerms, Location, Money, Party, Person, Span

_WIDEST = 100  # lines longer than this are hard to read, however wide the window
_NARROW = 80  # when the width is not known
_LABELS = 12
_QUIET = "dim"
_MOST_WORDS = 160  # characters of evidence shown; the sentences that judgements rest on are long

_QUALIFIERS = {
    "exact": "",
    "about": "about ",
    "up_to": "up to ",
    "at_least": "at least ",
    "more_than": "more than ",
    "less_than": "less than ",
}


class Line(NamedTuple):
    """A value of a record, and the spans that it was read from."""

    label: str
    value: str
    spans: Iterable[Span] = ()


def console() -> Console:
    """Make a console on standard output that prints what it is given, and nothing cleverer."""
    found = Console(highlight=False, markup=False, emoji=False)
    return Console(
        width=min(found.width, _WIDEST) if found.is_terminal else _NARROW, highlight=False, markup=False, emoji=False
    )


def text(console: Console, shown: RenderableType) -> str:
    """Give what a console would print, without the blanks that a table fills its lines with."""
    with console.capture() as printed:
        console.print(shown)
    return "\n".join(line.rstrip() for line in printed.get().splitlines())


def article(shown: Article, records: list[GrantRecord], *, verbose: bool = False) -> RenderableType:
    """Lay out an article's records under its title."""
    about = [shown.id, shown.published.isoformat() if shown.published else "no date", shown.source, shown.url]
    parts: list[RenderableType] = [Text(neutral(" · ".join(filter(None, about))), style=_QUIET)]
    if shown.title:
        parts.append(Text(_one_line(shown.title), style="bold"))
    parts.append(Text(f"{len(records) or 'no'} record{'' if len(records) == 1 else 's'}"))
    for number, record in enumerate(records, 1):
        parts += [Text(), _record(record, number, verbose=verbose)]
    return Group(*parts)


def _record(record: GrantRecord, number: int, *, verbose: bool) -> RenderableType:
    grid = Table.grid(padding=(0, 1), expand=False)
    grid.add_column(width=_LABELS, no_wrap=True)
    grid.add_column(overflow="fold")
    head = f"{record.flow_type.replace('_', ' ')}, {record.status}, {record.level}"
    counted = "countable" if record.countable else "not countable"
    grid.add_row(Text(f"{number}.", style="bold"), Text(f"{head}; {counted}; {record.confidence:.2f}", style="bold"))
    before = ""
    for line in _lines(record):
        label = "" if line.label == before else line.label
        before = line.label
        grid.add_row(Text(label), Text(_one_line(line.value)))
        for words in _words(line.spans, verbose=verbose):
            grid.add_row("", Text(words, style=_QUIET))
    if verbose:
        grid.add_row(Text("record id"), Text(neutral(record.record_id or "")))
    return grid


def _lines(record: GrantRecord) -> Iterator[Line]:
    """Give a record's values in the order in which a person asks for them."""
    own = {slot: [span for span in record.evidence if span.slot == slot] for slot in {s.slot for s in record.evidence}}
    for label in ("title", "purpose"):
        if value := getattr(record, label):
            yield Line(label, value, own.pop(label, ()))
    if record.amount:
        yield Line("amount", _money(record.amount), record.amount.evidence)
    yield from (Line("also", _money(money), money.evidence) for money in record.equivalents)
    for label, parties in (
        ("donor", record.donors),
        ("implementer", record.implementers),
        ("recipient", record.recipients),
    ):
        yield from (Line(label, _party(party), party.evidence) for party in parties)
    if record.recipient_countries:
        yield Line("countries", ", ".join(record.recipient_countries), own.pop("recipient_countries", ()))
    yield from (Line("place", _party(place), place.evidence) for place in record.locations)
    for label in ("agreed", "announced", "start", "end"):
        if date := getattr(record.dates, label):
            yield Line(label, date.value, date.evidence)
    if record.programme:
        code = f" ({record.programme.code})" if record.programme.code else ""
        yield Line("programme", f"{record.programme.name}{code}", record.programme.evidence)
    yield from (Line("equipment", _goods(goods), goods.evidence) for goods in record.equipment)
    if record.sector:
        yield Line("sector", f"{record.sector.code} {record.sector.name}", own.pop("sector", ()))
    yield from (Line("person", _person(person), person.evidence) for person in record.people)
    if record.loan_terms:
        yield Line("loan", _terms(record.loan_terms), record.loan_terms.evidence)
    for label in ("flow_type", "status", "level", "in_kind"):
        value = getattr(record, label)
        shown = ("yes" if value else "no") if isinstance(value, bool) else value.replace("_", " ")
        if spans := own.pop(label, None):
            yield Line(label.replace("_", " "), shown, spans)
    yield from (Line(slot.replace("_", " "), "", spans) for slot, spans in own.items())
    yield from (Line("note", note) for note in record.notes)


def _words(spans: Iterable[Span], *, verbose: bool) -> Iterator[str]:
    said: set[str] = set()
    for span in spans:
        words = _one_line(span.text)
        if len(words) > _MOST_WORDS:
            words = f"{words[:_MOST_WORDS].rstrip()} …"
        where = f"  {span.start}–{span.end}  {neutral(span.rule)}" if verbose else ""
        if (line := f"“{words}”{where}") not in said:
            said.add(line)
            yield line


def _money(money: Money) -> str:
    return f"{_QUALIFIERS[money.qualifier]}{Decimal(money.value):,f} {money.currency}"


def _party(party: Party | Location) -> str:
    known = [party.country, getattr(party, "kind", None)]
    beside = ", ".join(part for part in known if part)
    return f"{party.name} ({beside})" if beside else party.name


def _goods(goods: Equipment) -> str:
    count = "" if goods.quantity is None else f"{goods.quantity:,} "
    return f"{count}{goods.unit + ' of ' if goods.unit else '× ' if count else ''}{goods.description}"


def _person(person: Person) -> str:
    return ", ".join(part for part in (person.name, person.role, person.organisation, person.side) if part)


def _terms(terms: LoanTerms) -> str:
    said = [
        "" if terms.interest_rate is None else f"{terms.interest_rate:g} % interest",
        "" if terms.maturity_years is None else f"{terms.maturity_years:g} years",
        "" if terms.grace_years is None else f"{terms.grace_years:g} years' grace",
        "" if terms.concessional is None else "concessional" if terms.concessional else "not concessional",
    ]
    return ", ".join(filter(None, said)) or "terms not told"


def _one_line(text: str) -> str:
    return neutral(" ".join(text.split()))
