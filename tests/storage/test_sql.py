import random
import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_records import records

from extractor.errors import SettingsError, StoreError
from extractor.model import Article, Date, Dates, Equipment, GrantRecord, Money, Party, Span
from extractor.storage import database, migrations, schema, sql
from extractor.storage.database import database_url
from extractor.storage.sql import open_store
from extractor.storage.store import Entry, Unread

ARTICLE = Article(id="a", text="Japan gave Nepal two pumps.", title="Pumps", published="2024-05-06")


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request, tmp_path):
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'grants.db'}"
    return request.getfixturevalue("postgres_database")


@pytest.fixture
def store(url):
    with open_store(url) as opened:
        yield opened


def record(record_id: str, **fields) -> GrantRecord:
    return GrantRecord(**{"record_id": record_id, "article_id": "a", "flow_type": "grant", "status": "pledge"} | fields)


def entry(*found: GrantRecord, article: Article = ARTICLE, key: str = "k1", **fields) -> Entry:
    return Entry(article, key, "rules", records=list(found), **fields)


def rows(store: sql.SqlStore, query: str) -> list[tuple]:
    return store._read(lambda connection: [tuple(row) for row in connection.exec_driver_sql(query)])


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
    inspector = sa.inspect(store._database.engine)
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
    engine = database._engine(database_url(str(path)))
    migrations.migrate(engine, upto=1)
    with engine.begin() as connection:
        connection.exec_driver_sql("INSERT INTO articles VALUES ('old', NULL, NULL, NULL, NULL, 'text', 'sha')")
    engine.dispose()
    with open_store(str(path)) as store:
        assert store.article("old")
        assert rows(store, "SELECT max(version) FROM schema_version") == [(migrations.LATEST,)]


def test_an_old_database_is_not_changed_by_reading(tmp_path):
    path = tmp_path / "grants.db"
    engine = database._engine(database_url(str(path)))
    migrations.migrate(engine, upto=3)
    engine.dispose()
    with pytest.raises(StoreError, match=r"version 3, .* `extractor run INPUT --db`"):
        open_store(str(path), write=False)
    open_store(str(path)).close()
    open_store(str(path), write=False).close()


def test_a_step_that_fails_leaves_nothing_behind(tmp_path, monkeypatch):
    broken = migrations.Migration(2, "broken", lambda _: ["CREATE TABLE half (x TEXT)"] * 2)
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


def test_who_writes_the_same_is_refused_and_others_are_not(url):
    with open_store(url, claim="in") as store:
        store.put(entry(record("r1")))
        with pytest.raises(StoreError, match="another run"):
            open_store(url, claim="in")
        with open_store(url, claim="other") as other, open_store(url, write=False) as reader:
            other.put(entry(record("r2")))
            assert [r.record_id for r in reader.records("a")] == ["r2"]
    open_store(url, claim="in").close()


def test_two_runs_that_write_the_same_articles_at_once(url):
    def write(claim: str) -> None:
        with open_store(url, claim=claim) as store:
            for turn in range(5):
                articles = [Article(id=f"a{n}", text=f"{claim} {turn}") for n in range(10)]
                random.Random(claim).shuffle(articles)
                made = [entry(*_several(a.id, claim), article=a, key=f"{claim} {turn}") for a in articles]
                store.put(*made)

    with ThreadPoolExecutor(3) as pool:  # they make the tables at once, too
        list(pool.map(write, ["one", "two", "three"]))
    with open_store(url, write=False) as store:
        for number in range(10):
            [words] = {span.text for r in store.records(f"a{number}") for span in r.evidence}
            assert store.article(f"a{number}").text == f"{words} 4"
            assert [r.record_id for r in store.records(f"a{number}")] == [f"a{number}-{at}" for at in range(3)]


def _several(article_id: str, words: str) -> list[GrantRecord]:
    span = Span(slot="record", start=0, end=len(words), text=words, rule="made")
    return [record(f"{article_id}-{at}", article_id=article_id, evidence=[span]) for at in range(3)]


def test_a_database_that_goes_away_is_waited_for(postgres, postgres_database):
    told: list[str] = []
    with open_store(postgres_database, tell=told.append) as store:
        store.put(entry(record("r1")))
        postgres.kill()
        back = threading.Timer(1, postgres.start)
        back.start()
        store.put(entry(record("r2"), key="k2"))
        back.join()
        assert [r.record_id for r in store.records("a")] == ["r2"]
        with pytest.raises(StoreError, match="another run"):  # its claim is held again
            open_store(postgres_database)
    assert len(told) == 1
    assert "waiting for it" in told[0]
    assert "postgres:@" not in told[0]


def test_a_database_that_stays_away_ends_the_run(postgres, postgres_database, monkeypatch):
    monkeypatch.setattr(database, "_PATIENCE_SECONDS", 0.2)
    with open_store(postgres_database) as store:
        postgres.kill()
        try:
            with pytest.raises(StoreError, match="can't be used"):
                store.put(entry(record("r1")))
        finally:
            postgres.start()


def test_a_file_that_was_removed_is_not_written_to(tmp_path):
    path = tmp_path / "grants.db"
    with open_store(str(path)) as store:
        store.put(entry(record("r1")))
        path.unlink()
        with pytest.raises(StoreError, match=r"grants\.db: was removed"):
            store.put(entry(record("r2")))


def test_everything_is_explained(store):
    explained = rows(store, "SELECT table_name, column_name, meaning FROM data_dictionary")
    inspector = sa.inspect(store._database.engine)
    tables = set(inspector.get_table_names()) - {"schema_version"}
    columns = {(table, column["name"]) for table in tables for column in inspector.get_columns(table)}
    assert {(table, column) for table, column, _ in explained} == columns | {(table, "") for table in tables}
    assert all(meaning for _, _, meaning in explained)
    if store._database.engine.dialect.name == "postgresql":
        comments = {c["name"]: c["comment"] for c in inspector.get_columns("records")}
        assert comments["amount_currency"] == "ISO 4217"
        assert inspector.get_table_comment("records")["text"].startswith("One row a flow")


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
