"""The model's entity recognition, decided for all words at once.

spaCy asks word by word, and 36 times a word takes and gives back the interpreter's lock. But outside an entity what the
model says of a word depends on that word alone, and inside one on the word and on where the entity began. So all words
are asked as if no entity were open, the entities that open are followed to their ends, and a doc is then read from left
to right. The answers are those of `EntityRecognizer` with a beam of one.
"""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.pipeline import EntityRecognizer
from spacy.tokens import Doc, Span

BATCH = 32  # docs that are asked together
FEATURES = 3  # the word, the first of the open entity, the last before the word
BLOCKED = "U-"  # the move for a word that was told to be in no entity: here there is none

Floats = NDArray[np.float32]
Indices = NDArray[np.intp]


class Entities:
    """Writes `doc.ents`, as the recogniser whose weights it uses does."""

    def __init__(self, recognizer: EntityRecognizer) -> None:
        self._recognizer, self._model = recognizer, recognizer.model
        moves = _moves(recognizer)
        self._out = moves.index("O")
        self._labels = [move[2:] for move in moves]
        self._opens = np.array([move.startswith("B-") for move in moves])
        self._whole = np.array([move.startswith("U-") and move != BLOCKED for move in moves])
        inside = {move[2:]: at for at, move in enumerate(moves) if move.startswith("I-")}
        last = {move[2:]: at for at, move in enumerate(moves) if move.startswith("L-")}
        self._inside = np.array([inside.get(label, -1) for label in self._labels])
        self._last = np.array([last.get(label, -1) for label in self._labels])

    @staticmethod
    def can_use(recognizer: Any) -> bool:
        """Whether a component is a recogniser that decides as this one does."""
        if type(recognizer) is not EntityRecognizer or recognizer.cfg["beam_width"] != 1:
            return False
        model: Any = recognizer.model
        labels = recognizer.labels
        return (
            model.attrs["has_upper"]
            and not model.attrs["unseen_classes"]
            and model.get_ref("lower").get_dim("nF") == FEATURES
            and model.get_ref("lower").get_dim("nP") > 1
            and set(_moves(recognizer)) == {"O", BLOCKED, *(f"{kind}-{label}" for kind in "BILU" for label in labels)}
        )

    def __call__(self, doc: Doc) -> Doc:
        """Find the entities of `doc`."""
        return next(self.pipe([doc]))

    def pipe(self, docs: Iterable[Doc], batch_size: int = BATCH) -> Iterator[Doc]:
        """Find the entities of many docs; those that have some already are left to spaCy's own recogniser."""
        source = iter(docs)
        while batch := list(islice(source, batch_size)):
            fresh = [len(doc) > 0 and not doc.has_annotation("ENT_IOB") for doc in batch]
            self._read([doc for doc, is_fresh in zip(batch, fresh, strict=True) if is_fresh])
            for doc, is_fresh in zip(batch, fresh, strict=True):
                yield doc if is_fresh else self._recognizer(doc)

    def _read(self, docs: list[Doc]) -> None:
        if not docs:
            return
        lengths = np.array([len(doc) for doc in docs])
        ends = np.cumsum(lengths)
        table = np.concatenate([doc.to_array(["SENT_START", "IS_SPACE"]) for doc in docs])
        final = np.zeros(len(table), dtype=bool)
        final[ends - 1] = True
        closing = final.copy()  # words after which an entity can't go on
        closing[:-1] |= table[1:, 0] == 1
        features, padding = self._features(docs)
        first, last = self._entities(features, padding, closing, table[:, 1] == 1)
        for doc, start, end in zip(docs, (ends - lengths).tolist(), ends.tolist(), strict=True):
            found, reached = [], start
            for at in np.flatnonzero(last[start:end] >= 0).tolist():
                if start + at >= reached:
                    reached = int(last[start + at]) + 1
                    found.append(Span(doc, at, reached - start, label=self._labels[first[start + at]]))
            doc.set_ents(found, default="outside")

    def _features(self, docs: list[Doc]) -> tuple[Floats, Floats]:
        """Give what each word, in each of the three places, adds to a state, and what no word there adds."""
        lower = self._model.get_ref("lower")
        wide, pieces, deep = lower.get_dim("nO"), lower.get_dim("nP"), lower.get_dim("nI")
        words = self._model.get_ref("tok2vec").predict(docs)
        weights = lower.get_param("W").reshape((FEATURES * wide * pieces, deep))
        product = lower.ops.gemm(words, weights, trans2=True)
        return product.reshape((len(words), FEATURES, wide * pieces)), lower.get_param("pad").reshape((FEATURES, -1))

    def _scores(self, states: Floats) -> Floats:
        """Give the score of each move in each state."""
        lower, upper = self._model.get_ref("lower"), self._model.get_ref("upper")
        wide, pieces = lower.get_dim("nO"), lower.get_dim("nP")
        hidden = (states + lower.get_param("b").reshape(-1)).reshape((-1, wide, pieces)).max(axis=2)
        scores: Floats = upper.ops.gemm(hidden, upper.get_param("W"), trans2=True) + upper.get_param("b")
        return scores

    def _entities(
        self, features: Floats, padding: Floats, closing: NDArray[np.bool_], blank: NDArray[np.bool_]
    ) -> tuple[Indices, Indices]:
        """Give for each word the move that is made if no entity is open, and the last word of what it opens, or -1."""
        scores = self._scores(features[:, 0] + padding[1] + padding[2])
        barred = ~(self._opens | self._whole)
        barred[self._out] = False
        scores[:, barred] = -np.inf
        scores[np.ix_(closing, self._opens)] = -np.inf
        scores[np.ix_(blank, self._opens | self._whole)] = -np.inf
        first = scores.argmax(axis=1)
        last = np.where(self._whole[first], np.arange(len(first)), -1)
        start = np.flatnonzero(self._opens[first])
        at = start + 1
        while len(start):
            states = features[at, 0] + features[start, 1] + features[at - 1, 2]
            scores = self._scores(states)
            rows, move = np.arange(len(start)), first[start]
            goes_on = ~closing[at] & (scores[rows, self._inside[move]] >= scores[rows, self._last[move]])
            last[start[~goes_on]] = at[~goes_on]
            start, at = start[goes_on], at[goes_on] + 1
        return first, last


def _moves(recognizer: EntityRecognizer) -> list[str]:
    return [recognizer.moves.get_class_name(at) for at in range(recognizer.moves.n_moves)]


@Language.factory("entities_at_once", assigns=["doc.ents", "token.ent_iob", "token.ent_type"])
def make(nlp: Language, name: str) -> Entities:  # noqa: ARG001  (spaCy names them)
    """Build the component from the pipeline's own recogniser, which is called "ner"."""
    return Entities(nlp.get_pipe("ner"))


def at_once(nlp: Language) -> Language:
    """Put this component in the place of a pipeline's recogniser, if it would decide alike."""
    names = nlp.pipe_names
    if "ner" in names and Entities.can_use(nlp.get_pipe("ner")):
        nlp.add_pipe("entities_at_once", before="ner")
        nlp.remove_pipe("ner")
        nlp.rename_pipe("entities_at_once", "ner")
    return nlp
