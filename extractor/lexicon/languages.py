"""Little words by which a language is known."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import ClassVar

from extractor.lexicon.load import Lexicon, Row


@dataclass(frozen=True)
class FunctionWords(Row):
    """A language's commonest words; columns as on top of `tables/function_words.tsv`."""

    table: ClassVar[str] = "function_words"

    language: str
    words: tuple[str, ...]


@cache
def function_words(lexicon: Lexicon) -> Mapping[bool, frozenset[str]]:
    """Give the words of English (True), and those of all other languages (False)."""
    rows = lexicon.rows(FunctionWords)
    return {
        english: frozenset(word for row in rows if (row.language == "en") is english for word in row.words)
        for english in (True, False)
    }
