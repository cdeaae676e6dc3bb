"""Where a paper is at home."""

import pytest

from extractor.lexicon import Lexicon
from extractor.lexicon.outlets import Outlet, country_of

LEXICON = Lexicon()


@pytest.mark.parametrize(
    ("source", "url", "country"),
    [
        ("The Fiji Times", None, "FJ"),
        ("Samoa Observer", None, "WS"),
        ("The Namibian", None, "NA"),
        ("RNZ Pacific", None, "NZ"),
        ("The Daily Post (Nairobi)", None, "KE"),
        (None, "https://www.stuff.co.nz/world/1", "NZ"),
        (None, "http://jamaica-gleaner.com/article", "JM"),
        (None, "https://mof.gov.to/news", "TO"),
        (None, "https://any.gov.uk/news", "GB"),
        ("stuff.co.nz", None, "NZ"),
        ("Xinhua", "http://www.xinhuanet.com/english", ""),
        ("A blog", "https://aid.io/x", ""),
        ("A blog", "https://aid.to/x", ""),
        ("Embassy of Japan in Fiji", None, ""),
        ("Asian Development Bank", None, ""),
        ("Regional wire", None, ""),
        ("", "", ""),
        (None, None, ""),
        (None, "...", ""),
    ],
)
def test_home(source, url, country):
    assert country_of(source, url, lexicon=LEXICON) == country


def test_no_outlet_stands_twice():
    rows = LEXICON.rows(Outlet)
    names = [row.name for row in rows]
    sites = [site for row in rows for site in row.sites]
    assert len(names) == len(set(names))
    assert len(sites) == len(set(sites))
    assert not [site for site in sites if site.startswith("www.") or site != site.lower()]
