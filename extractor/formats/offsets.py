"""Characters as JavaScript counts them: an emoji, and all else outside the Basic Multilingual Plane, counts twice."""

from bisect import bisect_left

_LAST_OF_ONE_UNIT = 0xFFFF


class CodeUnits:
    """Convert offsets into one text between code points, as Python counts, and UTF-16 code units.

    >>> CodeUnits("\N{CHERRY BLOSSOM} Japan").from_points(2)
    3
    >>> CodeUnits("\N{CHERRY BLOSSOM} Japan").to_points(3)
    2
    """

    def __init__(self, text: str) -> None:
        self._wide = [place for place, letter in enumerate(text) if ord(letter) > _LAST_OF_ONE_UNIT]
        self._first_halves = [place + before for before, place in enumerate(self._wide)]

    def from_points(self, offset: int) -> int:
        """Give an offset in code points as one in code units."""
        return offset + bisect_left(self._wide, offset)

    def to_points(self, offset: int) -> int | None:
        """Give an offset in code units as one in code points; None if it cuts a character in two."""
        before = bisect_left(self._first_halves, offset)
        if before and self._first_halves[before - 1] == offset - 1:
            return None
        return offset - before
