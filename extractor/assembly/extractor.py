"""The way of an article through the house: paragraphs, docs, facts, statements, flows, records."""

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import islice

from spacy.language import Language
from spacy.tokens import Doc

from extractor import pipeline
from extractor.assembly import (
    antecedents,
    currency,
    date_shared,
    equipment,
    furniture,
    implementing,
    lists,
    loan_terms,
    people,
    sections,
    state,
    titles,
    totals,
)
from extractor.assembly import build as building
from extractor.assembly.attach import attach
from extractor.assembly.belief import BELIEVED, SURELY, Drift, believe, drift, features
from extractor.assembly.collect import Actor, Sentence, collect
from extractor.assembly.confidence import confidence
from extractor.assembly.countries import theme
from extractor.assembly.date_evidence import Scene
from extractor.assembly.exclusions import is_vague, why_not
from extractor.assembly.explain import explain
from extractor.assembly.group import IN_AID_NEWS, Flow, group, is_plain
from extractor.assembly.inherit import inherit, resemble
from extractor.assembly.main_giver import main_giver
from extractor.assembly.paragraphs import Paragraph, split
from extractor.assembly.parties import Parties, Story
from extractor.assembly.receiving import receive
from extractor.assembly.resolve import resolve
from extractor.assembly.statements import Statement, read
from extractor.assembly.tally import Tally, key_of
from extractor.assembly.trace import Told, Trace, Verdict
from extractor.assembly.writer import Writer
from extractor.components import spans
from extractor.errors import InputError
from extractor.lexicon import Lexicon
from extractor.lexicon.countries import short_names
from extractor.lexicon.donors import donor_names, donors_by_name, programme_names, programmes_by_name
from extractor.model import Article, GrantRecord, Mention
from extractor.model.explanation import Explanation
from extractor.model.gold import LABELS
from extractor.settings import Settings
from extractor.triage import Triage
from extractor.values import name as names

BATCH = 32  # articles parsed together
HEADING = 0.5  # what a headline's claim counts beside a sentence's
TODAY = 0.6  # what the day of publication counts beside a date in the text
NAMES = frozenset({"PLACE", "ORG", "PERSON"})
NOTHING_GIVEN, NOT_BELIEVED = "names nothing given, beside flows that do", "not believed"
SEVERAL = 2  # flows with sums that make an article one about aid, however loosely each is told
WEAK = 2  # how plainly a statement must speak to be an article's only record


@dataclass(frozen=True)
class Extraction:
    """What was read from one article. `skipped` says why nothing was looked for, if so."""

    article: Article
    records: list[GrantRecord] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    skipped: str | None = None
    error: str | None = None


class Extractor:
    """Reads articles. Made once (the model takes a second to load), used for many; not to be shared by threads."""

    def __init__(self, settings: Settings | None = None) -> None:
        self.settings = settings or Settings()
        self.lexicon = Lexicon(self.settings.lexicon)

    @cached_property
    def _triage(self) -> Triage:
        return Triage(self.lexicon)

    @cached_property
    def nlp(self) -> Language:
        """The spaCy pipeline with our components, loaded when first asked for."""
        return pipeline.build(self.settings)

    def extract(
        self,
        text: str,
        *,
        id: str = "article",  # noqa: A002  # the contract's name for it
        title: str | None = None,
        published: datetime.date | str | None = None,
        url: str | None = None,
        source: str | None = None,
    ) -> list[GrantRecord]:
        """Give the grant records of one article, its main one first. Raises InputError on a malformed date."""
        if isinstance(published, str):
            try:
                published = datetime.date.fromisoformat(published)
            except ValueError as error:
                raise InputError(f"published={published!r}: a date is written YYYY-MM-DD") from error
        article = Article(id=id, text=text, title=title, published=published, url=url, source=source)
        return [] if self.skip(article) else self.extract_article(article).records

    def skip(self, article: Article) -> str | None:
        """Say why an article need not be read, as its raw text shows no aid; None where it must be."""
        return self._triage.skip(f"{article.title or ''}\n{article.text}") if self.settings.triage else None

    def extract_article(self, article: Article) -> Extraction:
        """Give the records and mentions of one article, read whole whatever it is about."""
        return self._read(article, self._parse([article])[0])

    def explain(self, article: Article) -> Explanation:
        """Say why one article's records are what they are; read whole, also where a run would skip it."""
        trace = Trace()
        self._read(article, self._parse([article])[0], trace)
        return explain(article, trace, self.skip(article), self.lexicon)

    def extract_articles(self, articles: Iterable[Article], *, mentions: bool = False) -> Iterator[Extraction]:
        """Give what was read from each article, in order; an article that can't be read gives its error instead.

        Articles are parsed in batches inside spaCy's memory zones, so that a long run's memory stays flat. One that can
        report no aid is skipped, unless mentions are asked for.
        """
        source = iter(articles)
        while batch := list(islice(source, BATCH)):
            with self.nlp.memory_zone():
                done = list(self._read_batch(batch, whole=mentions))
            yield from done

    def _read_batch(self, batch: list[Article], *, whole: bool = False) -> Iterator[Extraction]:
        short = [article for article in batch if len(article.text) <= self.settings.max_chars]
        skipped = {} if whole else {id(a): reason for a in short if (reason := self.skip(a)) is not None}
        readable = [article for article in short if id(article) not in skipped]
        parsed = dict(zip((id(a) for a in readable), self._parse(readable), strict=True))
        for article in batch:
            if (reason := skipped.get(id(article))) is not None:
                yield Extraction(article, skipped=reason)
                continue
            if id(article) not in parsed:
                limit = self.settings.max_chars
                yield Extraction(article, error=f"{len(article.text)} characters, more than max_chars={limit}")
                continue
            yield self._read(article, parsed[id(article)])

    def _parse(self, articles: list[Article]) -> "list[Parsed]":
        """Parse all paragraphs of some articles in one stream."""
        cut = [
            list(furniture.mark(article.text, split(article.text, self.settings.max_paragraph_chars), self.lexicon))
            for article in articles
        ]
        docs: list[Doc] = []
        for article, paragraphs in zip(articles, cut, strict=True):
            pieces = [article.text[p.start : p.end] for p in paragraphs]
            docs.extend(self._make_docs(article, [*pieces, article.title or ""]))
        stream = iter(self.nlp.pipe(docs))
        return [Parsed(paragraphs, list(islice(stream, len(paragraphs))), next(stream)) for paragraphs in cut]

    def _make_docs(self, article: Article, pieces: list[str]) -> Iterator[Doc]:
        """Tokenise paragraphs, with what components need to know of the whole article."""
        acronyms = names.acronyms(article.text)
        fullest = self._fullest(article.text, acronyms)
        schemes = self._schemes(article.text)
        for piece in pieces:
            doc = self.nlp.make_doc(piece.replace("\n", " "))
            doc.user_data["acronyms"] = acronyms
            doc.user_data["fullest"] = fullest
            doc.user_data["schemes"] = schemes
            doc.user_data["published"] = article.published.isoformat() if article.published else None
            yield doc

    def _fullest(self, text: str, acronyms: dict[str, str]) -> dict[str, str]:
        """Give for each donor of the table the fullest form in which the article prints its name."""
        forms: dict[str, list[str]] = {}
        table = donors_by_name(self.lexicon)
        for hit in donor_names(self.lexicon).find(text):
            printed = text[hit.start : hit.end]
            for row in table[hit.name]:
                forms.setdefault(row.name, []).append(acronyms.get(printed, printed))
        return {donor: names.fullest(printed) for donor, printed in forms.items()}

    def _schemes(self, text: str) -> dict[str, str]:
        """Give for each scheme of the table that the article names in full the name at its first mention."""
        table = programmes_by_name(self.lexicon)
        named: dict[str, str] = {}
        for hit in programme_names(self.lexicon).find(text):
            row = table[hit.name]
            if hit.name not in row.codes:
                named.setdefault(row.names[0], text[hit.start : hit.end])
        return named

    def _read(self, article: Article, parsed: "Parsed", trace: Trace | None = None) -> Extraction:
        sentences = collect(parsed.paragraphs, parsed.docs)
        headline = collect([Paragraph(0, len(article.title or ""), "heading")], [parsed.title])
        records = assemble(article, sentences, headline, self.lexicon, trace)
        currencies = {s.start: s.currency for sentence in sentences for s in sentence.sums}
        return Extraction(article, records, _mentions(article, parsed, currencies, aid=bool(records)))


@dataclass(frozen=True, slots=True)
class Parsed:
    """An article's paragraphs with their docs, and the doc of its title (empty without one)."""

    paragraphs: list[Paragraph]
    docs: list[Doc]
    title: Doc


def assemble(
    article: Article,
    sentences: list[Sentence],
    headline: list[Sentence],
    lexicon: Lexicon,
    trace: Trace | None = None,
) -> list[GrantRecord]:
    """Put the facts of an article together into records, in the order of the contract, with their ids.

    The headline breaks ties only: no value is read from it, since values stand in the text. A `trace` is left what was
    decided on the way.
    """
    antecedents.link(sentences, lexicon)
    currency.settle(sentences, lexicon, home=currency.home(article, lexicon))
    sentences = [sentence for sentence in sentences if sentence.kind != "furniture"]
    tally = Tally()
    for sentence in headline:
        for statement in read(sentence, lexicon):
            tally.add(statement.claims, HEADING)
    said: list[Statement] = []
    headings: list[Statement] = []
    over = sections.topics(sentences, lexicon)
    for sentence, statements in lists.read_all(sentences, lexicon):
        if (topic := over.get(sentence.paragraph)) is not None:
            sections.under(statements, topic)
        for statement in statements:
            tally.add(statement.claims, HEADING if sentence.kind == "heading" else 1.0)
            (said if sentence.kind != "heading" or statement.given else headings).append(statement)
    actors = [actor for sentence in sentences for actor in sentence.actors]
    people_named = people.roster(sentences)
    namer = building.Namer(actors, short_names(lexicon), article.text)
    named = frozenset(key_of(actor) for sentence in headline for actor in sentence.actors)
    story = Story(tally, theme(sentences, headline, tally, lexicon), named)
    told = _believed(said, story, lexicon, trace, dated=article.published is not None, parted=bool(over))
    attach(told, said)
    equipment.lists(told, said)
    people.assign(told, said)
    inherit(told)
    resemble(told)
    implementing.complete(told, said)
    receive(told, actors)
    totals.unite(told)
    scene = Scene(said, article.published, lexicon, headings)
    flows = [flow for flow, _ in told]
    records = []
    for flow, parties in told:
        around, alone = state.around(flow, flows, sentences)
        records.append(
            building.build(
                flow,
                _named(parties, actors),
                article,
                namer,
                lexicon,
                scene=scene,
                people_named=people_named,
                around=around,
                alone=alone,
            )
        )
        if trace is not None:
            trace.told.append(Told(flow, parties, records[-1], around, alone))
    if trace is not None:
        trace.said, trace.story, trace.scene = said, story, scene
    recorded = list(zip(flows, records, strict=True))
    date_shared.share(recorded, scene, Writer(article))
    titles.share(recorded, sentences, Writer(article))
    loan_terms.complete(recorded, scene, sentences, Writer(article))
    for record in records:
        record.confidence = confidence(record, records, lexicon)
    return _with_ids(records)


def _believed(
    said: list[Statement], story: Story, lexicon: Lexicon, trace: Trace | None, *, dated: bool, parted: bool
) -> list[tuple[Flow, Parties]]:
    """Give the flows that make records, with their parties.

    An article that tells of one plainly, of several with their sums, or of one among parts under names, is about aid,
    and is read again: in it any sum that somebody gives is a flow. One that plainly tells of none may do so in a
    roundabout way: then sums that are surely believed are its records, else its best statement is the one record.
    """
    plain = group(said, lexicon)
    told = _with_parties(plain, said, story, lexicon, trace, dated=dated)
    several = sum(flow.amount is not None for flow, _ in told) >= SEVERAL
    if several or any(parted or is_plain(flow) for flow, _ in told):
        return _with_parties(
            group(said, lexicon, sums=IN_AID_NEWS), said, story, lexicon, trace, dated=dated, company=True
        )
    if not told:
        sums = [flow for flow in group(said, lexicon, sums=IN_AID_NEWS) if flow.amount is not None]
        told = _with_parties(sums, said, story, lexicon, trace, dated=dated, bar=SURELY)
    if told or plain:
        return told
    return _with_parties(group(said, lexicon, WEAK)[:1], said, story, lexicon, trace, dated=dated)


def _with_parties(
    flows: Iterable[Flow],
    said: list[Statement],
    story: Story,
    lexicon: Lexicon,
    trace: Trace | None,
    *,
    dated: bool,
    company: bool = False,
    bar: float = BELIEVED,
) -> list[tuple[Flow, Parties]]:
    verdicts: list[Verdict] = []
    told: list[tuple[Flow, Parties]] = []
    flows = list(flows)
    about = drift(said, flows if company else (), lexicon)
    story = replace(story, giver=main_giver(flows, story, lexicon))
    by_paragraph: dict[int, list[Statement]] = {}
    for statement in said:
        by_paragraph.setdefault(statement.sentence.paragraph, []).append(statement)
    for flow in flows:
        near = Tally()
        for statement in by_paragraph.get(flow.opening.sentence.paragraph, ()):
            near.add(statement.claims)
        parties = resolve(flow, near, story, lexicon, before=_told_here(flow, told), news=told[0][1] if told else None)
        verdicts.append(
            _judge(
                parties,
                flow,
                lexicon,
                about=about,
                dated=dated,
                company=company or bool(told),
                bar=BELIEVED if told else bar,
            )
        )
        if verdicts[-1].reason is None:
            told.append((flow, parties))
    if trace is not None:
        trace.verdicts = verdicts
    return told


def _told_here(flow: Flow, told: list[tuple[Flow, Parties]]) -> Parties | None:
    """Give the parties of the flow before, if the same paragraph or list tells it."""
    if not told:
        return None
    last, parties = told[-1]
    here, there = flow.opening.sentence, last.statements[-1].sentence
    listed = here.kind == "item" and there.kind == "item" and here.paragraph - there.paragraph <= 1
    return parties if listed or here.paragraph == last.opening.sentence.paragraph else None


def _judge(
    parties: Parties, flow: Flow, lexicon: Lexicon, *, about: Drift, dated: bool, company: bool, bar: float
) -> Verdict:
    """Say whether a flow has what a record needs, a giver and somebody elsewhere who receives, and is believed.

    Beside a flow that is believed, one that names nothing given is none (`company`).
    """
    if (reason := why_not(flow, parties, lexicon)) is not None:
        return Verdict(flow, parties, reason)
    if company and is_vague(flow):
        return Verdict(flow, parties, NOTHING_GIVEN)
    found = features(flow, parties, about, lexicon)
    if dated and (found["amount"] or found["counted"] or found["title"]):
        found["dated"] = max(found["dated"], TODAY)  # news tells of its own day without saying so
    belief = believe(found)
    return Verdict(flow, parties, None if belief >= bar else NOT_BELIEVED, found, belief)


def _named(parties: Parties, actors: list[Actor]) -> Parties:
    """Give an inherited state the mentions that show it."""
    for side in parties.donors:
        if not side.mentions:
            side.mentions = [a for a in actors if a.country == side.country and not a.nested][:1]
    return parties


def _with_ids(records: list[GrantRecord]) -> list[GrantRecord]:
    seen: dict[str, int] = {}
    for record in records:
        identity = record.identity()
        seen[identity] = seen.get(identity, 0) + 1
        record.record_id = identity if seen[identity] == 1 else f"{identity}-{seen[identity]}"
    return records


def _mentions(article: Article, parsed: Parsed, currencies: Mapping[int, str], *, aid: bool) -> list[Mention]:
    """Give the mentions of an article; goods are marked only where it reports aid that may bring them."""
    found: list[Mention] = []
    for paragraph, doc in zip(parsed.paragraphs, parsed.docs, strict=True):
        titles = [(f.start, f.end) for f in spans.read(doc, "projects")]
        for key in ("money", "dates", "places", "organisations", "people", "equipment"):
            for finding in spans.read(doc, key):
                detail = finding.detail
                passing = detail.get("nested") == "yes" or detail.get("bare") == "yes"
                if finding.label not in LABELS or passing or not finding.value:
                    continue
                if finding.label == "EQUIPMENT" and not aid:
                    continue
                if finding.label in NAMES and any(s <= finding.start and finding.end <= e for s, e in titles):
                    continue  # nothing inside a title is a mention
                start, end = paragraph.start + finding.start, paragraph.start + finding.end
                value = finding.value
                if finding.label == "MONEY":  # an ambiguous sign is settled by the whole article
                    value = f"{value.partition(' ')[0]} {currencies[start]}"
                found.append(
                    Mention(start=start, end=end, text=article.text[start:end], label=finding.label, value=value)
                )
    return _apart(sorted(found, key=lambda m: (m.start, m.end)))


def _apart(found: list[Mention]) -> list[Mention]:
    """Leave out the places and organisations that overlap a person or goods, which are read with more care."""
    taken = {place for m in found if m.label in {"PERSON", "EQUIPMENT"} for place in range(m.start, m.end)}
    return [m for m in found if m.label not in {"PLACE", "ORG"} or taken.isdisjoint(range(m.start, m.end))]
