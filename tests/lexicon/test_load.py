"""The tables' loader: every row checked, every error with file, line and cure."""

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Literal

import pytest

from extractor.errors import LexiconError
from extractor.lexicon import Lexicon, Row
from extractor.lexicon.frames import Argument, Provider
from extractor.lexicon.funding import Funding, by_form
from extractor.lexicon.load import read_table


@dataclass(frozen=True)
class Boat(Row):
    table: ClassVar[str] = "boats"

    name: str
    kind: Literal["sail", "motor"]
    crew: int = 1
    aliases: tuple[str, ...] = ()
    afloat: bool = False
    port: str | None = None

    def problem(self) -> str | None:
        return "a crew has at least one" if self.crew < 1 else None


def write(folder: Path, text: str) -> Path:
    path = folder / "boats.tsv"
    path.write_text(text, encoding="utf-8")
    return path


def test_reads_typed_rows_and_skips_comments(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "# a comment\nname\tkind\tcrew\taliases\tafloat\tport\n\nAda\tsail\t3\tAdda | Adah\tyes\tOslo\nBo\tmotor\n",
    )
    assert list(read_table(path, Boat)) == [
        Boat("Ada", "sail", 3, ("Adda", "Adah"), True, "Oslo"),
        Boat("Bo", "motor"),
    ]


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("name\tkind\tsize\nAda\tsail\t3\n", 1, "unknown column 'size'"),
        ("name\nAda\n", 1, "column 'kind' is missing"),
        ("name\tkind\nAda\tsteam\n", 2, "'steam' is not one of sail, motor"),
        ("name\tkind\tcrew\nAda\tsail\tmany\n", 2, "column 'crew'"),
        ("name\tkind\n\tsail\n", 2, "the cell is empty"),
        ("name\tkind\nAda\tsail\t3\n", 2, "3 cells, but the header names 2"),
        ("name\tkind\tcrew\n# note\nAda\tsail\t0\n", 3, "a crew has at least one"),
        ("name\tkind\tafloat\nAda\tsail\tperhaps\n", 2, "'perhaps' is not one of yes, no"),
    ],
)
def test_names_file_line_and_cure(tmp_path: Path, text: str, line: int, says: str) -> None:
    path = write(tmp_path, text)
    with pytest.raises(LexiconError) as error:
        list(read_table(path, Boat))
    assert f"boats.tsv:{line}:" in str(error.value)
    assert says in str(error.value)


def test_bytes_that_are_no_text_are_named(tmp_path: Path) -> None:
    path = tmp_path / "boats.tsv"
    path.write_bytes(b"name\xff\xfe\n")
    with pytest.raises(LexiconError, match="UTF-8"):
        list(read_table(path, Boat))


def test_users_rows_come_after_the_packages_own(tmp_path: Path) -> None:
    (tmp_path / "providers.tsv").write_text("country\tweight\nZZ\t1\n", encoding="utf-8")
    own, wider = Lexicon().rows(Provider), Lexicon((tmp_path,)).rows(Provider)
    assert wider[:-1] == own
    assert wider[-1] == Provider("ZZ", 1)


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match="no such folder"):
        Lexicon((tmp_path / "nowhere",)).rows(Provider)


def test_every_frame_of_a_verb_has_arguments() -> None:
    frames = {row.frame for row in Lexicon().rows(Argument)}
    without = {row.frame for row in Lexicon().rows(Funding)} - frames
    assert without == {"refuse", "cost", "work", "need"}


@pytest.mark.parametrize(
    ("form", "pos", "word"),
    [
        ("handed over", "verb", "hand over"),
        ("gave", "verb", "give"),
        ("supplied", "verb", "supply"),
        ("committing", "verb", "commit"),
        ("financing", "verb", "finance"),
        ("lines of credit", "noun", "line of credit"),
        ("subsidies", "noun", "subsidy"),
        ("buyer's credits", "noun", "buyer's credit"),
    ],
)
def test_inflected_forms_lead_to_their_word(form: str, pos: Literal["verb", "noun"], word: str) -> None:
    assert word in {row.word for row in by_form(Lexicon(), pos)[form]}


def test_there_are_enough_words_of_funding() -> None:
    assert len({(row.word, row.pos) for row in Lexicon().rows(Funding)}) >= 150
