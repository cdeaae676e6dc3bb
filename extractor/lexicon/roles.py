"""Words beside people's names, and the pattern of an office made of them ("Deputy Minister of Foreign Affairs")."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import ClassVar, Literal

from extractor.lexicon.load import Lexicon, Row
from extractor.lexicon.match import Names

# What may stand in front of any portfolio ("Minister for International Development Cooperation").
_WIDER = "international|national|public|social|rural|urban|regional|global|digital|primary|secondary|higher"
Kind = Literal["post", "title", "prefix", "portfolio", "particle", "notname", "byline", "credit", "comments"]


@dataclass(frozen=True)
class Role(Row):
    """One word or phrase; columns as explained on top of `tables/roles.tsv`."""

    table: ClassVar[str] = "roles"

    role: str
    kind: Kind
    side: Literal["donor", "recipient"] | None = None
    forms: tuple[str, ...] = ()


@cache
def words(lexicon: Lexicon, kind: Kind) -> frozenset[str]:
    """Give all forms of one kind, as the table prints them."""
    return frozenset(form for row in lexicon.rows(Role) if row.kind == kind for form in (row.role, *row.forms))


@cache
def sides(lexicon: Lexicon) -> dict[str, str]:
    """Give the side that a post speaks for, by its lower-cased form."""
    return {
        form.lower(): row.side for row in lexicon.rows(Role) if row.side is not None for form in (row.role, *row.forms)
    }


@cache
def post_nouns(lexicon: Lexicon) -> Names:
    """Give the nouns of offices, compiled; an acronym ("PM") must stand as it is."""
    return Names.of(form if form.isupper() else form.lower() for form in words(lexicon, "post"))


@cache
def post_words(lexicon: Lexicon) -> frozenset[str]:
    """Give the last words of offices, in small letters."""
    return frozenset(form.split()[-1].lower() for form in words(lexicon, "post"))


@cache
def post(lexicon: Lexicon) -> re.Pattern[str]:
    """Compile an office: prefixes, portfolio, post, portfolio; group `post` is its noun."""
    prefix = rf"(?:(?:{_any(words(lexicon, 'prefix'))})[ -])"
    field = rf"(?:(?:{_WIDER}) )?(?:{_any(words(lexicon, 'portfolio'))})"
    listed = rf"{field}(?:(?:, | and |, and | & )(?:the )?{field}){{0,4}}"
    return re.compile(
        rf"(?<![\w-])(?P<role>{prefix}{{0,3}}(?:{listed} )?{prefix}{{0,2}}(?P<post>{_any(words(lexicon, 'post'))})"
        rf"(?:[ ](?:of|for|in charge of)[ ](?:the )?{listed}(?![\w-])"
        rf"|[ ](?-i:(?=[A-Z])){field}(?= (?-i:[A-Z])))?)(?!\w|-\w)",  # "Director Finance Abena Mensah"
        re.IGNORECASE,
    )


@cache
def address(lexicon: Lexicon) -> re.Pattern[str]:
    """Compile a title of address, with the blank after it."""
    return re.compile(rf"(?<![\w.-])(?=[A-Z])(?:{_any(words(lexicon, 'title'))})(?:[ \u00a0]+|(?<=\.)(?=[A-Z]))")


@cache
def lead(lexicon: Lexicon, kind: Literal["byline", "credit", "comments"]) -> str:
    """Give the phrases of one kind as a pattern that matches any of them, the longest first."""
    return _any(words(lexicon, kind))


def _any(forms: Iterable[str]) -> str:
    ordered = sorted(forms, key=lambda form: (-len(form), form))
    return "|".join(f"(?-i:{re.escape(form)})" if form.isupper() else re.escape(form) for form in ordered)
