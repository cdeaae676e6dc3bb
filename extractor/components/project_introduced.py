"""Titles that only the word before them introduces: "a project called Safe Births", "the project Agua para Todos"."""

import re
from collections.abc import Iterator
from functools import cache

from spacy.tokens import Span

from extractor.components.project_names import Scene, is_headline
from extractor.components.project_patterns import Title
from extractor.components.spans import text_of
from extractor.lexicon import Lexicon
from extractor.lexicon.titles import loose_words, title_kinds

_WORD = r"[^\W\d_a-z][\w’'-]*"
_SMALL = r"(?:of|for|and|the|in|to|on|pour|para|de|du|des|la|le|les|el|los|las|et|y|e|do|da|dos|das|en)"


@cache
def _pattern(lexicon: Lexicon) -> re.Pattern[str]:
    strict = [word for word in title_kinds(lexicon) if word not in loose_words(lexicon) and not word.endswith("s")]
    kinds = "|".join(sorted(map(re.escape, strict), key=lambda word: (-len(word), word)))
    return re.compile(
        rf"\b(?P<kind>{kinds}),? (?:(?:is|was|will be) )?(?:also )?"
        rf"(?P<called>(?:called|named|dubbed|titled|entitled|known as) (?:the )?)?"
        rf"(?P<name>{_WORD}(?: (?:{_SMALL} ){{0,2}}{_WORD}){{0,7}})(?![\w’'-])"
    )


def introduced(at: Scene, lexicon: Lexicon) -> Iterator[Title]:
    """Read names that follow the word for what they name; without "called", two words that are nobody's name."""
    if is_headline(at.doc):
        return
    for match in _pattern(lexicon).finditer(text_of(at.doc)):
        span = at.doc.char_span(*match.span("name"))
        if span is None or at.known.no_title.search(match["name"]):
            continue
        kind = at.known.kinds[match["kind"]]
        if match["called"]:
            owned = at.bodies | at.known_places | at.people
            if any(token.i not in owned for token in span):
                yield Title(span.start_char, _before_place(at, span), kind, False, "project:introduced")
        elif match.start("name") == match.end("kind") + 1:
            owned = at.owners | at.people
            own = [token.i for token in span if token.i not in owned and token.text[0].isupper()]
            if len(own) > 1 and own[0] == span.start:
                yield Title(span.start_char, _before_place(at, span), kind, False, "project:introduced")


def _before_place(at: Scene, span: Span) -> int:
    """Give where a name ends in characters, without the place where it is done ("Books on Wheels *in Ghana*")."""
    end = span.end
    while end > span.start and (end - 1 in at.known_places or span.doc[end - 1].ent_type_ in {"GPE", "LOC"}):
        end -= 1
    if end < span.end and span.doc[end - 1].lower_ == "in":
        return int(span.doc[end - 2].idx + len(span.doc[end - 2]))
    return int(span.end_char)
