"""The goods of a flow, from its own statements and those that tell its details."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from extractor.assembly.attach import Told, fits, tells_another_gift
from extractor.assembly.collect import Goods
from extractor.assembly.group import Flow
from extractor.assembly.statements import Statement
from extractor.assembly.writer import Writer
from extractor.model import Equipment

# Nouns that only stand for goods told elsewhere.
GENERIC = frozenset(
    [
        *("equipment", "supplies", "goods", "materials", "material", "items", "item", "aid", "relief", "machinery"),
        *("hardware", "gear", "stuff", "assistance", "vehicle"),
    ]
)


AWAY = 2  # paragraphs between a list of goods and the flow that it tells the goods of
_THESE = re.compile(
    r"(?:All (?:of )?)?(?:They|It|These|This|(?:The|This|Such) (?:\w+ )?(?:goods|items?|equipment|materials?|supplies"
    r"|consignment|shipment|cargo|donation|gifts?|list|assistance))\b"
)


def lists(told: Sequence[Told], said: Sequence[Statement]) -> None:
    """Give lists of goods to the flow that leads up to them, or to the one that goes on with "these goods".

    "The consignment comprises: / 4 anaesthesia machines / 12 patient monitors / ... *The goods are a gift of Norway.*"
    """
    owned = {id(s) for flow, _ in told for s in (*flow.statements, *flow.details)}
    for run in _runs([s for s in said if id(s) not in owned]):
        first, last = run[0].sentence.paragraph, run[-1].sentence.paragraph
        above = [pair for pair in told if 0 < first - pair[0].statements[-1].last_paragraph <= AWAY]
        below = [
            pair
            for pair in told
            if 0 < pair[0].opening.sentence.paragraph - last <= AWAY and _THESE.match(pair[0].opening.text.strip())
        ]
        found = (above or below)[-1:]
        if found and all(fits(s, found[0][1]) for s in run):
            found[0][0].details.extend(run)


def _runs(loose: Sequence[Statement]) -> Iterator[list[Statement]]:
    """Give the lists of which every item names goods and tells no flow."""

    def place(pair: tuple[int, Statement]) -> tuple[bool, int]:
        number, statement = pair
        plain = statement.sentence.kind == "item" and bool(statement.goods) and statement.amount is None
        return plain, statement.sentence.paragraph - number

    for (plain, _), group in groupby(enumerate(loose), place):
        run = [statement for _, statement in group]
        if plain and len(run) > 1:
            yield run


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
    listed = list(found.values())
    return [
        Equipment(
            description=g.description,
            quantity=_number(g),
            unit=g.unit or None,
            evidence=[writer.fact("equipment", g)],
        )
        for number, g in enumerate(listed)
        if not _said_better(g, listed) and not _adds_up(g, listed[number + 1 :])
    ]


def _adds_up(goods: Goods, following: Sequence[Goods]) -> bool:
    """Whether a count is that of the kinds told after it ("28 vehicles: 16 pick-ups, 8 vans and 4 lorries")."""
    if goods.quantity is None or goods.unit:
        return False
    counts = [other.quantity for other in following if other.quantity is not None and not other.unit]
    return any(sum(counts[:size]) == goods.quantity for size in range(2, len(counts) + 1))


def _said_better(goods: Goods, others: Iterable[Goods]) -> bool:
    """Whether other goods of the flow say the same and more ("the ovens" beside "24 smoking ovens")."""
    ending = f" {goods.description.lower()}"
    return goods.quantity is None and any(other.description.lower().endswith(ending) for other in others)


def _generic(goods: Goods) -> bool:
    """Whether it only stands for goods told elsewhere ("medical equipment" beside "three X-ray machines")."""
    return goods.quantity is None and goods.description.rsplit(" ", 1)[-1].lower() in GENERIC


def _number(goods: Goods) -> int | float | None:
    if goods.quantity is None:
        return None
    return int(goods.quantity) if goods.quantity == goods.quantity.to_integral_value() else float(goods.quantity)
