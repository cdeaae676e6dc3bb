"""Compare the extractor's speed with spaCy's own, and show how its cost grows: `bench.py DENSE.jsonl STREAM.jsonl`.

    python scripts/bench.py tuff-dev.jsonl stream.jsonl                   all of it, in half an hour on two free cores
    python scripts/bench.py … --only rates,length                         some; what was measured before is kept
    python scripts/bench.py … --sizes 100,1000 --count 200 --rounds 1     a small form of each, in minutes

Dense: narratives of aid, all to be read. Stream: one narrative in twenty among articles of other things. Each is read
by spaCy's small pipeline as it is, by that with two well-known parsers for sums and dates behind it, and by the
extractor, one after the other in each round, so that a busy machine slows all alike; told are the medians of ratios.
These and the length of an article are told in the processor's seconds; starts, workers and growth in the clock's, of
whole runs in processes of their own, and so need a machine with nothing else to do.

Into --out (scripts/speed) go `speed.json` (all that was measured), `speed.md` (tables) and `speed.svg` (a picture).
"""

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path
from time import process_time

import bench_report
import bench_runs
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


def warmed(read: Reader, articles: Sequence[Article]) -> Reader:
    """Give a reader that has compiled its tables, which happens at their first use."""
    read(articles[:8])
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


def length(read: Reader, dense: Sequence[Article], sizes: Sequence[int], rounds: int) -> list[tuple[int, list[float]]]:
    """Give the seconds that one article takes, by its length; of long ones, each round would take minutes."""
    text = "\n\n".join(article.text for article in dense)
    found = []
    for size in sizes:
        whole = Article(id=f"long-{size}", text=(text * (size // len(text) + 1))[:size])
        found.append((size, [seconds(read, [whole]) for _ in range(rounds if size <= 100_000 else 1)]))
    return found


def main() -> None:
    """Measure, and write the tables and the picture."""
    asked = _parse()
    dense = read_articles(asked.dense)
    others = [article for article in read_articles(asked.stream) if len(article.text) <= LONGEST]
    stream = mixed(dense, others)
    asked.out.mkdir(parents=True, exist_ok=True)
    kept = asked.out / "speed.json"
    figures = json.loads(kept.read_text(encoding="utf-8")) if kept.exists() else {}
    measures: dict[str, Callable[[], object]] = {
        "rates": lambda: rates(dense[: asked.most], stream, asked.rounds),
        "length": lambda: length(warmed(ours(), dense), dense, asked.lengths, asked.rounds),
        "start": lambda: bench_runs.start_up(SMALL_REPACKED, asked.rounds),
        "workers": lambda: bench_runs.workers(dense, asked.count, asked.rounds, on_ray=find_spec("ray") is not None),
        "growth": lambda: bench_runs.growth(stream, asked.sizes),
    }
    for name in asked.only or measures:
        print(f"measuring {name} …", file=sys.stderr)
        figures[name] = measures[name]()
        kept.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    report = bench_report.tables(figures)
    (asked.out / "speed.md").write_text(report, encoding="utf-8")
    (asked.out / "speed.svg").write_text(bench_report.picture(figures), encoding="utf-8")
    print(report)


def rates(dense: Sequence[Article], stream: Sequence[Article], rounds: int) -> dict[str, dict[str, list[float]]]:
    """Give the articles a second of all readers."""
    nlp = spacy.load(SMALL_REPACKED)
    readers = {"spaCy": bare(nlp), "spaCy + parsers": glue(nlp), "extractor": ours()}
    for read in readers.values():
        warmed(read, dense)
    return measure(readers, {"dense": dense, "stream": stream}, rounds)


def _parse() -> argparse.Namespace:
    def numbers(text: str) -> list[int]:
        return [int(number) for number in text.split(",")]

    def parts(text: str) -> list[str]:
        wrong = set(text.split(",")) - {"rates", "length", "start", "workers", "growth"}
        if wrong:
            raise argparse.ArgumentTypeError(f"no such part: {', '.join(wrong)}")
        return text.split(",")

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dense", type=Path)
    parser.add_argument("stream", type=Path)
    parser.add_argument("--out", type=Path, default=Path(__file__).parent / "speed")
    parser.add_argument("--only", type=parts, metavar="PARTS", help="of rates,length,start,workers,growth")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--most", type=int, default=400, help="narratives of `rates`; the stream is read whole")
    parser.add_argument("--count", type=int, default=4000, help="articles of `workers`")
    parser.add_argument("--sizes", type=numbers, default=[1_000, 3_000, 10_000, 50_000], help="articles of `growth`")
    parser.add_argument("--lengths", type=numbers, default=[1_000, 3_000, 10_000, 30_000, 100_000, 300_000, 1_000_000])
    return parser.parse_args()


if __name__ == "__main__":
    main()
