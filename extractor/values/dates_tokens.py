"""Text as a string of tags, a character a token, so that the grammar of dates can be regular expressions over tags."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from string import ascii_letters, digits
from typing import get_args

from rapidfuzz.distance import OSA

from extractor.lexicon.dates import DateWord, Feast, WordKind
from extractor.lexicon.load import Lexicon

# Tags beside those of the table's words: "27th" (ord), 1 to 31 (num), other two digits (low), 1950 to 2059 (year),
# other four digits (old), "Q3", "H1" (quarter, half), a day's name (feast), words with a capital (name) or without,
# numbers of other lengths.
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
_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)


def compile_tags(pattern: str) -> re.Pattern[str]:
    """Compile an expression over names of tags, punctuation by its name as well (`comma`); blanks mean nothing."""

    def tag(match: re.Match[str]) -> str:
        name = match[0]
        return re.escape(_PUNCTUATION[name]) if name in _PUNCTUATION else TAG[name]

    return re.compile(re.sub(r"(?<![<A-Z])[a-z_]{2,}", tag, pattern).replace(" ", ""))


@dataclass(frozen=True)
class Words:
    """The tables, as the tagger needs them: every word in each case that it may be printed in."""

    tags: dict[str, str]
    numbers: dict[str, int]
    feast_heads: frozenset[str]
    feasts: re.Pattern[str]
    feast_days: dict[str, tuple[int, int]]

    @classmethod
    def of(cls, lexicon: Lexicon) -> "Words":
        """Give the words of a lexicon, compiled once."""
        return _words(lexicon)


@cache
def _words(lexicon: Lexicon) -> Words:
    tags, numbers = dict(_SIGNS), dict[str, int]()
    for row in lexicon.rows(DateWord):
        for word in row.words:
            for form in (word.title(), word.upper(), *(() if row.capital else (word,))):
                tags[form] = TAG[row.kind]
                if row.number is not None:
                    numbers[form] = row.number
    days = {_plain(row.name): (row.month, row.day) for row in lexicon.rows(Feast)}
    heads = {re.split(r"[^\w]", name)[0] for name in days}
    names = sorted(days, key=len, reverse=True)
    wide = "|".join(re.escape(name).replace("'", "['’]?").replace(r"\.", r"\.?") for name in names)
    feasts = re.compile(rf"(?:{wide})(?!\w)", re.IGNORECASE)
    return Words(
        tags, numbers, frozenset(form for head in heads for form in (head.title(), head.upper())), feasts, days
    )


def _plain(name: str) -> str:
    return name.lower().replace("’", "'")


@dataclass(slots=True)
class Tokens:
    """The tokens of `text`: `tags[i]` is what the i-th is, `text[starts[i]:ends[i]]` its characters."""

    text: str
    tags: str
    starts: list[int]
    ends: list[int]
    numbers: dict[int, int]

    def number(self, i: int) -> int:
        """Give the number of the i-th token; 0 if it has none."""
        return self.numbers.get(i, 0)

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

    def capital(self, i: int) -> bool:
        """Tell whether the i-th token is there and begins with a capital."""
        return 0 <= i < len(self.starts) and self.text[self.starts[i]].isupper()

    def behind(self, i: int, chars: int = 1) -> str:
        """Give the characters behind the i-th token."""
        return self.text[self.ends[i] : self.ends[i] + chars]


def tokenize(text: str, words: Words) -> Tokens:
    """Cut `text` into tokens and tag them."""
    known, numbers_of, heads = words.tags, words.numbers, words.feast_heads
    name, word = TAG["name"], TAG["word"]
    matches = list(_TOKEN.finditer(text))
    tags: list[str] = []
    numbers: dict[int, int] = {}
    feasts: dict[int, int] = {}
    for i, match in enumerate(matches):
        token = match[0]
        tag = known.get(token)
        if tag is not None:
            if token in numbers_of:
                numbers[i] = numbers_of[token]
        elif token.isalpha():
            tag = word if token[0].islower() else name
        elif token[0].isdecimal() or token[-1].isdecimal():
            tag, number = _number(text, match.start(), match.end())
            if number is not None:
                numbers[i] = number
        else:
            tag = "=" if token[0] == "\n" else "!"
        if token in heads and (feast := words.feasts.match(text, match.start())):
            feasts[i] = feast.end()
        tags.append(tag)
    starts, ends = [match.start() for match in matches], [match.end() for match in matches]
    tokens = Tokens(text, "".join(tags), starts, ends, numbers)
    return _mended(_merged(tokens, feasts) if feasts else tokens)


def _merged(tokens: Tokens, feasts: dict[int, int]) -> Tokens:
    """Make one token of the several words of each feast."""
    tags: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    numbers: dict[int, int] = {}
    stop = 0
    for i, start in enumerate(tokens.starts):
        if start < stop:
            continue
        if i in tokens.numbers:
            numbers[len(tags)] = tokens.numbers[i]
        stop = feasts.get(i, 0)
        tags.append(TAG["feast"] if stop else tokens.tags[i])
        starts.append(start)
        ends.append(stop or tokens.ends[i])
    return Tokens(tokens.text, "".join(tags), starts, ends, numbers)


@cache
def _misspelt() -> re.Pattern[str]:
    return compile_tags("(?=[name word]) (?:(?<=[num ord]). dot? year | . dot? (?:[num ord] [comma dot]?)? year)")


def _mended(tokens: Tokens) -> Tokens:
    """Take a word beside a year for the month that it misspells: "Feburary 2012", "Ocotber 5, 2010"."""
    marks: list[str] = []
    for match in _misspelt().finditer(tokens.tags):
        at = match.start()
        if (month := _month_meant(tokens.word(at))) is not None:
            marks = marks or list(tokens.tags)
            marks[at], tokens.numbers[at] = TAG["month"], month
    if marks:
        tokens.tags = "".join(marks)
    return tokens


@lru_cache(maxsize=4096)
def _month_meant(word: str) -> int | None:
    if not 4 <= len(word) <= 11:
        return None
    allowed = 1 if len(word) < 7 else 2
    for number, month in enumerate(_MONTHS, 1):
        if word[0] == month[0] and OSA.distance(word, month, score_cutoff=allowed) <= allowed:
            return number
    return None


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
    if size not in (1, 2, 4) or (_GLUED.match(text, end) and not _may_be_glued(text, end, size)):
        return TAG["digits"], None
    value = int(text[start:end])
    if size == 4:
        return (
            (TAG["year"], value) if 1950 <= value <= 2059 else (TAG["old" if 1000 <= value < 2200 else "digits"], value)
        )
    return (TAG["num"], value) if 1 <= value <= 31 else (TAG["low"], value)


def _may_be_glued(text: str, end: int, size: int) -> bool:
    """Allow the "T" of an ISO time, and a word that lost its blank: "in 2011China handed over"."""
    two = text[end : end + 2]
    return (two[0] == "T" and two[1:].isdecimal()) or (size == 4 and two[0].isupper() and two[1:].islower())
