"""Names of organisations: acronyms and what they stand for, when two names are one body's, which is the fullest."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.lexicon import Lexicon
from extractor.lexicon.donors import Company, Donor, OrgHead, OrgWord, donors_by_name
from extractor.values import name


@pytest.mark.parametrize(
    ("text", "expect"),
    [
        ("the Lilongwe Water Board (LWB) said", {"LWB": "Lilongwe Water Board"}),
        (
            "the Economic Community of West African States (ECOWAS)",
            {"ECOWAS": "Economic Community of West African States"},
        ),
        ("the University of Nairobi (UoN)", {"UoN": "University of Nairobi"}),
        ("the “Tana Water Trust” (the “TWT”)", {}),
        ("GIZ (Deutsche Gesellschaft für Zusammenarbeit)", {}),
        ("AFD (the French Development Agency)", {"AFD": "French Development Agency"}),
        ("Hanil Marine Industries Co. (HMI), the builder", {"HMI": "Hanil Marine Industries Co."}),
        ("Bandu Motor Works Company Limited (BMW)", {"BMW": "Bandu Motor Works Company Limited"}),
        ("the Ministry of Waters (MDA)", {"MDA": "Ministry of Waters"}),
        ("Bulletin of the Danubian Aid Agency (ČRA)", {"ČRA": "Danubian Aid Agency"}),
        ("the Kenya Grain Reserve Authority (Kegra)", {"Kegra": "Kenya Grain Reserve Authority"}),
        ("the Export-Import Bank of China (CEXIM)", {"CEXIM": "Export-Import Bank of China"}),
        ("the Central Bank (USD 4 million)", {}),
        ("a grant to the Central Bank (USA)", {}),
        ("Minister of Finance (FDP)", {}),
        ("Member of Parliament (DA)", {}),
        ("Anna Moyo (MP) and the plan (PDF)", {}),
        ("He left. The Bank (TB) stayed", {}),
        ("It ended. Ministry of Health (MoH)", {"MoH": "Ministry of Health"}),
        ("nothing", {}),
    ],
)
def test_reads_acronyms(text, expect):
    assert name.acronyms(text) == expect


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("JICA", "Japan International Cooperation Agency", True),
        ("AFD", "French Development Agency", True),
        ("KfW", "KfW Development Bank", True),
        ("AfDB", "African Development Bank", True),
        ("the Japanese government", "Government of Japan", True),
        ("Kitwe No. 4 Health Center", "Kitwe Health Centre No. 4", True),
        ("Sinohydro Corporation Ltd.", "Sinohydro", True),
        ("Ministry of Health", "Ministry of Education", False),
        ("School No. 5", "School No. 15", False),
        ("WaterAid", "World Agroforestry Centre", False),
        ("GOAL", "Global Alliance for Seed", False),
        ("ActionAid", "Association for Aid", False),
        ("Bank of China", "Industrial and Commercial Bank of China", False),
        ("African Development Fund", "Asian Development Fund", False),
        ("ADB", "African Development Bank", False),
    ],
)
def test_tells_one_body_from_two(a, b, same):
    assert name.same(a, b) is name.same(b, a) is same


@pytest.mark.parametrize(
    ("names", "fullest"),
    [
        (["JICA", "Japan International Cooperation Agency", "the agency"], "Japan International Cooperation Agency"),
        (["Sinohydro", "Sinohydro Ltd"], "Sinohydro Ltd"),
        (["ADB"], "ADB"),
    ],
)
def test_chooses_the_fullest(names, fullest):
    assert name.fullest(names) == name.fullest(names[::-1]) == fullest


@pytest.mark.parametrize(
    ("full", "letters"),
    [
        ("Nkomati University Teaching Hospital", {"nuth"}),
        ("Bandu Motor Works Company Limited", {"bmw", "bmwcl"}),
        ("University of Nairobi", {"uon", "un"}),
        ("Sinohydro", set()),
    ],
)
def test_gives_initials(full, letters):
    assert name.initials(full) == letters


@pytest.mark.parametrize(
    ("short", "full", "is_"),
    [
        ("Kegra", "Kenya Grain Reserve Authority", True),
        ("Kenya", "Kenya Grain Reserve Authority", False),
        ("Chinese", "Chinese Embassy", False),
        ("Garek", "Kenya Grain Reserve Authority", False),
    ],
)
def test_tells_syllables(short, full, is_):
    assert name.is_syllables(short, full) is is_


WORDS = st.lists(
    st.sampled_from(["Bank", "of", "the", "Ministry", "Kenya", "AFD", "KfW", "&", "Co.", "Ltd", "No.", "14", "Water"]),
    min_size=1,
    max_size=5,
)


@given(WORDS.map(" ".join), WORDS.map(" ".join))
def test_comparing_is_symmetric(a, b):
    assert name.compare(a, b) == name.compare(b, a)
    assert 0 <= name.compare(a, b) <= 1
    assert name.compare(a, a) == 1


@given(st.text(alphabet="ABab (). ,of", max_size=60))
def test_any_text_has_acronyms_that_stand_in_it(text):
    for acronym, full in name.acronyms(text).items():
        assert acronym in text
        assert " ".join(full.split()) in " ".join(text.split())


@pytest.mark.parametrize("piece", ["(AB) ", "Ministry of ", "A (", "Co. (CO) "])
def test_long_runs_are_read_through(piece):
    assert len(name.acronyms(piece * (60_000 // len(piece)))) < 5


DONORS = Lexicon().rows(Donor)


def test_there_are_enough_donors_with_identifiers():
    assert len(DONORS) >= 900
    assert sum(bool(row.iati) for row in DONORS) >= 300
    assert len({row.country for row in DONORS}) > 60
    assert {row.kind for row in DONORS} >= {"government", "agency", "bank", "multilateral", "ngo"}


def test_no_identifier_and_no_donor_stands_twice():
    codes = [row.iati for row in DONORS if row.iati]
    assert len(codes) == len(set(codes))
    assert len(DONORS) == len({row.name for row in DONORS})


def test_an_acronym_of_several_donors_is_marked_where_it_is_doubtful():
    for shared, rows in donors_by_name(Lexicon()).items():
        assert len(rows) == 1 or sum(shared not in row.ambiguous for row in rows) <= 1, shared


def test_what_is_marked_ambiguous_is_a_name_of_its_row():
    for row in (*DONORS, *Lexicon().rows(Company)):
        names = {row.name, *row.aliases, *getattr(row, "acronyms", ())}
        assert set(row.ambiguous) <= names, row.name


def test_no_word_stands_twice_with_one_use():
    rows = [(row.word, row.use) for row in Lexicon().rows(OrgWord)]
    heads = [row.head for row in Lexicon().rows(OrgHead)]
    assert len(rows) == len(set(rows))
    assert len(heads) == len(set(heads))
