"""`extractor run`."""

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from extractor.cli import on_ray, terminal
from extractor.cli.on_ray import Engine
from extractor.cli.read import DropDuplicates, Inputs, Strict
from extractor.errors import SettingsError

if TYPE_CHECKING:
    from extractor.batch.runner import Event, Outputs

_QUIET = ("read", "skipped", "unchanged")


def run(
    inputs: Inputs,
    *,
    output: Annotated[
        str | None,
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
        int | None,
        typer.Option(
            min=1,
            metavar="N",
            help="Workers (1; on Ray all processors), and as many that parse pages; the output is the same.",
        ),
    ] = None,
    engine: Annotated[
        Engine, typer.Option(help="Read here, or on a cluster of Ray's; the output is the same.")
    ] = Engine.LOCAL,
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

    With --engine ray inputs may be addresses (s3://…), and -o an address or a folder ("out/"): there each worker
    writes files of its own, and manifest.json says which they are.

    \b
    Exit status: 0 done (failed articles are listed and counted), 1 nothing
    could be done, or --strict and something failed, 2 wrong command line.

    \b
    Examples:
      extractor run articles/ -o records.jsonl
      extractor run *.html --db grants.db --jobs 4
      extractor run articles/ --db postgresql://me@localhost/grants
      cat articles.jsonl | extractor run - | head
      extractor run s3://news/ --engine ray -o s3://aid/records
    """  # noqa: D301  # \b keeps the lines of a paragraph apart
    from extractor.batch import runner
    from extractor.cli.summary import closing, outcome
    from extractor.reading import Limits, Rules, count_articles, read_inputs
    from extractor.settings import Settings

    in_shards = on_ray.check(engine, inputs, output, db, mentions)
    file = None if output is None or in_shards else Path(output)
    terminal.refuse_overwriting(inputs, [file, mentions])
    if mentions and drop_duplicates:
        raise typer.BadParameter("with --mentions nothing is dropped", param_hint="--drop-duplicates")
    rules = Rules(english_only=not mentions, drop_duplicates=drop_duplicates)
    settings = Settings(lexicon=tuple(lexicon or ()), triage=not read_all)
    with ExitStack() as stack:
        outputs = None if in_shards else _open(stack, inputs, file, db, mentions)
        store = outputs.store if outputs else None
        own = [path for path in (file, mentions) if path]
        own += store.files if store else ()
        countable = terminal.watched() and engine is Engine.LOCAL
        total = count_articles(inputs, without=own) if countable else None
        with terminal.Progress(total) as progress:
            how: dict[str, Any] = {
                "seconds": timeout,
                "retry_failed": retry_failed,
                "tell": lambda event: _tell(progress, event),
            }
            try:
                if engine is Engine.LOCAL and outputs:
                    limits = Limits(timeout, processes=jobs or 1)
                    items = read_inputs(inputs, without=own, rules=rules, limits=limits)
                    summary = runner.run(items, outputs, settings, jobs=jobs or 1, **how)
                else:
                    how |= {"reading": rules, "without": own, "jobs": jobs}
                    summary = on_ray.run(inputs, outputs or str(output), settings, db, **how)
            except KeyboardInterrupt:
                kept = f"; what was finished is in {store.shown}" if store else ""
                on = ": the same command goes on from there" if store or in_shards else ""
                terminal.say(f"output files are as they were{kept}{on}")
                raise
        for lines in (outputs.records, outputs.mentions) if outputs else ():
            if lines and summary.done:
                lines.keep()
    kind = "database" if db else "ledger"
    places = {"records": output, "mentions": mentions, kind: store and store.shown} if summary.done else {}
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
