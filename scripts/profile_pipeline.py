"""Print what share of the time each part of the extractor takes: `profile_pipeline.py ARTICLES.jsonl [HOW_MANY]`.

The second column relates it to spaCy's small English pipeline alone, run on the same texts as `nlp.pipe` runs it.
"""

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from time import process_time
from typing import Any

import spacy
from spacy.tokens import Doc

import extractor
from extractor.model import Article
from extractor.pipeline import SMALL_REPACKED

Pipe = Callable[[Iterable[Doc]], Iterator[Doc]]


def read_articles(path: Path, most: int | None = None) -> list[Article]:
    """Give the articles of a JSONL file, without what else its lines tell."""
    with path.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line, _ in zip(lines, range(most or sys.maxsize), strict=False)]
    return [Article.model_validate({key: row[key] for key in Article.model_fields if key in row}) for row in rows]


def profile(articles: list[Article]) -> dict[str, float]:
    """Give the processor's seconds in each component, and in all that is done around them."""
    reader = extractor.load()
    nlp = reader.nlp
    spent: dict[str, float] = {}

    def timed(name: str, component: Any) -> Pipe:
        def pipe(docs: Iterable[Doc]) -> Iterator[Doc]:
            held = list(docs)
            start = process_time()
            done = list(component.pipe(held)) if hasattr(component, "pipe") else [component(doc) for doc in held]
            spent[name] = spent.get(name, 0.0) + process_time() - start
            return iter(done)

        return pipe

    pipes = [timed(name, component) for name, component in nlp.pipeline]

    def run(docs: Iterable[Doc]) -> Iterator[Doc]:
        for pipe in pipes:
            docs = pipe(docs)
        return iter(docs)

    list(reader.extract_articles(articles[:8], mentions=True))  # tables are compiled at their first use
    nlp.pipe = run  # type: ignore[method-assign, assignment]
    start = process_time()
    list(reader.extract_articles(articles, mentions=True))
    whole = process_time() - start
    return {**spent, "around them": whole - sum(spent.values()), "whole": whole}


def bare(articles: list[Article]) -> float:
    """Give the processor's seconds that spaCy's small pipeline takes for the same texts."""
    nlp = spacy.load(SMALL_REPACKED)
    list(nlp.pipe([article.text for article in articles[:8]]))
    start = process_time()
    for _ in nlp.pipe([article.text for article in articles]):
        pass
    return process_time() - start


def main() -> None:
    """Print the table."""
    articles = read_articles(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 500)
    alone = bare(articles)
    spent = profile(articles)
    print(f"{len(articles)} articles; spaCy's small pipeline alone takes {alone:.2f} s of processor time")
    print(f"{'':20} {'s':>6} {'share':>6} {'of spaCy':>9}")
    for name, seconds in sorted(spent.items(), key=lambda item: -item[1]):
        print(f"{name:20} {seconds:6.2f} {seconds / spent['whole']:6.1%} {seconds / alone:9.1%}")
    ours = sum(seconds for name, seconds in spent.items() if name.startswith("aid_"))
    print(f"{'our components':20} {ours:6.2f} {ours / spent['whole']:6.1%} {ours / alone:9.1%}")


if __name__ == "__main__":
    main()
