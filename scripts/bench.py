"""Compare the extractor's speed with spaCy's own: `bench.py DENSE.jsonl STREAM.jsonl [--out FOLDER] [--rounds N]`.

Dense: narratives of aid, all to be read. Stream: one narrative in twenty among articles of other things. Each is read
by spaCy's small pipeline as it is, by that with two well-known parsers for sums and dates behind it, and by the
extractor, one after the other in each round, so that a busy machine slows all alike; told are the medians of ratios.
"""

import argparse
import sys
from collections.abc import Callable, Sequence
from html import escape
from pathlib import Path
from statistics import median
from time import process_time

import dateparser
import spacy
from price_parser import Price
from profile_pipeline import read_articles
from spacy.language import Language

import extractor
from extractor.model import Article
from extractor.pipeline import SMALL_REPACKED

SHARE = 20  # one article in so many of the stream is a narrative
MONEY, DATE = "MONEY", "DATE"
LONGEST = 10_000  # characters of an article of the stream

Reader = Callable[[Sequence[Article]], None]


def bare(nlp: Language) -> Reader:
    """Read with the model alone."""

    def read(articles: Sequence[Article]) -> None:
        for _ in nlp.pipe(article.text for article in articles):
            pass

    return read


def glue(nlp: Language) -> Reader:
    """Read with the model, and its sums and dates with price-parser and dateparser."""

    def read(articles: Sequence[Article]) -> None:
        for doc in nlp.pipe(article.text for article in articles):
            for entity in doc.ents:
                if entity.label_ == MONEY:
                    Price.fromstring(entity.text)
                elif entity.label_ == DATE:
                    dateparser.parse(entity.text, languages=["en"])

    return read


def ours() -> Reader:
    """Read with the extractor."""
    reader = extractor.load()

    def read(articles: Sequence[Article]) -> None:
        for _ in reader.extract_articles(articles):
            pass

    return read


def seconds(read: Reader, articles: Sequence[Article]) -> float:
    """Give the processor's seconds that some articles take."""
    start = process_time()
    read(articles)
    return process_time() - start


def mixed(dense: Sequence[Article], others: Sequence[Article]) -> list[Article]:
    """Put a narrative before each nineteen other articles."""
    found: list[Article] = []
    step = SHARE - 1
    for at, narrative in zip(range(0, len(others), step), dense, strict=False):
        found += [narrative, *others[at : at + step]]
    return found


def measure(
    readers: dict[str, Reader], sets: dict[str, Sequence[Article]], rounds: int
) -> dict[str, dict[str, list[float]]]:
    """Give the articles a second of each reader in each round, by set."""
    rates: dict[str, dict[str, list[float]]] = {}
    for name, articles in sets.items():
        rates[name] = {reader: [] for reader in readers}
        for _ in range(rounds):
            for reader, read in readers.items():
                rates[name][reader].append(len(articles) / seconds(read, articles))
    return rates


def table(rates: dict[str, dict[str, list[float]]]) -> str:
    """Write the medians as a table in Markdown."""
    lines = ["| articles | reader | articles a second | times bare spaCy |", "| --- | --- | ---: | ---: |"]
    for name, by_reader in rates.items():
        base = by_reader["spaCy"]
        for reader, found in by_reader.items():
            ratio = median(mine / other for mine, other in zip(found, base, strict=True))
            lines.append(f"| {name} | {reader} | {median(found):.0f} | {ratio:.2f} |")
    return "\n".join(lines) + "\n"


def picture(rates: dict[str, dict[str, list[float]]]) -> str:
    """Draw the medians of the ratios as bars, in SVG."""
    bars: list[str] = []
    y = 10
    most = max(median(m / b for m, b in zip(f, r["spaCy"], strict=True)) for r in rates.values() for f in r.values())
    for name, by_reader in rates.items():
        bars.append(f'<text x="0" y="{y + 12}" font-weight="bold">{escape(name)}</text>')
        y += 20
        for reader, found in by_reader.items():
            ratio = median(mine / other for mine, other in zip(found, by_reader["spaCy"], strict=True))
            width = 300 * ratio / most
            bars.append(f'<text x="0" y="{y + 12}">{escape(reader)}</text>')
            bars.append(f'<rect x="190" y="{y}" width="{width:.1f}" height="15" fill="#4477aa"/>')
            bars.append(f'<text x="{195 + width:.1f}" y="{y + 12}">{ratio:.2f}</text>')
            y += 20
        y += 10
    head = f'<svg xmlns="http://www.w3.org/2000/svg" width="560" height="{y}" font-family="sans-serif" font-size="13">'
    return "\n".join([head, "<title>Articles a second, bare spaCy = 1</title>", *bars, "</svg>"]) + "\n"


def growth(read: Reader, dense: Sequence[Article], sizes: Sequence[int]) -> str:
    """Write how the time of one article grows with its length, as a table in Markdown."""
    text = "\n\n".join(article.text for article in dense)
    lines = ["| characters of one article | seconds |", "| ---: | ---: |"]
    for size in sizes:
        whole = text * (size // len(text) + 1)
        spent = seconds(read, [Article(id=f"long-{size}", text=whole[:size])])
        lines.append(f"| {size} | {spent:.3f} |")
    return "\n".join(lines) + "\n"


def main() -> None:
    """Measure, and write the table and the picture."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("dense", type=Path)
    parser.add_argument("stream", type=Path)
    parser.add_argument("--out", type=Path, default=Path())
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--most", type=int, default=400, help="articles of each set")
    parser.add_argument("--longest", type=int, default=100_000, help="characters of the longest single article")
    asked = parser.parse_args()
    dense = read_articles(asked.dense)[: asked.most]
    others = [article for article in read_articles(asked.stream) if len(article.text) <= LONGEST][: asked.most]
    nlp = spacy.load(SMALL_REPACKED)
    readers = {"spaCy": bare(nlp), "spaCy + parsers": glue(nlp), "extractor": ours()}
    for read in readers.values():
        read(dense[:8])  # tables are compiled at their first use
    rates = measure(readers, {"dense": dense, "stream": mixed(dense, others)}, asked.rounds)
    sizes = [size for size in (1_000, 10_000, 100_000, 1_000_000) if size <= asked.longest]
    asked.out.mkdir(parents=True, exist_ok=True)
    report = table(rates) + "\n" + growth(readers["extractor"], dense, sizes)
    (asked.out / "speed.md").write_text(report, encoding="utf-8")
    (asked.out / "speed.svg").write_text(picture(rates), encoding="utf-8")
    sys.stdout.write(report)


if __name__ == "__main__":
    main()
