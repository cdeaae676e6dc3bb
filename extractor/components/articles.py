"""Reading the docs of one article together: what one paragraph tells in full, others tell by half."""

from collections.abc import Iterable, Iterator

from spacy.tokens import Doc

# What whoever makes the docs of an article puts into `user_data`: one object, shared by all of them and by no other.
SHARED = "acronyms"


def by_article(docs: Iterable[Doc]) -> Iterator[list[Doc]]:
    """Group successive docs that were made for one article; a doc made alone is a group of its own."""
    group: list[Doc] = []
    for doc in docs:
        if group and not _same_article(group[-1], doc):
            yield group
            group = []
        group.append(doc)
    if group:
        yield group


def _same_article(one: Doc, other: Doc) -> bool:
    shared = one.user_data.get(SHARED)
    return shared is not None and shared is other.user_data.get(SHARED)
