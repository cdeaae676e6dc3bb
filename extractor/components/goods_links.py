"""What goods say of one another: a list vouches for its items, "the trucks" point back, "each with two" multiplies."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

from spacy.tokens import Doc

from extractor.components.goods import Goods

_EACH = re.compile(
    r",?\s*(?:and\s+)?each(?:\s+of\s+(?:them|which))?\s+(?:\w+\s+)?"
    r"(?:with|of|consisting\s+of|comprised\s+of|made\s+up\s+of|equipped\s+with|fitted\s+with|has|have|contains?|includes?|carries|holds|\w+ing)\s+$"
)
_JOINED = re.compile(r"(?:,?\s+and|,)\s+$")
# What stands between two items of a list: "tents, a dryer", "tarps and about 40 sets", "pumps, together with hoses".
_LISTED = re.compile(
    r"\s*(?:[,;&+•]|,?\s*(?:and|or|as well as|along with|together with|plus|including|incl\.?|namely|therein)\b)"
    r"(?:\s*(?:and|also|a|an|the|some|about|around|over|more than|nearly|its|other|~))*\s*"
)
_TOGETHER = re.compile(r"\s*(?:,|,? and|&)\s*")
_SHARED = frozenset({"measure", "container", "length"})  # but "400 doses of vaccine and syringes" are two things
_NEAR = 12  # tokens between two items of a list


def apart(found: list[Goods]) -> list[Goods]:
    """Keep, of overlapping goods, the one that begins first and is longer."""
    kept: list[Goods] = []
    for goods in sorted(found, key=lambda one: (one.start, -one.end)):
        if not kept or goods.start >= kept[-1].end:
            kept.append(goods)
    return kept


def link(found: Iterable[Goods], doc: Doc, text: str) -> list[Goods]:
    """Read the goods of one doc together: lists, counts of several goods, what each of several holds."""
    linked = _vouched(apart(list(found)), doc)
    linked = list(_listed(reversed(list(_listed(linked, text))), text))[::-1]
    return list(_multiplied(list(_uncounted(linked, text)), text))


def recall(articles: list[list[Goods]]) -> list[list[Goods]]:
    """Take "the trucks" for those that the article has told of before as given; leave out what nothing vouches for."""
    known: set[str] = set()
    result: list[list[Goods]] = []
    for found in articles:
        result.append([])
        for goods in found:
            told = goods
            if goods.bare and goods.definite and not goods.denied and goods.noun in known:
                told = replace(goods, bare=False)
            if not told.bare:
                known.add(told.noun)
            if not (told.bare and told.weak):
                result[-1].append(told)
    return result


def _vouched(found: list[Goods], doc: Doc) -> list[Goods]:
    """Believe a counted word of daily life that stands near given goods ("pumps for the town, 3 tables")."""
    sure = [goods.head for goods in found if not goods.bare]
    vouched = []
    for goods in found:
        counted = goods.bare and goods.quantity is not None and not goods.denied
        near = counted and any(abs(h - goods.head) <= _NEAR and _same_sentence(doc, h, goods.head) for h in sure)
        vouched.append(replace(goods, bare=False) if near else goods)
    return vouched


def _same_sentence(doc: Doc, one: int, other: int) -> bool:
    return not any(doc[index].is_sent_start for index in range(min(one, other) + 1, max(one, other) + 1))


def _listed(found: Iterable[Goods], text: str) -> Iterator[Goods]:
    """Believe what stands beside given goods in a list; run forwards, then backwards."""
    last: Goods | None = None
    for goods in found:
        beside = last is not None and not last.bare and goods.bare and not goods.denied
        if last is not None and beside:
            first, second = sorted((last, goods), key=lambda one: one.start)
            if _LISTED.fullmatch(text, first.end, second.start) is not None:
                goods = replace(goods, bare=False)  # noqa: PLW2901  # the item is what the list makes of it
        yield goods
        last = goods


def _uncounted(found: list[Goods], text: str) -> Iterator[Goods]:
    """Take a measure off goods that share it with others: "3 tons of flour and sugar" says of neither how much."""
    following = [*found[1:], None] if found else []
    for goods, after in zip(found, following, strict=True):
        shared = (
            goods.unit_kind in _SHARED
            and after is not None
            and after.quantity is None
            and after.start == after.body
            and not text.startswith("other ", after.start)
            and _TOGETHER.fullmatch(text, goods.end, after.start) is not None
        )
        yield replace(goods, start=goods.body, quantity=None, unit="", unit_kind="") if shared else goods


def _multiplied(found: list[Goods], text: str) -> Iterator[Goods]:
    """Multiply what each of several holds: "10 kits, each with two monitors" is 20 monitors."""
    parent: Goods | None = None
    if found:
        yield found[0]
    for before, goods in pairwise(found):
        between = text[before.end : goods.start]
        if _EACH.fullmatch(between) and before.quantity is not None:
            parent = before
        elif parent is not None and not _JOINED.fullmatch(between):
            parent = None
        if parent is None or parent.quantity is None or goods.quantity is None:
            yield goods
        else:
            yield replace(goods, quantity=goods.quantity * parent.quantity, parent=parent.description)
