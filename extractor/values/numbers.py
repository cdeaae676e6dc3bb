"""Numbers as news prints them, in digits and in words, with their scales: "1.234,56", "12,50,000", "half a crore"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache

from ahocorasick_rs import AhoCorasick, MatchKind
from price_parser.parser import parse_number
from text_to_num import text2num

SCALES = {
    "hundred": 100,
    "thousand": 10**3,
    "lakh": 10**5,
    "lac": 10**5,
    "million": 10**6,
    "mn": 10**6,
    "mln": 10**6,
    "mio": 10**6,
    "mil": 10**6,
    "mill": 10**6,
    "milion": 10**6,  # as the press slips
    "millon": 10**6,
    "milllion": 10**6,
    "bilion": 10**9,
    "billon": 10**9,
    "crore": 10**7,
    "cr": 10**7,
    "billion": 10**9,
    "bn": 10**9,
    "bln": 10**9,
    "bil": 10**9,
    "milliard": 10**9,
    "trillion": 10**12,
    "trn": 10**12,
    "tr": 10**12,
    "tn": 10**12,
}
LETTERS = {"k": 10**3, "m": 10**6, "mm": 10**6, "b": 10**9, "t": 10**12}  # "5 m" may be metres
BLANKS = " \u00a0\u2009\u202f"
LONGEST = 40  # characters of digits; what is longer is no number anybody means

_B = f"[{BLANKS}]"
_WORDS_OF_SCALE = "hundred|thousand|lakh|lac|million|crore|billion|milliard|trillion"
_SLIPS = "milions?|millons?|milllions?|bilions?|billons?"
_SCALE = rf"(?i:(?:{_WORDS_OF_SCALE})s?|{_SLIPS}|mn|mln|mio|mill?|cr|bn|bln|bil|trn|tr|tn)"
_ONES = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|"
    "eighteen|nineteen"
)
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_ATOM = f"(?:{_TENS}|{_ONES})"
_PART = "half|quarter"
_DIGITS = re.compile(
    rf"""
    (?P<digits>
      (?=[0-9½¼¾.])(?<![0-9])(?<![0-9][.,:/’'])
      (?: (?:(?<=[$€£])|(?<=[$€£]{_B}))\.[0-9]{{1,3}}(?![0-9])
        | [0-9]{{0,6}}{_B}?[½¼¾]
        | [0-9]{{1,3}}[{BLANKS}-](?:[13]/4|1/2)(?=[{BLANKS}-](?:{_WORDS_OF_SCALE}))
        | [0-9]{{1,3}}(?P<sep>[,.’'{BLANKS}])[0-9]{{3}}(?![0-9])(?:(?P=sep)[0-9]{{3}}(?![0-9])){{0,8}}
          (?:[.,][0-9]{{1,2}}(?![0-9])|(?<=,[0-9]{{3}})\.[0-9]{{3,9}}(?![0-9]))?
        | [0-9]{{1,2}}(?:,[0-9]{{2}}){{1,6}},[0-9]{{3}}(?![0-9])(?:\.[0-9]{{1,2}}(?![0-9]))?
        | [0-9]++(?:[.,][0-9]{{1,15}}(?![0-9]))?
      )
    )
    (?:{_B}and{_B}an?{_B}(?P<part>{_PART}))?
    (?:\.?{_B}?-?(?P<scale>{_SCALE})(?:[{BLANKS}-](?P<scale2>(?i:(?:{_WORDS_OF_SCALE})s?)))?(?![^\W_])
      |(?P<gap>{_B}?)(?P<letter>mm|MM|[kKmMbBT])(?!\w))?
    """,
    re.X,
)
_WORDS = re.compile(
    rf"""
    (?:(?:half|(?:an?[ ]|one[ ])?quarter|three[ -]quarters)(?:[ ]of)?[ -]an?[ -]|half[ -](?={_WORDS_OF_SCALE})
      |an?[ -](?={_WORDS_OF_SCALE})|(?={_ATOM}\b))
    (?:{_ATOM}|{_WORDS_OF_SCALE}s?)\b
    (?:[ -](?:{_ATOM}|{_WORDS_OF_SCALE})s?\b
      |(?:(?<=hundred)|(?<=thousand)|(?<=million))[ ]and[ ](?:{_ATOM})\b
      |[ -]and[ -]an?[ -](?:{_PART})\b
      |[ ]point(?=[ ](?:{_ONES})\b)){{0,16}}
    """,
    re.X | re.I,
)
_FRACTION = re.compile(
    rf"(?P<part>half|three quarters|(?:an? |one )?quarter)(?:(?: of)? an?)? (?P<scale>{_WORDS_OF_SCALE}.*)"
)
_AND_PART = re.compile(rf"(?P<count>.+) and an? (?P<part>{_PART})(?: (?P<scale>.+))?")
_POINT = re.compile(rf"(?P<whole>.+) point (?P<digits>(?:(?:{_ONES}) ?)+?)(?: (?P<scale>(?:{_WORDS_OF_SCALE}).*))?")
_HALF, _QUARTER = Decimal("0.5"), Decimal("0.25")
_PARTS = {"half": _HALF, "quarter": _QUARTER, "½": _HALF, "¼": _QUARTER, "¾": _HALF + _QUARTER}
_SLASHED = {"1/2": "½", "1/4": "¼", "3/4": "¾"}
_FURTHER = ("trillion", "crore", "milliard", "lakh", "lac")  # scales that text2num does not know, the largest first


@dataclass(frozen=True, slots=True)
class Number:
    """A number: `text[start:end]` with its scale word; `scale` is what that multiplied it by, 1 without one.

    A letter is a scale beside money alone ("$5 m", but "5 m deep"): then it is left out, and `loose` is the end that
    the number would have with it, and what it would multiply by. `glued`: no blank before the letter.
    """

    start: int
    end: int
    value: Decimal
    scale: Decimal = Decimal(1)
    digits: bool = True
    grouped: bool = False  # printed with separators of thousands, or with cents
    loose: tuple[int, int] | None = None
    glued: bool = False

    @property
    def large(self) -> bool:
        """Whether it is told as sums are: with a scale, or with thousands or cents set apart."""
        return self.scale > 1 or self.grouped

    def tightened(self) -> "Number":
        """Take the letter after it as its scale."""
        if self.loose is None:
            return self
        end, scale = self.loose
        return Number(self.start, end, plain(self.value * scale), Decimal(scale), grouped=self.grouped)

    def scaled_like(self, other: "Number") -> "Number":
        """Give it the scale of its neighbour in a list: the 2 of "2 and 3 million"."""
        value = plain(self.value * other.scale)
        return Number(self.start, self.end, value, other.scale, self.digits, self.grouped)


def find(text: str) -> list[Number]:
    """Find all numbers, left to right; "5 million 200 thousand" is one."""
    found: list[Number] = []
    for number in sorted([*_in_digits(text), *_in_words(text)], key=lambda number: number.start):
        last = found[-1] if found else None
        if last is not None and number.start < last.end:
            continue
        if (
            last is not None
            and last.scale > number.scale > 1
            and last.scale > number.value
            and number.start == last.end + 1
            and text[last.end] == " "
        ):
            found[-1] = Number(last.start, number.end, last.value + number.value, last.scale, last.digits)
        else:
            found.append(number)
    return found


def plain(value: Decimal) -> Decimal:
    """Drop zeros behind the point where nothing else stands there; cents stay as printed.

    >>> str(plain(Decimal("8600000.0"))), str(plain(Decimal("28.90")))
    ('8600000', '28.90')
    """
    whole = value.to_integral_value()
    return whole if whole == value else value


@cache
def _first_words() -> AhoCorasick:
    """Compile what numbers in words begin with: a tenth of the time of a regex's alternatives."""
    words = [*_ONES.split("|"), *_TENS.split("|"), "half", "quarter", "a quarter", "an quarter", "three quarters"]
    words += [f"{article} {scale}" for article in ("a", "an") for scale in _WORDS_OF_SCALE.split("|")]
    return AhoCorasick(
        [form for word in words for form in (word, word.capitalize(), word.upper())],
        matchkind=MatchKind.LeftmostLongest,
    )


def _in_words(text: str) -> Iterator[Number]:
    floor = 0
    for _, start, _ in _first_words().find_matches_as_indexes(text):
        if start < floor or (start and text[start - 1].isalnum()):
            continue
        if (match := _WORDS.match(text, start)) is None:
            continue
        words = match.group().lower().replace("-", " ")
        read = _read_words(words)
        if read is None and (joint := words.rfind(" and ")) > 0:  # "four million and six million" are two
            words = words[:joint]
            read = _read_words(words)
        floor = start + len(words)
        if read is not None:
            yield Number(start, floor, *read, digits=False)


def _in_digits(text: str) -> Iterator[Number]:
    for match in _DIGITS.finditer(text):
        if len(match["digits"]) <= LONGEST and (number := _read_match(match)) is not None:
            yield number


def _read_match(match: re.Match[str]) -> Number | None:
    start, end = match.span()
    digits = match["digits"]
    if digits[-2:-1] == "/":
        digits = f"{digits[:-4]}{_SLASHED[digits[-3:]]}"
    names = [name for name in (match["scale"], match["scale2"]) if name]
    value = read_digits(digits, scale=names[0].lower() if names else "")
    if value is None:
        return None
    if match["part"]:
        value += _PARTS[match["part"]]
    scale = Decimal(1)
    for name in names:
        scale *= factor(name)
    letter = match["letter"]
    grouped = match["sep"] is not None or digits.count(",") > 1 or digits[-3:-2] == "."
    loose = (end, LETTERS[letter.lower()]) if letter else None
    end = match.start("gap") if letter else end
    return Number(start, end, plain(value * scale), scale, grouped=grouped, loose=loose, glued=match["gap"] == "")


def factor(name: str) -> int:
    """Give what a scale word multiplies by.

    >>> factor("Crores")
    10000000
    """
    low = name.lower()
    return SCALES[low] if low in SCALES else SCALES[low.removesuffix("s")]


@lru_cache(4096)
def read_digits(digits: str, *, scale: str = "") -> Decimal | None:
    """Read digits with separators of any habit; before a scale word a point seldom groups thousands.

    >>> [str(read_digits(digits)) for digits in ("1.234,56", "12,50,000", "1'234'567", "2½")]
    ['1234.56', '1250000', '1234567', '2.5']
    >>> read_digits("40.131", scale="million"), read_digits("40.131")
    (Decimal('40.131'), Decimal('40131'))
    >>> read_digits("1.500", scale="million")  # nobody prints 1.5 so: thousand millions, as the Romance languages count
    Decimal('1500')
    """
    if digits.isdecimal():
        return Decimal(digits)
    if digits[-1] in _PARTS:
        return Decimal(digits[:-1].strip(f"{BLANKS}-") or 0) + _PARTS[digits[-1]]
    if scale.startswith("million") and _SPANISH.fullmatch(digits):
        return Decimal(digits.replace(".", ""))
    if (scale and _DECIMAL_BEFORE_SCALE.fullmatch(digits)) or _DECIMAL.fullmatch(digits):
        return Decimal(digits.replace(",", "."))
    return Decimal(digits.replace(",", "")) if _COMMAS.fullmatch(digits) else _parse(digits)


_SPANISH = re.compile(r"\d{1,3}\.\d00")
_DECIMAL_BEFORE_SCALE = re.compile(r"(?!\d{1,3},\d{3}$)\d{1,3}[.,]\d{1,15}")
_DECIMAL = re.compile(r"\d+\.\d{4,15}|\d{4,}[.,]\d+|0[.,]\d+")
_COMMAS = re.compile(r"\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d+)?")


def _parse(digits: str) -> Decimal | None:
    number: Decimal | None = parse_number(re.sub(f"[’'{BLANKS}]", " ", digits))
    return number


@lru_cache(4096)
def _read_words(words: str) -> tuple[Decimal, Decimal] | None:
    """Read a number in words as (value, scale); None if the words are none ("five three")."""
    if match := _FRACTION.fullmatch(words):
        scale = _scale(match["scale"])
        part = _HALF + _QUARTER if match["part"].startswith("three") else _PARTS[match["part"].split()[-1]]
        return (plain(part * scale), scale) if scale else None
    if match := _AND_PART.fullmatch(words):
        count, part = _count(match["count"]), _PARTS[match["part"]]
        if count is None:
            return None
        if match["scale"]:
            scale = _scale(match["scale"])
            return (plain((count + part) * scale), scale) if scale else None
        scale = _last_scale(match["count"])
        return plain(count + part * scale), scale
    if match := _POINT.fullmatch(words):
        whole, scale = _count(match["whole"]), _scale(match["scale"]) if match["scale"] else Decimal(1)
        behind = "".join(str(text2num(word, "en")) for word in match["digits"].split())
        return (plain((whole + Decimal(f"0.{behind}")) * scale), scale) if scale and whole is not None else None
    count = _count(words)
    return None if count is None else (count, _last_scale(words))


def _scale(words: str) -> Decimal | None:
    product = Decimal(1)
    for word in words.split():
        if word.removesuffix("s") not in SCALES:
            return None
        product *= factor(word)
    return product


def _last_scale(words: str) -> Decimal:
    last = words.rsplit(" ", 1)[-1].removesuffix("s")
    return Decimal(SCALES.get(last, 1))


def _count(words: str) -> Decimal | None:
    words = re.sub(r"^an? ", "one ", words)
    for scale in _FURTHER:
        head, said, tail = re.sub(rf"\b{scale}s?\b", "|", words).partition("|")
        if said:
            count = _count(head.strip()) if head.strip() else Decimal(1)
            rest = _count(tail.strip().removeprefix("and ")) if tail.strip() else Decimal(0)
            return None if count is None or rest is None else count * factor(scale) + rest
    last = words.rsplit(" ", 1)[-1]
    try:
        return Decimal(text2num(words.removesuffix("s") if last.removesuffix("s") in SCALES else words, "en"))
    except ValueError:
        return None
