"""`extractor explain`."""

from pathlib import Path
from typing import Annotated

import typer

from extractor.cli import terminal
from extractor.errors import InputError


def explain(
    article: Annotated[str, typer.Argument(help="A file with an article, or - for standard input.")],
    *,
    record: Annotated[
        int | None, typer.Option("--record", min=1, metavar="N", help="Explain only this record, as `show` counts.")
    ] = None,
    wanted: Annotated[
        str | None, typer.Option("--id", metavar="ID", help="Explain only the article with this id.")
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print one JSON object an article, with every reason.")
    ] = False,
    lexicon: Annotated[
        list[Path] | None,
        typer.Option(metavar="FOLDER", help="A folder with tables of your own (donors.tsv …); may be repeated."),
    ] = None,
) -> None:
    """Say why an article's records are what they are.

    For each record and slot: the value, the words that it was read from, the rule that found them and what was added
    up; and below it each rival that lost (-) and why. Then the flows that made no record, and the sentences with a sum
    or a word of giving that told none. An article that `run` would skip is read all the same, and it is said why.

    \b
    Examples:
      extractor explain article.txt
      extractor explain article.txt --record 2
      extractor explain articles.jsonl --id grant-17 --json
      extractor explain article.txt --lexicon my-tables
    """  # noqa: D301  # \b keeps the lines of a paragraph apart
    import extractor
    from extractor.cli import render, render_explanation
    from extractor.reading import Problem, read_inputs
    from extractor.settings import Settings

    reader = extractor.load(Settings(lexicon=tuple(lexicon or ())))
    console = render.console()
    some = False
    for item in read_inputs([article]):
        if isinstance(item, Problem):
            terminal.say(f"{item.outcome}: {item}")
            continue
        if wanted not in {None, item.id}:
            continue
        found = reader.explain(item)
        if record is not None and record > len(found.records):
            raise InputError(f"{item.id}: no record {record}; it has {len(found.records)}")
        if record is not None:
            found = found.model_copy(update={"records": [found.records[record - 1]], "dropped": [], "passed_over": []})
        if as_json:
            typer.echo(found.model_dump_json())
        else:
            typer.echo(("\n" if some else "") + render.text(console, render_explanation.explanation(found)))
        some = True
    if not some:
        raise InputError(f"{article}: no article{f' {wanted!r}' if wanted else ''} there; check the name")
