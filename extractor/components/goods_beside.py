"""What the words right beside goods say of them: somebody has them now, gives thanks for them, drives off in them."""

from spacy.tokens import Token

from extractor.components.noun_phrase import is_noun

_NEWLY = frozenset(["now", "will", "can", "today"])
_THANKS = frozenset(["thank", "thanks", "grateful", "gratitude", "appreciation"])
_ASIDE = frozenset(["on", "by", "at"])


def _first_of_list(token: Token) -> Token:
    while token.dep_ == "conj" and is_noun(token.head):
        token = token.head
    return token


def in_convoy(token: Token) -> bool:
    """Whether vehicles are those of people who drive past ("a *convoy of* 12 cars")."""
    return token.dep_ == "pobj" and token.head.head.lemma_ in {"convoy", "motorcade"}


def newly_had(token: Token) -> bool:
    """Whether somebody has goods by the gift told: "the clinic *now* has an ambulance", "will have"."""
    verb = _first_of_list(token).head
    return verb.lemma_ == "have" and any(child.lower_ in _NEWLY for child in verb.children)


def thanked_for(token: Token) -> bool:
    """Whether somebody is thanked for the goods ("he thanked Kuwait *for the tents*")."""
    token = _first_of_list(token)
    return token.dep_ == "pobj" and token.head.lower_ == "for" and token.head.head.lemma_ in _THANKS


def owned(token: Token) -> bool:
    """Whether goods are somebody's ("villagers carry *their maize* to the mill")."""
    return token.dep_ == "dobj" and any(child.tag_ == "PRP$" for child in token.children)


def stands_aside(token: Token, start: int) -> bool:
    """Whether goods do something of their own, or are where something is ("*vans* stand there", "on lorries").

    `start` is the first token of their phrase, unit included: "a *tonne* of cement costs $180".
    """
    while token.dep_ == "pobj" and token.head.lower_ == "of" and token.head.head.i >= start:
        token = token.head.head
    if token.dep_ == "nsubj":
        return bool(token.head.pos_ == "VERB")
    return token.dep_ == "pobj" and token.head.lower_ in _ASIDE
