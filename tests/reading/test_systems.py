"""Pages with the markup that several news systems write: the story is read, the furniture is not."""

import datetime

import pytest

from extractor.reading import html

LEAD = "Norway will give Malawi a grant of 40 million kroner for rural clinics, the embassy said on Monday."
SECOND = "The agreement was signed in Lilongwe by Ambassador Ingrid Holm and the Minister of Health, Grace Phiri."
THIRD = "Some 25 clinics in the districts of Dowa and Salima will be repaired before the end of 2026, officials added."
STORY = f"<p>{LEAD}</p><p>{SECOND}</p><p>{THIRD}</p>"
FURNITURE = (
    "Subscribe to our newsletter",
    "Most read",
    "All rights reserved",
    "Share on",
    "Related stories",
    "cookies",
)

BLOG = f"""<!DOCTYPE html><html lang="en-US"><head><meta charset="UTF-8"><title>Clinics | The Lake Post</title>
<meta property="og:type" content="article"><meta property="og:title" content="Clinics for Malawi">
<meta property="og:site_name" content="The Lake Post"><meta name="author" content="Ruth Banda">
<meta property="article:published_time" content="2025-03-11T22:15:00+02:00">
<link rel="canonical" href="https://lakepost.example/2025/03/clinics-for-malawi/"></head>
<body class="post-template-default single single-post"><header id="masthead"><nav class="main-navigation"><ul>
<li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav></header>
<div id="primary" class="content-area"><main id="main" class="site-main"><article class="post type-post hentry">
<header class="entry-header"><h1 class="entry-title">Clinics for Malawi</h1><div class="entry-meta">
<time class="entry-date published" datetime="2025-03-11T22:15:00+02:00">March 11, 2025</time></div></header>
<div class="entry-content">{STORY}<div class="sharedaddy">Share on <a href="#">x</a></div></div></article></main></div>
<aside id="secondary" class="widget-area"><h2>Most read</h2><ul><li><a href="/x">A lion in town</a></li></ul></aside>
<footer class="site-footer">All rights reserved</footer></body></html>"""

AGENCY = f"""<html><head><title>Clinics for Malawi | Wire</title><script type="application/ld+json">
{{"@context": "https://schema.org", "@type": "NewsArticle", "headline": "Clinics for Malawi",
"datePublished": "2025-03-11T08:00:00Z", "dateModified": "2025-04-01T08:00:00Z",
"author": [{{"@type": "Person", "name": "Ruth Banda"}}], "publisher": {{"@type": "Organization", "name": "Wire"}}}}
</script></head><body><div class="cookie-banner"><p>We use cookies to make this site better for you.</p></div>
<div class="story"><h1 data-testid="headline">Clinics for Malawi</h1><div class="article-body">{STORY}</div></div>
<div class="newsletter"><p>Subscribe to our newsletter</p></div><section class="related"><h3>Related stories</h3>
<a href="/y">Floods in Nsanje</a></section></body></html>"""

MINISTRY = f"""<html><head><title>Press release</title></head><body><table width="100%"><tr><td><a href="/">Home</a>
<a href="/about">About</a></td></tr></table><div id="content"><h2>Clinics for Malawi</h2>
<p class="date">11 March 2025</p>{STORY}</div><div id="footer">All rights reserved</div></body></html>"""

OLD = f"""<HTML><HEAD><TITLE>Clinics for Malawi</TITLE><META NAME="date" CONTENT="2025-03-11"></HEAD>
<BODY BGCOLOR=white><FONT SIZE=5><B>Clinics for Malawi</B></FONT><BR><BR><P>{LEAD}<P>{SECOND}<P>{THIRD}<HR>
<CENTER>All rights reserved
</CENTER></BODY></HTML>"""

PORTAL = f"""<!doctype html><html><head><meta charset=utf-8><title>Clinics for Malawi</title>
<meta property="og:url" content="https://portal.example/news/20250311-clinics.html"></head><body>
<div class="top-bar"><a href="/login">Log in</a></div><main><article itemscope itemtype="https://schema.org/Article">
<h1 itemprop="headline">Clinics for Malawi</h1><div itemprop="articleBody">{STORY}</div>
<ul class="social"><li>Share on one</li><li>Share on two</li></ul></article></main>
<div class="sidebar"><h4>Most read</h4><p><a href="/z">Maize prices fall again in all the markets</a></p></div>
</body></html>"""

PAGES = {"blog": BLOG, "agency": AGENCY, "ministry": MINISTRY, "old": OLD, "portal": PORTAL}


@pytest.mark.parametrize("system", PAGES)
def test_the_story_without_its_furniture(system: str) -> None:
    found = html.read(PAGES[system].encode())
    for sentence in (LEAD, SECOND, THIRD):
        assert sentence in found.text
    assert not [words for words in FURNITURE if words.lower() in found.text.lower()]


@pytest.mark.parametrize("system", PAGES)
def test_its_day(system: str) -> None:
    assert html.read(PAGES[system].encode()).published == datetime.date(2025, 3, 11)


def test_its_title_source_and_author() -> None:
    found = html.read(BLOG.encode())
    assert (found.title, found.source, found.author) == ("Clinics for Malawi", "The Lake Post", "Ruth Banda")
    assert html.read(AGENCY.encode()).author == "Ruth Banda"
    assert found.url == "https://lakepost.example/2025/03/clinics-for-malawi/"


BYLINE = '<time class="date" datetime="2025-03-09">9 March 2025</time>'
ADDRESS = '<link rel="canonical" href="https://lakepost.example/2025/03/10/clinics">'
META = '<meta property="article:published_time" content="2025-03-11T10:00:00Z">'


@pytest.mark.parametrize(
    ("head", "body", "url", "day"),
    [
        (META + ADDRESS, BYLINE, None, 11),
        (ADDRESS, BYLINE, None, 10),
        ("", BYLINE, "https://lakepost.example/2025/03/12/clinics", 12),
        (ADDRESS, BYLINE, "https://lakepost.example/2025/03/12/clinics", 10),
        ("", BYLINE, None, 9),
    ],
)
def test_metadata_outranks_the_address_and_the_address_the_byline(
    head: str, body: str, url: str | None, day: int
) -> None:
    page = f"<html><head><title>T</title>{head}</head><body><article><h1>T</h1>{body}{STORY}</article></body></html>"
    assert html.read(page.encode(), url=url).published == datetime.date(2025, 3, day)


def test_the_server_knows_an_encoding_that_the_page_does_not_tell() -> None:
    page = f"<html><body><article><h1>T</h1>{STORY}<p>Помощь получат двадцать пять больниц.</p></article></body></html>"
    assert "Помощь" in html.read(page.encode("koi8-r"), charset="koi8-r").text
    assert LEAD in html.read(page.encode("koi8-r"), charset="no such thing").text
    assert LEAD in html.read(page.encode("koi8-r"), charset="hex").text
