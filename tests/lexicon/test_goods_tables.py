"""The tables of goods, units and offices."""

import pytest

from extractor.lexicon import Lexicon, equipment, given_names, goods_words, roles, units
from extractor.values.person import parts

LEXICON = Lexicon()


def test_every_class_but_praise_has_nouns():
    classes = {row.klass for row in LEXICON.rows(equipment.Equipment)}
    assert len(classes) == 19
    assert len(equipment.by_form(LEXICON)) > 1500


@pytest.mark.parametrize(
    ("form", "head", "klass"),
    [
        ("ambulances", "ambulance", "vehicle"),
        ("X-ray machines", "X-ray machine", "medical"),
        ("supplies", "supplies", "supplies"),
        ("equipments", "equipment", "equipment"),
        ("school yards", None, None),
        ("classrooms", "classroom", "works"),
        ("teachers", "teacher", "other"),
        ("missiles", "missile", "arms"),
    ],
)
def test_forms_lead_to_their_noun(form, head, klass):
    row = equipment.by_form(LEXICON).get(form)
    assert (row and row.head, row and row.klass) == (head, klass)


def test_no_noun_stands_twice():
    heads = [row.head for row in LEXICON.rows(equipment.Equipment) if row.klass != "praise"]
    assert len(heads) == len(set(heads))


def test_given_names_stand_as_they_are_looked_up():
    names = given_names.given_names(LEXICON)
    assert len(names) > 5000
    assert all(parts(name) == [name] for name in names)


@pytest.mark.parametrize("word", ["grant", "jordan", "georgia", "may", "bank", "china"])
def test_words_and_places_are_no_given_names(word):
    assert word not in given_names.given_names(LEXICON)


def test_no_word_around_goods_stands_twice_under_one_use():
    pairs = [(row.use, form) for row in LEXICON.rows(goods_words.GoodsWord) for form in {row.word, *row.forms}]
    assert len(pairs) == len(set(pairs))


@pytest.mark.parametrize(
    ("use", "word", "known"),
    [
        ("come", "brought", True),
        ("come", "sold", False),
        ("move", "arrived", True),
        ("trade", "exported", True),
        ("want", "shortages", True),
        ("keep", "renovation", True),
        ("keep", "donated", False),
    ],
)
def test_words_around_goods_have_their_use(use, word, known):
    assert (word in goods_words.words(LEXICON, use)) is known


def test_praise_is_no_noun():
    nouns = {row.head for row in LEXICON.rows(equipment.Equipment) if row.klass not in {"praise", "other"}}
    assert not nouns & equipment.praise(LEXICON)


@pytest.mark.parametrize(
    ("words", "unit", "size"),
    [
        (["metric", "tons"], "tonnes", 2),
        (["MT"], "tonnes", 1),
        (["Boxes", "of"], "boxes", 1),
        (["tents"], None, 0),
        ([], None, 0),
    ],
)
def test_units_are_read_longest_first(words, unit, size):
    found = units.find(words, LEXICON)
    assert (found[0].unit, found[1]) == (unit, size) if unit else found is None


def test_no_unit_form_stands_twice():
    forms = [form for row in LEXICON.rows(units.Unit) for form in row.forms]
    assert len(forms) == len(set(forms))


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("the Deputy Minister of Foreign Affairs and Trade said", "Deputy Minister of Foreign Affairs and Trade"),
        ("Permanent Secretary Dube", "Permanent Secretary"),
        ("Finance and Planning Minister Okello", "Finance and Planning Minister"),
        ("vice-president", "vice-president"),
        ("ministerial talks", None),
        ("presidential guard", None),
        ("administer", None),
    ],
)
def test_offices_are_read_whole(text, role):
    match = roles.post(LEXICON).search(text)
    assert (match and match["role"]) == role


@pytest.mark.parametrize("piece", ["minister ", "deputy ", "Finance and ", "of the ", "vice-"])
def test_long_runs_of_office_words_are_read_through(piece):
    text = piece * (60_000 // len(piece))
    assert all(match.end() <= len(text) for match in roles.post(LEXICON).finditer(text))
