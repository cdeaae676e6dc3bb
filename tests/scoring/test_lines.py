"""Lines are read again from where they begin, whatever they end in and wherever they come from."""

import os
import threading
from pathlib import Path

import pytest

from extractor.errors import InputError
from extractor.scoring.lines import LineFile


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"a\nb\n", [(1, 0, "a"), (2, 2, "b")]),
        (b"a\r\nb\r\n", [(1, 0, "a"), (2, 3, "b")]),
        (b"a\rb\rc\nd", [(1, 0, "a"), (2, 2, "b"), (3, 4, "c"), (4, 6, "d")]),
        (b"\xef\xbb\xbfa\n\n \nb", [(1, 0, "a"), (4, 8, "b")]),
        ("é\u2028é\x85\nü".encode(), [(1, 0, "é\u2028é\x85"), (2, 10, "ü")]),
        (b"", []),
    ],
)
def test_lines(tmp_path: Path, data: bytes, told: list[tuple[int, int, str]]) -> None:
    path = tmp_path / "lines"
    path.write_bytes(data)
    lines = LineFile(path)
    assert list(lines) == told
    for _, start, text in reversed(told):
        assert list(lines.at([start])) == [text]


def test_a_pipe_is_read_twice_as_well(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    writer = threading.Thread(target=path.write_bytes, args=(b"a\nb\n",))
    writer.start()
    lines = LineFile(path)
    writer.join()
    assert [line.text for line in lines] == [line.text for line in lines] == ["a", "b"]
    assert list(lines.at([2, 0])) == ["b", "a"]


@pytest.mark.parametrize(("name", "message"), [("none", "no such file"), (".", "can't be read"), ("bad", "bad:2: can")])
def test_what_cannot_be_read_is_named(tmp_path: Path, name: str, message: str) -> None:
    (tmp_path / "bad").write_bytes(b"a\n\xff\n")
    with pytest.raises(InputError, match=message):
        list(LineFile(tmp_path / name))
