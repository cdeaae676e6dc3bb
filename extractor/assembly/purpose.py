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
from extractor.lexicon import Lexicon
from extractor.values import sector as sectors

if TYPE_CHECKING:
    from extractor.assembly.statements import Statement

Found = tuple[int, int, str]  # start and end in the article, rule

LEADING = frozenset({"for", "towards", "toward"})
# "helped *it weather* the storm": who is helped is no part of what for.
HELPING = frozenset({"help", "assist", "enable", "allow", "support", "let"})
SPENDING = frozenset({"spend", "put", "invest", "pour", "go", "plough", "plow", "pump", "channel", "inject", "pay"})
SPENT_ON = frozenset({"on", "into"})
ALLOTTING = frozenset({"allocate", "assign", "earmark", "dedicate", "devote", "give", "contribute", "direct", "go"})
# What names the form of the money, not its use; a word before it may say the use ("an *education* loan").
FORMS = frozenset({"line", "lines", "facility", "window"})
VAGUE = frozenset(
    [
        *("project", "projects", "programme", "program", "area", "areas", "part", "use", "purpose", "purposes"),
        *(
            "goods",
            "debt",
            "purchase",
            "work",
            "books",
            "operation",
            "mechanism",
            "initiative",
            "package",
            "total",
            "worth",
            "reference",
            "example",
            "instance",
        ),
    ]
)
# "money *meant* for wells": what was decided about a sum.
EARMARKED = frozenset({"mean", "intend", "earmark", "destine", "set", "allocate", "use", "reserve"})
SPANS_OF_TIME = frozenset({"year", "years", "month", "months", "day", "days", "time", "period", "first", "phase"})
SERVED = frozenset(
    ["government", "governments", "country", "countries", "state", "region", "nation", "republic", "kingdom", "people"]
)
SHARES = frozenset({"percent", "%", "half", "share", "quarter", "third", "rest", "remainder"})
NO_PURPOSE = VAGUE | SPANS_OF_TIME | SERVED | SHARES
# "is expected *to come* from", "came *to total*": what the money does, not what it is for.
OF_MONEY = frozenset({"be", "have", "come", "go", "total", "reach", "amount", "exceed", "receive", "get", "follow"})
POINTING = frozenset({"PRON"})
ADJUNCTS = frozenset({"through", "via", "under", "during", "until", "till", "within", "over", "by", "after", "before"})
CLAUSES = frozenset({"which", "who", "where", "with", "including", "as", "while", "whose", "but", "of"})
JOINTS = frozenset({",", "and", "a", "an", "another", "further", "plus", "with", "while", "for", "also", "some"})
COSTING = frozenset({"cost", "total", "worth", "amount", "value"})
CLAUSE = 6  # words of a clause that is part of a name for a thing
LOOSE_PLACES = frozenset({"at", "in", "for", "to"})
REACH = 12  # words behind a sum
SAYING = 3  # words of a title that say what for without its place
_PROJECT_FOR = re.compile(r"(?:the )?(?:project|programme|program) (?:for|on)(?: the)? (.{4,})", re.I)
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
    found += [c for t in list(found) for c in t.children if c.dep_ in {"acl", "relcl"} and c.lemma_ in EARMARKED]
    return list({token.i: token for token in found}.values())


def _for_something(statement: "Statement", anchors: Iterable[Token]) -> Found | None:
    """Find what stands after "for" or "towards" on one of the anchors."""
    for token in anchors:
        for child in token.children:
            if child.lower_ in LEADING and child.dep_ in {"prep", "dative"} and _own(statement, child):
                for thing in child.children:
                    if thing.dep_ not in {"pobj", "pcomp"}:
                        continue
                    if thing.lower_ == "which" and (thing := _antecedent(child) or thing).lower_ == "which":
                        continue
                    if _may_be(statement, thing):
                        return _phrase(statement, thing, "purpose:for")
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
                return _phrase(statement, _helped_to(child), "purpose:to", skip_to=True)
    return None


def _is_aim(statement: "Statement", verb: Token) -> bool:
    """Whether a verb is an infinitive that may say what for: active, and no word of giving itself."""
    giving = any(t.token is verb and t.row.frame == "give" for t in statement.triggers)
    infinitive = any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.children)
    if any(c.dep_ == "dobj" and c.pos_ == "PRON" for c in verb.children):
        return False  # "to buy them"
    passive = any(c.dep_ in {"auxpass", "nsubjpass"} for c in verb.children)
    named = any(a.span.start <= verb.i < a.span.end for a in statement.sentence.actors)  # "Fund to Fight Malaria"
    return infinitive and not (passive or giving or named or verb.lemma_ in OF_MONEY) and _own(statement, verb)


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
            return _phrase(statement, trigger.token, "purpose:doing", skip_to=True)
    return None


def _object_of_work(statement: "Statement") -> Found | None:
    """Find what is built, paid for or opened."""
    for trigger in statement.triggers:
        if trigger.verb and trigger.row.frame in {"build", "fund", "open"}:
            for child in trigger.token.children:
                if child.dep_ in {"dobj", "nsubjpass"} and child.pos_ in NOMINAL and _may_be(statement, child):
                    return _phrase(statement, child, "purpose:object")
    for trigger in statement.triggers:
        if trigger.verb and trigger.row.frame in {"build", "fund"}:
            for edge, thing in subject(trigger.token):  # "a *bridge* financed by"
                known = thing in _aid_nouns(statement)
                if edge == "obj" and thing.pos_ in NOMINAL and not known and _may_be(statement, thing):
                    return _phrase(statement, thing, "purpose:funded")
    return None


def _thing_of_sum(statement: "Statement", lexicon: Lexicon) -> Found | None:
    """Find the thing that a sum is told of: "a $3 million *cancer ward*", "the *Dawa water scheme*, $4 million"."""
    if statement.amount is None:
        return None
    root = statement.amount.root
    head = root.head
    if root.dep_ not in {"nummod", "compound", "nmod", "amod", "quantmod", "poss", "appos"} or head.pos_ not in NOMINAL:
        return None
    if head in _aid_nouns(statement) or not _may_be(statement, head):
        return None
    if any(t.token is head and t.row.frame not in {"work", "project"} for t in statement.triggers):
        return None
    phrase = _phrase(statement, head, "purpose:thing")
    return phrase if _says_use(statement, phrase, lexicon) else None


def _right_after(statement: "Statement") -> Found | None:
    """Find "for ..." or "to ..." right behind the sum, wherever the parser hung it: "$5m apiece *to buy the kit*"."""
    if statement.amount is None:
        return None
    doc, start = statement.amount.span.doc, statement.amount.span.end
    others = {a.span.start for a in statement.sentence.sums if a.restates is not statement.amount}
    for token in doc[start : min(start + REACH, statement.sentence.span.end)]:
        if token.i in others or token.text in {";", ","} or not _own(statement, token):
            return None
        if token.lower_ in LEADING:
            thing = next((c for c in token.children if c.dep_ in {"pobj", "pcomp"}), None)
            if thing is not None and _may_be(statement, thing):
                return _phrase(statement, thing, "purpose:after")
        if token.lower_ == "to" and token.dep_ == "aux" and _is_aim(statement, token.head):
            return _phrase(statement, _helped_to(token.head), "purpose:after", skip_to=True)
    return None


def _headed(statement: "Statement") -> Found | None:
    """Find what a list item puts before its sum: "* *Wells for rural schools*: $4.5 million for Ghana"."""
    if statement.amount is None or statement.sentence.kind != "item":
        return None
    match = _HEAD.match(statement.text)
    if match is None or statement.sentence.start + match.end() > statement.amount.start:
        return None
    start, end = (statement.sentence.start + match.start(1), statement.sentence.start + match.end(1))
    if any(start <= a.start < end for a in (*statement.sentence.actors, *statement.sentence.sums)):
        return None
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
            if child.dep_ not in {"prep", "dative"} or child.i < holder.i or not _own(statement, child):
                continue
            for thing in child.children:
                if thing.dep_ != "pobj" or not _may_be(statement, thing):
                    continue
                spent = child.lower_ in SPENT_ON and verb.lemma_ in SPENDING
                allotted = child.lower_ == "to" and verb.lemma_ in ALLOTTING and thing.i in works
                phrase = _phrase(statement, thing, "purpose:into")
                if (spent or allotted) and _says_use(statement, phrase, lexicon):
                    return phrase
    return None


def _use_of_form(statement: "Statement", lexicon: Lexicon) -> Found | None:
    """Find what says the use before the noun of the money: "a *water supply* loan of $5 million"."""
    if statement.amount is None:
        return None
    nouns = _aid_nouns(statement)
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
    named = {i for fact in (*statement.sentence.actors, *statement.sentence.sums) for i in _tokens(fact.span)}
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
        if thing and _may_be(statement, child) and child not in _aid_nouns(statement):
            phrase = _phrase(statement, child, "purpose:done")
            return phrase if _says_use(statement, phrase, lexicon) else None
    return None


def _aid_nouns(statement: "Statement") -> list[Token]:
    return [t.token for t in statement.triggers if t.row.frame in {"aid", "debt", "cost", "agreement"} and not t.verb]


def _tokens(span: Iterable[Token]) -> Iterator[int]:
    return (token.i for token in span)


def _own(statement: "Statement", token: Token) -> bool:
    """Whether a word stands before the end of a statement's own part of its sentence."""
    return statement.sentence.offset + token.idx < statement.end


def _may_be(statement: "Statement", token: Token) -> bool:
    """Whether a word can head a purpose: no pronoun, sum, party, time or title."""
    if token.pos_ in POINTING or token.lower_ in NO_PURPOSE:
        return False
    facts = [*statement.people, *statement.dates, *statement.titles, *statement.sentence.sums]
    facts += statement.sentence.actors
    if any(fact.span.start <= token.i < fact.span.end for fact in facts):
        return False
    return not any(
        t.token is token and ((t.row.frame == "aid" and t.row.flow) or t.row.frame == "agreement")
        for t in statement.triggers
    )


def _phrase(statement: "Statement", head: Token, rule: str, *, skip_to: bool = False) -> Found:
    """Give the phrase of `head`, without its article and a sum in front, cut where something else begins."""
    left = head.i if skip_to else head.left_edge.i
    right = _end(statement, head, min(head.right_edge.i + 1, statement.sentence.span.end))
    doc = head.doc
    for amount in statement.sentence.sums:  # "the *T$147 million* airport terminal"
        if left <= amount.span.start and amount.span.end <= head.i:
            left = amount.span.end
    span = doc[left : max(right, head.i + 1)]
    while span[0].lower_ in {"the", "a", "an", "its", "their", "his", "her"} and len(span) > 1:
        span = span[1:]
    offset = statement.sentence.offset
    return offset + span.start_char, offset + span.end_char, rule


def _end(statement: "Statement", head: Token, right: int) -> int:
    """Find where the phrase of a head ends: before a relative clause, a date, a sum, a place or a new clause."""
    doc = head.doc
    dates = {i for when in statement.sentence.dates for i in _tokens(when.span)}
    sums = {amount.span.start for amount in statement.sentence.sums}
    index = head.i + 1
    while index < right:
        token = doc[index]
        after = doc[index + 1] if index + 1 < right else None
        if token.text in {"(", "["} and (closed := _short_bracket(token, right)):
            index = closed
            continue
        dated = token.pos_ == "ADP" and any(child.i in dates for child in token.children)
        adjunct = token.lower_ in ADJUNCTS and token.pos_ in {"ADP", "SCONJ"} and head.pos_ != "VERB"
        dash = token.text in {"–", "—"} and bool(doc[index - 1].whitespace_)
        comma = token.text == "," and (
            after is None
            or after.dep_ in {"relcl", "advcl", "acl"}
            or after.lower_ in CLAUSES
            or _renamed(after, right)
        )
        told = token.dep_ == "acl" and token.tag_ == "VBN" and head.pos_ != "VERB"  # "a ward *paid for by*"
        how = token.lower_ == "by" and after is not None and after.tag_ == "VBG"
        if (
            told
            or how
            or (token.dep_ == "relcl" and not _short(token))
            or token.text in {";", "(", "[", ":"}
            or dated
            or adjunct
            or dash
            or comma
        ):
            right = min(index, token.left_edge.i) if token.dep_ == "relcl" else index
            break
        if index in sums or (index in dates and token.pos_ != "ADJ"):
            right = index
            while right - 1 > head.i and (doc[right - 1].pos_ in {"ADP", "DET"} or doc[right - 1].lemma_ in COSTING):
                right -= 1
            break
        index += 1
    right = max(right, head.i + 1)
    right = _before_place(statement, head, right)
    while right - 1 > head.i and (doc[right - 1].text in {",", ".", ";", '"', "”"} or doc[right - 1].lower_ in JOINTS):
        right -= 1
    return right


def _renamed(first: Token, right: int) -> bool:
    """Whether a noun phrase behind a comma says again what was named: "wells, *a first step*"."""
    again = next((t for t in first.doc[first.i : right] if t.dep_ == "appos" and t.left_edge.i == first.i), None)
    return again is not None and not any(child.dep_ == "conj" for child in again.children)  # a list, if joined on


def _short(verb: Token) -> bool:
    """Whether a relative clause says which thing is meant, in few words: "slopes *that slide away*"."""
    edge = verb.left_edge
    return edge.lower_ == "that" and edge.nbor(-1).text != "," and verb.right_edge.i - edge.i < CLAUSE


def _short_bracket(opening: Token, right: int) -> int | None:
    """Give the token after a bracket with an acronym inside a name: "the Dawa (*DWS*) scheme"."""
    close = opening.i + 2
    if close + 1 < right and opening.doc[close].text in {")", "]"} and opening.doc[close + 1].pos_ in NOMINAL:
        return close + 1
    return None


def _before_place(statement: "Statement", head: Token, right: int) -> int:
    """Cut a purpose before where or whose it is: "equipment improvements | at the National Medical Center".

    A bare noun says too little alone: "a school in Dawa" keeps its place, as does what is done ("to light Dawa").
    """
    bare = all(token.is_stop or token.is_punct for token in head.doc[head.left_edge.i : head.i])
    if head.pos_ == "VERB":
        return right
    named = {i for actor in statement.sentence.actors for i in _tokens(actor.span)}
    for token in head.doc[head.i + 1 : right]:
        if bare and token.i == head.i + 1:
            continue
        leads = token.pos_ == "ADP" and token.lower_ in LOOSE_PLACES and token.head.i >= head.i
        if leads and any(child.dep_ == "pobj" and child.i in named for child in token.children):
            return token.i
    return right
