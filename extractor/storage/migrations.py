"""How the database came to be as it is: steps that are only ever added to, each made in one transaction."""

import datetime
from collections.abc import Callable, Iterator
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy import Connection, Engine

from extractor.errors import StoreError
from extractor.storage.meanings import COLUMNS, SHARED, TABLES
from extractor.storage.schema import data_dictionary, metadata, schema_version

# Advisory lock under which one process at a time changes a PostgreSQL schema: "grex" in ASCII.
_SCHEMA_LOCK = 0x67726578

_OWNED = "record_id TEXT NOT NULL REFERENCES records (record_id) ON DELETE CASCADE"

_TABLES = f"""
CREATE TABLE articles (
    article_id TEXT NOT NULL PRIMARY KEY, title TEXT, published DATE, url TEXT, source TEXT,
    text TEXT NOT NULL, text_sha256 TEXT NOT NULL
);
CREATE TABLE records (
    record_id TEXT NOT NULL PRIMARY KEY,
    article_id TEXT NOT NULL REFERENCES articles (article_id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    level TEXT NOT NULL, flow_type TEXT NOT NULL, in_kind BOOLEAN NOT NULL, status TEXT NOT NULL,
    title TEXT, purpose TEXT, programme_name TEXT, programme_code TEXT,
    amount_value [exact], amount_currency TEXT, amount_qualifier TEXT, amount_number [real],
    sector_vocabulary TEXT, sector_code TEXT, sector_name TEXT,
    countable BOOLEAN NOT NULL, confidence [real] NOT NULL,
    fingerprint TEXT NOT NULL, extracted_at TEXT NOT NULL
);
CREATE TABLE parties (
    {_OWNED}, role TEXT NOT NULL, position INTEGER NOT NULL, name TEXT NOT NULL, country TEXT, kind TEXT,
    PRIMARY KEY (record_id, role, position)
);
CREATE TABLE record_countries (
    {_OWNED}, position INTEGER NOT NULL, country TEXT NOT NULL, PRIMARY KEY (record_id, position)
);
CREATE TABLE equivalents (
    {_OWNED}, position INTEGER NOT NULL, value [exact] NOT NULL, currency TEXT NOT NULL, qualifier TEXT NOT NULL,
    number [real], PRIMARY KEY (record_id, position)
);
CREATE TABLE dates (
    {_OWNED}, kind TEXT NOT NULL, value TEXT NOT NULL, precision TEXT NOT NULL, PRIMARY KEY (record_id, kind)
);
CREATE TABLE equipment (
    {_OWNED}, position INTEGER NOT NULL, description TEXT NOT NULL, quantity [real], quantity_exact TEXT, unit TEXT,
    PRIMARY KEY (record_id, position)
);
CREATE TABLE people (
    {_OWNED}, position INTEGER NOT NULL, name TEXT NOT NULL, role TEXT, organisation TEXT, side TEXT,
    PRIMARY KEY (record_id, position)
);
CREATE TABLE locations (
    {_OWNED}, position INTEGER NOT NULL, name TEXT NOT NULL, country TEXT, PRIMARY KEY (record_id, position)
);
CREATE TABLE loan_terms (
    {_OWNED}, interest_rate [real], maturity_years [real], grace_years [real], concessional BOOLEAN,
    PRIMARY KEY (record_id)
);
CREATE TABLE notes ({_OWNED}, position INTEGER NOT NULL, note TEXT NOT NULL, PRIMARY KEY (record_id, position));
CREATE TABLE evidence (
    {_OWNED}, position INTEGER NOT NULL, slot TEXT NOT NULL, start_char INTEGER NOT NULL, end_char INTEGER NOT NULL,
    text TEXT NOT NULL, rule TEXT NOT NULL, part TEXT NOT NULL, part_position INTEGER NOT NULL,
    PRIMARY KEY (record_id, position)
);
CREATE TABLE additions (
    {_OWNED}, position INTEGER NOT NULL, part TEXT NOT NULL, part_position INTEGER NOT NULL, name TEXT NOT NULL,
    value TEXT NOT NULL, PRIMARY KEY (record_id, position)
);
CREATE INDEX records_by_article ON records (article_id, position);
CREATE INDEX records_by_amount ON records (amount_currency, amount_number);
CREATE INDEX parties_by_country ON parties (country, role);
CREATE INDEX record_countries_by_country ON record_countries (country)
"""

_LEDGER = """
CREATE TABLE ledger (
    article_id TEXT NOT NULL PRIMARY KEY REFERENCES articles (article_id) ON DELETE CASCADE,
    key TEXT NOT NULL, fingerprint TEXT NOT NULL, outcome TEXT NOT NULL, reason TEXT, extracted_at TEXT NOT NULL
);
CREATE TABLE unread (
    place TEXT NOT NULL PRIMARY KEY, outcome TEXT NOT NULL, reason TEXT NOT NULL, message TEXT NOT NULL,
    seen_at TEXT NOT NULL
)
"""

_FLOWS_MEAN = """\
One row a countable record: an activity that is committed, being implemented or completed.
Within an article no flow comes twice. Two articles may tell of the same flow, and then it has a row for
each: compare donor, recipient, amount and year before adding up over articles. Amounts are in
amount_currency and are not converted. year is that of the agreement, else of the announcement, the
start or the end. Countries are ISO 3166-1 alpha-2, sorted, joined by commas."""

_FLOWS = """
CREATE VIEW countable_flows AS
[comment]
SELECT r.record_id, r.article_id,
    COALESCE([donor_countries], '') AS donor_countries,
    COALESCE([recipient_countries], '') AS recipient_countries,
    (SELECT CAST(SUBSTR(d.value, 1, 4) AS INTEGER) FROM dates d WHERE d.record_id = r.record_id
     ORDER BY CASE d.kind WHEN 'agreed' THEN 1 WHEN 'announced' THEN 2 WHEN 'start' THEN 3 ELSE 4 END
     LIMIT 1) AS year,
    r.amount_value, r.amount_currency, r.amount_qualifier, r.amount_number, r.flow_type, r.in_kind, r.status,
    r.sector_code, r.title, r.confidence
FROM records r WHERE r.countable
"""


def _joined(engine: str, table: str, condition: str) -> str:
    where = f"FROM {table} p WHERE p.record_id = r.record_id AND p.country IS NOT NULL{condition}"
    if engine == "sqlite":
        return f"(SELECT GROUP_CONCAT(country, ',') FROM (SELECT DISTINCT p.country {where} ORDER BY p.country))"
    return f"""(SELECT STRING_AGG(DISTINCT p.country COLLATE "C", ',' ORDER BY p.country COLLATE "C") {where})"""


def _flows(engine: str) -> list[str]:
    comment = "\n".join(f"-- {line}" for line in _FLOWS_MEAN.splitlines()) if engine == "sqlite" else ""
    sql = _FLOWS.replace("[comment]", comment)
    sql = sql.replace("[donor_countries]", _joined(engine, "parties", " AND p.role = 'donor'"))
    sql = sql.replace("[recipient_countries]", _joined(engine, "record_countries", ""))
    return [sql] if engine == "sqlite" else [sql, f"COMMENT ON VIEW countable_flows IS '{_FLOWS_MEAN}'"]


_INDEXES = """
CREATE INDEX records_by_sector ON records (sector_code);
CREATE INDEX records_by_type ON records (flow_type, status);
CREATE INDEX parties_by_name ON parties (name);
CREATE INDEX dates_by_day ON dates (kind, value);
CREATE INDEX equipment_by_description ON equipment (description);
CREATE INDEX people_by_name ON people (name);
CREATE INDEX ledger_by_outcome ON ledger (outcome)
"""

_DICTIONARY = """
CREATE TABLE data_dictionary (
    table_name TEXT NOT NULL, column_name TEXT NOT NULL, meaning TEXT NOT NULL, PRIMARY KEY (table_name, column_name)
)
"""

_MENTIONS = """
CREATE TABLE mentions (
    article_id TEXT NOT NULL REFERENCES articles (article_id) ON DELETE CASCADE, position INTEGER NOT NULL,
    start_char INTEGER NOT NULL, end_char INTEGER NOT NULL, text TEXT NOT NULL, label TEXT NOT NULL,
    value TEXT NOT NULL, PRIMARY KEY (article_id, position)
);
ALTER TABLE ledger ADD COLUMN mention_count INTEGER;
CREATE INDEX mentions_by_value ON mentions (label, value)
"""


def _explain(connection: Connection) -> None:
    """Tell what all is for. SQLite knows no comments, so both databases have it in a table, and PostgreSQL twice."""
    connection.execute(sa.delete(data_dictionary))
    rows = [dict(zip(("table_name", "column_name", "meaning"), row, strict=True)) for row in _meanings()]
    connection.execute(sa.insert(data_dictionary), rows)
    if connection.dialect.name == "postgresql":
        for table, column, meaning in _meanings():
            what = f"COLUMN {table}.{column}" if column else f"TABLE {table}"
            quoted = meaning.replace("'", "''")
            connection.exec_driver_sql(f"COMMENT ON {what} IS '{quoted}'")


def _meanings() -> Iterator[tuple[str, str, str]]:
    """Give table, column and meaning of everything; the table itself has column ""."""
    for name, about in TABLES.items():
        yield name, "", about
        for column in (column.name for column in metadata.tables[name].columns):
            yield name, column, COLUMNS.get(f"{name}.{column}", SHARED.get(column, ""))


def _typed(sql: str) -> Callable[[str], list[str]]:
    def typed(engine: str) -> list[str]:
        exact, real = ("TEXT", "REAL") if engine == "sqlite" else ("NUMERIC", "DOUBLE PRECISION")
        return sql.replace("[exact]", exact).replace("[real]", real).split(";")

    return typed


class Migration(NamedTuple):
    """A step from one version to the next: `statements` gives its SQL for "sqlite" or "postgresql"."""

    version: int
    name: str
    statements: Callable[[str], list[str]]


# A step that has been released is never changed: a database made by it would not have the change.
MIGRATIONS = (
    Migration(1, "articles, records and their parts", _typed(_TABLES)),
    Migration(2, "ledger of what is done and what could not be read", _typed(_LEDGER)),
    Migration(3, "view countable_flows", _flows),
    Migration(4, "who wrote an article", lambda _: ["ALTER TABLE articles ADD COLUMN author TEXT"]),
    Migration(5, "indexes for sectors, types, names, days and goods", _typed(_INDEXES)),
    Migration(6, "data_dictionary", _typed(_DICTIONARY)),
    Migration(7, "mentions, where they are asked for", _typed(_MENTIONS)),
)
LATEST = MIGRATIONS[-1].version


def migrate(engine: Engine, *, upto: int = LATEST) -> None:
    """Bring a database to the newest version. Raises StoreError if it is newer than that, or somebody else's."""
    with engine.begin() as connection:
        _begin_alone(connection)
        if not sa.inspect(connection).has_table("schema_version"):
            if tables := sa.inspect(connection).get_table_names():
                raise StoreError(f"it holds other tables already ({tables[0]}, …); name a database of its own")
            schema_version.create(connection)
    for migration in MIGRATIONS[:upto]:
        with engine.begin() as connection:
            _begin_alone(connection)
            if migration.version > current(connection):
                _apply(connection, migration)
    check(engine)


def check(engine: Engine) -> None:
    """Raise StoreError if the database is not one of ours or has a newer version than this program."""
    with engine.connect() as connection:
        if not sa.inspect(connection).has_table("schema_version"):
            raise StoreError("it holds no grant records; name one that `extractor run --db` has written")
        if (version := current(connection)) > LATEST:
            raise StoreError(f"it has version {version}, this program knows {LATEST}; install a newer grant-extractor")


def check_newest(engine: Engine) -> None:
    """Raise StoreError if the database lacks steps: reading alone must not change it."""
    with engine.connect() as connection:
        if (version := current(connection)) < LATEST:
            cure = "bring it up to date with `extractor run INPUT --db` of what was read into it"
            raise StoreError(f"it has version {version}, this program reads {LATEST}; {cure}")


def current(connection: Connection) -> int:
    """Give the version of the database's schema, 0 if nothing has been made."""
    return connection.scalar(sa.select(sa.func.max(schema_version.c.version))) or 0


def _apply(connection: Connection, migration: Migration) -> None:
    for statement in migration.statements(connection.dialect.name):
        connection.exec_driver_sql(statement)
    now = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
    if migration.version == LATEST:
        _explain(connection)
    row = {"version": migration.version, "name": migration.name, "applied_at": now}
    connection.execute(sa.insert(schema_version), row)


def _begin_alone(connection: Connection) -> None:
    """Wait until no other process changes the schema (SQLite does so at BEGIN IMMEDIATE)."""
    if connection.dialect.name == "postgresql":
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_SCHEMA_LOCK)))
