"""Where a value was read, in what words, and by which rule."""

from pydantic import BaseModel, ConfigDict


class Span(BaseModel):
    """A piece of an article's text that supports `slot`; `article.text[start:end] == text`, always."""

    model_config = ConfigDict(frozen=True, extra="allow")

    slot: str
    start: int
    end: int
    text: str
    rule: str
