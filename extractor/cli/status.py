"""`extractor status`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extractor.cli import terminal
from extractor.errors import SettingsError, StoreError

if TYPE_CHECKING:
    from extractor.storage.sql import SqlStore
    from extractor.storage.tally import Tally


def status(
    output: Annotated[
        str | None,
        typer.Argument(metavar="FILE|DB", help="What a run wrote: its -o file or its database.", show_default=False),
    ] = None,
    *,
    db: Annotated[str | None, typer.Option(metavar="URL", help="The database, as `run --db` names it.")] = None,
    failed: Annotated[bool, typer.Option("--failed", help="List what failed or was dropped, and why.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Show what the ledger says: articles done, skipped and failed, inputs dropped, records, and by which rules.

    \b
    Examples:
      extractor status records.jsonl
      extractor status grants.db --failed
      extractor status --db postgresql://me@localhost/grants --json
    """  # noqa: D301  # \b keeps the lines of a paragraph apart
    import json
    from dataclasses import asdict

    if (db is None) == (output is None):
        raise typer.BadParameter("name what a run wrote: its -o file or its database", param_hint="FILE|DB")
    with _open(db, output or "") as store:
        tally = store.tally()
        troubles = store.troubles() if failed else []
    if as_json:
        made = {"ledger": store.shown, **asdict(tally)}
        for name in ("articles", "unread"):
            made[name] = [{"outcome": o, "reason": r, "count": number} for (o, r), number in made[name].items()]
        if failed:
            made["troubles"] = [asdict(one) for one in troubles]
        typer.echo(json.dumps(made, ensure_ascii=False, indent=2))
        return
    typer.echo(terminal.neutral("\n".join(_lines(store.shown, tally))))
    for trouble in troubles:
        typer.echo(terminal.neutral(" ".join(f"{trouble.outcome}: {trouble.place}: {trouble.why}".split())))


def _open(db: str | None, output: str) -> "SqlStore":
    from extractor.batch import ledger

    if db is not None:
        return _store(db, "--db")
    if "://" in output or output.endswith((".db", ".sqlite", ".sqlite3")):
        return _store(output, "FILE|DB")
    path = ledger.beside(Path(output).resolve())
    if not path.exists():
        raise StoreError(f"{output}: no run has left a ledger beside it; name the -o of a run, or its --db")
    return _store(str(path), "FILE|DB")


def _store(where: str, hint: str) -> "SqlStore":
    from extractor.storage.sql import open_store

    try:
        return open_store(where, write=False)
    except SettingsError as error:
        raise typer.BadParameter(str(error), param_hint=hint) from error


def _lines(shown: str, tally: "Tally") -> list[str]:
    lines = [f"ledger       {shown} (version {tally.version})"]
    for title, counts in (("articles", tally.articles), ("other inputs", tally.unread)):
        lines.append(f"{title:<12} {sum(counts.values())}")
        lines += [f"  {' '.join(filter(None, key)):<24} {number}" for key, number in counts.items()]
    lines.append(f"records      {tally.records}, {tally.countable} of them countable")
    lines += [f"rules        {one.fingerprint}: {one.articles} articles, last {one.last}" for one in tally.rules]
    return lines
