import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.model import Article
from extractor.reading import Problem, count_articles, read_inputs
from extractor.reading.sniff import storable

BODY = "Norway will give Malawi 40 million kroner for rural clinics.\n"


def read(*inputs: Path | str, **options) -> tuple[list[Article], list[Problem]]:
    items = list(read_inputs(inputs, **options))
    return [i for i in items if isinstance(i, Article)], [i for i in items if isinstance(i, Problem)]


def write(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"\xef\xbb\xbfAid.\r\n\r\nMore.\r\n", "Aid.\n\nMore.\n"),
        ("Aid.\n".encode("utf-16"), "Aid.\n"),
        (b"\xfe\xff" + "Aid \u20ac5m".encode("utf-16-be"), "Aid \u20ac5m"),
        ("• one\u00a0two\n\n\n  three\t \n".encode(), "• one\u00a0two\n\n\n  three\t \n"),
        (b"old Mac\rline", "old Mac\rline"),
        (b"a\0b", "a\ufffdb"),
        ("C\xf4te d\x92Ivoire got \u20ac5".replace("\u20ac", "\x80").encode("latin-1"), "Côte d’Ivoire got €5"),
        (b"Espa\xf1a \x81", "España \x81"),
        ("\ufeff\ufeffTwo marks".encode(), "\ufeffTwo marks"),
    ],
)
def test_text_is_kept_as_it_stands(tmp_path, data, text):
    articles, _ = read(write(tmp_path / "a.txt", data))
    assert [a.text for a in articles] == [text]


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t\r "), max_size=60))
def test_any_utf8_text_keeps_its_characters(tmp_path_factory, text):
    path = write(tmp_path_factory.mktemp("any") / "a.txt", b"\xef\xbb\xbf" + text.encode())
    articles, problems = read(path)
    if text.strip():
        assert [a.text for a in articles] == [text.replace("\r\n", "\n")]
    else:
        assert [p.reason for p in problems] == ["no_text"]


@given(st.binary(max_size=300) | st.text("<>/=\"'&;apdivmetchr -\n{}[]:,0123", max_size=200).map(str.encode))
@pytest.mark.parametrize("name", ["a.txt", "a.jsonl", "a.html", "a.bin"])
def test_any_bytes_give_articles_or_problems(tmp_path_factory, name, data):
    path = write(tmp_path_factory.mktemp("bytes") / name, data)
    articles, problems = read(path)
    assert articles or problems
    for article in articles:
        assert Article.model_validate_json(article.model_dump_json()) == article


@given(st.text(st.characters(), max_size=30))
def test_replacing_moves_no_character(text):
    clean, count = storable(text)
    assert len(clean) == len(text)
    assert count == sum(a != b for a, b in zip(text, clean, strict=True))
    clean.encode()


def test_replaced_characters_are_counted(tmp_path):
    line = '{"id": "a", "text": "x\\u0000y\\ud800z", "title": "\\udfff"}'
    [article], [problem] = read(write(tmp_path / "a.jsonl", line))
    assert (article.text, article.title) == ("x\ufffdy\ufffdz", "\ufffd")
    assert (problem.outcome, problem.message[:1]) == ("noted", "3")


def test_a_surrogate_pair_in_json_is_one_character(tmp_path):
    [article], problems = read(write(tmp_path / "a.jsonl", '{"id": "a", "text": "\\ud83d\\ude00 aid"}'))
    assert article.text == "\U0001f600 aid"
    assert not problems


def test_metadata_beside_a_text_is_no_article(tmp_path):
    write(tmp_path / "clinic.txt", BODY)
    write(tmp_path / "clinic.meta.json", '{"title": "Clinics", "published": "2024-05-06", "source": "Daily"}')
    [article], problems = read(tmp_path)
    assert (article.id, article.title, str(article.published), article.source) == (
        "clinic",
        "Clinics",
        "2024-05-06",
        "Daily",
    )
    assert not problems
    assert [p.reason for p in read(tmp_path / "clinic.meta.json")[1]] == ["not_an_article"]


def test_folders_are_read_in_order_of_their_paths(tmp_path):
    for name in ("b/x.txt", "a.txt", "c/d/y.html", "c.txt", ".hidden.txt", "b/.git/z.txt"):
        write(tmp_path / name, f"<html><body><p>{BODY}</p></body></html>" if name.endswith("html") else BODY)
    articles, problems = read(tmp_path)
    assert [a.id for a in articles] == ["a", "x", "y", "c"]
    assert not problems
    assert count_articles([tmp_path]) == 4


def test_a_file_named_twice_is_read_once(tmp_path):
    path = write(tmp_path / "a.txt", BODY)
    articles, problems = read(path, tmp_path, tmp_path / "." / "a.txt")
    assert len(articles) == 1
    assert not problems


def test_a_run_does_not_read_its_own_output(tmp_path):
    write(tmp_path / "a.txt", BODY)
    own = write(tmp_path / "records.jsonl", '{"record_id": "1"}\n')
    articles, problems = read(tmp_path, without=[own])
    assert (len(articles), problems) == (1, [])


def test_lines_of_jsonl_are_independent(tmp_path):
    lines = [
        json.dumps({"id": "a", "text": BODY, "published": "2024-02-29", "url": None, "extra": 1}),
        "",
        '{"id": "b"}',
        '["a list"]',
        '{"id": "c", "text": "cut off',
        '{"id": 5, "text": "x"}',
        '{"id": " ", "text": "x"}',
        '{"id": "d", "text": "x", "published": "2026-13-45"}',
        '{"id": "e", "text": "x", "published": "20260127"}',
        '{"id": "f", "text": "x", "title": 3}',
        '{"id": "a", "text": "again"}',
        '{"id": "g", "text": " \\n"}',
        '{"record_id": "r", "article_id": "a"}',
        "[" * 100_000,
        '{"id": "z", "text": "line\\u2028separator\\r\\nkept", "published": ""}',
    ]
    path = write(tmp_path / "a.jsonl", b"\xef\xbb\xbf" + "\n".join(lines).encode())
    articles, problems = read(path)
    assert [a.id for a in articles] == ["a", "z"]
    assert articles[1].text == "line\u2028separator\r\nkept"
    told = {int(p.place.rpartition(":")[2]): p for p in problems}
    assert sorted(told) == [3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14]
    for line, part in [
        (3, 'no "text"'),
        (4, "list"),
        (5, "not JSON"),
        (6, '"id"'),
        (7, '"id"'),
        (8, '"2026-13-45"'),
        (9, '"20260127"'),
        (10, '"title"'),
        (11, "'a'"),
        (13, "grant record"),
    ]:
        assert part in told[line].message, line
        assert told[line].cure
        assert told[line].outcome == "failed"
    assert (told[12].outcome, told[12].reason) == ("dropped", "no_text")


@pytest.mark.parametrize(
    ("name", "data", "reason", "outcome"),
    [
        ("a.txt", b"", "no_text", "dropped"),
        ("a.txt", b" \n\n", "no_text", "dropped"),
        ("a.jsonl", b"", "no_text", "dropped"),
        ("a.html", b"", "no_text", "dropped"),
        ("a.html", b"<html><head><title>T</title></head><body></body></html>", "no_text", "dropped"),
        ("a.txt", bytes(range(256)) * 20, "not_text", "failed"),
        ("a.txt", b"\x89PNG\r\n\x1a\n" + bytes(500), "not_text", "failed"),
        ("a.txt", "Помощь получили больницы".encode("cp1251") * 5, "not_text", "failed"),
        ("a.txt", b"\xff\xfea\x00\xff", "not_text", "failed"),
        ("a.jsonl", BODY.encode("utf-16"), "not_text", "failed"),
        ("a.jsonl", b'{"id": "a", "text": "caf\xe9"}', "not_an_article", "failed"),
        ("a.html", bytes(range(256)) * 20, "not_text", "failed"),
        ("a.pdf", b"%PDF-1.7 " + bytes(900), "not_text", "failed"),
        ("a.docx", b"PK\3\4" + bytes(900), "other_kind", "dropped"),
    ],
)
def test_what_gives_no_article_says_why(tmp_path, name, data, reason, outcome):
    write(tmp_path / name, data)
    write(tmp_path / "z.txt", BODY)
    articles, [problem] = read(tmp_path)
    assert [a.id for a in articles] == ["z"]
    assert (problem.reason, problem.outcome) == (reason, outcome)
    assert problem.place.startswith(str(tmp_path / name))
    assert problem.cure


def test_missing_paths_and_empty_folders_are_told(tmp_path):
    (tmp_path / "empty").mkdir()
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    _, problems = read(tmp_path / "nix.txt", tmp_path / "empty", tmp_path)
    assert [p.reason for p in problems] == ["missing", "no_articles", "unreadable"]


@pytest.mark.parametrize("meta", ["[", "[]", '{"published": "soon"}', '{"title": []}', "\xff"])
def test_wrong_metadata_costs_the_article_and_names_the_file(tmp_path, meta):
    write(tmp_path / "a.txt", BODY)
    write(tmp_path / "a.meta.json", meta.encode("latin-1"))
    articles, [problem] = read(tmp_path)
    assert not articles
    assert "a.meta.json" in problem.message


def test_a_file_named_by_itself_is_read_by_what_it_holds(tmp_path):
    lines = write(tmp_path / "lines.dump", '{"id": "j", "text": "x"}\n{"id": "k", "text": "y"}')
    page = write(tmp_path / "page", f"<!DOCTYPE html><html><body><p>{BODY * 5}</p></body></html>")
    plain = write(tmp_path / "notes.md", BODY)
    articles, _ = read(lines, page, plain)
    assert [a.id for a in articles] == ["j", "k", "page", "notes"]
    assert "<" not in articles[2].text
    assert [p.reason for p in read(tmp_path)[1]] == ["other_kind"] * 3


def test_a_line_without_end_is_not_read_whole(tmp_path, monkeypatch):
    monkeypatch.setattr("extractor.reading.inputs.MAX_BYTES", 5000)
    write(tmp_path / "a.jsonl", b"x" * 9000)
    write(tmp_path / "b.txt", b"x" * 9000)
    articles, problems = read(tmp_path)
    assert not articles
    assert [p.reason for p in problems] == ["not_text", "too_long"]
