"""One article for the page: its text cut into pieces, its records pair by pair, its mentions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extractor.model import Article, GrantRecord, Mention, Span
from extractor.scoring import mentions as marks
from extractor.scoring.certainty import describe
from extractor.scoring.counts import Verdict
from extractor.scoring.html import words
from extractor.scoring.html.pieces import Mark, Piece, cut
from extractor.scoring.match import Pair
from extractor.scoring.report import Report
from extractor.scoring.score import ArticleScore
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


@dataclass(frozen=True)
class MentionRow:
    """A gold mention, the extracted one paired with it, or one of them alone; `off` says in what the two differ.

    `verdict` is None where no mentions were scored.
    """

    number: int
    label: str
    verdict: Verdict | None
    gold: Mention | None
    found: Mention | None
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

    def sides(self) -> tuple[tuple[str, Mention | None], tuple[str, Mention | None]]:
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
    """An article as it is shown; `pieces` is None where its text was not given, `stray` counts marks not drawn."""

    number: int
    id: str
    title: str
    about: str
    pieces: Sequence[Drawn] | None
    mentions: Sequence[MentionRow]
    cards: Sequence[Card]
    errors: int
    f1: float | None
    stray: int


class _Evidence:
    """The spans that an article's records rest on, each named once: `e3` extracted, `h3` in the gold."""

    def __init__(self) -> None:
        self.names: dict[tuple[str, int, int, str], str] = {}

    def mark(self, side: str, spans: Iterable[Span]) -> list[str]:
        keys = [(side, span.start, span.end, span.text) for span in spans]
        return [self.names.setdefault(key, f"{side}{len(self.names)}") for key in keys]


def article(number: int, score: ArticleScore, report: Report, stored: Article | None) -> ArticleView:
    """Lay out one article."""
    name = score.article_id
    gold = report.gold.articles[name]
    evidence = _Evidence()
    found = report.found.records.get(name, [])
    cards = [_card(n, pair, evidence) for n, pair in enumerate(_in_order(score.pairs, gold.records, found), 1)]
    rows = _mentions(name, gold.mentions, report.found.mentions)
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
        f1=score.score.all_slots.f1,
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


def _mentions(name: str, gold: Sequence[Mention], all_found: dict[str, list[Mention]] | None) -> list[MentionRow]:
    """Set gold and extracted mentions side by side, as they were paired for scoring, in the order of the text."""
    found = all_found.get(name, []) if all_found is not None else []
    paired = marks.pair(name, gold, found)
    taken, used = {i for i, _ in paired}, {j for _, j in paired}
    sides: list[tuple[Mention, Mention | None, Mention | None]] = [(gold[i], gold[i], found[j]) for i, j in paired]
    sides += [(mention, mention, None) for i, mention in enumerate(gold) if i not in taken]
    sides += [(mention, None, mention) for j, mention in enumerate(found) if j not in used]
    sides.sort(key=lambda side: (side[0].start, side[0].end, side[0].label, side[0].value))
    return [
        MentionRow(n, one.label, *_judged(told, read, scored=all_found is not None))
        for n, (one, told, read) in enumerate(sides)
    ]


def _judged(
    told: Mention | None, read: Mention | None, *, scored: bool
) -> tuple[Verdict | None, Mention | None, Mention | None, str]:
    if told and read:
        readings = marks.readings(told, read)
        off = ", ".join(what for scheme, what in _DIFFER.items() if not readings[scheme])
        return "incorrect" if off else "correct", told, read, off
    if not scored:
        return None, told, read, ""
    return "missing" if told else "spurious", told, read, ""


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
