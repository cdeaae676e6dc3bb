"""What the docs of one article tell of each other's organisations: full names, short names, people."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from spacy.tokens import Doc

from extractor.components.org_scene import Scene
from extractor.lexicon import Lexicon
from extractor.lexicon.countries import meanings
from extractor.lexicon.donors import heads, org_words
from extractor.model import Finding
from extractor.values import name as names

# Names that only their surroundings show to be organisations: wherever the article prints them, they are meant.
_SHOWN = frozenset({"org:apposed", "org:agency"})
_COMPANIES = frozenset({"company"})
_CAPITALS = re.compile(r"(?<![\w-])[A-Z]{3,8}(?![\w-])")
_SYLLABLES = re.compile(r"[A-Z][a-z]{3,7}")
_LEAST_SHORT = 4  # letters of the first word that may stand for a company's whole name


def people(docs: Iterable[Doc]) -> frozenset[str]:
    """Give the words of the names that the model takes for people's, those of one word only where it never differs."""
    names: set[str] = set()
    others: set[str] = set()
    for doc in docs:
        for entity in doc.ents:
            words = [token.text for token in entity if token.text[0].isupper()]
            if entity.label_ == "PERSON":
                names.update(words)
            elif entity.label_ == "ORG" and len(words) > 1:
                others.update(words)
    return frozenset(names - others)


@dataclass(frozen=True)
class Names:
    """The names of one article: `full` leads from a name to its fullest form, `further` from a name to its finding."""

    full: Mapping[str, str]
    further: Mapping[str, Finding]

    @classmethod
    def of(cls, scenes: list[Scene], lexicon: Lexicon) -> "Names":
        """Read the names of all docs."""
        found = [finding for at in scenes for finding in at.found]
        values = {f.value for f in found}
        own = {f.value for f in found if not f.detail.get("donor")}
        places = {at.text[p.start : p.end] for at in scenes for p in at.places}
        full = {name: fuller for name in own if (fuller := _fuller(name, values, places, lexicon)) is not None}
        spelled = {short: name for at in scenes for short, name in at.known.acronyms.items() if name in values}
        full |= {short: name for short, name in spelled.items() if short in own}
        further = {f.value: f for f in found if f.rule in _SHOWN} | _late(scenes, found, lexicon)
        text = "\n".join(at.text for at in scenes) if any(_may_shorten(f) for f in found) else ""
        for finding in found:
            short = _short(finding, text, lexicon) if _may_shorten(finding) else None
            if short is not None:
                further.setdefault(short, finding)
        return cls(full, further)

    def again(self, at: Scene) -> Iterator[Finding]:
        """Find the further mentions of names that other sentences show to be organisations, whole or shortened."""
        for name, finding in self.further.items():
            if name not in at.text:
                continue
            rule = "org:again" if finding.value == name else "org:short"
            detail = {key: text for key, text in finding.detail.items() if key != "head" or rule == "org:again"}
            for match in re.finditer(rf"(?<![\w-]){re.escape(name)}(?!\w|-\w)", at.text):
                if not any(p.start < match.end() and match.start() < p.end for p in at.places):
                    yield Finding(match.start(), match.end(), "ORG", finding.value, rule, detail)

    def fullest(self, finding: Finding) -> Finding:
        """Give a finding the fullest form of its name."""
        value = self.full.get(finding.value) if not finding.detail.get("donor") else None
        return finding._replace(value=value) if value is not None else finding


def _late(scenes: list[Scene], found: list[Finding], lexicon: Lexicon) -> dict[str, Finding]:
    """Find the acronyms that nothing introduces: "Kemsa" in an article on the Kenya Medical Supplies Authority."""
    full: dict[str, Finding] = {}
    for finding in found:
        if " " in finding.value and finding.rule not in {"org:acronym", "org:short"}:
            full |= {letters: finding for letters in names.initials(finding.value) if letters not in full}
    late: dict[str, Finding] = {}
    for at in scenes:
        words = (match.group() for match in _CAPITALS.finditer(at.text))
        late |= {word: full[word.lower()] for word in words if word.lower() in full}
        for entity in at.ents:
            word = entity.text.removesuffix("'s").removesuffix("’s")
            if _SYLLABLES.fullmatch(word) and word not in late and word not in meanings(lexicon):
                late.update((word, f) for f in full.values() if names.is_syllables(word, f.value))
    return late


def _fuller(name: str, values: set[str], places: set[str], lexicon: Lexicon) -> str | None:
    """Give the one longer name of the article that a name is short for.

    "Red Cross" for "Kenya Red Cross", "National Bank" for "National Bank of Kazakhstan", "Safaricom" for "Safaricom
    PLC", "Treasury" for "National Treasury".
    """
    legal = org_words(lexicon, "legal")
    alone = name in org_words(lexicon, "alone")
    longer = set()
    for value in values:
        if value.startswith(f"{name} "):
            rest = value[len(name) + 1 :].strip(".")
            if rest in legal or (rest.startswith("of ") and " and " not in rest):
                longer.add(value)
        elif value.endswith(f" {name}"):
            before = value[: -len(name) - 1]
            if (alone and not before.endswith((" of", " of the"))) or before in places or before in meanings(lexicon):
                longer.add(value)
    return longer.pop() if len(longer) == 1 else None


def _may_shorten(finding: Finding) -> bool:
    return (
        finding.detail.get("kind") in _COMPANIES
        and finding.rule in {"org:name", "org:company"}
        and " " in finding.value
    )


def _short(finding: Finding, text: str, lexicon: Lexicon) -> str | None:
    """Give the first word of a company's name if it may stand for the whole: "Husk" for "Husk Power Systems"."""
    word = finding.value.split(" ", 1)[0]
    uses = (org_words(lexicon, use) for use in ("common", "subject", "office", "legal", "day"))
    plain = (
        any(word in words for words in uses) or word in heads(lexicon) or word.lower() in org_words(lexicon, "title")
    )
    if len(word) < _LEAST_SHORT or not word.isalpha() or plain or word in meanings(lexicon):
        return None
    return None if re.search(rf"\b{word.lower()}\b", text) else word
