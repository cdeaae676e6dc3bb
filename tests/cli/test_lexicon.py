"""`extractor lexicon`, and tables of a user's own in a run."""

import json

import pytest
from typer.testing import CliRunner

from extractor.cli import app
from extractor.lexicon import Lexicon, Row
from extractor.lexicon.check import check_folder, close_names, kinds, said_of

TABLES = {
    "donors": "name\tacronyms\tcountry\tkind\nWandelhilfe\tWHX\tAT\tagency\n",
    "programmes": "names\tcodes\tdonor\nLamplighter Line\tLLX\tAT\n",
    "equipment": "head\tklass\nhydrolamp\tenergy\n",
}


@pytest.fixture
def tables(tmp_path):
    folder = tmp_path / "tables"
    folder.mkdir()
    for name, text in TABLES.items():
        (folder / f"{name}.tsv").write_text(text, encoding="utf-8")
    return folder


def test_a_good_folder_is_well(call, tables):
    (tables / "README").write_text("Ours.")
    (tables / ".hidden").write_text("")
    result = call("lexicon", "check", tables)
    assert (result.exit_code, result.stdout) == (0, "")
    assert f"{tables / 'donors.tsv'}: 1 good row\n" in result.stderr
    assert result.stderr.endswith("all is well\n")


def test_every_bad_row_is_told_with_file_line_and_cure(call, tables):
    (tables / "donors.tsv").write_text(
        "# ours\nname\tcountry\tkind\nA Fund\tAT\tagency\nB Fund\tAustria\tagency\nC Fund\tAT\tfund\n\tAT\tagency\n"
        "D Fund\tQQ\tbank\nE Fund\tAT\tbank\tyes\n"
    )
    (tables / "providers.tsv").write_text("country\tweight\nAT\tmany\n")
    result = call("lexicon", "check", tables)
    told = result.stdout.splitlines()
    assert result.exit_code == 1
    expect = [
        ("donors.tsv:4:", "'Austria' is not an ISO 3166-1"),
        ("donors.tsv:5:", "'fund' is not one of government, agency"),
        ("donors.tsv:6:", "the cell is empty"),
        ("donors.tsv:8:", "4 cells, but the header names 3"),
        ("donors.tsv:", "'QQ' of 'D Fund' is no state; write a code"),
        ("providers.tsv:2:", "'many' is no whole number"),
    ]
    assert len(told) == len(expect)
    for place, what in expect:
        assert any(place in line and what in line for line in told), (place, what)
    assert "2 good rows" in result.stderr
    assert result.stderr.endswith("6 problems\n")


@pytest.mark.parametrize(
    ("name", "cure"),
    [
        ("donor.tsv", "name it donors.tsv"),
        ("Donors.csv", "name it donors.tsv"),
        ("xyzzy.tsv", "the tables are abstracts"),
    ],
)
def test_a_file_that_is_no_table_is_told(call, tables, name, cure):
    (tables / name).write_text("name\nA\n")
    result = call("lexicon", "check", tables)
    assert result.exit_code == 1
    assert f"{tables / name}: no such table" in result.stdout
    assert cure in result.stdout


def test_a_bad_header_is_told_once(call, tables):
    (tables / "donors.tsv").write_text("name\tland\nA\tAT\nB\tAT\n")
    result = call("lexicon", "check", tables)
    assert result.stdout.count("\n") == 1
    assert "donors.tsv:1: unknown column 'land'; the columns of donors are name, aliases" in result.stdout


def test_a_state_of_ones_own_may_be_named(call, tables):
    (tables / "countries.tsv").write_text("code\tnames\nQQ\tErewhon\n")
    (tables / "donors.tsv").write_text("name\tcountry\nErewhon Aid\tQQ\n")
    assert call("lexicon", "check", tables).exit_code == 0


@pytest.mark.parametrize("folder", ["nowhere", "empty"])
def test_a_folder_without_tables_is_an_error(call, tmp_path, folder):
    (tmp_path / "empty").mkdir()
    result = call("lexicon", "check", tmp_path / folder)
    assert result.exit_code == 1
    assert result.stderr.startswith(f"error: {tmp_path / folder}: no ")


def test_the_packages_own_tables_are_well():
    own = Lexicon().files()[0].parent
    assert [file.problems for file in check_folder(own) if file.problems] == []
    assert {file.path.stem for file in check_folder(own)} == set(kinds())


def test_every_table_has_one_kind_of_row():
    assert len(kinds()) > 20
    assert all(issubclass(kind, Row) for kind in kinds().values())


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("JICA", ["donors:", "Japan International Cooperation Agency", "JP-8"]),
        ("the Gambia", ["place: country, Gambia (GM)", "countries:"]),
        ("Congo", ["Democratic Republic of the Congo (CD), Republic of the Congo (CG); the article tells which"]),
        ("Georgia", ["also something else"]),
        ("Central Asia", ["place: region, Central Asia, that is Kyrgyzstan (KG)"]),
        ("Lobito", ["place: city, Angola (AO)"]),
        ("Nsanje", ["place: a small town of Malawi (MW)"]),
        ("GGP", ["programmes:", "Grant Assistance for Grassroots"]),
        ("dollars", ["currencies:", "USD"]),
        ("ambulances", ["equipment:", "ambulance"]),
        ("donated", ["funding:", "donate"]),
        ("ambassador", ["roles:"]),
        ("Ministry", ["org_heads:", "government"]),
    ],
)
def test_shows_what_is_known_of_a_name(call, name, says):
    result = call("lexicon", "show", name)
    assert (result.exit_code, result.stderr) == (0, "")
    assert all(what in result.stdout for what in says)
    assert max(map(len, result.stdout.splitlines())) < 1000


def test_shows_a_users_rows_too(call, tables):
    assert call("lexicon", "show", "WHX").exit_code == 1
    result = call("lexicon", "show", "WHX", "--lexicon", tables)
    assert result.exit_code == 0
    assert "Wandelhilfe" in result.stdout


def test_what_is_not_known_is_told_with_what_is_alike(call):
    result = call("lexicon", "show", "Jicaa")
    assert result.exit_code == 1
    assert "no table has 'Jicaa'" in result.stderr
    assert "JICA" in result.stderr
    assert "in a folder of yours" in call("lexicon", "show", "qzxqzxqzx").stderr


def test_names_are_found_whatever_their_case():
    assert said_of("jica", Lexicon()) == said_of("JICA", Lexicon()) != []
    assert said_of("erewhon", Lexicon()) == []
    assert "JICA" in close_names("jicca", Lexicon())


@pytest.mark.parametrize(
    "arguments",
    [["check"], ["show"], ["mend", "x"], ["check", ".", "--lexicon", "."]],
)
def test_a_wrong_command_line_is_status_2(call, arguments):
    assert call("lexicon", *arguments).exit_code == 2


TEXT = (
    "On 3 May 2021 Wandelhilfe gave Mzimba District Hospital in Malawi a grant of 200,000 euros under the Lamplighter "
    "Line for its wards.\n"
    "WHX also donated hydrolamps to the hospital.\n"
)


def run(folder, *options):
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    out, marks = folder / "r.jsonl", folder / "m.jsonl"
    told = CliRunner().invoke(
        app, [str(a) for a in ("run", folder / "a.txt", "-o", out, "--mentions", marks, *options)]
    )
    assert told.exit_code == 0, told.output
    mentions = json.loads(marks.read_text())["mentions"]
    return [json.loads(line) for line in out.read_text().splitlines()], {
        (m["label"], m["text"], m["value"]) for m in mentions
    }


def test_a_run_knows_a_users_donor_programme_and_goods(tmp_path, tables):
    records, mentions = run(tmp_path, "--lexicon", tables)
    assert ("ORG", "Wandelhilfe", "Wandelhilfe") in mentions
    assert ("ORG", "WHX", "Wandelhilfe") in mentions
    assert ("EQUIPMENT", "hydrolamps", "hydrolamp") in mentions
    grant = next(record for record in records if record["amount"])
    assert [(party["name"], party["country"], party["kind"]) for party in grant["donors"]] == [
        ("Wandelhilfe", "AT", "agency")
    ]
    assert (grant["programme"]["name"], grant["programme"]["code"]) == ("Lamplighter Line", "LLX")
    assert any(goods["description"] == "hydrolamp" for record in records for goods in record["equipment"])


def test_without_the_folder_none_of_them_is_known(tmp_path):
    records, mentions = run(tmp_path)
    assert not {text for label, text, _ in mentions if label in {"ORG", "EQUIPMENT"}} & {"WHX", "hydrolamps"}
    assert all(not record["programme"] for record in records)
    assert all(party["country"] != "AT" for record in records for party in record["donors"])


def test_a_run_refuses_a_bad_table(tmp_path, tables):
    (tables / "donors.tsv").write_text("name\tkind\nA Fund\tfund\n")
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    told = CliRunner().invoke(app, [str(a) for a in ("run", tmp_path / "a.txt", "--lexicon", tables)])
    assert told.exit_code == 1
    assert "donors.tsv:2: column 'kind': 'fund' is not one of" in told.stderr
