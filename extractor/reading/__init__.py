"""From files to articles: `read_inputs` gives each input as an Article or as the Problem that it has."""

from extractor.reading.apart import Limits
from extractor.reading.inputs import Rules, Seen, count_articles, find_sources, read_inputs, read_sources
from extractor.reading.items import Item
from extractor.reading.problem import Problem

__all__ = [
    "Item",
    "Limits",
    "Problem",
    "Rules",
    "Seen",
    "count_articles",
    "find_sources",
    "read_inputs",
    "read_sources",
]
