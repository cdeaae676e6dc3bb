"""Records in SQLite or PostgreSQL."""

import datetime
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, Engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DataError, IntegrityError, SQLAlchemyError

from extractor.errors import SettingsError, StoreError
from extractor.model import Article, GrantRecord
from extractor.storage import schema
from extractor.storage.lock import Lock
from extractor.storage.migrations import check, check_newest, migrate
from extractor.storage.rows import Row, put_together, take_apart
from extractor.storage.store import Entry, Outcome, Unread

_ENDINGS = (".db", ".sqlite", ".sqlite3")
_SHAPES = "write FILE.db, sqlite:///FILE or postgresql://USER@HOST/NAME"
_BUSY_SECONDS = 30
# Advisory lock that a run holds in PostgreSQL as long as it writes: "gren" in ASCII.
_RUN_LOCK = 0x6772656E


def database_url(text: str) -> URL:
    """Read what a person writes for a database. Raises SettingsError."""
    if "://" not in text:
        if not text.lower().endswith(_ENDINGS):
            raise SettingsError(f"{text!r} names no database; {_SHAPES}")
        return URL.create("sqlite", database=text)
    try:
        url = make_url(text)
    except (ArgumentError, ValueError) as error:
        raise SettingsError(f"{text!r} is no database's address; {_SHAPES}") from error
    backend = url.drivername.partition("+")[0]
    if backend in ("postgres", "postgresql"):
        return url.set(drivername="postgresql+psycopg")
    if backend != "sqlite" or url.database in (None, "", ":memory:"):
        raise SettingsError(f"{text!r}: only SQLite files and PostgreSQL are supported; {_SHAPES}")
    return url


def open_store(text: str, *, write: bool = True) -> "SqlStore":
    """Open a database, making or updating its tables to write to it. Raises SettingsError, StoreError."""
    url = database_url(text)
    shown = url.database if url.drivername.startswith("sqlite") else url.render_as_string(hide_password=True)
    if not write and url.drivername.startswith("sqlite") and not Path(url.database or "").exists():
        raise StoreError(f"{shown}: there is no such database; check the path")
    return SqlStore(url, str(shown), write=write)


class SqlStore:
    """A database of articles and their records; one process at a time writes to it."""

    def __init__(self, url: URL, shown: str, *, write: bool) -> None:
        self.shown = shown
        local = url.drivername.startswith("sqlite")
        self.files = tuple(Path(f"{url.database}{end}") for end in ("", "-wal", "-shm")) if local else ()
        self._lock: Lock | None = None
        self._session: Connection | None = None
        self._engine: Engine | None = None
        try:
            with self._telling():
                if write and local:
                    self._lock = Lock(Path(url.database or ""))
                self._engine = _engine(url)
                if write:
                    self._hold(self._engine)
                    migrate(self._engine)
                else:
                    check(self._engine)
                    check_newest(self._engine)
        except BaseException:
            self.close()
            raise

    def outcomes(self, keys: Iterable[tuple[str, str]]) -> dict[str, tuple[Outcome, str | None]]:
        """Give, of (article id, key) pairs, the outcome and reason of those that were put with that very key."""
        wanted, table = dict(keys), schema.ledger
        with self._reading() as connection:
            found = connection.execute(sa.select(table).where(table.c.article_id.in_(wanted)))
            return {row.article_id: (row.outcome, row.reason) for row in found if wanted[row.article_id] == row.key}

    def put(self, entry: Entry) -> None:
        """Replace what is stored of an article, in one transaction. Raises StoreError; ValueError for bad values."""
        article, now = entry.article, _now()
        stamp = {"fingerprint": entry.fingerprint, "extracted_at": now}
        rows: dict[str, list[Row]] = defaultdict(list)
        for position, record in enumerate(entry.records):
            for name, some in take_apart(record, position).items():
                rows[name] += [{**row, **stamp} for row in some] if name == "records" else some
        about = article.model_dump(include=set(_ABOUT))
        about |= {"article_id": article.id, "text_sha256": article.text_sha256}
        done = {"article_id": article.id, "key": entry.key, "outcome": entry.outcome, "reason": entry.reason, **stamp}
        with self._writing() as connection:
            connection.execute(sa.delete(schema.records).where(schema.records.c.article_id == article.id))
            _upsert(connection, schema.articles, "article_id", about)
            for table in (schema.records, *schema.OF_RECORD):
                if rows[table.name]:
                    connection.execute(sa.insert(table), rows[table.name])
            _upsert(connection, schema.ledger, "article_id", done)

    def put_unread(self, unread: Unread) -> None:
        """Remember an input that gave no article, in place of what was said of that place before."""
        row = {
            "place": unread.place,
            "outcome": unread.outcome,
            "reason": unread.reason,
            "message": unread.message,
            "seen_at": _now(),
        }
        with self._writing() as connection:
            _upsert(connection, schema.unread, "place", row)

    def forget_unread(self, inputs: Iterable[str]) -> None:
        """Forget what earlier runs said of inputs that are read again: files, folders and their lines."""
        table = schema.unread
        with self._writing() as connection:
            places = connection.scalars(sa.select(table.c.place)).all()
            for given in inputs:
                start = tuple(given.rstrip("/") + end for end in "/:")
                for place in (place for place in places if place == given or place.startswith(start)):
                    connection.execute(sa.delete(table).where(table.c.place == place))

    def records(self, article_id: str) -> list[GrantRecord]:
        """Give an article's records as they were put, in order."""
        table = schema.records
        ours = sa.select(table.c.record_id).where(table.c.article_id == article_id)
        rows: dict[str, dict[str, list[Row]]] = {}
        with self._reading() as connection:
            query = sa.select(table).where(table.c.article_id == article_id).order_by(table.c.position)
            for row in connection.execute(query).mappings():
                rows[row["record_id"]] = defaultdict(list, {"records": [dict(row)]})
            for part in schema.OF_RECORD if rows else ():
                parts = sa.select(part).where(part.c.record_id.in_(ours))
                if "position" in part.c:
                    parts = parts.order_by(part.c.position)
                for row in connection.execute(parts).mappings():
                    rows[row["record_id"]][part.name].append(dict(row))
        return [put_together(some) for some in rows.values()]

    def article(self, article_id: str) -> Article | None:
        """Give a stored article."""
        table = schema.articles
        with self._reading() as connection:
            row = connection.execute(sa.select(table).where(table.c.article_id == article_id)).mappings().first()
        return Article(id=row["article_id"], **{k: row[k] for k in _ABOUT}) if row else None

    def article_ids(self) -> Iterator[str]:
        """Give the ids of all articles that have records, sorted."""
        table = schema.records
        last = ""
        while True:
            query = sa.select(table.c.article_id).where(table.c.article_id > last).distinct()
            with self._reading() as connection:
                page = connection.scalars(query.order_by(table.c.article_id).limit(1000)).all()
            if not page:
                return
            yield from page
            last = page[-1]

    def flows(self) -> Iterator[Row]:
        """Give the rows of the view `countable_flows`, a page at a time."""
        view = schema.countable_flows
        last = ""
        while True:
            query = sa.select(view).where(view.c.record_id > last).order_by(view.c.record_id).limit(1000)
            with self._reading() as connection:
                page = [dict(row) for row in connection.execute(query).mappings()]
            if not page:
                return
            yield from page
            last = page[-1]["record_id"]

    def close(self) -> None:
        """Let go of the database; another run may then write to it."""
        if self._session is not None:
            self._session.close()
        if self._engine is not None:
            self._engine.dispose()
        if self._lock is not None:
            self._lock.release()

    def __enter__(self) -> "SqlStore":
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def _hold(self, engine: Engine) -> None:
        if engine.dialect.name != "postgresql":
            return
        self._session = engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        if not self._session.scalar(sa.select(sa.func.pg_try_advisory_lock(_RUN_LOCK))):
            raise StoreError("another run is writing to it; wait for it, or name another database")

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        assert self._engine
        with self._telling(), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        assert self._engine
        with self._telling(), self._engine.connect().execution_options(reading=True) as connection:
            yield connection

    @contextmanager
    def _telling(self) -> Iterator[None]:
        """Say what a database's errors mean: a value that it can't hold, or a database that can't be used."""
        try:
            yield
        except (DataError, IntegrityError, OverflowError) as error:
            raise ValueError(str(getattr(error, "orig", error))[:200]) from error
        except StoreError as error:
            where = "" if str(error).startswith(self.shown) else f"{self.shown}: "
            raise StoreError(f"{where}{error}") from error
        except ModuleNotFoundError as error:
            cure = "install it with `pip install grant-extractor[postgres]`"
            raise StoreError(f"{self.shown}: PostgreSQL needs {error.name}; {cure}") from error
        except SQLAlchemyError as error:
            told = str(getattr(error, "orig", None) or error).strip().splitlines()[0]
            cure = "name a database that exists or can be made, and that you may write to"
            raise StoreError(f"{self.shown}: can't be used ({told}); {cure}") from error


_ABOUT = ("title", "published", "url", "source", "author", "text")


def _engine(url: URL) -> Engine:
    if url.drivername.startswith("postgresql"):
        return sa.create_engine(url)
    engine = sa.create_engine(url, connect_args={"timeout": _BUSY_SECONDS})
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: sqlite3.Connection, _: Any) -> None:
    connection.isolation_level = None  # sqlite3 would begin transactions late, and none for CREATE TABLE
    for pragma in ("journal_mode = WAL", "synchronous = NORMAL", "foreign_keys = ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    # A writer takes its lock at once: one that starts by reading can't wait for its turn, it fails.
    reading = connection.get_execution_options().get("reading")
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


def _upsert(connection: Connection, table: sa.Table, key: str, row: Row) -> None:
    changed = connection.execute(sa.update(table).where(table.c[key] == row[key]).values(row))
    if not changed.rowcount:
        connection.execute(sa.insert(table), row)


def _now() -> str:
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
