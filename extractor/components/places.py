"""Places: states, capitals, regions, cities, and what a generic noun makes a place ("Xino district")."""

import re
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Span

from extractor.components import place_phrases, spans
from extractor.lexicon import Lexicon
from extractor.lexicon.donors import donor_names, heads
from extractor.model import Finding
from extractor.values import place
from extractor.values.place import PlaceMention

# What may stand between a place and the country it lies in: ", ", " in ", " regions of ".
_IN = re.compile(
    r"(?: [a-z]+)?(?:,| in| of| \(| \w+ of)(?: the)? ?"
    r"(?:(?:central|northern|southern|eastern|western|rural|south|north|east|west) )?"
)
_OWNER = re.compile(r"(?:'s?|’s?) (?:\w+ ){0,2}?")
_TOWNS = frozenset({"city", "subdivision"})
_STATES = frozenset({"country", "region"})
# How far a state's name may be from the place that lies in it, in characters.
_BESIDE = 25


@Language.factory("aid_places", default_config={"lexicon": []}, assigns=["doc.spans"])
def make(nlp: Language, name: str, lexicon: list[str]) -> "PlaceFinder":
    """Build the component; `lexicon` are folders of a user's tables."""
    del nlp, name
    return PlaceFinder(Lexicon(tuple(map(Path, lexicon))))


class PlaceFinder:
    """Writes `doc.spans["places"]`: labels PLACE and DEMONYM.

    detail: `level` (country, capital, region, city, subdivision, place; demonyms have demonym or region), `name`,
    `members` and `rivals` ("KZ|KG"), `ambiguous` ("yes"). `aid_organisations` adds `nested` ("yes").
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def __call__(self, doc: Doc) -> Doc:
        """Find the places of `doc`."""
        mentions = place.find(doc.text, lexicon=self._lexicon)
        found = [_finding(doc, mention) for mention in mentions if not self._something_else(doc, mention)]
        found = self._with_nouns(doc, found, mentions)
        return spans.write(doc, "places", _chained(doc, found + self._from_model(doc, found)))

    def _something_else(self, doc: Doc, mention: PlaceMention) -> bool:
        """Whether a name of a place is part of a person's or a longer name, or a plain word."""
        span = doc.char_span(mention.start, mention.end, alignment_mode="expand")
        if span is None:
            return True
        entity = _entity(doc, span)
        label = entity.label_ if entity is not None else ""
        longer = entity is not None and len(entity) > len(span)
        town = mention.level in _TOWNS
        if label == "PERSON" and longer and (town or mention.ambiguous or mention.level == "capital"):
            return True
        if not town or label in {"GPE", "LOC", "FAC"}:
            return False
        if mention.ambiguous or mention.name in heads(self._lexicon):
            return True
        if entity is not None and label in {"ORG", "NORP"} and longer:
            return span.start != entity.start + (entity[0].lower_ == "the")  # "Hubei Medical College": which country
        return not _located(doc, mention.start) and _goes_on(doc.text, mention.end)

    def _with_nouns(self, doc: Doc, found: list[Finding], mentions: list[PlaceMention]) -> list[Finding]:
        """Widen or add the places that a noun names; the country comes from the place beside it, else from the name."""
        codes = {
            (m.start, m.end): m.code or (m.rivals[0] if m.rivals else "") for m in mentions if m.level != "demonym"
        }
        added: list[Finding] = []
        for phrase in place_phrases.find(doc, self._lexicon):
            touching = [f for f in found if phrase.start < f.end and f.start < phrase.end]
            if any(f.label == "DEMONYM" or f.detail["level"] in _STATES for f in touching):
                continue  # "Chinese province", "Pacific islands", "United States"
            known = codes.get((phrase.name_start, phrase.name_end))
            beside = _beside(doc, phrase.start, phrase.beyond, found)
            by_model = self._model_says(doc, phrase.name_start, phrase.name_end)
            if not (phrase.sure or known is not None or beside or by_model):
                continue
            code = beside or known or next((f.value for f in touching if len(f.value) == 2), "")
            detail = {"level": "place", "name": doc.text[phrase.name_start : phrase.name_end]}
            added.append(Finding(phrase.start, phrase.end, "PLACE", code, "place:noun", detail))
        kept = [f for f in found if not any(a.start < f.end and f.start < a.end for a in added)]
        return sorted(kept + added, key=lambda finding: finding.start)

    def _model_says(self, doc: Doc, start: int, end: int) -> bool:
        span = doc.char_span(start, end, alignment_mode="expand")
        entity = _entity(doc, span) if span is not None else None
        return entity is not None and entity.label_ in {"GPE", "LOC"}

    def _from_model(self, doc: Doc, found: list[Finding]) -> list[Finding]:
        """Keep the towns that only the model knows."""
        taken = [(f.start, f.end) for f in found]
        taken += [(hit.start, hit.end) for hit in donor_names(self._lexicon).find(doc.text)]
        added = []
        for entity in doc.ents:
            if entity.label_ not in {"GPE", "LOC"}:
                continue
            start, end = _bare(doc.text, entity.start_char, entity.end_char)
            name = doc.text[start:end]
            if not _may_be_town(name, self._lexicon) or any(s < end and start < e for s, e in taken):
                continue
            detail = {"level": "place", "name": name}
            added.append(Finding(start, end, "PLACE", _beside(doc, start, end, found), "place:model", detail))
        return added


def _finding(doc: Doc, mention: PlaceMention) -> Finding:
    printed = doc.text[mention.start : mention.end]
    adjective = mention.adjective or (printed.isupper() and len(printed) < 5 and _modifies(doc, mention))
    detail = {"level": mention.level, "name": mention.name}
    if mention.members:
        detail["members"] = "|".join(mention.members)
    if mention.rivals:
        detail["rivals"] = "|".join(mention.rivals)
    if mention.ambiguous:
        detail["ambiguous"] = "yes"
    region = printed if mention.level == "region" and not adjective else ""
    code = mention.code or (mention.rivals[0] if mention.rivals else region)
    return Finding(mention.start, mention.end, "DEMONYM" if adjective else "PLACE", code, mention.rule, detail)


def _chained(doc: Doc, found: list[Finding]) -> list[Finding]:
    """Let a place without a country take that of the one it is followed by: "Semera, Afar Region, Ethiopia"."""
    chained: list[Finding] = []
    after: Finding | None = None
    for finding in sorted(found, key=lambda f: f.start, reverse=True):
        follows = after is not None and doc.text[finding.end : after.start] in {", ", " in ", ", in "}
        if not finding.value and after is not None and follows and len(after.value) == 2 and after.label == "PLACE":
            after = finding._replace(value=after.value)
        else:
            after = finding
        chained.append(after)
    return chained[::-1]


def _modifies(doc: Doc, mention: PlaceMention) -> bool:
    """Whether "US", "UK", "UAE" is an adjective here ("a US agency", not "the US and Japan")."""
    span = doc.char_span(mention.start, mention.end, alignment_mode="expand")
    return span is not None and span.root.dep_ in {"compound", "amod", "nmod"} and span.root.head.i > span.root.i


def _entity(doc: Doc, span: Span) -> Span | None:
    return next((e for e in doc.ents if e.start <= span.start < e.end), None)


def _located(doc: Doc, start: int) -> bool:
    """Whether a preposition of place stands before ("in Herat")."""
    before = doc.text[max(0, start - 9) : start].rpartition(" ")[0].rpartition(" ")[2]
    return before.lower() in {"in", "near", "at", "from", "outside", "around"}


def _goes_on(text: str, end: int) -> bool:
    """Whether a name goes on with another capitalised word: "Herat Silk", "Jordan Smith"."""
    return text[end : end + 1] in {" ", "-"} and text[end + 1 : end + 2].isupper()


def _may_be_town(name: str, lexicon: Lexicon) -> bool:
    long_enough = len(name) >= 3 and not (name.isupper() and len(name) < 6)
    return (
        long_enough
        and name[0].isupper()
        and not any(c.isdigit() for c in name)
        and name.rsplit(maxsplit=1)[-1] not in heads(lexicon)
    )


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    """Leave out "the" and a possessive ending."""
    name = text[start:end]
    if name.lower().startswith("the "):
        start += 4
    for tail in ("'s", "’s", "'", "’", ",", "."):
        if name.endswith(tail):
            return start, end - len(tail)
    return start, end


def _beside(doc: Doc, start: int, end: int, found: list[Finding]) -> str:
    """Give the state printed right after or before a place ("Mamamah, Sierra Leone", "Kenya's Kajiado"), else ""."""
    states = [f for f in found if f.detail["level"] == "country" and f.label == "PLACE"]
    for state in states:
        if 0 < state.start - end < _BESIDE and _IN.fullmatch(doc.text[end : state.start]):
            return state.value
    for state in states:
        if 0 < start - state.end < _BESIDE and _OWNER.fullmatch(doc.text[state.end : start]):
            return state.value
    return ""
