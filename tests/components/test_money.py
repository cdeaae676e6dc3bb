"""The component: what it leaves on a doc."""

import pytest
import spacy

from extractor.components import money, spans

ROWS = [
    ("US$8.6 million", "8600000 USD", {}),
    ("about EUR 1.234,56", "1234.56 EUR", {"qualifier": "about"}),
    ("KSh28.90", "28.90 KES", {}),
]


@pytest.fixture(scope="module")
def nlp():
    nlp = spacy.blank("en")
    nlp.add_pipe("aid_money")
    return nlp


def _read(nlp, text):
    return [(text[f.start : f.end], f.label, f.value, dict(f.detail)) for f in spans.read(nlp(text), "money")]


@pytest.mark.parametrize(("text", "value", "detail"), ROWS)
def test_values_and_details(nlp, text, value, detail):
    ((_, label, found, details),) = _read(nlp, text)
    assert (label, found, details) == ("MONEY", value, detail)


def test_what_is_ambiguous_lists_its_candidates(nlp):
    ((_, _, value, detail),) = _read(nlp, "Sh5 billion")
    assert value == "5000000000 KES"
    assert detail["candidates"].split("|")[:3] == ["KES", "TZS", "UGX"]


def test_a_restatement_names_its_sum(nlp):
    found = _read(nlp, "It gave $2 million, then €54,976 (P3,277,296).")
    assert [detail.get("equivalent_of") for *_, detail in found] == [None, None, "1"]


def test_offsets_inside_a_token(nlp):
    assert [row[0] for row in _read(nlp, "the US$54.7m-project")] == ["US$54.7m"]


def test_no_sum_leaves_an_empty_group(nlp):
    doc = nlp("All 70 of us went.")
    assert list(doc.spans["money"]) == []


def test_every_rule_is_known_to_a_fresh_vocabulary(nlp):
    assert all(string in nlp.vocab.strings for string in money.STRINGS)
    texts = ["$5", "5 €", "5 USD", "5 yen", "Yen 5 million", "(US$): 5,000", "$5, 6 and 7 million", "€5m; 2m of it"]
    used = {finding.rule for text in texts for finding in spans.read(nlp(text), "money")}
    assert used <= set(money.STRINGS)
    assert len(used) == 8


def test_a_users_table_adds_a_currency(tmp_path):
    (tmp_path / "currencies.tsv").write_text("code\tnames\tsigns\nTLC\ttalco|talcos\tTc\n", encoding="utf-8")
    nlp = spacy.blank("en")
    nlp.add_pipe("aid_money", config={"lexicon": [str(tmp_path)]})
    assert [row[2] for row in _read(nlp, "They gave Tc 5 million and 20 talcos.")] == ["5000000 TLC", "20 TLC"]
