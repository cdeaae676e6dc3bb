"""Cutting a text into the pieces that are parsed alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.assembly.paragraphs import split


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("One line.\n\nAnother line.", [("body", "One line."), ("body", "Another line.")]),
        ("LOAN SIGNED\n\nThe bank signed.", [("heading", "LOAN SIGNED"), ("body", "The bank signed.")]),
        ("• First gift\n• Second gift", [("item", "• First gift"), ("item", "• Second gift")]),
        (
            "1. The Project for Wells\nGrant Amount: US$ 80,000",
            [("item", "1. The Project for Wells"), ("item", "Grant Amount: US$ 80,000")],
        ),
        ("\u00a0 \n  Padded words here.\u00a0\n", [("body", "Padded words here.")]),
        (
            "The two governments on Monday signed an agreement under which a\ngrant will be given to the clinic.",
            [
                (
                    "body",
                    "The two governments on Monday signed an agreement under which a\n"
                    "grant will be given to the clinic.",
                )
            ],
        ),
        ("", []),
        (" \n\t\n", []),
    ],
)
def test_splits_as_a_reader_would(text: str, pieces: list[tuple[str, str]]) -> None:
    assert [(p.kind, text[p.start : p.end]) for p in split(text)] == pieces


def test_a_paragraph_too_long_is_cut_at_sentences() -> None:
    text = "A short sentence here. " * 100
    pieces = split(text, max_chars=200)
    assert all(p.end - p.start <= 200 for p in pieces)
    assert all(text[p.start : p.end].rstrip().endswith(".") for p in pieces)


@given(st.text(alphabet=st.sampled_from("ab .\n\t\u00a0•1)A:"), max_size=200), st.integers(3, 50))
def test_nothing_but_blanks_is_lost(text: str, limit: int) -> None:
    pieces = split(text, limit)
    assert [p.start for p in pieces] == sorted(p.start for p in pieces)
    covered = {i for p in pieces for i in range(p.start, p.end)}
    assert all(not text[i].strip() for i in range(len(text)) if i not in covered)
    assert sum(p.end - p.start for p in pieces) == len(covered)
