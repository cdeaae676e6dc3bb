"""The tables of currencies and of the words around sums: nothing in them is dead, nothing stands twice unsaid."""

from collections import defaultdict

import pytest

from extractor.errors import LexiconError
from extractor.lexicon import Lexicon
from extractor.lexicon.currencies import Currency, currencies, name_key
from extractor.lexicon.money_words import MoneyWord, money_words

LEXICON = Lexicon()
ROWS = LEXICON.rows(Currency)
PLAIN = [row for row in ROWS if not row.shared]


def test_every_code_has_one_row():
    codes = [row.code for row in PLAIN]
    assert len(codes) == len(set(codes)) > 200


def test_what_is_ambiguous_is_a_form_of_some_row():
    forms = {form for row in ROWS for form in (*row.names, *row.signs, *(part.partition("=")[0] for part in row.parts))}
    keys = {name_key(form) for form in forms}
    dead = [f for row in ROWS for f in row.ambiguous if f not in forms and name_key(f) not in keys]
    assert dead == []


def test_shared_rows_name_currencies_of_the_table():
    codes = {row.code for row in PLAIN}
    for row in ROWS:
        assert set(row.shared) <= codes, row
        assert not row.shared or row.code == row.shared[0], row


def test_a_name_that_several_currencies_have_is_told_to_be_shared():
    owners = defaultdict(set)
    for row in PLAIN:
        for name in row.names:
            owners[name_key(name)].add(row.code)
    told = {name_key(name) for row in ROWS if row.shared for name in row.names}
    assert {name: codes for name, codes in owners.items() if len(codes) > 1 and name not in told} == {}


@pytest.mark.parametrize(
    ("form", "codes"),
    [("US$", ("USD",)), ("us$", ("USD",)), ("MUSD", ("USD",)), ("kEUR", ("EUR",)), ("₹", ("INR",)), ("S/.", ("PEN",))],
)
def test_signs(form, codes):
    assert currencies(LEXICON).signs[form].codes == codes


@pytest.mark.parametrize(
    ("row", "wrong"),
    [
        ("Usd\tdollar", "not an ISO 4217 code"),
        ("USD\tdollar\t\t\t\t\t5\t4", "lowest rate"),
        ("USD\tdollar\t\t\t\t\tx\t4", "not a band"),
        ("KWD\tdinar\t\t\tfils=few", "a name and its factor"),
    ],
)
def test_a_bad_currency_is_refused(tmp_path, row, wrong):
    header = "code\tnames\tsigns\tambiguous\tparts\tcountries\tlow\thigh\tshared"
    (tmp_path / "currencies.tsv").write_text(f"{header}\n{row}\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=wrong):
        Lexicon((tmp_path,)).rows(Currency)


@pytest.mark.parametrize(
    ("row", "wrong"),
    [
        ("before\tsoon\tmore than", "is not one of"),
        ("filler\t\tA total of", "lower case"),
        ("not_after\t\tzone", "the unit"),
        ("beside\t\tzone", "is not one of"),
    ],
)
def test_a_bad_word_is_refused(tmp_path, row, wrong):
    (tmp_path / "money_words.tsv").write_text(f"kind\tof\twords\n{row}\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=wrong):
        Lexicon((tmp_path,)).rows(MoneyWord)


def test_every_kind_of_word_has_words():
    kinds = {row.kind for row in LEXICON.rows(MoneyWord)}
    assert len(kinds) == 25
    assert money_words(LEXICON).qualifiers[("up", "to")] == "up_to"
