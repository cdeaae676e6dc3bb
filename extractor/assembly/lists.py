"""Lists of projects: "Key: value" lines under a heading, and items that a sentence before them explains.

An embassy prints  "1. The Project for Wells in Dawa / Recipient: Dawa Council / Grant amount: US$ 80,000"; a ministry
prints  "The grants are:" and a bulleted line for each. What heading or lead-in says holds for items that don't say
otherwise.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from spacy.tokens import Span

from extractor.assembly import stacked, tables
from extractor.assembly.claim import Claim
from extractor.assembly.collect import Actor, Sentence, Title
from extractor.assembly.paragraphs import is_row
from extractor.assembly.statements import Cue, Statement, read
from extractor.components import spans
from extractor.components.project_patterns import patterns
from extractor.lexicon import Lexicon
from extractor.lexicon.frames import Role
from extractor.lexicon.list_keys import slots

_KEY = re.compile(
    r"\s*(?:[•●▪◦‣*–—-]\s+|\(?(?:\d{1,2}|[a-zA-Z])[.)]\s+)?"
    r"([A-Z][A-Za-z/' -]{1,40}?)(?:\s*\([^()\n]{1,20}\))?\s*[:：]\s*(?=\S)"
)
_NUMBERED = re.compile(r"\s*\(?\d{1,2}[.)]\s+")
PARTIES: Mapping[str, Role] = {"donor": "donor", "recipient": "recipient", "implementer": "implementer"}
UNTOLD = frozenset({"item", "none"})  # lines that do not make a block by themselves
SITE = "role:key.site"
BY_KEY = 4.0  # a key says plainly what its value is
LED_IN = 0.6  # what a lead-in says of its items, against what they say themselves


_SAME = re.compile(
    r"\W*(?:(?:the )?same(?: as (?:above|before))?|as (?:above|before|in [A-Z\d]+)|(?:idem|ditto)\b.*)\W*", re.I
)


@dataclass(slots=True)
class Around:
    """What the entries of a list take from outside: what leads in, the programme named before, the entry before."""

    lead: Statement | None = None
    schemes: list[Title] = field(default_factory=list)
    entry: Statement | None = None
    columns: tables.Columns | None = None


def read_all(sentences: Iterable[Sentence], lexicon: Lexicon) -> Iterator[tuple[Sentence, list[Statement]]]:
    """Give every sentence with its statements; a "Key: value" block or a row makes one statement, at its first line."""
    block: list[tuple[Sentence, str]] = []
    around = Around()
    sentences = list(sentences)
    laid, in_table = stacked.rows(sentences, lexicon)
    for sentence, row in _rows(sentences):
        if sentence.paragraph in in_table:
            yield from _flush(block, around, lexicon)
            block = []
            yield from _read_laid(sentence, laid, around, lexicon)
            continue
        if row is not None:
            yield from _flush(block, around, lexicon)
            block = []
            yield from _read_row(row, around, lexicon)
            continue
        slot = _slot(sentence, lexicon)
        keyed = any(known not in UNTOLD for _, known in block)
        if slot is None and keyed and sentence.kind == "item" and _KEY.match(sentence.text):
            slot = "none"  # a key that we don't know is part of its entry
        if slot is None and not (_NUMBERED.match(sentence.text) and sentence.kind == "item"):
            yield from _flush(block, around, lexicon)
            block = []
            yield sentence, _read_line(sentence, around, lexicon)
            continue
        taken = {known for _, known in block}
        if block and (slot is None or (slot in taken and slot in {"amount", "title", "recipient"})):
            yield from _flush(block, around, lexicon)
            block = []
        block.append((sentence, slot or "item"))
    yield from _flush(block, around, lexicon)


def _read_line(sentence: Sentence, around: Around, lexicon: Lexicon) -> list[Statement]:
    """Read a sentence outside lists of keys, and note what it says of a list that may follow."""
    said = read(sentence, lexicon)
    around.schemes = [t for t in sentence.titles if t.kind == "scheme"] or around.schemes
    if sentence.kind == "item" and around.lead is not None:
        return [_led(statement, around.lead) for statement in said]
    if sentence.kind == "body":
        around.lead = said[-1]
    return said


def _rows(sentences: Iterable[Sentence]) -> Iterator[tuple[Sentence, list[Sentence] | None]]:
    """Give each sentence, and with the first of a table's row all that stand in it; the others are not given."""
    for _, group in groupby(sentences, key=lambda sentence: sentence.paragraph):
        row = list(group)
        if is_row(spans.text_of(row[0].span.doc)):
            yield row[0], row
        else:
            yield from ((sentence, None) for sentence in row)


def _read_row(row: list[Sentence], around: Around, lexicon: Lexicon) -> Iterator[tuple[Sentence, list[Statement]]]:
    cells = tables.cells(row)
    named, columns = tables.columns(cells, lexicon), around.columns
    is_head = tables.is_head(cells, named)
    if is_head or columns is None or abs(len(columns.slots) - len(cells)) > 1:
        around.columns = named if is_head else None
        yield from ((sentence, [] if is_head else read(sentence, lexicon)) for sentence in row)
        return
    if not any(letter.isalnum() for letter in spans.text_of(row[0].span.doc)):
        yield row[0], []  # a rule under the head row
        return
    if len(cells) == len(columns.slots):
        filled = [(c, slot) for c, slot in zip(cells, columns.slots, strict=True) if len(c.span)]
    else:  # a cell is missing, or one too many
        filled = list(stacked.laid([stacked.Line((c,), False) for c in cells if len(c.span)], columns.slots))
    yield from _in_form(_flush(filled, around, lexicon), columns)


def _in_form(
    entries: Iterable[tuple[Sentence, list[Statement]]], columns: tables.Columns
) -> Iterator[tuple[Sentence, list[Statement]]]:
    """Add to the entries of a table the form of money that its head tells."""
    for sentence, said in entries:
        for statement in said:
            if columns.form is not None and not statement.flows:
                statement.flows.append(columns.form)
        yield sentence, said


def _read_laid(
    sentence: Sentence, laid: Mapping[int, stacked.Row], around: Around, lexicon: Lexicon
) -> Iterator[tuple[Sentence, list[Statement]]]:
    """Read a row of a table whose cells stand one below the other at its first cell, nothing at the others."""
    row = laid.get(sentence.paragraph)
    if row is not None and row.cells[0][0] is sentence:
        yield from _in_form(_flush(row.cells, around, lexicon), row.columns)


def _slot(sentence: Sentence, lexicon: Lexicon) -> str | None:
    match = _KEY.match(sentence.text) if sentence.kind in {"item", "heading"} else None
    return slots(lexicon).get(match[1].lower().strip()) if match else None


def _flush(
    block: Sequence[tuple[Sentence, str]], around: Around, lexicon: Lexicon
) -> Iterator[tuple[Sentence, list[Statement]]]:
    if not block:
        return
    keyed = [slot for _, slot in block if slot not in UNTOLD]
    if not keyed:
        for sentence, _ in block:
            said = read(sentence, lexicon)
            yield sentence, [_led(s, around.lead) for s in said] if around.lead is not None else said
        return
    first = next((s for s, slot in block if slot == "amount" and s.sums), block[0][0])
    merged = Statement(first, block[0][0].start, block[-1][0].end, [], [])
    merged.entry = block[-1][0].paragraph
    for sentence, slot in block:
        if around.entry is not None and _SAME.fullmatch(sentence.text[_value_start(sentence) - sentence.start :]):
            _repeat(merged, around.entry, slot)
        else:
            _take(merged, sentence, slot, lexicon)
    if not any(t.kind == "scheme" for t in merged.titles):
        merged.titles += around.schemes[:1]
    if merged.amount is not None or any(t.kind != "scheme" for t in merged.titles):
        merged.given = 4
    if around.lead is not None:
        merged = _led(merged, around.lead)
    around.entry = merged
    yield first, [merged]


def _repeat(merged: Statement, entry: Statement, slot: str) -> None:
    """Take from the entry before what a line says is the same ("Donor: *same as above*")."""
    if slot == "person":
        merged.people += entry.people
    elif slot == "title":
        merged.titles += entry.titles[:1]
    elif (role := PARTIES.get(slot)) is not None:
        merged.claims += [c for c in entry.claims if c.role == role and c.rule == f"role:key.{role}"]


def _take(merged: Statement, sentence: Sentence, slot: str, lexicon: Lexicon) -> None:
    """Add what one line says to its block's statement."""
    merged.dates += sentence.dates
    merged.people += sentence.people if slot == "person" else []
    merged.goods += sentence.goods
    value = _value_start(sentence)
    if slot == "amount" and sentence.sums and merged.amount is None:
        merged.amount, merged.amount_role = sentence.sums[0], "flow"
        merged.restated = [s for s in sentence.sums[1:] if s.restates is sentence.sums[0]]
    if slot in {"title", "item"} and value < sentence.end:
        named = [t for t in sentence.titles if t.kind != "scheme"][:1]
        if slot == "title":
            merged.titles[:0] = named or [_title(sentence, value)]
        elif named or not patterns(lexicon).untitled.search(sentence.text):
            merged.titles += named or [_title(sentence, value)]
    elif slot == "date":
        merged.signed = merged.signed or next((when for when in sentence.dates if when.value), None)
    elif slot == "form":
        merged.flows += read(sentence, lexicon)[0].flows[:1]
    elif slot == "purpose":
        merged.purpose = merged.purpose or (value, _trimmed_end(sentence), "purpose:key")
    if (role := PARTIES.get(slot)) is not None:
        actors = [a for a in sentence.actors if a.start >= value and a.how in {"org", "country"}] or [
            _org(sentence, value)
        ]
        merged.claims += [Claim(a, role, BY_KEY, f"role:key.{role}") for a in actors]
        merged.claims += [Claim(a, "site", 1.0, "role:key.place") for a in sentence.actors if a.how == "place"]
    elif slot in {"place", "item", "title"}:
        rule = SITE if slot == "place" else "role:key.place"
        merged.claims += [Claim(a, "site", BY_KEY / 2, rule) for a in sentence.actors if a.how != "adjective"]


def _value_start(sentence: Sentence) -> int:
    match = _KEY.match(sentence.text) or _NUMBERED.match(sentence.text)
    return sentence.start + (match.end() if match else 0)


def _trimmed_end(sentence: Sentence) -> int:
    return sentence.start + len(sentence.text.rstrip(" .;,\u00a0"))


def _rest(sentence: Sentence, start: int) -> tuple[int, int, str, str, Span]:
    end = max(_trimmed_end(sentence), start + 1)
    text = sentence.text[start - sentence.start : end - sentence.start]
    span = sentence.span.doc.char_span(start - sentence.offset, end - sentence.offset, alignment_mode="expand")
    return start, end, text, "list", span if span is not None else sentence.span


def _title(sentence: Sentence, start: int) -> Title:
    base = _rest(sentence, start)
    name = re.sub(r"^[Tt]he (?=[A-Z])", "", base[2]).strip("\"“”'")
    at = start + base[2].find(name)
    return Title(at, at + len(name), name, "list", base[4], name, "project", "", quoted=False)


def _org(sentence: Sentence, start: int) -> Actor:
    base = _rest(sentence, start)
    return Actor(*base, "org", base[2], "")


def _led(statement: Statement, lead: Statement) -> Statement:
    """Give an item what its lead-in says: who gives, in what form, how far it has got."""
    if statement.amount is None and not statement.titles and not any(not g.bare for g in statement.goods):
        return statement
    if not lead.weight("aid") and not lead.frames() & {"give", "fund", "sign", "receive"}:
        return statement
    statement.claims += [
        replace(c, weight=c.weight * LED_IN) for c in lead.claims if c.role in {"donor", "side", "recipient"}
    ]
    statement.flows = statement.flows or list(lead.flows)
    statement.statuses = statement.statuses or [Cue(c.value, c.start, c.end, c.rule) for c in lead.statuses]
    statement.dates = statement.dates or list(lead.dates)
    statement.people = statement.people or list(lead.people)
    statement.purpose = statement.purpose or lead.purpose
    if statement.amount is not None or statement.titles:
        statement.given = max(statement.given, 3)
        lead.introduces = True
    return statement
