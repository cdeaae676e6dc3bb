"""Which countries a flow goes to, and which one an article is about."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping

from extractor.assembly.collect import Actor, Sentence
from extractor.assembly.group import Flow
from extractor.assembly.parties import STATES, Side
from extractor.assembly.tally import Tally
from extractor.assembly.weigh import LEAST, USUAL, Weighed
from extractor.lexicon import Lexicon
from extractor.lexicon.currencies import only_users
from extractor.lexicon.frames import providers

BODIES = frozenset(
    {"institution", "government", "agency", "community", ""}
)  # kinds of bodies that something is built for
BARELY = 0.25  # somewhat more than a mention in passing gives a body
FAINT = 0.2  # a country that is merely mentioned may be where it happens, if no other is
TOLD = 0.45  # what is said with a preposition of place or of giving, at least
AHEAD = 1.3  # so much more than the next the article speaks of the country that it is about


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


def receiving_countries(
    weighed: Weighed, giving: set[str], donors: list[Side], about: str, lexicon: Lexicon
) -> list[str]:
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


def hinted(flow: Flow, giving: Collection[str], lexicon: Lexicon) -> list[str]:
    """Give the one country that a flow hints at without naming it: in a body's name, else by what its sums are in.

    "*Uzbekistan* Railways signed with the builder"; "gave *BWP* 175,000 for gym equipment".
    """
    named = {
        c for s in flow.context for claim in s.claims for c in claim.actor.countries if claim.actor.how != "region"
    }
    if not named - set(giving):
        users = only_users(lexicon)
        sums = [flow.amount, *flow.restated] if flow.amount is not None else []
        named = {users[amount.currency] for amount in sums if amount.currency in users}
    prior = providers(lexicon)
    left = {c for c in named if c not in giving and prior.get(c, 0) < USUAL}
    return sorted(left) if len(left) == 1 else []


def takers(weighed: Weighed, giving: set[str]) -> list[Side]:
    """Give who gets something where no state and no body is told to: a place, else a body of no known country.

    "For the villages of *Kilinochchi*"; "built dormitories at *Vudal University*".
    """
    found: dict[str, list[Side]] = {"place": [], "org": []}
    for key, roles in weighed.roles.items():
        weight = roles.get("recipient", 0.0) + 0.6 * roles.get("site", 0.0)
        actor = weighed.actors[key]
        if key[0] not in found or weight <= max(roles.get("donor", 0.0), roles.get("implementer", 0.0)):
            continue
        if key[0] == "place" and weight >= LEAST and actor.country not in giving:
            found["place"].append(Side(actor.name, actor.country, "community", _shown(weighed, key), weight))
        elif key[0] == "org" and weight > BARELY and not (actor.country or actor.donor) and actor.kind in BODIES:
            found["org"].append(Side(actor.name, "", actor.kind, _shown(weighed, key), weight))
    return sorted(found["place"] or found["org"], key=lambda side: -side.weight)[:1]


def _shown(weighed: Weighed, key: tuple[str, str]) -> list[Actor]:
    return weighed.mentions[key]["recipient"] + weighed.mentions[key]["site"]
