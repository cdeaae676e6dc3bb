"""Records in SQLite or PostgreSQL."""

import datetime
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy import Connection
from sqlalchemy.dialects import postgresql, sqlite

from extractor.errors import StoreError
from extractor.model import Article, GrantRecord, Mention
from extractor.storage import schema
from extractor.storage.database import Database, Tell, database_url
from extractor.storage.migrations import check, check_newest, migrate
from extractor.storage.rows import Row, put_together, take_apart
from extractor.storage.store import Entry, Outcome, Unread
from extractor.storage.tally import Tally, Trouble, count, troubles

T = TypeVar("T")

_ABOUT = ("title", "published", "url", "source", "author", "text")


def open_store(text: str, *, write: bool = True, claim: str = "", tell: Tell | None = None) -> "SqlStore":
    """Open a database, making or updating its tables to write to it. Raises SettingsError, StoreError.

    `claim` names what is going to be written: whoever claims the same at the same time is refused. `tell` hears of it
    when the database goes away while it is in use, and is waited for.
    """
    url = database_url(text)
    if not write and url.drivername.startswith("sqlite") and not Path(url.database or "").exists():
        raise StoreError(f"{url.database}: there is no such database; check the path")
    return SqlStore(Database(url, claim=claim if write else None, tell=tell), write=write)


class SqlStore:
    """A database of articles and their records."""

    def __init__(self, database: Database, *, write: bool) -> None:
        self._database = database
        self.shown = database.shown
        self.files = database.files
        try:
            with database.telling():
                if write:
                    migrate(database.engine)
                else:
                    check(database.engine)
                    check_newest(database.engine)
        except BaseException:
            self.close()
            raise

    def outcomes(
        self, keys: Iterable[tuple[str, str]], *, mentions: bool = False
    ) -> dict[str, tuple[Outcome, str | None]]:
        """Give, of (article id, key) pairs, the outcome and reason of those that were put with that very key.

        With `mentions`, of those only that were put with their mentions.
        """
        wanted, table = dict(keys), schema.ledger
        query = sa.select(table).where(table.c.article_id.in_(wanted))
        if mentions:
            query = query.where(table.c.mention_count.is_not(None))
        found = self._read(lambda connection: connection.execute(query).all())
        return {row.article_id: (row.outcome, row.reason) for row in found if wanted[row.article_id] == row.key}

    def put(self, *entries: Entry) -> None:
        """Replace what is stored of articles, all in one transaction. Raises StoreError; ValueError for bad values."""
        # By id, so that of two runs that write the same articles neither waits for the other in a circle.
        ordered = sorted(entries, key=lambda entry: entry.article.id)
        ids = [entry.article.id for entry in ordered]
        rows = _rows(ordered)

        def work(connection: Connection) -> None:
            # Articles first: whoever else writes one of them waits here until we are done.
            _upsert(connection, schema.articles, rows["articles"])
            for table in (schema.records, schema.mentions):
                connection.execute(sa.delete(table).where(table.c.article_id.in_(ids)))
            for table in (schema.records, *schema.OF_RECORD, schema.mentions):
                if rows[table.name]:
                    connection.execute(sa.insert(table), rows[table.name])
            _upsert(connection, schema.ledger, rows["ledger"])

        if ids:
            self._database.do(work, write=True)

    def put_unread(self, *unread: Unread) -> None:
        """Remember inputs that gave no article, in place of what was said of those places before."""
        now = _now()
        rows = {one.place: {**asdict(one), "seen_at": now} for one in sorted(unread, key=lambda one: one.place)}
        if rows:
            self._database.do(lambda c: _upsert(c, schema.unread, list(rows.values())), write=True)

    def forget_unread(self, inputs: Iterable[str]) -> None:
        """Forget what earlier runs said of inputs that are read again: files, folders and their lines."""
        table = schema.unread
        starts = [(given, tuple(given.rstrip("/") + end for end in "/:")) for given in inputs]

        def work(connection: Connection) -> None:
            for place in connection.scalars(sa.select(table.c.place)).all():
                if any(place == given or place.startswith(start) for given, start in starts):
                    connection.execute(sa.delete(table).where(table.c.place == place))

        self._database.do(work, write=True)

    def records(self, article_id: str) -> list[GrantRecord]:
        """Give an article's records as they were put, in order."""
        return self._read(lambda connection: _records(connection, article_id))

    def mentions(self, article_id: str) -> list[Mention]:
        """Give an article's mentions as they were put, in order."""
        table = schema.mentions
        query = sa.select(table).where(table.c.article_id == article_id).order_by(table.c.position)
        found = self._read(lambda connection: connection.execute(query).all())
        return [
            Mention(start=row.start_char, end=row.end_char, text=row.text, label=row.label, value=row.value)
            for row in found
        ]

    def article(self, article_id: str) -> Article | None:
        """Give a stored article."""
        query = sa.select(schema.articles).where(schema.articles.c.article_id == article_id)
        row = self._read(lambda connection: connection.execute(query).mappings().first())
        return Article(id=row["article_id"], **{k: row[k] for k in _ABOUT}) if row else None

    def article_ids(self) -> Iterator[str]:
        """Give the ids of all articles that have records, sorted."""
        table = schema.records
        page: list[str] = [""]
        while page := self._page(table.c.article_id, page[-1]):
            yield from page

    def tally(self) -> Tally:
        """Count what is done, skipped, failed and dropped, and the records."""
        return self._read(count)

    def troubles(self) -> list[Trouble]:
        """Give all that failed or was dropped, by place."""
        return self._read(troubles)

    def flows(self) -> Iterator[Row]:
        """Give the rows of the view `countable_flows`, a page at a time."""
        page: list[Row] = [{"record_id": ""}]
        while page := self._flows_after(page[-1]["record_id"]):
            yield from page

    def _flows_after(self, last: str) -> list[Row]:
        view = schema.countable_flows
        query = sa.select(view).where(view.c.record_id > last).order_by(view.c.record_id).limit(1000)
        return self._read(lambda connection: [dict(row) for row in connection.execute(query).mappings()])

    def close(self) -> None:
        """Let go of the database; another run may then write the same to it."""
        self._database.close()

    def __enter__(self) -> "SqlStore":
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def _page(self, column: sa.Column[str], after: str) -> list[str]:
        query = sa.select(column).where(column > after).distinct().order_by(column).limit(1000)
        return self._read(lambda connection: list(connection.scalars(query)))

    def _read(self, work: Callable[[Connection], T]) -> T:
        return self._database.do(work, write=False)


def _rows(entries: Iterable[Entry]) -> dict[str, list[Row]]:
    """Give all rows of some articles by the names of their tables."""
    rows: dict[str, list[Row]] = defaultdict(list)
    now = _now()
    for entry in entries:
        article, stamp = entry.article, {"fingerprint": entry.fingerprint, "extracted_at": now}
        about = article.model_dump(include=set(_ABOUT))
        rows["articles"].append({"article_id": article.id, "text_sha256": article.text_sha256, **about})
        for position, record in enumerate(entry.records):
            for name, some in take_apart(record, position).items():
                rows[name] += [{**row, **stamp} for row in some] if name == "records" else some
        done = {"article_id": article.id, "key": entry.key, "outcome": entry.outcome, "reason": entry.reason}
        count = None if entry.mentions is None else len(entry.mentions)
        rows["ledger"].append({**done, **stamp, "mention_count": count})
        rows["mentions"] += [
            {"article_id": article.id, "position": at, "start_char": mention.start, "end_char": mention.end}
            | mention.model_dump(include={"text", "label", "value"})
            for at, mention in enumerate(entry.mentions or ())
        ]
    return rows


def _records(connection: Connection, article_id: str) -> list[GrantRecord]:
    table = schema.records
    ours = sa.select(table.c.record_id).where(table.c.article_id == article_id)
    rows: dict[str, dict[str, list[Row]]] = {}
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


def _upsert(connection: Connection, table: sa.Table, rows: list[Row]) -> None:
    """Insert rows, or change those that have the same key."""
    dialect: Any = sqlite if connection.dialect.name == "sqlite" else postgresql
    insert = dialect.insert(table)
    keys = [column.name for column in table.primary_key.columns]
    changed = {column.name: insert.excluded[column.name] for column in table.c if column.name not in keys}
    connection.execute(insert.on_conflict_do_update(index_elements=keys, set_=changed), rows)


def _now() -> str:
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
