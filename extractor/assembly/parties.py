"""What the parties of a flow are: its sides, and what the article as a whole says of them."""

from dataclasses import dataclass, field

from extractor.assembly.collect import Actor
from extractor.assembly.tally import Tally

STATES = frozenset({"country", "adjective", "capital", "official"})
CHANNELS = frozenset({"multilateral", "ngo"})  # kinds of bodies that pass on what they get to a country's people
# Words of bodies that stand for their state; any other office of it is a party of its own.
WHOLE_STATE = frozenset({"government", "governments", "embassy", "consulate", "cabinet", "presidency", "parliament"})


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
    giver: Side | None = None  # who gives most of its flows, by their own words


def offices(side: Side) -> list[Side]:
    """Give the offices of a state that it was read from: ministries and municipalities, but not its government."""
    found: dict[str, Side] = {}
    for mention in side.mentions if side.kind == "state" else ():
        words = {word.lower() for word in mention.name.split()}
        if mention.how == "org" and mention.rule != "org:government" and not words & WHOLE_STATE:
            office = Side(mention.name, mention.country, mention.kind, [], side.weight)
            found.setdefault(mention.name, office).mentions.append(mention)
    return list(found.values())
