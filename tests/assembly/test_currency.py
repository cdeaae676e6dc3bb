"""Settling an ambiguous currency: by its other telling, its sentence, its paper, the states told."""

import datetime

import pytest

from extractor.assembly import currency
from extractor.assembly.collect import Actor, Sentence, Sum
from extractor.lexicon import Lexicon
from extractor.model import Article
from extractor.values import money

LEXICON = Lexicon()


def _sentence(text, states):
    """Make a sentence with its sums; `states` are the countries told in it, "place:FJ" a place in one."""
    sums = []
    for m in money.find(text):
        told = sums[m.equivalent_of] if m.equivalent_of is not None else None
        where = (m.start, m.end, text[m.start : m.end], m.rule, None)
        sums.append(Sum(*where, m.value, m.currency, m.qualifier, m.candidates, told))
    actors = []
    for state in states.split():
        how, _, code = state.rpartition(":")
        actors.append(Actor(0, 1, code, "test", None, how or "country", code, code))
    return Sentence(None, 0, 0, "body", sums=sums, actors=actors)


def _settled(*told, home=""):
    sentences = [_sentence(text, states) for text, states in told]
    currency.settle(sentences, LEXICON, home=home)
    return [amount.currency for sentence in sentences for amount in sentence.sums]


@pytest.mark.parametrize(
    ("told", "home", "currencies"),
    [
        ([("China gave $5 million.", "CN FJ")], "", ["USD"]),
        ([("China gave $5 million.", "CN FJ")], "FJ", ["FJD"]),
        ([("China gave US$5 million.", "CN FJ")], "FJ", ["USD"]),
        ([("China gave $5 million.", "CN FJ")], "CN", ["USD"]),
        ([("It gave $29 million.", "CN")], "WS", ["WST"]),
        ([("It gave T$29 million.", "CN")], "WS", ["WST"]),
        ([("IDA gave US$40m in credit and $25m in grants.", "DM")], "DM", ["USD", "USD"]),
        ([("It is $4.86 million (C$2.4 million).", "CA place:DM place:DM")], "", ["XCD", "CAD"]),
        (
            [("It is $4.86 million (C$2.4 million).", "CA DM DM"), ("It fined him $1,200.", "")],
            "",
            ["XCD", "CAD", "XCD"],
        ),
        ([("A loan of $130 million (108,000 euro) was signed.", "RO CN")], "", ["USD", "EUR"]),
        ([("Ottawa adds C$25 million.", "CA PK"), ("All gave $9 billion.", "PK")], "", ["CAD", "USD"]),
        (
            [("It gave A$80 million and US$5 million.", "AU TL"), ("Each got 100 dollars.", "")],
            "",
            ["AUD", "USD", "USD"],
        ),
        (
            [("It gave A$80 million and A$5 million.", "AU TL"), ("Each got 100 dollars.", "")],
            "TL",
            ["AUD", "AUD", "AUD"],
        ),
        ([("Kampala pays Sh5 billion.", "UG")], "", ["UGX"]),
        ([("Kampala pays Sh5 billion.", "UG")], "KE", ["KES"]),
        ([("Oil for Rs 299 billion came from India.", "IN"), ("It fell.", "NP NP")], "", ["NPR"]),
        ([("It turned Rs 300 crore into a grant, SLR 2.8 million each.", "LK IN")], "IN", ["INR", "LKR"]),
        ([("It gave 5 million francs.", "RW"), ("It fell.", "FR FR")], "", ["RWF"]),
        ([("It gave 5 million pounds.", "EG")], "", ["EGP"]),
        ([("Nobody gave anything.", "EG")], "", []),
    ],
)
def test_settled(told, home, currencies):
    assert _settled(*told, home=home) == currencies


@pytest.mark.parametrize(
    ("source", "url", "home"),
    [("The Fiji Times", None, "FJ"), (None, "https://www.rnz.co.nz/x", "NZ"), ("Xinhua", None, "")],
)
def test_home_of_an_article(source, url, home):
    day = datetime.date(2024, 5, 1)
    article = Article(id="x", text="A gift.", title=None, published=day, url=url, source=source)
    assert currency.home(article, LEXICON) == home
