"""The goods of a flow, from its own statements and those that tell its details."""

from extractor.assembly.attach import tells_another_gift
from extractor.assembly.collect import Goods
from extractor.assembly.group import Flow
from extractor.assembly.writer import Writer
from extractor.model import Equipment

# Nouns that only stand for goods told elsewhere.
GENERIC = frozenset(
    [
        *("equipment", "supplies", "goods", "materials", "material", "items", "item", "aid", "relief", "machinery"),
        *("hardware", "gear", "stuff", "assistance", "vehicle"),
    ]
)


def read(flow: Flow, writer: Writer) -> list[Equipment]:
    """Give the goods that a flow is told to bring; a generic word only where nothing says what it stands for."""
    found: dict[str, Goods] = {}
    for statement in [*flow.statements, *flow.details]:
        if tells_another_gift(statement, flow):
            continue
        for goods in statement.goods:
            if statement.follows and goods.start < statement.start:
                continue  # told once for several sums: on the first
            if goods.bare and not goods.quantity:
                continue
            key = goods.description.lower()
            kept = found.get(key)
            if kept is None or (kept.quantity is None and goods.quantity is not None):
                found[key] = goods
    if any(not _generic(g) for g in found.values()):
        found = {key: g for key, g in found.items() if not _generic(g)}
    return [
        Equipment(
            description=g.description,
            quantity=_number(g),
            unit=g.unit or None,
            evidence=[writer.fact("equipment", g)],
        )
        for g in found.values()
    ]


def _generic(goods: Goods) -> bool:
    """Whether it only stands for goods told elsewhere ("medical equipment" beside "three X-ray machines")."""
    return goods.quantity is None and goods.description.rsplit(" ", 1)[-1].lower() in GENERIC


def _number(goods: Goods) -> int | float | None:
    if goods.quantity is None:
        return None
    return int(goods.quantity) if goods.quantity == goods.quantity.to_integral_value() else float(goods.quantity)
