"""`extractor run`."""

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extractor.cli import terminal
from extractor.cli.read import DropDuplicates, Inputs, Strict
from extractor.errors import SettingsError

if TYPE_CHECKING:
    from extractor.batch.runner import Event, Outputs

_QUIET = ("read", "skipped", "unchanged")


def run(
    inputs: Inputs,
    *,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="Where the records go, as JSON lines."),
    ] = None,
    db: Annotated[
        str | None,
        typer.Option(metavar="URL", help="Keep records in a database: FILE.db, sqlite:///FILE or postgresql://…"),
    ] = None,
    mentions: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Where the mentions go; every article is then read whole."),
    ] = None,
    jobs: Annotated[
        int,
        typer.Option(
            min=1, metavar="N", help="Worker processes, and as many that parse pages; the output is the same."
        ),
    ] = 1,
    timeout: Annotated[
        float,
        typer.Option(
            min=1,
            metavar="SECONDS",
            help="An article that takes longer, or a page to parse, fails; the others are read.",
        ),
    ] = 120.0,
    retry_failed: Annotated[
        bool, typer.Option("--retry-failed", help="Read again what failed in an earlier run.")
    ] = False,
    read_all: Annotated[
        bool, typer.Option("--read-all", help="Read every article, also those that show no sign of aid.")
    ] = False,
    strict: Strict = False,
    drop_duplicates: DropDuplicates = False,
    lexicon: Annotated[
        list[Path] | None,
        typer.Option(metavar="FOLDER", help="A folder with tables of your own (donors.tsv …); may be repeated."),
    ] = None,
) -> None:
    """Read articles and write the grant records that they report.

    Records come out in the order of the articles, to standard output if neither -o nor --db is given. With -o or --db
    a run can be interrupted and repeated: only articles that are new, or that the rules now read otherwise, are read.
    What is done stands in the database, or in a hidden ledger beside the output; `extractor status` shows it.

    \b
    Exit status: 0 done (failed articles are listed and counted), 1 nothing
    could be done, or --strict and something failed, 2 wrong command line.

    \b
    Examples:
      extractor run articles/ -o records.jsonl
      extractor run *.html --db grants.db --jobs 4
      extractor run articles/ --db postgresql://me@localhost/grants
      cat articles.jsonl | extractor run - | head
    """  # noqa: D301  # \b keeps the lines of a paragraph apart
    from extractor.batch import runner
    from extractor.cli.summary import closing, outcome
    from extractor.reading import Limits, Rules, count_articles, read_inputs
    from extractor.settings import Settings

    terminal.refuse_overwriting(inputs, [output, mentions])
    if mentions and drop_duplicates:
        raise typer.BadParameter("with --mentions nothing is dropped", param_hint="--drop-duplicates")
    rules = Rules(english_only=not mentions, drop_duplicates=drop_duplicates)
    settings = Settings(lexicon=tuple(lexicon or ()), triage=not read_all)
    with ExitStack() as stack:
        outputs = _open(stack, inputs, output, db, mentions)
        own = [path for path in (output, mentions) if path]
        own += outputs.store.files if outputs.store else ()
        total = count_articles(inputs, without=own) if terminal.watched() else None
        with terminal.Progress(total) as progress:
            items = read_inputs(inputs, without=own, rules=rules, limits=Limits(timeout, processes=jobs))
            try:
                summary = runner.run(
                    items,
                    outputs,
                    settings,
                    jobs=jobs,
                    seconds=timeout,
                    retry_failed=retry_failed,
                    tell=lambda event: _tell(progress, event),
                )
            except KeyboardInterrupt:
                kept = f"; what was finished is in {outputs.store.shown}" if outputs.store else ""
                on = ": the same command goes on from there" if outputs.store else ""
                terminal.say(f"output files are as they were{kept}{on}")
                raise
        for lines in (outputs.records, outputs.mentions):
            if lines and summary.done:
                lines.keep()
    kind = "database" if db else "ledger"
    places = (
        {"records": output, "mentions": mentions, kind: outputs.store and outputs.store.shown} if summary.done else {}
    )
    told = {what: str(place) for what, place in places.items() if place and str(place) != "-"}
    terminal.say(closing(summary, progress.seconds, told, records=True))
    raise typer.Exit(outcome(summary, strict=strict))


def _tell(progress: terminal.Progress, event: "Event") -> None:
    message = "" if event.state in _QUIET else f"{event.state}: {event.message}"
    progress.advance(message, by=event.state != "noted")  # after a note comes the article itself


def _open(stack: ExitStack, inputs: list[str], output: Path | None, db: str | None, mentions: Path | None) -> "Outputs":
    """Open all outputs before anything is read, so that what can't be written is told at once."""
    from extractor.batch import ledger
    from extractor.batch.runner import Outputs
    from extractor.storage.jsonl import LinesFile, open_lines
    from extractor.storage.sql import open_store

    records = None
    if output or not db:
        records = open_lines(output or Path("-"))
        stack.callback(records.close)
    found = open_lines(mentions) if mentions else None
    if found:
        stack.callback(found.close)
    where = db or (str(ledger.beside(records.path)) if isinstance(records, LinesFile) else None)
    if where is None:
        return Outputs(records, found)
    try:
        store = open_store(where, claim=ledger.claim(inputs), tell=terminal.say)
    except SettingsError as error:
        raise typer.BadParameter(str(error), param_hint="--db") from error
    stack.callback(store.close)
    store.forget_unread("standard input" if given == "-" else given for given in inputs)
    return Outputs(records, found, store)
