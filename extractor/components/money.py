"""Sums of money, as spans."""

from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from extractor.components import spans
from extractor.lexicon import Lexicon
from extractor.model import Finding
from extractor.values import money

STRINGS = (
    "MONEY",
    "money:sign",
    "money:sign-after",
    "money:code-after",
    "money:name",
    "money:name-before",
    "money:heading",
    "money:shared",
    "money:understood",
)


@Language.factory("aid_money", default_config={"lexicon": []}, assigns=["doc.spans"])
def make(nlp: Language, name: str, lexicon: list[str]) -> "MoneyFinder":
    """Build the component; `lexicon` are folders of a user's tables."""
    del name
    for string in STRINGS:
        nlp.vocab.strings.add(string)
    return MoneyFinder(Lexicon(tuple(map(Path, lexicon))))


class MoneyFinder:
    """Writes `doc.spans["money"]`: value "352530 USD"; detail: qualifier, candidates, equivalent_of."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def __call__(self, doc: Doc) -> Doc:
        """Find the sums of `doc`."""
        return spans.write(doc, "money", [_finding(m) for m in money.find(spans.text_of(doc), lexicon=self._lexicon)])


def _finding(mention: money.MoneyMention) -> Finding:
    detail: dict[str, str] = {}
    if mention.qualifier != "exact":
        detail["qualifier"] = mention.qualifier
    if mention.candidates:
        detail["candidates"] = "|".join(mention.candidates)
    if mention.equivalent_of is not None:
        detail["equivalent_of"] = str(mention.equivalent_of)
    return Finding(mention.start, mention.end, "MONEY", money.show(mention), mention.rule, detail)
