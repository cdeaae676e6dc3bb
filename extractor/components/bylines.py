"""People in an article's furniture: who wrote it, took the picture, edited it, commented on it, put initials under it.

"By Sina Leota and Karim Yousif", "[Photo: AH / Boubacar Diallo]", "(editing by P.G.)", "Lola M: Thank you", "gb/rsm".
"""

import re
from collections.abc import Iterator
from functools import cache

from extractor.components.name_runs import LONGEST, Runs
from extractor.components.offices import Page
from extractor.lexicon import Lexicon, roles

Span = tuple[int, int, int]
"""Tokens `doc[start:end]`, and how many characters at the end of the last are no part of the name."""

LAST = 3  # paragraphs at an article's end among which initials may stand
FURNITURE = 160  # characters; a longer paragraph is running text
_WORD = r"(?:[^\W\d_]\.){1,3}|[^\W\d_][\w'’ʻʼ‘-]*\.?"
_NAME = rf"(?P<name>(?:{_WORD})(?: (?:{_WORD})){{0,{LONGEST - 1}}})"
_LISTED = re.compile(rf"(?: in [^\W\d_]\w+)?(?:,? and |, | & |; ){_NAME}")
_BEFORE_END = re.compile(r"\s*(?:$|[,;:|•·(/\])–—-]|\b(?:in|and|for|on|at)\b)")
_PLAIN_BY = re.compile(r"\W{0,3}by:? ", re.IGNORECASE)
_PHONE = re.compile(rf"{_NAME}\s+(?:\+\d|\(?0\d{{2}}|[Tt]el\b|[\w.]+@)")
_SLASHED = re.compile(rf"/[^/\n]{{2,40}} [–—-] {_NAME}/")
_COMMENT = re.compile(r"(?P<name>[^:\n]{2,40}?)(?: says| wrote| said)?:(?= |$)")
_INITIALS = re.compile(r"[^\W\d_]{2,4}(?:/[^\W\d_]{2,4}){0,4}")
_SIGNED = re.compile(r"[.!?\"”’)] (?P<outlet>[A-Z]{2,5})(?P<initials>(?: [A-Z]{2,4}){1,3})$")


def find(runs: list[Runs]) -> list[list[Span]]:
    """Give the spans of tokens of such names in each of an article's paragraphs."""
    found = [list(_paragraph(run)) for run in runs]
    commented = False
    for number, run in enumerate(runs):
        text = run.page.text
        if len(text) <= FURNITURE and _comments(run.page.lexicon).fullmatch(text.strip()):
            commented = True
        elif commented:
            found[number] += _commenter(run)
    for number in range(max(0, len(runs) - LAST), len(runs)):
        found[number] += _initials(runs[number], runs)
    return found


@cache
def _authors(lexicon: Lexicon) -> re.Pattern[str]:
    """Compile what opens a byline at a paragraph's start: "By X", "Posted on 3 May by X", "From X, Nnewi"."""
    return re.compile(
        rf"\W{{0,3}}(?:(?:{roles.lead(lexicon, 'byline')})(?: on [^,;:]{{4,30}}? by)?:? |"
        rf"From (?=[^,]{{4,40}}, \w+$)){_NAME}",
        re.IGNORECASE,
    )


@cache
def _editors(lexicon: Lexicon) -> re.Pattern[str]:
    """Compile the bylines of more than one word, wherever they stand: "(Reporting by X; editing by Y)"."""
    leads = "|".join(part for part in roles.lead(lexicon, "byline").split("|") if "\\ " in part)
    return re.compile(rf"\b(?i:{leads}) {_NAME}")


@cache
def _credits(lexicon: Lexicon) -> re.Pattern[str]:
    """Compile a caption's credit at a paragraph's end: "[Photo: AH / X]", "Photo courtesy of X"."""
    return re.compile(
        rf"\b(?i:{roles.lead(lexicon, 'credit')})s?(?: courtesy of |\s?[:/©]\s?)"
        rf"(?:[^\])/|]{{1,30}}\s?[/|]\s?)?{_NAME}\s?[\])]?\.?$"
    )


@cache
def _comments(lexicon: Lexicon) -> re.Pattern[str]:
    """Compile the heading over readers' comments: "COMMENTS (2)", "3 thoughts on ..."."""
    return re.compile(rf"\W*(?:\d+ )?(?:{roles.lead(lexicon, 'comments')})(?: on .*| \(?\d+\)?)?\W*", re.IGNORECASE)


def _paragraph(runs: Runs) -> Iterator[Span]:
    text = runs.page.text
    if len(text) <= FURNITURE:
        match = _authors(runs.page.lexicon).match(text)
        if match is not None and not text.rstrip().endswith("."):
            yield from _names(runs, match, least=1)
        for pattern in (_credits(runs.page.lexicon), _SLASHED):
            if (match := pattern.search(text)) is not None:
                yield from _names(runs, match, least=2)
        if (match := _PHONE.match(text)) is not None:
            yield from _names(runs, match, least=2)
    elif (match := _SLASHED.search(text, 0, FURNITURE)) is not None:
        yield from _names(runs, match, least=2)
    if " by " in text:
        for match in _editors(runs.page.lexicon).finditer(text):
            yield from _names(runs, match, least=2)


def _names(runs: Runs, match: re.Match[str], *, least: int) -> Iterator[Span]:
    """Give the name of a match and those that "and" or a comma joins to it; a name has `least` words or is initials."""
    text = runs.page.text
    following: re.Match[str] | None = match
    while following is not None:
        span = _name(runs, following.start("name"), following.end("name"))
        if span is None:
            return
        start, end = span
        words = text[start:end].split()
        initials = re.fullmatch(r"(?:[^\W\d_]\.){2,3}", text[start:end]) is not None
        if len(words) < least and not initials:
            return
        if match.re is not _COMMENT and len(words) == 1 and not initials and not _BEFORE_END.match(text, end):
            return
        tokens = runs.page.doc.char_span(start, end, alignment_mode="expand")
        if tokens is None or (
            len(words) == 1 and _PLAIN_BY.fullmatch(text[:start]) and not runs.is_given(tokens.start)
        ):
            return  # "By Reuters"
        yield tokens.start, tokens.end, tokens.end_char - end
        following, least = _LISTED.match(text, end), 2


def _name(runs: Runs, start: int, end: int) -> tuple[int, int] | None:
    """Cut a match, in characters, to the words that may be a name: capitals and particles, no place or body."""
    text, page, reached = runs.page.text, runs.page, start
    for word in re.finditer(r"\S+", text[start:end]):
        printed = word.group()
        head = re.split(r"[-'’]", printed)[0]
        small = not printed[0].isupper()
        if printed.rstrip(".") in runs.never:
            return None
        if small and not (head.lower() in runs.particles and (reached > start or len(head) < len(printed))):
            break
        if not small or len(head) < len(printed):
            reached = start + word.end()
    closing = text[reached - 1 : reached] == "." and not re.search(r"(?:^|[ .])[^\W\d_]\.$", text[start:reached])
    span = page.doc.char_span(start, reached - closing, alignment_mode="expand")
    if span is None or any(_known(page, index) for index in range(span.start, span.end)):
        return None
    return start, reached - closing


def _known(page: Page, index: int) -> bool:
    return index in page.fixed and page.doc[index].ent_type_ != "PERSON"


def _commenter(runs: Runs) -> Iterator[Span]:
    """Read who comments: "Lola M: Thank you", "PJ says: 12 May"; a handle ("gocha_77", "HighlyFavoured") is no name."""
    match = _COMMENT.match(runs.page.text)
    if match is None:
        return
    words = match["name"].split()
    if all(re.fullmatch(r"[^\W\d_]\.?|[A-Z]{2}|[^\W\d_a-z][^\W\d_A-Z]+(?:[-'’][^\W\d_]+)?", word) for word in words):
        yield from _names(runs, match, least=1)


def _initials(runs: Runs, article: list[Runs]) -> Iterator[Span]:
    """Read the initials of who wrote and edited: "gb/rsm/amr", "RHL", "PNI MPB" after the outlet's own letters."""
    text = runs.page.text.rstrip()
    if (match := _INITIALS.fullmatch(text)) is not None:
        parts = [(m.start(), m.end()) for m in re.finditer(r"[^/]+", text)]
        mixed = len({text[s:e].isupper() for s, e in parts}) > 1
        marked = [p for p in parts if not (mixed and text[slice(*p)].isupper())]
        if len(parts) == 1 and not (text.isupper() and len(text) < 4):
            return
    elif (match := _SIGNED.search(text)) is not None:
        if not any(f"({match['outlet']})" in run.page.text for run in article[:LAST]):
            return
        base = match.start("initials")
        marked = [(base + m.start(), base + m.end()) for m in re.finditer(r"\S+", match["initials"])]
    else:
        return
    for start, end in marked:
        span = runs.page.doc.char_span(start, end)
        known = text[start:end] in runs.never or any(f"({text[start:end]})" in run.page.text for run in article)
        if span is not None and not known:
            yield span.start, span.end, 0
