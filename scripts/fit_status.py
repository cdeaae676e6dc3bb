"""Fit the weights of `status_words.tsv` from narratives whose status coders recorded, and articles with gold.

usage: fit_status.py NARRATIVES.jsonl [--articles FOLDER --gold FOLDER] [--check]   (needs scikit-learn)

NARRATIVES has an object a line: {"id", "text", "gold": {"status": ...}}, each about one flow. FOLDER of articles and
gold are as in `corpus/` and `gold/`; the articles of `gold/held.txt` are left out. A logistic regression over the signs
that `extractor.assembly.state.signs` gives is fitted; signs seen rarely or of little weight are dropped. `--check`
fits on one half of the narratives and prints how often the other half is right, and writes nothing.
"""

import argparse
import collections
import json
from pathlib import Path
from unittest import mock

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

import extractor
from extractor.assembly import build, state
from extractor.lexicon.status_words import STATUSES
from extractor.model import Article, GrantRecord
from extractor.reading.inputs import read_inputs
from extractor.scoring import match

TABLE = Path(extractor.__file__).parent / "lexicon" / "tables" / "status_words.tsv"
ARTICLE_WEIGHT = 3.0  # what a record of a whole article counts beside a narrative: there are fewer of them
SEEN = 12  # how often a sign must have been seen
STRENGTH = (
    0.02  # of the regularisation, inverse: 0.05 finds 0.005 more of the narratives and 0.02 fewer of the articles
)
LEAST = 4  # the largest of a row's weights, in hundredths, must be that large
Row = tuple[dict[str, int], str]


def watch(read: "extractor.Extractor", article: Article) -> tuple[list[GrantRecord], list[set[str]]]:
    """Give an article's records with the signs that each was judged by."""
    seen: list[set[str]] = []
    original = state.signs

    def note(*args: object, **options: object) -> set[str]:
        seen.append(original(*args, **options))  # type: ignore[arg-type]
        return seen[-1]

    with mock.patch.object(build.state, "signs", note):
        records = read.extract_article(article).records
    return records, seen


def from_narratives(path: Path, read: "extractor.Extractor") -> list[Row]:
    """Give the signs and the status of each narrative that has a record."""
    rows = []
    for line in path.read_text(encoding="utf-8").splitlines():
        coded = json.loads(line)
        _, seen = watch(read, Article(id=coded["id"], text=coded["text"]))
        if seen and coded["gold"]["status"] in STATUSES:
            rows.append((dict.fromkeys(seen[0], 1), coded["gold"]["status"]))
    return rows


def from_articles(folder: Path, gold: Path, read: "extractor.Extractor") -> list[Row]:
    """Give the signs and the status of each record of an article that gold has too."""
    held = set((gold / "held.txt").read_text(encoding="utf-8").split())
    rows = []
    for item in read_inputs([folder]):
        if not isinstance(item, Article):
            continue
        article = item
        path = gold / f"{article.id}.json"
        if article.id in held or not path.is_file():
            continue
        wanted = [GrantRecord.model_validate(r) for r in json.loads(path.read_text(encoding="utf-8"))["records"]]
        records, seen = watch(read, article)
        signs = {id(record): dict.fromkeys(s, 1) for record, s in zip(records, seen, strict=True)}
        rows += [
            (signs[id(pair.found)], pair.gold.status)
            for pair in match.pair(wanted, records)
            if pair.gold is not None and pair.found is not None and pair.gold.status in STATUSES
        ]
    return rows


def fit(narratives: list[Row], articles: list[Row]) -> dict[str, list[int]]:
    """Give the weights of each sign, in hundredths, in the order of STATUSES."""
    rows = [*narratives, *articles]
    times = collections.Counter(sign for signs, _ in rows for sign in signs)
    vectors = DictVectorizer()
    matrix = vectors.fit_transform([{s: 1 for s in signs if times[s] >= SEEN} for signs, _ in rows])
    weight = np.r_[np.ones(len(narratives)), np.full(len(articles), ARTICLE_WEIGHT)]
    model = LogisticRegression(C=STRENGTH, max_iter=600).fit(matrix, [status for _, status in rows], weight)
    order = [list(model.classes_).index(status) for status in STATUSES]
    found = {
        sign: [round(100 * model.coef_[row, column]) for row in order]
        for column, sign in enumerate(vectors.feature_names_)
    }
    always = [round(100 * model.intercept_[row]) for row in order]
    return {"always": always} | {s: w for s, w in sorted(found.items()) if max(map(abs, w)) >= LEAST}


def right(weights: dict[str, list[int]], rows: list[Row]) -> float:
    """Give the share of rows whose status the weights find."""
    hits = 0
    for signs, status in rows:
        totals = np.sum([weights["always"], *(weights[s] for s in signs if s in weights and s != "always")], axis=0)
        hits += STATUSES[int(np.argmax(totals))] == status
    return hits / len(rows)


def main() -> None:
    """Fit, and check or write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("narratives", type=Path)
    parser.add_argument("--articles", type=Path)
    parser.add_argument("--gold", type=Path)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    read = extractor.load()
    narratives = from_narratives(options.narratives, read)
    articles = from_articles(options.articles, options.gold, read) if options.articles else []
    if options.check:
        for half in (0, 1):
            weights = fit(narratives[half::2], articles)
            print(f"half {half}: {len(weights)} signs, {right(weights, narratives[1 - half :: 2]):.3f} right")
        if articles:
            folds = [
                right(fit(narratives, articles[:a] + articles[a + 50 :]), articles[a : a + 50])
                for a in range(0, len(articles), 50)
            ]
            print(f"articles, by runs of 50 records: {np.mean(folds):.3f} right")
        return
    head = "".join(line for line in TABLE.read_text(encoding="utf-8").splitlines(keepends=True) if line.startswith("#"))
    body = "".join(
        "\t".join([sign, *(str(w or "") for w in row)]).rstrip() + "\n"
        for sign, row in fit(narratives, articles).items()
    )
    TABLE.write_text(head + "sign\t" + "\t".join(STATUSES) + "\n" + body, encoding="utf-8")


if __name__ == "__main__":
    main()
