"""What opens the parts of a page that are not the article: related headlines, comments, tags."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import ClassVar, Literal

from extractor.lexicon.load import Lexicon, Row

Reach = Literal["line", "list", "end"]


@dataclass(frozen=True)
class Furniture(Row):
    """One phrase; columns as explained on top of `tables/furniture.tsv`."""

    table: ClassVar[str] = "furniture"

    phrase: str
    until: Reach


@cache
def reaches(lexicon: Lexicon) -> Mapping[str, Reach]:
    """Give how far each phrase and its plural reach."""
    return {form: row.until for row in lexicon.rows(Furniture) for form in (row.phrase, f"{row.phrase}s")}
