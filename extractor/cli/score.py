"""`extractor score`."""

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extractor.cli import terminal
from extractor.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from extractor.model import Article
    from extractor.scoring.files import Found, GoldSet
    from extractor.scoring.report import Report


_STYLE = re.compile(r"\x1b\[[\d;]*m")  # what rich adds; anything else that drives a terminal came from an article


def score(
    gold: Annotated[Path, typer.Argument(help="Folder of <article id>.json gold files, or one such file.")],
    records: Annotated[Path, typer.Argument(help="records.jsonl, or another annotator's gold (folder or .json).")],
    records_b: Annotated[
        Path | None, typer.Argument(help="Records of a second system, compared with the first, article by article.")
    ] = None,
    *,
    mentions: Annotated[
        Path | None, typer.Option(help="mentions.jsonl of the same run; a gold folder brings its own.")
    ] = None,
    html: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write a page for a browser: texts with their marks, records pair by pair."),
    ] = None,
    articles: Annotated[
        list[str] | None,
        typer.Option(
            metavar="INPUT",
            help="The articles: values that stand nowhere in them are told, --html shows them; repeatable.",
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object instead of tables.")] = False,
    fail_under: Annotated[
        list[str] | None,
        typer.Option(metavar="FIGURE=RATE", help="Exit with 1 below this, as in slot_f1=0.85; repeatable."),
    ] = None,
) -> None:
    """Score extracted records and mentions against gold.

    Record F1: is every flow found, and no other. Slot F1: all values of all records, a partial one counting half
    (macro: the mean over slots). Usable F1: sum, donors, countries, year, flow type and level all right. Sums: the
    countable amounts of an article by currency. Below them each slot, confidence (records in five bins: what it said,
    and how many were usable), what was taken for what, and errors by cause.
    Two gold folders give the agreement of two annotators. Articles that held.txt in the gold folder names are scored
    beside the others, and what they miss is not shown.

    \b
    Examples:
      extractor score gold/ records.jsonl
      extractor score gold/ records.jsonl --mentions mentions.jsonl --json
      extractor score gold/ before.jsonl after.jsonl
      extractor score gold/ from-a-language-model.jsonl --articles corpus/
      extractor score gold/ records.jsonl --html report.html --articles corpus/
    """  # noqa: D301  # \b keeps the lines of a paragraph apart
    import json

    from rich.console import Console

    from extractor.scoring import files, grounding, report

    floors = _floors(fail_under or [])
    read = [str(path) for path in (gold, records, records_b, mentions) if path]
    terminal.refuse_overwriting([*read, *(articles or [])], [html])
    golds = files.read_gold(gold)
    found = _found(records, mentions, golds)
    other = _found(records_b, None, golds) if records_b else None
    made = report.make(golds, found, other)
    texts: Iterable[Article] = _articles(articles or [], without=[html] if html else [])
    if html is not None:
        texts = list(texts)  # the page shows them too
    if articles:
        made = replace(made, grounding=grounding.check(found.records, texts, golds.held))
    figures = made.figures()
    if unknown := [name for name in floors if name not in figures]:
        raise typer.BadParameter(f"no figure {unknown[0]!r}; known are {', '.join(figures)}", param_hint="--fail-under")
    if html is not None:
        _write_page(made, html, texts)
    if as_json:
        typer.echo(json.dumps(made.as_json(), ensure_ascii=False, indent=2))
    else:
        console = Console(highlight=False)
        with console.capture() as printed:
            made.show(console)
        typer.echo(terminal.neutral(_STYLE.sub("", printed.get())), nl=False)
    low = [name for name, floor in floors.items() if (figures[name] or 0.0) < floor]
    for name in low:
        typer.echo(f"{name} is {report.rate(figures[name])}, below {floors[name]}", err=True)
    if low:
        raise typer.Exit(1)


def _articles(inputs: list[str], without: list[Path]) -> "Iterator[Article]":
    """Read the articles one by one, telling what is none."""
    from extractor.model import Article
    from extractor.reading import read_inputs

    for item in read_inputs(inputs, without=without):
        if isinstance(item, Article):
            yield item
        else:
            terminal.say(f"{item.outcome}: {item}")


def _write_page(made: "Report", path: Path, texts: "Iterable[Article]") -> None:
    from extractor.scoring import html

    shown = made.gold.articles.keys() - made.gold.held
    html.write(made, {article.id: article for article in texts if article.id in shown}, path)
    terminal.say(f"page: {path}")


def _found(records: Path, mentions: Path | None, golds: "GoldSet") -> "Found":
    from extractor.scoring import files

    found = files.read_found(records)
    if found.broken and not found.records:
        raise InputError(f"no line is a record; the first is {found.broken[0]}")
    if mentions is not None:
        marked, hashes = files.read_mentions(mentions)
        found = replace(found, mentions=marked, hashes={**found.hashes, **hashes})
    for name, digest in sorted(found.hashes.items()):
        if golds.hashes.get(name, digest) != digest:
            raise InputError(
                f"{records}: article {name!r} was read from another text than its gold (text_sha256 differs); "
                "read the stored text again, or make the gold of this one"
            )
    return found


def _floors(given: list[str]) -> dict[str, float]:
    floors = {}
    for one in given:
        name, _, number = one.partition("=")
        try:
            floors[name.strip()] = float(number)
        except ValueError as error:
            raise typer.BadParameter(f"{one!r} is not FIGURE=RATE (slot_f1=0.85)", param_hint="--fail-under") from error
    return floors
