"""People's names as news prints them: "ENDO Kazuya", "Dr Tedros", "bin Salman"; which of two is the fuller one."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise

_SON = frozenset({"bin", "ibn", "bint"})
_PARTS = re.compile(r"[^\W\d_](?:[^\W\d_]|['’.-])*")


def parts(name: str) -> list[str]:
    """Give the words of a name without accents, lower-cased, hyphens dropped.

    >>> parts("José-María O’Neill"), parts("ENDO Kazuya")
    (['josemaria', "o'neill"], ['endo', 'kazuya'])
    """
    return list(_parts(name))


@lru_cache(maxsize=8192)  # each name of an article is held against the others
def _parts(name: str) -> tuple[str, ...]:
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return tuple(part.replace("’", "'").replace("-", "").strip(".").lower() for part in _PARTS.findall(plain))


def read(text: str) -> str | None:
    r"""Give a name in one line without possessive "'s", or None if no word is left.

    >>> read("Keiko\nFuruta's"), read("14")
    ('Keiko Furuta', None)
    """
    name = re.sub(r"['’]s$", "", " ".join(text.split())).strip(" ,;:")
    return name if parts(name) else None


def compare(one: str, other: str) -> bool:
    """Whether two names may be of one person: the words of the shorter are all among the longer's, initials counting.

    >>> compare("Furuta", "Keiko Furuta"), compare("ENDO Kazuya", "Kazuya Endo"), compare("K. Furuta", "Keiko Furuta")
    (True, True, True)
    >>> compare("Keiko Furuta", "Akihiko Furuta"), compare("Keiko", "K. Furuta"), compare("", "Furuta")
    (False, False, False)
    """
    short, long = sorted((_parts(one), _parts(other)), key=len)
    if set(short).isdisjoint(long):
        return False  # as most are
    if not short or max(map(len, short)) < 2:
        return False
    if len(short) > 1 and any(w == short[0] and before in _SON for before, w in pairwise(long)):
        return False  # "Salman bin Aziz" is the father of "Omar bin Salman bin Aziz"
    if not any(len(part) > 1 and part in long for part in short):
        return False
    left = list(long)
    for part in sorted(short, key=len, reverse=True):
        match = next(
            (w for w in left if w == part or (len(part) == 1 and w[0] == part) or (len(w) == 1 and w == part[0])), None
        )
        if match is None:
            return False
        left.remove(match)
    return True


def fullest(name: str, known: Iterable[str]) -> str:
    """Give the longest of `known` that may be the same person as `name`; `name` itself if two people may be meant.

    >>> fullest("Rahmon", ["Emomali Rahmon", "Keiko Furuta"]), fullest("Kim", ["Kim Jin", "Kim Soo"])
    ('Emomali Rahmon', 'Kim')
    """
    same = sorted(
        {other for other in known if compare(name, other)}, key=lambda other: (-len(parts(other)), -len(other), other)
    )
    if not same or not all(compare(same[0], other) for other in same):
        return name
    return same[0] if len(parts(same[0])) > len(parts(name)) else name
