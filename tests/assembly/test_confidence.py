"""Confidence: signs of the table are those that are computed, and evidence raises it."""

from extractor.assembly.confidence import confidence, features, parts
from extractor.lexicon import Lexicon
from extractor.lexicon.confidence import weights
from extractor.model import Date, Dates, GrantRecord, Money, Party, Span

BARE = GrantRecord(article_id="a", flow_type="grant", status="commitment")
SENTENCE = Span(slot="record", start=0, end=40, text="s" * 40, rule="statement")


def _told() -> GrantRecord:
    donor = Span(slot="donors", start=3, end=9, text="Norway", rule="place:country")
    return GrantRecord(
        article_id="a",
        flow_type="grant",
        status="commitment",
        title="Wells for Thiès",
        amount=Money(value="5", currency="NOK"),
        donors=[Party(name="Norway", country="NO", evidence=[donor])],
        dates=Dates(agreed=Date(value="2020", precision="year")),
        evidence=[SENTENCE],
    )


def test_the_table_has_a_weight_for_each_sign():
    assert set(weights(Lexicon())) == set(features(BARE, [BARE]))


def test_a_record_told_in_full_is_surer():
    told = _told()
    assert confidence(told, [told], Lexicon()) > confidence(BARE, [BARE], Lexicon())
    found = features(told, [told])
    assert (found["own_donor"], found["own_recipient"], found["sums_beside"]) == (1.0, 0.0, 0.25)


def test_the_parts_are_what_each_sign_adds():
    told = _told()
    found = parts(features(told, [told]), Lexicon())
    assert found["title"] == weights(Lexicon())["title"]
    assert found["own_recipient"] == 0.0
