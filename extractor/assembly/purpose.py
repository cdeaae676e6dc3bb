"""What a flow is for: the phrase of a sentence that says it, found in the parse.

"for ..." or "to ..." on the sum, the aid noun or the verb; of works and things paid for the object itself ("built *a
bridge*", "a $3 million *cancer ward*", "a *water supply* loan of $5 million").
"""

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from spacy.tokens import Token

from extractor.assembly.collect import Title
from extractor.assembly.grammar import NOMINAL, VERBAL, above, subject
from extractor.assembly.phrases import Found, aid_nouns, is_own, may_be, phrase_of, tokens
from extractor.lexicon import Lexicon
from extractor.values import sector as sectors

if TYPE_CHECKING:
    from extractor.assembly.statements import Statement

LEADING = frozenset({"for", "towards", "toward"})
# "helped *it weather* the storm": who is helped is no part of what for.
HELPING = frozenset({"help", "assist", "enable", "allow", "support", "let"})
SPENDING = frozenset({"spend", "put", "invest", "pour", "go", "plough", "plow", "pump", "channel", "inject", "pay"})
SPENT_ON = frozenset({"on", "into"})
ALLOTTING = frozenset({"allocate", "assign", "earmark", "dedicate", "devote", "give", "contribute", "direct", "go"})
# What names the form of the money, not its use; a word before it may say the use ("an *education* loan").
CASH = frozenset({"money", "funds", "funding", "sum", "cash"})  # what a sum is called when it is told of again
FORMS = frozenset({"line", "lines", "facility", "window"})
# "money *meant* for wells": what was decided about a sum.
EARMARKED = frozenset({"mean", "intend", "earmark", "destine", "set", "allocate", "use", "reserve"})
# "is expected *to come* from", "came *to total*": what the money does, not what it is for.
OF_MONEY = frozenset({"be", "have", "come", "go", "total", "reach", "amount", "exceed", "receive", "get", "follow"})
REACH = 12  # words behind a sum
SAYING = 3  # words of a title that say what for without its place
_PROJECT_FOR = re.compile(r"(?:the )?(?:project|programme|program) (?:for|on)(?: the| an?)? (.{4,})", re.I)
_WORK = re.compile(r"(?:the )?((?!.*(?:Project|Programme|Program|Phase)\b).{4,})", re.I)  # a list's "Wells for Dawa"
_IN_PLACE = re.compile(r" (?:in|at|of|from) [A-Z]")
_HEAD = re.compile(r"\s*(?:[•●▪◦‣*–—→-]|\(?(?:\d{1,2}|[a-z])[.)])?\s*([^\W\d_][^:\n]{8,90}):\s")


def find(statement: "Statement", lexicon: Lexicon) -> Found | None:
    """Find the phrase that says what the flow of a statement is for; None where its sentence does not say."""
    anchors = _anchors(statement)
    return (
        _headed(statement)
        or _for_something(statement, anchors)
        or _to_do_something(statement, anchors)
        or _doing_something(statement)
        or _object_of_work(statement)
        or _thing_of_sum(statement, lexicon)
        or _spent_on(statement, lexicon)
        or _right_after(statement)
        or _use_of_form(statement, lexicon)
        or _done_with_sum(statement, lexicon)
    )


def of_title(title: Title) -> Found | None:
    """Give what a title says that its project is for: "The Project for *Building Wells* in Dawa, Nord Province"."""
    match = _PROJECT_FOR.match(title.name)
    if match is None and title.rule == "list":
        match = _WORK.match(title.name)
    if match is None:
        return None
    text = match[1].partition(",")[0]
    place = _IN_PLACE.search(text)
    if place is not None and len(text[: place.start()].split()) >= SAYING:
        text = text[: place.start()]
    start = title.start + title.text.find(title.name) + match.start(1)
    return start, start + len(text), "purpose:title"


def _anchors(statement: "Statement") -> list[Token]:
    """Give the words that a purpose may hang on: the sum and what it hangs on, words of giving, aid and agreeing."""
    found: list[Token] = []
    if statement.amount is not None:
        for token in above(statement.amount.root, 5):
            found.append(token)
            if token.pos_ in VERBAL:
                break
    for trigger in statement.triggers:
        if trigger.row.frame in {"aid", "give", "receive", "agreement", "sign", "approve", "forgive"}:
            found.append(trigger.token)
        if trigger.row.frame == "aid" and trigger.token.dep_ in {"nsubj", "nsubjpass"}:
            found.append(trigger.token.head)  # "The money *is* for wells"
    found += [t.head for t in statement.sentence.span if t.lower_ in CASH and t.dep_ in {"nsubj", "nsubjpass"}]
    found += [c for t in list(found) for c in t.children if c.dep_ in {"acl", "relcl"} and c.lemma_ in EARMARKED]
    return list({token.i: token for token in found}.values())


def _for_something(statement: "Statement", anchors: Iterable[Token]) -> Found | None:
    """Find what stands after "for" or "towards" on one of the anchors."""
    for token in anchors:
        for child in token.children:
            if child.lower_ in LEADING and child.dep_ in {"prep", "dative"} and is_own(statement, child):
                for thing in child.children:
                    if thing.dep_ not in {"pobj", "pcomp"}:
                        continue
                    if thing.lower_ == "which" and (thing := _antecedent(child) or thing).lower_ == "which":
                        continue
                    if may_be(statement, thing):
                        return phrase_of(statement, thing, "purpose:for")
    return None


def _antecedent(preposition: Token) -> Token | None:
    """Give the noun that a relative clause hangs on: "*wells*, for which $2 million was set aside"."""
    for token in preposition.ancestors:
        if token.dep_ == "relcl":
            return token.head if token.head.pos_ in NOMINAL else None
    return None


def _to_do_something(statement: "Statement", anchors: Iterable[Token]) -> Found | None:
    """Find an infinitive on one of the anchors, unless it is itself a word of giving."""
    known = {t.token.i for t in statement.triggers}
    for token in anchors:
        for child in token.children:
            if child.dep_ == "xcomp" and token.pos_ in VERBAL and token.i not in known:
                continue  # "began to accept"
            if child.dep_ in {"advcl", "acl", "xcomp", "relcl"} and _is_aim(statement, child):
                return phrase_of(statement, _helped_to(child), "purpose:to", skip_to=True)
    return None


def _is_aim(statement: "Statement", verb: Token) -> bool:
    """Whether a verb is an infinitive that may say what for: active, and no word of giving itself."""
    giving = any(t.token is verb and t.row.frame == "give" for t in statement.triggers)
    infinitive = any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.children)
    if any(c.dep_ == "dobj" and c.pos_ == "PRON" for c in verb.children):
        return False  # "to buy them"
    passive = any(c.dep_ in {"auxpass", "nsubjpass"} for c in verb.children)
    named = any(a.span.start <= verb.i < a.span.end for a in statement.sentence.actors)  # "Fund to Fight Malaria"
    return infinitive and not (passive or giving or named or verb.lemma_ in OF_MONEY) and is_own(statement, verb)


def _helped_to(verb: Token) -> Token:
    """Give what somebody is helped to do: "to help Mali *rebuild* its roads"."""
    if verb.lemma_ in HELPING:
        for child in verb.children:
            if child.dep_ in {"ccomp", "xcomp"} and child.pos_ == "VERB" and child.i > verb.i:
                return child
    return verb


def _doing_something(statement: "Statement") -> Found | None:
    """Find what is done under a title: "ran the X Project, *training nurses*"."""
    for trigger in statement.triggers:
        participle = trigger.verb and trigger.token.dep_ == "advcl" and trigger.token.tag_ == "VBG"
        if participle and statement.titles and trigger.row.frame != "sum":
            return phrase_of(statement, trigger.token, "purpose:doing", skip_to=True)
    return None


def _object_of_work(statement: "Statement") -> Found | None:
    """Find what is built, paid for or opened."""
    for trigger in statement.triggers:
        if trigger.verb and trigger.row.frame in {"build", "fund", "open"}:
            for child in map(_worked_on, trigger.token.children):
                whole = child.dep_ in {"dobj", "nsubjpass", "pobj"} and child.pos_ in NOMINAL
                if whole and may_be(statement, child, built=trigger.row.frame != "fund"):
                    return phrase_of(statement, child, "purpose:object")
    for trigger in statement.triggers:
        if trigger.verb and trigger.row.frame in {"build", "fund"}:
            for edge, thing in subject(trigger.token):  # "a *bridge* financed by"
                known = thing in aid_nouns(statement)
                if edge == "obj" and thing.pos_ in NOMINAL and not known and may_be(statement, thing):
                    return phrase_of(statement, thing, "purpose:funded")
    return None


def _worked_on(thing: Token) -> Token:
    """Give what is worked on: "began work on *two dams*"."""
    if thing.lower_ == "work" and thing.dep_ == "dobj":
        for child in thing.children:
            if child.lower_ == "on":
                return next((c for c in child.children if c.dep_ == "pobj"), thing)
    return thing


def _thing_of_sum(statement: "Statement", lexicon: Lexicon) -> Found | None:
    """Find the thing that a sum is told of: "a $3 million *cancer ward*", "the *Dawa water scheme*, $4 million"."""
    if statement.amount is None:
        return None
    root = statement.amount.root
    head = root.head
    if root.dep_ not in {"nummod", "compound", "nmod", "amod", "quantmod", "poss", "appos"} or head.pos_ not in NOMINAL:
        return None
    if head in aid_nouns(statement) or not may_be(statement, head):
        return None
    if any(t.token is head and t.row.frame not in {"work", "project"} for t in statement.triggers):
        return None
    phrase = phrase_of(statement, head, "purpose:thing")
    return phrase if _says_use(statement, phrase, lexicon) else None


def _right_after(statement: "Statement") -> Found | None:
    """Find "for ..." or "to ..." right behind the sum, wherever the parser hung it: "$5m apiece *to buy the kit*"."""
    if statement.amount is None:
        return None
    doc, start = statement.amount.span.doc, statement.amount.span.end
    others = {a.span.start for a in statement.sentence.sums if a.restates is not statement.amount}
    for token in doc[start : min(start + REACH, statement.sentence.span.end)]:
        if token.i in others or token.text in {";", ","} or not is_own(statement, token):
            return None
        if token.lower_ in LEADING:
            thing = next((c for c in token.children if c.dep_ in {"pobj", "pcomp"}), None)
            if thing is not None and may_be(statement, thing):
                return phrase_of(statement, thing, "purpose:after")
        if token.lower_ == "to" and token.dep_ == "aux" and _is_aim(statement, token.head):
            return phrase_of(statement, _helped_to(token.head), "purpose:after", skip_to=True)
    return None


def _headed(statement: "Statement") -> Found | None:
    """Find what a list item puts before its sum: "* *Wells for rural schools*: $4.5 million for Ghana"."""
    if statement.amount is None or statement.sentence.kind != "item":
        return None
    match = _HEAD.match(statement.text)
    if match is None or statement.sentence.start + match.end() > statement.amount.start:
        return None
    start, end = (statement.sentence.start + match.start(1), statement.sentence.start + match.end(1))
    named = sum(a.end - a.start for a in statement.sentence.actors if start <= a.start < end and a.how != "adjective")
    if named > (end - start) / 2 or any(start <= s.start < end for s in statement.sentence.sums):
        return None  # "Ministry of Health: 2 million"
    return start, end, "purpose:head"


def _says_use(statement: "Statement", found: Found, lexicon: Lexicon) -> bool:
    """Whether a phrase names a use that a sector has words for."""
    text = statement.text[found[0] - statement.sentence.start : found[1] - statement.sentence.start]
    return sectors.classify(text, lexicon=lexicon) is not None


def _spent_on(statement: "Statement", lexicon: Lexicon) -> Found | None:
    """Find what money goes into: "spent $2 million *on roads*", "allocated $5 million *to the railway*"."""
    if statement.amount is None:
        return None
    verb = next((t for t in above(statement.amount.root) if t.pos_ in VERBAL), None)
    if verb is None:
        return None
    works = {t.token.i for t in statement.triggers if t.row.frame in {"work", "project"}}
    for holder in (verb, statement.amount.root):
        for child in holder.children:
            if child.dep_ not in {"prep", "dative"} or child.i < holder.i or not is_own(statement, child):
                continue
            for thing in child.children:
                if thing.dep_ != "pobj" or not may_be(statement, thing):
                    continue
                spent = child.lower_ in SPENT_ON and verb.lemma_ in SPENDING
                allotted = child.lower_ == "to" and verb.lemma_ in ALLOTTING and thing.i in works
                phrase = phrase_of(statement, thing, "purpose:into")
                if (spent or allotted) and _says_use(statement, phrase, lexicon):
                    return phrase
    return None


def _use_of_form(statement: "Statement", lexicon: Lexicon) -> Found | None:
    """Find what says the use before the noun of the money: "a *water supply* loan of $5 million"."""
    if statement.amount is None:
        return None
    nouns = aid_nouns(statement)
    for noun in above(statement.amount.root, 5):
        if noun.pos_ in VERBAL:
            return None
        if noun not in nouns and noun.lower_ not in FORMS:
            continue
        words = list(_modifiers(statement, noun))
        if words and not all(word.text[0].isupper() for word in words):  # capitals: a name
            span = noun.doc[words[0].i : words[-1].i + 1]
            offset = statement.sentence.offset
            phrase = (offset + span.start_char, offset + span.end_char, "purpose:use")
            if _says_use(statement, phrase, lexicon):
                return phrase
    return None


def _modifiers(statement: "Statement", noun: Token) -> Iterator[Token]:
    """Give the words right before a noun of money that are neither of its name nor a party's, from the left."""
    if any(t.token is noun and t.row.flow == "debt_relief" for t in statement.triggers):
        return
    known = {word for t in statement.triggers if t.token is noun for word in t.row.word.split()}
    named = {i for fact in (*statement.sentence.actors, *statement.sentence.sums) for i in tokens(fact.span)}
    found: list[Token] = []
    index = noun.i - 1
    while index >= statement.sentence.span.start:
        token = noun.doc[index]
        plain = token.pos_ in {"NOUN", "PROPN", "ADJ"} or token.text == "-" or token.lower_ == "and"
        if not plain or index in named or token.lower_ in known or token.like_num:
            break
        found.insert(0, token)
        index -= 1
    while found and found[0].lower_ in {"and", "-"}:
        found.pop(0)
    yield from found


def _done_with_sum(statement: "Statement", lexicon: Lexicon) -> Found | None:
    """Find what is done with a sum: "*The signalling of the line* will be done with a grant of $5 million"."""
    if statement.amount is None:
        return None
    verb = next((t for t in above(statement.amount.root) if t.pos_ in VERBAL), None)
    if verb is None or verb.tag_ != "VBN":
        return None
    if any(
        t.token is verb and t.row.frame in {"give", "receive", "sign", "approve", "need"} for t in statement.triggers
    ):
        return None
    for child in verb.children:
        thing = child.dep_ == "nsubjpass" and child.pos_ in NOMINAL and child.i < statement.amount.span.start
        if thing and may_be(statement, child) and child not in aid_nouns(statement):
            phrase = phrase_of(statement, child, "purpose:done")
            return phrase if _says_use(statement, phrase, lexicon) else None
    return None
