"""Organisations: donors that the table knows, names by grammar, acronyms, governments, and what only the model knows."""

import re
from collections.abc import Iterator
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from extractor.components import spans
from extractor.lexicon import Lexicon
from extractor.lexicon.donors import Donor, donor_names, donors_by_name, heads
from extractor.model import Finding

_WORD = r"(?:Co|Ltd|Inc|Corp|St|No|Mt|Dr)\.(?= ?[A-Z0-9])|[A-ZÀ-Þ0-9][\w'’À-ÿ&./-]*[\wÀ-ÿ]|[A-ZÀ-Þ]\.?|&"
_LINK = r"of the|for the|and the|of|for|and|de|du|des|do|da|la|le|el|al|y|et|on|No\.?|Nº|#|to|in the|with"
_RUN = re.compile(rf"(?:{_WORD})(?:(?: (?:{_LINK}))? (?:{_WORD}))*")
_TITLE_TAIL = frozenset(
    "Project Projects Programme Program Programmes Programs Initiative Agreement Declaration Summit Conference Act Plan Strategy Treaty Accord Accords "
    "Protocol Memorandum Campaign Festival Cup Award Prize Scholarship Scholarships Phase Forum Day Week Year Report Road Highway Bridge Airport Port Dam Canal "
    "Railway Pipeline Stadium Tower Corridor Convention Charter Compact Dialogue Meeting Session Constitution Law Bill Budget Policy".split()
)
_STARTS = frozenset("The A An In On At By For From With As And But Or If When While After Before During Under Over This That These Those It Its He She They We Our His Her Their According Since Both Each Also Last Next Meanwhile However".split())
_ROLES = frozenset("President Prime Minister Premier Ambassador Director Chairman Chairperson Chairwoman Secretary Governor Mayor King Queen Prince Princess Sheikh Dr Mr Mrs Ms Miss Hon Deputy Vice Chief General Colonel Professor Prof Rector Envoy Commissioner Chancellor Counsellor Spokesman Spokesperson Representative Head H.E Excellency His Her Madam Senator Consul Manager CEO Representative Assistant Permanent".split())
_SPLIT = re.compile(r" and (?:the )?|, (?:the )?")


@Language.factory("aid_organisations", default_config={"lexicon": []}, assigns=["doc.spans"])
def make(nlp: Language, name: str, lexicon: list[str]) -> "OrganisationFinder":
    """Build the component; `lexicon` are folders of a user's tables."""
    del nlp, name
    return OrganisationFinder(Lexicon(tuple(map(Path, lexicon))))


class OrganisationFinder:
    """Writes `doc.spans["organisations"]`: label ORG; detail: country, kind, donor, payer, head.

    Marks the places inside organisations' names as nested, so that they are no mentions of their own.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def __call__(self, doc: Doc) -> Doc:
        """Find the organisations of `doc`."""
        places = spans.read(doc, "places")
        found: list[Finding] = []
        for source in (self._donors, self._governments, self._by_grammar, self._by_acronym, self._from_model):
            for finding in source(doc, places):
                _keep_longer(found, finding)
        found = [self._filled(doc, f, places) for f in found]
        spans.write(doc, "organisations", found)
        nested = [_nested(p) if any(f.start <= p.start and p.end <= f.end for f in found) else p for p in places]
        return spans.write(doc, "places", nested)

    def _donors(self, doc: Doc, places: list[Finding]) -> Iterator[Finding]:
        """Find the donors of the table; one of several that share an acronym only if the article spells it out."""
        table = donors_by_name(self._lexicon)
        known: dict[str, str] = doc.user_data.get("acronyms") or {}
        for hit in donor_names(self._lexicon).find(doc.text):
            rows = table[hit.name]
            spelled = known.get(hit.name)
            if spelled is not None:
                rows = table.get(spelled, ())
                if not rows:
                    continue  # the article's own acronym for somebody else
            elif len(rows) > 1 or hit.name in rows[0].ambiguous:
                rows = tuple(r for r in rows if any(n in doc.text for n in (r.name, *r.aliases))) or (
                    rows if hit.name not in rows[0].ambiguous else ()
                )
            if rows:
                yield _donor(hit.start, hit.end, spelled or doc.text[hit.start : hit.end], rows[0])

    def _governments(self, doc: Doc, places: list[Finding]) -> Iterator[Finding]:
        """Find "the Japanese government", "Nepal's parliament", "the government of Chad", "the Chinese embassy"."""
        lower = {head for head in heads(self._lexicon) if head.islower()}
        for found in places:
            if found.detail.get("level") not in {"country", "demonym"}:
                continue
            after = re.match(r"(?:'s|’s)? ([A-Za-z]+)", doc.text[found.end : found.end + 30])
            if after and after[1].lower() in lower and not (after[1][0].isupper() and doc.text[found.end + after.end() :].startswith(" of ")):
                end = found.end + after.end()
                yield Finding(found.start, end, "ORG", doc.text[found.start : end], "org:government", {"kind": "government", "country": found.value, "head": after[1].lower()})
            before = re.search(r"\b([Gg]overnment|[Ee]mbassy|[Pp]arliament|[Aa]rmy|[Pp]eople) of (?:the )?$", doc.text[max(0, found.start - 24) : found.start])
            if before and found.detail.get("level") == "country" and before[1].lower() != "people":
                start = max(0, found.start - 24) + before.start()
                yield Finding(start, found.end, "ORG", doc.text[start : found.end], "org:government", {"kind": "government", "country": found.value, "head": before[1].lower()})

    def _by_grammar(self, doc: Doc, places: list[Finding]) -> Iterator[Finding]:
        kinds = heads(self._lexicon)
        ends = {e.end_char for e in doc.ents if e.label_ in {"ORG", "GPE", "PERSON"}}
        ends |= {hit.end for hit in donor_names(self._lexicon).find(doc.text)}
        for run in _RUN.finditer(doc.text):
            for start, end in _parts(run.group(), run.start(), set(kinds), ends):
                name = doc.text[start:end]
                words = re.split(r"[ /]", name)
                if len(words) < 2 or words[-1] in _TITLE_TAIL:
                    continue
                head = _head(words, kinds)
                if head is not None:
                    yield Finding(start, end, "ORG", name, "org:name", {"kind": kinds[head], "head": head.lower()})

    def _by_acronym(self, doc: Doc, places: list[Finding]) -> Iterator[Finding]:
        known: dict[str, str] = doc.user_data.get("acronyms") or {}
        kinds = heads(self._lexicon)
        for acronym, name in known.items():
            words = name.split(" ")
            head = _head(words, kinds)
            if words[-1] in _TITLE_TAIL or head is None:
                continue
            for match in re.finditer(rf"\b{re.escape(acronym)}\b", doc.text):
                yield Finding(match.start(), match.end(), "ORG", name, "org:acronym", {"kind": kinds[head], "head": head.lower()})

    def _from_model(self, doc: Doc, places: list[Finding]) -> Iterator[Finding]:
        people = {i for e in doc.ents if e.label_ == "PERSON" for i in range(e.start, e.end)}
        for entity in doc.ents:
            if entity.label_ != "ORG" or entity.start in people:
                continue
            start, end = entity.start_char, entity.end_char
            text = doc.text[start:end]
            if text[:4].lower() == "the ":
                start, text = start + 4, text[4:]
            for tail in ("'s", "’s", "'", "’", ",", " (", "("):
                if text.endswith(tail):
                    end -= len(tail)
                    text = doc.text[start:end]
            words = text.split()
            if not words or not words[0][0].isupper() or words[-1] in _TITLE_TAIL or '"' in text or "“" in text:
                continue
            if any(p.start <= start and end <= p.end for p in places) or words[0] in _ROLES or any(c in text for c in "$€£%"):
                continue
            if len(words) == 1 and (len(text) < 5 or text.isupper()) and text not in (doc.user_data.get("acronyms") or {}):
                continue
            if any(w in _TITLE_TAIL for w in words[-2:]) or re.fullmatch(r"[A-Z]{3} ?\d*", text):
                continue
            yield Finding(start, end, "ORG", text, "org:model", {})

    def _filled(self, doc: Doc, found: Finding, places: list[Finding]) -> Finding:
        """Add the country, from the name itself or from what stands right beside it."""
        detail = dict(found.detail)
        if not detail.get("country") and not detail.get("donor"):
            inside = [p for p in places if found.start <= p.start and p.end <= found.end and len(p.value) == 2]
            beside = [p for p in places if len(p.value) == 2 and (_owns(doc, p, found) or _after(doc, p, found))]
            for source in (inside, beside):
                if source:
                    detail["country"] = source[0].value
                    break
        if not detail.get("kind") and re.search(r"\b(?:Co|Ltd|Inc|Corp|Group|Corporation|Company)\b", found.value):
            detail["kind"] = "company"
        value = found.value.removeprefix("the ").removeprefix("The ")
        known: dict[str, str] = doc.user_data.get("fullest") or {}
        value = known.get(detail.get("donor", ""), value) if detail.get("donor") else value
        return found._replace(value=value, detail={k: v for k, v in detail.items() if v})


def _donor(start: int, end: int, name: str, row: Donor) -> Finding:
    return Finding(
        start,
        end,
        "ORG",
        name,
        "org:donor",
        {"donor": row.name, "country": row.country or "", "kind": row.kind, "payer": "yes" if row.payer else "no"},
    )


def _keep_longer(found: list[Finding], new: Finding) -> None:
    """Add a finding unless a longer one is there; what it covers gives way, a donor of the table included."""
    rivals = [f for f in found if f.start < new.end and new.start < f.end]
    if any(f.end - f.start >= new.end - new.start for f in rivals):
        return
    if any(f.rule == "org:donor" and f.start >= new.start and f.end <= new.end for f in rivals) and new.rule == "org:model":
        return
    for rival in rivals:
        found.remove(rival)
    found.append(new)


def _parts(run: str, offset: int, kinds: set[str], ends: set[int]) -> Iterator[tuple[int, int]]:
    """Cut a capitalised run where "and" joins two names rather than two words of one ("Ministry of Foreign Affairs and Trade").

    `ends` are where names end that tables or the model know.
    """
    start = 0
    for match in _SPLIT.finditer(run):
        left, right = run[start : match.start()], run[match.end() :]
        known = offset + match.start() in ends and right.split(" ")[0] not in {"Social", "Human", "Rural"}
        if known and not (left.split(" ")[0] in kinds and not _has_head(right, kinds)) or _has_head(left, kinds) and _has_head(right, kinds) and (
            "the " in match.group() or right.split(" ")[0] in kinds or left.split(" ")[-1] in kinds or _whole_name(left, kinds)
        ):
            yield from _trimmed(left, offset + start)
            start = match.end()
    yield from _trimmed(run[start:], offset + start)


def _has_head(text: str, kinds: set[str]) -> bool:
    return any(word.rstrip(".,") in kinds for word in text.split(" "))


def _whole_name(left: str, kinds: set[str]) -> bool:
    words = left.split(" ")
    return words[-1] in kinds or words[0] in kinds and len(words) > 2


def _trimmed(piece: str, offset: int) -> Iterator[tuple[int, int]]:
    """Drop what opens a sentence or is somebody's office from the front ("Director of the X Institute")."""
    words = [(m.start(), m.group()) for m in re.finditer(r"\S+", piece)]
    while words and (words[0][1].rstrip(".,") in _STARTS | _ROLES or words[0][1] in {"of", "for", "and", "the", "to", "in", "on", "with"}):
        words.pop(0)
    while words and words[-1][1].lower() in {"of", "for", "and", "the", "to", "in", "on", "with", "de", "no", "no."}:
        words.pop()
    for index, (_, word) in enumerate(words):  # "Minister of Health Ann Banda, Ministry of ..." stays with its own part
        if word.rstrip(".,") in _ROLES and index:
            words = words[:index]
            break
    if words:
        last = words[-1]
        yield offset + words[0][0], offset + last[0] + len(last[1].rstrip(".,"))


def _head(words: list[str], kinds: "dict[str, str] | object") -> str | None:
    table: dict[str, str] = kinds  # type: ignore[assignment]
    for size in (3, 2):
        tail = " ".join(words[-size:])
        if len(words) > size and tail in table:
            return tail
    for word in (words[-1].rstrip("."), *[w for w in words[:-1] if w in table]):
        if word in table and not word.islower():
            return word
    return None


def _owns(doc: Doc, place: Finding, org: Finding) -> bool:
    """Whether a place stands right before a name as its owner ("Nepal's Ministry of Health", "Chinese company Sinohydro")."""
    between = doc.text[place.end : org.start]
    return 0 <= org.start - place.end < 22 and bool(re.fullmatch(r"(?:'s|’s)?(?: [a-z-]+){0,2} ", between))


def _after(doc: Doc, place: Finding, org: Finding) -> bool:
    """Whether a place right after a name says where it is ("Ministry of Health of Nepal", "Unity School in Kabale, Uganda")."""
    between = doc.text[org.end : place.start]
    return 0 < place.start - org.end < 30 and bool(re.fullmatch(r"(?:,| of| in|,? in)(?: the)?(?: [A-Z]\w+,?){0,2} ", between))


def _nested(found: Finding) -> Finding:
    return found._replace(detail={**found.detail, "nested": "yes"})
