"""Reading the parse: which words speak of funding, and which arguments hang on them.

One general reader of the tables `funding` (words and their frames) and `frames` (arguments and their roles). It knows
English, not funding: passives, relative clauses, coordination, control ("agreed to provide"), phrasal verbs.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from spacy.tokens import Span, Token

from extractor.components.spans import text_of
from extractor.lexicon import Lexicon
from extractor.lexicon.abstracts import abstracts
from extractor.lexicon.frames import Role, arguments
from extractor.lexicon.funding import Funding, by_form, longer
from extractor.lexicon.not_aid import reasons

FormTable = Mapping[str, tuple[Funding, ...]]

VERBAL = frozenset({"VERB", "AUX"})
NOMINAL = frozenset({"NOUN", "PROPN"})
SUBJECTS = frozenset({"nsubj", "csubj"})
PASSIVE_SUBJECTS = frozenset({"nsubjpass", "csubjpass"})
OBJECTS = frozenset({"dobj", "obj", "attr", "oprd"})
MODIFIERS = frozenset({"amod", "compound", "nmod", "nummod", "npadvmod"})
THROUGH = frozenset({"conj", "appos"})  # arcs that change nothing: "Japan and Korea", "Japan, the donor,"
WITHIN = frozenset({"of", "in", "from", "at", "on"})  # prepositions that make a part of its noun
GIVING = frozenset({"give", "receive", "fund", "forgive"})  # frames by whose words something changes hands
LIGHT = frozenset({"make", "reach", "conclude", "have", "enter", "come", "get", "strike"})
ORDERS = frozenset({"contract", "contracts", "subcontract", "tender", "bid", "concession"})
# What giving and receiving are where the thing is a contract ("was *awarded* the contract", "*won* the tender").
ORDERING = {"give": "award", "receive": "win"}
PREDICATES = frozenset({"attr", "acomp", "oprd"})
THINGS = frozenset({"give", "fund"})  # frames whose object is either the receiver or what it is given
MOVED = frozenset({"give", "receive", "fund"})  # frames whose object changes hands
# How much of an argument's role is left for a word that only modifies it ("the *Chinese* company built").
MODIFIER_SHARE, PHRASE_SHARE = 0.5, 0.4


@dataclass(frozen=True, slots=True, eq=False)
class Trigger:
    """A word of funding language in a sentence."""

    token: Token
    row: Funding

    @property
    def verb(self) -> bool:
        """Whether it is used as a verb."""
        return self.row.pos == "verb"


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """What a token is to a trigger."""

    role: Role
    weight: float
    trigger: Trigger
    edge: str


def triggers(span: Span, lexicon: Lexicon, names: Collection[int] = ()) -> list[Trigger]:
    """Give the funding words of a sentence in order; one word may have several frames.

    Tokens whose index is in `names` belong to a name ("the *Development Fund*") and speak of nothing.
    """
    verbs, nouns, phrases = by_form(lexicon, "verb"), by_form(lexicon, "noun"), longer(lexicon)
    found: list[Trigger] = []
    for token in span:
        if token.i in names:
            continue
        if token.pos_ in VERBAL:
            rows = (
                _phrase(token, phrases.get(token.lower_, ())) or _phrasal(token, verbs) or verbs.get(token.lower_, ())
            )
            if token.lemma_ in LIGHT and _agreed(token, nouns):
                rows = verbs["signed"]  # "made an agreement", "reached a deal"
            elif rows and _no_aid(token, nouns, lexicon):
                rows = tuple(row for row in rows if row.frame not in MOVED)
            found += [Trigger(token, row) for row in rows]
        elif token.pos_ in NOMINAL or token.dep_ in OBJECTS:
            found += [Trigger(token, row) for row in _compound(token, nouns)]
        elif token.pos_ == "ADJ" and (rows := nouns.get(token.lower_, ())):  # "is *responsible* for the works"
            found += [Trigger(token, row) for row in rows if row.frame == "contractor"]
        elif token.pos_ == "ADJ" and token.lower_ in {"worth", "valued", "funded", "financed", "donated"}:
            found += [Trigger(token, row) for row in verbs.get(token.lower_, ())]
    return found


def _no_aid(verb: Token, nouns: FormTable, lexicon: Lexicon) -> bool:
    """Whether what changes hands is only said or thought ("delivered *remarks*", "gave *way*"), or no aid."""
    things = [child for child in verb.children if child.dep_ in {"dobj", "nsubjpass"}]
    elsewhere = reasons(lexicon)  # "paid *dividends*", "paid *a fine*"
    return bool(things) and all(
        elsewhere.get(thing.lower_, "topic") != "topic"
        or (thing.lemma_.lower() in abstracts(lexicon) and not nouns.get(thing.lower_))
        for thing in things
    )


def _agreed(verb: Token, nouns: FormTable) -> bool:
    """Whether the object of a verb that says little by itself is an agreement."""
    objects = [
        c for child in verb.children for c in (child, *child.children) if c.dep_ in {"dobj", "pobj", "nsubjpass"}
    ]
    return any(row.frame == "agreement" for thing in objects for row in nouns.get(thing.lower_, ()))


PHRASE_REACH = 14  # words between a verb and the end of its phrase: "put $40 million on the table"


def _phrase(token: Token, known: Iterable[tuple[tuple[str, ...], Funding]]) -> tuple[Funding, ...]:
    """Find "put on the table" in "put $40 million on the table"."""
    after = (
        [t.lower_ for t in token.doc[token.i + 1 : min(token.i + 1 + PHRASE_REACH, token.sent.end)]] if known else []
    )
    for rest, row in known:
        if any(tuple(after[i : i + len(rest)]) == rest for i in range(len(after))):
            return (row,)
    return ()


def _phrasal(token: Token, verbs: FormTable) -> tuple[Funding, ...]:
    """Find "hand over" in "handed the keys over", whether or not the parser saw the particle."""
    particles = [child.lower_ for child in token.children if child.dep_ in {"prt", "advmod"} or child.pos_ == "ADP"]
    if token.i + 1 < len(token.doc):
        particles.append(token.nbor().lower_)
    for particle in particles:
        if rows := verbs.get(f"{token.lower_} {particle}"):
            return rows
    return ()


def _compound(token: Token, nouns: FormTable) -> tuple[Funding, ...]:
    """Find the longest noun of the table that ends at `token` ("line of credit" before "credit")."""
    doc, end = token.doc, token.i + 1
    text, stop = text_of(doc), token.idx + len(token)
    if end < len(doc) and text[token.idx : doc[end].idx + len(doc[end])].lower() in nouns:
        return ()  # "technical" of "technical assistance" is seen at its last word
    for length in (3, 2):
        first = end - length
        if first < 0 or not (rows := nouns.get(text[doc[first].idx : stop].lower())):
            continue
        if first >= token.sent.start:
            return rows
    return nouns.get(token.lower_, ())


def subject(verb: Token, depth: int = 0) -> Iterator[tuple[str, Token]]:
    """Give the subject of a verb, as ("subj", token) or, of a passive, ("obj", token); inherited where it has none."""
    own = [child for child in verb.children if child.dep_ in SUBJECTS | PASSIVE_SUBJECTS]
    if own:
        for child in own:
            edge = "obj" if child.dep_ in PASSIVE_SUBJECTS else "subj"
            if child.lower_ in {"which", "that", "who"} and verb.dep_ == "relcl":
                yield edge, verb.head
            else:
                yield edge, child
        return
    if depth <= 4 and verb.head is not verb:
        yield from _inherited(verb, depth)


def _inherited(verb: Token, depth: int) -> Iterator[tuple[str, Token]]:
    """Give the subject that a verb without one of its own has from what it hangs on."""
    head = verb.head
    if verb.dep_ == "advcl" and any(child.lower_ == "to" for child in verb.children):
        return  # "received $5 million to finance a school": who does what it is for is not told
    if verb.dep_ in {"conj", "xcomp", "advcl", "ccomp", "pcomp"} and head.pos_ in VERBAL:
        inherited = [token for edge, token in subject(head, depth + 1) if edge == "subj" or verb.dep_ == "conj"]
        helpers = [child.dep_ for v in (verb, head) for child in v.children]
        passive = verb.tag_ == "VBN" and (verb.dep_ != "conj" or "auxpass" in helpers)
        if verb.dep_ == "xcomp" and (objects := [c for c in head.children if c.dep_ in OBJECTS]):
            inherited = objects  # "asked Japan to provide"
        yield from (("obj" if passive else "subj", token) for token in inherited)
    elif verb.dep_ in {"acl", "relcl"}:
        if verb.tag_ == "VBN":
            yield "obj", head
        elif verb.tag_ == "VBG":
            yield "subj", head
        elif (governor := _verb_above(head)) is not None:  # "announced a plan to invest", "agreed on a deal to give"
            yield from ((edge, token) for edge, token in subject(governor, depth + 1) if edge == "subj")
    elif verb.dep_ == "pcomp" and (governor := _verb_above(head)) is not None:  # "by providing", "for building"
        yield from ((edge, token) for edge, token in subject(governor, depth + 1) if edge == "subj")


def passive(verb: Token) -> bool:
    """Whether a verb stands in the passive ("was donated", "grants *approved* by")."""
    own = {child.dep_ for child in verb.children}
    return "auxpass" in own or "nsubjpass" in own or (verb.tag_ == "VBN" and verb.dep_ in {"acl", "amod"})


def _verb_above(token: Token) -> Token | None:
    for ancestor in token.ancestors:
        if ancestor.pos_ in VERBAL:
            return ancestor
    return None


def children_by_edge(token: Token) -> Iterator[tuple[str, Token]]:
    """Give what hangs on a word below it: objects, datives, possessors, modifiers and the objects of prepositions."""
    for child in token.children:
        dep = child.dep_
        if dep in {"prep", "agent", "dative"} and child.pos_ in {"ADP", "SCONJ", "PART"}:
            yield from _of_preposition(child)
        elif dep == "dative":
            yield "dative", child
        elif dep in OBJECTS:
            yield "obj", child
        elif dep == "poss":
            yield "poss", child
        elif dep in MODIFIERS:
            yield "mod", child
        elif dep in PASSIVE_SUBJECTS | SUBJECTS:
            continue


def _of_preposition(preposition: Token) -> Iterator[tuple[str, Token]]:
    for grandchild in preposition.children:
        if grandchild.dep_ in {"pobj", "pcomp"}:
            yield preposition.lower_, grandchild
        elif grandchild.dep_ in {"prep"}:  # "from within", "out of"
            yield from _of_preposition(grandchild)


def trigger_arguments(trigger: Trigger) -> Iterator[tuple[str, Token]]:
    """Give the arguments of a trigger, with those that hang on its object ("donated 80 computers *to Ecuador*")."""
    token = trigger.token
    if not trigger.verb:
        yield from children_by_edge(token)
        if trigger.row.frame == "contractor":
            yield from (("is", other) for other in equated(token))
        return
    yield from subject(token)
    objects: list[Token] = [t for e, t in subject(token) if e == "obj"]
    for edge, child in children_by_edge(token):
        if edge not in {"mod", "poss"}:
            yield edge, child
        if edge == "obj":
            objects.append(child)
    for thing in objects:
        for piece in [thing, *thing.conjuncts]:
            yield from _below_object(piece, 2)


def _below_object(thing: Token, depth: int) -> Iterator[tuple[str, Token]]:
    for edge, child in children_by_edge(thing):
        if edge == "of" and depth:
            yield from _below_object(child, depth - 1)
        elif edge not in {"mod", "poss", "of", "obj"}:
            yield edge, child


def equated(noun: Token) -> Iterator[Token]:
    """Give the words that a noun is said of: "the *contractor* is X", "X, the *contractor*", "X as *contractor*"."""
    yield from (child for child in noun.children if child.dep_ == "appos")
    head = noun.head
    if noun.dep_ in {"appos", "compound", "nmod"}:
        yield head
    elif noun.dep_ in PREDICATES:
        yield from (token for _, token in subject(head))
    elif noun.dep_ in SUBJECTS and head.lemma_ == "be":
        yield from (child for child in head.children if child.dep_ in PREDICATES)
    elif noun.dep_ == "pobj" and head.lower_ in {"as", "in"}:  # "acts as contractor", "is in charge"
        if head.head.pos_ in VERBAL:
            yield from (token for _, token in subject(head.head))
        else:
            yield head.head


def frame_of(trigger: Trigger) -> str:
    """Give the frame of a word as it is used here: awarding and winning contracts is no giving and receiving."""
    ordering = ORDERING.get(trigger.row.frame)
    if ordering is None or not trigger.verb:
        return trigger.row.frame
    things = [child for child in trigger.token.children if child.dep_ in OBJECTS | PASSIVE_SUBJECTS]
    if trigger.token.dep_ in {"acl", "relcl"}:  # "the contract awarded to X"
        things.append(trigger.token.head)
    return ordering if any(thing.lower_ in ORDERS for thing in things) else trigger.row.frame


MONEY = frozenset({"money", "sum", "amount", "cash", "remainder", "rest", "half", "balance"})


def _of_money(verb: Token, aid: Collection[int]) -> bool:
    """Whether what goes or comes is aid or a sum ("*$3 million* went to the clinic", not "the envoy went to Oslo")."""
    return any(
        token.i in aid or token.lower_ in MONEY or token.is_currency or token.ent_type_ == "MONEY"
        for _, token in subject(verb)
    )


HELPING = frozenset(["help", "assist", "enable", "allow", "let", "support", "empower", "ask", "urge", "require"])


ACCORDS = frozenset({"agreement", "accord", "deal", "memorandum", "pact", "contract", "protocol", "commitment"})


def _helped(verb: Token) -> bool:
    """Whether a verb's subject is helped to do it ("gave pumps to help *Mali* irrigate", "a loan for *it* to buy")."""
    own = {child.dep_: child for child in verb.children}
    infinitive = "aux" in own and own["aux"].lower_ == "to" and "nsubj" in own
    if infinitive and verb.head.lemma_.lower() in ACCORDS:
        return False  # "signed an agreement for *Oslo* to cancel"
    return infinitive or (verb.dep_ in {"xcomp", "ccomp"} and verb.head.lemma_ in HELPING)


class Reading:
    """The arguments of all triggers of one sentence, by token."""

    def __init__(self, span: Span, found: Iterable[Trigger], lexicon: Lexicon) -> None:
        self.span = span
        self.triggers = list(found)
        self._parts: dict[int, list[Part]] = {}
        table = arguments(lexicon)
        aid = {trigger.token.i for trigger in self.triggers if trigger.row.frame == "aid"}
        for trigger in self.triggers:
            frame = frame_of(trigger)
            if frame == "reach" and not _of_money(trigger.token, aid):
                continue
            for edge, token in trigger_arguments(trigger):
                row = table.get((frame, edge))
                if row is not None:
                    role: Role = (
                        "recipient" if edge == "subj" and row.role == "donor" and _helped(trigger.token) else row.role
                    )
                    self._parts.setdefault(token.i, []).append(Part(role, row.weight, trigger, edge))

    def recipients(self) -> Iterator[tuple[int, Part]]:
        """Give the words that a trigger says receive, by token."""
        yield from self._by_role("recipient")

    def donors(self) -> Iterator[tuple[int, Part]]:
        """Give the words that a trigger says give, by token."""
        yield from self._by_role("donor")

    def _by_role(self, role: Role) -> Iterator[tuple[int, Part]]:
        for index, parts in self._parts.items():
            if (part := next((p for p in parts if p.role == role), None)) is not None:
                yield index, part

    def parts(self, root: Token) -> list[Part]:
        """Say what the words under `root` are to the nearest triggers above them; [] where the parse does not say."""
        token, share, inside = root, 1.0, False
        for _ in range(8):
            if found := self._parts.get(token.i):
                # "donated two *Tongxi* computers": what only describes the thing given receives nothing
                told = [
                    p
                    for p in found
                    if not (inside and p.edge == "obj" and p.role == "recipient" and p.trigger.row.frame in THINGS)
                ]
                return [Part(p.role, p.weight * share, p.trigger, p.edge) for p in told]
            head = token.head
            if head is token or token.i < self.span.start or token.i >= self.span.end:
                return []
            if token.dep_ in THROUGH:
                token = head
            elif token.dep_ in MODIFIERS or token.dep_ == "poss":
                token, share, inside = head, share * MODIFIER_SHARE, True
            elif token.dep_ == "pobj" and head.lower_ in WITHIN and head.head.pos_ in NOMINAL:
                token, share = head.head, share * PHRASE_SHARE
            else:
                return []
        return []


def above(token: Token, limit: int = 8) -> Iterator[Token]:
    """Give `token` and what it hangs on, upwards, within its sentence."""
    yield token
    for number, ancestor in enumerate(token.ancestors):
        if number >= limit:
            return
        yield ancestor
