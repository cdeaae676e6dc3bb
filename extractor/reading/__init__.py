"""From files to articles: `read_inputs` gives each input as an Article or as the Problem that it has."""

from extractor.reading.apart import Limits
from extractor.reading.inputs import Rules, count_articles, read_inputs
from extractor.reading.items import Item
from extractor.reading.problem import Problem

__all__ = ["Item", "Limits", "Problem", "Rules", "count_articles", "read_inputs"]
