"""One article for the page: its text cut into pieces, its records pair by pair, its mentions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from extractor.errors import InputError
from extractor.model import Article, GrantRecord, Mention, Span
from extractor.scoring import mentions as marks
from extractor.scoring.certainty import describe
from extractor.scoring.counts import Counts, Verdict
from extractor.scoring.html import words
from extractor.scoring.html.pieces import Mark, Piece, cut
from extractor.scoring.match import Pair
from extractor.scoring.report import Report
from extractor.scoring.score import score_article
from extractor.scoring.slots import SLOTS, Outcome

_DIFFER = {"boundary": "other words", "type": "other label", "value": "other value"}
_ORDER = {slot: number for number, slot in enumerate(SLOTS)}


@dataclass(frozen=True)
class SlotRow:
    """An outcome; `marks` are the names of the marks that it rests on, blank-joined."""

    slot: str
    verdict: Verdict
    gold: str
    found: str
    rule: str
    marks: str


@dataclass(frozen=True)
class Card:
    """A pair of records, or one alone. `kind` is "paired", or the verdict of the one that is alone."""

    number: int
    kind: str
    title: str
    usable: bool
    rows: Sequence[SlotRow]
    remarks: Sequence[str]
    marks: str


class Marked(NamedTuple):
    """A mention as it is shown: where it stands, its words, its value."""

    start: int
    end: int
    text: str
    value: str


@dataclass(frozen=True)
class MentionRow:
    """A gold mention, the extracted one paired with it, or one of them alone; `off` says in what the two differ.

    `verdict` is None where no mentions were scored.
    """

    number: int
    label: str
    verdict: Verdict | None
    gold: Marked | None
    found: Marked | None
    off: str

    @property
    def marks(self) -> str:
        """The names of its marks, blank-joined."""
        return f"g{self.number} f{self.number}"

    @property
    def is_wrong(self) -> bool:
        """Whether something is to be mended."""
        return self.verdict not in (None, "correct")

    @property
    def said(self) -> str:
        """The mention in a line."""
        values = [f"{side}: {mention.value or mention.text}" for side, mention in self.sides() if mention]
        return f"{' '.join(filter(None, (self.label, self.verdict)))}; {'; '.join(values)}"

    def sides(self) -> tuple[tuple[str, Marked | None], tuple[str, Marked | None]]:
        """Give both sides with their names."""
        return ("gold", self.gold), ("extracted", self.found)


@dataclass(frozen=True)
class Drawn:
    """A piece of text as it is drawn: its marks' names, their kinds, what begins here and is wrong, all in words.

    Kinds are `g` and `f` for mentions of the gold and extracted ones, `x` where one of them is wrong, `h` and `e` for
    what records of the gold and extracted ones rest on.
    """

    text: str
    names: str
    kinds: str
    chips: Sequence[MentionRow]
    said: str


@dataclass(frozen=True)
class ArticleView:
    """An article as it is shown; `pieces` is None where its text was not given, `stray` counts marks not drawn.

    `slots` counts all its slots together.
    """

    number: int
    id: str
    title: str
    about: str
    pieces: Sequence[Drawn] | None
    mentions: Sequence[MentionRow]
    cards: Sequence[Card]
    errors: int
    slots: Counts
    stray: int

    @property
    def f1(self) -> float | None:
        """Its slot F1."""
        return self.slots.f1


class _Evidence:
    """The spans that an article's records rest on, each named once: `e3` extracted, `h3` in the gold."""

    def __init__(self) -> None:
        self.names: dict[tuple[str, int, int, str], str] = {}

    def mark(self, side: str, spans: Iterable[Span]) -> list[str]:
        keys = [(side, span.start, span.end, span.text) for span in spans]
        return [self.names.setdefault(key, f"{side}{len(self.names)}") for key in keys]


def article(number: int, name: str, report: Report, stored: Article | None) -> ArticleView:
    """Lay out one article: it is read and scored again, so that no other need be held.

    Raises InputError if `stored` is not the text that its gold was made of.
    """
    gold = report.gold.articles[name]
    if stored and gold.text_sha256 != stored.text_sha256:
        raise InputError(
            f"article {name!r}: this is not the text that its gold was made of (text_sha256 differs); "
            "name the text as it was stored, or leave it out"
        )
    found = report.found.records.get(name, ())
    marked = None if report.found.mentions is None else report.found.mentions.get(name, ())
    score = score_article(gold, found)
    evidence = _Evidence()
    cards = [_card(n, pair, evidence) for n, pair in enumerate(_in_order(score.pairs, gold.records, found), 1)]
    rows = _mentions(name, gold.mentions, marked)
    drawn, stray = _marks(stored.text, rows, evidence) if stored else ([], 0)
    dated = stored.published.isoformat() if stored and stored.published else None
    return ArticleView(
        number=number,
        id=name,
        title=(stored.title if stored else None) or "",
        about=" · ".join(filter(None, (dated, stored.source, stored.url))) if stored else "",
        pieces=[_drawn(piece, rows) for piece in cut(stored.text, drawn)] if stored else None,
        mentions=rows,
        cards=cards,
        errors=sum(1 for card in cards for row in card.rows if row.verdict != "correct"),
        slots=score.score.all_slots,
        stray=stray,
    )


def _in_order(pairs: Sequence[Pair], gold: Sequence[GrantRecord], found: Sequence[GrantRecord]) -> list[Pair]:
    """Sort pairs as the gold has its records, the article's own news first, and what was found beyond them last."""
    places = {id(record): number for number, record in enumerate([*gold, *found])}
    return sorted(pairs, key=lambda pair: places[id(pair.gold if pair.gold is not None else pair.found)])


def _card(number: int, pair: Pair, evidence: _Evidence) -> Card:
    record = pair.gold if pair.gold is not None else pair.found
    names = [
        *(evidence.mark("h", pair.gold.spans()) if pair.gold else ()),
        *(evidence.mark("e", pair.found.spans()) if pair.found else ()),
    ]
    rows = [_slot(outcome, pair, evidence) for outcome in sorted(pair.outcomes, key=lambda one: _ORDER[one.slot])]
    return Card(
        number=number,
        kind="paired" if pair.gold and pair.found else "missing" if pair.gold else "spurious",
        title=describe(record) if record else "",
        usable=pair.is_usable,
        rows=rows,
        remarks=_remarks(pair.found) if pair.found else (),
        marks=_joined(names),
    )


def _remarks(found: GrantRecord) -> list[str]:
    sure = [f"confidence {found.confidence:.2f}"] if found.confidence else []
    return [*sure, *(f"note: {note}" for note in found.notes)]


def _slot(outcome: Outcome, pair: Pair, evidence: _Evidence) -> SlotRow:
    slot = outcome.slot
    told, read = (
        words.evidence(value, slot, record)
        for value, record in ((outcome.gold, pair.gold), (outcome.found, pair.found))
    )
    return SlotRow(
        slot=slot,
        verdict=outcome.verdict,
        gold=words.value(outcome.gold, slot, pair.gold),
        found=words.value(outcome.found, slot, pair.found),
        rule=", ".join(dict.fromkeys(span.rule for span in read)),
        marks=_joined([*evidence.mark("h", told), *evidence.mark("e", read)]),
    )


def _mentions(name: str, gold: Sequence[Mention], marked: Sequence[Mention] | None) -> list[MentionRow]:
    """Set gold and extracted mentions side by side, as they were paired for scoring, in the order of the text."""
    found = marked or ()
    paired = marks.pair(name, gold, found)
    taken, used = {i for i, _ in paired}, {j for _, j in paired}
    sides: list[tuple[Mention, Mention | None, Mention | None]] = [(gold[i], gold[i], found[j]) for i, j in paired]
    sides += [(mention, mention, None) for i, mention in enumerate(gold) if i not in taken]
    sides += [(mention, None, mention) for j, mention in enumerate(found) if j not in used]
    sides.sort(key=lambda side: (side[0].start, side[0].end, side[0].label, side[0].value))
    return [
        MentionRow(n, one.label, _verdict(told, read, marked), _shown(told), _shown(read), _off(told, read))
        for n, (one, told, read) in enumerate(sides)
    ]


def _verdict(told: Mention | None, read: Mention | None, marked: Sequence[Mention] | None) -> Verdict | None:
    if told and read:
        return "incorrect" if _off(told, read) else "correct"
    return None if marked is None else "missing" if told else "spurious"


def _off(told: Mention | None, read: Mention | None) -> str:
    if not told or not read:
        return ""
    readings = marks.readings(told, read)
    return ", ".join(what for scheme, what in _DIFFER.items() if not readings[scheme])


def _shown(mention: Mention | None) -> Marked | None:
    return Marked(mention.start, mention.end, mention.text, mention.value) if mention else None


def _drawn(piece: Piece, rows: Sequence[MentionRow]) -> Drawn:
    covering = {name: rows[int(name[1:])] for name in piece.names if name[0] in "gf"}
    here = list({row.number: row for row in covering.values()}.values())
    kinds = sorted({name[0] for name in piece.names}) + ["x"] * any(row.is_wrong for row in here)
    # A pair's chip stands where its gold mention begins, so that it is said once.
    begun = [row for name in piece.begins if (row := covering.get(name)) and (name[0] == "g" or not row.gold)]
    return Drawn(
        text=piece.text,
        names=" ".join(piece.names),
        kinds=" ".join(kinds),
        chips=[row for row in begun if row.is_wrong],
        said="\n".join(row.said for row in here),
    )


def _marks(text: str, rows: Sequence[MentionRow], evidence: _Evidence) -> tuple[list[Mark], int]:
    """Give the marks that stand in the text as they say, and how many don't: their offsets count another text."""
    told: list[tuple[str, int, int, str]] = []
    for row in rows:
        told += [
            (f"{side}{row.number}", mention.start, mention.end, mention.text)
            for side, mention in (("g", row.gold), ("f", row.found))
            if mention
        ]
    told += [(name, start, end, said) for (_, start, end, said), name in evidence.names.items()]
    drawn = [
        Mark(start, end, name)
        for name, start, end, said in told
        if 0 <= start < end <= len(text) and said in ("", text[start:end])
    ]
    return drawn, len(told) - len(drawn)


def _joined(names: Sequence[str]) -> str:
    return " ".join(dict.fromkeys(names))
