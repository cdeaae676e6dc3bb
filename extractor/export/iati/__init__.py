"""Records as IATI 2.03 activities, one a record."""

from extractor.export.iati.activity import Reporter
from extractor.export.iati.file import IatiFile

__all__ = ["IatiFile", "Reporter"]
