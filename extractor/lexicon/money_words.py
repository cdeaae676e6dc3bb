"""The words around sums of money: qualifiers, what is counted instead of money, what makes a number no sum."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import ClassVar, Literal, get_args

from extractor.lexicon.load import Lexicon, Row

Qualifier = Literal["exact", "about", "up_to", "at_least", "more_than", "less_than"]
WordKind = Literal[
    "before",
    "after",
    "filler",
    "not_over",
    "hedge",
    "function",
    "not_after",
    "money_of",
    "weighing",
    "pound_noun",
    "heavier",
    "moved",
    "adjective",
    "constant",
    "priced",
    "period",
    "numbered",
    "negation",
    "share",
    "rate",
    "money",
    "counted",
    "pointer",
    "form",
    "named",
]


@dataclass(frozen=True)
class MoneyWord(Row):
    """Words that act alike beside a sum; columns as explained on top of `tables/money_words.tsv`."""

    table: ClassVar[str] = "money_words"

    kind: WordKind
    of: str | None
    words: tuple[str, ...]

    def problem(self) -> str | None:
        """Say what is wrong beyond types."""
        wrong = [word for word in self.words if word != word.lower()]
        if wrong:
            return f"{wrong[0]!r} is not in lower case"
        if self.kind in ("before", "after") and self.of not in get_args(Qualifier):
            return f"{self.of!r} is not one of {', '.join(get_args(Qualifier))}"
        return None if self.kind != "not_after" or self.of else "the unit that the words follow is missing"


@dataclass(frozen=True)
class MoneyWords:
    """The words, compiled. Patterns of words before a sum end at its first character, others begin after its last."""

    qualifiers: Mapping[tuple[str, ...], Qualifier]  # words before a sum
    after: Mapping[str, Qualifier]
    fillers: tuple[tuple[str, ...], ...]
    not_over: re.Pattern[str]
    function: frozenset[str]
    not_after: Mapping[str, frozenset[str]]
    pound_nouns: frozenset[str]
    heavier: frozenset[str]
    moved: frozenset[str]
    adjectives: frozenset[str]
    constant: frozenset[str]
    numbered: frozenset[str]
    weighed: re.Pattern[str]
    weighing: re.Pattern[str]
    priced: re.Pattern[str]
    period: re.Pattern[str]
    negation: re.Pattern[str]
    share: re.Pattern[str]
    rate: re.Pattern[str]
    in_bracket: re.Pattern[str]
    restating: re.Pattern[str]
    money: re.Pattern[str]
    counted: re.Pattern[str]
    pointing: re.Pattern[str]
    named: re.Pattern[str]


@cache
def money_words(lexicon: Lexicon) -> MoneyWords:
    """Compile the table."""
    rows = lexicon.rows(MoneyWord)

    def words(kind: WordKind) -> list[str]:
        return [word for row in rows if row.kind == kind for word in row.words]

    def any_of(kind: WordKind) -> str:
        return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(words(kind), key=len, reverse=True))

    hedges = rf"(?:(?:{any_of('hedge')})\s*)*"
    about = "|".join(re.escape(word) for word in _said("before", "about", rows))
    return MoneyWords(
        qualifiers={tuple(word.split()): _qualifier(row) for row in rows if row.kind == "before" for word in row.words},
        after={_spaced(word): _qualifier(row) for row in rows if row.kind == "after" for word in row.words},
        fillers=tuple(tuple(word.split()) for word in words("filler")),
        not_over=re.compile(any_of("not_over"), re.I),
        function=frozenset(words("function")),
        not_after={row.of: frozenset(row.words) for row in rows if row.kind == "not_after" and row.of},
        pound_nouns=frozenset(words("pound_noun")),
        heavier=frozenset(words("heavier")),
        moved=frozenset(words("moved")),
        adjectives=frozenset(words("adjective")),
        constant=frozenset(words("constant")),
        numbered=frozenset(words("numbered")),
        weighed=re.compile(
            rf"\s+of\s+(?!(?:\w+\s+)?(?:{any_of('money_of')})\b)|\s*[(\[]\s*[\d.,]+\s*(?:kg|kilo\w*|tonnes?)\b", re.I
        ),
        weighing=re.compile(rf"\b(?:{any_of('weighing')})\w*\s+(?:\w+\s+){{0,2}}$", re.I),
        priced=re.compile(rf"\b(?:{any_of('priced')})\s+$", re.I),
        period=re.compile(rf"\s*(?:an?|per|each|every|/)\s*(?:{any_of('period')})\b", re.I),
        negation=re.compile(rf"\b(?:{any_of('negation')})\s+(?:\w+\s+)?$", re.I),
        share=re.compile(rf"\s+(?:{any_of('share')})\s+(?=\w)", re.I),
        rate=re.compile(rf"\b(?:{any_of('rate')})\s+(?:(?:{about})\s+)?$", re.I),
        in_bracket=re.compile(rf"(?:\s+(?:in[ ])?\w{{1,12}})?\s*[(\[]\s*{hedges}$", re.I),
        restating=re.compile(
            rf"\s*,?\s*(?:\(?(?:or|i\.e\.?|that is|equivalent|equal|(?:the|an) equivalent of|worth|which is)\b|[/—–-])"
            rf"\s*{hedges}$|\s*,\s*(?:{about}|just over|just under)\s*$",
            re.I,
        ),
        money=re.compile(rf"\b(?:{any_of('money')})", re.I),
        counted=re.compile(rf"\b(?:{any_of('counted')})", re.I),
        pointing=re.compile(
            rf"\s+(?:(?:{any_of('pointer')})\b|each\b|(?:as|in|is|are|was|were)\s+(?:\w+\s+)?(?:{any_of('form')})\b)",
            re.I,
        ),
        named=re.compile(rf"[\s-](?:[\w-]+\s+)?(?:{any_of('named')})\b", re.I),
    )


def _said(kind: WordKind, of: str, rows: Iterable[MoneyWord]) -> list[str]:
    return [word for row in rows if row.kind == kind and row.of == of for word in row.words]


def _qualifier(row: MoneyWord) -> Qualifier:
    return next(qualifier for qualifier in get_args(Qualifier) if qualifier == row.of)


def _spaced(word: str) -> str:
    """Give a phrase as it begins after a sum: words with a blank before them, "+" and "-plus" without."""
    return f" {word}" if word[0].isalpha() else word
