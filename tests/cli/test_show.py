import pytest
from rich.cells import cell_len

from extractor.cli import render
from extractor.model import (
    Article,
    Date,
    Dates,
    Equipment,
    GrantRecord,
    LoanTerms,
    Money,
    Party,
    Person,
    Programme,
    Sector,
    Span,
)
from extractor.storage.sql import open_store
from extractor.storage.store import Entry

TEXT = "Japan agreed on 3 May 2024 to lend Nepal 2 billion yen for 12 sets of pumps."


def at(slot: str, words: str) -> list[Span]:
    start = TEXT.index(words)
    return [Span(slot=slot, start=start, end=start + len(words), text=words, rule=f"{slot}.rule")]


ARTICLE = Article(id="nepal-pumps", text=TEXT, title="Pumps \x1b[2J for Nepal", published="2024-05-04")
RECORD = GrantRecord(
    record_id="0123456789abcdef",
    article_id="nepal-pumps",
    flow_type="loan",
    status="commitment",
    title="水" * 60,
    purpose="pumps " * 40,
    amount=Money(value="2000000000", currency="JPY", qualifier="about", evidence=at("amount", "2 billion yen")),
    donors=[Party(name="Japan", country="JP", kind="government", evidence=at("donors", "Japan"))],
    recipient_countries=["NP"],
    dates=Dates(agreed=Date(value="2024-05-03", precision="day", evidence=at("dates", "3 May 2024"))),
    equipment=[Equipment(description="pump", quantity=12, unit="sets", evidence=at("equipment", "12 sets of pumps"))],
    programme=Programme(name="Water Loans", code="WL"),
    people=[Person(name="K. Furuta", role="Ambassador", side="donor")],
    sector=Sector(code="140", name="Water"),
    loan_terms=LoanTerms(interest_rate=0.1, maturity_years=40),
    countable=True,
    notes=["two currencies that no rate joins"],
    evidence=[*at("status", "agreed on 3 May 2024"), *at("record", TEXT)],
)


@pytest.fixture
def db(tmp_path):
    path = tmp_path / "g.db"
    with open_store(str(path)) as store:
        store.put(Entry(ARTICLE, "k", "f", records=[RECORD]))
        store.put(Entry(Article(id="other", text="x"), "k", "f"))
    return path


def test_each_value_stands_over_its_words(call, db):
    shown = call("show", "--db", db, "nepal-pumps").stdout
    lines = [line.strip() for line in shown.splitlines()]
    for value, words in [
        ("amount       about 2,000,000,000 JPY", "“2 billion yen”"),
        ("donor        Japan (JP, government)", "“Japan”"),
        ("agreed       2024-05-03", "“3 May 2024”"),
        ("equipment    12 sets of pump", "“12 sets of pumps”"),
        ("status       commitment", "“agreed on 3 May 2024”"),
    ]:
        assert lines[lines.index(value) + 1] == words
    for value in (
        "programme    Water Loans (WL)",
        "person       K. Furuta, Ambassador, donor",
        "sector       140 Water",
    ):
        assert value in lines
    assert "loan         0.1 % interest, 40 years" in lines
    assert "note         two currencies that no rate joins" in lines
    assert "amount.rule" not in shown


def test_it_fits_80_columns_and_hides_what_drives_a_terminal(call, db):
    shown = call("show", db, "-v").stdout
    assert max(map(cell_len, shown.splitlines())) <= 80
    assert "\x1b" not in shown
    assert "amount.rule" in shown
    assert "0123456789abcdef" in shown


def test_an_article_is_read_and_shown(call, tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text(
        '{"id": "x", "text": "a grant"}\n{"id": "y", "text": "a grant"}\n{"id": "z", "text": "boom grant"}\n'
    )
    assert call("show", path, "--id", "y").stdout.count("1 record") == 1
    both = call("show", path)
    assert both.stdout.count("1 record") == 2
    assert "z: ZeroDivisionError" in both.stderr


@pytest.mark.parametrize(
    ("arguments", "status", "told"),
    [
        (["{}/nix.txt"], 1, "no such file"),
        (["{}/nix.db"], 1, "no such database"),
        (["{}/g.db", "--id", "nix"], 1, "no article 'nix'"),
        (["--db", "{}/g.db", "nix"], 1, "no article 'nix'"),
        ([], 2, "database"),
        (["--db", "nix"], 2, "names no database"),
    ],
)
def test_what_is_not_there_is_told(call, db, tmp_path, arguments, status, told):
    result = call("show", *(argument.format(tmp_path) for argument in arguments))
    assert (result.exit_code, result.stdout) == (status, "")
    assert told in result.stderr


def test_an_article_without_records_says_so(call, db):
    assert "no records" in call("show", "--db", db, "other").stdout


def test_every_field_of_a_record_is_shown():
    shown = {line.label for line in render._lines(RECORD)}
    assert {"title", "purpose", "countries", "loan", "record"} <= shown
