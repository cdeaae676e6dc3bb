"""Ablation switches off what it names, and puts it back."""

import importlib.util
import sys
from contextlib import ExitStack
from pathlib import Path

import pytest

import extractor
from extractor.assembly import lists
from extractor.model import Article

SCRIPT = Path(__file__).resolve().parents[2] / "scripts" / "ablation.py"
TEXT = (
    "Norway gave Malawi a grant of $4 million for wells on 3 May 2021.\n"
    "It also promised Zambia and Kenya loans of $2 million and $3 million.\n"
)


def _module():
    spec = importlib.util.spec_from_file_location("ablation", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    sys.modules["ablation"] = module
    spec.loader.exec_module(module)
    return module


ABLATION = _module()
ARTICLE = Article(id="a", text=TEXT, published="2021-05-04")


@pytest.fixture(scope="module")
def read():
    """Read the article, parsed once, with the rules as they now are."""
    reader = extractor.load()
    parsed = reader._parse([ARTICLE])[0]
    return lambda: reader._read(ARTICLE, parsed).records


@pytest.mark.parametrize("family", ABLATION.FAMILIES)
def test_an_article_is_read_without_any_one_family(family, read):
    with ExitStack() as stack:
        ABLATION.without(family, stack)
        records = read()
    assert all(TEXT[span.start : span.end] == span.text for record in records for span in record.spans())


def test_a_family_is_put_back():
    before = lists.read_all
    with ExitStack() as stack:
        ABLATION.without("lists", stack)
        assert lists.read_all is not before
    assert lists.read_all is before


def test_without_inheritance_a_giver_told_before_is_not_known(read):
    with ExitStack() as stack:
        ABLATION.without("inherited parties", stack)
        fewer = read()
    assert len(fewer) < len(read())
