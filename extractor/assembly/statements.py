"""From sentences to statements: what one sentence says of one flow.

A sentence with several sums that are not one another's restatement says several things ("a grant of $10 million and a
loan of $5 million"); what stands before the first sum is common to them, what follows a sum is its own.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace

from spacy.tokens import Token

from extractor.assembly.collect import Actor, Goods, Human, Sentence, Sum, Title, When
from extractor.assembly.grammar import NOMINAL, VERBAL, Reading, Trigger, above, triggers
from extractor.assembly.parallel import SURE as PAIRED
from extractor.assembly.parallel import Share, each, shares
from extractor.assembly.roles import Claim, claims
from extractor.lexicon import Lexicon
from extractor.lexicon.cue_words import words

FUTURE = frozenset(["will", "shall", "would", "'ll", "wo"])
HEDGES = frozenset(["could", "may", "might", "can", "should", "must"])
GIVING = frozenset({"give", "receive", "fund", "forgive"})
PART_OF = frozenset({"part", "out", "portion", "share", "tranche", "instalment", "installment", "phase", "some"})
LISTED = 3  # what it takes to open a flow
WHOLE_NOUNS = frozenset(
    {"package", "agreement", "agreements", "set", "envelope", "total", "programme", "program", "pledge"}
)


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
    paired: bool = False  # a list gives its sum a party of its own
    introduces: bool = False  # it announces the items of a list, which tell the flows themselves

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
    flows, others = _sort_sums(sentence, found, words(lexicon, "asking"))
    pieces = _pieces(sentence, flows)
    parallel = _parallel(sentence, flows) if len(flows) > 1 and _respectively(sentence) else []
    paired = shares(sentence, flows, said, lexicon) if len(flows) > 1 else [None] * len(flows)
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
        elif costs := [(amount, role) for amount, role in others if role != "need"]:
            statement.amount, statement.amount_role = costs[0]
        statement.restated = [s for s in sentence.sums if s.restates is not None and s.restates is statement.amount]
        statement.wholes = [s for s, role in others if role == "whole" and s is not statement.amount]
        statement.around = around
        statement.whole = said if len(pieces) > 1 else None
        statement.purpose = parallel[index] if parallel else purpose(statement)
        if flows and (share := paired[index]) is not None:
            statement = _shared(statement, share, said, found)
        singles = each(sentence, flows[index], said, lexicon) if flows else []
        result += [_shared(statement, share, said, found) for share in singles] or [statement]
    return result


def _shared(statement: Statement, share: Share, said: list[Claim], found: list[Trigger]) -> Statement:
    """Give the statement of one sum to the actors that a list pairs with it; the other side is common to all sums.

    A verb of giving told once for the list tells each of its flows.
    """
    actors, role = share
    kept = [c for c in statement.claims if c.role != role and c.actor not in actors]
    own = [Claim(actor, role, PAIRED, "role:parallel") for actor in actors]
    other = "recipient" if role == "donor" else "donor"
    common = [c for c in said if c.role == other and c.weight >= 1 and c not in kept and c.actor not in actors]
    told = any(t.row.frame in GIVING | {"aid", "sign", "approve", "announce"} for t in found)
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


def _sort_sums(
    sentence: Sentence, found: list[Trigger], asking: Collection[str]
) -> tuple[list[Sum], list[tuple[Sum, str]]]:
    """Part the sums that a sentence says are given from costs, wholes and restatements."""
    frames: dict[int, set[str]] = {}
    for trigger in found:
        frames.setdefault(trigger.token.i, set()).add(trigger.row.frame)
    flows: list[Sum] = []
    others: list[tuple[Sum, str]] = []
    for amount in sentence.sums:
        if amount.restates is not None:
            continue
        role = _sum_role(amount, frames, asking)
        if role == "flow":
            flows.append(amount)
        else:
            others.append((amount, role))
    return flows, others


def _sum_role(amount: Sum, frames: dict[int, set[str]], asking: Collection[str]) -> str:
    """Say whether a sum is the "flow", a "cost" or price, the "whole" that a flow is part of, or only a "need"."""
    previous: Token | None = None
    if _superseded(amount):
        return "need"
    for token in above(amount.root):
        known = frames.get(token.i, set())
        if "cost" in known and previous is not None:
            return "cost"
        if previous is not None and ("need" in known or (token.pos_ in VERBAL and token.lemma_.lower() in asking)):
            return "need"
        if token.lower_ in PART_OF and previous is not None and token.i < amount.span.start:
            return "whole"
        if known & (GIVING | {"aid", "forgive", "sign"}):
            return "flow"
        if token.pos_ in VERBAL and token.dep_ in {"ROOT", "ccomp"}:
            break
        previous = token
    before = [token.lower_ for token in amount.span.doc[max(0, amount.span.start - 4) : amount.span.start]]
    return "cost" if {"cost", "costs", "costing", "contract", "price"} & set(before) else "flow"


OLDER = frozenset({"after", "against", "versus", "instead"})


def _superseded(amount: Sum) -> bool:
    """Whether a sum is only what another is measured by ("from $1 million *to* $2 million", "after £1 million")."""
    doc, start, end = amount.span.doc, amount.span.start, amount.span.end
    head = amount.root.head
    if head.pos_ in {"ADP", "SCONJ"} and head.i < start and head.lower_ in OLDER:
        return True
    return start > 0 and doc[start - 1].lower_ == "from" and end < len(doc) and doc[end].lower_ == "to"


def _pieces(sentence: Sentence, flows: list[Sum]) -> list[tuple[int, int]]:
    """Give each sum its own part of the sentence: from where its noun phrase starts to where the next one's does."""
    if len(flows) < 2:
        start = _phrase_start(flows[0], sentence.span.start - 1) if flows else sentence.span.start
        at = sentence.offset + sentence.span.doc[start].idx if flows else sentence.start
        return [(at, sentence.end)]
    starts = []
    edge = sentence.span.start - 1
    for amount in flows:
        starts.append(sentence.offset + sentence.span.doc[_phrase_start(amount, edge)].idx)
        edge = amount.span.end - 1
    return list(zip(starts, [*starts[1:], sentence.end], strict=True))


def _phrase_start(amount: Sum, after: int) -> int:
    """Find the first token of the largest phrase around a sum that lies wholly behind token `after`, below the verb."""
    start: int = amount.span.start
    for token in above(amount.root):
        if token.pos_ in VERBAL or token.left_edge.i <= after:
            break
        start = min(start, token.left_edge.i)
    return start


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


PURPOSE_PREPOSITIONS = frozenset({"for", "towards", "toward"})


def purpose(statement: Statement) -> tuple[int, int, str] | None:
    """Find the phrase that says what the flow is for: "for ..." or "to ..." on the sum, the aid noun or the verb.

    Of works and of things paid for ("built *a bridge*", "financed *the road*") it is the object itself.
    """
    anchors = _anchors(statement)
    return (
        _for_something(statement, anchors)
        or _to_do_something(statement, anchors)
        or _doing_something(statement)
        or _object_of_work(statement)
    )


def _for_something(statement: Statement, anchors: Iterable[Token]) -> tuple[int, int, str] | None:
    """Find what stands after "for" or "towards" on one of the anchors."""
    for token in anchors:
        for child in token.children:
            if child.lower_ in PURPOSE_PREPOSITIONS and child.dep_ in {"prep", "dative"}:
                for thing in child.children:
                    if thing.dep_ in {"pobj", "pcomp"} and not _is_named(statement, thing):
                        return _phrase(statement, thing, "purpose:for")
    return None


def _to_do_something(statement: Statement, anchors: Iterable[Token]) -> tuple[int, int, str] | None:
    """Find an infinitive on one of the anchors, unless it is itself a word of giving."""
    giving = [t.token for t in statement.triggers if t.row.frame == "give"]
    for token in anchors:
        for child in token.children:
            infinitive = child.dep_ in {"advcl", "acl", "xcomp", "relcl"} and any(
                c.lower_ == "to" for c in child.children
            )
            if infinitive and child.lower_ not in {"be", "have"} and child not in giving:
                return _phrase(statement, child, "purpose:to", skip_to=True)
    return None


def _doing_something(statement: Statement) -> tuple[int, int, str] | None:
    """Find what is done under a title: "ran the X Project, *training nurses*"."""
    for trigger in statement.triggers:
        participle = trigger.verb and trigger.token.dep_ == "advcl" and trigger.token.tag_ == "VBG"
        if participle and statement.titles and trigger.row.frame != "sum":
            return _phrase(statement, trigger.token, "purpose:doing", skip_to=True)
    return None


def _object_of_work(statement: Statement) -> tuple[int, int, str] | None:
    """Find what is built, paid for or opened."""
    for trigger in statement.triggers:
        if trigger.verb and trigger.row.frame in {"build", "fund", "open"}:
            for child in trigger.token.children:
                if child.dep_ in {"dobj", "nsubjpass"} and child.pos_ in NOMINAL and not _is_named(statement, child):
                    return _phrase(statement, child, "purpose:object")
    return None


def _anchors(statement: Statement) -> list[Token]:
    found: list[Token] = []
    if statement.amount is not None:
        for token in above(statement.amount.root, 5):
            found.append(token)
            if token.pos_ in VERBAL:
                break
    for trigger in statement.triggers:
        if trigger.row.frame in {"aid", "give", "receive", "agreement", "sign", "approve", "forgive"}:
            found.append(trigger.token)
    return list({token.i: token for token in found}.values())


NO_PURPOSE = frozenset(
    [
        "year",
        "years",
        "month",
        "months",
        "day",
        "days",
        "time",
        "period",
        "first",
        "use",
        "purpose",
        "project",
        "projects",
        "programme",
        "program",
        "area",
        "areas",
        "part",
    ]
)


def _is_named(statement: Statement, token: Token) -> bool:
    """Whether a word is somebody, some time or a title, which a purpose is not."""
    facts = [*statement.people, *statement.dates, *statement.titles, *(c.actor for c in statement.claims)]
    inside = any(
        fact.span.start <= token.i < fact.span.end for fact in facts if not isinstance(fact, Actor) or fact.how != "org"
    )
    return inside or any(c.actor.root is token for c in statement.claims) or token.lower_ in NO_PURPOSE


def _phrase(statement: Statement, head: Token, rule: str, *, skip_to: bool = False) -> tuple[int, int, str]:
    """Give the phrase of `head`, cut before a relative clause, a date or a new clause."""
    left = head.i if skip_to else head.left_edge.i
    right = min(head.right_edge.i + 1, statement.sentence.span.end)
    doc = head.doc
    for index in range(head.i + 1, right):
        token = doc[index]
        if (
            token.dep_ == "relcl"
            or (token.text in {";", "(", "[", "–", "—"})
            or (
                token.text == ","
                and (
                    index + 1 >= right
                    or doc[index + 1].dep_ in {"relcl", "advcl", "acl"}
                    or doc[index + 1].lower_ in {"which", "who", "where", "with", "including", "as", "while"}
                )
            )
        ):
            right = index if token.dep_ != "relcl" else min(index, token.left_edge.i)
            break
    right = _before_place(statement, head, right)
    while right - 1 > head.i and doc[right - 1].text in {",", ".", ";", '"', "”"}:
        right -= 1
    span = doc[left : max(right, head.i + 1)]
    if span[0].lower_ in {"the", "a", "an"} and len(span) > 1:
        span = span[1:]
    offset = statement.sentence.offset
    return offset + span.start_char, offset + span.end_char, rule


def _before_place(statement: Statement, head: Token, right: int) -> int:
    """Cut a purpose before where or whose it is: "equipment improvements | at the National Medical Center"."""
    named = {i for actor in statement.sentence.actors for i in range(actor.span.start, actor.span.end)}
    for token in head.doc[head.i + 1 : right]:
        leads = token.pos_ == "ADP" and token.lower_ in {"at", "in", "for", "to"} and token.head.i >= head.i
        if leads and any(child.dep_ == "pobj" and child.i in named for child in token.children):
            return token.i
    return right


def covers(pieces: Iterable[Actor], token: Token) -> bool:
    """Whether `token` belongs to one of the actors."""
    return any(actor.span.start <= token.i < actor.span.end for actor in pieces)
