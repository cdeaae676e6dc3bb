"""Whom a pronoun or a definite noun stands for where one candidate remains: "*she* presented", "*the embassy* said"."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Token

from extractor.assembly.collect import Actor, Human, Sentence
from extractor.lexicon import Lexicon
from extractor.lexicon.countries import kingdoms
from extractor.lexicon.donors import organs
from extractor.lexicon.frames import providers
from extractor.values import name as names

PEOPLE = frozenset({"he", "she"})
BACK = frozenset({"the", "this", "that"})
REALM = "Kingdom"
# Nouns that stand for the one state without aid of its own to give that the article has named so far.
LAND = frozenset({"country", "nation", "kingdom", "republic", "island", "archipelago"})


def link(sentences: Sequence[Sentence], lexicon: Lexicon) -> None:
    """Add to each sentence the actors that its pronouns and definite nouns stand for, as evidence the name before."""
    _wholes(sentences, lexicon)
    memory = _Memory(lexicon)
    for sentence in sentences:
        sentence.actors += list(memory.recall(sentence))
        memory.learn(sentence)


def _wholes(sentences: Sequence[Sentence], lexicon: Lexicon) -> None:
    """Take an organ for the body that it acts for, where the article names that body: the Commission for the Union."""
    whole_of = organs(lexicon)
    named = {a.donor: a for s in reversed(sentences) for a in s.actors if a.how == "org" and a.donor}
    for sentence in sentences:
        for actor in sentence.actors:
            whole = named.get(whole_of.get(actor.donor, "")) if actor.how == "org" else None
            if whole is not None:
                actor.name, actor.donor, actor.kind = whole.name, whole.donor, whole.kind


class _Memory:
    """What an article has named so far, by the words that may stand for it: a long article names thousands."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._prior = providers(lexicon)
        self._kingdoms = kingdoms(lexicon)
        self._human: Human | None = None
        self._of_states: dict[str, Human] = {}  # by name, the first that is known to speak for a state
        self._by_name: dict[str, dict[str, Human]] = {}  # by each word of the name
        self._by_role: dict[str, dict[str, Human]] = {}
        self._by_head: dict[str, dict[str, Actor]] = {}  # organisations by each word of the name, the last named last
        self._states: dict[str, Actor] = {}
        self._subject: Actor | None = None

    def learn(self, sentence: Sentence) -> None:
        """Note what a sentence names."""
        for human in sentence.people:
            known = self._of_states.get(human.name)
            self._human = human if human.country or known is None else known
            if human.country:
                self._of_states.setdefault(human.name, human)
            for word in human.name.split():
                self._by_name.setdefault(word, {})[human.name] = human
            for word in human.role.lower().split():
                self._by_role.setdefault(word, {})[human.name] = human
        first: Actor | None = None
        for actor in sorted(sentence.actors, key=lambda a: a.start):
            if actor.how == "org":
                for word in actor.name.lower().split():
                    bodies = self._by_head.setdefault(names.head_form(word), {})
                    bodies.pop(actor.name, None)
                    bodies[actor.name] = actor
            elif actor.how == "country" and not actor.nested:
                self._states.setdefault(actor.country, actor)
            if first is None and actor.how in {"org", "country"} and actor.root.dep_ in {"nsubj", "nsubjpass"}:
                first = actor
        self._subject = first or self._subject

    def recall(self, sentence: Sentence) -> Iterator[Actor]:
        """Give the actors that words of a sentence stand for."""
        named = [a for a in sentence.actors if a.text != REALM]  # which the model takes for a place
        taken = {i for fact in (*named, *sentence.people) for i in range(fact.span.start, fact.span.end)}
        for token in sentence.span:
            if token.i in taken:
                continue
            if token.lower_ in PEOPLE:
                yield from self._person(token, self._human)
            elif token.lower_ == "it" and token.dep_ in {"nsubj", "nsubjpass"} and self._subject is not None:
                yield _placed(self._subject, token)
            elif token.pos_ in {"NOUN", "PROPN"} and any(child.lower_ in BACK for child in token.children):
                yield from self._noun(token)
            elif token.pos_ == "PROPN" and token.dep_ in {"nsubj", "nsubjpass", "pobj"}:
                holders = self._by_name.get(token.text, {})
                if len(holders) == 1:
                    yield from self._person(token, next(iter(holders.values())))

    def _person(self, token: Token, human: Human | None) -> Iterator[Actor]:
        if human is not None and human.country:
            span = token.doc[token.i : token.i + 1]
            yield Actor(
                human.start, human.end, human.text, "antecedent:person", span, "official", human.name, human.country
            )

    def _noun(self, token: Token) -> Iterator[Actor]:
        if token.text == REALM:  # with its capital it stands for giving states as well
            realms = [actor for code, actor in self._states.items() if code in self._kingdoms]
            if len(realms) == 1:
                yield _placed(realms[0], token)
            return
        if token.lower_ in LAND:
            lands = [actor for code, actor in self._states.items() if not self._prior.get(code)]
            if len(lands) == 1:
                yield _placed(lands[0], token)
            return
        holders = self._by_role.get(token.lower_, {})
        if holders:
            if len(holders) == 1:
                yield from self._person(token, next(iter(holders.values())))
            return
        bodies = self._by_head.get(names.head_form(token.lower_), {})
        if not bodies or any(child.dep_ in {"compound", "amod"} for child in token.children):
            return
        if len(bodies) == 1 or token.text[0].isupper():  # "the Bank" is the one that was named last
            yield _placed(list(bodies.values())[-1], token)


def _placed(actor: Actor, token: Token) -> Actor:
    """Give an actor the place in the parse of the word that stands for it; its evidence stays its own mention."""
    return replace(actor, span=token.doc[token.i : token.i + 1], rule="antecedent:noun", nested=False)
