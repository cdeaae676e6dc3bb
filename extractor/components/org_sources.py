"""Where names of organisations come from: each source gives findings for one doc, knowing what was found before it."""

import re
from collections.abc import Iterator, Mapping
from functools import partial
from typing import NamedTuple

from spacy.tokens import Doc, Span

from extractor.components.org_grammar import Grammar
from extractor.lexicon import Lexicon
from extractor.lexicon.donors import (
    Donor,
    companies_by_name,
    company_names,
    donor_names,
    donors_by_name,
    heads,
    org_words,
    programme_names,
)
from extractor.lexicon.match import Hit
from extractor.model import Finding
from extractor.values import name as names
from extractor.values import place

_CURRENCY_WORDS = frozenset({"USD", "RMB", "CNY", "EUR", "JPY", "GBP", "Yuan", "Dollars", "Leones", "Rupees", "LIBOR"})
_NO_NAME = frozenset('$€£%"“”#_„()/')
_SMALL = frozenset({"of", "for", "and", "the", "de", "du", "la", "al", "bin"})
# "the state power company Senelec", "Chinese contractor Sinohydro": what follows the noun is the name.
_APPOSED = re.compile(
    r"\b(?:company|firm|contractor|operator|manufacturer|giant|utility|conglomerate|subsidiary|corporation|group|NGO|charity|nonprofit|"
    r"organi[sz]ation|developer|supplier|bank|enterprise|consultancy|carrier|producer|maker) "
    r"(?P<name>[^\W\d_a-z][\w&-]*(?: (?:[^\W\d_a-z][\w&.-]*|&|and [^\W\d_a-z][\w&-]*))*)"
)
_OWN = (
    r"(?:'s|’s)?(?: (?:federal|central|local|provincial|regional|national|state|transitional|military|interim|royal))?"
)
_GOVERNED = re.compile(
    r"\b(?:(?:[Rr]oyal|[Ff]ederal|[Rr]evolutionary|[Tt]ransitional) )?"
    r"(?:[Gg]overnments?|[Ee]mbassy|[Pp]arliament|[Aa]rmy|[Cc]onsulate|[Hh]igh [Cc]ommission) "
    r"of (?:the )?(?:[A-Z]\w+ of (?:the )?)?$"
)
_WINDOW = 60


class Scene(NamedTuple):
    """What a source may look at: the doc, its places, the organisations found before."""

    doc: Doc
    places: list[Finding]
    found: list[Finding]
    lexicon: Lexicon


def donors(at: Scene) -> Iterator[Finding]:
    """Find the donors of the table; one of several that share an acronym only where something tells it."""
    doc, places, _, lexicon = at
    table = donors_by_name(lexicon)
    known: dict[str, str] = doc.user_data.get("acronyms") or {}
    for hit in donor_names(lexicon).find(doc.text):
        rows = table[hit.name]
        spelled = known.get(hit.name)
        if spelled is not None:
            rows = tuple(row for row in rows if any(names.same(spelled, n) for n in (row.name, *row.aliases)))
        elif len(rows) > 1 or hit.name in rows[0].ambiguous:
            rows = _told(doc, rows, hit, places)
        if rows:
            row, value = rows[0], spelled or doc.text[hit.start : hit.end]
            detail = {
                "donor": row.name,
                "country": row.country or "",
                "kind": row.kind,
                "payer": "yes" if row.payer else "no",
            }
            yield Finding(hit.start, hit.end, "ORG", value, "org:donor", detail)


def _told(doc: Doc, rows: tuple[Donor, ...], hit: Hit, places: list[Finding]) -> tuple[Donor, ...]:
    """Choose the donor of an ambiguous name: spelled out here, of the nearest state, or where it is not doubtful."""
    spelled = tuple(
        row for row in rows if any(n in doc.text for n in (row.name, *row.aliases) if n not in row.ambiguous)
    )
    if spelled:
        return spelled
    if place.country_of(hit.name) is not None:
        return ()  # "DRC" is a state before it is a council
    for near_by in sorted(places, key=lambda p: abs(p.start - hit.start)):
        near = tuple(row for row in rows if row.country is not None and row.country == near_by.value)
        if near:
            return near
    return tuple(row for row in rows if hit.name not in row.ambiguous)


def companies(at: Scene) -> Iterator[Finding]:
    """Find the companies of the table; a doubtful name only where the model takes it for an organisation."""
    doc, _, _, lexicon = at
    table = companies_by_name(lexicon)
    known: dict[str, str] = doc.user_data.get("acronyms") or {}
    model = {e.start_char for e in doc.ents if e.label_ == "ORG"}
    for hit in company_names(lexicon).find(doc.text):
        row, spelled = table[hit.name], known.get(hit.name)
        if spelled is not None and not any(names.same(spelled, n) for n in (row.name, *row.aliases)):
            continue
        if spelled is None and hit.name in row.ambiguous and hit.start not in model:
            continue
        value = spelled or doc.text[hit.start : hit.end]
        yield Finding(
            hit.start, hit.end, "ORG", value, "org:company", {"country": row.country or "", "kind": "company"}
        )


def governments(at: Scene) -> Iterator[Finding]:
    """Find "the Japanese government", "Nepal's parliament", "the government of Chad", "the Chinese embassy"."""
    doc, places, _, lexicon = at
    text = doc.text
    kinds = {head: kind for head, kind in heads(lexicon).items() if head.islower()}
    nouns = "|".join(sorted(map(re.escape, kinds), key=len, reverse=True))
    after = re.compile(rf"{_OWN} (?P<head>{nouns})\b(?! of (?:the )?[A-Z])", re.I)
    for owner in places:
        if owner.detail.get("level") not in {"country", "demonym"} or len(owner.value) != 2:
            continue
        detail = {"kind": "government", "country": owner.value}
        match = after.match(text, owner.end)
        if match is not None:
            head = match["head"].lower()
            yield _named(doc, owner.start, match.end(), "org:government", {**detail, "kind": kinds[head], "head": head})
        start = max(0, owner.start - _WINDOW)
        before = _GOVERNED.search(text[start : owner.start])
        if before is not None and owner.label == "PLACE":
            head = before.group().split(" of ")[0].rsplit(" ", 1)[-1].lower()
            yield _named(doc, start + before.start(), owner.end, "org:government", {**detail, "head": head})


def names_by_grammar(at: Scene) -> Iterator[Finding]:
    """Find names by their head noun ("Dushanbe No. 14 Health Center")."""
    doc, places, found, lexicon = at
    kinds = heads(lexicon)
    stops = [(f.start, f.end) for f in found]
    stops += [(e.start_char, e.end_char) for e in doc.ents if e.label_ == "PERSON" and not _has_head(e.text, kinds)]
    known_places = [(p.start, p.end) for p in places if p.rule not in {"place:model", "place:noun"}]
    schemes = [(hit.start, hit.end) for hit in programme_names(lexicon).find(doc.text)]
    for named in Grammar(
        doc.text, kinds, stops=stops, places=known_places, dull=_dull(doc), words=partial(org_words, lexicon)
    ).names():
        text = doc.text[named.start : named.end]
        if is_title(doc.text, named.start, named.end, lexicon, head=named.head) or _crosses(
            named.start, named.end, schemes
        ):
            continue
        if not _says_something(text, named.head, lexicon) or any(
            s <= named.start and named.end <= e for s, e in known_places
        ):
            continue
        kind: str = kinds[named.head]
        regions = [p for p in places if named.start <= p.start and p.end <= named.end and p.detail["level"] == "region"]
        if regions and kind in {"government", "agency", "bank"}:
            kind = "multilateral"  # "Lake Chad Basin Commission"
        yield Finding(named.start, named.end, "ORG", text, "org:name", {"kind": kind, "head": named.head.lower()})


def _crosses(start: int, end: int, spans: list[tuple[int, int]]) -> bool:
    return any(s < end and start < e for s, e in spans)


def _has_head(text: str, kinds: Mapping[str, str]) -> bool:
    return any(word in kinds for word in text.split())


def _dull(doc: Doc) -> set[int]:
    """Give the starts of sentences' first words that name nothing ("Meanwhile", "Under", "Local")."""
    dull = {"ADP", "ADV", "DET", "SCONJ", "CCONJ", "PRON", "VERB", "AUX", "INTJ", "PART"}
    return {
        token.idx
        for token in doc
        if token.text[0].isupper() and (token.pos_ in dull or token.is_stop) and not token.text.isupper()
    }


def _says_something(text: str, head: str, lexicon: Lexicon) -> bool:
    """Whether a name is more than a head and words that any such body bears: not "Co. Ltd", "General Hospital"."""
    rest = [word.strip(".,&") for word in text.replace(head, "", 1).split()]
    return any(word not in org_words(lexicon, "common") for word in rest)


def is_title(text: str, start: int, end: int, lexicon: Lexicon, *, head: str = "") -> bool:
    """Whether a run of words is the title of a project, an agreement or an event, or goes on as one.

    "Health Center Upgrade Project" is one; "Ministry of Health" is none, nor what `head` governs ("Ministry of Culture").
    """
    last = text[start:end].rpartition(" ")[2].strip(".,\"'”’").lower()
    governing = head and re.search(rf"\b{re.escape(head)} (?:of|for|on|de|du)\b", text[start:end])
    titles = org_words(lexicon, "title")
    if last in titles and not governing:
        return True
    after = re.match(r"((?: (?:and )?[^\W\d_a-z][\w-]*)+)", text[end : end + 120])
    return after is not None and after[1].rpartition(" ")[2].lower() in titles


def acronyms(at: Scene) -> Iterator[Finding]:
    """Find the acronyms that the article spells out as an organisation."""
    doc, _, _, lexicon = at
    known: dict[str, str] = doc.user_data.get("acronyms") or {}
    kinds, table = heads(lexicon), donors_by_name(lexicon)
    for acronym, full in known.items():
        words = full.split(" ")
        head = next((w for w in (words[-1], *words) if w in kinds), None)
        if words[-1].lower() in org_words(lexicon, "title") or (head is None and full not in table):
            continue
        detail = {"kind": kinds[head], "head": head.lower()} if head is not None else {}
        for match in re.finditer(rf"(?<!\w){re.escape(acronym)}(?!\w)", doc.text):
            yield Finding(match.start(), match.end(), "ORG", full, "org:acronym", detail)


def apposed(at: Scene) -> Iterator[Finding]:
    """Find the name that a noun introduces: "state power company Senelec"."""
    doc, places, _, lexicon = at
    taken = {i for p in places for i in range(p.start, p.end)}
    for match in _APPOSED.finditer(doc.text):
        noun = match.group().split(" ", 1)[0]
        start, end = match.span("name")
        if start in taken or is_title(doc.text, start, end, lexicon) or _is_person(doc, start, end):
            continue
        kind = {"NGO": "ngo", "charity": "ngo", "nonprofit": "ngo", "bank": "bank"}.get(noun, "company")
        if noun.startswith("organi"):
            kind = "ngo"
        yield _named(doc, start, end, "org:apposed", {"kind": kind})


def _is_person(doc: Doc, start: int, end: int) -> bool:
    span = doc.char_span(start, end, alignment_mode="expand")
    people = [e for e in doc.ents if e.label_ == "PERSON" and " " in e.text]
    return span is None or any(e.start < span.end and span.start < e.end for e in people)


def entities(at: Scene) -> Iterator[Finding]:
    """Find what only the model takes for an organisation, without what is plainly something else."""
    doc, places, _, lexicon = at
    known: dict[str, str] = doc.user_data.get("acronyms") or {}
    covered = [(p.start, p.end) for p in places]
    covered += [(hit.start, hit.end) for hit in programme_names(lexicon).find(doc.text)]
    for entity in doc.ents:
        if entity.label_ != "ORG":
            continue
        start, end = _bare(doc.text, entity)
        if end - start < 3 or any(s < end and start < e for s, e in covered if not (start < s and e < end)):
            continue
        if _plausible(doc.text[start:end], known, lexicon) and not is_title(doc.text, start, end, lexicon):
            yield _named(doc, start, end, "org:model", {})


def _plausible(text: str, known: Mapping[str, str], lexicon: Lexicon) -> bool:
    """Whether the model's words look like a name: no bare head, no office, no code, no word in small letters."""
    words = text.split()
    subjects = org_words(lexicon, "subject")
    if not text[0].isupper() or any(c in _NO_NAME for c in text) or not _CURRENCY_WORDS.isdisjoint(words):
        return False
    bare = heads(lexicon).keys() | org_words(lexicon, "common")
    if words[0].rstrip(".") in org_words(lexicon, "office") or bare.issuperset(words) or subjects.issuperset(words):
        return False
    if len(words) == 1:
        return (len(text) > 4 and not text.isupper()) or text in known
    small = [w for w in words if w[0].islower() and w not in _SMALL]
    return not small and not text.isupper() and not any(w.isdigit() for w in words)


def _bare(text: str, entity: Span) -> tuple[int, int]:
    """Leave out "the", a possessive ending and closing marks."""
    start, end = entity.start_char, entity.end_char
    if text[start:end].lower().startswith("the "):
        start += 4
    match = re.search(r"(?:['’]s|[\s.,'’(-])+$", text[start:end])
    if match is not None and not text[start:end].endswith((" Co.", " Ltd.", " Inc.", " Corp.")):
        end = start + match.start()
    return start, end


def _named(doc: Doc, start: int, end: int, rule: str, detail: dict[str, str]) -> Finding:
    return Finding(start, end, "ORG", doc.text[start:end], rule, detail)
