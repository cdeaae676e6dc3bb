"""Where names of organisations come from beside the tables: grammar, acronyms, nouns, news agencies, the model."""

import re
from collections.abc import Iterator, Mapping
from functools import cache, partial
from typing import NamedTuple

from spacy.tokens import Doc, Span

from extractor.components.org_grammar import Grammar
from extractor.components.org_scene import Scene, named
from extractor.components.spans import words_of
from extractor.lexicon import Lexicon
from extractor.lexicon.countries import plain, towns
from extractor.lexicon.donors import donors_by_name, heads, org_words
from extractor.model import Finding
from extractor.values import place

_NO_NAME = frozenset('$€£%"“”«»#_„()/+\t,')
_SMALL = frozenset({"of", "for", "and", "the", "de", "du", "la", "al", "bin", "&"})
_PART = r"[^\W\d_a-z](?:[\w&-]|\.(?=\w))*"
_RUN = rf"{_PART}(?: (?:{_PART}|[&i] {_PART}|and {_PART}))*"
# "its Emergency Fund", "a new Reform Fund": money set aside by somebody, no body.
_SET_ASIDE = re.compile(r"(?:\b(?:its|their|his|her|our|a|an|a new|the new)|['’]s?) $")
# "MOGADISHU (HNW) - ", "(LNS) The ceremony": a news agency; "--RNA", "– VNS" at the end as well.
_DATELINE = re.compile(
    r"[^()\n]{0,60}\((?P<first>[A-Z][A-Z&]{1,5})\)\s*\.?\s?[-–—]"
    r"|[^()\n]{3,50} \d{1,2} \((?P<dated>[A-Z]{2,6})\) (?=[A-Z])"
    r"|\((?P<alone>[A-Z]{2,6})\) (?=[A-Z])"
)
_SIGNED = re.compile(r"(?:[–—]|--) ?(?P<last>[A-Z]{2,6})$")
_MINISTERS = re.compile(
    r"\b(?:[Mm]inister|[Ss]ecretary|[Cc]ommissioner|[Gg]eneral|[Dd]irector|[Aa]dviser|[Cc]ouncillor) "
    r"(?:of|for) (?:the )?$"
)
_LOCATED = re.compile(r"\b(?:in|on|at|from|to|near|over|along|of) (?:the )?$")
_CAPITALS = re.compile(r"[A-Z][A-Z&-]{2,7}")
_ACTS = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "dative", "poss", "conj", "appos", "agent"})
_WITH_MEANING = 4  # letters; shorter words in capitals are acronyms that nothing explains
_BEFORE = 40
_LETTERHEADS = frozenset({"government", "agency", "bank"})
# A line all in capitals, of two words and more.
_CAPITAL_LINE = re.compile(r"^(?=.{0,120} )[^\Wa-z\d_][^a-z\n]{5,120}[^\Wa-z]$", re.MULTILINE)


def names_by_grammar(at: Scene) -> Iterator[Finding]:
    """Find names by their head noun ("Dushanbe No. 14 Health Center")."""
    text, lexicon = at.text, at.lexicon
    kinds = heads(lexicon)
    people = [(e.start_char, e.end_char) for e in at.ents if e.label_ == "PERSON" and not _has_head(e.text, kinds)]
    sure = [(p.start, p.end) for p in at.places if p.rule not in {"place:model", "place:noun"}]
    by_noun = {(p.start, p.end) for p in at.places if p.rule == "place:noun"}
    grammar = Grammar(
        text,
        kinds,
        stops=[(f.start, f.end) for f in at.found] + people,
        people=people,
        places=sure,
        regions=[p.start for p in at.places if p.detail["level"] == "region"],
        dull=_dull(at.doc) - {p.start for p in at.places},
        words=partial(org_words, lexicon),
    )
    for start, end, head in grammar.names():
        if (start, end) in by_noun or any(s <= start and end <= e for s, e in sure) or _crosses(start, end, at.schemes):
            continue
        whole = _branch(at, end, head)
        if is_title(text, start, end, lexicon, head=head) or not _says_something(text[start:whole], head, lexicon):
            continue
        if not _set_aside(text, start, end) and not _office_follows(text, end, lexicon):
            detail = {"kind": _kind(at, start, end, head), "head": head.lower()}
            yield named(at, start, whole, "org:name", detail)


def letterheads(at: Scene) -> Iterator[Finding]:
    """Find a line that is a body's name in capitals: "MINISTRY OF WATER RESOURCES AND IRRIGATION"."""
    kinds = heads(at.lexicon)
    for line in _CAPITAL_LINE.finditer(at.text):
        printed = line.group().title()
        if len(printed) != len(line.group()) or not any(word in kinds for word in printed.split()):
            continue
        small = re.sub(r"\b(?:Of|For|And|The|In|De|Du|La|Et|Y)\b", lambda word: word.group().lower(), printed)
        for start, end, head in Grammar(small, kinds, words=partial(org_words, at.lexicon)).names():
            told = small.startswith(head) or kinds[head] in _LETTERHEADS
            if start == 0 and end == len(small) and told and not head.endswith("s"):
                detail = {"kind": kinds[head], "head": head.lower()}
                yield named(at, line.start(), line.end(), "org:name", detail)


def _set_aside(text: str, start: int, end: int) -> bool:
    return text.endswith("Fund", start, end) and bool(_SET_ASIDE.search(text[max(0, start - _BEFORE) : start]))


def _kind(at: Scene, start: int, end: int, head: str) -> str:
    kind: str = heads(at.lexicon)[head]
    regions = [p for p in at.places if start <= p.start and p.end <= end and p.detail["level"] == "region"]
    return (
        "multilateral" if regions and kind in {"government", "agency", "bank"} else kind
    )  # "Lake Chad Basin Commission"


def _branch(at: Scene, end: int, head: str) -> int:
    """Take the town of a university into its name: "Mendel University *Brno*"."""
    match = re.match(r" ([^\W\d_a-z]\w+)", at.text[end : end + _BEFORE])
    if heads(at.lexicon)[head] != "institution" or match is None:
        return end
    meaning = place.meaning_of(match[1], lexicon=at.lexicon)
    town = plain(match[1]) in towns(at.lexicon) or (meaning is not None and not meaning.adjective)
    return end + match.end() if town else end


def _crosses(start: int, end: int, spans: list[tuple[int, int]]) -> bool:
    return any(s < end and start < e for s, e in spans)


def _has_head(text: str, kinds: Mapping[str, str]) -> bool:
    return any(word in kinds for word in text.split())


def _dull(doc: Doc) -> set[int]:
    """Give the starts of sentences' first words that name nothing ("Meanwhile", "Under", "Local")."""
    dull = {"ADP", "ADV", "DET", "SCONJ", "CCONJ", "PRON", "VERB", "AUX", "INTJ", "PART"}
    capitals = (doc[i] for i, word in enumerate(words_of(doc)) if word[0].isupper() and not word.isupper())
    return {token.idx for token in capitals if token.pos_ in dull or token.is_stop}


def _says_something(text: str, head: str, lexicon: Lexicon) -> bool:
    """Whether a name is more than a head and words that any such body bears: not "Co. Ltd", "General Hospital"."""
    rest = [word.strip(".,&") for word in text.replace(head, "", 1).split()]
    return any(
        word not in org_words(lexicon, "common") and word not in _SMALL and not _is_ordinal(word) for word in rest
    )


def _is_ordinal(word: str) -> bool:
    return re.fullmatch(r"\d+(?:st|nd|rd|th)", word) is not None  # "the 64th Council"


def _office_follows(text: str, end: int, lexicon: Lexicon) -> bool:
    """Whether an office goes on: "Health Cabinet *Secretary*", "Interior *Minister*"."""
    after = re.match(r" ([^\W\d_]+)", text[end : end + _BEFORE])
    return after is not None and after[1] in org_words(lexicon, "office") and after[1][0].isupper()


def is_title(text: str, start: int, end: int, lexicon: Lexicon, *, head: str = "") -> bool:
    """Whether a run of words is the title of a project, an agreement or an event, or goes on as one.

    "Health Center Upgrade Project" is one, "Ministry of Health" is none, nor what `head` governs ("Ministry of Sport").
    """
    last = text[start:end].rpartition(" ")[2].strip(".,\"'”’").lower()
    governing = head and re.search(rf"\b{re.escape(head)} (?:of|for|on|de|du)\b", text[start:end])
    titles = org_words(lexicon, "title")
    if last in titles and not governing and not head.lower().endswith(f" {last}"):
        return True
    after = re.match(r"((?: (?:and )?[^\W\d_a-z][\w-]*)+)", text[end : end + 120])
    return after is not None and after[1].rpartition(" ")[2].lower() in titles


def acronyms(at: Scene) -> Iterator[Finding]:
    """Find the acronyms that the article spells out as an organisation."""
    kinds, table = heads(at.lexicon), donors_by_name(at.lexicon)
    for acronym, full in at.known.acronyms.items():
        if acronym not in at.text:
            continue
        words = full.split(" ")
        head = next((w for w in (words[-1], *words) if w in kinds), None)
        if words[-1].lower() in org_words(at.lexicon, "title") or (head is None and full not in table):
            continue
        detail = {"kind": kinds[head], "head": head.lower()} if head is not None else {}
        for match in re.finditer(rf"(?<!\w){re.escape(acronym)}(?!\w)", at.text):
            yield Finding(match.start(), match.end(), "ORG", full, "org:acronym", detail)


class _Nouns(NamedTuple):
    apposed: re.Pattern[str]
    headed: re.Pattern[str]


@cache
def _nouns(lexicon: Lexicon) -> _Nouns:
    apposed, headed = ("|".join(sorted(org_words(lexicon, use))) for use in ("apposed", "headed"))
    return _Nouns(
        re.compile(rf"\b(?P<noun>{apposed}) (?P<quote>[«\"“]?)(?P<name>{_RUN})"),
        re.compile(rf"\b(?:{headed}) of (?P<name>{_RUN})"),
    )


def apposed(at: Scene) -> Iterator[Finding]:
    """Find the name that a noun introduces: "state power company Senelec", "director of SAMES"."""
    text, patterns, kinds = at.text, _nouns(at.lexicon), heads(at.lexicon)
    taken = {i for p in at.places for i in range(p.start, p.end)}
    for pattern in patterns:
        for match in pattern.finditer(text):
            start, end = match.span("name")
            if pattern is patterns.headed or not _is_body(match["noun"], kinds):
                end = _before_person(at, start, end)
            if start in taken or end <= start or is_title(text, start, end, at.lexicon) or _is_stop(at.doc, start):
                continue
            if pattern is patterns.headed:
                if not any(word in kinds or _is_bound(word, at) for word in text[start:end].split()):
                    yield named(at, start, end, "org:apposed", {})
                continue
            noun = match["noun"]
            kind: str = kinds.get(noun.capitalize()) or kinds.get(noun) or "company"
            yield named(at, start, end, "org:apposed", {"kind": "company" if kind == "institution" else kind})


def _is_body(noun: str, kinds: Mapping[str, str]) -> bool:
    """Whether what a noun introduces is no person: "the cooperative *Nafa Muso*", but "the developer Ann Lee"."""
    return noun in kinds or noun.capitalize() in kinds


def _is_stop(doc: Doc, start: int) -> bool:
    span = doc.char_span(start, start + 1, alignment_mode="expand")
    return span is None or (span[0].is_stop and not span[0].text.isupper())  # "the steel company. *The* expansion"


def _before_person(at: Scene, start: int, end: int) -> int:
    """Leave out the person whose name goes on: "the head of Rospotrebnadzor *Anna Popova*"."""
    for entity in at.ents:
        if entity.label_ == "PERSON" and " " in entity.text and entity.start_char < end and start < entity.end_char:
            return entity.start_char - 1
    return end


def _is_bound(word: str, at: Scene) -> bool:
    """Whether a word bounds names of bodies, or is a person's."""
    uses = (org_words(at.lexicon, use) for use in ("office", "day", "subject", "common"))
    bound = any(word in words for words in uses) or word.lower() in org_words(at.lexicon, "title")
    return bound or word in at.known.people


def agencies(at: Scene) -> Iterator[Finding]:
    """Find the news agency that a dateline or the last line names: "MOGADISHU (HNW) -", "--RNA"."""
    opening, closing = _DATELINE.match(at.text), _SIGNED.search(at.text)
    for match in (opening, closing):
        group = match.lastgroup if match is not None else None
        if match is None or group is None or place.country_of(match[group], lexicon=at.lexicon):
            continue
        if not place.is_currency_code(match[group], lexicon=at.lexicon):
            yield named(at, *match.span(group), "org:agency", {"kind": "company"})


def entities(at: Scene) -> Iterator[Finding]:
    """Find what only the model takes for an organisation, without what is plainly something else."""
    text = at.text
    covered = [*((p.start, p.end) for p in at.places), *at.schemes]
    for entity in at.ents:
        if entity.label_ != "ORG":
            continue
        start, end = _bare(text, entity)
        if end - start < 3 or any(s < end and start < e for s, e in covered if not (start < s and e < end)):
            continue
        before = text[max(0, start - _BEFORE) : start]
        goes_on = (
            _office_follows(text, end, at.lexicon) or _set_aside(text, start, end) or text[end : end + 1] in {"-", "–"}
        )
        if goes_on or _MINISTERS.search(before) or is_title(text, start, end, at.lexicon):
            continue
        name = text[start:end]
        if _plausible(name, at) and (" " in name or _single(at, start, end, before)):
            yield named(at, start, end, "org:model", {})


def _single(at: Scene, start: int, end: int, before: str) -> bool:
    """Whether one word that only the model knows may name a body: no person, town or word that opens a sentence."""
    word = at.text[start:end]
    span = at.doc.char_span(start, end, alignment_mode="expand")
    if span is not None and word.isupper():
        return word in at.known.acronyms or _is_acronym(at, word, span)
    if span is None or word in at.known.people or plain(word) in towns(at.lexicon) or _LOCATED.search(before):
        return False
    return all(token.pos_ == "PROPN" or token.is_punct for token in span) and not place.is_money_word(
        word, lexicon=at.lexicon
    )


def _is_acronym(at: Scene, word: str, span: Span) -> bool:
    """Whether capitals that nothing explains name a body: it acts or something is done to it ("handed it to FESA")."""
    if at.text.isupper() or not _CAPITALS.fullmatch(word) or word in org_words(at.lexicon, "code"):
        return False
    return span.root.dep_ in _ACTS and not at.doc[span.end : span.end + 1].text.isdigit()


def _plausible(text: str, at: Scene) -> bool:
    """Whether the model's words look like a name: no bare head, no office, no code, no word in small letters."""
    words = text.split()
    if not text[0].isupper() or any(c in _NO_NAME or c.isdigit() for c in text) or not _tells(words, at):
        return False
    if len(words) == 1:
        return len(text) > _WITH_MEANING or text.isupper()
    small = any(word[0].islower() and word not in _SMALL for word in words)
    return not small and not text.isupper() and not all(word in at.known.people for word in words)


def _tells(words: list[str], at: Scene) -> bool:
    """Whether words are more than an office, a sum, a head or a subject alone."""
    lexicon = at.lexicon
    if any(place.is_currency_code(word, lexicon=lexicon) for word in words):
        return False
    if words[0].rstrip(".") in org_words(lexicon, "office") or org_words(lexicon, "subject").issuperset(words):
        return False
    bare = org_words(lexicon, "common") | _SMALL
    return not all(word in bare or word in heads(lexicon) for word in words)


def _bare(text: str, entity: Span) -> tuple[int, int]:
    """Leave out "the", a possessive ending and closing marks."""
    start, end = entity.start_char, entity.end_char
    if text[start:end].lower().startswith("the "):
        start += 4
    match = re.search(r"(?:['’]s|[\s.,'’(-])+$", text[start:end])
    if match is not None and not text[start:end].endswith((" Co.", " Ltd.", " Inc.", " Corp.")):
        end = start + match.start()
    return start, end
