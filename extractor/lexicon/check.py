"""What is wrong in a user's folder of tables, all of it at once, and what the tables say of a name."""

import pkgutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from difflib import get_close_matches
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

import extractor.lexicon
from extractor.errors import LexiconError
from extractor.lexicon import equipment, funding
from extractor.lexicon.countries import Country, Place, Region, Town
from extractor.lexicon.donors import Company, Donor, Programme
from extractor.lexicon.load import Lexicon, Row, check_table

_UNION = "EU"  # which ISO 3166-1 reserves for the European Union
# What people keep beside tables and nobody reads.
_NOTES = frozenset({"README", "README.md", "README.txt"})
_CLOSE = 0.75  # so alike must a name be to be offered for another: "Jica", "JICA"
_OFFERED = 5
_NOT_OFFERED = frozenset({"towns", "given_names", "sectors"})  # too many names, or no names at all


class Checked(NamedTuple):
    """One file of a user's folder: how many rows are good, and what is wrong with the others."""

    path: Path
    good: int
    problems: list[str]


class Said(NamedTuple):
    """A row that names something: its table and, column by column, what it says."""

    table: str
    cells: dict[str, tuple[str, ...]]


@cache
def kinds() -> Mapping[str, type[Row]]:
    """Give the kind of row of every table, by the table's name."""
    for module in pkgutil.iter_modules(extractor.lexicon.__path__):
        import_module(f"extractor.lexicon.{module.name}")
    found = [kind for kind in Row.__subclasses__() if kind.__module__.startswith("extractor.lexicon.")]
    return {kind.table: kind for kind in sorted(found, key=lambda kind: kind.table)}


def check_folder(folder: Path) -> list[Checked]:
    """Read every file of a user's folder, in order. Raises LexiconError where there is no folder or no table in it."""
    if not folder.is_dir():
        raise LexiconError(f"{folder}: no such folder; a lexicon is a folder with files such as donors.tsv")
    files = sorted(path for path in folder.iterdir() if not path.name.startswith(".") and path.name not in _NOTES)
    if not files:
        raise LexiconError(f"{folder}: no table in it; put rows into files such as donors.tsv")
    states = frozenset(row.code for row in Lexicon().rows(Country)) | {_UNION}
    own = folder / f"{Country.table}.tsv"
    if own.is_file():
        states |= {row.code for row in check_table(own, Country) if isinstance(row, Country)}
    return [_check(path, states) for path in files]


def _check(path: Path, states: frozenset[str]) -> Checked:
    kind = kinds().get(path.stem) if path.suffix == ".tsv" else None
    if kind is None:
        return Checked(path, 0, [f"{path}: no such table, so nobody reads it; {_cure(path)}"])
    good, problems = 0, []
    for row in check_table(path, kind):
        if isinstance(row, LexiconError):
            problems.append(str(row))
            continue
        good += 1
        problems += [
            f"{path}: {code!r} of {_first(row)!r} is no state; write a code of countries.tsv such as JP"
            for code in _codes(row)
            if code not in states
        ]
    return Checked(path, good, problems)


def _cure(path: Path) -> str:
    close = get_close_matches(path.stem.lower(), kinds(), n=1)
    return f"name it {close[0]}.tsv" if close else f"the tables are {', '.join(kinds())}, each <name>.tsv"


def _codes(row: Row) -> Iterable[str]:
    """Give the codes of states in a row."""
    match row:
        case Donor() | Company():
            return filter(None, [row.country])
        case Programme():
            return filter(None, [row.donor])
        case Town():
            return [row.country]
        case Place():
            return row.countries
        case Region():
            return row.members
        case _:
            return []


def _first(row: Row) -> str:
    """Give what a row is known by: its name, or the first of its names."""
    names = next((value for field, value in _cells(row).items() if field in {"name", "names"}), ("?",))
    return names[0]


def _cells(row: Row) -> dict[str, tuple[str, ...]]:
    """Give what a row says, column by column, without empty cells."""
    cells: dict[str, tuple[str, ...]] = {}
    for field in fields(row):
        value = getattr(row, field.name)
        if isinstance(value, tuple):
            parts = tuple(str(part) for part in value)
        elif isinstance(value, bool):
            parts = ("yes",) if value else ()
        else:
            parts = (str(value),) if value is not None else ()
        if parts:
            cells[field.name] = parts
    return cells


def said_of(name: str, lexicon: Lexicon) -> list[Said]:
    """Give the rows of all tables that name something, whatever its case, singular or plural, by table.

    >>> [said.table for said in said_of("jica", Lexicon())]
    ['donors']
    >>> [said.cells["head"] for said in said_of("ambulances", Lexicon())]
    [('ambulance',)]
    """
    wanted = name.casefold().removeprefix("the ").strip()
    found = [
        Said(table, _cells(row))
        for table, kind in kinds().items()
        for row in lexicon.rows(kind)
        if any(wanted == part.casefold() for parts in _cells(row).values() for part in parts)
    ]
    known = [said.cells for said in found]
    return found + [said for said in _by_form(name, lexicon) if said.cells not in known]


def _by_form(name: str, lexicon: Lexicon) -> Iterator[Said]:
    """Give the goods and the words of funding of which a word is a form: "ambulances", "donated"."""
    goods = equipment.by_form(lexicon).get(name)
    if goods is not None:
        yield Said(goods.table, _cells(goods))
    for row in (*funding.by_form(lexicon, "verb").get(name, ()), *funding.by_form(lexicon, "noun").get(name, ())):
        yield Said(row.table, _cells(row))


def close_names(name: str, lexicon: Lexicon) -> list[str]:
    """Give names of the tables that are nearly written so, the nearest first."""
    names: dict[str, str] = {}
    for table, kind in kinds().items():
        if table not in _NOT_OFFERED:
            for row in lexicon.rows(kind):
                names |= {part.casefold(): part for parts in _cells(row).values() for part in parts}
    return [names[close] for close in get_close_matches(name.casefold(), names, n=_OFFERED, cutoff=_CLOSE)]
