"""Records as Parquet, with their lists as lists: one row a record, every field of the contract a column."""

from contextlib import ExitStack
from pathlib import Path
from typing import Any

from extractor.errors import StoreError
from extractor.export.base import first_day, replacing
from extractor.model import Article, GrantRecord

_ROWS_AT_ONCE = 1000


class ParquetFile:
    """Records as Parquet. See `Export`. Raises StoreError if pyarrow is not installed.

    `amount_value` and the equivalents' values are exact decimals as text, since their digits have no bound;
    `amount_number` is a float for sorting and filtering. What a record carries beside the contract is left out.
    """

    def __init__(self, path: Path) -> None:
        try:
            import pyarrow  # noqa: PLC0415  # only who writes Parquet needs it
            from pyarrow import parquet  # noqa: PLC0415
        except ModuleNotFoundError as error:
            raise StoreError(
                f"{path}: Parquet needs pyarrow; install it with `pip install grant-extractor[parquet]`"
            ) from error
        self._pyarrow, self._schema, self._rows = pyarrow, _schema(pyarrow), list[dict[str, Any]]()
        self._stack = ExitStack()
        part = self._stack.enter_context(replacing(path))
        try:
            self._writer = self._stack.enter_context(parquet.ParquetWriter(part, self._schema, compression="zstd"))
        except BaseException as error:
            self._stack.__exit__(type(error), error, error.__traceback__)
            raise

    def __enter__(self) -> "ParquetFile":
        return self

    def write(self, article: Article, record: GrantRecord) -> None:
        """Write one record."""
        self._rows.append(_row(article, record))
        if len(self._rows) == _ROWS_AT_ONCE:
            self._flush()

    def _flush(self) -> None:
        self._writer.write_table(self._pyarrow.Table.from_pylist(self._rows, schema=self._schema))
        self._rows.clear()

    def __exit__(self, *error: Any) -> None:
        if error[0] is None:
            with self._stack:
                self._flush()
        else:
            self._stack.__exit__(*error)


def _row(article: Article, record: GrantRecord) -> dict[str, Any]:
    told = record.model_dump(mode="json")
    day = first_day(record)
    return {
        **told,
        "published": article.published,
        "url": article.url,
        "source": article.source,
        "headline": article.title,
        "author": article.author,
        "year": int(day[:4]) if day else None,
        "amount_value": record.amount.value if record.amount else None,
        "amount_currency": record.amount.currency if record.amount else None,
        "amount_qualifier": record.amount.qualifier if record.amount else None,
        "amount_number": float(record.amount.value) if record.amount else None,
        "equipment": [{**goods, "quantity": _number(goods["quantity"])} for goods in told["equipment"]],
        "dates": {name: date["value"] if (date := told["dates"][name]) else None for name in _DATES},
        "evidence": [span.model_dump() for span in record.spans()],
    }


def _number(value: float | None) -> float | None:
    return None if value is None else float(value)


_DATES = ("agreed", "announced", "start", "end")


def _schema(pyarrow: Any) -> Any:
    text, number, flag, whole = pyarrow.string(), pyarrow.float64(), pyarrow.bool_(), pyarrow.int32()

    def fields(names: str, kind: Any = text) -> list[Any]:
        return [pyarrow.field(name, kind) for name in names.split()]

    def many(*columns: Any) -> Any:
        return pyarrow.list_(pyarrow.struct(columns))

    party = many(*fields("name country kind"))
    return pyarrow.schema(
        [
            *fields("record_id article_id"),
            pyarrow.field("published", pyarrow.date32()),
            *fields("url source headline author level flow_type"),
            *fields("in_kind", flag),
            *fields("status title"),
            pyarrow.field("programme", pyarrow.struct(fields("name code"))),
            *fields("purpose amount_value amount_currency amount_qualifier"),
            *fields("amount_number", number),
            pyarrow.field("equivalents", many(*fields("value currency qualifier"))),
            *fields("donors implementers recipients", party),
            pyarrow.field("recipient_countries", pyarrow.list_(text)),
            pyarrow.field("locations", many(*fields("name country"))),
            *fields("year", whole),
            pyarrow.field("dates", pyarrow.struct(fields("agreed announced start end"))),
            pyarrow.field("equipment", many(*fields("description"), *fields("quantity", number), *fields("unit"))),
            pyarrow.field("sector", pyarrow.struct(fields("vocabulary code name"))),
            pyarrow.field("people", many(*fields("name role organisation side"))),
            pyarrow.field(
                "loan_terms",
                pyarrow.struct(
                    [*fields("interest_rate maturity_years grace_years", number), *fields("concessional", flag)]
                ),
            ),
            *fields("countable", flag),
            pyarrow.field("notes", pyarrow.list_(text)),
            pyarrow.field("evidence", many(*fields("slot"), *fields("start end", whole), *fields("text rule"))),
            *fields("confidence", number),
        ]
    )
