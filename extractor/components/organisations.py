"""Organisations: donors and companies of the tables, names by grammar, governments, acronyms, what the model knows."""

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from extractor.components import org_article, org_sources, org_states, org_tables, spans
from extractor.components.articles import by_article
from extractor.components.org_scene import Known, Scene
from extractor.lexicon import Lexicon
from extractor.model import Finding

RULES = "donor company government ministry name acronym apposed alone agency model short again"
STRINGS = ("ORG", *(f"org:{rule}" for rule in RULES.split()))
# Who owns the name that follows ("Nepal's Ministry of Health", "Chinese company Sinohydro", not "Kenya met the Bank").
_OWNER = re.compile(r"(?P<owns>'s|’s)?(?: (?!(?:to|for|with|by|and|in|on|at|from|of|or)\b)[a-z-]+){0,3} ")
# Where the body of the name before is ("Ministry of Health of Nepal", "Unity School in Kabale, Uganda").
_SITE = re.compile(r"(?:,| of| in|,? in|,? to)(?: the)?(?: [A-ZÀ-Þ][\w-]+,?){0,2} ")
_REACH = 30
Source = Callable[[Scene], Iterable[Finding]]
# A source earlier in the list wins over a later one of the same length.
_SOURCES: tuple[Source, ...] = (
    org_tables.donors,
    org_tables.companies,
    org_states.governments,
    org_states.abbreviated,
    org_states.of_towns,
    org_sources.names_by_grammar,
    org_sources.letterheads,
    org_sources.acronyms,
    org_states.ministries,
    org_tables.alone,
    org_sources.agencies,
    org_sources.apposed,
    org_sources.entities,
)


@Language.factory("aid_organisations", default_config={"lexicon": []}, assigns=["doc.spans"])
def make(nlp: Language, name: str, lexicon: list[str]) -> "OrganisationFinder":
    """Build the component; `lexicon` are folders of a user's tables."""
    del name
    for string in STRINGS:
        nlp.vocab.strings.add(string)
    return OrganisationFinder(Lexicon(tuple(map(Path, lexicon))))


class OrganisationFinder:
    """Writes `doc.spans["organisations"]`: label ORG, value the fullest name known.

    detail: `country`, `kind`, `donor` (its name in the table), `payer` ("yes", "no"), `head` (the noun that makes it
    one, in lower case). Reads `doc.user_data`: "acronyms" (acronym to full name over the whole article) and "fullest"
    (a donor's name in the table to its fullest form in the article). Marks the places inside organisations' names as
    nested, so that they are no mentions of their own.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def __call__(self, doc: Doc) -> Doc:
        """Find the organisations of `doc`."""
        return next(self.pipe([doc]))

    def pipe(self, docs: Iterable[Doc], batch_size: int = 0) -> Iterator[Doc]:
        """Find the organisations of many docs; those of one article are read together, for what names are short for."""
        del batch_size
        for group in by_article(docs):
            for doc, (found, places) in zip(group, self._read(group), strict=True):
                spans.write(doc, "organisations", found)
                covered = [(f.start, f.end) for f in found]
                yield spans.write(doc, "places", [_nested(place, covered) for place in places])

    def _read(self, docs: list[Doc]) -> Iterator[tuple[list[Finding], list[Finding]]]:
        """Give the organisations and the places of each doc of one article."""
        people = org_article.people(docs)
        places = [spans.read(doc, "places") for doc in docs]
        told = (p for found in places for p in found if p.detail["level"] == "country" and len(p.value) == 2)
        states = frozenset((p.detail["name"], p.value) for p in told)
        scenes = []
        for doc, found in zip(docs, places, strict=True):
            known = Known(doc.user_data.get("acronyms") or {}, doc.user_data.get("fullest") or {}, people, states)
            at = Scene.of(doc, found, known, self._lexicon)
            for source in _SOURCES:
                _merge(at.found, list(source(at)))
            scenes.append(at)
        names = org_article.Names.of(scenes, self._lexicon)
        for at in scenes:
            _merge(at.found, list(names.again(at)))
            yield [names.fullest(_filled(at, finding)) for finding in at.found], at.places


def _merge(found: list[Finding], new: list[Finding]) -> None:
    """Add findings unless as long a one is there; what they cover gives way."""
    for finding in new:
        rivals = [f for f in found if f.start < finding.end and finding.start < f.end]
        if any(not _gives_way(rival, finding) for rival in rivals):
            continue
        for rival in rivals:
            found.remove(rival)
        found.append(_inheriting(finding, rivals))


def _gives_way(rival: Finding, finding: Finding) -> bool:
    if finding.rule == "org:model":
        return False
    inside = finding.start <= rival.start and rival.end <= finding.end
    return inside and finding.end - finding.start > rival.end - rival.start


def _inheriting(finding: Finding, rivals: list[Finding]) -> Finding:
    """Let an office keep what is known of its donor: "World Bank Country Office", "EU Delegation"."""
    branch = finding.detail.get("head") in {"office", "delegation", "group", "board"}
    for rival in rivals:
        if branch and rival.detail.get("donor") and rival.start == finding.start:
            return finding._replace(detail={**finding.detail, **rival.detail})
    return finding


def _filled(at: Scene, found: Finding) -> Finding:
    """Add the country, from the name itself or from what stands right beside it, and the fullest name of a donor."""
    detail = dict(found.detail)
    if not detail.get("country") and not detail.get("donor"):
        detail["country"] = _country(at.text, found, [p for p in at.places if len(p.value) == 2])
    value = at.known.fullest.get(detail["donor"], found.value) if detail.get("donor") else found.value
    value = re.sub(r"\s+", " ", value.removeprefix("the ").removeprefix("The "))
    return found._replace(value=value, detail={key: told for key, told in detail.items() if told})


def _country(text: str, found: Finding, places: list[Finding]) -> str:
    inside = {place.value for place in places if found.start <= place.start and place.end <= found.end}
    if inside:  # "Ethio-China Friendship Hospital": the name does not say which of the two it is in
        return inside.pop() if len(inside) == 1 else ""
    for place in places:
        gap = found.start - place.end
        owner = _OWNER.fullmatch(text[place.end : found.start]) if 0 <= gap < _REACH else None
        if owner is not None and (owner["owns"] or place.label == "DEMONYM"):
            return place.value
    for place in places:
        gap = place.start - found.end
        if 0 < gap < _REACH and place.label == "PLACE" and _SITE.fullmatch(text[found.end : place.start]):
            return place.value
    return ""


def _nested(place: Finding, covered: list[tuple[int, int]]) -> Finding:
    if not any(start <= place.start and place.end <= end for start, end in covered):
        return place
    return place._replace(detail={**place.detail, "nested": "yes"})
