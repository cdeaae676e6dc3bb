"""Spans of one article: the one place where offsets become evidence."""

from dataclasses import dataclass

from extractor.assembly.collect import Fact
from extractor.assembly.statements import Cue
from extractor.model import Article, Span


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes spans of one article."""

    article: Article

    def span(self, slot: str, start: int, end: int, rule: str) -> Span:
        """Give the span of `article.text[start:end]`."""
        return Span(slot=slot, start=start, end=end, text=self.article.text[start:end], rule=rule)

    def fact(self, slot: str, fact: Fact) -> Span:
        """Give the span of a fact."""
        return self.span(slot, fact.start, fact.end, fact.rule)

    def cue(self, slot: str, cue: Cue) -> Span:
        """Give the span of a cue."""
        return self.span(slot, cue.start, cue.end, cue.rule)
