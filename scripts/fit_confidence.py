"""Fit the weights of `confidence.tsv` on the gold's open articles.

    extractor run corpus --read-all -o records.jsonl && python scripts/fit_confidence.py gold records.jsonl

RECORDS are what the present rules make of the articles that GOLD annotates; those of GOLD/held.txt are not fitted on.
Prints the table of reliability, each article's records judged by weights fitted on all other articles, and that of the
held articles under the weights of all; then writes the table. `--check` prints only. Run the extractor again
afterwards for records with the new confidence.
"""

import argparse
import csv
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

import extractor
from extractor.assembly.confidence import ALWAYS, features
from extractor.model import GrantRecord
from extractor.scoring import files, match
from extractor.scoring.reliability import Bin, bins

TABLE = Path(extractor.__file__).parent / "lexicon" / "tables" / "confidence.tsv"
PENALTY = 1.0  # on squared weights: 0.5 and 2 are within 0.003 of it in cross-validated log loss


class Data:
    """A row a record: the article it is of, its signs and whether it is usable."""

    def __init__(self, gold: files.GoldSet, found: files.Found, *, held: bool) -> None:
        self.articles: list[str] = []
        signs: list[dict[str, float]] = []
        usable: list[bool] = []
        for name in sorted(gold.articles):
            records = found.records.get(name, [])
            if (name in gold.held) is not held or not records:
                continue
            right = _usable(gold.articles[name].records, records)
            self.articles += [name] * len(records)
            signs += [features(record, records) for record in records]
            usable += [id(record) in right for record in records]
        self.names = list(signs[0]) if signs else []
        self.x = np.array([[row[name] for name in self.names] for row in signs])
        self.y = np.array(usable, dtype=float)


def _usable(wanted: list[GrantRecord], records: list[GrantRecord]) -> set[int]:
    return {id(pair.found) for pair in match.pair(wanted, records) if pair.is_usable}


def fit(x: np.ndarray, y: np.ndarray, free: int) -> np.ndarray:
    """Give the weights of a logistic regression; that of column `free` is not held down."""
    down = np.full(x.shape[1], PENALTY)
    down[free] = 0

    def cost(weights: np.ndarray) -> tuple[float, np.ndarray]:
        z = x @ weights
        value = np.sum(np.logaddexp(0, z) - y * z) + np.sum(down * weights**2)
        return float(value), x.T @ (chance(z) - y) + 2 * down * weights

    return np.asarray(minimize(cost, np.zeros(x.shape[1]), jac=True, method="L-BFGS-B").x)


def chance(z: np.ndarray) -> np.ndarray:
    """Give the probability of logarithms of odds."""
    return 1 / (1 + np.exp(-z))


def unseen(data: Data) -> np.ndarray:
    """Give the confidence of each record by weights fitted on all other articles."""
    of = np.array(data.articles)
    said = np.zeros(len(of))
    for name in sorted(set(data.articles)):
        mine = of == name
        said[mine] = chance(data.x[mine] @ fit(data.x[~mine], data.y[~mine], data.names.index(ALWAYS)))
    return said


def loss(said: np.ndarray, right: np.ndarray) -> float:
    """Give the mean logarithmic loss of what was said."""
    return float(-np.mean(right * np.log(said) + (1 - right) * np.log(1 - said)))


def show(title: str, said: np.ndarray, right: np.ndarray) -> None:
    """Print a table of reliability with the logarithmic loss, also that of saying the mean of all records."""
    base = np.clip(right.mean(), 1e-6, 1 - 1e-6)
    print(f"{title}: {len(right)} records, {base:.3f} usable, {said.mean():.3f} said")
    print(f"  log loss {loss(said, right):.4f} (the same for all: {loss(np.full(len(right), base), right):.4f})")
    table: tuple[Bin, ...] = bins([(float(s), bool(r)) for s, r in zip(said, right, strict=True)])
    for row in table:
        mark = "" if row.covers else "   not covered"
        print(f"  {row.records:4}  said {row.said:.3f}  right {row.right:.3f}  [{row.low:.3f}, {row.high:.3f}]{mark}")


def main() -> None:
    """Fit, print and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("records", type=Path)
    parser.add_argument("--check", action="store_true", help="print, and write nothing")
    options = parser.parse_args()
    gold, found = files.read_gold(options.gold), files.read_found(options.records)
    seen, held = (Data(gold, found, held=side) for side in (False, True))
    show("cross-validated by article", unseen(seen), seen.y)
    weights = fit(seen.x, seen.y, seen.names.index(ALWAYS))
    if len(held.y):
        show("held, never fitted on", chance(held.x @ weights), held.y)
    rows = [(name, round(100 * float(weight))) for name, weight in zip(seen.names, weights, strict=True)]
    print(*(f"{name} {weight / 100:+.2f}" for name, weight in rows), sep=", ")
    if options.check:
        return
    head = [line for line in TABLE.read_text(encoding="utf-8").splitlines(keepends=True) if line.startswith("#")]
    with TABLE.open("w", encoding="utf-8", newline="") as out:
        out.writelines(head)
        csv.writer(out, delimiter="\t", lineterminator="\n").writerows([("sign", "weight"), *rows])


if __name__ == "__main__":
    main()
