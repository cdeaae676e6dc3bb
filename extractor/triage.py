"""Could an article report a flow of aid at all? A look at its raw text, before any model sees it.

Names of states, donors and leaders and words of funding are found by the tables' own patterns in one pass, and weighed
by a small additive model, over every stretch of a few paragraphs. It may only skip what it is sure of: the weights
and the bar are fitted by `scripts/fit_triage.py` so that hardly any narrative with a record falls under the bar.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from extractor.lexicon import Lexicon
from extractor.lexicon.countries import matcher, meanings
from extractor.lexicon.currencies import Currency
from extractor.lexicon.donors import donor_names
from extractor.lexicon.frames import providers
from extractor.lexicon.funding import Funding
from extractor.lexicon.leaders import leaders
from extractor.lexicon.match import Names
from extractor.lexicon.whole import WholeNames

NO_SIDE = "no state, donor or leader named"
NO_WORD = "no word of funding"
UNLIKELY = "hardly a word of aid"
STRETCH = 1200  # characters that are weighed together: as long as a brief
UNIT = 200  # characters to which counts are related
NEAR = 150  # characters between a word and a name that stand together
MOST, MOST_NAMES = 2.0, 3.0  # what is told more often by unit counts no more
BAR = -1.5
INTERCEPT = -12.3
WEIGHTS: Mapping[str, float] = {
    "give": 1.7,  # "donated", by unit of text
    "give2": -1.9,  # "made", "put": verbs of giving that say little by themselves
    "sign": 0.4,
    "agreement": 1.0,
    "aid3": 1.6,  # "grant", "loan"
    "aid2": 2.6,  # "assistance", "package"
    "build": -0.1,
    "project": 2.5,
    "near": 2.5,  # such words beside a name
    "names": 1.2,
    "giver": 0.6,  # a state that gives, a donor or a leader
    "two": 3.0,  # two states
    "one": 0.6,
    "donor": 0.7,
    "money": 1.3,
    "year": 3.7,
    "number": 1.8,
}
KINDS = ("give", "give2", "sign", "agreement", "aid3", "aid2", "build", "project")  # what words speak for
_YEAR = re.compile(r"\b(?:19[5-9]|20[0-4])\d\b")
_NUMBER = re.compile(r"\b\d")
_LINE = re.compile(r"[^\n]*\S[^\n]*")


@dataclass(frozen=True)
class Triage:
    """The compiled patterns of a lexicon."""

    lexicon: Lexicon

    def skip(self, text: str) -> str | None:
        """Say why an article need not be read; None where it may report aid."""
        reasons: set[str] = set()
        for start, end in stretches(text):
            reason = self._skip(text[start:end])
            if reason is None:
                return None
            reasons.add(reason)
        return next((reason for reason in (UNLIKELY, NO_WORD) if reason in reasons), NO_SIDE)

    def _skip(self, text: str) -> str | None:
        found = evidence(text, self.lexicon)
        if score(found) >= BAR:
            return None
        if not any(found[kind] for kind in KINDS):
            return NO_WORD
        return UNLIKELY if found["one"] or found["giver"] else NO_SIDE


def score(found: Mapping[str, float]) -> float:
    """Weigh what a stretch of text shows; higher is likelier aid."""
    return INTERCEPT + sum(WEIGHTS[name] * value for name, value in found.items())


def evidence(text: str, lexicon: Lexicon) -> dict[str, float]:
    """Give what a stretch of text shows, each from 0 up."""
    kinds, words = _words(lexicon)
    states = matcher(lexicon).find(text)
    donors = donor_names(lexicon).find(text)
    heads = _leaders(lexicon).find(text)
    means, prior = meanings(lexicon), providers(lexicon)
    codes = {means[hit.name].code for hit in states if hit.name in means} - {None}
    said = words.find(text)
    names = sorted(hit.start for hit in (*states, *donors, *heads))
    unit = max(len(text) / UNIT, 1.0)
    found = dict.fromkeys(KINDS, 0.0)
    for hit in said:
        for kind in kinds[hit.name]:
            found[kind] += 1
    together = sum(1 for hit in said if _beside(hit.start, names))
    return {kind: min(count / unit, MOST) for kind, count in found.items()} | {
        "near": min(together / unit, MOST),
        "names": min(len(names) / unit, MOST_NAMES),
        "giver": float(bool(donors or heads) or any(prior.get(code) for code in codes if code)),
        "two": float(len(codes) > 1),
        "one": float(bool(states)),
        "donor": float(bool(donors)),
        "money": float(bool(_money(lexicon).find(text))),
        "year": float(_YEAR.search(text) is not None),
        "number": float(_NUMBER.search(text) is not None),
    }


def _beside(place: int, names: Sequence[int]) -> bool:
    """Whether a name stands near a place; `names` are sorted."""
    at = bisect_left(names, place)
    return any(abs(name - place) < NEAR for name in names[max(at - 1, 0) : at + 1])


def stretches(text: str) -> Iterator[tuple[int, int]]:
    """Cut a text into stretches of whole lines, of STRETCH characters where lines are no longer, overlapping by one."""
    lines = [match.span() for match in _LINE.finditer(text)]
    first = 0
    while first < len(lines):
        last = first
        while last + 1 < len(lines) and lines[last + 1][1] - lines[first][0] <= STRETCH:
            last += 1
        yield lines[first][0], lines[last][1]
        if last + 1 == len(lines):
            return
        first = max(last, first + 1)


@cache
def _words(lexicon: Lexicon) -> tuple[Mapping[str, frozenset[str]], Names]:
    """Compile the words of funding, with what each speaks for."""
    kinds: dict[str, set[str]] = {}
    for row in lexicon.rows(Funding):
        if (kind := _kind(row)) is not None:
            for form in row.forms():
                kinds.setdefault(form, set()).add(kind)
    return {form: frozenset(found) for form, found in kinds.items()}, Names.of(kinds)


def _kind(row: Funding) -> str | None:
    """Say what a word speaks for; None of one that speaks for nothing here."""
    if row.frame in {"give", "forgive"} and row.pos == "verb" and row.weight > 2:
        return "give"
    if row.frame in {"give", "receive", "fund"} and row.pos == "verb":
        return "give2"
    if row.frame == "aid":
        return {3: "aid3", 2: "aid2"}.get(row.weight)
    if row.frame in {"build", "open", "implementer"}:
        return "build" if row.weight > 1 else None
    return {"sign": "sign", "approve": "sign", "agreement": "agreement", "project": "project", "debt": "project"}.get(
        row.frame
    )


@cache
def _leaders(lexicon: Lexicon) -> WholeNames:
    return WholeNames.of(leaders(lexicon))


@cache
def _money(lexicon: Lexicon) -> Names:
    """Compile the signs, codes and names of currencies; what else they may mean does not matter here."""
    words: dict[str, None] = {}
    for row in lexicon.rows(Currency):
        for name in (row.code, *row.names, *row.signs, *row.ambiguous):
            words |= {name: None, f"{name}s": None}
    return Names.of(words)
