"""Who is what to a flow: claims of role, read from the parse where it says, else from the words beside."""

from collections.abc import Iterator

from extractor.assembly.beside import PAID, SAID, by_phrase, by_preposition, is_aided, is_lender, is_posted, is_seat
from extractor.assembly.claim import SURELY, Claim
from extractor.assembly.collect import Actor, Human, Sentence
from extractor.assembly.grammar import Part, Reading, Trigger, passive
from extractor.assembly.unnamed import unnamed
from extractor.lexicon import Lexicon
from extractor.lexicon.frames import Role

# A place that is only there is hardly anything, but the only other country of a sentence is most likely the receiver.
MENTIONED: tuple[Role, float, str] = ("site", 0.4, "role:mentioned")
# Who stands before a verb whose subject the parse does not find.
ORDERED: dict[str, Role] = {"give": "donor", "fund": "donor", "forgive": "donor", "receive": "recipient"}
GIFT = 2.0  # what makes somebody behind "of" a giver: no less than the word right before it
WORKS = frozenset({"build", "open"})  # frames of doing rather than paying


def claims(sentence: Sentence, reading: Reading, lexicon: Lexicon) -> list[Claim]:
    """Give every claim that a sentence makes about its actors."""
    found: list[Claim] = []
    for actor in [*sentence.actors, *officials(sentence)]:
        if (plain := _by_words(actor, lexicon)) is not None:
            found += plain
            continue
        parts = reading.parts(actor.root) or _through_person(actor, sentence, reading)
        if _behind_another(actor, sentence):
            parts = []
        if any(_is_staff(part, reading, actor) for part in parts):
            continue
        known = len(found)
        for part in parts:
            role = _role_of(actor, part, parts, sentence)
            if role is None:
                continue
            found.append(Claim(actor, role, part.weight, f"role:{part.trigger.row.frame}.{part.edge}", part.trigger))
        if len(found) == known and not (parts and actor.nested):
            found.append(Claim(actor, *(by_preposition(actor, lexicon) or MENTIONED)))
    found = _alike(found)
    return [*found, *_by_order(reading, found), *unnamed(sentence, reading, lexicon, found)]


def _role_of(actor: Actor, part: Part, parts: list[Part], sentence: Sentence) -> Role | None:
    """Say what one part of the parse makes of an actor; None where it is no such part after all."""
    role: Role = part.role
    through = (part.edge in {"through", "via"} and actor.kind == "company") or _passes_on(actor)
    if role == "donor" and (through or (part.trigger.row.frame in WORKS and _works(actor, parts))):
        role = "implementer"
    elif role == "donor" and part.edge == "of" and (part.weight < GIFT or part.trigger.row.weight == 1):
        return None  # "a gift of *Oslo*", but "the training of midwives in *Zambia*"
    described = actor.how == "adjective" and role in {"recipient", "site"} and part.weight < 1
    idle = part.role == "implementer" and not _may_work(actor, part, parts)
    if described or idle or (role in {"donor", "side"} and (actor.nested or _owner(actor, sentence))):
        return None
    given_to = role == "donor" and part.edge == "mod" and actor.how == "country" and _given_to(part.trigger)
    return "recipient" if given_to else role


def _by_words(actor: Actor, lexicon: Lexicon) -> list[Claim] | None:
    """Give what the words right beside an actor say plainly, maybe nothing; None where they leave it to the parse."""
    if is_aided(actor):
        return [Claim(actor, "donor", PAID, "role:aided")]
    if is_seat(actor):
        return []
    if is_lender(actor, lexicon):
        return [Claim(actor, "donor", PAID, "role:beside.of")]
    if (told := by_phrase(actor)) is not None:
        return [Claim(actor, told, SAID, "role:beside.phrase")]
    return [Claim(actor, "side", SAID, "role:posted")] if is_posted(actor) else None


def _alike(found: list[Claim]) -> list[Claim]:
    """Let the members of a list be what a preposition says of its first: "via UNICEF and *WFP*"."""
    beside = {claim.actor.root.i: claim for claim in found if claim.rule.startswith("role:beside")}
    result = []
    for told in found:
        claim = told
        first = beside.get(claim.actor.root.head.i) if claim.actor.root.dep_ == "conj" else None
        if (
            claim.rule == MENTIONED[2]
            and first is not None
            and (first.actor.how == "org") == (claim.actor.how == "org")
        ):
            claim = Claim(claim.actor, first.role, first.weight, first.rule)
            beside[claim.actor.root.i] = claim
        result.append(claim)
    return result


def _may_work(actor: Actor, part: Part, parts: list[Part]) -> bool:
    """Whether it may carry something out: no state, and nobody who by the same word gives ("NGOs *delivered* food")."""
    if actor.how != "org":
        return False
    gives = any(p.role == "donor" and p.trigger.token is part.trigger.token for p in parts)
    return not gives or actor.kind == "company" or _works(actor, parts)


def _works(actor: Actor, parts: list[Part]) -> bool:
    """Whether who builds or runs something does so for another: a company, or a body with no aid budget of a state."""
    if actor.how != "org" or (actor.payer and actor.country):
        return False
    frames = {p.trigger.row.frame for p in parts}
    return actor.kind == "company" or bool(frames & {"implementer", "doer"} and frames & WORKS)


def _by_order(reading: Reading, found: list[Claim]) -> Iterator[Claim]:
    """Take the nearest actor before a verb of giving for its subject where the parse gives it none.

    The parser loses subjects behind a list or a long name ("Kim, Lee, and *Chinese* Ambassador Qi donated computers").
    """
    if any(claim.role in {"donor", "side"} and claim.weight >= SAID for claim in found):
        return
    for trigger in reading.triggers:
        role = ORDERED.get(trigger.row.frame)
        if role is None or not trigger.verb or trigger.row.weight < 2 or passive(trigger.token):
            continue
        before = [
            claim.actor
            for claim in found
            if claim.actor.span.end <= trigger.token.i
            and claim.role in {"site", "side"}
            and claim.rule != "role:posted"
            and (claim.rule == MENTIONED[2] or claim.rule == "role:beside.with")
        ]
        if any(_is_means(a) for a in before):  # "*Austria*, through its agency ADA, handed over"
            before = [a for a in before if not _is_means(a)] or before
        before = [
            a for a in before if a.how in {"official", "country", "adjective"} or (a.how == "org" and not a.nested)
        ]
        if before:
            nearest = max(before, key=lambda a: (a.how == "official", a.span.end))
            yield Claim(nearest, role, SAID, "role:before", trigger)
            return


def _is_means(actor: Actor) -> bool:
    """Whether a body is told as that through which another acts: "through its agency *ADA*"."""
    doc, index = actor.span.doc, actor.span.start
    return any(doc[i].lower_ in {"through", "via"} for i in range(max(index - 4, 0), index))


def _passes_on(actor: Actor) -> bool:
    """Whether another's money goes through it, whatever it is said to do: "went *through UNICEF*, which helped"."""
    doc, index = actor.span.doc, actor.span.start
    return actor.kind in {"multilateral", "ngo"} and index > 0 and doc[index - 1].lower_ in {"through", "via"}


def _owner(actor: Actor, sentence: Sentence) -> bool:
    """Whether a state is named only as the one whose body acts ("*Germany's* KfW is lending")."""
    if actor.how not in {"country", "adjective", "capital"} or actor.root.dep_ not in {
        "poss",
        "compound",
        "nmod",
        "amod",
    }:
        return False
    heads = {other.root.i for other in sentence.actors if other.how == "org" and other.country == actor.country}
    return actor.root.head.i in heads


def _behind_another(actor: Actor, sentence: Sentence) -> bool:
    """Whether the parser hung a place on a state that it does not lie in ("for Syria *in Brussels*")."""
    preposition = actor.root.head
    if actor.root.dep_ != "pobj" or preposition.lower_ not in {"in", "at"}:
        return False
    return any(a.root.i == preposition.head.i and a.country and a.country != actor.country for a in sentence.actors)


def _is_staff(part: Part, reading: Reading, actor: Actor) -> bool:
    """Whether somebody's people are merely with what another pays for: "paid for by Oslo, with *Cuban* engineers"."""
    people = part.trigger
    if part.role != "donor" or part.edge not in {"mod", "poss"}:
        return False
    if people.verb or people.row.flow != "technical_assistance":
        return False
    if actor.how == "org" and not actor.payer:
        return True  # "training for the *authority's* technicians"
    paid = any(p.weight >= SURELY and p.trigger.verb for index, p in reading.donors() if index != actor.root.i)
    return paid and people.token.dep_ == "pobj" and people.token.head.lower_ == "with"


def _given_to(trigger: Trigger) -> bool:
    """Whether a noun is given by somebody else than who stands before it ("offered *Namibia* cash aid")."""
    head = trigger.token.head
    return trigger.token.dep_ in {"dobj", "dative"} and any(child.dep_ == "nsubj" for child in head.children)


def _through_person(actor: Actor, sentence: Sentence, reading: Reading) -> list[Part]:
    """Give an organisation the part that its representative plays ("X, Director of *the Centre*, signed")."""
    for human in sentence.people:
        if actor.how == "org" and human.organisation and human.organisation in {actor.text, actor.name}:
            return reading.parts(human.root)
    return []


def officials(sentence: Sentence) -> list[Actor]:
    """Give the states that act through their people ("Japanese Prime Minister Sanae Takaichi announced")."""
    return [
        Actor(human.start, human.end, human.text, human.rule, human.span, "official", human.name, human.country)
        for human in sentence.people
        if human.country and not _heads_donor(human, sentence)
    ]


def _heads_donor(human: Human, sentence: Sentence) -> bool:
    """Whether somebody speaks for a body that gives, not for its state ("Director General of *JICA*")."""
    bodies = {
        name
        for a in sentence.actors
        if a.how == "org" and a.donor and a.kind != "government"
        for name in (a.text, a.name)
    }
    return human.organisation in bodies
