"""The formats by name, as the command line knows them. Imports nothing heavy."""

from enum import StrEnum


class Format(StrEnum):
    """A format that annotated articles can be read from and written to."""

    GOLD = "gold"
    LABEL_STUDIO = "label-studio"
    DOCCANO = "doccano"
    BRAT = "brat"
    DOCBIN = "docbin"
