"""`extractor show`."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from extractor.cli import terminal
from extractor.errors import InputError, SettingsError

if TYPE_CHECKING:
    from extractor.model import Article, GrantRecord

_DATABASES = (".db", ".sqlite", ".sqlite3")


def show(
    what: Annotated[
        str | None,
        typer.Argument(
            metavar="ARTICLE|DB",
            help="A file of articles (or - for standard input), a database, or with --db an article's id.",
            show_default=False,
        ),
    ] = None,
    *,
    db: Annotated[str | None, typer.Option(metavar="URL", help="Show what this database has.")] = None,
    wanted: Annotated[
        str | None, typer.Option("--id", metavar="ID", help="Show only the article with this id.")
    ] = None,
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="Show offsets, the rules that found each value, and record ids.")
    ] = False,
) -> None:
    """Show an article's records, each value with the words that it was read from.

    An article is read now; from a database comes what a run has put there.

    \b
    Examples:
      extractor show article.txt
      extractor show articles.jsonl --id grant-17 -v
      extractor show --db grants.db grant-17
    """  # noqa: D301  # \b keeps the lines of a paragraph apart
    from extractor.cli import render

    if db is None and what is not None and (what.endswith(_DATABASES) or "://" in what):
        db, what = what, None
    if db is None and what is None:
        raise typer.BadParameter("name an article's file or a database", param_hint="ARTICLE|DB")
    found = _stored(db, wanted or what) if db else _read(what or "", wanted)
    console = render.console()
    some = False
    for article, records in found:
        if some:
            typer.echo()
        some = True
        typer.echo(render.text(console, render.article(article, records, verbose=verbose)))
    if not some:
        what_not = f"no article {wanted!r}" if wanted else "nothing to show"
        raise InputError(f"{db or what}: {what_not}; check the name")


def _stored(db: str, wanted: str | None) -> "Iterator[tuple[Article, list[GrantRecord]]]":
    from extractor.storage.sql import open_store

    try:
        store = open_store(db, write=False)
    except SettingsError as error:
        raise typer.BadParameter(str(error), param_hint="--db") from error
    with store:
        for article_id in [wanted] if wanted else store.article_ids():
            if (article := store.article(article_id)) is None:
                raise InputError(f"{store.shown}: no article {article_id!r}; ids are in its table `articles`")
            yield article, store.records(article_id)


def _read(place: str, wanted: str | None) -> "Iterator[tuple[Article, list[GrantRecord]]]":
    import extractor
    from extractor.batch.local import read_batch
    from extractor.reading import Problem, read_inputs

    reader = extractor.load()
    for item in read_inputs([place]):
        if isinstance(item, Problem):
            if not wanted:
                terminal.say(f"{item.outcome}: {item}")
        elif wanted in (None, item.id):
            [reading] = read_batch(reader, [item], mentions=False)
            if reading.error:
                terminal.say(f"failed: {item.id}: {reading.error}")
            else:
                yield item, reading.records
