"""Who gives, receives and carries out a flow: claims weighed, names at their fullest, gaps filled from the article."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from extractor.assembly.collect import Actor, Sentence
from extractor.assembly.group import Flow
from extractor.assembly.roles import Tally, key_of
from extractor.assembly.weigh import LEAST, SURE, Weighed, weigh
from extractor.lexicon import Lexicon
from extractor.lexicon.frames import providers

STATES = frozenset({"country", "adjective", "capital", "official"})
FAINT = 0.2  # a country that is merely mentioned may be where it happens, if no other is
TOLD = 0.45  # what is said with a preposition of place or of giving, at least
CHANNELS = frozenset({"multilateral", "ngo"})  # kinds of bodies that pass on what they get to a country's people
USUAL = 2  # the weight of states that mostly give
KNOWN = 2.0  # what a body of the donors' table has before one that is not
FIRST = 0.5  # what being told first, or in the headline, counts beside a flow
# Words of bodies that stand for their state; any other office of it is a party of its own.
WHOLE_STATE = frozenset({"government", "governments", "embassy", "consulate", "cabinet", "presidency", "parliament"})
GOVERNED = 1.5  # what makes a ministry one that carries something out: more than a name beside a preposition
# What ties a payer that is named with a sum to something else: "deposited *in the Fund*", "in talks *with* the bank".
TIED = frozenset({"role:beside.in", "role:beside.at", "role:beside.to", "role:beside.for", "role:beside.with"})
AHEAD = 1.3  # so much more than the next the article speaks of the country that it is about


@dataclass(slots=True, eq=False)
class Side:
    """One party of a flow: a state (by country) or a named organisation, with the mentions it was read from."""

    name: str
    country: str
    kind: str
    mentions: list[Actor] = field(default_factory=list)
    weight: float = 0.0
    inherited: bool = False
    known: bool = False  # in the table of donors


@dataclass(slots=True, eq=False)
class Parties:
    """Who is who in a flow."""

    donors: list[Side]
    recipients: list[Side]
    implementers: list[Side]
    countries: list[str]
    inherited: int = 0


@dataclass(frozen=True, slots=True)
class Story:
    """What an article says as a whole: its claims, and the country that it is about, if it is about one."""

    tally: Tally
    theme: str = ""
    headline: frozenset[tuple[str, str]] = frozenset()  # keys of those whom the headline names
    giver: "Side | None" = None  # who gives most of its flows, by their own words


def theme(sentences: Iterable[Sentence], headline: Iterable[Sentence], tally: Tally, lexicon: Lexicon) -> str:
    """Give the country that receives in most of what an article tells; "" where none is far ahead of the others."""
    prior = providers(lexicon)
    points: Counter[str] = Counter()
    for weight, part in ((1, sentences), (2, headline)):
        for sentence in part:
            named = {a.country for a in sentence.actors if a.how in {*STATES, "place"} and a.country}
            points.update(dict.fromkeys(named, weight))
    score = {
        country: count
        + 0.5 * min(tally.recipient[country], 8)
        - min(tally.donor[country], 8)
        - 2 * prior.get(country, 0)
        for country, count in points.items()
        if count > 1
    }
    ranked = sorted(score, key=lambda country: (-score[country], country))
    if not ranked or score[ranked[0]] <= 0:
        return ""
    return ranked[0] if len(ranked) == 1 or score[ranked[0]] >= AHEAD * max(score[ranked[1]], 0) else ""


def resolve(
    flow: Flow, near: Tally, story: Story, lexicon: Lexicon, *, before: "Parties | None", news: "Parties | None"
) -> Parties:
    """Choose the parties of a flow.

    What its own sentences leave out comes from the flow told right before in the same paragraph (`before`), the rest of
    its paragraph (`near`), its giver from the flow that the article tells first (`news`), then from what the whole
    article is about; a flow told in a roundabout way gets nothing from that.
    """
    weights = weigh(flow, story.tally, lexicon)
    donors = _of_core(_chosen(weights, "donor"), flow)
    if not donors:
        donors = _only_payer(flow, weights, story, lexicon)
    elif not any(_in_core(side, flow) for side in donors):
        donors = _only_payer(flow, weights, story, lexicon, beside=donors) or donors
    implementers = [
        s for s in _chosen(weights, "implementer") if s.kind not in {"government", "state"} or s.weight > GOVERNED
    ]
    through = [side for side in implementers if side.known and side.country and _in_core(side, flow)]
    if through and not any(_in_core(side, flow) for side in donors):
        donors = through  # "Through *the Kuwait Fund*, a grant for health went into hospitals"
    taken = {side.name for side in donors}
    implementers = [s for s in implementers if s.name not in taken and s.kind not in {"state"}]
    giving = {c for side in donors for c in [side.country] if c}
    recipients = [s for s in _chosen(weights, "recipient") if s.name not in taken]
    recipients = [s for s in recipients if s.kind != "state" or s.country not in giving]
    recipients = [s for s in recipients if not (s.known and s.kind in {"bank", "government", "multilateral"})]
    recipients = [body for side in recipients for body in (offices(side) or [side])]
    if any(s.kind != "state" for s in recipients):  # the state is the receiver only where nobody in it is
        recipients = [s for s in recipients if s.kind != "state"]
    result = Parties(donors, recipients, implementers, _countries(weights, giving, donors, story.theme, lexicon))
    _fill(result, _of_sentence(flow), lexicon, None)
    _fill(result, near, lexicon, before)
    if news is not None and not result.donors and not {d.country for d in news.donors} & set(result.countries):
        result.donors = [replace(side, inherited=True) for side in news.donors]
        result.inherited += 1
    if not flow.weak:
        _fill(result, story.tally, lexicon, None, story.giver)
    paying = {side.name for side in result.donors}
    result.implementers = [side for side in result.implementers if side.name not in paying]
    if not result.recipients and not result.countries:
        result.recipients = _places(weights, giving)
    return result


def receive(flow: Flow, parties: Parties, actors: Iterable[Actor]) -> None:
    """Let the one state that a flow goes to receive it where nobody in it is told to, and nobody passes it on.

    Where a place in it is told, nothing says that the state is the receiver.
    """
    passed_on = any(side.kind in CHANNELS for side in parties.implementers)
    if parties.recipients or passed_on or len(parties.countries) != 1:
        return
    if any(c.actor.how == "place" and c.role in {"site", "recipient"} for s in flow.core for c in s.claims):
        return
    country = parties.countries[0]
    named = [a for a in actors if a.country == country and a.how in STATES and a.how != "official" and not a.nested]
    if named and all(side.country != country for side in parties.donors):
        own = [a for a in named if any(s.sentence.start <= a.start < s.sentence.end for s in flow.statements)]
        parties.recipients = [Side(country, country, "state", (own or named)[:1])]


def offices(side: Side) -> list[Side]:
    """Give the offices of a state that it was read from: ministries and municipalities, but not its government."""
    found: dict[str, Side] = {}
    for mention in side.mentions if side.kind == "state" else ():
        words = {word.lower() for word in mention.name.split()}
        if mention.how == "org" and mention.rule != "org:government" and not words & WHOLE_STATE:
            office = Side(mention.name, mention.country, mention.kind, [], side.weight)
            found.setdefault(mention.name, office).mentions.append(mention)
    return list(found.values())


def _of_sentence(flow: Flow) -> Tally:
    """Count what the flow's own sentence says of others too: "$9 and $6 million, in that order, from *the Fund*"."""
    tally = Tally()
    if flow.opening.whole is not None:
        tally.add(flow.opening.whole)
    return tally


def _of_core(donors: list[Side], flow: Flow) -> list[Side]:
    """Keep the givers that the flow's own sentences name, if they name any."""
    own = [d for d in donors if _in_core(d, flow)]
    pointed = [d for d in donors if any(m.rule.startswith("antecedent") for m in d.mentions)]
    return [d for d in donors if d in own or d in pointed] if own else donors


def _in_core(side: Side, flow: Flow) -> bool:
    spans = [(s.sentence.start, s.sentence.end) for s in flow.core]
    return any(start <= mention.start < end for mention in side.mentions for start, end in spans)


def _only_payer(
    flow: Flow, weighed: Weighed, story: Story, lexicon: Lexicon, *, beside: Sequence[Side] = ()
) -> list[Side]:
    """Take for the giver the one usual giver that a flow's own sentence names: "*IFC* is in: a loan of $6 million".

    Where other sentences tell of givers (`beside`), it must be the only one, and be tied to nothing else.
    """
    prior = providers(lexicon)
    found: dict[tuple[str, str], list[Actor]] = defaultdict(list)
    for statement in flow.core:
        for actor in (claim.actor for claim in statement.claims):
            body = actor.how == "org" and actor.donor and actor.payer
            state = actor.how in STATES and prior.get(actor.country, 0) >= USUAL and actor.country != story.theme
            roles: Mapping[str, float] = weighed.roles.get(key_of(actor), {})
            works = roles.get("implementer", 0.0) >= SURE  # "a fund *managed by the IDB*"
            tied = beside and any(rule in TIED for rule in weighed.rules[key_of(actor)])
            if (body or state) and not actor.nested and not works and not tied:
                found[key_of(actor)].append(actor)
    bodies = {key: actors for key, actors in found.items() if key[0] == "org"}
    chosen = bodies or {key: a for key, a in found.items() if weighed.roles[key].get("recipient", 0.0) < 1.5}
    if len(chosen) > 1 and flow.amount is not None and not beside:  # the last one named before the sum
        at = flow.amount.start
        before = {
            key: max(a.start for a in actors if a.start < at)
            for key, actors in chosen.items()
            if any(a.start < at for a in actors)
        }
        chosen = {key: chosen[key] for key in sorted(before, key=lambda key: -before[key])[:1]}
    if len(chosen) != 1:
        return []
    ((key, actors),) = chosen.items()
    kind = "state" if key[0] == "state" else actors[0].kind
    return [Side(actors[0].name, actors[0].country, kind, actors, 1.0, known=bool(actors[0].donor))]


def _chosen(weighed: Weighed, role: str) -> list[Side]:
    found: list[Side] = []
    for key, roles in weighed.roles.items():
        actor = weighed.actors[key]
        mine = roles.get(role, 0.0)
        receiving = roles.get("recipient", 0.0) + 0.6 * roles.get("site", 0.0)
        rivals = {
            "donor": (receiving, roles.get("implementer", 0.0)),
            "recipient": (roles.get("donor", 0.0), roles.get("implementer", 0.0)),
            "implementer": (roles.get("donor", 0.0), receiving),
        }[role]
        if mine < LEAST or mine <= max(rivals):
            continue
        kind, _ = key
        if kind in {"region", "place"} or (kind == "state" and not actor.country):
            continue
        side = Side(
            actor.name, actor.country, "state" if kind == "state" else actor.kind, weighed.mentions[key][role], mine
        )
        side.known = bool(actor.donor) and actor.payer
        found.append(side)
    strongest = max((side.weight for side in found), default=0)
    if role == "donor":  # a stray weak claim beside a strong one is no second donor
        found = [side for side in found if side.weight >= 0.34 * strongest]
    return sorted(found, key=lambda side: (side.mentions[0].start if side.mentions else 0, side.name))


def _places(weighed: Weighed, giving: set[str]) -> list[Side]:
    """Give the places that receive where no state and no body is told to: "for the villages of *Kilinochchi*"."""
    found = []
    for key, roles in weighed.roles.items():
        weight = roles.get("recipient", 0.0) + 0.6 * roles.get("site", 0.0)
        actor = weighed.actors[key]
        if key[0] == "place" and weight >= LEAST and weight > roles.get("donor", 0.0) and actor.country not in giving:
            mentions = weighed.mentions[key]["recipient"] + weighed.mentions[key]["site"]
            found.append(Side(actor.name, actor.country, "community", mentions, weight))
    return sorted(found, key=lambda side: -side.weight)[:1]


def _countries(weighed: Weighed, giving: set[str], donors: list[Side], about: str, lexicon: Lexicon) -> list[str]:
    """Give the countries that receive: told to, else what the article is about, else where it may happen."""
    strong: dict[str, float] = defaultdict(float)
    for key, roles in weighed.roles.items():
        weight = roles.get("recipient", 0.0) + 0.6 * roles.get("site", 0.0)
        if roles.get("donor", 0.0) >= weight:
            continue
        for country in weighed.actors[key].countries:
            strong[country] += weight
    multilateral = all(not side.country for side in donors) if donors else False
    chosen = {c: w for c, w in strong.items() if w >= FAINT and (c not in giving or multilateral)}
    chosen = _no_venue(chosen, weighed, lexicon)
    told = {c: w for c, w in chosen.items() if w >= TOLD}
    if not told and about and about not in giving:
        return [about]
    if not chosen:  # named here, and not among those who give
        named = {
            c: 1.0
            for key, a in weighed.actors.items()
            if a.how not in {"region", "org"} and weighed.is_named(key)
            for c in a.countries
        }
        chosen = {c: w for c, w in named.items() if c not in giving}
        return sorted(chosen) if len(chosen) == 1 and not multilateral else []
    top = max(chosen.values())
    return sorted(c for c, w in chosen.items() if w >= 0.3 * top)


def main_giver(flows: Iterable[Flow], story: Story, lexicon: Lexicon) -> Side | None:
    """Give who gives most of an article's flows where their own sentences say who does; None where nobody is ahead.

    On annotated articles of many flows, a giver that a paragraph leaves out is this one in eight of ten cases. Its
    first flow and its headline count for more than the others.
    """
    points: dict[tuple[str, str], float] = defaultdict(float)
    sides: dict[tuple[str, str], Side] = {}
    for flow in flows:
        own = _of_core(_chosen(weigh(flow, story.tally, lexicon), "donor"), flow)
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


def _no_venue(chosen: Mapping[str, float], weighed: Weighed, lexicon: Lexicon) -> dict[str, float]:
    """Leave out states that usually give and are only where it was said: "pledged for Syria *in Brussels*"."""
    prior = providers(lexicon)
    to = {
        country
        for key, roles in weighed.roles.items()
        if roles.get("recipient", 0.0) > 0
        for country in weighed.actors[key].countries
    }
    kept = {c: w for c, w in chosen.items() if prior.get(c, 0) < USUAL or c in to}
    return kept or dict(chosen)


def _fill(result: Parties, tally: Tally, lexicon: Lexicon, before: "Parties | None", usual: Side | None = None) -> None:
    """Inherit what is left out: from the flow before, else who mostly gives here, else the main sides of a tally."""
    if not result.donors:
        giver = _main_giver(tally, lexicon, result.countries)
        if usual is not None and (not usual.country or usual.country not in result.countries):
            giver = replace(usual, mentions=usual.mentions[:1], weight=0.0, inherited=True)
        if before is not None and before.donors and not {s.country for s in before.donors} & set(result.countries):
            result.donors = [
                Side(s.name, s.country, s.kind, s.mentions, s.weight, inherited=True, known=s.known)
                for s in before.donors
            ]
            result.inherited += 1
        elif giver is not None:
            result.donors = [giver]
            result.inherited += 1
    if not result.countries:
        giving_now = {s.country for s in result.donors}
        receivers = [c for c in tally.recipients(lexicon) if c not in giving_now]
        if before is not None and before.countries and not giving_now & set(before.countries):
            result.countries = list(before.countries)
            result.inherited += 1
        elif receivers:
            result.countries = receivers[:1]
            result.inherited += 1


def _main_giver(tally: Tally, lexicon: Lexicon, receiving: Collection[str]) -> Side | None:
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
