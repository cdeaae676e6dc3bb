"""From the spans that components left on docs to typed facts: the one place where a span becomes a value."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from spacy.tokens import Doc, Span, Token

from extractor.assembly.paragraphs import Paragraph
from extractor.components import spans
from extractor.model import Finding

LONGEST_DATELINE = 12  # words
GROUPS = ("money", "dates", "places", "organisations", "people", "equipment", "projects")


@dataclass(slots=True, eq=False)
class Fact:
    """A mention with its place in the article (`start`, `end`) and in the parse (`span`, whole tokens)."""

    start: int
    end: int
    text: str
    rule: str
    span: Span

    @property
    def root(self) -> Token:
        """The head of its words."""
        return self.span.root


@dataclass(slots=True, eq=False)
class Sum(Fact):
    """A sum of money; `restates` is the sum that it gives again in another currency."""

    value: Decimal
    currency: str
    qualifier: str
    candidates: tuple[str, ...]
    restates: "Sum | None" = None


@dataclass(slots=True, eq=False)
class When(Fact):
    """A date; `value` is "" where it could not be resolved."""

    value: str
    precision: str
    kind: str
    bound: str


@dataclass(slots=True, eq=False)
class Actor(Fact):
    """Somebody or some place that may give, receive or be where it happens.

    `how` is "org", "country", "capital", "region", "place" (below country level), "adjective" ("Japanese") or
    "official" (a person who acts for a state).
    """

    how: str
    name: str
    country: str
    kind: str = ""
    donor: str = ""
    payer: bool = False
    nested: bool = False
    members: tuple[str, ...] = ()

    @property
    def countries(self) -> tuple[str, ...]:
        """The countries that this names or belongs to."""
        return self.members or ((self.country,) if self.country else ())


@dataclass(slots=True, eq=False)
class Human(Fact):
    """A person; `country` is the one that the role names ("Tajik President")."""

    name: str
    role: str
    organisation: str
    country: str


@dataclass(slots=True, eq=False)
class Goods(Fact):
    """Goods: what, how many, of what class."""

    description: str
    quantity: Decimal | None
    unit: str
    group: str
    bare: bool


@dataclass(slots=True, eq=False)
class Title(Fact):
    """The name of a project or, with `kind` "scheme", of the programme it is paid from."""

    name: str
    kind: str
    code: str
    quoted: bool


@dataclass(slots=True, eq=False)
class Sentence:
    """A sentence with its facts. `offset` is where its paragraph starts in the article."""

    span: Span
    offset: int
    paragraph: int
    kind: str
    sums: list[Sum] = field(default_factory=list)
    dates: list[When] = field(default_factory=list)
    actors: list[Actor] = field(default_factory=list)
    people: list[Human] = field(default_factory=list)
    goods: list[Goods] = field(default_factory=list)
    titles: list[Title] = field(default_factory=list)
    dateline: When | None = None

    @property
    def start(self) -> int:
        """First character in the article."""
        return self.offset + self.span.start_char

    @property
    def end(self) -> int:
        """Character after the last in the article."""
        return self.offset + self.span.end_char

    @property
    def text(self) -> str:
        """The words, as printed."""
        return spans.text_of(self.span.doc)[self.span.start_char : self.span.end_char]


def collect(paragraphs: list[Paragraph], docs: list[Doc]) -> list[Sentence]:
    """Give the sentences of an article in order, each with the facts that stand in it."""
    found: list[Sentence] = []
    for index, (paragraph, doc) in enumerate(zip(paragraphs, docs, strict=True)):
        sentences = [Sentence(sent, paragraph.start, index, paragraph.kind) for sent in _sentences(doc)]
        owner = _owners(sentences, doc)
        for key in GROUPS:
            _add(key, doc, paragraph.start, owner)
        for sentence in sentences:
            _inside_titles(sentence)
        if sentences:
            _leave_out_dateline(sentences[0], spans.text_of(doc))
        found.extend(sentences)
    return found


# "GENEVA, Jan 9 (CW) -", "MANILA, PHILIPPINES (7 August 2020) —": where and when it was written.
_DATELINE = re.compile(
    r"\W*(?:[^\W\d_a-z]{3,}[^\n–—()]{0,60}?(?:\([^()\n]{1,40}\))?|[^\W\d_][^\n–—()]{0,40}\([A-Z][^()\n]{1,30}\))\s*(?:--?|[–—])\s"
)


def _leave_out_dateline(first: Sentence, text: str) -> None:
    """Take no part in what is told from the places of a dateline; keep its day apart."""
    match = _DATELINE.match(text)
    if match is None or match.group().count(" ") > LONGEST_DATELINE:
        return
    end = first.offset + match.end()
    first.actors = [actor for actor in first.actors if actor.start >= end]
    first.dateline = next((when for when in first.dates if when.start < end), None)
    first.dates = [when for when in first.dates if when.start >= end]


def _inside_titles(sentence: Sentence) -> None:
    """Take places for part of the title that they stand in, organisations and people there for none."""

    def inside(fact: Fact) -> bool:
        return any(title.start <= fact.start and fact.end <= title.end for title in sentence.titles)

    for actor in sentence.actors:
        actor.nested = actor.nested or inside(actor)
    sentence.actors = [actor for actor in sentence.actors if actor.how != "org" or not inside(actor)]
    sentence.people = [human for human in sentence.people if not inside(human)]


def _sentences(doc: Doc) -> Iterator[Span]:
    """Give the parser's sentences, joined where it broke one at an abbreviation ("No. 14", "St. Lucia")."""
    start = 0
    sents = list(doc.sents)
    for index, sent in enumerate(sents):
        following = sents[index + 1] if index + 1 < len(sents) else None
        if following is not None and (_broken(sent[-1], following[0]) or _ENUMERATOR.fullmatch(sent.text)):
            continue
        yield doc[start : sent.end]
        start = sent.end


_ENUMERATOR = re.compile(r"\(?(?:\d{1,2}|[A-Za-z]|[ivx]{1,4})[.)]\s*|[•●▪◦‣*–—-]\s*")


def _broken(last: Token, first: Token) -> bool:
    if last.is_sent_end and last.text[-1] in ".!?…\"'”’)" and not first.text[0].islower():
        if last.text != ".":  # "H.E.Mr." is one token
            return last.text[-1] == "." and last.lower_.rstrip(".").rpartition(".")[2] in _TITLES
        return last.i > 0 and last.nbor(-1).lower_ in _ABBREVIATIONS and not last.nbor(-1).whitespace_
    return True


_TITLES = frozenset(["mr", "mrs", "ms", "dr", "hon", "prof", "gen", "col", "lt", "e"])
_ABBREVIATIONS = frozenset(
    [
        "no",
        "nos",
        "st",
        "mr",
        "mrs",
        "ms",
        "dr",
        "hon",
        "gen",
        "col",
        "lt",
        "prof",
        "approx",
        "est",
        "ltd",
        "co",
        "inc",
        "corp",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sept",
        "sep",
        "oct",
        "nov",
        "dec",
        "us",
        "vs",
    ]
)


def _owners(sentences: list[Sentence], doc: Doc) -> list[Sentence]:
    owner: list[Sentence] = []
    for sentence in sentences:
        owner.extend([sentence] * len(sentence.span))
    if len(owner) != len(doc):
        raise ValueError("sentences do not cover their paragraph")
    return owner


def _add(key: str, doc: Doc, offset: int, owner: list[Sentence]) -> None:
    sums: list[Sum] = []
    printed = spans.text_of(doc)
    for finding, span in zip(spans.read(doc, key), doc.spans.get(key, ()), strict=True):
        text = printed[finding.start : finding.end]
        base = (offset + finding.start, offset + finding.end, text, finding.rule, span)
        sentence = owner[span.start]
        match key:
            case "money":
                if (amount := _sum(finding, base, sums)) is not None:
                    sums.append(amount)
                    sentence.sums.append(amount)
            case "dates":
                detail = finding.detail
                sentence.dates.append(
                    When(
                        *base,
                        finding.value,
                        detail.get("precision", ""),
                        detail.get("kind", ""),
                        detail.get("bound", ""),
                    )
                )
            case "places" | "organisations":
                sentence.actors.append(_actor(finding, base))
            case "people":
                detail = finding.detail
                sentence.people.append(
                    Human(
                        *base,
                        finding.value,
                        detail.get("role", ""),
                        detail.get("organisation", ""),
                        detail.get("country", ""),
                    )
                )
            case "equipment":
                sentence.goods.append(_goods(finding, base))
            case "projects":
                detail = finding.detail
                sentence.titles.append(
                    Title(
                        *base,
                        finding.value,
                        detail.get("kind", ""),
                        detail.get("code", ""),
                        detail.get("quoted") == "yes",
                    )
                )


Base = tuple[int, int, str, str, Span]


def _sum(finding: Finding, base: Base, before: list[Sum]) -> Sum | None:
    number, _, currency = finding.value.partition(" ")
    try:
        value = Decimal(number)
    except InvalidOperation as error:
        raise ValueError(f"a sum's value is a decimal and a currency, not {finding.value!r}") from error
    detail = finding.detail
    restates = detail.get("equivalent_of")
    return Sum(
        *base,
        value,
        currency,
        detail.get("qualifier", "exact"),
        tuple(filter(None, detail.get("candidates", "").split("|"))),
        before[int(restates)] if restates is not None else None,
    )


def _actor(finding: Finding, base: Base) -> Actor:
    detail = finding.detail
    if finding.label == "ORG":
        return Actor(
            *base,
            "org",
            finding.value or base[2],
            detail.get("country", ""),
            detail.get("kind", ""),
            detail.get("donor", ""),
            detail.get("payer") == "yes",
        )
    level = detail.get("level", "")
    how = "adjective" if finding.label == "DEMONYM" else level if level in {"country", "capital", "region"} else "place"
    members = tuple(filter(None, detail.get("members", "").split("|")))
    country = finding.value if len(finding.value) == 2 else ""
    nested = detail.get("nested") == "yes"
    return Actor(*base, how, detail.get("name", base[2]), country, nested=nested, members=members)


def _goods(finding: Finding, base: Base) -> Goods:
    detail = finding.detail
    quantity = detail.get("quantity")
    return Goods(
        *base,
        detail.get("description", finding.value),
        Decimal(quantity) if quantity else None,
        detail.get("unit", ""),
        detail.get("class", ""),
        detail.get("bare") == "yes",
    )
