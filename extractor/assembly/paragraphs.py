"""Cutting an article's text into the pieces that are parsed alone: paragraphs, list items, headings.

Each is a slice of the text, so that offsets into it plus its start are offsets into the article.
"""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

Kind = Literal["body", "item", "heading", "furniture"]

# What parts the cells of a row.
_TAB, _BAR = re.compile(r" *\t *"), re.compile(r"(?:^|(?<=\S)) *\| *")
_BETWEEN, _WIDE = re.compile(r" +\| +|[ \u00a0]{3,}"), re.compile(r" +\| +|[ \u00a0]{2,}")  # two, where three stand too
COLUMNS = 3  # cells of a row, at least
_LINE = re.compile(r"[^\n]*")
_ITEM = re.compile(r"\s*(?:[•●▪◦‣*–—-]\s+|\(?(?:\d{1,2}|[a-zA-Z]|[ivxIVX]{1,4})[.)]\s+)")
_KEY_VALUE = re.compile(r"\s*[A-Z][^:.!?\n]{1,50}:\s+\S")
_ENDS_SENTENCE = re.compile(r"[.!?…][\"'”’»)\]]*\s*$")
_WRAPPED_AT = 55  # a line that is broken by hand-wrapping is at least this long
_STUB = 24  # and the last piece of one seldom so short without ending a sentence
_HEADING_WORDS = 18
_VALUE_WORDS = 15  # a longer "Key: value" that ends like a sentence is one


class Paragraph(NamedTuple):
    """`text[start:end]` of an article and what it looks like."""

    start: int
    end: int
    kind: Kind


def split(text: str, max_chars: int = 20_000) -> list[Paragraph]:
    r"""Cut `text` into paragraphs, in order; what lies between them is blank.

    A line is a paragraph, unless it was broken only because it was long ("... signed a\ngrant agreement ...").
    """
    lines = [match.span() for match in _LINE.finditer(text) if match.group().strip()]
    found: list[Paragraph] = []
    index = 0
    while index < len(lines):
        start, end = lines[index]
        while index + 1 < len(lines) and _goes_on(text, (start, end), lines[index], lines[index + 1]):
            index += 1
            end = lines[index][1]
        found.extend(_cut(text, *_strip(text, start, end), max_chars))
        index += 1
    return [found[0]._replace(kind="body")] if len(found) == 1 and found[0].kind == "heading" else found


def _goes_on(text: str, block: tuple[int, int], line: tuple[int, int], after: tuple[int, int]) -> bool:
    this, following = text[slice(*line)], text[slice(*after)]
    if is_row(this) or is_row(following):
        return False
    if after[0] - line[1] != 1 or len(this) < _WRAPPED_AT or _ITEM.match(following) or _KEY_VALUE.match(following):
        return False
    if len(following.strip()) <= _STUB and following.lstrip()[:1].isupper() and not _ENDS_SENTENCE.search(following):
        return False  # the next cell of a table, a name under a letter
    starts_low = following.lstrip()[:1].islower() or following.lstrip()[:1].isdigit()
    return starts_low or (not _ENDS_SENTENCE.search(this) and len(this) < 120 and block[0] <= line[0])


def is_row(line: str) -> bool:
    """Whether a line is a row of a table: three cells or more, parted by tabs, bars or wide gaps."""
    return len(row_cells(line)) >= COLUMNS


def row_cells(line: str) -> list[tuple[int, int]]:
    """Give where the cells of a row stand in it; one "cell" for any other line.

    >>> [("| Wells | USD 2 million |")[start:end] for start, end in row_cells("| Wells | USD 2 million |")]
    ['Wells', 'USD 2 million']
    """
    if not line.startswith("|"):
        parting = _TAB if "\t" in line else _WIDE if _BETWEEN.search(line) else _BETWEEN
        edges = [0, *(edge for match in parting.finditer(line) for edge in match.span()), len(line)]
    else:
        edges = [edge for match in _BAR.finditer(line) for edge in match.span()][1:]
        edges = edges if line.rstrip().endswith("|") else [*edges, len(line)]
        edges = edges[: len(edges) // 2 * 2]
    return list(zip(edges[::2], edges[1::2], strict=True))


def _strip(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), end - (len(piece) - len(piece.rstrip()))


def _cut(text: str, start: int, end: int, max_chars: int) -> Iterator[Paragraph]:
    """Cut what is too long for a parser at the last end of a sentence (else the last blank) that fits."""
    while end - start > max_chars:
        window = text[start : start + max_chars]
        at = max(window.rfind(". ") + 1, window.rfind(".\n") + 1) or window.rfind(" ") or max_chars
        at = at if at > 0 else max_chars
        yield Paragraph(start, start + at, "body")
        start += at
    if start < end:
        yield Paragraph(start, end, _kind(text[start:end]))


def _told(piece: str) -> bool:
    """Whether what follows a key is running text ("Note: In 2009 the bank lent Peru ..."), no value."""
    return bool(_ENDS_SENTENCE.search(piece)) and len(piece.split()) > _VALUE_WORDS


def _kind(piece: str) -> Kind:
    if is_row(piece) or _ITEM.match(piece) or (_KEY_VALUE.match(piece) and not _told(piece)):
        return "item"
    if not _ENDS_SENTENCE.search(piece) and len(piece.split()) <= _HEADING_WORDS:
        return "heading"
    return "body"
