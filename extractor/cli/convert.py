"""`extractor convert`."""

from pathlib import Path
from typing import Annotated

import typer

from extractor.cli import terminal
from extractor.errors import InputError
from extractor.formats.names import Format


def convert(
    source: Annotated[
        Path,
        typer.Argument(
            metavar="INPUT",
            help="Gold (a folder or .json), records.jsonl, or with --from another format's file or folder.",
        ),
    ],
    *,
    output: Annotated[
        Path,
        typer.Option("--output", "-o", metavar="PATH", help="Where it goes: a folder for gold and brat, else a file."),
    ],
    source_format: Annotated[
        Format, typer.Option("--from", help="What INPUT is; gold stands for records.jsonl too.")
    ] = Format.GOLD,
    target_format: Annotated[Format, typer.Option("--to", help="What to write.")] = Format.GOLD,
    articles: Annotated[
        list[str] | None,
        typer.Option(metavar="INPUT", help="The articles, as `extractor read` takes them; may be repeated."),
    ] = None,
    mentions: Annotated[Path | None, typer.Option(metavar="FILE", help="mentions.jsonl of the same run.")] = None,
) -> None:
    """Take gold and predictions to other annotation tools, and back.

    label-studio is a file of tasks: gold becomes annotations, records become predictions to correct; the labelling
    interface is written beside it. doccano is JSONL for sequence labelling, brat a folder of .txt and .ann, docbin a
    .spacy file. All keep records as well as mentions. Offsets count characters as each tool does.

    Gold and records hold no text, so they need --articles; for the others the texts are compared with it if it is
    given.

    \b
    Examples:
      extractor convert gold/ --articles corpus/ --to label-studio -o tasks.json
      extractor convert records.jsonl --mentions mentions.jsonl \\
          --articles corpus/ --to doccano -o found.jsonl
      extractor convert tasks.json --from label-studio -o gold/
    """  # noqa: D301  # \b keeps the lines of a paragraph apart
    from extractor.formats import convert as formats
    from extractor.formats.gold import is_gold

    if str(output) == "-":
        raise typer.BadParameter("name a file or folder", param_hint="--output")
    if source_format is Format.GOLD and not articles:
        raise typer.BadParameter("gold and records hold no text; name the articles", param_hint="--articles")
    if mentions and (source_format is not Format.GOLD or is_gold(source)):
        raise typer.BadParameter("only records.jsonl needs it; the others bring their own", param_hint="--mentions")
    terminal.refuse_overwriting([str(source), *(articles or []), *([str(mentions)] if mentions else [])], [output])
    found = formats.read(source, source_format, articles=articles or [], mentions=mentions)
    for note in found.notes:
        terminal.say(note)
    if not found.articles:
        raise InputError(f"{source}: no annotated article in it; nothing was written")
    notes = formats.write(found.articles, target_format, output)
    marked = sum(len(one.mentions) for one in found.articles)
    told = sum(len(one.records) for one in found.articles)
    for note in notes:
        terminal.say(note)
    terminal.say(f"{len(found.articles)} articles, {marked} mentions, {told} records: {output}")
