"""`extractor export`."""

from collections import Counter
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extractor.cli import terminal
from extractor.errors import InputError, SettingsError

if TYPE_CHECKING:
    from extractor.export.base import Export, Left
    from extractor.storage.sql import SqlStore


class To(StrEnum):
    """What an export is written as."""

    PARQUET = "parquet"
    CSV = "csv"
    IATI = "iati"
    DATASETTE = "datasette"


Database = Annotated[
    str,
    typer.Argument(
        metavar="DB", help="A database that run --db has written: FILE.db, sqlite:///FILE or postgresql://…"
    ),
]


def export(
    db: Database,
    *,
    to: Annotated[To, typer.Option(help="What to write.")],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="Where it goes.")],
    reporting_org: Annotated[
        tuple[str, str] | None,
        typer.Option(metavar="REF NAME", help="IATI: who publishes, by identifier and name."),
    ] = None,
    reporting_org_type: Annotated[
        str, typer.Option(metavar="CODE", help="IATI: the publisher's type in the list OrganisationType.")
    ] = "90",
    everything: Annotated[
        bool, typer.Option("--all", help="IATI: what is not countable as well, as pledges are.")
    ] = False,
) -> None:
    """Write a database's records for others.

    parquet keeps lists as lists; csv is one row a record for spreadsheets, which run nothing in it; iati is IATI 2.03,
    one activity a countable record; datasette is a metadata file (datasette FILE.db -m metadata.json).

    \b
    Examples:
      extractor export grants.db --to csv -o grants.csv
      extractor export grants.db --to iati -o aid.xml \\
          --reporting-org XX-EXAMPLE-1 "Example Institute"
      extractor export grants.db --to datasette -o metadata.json
    """  # noqa: D301  # \b keeps the lines of a paragraph apart
    if to is To.IATI and reporting_org is None:
        raise typer.BadParameter("IATI asks who publishes: REF NAME", param_hint="--reporting-org")
    if to is not To.IATI and (reporting_org is not None or everything):
        raise typer.BadParameter("--reporting-org and --all are for --to iati", param_hint="--to")
    terminal.refuse_overwriting([db], [output])
    with opened(db) as store:
        if to is To.DATASETTE:
            _describe(store, output)
            return
        written, left = _write(store, _target(to, output, reporting_org, reporting_org_type), everything, to)
    for what, count in sorted(left.items()):
        terminal.say(f"not exported, {what}: {count}")
    terminal.say(f"{written} records: {output}")


def opened(db: str) -> "SqlStore":
    """Open a database to read from it; what is none is a wrong command line."""
    from extractor.storage.sql import open_store

    try:
        return open_store(db, write=False)
    except SettingsError as error:
        raise typer.BadParameter(str(error), param_hint="DB") from error


def _target(to: To, output: Path, reporter: tuple[str, str] | None, kind: str) -> "Export":
    if to is To.PARQUET:
        from extractor.export.parquet import ParquetFile

        return ParquetFile(output)
    if to is To.CSV or reporter is None:
        from extractor.export.table import CsvFile

        return CsvFile(output)
    from extractor.export.iati import IatiFile, Reporter

    try:
        return IatiFile(output, Reporter(*reporter, kind))
    except SettingsError as error:
        raise typer.BadParameter(str(error), param_hint="--reporting-org") from error


def _write(store: "SqlStore", target: "Export", everything: bool, to: To) -> tuple[int, Counter[str]]:
    written, left = 0, Counter[str]()
    with target as file:
        for article_id in store.article_ids():
            article = store.article(article_id)
            for record in store.records(article_id) if article else ():
                if to is To.IATI and not everything and not record.countable:
                    left["not countable"] += 1
                elif article and (refused := file.write(article, record)):
                    _tell(article_id, refused)
                    left[refused.reason] += 1
                else:
                    written += 1
        if not written:
            raise InputError(f"{store.shown}: no record to export ({_told(left)}); nothing was written")
    return written, left


def _tell(article_id: str, left: "Left") -> None:
    terminal.say(f"not exported: {left.record_id} of {article_id}: {left.message}")


def _told(left: Counter[str]) -> str:
    return ", ".join(f"{what}: {count}" for what, count in sorted(left.items())) or "it holds none"


def _describe(store: "SqlStore", output: Path) -> None:
    from extractor.export import datasette

    if not store.files:
        raise InputError(f"{store.shown}: Datasette reads SQLite files only; name one")
    datasette.write(output, store.files[0].stem)
    terminal.say(f"metadata: {output}; datasette {store.shown} -m {output}")
