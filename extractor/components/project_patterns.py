"""What the finders of titles share: the title they give, and the patterns that the table of title words makes."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from extractor.lexicon import Lexicon
from extractor.lexicon.titles import loose_words, title_kinds, title_words

JOINERS = frozenset([
    "of", "for", "and", "the", "in", "on", "to", "at", "with", "by", "&", "de", "la", "du", "des", "et",
    "against", "from", "through", "under", "as", "a", "an", "into"
])  # fmt: skip
QUOTED = re.compile(
    r"“(?P<curly>[^”“\n]{3,250})”|«\s?(?P<angle>[^»«\n]{3,250}?)\s?»|„(?P<low>[^“”\n]{3,250})[“”]"
    r"|(?<![\w\"])\"(?P<straight>[^\"\n]{3,250})\"|(?<![\w’'])‘(?P<single>[^‘’\n]{3,250}(?:’s[^‘’\n]{0,200})?)’(?!\w)"
    r"|(?<![\w'])'(?P<tick>[^'\n]{3,250}(?:'s[^'\n]{0,200})?)'(?!\w)|``(?P<tex>[^`'\n]{3,250})''"
)

_NAME = r"[A-ZÀ-Þ][\w’'-]*(?: (?:[A-Z0-9À-Þ][\w’'-]*|of|for|and|the)){0,6}"


class Title(NamedTuple):
    """A title in characters."""

    start: int
    end: int
    kind: str
    quoted: bool
    rule: str


@dataclass(frozen=True)
class Patterns:
    """The table of title words, compiled."""

    kinds: Mapping[str, str]
    loose: frozenset[str]
    generic: frozenset[str]
    pools: frozenset[str]
    awards: frozenset[str]
    credits: frozenset[str]
    called: re.Pattern[str]
    then: re.Pattern[str]
    ends: re.Pattern[str]
    opens: re.Pattern[str]
    no_title: re.Pattern[str]
    untitled: re.Pattern[str]
    paper: re.Pattern[str]
    field: re.Pattern[str]
    heading: re.Pattern[str]
    kind_word: re.Pattern[str]
    apposed: re.Pattern[str]
    note: re.Pattern[str]


@cache
def patterns(lexicon: Lexicon) -> Patterns:
    """Compile the table of a lexicon."""
    kinds = title_kinds(lexicon)
    kind = _either(kinds)
    strict = [word for word in kinds if word not in loose_words(lexicon)]
    main, single = _either(strict), _either(word for word in strict if not word.endswith("s"))
    paper = _either(title_words(lexicon, "paper", "note"))
    none = _either(title_words(lexicon, "paper", "note", "event"))
    flags = re.IGNORECASE
    return Patterns(
        kinds=kinds,
        loose=loose_words(lexicon),
        generic=title_words(lexicon, "generic"),
        pools=title_words(lexicon, "pool"),
        awards=title_words(lexicon, "award"),
        credits=title_words(lexicon, "credit"),
        called=re.compile(
            rf"\b(?P<kind>{kind})[,:]?\s+(?:(?:is|was|are|,|and|the|which|officially|also|so)\s+){{0,3}}"
            r"(?:named|called|titled|entitled|dubbed|known as|codenamed|labelled)?[,:]?\s*(?:the\s+)?$",
            flags,
        ),
        then=re.compile(rf"^\s*(?P<kind>{kind})\b", flags),
        ends=re.compile(
            rf"\b(?P<kind>{kind})(?:\s+\(?[A-Z][A-Za-z]{{1,9}}\)?|\s+\(?(?:Phase|Stage)\s+\w+\)?"
            r"|\s+(?:[IVX]+|\d{1,4}))?$",
            flags,
        ),
        opens=re.compile(rf"^(?:the\s+)?(?:[\w-]+\s+){{0,2}}(?P<kind>{kind})\s+(?:for|of|on|to|in)\b", flags),
        no_title=re.compile(rf"\b(?:{none})$", flags),
        untitled=re.compile(rf"\b(?:{none})\b", flags),
        paper=re.compile(rf"(?:\w+ ){{0,4}}(?:{paper})\b", flags),
        field=re.compile(
            rf"^\W{{0,4}}(?:\d{{1,2}}[.)]\s*)?(?:name|title)?\s*(?:of\s+(?:the\s+)?)?(?P<kind>{main})"
            r"(?:\s+(?:name|title))?\s*:\s+(?P<title>[^\s:][^\n:;]{5,200}?)(?:[\s.,]*$|;(?=\s|$))",
            flags,
        ),
        heading=re.compile(
            rf"^\W{{0,4}}(?P<item>\(?(?:\d{{1,2}}|[A-Za-z]|[ivx]{{1,4}})[.)]\s*)?"
            rf"(?P<title>(?:The\s+)?(?P<kind>{_either(map(str.capitalize, strict))})"
            r"\s+(?:for|on|to|of)\b[^\n:;]{5,220}?)"
            r"(?:\s\([^()\n]*\d[^()\n]*\)|\s?[:–—]\s[^\n]*\d[^\n]*)?[\s.;,]*$"
        ),
        apposed=re.compile(
            rf"(?<![\w’'-])(?P<name>{_NAME}), (?:the|an?|its|their) (?:[^\s,.;()]+ ){{0,5}}?"
            rf"(?P<kind>{single})\b(?! \w{{4,}}(?:er|or)\b)"
            rf"|\b(?P<kind2>phase|{single}), (?P<name2>[A-Z]{{3,}}[\w-]*),"
        ),
        note=re.compile(rf"\b(?:{_either(title_words(lexicon, 'note'))})\b", flags),
        kind_word=re.compile(rf"\b(?:the|{kind})\b", flags),
    )


def _either(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))


def capitals(text: str) -> float:
    """Give the share of the longer words that are capitalised."""
    words = [word for word in re.findall(r"[^\W\d_][\w'’-]*", text) if word.lower() not in JOINERS]
    return sum(word[0].isupper() for word in words) / len(words) if words else 0.0
