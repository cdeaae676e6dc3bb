"""`extractor read`."""

from pathlib import Path
from typing import Annotated

import typer

from extractor.cli import terminal

Inputs = Annotated[
    list[str],
    typer.Argument(
        metavar="INPUT...",
        help="Articles: files, folders, patterns, or - for standard input (.jsonl .txt .html .csv .pdf .warc …).",
        show_default=False,
    ),
]
DropDuplicates = Annotated[
    bool, typer.Option("--drop-duplicates", help="Read a text that comes again under another id only once.")
]
Strict = Annotated[bool, typer.Option("--strict", help="Exit with status 1 if anything failed.")]


def read(
    inputs: Inputs,
    *,
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="FILE", help="Where the articles go; - for standard output.")
    ] = Path("-"),
    jobs: Annotated[int, typer.Option(min=1, metavar="N", help="Processes that parse pages.")] = 1,
    strict: Strict = False,
    drop_duplicates: DropDuplicates = False,
) -> None:
    """Turn any input into articles, an article a line; nothing is extracted.

    A text file's title and date stand beside it in NAME.meta.json; those of a web page are read from the page.

    \b
    Examples:
      extractor read pages/ -o articles.jsonl
      extractor read a.txt b.html -o -
    """  # noqa: D301  # \b keeps the lines of a paragraph apart
    from extractor.batch.runner import Event, Summary
    from extractor.cli.summary import closing, outcome
    from extractor.reading import Limits, Problem, Rules, count_articles, read_inputs
    from extractor.storage.jsonl import open_lines

    terminal.refuse_overwriting(inputs, [output])
    rules = Rules(english_only=True, drop_duplicates=drop_duplicates)
    summary = Summary()
    lines = open_lines(output)
    try:
        total = count_articles(inputs, without=[output]) if terminal.watched() else None
        with terminal.Progress(total) as progress:
            for item in read_inputs(inputs, without=[output], rules=rules, limits=Limits(processes=jobs)):
                if isinstance(item, Problem):
                    summary.add(Event(item.outcome, item.place, item.reason))
                    progress.advance(f"{item.outcome}: {item}", by=item.outcome != "noted")
                else:
                    lines.write(item)
                    summary.add(Event("read", item.id))
                    progress.advance()
        if summary.done:
            lines.keep()
    finally:
        lines.close()
    terminal.say(closing(summary, progress.seconds, {"articles": str(output)} if summary.done else {}))
    raise typer.Exit(outcome(summary, strict=strict))
