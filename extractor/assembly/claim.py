"""What a sentence says of somebody: one reason to think that an actor has a role in a flow."""

from dataclasses import dataclass

from extractor.assembly.collect import Actor
from extractor.assembly.grammar import Trigger
from extractor.lexicon.frames import Role

SURELY = 3.0  # a country that gives so plainly receives nothing, whatever its name is beside


@dataclass(frozen=True, slots=True, eq=False)
class Claim:
    """One reason to think that an actor has a role in what a sentence tells."""

    actor: Actor
    role: Role
    weight: float
    rule: str
    trigger: Trigger | None = None
