"""The chance that a record is usable as it stands: a logistic model of how much of it its own sentence tells."""

import math
from collections.abc import Iterable, Mapping, Sequence

from extractor.lexicon import Lexicon
from extractor.lexicon.confidence import weights
from extractor.model import GrantRecord, Span

ALWAYS = "always"  # what every record has
MOST_TOLD = 4  # records that one sentence tells, at most, as far as they count


def features(record: GrantRecord, records: Sequence[GrantRecord]) -> dict[str, float]:
    """Give what speaks for a record, each from 0 to 1; `records` are all of its article.

    The signs are those of the table `confidence`, explained there.
    """
    dates = record.dates
    exact = record.amount is not None and record.amount.qualifier == "exact"
    told = sum(other.amount is not None and _sentence(other) == _sentence(record) for other in records)
    return {
        ALWAYS: 1.0,
        "agreed": float(dates.agreed is not None),
        "exact_sum": float(exact),
        "own_donor": float(_in_sentence(record, (e for party in record.donors for e in party.evidence))),
        "own_recipient": float(_in_sentence(record, (e for party in record.recipients for e in party.evidence))),
        "donor_state": float(any(party.country for party in record.donors)),
        "one_country": float(len(record.recipient_countries) == 1),
        "title": float(record.title is not None),
        "goods": float(bool(record.equipment)),
        "people": float(bool(record.people)),
        "status_told": float(any(e.slot == "status" for e in record.evidence)),
        "activity": float(record.level == "activity"),
        "sums_beside": min(told, MOST_TOLD) / MOST_TOLD if record.amount is not None else 0.0,
    }


def parts(found: Mapping[str, float], lexicon: Lexicon) -> dict[str, float]:
    """Give what each sign adds to the logarithm of the odds."""
    table = weights(lexicon)
    return {sign: table.get(sign, 0.0) * value for sign, value in found.items()}


def confidence(record: GrantRecord, records: Sequence[GrantRecord], lexicon: Lexicon) -> float:
    """Give the chance, to two digits, that sum, donors, countries, year, flow type and level are all right."""
    score = sum(parts(features(record, records), lexicon).values())
    return round(1 / (1 + math.exp(-score)), 2)


def _sentence(record: GrantRecord) -> tuple[int, int] | None:
    """Give the place of the sentence that tells a record."""
    return next(((e.start, e.end) for e in record.evidence if e.slot == "record"), None)


def _in_sentence(record: GrantRecord, spans: Iterable[Span]) -> bool:
    sentence = _sentence(record)
    return sentence is not None and any(sentence[0] <= e.start < sentence[1] for e in spans)
