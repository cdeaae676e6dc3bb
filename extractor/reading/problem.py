"""What is said about an input that did not become an article."""

from dataclasses import dataclass
from typing import Literal

Outcome = Literal["failed", "dropped", "noted"]


@dataclass(frozen=True)
class Problem:
    """Something to tell about an input.

    `failed`: it should have been an article and is not; `dropped`: it holds nothing to read; `noted`: it was read,
    but not quite as it stands. `place` is "file" or "file:line", `reason` a short word that is counted.
    """

    place: str
    reason: str
    message: str
    cure: str
    outcome: Outcome = "failed"

    def __str__(self) -> str:
        return f"{self.place}: {self.message}; {self.cure}"
