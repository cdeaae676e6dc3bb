"""Claims of a flow's statements weighed: who gives and who receives, sides of agreements told apart."""

from collections import defaultdict
from collections.abc import Mapping
from typing import TypeVar

from extractor.assembly.claim import Claim
from extractor.assembly.collect import Actor
from extractor.assembly.group import Flow
from extractor.assembly.tally import Tally, key_of
from extractor.lexicon import Lexicon
from extractor.lexicon.frames import providers

LEAST = 0.5  # a claim below this (a modifier of a modifier) makes nobody a donor
AROUND = 0.4  # what is said of a flow beside the sentences that tell it
T = TypeVar("T")


class Weighed:
    """Weights by actor and role, with the mentions behind them."""

    def __init__(self) -> None:
        self.roles: dict[tuple[str, str], dict[str, float]] = defaultdict(lambda: defaultdict(float))
        self.mentions: dict[tuple[str, str], dict[str, list[Actor]]] = defaultdict(lambda: defaultdict(list))
        self.actors: dict[tuple[str, str], Actor] = {}
        self.rules: dict[tuple[str, str], set[str]] = defaultdict(set)

    def add(self, claim: Claim, factor: float) -> None:
        """Count a claim, its weight times `factor`."""
        key = key_of(claim.actor)
        if key[0] == "place" and claim.role == "donor" and claim.actor.country:
            key = ("state", claim.actor.country)  # "Sichuan Province donated"
        if key[0] == "state" and claim.role == "implementer" and claim.actor.how == "org":
            key = ("org", claim.actor.name)  # a ministry that carries something out is not its state
        self.roles[key][claim.role] += claim.weight * factor
        self.mentions[key][claim.role].append(claim.actor)
        self.actors.setdefault(key, claim.actor)
        self.rules[key].add(claim.rule)

    def is_named(self, key: tuple[str, str]) -> bool:
        """Whether an actor is named by itself, and not only inside another's name ("the *Kuwait* Fund")."""
        return any(not mention.nested for mentions in self.mentions[key].values() for mention in mentions)


def weigh(flow: Flow, tally: Tally, lexicon: Lexicon) -> Weighed:
    """Weigh all that is claimed about a flow; the sentence that opens it and that with its sum count most."""
    weighed = Weighed()
    for statement in flow.context:
        for claim in statement.claims:
            weighed.add(claim, 1.0 if statement in flow.core else AROUND)
    _settle_sides(weighed, tally, lexicon)
    _turn_round(weighed, lexicon)
    _part(weighed, tally, lexicon)
    return weighed


def _settle_sides(weighed: Weighed, tally: Tally, lexicon: Lexicon) -> None:
    """Tell the sides of an agreement apart: the one that gives elsewhere, or that usually gives, is the donor."""
    sides = {key: roles["side"] for key, roles in weighed.roles.items() if roles.get("side", 0) > 0}
    if _paid_for(weighed, sides):
        _settle_paid(weighed, sides, lexicon)
        return
    if not sides:
        return
    net = {
        key: weighed.roles[key].get("donor", 0)
        - weighed.roles[key].get("recipient", 0)
        - weighed.roles[key].get("site", 0)
        for key in weighed.roles
    }
    known_donor = any(value >= 1 for value in net.values())
    score = {}
    for key in sides:
        actor = weighed.actors[key]
        prior = tally.giving(actor.country, lexicon) if actor.country else 0.0
        score[key] = 2 * net[key] + prior + (4 if actor.donor and actor.payer else 0)
    countries = {weighed.actors[key].country for key in sides}
    hosts = {key for key in sides if _is_host(weighed, key) and providers(lexicon).get(key[1], 0) < USUAL}
    best = max(score, key=lambda key: (score[key], key))
    for key, side in sides.items():
        actor = weighed.actors[key]
        same = actor.country == weighed.actors[best].country
        if (
            score[key] > 0
            and key not in hosts
            and (key == best or same)
            and (len(countries) > 1 or known_donor or actor.donor or providers(lexicon).get(actor.country))
        ):
            role = "donor"
        else:
            role = "recipient"
        weighed.roles[key][role] += side
        weighed.mentions[key][role] += weighed.mentions[key]["side"]


def _is_host(weighed: Weighed, key: tuple[str, str]) -> bool:
    """Whether a state is told only as where another's diplomats are posted ("the US embassy in *Pretoria*")."""
    return key[0] == "state" and weighed.rules[key] == {"role:posted"}


def _paid_for(weighed: Weighed, sides: Mapping[tuple[str, str], float]) -> bool:
    """Whether a known body that is no side pays: "the ministry signed with a builder, on a loan from *KfW*"."""
    others = [key for key in weighed.roles if key not in sides and weighed.actors[key].donor]
    return bool(sides) and any(
        weighed.actors[key].payer and weighed.roles[key].get("donor", 0.0) >= PLAINLY for key in others
    )


def _settle_paid(weighed: Weighed, sides: Mapping[tuple[str, str], float], lexicon: Lexicon) -> None:
    """Let the sides of what another pays for be who orders the work and who does it."""
    prior = providers(lexicon)
    for key in sides:
        actor = weighed.actors[key]
        if actor.kind == "company" and not actor.donor:
            _move(weighed, key, ("side", "donor", "recipient"), "implementer")
        elif prior.get(actor.country, 0) >= USUAL:
            _move(weighed, key, ("side",), "donor")
        else:
            _move(weighed, key, ("side", "donor"), "recipient")


PLAINLY = 3.0  # how plainly a body must pay to make the sides of an agreement who works and for whom
SURE = 4.0  # a giver or receiver told by the verb itself ("Kenya gave Japan ...") needs no likelihood


def _turn_round(weighed: Weighed, lexicon: Lexicon) -> None:
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
        roles, mentions = weighed.roles[key], weighed.mentions[key]
        _swap(roles)
        _swap(mentions)
        if key == taker and "site" in roles:
            roles["donor"] = roles.get("donor", 0.0) + roles.pop("site")
        if key == taker and "site" in mentions:
            mentions["donor"] = mentions.get("donor", []) + mentions.pop("site")


def _swap(table: dict[str, T]) -> None:
    """Exchange what a table has for the donor and for the recipient; one that it lacks stays out of it."""
    donor, receiver = table.pop("donor", None), table.pop("recipient", None)
    if receiver is not None:
        table["donor"] = receiver
    if donor is not None:
        table["recipient"] = donor


def _part(weighed: Weighed, tally: Tally, lexicon: Lexicon) -> None:
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
    payers = [k for k, roles in weighed.roles.items() if _pays(k, roles)]

    def likely(country: str) -> float:
        told = max(-3.0, min(3.0, tally.donor[country] - tally.recipient[country]))
        return net[country] + PRIOR * prior.get(country, 0) + 0.3 * told

    if not payers:
        best = max((c for c in states if prior.get(c)), key=lambda c: (likely(c), c), default=None)
        if best is not None and len(net) > 1:
            _move(weighed, _bearer(weighed, states[best]), ("recipient", "site", "side"), "donor")
        return
    giving = {weighed.actors[k].country for k in payers}
    if set(net) - giving or len(payers) < 2:
        return
    known = {k for k in payers if weighed.actors[k].donor and not prior.get(weighed.actors[k].country, 0)}
    usual_givers = {c for c in giving if prior.get(c, 0) >= USUAL}  # if any pays, somebody else of them receives
    best = max(filter(None, usual_givers or giving), key=lambda c: (likely(c), c), default="")
    for key in payers:
        country = weighed.actors[key].country
        usual = prior.get(country, 0) >= USUAL and likely(country) >= 0.5 * likely(best)
        if country and key not in known and not usual and (known or country != best):
            # a body of the receiving state that pays its own part gives nothing to it
            _move(weighed, key, ("donor",), "recipient" if key[0] == "state" else "site")


def _bearer(weighed: Weighed, state: tuple[str, str]) -> tuple[str, str]:
    """Give the paying body whose name alone names a state ("the *Kuwait* Fund"), else the state."""
    if weighed.is_named(state):
        return state
    bodies = (k for k, a in weighed.actors.items() if k[0] == "org" and a.payer and a.country == state[1])
    return next(bodies, state)


USUAL = 2  # a state with this weight as a giver may well give together with another, to somebody told elsewhere
PRIOR = 1.5  # what each step of a state's weight as a giver counts beside the words


def _pays(key: tuple[str, str], roles: Mapping[str, float]) -> bool:
    mine = roles.get("donor", 0.0)
    receiving = roles.get("recipient", 0.0) + 0.6 * roles.get("site", 0.0)
    return key[0] in {"state", "org"} and mine >= LEAST and mine > max(receiving, roles.get("implementer", 0.0))


def _move(weighed: Weighed, key: tuple[str, str], old: tuple[str, ...], new: str) -> None:
    """Give an actor one role for all that it was taken to be."""
    roles, mentions = weighed.roles[key], weighed.mentions[key]
    weight = sum(roles.pop(role, 0.0) for role in old)
    shown = [mention for role in old for mention in mentions.pop(role, [])]
    roles[new] = max(roles.get(new, 0.0) + weight, LEAST)
    mentions[new] = mentions.get(new, []) + shown
