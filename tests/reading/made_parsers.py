"""Stand-ins for parsers that a hostile file gets the better of. The process for parsing imports them by this name."""

import os
import time
from collections.abc import Iterator

from extractor.model import Article
from extractor.reading.items import Placed


def good(place: str, count: int) -> Iterator[Placed]:
    for number in range(count):
        yield Article(id=f"{place}-{number}", text="word " * 1000), place


def then(place: str, what: str) -> Iterator[Placed]:
    """Give one article, then do something bad."""
    yield Article(id=place, text=str(os.getpid())), place
    if what == "nap":
        time.sleep(0.05)
    if what == "hang":
        time.sleep(3600)
    if what == "die":
        os._exit(9)
    if what == "swell":
        whole = [bytearray(2**20) for _ in range(4096)]
        yield Article(id="too far", text=str(len(whole))), place
    if what == "raise":
        raise ZeroDivisionError("of its own")
    if what == "unreadable":
        raise PermissionError(13, "Permission denied")
