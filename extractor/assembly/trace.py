"""What the way of an article through the house leaves behind for who asks why; nothing is kept unless one is given."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from extractor.assembly.collect import Sentence
from extractor.assembly.date_evidence import Scene
from extractor.assembly.group import Flow
from extractor.assembly.parties import Parties, Story
from extractor.assembly.statements import Statement
from extractor.model import GrantRecord


@dataclass(frozen=True, slots=True, eq=False)
class Verdict:
    """Whether a flow makes a record: `reason` says why not, and is None where it does.

    `features` are those of the model of belief and `belief` is its probability, both empty where the flow is excluded
    before.
    """

    flow: Flow
    parties: Parties
    reason: str | None
    features: Mapping[str, float] = field(default_factory=dict)
    belief: float | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Told:
    """A flow with its record, and what stood around it when that was built; see `state.around`."""

    flow: Flow
    parties: Parties
    record: GrantRecord
    around: Sequence[Sentence]
    alone: bool


@dataclass(slots=True, eq=False)
class Trace:
    """Filled by `assemble`, in the article's order; an article that is read twice leaves the second reading."""

    verdicts: list[Verdict] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
    said: list[Statement] = field(default_factory=list)
    story: Story | None = None
    scene: Scene | None = None
