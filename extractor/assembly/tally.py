"""What an article says of each country and body over all its sentences."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from extractor.assembly.claim import SURELY, Claim
from extractor.assembly.collect import Actor
from extractor.lexicon import Lexicon
from extractor.lexicon.frames import providers


def key_of(actor: Actor) -> tuple[str, str]:
    """Give what identifies an actor: a state its country, whatever it is called by; anything else its name."""
    if actor.how == "org" and not (actor.kind == "government" and actor.country and not actor.donor):
        return ("org", actor.name)
    if actor.how == "place":
        return ("place", actor.name)
    if actor.how == "region":
        return ("region", actor.name)
    return ("state", actor.country or actor.name)


@dataclass(slots=True)
class Tally:
    """What an article says of each country over all its sentences; breaks ties and fills what a sentence leaves out."""

    donor: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    recipient: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    seen: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    gives: dict[tuple[str, str], float] = field(
        default_factory=lambda: defaultdict(float)
    )  # by actor, organisations too
    actors: dict[tuple[str, str], list[Actor]] = field(default_factory=lambda: defaultdict(list))

    def add(self, found: Iterable[Claim], factor: float = 1.0) -> None:
        """Count claims of states and of organisations with a country."""
        for claim in found:
            weight = claim.weight * factor
            if claim.role in {"donor", "recipient", "site"}:
                key = key_of(claim.actor)
                self.gives[key] += weight * {"donor": 1.0, "recipient": -1.0, "site": -0.6}[claim.role]
                self.actors[key].append(claim.actor)
            for country in claim.actor.countries:
                self.seen[country] += weight
                if claim.role == "donor":
                    self.donor[country] += weight
                elif claim.role == "recipient":
                    self.recipient[country] += weight
                elif claim.role == "site":
                    self.recipient[country] += weight * 0.6

    def giving(self, country: str, lexicon: Lexicon) -> float:
        """Say how much more a country looks like a giver than like a receiver here."""
        return self.donor[country] - self.recipient[country] + 1.5 * providers(lexicon).get(country, 0)

    def donors(self, lexicon: Lexicon) -> list[str]:
        """Give countries that look like givers, likeliest first."""
        known = {c for c, weight in self.donor.items() if weight > 0}
        return sorted((c for c in known if self.giving(c, lexicon) > 0), key=lambda c: (-self.giving(c, lexicon), c))

    def recipients(self, lexicon: Lexicon) -> list[str]:
        """Give countries that look like receivers, likeliest first."""
        prior = providers(lexicon)
        net = {c: w - self.donor[c] - 0.75 * prior.get(c, 0) for c, w in self.recipient.items()}
        found = sorted((c for c, weight in net.items() if weight > 0), key=lambda c: (-net[c], c))
        if found:
            return found
        others = [c for c in self.seen if not prior.get(c) and self.donor[c] < SURELY]
        return others if len(others) == 1 else []
