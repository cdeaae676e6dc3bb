"""From a flow to the grant record: every value with the words it was read from."""

import re
from collections.abc import Mapping, Sequence

from extractor.assembly import classify, equipment, levels, locations, people, state, titles, when
from extractor.assembly import purpose as purposes
from extractor.assembly.attach import points_back
from extractor.assembly.collect import Actor, Human, Sentence, Sum
from extractor.assembly.date_evidence import Scene
from extractor.assembly.group import Flow
from extractor.assembly.inherit import family
from extractor.assembly.parties import Parties, Side
from extractor.assembly.phrases import Found
from extractor.assembly.writer import Writer
from extractor.lexicon import Lexicon
from extractor.model import (
    Article,
    Date,
    Dates,
    GrantRecord,
    Money,
    Party,
    Sector,
    Span,
)
from extractor.model.grant import COUNTED
from extractor.values import sector as sectors


def build(
    flow: Flow,
    parties: Parties,
    article: Article,
    names: "Namer",
    lexicon: Lexicon,
    *,
    scene: Scene,
    people_named: Mapping[str, Human] | None = None,
    around: Sequence[Sentence] = (),
    alone: bool = False,
) -> GrantRecord:
    """Write the record of a flow; `record_id` and `confidence` are set later, over the whole article.

    `scene` is what its dates are judged by, `people_named` whom the article names, by name, `around` the other
    sentences that speak of it, `alone` whether it tells of nothing else.
    """
    people_named = people_named or {}
    writer = Writer(article)
    level = levels.level(flow, lexicon)
    flow_type, type_cues = classify.flow_type(
        flow,
        lexicon,
        parties.donors,
        level=level,
        status=state.told(flow)[0],
        around=around,
        conference=classify.at_conference(article, lexicon),
    )
    signs = state.signs(flow, flow_type, level, around, alone=alone)
    status, status_cues = state.status(flow, signs, lexicon)
    evidence = [_sentence(writer, flow)]
    evidence += [writer.cue("status", cue) for cue in status_cues] + [writer.cue("flow_type", c) for c in type_cues]
    title = titles.title(flow, writer, evidence)
    purpose = _purpose(flow, writer, evidence)
    record = GrantRecord(
        article_id=article.id,
        level=level,
        flow_type=flow_type,
        in_kind=classify.in_kind(flow, flow_type, lexicon),
        status=status,
        title=title,
        programme=titles.programme(flow, writer),
        purpose=purpose,
        amount=_money("amount", flow.amount, writer) if flow.amount is not None else None,
        equivalents=[_money("equivalents", s, writer) for s in _other_sums(flow)],
        donors=[_party("donors", side, writer, names) for side in parties.donors],
        implementers=[_party("implementers", side, writer, names) for side in parties.implementers],
        recipients=[_party("recipients", side, writer, names) for side in parties.recipients],
        recipient_countries=parties.countries,
        locations=locations.read(flow, parties, writer, people_named),
        dates=_dates(flow, status, scene, writer),
        equipment=equipment.read(flow, writer),
        people=people.read(flow, parties, writer, people_named),
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


def _purpose(flow: Flow, writer: Writer, evidence: list[Span]) -> str | None:
    """Give what a flow is for: told with its sum, by its title, beside it, or of the whole that it is part of."""
    found = next(filter(None, (_told_purpose(f) for f in family(flow))), None)
    if found is None:
        return None
    start, end, rule = found
    evidence.append(writer.span("purpose", start, end, rule))
    return writer.article.text[start:end]


def _told_purpose(flow: Flow) -> Found | None:
    with_sum = [s for s in flow.statements if s.amount is flow.amount and flow.amount is not None]
    projects = (t for s in flow.statements for t in s.titles if t.kind != "scheme")
    return next(
        filter(
            None,
            [
                *(s.purpose for s in with_sum),
                *map(purposes.of_title, projects),
                *(s.purpose for s in flow.statements),
                *(s.purpose for s in flow.details if points_back(s)),
            ],
        ),
        None,
    )


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


def _dates(flow: Flow, status: str, scene: Scene, writer: Writer) -> Dates:
    chosen = dict(when.assign(flow, status, scene))
    if flow.opening.signed is not None:
        chosen["agreed"] = flow.opening.signed
    return Dates(
        **{
            role: Date(value=w.value, precision=w.precision, evidence=[writer.fact(f"dates.{role}", w)])
            for role, w in chosen.items()
        }
    )


def _wider(flow: Flow, around: Sequence[Sentence], article: Article) -> list[str]:
    """Give what may say what a flow is for where its own sentences don't: what stands near it, then the headline."""
    before = [statement.text for statement in reversed(flow.before)]
    return [" ".join(sentence.text for sentence in around), *before, article.title or ""]


def _sector(record: GrantRecord, flow: Flow, lexicon: Lexicon, wider: Sequence[str]) -> Sector | None:
    """Give the sector of a flow's purpose; of an activity that names none, that of the first of the `wider` texts.

    Under a headline that tells of a disaster, what names no purpose of its own is relief, whatever goods are sent.
    """
    named = ". ".join(filter(None, [record.title, record.purpose]))
    first = ". ".join(filter(None, [named, *(e.description for e in record.equipment)]))
    weaker = [flow.opening.text, *(r.name for r in record.recipients), *(s.text for s in flow.statements[1:3])]
    if sectors.several(first, lexicon=lexicon):
        return None
    relief = sectors.classify(wider[-1], lexicon=lexicon) if wider else None
    if relief is not None and relief.code == sectors.EMERGENCY and not sectors.classify(named, lexicon=lexicon):
        return Sector(code=relief.code, name=relief.name)
    if record.level != "activity" and record.amount is not None:  # what lies around it is at best of one part
        weaker, wider = [], []
    guess = sectors.classify(first, weaker=weaker, lexicon=lexicon)
    for text in wider:
        guess = guess or sectors.classify(text, lexicon=lexicon)
    return Sector(code=guess.code, name=guess.name) if guess is not None else None


class Namer:
    """Gives parties the names that the article itself has for them."""

    def __init__(self, actors: Sequence[Actor], short_names: Mapping[str, str], text: str) -> None:
        self._of_country: dict[str, list[Actor]] = {}
        for actor in actors:
            self._of_country.setdefault(actor.country, []).append(actor)
        self._short = short_names
        self._text = text

    def name(self, side: Side) -> tuple[str, list[Actor]]:
        """Give a party's name and the mentions that carry it; a state's short name if the text has it anywhere."""
        if side.kind != "state":
            return side.name, []
        mine = [
            a
            for a in self._of_country.get(side.country, ())
            if a.how in {"country", "adjective", "capital"}
            or (a.how == "org" and a.kind == "government" and not a.donor)
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
