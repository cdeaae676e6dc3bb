"""Names of organisations: when two are one, which is the fuller, which acronym stands for which."""

import re
from collections.abc import Iterable
from functools import cache

from rapidfuzz import fuzz

# Words that say what legal form a body has, or nothing at all.
_EMPTY = re.compile(
    r"\b(?:the|of|and|for|de|des|du|la|le|y|co|company|ltd|limited|llc|inc|plc|corp|corporation|group|sa|gmbh|jsc|pvt|pty|holding|holdings|state|owned)\b|[^\w ]",
    re.I,
)
_IN_BRACKETS = re.compile(r"((?:[A-ZÀ-Þ][\w’'&.-]*|of|for|and|the|de|du|des|on|in|to|&)(?: (?:[A-ZÀ-Þ][\w’'&.-]*|of|for|and|the|de|du|des|on|in|to|&))*) ?\((?:the )?([A-Z][A-Za-z&-]{1,11})\)")
_FIRST = re.compile(r"\b([A-Z][A-Za-z&-]{1,11}) \(((?:the )?[A-ZÀ-Þ][\w’'&.-]*(?: (?:[A-ZÀ-Þ][\w’'&.-]*|of|for|and|the|de|du|des|on|in|to|&))+)\)")
_SMALL = frozenset("of for and the de du des on in to &".split())


def acronyms(text: str) -> dict[str, str]:
    """Give the acronyms that a text introduces in brackets, with the names they stand for.

    >>> acronyms("the Kenya Wildlife Trust (KWT) and AFD (the French Development Agency)")
    {'KWT': 'Kenya Wildlife Trust', 'AFD': 'French Development Agency'}
    """
    found: dict[str, str] = {}
    for match in _IN_BRACKETS.finditer(text):
        if (name := _spelled(match[1], match[2])) is not None:
            found.setdefault(match[2], name)
    for match in _FIRST.finditer(text):
        name = match[2].removeprefix("the ")
        if match[1] not in found and sum(c.isupper() for c in match[1]) > 1:
            found[match[1]] = name
    return found


def _spelled(words: str, acronym: str) -> str | None:
    """Give the tail of `words` whose initials spell `acronym`, small words skipped or not."""
    letters = [c.lower() for c in acronym if c.isupper()]
    if len(letters) < 2:
        return None
    parts = words.split(" ")
    for size in range(len(parts), 1, -1):
        tail = parts[len(parts) - size :]
        if tail[0].lower() in _SMALL:
            continue
        initials = [p[0].lower() for w in tail for p in re.split(r"-", w) if p]
        big = [p[0].lower() for w in tail if w not in _SMALL for p in re.split(r"-", w) if p]
        if initials == letters or big == letters:
            return " ".join(tail)
    for size in range(2, len(parts) + 1):  # "Export-Import Bank of China (China Exim)", "UNICEF": in order, some skipped
        tail = parts[len(parts) - size :]
        if tail[0][0].lower() == letters[0] and tail[0].lower() not in _SMALL and _in_order(letters, "".join(tail).lower()):
            big = [w for w in tail if w not in _SMALL]
            if len(big) <= len(letters) + 2:
                return " ".join(tail)
    return None


def _in_order(letters: list[str], text: str) -> bool:
    at = -1
    for letter in letters:
        at = text.find(letter, at + 1)
        if at < 0:
            return False
    return True


@cache
def key(name: str) -> frozenset[str]:
    """Give the words of a name that tell it from others, whatever their order."""
    return frozenset(_EMPTY.sub(" ", re.sub(r"\(.*?\)", " ", name.lower().replace("centre", "center"))).split())


def same(a: str, b: str) -> bool:
    """Whether two names are one body's: the same words in any order, or one spells the other's initials.

    >>> same("Dushanbe No. 14 Health Center", "Dushanbe Health Centre No. 14"), same("JICA", "Japan International Cooperation Agency")
    (True, True)
    >>> same("Ministry of Health", "Ministry of Education")
    False
    """
    return compare(a, b) >= 0.9


def compare(a: str, b: str) -> float:
    """Say from 0 to 1 how surely two names are one body's."""
    if a.casefold() == b.casefold():
        return 1.0
    first, second = key(a), key(b)
    if first and first == second:
        return 1.0
    for short, long in ((a, b), (b, a)):
        if short.isupper() and " " not in short and _spelled(long.removeprefix("the "), short) is not None:
            return 0.95
    if first and second and (first < second or second < first) and min(len(first), len(second)) > 1:
        return 0.9
    return fuzz.token_sort_ratio(" ".join(sorted(first)), " ".join(sorted(second))) / 100 * 0.94


def fullest(names: Iterable[str]) -> str:
    """Give the name that says most: spelled out before an acronym, then the longest, then the first."""
    return max(names, key=lambda name: (not (name.isupper() and " " not in name), len(key(name)), len(name)))
