"""What a sentence says of the goods in it: they are given, come, are paid for; or carry, are wanted, sold, kept."""

import re
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from spacy.tokens import Doc, Token

from extractor.components.goods_beside import in_convoy, newly_had, owned, stands_aside, thanked_for
from extractor.components.noun_phrase import Phrase, is_noun
from extractor.lexicon import Lexicon, funding
from extractor.lexicon.equipment import Class
from extractor.lexicon.goods_words import Use
from extractor.lexicon.goods_words import words as goods_words

Standing = Literal["gift", "told", "passing", "denied", "none"]
"""`gift`: the words around show that goods are given. `told`: their sentence speaks of giving. `passing`: neither.
`denied`: they are only wanted, sold or somebody's own. `none`: they are no goods at all."""

CARRIERS: frozenset[Class] = frozenset({"vehicle", "vessel", "aircraft"})
_GIVE: tuple[str, ...] = ("give", "receive")
_CONTEXT: tuple[str, ...] = ("give", "receive", "fund", "aid")
_LISTING = frozenset(["include", "comprise", "consist", "contain"])
_PAYS = re.compile(
    r"\s*(?:\([^)]*\)\s*)?(?:(?:worth|line|loan|credit|grant|package|tender|tranche)\s)?"
    r"(?:of|for|in|towards|to (?:buy|purchase|procure|acquire|supply|provide|install))\s+"
    r"(?:the |a |an |some |its |their |new |@\w+ )*"
)
_SELVES = frozenset(["themselves", "itself", "himself", "herself"])
_WHERE = frozenset(["under", "beneath", "behind", "near", "inside", "outside", "against"])
_MOST_UP = 6  # steps from goods up to a noun or a verb that says how they are meant


@cache
def _giving(lexicon: Lexicon, frames: tuple[str, ...]) -> frozenset[str]:
    pairs = (funding.by_form(lexicon, "verb"), funding.by_form(lexicon, "noun"))
    return frozenset(
        form
        for table in pairs
        for form, rows in table.items()
        if any(row.frame in frames and (row.pos == "verb" or row.weight > 1) for row in rows)  # not "doctors"
    )


@cache
def _everyday(lexicon: Lexicon) -> frozenset[str]:
    """Give the verbs of giving that daily life uses as well ("buy", "put", "make")."""
    table = funding.by_form(lexicon, "verb")
    return frozenset(form for form, rows in table.items() if any(r.frame == "give" and r.weight == 1 for r in rows))


@dataclass(slots=True)
class Context:
    """The sentences of one doc, whose words are given in small letters.

    `sums` are the characters at which its sums of money end, `people` tokens of names, `nouns` tokens that name goods.
    """

    doc: Doc
    lexicon: Lexicon
    text: str
    words: list[str]
    sums: list[int]
    people: frozenset[int] = frozenset()
    nouns: frozenset[int] = frozenset()
    told: list[bool] = field(init=False)

    def __post_init__(self) -> None:
        self.told = list(self._told())

    def _told(self) -> list[bool]:
        """Say for each token whether its sentence speaks of giving, or goes on listing what the doc says is given."""
        giving = _giving(self.lexicon, _CONTEXT) | goods_words(self.lexicon, "come")
        told: list[bool] = []
        before = False
        for sentence in self.doc.sents:
            gives = not giving.isdisjoint(self.words[sentence.start : sentence.end])
            lists = not gives and before and any(token.lemma_ in _LISTING for token in sentence)
            told.extend([gives or lists] * len(sentence))
            before = before or gives
        return told

    def standing(self, phrase: Phrase, klass: Class) -> Standing:
        """Say how far the goods of a phrase are given."""
        token = self.doc[phrase.head]
        if self._carries(phrase, klass) or self._absent(phrase):
            return "none"
        if self._is_denied(phrase):
            return "denied"
        if (
            thanked_for(token)
            or self._handed(token)
            or self._paid_for(phrase)
            or self._for_many(phrase)
            or self._swapped(phrase)
        ):
            return "gift"
        given = self.is_given(token)
        if not given and owned(token):
            return "denied"
        aside = phrase.count is None and stands_aside(token, phrase.start)
        return "told" if given or (self.told[phrase.head] and not aside) else "passing"

    def _is_denied(self, phrase: Phrase) -> bool:
        """Whether goods are somebody's own, wanted, sold, or where something happens."""
        token = self.doc[phrase.head]
        if self._kept(token) and not newly_had(token):
            return True
        return self._wanted(token) or self._sold(token) or self._own(phrase) or self._placed(phrase)

    def _use(self, use: Use) -> frozenset[str]:
        return goods_words(self.lexicon, use)

    def under_giving(self, token: Token) -> bool:
        """Whether a verb or noun of giving governs a noun, however far up."""
        giving, coming = _giving(self.lexicon, _CONTEXT), self._use("come") | self._use("move")
        return any(self.words[i] in giving or self.words[i] in coming for i in (above.i for above in token.ancestors))

    def is_given(self, token: Token) -> bool:
        """Whether a noun is what a verb of giving gives, or what comes."""
        while token.dep_ == "conj" and is_noun(token.head):
            token = token.head
        giving = _giving(self.lexicon, _GIVE)
        coming = self._use("come") | self._use("move")
        verb = self.words[token.head.i]
        if token.dep_ in {"nsubj", "dobj", "nsubjpass"} and verb in coming:
            return True
        if token.dep_ == "pobj" and self.words[token.head.i] in {"with", "of"}:
            above = self.words[token.head.head.i]
            return above in giving or (self.words[token.head.i] == "with" and above in coming)
        return token.dep_ in {"dobj", "nsubjpass", "appos"} and self.words[token.head.i] in giving

    def _carries(self, phrase: Phrase, klass: Class) -> bool:
        """Whether a vehicle brings goods or people and is none itself: "a ship with 40 tons", "came in a boat"."""
        if klass not in CARRIERS:
            return False
        return self._laden(phrase.end) or self._ridden(phrase, klass) or in_convoy(self.doc[phrase.head])

    def _laden(self, end: int) -> bool:
        after = self.words[end : end + 1]
        return bool(after) and after[0] in self._use("load") and (after[0] != "with" or self._loaded(end + 1))

    def _ridden(self, phrase: Phrase, klass: Class) -> bool:
        token = self.doc[phrase.head]
        if token.dep_ == "pobj" and self.words[token.head.i] in {"in", "on", "by", "aboard", "onto"}:
            if self.words[token.head.i] == "aboard":
                return True
            flown_in = self.words[token.head.i] == "in" and phrase.count is not None  # "flew in eight boats"
            return not flown_in and any(self.words[above.i] in self._use("ride") for above in self._governors(token))
        if klass == "vehicle":
            return False
        if token.dep_ == "nsubjpass":
            return token.head.lemma_ in {"load", "unload"}
        return token.dep_ == "nsubj" and self.words[token.head.i] in self._use("ride")

    def _loaded(self, start: int) -> bool:
        """Whether "with" leads to a load: a count with a measure, or aid ("with 58 tonnes of aid", "with supplies")."""
        return any(
            word in {"tonnes", "tons", "t", "supplies", "aid", "relief", "goods"}
            for word in self.words[start : start + 5]
        )

    def _absent(self, phrase: Phrase) -> bool:
        """Whether there is none ("a truck with *no battery*")."""
        before = self.words[max(0, phrase.body - 2) : phrase.body]
        return self.words[phrase.body] == "no" or before[-1:] in (["no"], ["without"]) or before[:-1] == ["not"]

    def _governors(self, token: Token) -> list[Token]:
        """Give the words above a noun, over "and" and prepositions, up to the first verb."""
        found: list[Token] = []
        while len(found) < _MOST_UP and token.head is not token:
            token = token.head
            found.append(token)
            if token.pos_ in {"VERB", "AUX"}:
                break
        return found

    def _kept(self, token: Token) -> bool:
        """Whether goods are somebody's own, or made ("the renovation of the clinic's beds", "maker of vaccines")."""
        while token.dep_ == "conj" and is_noun(token.head):
            token = token.head
        if token.dep_ != "pobj" or self.words[token.head.i] != "of":
            owned = token.dep_ in {"compound", "poss", "nmod", "dobj", "nsubjpass"}
            return owned and self.words[token.head.i] in self._use("keep")
        return self.words[token.head.head.i] in self._use("keep")

    def _wanted(self, token: Token) -> bool:
        """Whether goods are only asked for or lacking ("asked for a second boat", "for want of ambulances")."""
        wanting, giving = self._use("want"), _giving(self.lexicon, _GIVE)
        for governor in self._governors(token):
            word = self.words[governor.i]
            if word in wanting:
                return True
            if word in giving:
                return False
        return False

    def _sold(self, token: Token) -> bool:
        """Whether goods are traded, or dealt with in daily life ("Egypt imported wheat", "she bought a goat")."""
        for governor in self._governors(token):
            if self.words[governor.i] in self._use("trade"):
                return True
            if self.words[governor.i] in _everyday(self.lexicon) and (
                any(map(self._somebody, governor.children)) or self._by_themselves(governor)
            ):
                return True
        return False

    def _by_themselves(self, verb: Token) -> bool:
        """Whether people buy for themselves ("bought by the families *themselves*")."""
        return any(child.dep_ == "agent" and self.words[child.right_edge.i] in _SELVES for child in verb.children)

    def _somebody(self, token: Token) -> bool:
        pronoun = self.words[token.i] in {"he", "she", "i"}
        return token.dep_ == "nsubj" and (pronoun or token.i in self.people or token.ent_type_ == "PERSON")

    def _own(self, phrase: Phrase) -> bool:
        return "own" in self.words[max(0, phrase.body - 1) : phrase.end]

    def _placed(self, phrase: Phrase) -> bool:
        """Whether goods are where something happens, or others are for them ("under a tarp", "for *its hospital*")."""
        token, before = self.doc[phrase.head], phrase.start - 1
        if token.dep_ == "dobj" and token.head.lemma_ == "ride":
            return True
        if before > 0 and self.words[before] == "for" and before - 1 in self.nouns:
            return True  # "refrigerators for vaccines", "a garage for 40 trucks"
        if token.dep_ != "pobj" or phrase.body == 0:
            return False
        preposition = self.words[token.head.i]
        theirs = self.doc[phrase.body - 1].tag_ == "PRP$" and preposition in {"for", "at", "in", "to", "from"}
        return theirs or preposition in _WHERE

    def _handed(self, token: Token) -> bool:
        """Whether a clause says that the goods are given ("the machines *provided*", "which India *presented*")."""
        giving, coming = _giving(self.lexicon, _GIVE), self._use("come")
        return any(
            child.dep_ in {"relcl", "acl"} and (self.words[child.i] in giving or self.words[child.i] in coming)
            for child in token.children
        )

    def _paid_for(self, phrase: Phrase) -> bool:
        """Whether a sum is for the goods ("€15 million for 25 trolleybuses", "2.1m in medicines")."""
        start = self.doc[phrase.start].idx
        before = [end for end in self.sums if end <= start]
        return bool(before) and _PAYS.fullmatch(self.text, before[-1], start) is not None

    def _for_many(self, phrase: Phrase) -> bool:
        """Whether goods are said to be for a number of people or schools ("tarps for 500 families")."""
        if phrase.end >= len(self.doc) or self.words[phrase.end] != "for":
            return False
        return any(
            token.tag_ == "CD" or token.text[-1].isdigit() for token in self.doc[phrase.end + 1 : phrase.end + 4]
        )

    def _swapped(self, phrase: Phrase) -> bool:
        """Whether goods replace others ("the replacement of cylinders with *stoves*")."""
        token = self.doc[phrase.head]
        return (
            token.dep_ == "pobj"
            and self.words[token.head.i] in {"with", "by", "for"}
            and any(word in self._use("swap") for word in self.words[max(0, phrase.start - 8) : phrase.start])
        )

    def sizes(self, phrase: Phrase) -> bool:
        """Whether a number of them tells the size of what stands before ("a hospital for *72 beds*")."""
        if phrase.count is None or phrase.start < 2:
            return False
        gap = self.words[phrase.start - 1]
        index = phrase.start - 2
        if gap == ",":
            while index > 0 and (self.doc[index].pos_ == "PROPN" or self.words[index] == ","):
                if self.words[index] in self._use("capacity"):
                    return True
                index -= 1
        return gap in {"for", "of", "with", ",", "("} and self.words[index] in self._use("capacity")
