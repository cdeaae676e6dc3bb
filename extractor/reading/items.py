"""What reading gives: articles, and problems, each with the place where it stands."""

import gzip
import zlib
from collections.abc import Iterator

from extractor.errors import InputError
from extractor.model import Article
from extractor.reading.problem import Problem

CURE = "save it as UTF-8 text, HTML or JSONL"


class NotArticlesError(InputError):
    """A file that may be as it should be but holds no articles: a table of sums, a site's map."""


Item = Article | Problem
Placed = tuple[Item, str]


def noted(replaced: int, place: str) -> Iterator[Placed]:
    """Tell of characters that were replaced, if any were."""
    if replaced:
        message = f"{replaced} NUL characters or lone surrogates were replaced by U+FFFD"
        yield Problem(place, "replaced", message, "offsets are as before", "noted"), place


def refused(place: str, error: InputError, *, named: bool) -> Problem:
    """Tell of a file that can't be read on. One that holds no articles is wrong only if it was named by itself."""
    message, _, cure = str(error).rpartition("; ")
    if isinstance(error, NotArticlesError):
        return Problem(place, "other_kind", message, cure, "failed" if named else "dropped")
    return Problem(place, "not_text", message, cure)


def unreadable(place: str, error: Exception) -> Problem:
    """Tell of a file that can't be read, by what the system, or what unpacks it, says."""
    if isinstance(error, OSError) and error.strerror:
        return Problem(place, "unreadable", f"can't be read ({error.strerror})", "make it readable, or leave it out")
    if isinstance(error, EOFError | zlib.error | gzip.BadGzipFile):
        return Problem(place, "unreadable", f"the compressed file is broken or cut off ({error})", "get it again")
    return Problem(place, "unreadable", f"can't be read ({error})", "make it readable, or leave it out")


def empty(place: str) -> Problem:
    """Tell of a file with nothing in it."""
    return Problem(place, "no_text", "the file is empty", "fill it, or leave it out", "dropped")
