"""Who mostly gives in an article or a stretch of it, for flows that leave their giver out."""

from collections import defaultdict
from collections.abc import Collection, Iterable

from extractor.assembly.choose import chosen, of_core
from extractor.assembly.group import Flow
from extractor.assembly.parties import Side, Story
from extractor.assembly.tally import Tally
from extractor.assembly.weigh import SURE, weigh
from extractor.lexicon import Lexicon
from extractor.lexicon.frames import providers

KNOWN = 2.0  # what a body of the donors' table has before one that is not
FIRST = 0.5  # what being told first, or in the headline, counts beside a flow


def main_giver(flows: Iterable[Flow], story: Story, lexicon: Lexicon) -> Side | None:
    """Give who gives most of an article's flows where their own sentences say who does; None where nobody is ahead.

    On annotated articles of many flows, a giver that a paragraph leaves out is this one in eight of ten cases. Its
    first flow and its headline count for more than the others.
    """
    points: dict[tuple[str, str], float] = defaultdict(float)
    sides: dict[tuple[str, str], Side] = {}
    for flow in flows:
        own = of_core(chosen(weigh(flow, story.tally, lexicon), "donor"), flow)
        for side in [side for side in own if _is_usual(side, story, lexicon)]:
            key = ("state", side.country) if side.kind == "state" else ("org", side.name)
            points[key] += 1 if sides else 1 + FIRST
            sides.setdefault(key, side)
    for key in sides:
        points[key] += FIRST * (key in story.headline)
    ranked = sorted(points, key=lambda key: -points[key])
    if not ranked or (len(ranked) > 1 and points[ranked[0]] == points[ranked[1]]):
        return None
    return sides[ranked[0]]


def _is_usual(side: Side, story: Story, lexicon: Lexicon) -> bool:
    """Whether a giver is one to expect, or is told by a verb of giving; the country that receives is neither."""
    if side.kind == "state":
        return side.country != story.theme and (bool(providers(lexicon).get(side.country)) or side.weight >= SURE)
    return side.known or (side.weight >= SURE and side.country != story.theme)


def giver_of(tally: Tally, lexicon: Lexicon, receiving: Collection[str]) -> Side | None:
    """Give the state or body that most plainly gives in a stretch of text; None where nobody does."""
    prior = providers(lexicon)
    best: tuple[float, tuple[str, str]] | None = None
    for key, net in tally.gives.items():
        actor = tally.actors[key][0]
        if key[0] == "state":
            score = tally.giving(key[1], lexicon)
            fit = (
                (prior.get(key[1]) or tally.donor[key[1]] >= SURE)
                and tally.donor[key[1]] > 0
                and key[1] not in receiving
            )
        elif key[0] == "org":
            score = net + (KNOWN if actor.donor and actor.payer else 0.0)
            fit = (
                net > 0
                and ((actor.donor and actor.payer) or net >= SURE)
                and not (actor.country in receiving and not actor.donor)
            )
        else:
            continue
        if fit and score > 0 and (best is None or (score, key) > best):
            best = score, key
    if best is None:
        return None
    kind, name = best[1]
    mentions = tally.actors[best[1]]
    if kind == "state":
        return Side("", name, "state", [], 0.0, inherited=True)
    return Side(
        mentions[0].name,
        mentions[0].country,
        mentions[0].kind,
        mentions[:1],
        0.0,
        inherited=True,
        known=bool(mentions[0].donor),
    )
