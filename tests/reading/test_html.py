import datetime

import pytest

from extractor.reading import html

PARAGRAPHS = "".join(
    f"<p>Paragraph {n}: the Danish embassy told reporters on 3 May 2021 that wells will be dug in {n} villages.</p>"
    for n in range(1, 8)
)


def page(head: str = "", body: str = PARAGRAPHS) -> bytes:
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>Wells for villages | Gazette</title>{head}</head>
    <body><nav><a href="/">Home</a><a href="/sport">Sport</a></nav><article><h1>Wells for villages</h1>{body}</article>
    <footer>Published by Gazette Ltd, 1999-01-01. All rights reserved.</footer></body></html>""".encode()


def test_main_text_without_furniture():
    found = html.read(page())
    assert "wells will be dug in 7 villages" in found.text
    assert "Sport" not in found.text
    assert "rights reserved" not in found.text
    assert found.title
    assert found.title.startswith("Wells for villages")


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ('<meta property="article:published_time" content="2021-05-04T23:30:00+02:00">', "2021-05-04"),
        (
            '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2021-05-05"}</script>',
            "2021-05-05",
        ),
        ('<meta name="date" content="2021-05-06">', "2021-05-06"),
        ('<link rel="canonical" href="https://gazette.example/2021/05/07/wells.html">', "2021-05-07"),
        (
            '<link rel="canonical" href="https://gazette.example/2021/05/07/wells.html">'
            '<meta property="article:published_time" content="2021-05-06">',
            "2021-05-06",
        ),
        ('<meta property="article:published_time" content="2031-05-04">', "2031-05-04"),
    ],
)
def test_the_day_of_a_page_is_read_from_its_metadata_else_its_address(head, day):
    assert html.read(page(head)).published == datetime.date.fromisoformat(day)


def test_a_day_in_the_running_text_is_not_that_of_publication():
    assert html.read(page()).published is None


def test_a_declared_encoding_is_used():
    markup = page(body=PARAGRAPHS.replace("Danish", "São Tomé")).replace(b"utf-8", b"iso-8859-1")
    assert "São Tomé" in html.read(markup.decode().encode("latin-1")).text


@pytest.mark.parametrize("markup", [b"<", b"<html>", b"<!DOCTYPE html>", b"<p>", b"<html><body>" + b"<div>" * 5000])
def test_broken_pages_do_not_raise(markup):
    assert html.read(markup).text.strip() in ("", "<")


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://a.example/2026-01-29-clinic", "2026-01-29"),
        ("https://a.example/20260129/clinic", "2026-01-29"),
        ("https://a.example/2026/13/29/clinic", None),
        ("https://a.example/story-120260129999", None),
        ("https://a.example/2026/clinic", None),
    ],
)
def test_day_in_url(url, day):
    found = html.day_in_url(url)
    assert (found and found.isoformat()) == day
