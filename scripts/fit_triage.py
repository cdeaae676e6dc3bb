"""Fit the weights of triage: `python scripts/fit_triage.py AID OTHER`.

AID and OTHER are JSON lines of articles ({"id", "text"}): such as report a flow of aid, and such as don't. Every other
one of each is fitted on; for the rest it prints how many of OTHER would be read at bars that lose few of AID.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from extractor import triage
from extractor.lexicon import Lexicon

PENALTY = 0.5  # on squared weights
COST = 5  # of an aid article lost, against one of the others read


def read(path: str) -> Iterator[str]:
    """Give the texts of a file of articles."""
    for line in Path(path).read_text(encoding="utf-8").splitlines():
        if line.strip():
            yield json.loads(line)["text"]


def matrix(path: str, lexicon: Lexicon) -> np.ndarray:
    """Give a row an article: the evidence of its likeliest stretch under the present weights."""
    rows = []
    for text in read(path):
        found = [triage.evidence(text[a:b], lexicon) for a, b in triage.stretches(text)] or [
            triage.evidence("", lexicon)
        ]
        best = max(found, key=triage.score)
        rows.append([best[name] for name in triage.WEIGHTS])
    return np.array(rows)


def main() -> None:
    """Fit, and print what the other halves say."""
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    lexicon = Lexicon()
    aid, other = (matrix(path, lexicon) for path in sys.argv[1:])
    x = np.vstack([aid[::2], other[::2]])
    y = np.r_[np.ones(len(aid[::2])), np.zeros(len(other[::2]))]
    cost = np.where(y == 1, COST, 1)

    def loss(weights: np.ndarray) -> float:
        z = x @ weights[:-1] + weights[-1]
        return float(np.sum(cost * (np.logaddexp(0, z) - y * z)) + PENALTY * np.sum(weights[:-1] ** 2))

    fitted = minimize(loss, np.zeros(x.shape[1] + 1), method="L-BFGS-B").x
    scores = np.sort(aid[1::2] @ fitted[:-1] + fitted[-1])
    others = other[1::2] @ fitted[:-1] + fitted[-1]
    for lost in (0, 1, 2, 3, 5, 10):
        share = np.mean(others >= scores[lost])
        print(f"bar {scores[lost]:.2f}: {lost} of {len(scores)} lost, {share:.3f} of the others read")
    rounded = [round(float(weight), 1) for weight in fitted]
    print(dict(zip(triage.WEIGHTS, rounded, strict=False)), "intercept", rounded[-1])


if __name__ == "__main__":
    main()
