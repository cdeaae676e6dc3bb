"""From facts to grant records."""

from extractor.assembly.extractor import Extraction, Extractor

__all__ = ["Extraction", "Extractor"]
