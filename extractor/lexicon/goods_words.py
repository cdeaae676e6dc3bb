"""Words around goods that tell whether they are given: how they come, what they ride in, who only wants them."""

from dataclasses import dataclass
from functools import cache
from typing import ClassVar, Literal

from extractor.lexicon.load import Lexicon, Row

Use = Literal["come", "move", "ride", "load", "want", "trade", "keep", "swap", "capacity"]


@dataclass(frozen=True)
class GoodsWord(Row):
    """One word in all its forms; columns as explained on top of `tables/goods_words.tsv`."""

    table: ClassVar[str] = "goods_words"

    word: str
    use: Use
    forms: tuple[str, ...] = ()


@cache
def words(lexicon: Lexicon, use: Use) -> frozenset[str]:
    """Give all forms of the words of one use, in small letters.

    >>> "brought" in words(Lexicon(), "come"), "sold" in words(Lexicon(), "come")
    (True, False)
    """
    return frozenset(
        form.lower() for row in lexicon.rows(GoodsWord) if row.use == use for form in (row.word, *row.forms)
    )
