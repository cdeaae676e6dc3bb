"""Verbs and nouns of funding language: which argument is giver, sum, receiver, and what the word says of the deal."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import ClassVar, Literal

from extractor.lexicon.load import Lexicon, Row

Frame = Literal[
    "give",
    "receive",
    "sign",
    "approve",
    "fund",
    "build",
    "open",
    "forgive",
    "stop",
    "refuse",
    "announce",
    "plan",
    "need",
    "implementer",
    "doer",
    "reach",
    "award",
    "contractor",
    "sum",
    "cost",
    "aid",
    "debt",
    "agreement",
    "project",
    "work",
    "visit",
]


@dataclass(frozen=True)
class Funding(Row):
    """One word of funding language; columns as explained on top of `tables/funding.tsv`."""

    table: ClassVar[str] = "funding"

    word: str
    pos: Literal["verb", "noun"]
    frame: Frame
    status: Literal["pledge", "commitment", "implementation", "completion", "suspended", "cancelled"] | None = None
    flow: (
        Literal["grant", "loan", "technical_assistance", "scholarship", "debt_relief", "export_credit", "investment"]
        | None
    ) = None
    weight: int = 2
    irregular: tuple[str, ...] = ()

    def problem(self) -> str | None:
        """Say what is wrong beyond types."""
        return None if self.weight in (1, 2, 3) else f"weight {self.weight} is not 1, 2 or 3"

    def forms(self) -> Iterator[str]:
        """Give the word in all its inflections, lower-cased; of a phrasal verb ("hand over") with its particle."""
        head, *rest = self.word.lower().split(" ") if self.pos == "verb" else (self.word.lower(),)
        inflected = _verb_forms(head) if self.pos == "verb" else _noun_forms(head)
        for form in inflected:
            yield " ".join([form, *rest])
        yield from (form.lower() for form in self.irregular)


def _verb_forms(verb: str) -> Iterator[str]:
    """Inflect a regular verb; a final consonant is doubled as well, which makes some forms that nobody writes.

    >>> sorted(set(_verb_forms("commit")))[:4]
    ['commit', 'commited', 'commiting', 'commits']
    """
    yield verb
    if verb.endswith("y") and verb[-2:-1] not in "aeou":
        yield from (verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing")
    elif verb.endswith("e"):
        yield from (verb + "s", verb + "d", verb[:-1] + "ing")
    else:
        yield from (
            verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "z", "o")) else "s"),
            verb + "ed",
            verb + "ing",
        )
        if verb[-1] not in "aeiouwxy" and verb[-2:-1] in "aeiou":
            yield from (verb + verb[-1] + "ed", verb + verb[-1] + "ing")


def _noun_forms(noun: str) -> Iterator[str]:
    yield noun
    if noun.endswith("y") and noun[-2:-1] not in "aeou":
        yield noun[:-1] + "ies"
    else:
        yield noun + ("es" if noun.endswith(("s", "sh", "ch", "x", "z")) else "s")


@cache
def by_form(lexicon: Lexicon, pos: Literal["verb", "noun"]) -> Mapping[str, tuple[Funding, ...]]:
    """Give the entries of each inflected form; a word may have several frames ("cancel a debt", "cancel a loan")."""
    found: dict[str, dict[Funding, None]] = {}
    for row in lexicon.rows(Funding):
        if row.pos == pos:
            for form in row.forms():
                found.setdefault(form, {})[row] = None
    return {form: tuple(rows) for form, rows in found.items()}


@cache
def longer(lexicon: Lexicon) -> Mapping[str, tuple[tuple[tuple[str, ...], Funding], ...]]:
    """Give for the first word of a phrase of three words and more what follows it ("put" -> "on the table")."""
    found: dict[str, list[tuple[tuple[str, ...], Funding]]] = {}
    for row in lexicon.rows(Funding):
        if row.pos == "verb" and row.word.count(" ") > 1:
            for form in row.forms():
                head, *rest = form.split(" ")
                found.setdefault(head, []).append((tuple(rest), row))
    return {head: tuple(rows) for head, rows in found.items()}
