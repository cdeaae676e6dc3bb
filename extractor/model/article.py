"""An article as it is stored: its text is what every offset counts."""

import datetime
import hashlib
from functools import cached_property

from pydantic import BaseModel, ConfigDict


class Article(BaseModel):
    """One article. Offsets into `text` are Unicode code points, start inclusive, end exclusive."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: str
    text: str
    title: str | None = None
    published: datetime.date | None = None
    url: str | None = None
    source: str | None = None
    author: str | None = None

    @cached_property
    def text_sha256(self) -> str:
        """SHA-256 of the text's UTF-8, in hexadecimal."""
        return hashlib.sha256(self.text.encode()).hexdigest()
