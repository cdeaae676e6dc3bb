"""From sentences to statements: what one sentence says of one flow.

A sentence with several sums that are not one another's restatement says several things ("a grant of $10 million and a
loan of $5 million"); what stands before the first sum is common to them, what follows a sum is its own.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from itertools import pairwise

from spacy.tokens import Token

from extractor.assembly import clauses, purpose, sums
from extractor.assembly.claim import Claim
from extractor.assembly.collect import Actor, Goods, Human, Sentence, Sum, Title, When
from extractor.assembly.grammar import (
    GIVING,
    NOMINAL,
    VERBAL,
    Reading,
    Trigger,
    above,
    triggers,
)
from extractor.assembly.parallel import SURE as PAIRED
from extractor.assembly.parallel import Share, each, names_givers, shares
from extractor.assembly.roles import claims
from extractor.lexicon import Lexicon
from extractor.lexicon.cue_words import words

FUTURE = frozenset(["will", "shall", "would", "'ll", "wo"])
HEDGES = frozenset(["could", "may", "might", "can", "should", "must"])
LISTED = 3  # what it takes to open a flow


@dataclass(frozen=True, slots=True, eq=False)
class Cue:
    """Words that speak for a value of a judged slot; offsets into the article."""

    value: str
    start: int
    end: int
    rule: str


@dataclass(slots=True, eq=False)
class Statement:
    """What a sentence, or a sum's part of it, says of one flow."""

    sentence: Sentence
    start: int
    end: int
    triggers: list[Trigger]
    claims: list[Claim]
    amount: Sum | None = None
    amount_role: str = ""
    restated: list[Sum] = field(default_factory=list)
    wholes: list[Sum] = field(default_factory=list)
    goods: list[Goods] = field(default_factory=list)
    titles: list[Title] = field(default_factory=list)
    dates: list[When] = field(default_factory=list)
    people: list[Human] = field(default_factory=list)
    statuses: list[Cue] = field(default_factory=list)
    flows: list[Cue] = field(default_factory=list)
    purpose: tuple[int, int, str] | None = None
    around: list[Cue] = field(default_factory=list)  # what the rest of its sentence says of status
    whole: list[Claim] | None = None  # all claims of its sentence, where it tells a part of it
    refused: bool = False
    hedged: bool = False
    given: int = 0  # how plainly the layout says that this is a flow, whatever the words say
    clause: bool = False  # it is one of several clauses that tell each of something else given
    paired: bool = False  # a list gives its sum a party of its own
    follows: bool = False  # another sum of its sentence is told before its own
    signed: When | None = None  # the day that its list entry gives under a key or column for it
    entry: int | None = None  # the last paragraph of the list entry that it was read from
    introduces: bool = False  # it announces the items of a list, which tell the flows themselves

    @property
    def last_paragraph(self) -> int:
        """The paragraph that it ends in."""
        return self.sentence.paragraph if self.entry is None else self.entry

    @property
    def text(self) -> str:
        """The whole sentence, as printed."""
        return self.sentence.text

    def frames(self) -> set[str]:
        """Give the frames of its words."""
        return {trigger.row.frame for trigger in self.triggers}

    def weight(self, frame: str) -> int:
        """Give the weight of the strongest word of one frame; 0 if there is none."""
        return max((t.row.weight for t in self.triggers if t.row.frame == frame), default=0)

    def claimed(self, role: str, least: float = 1.0) -> list[Claim]:
        """Give the claims of one role that are at least so strong."""
        return [claim for claim in self.claims if claim.role == role and claim.weight >= least]


def read(sentence: Sentence, lexicon: Lexicon) -> list[Statement]:
    """Read what a sentence says of flows; always at least one statement, which may say nothing."""
    found = triggers(sentence.span, lexicon, _named(sentence))
    said = claims(sentence, Reading(sentence.span, found, lexicon), lexicon)
    flows, others = sums.sort(sentence, found, words(lexicon, "asking"))
    pieces = sums.pieces(sentence, flows)
    parts = clauses.split(sentence, found)
    if parts and not sentence.sums:
        return [_clause(sentence, part, found, said, lexicon) for part in parts]
    own = clauses.without_sums(parts, sentence)  # "gave $5 million last year, and its army drilled 12 wells"
    pieces = clauses.cut(pieces, own)
    parallel = _parallel(sentence, flows) if len(flows) > 1 and _respectively(sentence) else []
    paired = shares(sentence, flows, said, lexicon) if len(flows) > 1 else [None] * len(flows)
    listed = [actor for share in paired if share is not None for actor in share[0]]
    around = (
        _statement(sentence, (sentence.start, sentence.end), sentence.end, found, said, lexicon=lexicon).statuses
        if len(pieces) > 1
        else []
    )
    result = []
    for index, (start, end) in enumerate(pieces):
        shared_end = pieces[0][0]
        statement = _statement(sentence, (start, end), shared_end, found, said, lexicon=lexicon)
        if flows:
            statement.amount, statement.amount_role = flows[index], "flow"
        elif costs := [(amount, role) for amount, role in others if role not in {"need", "price"}]:
            statement.amount, statement.amount_role = costs[0]
        statement.restated = [s for s in sentence.sums if s.restates is not None and s.restates is statement.amount]
        statement.wholes = [s for s, role in others if role == "whole" and s is not statement.amount]
        statement.around = around
        statement.whole = said if len(pieces) > 1 else None
        statement.follows = index > 0
        statement.purpose = parallel[index] if parallel else purpose.find(statement, lexicon)
        if flows and (share := paired[index]) is not None:
            rest = [c for c in said if c.actor not in listed]
            statement = _shared(statement, share, rest, found, lexicon)
            statement.claims = [c for c in statement.claims if c.actor in share[0] or c.actor not in listed]
        singles = each(sentence, flows[index], said, lexicon) if flows else []
        result += [_shared(statement, share, said, found, lexicon) for share in singles] or [statement]
    _share_purpose(result)
    _share_title(result)
    return result + [_clause(sentence, part, found, said, lexicon) for part in own]


def _share_purpose(statements: list[Statement]) -> None:
    """Give all sums of a sentence the purpose that stands once, behind the last ("$2 and $3 million for wells")."""
    last = statements[-1]
    if last.purpose is None or last.purpose[2] not in {"purpose:for", "purpose:to", "purpose:after"}:
        return
    sums = [s.amount for s in statements if s.amount is not None]
    listed = _respectively(last.sentence) or all(_joined(a.root, b.root) for a, b in pairwise(sums))
    if listed and all(s.purpose is None for s in statements[:-1]):
        for statement in statements[:-1]:
            statement.purpose = last.purpose


def _share_title(statements: list[Statement]) -> None:
    """Give two sums joined to one another the project that is named once, behind both."""
    if len(statements) != 2 or not statements[1].titles or statements[0].titles:
        return
    first, second = (s.amount for s in statements)
    if first is not None and second is not None and _joined(first.root, second.root):
        statements[0].titles = list(statements[1].titles)


def _joined(first: Token, second: Token) -> bool:
    """Whether a token is joined to another or to what it hangs on in the same noun phrase."""
    chain = {token.i for token in above(first, 3) if token.pos_ not in VERBAL}
    return any(token.dep_ == "conj" and token.head.i in chain for token in above(second, 3))


def _clause(
    sentence: Sentence, part: tuple[int, int], found: list[Trigger], said: list[Claim], lexicon: Lexicon
) -> Statement:
    statement = _statement(sentence, part, sentence.start, found, said, lexicon=lexicon)
    statement.clause, statement.whole = True, said
    own = {trigger.token.i for trigger in statement.triggers}
    statement.claims += [  # the subject that its verb shares with the one before
        c for c in said if c.trigger is not None and c.trigger.token.i in own and c not in statement.claims
    ]
    statement.purpose = purpose.find(statement, lexicon)
    return statement


def _shared(statement: Statement, share: Share, said: list[Claim], found: list[Trigger], lexicon: Lexicon) -> Statement:
    """Give the statement of one sum to the actors that a list pairs with it; the other side is common to all sums.

    A verb of giving told once for the list tells each of its flows.
    """
    actors, role = share
    kept = [c for c in statement.claims if c.role != role and c.actor not in actors]
    own = [Claim(actor, role, PAIRED, "role:parallel") for actor in actors]
    other = "recipient" if role == "donor" else "donor"
    common = [c for c in said if c.role == other and c.weight >= 1 and c not in kept and c.actor not in actors]
    told = any(t.row.frame in GIVING | {"aid", "sign", "approve", "announce"} for t in found)
    told = told or (role == "donor" and names_givers(statement.sentence, lexicon))
    given = max(statement.given, LISTED) if told else statement.given
    return replace(statement, claims=[*kept, *own, *common], paired=True, given=given)


def _named(sentence: Sentence) -> set[int]:
    """Give the tokens of names, in which funding words mean nothing."""
    orgs = [actor for actor in sentence.actors if actor.how == "org"]
    return {i for fact in [*orgs, *sentence.titles, *sentence.people] for i in range(fact.span.start, fact.span.end)}


def _statement(
    sentence: Sentence,
    own: tuple[int, int],
    shared_end: int,
    found: list[Trigger],
    said: list[Claim],
    *,
    lexicon: Lexicon,
) -> Statement:
    start, end = own

    def mine(place: int) -> bool:
        return place < shared_end or start <= place < end

    offset = sentence.offset
    own_words = [t for t in found if mine(offset + t.token.idx)]
    statement = Statement(sentence, start, end, own_words, [c for c in said if mine(c.actor.start)])
    statement.goods = [g for g in sentence.goods if mine(g.start)]
    statement.titles = [t for t in sentence.titles if mine(t.start)]
    statement.dates = [d for d in sentence.dates if mine(d.start)] or list(sentence.dates)
    statement.people = list(sentence.people)
    for trigger in own_words:
        _judge(statement, trigger, offset, lexicon)
    near = [cue for cue in statement.flows if cue.start >= start]
    statement.flows = near or statement.flows
    return statement


def _judge(statement: Statement, trigger: Trigger, offset: int, lexicon: Lexicon) -> None:
    """Note what one word says of status and flow type, given its tense, mood and negation."""
    token, row = trigger.token, trigger.row
    start, end = offset + token.idx, offset + token.idx + len(token.text)
    called_off = row.word in words(lexicon, "called_off") and not statement.weight("debt")
    if row.flow and not _negated(token) and not called_off:
        statement.flows.append(Cue(row.flow, start, end, f"flow:{row.word}"))
    if not trigger.verb:
        if row.status:
            statement.statuses.append(Cue(row.status, start, end, f"status:{row.word}"))
        return
    if (
        row.frame == "refuse"
        or (row.frame in GIVING and _hoped(token, words(lexicon, "hoping")))
        or (_negated(token) and row.frame in GIVING | {"sign", "approve", "build"})
    ):
        statement.refused = True
        return
    if row.status is None or row.frame in {"sum", "cost"}:
        return
    if token.dep_ in {"acl", "relcl"} and token.head.tag_ == "NNS" and row.frame in {"build", "open", "implementer"}:
        return  # "one of 470 projects implemented there" says nothing of this one
    mood = mood_of(token)
    status: str | None = row.status
    if called_off:
        status = "cancelled" if mood in {"past", "present"} else None  # "cancelled a loan", not what was owed
    if mood == "hedge":
        statement.hedged = True
        status = "pledge"
    elif mood == "future":
        status = "pledge" if row.frame in GIVING | {"build", "sign", "approve"} else None
    elif mood == "progressive" and row.status in {"completion", "commitment"}:
        status = "implementation"
    if status:
        statement.statuses.append(Cue(status, start, end, f"status:{row.word}.{mood}"))


def _hoped(verb: Token, hoping: Collection[str]) -> bool:
    """Whether what a verb tells is only hoped or asked for ("hoped that Oslo *would give*", "asked it *to lend*")."""
    token = verb
    for _ in range(3):
        if token.dep_ not in {"ccomp", "xcomp", "acl", "advcl", "conj"} or token.head is token:
            return False
        token = token.head
        if token.lemma_.lower() in hoping:
            return True
    return False


def _negated(token: Token) -> bool:
    return any(child.dep_ == "neg" or child.lower_ in {"no", "never"} for child in token.children)


def mood_of(verb: Token) -> str:
    """Say whether a verb tells what "past", "progressive", "future" (told or decided, not yet so) or "hedge"."""
    auxiliaries = {child.lower_ for child in verb.children if child.dep_ in {"aux", "auxpass"}}
    if auxiliaries & HEDGES:
        return "hedge"
    if auxiliaries & FUTURE or "to" in auxiliaries:
        return "future"
    if verb.tag_ == "VBG" and auxiliaries & {"is", "are", "was", "were", "been", "be", "'s", "'re"}:
        return "progressive"
    if verb.tag_ in {"VBP", "VBZ"} or (verb.tag_ == "VB" and not auxiliaries):
        return "present"
    if verb.dep_ == "conj" and verb.tag_ in {"VB", "VBN"} and verb.head.pos_ in VERBAL and not auxiliaries:
        return mood_of(verb.head)
    return "past"


def _respectively(sentence: Sentence) -> bool:
    return any(token.lower_ == "respectively" for token in sentence.span)


def _parallel(sentence: Sentence, flows: list[Sum]) -> list[tuple[int, int, str]]:
    """Find the list whose members go with the sums one by one ("ports and roads ... 8 and 2 million respectively")."""
    first = flows[0].span.start
    best: list[Token] = []
    for token in sentence.span:
        if token.i >= first or token.dep_ == "conj" or token.pos_ not in NOMINAL:
            continue
        members = [token, *sorted(token.conjuncts, key=lambda t: t.i)]
        if any(covers(sentence.actors, member) for member in members):
            continue  # who gives or gets
        if len(members) == len(flows) and members[-1].i < first:
            best = members
    found = []
    for index, member in enumerate(best):
        left = member.left_edge.i
        if index == 0:
            for token in above(member):
                if token.pos_ in VERBAL:
                    break
                left = min(left, token.left_edge.i)
        doc = member.doc
        if doc[left].pos_ == "ADP" and left > sentence.span.start and doc[left - 1].pos_ in NOMINAL:
            left = doc[left - 1].left_edge.i  # "upgrades to customs facilities", whose "to" the parser hung on the verb
        right = member.i + 1
        while right < len(sentence.span.doc) and sentence.span.doc[right].dep_ not in {"cc", "conj", "punct"}:
            if not any(a is member for a in sentence.span.doc[right].ancestors):
                break
            right += 1
        found.append(_slice(sentence, left, right, "purpose:respectively"))
    return found


def _slice(sentence: Sentence, left: int, right: int, rule: str) -> tuple[int, int, str]:
    span = sentence.span.doc[left:right]
    return sentence.offset + span.start_char, sentence.offset + span.end_char, rule


def covers(pieces: Iterable[Actor], token: Token) -> bool:
    """Whether `token` belongs to one of the actors."""
    return any(actor.span.start <= token.i < actor.span.end for actor in pieces)
