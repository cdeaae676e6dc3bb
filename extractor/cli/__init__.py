"""The command line. Importing it must stay fast: every command imports what it needs when it is run."""

import io
import sys
from collections.abc import Callable
from importlib import import_module
from importlib.metadata import version
from typing import Annotated, Any

import typer

from extractor.cli.terminal import guarded

# name: module of this package with a function of that name. These modules import nothing heavy at their top.
COMMANDS = (
    "run",
    "status",
    "read",
    "show",
    "explain",
    "score",
    "diff",
    "convert",
    "export",
    "totals",
    "lexicon",
    "schema",
)

# Examples of commands whose own help has none.
EXAMPLES = {
    "diff": "extractor diff before.jsonl after.jsonl",
    "schema": "extractor schema > grant-record.schema.json",
}

HELP = """Read news articles about foreign aid and write grant records.

A record says who gave what to whom, when and for what; each of its values points at the words it was read from.
Everything runs on this machine; nothing is fetched.

\b
Examples:
  extractor run articles/ -o records.jsonl     read a folder, write records
  extractor run new.jsonl --db grants.db       keep them in a database, resumable
  extractor show article.txt                   see what is read from one article
"""


def _show_version(value: bool) -> None:
    if value:
        typer.echo(f"extractor {version('grant-extractor')}")
        raise typer.Exit


def _options(
    _version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    pass


def _app() -> typer.Typer:
    app = typer.Typer(
        name="extractor",
        help=HELP,
        no_args_is_help=True,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        add_completion=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback(help=HELP)(_options)
    for name in COMMANDS:
        function: Callable[..., Any] = getattr(import_module(f"extractor.cli.{name}"), name)
        example = f"Example: {EXAMPLES[name]}" if name in EXAMPLES else None
        app.command(name, epilog=example)(guarded(function))
    return app


app = _app()


def main() -> None:
    """Run the command that the command line names."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a terminal that can't show a character still shows the rest
    app()
