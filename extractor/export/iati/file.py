"""A file of IATI activities, written one at a time."""

import re
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from extractor.errors import SettingsError
from extractor.export.base import Left, first_day, replacing
from extractor.export.iati import codes
from extractor.export.iati.activity import Reporter, activity
from extractor.lexicon import Lexicon
from extractor.model import Article, GrantRecord

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<iati-activities version="2.03">\n'
_TAIL = "</iati-activities>\n"
_IDENTIFIER = re.compile(r"[^\s/&|?]+")


class IatiFile:
    """Records as IATI 2.03. See `Export`. Raises SettingsError for a reporter that the standard does not allow.

    Each activity says that it is reported by a second hand and what article it was read from. Dates must be whole
    days there, so one that is known to the month or year is its first day, with a remark. The standard needs a date
    and an organisation: records that have none are left out.
    """

    def __init__(self, path: Path, reporter: Reporter, *, lexicon: Lexicon | None = None) -> None:
        if not _IDENTIFIER.fullmatch(reporter.ref):
            raise SettingsError(f"{reporter.ref!r} is no organisation identifier; write one as in GB-COH-1234567")
        if not reporter.name.strip():
            raise SettingsError("the reporting organisation has no name; write it after its identifier")
        if reporter.type not in codes.ORGANISATIONS:
            raise SettingsError(f"{reporter.type!r} is no type of organisation; IATI has {sorted(codes.ORGANISATIONS)}")
        self._reporter, self._lexicon = reporter, lexicon or Lexicon()
        self._stack = ExitStack()
        part = self._stack.enter_context(replacing(path))
        try:
            self._file = self._stack.enter_context(part.open("w", encoding="utf-8", newline="\n"))
        except BaseException as error:
            self._stack.__exit__(type(error), error, error.__traceback__)
            raise

    def __enter__(self) -> "IatiFile":
        self._file.write(_HEAD)
        return self

    def write(self, article: Article, record: GrantRecord) -> Left | None:
        """Write one activity; give the record back if it has no date or nobody who pays or does it."""
        name = record.record_id or ""
        if first_day(record) is None:
            return Left(name, "undated", "no date is told; IATI needs one")
        if not record.donors and not record.implementers:
            return Left(name, "no_organisation", "neither donor nor implementer is named; IATI needs one")
        made = activity(article, record, self._reporter, self._lexicon)
        ElementTree.indent(made, level=1)
        self._file.write(f"  {ElementTree.tostring(made, encoding='unicode')}\n")
        return None

    def __exit__(self, *error: Any) -> None:
        if error[0] is None:
            with self._stack:
                self._file.write(_TAIL)
        else:
            self._stack.__exit__(*error)
