"""Places: states, capitals, regions, cities, and what a generic noun makes a place ("Xino district")."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Span

from extractor.components import place_context, place_phrases, spans
from extractor.components.articles import by_article
from extractor.lexicon import Lexicon
from extractor.lexicon.donors import company_names, donor_names, heads, programme_names
from extractor.model import Finding
from extractor.values import place
from extractor.values.place import PlaceMention

STRINGS = (
    "PLACE",
    "DEMONYM",
    *(f"place:{level}" for level in ("country", "demonym", "capital", "region", "city", "subdivision")),
    *(
        f"place:{rule}"
        for rule in ("noun", "model", "state", "in", "list", "at", "apposed", "route", "dateline", "again")
    ),
)
# What may stand between a place and the country it lies in: ", ", " in ", " regions of ".
_IN = re.compile(
    r"(?: [a-z]+)?(?:,| in| of| \(| \w+ of)(?: the)? ?"
    r"(?:(?:central|northern|southern|eastern|western|rural|south|north|east|west) )?"
)
_OWNER = re.compile(r"(?:'s?|’s?) (?:\w+ ){0,2}?")
_OPENS = re.compile(r"\s*(?:[Tt]he )?")
_CLOSES = re.compile(r"(?:['’]s?|[\s.,-])+\Z")
_TOWNS = frozenset({"city", "subdivision"})
_STATES = frozenset({"country", "region"})
# How far a state's name may be from the place that lies in it, in characters.
_BESIDE = 25


@Language.factory("aid_places", default_config={"lexicon": []}, assigns=["doc.spans"])
def make(nlp: Language, name: str, lexicon: list[str]) -> "PlaceFinder":
    """Build the component; `lexicon` are folders of a user's tables."""
    del name
    for string in STRINGS:
        nlp.vocab.strings.add(string)
    return PlaceFinder(Lexicon(tuple(map(Path, lexicon))))


class PlaceFinder:
    """Writes `doc.spans["places"]`: labels PLACE and DEMONYM.

    detail: `level` (country, capital, region, city, subdivision, place; demonyms have demonym or region), `name`,
    `members` and `rivals` ("KZ|KG"), `ambiguous` ("yes"), `nested` ("yes" inside the title of a summit or a treaty).
    `aid_organisations` adds `nested` to those inside its names.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def __call__(self, doc: Doc) -> Doc:
        """Find the places of `doc`."""
        return spans.write(doc, "places", self.find([doc])[0])

    def pipe(self, docs: Iterable[Doc], batch_size: int = 0) -> Iterator[Doc]:
        """Find the places of many docs; those of one article are read together, for the states that it is about."""
        del batch_size
        for group in by_article(docs):
            for doc, found in zip(group, self.find(group), strict=True):
                yield spans.write(doc, "places", found)

    def find(self, docs: list[Doc]) -> list[list[Finding]]:
        """Give the places of each doc of one article, in order."""
        named = [place.find(spans.text_of(doc), lexicon=self._lexicon) for doc in docs]
        told: Counter[str] = sum(map(place.told, named), Counter())
        pages = [_Page(doc, mentions, told, self._lexicon) for doc, mentions in zip(docs, named, strict=True)]
        found = [page.find() for page in pages]
        lie = Counter(f.value for places in found for f in places if _lies(f))
        found = [page.at_home(places, told + lie) for page, places in zip(pages, found, strict=True)]
        towns = {f.detail["name"]: f.value for places in found for f in places if f.detail["level"] == "place"}
        return [page.finish(places, towns) for page, places in zip(pages, found, strict=True)]


class _Page:
    """One doc of an article that names the states `told`."""

    def __init__(self, doc: Doc, mentions: list[PlaceMention], told: Counter[str], lexicon: Lexicon) -> None:
        self._doc, self._told, self._lexicon = doc, told, lexicon
        self._text, self._ents = spans.text_of(doc), doc.ents  # a doc makes both anew whenever it is asked
        self._entities = {i: e for e in self._ents for i in range(e.start_char, e.end_char)}
        self._mentions = place.settle(mentions, self._text, told=told, lexicon=lexicon)
        names = (donor_names(lexicon), company_names(lexicon), programme_names(lexicon))
        self._taken = [(hit.start, hit.end) for one in names for hit in one.find(self._text)]

    def find(self) -> list[Finding]:
        """Give what this doc alone shows to be places."""
        found = [
            _finding(self._doc, self._text, mention) for mention in self._mentions if not self._something_else(mention)
        ]
        found = [place_phrases.widened(self._text, finding) for finding in self._with_nouns(found)]
        return found + self._from_context(found)

    def at_home(self, found: list[Finding], told: Counter[str]) -> list[Finding]:
        """Let a place that nothing puts into a state lie in the one that the article is about."""
        states = [f for f in found if f.detail["level"] in {"country", "capital", "demonym"} and len(f.value) == 2]

        def near(at: int) -> list[str]:
            return [f.value for f in sorted(states, key=lambda f: (f.start > at, abs(f.start - at)))]

        return [
            f._replace(value=place_context.home(near(f.start), told, self._lexicon)) if _homeless(f) else f
            for f in found
        ]

    def finish(self, found: list[Finding], towns: Mapping[str, str]) -> list[Finding]:
        """Add the names that other docs of the article show to be places, and what only the model knows."""
        found = found + self._again(found, towns)
        found = _chained(self._text, found + self._from_model(found))
        titles = place_phrases.titles(self._doc, self._text, found, self._lexicon)
        return [_nested(finding, titles) for finding in found]

    def _something_else(self, mention: PlaceMention) -> bool:
        """Whether a name of a place is part of a person's or a longer name, or a plain word."""
        span = self._doc.char_span(mention.start, mention.end, alignment_mode="expand")
        if span is None:
            return True
        entity = self._entity(mention.start)
        town, capital = mention.level in _TOWNS, mention.level == "capital"
        longer = entity is not None and len(entity) > len(span)
        if entity is not None and entity.label_ == "PERSON" and longer and (town or mention.ambiguous or capital):
            return True
        runs_on = capital and mention.ambiguous and _goes_on(self._text, mention.end, " ")
        if runs_on and not _located(self._text, mention.start):
            return True  # "Sofia Petrova", "the Paris Agreement"
        return town and self._no_town(mention, span, entity)

    def _no_town(self, mention: PlaceMention, span: Span, entity: Span | None) -> bool:
        """Whether what the table takes for a town is none, since the model takes it for something else."""
        printed = self._text[mention.start : mention.end]
        label = entity.label_ if entity is not None else ""
        if printed.isupper() and len(printed) > 3:  # ALL CAPS: too many words look like towns
            dateline = mention.start == 0 and place_context.DATELINE.match(self._text, mention.end)
            return mention.code not in self._told and not dateline
        if label in {"GPE", "LOC", "FAC"}:
            return False
        if mention.ambiguous or mention.name in heads(self._lexicon):
            return True
        if entity is None or label not in {"ORG", "NORP"} or len(entity) <= len(span):
            return not _located(self._text, mention.start) and _goes_on(self._text, mention.end)
        return span.start != entity.start + (entity[0].lower_ == "the")  # "Hubei Medical College": which country

    def _entity(self, start: int) -> Span | None:
        """Give the model's entity in which a name begins."""
        return self._entities.get(start)

    def _with_nouns(self, found: list[Finding]) -> list[Finding]:
        """Widen or add the places that a noun names; the country comes from the place beside it, else from the name."""
        text = self._text
        codes = {
            (m.start, m.end): m.code or (m.rivals[0] if m.rivals else "")
            for m in self._mentions
            if m.level != "demonym"
        }
        added: list[Finding] = []
        for phrase in place_phrases.find(self._doc, text, self._lexicon):
            touching = [f for f in found if phrase.start < f.end and f.start < phrase.end]
            if phrase.noun.natural and len(touching) == 1 and _is_named_after(phrase, touching[0]):
                added.append(_landscape(text, phrase))
                continue
            if any(f.label == "DEMONYM" or f.detail["level"] in _STATES for f in touching):
                continue  # "Chinese province", "Pacific islands", "United States"
            if place_context.is_bound(text[phrase.name_start : phrase.name_end], self._lexicon):
                continue  # "Member States"
            known = codes.get((phrase.name_start, phrase.name_end))
            beside = _beside(text, phrase.start, phrase.beyond, found)
            by_model = self._model_says(phrase.name_start)
            if not (phrase.noun.sure or known is not None or beside or by_model):
                continue
            code = beside or known or next((f.value for f in touching if len(f.value) == 2), "")
            detail = {"level": "place", "name": text[phrase.name_start : phrase.name_end]}
            added.append(Finding(phrase.start, phrase.end, "PLACE", code, "place:noun", detail))
        kept = [f for f in found if not any(a.start < f.end and f.start < a.end for a in added)]
        return sorted(kept + added, key=lambda finding: finding.start)

    def _model_says(self, start: int) -> bool:
        entity = self._entity(start)
        return entity is not None and entity.label_ in {"GPE", "LOC"}

    def _from_context(self, found: list[Finding]) -> list[Finding]:
        """Give the towns that no table looks for, where something says that a place stands there."""
        cues = place_context.Cues(
            self._doc, self._text, self._told, self._lexicon, ents=self._ents, found=found, taken=self._taken
        )
        added = []
        for town in cues.find():
            code = _beside(self._text, town.start, town.end, found) or next(iter(town.codes), "")
            added.append(self._town(town.start, town.end, code, town.rule))
        return added

    def _again(self, found: list[Finding], towns: Mapping[str, str]) -> list[Finding]:
        """Give the further mentions of names that are places elsewhere in the article."""
        known = [name for name in towns if name in self._text]
        if not known:
            return []
        taken = [*((f.start, f.end) for f in found), *self._taken]
        names = "|".join(re.escape(name) for name in sorted(known, key=len, reverse=True))
        return [
            self._town(match.start(), match.end(), towns[match.group()], "place:again")
            for match in re.finditer(rf"(?<![\w-])(?:{names})(?!\w|[ -][A-ZÀ-Þ])", self._text)
            if not any(s < match.end() and match.start() < e for s, e in taken)
        ]

    def _town(self, start: int, end: int, code: str, rule: str) -> Finding:
        return Finding(start, end, "PLACE", code, rule, {"level": "place", "name": self._text[start:end]})

    def _from_model(self, found: list[Finding]) -> list[Finding]:
        """Keep the towns that only the model knows."""
        taken = [*((f.start, f.end) for f in found), *self._taken]
        added = []
        for entity in self._ents:
            if entity.label_ not in {"GPE", "LOC"}:
                continue
            start, end = _bare(self._text, entity.start_char, entity.end_char)
            name = self._text[start:end]
            if not self._may_be_town(name) or any(s < end and start < e for s, e in taken):
                continue
            added.append(self._town(start, end, _beside(self._text, start, end, found), "place:model"))
        return added

    def _may_be_town(self, name: str) -> bool:
        last = name.rsplit(maxsplit=1)[-1] if name.strip() else ""
        long_enough = len(name) >= 3 and not (name.isupper() and len(name) < 6)
        return (
            long_enough
            and name[0].isupper()
            and not any(c.isdigit() for c in name)
            and last not in heads(self._lexicon)
            and not place_context.is_bound(last, self._lexicon)
        )


def _homeless(found: Finding) -> bool:
    return found.label == "PLACE" and found.detail["level"] == "place" and not found.value


def _lies(found: Finding) -> bool:
    """Whether a place below a state tells which state the article is about."""
    below = found.detail["level"] in {"city", "subdivision", "place"}
    return below and len(found.value) == 2 and "rivals" not in found.detail


def _is_named_after(phrase: place_phrases.Phrase, state: Finding) -> bool:
    """Whether a river or a valley has a state's name: "the Senegal river" is not Senegal."""
    named = (state.start, state.end) == (phrase.name_start, phrase.name_end)
    return named and state.label == "PLACE" and state.detail["level"] == "country"


def _landscape(text: str, phrase: place_phrases.Phrase) -> Finding:
    printed = text[phrase.start : phrase.end]
    return Finding(phrase.start, phrase.end, "PLACE", printed, "place:noun", {"level": "region", "name": printed})


def _finding(doc: Doc, text: str, mention: PlaceMention) -> Finding:
    printed = text[mention.start : mention.end]
    adjective = mention.adjective or (mention.either and _modifies(doc, mention))
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


def _chained(text: str, found: list[Finding]) -> list[Finding]:
    """Let a place without a country take that of the one it is followed by: "Semera, Afar Region, Ethiopia"."""
    chained: list[Finding] = []
    after: Finding | None = None
    for finding in sorted(found, key=lambda f: f.start, reverse=True):
        follows = after is not None and text[finding.end : after.start] in {", ", " in ", ", in "}
        if not finding.value and after is not None and follows and len(after.value) == 2 and after.label == "PLACE":
            after = finding._replace(value=after.value)
        else:
            after = finding
        chained.append(after)
    return chained[::-1]


def _nested(finding: Finding, titles: Sequence[tuple[int, int]]) -> Finding:
    if not any(start <= finding.start and finding.end <= end for start, end in titles):
        return finding
    return finding._replace(detail={**finding.detail, "nested": "yes"})


def _modifies(doc: Doc, mention: PlaceMention) -> bool:
    """Whether a name stands before a noun ("a Caribbean state", not "the Caribbean")."""
    span = doc.char_span(mention.start, mention.end, alignment_mode="expand")
    return span is not None and span.root.dep_ in {"compound", "amod", "nmod"} and span.root.head.i > span.root.i


def _located(text: str, start: int) -> bool:
    """Whether a preposition of place stands before ("in Herat")."""
    before = text[max(0, start - 9) : start].rpartition(" ")[0].rpartition(" ")[2]
    return before.lower() in {"in", "near", "at", "from", "outside", "around"}


def _goes_on(text: str, end: int, joints: str = " -") -> bool:
    """Whether a name goes on with another capitalised word: "Herat Silk", "Jordan Smith"."""
    return text[end : end + 1] in tuple(joints) and text[end + 1 : end + 2].isupper()


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    """Leave out "the", blanks, a possessive ending and closing marks."""
    opening = _OPENS.match(text, start, end)
    start = opening.end() if opening is not None else start
    closing = _CLOSES.search(text, start, end)
    return start, closing.start() if closing is not None else end


def _beside(text: str, start: int, end: int, found: list[Finding]) -> str:
    """Give the state printed right after or before a place ("Mamamah, Sierra Leone", "Kenya's Kajiado"), else ""."""
    states = [f for f in found if f.detail["level"] == "country" and f.label == "PLACE"]
    for state in states:
        if 0 < state.start - end < _BESIDE and _IN.fullmatch(text[end : state.start]):
            return state.value
    for state in states:
        if 0 < start - state.end < _BESIDE and _OWNER.fullmatch(text[state.end : start]):
            return state.value
    return ""
