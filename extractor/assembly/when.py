"""Which of a flow's dates is which: agreed, announced, start, end."""

from collections.abc import Sequence

from extractor.assembly.collect import When
from extractor.assembly.date_evidence import TOLD, Candidate, Scene, candidates
from extractor.assembly.date_terms import end_of_term
from extractor.assembly.date_weights import score
from extractor.assembly.group import Flow
from extractor.lexicon.date_words import kinds

# Scores at which a date is taken for that of the deal: as a rule, where the start of works is told, and where a text
# of one paragraph tells no other. Tried in steps of 0.4 on half of the coders' narratives; LEAST also on the articles.
LEAST, BESIDE, ALONE = 0.2, 0.8, -2.5
LEADING = 6  # statements at the head of an article that may tell of the conference it is about
BOUNDS = frozenset(["bound:start", "bound:end"])
SPOKEN = frozenset(["frame:announce", "word:speak"])
DEALS = frozenset(["frame:sign", "frame:approve", "frame:forgive", "frame:fund", "word:agree"])
DEALT = DEALS | {"frame:give", "frame:receive"}
BEGUN = frozenset(["word:begin", "frame:build", "frame:implementer"])
DONE = frozenset(["word:finish", "frame:open"])
HANDED = DONE | {"word:hand"}
YEARS = frozenset(["prep:for", "kind:fiscal"])
NO_START = frozenset(["word:past", "word:finish", "word:occasion"])
NO_END = frozenset(["word:past", "word:begin", "word:occasion", "frame:sign", "frame:approve", "word:agree"])


def assign(flow: Flow, status: str, scene: Scene) -> dict[str, When]:
    """Give the dates of a flow by role.

    Works and terms say by their words when they start and end; which of the other dates is that of the deal or of its
    announcement is weighed.
    """
    pool = _own(candidates(flow, status, scene))
    works = _works(pool, status)
    others = [c for c in pool if "to_come" not in c.features and all(c.when is not taken for taken in works.values())]
    found = _decided(others, status, BESIDE if "start" in works else LEAST)
    if not found and "start" not in works and scene.lone:
        found = _decided(others, status, ALONE)[:1]
    chosen = {role: candidate.when for role, candidate in reversed(found)}
    if not found and status == "pledge" and (when := _of_conference(flow, scene)) is not None:
        chosen["announced"] = when
    chosen |= works
    for role, candidate in found:
        if role == "agreed" and _handed_over(candidate, chosen):
            del chosen["agreed"]
            chosen.setdefault("end", candidate.when)
    if "end" not in chosen and (end := end_of_term(flow, chosen)) is not None:
        chosen["end"] = end
    return chosen


def _own(pool: Sequence[Candidate]) -> list[Candidate]:
    """Leave out dates told with another's sum, and those beside one told with the flow's own that are told with none.

    "In May 2015 it began to fly in food and *in 2018* gave $3 million, and $2 million in 2019."
    """
    tied = {id(c.statement.sentence) for c in pool if "tied:own" in c.features}
    return [
        c
        for c in pool
        if "tied:else" not in c.features and ("untied" not in c.features or id(c.statement.sentence) not in tied)
    ]


def _decided(pool: Sequence[Candidate], status: str, least: float) -> list[tuple[str, Candidate]]:
    """Choose the date of the deal and that of its announcement, the likelier first; a pledge is only announced."""
    found: dict[str, Candidate] = {}
    for value, candidate in sorted(((score(c.features), c) for c in pool), key=lambda x: (-x[0], x[1].when.start)):
        if value < least:
            break
        told = status == "pledge" or (candidate.features & SPOKEN and not candidate.features & DEALT)
        found.setdefault("announced" if told else "agreed", candidate)
    return list(found.items())


def _works(pool: Sequence[Candidate], status: str) -> dict[str, When]:
    """Find when works or a term start and end, or when a deal was called off."""
    own = [c for c in pool if c.place in TOLD and not c.features & {"other_piece", "other_sum"}]
    found: dict[str, When] = {}
    starts = _bounded(own, "bound:start", BEGUN, NO_START)
    later = [c for c in starts if "prep:since" not in c.features]  # what goes on since a day is the last to say so
    starts = [c for c in later if "bound:start" in c.features] or later or starts
    if not starts:  # money of a year: "35 million for 2024"
        starts = [c for c in own if c.features & YEARS and "precision:year" in c.features]
    if starts:
        found["start"] = starts[0].when
    done = DONE | {"frame:stop"} if status == "cancelled" else DONE
    if ends := _bounded(own, "bound:end", done, NO_END):
        found["end"] = ends[0].when
    return found


def _bounded(pool: Sequence[Candidate], bound: str, words: frozenset[str], never: frozenset[str]) -> list[Candidate]:
    return [
        c
        for c in pool
        if (bound in c.features or (c.features & words and not c.features & BOUNDS)) and not c.features & never
    ]


def _handed_over(agreed: Candidate, chosen: dict[str, When]) -> bool:
    """Whether the day taken for the deal's is that on which what was begun before was handed over or opened."""
    start = chosen.get("start")
    if start is None or not agreed.features & HANDED or agreed.features & DEALS:
        return False
    return start.value[:7] < agreed.when.value[:7]


def _of_conference(flow: Flow, scene: Scene) -> When | None:
    """Give the day of the conference that an article opens with, at which its pledges were made."""
    table = kinds(scene.lexicon)
    for statement in scene.said[: min(LEADING, scene.at(flow.opening))]:
        sentence = statement.sentence
        if any("occasion" in table.get(token.lemma_.lower(), ()) for token in sentence.span):
            told = [*sentence.dates, *filter(None, [sentence.dateline])]
            return next((w for w in told if w.value and w.precision == "day" and not w.bound), None)
    return None
