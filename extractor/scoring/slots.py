"""The slots of a record and how each is judged, on normalised values.

A slot with one value is correct, incorrect or partial where both records have one, else missing or spurious. A slot
with a list counts its items: paired one to one, correct or partial; the rest missing or spurious. Where neither record
has a value nothing is counted. `exact` is the absence of a qualifier, so an amount's qualifier counts only where
someone gives another one. Not scored: record_id, countable, notes, evidence, confidence, fields we don't know.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy
from scipy.optimize import linear_sum_assignment

from extractor.model import GrantRecord, Money
from extractor.scoring import compare
from extractor.scoring.counts import Counts, Verdict


class Outcome(NamedTuple):
    """One item judged: which slot, how, and the two values (None where there was none)."""

    slot: str
    verdict: Verdict
    gold: Any
    found: Any


class _Single(NamedTuple):
    get: Callable[[GrantRecord], Any]
    judge: Callable[[Any, Any], Verdict]


class _Many(NamedTuple):
    get: Callable[[GrantRecord], Sequence[Any]]
    judge: Callable[[Any, Any], Verdict | None]


def _equal(gold: Any, found: Any) -> Verdict:
    return "correct" if gold == found else "incorrect"


def _same(gold: Any, found: Any) -> Verdict | None:
    return "correct" if gold == found else None


def _given(name: str) -> Callable[[GrantRecord], Any]:
    """Read a field that every record must have; another system's record may lack it (see `lenient`)."""
    return lambda record: getattr(record, name) if name in record.model_fields_set else None


def _tellings(record: GrantRecord) -> tuple[Any, ...] | None:
    if record.amount is None:
        return None
    return tuple(compare.sum_key(money) for money in (record.amount, *record.equivalents))


def _amount(gold: Sequence[Any], found: Sequence[Any]) -> Verdict:
    """Compare number and currency; the same sum told in another currency of the article is partial."""
    if gold[0] == found[0]:
        return "correct"
    return "partial" if gold[0] in found or found[0] in gold else "incorrect"


def _qualifier(record: GrantRecord) -> str | None:
    return record.amount.qualifier if record.amount and record.amount.qualifier != "exact" else None


def _date(role: str) -> Callable[[GrantRecord], str | None]:
    def get(record: GrantRecord) -> str | None:
        told = getattr(record.dates, role)
        return told.value if told else None

    return get


def _term(name: str) -> Callable[[GrantRecord], Any]:
    return lambda record: getattr(record.loan_terms, name) if record.loan_terms else None


def _equivalents(record: GrantRecord) -> list[Any]:
    return [compare.sum_key(money) for money in record.equivalents]


DATES = ("dates.agreed", "dates.announced", "dates.start", "dates.end")
PARTIES = ("donors", "implementers", "recipients")
JUDGED = ("level", "flow_type", "in_kind", "status", "sector")

_SINGLES: dict[str, _Single] = {
    "level": _Single(lambda record: record.level, _equal),
    "flow_type": _Single(_given("flow_type"), _equal),
    "in_kind": _Single(lambda record: record.in_kind, _equal),
    "status": _Single(_given("status"), _equal),
    "title": _Single(lambda record: record.title, compare.text),
    "programme": _Single(lambda record: record.programme, compare.programme),
    "purpose": _Single(lambda record: record.purpose, compare.text),
    "amount": _Single(_tellings, _amount),
    "qualifier": _Single(_qualifier, _equal),
    **{slot: _Single(_date(slot.removeprefix("dates.")), compare.date) for slot in DATES},
    "sector": _Single(lambda record: record.sector.code if record.sector else None, _equal),
    **{
        f"loan_terms.{name}": _Single(_term(name), _equal)
        for name in ("interest_rate", "maturity_years", "grace_years", "concessional")
    },
}
_MANY: dict[str, _Many] = {
    "equivalents": _Many(_equivalents, _same),
    "donors": _Many(lambda record: record.donors, compare.party),
    "implementers": _Many(lambda record: record.implementers, compare.party),
    "recipients": _Many(lambda record: record.recipients, compare.party),
    "recipient_countries": _Many(lambda record: sorted(set(record.recipient_countries)), _same),
    "locations": _Many(lambda record: record.locations, compare.location),
    "equipment": _Many(lambda record: record.equipment, compare.equipment),
    "people": _Many(lambda record: record.people, compare.person),
}
SLOTS: tuple[str, ...] = (*_SINGLES, *_MANY)

Filled = Mapping[str, Sequence[Any]]
"""The slots that a record has values in."""


def values(record: GrantRecord, slot: str) -> list[Any]:
    """Give what a record has in a slot, as a list."""
    if slot in _MANY:
        return list(_MANY[slot].get(record))
    value = _SINGLES[slot].get(record)
    return [] if value is None or value == "" else [value]


def judge(slot: str, gold: Any, found: Any) -> Verdict | None:
    """Compare two values of a slot; None and "incorrect" both say that they differ."""
    return (_SINGLES.get(slot) or _MANY[slot]).judge(gold, found)


def filled(record: GrantRecord | None) -> Filled:
    """Give the slots that a record has values in; none for no record."""
    return {slot: told for slot in SLOTS if (told := values(record, slot))} if record is not None else {}


def shared(gold: Filled, found: Filled) -> list[Outcome]:
    """Judge the slots that both records have values in: all that pairing needs to know."""
    judged: list[Outcome] = []
    for slot, told in gold.items():
        if read := found.get(slot):
            if slot in _SINGLES:
                judged.append(Outcome(slot, _SINGLES[slot].judge(told[0], read[0]), told[0], read[0]))
            else:
                judged += _items(slot, told, read)
    return judged


def outcomes(gold: Filled, found: Filled) -> list[Outcome]:
    """Judge every slot of a pair; {} for a record that has no partner."""
    judged = shared(gold, found)
    judged += [Outcome(slot, "missing", item, None) for slot in gold if slot not in found for item in gold[slot]]
    judged += [Outcome(slot, "spurious", None, item) for slot in found if slot not in gold for item in found[slot]]
    return judged


def _items(slot: str, gold: Sequence[Any], found: Sequence[Any]) -> list[Outcome]:
    paired = pair_items(gold, found, _MANY[slot].judge)
    judged = [Outcome(slot, verdict, gold[i], found[j]) for i, j, verdict in paired]
    taken, used = {i for i, _, _ in paired}, {j for _, j, _ in paired}
    judged += [Outcome(slot, "missing", item, None) for i, item in enumerate(gold) if i not in taken]
    judged += [Outcome(slot, "spurious", None, item) for j, item in enumerate(found) if j not in used]
    return judged


def pair_items(
    gold: Sequence[Any], found: Sequence[Any], same: Callable[[Any, Any], Verdict | None]
) -> list[tuple[int, int, Verdict]]:
    """Pair two lists one to one so that the most items are correct, then the most partial."""
    verdicts = {(i, j): same(a, b) for i, a in enumerate(gold) for j, b in enumerate(found)}
    matching = [(i, j, verdict) for (i, j), verdict in verdicts.items() if verdict]
    if len(matching) < 2:  # the usual case: one donor, one country
        return matching
    # A correct pair outweighs any number of partial ones, so that the counts don't depend on the lists' order.
    most = min(len(gold), len(found)) + 1
    gain = numpy.zeros((len(gold), len(found)))
    for (i, j), verdict in verdicts.items():
        gain[i, j] = {"correct": most, "partial": 1}.get(verdict or "", 0)
    rows, columns = linear_sum_assignment(gain, maximize=True)
    chosen = [(int(i), int(j)) for i, j in zip(rows, columns, strict=True)]
    return [(i, j, verdict) for i, j in chosen if (verdict := verdicts[i, j])]


def tally(judged: Sequence[Outcome]) -> dict[str, Counts]:
    """Count outcomes by slot."""
    by_slot: dict[str, list[Verdict]] = {}
    for outcome in judged:
        by_slot.setdefault(outcome.slot, []).append(outcome.verdict)
    return {slot: Counts.of(verdicts) for slot, verdicts in by_slot.items()}


def year(record: GrantRecord) -> str | None:
    """Give the year an analyst would book the flow in: of agreed, announced, start, end, the first that is known."""
    for slot in DATES:
        for value in values(record, slot):
            return str(value)[:4]
    return None


def is_usable(gold: GrantRecord, found: GrantRecord) -> bool:
    """Tell whether an analyst could take the found record as it stands.

    Right must be: amount with its currency, donors (each by country or name, none too many), recipient countries,
    year, flow type and level. Both null is right.
    """
    return (
        _key(gold.amount) == _key(found.amount)
        and _same_donors(gold, found)
        and set(gold.recipient_countries) == set(found.recipient_countries)
        and year(gold) == year(found)
        and values(gold, "flow_type") == values(found, "flow_type")
        and gold.level == found.level
    )


def _key(money: Money | None) -> Any:
    return compare.sum_key(money) if money else None


def _same_donors(gold: GrantRecord, found: GrantRecord) -> bool:
    def covered(these: GrantRecord, those: GrantRecord) -> bool:
        return all(
            any((a.country and a.country == b.country) or compare.same_party(a, b) for b in those.donors)
            for a in these.donors
        )

    return covered(gold, found) and covered(found, gold)
