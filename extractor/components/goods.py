"""One mention of goods, as it is read and as it is left on the doc."""

from dataclasses import dataclass
from decimal import Decimal

from extractor.model import Finding
from extractor.values.quantity import notation, plain

GENERIC = frozenset({"equipment", "supplies"})  # classes of words that stand for goods named elsewhere


@dataclass(frozen=True, slots=True)
class Goods:
    """A phrase for goods: `start`, `body` (what is counted) and `end` in characters, `head` its last token.

    `noun` is the head's singular, by which the article may point back at it. `bare`: nothing shows yet that it is
    given. `denied`: the words around show that it is not. `weak`: no goods at all unless something shows that it is.
    `definite`: it has "the" or the like before it.
    """

    start: int
    body: int
    end: int
    head: int
    noun: str
    description: str
    quantity: Decimal | None
    unit: str
    unit_kind: str
    klass: str
    rule: str
    bare: bool = False
    denied: bool = False
    weak: bool = False
    definite: bool = False
    parent: str = ""

    def finding(self) -> Finding:
        """Give it as components leave it."""
        detail = {"description": self.description, "class": self.klass}
        if self.quantity is not None:
            detail["quantity"] = plain(self.quantity)
        if self.unit:
            detail["unit"] = self.unit
        if self.parent:
            detail["parent"] = self.parent
        if self.klass in GENERIC:
            detail["generic"] = "yes"
        if self.bare:
            detail["bare"] = "yes"
        value = notation(self.quantity, self.unit, self.description)
        return Finding(self.start, self.end, "EQUIPMENT", value, self.rule, detail)
