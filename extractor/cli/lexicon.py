"""`extractor lexicon`."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extractor.cli import terminal
from extractor.errors import InputError

if TYPE_CHECKING:
    from extractor.lexicon import Lexicon
    from extractor.lexicon.check import Said

_MOST = 8  # names of one cell that are shown


class Action(StrEnum):
    """What to do with tables."""

    CHECK = "check"
    SHOW = "show"


def lexicon(
    action: Annotated[Action, typer.Argument(help="check a folder of tables, or show what they say of a name.")],
    what: Annotated[str, typer.Argument(metavar="FOLDER|NAME", help="The folder to check, or the name to show.")],
    *,
    lexicon: Annotated[
        list[Path] | None,
        typer.Option(metavar="FOLDER", help="With show: a folder with tables of your own; may be repeated."),
    ] = None,
) -> None:
    """Check tables of your own, or show what the tables say of a name.

    A folder given to `extractor run --lexicon` holds files named as the package's own tables (donors.tsv,
    programmes.tsv, equipment.tsv …): a header line of column names, then a row a line, cells separated by tabs, lists
    by |. check reads all of them and tells every bad row with its file, its line and the cure.

    \b
    Exit status: 0 all is well or the name is known, 1 something is wrong or
    nothing is known, 2 wrong command line.

    \b
    Examples:
      extractor lexicon check my-tables/
      extractor lexicon show JICA
      extractor lexicon show "Erewhon Aid" --lexicon my-tables/
    """  # noqa: D301  # \b keeps the lines of a paragraph apart
    if action is Action.CHECK:
        if lexicon:
            raise typer.BadParameter("check takes the one folder that it checks", param_hint="--lexicon")
        raise typer.Exit(_check(Path(what)))
    _show(what, lexicon or [])


def _check(folder: Path) -> int:
    """Print what is wrong in a folder; give the exit status."""
    from extractor.lexicon.check import check_folder

    checked = check_folder(folder)
    problems = [problem for file in checked for problem in file.problems]
    for problem in problems:
        typer.echo(terminal.neutral(problem))
    for file in checked:
        if file.good:
            terminal.say(f"{file.path}: {_counted(file.good, 'good row')}")
    terminal.say(_counted(len(problems), "problem") if problems else "all is well")
    return 1 if problems else 0


def _show(name: str, folders: list[Path]) -> None:
    """Print what the tables say of a name."""
    from extractor.lexicon import Lexicon
    from extractor.lexicon.check import close_names, said_of

    tables = Lexicon(tuple(folders))
    found = said_of(name, tables)
    place = _place(name, tables)
    if not found and not place:
        close = ", ".join(close_names(name, tables))
        raise InputError(
            f"no table has {name!r}; " + (f"alike are {close}" if close else "add it in a folder of yours")
        )
    typer.echo("\n\n".join(filter(None, [place, *(_told(said, name) for said in found)])))


def _place(name: str, tables: "Lexicon") -> str:
    """Say in one line which place a name is."""
    from extractor.lexicon.countries import ambiguous, plain, short_names, towns
    from extractor.values import place

    shorts = short_names(tables)
    meaning = place.meaning_of(name, lexicon=tables)
    if meaning is None:
        codes = towns(tables).get(plain(name), ())
        return f"place: a small town of {_states(codes, shorts)}, known where an article is about it" if codes else ""
    codes = meaning.rivals or tuple(filter(None, [meaning.code]))
    told = f"place: {meaning.level}, " + (meaning.name if meaning.level == "region" else _states(codes, shorts))
    if meaning.members:
        told += f", that is {_states(meaning.members, shorts)}"
    if meaning.rivals:
        told += "; the article tells which"
    return told + ("; also something else" if name in ambiguous(tables) else "")


def _states(codes: Iterable[str], shorts: Mapping[str, str]) -> str:
    return ", ".join(f"{shorts.get(code, code)} ({code})" for code in codes)


def _told(said: "Said", name: str) -> str:
    """Give a row as lines, the lists of many names cut to the one that was asked for."""
    width = max(map(len, said.cells))
    lines = [f"{said.table}:"]
    for column, parts in said.cells.items():
        shown = parts
        if len(parts) > _MOST:
            asked = [part for part in parts if part.casefold() == name.casefold()]
            shown = (*(asked or parts[:_MOST]), f"and {len(parts) - len(asked or parts[:_MOST])} more")
        lines.append(f"  {column:{width}}  {', '.join(shown)}")
    return terminal.neutral("\n".join(lines))


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" + ("" if number == 1 else "s")
