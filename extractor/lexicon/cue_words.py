"""Words by which a flow is judged beside the verbs and nouns of funding."""

import re
from dataclasses import dataclass
from functools import cache
from typing import ClassVar, Literal

from extractor.lexicon.load import Lexicon, Row

Use = Literal[
    "asking",
    "hoping",
    "called_off",
    "pledging",
    "ceiling",
    "total",
    "line",
    "lesson",
    "part_of",
    "mixed",
    "partly",
    "gratis",
    "handed",
    "shares",
    "owed",
    "let_off",
    "before",
    "summed",
    "adding",
    "givers",
    "giving_list",
]


@dataclass(frozen=True)
class CueWords(Row):
    """Words of one use; columns as explained on top of `tables/cue_words.tsv`."""

    table: ClassVar[str] = "cue_words"

    use: Use
    words: tuple[str, ...]


@cache
def words(lexicon: Lexicon, use: Use) -> frozenset[str]:
    """Give the words of one use."""
    return frozenset(word for row in lexicon.rows(CueWords) if row.use == use for word in row.words)


@cache
def pattern(lexicon: Lexicon, use: Use) -> re.Pattern[str]:
    """Compile the words of one use: any of them as whole words, in whatever case."""
    longest_first = sorted(words(lexicon, use), key=lambda word: (-len(word), word))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b", re.I)
