"""The database's tables as queries see them; `migrations` makes them."""

from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine


class Exact(TypeDecorator[str]):
    """A decimal, digit for digit as a string: NUMERIC where there is one, text in SQLite, whose numbers are floats."""

    impl = sa.Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Choose the column's type."""
        return dialect.type_descriptor(sa.Text() if dialect.name == "sqlite" else sa.Numeric())

    def process_bind_param(self, value: str | None, dialect: Dialect) -> Any:
        """Hand a number to a database that has exact ones."""
        return value if value is None or dialect.name == "sqlite" else Decimal(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Give a number back as it was written, never as 1E+7."""
        return format(value, "f") if isinstance(value, Decimal) else value


metadata = sa.MetaData()


def _column(name: str, kind: TypeEngine[Any] | type[TypeEngine[Any]] = sa.Text, *, needed: bool = False) -> Any:
    return sa.Column(name, kind, nullable=not needed)


def _of_record(name: str, *columns: Any, key: tuple[str, ...] = ("position",)) -> sa.Table:
    """Declare a table of rows that belong to a record and go with it, in order."""
    owner = sa.Column("record_id", sa.Text, sa.ForeignKey("records.record_id", ondelete="CASCADE"), nullable=False)
    numbered = [_column("position", sa.Integer, needed=True)] if "position" in key else []
    return sa.Table(name, metadata, owner, *numbered, *columns, sa.PrimaryKeyConstraint("record_id", *key))


schema_version = sa.Table(
    "schema_version",
    metadata,
    sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
    _column("name", needed=True),
    _column("applied_at", needed=True),
)

articles = sa.Table(
    "articles",
    metadata,
    sa.Column("article_id", sa.Text, primary_key=True),
    _column("title"),
    _column("published", sa.Date),
    _column("url"),
    _column("source"),
    _column("author"),
    _column("text", needed=True),
    _column("text_sha256", needed=True),
)

records = sa.Table(
    "records",
    metadata,
    sa.Column("record_id", sa.Text, primary_key=True),
    sa.Column("article_id", sa.Text, sa.ForeignKey("articles.article_id", ondelete="CASCADE"), nullable=False),
    _column("position", sa.Integer, needed=True),
    _column("level", needed=True),
    _column("flow_type", needed=True),
    _column("in_kind", sa.Boolean, needed=True),
    _column("status", needed=True),
    _column("title"),
    _column("purpose"),
    _column("programme_name"),
    _column("programme_code"),
    _column("amount_value", Exact),
    _column("amount_currency"),
    _column("amount_qualifier"),
    _column("amount_number", sa.Double),
    _column("sector_vocabulary"),
    _column("sector_code"),
    _column("sector_name"),
    _column("countable", sa.Boolean, needed=True),
    _column("confidence", sa.Double, needed=True),
    _column("fingerprint", needed=True),
    _column("extracted_at", needed=True),
)

parties = _of_record(
    "parties",
    _column("role", needed=True),
    _column("name", needed=True),
    _column("country"),
    _column("kind"),
    key=("role", "position"),
)
record_countries = _of_record("record_countries", _column("country", needed=True))
equivalents = _of_record(
    "equivalents",
    _column("value", Exact, needed=True),
    _column("currency", needed=True),
    _column("qualifier", needed=True),
    _column("number", sa.Double),
)
dates = _of_record(
    "dates",
    _column("kind", needed=True),
    _column("value", needed=True),
    _column("precision", needed=True),
    key=("kind",),
)
equipment = _of_record(
    "equipment",
    _column("description", needed=True),
    _column("quantity", sa.Double),
    _column("quantity_exact"),
    _column("unit"),
)
people = _of_record(
    "people",
    _column("name", needed=True),
    _column("role"),
    _column("organisation"),
    _column("side"),
)
locations = _of_record("locations", _column("name", needed=True), _column("country"))
loan_terms = _of_record(
    "loan_terms",
    _column("interest_rate", sa.Double),
    _column("maturity_years", sa.Double),
    _column("grace_years", sa.Double),
    _column("concessional", sa.Boolean),
    key=(),
)
notes = _of_record("notes", _column("note", needed=True))
evidence = _of_record(
    "evidence",
    _column("slot", needed=True),
    _column("start_char", sa.Integer, needed=True),
    _column("end_char", sa.Integer, needed=True),
    _column("text", needed=True),
    _column("rule", needed=True),
    _column("part", needed=True),
    _column("part_position", sa.Integer, needed=True),
)
# What a record or one of its parts carries beside the contract, as JSON.
additions = _of_record(
    "additions",
    _column("part", needed=True),
    _column("part_position", sa.Integer, needed=True),
    _column("name", needed=True),
    _column("value", needed=True),
)

ledger = sa.Table(
    "ledger",
    metadata,
    sa.Column("article_id", sa.Text, sa.ForeignKey("articles.article_id", ondelete="CASCADE"), primary_key=True),
    _column("key", needed=True),
    _column("fingerprint", needed=True),
    _column("outcome", needed=True),
    _column("reason"),
    _column("extracted_at", needed=True),
    _column("mention_count", sa.Integer),
)
mentions = sa.Table(
    "mentions",
    metadata,
    sa.Column("article_id", sa.Text, sa.ForeignKey("articles.article_id", ondelete="CASCADE"), nullable=False),
    _column("position", sa.Integer, needed=True),
    _column("start_char", sa.Integer, needed=True),
    _column("end_char", sa.Integer, needed=True),
    _column("text", needed=True),
    _column("label", needed=True),
    _column("value", needed=True),
    sa.PrimaryKeyConstraint("article_id", "position"),
)
unread = sa.Table(
    "unread",
    metadata,
    sa.Column("place", sa.Text, primary_key=True),
    _column("outcome", needed=True),
    _column("reason", needed=True),
    _column("message", needed=True),
    _column("seen_at", needed=True),
)

# A view, in a collection of its own: it is never made as a table.
countable_flows = sa.Table(
    "countable_flows",
    sa.MetaData(),
    _column("record_id"),
    _column("article_id"),
    _column("donor_countries"),
    _column("recipient_countries"),
    _column("year", sa.Integer),
    _column("amount_value", Exact),
    _column("amount_currency"),
    _column("flow_type"),
    _column("status"),
    _column("sector_code"),
)

data_dictionary = sa.Table(
    "data_dictionary",
    metadata,
    sa.Column("table_name", sa.Text, primary_key=True),
    sa.Column("column_name", sa.Text, primary_key=True),
    _column("meaning", needed=True),
)

# Tables whose rows belong to a record, in the order in which they are written and read.
OF_RECORD = (
    parties,
    record_countries,
    equivalents,
    dates,
    equipment,
    people,
    locations,
    loan_terms,
    notes,
    evidence,
    additions,
)
