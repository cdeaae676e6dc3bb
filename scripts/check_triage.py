"""List the records that are lost because triage skips their articles unread.

    python scripts/check_triage.py corpus                             none may be lost
    python scripts/check_triage.py narratives.jsonl --most 0.002      at most this share of all records

Every article is read whole, and then asked of triage. Exit status 1 if more is lost than may be.
"""

import argparse
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import extractor
from extractor.model import Article, GrantRecord
from extractor.reading import Problem, read_inputs


def lost(articles: Iterable[Article]) -> Iterator[tuple[Article, list[GrantRecord], str | None]]:
    """Give each article, its records when it is read, and why a run would skip it, if so."""
    reader = extractor.load()
    for extraction in reader.extract_articles(articles, mentions=True):  # which reads them whole
        yield extraction.article, extraction.records, reader.skip(extraction.article)


def shown(record: GrantRecord) -> str:
    """Tell a record in a line."""
    donors = ", ".join(party.name for party in record.donors) or "?"
    amount = f"{record.amount.value} {record.amount.currency}" if record.amount else "no sum"
    return (
        f"{record.record_id}: {donors} → {', '.join(record.recipient_countries) or '?'}, {record.flow_type}, {amount}"
    )


def main() -> int:
    """Print what is lost, and give the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("inputs", nargs="+", type=Path)
    parser.add_argument("--most", type=float, default=0.0, help="share of all records that may be lost")
    asked = parser.parse_args()
    articles = (item for item in read_inputs(asked.inputs) if not isinstance(item, Problem))
    read = skipped = whole = missing = 0
    for article, records, reason in lost(articles):
        read, whole = read + 1, whole + len(records)
        if reason is not None:
            skipped, missing = skipped + 1, missing + len(records)
            for record in records:
                print(f"{article.id}, skipped ({reason}), would give {shown(record)}")
    share = missing / (whole or 1)
    print(f"{read} articles, {skipped} of them skipped; {missing} of {whole} records lost ({share:.2%})")
    return 1 if share > asked.most else 0


if __name__ == "__main__":
    sys.exit(main())
