"""Reading the tables: tab-separated rows under a header, every row checked, a user's rows after the package's own.

A table is a UTF-8 file `tables/<name>.tsv`. Lines that start with `#` say where the rows come from and what each
field means; the first other line names the columns. A list in a cell is separated by `|`. A user's folder may hold
files of the same names (with the same header, columns in any order, optional columns left out).
"""

from collections.abc import Callable, Iterator
from dataclasses import MISSING, dataclass, fields
from functools import cache
from importlib import resources
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, ClassVar, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from extractor.errors import LexiconError

_TABLES = Path(str(resources.files("extractor.lexicon") / "tables"))


@dataclass(frozen=True)
class Row:
    """A row of a table. Subclasses name the table and declare its columns as fields, in order.

    A column's type decides how its cell is read: `str`, `int`, `bool` ("yes", "no" or empty), `tuple[str, ...]`
    (separated by `|`), `Literal[...]`, or one of these `| None` (an empty cell). A field with a default may be
    left out of a user's table.
    """

    table: ClassVar[str]

    def problem(self) -> str | None:
        """Say what is wrong with this row beyond the types of its cells, or None."""
        return None


R = TypeVar("R", bound=Row)


@dataclass(frozen=True)
class Lexicon:
    """The package's tables, with the rows of a user's folders after them. Hashable: caches are keyed by it."""

    folders: tuple[Path, ...] = ()

    def rows(self, kind: type[R]) -> tuple[R, ...]:
        """Give all rows of one table, the package's own first. Raises LexiconError on the first bad row."""
        return _rows(self, kind)  # type: ignore[arg-type, return-value]  # cached without the type parameter

    def files(self) -> tuple[Path, ...]:
        """Give every table file that this lexicon reads, in a fixed order (for a run's fingerprint)."""
        return tuple(path for folder in (_TABLES, *self.folders) for path in sorted(folder.glob("*.tsv")))


@cache
def _rows(lexicon: Lexicon, kind: type[Row]) -> tuple[Row, ...]:
    own = _TABLES / f"{kind.table}.tsv"
    if not own.is_file():
        raise LexiconError(f"{own}: the table is missing from the installation; install the package again")
    for folder in lexicon.folders:
        if not folder.is_dir():
            raise LexiconError(f"{folder}: no such folder; a lexicon is a folder with files such as donors.tsv")
    added = [folder / f"{kind.table}.tsv" for folder in lexicon.folders]
    return tuple(row for path in (own, *filter(Path.is_file, added)) for row in read_table(path, kind))


def read_table(path: Path, kind: type[R]) -> Iterator[R]:
    """Read one file of `kind`'s table, row by row. Raises LexiconError with file, line and cure."""
    for row in check_table(path, kind):
        if isinstance(row, LexiconError):
            raise row
        yield row


def check_table(path: Path, kind: type[R]) -> Iterator[R | LexiconError]:
    """Read one file of `kind`'s table; a bad row comes as its error, with file, line and cure, and the next is read."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        yield LexiconError(f"{path}: can't be read as UTF-8 text ({error})")
        return
    columns: list[str] | None = None
    readers = _readers(kind)
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        try:
            if columns is None:
                columns = _header(cells, kind)
            else:
                yield _row(cells, columns, kind, readers)
        except ValueError as error:
            yield LexiconError(f"{path}:{number}: {error}")
            if columns is None:
                return  # without its columns no row can be read


def _header(cells: list[str], kind: type[Row]) -> list[str]:
    columns = [cell.strip() for cell in cells]
    known = {field.name: field for field in fields(kind)}
    unknown = [name for name in columns if name not in known]
    required = [name for name, field in known.items() if field.default is MISSING and name not in columns]
    if unknown or required:
        wrong = f"unknown column {unknown[0]!r}" if unknown else f"column {required[0]!r} is missing"
        raise ValueError(f"{wrong}; the columns of {kind.table} are {', '.join(known)}, separated by tabs")
    return columns


def _row(cells: list[str], columns: list[str], kind: type[R], readers: dict[str, Callable[[str], Any]]) -> R:
    if len(cells) > len(columns):
        raise ValueError(
            f"{len(cells)} cells, but the header names {len(columns)} columns; a list in a cell is separated by |"
        )
    defaults = {field.name: field.default for field in fields(kind)}
    values: dict[str, Any] = {}
    for name, cell in zip(columns, cells + [""] * (len(columns) - len(cells)), strict=True):
        if not cell.strip() and defaults[name] is not MISSING:
            continue
        try:
            values[name] = readers[name](cell.strip())
        except ValueError as error:
            raise ValueError(f"column {name!r}: {error}") from error
    row = kind(**values)
    if wrong := row.problem():
        raise ValueError(wrong)
    return row


def _readers(kind: type[Row]) -> dict[str, Callable[[str], Any]]:
    hints = get_type_hints(kind)
    return {field.name: _reader(hints[field.name]) for field in fields(kind)}


def _reader(hint: Any) -> Callable[[str], Any]:
    if hint is str:
        return _filled
    if hint is int:
        return _whole
    if hint is bool:
        return _flag
    if get_origin(hint) is tuple:
        inner = _reader(get_args(hint)[0])
        return lambda cell: tuple(inner(part.strip()) for part in cell.split("|")) if cell else ()
    if get_origin(hint) is Literal:
        return lambda cell: _one_of(cell, get_args(hint))
    if get_origin(hint) in (Union, UnionType) and NoneType in get_args(hint):
        inner = _reader(next(a for a in get_args(hint) if a is not NoneType))
        return lambda cell: inner(cell) if cell else None
    raise TypeError(f"no way to read a cell as {hint}")


def _filled(cell: str) -> str:
    if not cell:
        raise ValueError("the cell is empty; every row needs one")
    return cell


def _whole(cell: str) -> int:
    try:
        return int(cell)
    except ValueError as error:
        raise ValueError(f"{cell!r} is no whole number; write one such as 3") from error


def _flag(cell: str) -> bool:
    return {"yes": True, "no": False, "": False}[_one_of(cell, ("yes", "no", ""))]


def _one_of(cell: str, allowed: tuple[str, ...]) -> str:
    if cell not in allowed:
        raise ValueError(f"{cell!r} is not one of {', '.join(allowed)}")
    return cell
