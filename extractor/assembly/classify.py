"""The judged slots of a flow: status, flow type, level, in kind, each with the words it rests on."""

import re
from collections import Counter
from collections.abc import Sequence

from extractor.assembly.grammar import above
from extractor.assembly.group import Flow
from extractor.assembly.resolve import Side
from extractor.assembly.statements import Cue, Statement
from extractor.model import Article

ORDER = ("pledge", "commitment", "implementation", "completion")
# What the head noun says when nothing in the sentence does.
SERVICES = frozenset({"technical_assistance", "scholarship"})
_TOTAL = re.compile(
    r"\b(?:since (?:19|20)\d\d|since (?:its|the|his|their)? ?"
    r"(?:independence|then|start|beginning|launch|inception|establishment|opening|creation|outbreak)|"
    r"to date|so far|in total|altogether|all told|cumulative(?:ly)?|"
    r"over the (?:past|last) (?:\w+ )?(?:years|decades?)|in all\b|"
    r"between (?:19|20)\d\d and (?:19|20)\d\d|from (?:19|20)\d\d to (?:19|20)\d\d)",
    re.I,
)
_TOTAL_VERB = re.compile(
    r"\b(?:total(?:l?ing|l?ed)?|amount(?:ing|ed)? to|worth a total|"
    r"(?:has|have) (?:\w+ ){0,3}(?:provided|given|donated|extended|contributed|implemented|accorded|put|invested|spent|"
    r"supplied|sent|reached|supported|disbursed|channelled|granted|lent))\b",
    re.I,
)
_MANY = re.compile(
    r"\b(?:\d[\d,]*|two|three|four|five|six|seven|eight|nine|ten|hundreds of|dozens of|several|many) "
    r"(?:\w+[ -]){0,3}(?:projects|grants|loans|programmes|programs|schemes|activities)\b",
    re.I,
)
_ADDED_UP = re.compile(
    r"\b(?:brings?|brought|bringing|takes?|took|taking) (?:\w+[’' ]?\w* ){0,4}total\b|"
    r"\btotal (?:value|amount|sum) of\b|\bfor a total of\b|\bwith (?:a )?total value\b|"
    r"\b(?:has|had|have) (?:\w+ )?(?:risen|grown|come|climbed) to\b|"
    r"\b\w+ worth .{0,40} in all\b|\btotal(?:l?ing|led)\b",
    re.I,
)
_ENVELOPE = re.compile(r"\b(?:ceiling|envelope|umbrella|indicative|can reach|access to (?:up to|as much as))\b", re.I)
_AHEAD = re.compile(
    r"\b(?:over|within|during|in|for) (?:the |a )?(?:next|coming|following|period of)\b|"
    r"\bby 20[2-9]\d\b|\b(?:multi|two|three|four|five|six|ten)-year\b",
    re.I,
)
_MIXED = re.compile(r"\bgrants? and (?:\w+ )?(?:loans?|credits?)\b|\b(?:loans?|credits?) and (?:\w+ )?grants?\b", re.I)


HELP = frozenset({"flow:technical assistance", "flow:technical cooperation", "flow:capacity building"})
_LENDER = re.compile(r"\bBank\b|\bFund for (?:\w+ )*Development\b")
_PACKAGE = re.compile(r"\b(?:package|financing|envelope|facility)\b", re.I)
_PLEDGING = re.compile(r"\b(?:conference|pledging|pledges|donors.? meeting|round table)\b", re.I)


def at_conference(article: Article) -> bool:
    """Whether an article tells of a meeting at which donors promise."""
    return len(_PLEDGING.findall(f"{article.title or ''} {article.text}")) > 1


def status(flow: Flow) -> tuple[str, list[Cue]]:
    """Give the latest state that a flow's statements tell, and the words that say so.

    Of the words in the sentence that tells the sum, those that the sum hangs on speak for it; the others do only where
    none of them says anything.
    """
    cues: list[Cue] = []
    for statement in flow.statements:
        own = _governing(statement)
        cues += own or statement.statuses
    for stop in ("cancelled", "suspended"):
        if found := [cue for cue in cues if cue.value == stop]:
            return stop, found[-1:]
    ranked = [cue for cue in cues if cue.value in ORDER]
    if not ranked and (near := _nearest(flow)) is not None:
        ranked = [near]
    if not ranked:
        return "pledge" if any(s.hedged for s in flow.statements) else "commitment", []
    best = max(ranked, key=lambda cue: ORDER.index(cue.value))
    return best.value, [best]


def _nearest(flow: Flow) -> Cue | None:
    """Find what the rest of its sentence, else its paragraph before, says: "Japan *promised* $7 million, Italy two"."""
    place = flow.amount.start if flow.amount is not None else flow.opening.start
    around = [cue for cue in flow.opening.around if cue.value in ORDER]
    before = [cue for cue in around if cue.start < place]
    if around:
        return max(before, key=lambda cue: cue.start) if before else min(around, key=lambda cue: cue.start)
    return None


def _governing(statement: Statement) -> list[Cue]:
    """Give the cues of status among the words that a statement's sum hangs on."""
    if statement.amount is None:
        return []
    offset = statement.sentence.offset
    places = {offset + token.idx for token in above(statement.amount.root)}
    return [cue for cue in statement.statuses if cue.start in places]


def flow_type(
    flow: Flow, donors: Sequence[Side] = (), *, level: str = "activity", status: str = "", conference: bool = False
) -> tuple[str, list[Cue]]:
    """Give the form of the support: as the nouns beside the sum say, else by what is given, else by who gives.

    Where nothing says, a bank lends, and a total or what is promised at a `conference` may be anything.
    """
    for statement in flow.statements:
        if _MIXED.search(statement.text) and statement.amount is flow.amount:
            return "vague", []
    votes, cues = _votes(flow)
    if votes["export_credit"]:
        chosen = "export_credit"
    elif votes["loan"] and votes["loan"] >= votes["grant"]:
        chosen = "loan"
    elif votes["investment"] and votes["grant"]:
        chosen = "grant"
    elif votes:
        chosen = max(votes, key=lambda value: (votes[value], value))
    elif any(title.kind == "scheme" for s in flow.statements for title in s.titles):
        chosen = "grant"  # schemes of the table pay grants
    elif level == "total" or (conference and status == "pledge"):
        chosen = "vague"
    elif (
        flow.amount is not None and donors and all(_LENDER.search(side.name) or side.kind == "bank" for side in donors)
    ):
        chosen = "vague" if any(_PACKAGE.search(s.text) for s in flow.core) else "loan"
    else:
        chosen = "grant"
    if chosen in SERVICES and flow.goods() and votes["grant"] >= votes[chosen]:
        chosen = "grant"
    return chosen, [cues[chosen]] if chosen in cues else []


def _votes(flow: Flow) -> tuple[Counter[str], dict[str, Cue]]:
    """Count what the nouns of a flow's statements say its form is, and give the first cue of each form."""
    votes: Counter[str] = Counter()
    cues: dict[str, Cue] = {}
    paid = flow.amount is not None and any(s.amount is flow.amount and _is_given(s) for s in flow.statements)
    for index, statement in enumerate(flow.statements):
        for cue in statement.flows:
            if paid and cue.value == "technical_assistance" and cue.rule not in HELP:
                continue  # money for engineers is money
            votes[cue.value] += 3 if index == 0 or statement.amount is flow.amount else 1
            cues.setdefault(cue.value, cue)
    return votes, cues


def level(flow: Flow) -> str:
    """Say whether a flow is one activity, a ceiling to be split later, or a sum over activities."""
    if flow.level == "total":  # found by arithmetic
        return "total"
    for statement in flow.statements:
        if flow.amount is None or statement.amount is None:
            continue
        text = statement.text
        if flow.amount.qualifier == "up_to" and _AHEAD.search(text) and status(flow)[0] in {"pledge", "commitment"}:
            return "umbrella"
        if flow.amount.qualifier != "up_to" and _ADDED_UP.search(text):
            return "total"
        if _ENVELOPE.search(text) and status(flow)[0] in {"pledge", "commitment"}:
            return "umbrella"
        if _TOTAL.search(text) and (_TOTAL_VERB.search(text) or _MANY.search(text)):
            return "total"
    return "activity"


def in_kind(flow: Flow, chosen: str) -> bool:
    """Say whether the donor hands goods over itself rather than money for them."""
    if chosen != "grant":
        return False
    for statement in flow.statements:
        if statement.amount is not None and statement.amount_role == "flow" and _is_given(statement):
            return False
    return any(_handed(statement) for statement in flow.statements)


def _is_given(statement: Statement) -> bool:
    """Whether the sum itself is given ("gave $5 million for"), not what the goods are worth."""
    amount = statement.amount
    if amount is None:
        return False
    before = statement.sentence.span.doc[max(0, amount.span.start - 5) : amount.span.start].text.lower()
    after = statement.sentence.span.doc[amount.span.end : amount.span.end + 2].text.lower()
    return not re.search(r"\b(?:worth|valued|value|costing|cost|estimated)\b", before) and not after.startswith("worth")


def _handed(statement: Statement) -> bool:
    return bool([g for g in statement.goods if not g.bare]) and bool(statement.frames() & {"give", "receive"})


def cues_text(cues: Sequence[Cue]) -> list[str]:
    """Give the rules of cues (for explanations)."""
    return [cue.rule for cue in cues]
