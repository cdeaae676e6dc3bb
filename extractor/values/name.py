"""Names of organisations: when two are one, which is the fuller, which acronym stands for which."""

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from rapidfuzz import fuzz

from extractor.lexicon import Lexicon
from extractor.lexicon.currencies import Currency
from extractor.lexicon.donors import donors_by_name, heads, org_words

DEFAULT = Lexicon()
SURE = 0.9  # at least so alike are two spellings of one body: "Dushanbe Health Centre 14" and "... Center No. 14"
# Words that say what legal form a body has, or nothing at all.
_LINKS = frozenset({"the", "of", "and", "for", "de", "des", "du", "la", "le", "y", "et"})
_FORMS = frozenset(
    {"co", "company", "ltd", "limited", "llc", "inc", "plc", "corp", "corporation", "group", "sa", "gmbh", "jsc", "pvt"}
)
_EMPTY = _LINKS | _FORMS | {"pty", "holding", "holdings", "no", "number", "nr", "state"}
# One body is printed with either word.
_ALIKE = {
    "centre": "center",
    "programme": "program",
    "organisation": "organization",
    "defence": "defense",
    "labour": "labor",
    "cooperation": "co-operation",
    "import": "im",
    "export": "ex",
    "govt": "government",
    "univ": "university",
    "dept": "department",
}
_SMALL = frozenset({"of", "for", "and", "the", "de", "du", "des", "on", "in", "to", "&", "at", "la", "le"})
# Capitals of the European alphabets: "ČRA", "İHH".
_CAPITAL = "A-Z" + "".join(chr(code) for code in range(0xC0, 0x250) if chr(code).isupper())
_WORD = rf"(?:[{_CAPITAL}][\w’'&.-]*|of|for|and|the|de|du|des|on|in|to|at|la|le|&)"
_SHORT = rf"[{_CAPITAL}][\w&-]{{1,11}}"
# No word is longer than this and no name has more words: a page of capitals costs no more than its length.
_IN_BRACKETS = re.compile(rf"\(\s?(?:the |or |hereafter )?[\"“']?({_SHORT})[\"”']?\s?\)")
_FIRST = re.compile(rf"(?<![\w-])({_SHORT}) \((?:the )?([{_CAPITAL}][^()]{{5,120}})\)")
_NAME = re.compile(rf"{_WORD}(?: {_WORD}){{1,13}}")
_FOREIGN = re.compile(rf"[{_CAPITAL}]{{2,7}}")
_ENDS = re.compile(r"[,;:()\"“”\n\t]|(?<!\bCo)(?<!\bSt)(?<!\bNo)(?<!\bLtd)(?<!\bInc)(?<!\bCorp)\.(?: |$)")
_REACH = 120


def acronyms(text: str, *, lexicon: Lexicon = DEFAULT) -> dict[str, str]:
    """Give the acronyms that a text introduces in brackets, with the names they stand for.

    >>> acronyms("the Kenya Wildlife Trust (KWT) and AFD (the French Development Agency)")
    {'KWT': 'Kenya Wildlife Trust', 'AFD': 'French Development Agency'}
    >>> acronyms("the Ministry of Environment (MADES) and the Kenya Medical Supplies Authority (Kemsa)")
    {'MADES': 'Ministry of Environment', 'Kemsa': 'Kenya Medical Supplies Authority'}
    >>> acronyms("the plan (PDF) was seen by Anna Moyo (MP) of the Central Bank (USD)")
    {}
    """
    found: dict[str, str] = {}
    for match in _IN_BRACKETS.finditer(text):
        tail = _tail(text, match.start())
        name = _spelled(tail, match[1]) or _translated(tail, match[1], lexicon)
        if name is not None:
            found.setdefault(match[1], name)
    for match in _FIRST.finditer(text):
        name = match[2].strip()
        if sum(c.isupper() for c in match[1]) > 1 and _NAME.fullmatch(name) and _likely(name, match[1]):
            found.setdefault(match[1], name)
    return found


def _translated(tail: list[str], acronym: str, lexicon: Lexicon) -> str | None:
    """Give the name before an acronym of its original in another language: "Ministry of Environment (MADES)"."""
    if not _FOREIGN.fullmatch(acronym) or acronym in _no_acronyms(lexicon):
        return None
    while tail and (tail[0].lower() in _SMALL or tail[0] in org_words(lexicon, "office")):
        tail = tail[1:]
    bodies = [index for index, word in enumerate(tail) if word in heads(lexicon)]
    if len(tail) < 2 or not bodies:
        return None
    inner = [index for index in range(2, bodies[-1]) if tail[index - 2 : index] == ["of", "the"]]
    return _clean(tail[inner[-1] :] if inner else tail)  # "Bulletin of the Czech Development Agency (ČRA)"


@cache
def _no_acronyms(lexicon: Lexicon) -> frozenset[str]:
    """Give what stands in brackets and is no body: currencies, offices."""
    return frozenset(row.code for row in lexicon.rows(Currency)) | org_words(lexicon, "code")


def _tail(text: str, end: int) -> list[str]:
    """Give the words of a name that end right before `end`, without crossing a sentence's or a list's end."""
    window = text[max(0, end - _REACH) : end].rstrip()
    words = re.split(r"[ \u00a0]+", _ENDS.split(window)[-1].strip())
    tail: list[str] = []
    for word in reversed(words):
        if not word or not (word[0].isupper() or word in _SMALL):
            break
        tail.insert(0, word)
    return tail


def _spelled(parts: list[str], acronym: str) -> str | None:
    """Give the tail of `parts` whose initials spell `acronym`, small words and legal forms skipped or not."""
    letters = [c.lower() for c in acronym if c.isupper()]
    if len(letters) < 2 and len(acronym) < 4:
        return None
    tails = [parts[len(parts) - size :] for size in range(len(parts), 1, -1)]
    tails = [tail for tail in tails if tail[0].lower() not in _SMALL]
    if len(letters) < 2:  # "Kenya Medical Supplies Authority (Kemsa)"
        return next((_clean(tail) for tail in tails if _syllables(acronym.lower(), tail)), None)
    for tail in tails:
        big = [word for word in tail if word not in _SMALL]
        plain = [word for word in big if word.lower().rstrip(".") not in _EMPTY]
        if letters in (_initials(tail), _initials(big), _initials(plain)):
            return _clean(tail)
    for tail in reversed(tails):  # "Export-Import Bank of China (CEXIM)": in order, some letters inside words
        big = [word for word in tail if word not in _SMALL]
        if (
            tail[0][0].lower() == letters[0]
            and _in_order(letters, "".join(big).lower())
            and len(big) <= len(letters) + 1
        ):
            return _clean(tail)
    return None


def _syllables(acronym: str, words: list[str]) -> bool:
    """Whether a word is made of the beginnings of others: "kemsa" of "Kenya Medical Supplies Authority"."""
    big = [word.lower() for word in words if word not in _SMALL]
    if len(big) < 3 or acronym[0] != big[0][0] or big[0].startswith(acronym[:-1]):
        return False
    return _in_order([word[0] for word in big], acronym) and _in_order(list(acronym), "".join(big))


def _initials(words: list[str]) -> list[str]:
    return [part[0].lower() for word in words for part in word.split("-") if part]


def _clean(words: list[str]) -> str:
    return " ".join(words).removesuffix("'s").removesuffix("’s")


def _in_order(letters: list[str], text: str) -> bool:
    at = -1
    for letter in letters:
        at = text.find(letter, at + 1)
        if at < 0:
            return False
    return True


def initials(name: str) -> frozenset[str]:
    """Give the acronyms that a name's initials make, in small letters, with and without small words and legal forms.

    >>> sorted(initials("Innoson Vehicle Manufacturing Company Limited"))
    ['ivm', 'ivmcl']
    """
    words = name.split()
    big = [word for word in words if word not in _SMALL]
    plain = [word for word in big if word.lower().rstrip(".") not in _EMPTY]
    return frozenset("".join(_initials(some)) for some in (words, big, plain) if len(some) > 1)


def is_syllables(short: str, name: str) -> bool:
    """Whether a word is made of the beginnings of a name's words.

    >>> [is_syllables(word, "Kenya Medical Supplies Authority") for word in ("Kemsa", "Kenya")]
    [True, False]
    """
    return _syllables(short.lower(), name.split())


def _likely(name: str, acronym: str) -> bool:
    """Whether an acronym may stand for a name in another language: one letter in common at a word's start is enough."""
    starts = {word[0].lower() for word in re.split(r"[ -]", name) if word}
    return any(c.lower() in starts for c in acronym if c.isupper())


def key(name: str) -> frozenset[str]:
    """Give the words of a name that tell it from others, whatever their order.

    >>> sorted(key("The Sinohydro Corporation Ltd."))
    ['sinohydro']
    """
    return frozenset(_words(name))


@lru_cache(maxsize=20_000)
def _words(name: str) -> tuple[str, ...]:
    plain = re.sub(r"\([^()]*\)", " ", name.lower()).replace("’", "'").replace("'s", " ")
    words = [_ALIKE.get(word, word) for word in re.findall(r"\w+", plain)]
    return tuple(word for word in words if word not in _EMPTY) or tuple(words)


def same(a: str, b: str) -> bool:
    """Whether two names are one body's: the same words in any order, or one spells the other's initials.

    >>> same("Dushanbe No. 14 Health Center", "Dushanbe Health Centre No. 14")
    True
    >>> same("JICA", "Japan International Cooperation Agency"), same("the Japanese government", "Government of Japan")
    (True, True)
    >>> same("Ministry of Health", "Ministry of Education"), same("School No. 5", "School No. 15")
    (False, False)
    >>> same("WaterAid", "World Agroforestry Centre"), same("AfDB", "African Development Bank")
    (False, True)
    """
    return compare(a, b) >= SURE


def compare(a: str, b: str, *, lexicon: Lexicon = DEFAULT) -> float:
    """Say from 0 to 1 how surely two names are one body's; symmetric, 1 only for the same words.

    >>> compare("AFD", "French Development Agency"), compare("Bank of China", "Industrial and Commercial Bank of China")
    (0.95, 0.0)
    """
    if a.casefold() == b.casefold():
        return 1.0
    first, second = key(a), key(b)
    if not first or not second:
        return 0.0
    if first == second:
        return 1.0
    known = _known(a, b, lexicon)
    if known is not None:
        return known
    if any(_spells(short, long) for short, long in ((a, b), (b, a))):
        return 0.95
    return _alike(first, second)


def _known(a: str, b: str, lexicon: Lexicon) -> float | None:
    """Say whether the table of donors has two names for one, if it has both: "AFD" is the French Development Agency."""
    table = donors_by_name(lexicon)
    one, other = table.get(a), table.get(b)
    if one is None or other is None:
        return None
    return 0.95 if not set(one).isdisjoint(other) else 0.0


def _alike(first: frozenset[str], second: frozenset[str]) -> float:
    """Say how alike two sets of words are."""
    if _numbers(first) != _numbers(second):
        return 0.5 if first & second else 0.0
    if _stems(first) == _stems(second):
        return 0.95  # "Japanese", "Japan"; "Hospitals", "Hospital"
    if (first < second or second < first) and min(len(first), len(second)) > 1:
        return SURE
    ratio = fuzz.ratio(" ".join(sorted(first)), " ".join(sorted(second))) / 100
    # Two names of the same length that differ in a whole word are two bodies, however long they are.
    worst = min(max(fuzz.ratio(x, y) for y in second) for x in first) / 100
    return min(ratio * 0.94, 0.94 if worst >= 0.75 else 0.8)


def _spells(short: str, long: str) -> bool:
    """Whether one name is made of the initials of the whole other one; "WaterAid" is a name, and no acronym."""
    short, long = short.removeprefix("the "), long.removeprefix("the ").removeprefix("The ")
    capitals = "".join(c for c in short if c.isupper())
    if " " in short or len(capitals) < 2 or len(capitals) * 2 < len(short):
        return False
    return capitals.lower() in initials(long)


def _numbers(words: frozenset[str]) -> frozenset[str]:
    return frozenset(word for word in words if word.isdigit())


def _stems(words: frozenset[str]) -> frozenset[str]:
    """Cut the endings that make adjectives of states and plurals: "japanese" and "japan", "kenyan" and "kenya"."""
    return frozenset(map(_stem, words))


def _stem(word: str) -> str:
    """Cut endings until none is left ("japanese", "japan", "japa"), so that a word and its derivation end alike."""
    for ending in ("ese", "ian", "ish", "ans", "an", "i", "s", "n", "a", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return _stem(word[: -len(ending)])
    return word


def head_form(word: str) -> str:
    """Give a noun in the one spelling that stands for all its own: "Centre" and "center" are one.

    >>> head_form("centre")
    'center'
    """
    return _ALIKE.get(word, word)


def fullest(names: Iterable[str]) -> str:
    """Give the name that says most: spelled out before an acronym, then the most words, then the longest, the first.

    >>> fullest(["JICA", "Japan International Cooperation Agency", "the agency"])
    'Japan International Cooperation Agency'
    """
    return max(names, key=lambda name: (not (name.isupper() and " " not in name), len(key(name)), len(name)))
