"""What the words right beside an actor say of its part, where the parse leaves it open."""

from extractor.assembly.collect import Actor
from extractor.lexicon import Lexicon
from extractor.lexicon.frames import Role, providers
from extractor.lexicon.funding import by_form

# What a preposition right before a name suggests when the parse leaves it open.
BESIDE: dict[str, tuple[Role, float]] = {
    "to": ("recipient", 1.0),
    "for": ("recipient", 0.8),
    "in": ("site", 0.8),
    "at": ("site", 0.5),
    "across": ("site", 0.8),
    "throughout": ("site", 0.8),
    "from": ("donor", 0.6),
    "by": ("donor", 0.8),
    "with": ("side", 0.5),
    "between": ("side", 1.0),
    "through": ("implementer", 0.6),
    "via": ("implementer", 0.6),
}
PAID = 3.0  # a known payer that an aid noun comes from: "a bridge with a loan from *KfW*"
USUALLY = 2  # a word that speaks of giving more plainly than this always does
SAID = 1.5  # what is said plainly enough to make somebody a giver
AIDED = frozenset(
    [
        "aided",
        "assisted",
        "funded",
        "financed",
        "backed",
        "sponsored",
        "donated",
        "supported",
        "built",
        "gifted",
        "supplied",
        "subsidised",
        "subsidized",
    ]
)
SEATED = frozenset({"based", "headquartered", "born", "registered"})
TOGETHER = frozenset({"partnership", "cooperation", "co-operation", "collaboration", "conjunction", "coordination"})
# What nouns before "of" or "by" make of a body: "under the *supervision* of", "at the *disposal* of".
PHRASES: dict[str, Role] = {
    "supervision": "implementer",
    "implementation": "implementer",
    "management": "implementer",
    "execution": "implementer",
    "coordination": "implementer",
    "auspices": "implementer",
    "disposal": "recipient",
    "benefit": "recipient",
}
POSTS = frozenset(["ambassador", "ambassadors", "envoy", "consul", "consul-general", "representative", "embassy"])
SKIPPED = frozenset(["the", "a", "an", "its", "his", "her", "their", "both", "mr", "mrs", "ms", "dr"])


def is_posted(actor: Actor) -> bool:
    """Whether it is where a diplomat is posted ("Ambassador to Kenya"): one side of a deal, no receiver by itself."""
    words = _before(actor)
    return len(words) == 2 and words[0] in {"to", "in"} and words[1] in POSTS


def is_aided(actor: Actor) -> bool:
    """Whether it gives by a compound: "*China*-aided centre", "a *Saudi*-funded road"."""
    doc, end = actor.span.doc, actor.span.end
    if end + 1 < len(doc) and doc[end].text in {"-", "–"}:
        return doc[end + 1].lower_ in AIDED
    return end < len(doc) and doc[end].text.startswith("-") and doc[end].lower_[1:] in AIDED


def is_seat(actor: Actor) -> bool:
    """Whether it only says where a body has its seat: "the *Manila*-based bank"."""
    doc, end = actor.span.doc, actor.span.end
    if end + 1 < len(doc) and doc[end].text in {"-", "–"}:
        return doc[end + 1].lower_ in SEATED
    return end < len(doc) and doc[end].text.startswith("-") and doc[end].lower_[1:] in SEATED


def is_lender(actor: Actor, lexicon: Lexicon) -> bool:
    """Whether aid is named as that of a known payer: "a credit *of the EIB*"."""
    words = _before(actor)
    return bool(actor.donor) and actor.payer and len(words) == 2 and words[0] == "of" and names_aid(words[1], lexicon)


def by_phrase(actor: Actor) -> Role | None:
    """Give what a noun phrase before a body makes of it; None where none stands there."""
    words = _before(actor)
    stands = len(words) == 2 and words[0] in {"of", "by"} and actor.how == "org"
    return PHRASES.get(words[1]) if stands else None


def by_preposition(actor: Actor, lexicon: Lexicon) -> tuple[Role, float, str] | None:
    """Give role, weight and rule that the preposition or the verb right before an actor suggests; None without one."""
    words = _before(actor)
    if actor.how == "adjective" and actor.root.dep_ == "pobj":
        return None  # "books in *Chinese*": a language
    if words and actor.how in {"org", "country"} and _gives(words[0], lexicon):
        return "recipient", SAID, "role:beside.give"  # "gave *the Clinic* two beds", whose parse loses the dative
    if words and words[0] in BESIDE:
        role, weight = BESIDE[words[0]]
        if words[0] == "from" and actor.how == "place" and not providers(lexicon).get(actor.country):
            return None  # "on the road from *Dar es Salaam*"
        if words[0] == "with" and words[-1] in TOGETHER and actor.how == "org":
            role, weight = "implementer", SAID
        if words[0] == "from" and actor.payer and names_aid(words[-1], lexicon):
            weight = PAID
        if words[0] == "by" and actor.kind == "company":
            role, weight = "implementer", SAID
        elif words[0] == "by" and (actor.donor or actor.how in {"country", "official"}):
            weight = SAID  # "the maintenance of a stadium by *China*"
        return role, weight, f"role:beside.{words[0]}"
    return None


def _before(actor: Actor) -> list[str]:
    """Give the two words before an actor, nearest first, articles skipped."""
    doc, index = actor.span.doc, actor.span.start - 1
    words: list[str] = []
    while index >= 0 and len(words) < 2:
        word = doc[index].lower_
        if word not in SKIPPED:
            words.append(word)
        index -= 1
    return words


def _gives(word: str, lexicon: Lexicon) -> bool:
    return any(row.frame == "give" and row.weight > USUALLY for row in by_form(lexicon, "verb").get(word, ()))


def names_aid(word: str, lexicon: Lexicon) -> bool:
    """Whether a word is a noun of aid in any of its forms: "loans", "credit", "gift"."""
    return any(row.frame == "aid" for row in by_form(lexicon, "noun").get(word, ()))
