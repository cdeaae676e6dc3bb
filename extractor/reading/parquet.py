"""Parquet: an article a row."""

from collections.abc import Iterator
from typing import BinaryIO

from extractor.errors import InputError
from extractor.model import Article
from extractor.reading import rows

_ROWS_AT_ONCE = 256


def read(file: BinaryIO, stem: str) -> Iterator[tuple[int, Article | InputError, int]]:
    """Read rows a few at a time: number, article or what is wrong with it, characters replaced. Raises InputError."""
    try:
        import pyarrow  # noqa: PLC0415  # only who has Parquet needs it
        from pyarrow import parquet  # noqa: PLC0415
    except ModuleNotFoundError as error:
        cure = "install pyarrow with `pip install grant-extractor[parquet]`"
        raise InputError(f"Parquet can't be read without pyarrow; {cure}") from error
    try:
        with parquet.ParquetFile(file) as table:
            known = rows.columns(table.schema_arrow.names)
            number = 0
            for batch in table.iter_batches(_ROWS_AT_ONCE, columns=list(known.values())):
                for row in batch.to_pylist():
                    number += 1
                    try:
                        yield number, *rows.article(row, known, f"{stem}-{number}")
                    except InputError as error:
                        yield number, error, 0
    except (pyarrow.ArrowException, OSError) as error:
        raise InputError(f"no Parquet that can be read ({str(error)[:100]}); write it again") from error
