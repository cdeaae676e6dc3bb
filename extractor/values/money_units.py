"""Signs, codes and names of currencies beside a number: which of them belong to it, and whether it is money at all."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from extractor.lexicon.currencies import Currencies, Unit, name_key
from extractor.values.numbers import BLANKS, Number, plain

_SIGN = 8  # characters of the longest sign with what may be stuck to it ("worth$")
_WORD = re.compile(r"[^\W\d_]{1,25}(?:[.'’ʻ][^\W\d_]{1,25}){0,4}\.?")
_GAP = re.compile(rf"[{BLANKS}](?:of|in)[{BLANKS}]|[{BLANKS}]?[-–]|[{BLANKS}]|")
_BETWEEN = re.compile(rf"[{BLANKS}]&[{BLANKS}]|[{BLANKS}-]")
_BRACKETED = re.compile(rf"[{BLANKS}]?[(\[](?P<unit>[^\W\d_][^()\[\]\d]{{0,24}}|[^\w\s])[)\]]")
_HEADING = re.compile(rf"[(\[](?:in[ ])?(?P<unit>[^()\[\]\d]{{1,20}})[)\]][{BLANKS}]?[:=–-]?[{BLANKS}]?$")
_NEXT_WORD = re.compile(rf"[{BLANKS}]([^\W\d_]+)")
# What may follow a sum without being what the number counts: "$3 million in loans", but "3 million people".
_FUNCTION_WORDS = frozenset(
    "a about across after against also although among an and are as at be been before being between but by could due "
    "during each every for from had has have he if in into is it may might more of on or over per plus respectively "
    "she should since so than that the their they this through to total toward towards under until upon via was we "
    "were when where which while who will with within without would annually altogether combined only went came goes".split()
)
_WEIGHED = re.compile(r"\s+of\s+(?!(?:\w+\s+)?(?:aid|funding|debt|credit|money|assistance|support|help|damage|sales|taxpayers?|public|relief|grants?|investment|income|savings|spending|exports|imports|bonds|cash|losses|profits?|revenue)\b)", re.I)
_WEIGHING = re.compile(r"\b(?:weigh\w*|los[te]\w*|gain\w*|shed\w*|heav\w*|carry\w*|lift\w*)\s+(?:\w+\s+){0,2}$", re.I)
_PRICED = frozenset("a an the this note notes bill bills fine fee grant loan deal gift donation prize ticket reward cheque check debt contract scheme project plan fund budget package investment bond bonds export credit coin".split())
_NOT_AFTER: dict[str, frozenset[str]] = {  # first words of other things that begin with a unit
    "euro": frozenset("zone area countries country members member nations nation states state region currency bloc mps elections".split()),
    "real": frozenset("estate wages terms growth people world gdp income life time".split()),
    "pound": frozenset("cake cakes sterling".split()),
}
_CONSTANT = frozenset("in constant real current since".split())


class Beside(NamedTuple):
    """A unit that stands in `text[start:end]`."""

    start: int
    end: int
    unit: Unit
    rule: str


@dataclass(slots=True)
class Sum:
    """A number with what stands beside it; `unit` is None while it is only a number."""

    start: int
    end: int
    number: Number
    unit: Unit | None = None
    rule: str = ""
    signed: bool = False  # its unit stands before it
    named: bool = False  # its unit stands after it
    free: bool = True  # may get its unit from a neighbour: no part of a name as the 2 of "K2"

    @property
    def value(self) -> Decimal:
        """In whole units."""
        return plain(self.number.value * self.unit.factor) if self.unit else self.number.value

    @property
    def codes(self) -> tuple[str, ...]:
        """What currencies it may be of."""
        return self.unit.codes if self.unit else ()


def attach(text: str, number: Number, floor: int, table: Currencies) -> Sum:
    """Give `number` the unit beside it, if any; what lies before `floor` belongs to others."""
    before = _before(text, number, floor, table) if number.digits or text[number.start - 1 : number.start] in BLANKS else None
    if before:
        number = number.tightened()
    glued_to_name = before is None and number.start > 0 and text[number.start - 1].isalnum()
    if glued_to_name:
        return Sum(number.start, number.end, number, free=False)
    after = None
    if before is None and number.loose:
        after = _after(text, tight := number.tightened(), table)
        number = tight if after else number
    after = after or _after(text, number, table)
    if before and not after and text[before.end - 1 : before.end].isalpha() and text[number.end : number.end + 1].isalnum():
        return Sum(number.start, number.end, number, free=False)  # "CAD 3D"
    if before is None and after is None:
        return Sum(number.start, number.end, number, free=number.loose is None)
    if before is None:
        found = Sum(number.start, after.end, number, after.unit, after.rule, named=True)
        if (again := _BRACKETED.match(text, after.end)) and (unit := _unit_called(again["unit"].strip(), table)):
            codes = tuple(code for code in unit.codes if code in found.codes)
            found.end, found.unit = (again.end(), Unit(codes, after.unit.factor)) if codes else (found.end, found.unit)
        return found
    found = Sum(min(before.start, number.start), number.end, number, before.unit, before.rule, signed=True)
    closer = after or _specified(text, found, table)
    if closer and (codes := [code for code in closer.unit.codes if code in before.unit.codes]):
        found.end, found.unit = closer.end, Unit(tuple(codes), before.unit.factor)
        found.named = True
    return found


def phrase_ends(text: str, at: int) -> bool:
    """Whether what a number counts can't follow: the sentence's next word is none of its nouns or adjectives."""
    match = _NEXT_WORD.match(text, at)
    return match is None or match[1].lower() in _FUNCTION_WORDS


def _before(text: str, number: Number, floor: int, table: Currencies) -> Beside | None:
    at = number.start
    while at > floor and number.start - at < 2 and text[at - 1] in BLANKS:
        at -= 1
    if at == floor:
        return None
    last = text[at - 1]
    if last == "." and at > floor + 3 and text[at - 4 : at - 1] in table.signs:  # "USD. 3,000,000"
        return _sign_before(text, number, at - 1, floor, table)
    if last in table.last_characters and (found := _sign_before(text, number, at, floor, table)):
        return found
    if last in ")]:":
        return _heading(text, number, floor, table)
    return _name_before(text, number, at, floor, table) if number.large or number.loose else None


def _sign_before(text: str, number: Number, at: int, floor: int, table: Currencies) -> Beside | None:
    for start in range(max(floor, at - _SIGN), at):
        unit = table.signs.get(text[start:at])
        if unit is None:
            continue
        previous = text[start - 1 : start]
        if previous.isalnum() and (text[start].isalnum() or not previous.islower()):
            continue  # part of a word; or an "X$" that no table knows
        if unit.ambiguous and not _large_beside_letters(text, number, at, at - start):
            continue
        return _with_code_before(text, Beside(start, at, unit, "money:sign"), floor, table)
    return None


def _large_beside_letters(text: str, number: Number, at: int, length: int) -> bool:
    """Whether a sign that is mostly something else is one here: "K2.5 million", "P2,777,296", not "K2", "ALL 70"."""
    if number.loose and number.glued and at == number.start:
        return True
    if length < 3:
        return number.large
    end = number.end
    return (number.large or number.value >= 10_000) and phrase_ends(text, end)


def _with_code_before(text: str, sign: Beside, floor: int, table: Currencies) -> Beside:
    """Take in what says more of a sign: "US $5", "AUD $5m", "Hong Kong $5 million"."""
    if text[sign.start].isalnum() or sign.start <= floor:
        return sign
    words = list(_WORD.finditer(text, max(floor, sign.start - 14), sign.start))
    for word in words[-2:]:
        gap = text[word.end() : sign.start]
        inside = words[-1].end()
        if len(text[inside : sign.start]) > 1 or (gap and gap.strip(BLANKS) and word is words[-1]):
            return sign
        said = text[word.start() : inside]
        if word.start() > 0 and text[word.start() - 1].isalnum():
            continue
        unit = table.signs.get(said) or table.names.get(f"{name_key(said)} dollars")
        if unit and not unit.ambiguous and (codes := tuple(c for c in unit.codes if c in sign.unit.codes)):
            return Beside(word.start(), sign.end, Unit(codes), sign.rule)
    return sign


def _heading(text: str, number: Number, floor: int, table: Currencies) -> Beside | None:
    """Read the unit of a form's field: "Amount (US$): 85,000", "USD: 5,000"."""
    head = text[max(floor, number.start - 32) : number.start]
    if match := _HEADING.search(head):
        unit = _unit_called(match["unit"].strip(), table)
        return Beside(number.start, number.start, unit, "money:heading") if unit and not unit.ambiguous else None
    word = head.rstrip(BLANKS).rstrip(":").rsplit(None, 1)
    sign = word[-1] if word else ""
    unit = table.signs.get(sign)
    if unit is None or unit.ambiguous or not head.rstrip(BLANKS).endswith(":"):
        return None
    return Beside(number.start, number.start, unit, "money:heading")


def _unit_called(said: str, table: Currencies) -> Unit | None:
    key = name_key(said)
    return table.signs.get(said) or table.names.get(key) or table.names.get(f"{key} dollars")


def _name_before(text: str, number: Number, at: int, floor: int, table: Currencies) -> Beside | None:
    """Read a name before a large number: "Yen 5.2 billion", "Kenya shillings 30 million"."""
    words = list(_WORD.finditer(text, max(floor, at - 40), at))
    if not words or words[-1].end() != at or name_key(words[-1].group()) not in table.last_words:
        return None
    if not words[-1].group()[0].isupper() and not (number.scale > 1 and phrase_ends(text, number.end)):
        if len(words) < 2 or not words[-2].group()[0].isupper():
            return None
    for word in words[-4:]:
        said = text[word.start() : at]
        if word.start() and text[word.start() - 1].isalnum():
            continue
        unit = table.names.get(name_key(said)) or _of_place(said, table)
        if unit and not unit.ambiguous and unit.factor == 1:
            return Beside(word.start(), at, unit, "money:name-before")
    return None


def _of_place(said: str, table: Currencies) -> Unit | None:
    """Read "Comoran francs", "Burkina Faso francs": the unit narrowed to what the country uses."""
    place, _, word = said.rpartition(" ")
    country, unit = table.places.get(name_key(place)), table.names.get(name_key(word))
    if country is None or unit is None:
        return None
    used = tuple(code for code in unit.codes if code in table.of_country.get(country, ()))
    return Unit(used or unit.codes, unit.factor)


def _after(text: str, number: Number, table: Currencies) -> Beside | None:
    at = number.end
    character = text[at : at + 1]
    begin = at + 1 if character and character in BLANKS else at
    symbol = text[begin : begin + 1]
    if symbol and not symbol.isalnum() and symbol not in "-–(":
        return _symbol_after(text, begin, table)
    gap = _GAP.match(text, at)
    if gap is None or (gap.end() - at > 2 and number.scale == 1):
        return None
    words: list[re.Match[str]] = []
    start = gap.end()
    while len(words) < 6 and (word := _WORD.match(text, start)):
        words.append(word)
        between = _BETWEEN.match(text, word.end())
        if between is None:
            break
        start = between.end()
    return _words_after(text, number, words, table) if words else None


def _symbol_after(text: str, begin: int, table: Currencies) -> Beside | None:
    if text[begin] == "¢":
        return Beside(begin, begin + 1, table.names["cents"], "money:sign-after")
    unit = table.signs.get(text[begin])
    behind = text[begin + 1 : begin + 3].lstrip(BLANKS)[:1]
    if unit is None or behind.isdigit() or (behind.isalpha() and text[begin + 1].isalpha()):
        return None
    return Beside(begin, begin + 1, unit, "money:sign-after")


def _words_after(text: str, number: Number, words: list[re.Match[str]], table: Currencies) -> Beside | None:
    start, first = words[0].start(), words[0].group()
    longest = table.longest.get(name_key(first), 0)
    for word in reversed(words[:longest]):
        said = text[start : word.end()]
        unit = table.names.get(said) or table.names.get(name_key(said))
        end = word.end() - said.endswith(".")
        if unit and _counts(text, number, unit, said, end):
            return Beside(start, end, unit, "money:name")
    if first[0].isupper():
        for word in words[1:4]:
            said = text[start : word.end()].rstrip(".")
            if (unit := _of_place(said, table)) and _counts(text, number, unit, said, start + len(said)):
                return Beside(start, start + len(said), unit, "money:name")
    said = first if first in table.signs else first.rstrip(".")
    unit = table.signs.get(said)
    end = start + len(said)
    if unit is None or (unit.ambiguous and (number.scale == 1 or len(said) < 2)) or text[end : end + 1] in ("$", "€", "£"):
        return None
    if text[end : end + 2].lstrip(BLANKS)[:1].isdigit() and not number.large:  # "in 2008 USD 5 million"
        return None
    return Beside(start, end, unit, "money:code-after")


def _counts(text: str, number: Number, unit: Unit, said: str, end: int) -> bool:
    """Whether a name after a number says money: not "500 pounds of rice", "3 marks", "in constant 2005 dollars"."""
    low = said.lower()
    behind = _NEXT_WORD.match(text, end) if text[end : end + 1] != "-" else _NEXT_WORD.match(" " + text[end + 1 : end + 30])
    following = behind[1].lower() if behind else ""
    if following in _NOT_AFTER.get(low, ()):
        return False
    if unit.ambiguous:
        if not number.large and (number.value < 1000 or _year_like(number)):
            return False
        return phrase_ends(text, end) and (number.scale > 1 or not (low == "won" and following in ("the", "a", "their", "his", "her", "its", "in", "at", "an")))
    if low in ("pound", "pounds"):
        return number.scale > 1 or not _weighed(text, number, end, low, following)
    if _year_like(number):
        previous = text[max(0, number.start - 12) : number.start].split()
        if text[end : end + 2].lstrip(BLANKS)[:1].isdigit() or (previous and previous[-1].lower() in _CONSTANT):
            return False
    return not (said == "Cent")  # the rapper


def _year_like(number: Number) -> bool:
    return number.scale == 1 and not number.grouped and 1900 <= number.value <= 2100 and number.digits


def _weighed(text: str, number: Number, end: int, low: str, following: str) -> bool:
    """Whether pounds are a weight."""
    if _WEIGHED.match(text, end) or following in ("each", "per", "heavier", "lighter") and low == "pounds":
        return bool(_WEIGHED.match(text, end)) or bool(_WEIGHING.search(text[max(0, number.start - 30) : number.start]))
    if low == "pound":
        return not (following in _PRICED)
    return bool(_WEIGHING.search(text[max(0, number.start - 30) : number.start]))


def _specified(text: str, found: Sum, table: Currencies) -> Beside | None:
    """Read what is said behind a sum of its sign: "$9 million (USD)", "$10,000 Canadian"."""
    at = found.number.end
    if match := _BRACKETED.match(text, at):
        unit = _unit_called(match["unit"].strip(), table)
        return Beside(at, match.end(), unit, "money:sign") if unit else None
    match = _NEXT_WORD.match(text, at)
    if match is None or not match[1][0].isupper() or not phrase_ends(text, match.end()):
        return None
    unit = table.names.get(f"{name_key(match[1])} dollars")
    return Beside(at, match.end(), unit, "money:sign") if unit else None
