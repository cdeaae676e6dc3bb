"""Telling an article from what its page prints around it: related headlines, comments, tags tell no flow of it."""

import re
from collections.abc import Iterable, Iterator

from extractor.assembly.paragraphs import Paragraph
from extractor.lexicon import Lexicon
from extractor.lexicon.furniture import reaches

_OPENS = re.compile(
    r"[\W\d_]*(?P<phrase>[^\W\d_](?:[^\W\d_]|['’ ])*?)\s*(?:this section|\(\d+\)|\d+)?\s*(?P<mark>[:|]|$)", re.M
)
LONG = 20  # words that a headline hardly has; a paragraph of more ends a list of them


def mark(text: str, paragraphs: Iterable[Paragraph], lexicon: Lexicon) -> Iterator[Paragraph]:
    """Give an article's paragraphs, those that are no part of it with the kind "furniture".

    A phrase of the table opens one only where nothing but a number stands beside it, or a colon or bar after it:
    "Related posts", "7 Comments", "NOW READ: ...".
    """
    table = reaches(lexicon)
    until = ""
    for paragraph in paragraphs:
        piece = text[paragraph.start : paragraph.end]
        match = _OPENS.match(piece)
        reach = table.get(match["phrase"].lower().replace("’", "'").strip()) if match is not None else None
        if reach is not None and until != "end":
            until = reach
            yield paragraph._replace(kind="furniture")
            until = (
                ""
                if reach == "line" or (reach == "list" and match is not None and piece[match.end() :].strip())
                else until
            )
        elif until == "end" or (until == "list" and len(piece.split()) <= LONG):
            yield paragraph._replace(kind="furniture")
        else:
            until = ""
            yield paragraph
