"""Rubbish for the newer readers: tables, crawls, feeds and PDFs, with hostile words in them, or bent themselves.

Whole ones hold so many articles, each of which must be accounted for. Broken ones are cut off, or have bytes turned:
what such a file still gives can't be foretold, but it must be spoken of.
"""

import csv
import gzip
import io
import random
import zlib
from collections.abc import Callable
from pathlib import Path
from xml.sax.saxutils import escape

import pyarrow
from hostile_inputs import LACED, article, page
from made_files import crawl, pdf
from pyarrow import parquet

_ROWS = 40  # articles of one file
_NO_XML = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF, *range(0xD800, 0xE000)])
_STATUS = ["200 OK"] * 6 + ["404 Not Found", "301 Moved"]
_TYPES = [
    "text/html",
    "text/html; charset=utf-8",
    "text/plain",
    "text/html; charset=\x00nonsense",
    "image/png",
    "",
    ";",
]


def write(folder: Path, count: int, dice: random.Random, *, giants: bool) -> int:
    """Write files that hold about `count` articles; give how many exactly."""
    folder.mkdir()
    made = 0
    for number, (ending, make) in enumerate(_in_turn(count)):
        some = 1 if ending == ".pdf" else _ROWS
        (folder / f"k{number}{ending}").write_bytes(make(f"k{number}", some, dice))
        made += some
    for name, giant in _GIANTS if giants else []:
        (folder / name).write_bytes(giant())
        made += 1
    return made


def bend(whole: Path, folder: Path, dice: random.Random) -> list[str]:
    """Write all files of a folder to another, cut off or with some bytes turned; give their names."""
    folder.mkdir()
    names = sorted(path.name for path in whole.iterdir())
    for name in names:
        (folder / name).write_bytes(_bent((whole / name).read_bytes(), dice))
    return names


def _in_turn(count: int) -> list[tuple[str, "Make"]]:
    """Give kinds of files, so many that about `count` articles come of them, a tenth of them PDFs."""
    tables = [kind for _ in range(max(1, count * 9 // 10 // _ROWS // len(_KINDS))) for kind in _KINDS]
    return [*tables, *[(".pdf", _document)] * (count // 10)]


def _bent(data: bytes, dice: random.Random) -> bytes:
    """Cut a file off, or turn some of its bytes."""
    if dice.random() < 0.5:
        return data[: dice.randint(1, len(data))]
    turned = bytearray(data)
    for _ in range(dice.randint(1, 30)):
        turned[dice.randrange(len(turned))] = dice.randrange(256)
    return bytes(turned)


def _rows(stem: str, count: int, dice: random.Random) -> list[dict[str, str]]:
    return [
        {
            "id": f"{stem}-{number}{dice.choice(['', *LACED])}",
            "text": article(dice),
            "title": dice.choice(LACED),
            "published": dice.choice(["2024-05-06", "", "1999-01-31T10:00:00Z"]),
        }
        for number in range(count)
    ]


def _csv(stem: str, count: int, dice: random.Random) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, ["id", "title", "published", "text"], delimiter=dice.choice(",;\t"))
    writer.writeheader()
    writer.writerows(_rows(stem, count, dice))
    encoding = dice.choice(["utf-8", "utf-8-sig", "utf-16"])
    errors = "replace" if encoding == "utf-16" else dice.choice(["replace", "surrogatepass"])
    return out.getvalue().encode(encoding, errors)


def _parquet(stem: str, count: int, dice: random.Random) -> bytes:
    rows = [
        {name: value.encode("utf-8", "replace").decode() for name, value in row.items()}
        for row in _rows(stem, count, dice)
    ]
    out = io.BytesIO()
    parquet.write_table(pyarrow.Table.from_pylist(rows), out, compression=dice.choice(["zstd", "snappy", "none"]))
    return out.getvalue()


def _warc(stem: str, count: int, dice: random.Random) -> bytes:
    pages = []
    for number in range(count):
        url = f"http://{stem}.example/{number}/2024/05/06/" + dice.choice(["", "%00", "'--", "<b>", "\u202e"])
        pages.append((url, page(dice).encode("utf-8", "surrogatepass"), dice.choice(_STATUS), dice.choice(_TYPES)))
    return crawl(*pages, packed=dice.random() < 0.5)


def _rss(stem: str, count: int, dice: random.Random) -> bytes:
    items = "".join(
        f"<item><guid>{_text(row['id'], dice)}</guid><title>{_text(row['title'], dice)}</title>"
        f"<pubDate>{dice.choice(['Mon, 06 May 2024 10:00:00 GMT', 'soon', ''])}</pubDate>"
        f"<link>http://x.example/{number}</link><description>{_text(row['text'], dice)}</description></item>"
        for number, row in enumerate(_rows(stem, count, dice))
    )
    return f"<rss><channel><title>Hostile</title>{items}</channel></rss>".encode("utf-8", "replace")


def _text(told: str, dice: random.Random) -> str:
    told = told.translate(_NO_XML)
    return escape(told) if dice.random() < 0.5 else f"<![CDATA[{told.replace(']]>', '')}]]>"


def _document(stem: str, count: int, dice: random.Random) -> bytes:
    lines = [article(dice).encode("ascii", "replace").decode() for _ in range(count + 1)]
    if dice.random() < 0.7:
        lines = [line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)") for line in lines]
    return pdf(*lines, title=stem)


Make = Callable[[str, int, random.Random], bytes]
_KINDS: list[tuple[str, Make]] = [(".csv", _csv), (".parquet", _parquet), (".warc.gz", _warc), (".rss", _rss)]


def _stream(data: bytes, filters: bytes = b"/FlateDecode") -> bytes:
    """Make a PDF of one page whose content is compressed."""
    whole = pdf("x")
    at, end = whole.index(b"<< /Length"), whole.index(b"endstream")
    head = b"<< /Length %d /Filter [%s] >>\nstream\n" % (len(data), filters)
    return whole[:at] + head + data + b"\n" + whole[end:]


def _twice(data: bytes) -> bytes:
    return _stream(zlib.compress(zlib.compress(data, 9), 9), b"/FlateDecode /FlateDecode")


def _saved(body: bytes) -> bytes:
    return crawl((f"http://x.example/{len(body)}", body, "200 OK", "text/html"), packed=False)


def _item(text: bytes) -> bytes:
    return b"<rss><item><guid>b</guid><description>" + text + b"</description></item></rss>"


def _wide() -> bytes:
    out = io.BytesIO()
    table = pyarrow.table({"id": ["wide"], "text": ["a grant of $5 million " * 40_000_000]})
    parquet.write_table(table, out, compression="zstd")
    return out.getvalue()


def _deep_pages() -> bytes:
    kids = b"".join(
        b"%d 0 obj\n<< /Type /Pages /Kids [%d 0 R] /Count 1 >>\nendobj\n" % (n, n + 1) for n in range(2, 60_000)
    )
    return b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n" + kids + b"trailer << /Root 1 0 R >>\n"


# Name of a file, and what makes its bytes; each is one article, or one problem.
_GIANTS: list[tuple[str, Callable[[], bytes]]] = [
    ("bomb.pdf", lambda: _stream(zlib.compress(b"BT (grant) Tj ET " * 60_000_000, 9))),
    ("bomb-of-bombs.pdf", lambda: _twice(b"\0" * 10**9)),
    ("deep.pdf", _deep_pages),
    ("loop.pdf", lambda: pdf("x").replace(b"/Kids [4 0 R]", b"/Kids [2 0 R]")),
    ("signs.pdf", lambda: _stream(zlib.compress(b"BT " + b"[(a) -1 (b) 2] TJ " * 3_000_000 + b"ET", 9))),
    ("wide.parquet", _wide),
    ("bomb.txt.gz", lambda: gzip.compress(b"a" * 10**9)),
    ("one-line.csv", lambda: b"id,text\n1," + b"a grant of $5 million, " * 2_000_000),
    ("open.csv", lambda: b'id,text\n1,"' + b"a grant of $5 million\n" * 2_000_000),
    ("page.warc", lambda: _saved(b"<p>" + b"grant " * 9_000_000)),
    ("deep.warc", lambda: _saved(b"<div>" * 1_000_000)),
    ("deep.rss", lambda: b"<rss>" + b"<a>" * 1_000_000),
    ("inside.rss", lambda: _item(b"<![CDATA[" + b"<div>" * 1_000_000 + b"grant]]>")),
    ("bomb.rss", lambda: _entities() + _item(b"&g;")),
    ("tables.html", lambda: b"<html><body>" + b"<table><tr><td>" * 30_000 + b"a grant of $5 million"),
    ("lists.html", lambda: b"<html><body><article>" + b"<ul><li>a grant<p>" * 100_000),
    ("siblings.html", lambda: b"<html><body><article>" + b"<p>A grant of $5 million for <b>wells</b></p>" * 300_000),
]  # fmt: skip


def _entities() -> bytes:
    lines = "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdef", "bcdefg", strict=True))
    return f'<!DOCTYPE rss [<!ENTITY a "grant of $5 million ">{lines}]>'.encode()
