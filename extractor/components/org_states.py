"""What belongs to a state: "the Japanese government", "Nepal's parliament", "the finance ministry"."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from extractor.components.org_scene import Scene, named
from extractor.lexicon import Lexicon
from extractor.lexicon.donors import OrgHead, StateUse, heads, org_words
from extractor.model import Finding

_OWN = (
    r"(?: (?:federal|central|local|provincial|regional|national|state|transitional|military|interim|royal|county"
    r"|city))?"
)
_NO_TOWNS = frozenset({"NORP", "DATE", "LANGUAGE"})
_OWNERS = frozenset({"country", "demonym"})
_WITHIN = frozenset({"capital", "city", "subdivision", "place"})
_WINDOW = 60
_SEATED = re.compile(
    r"(?: \([^()]*\))? in (?:the )?", re.IGNORECASE
)  # "Embassy of the Republic of China (Taiwan) in ..."


class _Patterns(NamedTuple):
    after: re.Pattern[str]
    of: re.Pattern[str]
    ministry: re.Pattern[str]
    town: re.Pattern[str]


@cache
def _patterns(lexicon: Lexicon) -> _Patterns:
    nouns, owned, bodies = (_either(_heads(lexicon, use)) for use in (None, "owned", "of"))
    tasks = _either(org_words(lexicon, "task"))
    listed = rf"(?:{tasks})(?:(?:, | and | & |, and | )(?:{tasks}))*"
    state = r"(?:(?:the )?(?-i:[A-Z]\w+ of )?(?:the )?)"
    return _Patterns(
        re.compile(
            rf"(?:{_OWN} (?P<head>{nouns})|(?:'s|’s){_OWN} (?P<owned>{owned}))\b(?! of (?:the )?(?-i:[A-Z]))", re.I
        ),
        re.compile(rf"\b(?:(?:royal|federal|revolutionary|transitional) )?(?P<head>{bodies}) of {state}$", re.I),
        re.compile(rf"\b(?:{listed} ministry|ministry of {listed})\b"),
        re.compile(
            rf"(?<![\w’'-])(?P<name>[^\W\d_a-z]\w{{3,}}(?: [^\W\d_a-z]\w{{2,}})?)"
            rf" (?P<head>{_either(_heads(lexicon, 'town'))})\b(?!-)"
        ),
    )


@cache
def _heads(lexicon: Lexicon, use: StateUse | None) -> frozenset[str]:
    """Give the heads in small letters, of one use if told."""
    return frozenset(
        row.head for row in lexicon.rows(OrgHead) if row.head.islower() and (use is None or use in row.uses)
    )


def _either(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=lambda word: (-len(word), word)))


def governments(at: Scene) -> Iterator[Finding]:
    """Find "the Japanese government", "Nepal's parliament", "the government of Chad", "the Borno State government"."""
    text = at.text
    patterns, kinds = _patterns(at.lexicon), heads(at.lexicon)
    for owner in at.places:
        level = owner.detail.get("level")
        if len(owner.value) != 2 or level not in _OWNERS | _WITHIN:
            continue
        match = patterns.after.match(text, owner.end)
        if match is not None:
            head = (match["head"] or match["owned"]).lower()
            if _may_own(level in _OWNERS, owner, head, at.lexicon):
                detail = {"kind": kinds[head], "country": owner.value, "head": head}
                yield named(at, _royal(text, owner.start), match.end(), "org:government", detail)
        start = max(0, owner.start - _WINDOW)
        before = (
            patterns.of.search(text[start : owner.start]) if level == "country" and owner.label == "PLACE" else None
        )
        if before is not None:
            head = before["head"].lower()
            detail = {"kind": kinds.get(head, "government"), "country": owner.value, "head": head}
            end = _seat(at, owner.end) if head in _heads(at.lexicon, "seat") else owner.end
            yield named(at, start + before.start(), end, "org:government", detail)


def of_towns(at: Scene) -> Iterator[Finding]:
    """Find what belongs to a town that nothing else tells: "*Mwanamala* hospital", but not "the Catholic hospital"."""
    states = (place for place in at.places if place.detail.get("level") not in _WITHIN)
    taken = {i for place in states for i in range(place.start, place.end)}
    for match in _patterns(at.lexicon).town.finditer(at.text):
        span = at.doc.char_span(*match.span("name"))
        if span is None or match.start() in taken or span[0].is_sent_start or _is_common(match["name"], at):
            continue
        if all(token.pos_ == "PROPN" and token.ent_type_ not in _NO_TOWNS for token in span):
            head = match["head"]
            yield named(at, *match.span(), "org:government", {"kind": heads(at.lexicon)[head], "head": head})


def _is_common(name: str, at: Scene) -> bool:
    """Whether a capitalised word is rather what a body deals with: "Ebola hospital", "State university"."""
    return any(
        word.lower() in org_words(at.lexicon, "title") or word in org_words(at.lexicon, "common") or word.isupper()
        for word in re.split("[ -]", name)
    )


def _may_own(state: bool, owner: Finding, head: str, lexicon: Lexicon) -> bool:
    """Whether its owner alone tells a body: "the *Kenyan* government", "*Kisoro* hospital", not "Kenyan hospital"."""
    if head in _heads(lexicon, "town"):
        return not state and owner.label == "PLACE"
    return state or head in _heads(lexicon, "local")


def _royal(text: str, start: int) -> int:
    """Take "Royal" into the name of a state's forces: "*Royal* Australian Air Force"."""
    return start - len("Royal ") if text.endswith("Royal ", 0, start) else start


def _seat(at: Scene, end: int) -> int:
    """Take the state or capital in which an embassy stands into its name: "Embassy of Japan *in Malawi*"."""
    for place in at.places:
        if place.detail["level"] in {"country", "capital"} and _SEATED.fullmatch(at.text, end, place.start):
            return place.end
    return end


def ministries(at: Scene) -> Iterator[Finding]:
    """Find ministries told by their task in small letters: "the finance ministry", "the ministry of agriculture"."""
    for match in _patterns(at.lexicon).ministry.finditer(at.text):
        yield named(at, match.start(), match.end(), "org:ministry", {"kind": "government", "head": "ministry"})


_ABBREVIATED = re.compile(r"(?<!\w)Go(?P<letters>[A-Z]{1,3})(?!\w)")


def abbreviated(at: Scene) -> Iterator[Finding]:
    """Find governments by their initials: "GoN" in an article that names Nepal."""
    for match in _ABBREVIATED.finditer(at.text):
        states = {(name, code) for name, code in at.known.states if _initials(name) == match["letters"]}
        if len(states) == 1:
            name, code = states.pop()
            detail = {"kind": "government", "country": code, "head": "government"}
            yield Finding(match.start(), match.end(), "ORG", f"Government of {name}", "org:government", detail)


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split() if word[0].isupper())
