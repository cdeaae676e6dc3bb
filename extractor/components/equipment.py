"""Goods that are given or bought, with their counts: "three of Japan's most advanced digital X-ray machines"."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from itertools import pairwise
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Token

from extractor.components.noun_phrase import Phrase, Reader, is_noun
from extractor.components.spans import write
from extractor.lexicon import Lexicon, funding, units
from extractor.lexicon.equipment import NOT_GIVEN, Equipment, by_form, heads, praise
from extractor.model import Finding
from extractor.values.quantity import notation, plain

KEY = "equipment"
# Label and rules, known to the vocabulary from the start: one first met inside a memory zone is lost with it.
STRINGS = ("EQUIPMENT", "equipment:head", "equipment:listed", "equipment:counted")
_EACH = re.compile(
    r",?\s*(?:and\s+)?each(?:\s+of\s+(?:them|which))?\s+(?:\w+\s+)?"
    r"(?:with|of|consisting\s+of|comprised\s+of|made\s+up\s+of|equipped\s+with|fitted\s+with|has|have|contains?|includes?|carries|holds|\w+ing)\s+$"
)
_JOINED = re.compile(r"(?:,?\s+and|,)\s+$")
_MADE = frozenset(["made", "built", "manufactured", "produced", "donated", "funded", "assembled", "designed"])
_NEAR = 12  # tokens between two items of a list
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)$")
_LISTING = frozenset(["include", "comprise", "consist", "contain"])
_GIVE: tuple[str, ...] = ("give", "receive")
_CONTEXT: tuple[str, ...] = ("give", "receive", "fund", "aid")


@Language.factory("aid_equipment", default_config={"lexicon": []}, assigns=["doc.spans"])
def make(nlp: Language, name: str, lexicon: list[str]) -> "EquipmentFinder":
    """Build the component; `lexicon` are folders of a user's tables."""
    del name
    for string in STRINGS:
        nlp.vocab.strings.add(string)
    return EquipmentFinder(Lexicon(tuple(map(Path, lexicon))))


@dataclass(frozen=True, slots=True)
class Goods:
    """A phrase read: its place in characters and what it says."""

    start: int
    end: int
    head: int
    description: str
    quantity: Decimal | None
    unit: str
    unit_kind: str
    klass: str
    bare: bool
    rule: str
    parent: str = ""

    def finding(self) -> Finding:
        """Give it as components leave it."""
        detail = {"description": self.description, "class": self.klass}
        if self.quantity is not None:
            detail["quantity"] = plain(self.quantity)
        if self.unit:
            detail["unit"] = self.unit
        if self.parent:
            detail["parent"] = self.parent
        if self.klass in {"equipment", "supplies"}:
            detail["generic"] = "yes"
        if self.bare:
            detail["bare"] = "yes"
        value = notation(self.quantity, self.unit, self.description)
        return Finding(self.start, self.end, "EQUIPMENT", value, self.rule, detail)


class EquipmentFinder:
    """Writes `doc.spans["equipment"]`. What money, dates, people, organisations or titles took is left alone."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon

    def __call__(self, doc: Doc) -> Doc:
        """Find the goods of a doc."""
        return write(doc, KEY, [goods.finding() for goods in self.find(doc)])

    def find(self, doc: Doc) -> list[Goods]:
        """Give the goods of a doc, in order, none overlapping."""
        hits = self._hits(doc)
        taken = _taken(doc, ("money", "dates", "people", "projects"))
        reader = Reader(doc, self.lexicon, taken, frozenset(last for last, _, _ in hits))
        taken |= _taken(doc, ("organisations",))
        told = _contexts(doc, self.lexicon)
        found: list[Goods] = []
        seen = set(taken)
        for last, first, row in hits:
            if row.klass == "other":
                continue
            seen.add(last)
            if row.klass not in NOT_GIVEN and last not in taken and _is_head(doc, last):
                phrase = reader.read(first, last)
                seen.update(range(phrase.start, phrase.end))
                goods = self._goods(doc, phrase, row, first, given=told[last])
                if goods is not None:
                    found.append(goods)
        never = {last for last, _, row in hits if row.klass == "other"}
        known = {goods.head for goods in found}
        for token in doc:
            if told[token.i] and token.tag_ in {"NNS", "NN"} and token.i not in seen and _is_head(doc, token.i):
                phrase = reader.read(token.i, token.i)
                # people and time are no goods, but "cartons of dates" and "tons of aid" are
                packed = phrase.unit is not None and phrase.unit.kind in {"measure", "container"}
                goods = self._unlisted(doc, phrase, known) if packed or token.i not in never else None
                if goods is not None:
                    found.append(goods)
        return list(_multiply(_merge(_vouched(_apart(found), doc), doc.text), doc.text))

    def _hits(self, doc: Doc) -> list[tuple[int, int, Equipment]]:
        """Give the table's nouns in a doc as (last token, first token, row)."""
        table, found = by_form(self.lexicon), []
        for hit in heads(self.lexicon).find(doc.text):
            span = doc.char_span(hit.start, hit.end)
            if span is not None:
                found.append((span.end - 1, span.start, table[hit.name]))
        return found

    def _goods(self, doc: Doc, phrase: Phrase, row: Equipment, first: int, *, given: bool) -> Goods | None:
        token = doc[phrase.head]
        counted = phrase.count is not None
        if row.ambiguous and not counted and not self._plainly_given(token, row):
            return None
        bare = not given if row.ambiguous else not (given or counted)
        printed = doc[first : phrase.end].text
        return self._made(
            doc, phrase, _singular(printed, row.head, row), first, klass=row.klass, bare=bare, rule="equipment:head"
        )

    def _plainly_given(self, token: Token, row: Equipment) -> bool:
        """Whether an uncounted word of daily life is given: a "desk" must be the gift itself, "desks" in its reach."""
        if row.mass or token.tag_ in {"NNS", "NNPS"}:
            return _under_giving(token, self.lexicon)
        return _is_given(token, self.lexicon)

    def _unlisted(self, doc: Doc, phrase: Phrase, known: set[int]) -> Goods | None:
        """Read a noun that the table lacks: counted and given, counted by container, or listed beside known goods."""
        token = doc[phrase.head]
        listed = token.dep_ == "conj" and token.head.i in known and token.tag_ == "NNS"
        packed = (
            phrase.unit is not None
            and phrase.unit.kind in {"measure", "container", "item"}
            and _under_giving(token, self.lexicon)  # not "5,000 tonnes of waste"
        )
        if phrase.unit is not None and phrase.unit.kind == "length":
            return None
        if phrase.end < len(doc) and doc[phrase.end].lower_ == "of" and units.find([token.text], self.lexicon):
            return None  # "1,050 cartons of ...": what they hold is for its own phrase to tell
        counted = phrase.count is not None and (packed or (token.tag_ == "NNS" and _is_given(token, self.lexicon)))
        if not (counted or listed) or token.ent_type_ in {"PERSON", "MONEY", "PERCENT", "DATE", "TIME", "ORDINAL"}:
            return None
        known.add(token.i)
        rule = "equipment:listed" if listed else "equipment:counted"
        return self._made(doc, phrase, _lemma(token), phrase.head, klass="unlisted", bare=False, rule=rule)

    def _made(self, doc: Doc, phrase: Phrase, noun: str, first: int, *, klass: str, bare: bool, rule: str) -> Goods:
        body = max(phrase.body, phrase.start)
        description = (_modifiers(doc, body, first, praise(self.lexicon)) + noun).strip()
        start = phrase.start if phrase.count or phrase.unit else phrase.body
        return Goods(
            start=doc[start].idx,
            end=doc[phrase.end - 1].idx + len(doc[phrase.end - 1]),
            head=phrase.head,
            description=description,
            quantity=phrase.count.value if phrase.count else None,
            unit=phrase.unit.unit if phrase.unit else "",
            unit_kind=phrase.unit.kind if phrase.unit else "",
            klass=klass,
            bare=bare,
            rule=rule,
        )


def _taken(doc: Doc, keys: Iterable[str]) -> frozenset[int]:
    """Give the tokens that other components' mentions cover."""
    found: set[int] = set()
    for key in keys:
        if key in doc.spans:
            for span in doc.spans[key]:
                found.update(range(span.start, span.end))
    return frozenset(found)


def _is_head(doc: Doc, index: int) -> bool:
    """Whether a noun heads its phrase: not a modifier ("tent city", "the ship's crew", "food-borne"), not a verb."""
    token = doc[index]
    if not is_noun(token):
        return False
    if index + 1 == len(doc):
        return True
    after = doc[index + 1]
    if after.tag_ == "POS" or (after.text in {"-", "–"} and not token.whitespace_):
        return False
    modifies = token.dep_ in {"compound", "nmod", "amod", "poss", "npadvmod"} and token.head.i > index
    if modifies and not doc[index + 1 : token.head.i].text.strip(" ").startswith((",", "and")):
        return False
    return not (is_noun(after) and token.tag_ in {"NN", "NNP"} and after.lower_ not in {"worth"})


@cache
def _verbs(lexicon: Lexicon, frames: tuple[str, ...]) -> frozenset[str]:
    pairs = (funding.by_form(lexicon, "verb"), funding.by_form(lexicon, "noun"))
    return frozenset(
        form
        for table in pairs
        for form, rows in table.items()
        if any(row.frame in frames and (row.pos == "verb" or row.weight > 1) for row in rows)  # not "doctors"
    )


def _contexts(doc: Doc, lexicon: Lexicon) -> list[bool]:
    """Say for each token whether its sentence speaks of giving, or goes on listing what the doc says is given."""
    words = _verbs(lexicon, _CONTEXT)
    told: list[bool] = []
    before = False
    for sentence in doc.sents:
        gives = any(token.lower_ in words for token in sentence)
        lists = not gives and before and any(token.lemma_ in _LISTING for token in sentence)
        told.extend([gives or lists] * len(sentence))
        before = before or gives
    return told


def _under_giving(token: Token, lexicon: Lexicon) -> bool:
    words = _verbs(lexicon, _CONTEXT)
    return any(ancestor.lower_ in words for ancestor in token.ancestors)


def _is_given(token: Token, lexicon: Lexicon) -> bool:
    """Whether a noun is what a verb of giving gives."""
    while token.dep_ == "conj" and is_noun(token.head):
        token = token.head
    if token.dep_ in {"pobj"} and token.head.lower_ in {"with", "of"}:
        token = token.head
        return token.head.lower_ in _verbs(lexicon, _GIVE)
    return token.dep_ in {"dobj", "nsubjpass", "appos"} and token.head.lower_ in _verbs(lexicon, _GIVE)


def _singular(printed: str, head: str, row: Equipment) -> str:
    """Give the singular of a table's noun in the letters that are printed ("X-Ray Machines": "X-Ray Machine")."""
    if row.mass or printed.lower() == head.lower():
        return printed
    return _recase(printed, head)


def _lemma(token: Token) -> str:
    return _recase(token.text, token.lemma_) if token.tag_ == "NNS" else token.text


def _recase(printed: str, singular: str) -> str:
    same = 0
    for one, other in zip(printed.lower(), singular.lower(), strict=False):
        if one != other:
            break
        same += 1
    return printed[:same] + singular[same:]


def _modifiers(doc: Doc, start: int, end: int, left_out: frozenset[str]) -> str:
    """Give what kind of goods they are, as printed, without praise and origin ("Japanese", "Chinese-made")."""
    kept: list[str] = []
    index = start
    while index < end:
        token = doc[index]
        whole = index
        while whole + 2 < end and doc[whole + 1].text == "-" and not doc[whole].whitespace_:
            whole += 2
        word = doc[index : whole + 1].text.lower()
        origin = token.ent_type_ == "NORP" or (whole > index and doc[whole].lower_ in _MADE)
        if not (word in left_out or _ORDINAL.match(word) or origin or (token.text == "," and not kept)):
            kept.append(doc[index : whole + 1].text + doc[whole].whitespace_)
        index = whole + 1
    text = "".join(kept)
    return re.sub(r"^(?:\s|,|and\b|-)+|(?:\band\s+)$", "", text)


def _apart(found: list[Goods]) -> list[Goods]:
    """Keep, of overlapping goods, the one that begins first and is longer."""
    kept: list[Goods] = []
    for goods in sorted(found, key=lambda one: (one.start, -one.end)):
        if not kept or goods.start >= kept[-1].end:
            kept.append(goods)
    return kept


def _vouched(found: list[Goods], doc: Doc) -> list[Goods]:
    """Believe a counted word of daily life that stands in a list of counted goods ("5 tractors and 3 tables came")."""
    sure = [goods.head for goods in found if goods.quantity is not None and not goods.bare]
    vouched = []
    for goods in found:
        near = any(abs(head - goods.head) <= _NEAR and _same_sentence(doc, head, goods.head) for head in sure)
        vouched.append(replace(goods, bare=False) if goods.bare and goods.quantity is not None and near else goods)
    return vouched


def _same_sentence(doc: Doc, one: int, other: int) -> bool:
    return not any(doc[index].is_sent_start for index in range(min(one, other) + 1, max(one, other) + 1))


def _merge(found: list[Goods], text: str) -> list[Goods]:
    """Join goods that are counted together: "24,000 tins of beef and luncheon meat"."""
    merged: list[Goods] = []
    for goods in found:
        last = merged[-1] if merged else None
        if (
            last is not None
            and last.unit_kind in {"container", "measure", "length", "item"}
            and goods.quantity is None
            and goods.klass == last.klass
            and text[last.end : goods.start].strip() == "and"
        ):
            merged[-1] = replace(
                last, end=goods.end, head=goods.head, description=f"{last.description} and {goods.description}"
            )
        else:
            merged.append(goods)
    return merged


def _multiply(found: list[Goods], text: str) -> Iterator[Goods]:
    """Multiply what each of several holds: "10 kits, each with two monitors" is 20 monitors."""
    parent: Goods | None = None
    if found:
        yield found[0]
    for before, goods in pairwise(found):
        between = text[before.end : goods.start]
        if _EACH.fullmatch(between) and before.quantity is not None:
            parent = before
        elif parent is not None and not _JOINED.fullmatch(between):
            parent = None
        if parent is None or parent.quantity is None or goods.quantity is None:
            yield goods
        else:
            yield replace(goods, quantity=goods.quantity * parent.quantity, parent=parent.description)
