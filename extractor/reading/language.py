"""Is a text English? Told by its little words alone, and only where there are enough of them."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from extractor.lexicon import Lexicon
from extractor.lexicon.languages import function_words

_WORD = re.compile(r"[^\W\d_]+")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")
_MOST_CHARS = 100_000  # as much of a text is enough
_ENOUGH = 40  # words from which a text is judged, or letters of another script
# Shares of little words, measured on 2,700 narratives and 2,300 items of English prose with so many words: English ones
# fall short of all other languages' together by more than this in one text alone, which is nearly all Spanish; English
# ones are hardly ever fewer than one in a hundred, as in languages that the table has not.
_MARGIN = 0.06
_HARDLY_ANY = 0.01
_ENOUGH_UNKNOWN = 80  # words from which such a language is judged
# A text in two languages has a stretch of English in it: nine in ten stretches of English prose have this share.
_STRETCH = 25
_ENGLISH_STRETCH = 0.16


class _Shares(NamedTuple):
    english: float
    other: float


def is_english(text: str) -> bool:
    """Tell whether some of a text is English; a text of few words is taken for it.

    >>> is_english("Norway gave Malawi 3 million kroner."), is_english("Помощь получили больницы и школы. " * 20)
    (True, False)
    """
    text = text[:_MOST_CHARS]
    printed = _WORD.findall(text)
    words = [word.lower() for word in printed]
    letters = sum(map(str.isalpha, text))
    is_latin = len(_LATIN.findall(text)) * 2 > letters
    if len(words) < _ENOUGH and (is_latin or letters < _ENOUGH):
        return True
    whole = _shares(words)
    # A table has names in capitals, and no little words either.
    is_prose = len(words) >= _ENOUGH_UNKNOWN and 2 * sum(word[0].islower() for word in printed) > len(printed)
    if is_latin and whole.english > whole.other - _MARGIN and (whole.english > _HARDLY_ANY or not is_prose):
        return True
    stretches = (_shares(words[at : at + _STRETCH]) for at in range(0, len(words) - _STRETCH + 1, _STRETCH))
    return any(one.english >= _ENGLISH_STRETCH and one.english > one.other for one in stretches)


def _shares(words: Sequence[str]) -> _Shares:
    known = function_words(Lexicon())
    english, other = (sum(word in known[kind] for word in words) for kind in (True, False))
    return _Shares(english / (len(words) or 1), other / (len(words) or 1))
