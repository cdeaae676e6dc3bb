"""A connection to SQLite or PostgreSQL: transactions that wait for a database that has gone away, and claims."""

import os
import sqlite3
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy import Connection, Engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DataError, IntegrityError, OperationalError, SQLAlchemyError

from extractor.errors import SettingsError, StoreError
from extractor.storage.lock import Lock

T = TypeVar("T")
Tell = Callable[[str], None]

_ENDINGS = (".db", ".sqlite", ".sqlite3")
_SHAPES = "write FILE.db, sqlite:///FILE or postgresql://USER@HOST/NAME"
_BUSY_SECONDS = 30
# How long a run waits for a database that was there when it began, and how often it looks.
_PATIENCE_SECONDS = 600.0
_PAUSES = (0.1, 0.5, 1.0, 2.0, 5.0)
# First half of the advisory lock that a run holds in PostgreSQL as long as it writes: "gren" in ASCII. The second is
# its claim.
_RUN_LOCK = 0x6772656E
# SQLSTATEs after which the same transaction may succeed: connection lost, server starting or stopping, too many
# connections, deadlock, serialisation. An error without one never reached the server.
_PASSING = ("08", "57P", "53300", "40001", "40P01")


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


class Database:
    """One database, `shown` without its password; `files` are what it makes on this machine.

    `claim` names what a run writes: a second run with the same claim is refused, others may write at the same time.
    `tell` is told when the database is waited for.
    """

    def __init__(self, url: URL, *, claim: str | None = None, tell: Tell | None = None) -> None:
        local = url.drivername.startswith("sqlite")
        name = url.database if local else url.render_as_string(hide_password=True)
        self.shown = str(name)
        self.files = tuple(Path(f"{url.database}{end}") for end in ("", "-wal", "-shm")) if local else ()
        self._claim = claim
        self._say = tell
        self._lock: Lock | None = None
        self._session: Connection | None = None
        self._identity: os.stat_result | None = None
        with self.telling():
            if local and claim is not None:
                self._lock = Lock(self.files[0], claim)
            try:
                self.engine = _engine(url)
                self._hold()
                self._remember()
            except BaseException:
                self.close()
                raise

    def do(self, work: Callable[[Connection], T], *, write: bool) -> T:
        """Do some work in one transaction. If the database goes away, wait for it, and do all of it again.

        Raises StoreError; ValueError if the database can't hold a value.
        """
        began, tries = time.monotonic(), 0
        with self.telling():
            while True:
                try:
                    if tries:
                        self._hold()
                    with self._transaction(write=write) as connection:
                        return work(connection)
                except OperationalError as error:
                    if not _passing(error) or time.monotonic() - began > _PATIENCE_SECONDS:
                        raise
                    if self._say and not tries:
                        self._say(f"{self.shown}: can't be reached ({_first_line(error)}); waiting for it")
                time.sleep(_PAUSES[min(tries, len(_PAUSES) - 1)])
                tries += 1

    def close(self) -> None:
        """Let go of the database and of what was claimed."""
        if self._session is not None:
            self._session.close()
        if hasattr(self, "engine"):
            self.engine.dispose()
        if self._lock is not None:
            self._lock.release()

    @contextmanager
    def telling(self) -> Iterator[None]:
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
            raise StoreError(f"{self.shown}: can't be used ({_first_line(error)}); {_cure(error)}") from error

    @contextmanager
    def _transaction(self, *, write: bool) -> Iterator[Connection]:
        if write:
            self._same_file()
        with self.engine.connect().execution_options(reading=not write) as connection, connection.begin():
            yield connection

    def _hold(self) -> None:
        """Hold the claim in the server, for as long as our session lives; take it again after a loss."""
        if self._claim is None or self.engine.dialect.name != "postgresql":
            return
        if self._session is not None:
            self._session.invalidate()
            self._session.close()
            self._session = None
        self._session = self.engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        number = _RUN_LOCK << 32 | zlib.crc32(self._claim.encode())
        if not self._session.scalar(sa.select(sa.func.pg_try_advisory_lock(number))):
            raise StoreError("another run is writing the same to it; wait for it, or name another database")

    def _remember(self) -> None:
        if self.files and self.files[0].exists():
            self._identity = self.files[0].stat()

    def _same_file(self) -> None:
        """Refuse to write into a SQLite file that was removed or replaced: nobody would ever see it."""
        if not self.files:
            return
        if self._identity is None:
            self._remember()  # SQLite makes the file when it is first written to
            return
        if not self.files[0].exists() or not os.path.samestat(self._identity, self.files[0].stat()):
            raise StoreError("was removed or replaced by somebody else; run the same command again")


def _engine(url: URL) -> Engine:
    if url.drivername.startswith("postgresql"):
        return sa.create_engine(url)
    engine = sa.create_engine(url, connect_args={"timeout": _BUSY_SECONDS})
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: sqlite3.Connection, _: Any) -> None:
    connection.isolation_level = None  # sqlite3 would begin transactions late, and none for CREATE TABLE
    _use_wal(connection)
    for pragma in ("synchronous = NORMAL", "foreign_keys = ON"):
        connection.execute(f"PRAGMA {pragma}")


def _use_wal(connection: sqlite3.Connection) -> None:
    """Switch to a write-ahead log, which readers don't wait for. SQLite does not wait for its turn to switch; we do."""
    until = time.monotonic() + _BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            time.sleep(0.05)
        else:
            return


def _begin(connection: Connection) -> None:
    # A writer takes its lock at once: one that starts by reading can't wait for its turn, it fails.
    reading = connection.get_execution_options().get("reading")
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


def _passing(error: OperationalError) -> bool:
    if isinstance(error.orig, sqlite3.Error):
        return error.orig.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY
    state = getattr(error.orig, "sqlstate", None)
    return state is None or state.startswith(_PASSING)


def _first_line(error: SQLAlchemyError) -> str:
    return (str(getattr(error, "orig", None) or error).strip().splitlines() or [type(error).__name__])[0]


def _cure(error: SQLAlchemyError) -> str:
    full = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR)
    code = getattr(getattr(error, "orig", None), "sqlite_errorcode", 0) & 0xFF
    if code in full or getattr(getattr(error, "orig", None), "sqlstate", None) == "53100":
        return "make room; what was finished is kept, and the same command goes on from there"
    return "name a database that exists or can be made, and that you may write to"
