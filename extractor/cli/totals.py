"""`extractor totals`."""

from typing import Annotated

import typer

from extractor.cli import terminal
from extractor.cli.export import Database, opened


def totals(
    db: Database,
    *,
    by: Annotated[
        str,
        typer.Option(
            metavar="KEY,KEY", help="What the rows stand for: donor, recipient, year, flow_type, status, sector."
        ),
    ] = "donor,year",
    as_json: Annotated[bool, typer.Option("--json", help="Print a JSON object a row, one a line.")] = False,
) -> None:
    """Add up a database's countable flows, exactly, a currency a row.

    Nothing is converted. A flow of two donors stands in one row for both (DE,FR), so that the rows add up to the
    whole; one that two articles tell is counted twice. Columns are separated by tabs.

    \b
    Examples:
      extractor totals grants.db --by donor,year
      extractor totals grants.db --by recipient,sector --json
    """  # noqa: D301  # \b keeps the lines of a paragraph apart
    import json

    from extractor.export.totals import KEYS, add_up

    keys = [key.strip() for key in by.split(",") if key.strip()]
    if not keys or (unknown := [key for key in keys if key not in KEYS]) or len(set(keys)) < len(keys):
        wrong = f"no key {unknown[0]!r}" if keys and unknown else "name each key once"
        raise typer.BadParameter(f"{wrong}; known are {', '.join(KEYS)}", param_hint="--by")
    with opened(db) as store:
        rows = add_up(store.flows(), keys)
    if not as_json:
        typer.echo("\t".join([*keys, "currency", "amount", "flows"]))
    for row in rows:
        amount = None if row.amount is None else format(row.amount, "f")
        if as_json:
            told = {**dict(zip(keys, row.keys, strict=True)), "currency": row.currency, "amount": amount}
            typer.echo(json.dumps({**told, "flows": row.flows}, ensure_ascii=False))
        else:
            typer.echo(terminal.neutral("\t".join([*row.keys, row.currency, amount or "-", str(row.flows)])))
