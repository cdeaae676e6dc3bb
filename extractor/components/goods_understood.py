"""Quantities whose noun stands elsewhere: "Mali - 25 thousand tons" in a list of wheat, "another 2,000 doses"."""

import re
from collections.abc import Iterator
from dataclasses import replace

from extractor.components.goods import Goods
from extractor.components.goods_context import Context
from extractor.components.noun_phrase import Reader

RULE = "equipment:understood"
SHORT = 12  # tokens of an item of a list
NEAR = 40  # characters before a measure in which a word may say that it measures something else
_NOT_GOODS = re.compile(
    r"(?:weigh\w*|capacity|capacity\s+of|emissions?\s+of|emit\w*|per|holds?|displac\w+)\s+(?:about\s+|around\s+)?$"
)
_ITEM = re.compile(r"[–—:-]\s*$")


def understood(pages: list[tuple[Reader, Context]], told: list[list[Goods]]) -> list[list[Goods]]:
    """Add, in each doc of an article, the measures whose goods were named before, where only one can be meant."""
    names: dict[str, set[str]] = {}  # by unit's kind or, of pieces, by the unit itself
    latest: dict[str, Goods] = {}
    result: list[list[Goods]] = []
    for (reader, context), found in zip(pages, told, strict=True):
        here = [_named(goods, names, latest) for goods in found]
        result.append(sorted([*here, *_measures(reader, context, here, names, latest)], key=lambda goods: goods.start))
        for goods in here:
            if goods.unit and not goods.bare:
                names.setdefault(_kind(goods), set()).add(goods.description)
                latest[_kind(goods)] = goods
    return result


def _kind(goods: Goods) -> str:
    return goods.unit_kind if goods.unit_kind == "measure" else goods.unit


def _named(goods: Goods, names: dict[str, set[str]], latest: dict[str, Goods]) -> Goods:
    """Name the goods of which only the unit is told again ("another 1.7 million *doses*")."""
    unit = goods.noun + "s"
    if goods.quantity is None or goods.unit or len(names.get(unit, ())) != 1 or " " in goods.description:
        return goods
    return replace(goods, unit=unit, unit_kind="item", description=latest[unit].description, klass=latest[unit].klass)


def _measures(
    reader: Reader, context: Context, here: list[Goods], names: dict[str, set[str]], latest: dict[str, Goods]
) -> Iterator[Goods]:
    doc, text = reader.doc, reader.text
    for count in reader.counts:
        measured = reader.measured(count)
        if measured is None or measured[1].kind != "measure" or count.value is None:
            continue
        index, unit, printed = measured
        start, end = doc[count.start].idx, doc[index - 1].idx + len(doc[index - 1])
        if any(goods.start < end and start < goods.end for goods in here) or _goes_on(reader, index):
            continue
        before = next((g for g in reversed(here) if g.end <= start and text[g.end : start].strip() == "("), None)
        earlier = [g for g in here if g.unit_kind == "measure" and g.end <= start and not g.bare]
        source = before or (earlier[-1] if len({g.description for g in earlier}) == 1 else None)
        if source is None and not earlier and len(names.get(unit.kind, ())) == 1:
            item = _ITEM.search(text, 0, start) is not None and len(doc) <= SHORT
            source = latest[unit.kind] if item or context.is_given(doc[index - 1]) else None
        if source is None or source.bare or _NOT_GOODS.search(text, max(0, start - NEAR), start):
            continue
        yield replace(
            source,
            start=start,
            body=start,
            end=end,
            head=index - 1,
            quantity=count.value,
            unit=printed,
            unit_kind="measure",
            rule=RULE,
        )


def _goes_on(reader: Reader, index: int) -> bool:
    """Whether a noun follows that is measured itself ("40 tonnes *of* steel", "a 5-tonne *truck*")."""
    doc = reader.doc
    return index < len(doc) and (doc[index].lower_ == "of" or doc[index].pos_ in {"NOUN", "PROPN", "ADJ"})
