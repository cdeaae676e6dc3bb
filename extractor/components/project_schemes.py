"""Schemes that aid is paid from: those of the table, and those that only the article's own words make one."""

import re
from collections.abc import Iterator, Mapping

from extractor.components.project_names import Scene, capital, left_of, right_of
from extractor.components.project_patterns import Patterns, Title
from extractor.components.spans import text_of, words_of
from extractor.lexicon import Lexicon
from extractor.lexicon.donors import Programme, donors_by_name, programme_names, programmes_by_name
from extractor.lexicon.match import Hit
from extractor.lexicon.titles import title_kinds, title_words
from extractor.model import Finding

_WINDOW = 60  # characters before a name in which the word stands that says that something is paid from it
_OWNER = r"(?:(?:the|its|their|his|her|our|an?|this|same|new|[\w.-]+['’]s?)\s+){0,3}"
_FRAME = r"within|by way of|by means of|in line with|(?:in |within )?(?:the )?framework of"
_UNDER = re.compile(rf"\b(?:under|through|via|(?:part|out) of|{_FRAME})\s+{_OWNER}[\"“«‘'(]?$", re.IGNORECASE)
_FROM = re.compile(
    rf"\b(?:from|(?:paid|funded|financed|supported|provided|backed|covered) by)\s+{_OWNER}[\"“«‘'(]?$", re.IGNORECASE
)
_PLAINLY_UNDER = re.compile(r"\bunder (?:the )?$", re.IGNORECASE)  # nobody gives "under" a body
_OWNED = re.compile(r"(?:\b(?:its|their|his|her|our)|\w['’]s?)\s+(?:own\s+|new\s+)?[\"“«‘']?$", re.IGNORECASE)
_CODE = re.compile(r"['\"”’»]?\s?\((?P<code>[A-Z][\w&-]{1,9})\)")
_FOR = frozenset({"for"})
_LONG_CODE = 4  # letters from which a code is taken for the scheme's where the article never spells it out
_BRAND = 2  # words of a scheme's name that stands without the word for what it is
_TELLING = re.compile(r"\s(?:[A-Z][\w-]*\s){0,2}(?P<word>[A-Z]\w+)")


def tabled(at: Scene, lexicon: Lexicon, named: Mapping[str, str]) -> Iterator[Finding]:
    """Find the schemes of the table; `named` is the name at its first full mention in the article, by the table's."""
    text = text_of(at.doc).replace("’", "'")
    table = programmes_by_name(lexicon)
    for hit in programme_names(lexicon).find(text):
        row = table[hit.name]
        if at.is_inside_a_name(hit.start, hit.end) or not _is_meant(hit, row, text, named, lexicon):
            continue
        if at.holds_a_giver(hit.start, hit.end):
            continue
        end = _without_kind(hit, text, at.known)
        name = text[hit.start : end] if end < hit.end else named.get(row.names[0], text_of(at.doc)[hit.start : hit.end])
        code = code_after(text, hit.end)
        if row.codes and not code.isupper():  # "(Kusanone)" is another name, "(LACIF)" the article's own code
            code = row.codes[0]
        detail = {"kind": "scheme", "code": code, "quoted": "no"}
        if row.donor is not None:
            detail["donor"] = row.donor
        yield Finding(hit.start, end, "PROJECT", name, "project:scheme", detail)


def _is_meant(hit: Hit, row: Programme, text: str, named: Mapping[str, str], lexicon: Lexicon) -> bool:
    """Tell whether a name of the table is the scheme here.

    A code alone is one where the article spells it out or says "under" it; a fund that also acts by itself only where
    something is paid from it; a forum or agreement that bears a scheme's name is none.
    """
    printed = text[hit.start : hit.end].split()
    kinds = title_kinds(lexicon) if len(printed) <= _BRAND + 1 else {}
    pairs = zip(hit.name.split(), printed, strict=False)
    if any(word[0].isupper() and told[0].islower() and told not in kinds for word, told in pairs):
        return False  # "Norway grants Malawi ..." is no Norway Grants
    before = text[max(0, hit.start - _WINDOW) : hit.start]
    after = _TELLING.match(text, hit.end)
    if after is not None and after["word"].lower() in title_words(lexicon, "paper", "note", "event"):
        return False
    if hit.name in row.codes and hit.name not in row.names and row.names[0] not in named:
        return len(hit.name) >= _LONG_CODE and _UNDER.search(before) is not None
    if hit.name in donors_by_name(lexicon):
        return is_paid_from(before) or _OWNED.search(before) is not None
    return True


def _without_kind(hit: Hit, text: str, known: Patterns) -> int:
    """Give where a name ends that small letters go on to call a programme ("under its *Hungary Helps* programme")."""
    name, _, kind = text[hit.start : hit.end].rpartition(" ")
    branded = hit.name[-1:].islower() and hit.name.rpartition(" ")[2][:1].isupper() and kind in known.kinds
    return hit.start + len(name) if branded and len(name.split()) <= _BRAND else hit.end


def is_paid_from(before: str) -> bool:
    """Tell whether the words before a name say that something is part of it or paid from it.

    >>> is_paid_from("is financed through its "), is_paid_from("$5 million for the ")
    (True, False)
    """
    return _UNDER.search(before) is not None or _FROM.search(before) is not None


def pots(at: Scene) -> Iterator[Title]:
    """Find pots of money ("under its Harvest Response Mechanism") and scholarships ("an Atoll Fellowship") by name."""
    doc, known = at.doc, at.known
    for i, printed in enumerate(words_of(doc)):
        word = printed.lower()
        award = word in known.awards
        if not (award or word in known.pools) or not printed[0].isupper() or i in at.people:
            continue
        token = doc[i]
        start, end = left_of(at, token.i), right_of(doc, token.i, links=_FOR)
        if end < len(doc) and doc[end].is_digit:
            end += 1  # "Grant Cycle 7"
        if start == token.i:
            continue
        first, last = doc[start].idx, doc[end - 1].idx + len(doc[end - 1])
        if award and (at.holds_a_giver(first, last) or start in at.adjectives):
            continue
        if _follows_on(at, end) or not (award or _is_pot(at, token.i, first, known)):
            continue
        yield Title(first, last, "programme", False, "project:pot")


def _follows_on(at: Scene, end: int) -> bool:
    return end < len(at.doc) and at.doc[end].is_alpha and capital(at.doc[end].text)


def _is_pot(at: Scene, index: int, first: int, known: Patterns) -> bool:
    """Tell whether somebody pays from it here. Funds are bodies of their own unless they are somebody's."""
    before = text_of(at.doc)[max(0, first - _WINDOW) : first]
    if at.doc[index].lower_ == "fund" or index in at.bodies:
        under = at.doc[index].lower_ == "fund" and _PLAINLY_UNDER.search(before) is not None
        return under or (is_paid_from(before) and _OWNED.search(before) is not None)
    return is_paid_from(before) and at.doc[index].lower_ in known.pools


def code_after(text: str, end: int) -> str:
    """Give the abbreviation in brackets behind a name."""
    match = _CODE.match(text, end)
    return match["code"] if match is not None else ""
