"""What a database holds, counted: the ledger's answer to how a run has gone."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy import Connection

from extractor.storage import schema


@dataclass(frozen=True)
class Rules:
    """Articles that were read by the same rules, and when last."""

    fingerprint: str
    articles: int
    last: str


@dataclass(frozen=True)
class Trouble:
    """An article or input that failed or was dropped, and why."""

    place: str
    outcome: str
    why: str


@dataclass(frozen=True)
class Tally:
    """Counts over a database. `articles` and `unread` are by outcome and reason (of a failure: no reason)."""

    version: int
    articles: dict[tuple[str, str], int]
    unread: dict[tuple[str, str], int]
    records: int
    countable: int
    rules: list[Rules]


def count(connection: Connection) -> Tally:
    """Count what a database holds, in one transaction."""
    ledger, unread, records = schema.ledger, schema.unread, schema.records
    reason = sa.case((ledger.c.outcome == "skipped", ledger.c.reason), else_="")
    by_rules = (
        sa.select(ledger.c.fingerprint, sa.func.count(), sa.func.max(ledger.c.extracted_at))
        .group_by(ledger.c.fingerprint)
        .order_by(sa.func.max(ledger.c.extracted_at).desc(), ledger.c.fingerprint)
    )
    return Tally(
        connection.scalars(sa.select(sa.func.max(schema.schema_version.c.version))).one(),
        _by(connection, ledger.c.outcome, reason),
        _by(connection, unread.c.outcome, unread.c.reason),
        connection.scalars(sa.select(sa.func.count()).select_from(records)).one(),
        connection.scalars(sa.select(sa.func.count()).select_from(records).where(records.c.countable)).one(),
        [Rules(*row) for row in connection.execute(by_rules)],
    )


def troubles(connection: Connection) -> list[Trouble]:
    """Give all that failed or was dropped, by place."""
    ledger, unread = schema.ledger, schema.unread
    failed = sa.select(ledger.c.article_id, ledger.c.outcome, ledger.c.reason).where(ledger.c.outcome == "failed")
    found = [Trouble(place, outcome, why or "") for place, outcome, why in connection.execute(failed)]
    other = sa.select(unread.c.place, unread.c.outcome, unread.c.message)
    found += [Trouble(*row) for row in connection.execute(other)]
    return sorted(found, key=lambda trouble: trouble.place)


def _by(
    connection: Connection, outcome: sa.ColumnElement[str], reason: sa.ColumnElement[str]
) -> dict[tuple[str, str], int]:
    groups = sa.select(outcome.label("outcome"), reason.label("reason")).subquery()
    query = sa.select(groups.c.outcome, groups.c.reason, sa.func.count()).group_by(groups.c.outcome, groups.c.reason)
    found = {(row[0], row[1] or ""): row[2] for row in connection.execute(query)}
    return dict(sorted(found.items()))
