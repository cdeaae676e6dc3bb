"""Reads news articles about foreign aid and writes grant records, each value pointing at the words it was read from.

>>> import extractor                                                     # doctest: +SKIP
>>> extractor.load().extract("Japan gave Nepal a $5 million grant.")     # doctest: +SKIP
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from extractor.assembly import Extraction, Extractor
    from extractor.model import Article, GrantRecord
    from extractor.settings import Settings

__all__ = ["Article", "Extraction", "Extractor", "GrantRecord", "Settings", "load"]

_HOME = {
    "Article": "extractor.model",
    "GrantRecord": "extractor.model",
    "Settings": "extractor.settings",
    "Extractor": "extractor.assembly",
    "Extraction": "extractor.assembly",
}


def load(settings: "Settings | None" = None) -> "Extractor":
    """Make an extractor; the model is loaded when the first article is read."""
    from extractor.assembly import Extractor  # noqa: PLC0415  # imports spaCy

    return Extractor(settings)


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used, so that importing the package costs nothing."""
    if name not in _HOME:
        raise AttributeError(f"module 'extractor' has no attribute {name!r}")
    return getattr(import_module(_HOME[name]), name)
