"""Lists of projects: "Key: value" lines under a heading, and items that a sentence before them explains.

An embassy prints  "1. The Project for Wells in Dawa / Recipient: Dawa Council / Grant amount: US$ 80,000"; a ministry
prints  "The grants are:" and a bulleted line for each. What heading or lead-in says holds for items that don't say
otherwise.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from spacy.tokens import Span

from extractor.assembly.collect import Actor, Sentence, Title
from extractor.assembly.roles import Claim
from extractor.assembly.statements import Cue, Statement, read
from extractor.lexicon import Lexicon
from extractor.lexicon.frames import Role
from extractor.lexicon.list_keys import slots

_KEY = re.compile(r"\s*(?:[•●▪◦‣*–—-]\s+|\(?(?:\d{1,2}|[a-zA-Z])[.)]\s+)?([A-Z][A-Za-z/' -]{1,40}?)\s*[:：]\s*(?=\S)")
_NUMBERED = re.compile(r"\s*\(?\d{1,2}[.)]\s+")
PARTIES: Mapping[str, Role] = {"donor": "donor", "recipient": "recipient", "implementer": "implementer"}
BY_KEY = 4.0  # a key says plainly what its value is
LED_IN = 0.6  # what a lead-in says of its items, against what they say themselves


def read_all(sentences: Iterable[Sentence], lexicon: Lexicon) -> Iterator[tuple[Sentence, list[Statement]]]:
    """Give every sentence with its statements; a "Key: value" block makes one statement, at its first line."""
    block: list[tuple[Sentence, str]] = []
    lead: Statement | None = None
    for sentence in sentences:
        slot = _slot(sentence, lexicon)
        if slot is None and not (_NUMBERED.match(sentence.text) and sentence.kind == "item"):
            yield from _flush(block, lead, lexicon)
            block = []
            said = read(sentence, lexicon)
            if sentence.kind == "item" and lead is not None:
                said = [_led(statement, lead) for statement in said]
            elif sentence.kind == "body":
                lead = said[-1]
            yield sentence, said
            continue
        taken = {known for _, known in block}
        if block and (slot is None or (slot in taken and slot in {"amount", "title", "recipient"})):
            yield from _flush(block, lead, lexicon)
            block = []
        block.append((sentence, slot or "item"))
    yield from _flush(block, lead, lexicon)


def _slot(sentence: Sentence, lexicon: Lexicon) -> str | None:
    match = _KEY.match(sentence.text) if sentence.kind in {"item", "heading"} else None
    return slots(lexicon).get(match[1].lower().strip()) if match else None


def _flush(
    block: list[tuple[Sentence, str]], lead: Statement | None, lexicon: Lexicon
) -> Iterator[tuple[Sentence, list[Statement]]]:
    if not block:
        return
    keyed = [slot for _, slot in block if slot != "item"]
    if not keyed:
        for sentence, _ in block:
            said = read(sentence, lexicon)
            yield sentence, [_led(s, lead) for s in said] if lead is not None else said
        return
    first = next((s for s, slot in block if slot == "amount" and s.sums), block[0][0])
    merged = Statement(first, block[0][0].start, block[-1][0].end, [], [])
    for sentence, slot in block:
        _take(merged, sentence, slot)
    if merged.amount is not None or merged.titles:
        merged.given = 4
    if lead is not None:
        merged = _led(merged, lead)
    yield first, [merged]


def _take(merged: Statement, sentence: Sentence, slot: str) -> None:
    """Add what one line says to its block's statement."""
    merged.dates += sentence.dates
    merged.people += sentence.people
    merged.goods += sentence.goods
    value = _value_start(sentence)
    if slot == "amount" and sentence.sums and merged.amount is None:
        merged.amount, merged.amount_role = sentence.sums[0], "flow"
        merged.restated = [s for s in sentence.sums[1:] if s.restates is sentence.sums[0]]
    if slot in {"title", "item"} and value < sentence.end:
        merged.titles += [t for t in sentence.titles if t.kind != "scheme"][:1] or [_title(sentence, value)]
    elif slot == "purpose":
        merged.purpose = merged.purpose or (value, _trimmed_end(sentence), "purpose:key")
    if (role := PARTIES.get(slot)) is not None:
        actors = [a for a in sentence.actors if a.start >= value and a.how in {"org", "country"}] or [
            _org(sentence, value)
        ]
        merged.claims += [Claim(a, role, BY_KEY, f"role:key.{role}") for a in actors]
        merged.claims += [Claim(a, "site", 1.0, "role:key.place") for a in sentence.actors if a.how == "place"]
    elif slot in {"place", "item", "title"}:
        merged.claims += [
            Claim(a, "site", BY_KEY / 2, "role:key.place") for a in sentence.actors if a.how != "adjective"
        ]


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
