"""Goods that are given or bought, with their counts: "three of Japan's most advanced digital X-ray machines"."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Token

from extractor.components.articles import by_article
from extractor.components.goods import Goods
from extractor.components.goods_context import Context
from extractor.components.goods_links import link, recall
from extractor.components.goods_tails import tail
from extractor.components.goods_understood import understood
from extractor.components.noun_phrase import HOLDING, Phrase, Reader, is_noun
from extractor.components.offices import GUESS
from extractor.components.spans import text_of, words_of, write
from extractor.lexicon import Lexicon, units
from extractor.lexicon.equipment import NOT_GIVEN, Equipment, by_form, heads, praise
from extractor.model import Finding

KEY = "equipment"
# Label and rules, known to the vocabulary from the start: one first met inside a memory zone is lost with it.
STRINGS = ("EQUIPMENT", "equipment:head", "equipment:listed", "equipment:counted", "equipment:understood")
_MADE = frozenset(["made", "built", "manufactured", "produced", "donated", "funded", "assembled", "designed"])
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)$")
_DEFINITE = frozenset(["the", "these", "those", "this", "that", "both"])
_NO_GOODS = frozenset(["PERSON", "MONEY", "PERCENT", "DATE", "TIME", "ORDINAL"])


@Language.factory("aid_equipment", default_config={"lexicon": []}, assigns=["doc.spans"])
def make(nlp: Language, name: str, lexicon: list[str]) -> "EquipmentFinder":
    """Build the component; `lexicon` are folders of a user's tables."""
    del name
    for string in STRINGS:
        nlp.vocab.strings.add(string)
    return EquipmentFinder(Lexicon(tuple(map(Path, lexicon))))


class EquipmentFinder:
    """Writes `doc.spans["equipment"]`. What money, dates, people, organisations or titles took is left alone."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon

    def __call__(self, doc: Doc) -> Doc:
        """Find the goods of a doc."""
        return write(doc, KEY, self.find([doc])[0])

    def pipe(self, docs: Iterable[Doc], batch_size: int = 0) -> Iterator[Doc]:
        """Find the goods of many docs; those of one article are read together, so that "the trucks" are known again."""
        del batch_size
        for group in by_article(docs):
            for doc, found in zip(group, self.find(group), strict=True):
                yield write(doc, KEY, found)

    def find(self, docs: list[Doc]) -> list[list[Finding]]:
        """Give the goods of each doc of one article, in order, none overlapping."""
        pages = [_Page(doc, self.lexicon) for doc in docs]
        told = recall([link(page.goods(), page.doc, page.text) for page in pages])
        told = understood([(page.reader, page.context) for page in pages], told)
        return [[goods.finding() for goods in found] for found in told]


@dataclass(slots=True)
class _Page:
    """Reads the goods of one doc."""

    doc: Doc
    lexicon: Lexicon
    reader: Reader = field(init=False)
    context: Context = field(init=False)
    text: str = field(init=False)
    taken: frozenset[int] = field(init=False)
    origins: frozenset[int] = field(init=False)
    hits: list[tuple[int, int, Equipment]] = field(init=False)

    def __post_init__(self) -> None:
        words, self.text = words_of(self.doc), text_of(self.doc)
        self.hits = self._hits()
        taken = _covered(self.doc, ("money", "dates", "people", "projects"))
        places, self.origins = _named(self.doc)
        blocked = taken | places
        self.reader = Reader(
            self.doc, self.lexicon, self.text, words, blocked, frozenset(last for last, _, _ in self.hits)
        )
        self.taken = taken | _covered(self.doc, ("organisations",))
        nouns = frozenset(last for last, _, row in self.hits if row.klass == "works" or row.klass not in NOT_GIVEN)
        sums = [span.end_char for span in self.doc.spans["money"]] if "money" in self.doc.spans else []
        small = [word.lower() for word in words]
        people = _covered(self.doc, ("people",))
        self.context = Context(self.doc, self.lexicon, self.text, small, sums, people, nouns)

    def _hits(self) -> list[tuple[int, int, Equipment]]:
        """Give the table's nouns in a doc as (last token, first token, row)."""
        table, found = by_form(self.lexicon), []
        for hit in heads(self.lexicon).find(self.text):
            span = self.doc.char_span(hit.start, hit.end)
            if span is not None:
                found.append((span.end - 1, self._first(span.start), table[hit.name]))
        return found

    def _first(self, start: int) -> int:
        """Give where a noun begins whose first word is the end of a hyphened one ("large-*loop detector*")."""
        while (
            start > 1
            and self.doc[start - 1].text == "-"
            and not self.doc[start - 2].whitespace_ + self.doc[start - 1].whitespace_
        ):
            start -= 2
        return start

    def goods(self) -> Iterator[Goods]:
        """Give the goods of the table, then those that only their count, unit or list shows; they may overlap."""
        seen = set(self.taken)
        known: set[int] = set()
        for last, first, row in self.hits:
            if row.klass == "other":
                continue
            seen.add(last)
            if row.klass in NOT_GIVEN or last in self.taken or not _is_head(self.doc, last):
                continue
            phrase = self.reader.read(first, last)
            seen.update(range(phrase.start, phrase.end))
            goods = self._of_table(phrase, row, first)
            if goods is not None:
                if not row.listed:  # "roads, water and public finances": water vouches for nothing
                    known.add(goods.head)
                yield goods
        never = {last for last, _, row in self.hits if row.klass == "other"}
        for token in self._nouns():
            if not self._may_be_goods(token, seen) or not _is_head(self.doc, token.i):
                continue
            phrase = self.reader.read(token.i, token.i)
            # people and time are no goods, but "cartons of dates" and "tons of aid" are
            packed = phrase.unit is not None and phrase.unit.kind in {"measure", "container"}
            found = self._unlisted(phrase, known) if packed or token.i not in never else None
            if found is not None:
                yield found

    def _nouns(self) -> Iterator[Token]:
        """Give the nouns in sentences that speak of giving."""
        strings = self.doc.vocab.strings
        nouns = {strings[tag] for tag in ("NN", "NNS", "NNP", "NNPS")}
        for index, tag in enumerate(self.doc.to_array("TAG")):
            if self.context.told[index] and int(tag) in nouns:
                yield self.doc[index]

    def _may_be_goods(self, token: Token, seen: set[int]) -> bool:
        """Whether a noun may be goods that the table lacks; a name only in a measure ("doses of *Covishield*")."""
        if token.tag_ in {"NNS", "NN"} and token.i not in seen:
            return True
        return token.tag_ in {"NNP", "NNPS", "NN"} and self.reader.of_unit(token.i)

    def _of_table(self, phrase: Phrase, row: Equipment, first: int) -> Goods | None:
        token, counted = self.doc[phrase.head], phrase.count is not None
        standing = self.context.standing(phrase, row.klass)
        if standing == "none" or (row.sizes and self.context.sizes(phrase)):
            return None
        if row.ambiguous and not counted and _is_part_of_name(token):
            return None
        weak = row.ambiguous and not counted
        if row.listed and not counted:
            bare = True
        elif standing in {"gift", "denied"}:
            bare = standing == "denied"
        elif row.ambiguous:
            given = self.context.under_giving(token) if counted else self._plainly_given(token, row)
            bare = standing == "passing" or not given
        else:
            bare = standing == "passing" and not counted
        noun = _singular(self.doc[first : phrase.end].text, row.head, row)
        end = phrase.end
        phrase.end = tail(self.doc, end, row, self.reader.blocked)
        return self._made(
            phrase,
            noun,
            first,
            said=self.doc[end : phrase.end].text,
            klass=row.klass,
            rule="equipment:head",
            bare=bare,
            denied=standing == "denied",
            weak=weak,
        )

    def _plainly_given(self, token: Token, row: Equipment) -> bool:
        """Whether an uncounted word of daily life is given: a "desk" must be the gift itself, "desks" in its reach."""
        if self.doc[token.left_edge.i].ent_type_ and any(child.dep_ == "poss" for child in token.children):
            return False  # "the Bank's books"
        if row.mass or token.tag_ in {"NNS", "NNPS"}:
            return self.context.under_giving(token)
        return self.context.is_given(token)

    def _unlisted(self, phrase: Phrase, known: set[int]) -> Goods | None:
        """Read a noun that the table lacks: counted and given, counted by container, or listed beside known goods."""
        token, kind = self.doc[phrase.head], phrase.unit.kind if phrase.unit is not None else None
        counted = phrase.count is not None
        listed = token.dep_ == "conj" and token.head.i in known and (token.tag_ == "NNS" or counted)
        packed = kind == "measure" or (kind in HOLDING and self.context.under_giving(token))
        if kind == "length" or token.ent_type_ in _NO_GOODS - ({"PERSON", "ORDINAL"} if packed else set()):
            return None
        if (
            phrase.end < len(self.doc)
            and self.context.words[phrase.end] == "of"
            and units.find([token.text], self.lexicon)
        ):
            return None  # "1,050 cartons of ...": what they hold is for its own phrase to tell
        given = counted and (packed or (token.tag_ == "NNS" and self.context.is_given(token)))
        if not (given or listed) or self.context.standing(phrase, "other") in {"denied", "none"}:
            return None
        known.add(token.i)
        while phrase.end < len(self.doc) and self._runs_on(phrase.end):
            phrase.end += 1
        rule = "equipment:counted" if given else "equipment:listed"
        noun = _lemma(token) + self.doc[phrase.head + 1 : phrase.end].text
        return self._made(phrase, noun, phrase.head, klass="unlisted", rule=rule)

    def _runs_on(self, index: int) -> bool:
        """Whether a name of goods goes on without a blank ("doses of RTS,*S*")."""
        before = self.doc[index - 1]
        if before.whitespace_ or before.tag_ not in {"NNP", ",", "HYPH"}:
            return False
        following = self.doc[index + 1] if index + 1 < len(self.doc) else None
        joins = self.doc[index].text in {",", "-"} and not self.doc[index].whitespace_ and following is not None
        return self.doc[index].is_alpha or (joins and following is not None and following.is_alpha)

    def _made(
        self,
        phrase: Phrase,
        noun: str,
        first: int,
        *,
        klass: str,
        rule: str,
        said: str = "",
        bare: bool = False,
        denied: bool = False,
        weak: bool = False,
    ) -> Goods:
        doc, body = self.doc, max(phrase.body, phrase.start)
        description = f"{self._modifiers(body, first, praise(self.lexicon))}{noun} {said}".strip()
        whole = phrase.count or phrase.unit or phrase.wrapped
        start = phrase.start if whole else phrase.body
        return Goods(
            start=doc[start].idx,
            body=doc[phrase.body].idx,
            end=doc[phrase.end - 1].idx + len(doc[phrase.end - 1]),
            head=phrase.head,
            noun=noun.rsplit(" ", 1)[-1].lower(),
            description=_small(doc[body], description),
            quantity=phrase.count.value if phrase.count else None,
            unit=phrase.unit_name if phrase.unit else "",
            unit_kind=phrase.unit.kind if phrase.unit else "",
            klass=klass,
            rule=rule,
            bare=bare,
            denied=denied,
            weak=weak,
            definite=start > 0 and not phrase.count and self.context.words[start - 1] in _DEFINITE,
        )

    def _modifiers(self, start: int, end: int, left_out: frozenset[str]) -> str:
        """Give what kind of goods they are, as printed, without praise and origin ("Japanese", "Chinese-made")."""
        doc = self.doc
        kept: list[str] = []
        index = start
        while index < end:
            token = doc[index]
            whole = index
            while whole + 2 < end and doc[whole + 1].text == "-" and not doc[whole].whitespace_:
                whole += 2
            word = doc[index : whole + 1].text.lower()
            origin = (
                token.ent_type_ == "NORP" or index in self.origins or (whole > index and doc[whole].lower_ in _MADE)
            )
            if not (word in left_out or _ORDINAL.match(word) or origin or (token.text == "," and not kept)):
                kept.append(doc[index : whole + 1].text + doc[whole].whitespace_)
            index = whole + 1
        text = "".join(kept)
        return re.sub(r"^(?:\s|,|and\b|-)+|(?:\band\s+)$", "", text)


def _covered(doc: Doc, keys: Iterable[str]) -> frozenset[int]:
    """Give the tokens that other components' mentions cover."""
    spans = (span for key in keys if key in doc.spans for span in doc.spans[key])
    return frozenset(index for span in spans for index in range(span.start, span.end))


def _named(doc: Doc) -> tuple[frozenset[int], frozenset[int]]:
    """Give the tokens of places and donors, which describe no goods ("*UNICEF* ships"), and those that tell origin."""
    found: set[int] = set()
    origins: set[int] = set()
    for key in ("places", "organisations"):
        if key not in doc.spans:
            continue
        for span, detail in zip(doc.spans[key], doc.spans[key].attrs["details"], strict=True):
            if span.label_ == "DEMONYM":
                origins.update(range(span.start, span.end))
            elif (span.label_ == "PLACE" and GUESS not in span.id_) or detail.get("donor"):
                found.update(range(span.start, span.end))
    return frozenset(found), frozenset(origins)


def _is_head(doc: Doc, index: int) -> bool:
    """Whether a noun heads its phrase: not a modifier ("tent city", "the ship's crew", "food-borne"), not a verb."""
    token = doc[index]
    if not is_noun(token) and not (token.tag_ == "VBZ" and token.dep_ == "conj" and is_noun(token.head)):
        return False  # a list's last noun is taken for a verb at times: "hoes, axes and wheelbarrows"
    if index + 1 == len(doc):
        return True
    after = doc[index + 1]
    if after.tag_ == "POS" or (after.text in {"-", "–"} and not token.whitespace_):
        return False
    modifies = token.dep_ in {"compound", "nmod", "amod", "poss", "npadvmod"} and token.head.i > index
    if modifies and not doc[index + 1 : token.head.i].text.strip(" ").startswith((",", "and")):
        return False
    return not (is_noun(after) and token.tag_ in {"NN", "NNP"} and after.lower_ not in {"worth"})


def _is_part_of_name(token: Token) -> bool:
    """Whether a word of daily life is capitalised inside a sentence ("the Nexus of Water, *Food* and Energy")."""
    return token.tag_ in {"NNP", "NNPS"} and token.text.istitle() and not token.is_sent_start


def _singular(printed: str, head: str, row: Equipment) -> str:
    """Give the singular of a table's noun in the letters that are printed ("X-Ray Machines": "X-Ray Machine")."""
    if row.mass or printed.lower().endswith(head.lower()):
        return printed
    front = len(printed) - next(
        (len(form) for form in row.forms() if printed.lower().endswith(form.lower())), len(printed)
    )
    return printed[:front] + _recase(printed[front:], head)


def _lemma(token: Token) -> str:
    return _recase(token.text, token.lemma_) if token.tag_ == "NNS" else token.text


def _recase(printed: str, singular: str) -> str:
    same = 0
    for one, other in zip(printed.lower(), singular.lower(), strict=False):
        if one != other:
            break
        same += 1
    return printed[:same] + singular[same:]


def _small(first: Token, description: str) -> str:
    """Write a description in small letters where only the sentence's start made a capital ("*Kitchen* equipment")."""
    if (
        first.is_sent_start
        and first.text.istitle()
        and first.pos_ != "PROPN"
        and description.startswith(first.text[:1])
    ):
        return description[:1].lower() + description[1:]
    return description
