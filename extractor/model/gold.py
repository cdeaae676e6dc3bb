"""What a careful reader found in an article: mentions and records, made by hand."""

from typing import Literal, get_args

from pydantic import BaseModel, ConfigDict

from extractor.model.grant import GrantRecord

Label = Literal["MONEY", "DATE", "ORG", "PLACE", "PERSON", "EQUIPMENT"]
LABELS: tuple[Label, ...] = get_args(Label)


class Mention(BaseModel):
    """A marked piece of text with its normalised value, as `gold/README.md` explains."""

    model_config = ConfigDict(frozen=True, extra="allow")

    start: int
    end: int
    text: str
    label: Label
    value: str


class Gold(BaseModel):
    """One file of `gold/`. Its records have no record_id, countable, notes or confidence."""

    model_config = ConfigDict(extra="forbid")

    article_id: str
    text_sha256: str
    mentions: list[Mention]
    records: list[GrantRecord]
