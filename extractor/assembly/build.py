"""From a flow to the grant record: every value with the words it was read from."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from extractor.assembly import classify, state, when
from extractor.assembly.collect import Actor, Fact, Goods, Human, Sentence, Sum
from extractor.assembly.group import Flow
from extractor.assembly.resolve import Parties, Side
from extractor.assembly.statements import Cue, Statement
from extractor.lexicon import Lexicon
from extractor.model import (
    Article,
    Date,
    Dates,
    Equipment,
    GrantRecord,
    LoanTerms,
    Location,
    Money,
    Party,
    Person,
    Programme,
    Sector,
    Span,
)
from extractor.model.grant import COUNTED
from extractor.values import sector as sectors
from extractor.values import terms


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes spans of one article; the one place where offsets become Span."""

    article: Article

    def span(self, slot: str, start: int, end: int, rule: str) -> Span:
        """Give the span of `article.text[start:end]`."""
        return Span(slot=slot, start=start, end=end, text=self.article.text[start:end], rule=rule)

    def fact(self, slot: str, fact: Fact) -> Span:
        """Give the span of a fact."""
        return self.span(slot, fact.start, fact.end, fact.rule)

    def cue(self, slot: str, cue: Cue) -> Span:
        """Give the span of a cue."""
        return self.span(slot, cue.start, cue.end, cue.rule)


def build(
    flow: Flow,
    parties: Parties,
    article: Article,
    names: "Namer",
    lexicon: Lexicon,
    *,
    earlier: Sequence[Statement] = (),
    around: Sequence[Sentence] = (),
    alone: bool = False,
) -> GrantRecord:
    """Write the record of a flow; `record_id` and `confidence` are set later, over the whole article.

    `earlier` is what the article tells before the flow opens, `around` the other sentences that speak of it, `alone`
    whether it tells of nothing else.
    """
    writer = Writer(article)
    level = classify.level(flow, lexicon)
    flow_type, type_cues = classify.flow_type(
        flow,
        lexicon,
        parties.donors,
        level=level,
        status=state.told(flow)[0],
        conference=classify.at_conference(article, lexicon),
    )
    signs = state.signs(flow, flow_type, level, around, alone=alone)
    status, status_cues = state.status(flow, signs, lexicon)
    evidence = [_sentence(writer, flow)]
    evidence += [writer.cue("status", cue) for cue in status_cues] + [writer.cue("flow_type", c) for c in type_cues]
    title = _title(flow, writer, evidence)
    purpose = _purpose(flow, writer, evidence)
    record = GrantRecord(
        article_id=article.id,
        level=level,
        flow_type=flow_type,
        in_kind=classify.in_kind(flow, flow_type),
        status=status,
        title=title,
        programme=_programme(flow, writer),
        purpose=purpose,
        amount=_money("amount", flow.amount, writer) if flow.amount is not None else None,
        equivalents=[_money("equivalents", s, writer) for s in _other_sums(flow)],
        donors=[_party("donors", side, writer, names) for side in parties.donors],
        implementers=[_party("implementers", side, writer, names) for side in parties.implementers],
        recipients=[_party("recipients", side, writer, names) for side in parties.recipients],
        recipient_countries=parties.countries,
        locations=_locations(flow, parties, writer),
        dates=_dates(flow, status, earlier, writer),
        equipment=_equipment(flow, writer),
        people=_people(flow, parties, writer),
        loan_terms=_terms(flow, flow_type, writer),
        evidence=evidence,
    )
    record.sector = _sector(record, flow, lexicon, _wider(flow, around, article))
    record.countable = record.level == "activity" and record.status in COUNTED
    return record


def _sentence(writer: Writer, flow: Flow) -> Span:
    opening = flow.opening.sentence
    if flow.amount is not None and not opening.start <= flow.amount.start < opening.end:
        for statement in flow.statements:
            if statement.amount is flow.amount:
                opening = statement.sentence
    start = flow.amount.start if flow.amount is not None else flow.opening.start
    if not opening.start <= start < opening.end:
        start = opening.start
    return writer.span("record", start if flow.amount is None else opening.start, opening.end, "statement")


def _money(slot: str, amount: Sum, writer: Writer) -> Money:
    return Money(
        value=format(amount.value, "f"),
        currency=amount.currency,
        qualifier=amount.qualifier,
        evidence=[writer.fact(slot, amount)],
    )


def _other_sums(flow: Flow) -> list[Sum]:
    seen = {(flow.amount.value, flow.amount.currency)} if flow.amount is not None else set()
    found = []
    for amount in flow.restated:
        if (amount.value, amount.currency) not in seen:
            seen.add((amount.value, amount.currency))
            found.append(amount)
    return found


def _title(flow: Flow, writer: Writer, evidence: list[Span]) -> str | None:
    for statement in flow.statements:
        for title in statement.titles:
            if title.kind != "scheme":
                evidence.append(writer.fact("title", title))
                return title.name
    return None


def _programme(flow: Flow, writer: Writer) -> Programme | None:
    for statement in flow.statements:
        for title in statement.titles:
            if title.kind == "scheme":
                return Programme(name=title.name, code=title.code or None, evidence=[writer.fact("programme", title)])
    return None


def _purpose(flow: Flow, writer: Writer, evidence: list[Span]) -> str | None:
    with_sum = [s for s in flow.statements if s.amount is flow.amount and flow.amount is not None]
    for statement in [*with_sum, *flow.statements]:
        if statement.purpose is not None:
            start, end, rule = statement.purpose
            evidence.append(writer.span("purpose", start, end, rule))
            return writer.article.text[start:end]
    return None


def _party(slot: str, side: Side, writer: Writer, names: "Namer") -> Party:
    name, extra = names.name(side)
    mentions: list[Actor] = []
    for mention in [*side.mentions, *extra]:
        if all(mention.start != known.start for known in mentions):
            mentions.append(mention)
    kind = "government" if side.kind == "state" else side.kind or None
    return Party(
        name=name,
        country=side.country or None,
        kind=kind,
        evidence=[writer.fact(slot, mention) for mention in mentions[:3]],
    )


def _locations(flow: Flow, parties: Parties, writer: Writer) -> list[Location]:
    giving = {side.country for side in parties.donors if side.country}
    found: dict[str, Location] = {}
    for statement in flow.statements[:4]:
        for actor in statement.sentence.actors:
            if actor.how not in {"place", "capital"} or actor.nested or actor.country in giving:
                continue
            if parties.countries and actor.country and actor.country not in parties.countries:
                continue
            if actor.how == "capital" and not any(c.actor is actor and c.role == "site" for c in statement.claims):
                continue
            if not _done_there(actor):
                continue
            country = actor.country or (parties.countries[0] if len(parties.countries) == 1 else None)
            found.setdefault(
                actor.text, Location(name=actor.text, country=country, evidence=[writer.fact("locations", actor)])
            )
    return list(found.values())


def _done_there(actor: Actor) -> bool:
    """Whether a place is not only where the ceremony was, hanging on a verb of signing, saying or meeting."""
    token = actor.root
    head = token.head
    if token.dep_ == "pobj" and head.lower_ in {"in", "at"} and head.head.pos_ == "VERB":
        return head.head.lower_ not in _CEREMONY
    return not (
        token.dep_ == "pobj"
        and head.lower_ in {"to", "from"}
        and head.head.lower_ in {"visit", "trip", "ambassador", "travelled", "traveled"}
    )


_CEREMONY = frozenset(
    [
        "signed",
        "sign",
        "inked",
        "said",
        "say",
        "told",
        "met",
        "held",
        "announced",
        "visited",
        "visit",
        "arrived",
        "attended",
        "attend",
        "meeting",
    ]
)


def _dates(flow: Flow, status: str, earlier: Sequence[Statement], writer: Writer) -> Dates:
    chosen = when.assign(flow, status, earlier, loosely="\n" not in writer.article.text.strip())
    return Dates(
        **{
            role: Date(value=w.value, precision=w.precision, evidence=[writer.fact(f"dates.{role}", w)])
            for role, w in chosen.items()
        }
    )


def _equipment(flow: Flow, writer: Writer) -> list[Equipment]:
    found: dict[str, Goods] = {}
    for statement in flow.statements:
        for goods in statement.goods:
            if goods.bare and not goods.quantity:
                continue
            key = goods.description.lower()
            kept = found.get(key)
            if kept is None or (kept.quantity is None and goods.quantity is not None):
                found[key] = goods
    if any(not _generic(g) for g in found.values()):
        found = {key: g for key, g in found.items() if not _generic(g)}
    return [
        Equipment(
            description=g.description,
            quantity=_number(g),
            unit=g.unit or None,
            evidence=[writer.fact("equipment", g)],
        )
        for g in found.values()
    ]


def _generic(goods: Goods) -> bool:
    """Whether it only stands for goods told elsewhere ("medical equipment" beside "three X-ray machines")."""
    return goods.quantity is None and goods.description.rsplit(" ", 1)[-1].lower() in _GENERIC


_GENERIC = frozenset(
    [
        "equipment",
        "supplies",
        "goods",
        "materials",
        "material",
        "items",
        "item",
        "aid",
        "relief",
        "machinery",
        "hardware",
        "gear",
        "stuff",
        "assistance",
    ]
)


def _number(goods: Goods) -> int | float | None:
    if goods.quantity is None:
        return None
    return int(goods.quantity) if goods.quantity == goods.quantity.to_integral_value() else float(goods.quantity)


def _people(flow: Flow, parties: Parties, writer: Writer) -> list[Person]:
    giving = {side.country for side in parties.donors if side.country}
    found: dict[str, Person] = {}
    for statement in flow.statements:
        if not statement.frames() & {"sign", "give", "receive", "announce", "approve", "forgive"}:
            continue
        for human in statement.people:
            if human.name not in found:
                found[human.name] = Person(
                    name=human.name,
                    role=human.role or None,
                    organisation=human.organisation or None,
                    side=_side(human, giving, parties),
                    evidence=[writer.fact("people", human)],
                )
    return list(found.values())


def _side(human: Human, giving: set[str], parties: Parties) -> str | None:
    def named(sides: Sequence[Side]) -> bool:
        return bool(human.organisation) and any(
            human.organisation in s.name or s.name in human.organisation for s in sides if s.name
        )

    if named(parties.donors):
        return "donor"
    if named(parties.recipients):
        return "recipient"
    if named(parties.implementers):
        return "implementer"
    if human.country:
        if human.country in giving:
            return "donor"
        if human.country in parties.countries:
            return "recipient"
    return None


def _terms(flow: Flow, flow_type: str, writer: Writer) -> LoanTerms | None:
    if flow_type not in {"loan", "export_credit"}:
        return None
    values: dict[str, float] = {}
    spans: list[Span] = []
    for statement in flow.statements:
        base = statement.sentence.start
        for term in terms.find(statement.text):
            if term.term not in values:
                values[term.term] = term.value
                spans.append(
                    writer.span(f"loan_terms.{term.term}", base + term.start, base + term.end, f"terms:{term.term}")
                )
    if not values:
        return None
    concessional = values.pop("concessional", None)
    return LoanTerms(**values, concessional=None if concessional is None else bool(concessional), evidence=spans)


def _wider(flow: Flow, around: Sequence[Sentence], article: Article) -> list[str]:
    """Give what may say what a flow is for where its own sentences don't: what stands near it, then the headline."""
    before = [statement.text for statement in reversed(flow.before)]
    return [" ".join(sentence.text for sentence in around), *before, article.title or ""]


def _sector(record: GrantRecord, flow: Flow, lexicon: Lexicon, wider: Sequence[str]) -> Sector | None:
    """Give the sector of a flow's purpose; of an activity that names none, that of the first of the `wider` texts."""
    first = ". ".join(filter(None, [record.title, record.purpose, *(e.description for e in record.equipment)]))
    weaker = [flow.opening.text, *(r.name for r in record.recipients), *(s.text for s in flow.statements[1:3])]
    if record.level != "activity":  # what lies around it speaks for one of its parts at best
        weaker, wider = [], []
    if sectors.several(first, lexicon=lexicon):
        return None
    guess = sectors.classify(first, weaker=weaker, lexicon=lexicon)
    for text in wider:
        guess = guess or sectors.classify(text, lexicon=lexicon)
    return Sector(code=guess.code, name=guess.name) if guess is not None else None


class Namer:
    """Gives parties the names that the article itself has for them."""

    def __init__(self, actors: Sequence[Actor], short_names: Mapping[str, str], text: str) -> None:
        self._actors = actors
        self._short = short_names
        self._text = text

    def name(self, side: Side) -> tuple[str, list[Actor]]:
        """Give a party's name and the mentions that carry it; a state's short name if the text has it anywhere."""
        if side.kind != "state":
            return side.name, []
        mine = [
            a
            for a in self._actors
            if (a.country == side.country and a.how in {"country", "adjective", "capital"})
            or (a.how == "org" and a.kind == "government" and a.country == side.country and not a.donor)
        ]
        named = [a for a in mine if a.how == "country"]
        short = self._short.get(side.country)
        if short and named and re.search(rf"\b{re.escape(short)}\b", self._text):
            return short, ([] if side.mentions else named[:1])
        if named:
            shortest = min((a for a in named), key=lambda a: (len(a.text), a.start))
            return shortest.text, ([] if side.mentions else [shortest])
        shown = [a for a in side.mentions if a.how in {"adjective", "capital"}] or mine  # nobody says the name itself
        return (shown[0].text if shown else self._short.get(side.country, side.name)), (
            [] if side.mentions else mine[:1]
        )
