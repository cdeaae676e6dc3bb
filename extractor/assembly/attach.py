"""Details told beside a flow's own statements: the sentence that lists the goods, names the places or says who signed.

An article of one flow gives all to it. In an article of many, a sentence that tells no flow belongs to the only one of
its paragraph, to the list entry that it stands under, or to the one that it points back at; else to none.
"""

from collections.abc import Sequence

from extractor.assembly.group import BACK, Flow, receiving
from extractor.assembly.parties import Parties
from extractor.assembly.statements import Statement

ENTRY = 4  # how plainly a block of "Key: value" lines says that it is a flow
AWAY = 2  # paragraphs over which a sentence points back at a flow
HINTED = 0.5  # what is claimed plainly enough to speak of another giver's flow ("*from India* came")
BEGINS = 4  # words of a sentence before a project that it begins with
OPENS = 8  # words of a sentence among which it points back

Told = tuple[Flow, Parties]


def attach(told: Sequence[Told], said: Sequence[Statement]) -> None:
    """Add to each flow the statements of `said` that only tell its details, in the article's order."""
    owner = {id(statement): pair for pair in told for statement in pair[0].statements}
    places: dict[int, list[Told]] = {}
    for pair in told:
        for statement in pair[0].statements:
            here = places.setdefault(statement.sentence.paragraph, [])
            if pair not in here:
                here.append(pair)
    before: Told | None = None  # of the sentence before, where that has a home
    for statement in said:
        if (own := owner.get(id(statement))) is not None:
            before = own
            continue
        if statement.amount is not None and statement.amount_role == "flow":
            before = None
            continue
        home = _home(statement, told, places, before)
        if home is not None and fits(statement, home[1]):
            home[0].details.append(statement)
            before = home
    _only_title(told, said)


def _only_title(told: Sequence[Told], said: Sequence[Statement]) -> None:
    """Give the article's first flow the one project that a sentence without a flow begins with.

    "*Under the Dawa Water Project*, a contractor will build ...": of a whole and its parts it is the whole's.
    """
    if not told or told[0][0].titles():
        return
    main = next((flow for flow, _ in told if told[0][0] in flow.parts), told[0][0])
    owned = {id(s) for flow, _ in told for s in flow.statements}
    loose = [
        s
        for s in said
        if id(s) not in owned
        and any(t.kind == "project" and t.span.start - s.sentence.span.start <= BEGINS for t in s.titles)
    ]
    if len({t.name for s in loose for t in s.titles if t.kind == "project"}) == 1 and fits(loose[0], told[0][1]):
        main.details.append(loose[0])


def _home(
    statement: Statement, told: Sequence[Told], places: dict[int, list[Told]], before: Told | None
) -> Told | None:
    """Find the one flow that a statement may tell of."""
    titles = {t.name.lower() for t in statement.titles if t.kind != "scheme"}
    if titles and any(pair[0].titles() for pair in told):
        named = [pair for pair in told if titles & pair[0].titles()]
        return named[0] if len(named) == 1 else None
    if len(told) == 1:
        return told[0]
    if here := places.get(statement.sentence.paragraph):
        return here[0] if len(here) == 1 else before if points_back(statement) else None
    if before is not None and _under_entry(statement, before):
        return before
    return _pointed_at(statement, places) if points_back(statement) else None


def _pointed_at(statement: Statement, places: dict[int, list[Told]]) -> Told | None:
    """Find the one flow that the nearest paragraph above tells."""
    for distance in range(1, AWAY + 1):
        if near := places.get(statement.sentence.paragraph - distance):
            return near[0] if len(near) == 1 else None
    return None


def _under_entry(statement: Statement, before: Told) -> bool:
    """Whether a sentence stands right under the entry of a list that tells a flow, or goes on there."""
    flow = before[0]
    last = max([*flow.statements, *flow.details], key=lambda s: s.end)
    return flow.opening.given >= ENTRY and statement.sentence.paragraph - last.last_paragraph <= 1


def points_back(statement: Statement) -> bool:
    """Whether a sentence begins with what was told before: "It ...", "The pumps ...", "Under this agreement ..."."""
    words = [t for t in statement.sentence.span if not t.is_punct and not t.is_space][:OPENS]
    for token in words:
        if token.pos_ in {"VERB", "AUX"}:
            return False
        if token.lower_ in {"it", "they", "these", "this", "both"}:
            return True
        if token.lower_ in BACK and token.head.pos_ == "NOUN":
            return True
    return False


def fits(statement: Statement, parties: Parties) -> bool:
    """Whether a statement names no other giver and no other receiver than the flow has."""
    if statement.refused:
        return False
    giving = {c for claim in statement.claimed("donor", HINTED) for c in claim.actor.countries}
    known = {side.country for side in parties.donors if side.country}
    others = giving - known - set(parties.countries)
    receivers = receiving([statement]) - known
    return not (giving and known and others and not giving & known) and not (
        receivers and parties.countries and not receivers & set(parties.countries)
    )


def tells_another_gift(statement: Statement, flow: Flow) -> bool:
    """Whether a sentence beside a flow with a sum says that somebody named in it gives something else.

    "Oslo gave Mali $2 million. *Last year Norway also handed over ten trucks.*"
    """
    if flow.amount is None or statement in flow.core or statement.amount is not None or points_back(statement):
        return False
    return bool(statement.goods) and any(
        c.trigger is not None and c.trigger.row.frame == "give" and not c.actor.rule.startswith("antecedent")
        for c in statement.claimed("donor", 2)
    )
