"""Tables of what is particular: currencies, countries, donors, funding verbs. Data in `tables/`, one module a table."""

from extractor.lexicon.load import Lexicon, Row

__all__ = ["Lexicon", "Row"]
