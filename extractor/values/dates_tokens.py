"""Text as a string of tags, a character a token, so that the grammar of dates can be regular expressions over tags."""

import re
from dataclasses import dataclass
from functools import cache
from string import ascii_letters, digits
from typing import get_args

from extractor.lexicon.dates import DateWord, Feast, WordKind
from extractor.lexicon.load import Lexicon

# Tags beside those of the table's words: "27th" (ord), 1 to 31 (num), other two digits (low), 1950 to 2059 (year), other four
# digits (old), "Q3" and "H1" (quarter, half), a name of a day, a word with or without a capital, a number of another length.
_OTHERS = ("ord", "num", "low", "year", "old", "quarter", "half", "feast", "name", "word", "digits")
_PUNCTUATION = {
    "comma": ",",
    "dot": ".",
    "dash": "-",
    "slash": "/",
    "quote": "'",
    "open": "<",
    "close": ">",
    "colon": "~",
    "mark": "!",
    "gap": "=",
}
TAG: dict[str, str] = dict(zip((*get_args(WordKind), *_OTHERS), ascii_letters + digits, strict=False)) | {
    "stop_" + name: sign for name, sign in _PUNCTUATION.items()
}
_SIGNS = {",": ",", ".": ".", "/": "/", "(": "<", "[": "<", ")": ">", "]": ">", ":": "~"}
_SIGNS |= dict.fromkeys("-‐‑‒–—−", "-") | dict.fromkeys("'’‘`´", "'")
_TOKEN = re.compile(
    r"(?<!\w)(?:[Qq][1-4]|[Hh][12]|[1-4][Qq]|[12][Hh])(?!\w)|[^\W\d_]+|\d+(?:(?:st|nd|rd|th|ST|ND|RD|TH)(?![^\W_]))?"
    r"|\n\s*\n|[^\w\s]|_+"
)
_LONGEST = 12  # letters; no longer word means anything to a date


def compile_tags(pattern: str) -> re.Pattern[str]:
    """Compile an expression over tag names; blanks mean nothing, "," "." "-" "/" are `comma`, `dot`, `dash`, `slash`."""

    def tag(match: re.Match[str]) -> str:
        name = match[0]
        return re.escape(_PUNCTUATION[name]) if name in _PUNCTUATION else TAG[name]

    return re.compile(re.sub(r"(?<![<A-Z])[a-z_]{2,}", tag, pattern).replace(" ", ""))


@dataclass(frozen=True)
class Words:
    """The tables, as the tagger needs them."""

    tags: dict[str, tuple[str, int | None, bool]]
    feast_heads: frozenset[str]
    feasts: re.Pattern[str]
    feast_days: dict[str, tuple[int, int]]

    @classmethod
    def of(cls, lexicon: Lexicon) -> "Words":
        """Give the words of a lexicon, compiled once."""
        return _words(lexicon)


@cache
def _words(lexicon: Lexicon) -> Words:
    tags = {word: (TAG[row.kind], row.number, row.capital) for row in lexicon.rows(DateWord) for word in row.words}
    days = {_plain(row.name): (row.month, row.day) for row in lexicon.rows(Feast)}
    heads = frozenset(re.split(r"[^\w]", name)[0] for name in days)
    names = sorted(days, key=len, reverse=True)
    wide = "|".join(re.escape(name).replace("'", "['’]?").replace(r"\.", r"\.?") for name in names)
    return Words(tags, heads, re.compile(rf"(?:{wide})(?!\w)", re.IGNORECASE), days)


def _plain(name: str) -> str:
    return name.lower().replace("’", "'")


@dataclass(slots=True)
class Tokens:
    """The tokens of `text`: `tags[i]` what the i-th is, `text[starts[i]:ends[i]]` its characters, `numbers[i]` its number."""

    text: str
    tags: str
    starts: list[int]
    ends: list[int]
    numbers: list[int | None]

    def word(self, i: int) -> str:
        """Give the i-th token in lower case; "" outside the text."""
        return self.text[self.starts[i] : self.ends[i]].lower() if 0 <= i < len(self.starts) else ""

    def tag(self, i: int) -> str:
        """Give the i-th tag; "=" (a gap) outside the text."""
        return self.tags[i] if 0 <= i < len(self.tags) else "="

    def tight(self, i: int, j: int) -> bool:
        """Tell whether no blank stands between tokens i and j."""
        return all(self.ends[k] == self.starts[k + 1] for k in range(i, j))

    def before(self, i: int) -> str:
        """Give the character before the i-th token; a blank at the text's start."""
        at = self.starts[i]
        return self.text[at - 1] if at else " "

    def behind(self, i: int, chars: int = 1) -> str:
        """Give the characters behind the i-th token."""
        return self.text[self.ends[i] : self.ends[i] + chars]


def tokenize(text: str, words: Words) -> Tokens:
    """Cut `text` into tokens and tag them."""
    tags: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    numbers: list[int | None] = []
    known = words.tags
    name, word, stop = TAG["name"], TAG["word"], 0
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        if start < stop:
            continue
        first = text[start]
        number: int | None = None
        if first.isalpha() and not (end - start == 2 and text[end - 1].isdecimal()):
            lower = text[start:end].lower() if end - start <= _LONGEST else ""
            found = known.get(lower)
            if lower in words.feast_heads and (feast := words.feasts.match(text, start)):
                tag, end = TAG["feast"], feast.end()
                stop = end
            elif found is None or (found[2] and not first.isupper()):
                tag = word if first.islower() else name
            else:
                tag, number, _ = found
        elif first.isdecimal() or first.isalpha():
            tag, number = _number(text, start, end)
        else:
            tag = _SIGNS.get(first, "=" if first == "\n" else "!")
        tags.append(tag)
        starts.append(start)
        ends.append(end)
        numbers.append(number)
    return Tokens(text, "".join(tags), starts, ends, numbers)


_GLUED = re.compile(r"[^\W\d]")


def _number(text: str, start: int, end: int) -> tuple[str, int | None]:
    if text[start].isalpha() or (end - start == 2 and text[end - 1].isalpha()):
        letter, number = (text[start], text[end - 1]) if text[start].isalpha() else (text[end - 1], text[start])
        return TAG["quarter" if letter in "Qq" else "half"], int(number)
    if text[end - 1].isalpha():
        number = text[start : end - 2]
        ok = len(number) <= 2 and 1 <= int(number) <= 31
        return (TAG["ord"], int(number)) if ok else (TAG["digits"], None)
    size = end - start
    if size not in (1, 2, 4) or (_GLUED.match(text, end) and not _iso_time(text, end)):
        return TAG["digits"], None
    value = int(text[start:end])
    if size == 4:
        return (
            (TAG["year"], value) if 1950 <= value <= 2059 else (TAG["old" if 1000 <= value < 2200 else "digits"], value)
        )
    return (TAG["num"], value) if 1 <= value <= 31 else (TAG["low"], value)


def _iso_time(text: str, end: int) -> bool:
    return text[end] == "T" and text[end + 1 : end + 2].isdecimal()
