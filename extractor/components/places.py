"""Places: states, capitals, regions, cities, and what a generic word makes a place ("Xino district")."""

import re
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from extractor.components import spans
from extractor.lexicon import Lexicon
from extractor.model import Finding
from extractor.values import place

# Words that make the name before ("Xino district") or after ("village of Kpalimé") a place.
GENERIC = (
    "district|districts|province|provinces|region|regions|county|counties|state|states|village|villages|town|city|island|islands|"
    "valley|governorate|governorates|prefecture|prefectures|municipality|municipalities|commune|communes|oblast|department|departments|"
    "division|sub-district|subdistrict|ward|chiefdom|atoll|lagoon|river|lake|basin|peninsula|camp|camps|delta|area|zone|canton|township|parish"
)
_NAME = r"[A-ZÀ-Þ][\w'’À-ÿ-]+(?:[ -](?:[A-ZÀ-Þ][\w'’À-ÿ-]+|de|du|el|al|la))*"
_AFTER = re.compile(rf"(?P<first>{_NAME})(?:(?P<comma>,| and) (?P<second>{_NAME}))?(?P<generic> (?:{GENERIC}|{GENERIC.title()}))\b")
_BEFORE = re.compile(rf"\b(?:{GENERIC}) of (?P<name>{_NAME})")
_NOT_NAMES = frozenset("The This These Its Our In On At For And Of Each Every Some Many Most All Both Other Several Two Three Four Five Six Target Pilot Project Rural Urban Local Member".split())
_IN = re.compile(r"(?:,| in| of|,? \() ?(?:the )?$")


@Language.factory("aid_places", default_config={"lexicon": []}, assigns=["doc.spans"])
def make(nlp: Language, name: str, lexicon: list[str]) -> "PlaceFinder":
    """Build the component; `lexicon` are folders of a user's tables."""
    del nlp, name
    return PlaceFinder(Lexicon(tuple(map(Path, lexicon))))


class PlaceFinder:
    """Writes `doc.spans["places"]`: labels PLACE and DEMONYM; detail: level, name, members, nested."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def __call__(self, doc: Doc) -> Doc:
        """Find the places of `doc`."""
        known = [m for m in place.find(doc.text, lexicon=self._lexicon) if not self._something_else(doc, m)]
        found = [self._finding(doc, mention) for mention in known]
        found = self._with_generic(doc, found)
        found += self._from_model(doc, found)
        return spans.write(doc, "places", found)

    def _something_else(self, doc: Doc, mention: place.PlaceMention) -> bool:
        """Whether a name of a place is part of a person's or a longer name, or a plain word."""
        text = doc.text
        span = doc.char_span(mention.start, mention.end, alignment_mode="expand")
        if span is None:
            return True
        entity = next((e for e in doc.ents if e.start <= span.start < e.end), None)
        person = entity is not None and entity.label_ == "PERSON" and len(entity) > len(span)
        if mention.level in {"city", "subdivision"} and (person or (mention.ambiguous and entity is None)):
            return True
        if mention.ambiguous and person:
            return True
        if mention.level == "country" and mention.ambiguous and person:
            return True
        printed = text[mention.start : mention.end]
        if printed in {"US", "U.S."} and text[mention.end : mention.end + 1] in {"$"}:
            return True
        if printed in {"US", "U.S."} and re.match(r" (?:dollars?|\$|\d)", text[mention.end : mention.end + 9]):
            return True
        one_word = " " not in printed
        follows = text[mention.end : mention.end + 2]
        # "Victoria Nyanza", "Jordan Smith": the town's or state's name goes on with another capitalised word
        goes_on = one_word and mention.level in {"city", "subdivision"} and follows[:1] == " " and follows[1:2].isupper() and (entity is None or entity.label_ not in {"GPE", "LOC"})
        return goes_on

    def _finding(self, doc: Doc, mention: place.PlaceMention) -> Finding:
        printed = doc.text[mention.start : mention.end]
        adjective = mention.adjective and not (mention.level == "country")
        label = "DEMONYM" if adjective else "PLACE"
        if label == "PLACE" and printed in {"US", "U.S.", "UK", "U.K.", "UAE", "EU", "UN"} and self._modifies(doc, mention):
            label = "DEMONYM"
        code = mention.code or (mention.rivals[0] if mention.rivals else None)
        detail = {"level": mention.level, "name": mention.name}
        if mention.members:
            detail["members"] = "|".join(mention.members)
        if mention.ambiguous:
            detail["ambiguous"] = "yes"
        return Finding(mention.start, mention.end, label, code or (mention.name if label == "PLACE" else ""), mention.rule, detail)

    def _modifies(self, doc: Doc, mention: place.PlaceMention) -> bool:
        span = doc.char_span(mention.start, mention.end, alignment_mode="expand")
        return span is not None and span.root.dep_ in {"compound", "amod", "nmod"} and span.root.head.i > span.root.i

    def _with_generic(self, doc: Doc, found: list[Finding]) -> list[Finding]:
        """Widen or add the places that a generic word names; the country comes from the place beside it."""
        added: list[Finding] = []
        for match in _AFTER.finditer(doc.text):
            shared = match["second"] is not None
            for group in ("first", "second"):
                name = match[group]
                if name is None:
                    continue
                start, end = match.span(group)
                name, start = _without_opening(name, start)
                if not name:
                    continue
                plural = match["generic"].strip().lower().endswith("s") and match["generic"].strip().lower() not in {"islands"}
                if not (shared or plural) or (not shared and not plural):
                    end = match.end("generic")
                added.append(self._generic(doc, start, end, name, found))
        for match in _BEFORE.finditer(doc.text):
            name, start = _without_opening(match["name"], match.start("name"))
            if name:
                added.append(self._generic(doc, start, match.end("name"), name, found))
        added = [f for f in added if f.label]
        kept = [f for f in found if not any(a.start <= f.start and f.end <= a.end for a in added)]
        unique: list[Finding] = []
        for finding in added:
            if not any(finding.start < f.end and f.start < finding.end for f in [*unique, *kept]):
                unique.append(finding)
        return kept + unique

    def _generic(self, doc: Doc, start: int, end: int, name: str, found: list[Finding]) -> Finding:
        inside = next((f for f in found if f.start >= start and f.end <= end), None)
        if inside is not None and (inside.label == "DEMONYM" or inside.detail.get("level") in {"country", "region"}):
            return Finding(start, end, "", "", "")  # "Chinese province", "Pacific islands"
        code = inside.value if inside is not None and len(inside.value) == 2 else _country_beside(doc, end, found)
        return Finding(start, end, "PLACE", code, "place:generic", {"level": "place", "name": name})

    def _from_model(self, doc: Doc, found: list[Finding]) -> list[Finding]:
        """Keep the towns that only the model knows."""
        added = []
        for entity in doc.ents:
            if entity.label_ not in {"GPE", "LOC"} or any(f.start < entity.end_char and entity.start_char < f.end for f in found):
                continue
            start, end = entity.start_char, entity.end_char
            if doc.text[start:end].lower().startswith("the "):
                start += 4
            name = doc.text[start:end].removesuffix("'s").removesuffix("’s")
            end = start + len(name)
            if not name[:1].isupper() or any(c.isdigit() for c in name) or name.isupper() and len(name) < 6 or len(name) < 3:
                continue
            added.append(Finding(start, end, "PLACE", _country_beside(doc, end, found), "place:model", {"level": "place", "name": name}))
        return added


def _without_opening(name: str, start: int) -> tuple[str, int]:
    """Drop a sentence's first word from a name ("In Xino district", "The Western region")."""
    words = name.split(" ")
    while words and words[0] in _NOT_NAMES:
        start += len(words[0]) + 1
        words = words[1:]
    return " ".join(words), start


def _country_beside(doc: Doc, end: int, found: list[Finding]) -> str:
    """Give the country printed right after a place ("Mamamah, Sierra Leone", "regions of Uzbekistan"), else ""."""
    for finding in found:
        if finding.start >= end and finding.detail.get("level") == "country" and finding.start - end < 25:
            between = doc.text[end : finding.start]
            if _IN.search(between) and not re.search(r"[.;:]", between):
                return finding.value
    return ""
