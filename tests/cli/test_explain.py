"""`extractor explain`: words slice right, rivals are named with their reasons, and what made no record is told."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

import extractor
from extractor.cli import app
from extractor.model import Article
from extractor.model.explanation import Explanation

CORPUS = Path(__file__).parents[2] / "corpus"
SEED = CORPUS / "japan-ggp-tajikistan.txt"
WELLS = (
    "Norway signed an agreement with Malawi on 12 March 2021 for a grant of 40 million kroner to dig wells in "
    "Mzimba. The works, which cost 90 million kroner in all, began in June 2021, said Ole Berg, a driller.\n"
    "The ministry refused a loan of $7 million from a bank in Lilongwe."
)
RACE = "The runner won the race in a new best time, and her coach was glad. It rained all day on the track."


@pytest.fixture(scope="module")
def wells() -> Explanation:
    return extractor.load().explain(Article(id="wells", text=WELLS, published="2022-01-05"))


def call(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments], env={"COLUMNS": "80"})


def spans(told: Any) -> Iterator[dict[str, Any]]:
    """Give every span of an explanation's JSON."""
    if isinstance(told, list):
        for one in told:
            yield from spans(one)
    elif isinstance(told, dict):
        if {"start", "end", "text", "rule"} <= told.keys():
            yield told
        for one in told.values():
            yield from spans(one)


def slot(explained: Explanation, name: str) -> Any:
    return next(each for each in explained.records[0].slots if each.slot == name)


def test_words_slice_right_in_a_corpus_article():
    result = call("explain", SEED, "--json")
    assert result.exit_code == 0, result.output
    told = json.loads(result.stdout)
    text = SEED.read_text(encoding="utf-8-sig")
    found = list(spans(told))
    assert len(found) > 200
    assert all(text[span["start"] : span["end"]] == span["text"] for span in found)
    assert len(told["records"]) == 8


def test_it_explains_the_records_that_are_read():
    reader = extractor.load()
    article = Article(id="wells", text=WELLS, published="2022-01-05")
    ids = [record.record_id for record in reader.extract_article(article).records]
    assert [record.record_id for record in reader.explain(article).records] == ids


def test_a_terminal_shows_it_in_80_columns():
    result = call("explain", SEED, "--record", "2")
    assert result.exit_code == 0, result.output
    assert max(map(len, result.stdout.splitlines())) <= 80
    assert "\n2. " in result.stdout
    assert "\n1. " not in result.stdout
    for label in ("believed", "confidence", "told in", "amount", "donors", "status"):
        assert f"\n{label}" in result.stdout


def test_a_sum_that_is_no_gift_is_a_rival(wells):
    amount = slot(wells, "amount")
    assert [option.value for option in amount.chosen] == ["40,000,000 NOK"]
    assert [(option.value, bool(option.why)) for option in amount.rivals] == [("90,000,000 NOK", True)]


def test_dates_are_weighed_against_each_other(wells):
    dates = slot(wells, "dates")
    agreed = next(option for option in dates.chosen if option.value == "agreed 2021-03-12")
    assert agreed.score == pytest.approx(sum(part.adds for part in agreed.parts), abs=0.05)
    assert "frame:sign" in {part.sign for part in agreed.parts}


def test_parties_have_their_claims_and_rivals(wells):
    donors = slot(wells, "donors")
    assert [option.value for option in donors.chosen] == ["Norway"]
    assert all(part.words is not None for part in donors.chosen[0].parts)
    countries = slot(wells, "recipient_countries")
    assert [option.value for option in countries.chosen] == ["MW"]
    assert {option.value: option.why for option in countries.rivals}["NO"] == "gives"


def test_each_status_is_weighed(wells):
    status = slot(wells, "status")
    options = [*status.chosen, *status.rivals]
    assert {option.value for option in options} == {"pledge", "commitment", "implementation", "completion"}
    assert status.chosen[0].score == max(option.score for option in options)


def test_who_only_speaks_is_a_rival_of_the_people(wells):
    assert "Ole Berg" in {option.value for option in slot(wells, "people").rivals}


def test_belief_and_confidence_are_the_sum_of_their_parts(wells):
    record = wells.records[0]
    for weighed in (record.belief, record.confidence):
        odds = weighed.chance / (1 - weighed.chance) if weighed.chance < 1 else None
        assert odds is None or 2.718281828 ** sum(part.adds for part in weighed.parts) == pytest.approx(odds, rel=0.25)


def test_a_refused_loan_is_passed_over(wells):
    assert "refused, denied or only asked for" in {one.reason for one in wells.passed_over}


def test_a_flow_without_a_receiver_abroad_tells_the_reason():
    text = "Kenya gave its schools a grant of 20 million shillings on 4 May 2020, the government of Kenya said."
    explained = extractor.load().explain(Article(id="home", text=text))
    assert explained.records == []
    assert [one.reason for one in explained.dropped] == ["nobody abroad receives"]
    assert explained.dropped[0].words.text == text


def test_a_skipped_article_says_why(tmp_path):
    path = tmp_path / "race.txt"
    path.write_text(RACE, encoding="utf-8")
    shown = call("explain", path).stdout
    assert "`run` skips it: no state, donor or leader named" in " ".join(shown.split())
    skip = json.loads(call("explain", path, "--json").stdout)["skip"]
    assert skip["score"] < skip["bar"]
    assert (skip["start"], skip["end"]) == (0, len(RACE))


def test_a_table_of_ones_own_is_used(tmp_path):
    tables = tmp_path / "tables"
    tables.mkdir()
    (tables / "donors.tsv").write_text("name\tcountry\tkind\tpayer\nZarnak Fund\tNO\tagency\tyes\n", encoding="utf-8")
    path = tmp_path / "a.txt"
    path.write_text("The Zarnak Fund gave Malawi a grant of $3 million for wells on 4 May 2020.", encoding="utf-8")
    told = json.loads(call("explain", path, "--lexicon", tables, "--json").stdout)
    donors = next(each for each in told["records"][0]["slots"] if each["slot"] == "donors")
    assert donors["chosen"][0]["value"] == "Zarnak Fund"
    assert donors["chosen"][0]["words"][0]["rule"] == "org:donor"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [(["--record", "99"], "no record 99; it has 8"), (["--id", "nix"], "no article 'nix' there")],
)
def test_what_is_not_there_is_told(arguments, told):
    result = call("explain", SEED, *arguments)
    assert result.exit_code == 1
    assert told in result.stderr
