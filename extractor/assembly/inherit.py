"""What the parts of a flow have from the whole: the project, the programme, the purpose and the place told once.

"A package of $70 million for a rubbish plant on Dawa ... *It comprises* a loan of $40 million and a grant of $30
million": the parts add up to the whole, or their sentence points back at it.
"""

import re
from collections.abc import Sequence

from extractor.assembly.attach import AWAY, Told, points_back
from extractor.assembly.group import Flow
from extractor.assembly.statements import Statement

WHOLES = frozenset({"aid", "agreement", "project"})  # nouns that point at a flow: "the package", "this agreement"


def inherit(told: Sequence[Told]) -> None:
    """Set `whole` of each flow that is told as a part of another."""
    kept = {id(flow): flow for flow, _ in told}
    for flow, _ in told:
        for part in flow.parts:
            if id(part) in kept and part.whole is None:
                part.whole = flow
    before: Told | None = None
    for pair in sorted(told, key=lambda pair: pair[0].opening.start):
        flow = pair[0]
        if flow.whole is None and before is not None and _is_part(pair, before):
            known = before[0].whole
            flow.whole = known if known is not None and known is not flow else before[0]
        before = pair


def resemble(told: Sequence[Told]) -> None:
    """Set `alike` of each flow: the same giver's other flows that name their form, a grant, a loan or another."""
    named: dict[str, list[Flow]] = {}
    for flow, parties in told:
        if any(statement.flows for statement in flow.statements):
            for giver in {side.country or side.name for side in parties.donors}:
                named.setdefault(giver, []).append(flow)
    for flow, parties in told:
        givers = [side.country or side.name for side in parties.donors]
        found = next((named[giver] for giver in givers if giver in named), [])
        flow.alike = [other for other in found if other is not flow]


def _is_part(pair: Told, before: Told) -> bool:
    """Whether a flow is told as a part of the one told right before it."""
    flow = pair[0]
    told = _points_at(flow.opening, before) or _of_which(flow, before[0]) or _goes_on(pair, before)
    return told and _alike(pair, before)


def _points_at(opening: Statement, before: Told) -> bool:
    """Whether a flow's sentence begins with a word that stands for the flow told right before."""
    if opening.sentence.paragraph - before[0].statements[-1].last_paragraph > AWAY or not points_back(opening):
        return False
    nouns = {t.token.i for t in opening.triggers if t.row.frame in WHOLES and not t.verb}
    for token in opening.sentence.span:
        if token.pos_ in {"VERB", "AUX"}:
            return False
        if token.lower_ in {"it", "this"} or (token.i in nouns and token.i < _sum_start(opening)):
            return True
    return False


def _of_which(flow: Flow, before: Flow) -> bool:
    """Whether a sum is told as a share of another in its sentence: "$9 million, *of which* $2 million ..."."""
    if flow.amount is None or before.opening.sentence is not flow.opening.sentence:
        return False
    ahead = flow.opening.text[: flow.amount.start - flow.opening.sentence.start]
    return bool(_SHARED.search(ahead))


def _goes_on(pair: Told, before: Told) -> bool:
    """Whether a flow without a giver or project of its own is told in the paragraph of one that has a project."""
    flow, parties = pair
    same = flow.opening.sentence.paragraph == before[0].opening.sentence.paragraph
    named = any(f.titles() for f in family(before[0]))
    own = flow.titles() or any(s.purpose for s in flow.statements)
    return same and named and not own and all(side.inherited for side in parties.donors)


_SHARED = re.compile(r"\b(?:of which|including|compris\w+|consist\w+ of|made up of)\b[^.;]{0,40}$")


def _sum_start(opening: Statement) -> int:
    return opening.amount.span.start if opening.amount is not None else opening.sentence.span.end


def _alike(pair: Told, before: Told) -> bool:
    mine, theirs = set(pair[1].countries), set(before[1].countries)
    return not mine or not theirs or bool(mine & theirs)


def family(flow: Flow) -> list[Flow]:
    """Give a flow, the whole that it is part of, and the whole of that."""
    found = [flow]
    while found[-1].whole is not None and found[-1].whole not in found:
        found.append(found[-1].whole)
    return found
