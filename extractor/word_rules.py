"""The model's attribute ruler, each kind of word looked up once.

Nearly all rules of the small English pipeline speak of single words, by their tag, form and relation. What they say of
one is kept, so that a word is matched against all rules only when the like of it was never seen. A doc with a word that
another rule may speak of ("gonna"), or with blanks as words, is left to the ruler itself.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

import numpy as np
from spacy.language import Language
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc

TOLD = ("LOWER", "TAG", "DEP", "IS_SPACE")  # what a rule may ask of a word
SET = ("POS", "MORPH", "LEMMA")  # what it may say
FORMS = 50_000  # forms of which it is kept whether they are rare
UNKNOWN = "\N{REPLACEMENT CHARACTER}"  # stands for any form that no rule asks for

Pattern = dict[str, Any]


class WordRules:
    """Sets what the rules of a ruler say of single words."""

    def __init__(self, ruler: Any) -> None:
        self._ruler = ruler
        strings = ruler.vocab.strings
        self._forms: set[int] = set()
        self._rare_relations: set[int] = set()
        rare: list[str] = []
        for rule in ruler.patterns:
            for tokens in rule["patterns"]:
                form = tokens[0].get("LOWER")
                if _is_plain(tokens):
                    self._forms.update(map(strings.add, _values(form)))
                elif form is not None:
                    rare.append(form["REGEX"] if isinstance(form, dict) else f"^{re.escape(form)}$")
                else:
                    self._rare_relations.add(strings.add(tokens[0]["DEP"]))
        search = re.compile("|".join(rare) or r"(?!)").search
        self._is_rare = lru_cache(FORMS)(lambda form: search(strings[form]) is not None)
        self._said: dict[tuple[int, int, int], list[int]] = {}

    @staticmethod
    def can_use(ruler: Any) -> bool:
        """Whether a component is a ruler whose rules can be told apart by what is looked at here."""
        if type(ruler) is not AttributeRuler:
            return False
        rules: Any = ruler.patterns
        return all(
            tokens[0].keys() <= set(TOLD)
            and (_is_plain(tokens) or _has_sign(tokens[0]))
            and (rule["attrs"].keys() <= set(SET) or tokens[0].get("IS_SPACE") is True)
            for rule in rules
            for tokens in rule["patterns"]
        )

    def __call__(self, doc: Doc) -> Doc:
        """Set part of speech, morphology and some lemmas of each word."""
        told = doc.to_array(list(TOLD)).tolist()
        if any(
            blank or relation in self._rare_relations or self._is_rare(form) for form, _, relation, blank in told
        ) or any(doc.has_annotation(name) for name in SET):
            done: Doc = self._ruler(doc)
            return done
        if told:
            said = [self._look_up(form if form in self._forms else 0, tag, relation) for form, tag, relation, _ in told]
            doc.from_array(list(SET), np.array(said, dtype=np.uint64))  # type: ignore[arg-type]  # it takes any integers
        return doc

    def pipe(self, docs: Iterable[Doc], batch_size: int = 0) -> Iterator[Doc]:
        """Do so for many docs."""
        del batch_size
        return map(self, docs)

    def _look_up(self, form: int, tag: int, relation: int) -> list[int]:
        kind = (form, tag, relation)
        said = self._said.get(kind)
        if said is None:
            strings = self._ruler.vocab.strings
            doc = Doc(
                self._ruler.vocab,
                words=[strings[form] if form else UNKNOWN],
                tags=[strings[tag]],
                deps=[strings[relation]],
                heads=[0],
            )
            said = self._said[kind] = self._ruler(doc).to_array(list(SET))[0].tolist()
        return said


def _is_plain(tokens: list[Pattern]) -> bool:
    """Whether a rule speaks of one word of a form that it tells, or of any form."""
    form = tokens[0].get("LOWER", "")
    return len(tokens) == 1 and (isinstance(form, str) or form.keys() == {"IN"})


def _has_sign(token: Pattern) -> bool:
    """Whether what a rule asks of its first word shows that it may apply."""
    form = token.get("LOWER")
    if form is None:
        return isinstance(token.get("DEP"), str)
    return isinstance(form, str) or form.keys() == {"REGEX"}


def _values(form: str | dict[str, list[str]] | None) -> list[str]:
    if form is None:
        return []
    return form["IN"] if isinstance(form, dict) else [form]


@Language.factory("word_rules", assigns=["token.pos", "token.morph", "token.lemma"])
def make(nlp: Language, name: str) -> WordRules:  # noqa: ARG001  (spaCy names them)
    """Build the component from the pipeline's own ruler, which is called "attribute_ruler"."""
    return WordRules(nlp.get_pipe("attribute_ruler"))


def looked_up(nlp: Language) -> Language:
    """Put this component in the place of a pipeline's ruler, if it would say the same."""
    if "attribute_ruler" in nlp.pipe_names and WordRules.can_use(nlp.get_pipe("attribute_ruler")):
        nlp.add_pipe("word_rules", before="attribute_ruler")
        nlp.remove_pipe("attribute_ruler")
        nlp.rename_pipe("word_rules", "attribute_ruler")
    return nlp
