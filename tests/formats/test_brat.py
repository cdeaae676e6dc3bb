"""Files as brat reads and writes them."""

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from extractor.errors import InputError
from extractor.formats import brat
from extractor.formats.annotated import Annotated
from extractor.model import Article, Mention

from .made import CASES, annotated, articles, content, mention, of_case, record

Read = tuple[str, list[tuple[int, int]], str | None]


def brat_reads(lines: str, text: str) -> list[Read]:
    """Keep the rules of brat's server for text-bound annotations and notes; give label, fragments and note of each."""
    found: dict[str, tuple[str, list[tuple[int, int]]]] = {}
    notes: dict[str, str] = {}
    for line in lines.splitlines(keepends=True):  # as its codec's readlines does
        name, tail = line.split("\t", 1)
        data, told = tail[: tail.index("\t")], tail[tail.index("\t") :]
        assert re.fullmatch(r"(T|#)\d+", name)
        if name.startswith("#"):
            kind, target = data.split()
            assert kind == "AnnotatorNotes"
            assert target in found
            notes[target] = told.strip()
            continue
        assert name not in found
        label, rest = data.split(" ", 1)
        spans = [(int(start), int(end)) for start, end in (span.split(" ") for span in rest.split(";"))]
        seen: list[tuple[int, int]] = []
        for start, end in spans:
            assert 0 <= start <= end <= len(text)
            assert not any(end >= before and start < after for before, after in seen)
            seen.append((start, end))
        words = " ".join(text[start:end] for start, end in spans)
        assert told.strip()
        assert told[1 : len(words) + 1] == words
        assert told[len(words) + 1 :].isspace()
        found[name] = label, spans
    return [(label, spans, notes.get(name)) for name, (label, spans) in found.items()]


def back(lines: str, text: str) -> list[Mention]:
    return brat.read_annotations("a.ann", text, lines, Counter())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["note"])
def test_offsets_and_fragments(case: dict[str, Any]) -> None:
    lines = brat.annotations(of_case(case))
    assert lines.startswith(f"T1\tPLACE {case['brat']}\t")
    assert len(brat_reads(lines, case["text"])) == 1
    assert back(lines, case["text"]) == [*of_case(case).mentions]


@settings(deadline=None)
@given(articles(tight=True))
def test_brat_reads_what_is_written_and_it_comes_back(one: Annotated) -> None:
    lines = brat.annotations(one)
    assert [label for label, _, _ in brat_reads(lines, one.article.text)] == [m.label for m in one.mentions]
    assert back(lines, one.article.text) == [*one.mentions]


def test_values_are_notes_that_a_person_can_read() -> None:
    text = "Peru Chad Mali Togo"
    values = ["PE", " blanks ", "two\nlines", '"quoted"', "3 x 5\u2028m"]
    marks = tuple(mention(text, 0, 4, "PLACE", value) for value in values)
    lines = brat.annotations(Annotated(Article(id="a", text=text), marks))
    assert [note for _, _, note in brat_reads(lines, text)] == [
        "PE",
        '" blanks "',
        '"two\\nlines"',
        '"\\"quoted\\""',
        '"3 x 5\\u2028m"',
    ]
    assert [m.value for m in back(lines, text)] == values


def test_a_folder_keeps_everything_but_whether_it_is_gold(tmp_path: Path) -> None:
    one = annotated(
        "Malta\r\npaid 😀 Tonga\t",
        (0, 5),
        (14, 19),
        records=(record("wall"),),
        is_gold=False,
        title="Paid 😀",
        published="2024-05-06",
    )
    other = Annotated(Article(id="https://a.org/%41.b", text="no mentions\r"), ())
    assert brat.write([one, other], tmp_path / "brat") == []
    names = sorted(path.name for path in (tmp_path / "brat").iterdir())
    assert names == [
        "annotation.conf",
        "https%3A%2F%2Fa.org%2F%2541.b.ann",
        "https%3A%2F%2Fa.org%2F%2541.b.txt",
        "wall.ann",
        "wall.meta.json",
        "wall.records.json",
        "wall.txt",
    ]
    found = brat.read(tmp_path / "brat")
    assert [content(article)[:-1] for article in found.articles] == [content(other)[:-1], content(one)[:-1]]
    assert all(article.is_gold for article in found.articles)
    assert found.notes == []


def test_a_configuration_of_ones_own_is_kept(tmp_path: Path) -> None:
    (tmp_path / brat.CONFIGURATION).write_text("[entities]\nMONEY\n")
    brat.write([annotated("Peru", (0, 4))], tmp_path)
    assert (tmp_path / brat.CONFIGURATION).read_text() == "[entities]\nMONEY\n"


@pytest.mark.parametrize("words", ["\nPeru", "Peru\n", "Peru\r", "\tPeru", "  ", "Peru\u2028"])
def test_what_has_no_form_in_brat_is_refused(words: str) -> None:
    with pytest.raises(InputError, match=r"article 'wall', PLACE at 2:.*which brat can't hold; mark the words alone"):
        brat.annotations(annotated(f"a {words} b", (2, 2 + len(words))))


@pytest.mark.parametrize(
    ("lines", "span"),
    [
        ("T1\tPLACE 4 9;11 15\tWorld Bank\n", (4, 15)),
        ("T1\tPLACE 11 15;4 9\tWorld Bank\n", (4, 15)),  # in whatever order
        ("T7\tPLACE 4 9\tWorld\r\n", (4, 9)),  # a file with CRLF
        ("T1\tPLACE 4 9", (4, 9)),  # the words are missing
    ],
)
def test_what_people_and_other_tools_write(lines: str, span: tuple[int, int]) -> None:
    [found] = back(lines, "the World\r\nBank lends")
    assert (found.start, found.end, found.value) == (*span, "")


def test_other_annotations_are_counted(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Peru")
    (tmp_path / "a.ann").write_text(
        "T1\tPLACE 0 4\tPeru\nR1\tIn Arg1:T1 Arg2:T1\nA1\tSure T1\nA2\tSure T1\n#1\tNote T1\tx\n"
    )
    (tmp_path / "._a.ann").write_bytes(b"\x00\xff")  # what an archive leaves behind
    found = brat.read(tmp_path)
    assert [len(one.mentions) for one in found.articles] == [1]
    assert found.notes == [
        f"left out: {many} lines that begin with '{letter}'" for letter, many in (("#", 1), ("A", 2), ("R", 1))
    ]


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ("T1\tPLACE 0 4\tChad", "a.ann:1: 'Peru' stands there, not 'Chad'; the .txt was changed"),
        ("\nT1\tPLACE 0 40\tPeru", "a.ann:2: offsets 0:40 lie outside the text, which has 14 characters"),
        ("T1\tPLACE 4 4\t", "offsets 4:4"),
        ("T1\tGPE 0 4\tPeru", "a.ann:1: unknown label 'GPE'"),
        ("T1\tPLACE 0 4;9 13\tPeru Mali", "fragments 'Peru' and 'Mali' have words between them"),
        ("T1 PLACE 0 4 Peru", "a.ann:1: not a text-bound annotation"),
        ("T1\tPLACE 0 4\tPeru\nT1\tPLACE 0 4\tPeru", "a.ann:2: T1 stands twice"),
        ('T1\tPLACE 0 4\tPeru\n#1\tAnnotatorNotes T1\t"PE', "a.ann:2: not JSON"),
        ('T1\tPLACE 0 4\tPeru\n#1\tAnnotatorNotes T1\t"PE" or "CL"', "a.ann:2: not JSON"),
    ],
)
def test_what_does_not_fit_is_named(lines: str, message: str) -> None:
    with pytest.raises(InputError, match=re.escape(message)):
        back(lines, "Peru and Mali\n")


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.txt", None, r"a\.txt: no such file"),
        ("a.txt", b"\xff\xfe", r"a\.txt: not UTF-8"),
        ("a.txt", b" ", r"a\.txt: no text"),
        ("a.ann", b"T1\tPLACE\xff", r"a\.ann: not UTF-8"),
        ("a.ann", None, r"no \.ann files in it"),
        ("a.meta.json", b"[]", r"a\.meta\.json: not a JSON object"),
        ("a.records.json", b"{}", r"a\.records\.json: not a list"),
        ("a.records.json", b"[{}]", r"a\.records\.json: record 1: article_id"),
    ],
)
def test_broken_files_are_named(tmp_path: Path, name: str, data: bytes | None, message: str) -> None:
    brat.write([annotated("Peru paid", (0, 4), records=(record("wall"),))], tmp_path)
    for path in tmp_path.glob("wall.*"):
        path.rename(path.with_name(path.name.replace("wall", "a")))
    (tmp_path / "a.records.json").unlink()
    if data is None:
        (tmp_path / name).unlink()
    else:
        (tmp_path / name).write_bytes(data)
    with pytest.raises(InputError, match=message):
        brat.read(tmp_path)
