import os
import sqlite3
import uuid

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_records import records

from extractor.errors import SettingsError, StoreError
from extractor.model import Article, Date, Dates, Equipment, GrantRecord, Money, Party
from extractor.storage import migrations, schema, sql
from extractor.storage.sql import database_url, open_store
from extractor.storage.store import Entry, Unread

ARTICLE = Article(id="a", text="Japan gave Nepal two pumps.", title="Pumps", published="2024-05-06")
POSTGRES = os.environ.get(
    "EXTRACTOR_TEST_POSTGRES"
)  # postgresql://USER@HOST/NAME of a database to be filled and emptied


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request, tmp_path):
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'grants.db'}"
        return
    if not POSTGRES:
        pytest.skip("EXTRACTOR_TEST_POSTGRES names no database")
    schema_name = f"t{uuid.uuid4().hex}"
    engine = sa.create_engine(database_url(POSTGRES))
    with engine.begin() as connection:
        connection.exec_driver_sql(f"CREATE SCHEMA {schema_name}")
    yield f"{POSTGRES}?options=-csearch_path%3D{schema_name}"
    with engine.begin() as connection:
        connection.exec_driver_sql(f"DROP SCHEMA {schema_name} CASCADE")


@pytest.fixture
def store(url):
    with open_store(url) as opened:
        yield opened


def record(record_id: str, **fields) -> GrantRecord:
    return GrantRecord(**{"record_id": record_id, "article_id": "a", "flow_type": "grant", "status": "pledge"} | fields)


def entry(*found: GrantRecord, article: Article = ARTICLE, key: str = "k1", **fields) -> Entry:
    return Entry(article, key, "rules", records=list(found), **fields)


def rows(store: sql.SqlStore, query: str) -> list[tuple]:
    with store._reading() as connection:
        return [tuple(row) for row in connection.exec_driver_sql(query)]


@given(found=st.lists(records(), max_size=3, unique_by=lambda r: r.record_id))
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
def test_records_come_back_as_they_were_put(store, found):
    store.put(entry(*found))
    back = store.records("a")
    assert back == found
    assert [r.model_dump_json() for r in back] == [r.model_dump_json() for r in found]


def test_putting_an_article_again_replaces_all_of_it(store):
    store.put(entry(record("r1", notes=["x"], donors=[Party(name="Japan", country="JP")]), record("r2")))
    store.put(entry(record("r3"), key="k2", article=ARTICLE.model_copy(update={"title": None})))
    assert [r.record_id for r in store.records("a")] == ["r3"]
    assert rows(store, "SELECT count(*) FROM parties") == [(0,)]
    assert rows(store, "SELECT article_id, title FROM articles") == [("a", None)]
    assert store.outcomes([("a", "k1")]) == {}
    assert store.outcomes([("a", "k2"), ("b", "k2")]) == {"a": ("done", None)}


def test_records_and_ledger_change_together_or_not_at_all(store):
    store.put(entry(record("r1")))
    store.put(entry(record("r9", article_id="b"), article=Article(id="b", text="other")))
    with pytest.raises(ValueError, match=r"(?i)unique|duplicate"):
        store.put(entry(record("r2"), record("r9"), key="k2"))
    assert [r.record_id for r in store.records("a")] == ["r1"]
    assert store.outcomes([("a", "k1")]) == {"a": ("done", None)}


def test_a_record_without_id_is_refused(store):
    with pytest.raises(ValueError, match="record_id"):
        store.put(entry(record("r1").model_copy(update={"record_id": None})))


def test_articles_and_outcomes_are_kept(store):
    store.put(entry(outcome="skipped", reason="no_money"))
    assert store.article("a") == ARTICLE
    assert store.article("b") is None
    assert store.outcomes([("a", "k1")]) == {"a": ("skipped", "no_money")}
    assert rows(store, "SELECT text_sha256 FROM articles") == [(ARTICLE.text_sha256,)]
    assert list(store.article_ids()) == []


def test_fingerprint_and_time_stand_beside_the_record(store):
    store.put(entry(record("r1")))
    [(fingerprint, at)] = rows(store, "SELECT fingerprint, extracted_at FROM records")
    assert fingerprint == "rules"
    assert at[4] == "-"


def test_unread_inputs_are_replaced_and_forgotten(store):
    for place in ("in/a.txt", "in/b.jsonl:3", "into.txt", "c.txt"):
        store.put_unread(Unread(place, "failed", "not_text", "first"))
    store.put_unread(Unread("c.txt", "dropped", "no_text", "second"))
    store.forget_unread(["in", "nix"])
    assert rows(store, "SELECT place, outcome, message FROM unread ORDER BY place") == [
        ("c.txt", "dropped", "second"),
        ("into.txt", "failed", "first"),
    ]


def test_countable_flows(store):
    def on(**days):
        return Dates(**{kind: Date(value=value, precision="year") for kind, value in days.items()})

    donors = [Party(name=n, country=c) for n, c in (("Norway", "NO"), ("JICA", "JP"), ("Japan", "JP"), ("UN", None))]
    store.put(
        entry(
            record(
                "r1",
                countable=True,
                status="completion",
                amount=Money(value="12345678901234567890.10", currency="USD"),
                donors=donors,
                recipients=[Party(name="Chad", country="TD")],
                recipient_countries=["MR", "NE"],
                dates=on(end="2020", announced="2018-Q2", start="2017"),
            ),
            record("r2", dates=on(agreed="2001")),
            record("r3", countable=True, dates=on(agreed="2001-02-03", announced="2000")),
        )
    )
    found = rows(
        store,
        "SELECT record_id, donor_countries, recipient_countries, year, amount_value, amount_currency, article_id "
        "FROM countable_flows ORDER BY record_id",
    )
    assert [(*row[:4], row[4] and str(row[4]), *row[5:]) for row in found] == [
        ("r1", "JP,NO", "MR,NE", 2018, "12345678901234567890.10", "USD", "a"),
        ("r3", "", "", 2001, None, None, "a"),
    ]


def test_numbers_for_sorting_stand_beside_exact_ones(store):
    goods = [Equipment(description="pump", quantity=2), Equipment(description="net", quantity=10**400)]
    store.put(entry(record("r1", amount=Money(value="2500000", currency="JPY"), equipment=goods)))
    assert rows(store, "SELECT record_id FROM records WHERE amount_number > 2000000") == [("r1",)]
    assert rows(store, "SELECT quantity FROM equipment ORDER BY position") == [(2.0,), (None,)]


def test_the_schema_is_what_the_migrations_make(store):
    inspector = sa.inspect(store._engine)
    made = {t: {c["name"]: c["nullable"] for c in inspector.get_columns(t)} for t in inspector.get_table_names()}
    meant = {t.name: {c.name: c.nullable for c in t.columns} for t in schema.metadata.sorted_tables}
    assert made == meant
    for table in schema.metadata.sorted_tables:
        assert set(inspector.get_pk_constraint(table.name)["constrained_columns"]) == set(
            table.primary_key.columns.keys()
        )
        assert len(inspector.get_foreign_keys(table.name)) == len(table.foreign_keys)
    assert rows(store, "SELECT version FROM schema_version ORDER BY version") == [
        (m.version,) for m in migrations.MIGRATIONS
    ]


def test_an_old_database_is_brought_up_to_date(tmp_path):
    path = tmp_path / "grants.db"
    engine = sql._engine(database_url(str(path)))
    migrations.migrate(engine, upto=1)
    with engine.begin() as connection:
        connection.exec_driver_sql("INSERT INTO articles VALUES ('old', NULL, NULL, NULL, NULL, 'text', 'sha')")
    engine.dispose()
    with open_store(str(path)) as store:
        assert store.article("old")
        assert rows(store, "SELECT max(version) FROM schema_version") == [(migrations.LATEST,)]


def test_an_old_database_is_not_changed_by_reading(tmp_path):
    path = tmp_path / "grants.db"
    engine = sql._engine(database_url(str(path)))
    migrations.migrate(engine, upto=3)
    engine.dispose()
    with pytest.raises(StoreError, match=r"version 3, .* `extractor run INPUT --db`"):
        open_store(str(path), write=False)
    open_store(str(path)).close()
    open_store(str(path), write=False).close()


def test_a_step_that_fails_leaves_nothing_behind(tmp_path, monkeypatch):
    broken = migrations.Migration(2, "broken", lambda _: "CREATE TABLE half (x TEXT); CREATE TABLE half (x TEXT)")
    monkeypatch.setattr(migrations, "MIGRATIONS", (migrations.MIGRATIONS[0], broken))
    with pytest.raises(StoreError, match="half"):
        open_store(str(tmp_path / "grants.db"))
    with sqlite3.connect(tmp_path / "grants.db") as connection:
        assert connection.execute("SELECT version FROM schema_version").fetchall() == [(1,)]
        assert not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'half'").fetchall()


def test_a_newer_database_is_refused(tmp_path):
    path = str(tmp_path / "grants.db")
    open_store(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute("INSERT INTO schema_version VALUES (999, 'future', 'now')")
    with pytest.raises(StoreError, match=r"999.*install a newer"):
        open_store(path)


def test_somebody_elses_database_is_refused(tmp_path):
    path = tmp_path / "books.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE books (title TEXT)")
    with pytest.raises(StoreError, match=r"books\.db: it holds other tables"):
        open_store(str(path))
    with pytest.raises(StoreError, match="no grant records"):
        open_store(str(path), write=False)


@pytest.mark.parametrize("name", ["nowhere/grants.db", "folder.db", "text.db"])
def test_what_can_not_be_written_is_named(tmp_path, name):
    (tmp_path / "folder.db").mkdir()
    (tmp_path / "text.db").write_text("a shopping list, long enough to be no database\n" * 50)
    with pytest.raises(StoreError, match=name) as raised:
        open_store(str(tmp_path / name))
    assert "; name" in str(raised.value)
    assert not list(tmp_path.glob(".*.lock"))


def test_a_missing_database_is_not_made_by_looking(tmp_path):
    with pytest.raises(StoreError, match="no such database"):
        open_store(str(tmp_path / "grants.db"), write=False)
    assert not list(tmp_path.iterdir())


def test_a_second_writer_is_refused_and_a_reader_is_not(url, store):
    store.put(entry(record("r1")))
    with pytest.raises(StoreError, match="another run"):
        open_store(url)
    with open_store(url, write=False) as reader:
        assert len(reader.records("a")) == 1
    store.close()
    open_store(url).close()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("grants.db", "sqlite:///grants.db"),
        ("/srv/grants.SQLITE", "sqlite:////srv/grants.SQLITE"),
        ("sqlite:///grants.x", "sqlite:///grants.x"),
        ("postgresql://me:secret@host/grants", "postgresql+psycopg://me:***@host/grants"),
        ("postgres://host/grants", "postgresql+psycopg://host/grants"),
    ],
)
def test_addresses(text, name):
    assert str(database_url(text)) == name


@pytest.mark.parametrize(
    "text", ["grants", "grants.jsonl", "mysql://host/grants", "sqlite://", "sqlite:///:memory:", "://"]
)
def test_what_is_no_address(text):
    with pytest.raises(SettingsError, match="write FILE"):
        database_url(text)


def test_passwords_are_not_shown():
    with pytest.raises(StoreError) as raised:
        open_store("postgresql://me:secret@127.0.0.1:1/grants")
    assert "secret" not in str(raised.value)
