"""What is said of goods behind their noun: "trucks *of six wheels*", "vaccine *against measles*"."""

from collections.abc import Collection

from spacy.tokens import Doc, Token

from extractor.lexicon.equipment import Equipment

_MEDICINES = frozenset({"medicine"})
# Nouns that say little without what they are for: "an apparatus *of ultrasonography*".
_GENERAL = frozenset({"apparatus", "apparatuses"})


def tail(doc: Doc, end: int, row: Equipment, blocked: Collection[int]) -> int:
    """Give the token at which goods end whose noun ends at `end`; no sum, date or name (`blocked`) is taken in."""
    if end + 1 >= len(doc) or end + 1 in blocked or doc[end].is_punct:
        return end
    word, first = doc[end].lower_, doc[end + 1]
    if word == "of" and first.like_num and end + 2 < len(doc) and end + 2 not in blocked:
        return end + 3 if _is_measure(doc[end + 2]) else end
    if word == "of" and doc[end - 1].lower_ in _GENERAL:
        return end + 2 if first.tag_ in {"NN", "NNP"} else end
    if word == "against" and row.klass in _MEDICINES and first.pos_ in {"NOUN", "PROPN"}:
        return _hyphened(doc, end + 1)
    return end + 2 if word == "on" and first.lower_ == "wheels" else end


def _is_measure(token: Token) -> bool:
    return token.is_alpha and token.pos_ in {"NOUN", "PROPN"} and token.ent_type_ not in {"GPE", "PERSON", "ORG"}


def _hyphened(doc: Doc, index: int) -> int:
    """Give the token behind a word and what hangs on it without a blank ("COVID-19")."""
    while index + 1 < len(doc) and not doc[index].whitespace_ and doc[index + 1].text not in {",", ".", ";", ")"}:
        index += 1
    return index + 1
