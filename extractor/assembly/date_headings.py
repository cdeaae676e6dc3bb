"""The dates that stand over flows: in the heading of their section, or in the sentence that leads in their list.

"MARCH 2019 / The bank lent Fiji $3 million. ..."; "The package put forward on 2 May comprises: / - a loan ...".
"""

from collections.abc import Sequence

from extractor.assembly.statements import Statement

LETTERS = 4  # fewer beside a date are no words


def lead_in(first: int, said: Sequence[Statement], headings: Sequence[Statement]) -> Statement | None:
    """Give what ends in a colon right before the list whose item begins with statement number `first`."""
    while first > 0 and said[first - 1].sentence.kind == "item":
        first -= 1
    paragraph = said[first].sentence.paragraph
    before = [*(s for s in headings if s.sentence.paragraph < paragraph), *said[:first]]
    last = max(before, key=lambda s: s.sentence.start, default=None)
    return last if last is not None and last.text.rstrip().endswith(":") else None


def heading(paragraph: int, headings: Sequence[Statement]) -> Statement | None:
    """Give the heading over a paragraph; none with a day, which is mostly that of the page."""
    last = max((s for s in headings if s.sentence.paragraph < paragraph), key=lambda s: s.sentence.start, default=None)
    if last is None or any(when.precision == "day" for when in last.sentence.dates):
        return None
    return last


def is_bare(statement: Statement) -> bool:
    """Whether a sentence says nothing but a date: "MARCH."."""
    sentence = statement.sentence
    words = sum(char.isalpha() for char in sentence.text)
    return bool(sentence.dates) and words - sum(char.isalpha() for d in sentence.dates for char in d.text) < LETTERS
