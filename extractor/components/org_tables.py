"""Organisations that the tables know: donors, companies, and names that stand alone ("Treasury", "Red Cross")."""

import re
from collections.abc import Iterator

from extractor.components.org_scene import Scene, named
from extractor.lexicon.donors import (
    Donor,
    alone_names,
    companies_by_name,
    company_names,
    donor_names,
    donors_by_name,
    heads,
    org_words,
)
from extractor.lexicon.match import Hit
from extractor.model import Finding
from extractor.values import name as names
from extractor.values import place

# "GEF-8" is the eighth replenishment of a fund, "PLN 9 million" a sum, "doses of AstraZeneca" goods.
_NUMBERED = re.compile(r"-\d|\s\d[\d.,]*")
_MAKE = re.compile(r"-(?:based|class|made|type|brand|branded)\b")  # "KAMAZ-based polyclinics"
_DOSES = re.compile(r"\b(?:doses|vials|courses|tablets) of $")
# A society's branch bears the name of its country: "Caritas Czech Republic".
_BRANCHES = frozenset({"ngo"})
_REACH = 12
# "the Minister of Finance and Treasury" heads a ministry; what is named is no treasury.
_OFFICE = re.compile(r"\b[Mm]inister (?:of|for) [\w, ]{0,40}$")
_WINDOW = 60


def donors(at: Scene) -> Iterator[Finding]:
    """Find the donors of the table; one of several that share an acronym only where something tells it."""
    text = at.text
    table = donors_by_name(at.lexicon)
    for hit in donor_names(at.lexicon).find(text):
        rows = table[hit.name]
        spelled = at.known.acronyms.get(hit.name)
        if _NUMBERED.match(text, hit.end) and text[hit.end] == "-":
            continue
        if spelled is not None:
            rows = tuple(row for row in rows if any(names.same(spelled, n) for n in (row.name, *row.aliases)))
        elif len(rows) > 1 or hit.name in rows[0].ambiguous:
            rows = _told(at, rows, hit)
        if rows:
            start = hit.start + 4 if hit.name.startswith("The ") and hit.name[4:] in table else hit.start
            yield _donor(at, rows[0], start, hit.end, spelled)


def _donor(at: Scene, row: Donor, start: int, end: int, spelled: str | None) -> Finding:
    detail = {"country": row.country or "", "kind": row.kind, "payer": "yes" if row.payer else "no"}
    branch = _branch(at, end) if row.kind in _BRANCHES else None
    if branch is not None:
        return named(at, start, branch.end, "org:donor", {**detail, "country": branch.value})
    value = spelled or at.text[start:end]
    return Finding(start, end, "ORG", value, "org:donor", {**detail, "donor": row.name})


def _branch(at: Scene, end: int) -> Finding | None:
    """Give the state whose name goes on with that of a society: "Caritas *Czech Republic*"."""
    states = (p for p in at.places if p.start == end + 1 and at.text[end] == " ")
    return next((p for p in states if p.label == "PLACE" and p.detail["level"] == "country"), None)


def _told(at: Scene, rows: tuple[Donor, ...], hit: Hit) -> tuple[Donor, ...]:
    """Choose the donor of an ambiguous name: spelled out in the article, of the nearest state, or not doubtful here."""
    spelled = tuple(row for row in rows if _spelled(at, row, hit.name))
    if spelled:
        return spelled
    if place.country_of(hit.name) is not None:
        return ()  # "DRC" is a state before it is a council
    for near_by in sorted(at.places, key=lambda p: abs(p.start - hit.start)):
        near = tuple(row for row in rows if row.country is not None and row.country == near_by.value)
        if near:
            return near
    return tuple(row for row in rows if hit.name not in row.ambiguous)


def _spelled(at: Scene, row: Donor, acronym: str) -> bool:
    """Whether the article names a donor by another name, and one that is not ambiguous."""
    fullest = at.known.fullest.get(row.name)
    if fullest is not None and fullest.lower() not in {name.lower() for name in (acronym, *row.ambiguous)}:
        return True
    return any(n in at.text for n in (row.name, *row.aliases) if n not in row.ambiguous)


def companies(at: Scene) -> Iterator[Finding]:
    """Find the companies of the table; a doubtful name only where the model takes it for an organisation."""
    text = at.text
    table = companies_by_name(at.lexicon)
    model = {e.start_char for e in at.ents if e.label_ == "ORG"}
    for hit in company_names(at.lexicon).find(text):
        row, spelled = table[hit.name], at.known.acronyms.get(hit.name)
        if spelled is not None and not any(names.same(spelled, n) for n in (row.name, *row.aliases)):
            continue
        if spelled is None and hit.name in row.ambiguous and hit.start not in model:
            continue
        sum_of_money = place.is_currency_code(hit.name, lexicon=at.lexicon) and _NUMBERED.match(text, hit.end)
        if sum_of_money or _MAKE.match(text, hit.end) or _DOSES.search(text[max(0, hit.start - _REACH) : hit.start]):
            continue
        detail = {"country": row.country or "", "kind": "company"}
        yield Finding(hit.start, hit.end, "ORG", spelled or text[hit.start : hit.end], "org:company", detail)


def alone(at: Scene) -> Iterator[Finding]:
    """Find the names that say by themselves what body is meant: "told Congress", "the Treasury", "the Red Cross"."""
    text = at.text
    kinds = heads(at.lexicon)
    for hit in alone_names(at.lexicon).find(text):
        after = re.match(r"\s([^\W\d_]+)", text[hit.end : hit.end + 40])
        goes_on = after is not None and (after[1] in kinds or after[1].lower() in org_words(at.lexicon, "title"))
        before = re.search(r"([^\W\d_]+) $", text[max(0, hit.start - 40) : hit.start])
        run = before is not None and before[1][0].isupper() and not _opens(at, hit.start - len(before[1]) - 1)
        if (
            goes_on
            or run
            or text[hit.start : hit.end] != hit.name
            or _OFFICE.search(text[max(0, hit.start - _WINDOW) : hit.start])
        ):
            continue
        head = hit.name.rsplit(" ", 1)[-1]
        kind: str = kinds.get(hit.name) or kinds.get(head, "government")
        yield named(at, hit.start, hit.end, "org:alone", {"kind": kind, "head": head.lower()})


def _opens(at: Scene, start: int) -> bool:
    """Whether a word opens a sentence or is a word of grammar: "*The* Treasury", "*Under* Treasury rules"."""
    span = at.doc.char_span(start, start + 1, alignment_mode="expand")
    return span is not None and (span[0].is_stop or span[0].pos_ in {"ADP", "DET", "ADV", "VERB", "SCONJ", "PRON"})
