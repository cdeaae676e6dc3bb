"""Signs, codes and names of currencies beside a number: which of them belong to it, and whether it is money at all."""

import re
from dataclasses import dataclass
from decimal import Decimal

from extractor.lexicon.currencies import Currencies, Unit, name_key
from extractor.values.money_counted import Beside, is_counted_in, phrase_ends
from extractor.values.numbers import BLANKS, Number, plain

_SIGN = 8  # characters of the longest sign with what may be stuck to it ("worth$")
_CONTEXT = 40  # characters before a number that may say what it is
# "U.S.", "L.E." or a word with the point of its abbreviation ("Rs.", "pa'anga")
_WORD = re.compile(r"[^\W\d_](?:\.[^\W\d_](?![^\W\d_]))+\.?|[^\W\d_]{1,25}(?:['’ʻ][^\W\d_]{1,25})?\.?")
_GAP = re.compile(rf"[{BLANKS}](?:of|in)[{BLANKS}]|[{BLANKS}]?[-–]|[{BLANKS}]|")
_BETWEEN = re.compile(rf"[{BLANKS}]&[{BLANKS}]|[{BLANKS}-]|(?<=\.)(?=[^\W\d_])")
_BRACKETED = re.compile(rf"[{BLANKS}]?[(\[](?P<unit>[^\W\d_][^()\[\]\d]{{0,24}}|[^\w\s])[)\]]")
_HEADING = re.compile(rf"[(\[](?:in[ ])?(?P<unit>[^()\[\]\d]{{1,20}})[)\]][{BLANKS}]?[:=–-]?[{BLANKS}]?$")
_NEXT_WORD = re.compile(rf"[{BLANKS}]([^\W\d_]+)")
_SENTENCE_ENDS = re.compile(r"\.(?:\s*$|\s+[^\W\d_a-z])")
_LAST_WORD = re.compile(rf"([^\W\d_]+\.?)[{BLANKS}]*$")


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
    alone = number.digits or text[number.start - 1 : number.start] in BLANKS
    before = _before(text, number, floor, table) if alone else None
    if before is not None:
        return _signed(text, number.tightened(), before, table)
    if number.start > 0 and text[number.start - 1].isalnum():
        return Sum(number.start, number.end, number, free=False)
    after = None
    if number.loose:
        after = _after(text, tight := number.tightened(), table)
        number = tight if after else number
    after = after or _after(text, number, table)
    if after is None:
        return Sum(number.start, number.end, number, free=number.loose is None)
    found = Sum(number.start, after.end, number, after.unit, after.rule, named=True)
    if (again := _BRACKETED.match(text, after.end)) and (unit := _unit_called(again["unit"].strip(), table)):
        codes = tuple(code for code in unit.codes if code in found.codes)
        found.end, found.unit = (again.end(), Unit(codes, after.unit.factor)) if codes else (found.end, found.unit)
    return found


def _signed(text: str, number: Number, before: Beside, table: Currencies) -> Sum:
    """Give a number the unit before it, and what is said after it of the same unit."""
    after = _after(text, number, table)
    if not after and text[before.end - 1 : before.end].isalpha() and text[number.end : number.end + 1].isalnum():
        return Sum(number.start, number.end, number, free=False)  # "CAD 3D"
    found = Sum(min(before.start, number.start), number.end, number, before.unit, before.rule, signed=True)
    closer = after or _specified(text, found, table)
    if closer is None:
        return found
    if not set(closer.unit.codes) & set(found.codes) and before.end - before.start > 1:
        # "Zimbabwe $864 million USD": the place is none of the sum's words
        bare = _before(text, number, before.end - 1, table)
        if bare and set(closer.unit.codes) & set(bare.unit.codes):
            found.start, found.unit = min(bare.start, number.start), bare.unit
    codes = tuple(code for code in closer.unit.codes if code in found.codes)
    if codes:
        found.end, found.unit, found.named = closer.end, Unit(codes, before.unit.factor), True
    return found


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
        if unit.ambiguous and not _letters_say_money(text, number, start, at, table):
            continue
        return _with_code_before(text, Beside(start, at, unit, "money:sign"), floor, table)
    return None


def _letters_say_money(text: str, number: Number, start: int, at: int, table: Currencies) -> bool:
    """Whether a sign that is mostly something else is one here: "K2.5 million", "P2,777,296", not "K2", "ALL 70"."""
    glued, length = at == number.start, at - start
    head = text[max(0, start - _CONTEXT) : start]
    said = match[1].lower() if (match := _LAST_WORD.search(head)) else ""
    of_place = name_key(text[start:at]) in table.places and not glued  # "in the US 5,000 remain"
    if of_place or said in table.words.numbered:  # "Project P153,420"
        return False
    if number.loose and number.glued and (glued or length > 1):
        return True
    if length >= 3:
        return (number.large or number.value >= 10_000) and phrase_ends(text, number.end, table)
    return number.large or (glued and not number.loose and _is_price(text, number, head, said, table))


def _is_price(text: str, number: Number, head: str, said: str, table: Currencies) -> bool:
    """Whether the words beside letters and a small number say money: "from R49 a month", "almost K4000"."""
    if number.value < 10:
        return False
    if table.words.priced.search(head) or table.words.period.match(text, number.end):
        return True
    return number.value >= 1000 and (said,) in table.words.qualifiers


def _with_code_before(text: str, sign: Beside, floor: int, table: Currencies) -> Beside:
    """Take in what says more of a sign: "US $5", "AUD $5m", "Hong Kong $5 million", "lempira L5 million"."""
    if sign.start <= floor or (text[sign.start].isalnum() and not sign.unit.ambiguous):
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
        key = name_key(said)
        if key in table.places and text.endswith(("the ", "The "), 0, word.start()):
            return sign  # "the United States $5 million": it gives them
        joined = table.signs.get(f"{said}{text[sign.start : sign.end]}") if len(said) > 1 else None
        meant = table.signs.get(said), joined, table.names.get(f"{key} dollars"), table.names.get(key) if gap else None
        for unit in meant:
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
    unit = (table.signs.get(word[-1]) or table.names.get(name_key(word[-1]))) if word else None
    if unit is None or unit.ambiguous or not head.rstrip(BLANKS).endswith(":"):
        return None
    return Beside(number.start, number.start, unit, "money:heading")


def _unit_called(said: str, table: Currencies) -> Unit | None:
    key = name_key(said)
    return table.signs.get(said) or table.names.get(key) or table.names.get(f"{key} dollars")


def _name_before(text: str, number: Number, at: int, floor: int, table: Currencies) -> Beside | None:
    """Read a name before a large number: "Yen 5.2 billion", "Kenya shillings 30 million"."""
    words = list(_WORD.finditer(text, max(floor, at - _CONTEXT), at))
    if not words or words[-1].end() != at or name_key(words[-1].group()) not in table.last_words:
        return None
    capital = any(word.group()[0].isupper() for word in words[-2:])
    if not capital and not (number.scale > 1 and phrase_ends(text, number.end, table)):
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
    found = _words_after(text, number, words, table) if words else None
    if found is None and len(words) > 1 and words[0].group() in table.words.adjectives:  # "250,000 old francs"
        found = _words_after(text, number, words[1:], table)
        return found._replace(start=words[0].start()) if found else None
    return found


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
        said = text[start : word.end()].removesuffix(".")
        unit = table.names.get(said) or table.names.get(name_key(said))
        unit = unit or table.names.get(name_key(said.replace(".", ". ")))  # "U.S.Dollars"
        name = Beside(start, start + len(said), unit, "money:name") if unit else None
        if name and is_counted_in(text, number, name, table):
            return name
    if first[0].isupper():
        for word in words[1:4]:
            said = text[start : word.end()].removesuffix(".")
            found = _of_place(said, table)
            name = Beside(start, start + len(said), found, "money:name") if found else None
            if name and is_counted_in(text, number, name, table):
                return name
    dollars = table.signs.get(f"{first}$") if text.startswith("$", words[0].end()) else None  # "20 million US$"
    if dollars and not text[words[0].end() + 1 : words[0].end() + 2].isdigit():
        return Beside(start, words[0].end() + 1, dollars, "money:sign-after")
    said = first if first in table.signs and not _SENTENCE_ENDS.match(text, words[0].end() - 1) else first.rstrip(".")
    unit = table.signs.get(said)
    return (
        _code_after(text, number, Beside(start, start + len(said), unit, "money:code-after"), table) if unit else None
    )


def _code_after(text: str, number: Number, code: Beside, table: Currencies) -> Beside | None:
    """Take a code or letters for the unit: "20 USD", "100,000 SR to the clinic", not "5 ALL" or "10,000 TOP firms"."""
    if not number.digits and number.scale == 1 and code.end - code.start < 3:  # "the three Rs"
        return None
    if code.unit.ambiguous:
        ends = number.scale > 1 or phrase_ends(text, code.end, table)
        if not (number.large and code.end - code.start > 1 and ends):
            return None
    if text[code.end : code.end + 1] in ("$", "€", "£"):
        return None
    if text[code.end : code.end + 2].lstrip(BLANKS)[:1].isdigit() and not number.large:  # "in 2008 USD 5 million"
        return None
    return code


def _specified(text: str, found: Sum, table: Currencies) -> Beside | None:
    """Read what is said behind a sum of its sign: "$9 million (USD)", "$10,000 Canadian"."""
    at = found.number.end
    if match := _BRACKETED.match(text, at):
        unit = _unit_called(match["unit"].strip(), table)
        return Beside(at, match.end(), unit, "money:sign") if unit else None
    match = _NEXT_WORD.match(text, at)
    if match is None or not match[1][0].isupper() or not phrase_ends(text, match.end(), table):
        return None
    unit = table.names.get(f"{name_key(match[1])} dollars")
    return Beside(at, match.end(), unit, "money:sign") if unit else None
