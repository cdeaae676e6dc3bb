"""Whether a number of four digits is a year: in "since 2007" it is, in "2000 families" and "Resolution 1973" not."""

import re
from functools import cache

from extractor.values.dates_tokens import TAG, Tokens


@cache
def tags(*names: str) -> frozenset[str]:
    """Give the tags of these names."""
    return frozenset(TAG.get(name) or TAG["stop_" + name] for name in names)


# After these a number that counts nothing is a year.
_STRONG = ("in", "prep", "until", "before", "after", "edge", "season", "fiscal", "border", "shift")
_WEAK = ("weak", "of", "to", "this", "last", "next")
_ATTACHED = "$€£¥₹#@%&*+=\\_~^<>|"
_NEARLY = frozenset({"about", "around", "approximately"})  # "since about 2012"
_COPULAS = frozenset({"at", "was", "is", "were", "about", "approximately", "as", "on", "around", "into"})


def is_year(tokens: Tokens, first: int, last: int, *, led: bool, follows: bool) -> bool:  # noqa: PLR0911  (a clause each)
    """Tell whether tokens `first` to `last` ("2014", or "2014", "-", "16") read as a year or years.

    `led`: a word such as "early" or "end of" belongs to them; `follows`: another year stands beside them.
    """
    if _is_part_of_a_number(tokens, first, last) or _is_named(tokens, first):
        return False
    before, behind = tokens.tag(first - 1), tokens.tag(last + 1)
    old = TAG["old"] in tokens.tags[first : last + 1]
    if _counts(tokens, first, last, led=led):
        return False
    if led or follows:
        return True
    if before == TAG["stop_quote"] or tokens.word(first - 1) == "s":
        return not old
    if before in tags(*_STRONG) or (tokens.word(first - 1) in _NEARLY and tokens.tag(first - 2) in tags(*_STRONG)):
        return not old or (behind not in tags("word") and tokens.number(first) >= 1700)
    if old:
        return False
    if before in tags("year_word"):
        return True
    if before in tags(*_WEAK):
        return tokens.word(first - 1) not in _COPULAS or _is_noun_or_end(tokens, last)
    if first != last and tokens.tag(first + 1) == "-":
        return True
    if before in tags("the", "article", "whose"):
        return behind not in tags("numbered") or not tokens.capital(last + 1)  # "the 2030 Agenda" is a title
    return _stands_alone(tokens, first, last)


def _stands_alone(tokens: Tokens, first: int, last: int) -> bool:  # noqa: PLR0911  (a clause each)
    before, behind = tokens.tag(first - 1), tokens.tag(last + 1)
    if before in tags("dated") or behind in tags("dated", "fiscal", "fiscalish"):  # "2007 budget"
        return True
    if tokens.capital(last + 1) and tokens.tag(last + 2) in tags("dated"):
        return True  # "2011 Performance Report"
    if before == "<" and behind in (">", ",", "!"):
        return True
    if before in tags("name") and behind in (">", ",", ".") and first >= 2 and tokens.tag(first - 2) == "<":
        return True  # "(Smith 2010)"
    if before in "=." and (behind in "=~-," or tokens.capital(last + 1)):
        return True  # a line or heading of its own; "2014, in an interview"
    if tokens.behind(last, 2) in ("'s", "’s") and behind == "'":
        return True
    start = tokens.starts[first]
    return _set_apart(tokens, first, last) or bool(_COPYRIGHT.search(tokens.text[max(0, start - _FOOTER) : start]))


def _set_apart(tokens: Tokens, first: int, last: int) -> bool:
    """Tell whether punctuation makes a year of it: "the worst, 2008, saw", "a credit ($350m, 2018)", "2002 ($9m)"."""
    before, behind = tokens.tag(first - 1), tokens.tag(last + 1)
    numbers = tags("year", "old", "digits", "num", "low")
    if before == "," and behind in (",", ".", ">", "<", "="):
        return tokens.tag(first - 2) not in numbers and tokens.tag(last + 2) not in numbers  # no list of counts
    if before == "-" and behind == "=":
        return tokens.before(first).isspace() and tokens.tag(first - 2) in tags("num", "low", "name")  # "No. 09 - 2025"
    listed = before in (",", "~", "/") or before in tags("and", "or")
    return listed and behind == "<" and _SUM.match(tokens.text, tokens.ends[last]) is not None


_SUM = re.compile(r"\s?\((?:about |some |over )?(?:[A-Z]{0,3}[$€£¥]|[A-Z]{3} ?\d)")
_COPYRIGHT = re.compile(r"(?:©|\([Cc]\)|\b[Cc]opyright)[^.;:\d]*$")
_FOOTER = 60  # characters that the owner of a copyright may take before the year


def _is_part_of_a_number(tokens: Tokens, first: int, last: int) -> bool:
    text, start, end = tokens.text, tokens.starts[first], tokens.ends[last]
    before, behind = text[start - 1 : start], text[end : end + 2]
    if before and before in _ATTACHED:
        return True
    if before and before in ".,:/-–—" and text[start - 2 : start - 1].isdecimal():
        return True
    if before and before in "-/" and text[start - 2 : start - 1].isalnum() and text[start - 2 : start - 1].isupper():
        return True  # "A-2010", "GA/2008"
    if (
        start
        and (text[start - 1].isalpha() or text[start - 1] == "_")
        and tokens.tag(first - 1) not in tags("in", "prep")
    ):
        return True
    if behind[:1] and behind[:1] in "%°$€£_":
        return True
    return len(behind) == 2 and behind[0] in ".,:/-–" and behind[1].isdecimal()


def _is_named(tokens: Tokens, first: int) -> bool:
    at = first - 1
    if tokens.tag(at) == "." and tokens.word(at - 1) in ("no", "nos", "art", "para", "ref", "tel"):
        return True
    if tokens.tag(at) == "~" and tokens.tag(at - 1) in tags("numbered"):
        return True
    if tokens.tag(at) == ">" and tokens.tag(at - 2) == "<" and tokens.tag(at - 3) in tags("numbered"):
        return True
    if tokens.word(at) in ("is", "was") and tokens.tag(at - 1) in tags("numbered"):
        return True  # "the code was 1984"
    return tokens.tag(at) in tags("numbered")


def _counts(tokens: Tokens, first: int, last: int, *, led: bool) -> bool:  # noqa: PLR0911  (a clause each)
    """Tell whether something counted follows: a unit, or after a round or unannounced number a plural."""
    behind = tokens.tag(last + 1)
    if led:
        return False
    if behind in tags("counted"):
        return not _begins_a_sum(tokens, first, last)
    round_number = tokens.number(last) % 50 == 0
    if behind in tags("persons"):  # "2007 students" are, but "since 2007 students have come" has a year
        return round_number or tokens.tag(first - 1) not in tags("in", "prep", "until")
    if first != last:
        return False  # "for 2026-27 names two" has a pair of years
    if behind == "-" and tokens.tag(last + 2) in tags("word", "counted", "persons", "number"):
        return tokens.tight(last, last + 2)  # "a 2000-bed hospital"
    if behind not in tags("word", "name"):
        return False
    before = tokens.word(first - 1)
    announced = tokens.tag(first - 1) in tags(
        "in", "prep", "until", "after", "before", "the", "whose", "article", "quote"
    )
    announced = announced or before in ("from", "by") or (before == "of" and tokens.word(first - 2) == "as")
    if announced and not round_number:
        return False
    if announced and tokens.tag(first - 1) not in tags("in"):
        return tokens.tag(last + 2) in tags("counted", "persons") and behind in tags("word")
    return any(
        tokens.tag(last + k) in tags("counted", "persons")
        or (tokens.tag(last + k) in tags("word") and is_plural(tokens.word(last + k)))
        for k in ((1, 2) if behind in tags("word") else ())
        if k == 1 or tokens.tag(last + 1) in tags("word")
    )


def _begins_a_sum(tokens: Tokens, first: int, last: int) -> bool:
    """Tell whether the currency behind a year belongs to a number behind it: "In 2015 USD 268 million was lent"."""
    code = tokens.word(last + 1)
    return len(code) == 3 and tokens.tag(last + 2) in _NUMERALS and tokens.tag(first - 1) in tags("in", "prep")


_NUMERALS = tags("digits", "num", "low", "old", "year")


def is_plural(word: str) -> bool:
    """Guess whether a word in lower case is a plural noun.

    >>> [word for word in ("villages", "process", "was", "his", "budget", "always") if is_plural(word)]
    ['villages']
    """
    return len(word) > 4 and word.endswith("s") and not word.endswith(("ss", "us", "is", "ways"))


def _is_noun_or_end(tokens: Tokens, last: int) -> bool:
    return tokens.tag(last + 1) in tags("dated", "comma", "dot", "close", "gap")
