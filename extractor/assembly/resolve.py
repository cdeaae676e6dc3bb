"""Who gives, receives and carries out a flow: claims weighed, names in their fullest form, gaps filled from the article."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from extractor.assembly.collect import Actor
from extractor.assembly.group import Flow
from extractor.assembly.roles import Claim, Tally
from extractor.lexicon import Lexicon
from extractor.lexicon.frames import providers

PAYERS = frozenset({"agency", "multilateral", "bank", "ngo", "company", "institution", "community"})
FAINT = 0.2  # a country that is merely mentioned may be where it happens, if no other is
LEAST = 0.5  # a claim below this (a modifier of a modifier) makes nobody a donor


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
    tied: bool = False


def resolve(flow: Flow, tally: Tally, near: Tally, lexicon: Lexicon, fallback: "Parties | None") -> Parties:
    """Weigh the claims of a flow's statements.

    What they leave out comes from the same paragraph (`near`), from the flow before (`fallback`), then from the whole
    article; a flow told in a roundabout way gets nothing from outside its paragraph.
    """
    claims = [claim for statement in flow.context for claim in statement.claims]
    weights = _weigh(claims, flow)
    _settle_sides(claims, weights, tally, lexicon)
    _turn_round(weights, lexicon)
    _part(weights, tally, lexicon)
    donors = _chosen(weights, "donor")
    implementers = [s for s in _chosen(weights, "implementer") if s.kind not in {"government", "state"} or s.weight > 2]
    taken = {side.name for side in donors}
    implementers = [s for s in implementers if s.name not in taken and s.kind not in {"state"}]
    giving = {c for side in donors for c in [side.country] if c}
    recipients = [s for s in _chosen(weights, "recipient") if s.name not in taken]
    recipients = [s for s in recipients if s.kind != "state" or s.country not in giving]
    if any(s.kind != "state" for s in recipients):  # the state is the receiver only where nobody in it is
        recipients = [s for s in recipients if s.kind != "state"]
    countries = _countries(weights, giving, donors)
    result = Parties(donors, recipients, implementers, countries)
    _fill(result, near, lexicon, None)
    if not flow.weak:
        _fill(result, tally, lexicon, fallback)
    if not result.recipients and not result.countries:
        result.recipients = _places(weights, giving)
    return result


def key_of(actor: Actor) -> tuple[str, str]:
    """Give what identifies an actor: a state its country, whatever it is called by; anything else its name."""
    if actor.how == "org" and not (actor.kind == "government" and actor.country and not actor.donor):
        return ("org", actor.name)
    if actor.how == "place":
        return ("place", actor.name)
    if actor.how == "region":
        return ("region", actor.name)
    return ("state", actor.country or actor.name)


class _Weighed:
    """Weights by actor and role, with the mentions behind them."""

    def __init__(self) -> None:
        self.roles: dict[tuple[str, str], dict[str, float]] = defaultdict(lambda: defaultdict(float))
        self.mentions: dict[tuple[str, str], dict[str, list[Actor]]] = defaultdict(lambda: defaultdict(list))
        self.actors: dict[tuple[str, str], Actor] = {}

    def add(self, claim: Claim, factor: float) -> None:
        key = key_of(claim.actor)
        if key[0] == "place" and claim.role == "donor" and claim.actor.country:
            key = ("state", claim.actor.country)  # "Sichuan Province donated"
        self.roles[key][claim.role] += claim.weight * factor
        self.mentions[key][claim.role].append(claim.actor)
        self.actors.setdefault(key, claim.actor)


def _weigh(claims: Iterable[Claim], flow: Flow) -> _Weighed:
    weighed = _Weighed()
    for claim in claims:
        first = flow.opening.start <= claim.actor.start < flow.opening.sentence.end or (
            flow.amount is not None and abs(claim.actor.start - flow.amount.start) < 300
        )
        weighed.add(claim, 1.0 if first else 0.6)
    return weighed


def _settle_sides(claims: list[Claim], weighed: _Weighed, tally: Tally, lexicon: Lexicon) -> None:
    """Tell the sides of an agreement apart: the one that gives elsewhere, or that usually gives, is the donor."""
    sides = {key: roles["side"] for key, roles in weighed.roles.items() if roles.get("side", 0) > 0}
    if not sides:
        return
    net = {
        key: weighed.roles[key].get("donor", 0) - weighed.roles[key].get("recipient", 0) - weighed.roles[key].get("site", 0)
        for key in weighed.roles
    }
    known_donor = any(value >= 1 for value in net.values())
    score = {}
    for key in sides:
        actor = weighed.actors[key]
        prior = tally.giving(actor.country, lexicon) if actor.country else 0.0
        score[key] = 2 * net[key] + prior + (4 if actor.donor and actor.payer else 0)
    countries = {weighed.actors[key].country for key in sides}
    best = max(score, key=lambda key: (score[key], key))
    for key in sides:
        actor = weighed.actors[key]
        same = actor.country == weighed.actors[best].country
        if score[key] > 0 and (key == best or same) and (len(countries) > 1 or known_donor or actor.donor or providers(lexicon).get(actor.country)):
            role = "donor"
        else:
            role = "recipient"
        weighed.roles[key][role] += sides[key]
        weighed.mentions[key][role] += weighed.mentions[key]["side"]


SURE = 4.0  # a giver or receiver told by the verb itself ("Kenya gave Japan ...") needs no likelihood


def _turn_round(weighed: _Weighed, lexicon: Lexicon) -> None:
    """Change sides where a state that never gives would give to one that always does, and no verb says so."""
    prior = providers(lexicon)
    net = {
        key: roles.get("donor", 0.0) - roles.get("recipient", 0.0) - 0.6 * roles.get("site", 0.0)
        for key, roles in weighed.roles.items()
        if key[0] == "state"
    }
    giver = max((k for k in net if net[k] > 0), key=lambda k: net[k], default=None)
    taker = min((k for k in net if net[k] < 0), key=lambda k: net[k], default=None)
    if giver is None or taker is None or prior.get(giver[1], 0) or prior.get(taker[1], 0) < 2:
        return
    if net[giver] >= SURE and -net[taker] >= SURE:
        return
    for key in (giver, taker):
        for table in (weighed.roles[key], weighed.mentions[key]):
            donor, receiver = table.pop("donor", None), table.pop("recipient", None)
            if receiver is not None:
                table["donor"] = receiver
            if donor is not None:
                table["recipient"] = donor
            if key == taker and "site" in table:
                table["donor"] = table.get("donor", type(table["site"])()) + table.pop("site")


def _part(weighed: _Weighed, tally: Tally, lexicon: Lexicon) -> None:
    """See that somebody gives and somebody else receives where a flow names two states or more.

    What the verbs say counts most, then what the article says elsewhere and who usually gives: "China donated pumps to
    help *Mali* irrigate" has a second subject that gives nothing, "*China's* Wang Yi met his Malian host; the two
    signed a 5-million-yuan deal" has no subject that gives.
    """
    prior = providers(lexicon)
    net: dict[str, float] = defaultdict(float)
    for key, roles in weighed.roles.items():
        for country in weighed.actors[key].countries[:1] if key[0] != "region" else ():
            net[country] += roles.get("donor", 0.0) - roles.get("recipient", 0.0) - 0.6 * roles.get("site", 0.0)
    states = {key[1]: key for key in weighed.roles if key[0] == "state"}
    payers = [k for k, roles in weighed.roles.items() if _pays(k, roles, weighed)]
    def likely(country: str) -> float:
        told = max(-3.0, min(3.0, tally.donor[country] - tally.recipient[country]))
        return net[country] + PRIOR * prior.get(country, 0) + 0.3 * told

    if not payers:
        best = max((c for c in states if prior.get(c)), key=lambda c: (likely(c), c), default=None)
        if best is not None and len(net) > 1:
            _move(weighed, states[best], ("recipient", "site", "side"), "donor")
        return
    giving = {weighed.actors[k].country for k in payers}
    if set(net) - giving or len(payers) < 2:
        return
    known = {k for k in payers if weighed.actors[k].donor and not prior.get(weighed.actors[k].country, 0)}
    best = max(filter(None, giving), key=lambda c: (likely(c), c), default="")
    for key in payers:
        country = weighed.actors[key].country
        usual = prior.get(country, 0) >= USUAL and likely(country) >= 0.5 * likely(best)
        if country and key not in known and not usual and (known or country != best):
            # a body of the receiving state that pays its own part gives nothing to it
            _move(weighed, key, ("donor",), "recipient" if key[0] == "state" else "site")


USUAL = 2  # a state with this weight as a giver may well give together with another, to somebody told elsewhere
PRIOR = 1.5  # what each step of a state's weight as a giver counts beside the words


def _pays(key: tuple[str, str], roles: Mapping[str, float], weighed: _Weighed) -> bool:
    mine = roles.get("donor", 0.0)
    receiving = roles.get("recipient", 0.0) + 0.6 * roles.get("site", 0.0)
    return key[0] in {"state", "org"} and mine >= LEAST and mine > max(receiving, roles.get("implementer", 0.0))


def _move(weighed: _Weighed, key: tuple[str, str], old: tuple[str, ...], new: str) -> None:
    """Give an actor one role for all that it was taken to be."""
    roles, mentions = weighed.roles[key], weighed.mentions[key]
    weight = sum(roles.pop(role, 0.0) for role in old)
    shown = [mention for role in old for mention in mentions.pop(role, [])]
    roles[new] = max(roles.get(new, 0.0) + weight, LEAST)
    mentions[new] = mentions.get(new, []) + shown


def _chosen(weighed: _Weighed, role: str) -> list[Side]:
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
        kind, name = key
        if kind == "region" or kind == "place":
            continue
        side = Side(actor.name, actor.country, "state" if kind == "state" else actor.kind, weighed.mentions[key][role], mine)
        side.known = bool(actor.donor) and actor.payer
        found.append(side)
    strongest = max((side.weight for side in found), default=0)
    if role == "donor":  # a stray weak claim beside a strong one is no second donor
        found = [side for side in found if side.weight >= 0.34 * strongest]
    return sorted(found, key=lambda side: (side.mentions[0].start if side.mentions else 0, side.name))


def _places(weighed: _Weighed, giving: set[str]) -> list[Side]:
    """Give the places that receive where no state and no body is told to: "for the villages of *Kilinochchi*"."""
    found = []
    for key, roles in weighed.roles.items():
        weight = roles.get("recipient", 0.0) + 0.6 * roles.get("site", 0.0)
        actor = weighed.actors[key]
        if key[0] == "place" and weight >= LEAST and weight > roles.get("donor", 0.0) and actor.country not in giving:
            mentions = weighed.mentions[key]["recipient"] + weighed.mentions[key]["site"]
            found.append(Side(actor.name, actor.country, "community", mentions, weight))
    return sorted(found, key=lambda side: -side.weight)[:1]


def _countries(weighed: _Weighed, giving: set[str], donors: list[Side]) -> list[str]:
    """Give the countries that receive: by a receiver's claim, else by where it happens."""
    strong: dict[str, float] = defaultdict(float)
    for key, roles in weighed.roles.items():
        weight = roles.get("recipient", 0.0) + 0.6 * roles.get("site", 0.0)
        if roles.get("donor", 0.0) >= weight:
            continue
        for country in weighed.actors[key].countries:
            strong[country] += weight
    multilateral = all(not side.country for side in donors) if donors else False
    chosen = {c: w for c, w in strong.items() if w >= FAINT and (c not in giving or multilateral)}
    if not chosen:  # named here, and not among those who give
        named = {c: 1.0 for a in weighed.actors.values() if a.how not in {"region", "org"} for c in a.countries}
        chosen = {c: w for c, w in named.items() if c not in giving}
        return sorted(chosen) if len(chosen) == 1 and not multilateral else []
    top = max(chosen.values())
    return sorted(c for c, w in chosen.items() if w >= 0.3 * top)


def _fill(result: Parties, tally: Tally, lexicon: Lexicon, fallback: "Parties | None") -> None:
    """Inherit what is left out: from the flow before, else the main sides of a tally."""
    if not result.donors:
        prior = providers(lexicon)
        giving = [c for c in tally.donors(lexicon) if c not in result.countries and (prior.get(c) or tally.donor[c] >= SURE)]
        if fallback is not None and fallback.donors and not {s.country for s in fallback.donors} & set(result.countries):
            result.donors = [Side(s.name, s.country, s.kind, s.mentions, s.weight, inherited=True) for s in fallback.donors]
            result.inherited += 1
        elif giving:
            result.donors = [Side("", giving[0], "state", [], 0.0, inherited=True)]
            result.inherited += 1
    if not result.countries:
        giving_now = {s.country for s in result.donors}
        receivers = [c for c in tally.recipients(lexicon) if c not in giving_now]
        if fallback is not None and fallback.countries and not giving_now & set(fallback.countries):
            result.countries = list(fallback.countries)
            result.inherited += 1
        elif receivers:
            result.countries = receivers[:1]
            result.inherited += 1
