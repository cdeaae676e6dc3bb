"""Titles that the page itself sets off: a form's field, the heading of an item in a list, quotation marks."""

import re
from collections.abc import Iterator

from extractor.components.project_patterns import QUOTED, Patterns, Title, capitals

# Sentences of articles that open like the heading of an item: "The Project for ... was signed in May."
_TELLS = re.compile(r"\b(?:is|was|were|are|will|would|has|have|had|aims?|covers?|costs?|includes?)\b|[.!?]\s+[A-Z]")
_PAID = re.compile(
    r"\b(?:agreement|contract|grant|loan|credit|financing|funding|funds|notes|money|million|billion)s?"
    r" (?:for|to (?:finance|implement|fund|support|carry out)) (?:the )?$",
    re.IGNORECASE,
)
_PHASED = re.compile(r"\b(?:Phase|Stage) (?:[IVX]{1,4}|\d{1,2}|One|Two|Three)\)?$")
_SHORT_FORM = re.compile(r"\s\([A-Z][\w&-]{1,9}\)$")  # "Green Rivers Initiative (GRI)": stays outside
_ABBREVIATED = re.compile(r"\b(?:No|Nos|St|Dr|Mt)\. ")


def fields(text: str, known: Patterns) -> Iterator[Title]:
    """Read a line that tells a title as a form does: "Project name: Rehabilitation of ..."."""
    if match := known.field.match(text):
        yield Title(*match.span("title"), known.kinds[match["kind"].lower()], False, "project:field")


def headings(text: str, known: Patterns) -> Iterator[Title]:
    """Read an item's or section's heading that is a title as a whole: "(2) The Project for a Clinic in Upi"."""
    match = known.heading.match(text)
    if match is None or _TELLS.search(_ABBREVIATED.sub("", match["title"])):
        return
    if match["item"] or not text.rstrip().endswith("."):
        yield Title(*match.span("title"), known.kinds[match["kind"].lower()], False, "project:heading")


def quoted(text: str, known: Patterns) -> Iterator[Title]:
    """Read the titles in quotation marks of any kind; quoted speech and the names of treaties are none."""
    for match in QUOTED.finditer(text):
        start, end = match.span(match.lastgroup or 0)
        end = start + len(text[start:end].rstrip(" ,.;:"))
        start += 4 * text.startswith("the ", start)
        start = end - len(text[start:end].lstrip())
        inner = _SHORT_FORM.sub("", text[start:end])
        end = start + len(inner)
        if not inner or known.no_title.search(inner) or known.paper.match(inner):
            continue
        if re.search(r"[.!?]\s", _ABBREVIATED.sub("", inner)):
            continue
        kind = _kind(text, match.start(), match.end(), inner, known)
        if kind:
            yield Title(start, end, kind, True, "project:quoted")


def _kind(text: str, before: int, after: int, inner: str, known: Patterns) -> str:
    """Give the kind of what is quoted, "" for what is no title."""
    share = capitals(inner)
    own = known.ends.search(inner) or known.opens.search(inner)
    if own is not None:
        # "the new programme" in somebody's words is speech; a title has capitals
        return known.kinds[own["kind"].lower()] if share >= 0.5 else ""
    window = text[max(0, before - 80) : before]
    beside = known.called.search(window) or known.then.search(text[after : after + 30])
    if beside is not None and (share >= 0.5 or (inner[0].isupper() and len(inner.split()) < 15)):
        return known.kinds[beside["kind"].lower()]
    paid = _PAID.search(window) and len(inner.split()) > 1
    return "project" if share >= 0.5 and (paid or _PHASED.search(inner)) else ""
