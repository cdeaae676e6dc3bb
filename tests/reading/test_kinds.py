"""What files of each kind give, whole, broken and hostile."""

import csv
import datetime
import gzip
import io
import json
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_files import STORY, WORDS, crawl, page, pdf, write

from extractor.model import Article
from extractor.reading import Problem, Rules, count_articles, read_inputs

HTML = "text/html; charset=utf-8"


def read(*inputs: Path | str, rules: Rules = Rules()) -> tuple[list[Article], list[Problem]]:  # noqa: B008
    items = list(read_inputs(inputs, rules=rules))
    return [i for i in items if isinstance(i, Article)], [i for i in items if isinstance(i, Problem)]


# Compressed


def test_compressed_files_are_read_as_what_they_are(tmp_path: Path) -> None:
    line = json.dumps({"id": "j", "text": WORDS})
    for name, data in {
        "a.txt.gz": WORDS,
        "b.jsonl.gz": line,
        "c.html.gz": page().decode(),
        "d.csv.gz": f"id,text\nd,{WORDS}",
    }.items():
        write(tmp_path / name, gzip.compress(data.encode()))
    articles, problems = read(tmp_path)
    assert ([one.id for one in articles], problems) == (["a", "j", "c", "d"], [])
    assert [one.text for one in articles[:2]] == [WORDS, WORDS]


def test_a_compressed_file_by_another_name_is_known_by_its_start(tmp_path: Path) -> None:
    path = write(tmp_path / "download", gzip.compress(json.dumps({"id": "j", "text": WORDS}).encode()))
    assert [one.id for one in read(path)[0]] == ["j"]


def test_metadata_stands_beside_a_compressed_text(tmp_path: Path) -> None:
    write(tmp_path / "a.txt.gz", gzip.compress(WORDS.encode()))
    write(tmp_path / "a.meta.json", '{"published": "2024-05-06"}')
    assert [str(one.published) for one in read(tmp_path)[0]] == ["2024-05-06"]


PACKED = gzip.compress(WORDS.encode(), mtime=0)


@pytest.mark.parametrize(
    "broken",
    [
        pytest.param(gzip.compress(WORDS.encode() * 50, mtime=0)[:60], id="cut"),
        pytest.param(b"\x1f\x8b" + b"\0" * 30, id="zeros"),
        pytest.param(b"no gzip at all", id="plain"),
        pytest.param(PACKED[:-8] + b"\0" * 8, id="checksum"),
        pytest.param(PACKED + b"rubbish", id="trailing"),
    ],
)
def test_broken_gzip_costs_only_itself(tmp_path: Path, broken: bytes) -> None:
    write(tmp_path / "a.txt.gz", broken)
    write(tmp_path / "z.txt", WORDS)
    articles, [problem] = read(tmp_path)
    assert [one.id for one in articles] == ["z"]
    assert (problem.reason, problem.outcome) == ("unreadable", "failed")


def test_lines_before_the_break_are_read(tmp_path: Path) -> None:
    lines = "".join(json.dumps({"id": str(n), "text": f"{n} {WORDS}"}) + "\n" for n in range(3000))
    data = gzip.compress(lines.encode())
    write(tmp_path / "a.jsonl.gz", data[: len(data) // 2])
    articles, problems = read(tmp_path)
    assert 100 < len(articles) < 3000
    assert problems[-1].reason == "unreadable"


def test_what_grows_beyond_bounds_is_not_read_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extractor.reading.inputs.MAX_BYTES", 100_000)
    write(tmp_path / "bomb.txt.gz", gzip.compress(b"a" * 10_000_000))
    write(tmp_path / "bomb.csv.gz", gzip.compress(b"id,text\n1," + b"a" * 10_000_000))
    write(tmp_path / "bomb.warc.gz", crawl(("http://a.example/", b"a" * 10_000_000, "200 OK", HTML)))
    articles, problems = read(tmp_path)
    assert not articles
    assert [one.reason for one in problems] == ["not_text", "too_long", "too_long"]


def test_standard_input_may_be_compressed(monkeypatch: pytest.MonkeyPatch) -> None:
    for data in (json.dumps({"id": "j", "text": WORDS}), WORDS, page().decode()):
        packed = io.BytesIO(gzip.compress(data.encode()))
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(packed)))
        articles, problems = read("-")
        assert (len(articles), problems) == (1, [])


def test_standard_input_may_be_a_crawl_or_a_feed(monkeypatch: pytest.MonkeyPatch) -> None:
    for packed in (True, False):
        data = crawl(("https://a.example/2024/05/06/x", page(), "200 OK", HTML), packed=packed)
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO(data))))
        articles, problems = read("-")
        assert ([str(one.published) for one in articles], problems) == (["2024-05-06"], [])
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO(RSS.encode()))))
    assert len(read("-")[0]) == 2


# Tables


def test_csv(tmp_path: Path) -> None:
    write(
        tmp_path / "news.csv",
        "\ufeffArticle_ID;Headline;Body;Date;Link;Publisher\r\n"
        f'n1;Clinics;"{WORDS}\r\nMore; of ""it"".";2024-05-06T23:30:00+02:00;https://a.example/1;Daily\r\n'
        f";No id;{WORDS};2024-05-07;;\r\n\r\n",
    )
    first, second = read(tmp_path)[0]
    assert first == Article(
        id="n1",
        text=f'{WORDS}\r\nMore; of "it".',
        title="Clinics",
        published=datetime.date(2024, 5, 6),
        url="https://a.example/1",
        source="Daily",
    )
    assert (second.id, second.source) == ("news-2", None)
    assert count_articles([tmp_path]) == 5


@pytest.mark.parametrize(
    "day", ["2024/05/06", "06 May 2024", "May 6, 2024", "2024-05-06 10:00", "2024-05-06T10:00:00Z"]
)
def test_dates_of_tables_are_read_where_they_can_mean_one_day_only(tmp_path: Path, day: str) -> None:
    write(tmp_path / "a.csv", f'id,text,date\n1,{WORDS},"{day}"\n2,{WORDS},05/06/2024\n')
    [article], [problem] = read(tmp_path)
    assert str(article.published) == "2024-05-06"
    assert '"published" is "05/06/2024", which is no date' in problem.message


def test_a_row_that_is_not_utf8_is_read_all_the_same(tmp_path: Path) -> None:
    """A table begins in UTF-8, and far behind what tells its encoding one row is Windows-1252."""
    rows = [f"{number},{WORDS}" for number in range(1500)]
    lines = [row.encode() for row in ["id,text", "0x,Société " + WORDS, *rows]]
    lines[1400:1400] = [b"west,Soci\xe9t\xe9 " + WORDS.encode(), b"odd,\x81" + WORDS.encode()]
    write(tmp_path / "a.csv", b"\r\n".join(lines))
    articles, problems = read(tmp_path)
    texts = {one.id: one.text for one in articles}
    assert (len(texts), problems) == (1503, [])
    assert texts["west"] == texts["0x"] == f"Société {WORDS}"
    assert texts["odd"] == f"\ufffd{WORDS}"


@pytest.mark.parametrize(
    ("rest", "message"),
    [
        ('2,"open\n3,x\n4,y\n', "a quotation mark is not closed again"),
        ("2," + "a," * 60_000, "a row is longer than any article"),
        ('2,"' + "a\n" * 60_000, "a row is longer than any article"),
    ],
)
def test_a_row_without_end_takes_nothing_else_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rest: str, message: str
) -> None:
    monkeypatch.setattr("extractor.reading.inputs.MAX_BYTES", 100_000)
    write(tmp_path / "a.csv", f"id,text\n1,{WORDS}\n{rest}")
    [article], [problem] = read(tmp_path)
    assert article.id == "1"
    assert f"after line 2: {message}" in problem.message


@pytest.mark.parametrize(("name", "delimiter"), [("a.csv", ","), ("a.tsv", "\t"), ("a.csv", "|"), ("a.csv", "\t")])
def test_delimiters(tmp_path: Path, name: str, delimiter: str) -> None:
    write(tmp_path / name, delimiter.join(["id", "text"]) + "\n" + delimiter.join(["x", "Aid, and more"]))
    text = "Aid, and more" if delimiter != "," else "Aid"
    assert [one.text for one in read(tmp_path)[0]] == [text]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings_of_csv(tmp_path: Path, encoding: str) -> None:
    write(tmp_path / "a.csv", f"id,text\n1,São Tomé – “{WORDS}”\n".encode(encoding))
    assert [one.text for one in read(tmp_path)[0]] == [f"São Tomé – “{WORDS}”"]


@pytest.mark.parametrize(
    ("data", "reason", "part"),
    [
        (b"a,b\n1,2\n", "other_kind", "no column holds the text (there are: a, b)"),
        (b"", "no_text", "empty"),
        (b"id,text\n", "no_text", "empty"),
        (b"id,text\n1, \n", "no_text", "no text"),
        (b"id,text,published\n1,Aid,soon\n", "not_an_article", '"soon"'),
        (b"id,text\n1,Aid\n1,More\n", "repeated_id", "'1'"),
    ],
)
def test_csv_that_is_wrong_says_where(tmp_path: Path, data: bytes, reason: str, part: str) -> None:
    write(tmp_path / "a.csv", data)
    problem = read(tmp_path)[1][-1]
    assert problem.reason == reason
    assert part in problem.message
    assert problem.place.startswith(str(tmp_path / "a.csv"))


@settings(deadline=None)
@given(st.lists(st.tuples(st.text(max_size=9), st.text(max_size=30)), min_size=1, max_size=4))
def test_any_cells_come_back(tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str]]) -> None:
    out = io.StringIO()
    csv.writer(out).writerows([("id", "text"), *((f"a{n}", text) for n, (_, text) in enumerate(rows))])
    path = write(tmp_path_factory.mktemp("any") / "a.csv", out.getvalue().encode("utf-8", "replace"))
    articles, _ = read(path)
    told = {one.id: one.text for one in articles}
    assert all(told[f"a{n}"] == t.replace("\0", "\ufffd") for n, (_, t) in enumerate(rows) if f"a{n}" in told)


def test_parquet(tmp_path: Path) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    when = datetime.datetime(2024, 5, 6, 23, 30, tzinfo=datetime.UTC)
    rows = [{"id": 7, "text": WORDS, "date": when, "title": None}, {"id": None, "text": None, "date": None}]
    parquet.write_table(pyarrow.Table.from_pylist(rows), tmp_path / "a.parquet")
    [article], [problem] = read(tmp_path)
    assert (article.id, article.text, str(article.published)) == ("7", WORDS, "2024-05-06")
    assert problem.reason == "no_text"
    parquet.write_table(pyarrow.table({"name": ["x"]}), tmp_path / "a.parquet")
    assert "no column holds the text" in read(tmp_path)[1][0].message
    parquet.write_table(pyarrow.table({"text": [5]}), tmp_path / "a.parquet")
    assert "holds no text" in read(tmp_path)[1][0].message
    write(tmp_path / "a.parquet", b"PAR1 and no more")
    assert read(tmp_path)[1][0].reason == "not_text"


# Crawls


@pytest.mark.parametrize("packed", [True, False])
def test_a_crawl(tmp_path: Path, packed: bool) -> None:
    latin = page(body=STORY.replace("Malawi", "São Tomé"), charset="latin-1")
    data = crawl(
        ("https://a.example/2024/05/06/clinics", page(), "200 OK", HTML),
        ("https://a.example/gone", b"gone", "404 Not Found", HTML),
        ("https://a.example/logo.png", b"\x89PNG", "200 OK", "image/png"),
        ("https://a.example/plain", WORDS.encode(), "200 OK", "text/plain"),
        ("https://a.example/2024/05/06/clinics", page(), "200 OK", HTML),
        ("https://a.example/latin", latin, "200 OK", "text/html; charset=ISO-8859-1"),
        packed=packed,
    )  # fmt: skip
    path = write(tmp_path / ("a.warc.gz" if packed else "a.warc"), data)
    articles, problems = read(path)
    assert [one.url for one in articles[:2]] == ["https://a.example/2024/05/06/clinics", "https://a.example/plain"]
    assert len({one.id for one in articles}) == 4
    assert str(articles[0].published) == "2024-05-06"
    assert "paragraph 46 of the story" in articles[0].text
    assert "Home" not in articles[0].text
    assert articles[1].text == WORDS
    assert "São Tomé" in articles[3].text
    assert [(one.reason, one.outcome) for one in problems] == [("other_kind", "dropped")] * 2
    assert problems[0].place == f"{path}:https://a.example/gone"
    once = read(path, rules=Rules(drop_duplicates=True))[1]
    assert [one.reason for one in once if one.reason != "other_kind"] == ["duplicate"]
    assert articles[0].id in next(one.message for one in once if one.reason == "duplicate")


@pytest.mark.parametrize("packed", [True, False])
def test_a_crawl_that_is_cut_off(tmp_path: Path, packed: bool) -> None:
    pages = [(f"https://a.example/{n}", page() + str(n).encode() * 5000, "200 OK", HTML) for n in range(4)]
    data = crawl(*pages, packed=packed)
    name = "a.warc.gz" if packed else "a.warc"
    whole = len(read(write(tmp_path / name, data))[0])
    assert whole == 4
    for cut in range(1, 20):
        path = write(tmp_path / name, data[: len(data) * cut // 20])
        articles, problems = read(path)
        assert len(articles) + len(problems) >= 1
        assert len(articles) < whole
    assert {one.reason for one in problems} <= {"truncated", "unreadable"}


@settings(deadline=None)
@given(st.binary(max_size=400))
@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz", "a.csv", "a.parquet", "a.rss", "a.pdf", "a.txt.gz", "a"])
def test_any_bytes_give_articles_or_problems(tmp_path_factory: pytest.TempPathFactory, name: str, data: bytes) -> None:
    start = {"a.warc": b"WARC/1.0\r\n", "a.pdf": b"%PDF-1.4\n", "a.rss": b"<rss><channel>", "a": b"WARC/1.0\r\n"}
    path = write(tmp_path_factory.mktemp("bytes") / name, start.get(name, b"") + data)
    articles, problems = read(path)
    assert articles or problems


# Feeds

RSS = f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
  xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Daily Aid</title><link>https://a.example</link>
<item><title>Clinics &amp; more</title><link>https://a.example/1</link><guid isPermaLink="false">g-1</guid>
<pubDate>Mon, 06 May 2024 23:30:00 -0500</pubDate><description>Short.</description>
<content:encoded><![CDATA[<p>{WORDS}</p><script>x()</script><p>More &amp; more.</p>]]></content:encoded></item>
<item><title>Short</title><link>https://a.example/2</link><description>&lt;b&gt;Fiji&lt;/b&gt; pays.</description>
<dc:date>2024-05-07T01:00:00Z</dc:date></item>
<item><title>Nothing</title><guid>g-3</guid></item></channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Atom Aid</title>
<entry><id>urn:1</id><title type="html">Clinics</title><published>2024-05-06T10:00:00Z</published>
<updated>2024-06-01T10:00:00Z</updated><link rel="self" href="https://a.example/self"/>
<link href="https://a.example/1"/><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{WORDS}</p>
<p>Second.</p></div></content></entry></feed>"""


def test_rss(tmp_path: Path) -> None:
    articles, [problem] = read(write(tmp_path / "feed.xml", RSS))
    first, second = articles
    assert first.text == f"{WORDS}\n\nMore & more."
    assert (first.id, first.title, first.url, first.source) == (
        "g-1",
        "Clinics & more",
        "https://a.example/1",
        "Daily Aid",
    )
    assert str(first.published) == "2024-05-06"
    assert (second.id, second.text, str(second.published)) == ("https://a.example/2", "Fiji pays.", "2024-05-07")
    assert problem.reason == "no_text"


def test_atom(tmp_path: Path) -> None:
    [article], problems = read(write(tmp_path / "feed.atom", ATOM))
    assert not problems
    assert article.text == f"{WORDS}\n\nSecond."
    assert (article.id, article.url, str(article.published)) == ("urn:1", "https://a.example/1", "2024-05-06")


def test_a_feed_by_another_name_is_known_by_its_start(tmp_path: Path) -> None:
    assert len(read(write(tmp_path / "download", RSS))[0]) == 2


def test_a_hostile_feed_fetches_and_expands_nothing(tmp_path: Path) -> None:
    secret = write(tmp_path / "secret", "TOP SECRET")
    lol = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    doctype = f'<!DOCTYPE rss [<!ENTITY l0 "lol">{lol}<!ENTITY x SYSTEM "file://{secret}">]>'
    feed = (
        f"{doctype}<rss><channel><item><guid>1</guid><description>A &x; B &l11; C</description></item></channel></rss>"
    )
    articles, problems = read(write(tmp_path / "a.rss", feed))
    assert len(articles) + len(problems) == 1
    assert all("SECRET" not in one.text and len(one.text) < 1000 for one in articles)


@pytest.mark.parametrize("data", ["<rss", "<html><body>x</body></html>", "nothing", "<rss><channel/></rss>"])
def test_what_is_no_feed_says_so(tmp_path: Path, data: str) -> None:
    articles, [problem] = read(write(tmp_path / "a.rss", data))
    assert not articles
    assert problem.reason in ("not_text", "other_kind", "no_text")


def test_tables_and_xml_beside_articles_are_no_failure(tmp_path: Path) -> None:
    table = write(tmp_path / "sums.csv", "donor,sum\nNO,5\n")
    write(tmp_path / "sitemap.xml", "<urlset><url><loc>https://a.example</loc></url></urlset>")
    write(tmp_path / "z.txt", WORDS)
    articles, problems = read(tmp_path)
    assert [one.id for one in articles] == ["z"]
    assert [(one.reason, one.outcome) for one in problems] == [("other_kind", "dropped")] * 2
    assert [one.outcome for one in read(table)[1]] == ["failed"]


# PDF


def test_pdf(tmp_path: Path) -> None:
    path = write(tmp_path / "a.pdf", pdf("Norway gave Malawi a\ngrant for clin-\nics.", "It was signed on Monday."))
    [article], problems = read(path)
    assert not problems
    assert article.text == "Norway gave Malawi a grant for clinics.\n\nIt was signed on Monday."
    assert (article.id, article.title, article.published) == ("a", "Clinics", None)


@pytest.mark.parametrize("data", [b"%PDF-1.4", pdf(WORDS)[:200], b"%PDF-1.4\n" + b"\0" * 500])
def test_broken_pdf(tmp_path: Path, data: bytes) -> None:
    write(tmp_path / "a.pdf", data)
    articles, [problem] = read(tmp_path)
    assert not articles
    assert problem.reason in ("not_text", "no_text")


@pytest.mark.parametrize(
    ("name", "module", "extra"),
    [("a.pdf", "pypdf", "pdf"), ("a.warc", "warcio", "warc"), ("a.parquet", "pyarrow", "parquet")],
)
def test_what_is_not_installed_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, module: str, extra: str
) -> None:
    for known in [known for known in sys.modules if known.partition(".")[0] == module]:
        monkeypatch.setitem(sys.modules, known, None)
    monkeypatch.setitem(sys.modules, module, None)
    _, [problem] = read(write(tmp_path / name, b"%PDF-1.4 x"))
    assert f"pip install grant-extractor[{extra}]" in str(problem)


# Patterns, duplicates, languages


def test_patterns(tmp_path: Path) -> None:
    for name in ("2024/a.txt", "2024/b.txt", "2025/c.txt", "2025/deep/d.txt"):
        write(tmp_path / name, name + WORDS)
    assert [one.id for one in read(f"{tmp_path}/2024/*.txt")[0]] == ["a", "b"]
    assert [one.id for one in read(f"{tmp_path}/**/[cd].txt")[0]] == ["c", "d"]
    assert [one.id for one in read(f"{tmp_path}/202?")[0]] == ["a", "b", "c", "d"]
    assert [one.reason for one in read(f"{tmp_path}/*.html")[1]] == ["missing"]
    odd = write(tmp_path / "a[1].txt", WORDS)
    assert [one.id for one in read(odd)[0]] == ["a[1]"]


def test_a_text_under_another_id_is_dropped_only_when_asked(tmp_path: Path) -> None:
    lines = [{"id": name, "text": text} for name, text in (("a", WORDS), ("b", "Other."), ("c", f" {WORDS}\n"))]
    path = write(tmp_path / "a.jsonl", "\n".join(map(json.dumps, lines)))
    assert len(read(path)[0]) == 3
    articles, [problem] = read(path, rules=Rules(drop_duplicates=True))
    assert [one.id for one in articles] == ["a", "b"]
    assert (problem.outcome, problem.reason, problem.message) == ("dropped", "duplicate", "'c' has the text of 'a'")


def test_what_is_not_english_is_dropped_only_when_asked(tmp_path: Path) -> None:
    write(
        tmp_path / "fr.txt", "Le ministre a dit que le don est destiné aux écoles et que les travaux sont prévus. " * 6
    )
    write(tmp_path / "en.txt", WORDS)
    assert len(read(tmp_path)[0]) == 2
    [article], [problem] = read(tmp_path, rules=Rules(english_only=True))
    assert (article.id, problem.reason, problem.outcome) == ("en", "not_english", "dropped")
