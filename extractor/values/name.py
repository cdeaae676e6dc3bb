"""Names of organisations: when two are one, which is the fuller, which acronym stands for which."""

import re
from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz import fuzz

SURE = 0.9  # at least so alike are two spellings of one body: "Dushanbe Health Centre 14" and "... Center No. 14"
# Words that say what legal form a body has, or nothing at all.
_EMPTY = frozenset(
    "the of and for de des du la le y et co company ltd limited llc inc plc corp corporation group sa gmbh jsc pvt pty "
    "holding holdings no number nr state".split()
)
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
_SMALL = frozenset("of for and the de du des on in to & at la le".split())
_WORD = r"(?:[A-ZÀ-Þ][\w’'&.-]*|of|for|and|the|de|du|des|on|in|to|at|la|le|&)"
_SHORT = r"[A-Z][A-Za-z&-]{1,11}"
# No word is longer than this and no name has more words: a page of capitals costs no more than its length.
_IN_BRACKETS = re.compile(rf"\(\s?(?:the |or |hereafter )?[\"“']?({_SHORT})[\"”']?\s?\)")
_FIRST = re.compile(rf"(?<![\w-])({_SHORT}) \((?:the )?([A-ZÀ-Þ][^()]{{5,120}})\)")
_NAME = re.compile(rf"{_WORD}(?: {_WORD}){{1,13}}")
_REACH = 120


def acronyms(text: str) -> dict[str, str]:
    """Give the acronyms that a text introduces in brackets, with the names they stand for.

    >>> acronyms("the Kenya Wildlife Trust (KWT) and AFD (the French Development Agency)")
    {'KWT': 'Kenya Wildlife Trust', 'AFD': 'French Development Agency'}
    >>> acronyms("the plan (PDF) was seen by Anna Moyo (MP)")
    {}
    """
    found: dict[str, str] = {}
    for match in _IN_BRACKETS.finditer(text):
        name = _spelled(_tail(text, match.start()), match[1])
        if name is not None:
            found.setdefault(match[1], name)
    for match in _FIRST.finditer(text):
        name = match[2].strip()
        if sum(c.isupper() for c in match[1]) > 1 and _NAME.fullmatch(name) and _likely(name, match[1]):
            found.setdefault(match[1], name)
    return found


def _tail(text: str, end: int) -> list[str]:
    """Give the words of a name that end right before `end`, without crossing a sentence's or a list's end."""
    window = text[max(0, end - _REACH) : end].rstrip()
    words = re.split(r"[ \u00a0]+", re.split(r"[,;:()\"“”\n]|\. |\.$", window)[-1].strip())
    tail: list[str] = []
    for word in reversed(words):
        if not word or not (word[0].isupper() or word in _SMALL):
            break
        tail.insert(0, word)
    return tail


def _spelled(parts: list[str], acronym: str) -> str | None:
    """Give the tail of `parts` whose initials spell `acronym`, small words skipped or not."""
    letters = [c.lower() for c in acronym if c.isupper()]
    if len(letters) < 2:
        return None
    tails = [parts[len(parts) - size :] for size in range(len(parts), 1, -1)]
    tails = [tail for tail in tails if tail[0].lower() not in _SMALL]
    for tail in tails:
        if letters in (_initials(tail), _initials([w for w in tail if w not in _SMALL])):
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
    """
    return compare(a, b) >= SURE


def compare(a: str, b: str) -> float:
    """Say from 0 to 1 how surely two names are one body's; symmetric, 1 only for the same words."""
    if a.casefold() == b.casefold():
        return 1.0
    first, second = key(a), key(b)
    if not first or not second:
        return 0.0
    if first == second:
        return 1.0
    if any(_spells(short, long) for short, long in ((a, b), (b, a))):
        return 0.95
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
    short = short.removeprefix("the ")
    if " " in short or sum(c.isupper() for c in short) < 2:
        return False
    return _spelled(long.removeprefix("the ").removeprefix("The ").split(), short) is not None


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
