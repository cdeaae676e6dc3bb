"""What each family of rules is worth: it is switched off, and the open articles of the corpus are read again.

    python scripts/ablation.py                  all families
    python scripts/ablation.py lists sections   only these

Prints for each family what it costs, in points of F1, to do without it: records, slots, usable records; and how many
records the articles without aid then give. A negative cost means that the corpus is read better without. Articles are
parsed once; a family is switched off by putting something that does nothing in the place of its functions, so a name
below that the package no longer has fails aloud.
"""

import argparse
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from importlib import import_module
from pathlib import Path
from typing import Any
from unittest import mock

import extractor
from extractor.assembly.extractor import Parsed
from extractor.assembly.statements import read
from extractor.assembly.strength import OPENING
from extractor.assembly.tables import Columns
from extractor.model import Article, GrantRecord
from extractor.reading import read_inputs
from extractor.scoring import files
from extractor.scoring.score import score_all, total

HOME = Path(__file__).resolve().parent.parent
Stand = Callable[..., Any]  # what stands in for a function


def gives(value: Any) -> Callable[[Stand], Stand]:
    """Stand in with a fixed answer; a list or dictionary is made anew each time."""
    return lambda _: lambda *_args, **_options: type(value)(value) if isinstance(value, list | dict) else value


def _plain(_: Stand) -> Stand:
    return lambda sentences, lexicon: ((sentence, read(sentence, lexicon)) for sentence in sentences)


def _no_furniture(collect: Stand) -> Stand:
    def stand(*args: Any) -> Any:
        sentences = collect(*args)
        for sentence in sentences:
            sentence.kind = "body" if sentence.kind == "furniture" else sentence.kind
        return sentences

    return stand


def _never_refused(judge: Stand) -> Stand:
    def stand(statement: Any, *args: Any) -> None:
        judge(statement, *args)
        statement.refused = False

    return stand


def _alone(resolve: Stand) -> Stand:
    def stand(*args: Any, **_: Any) -> Any:
        return resolve(*args, before=None, news=None)

    return stand


def _no_weak_reading(group: Stand) -> Stand:
    def stand(said: Any, lexicon: Any, opening: int = OPENING, sums: int | None = None) -> Any:
        return [] if opening < OPENING else group(said, lexicon, opening, sums)

    return stand


def _own_dates(places: Stand) -> Stand:
    return lambda flow, scene: ((s, place) for s, place in places(flow, scene) if place in {"opening", "told"})


def _told_status(_: Stand) -> Stand:
    told = import_module("extractor.assembly.state").told
    return lambda flow, *_args: told(flow)


def _no_headline(assemble: Stand) -> Stand:
    return lambda article, sentences, _headline, *rest: assemble(article, sentences, [], *rest)


def _only_donorless(_: Stand) -> Stand:
    return lambda _flow, parties, _lexicon: None if parties.donors else "no donor"


def _no_shares(_: Stand) -> Stand:
    return lambda _sentence, sums, *_rest: [None] * len(sums)


NOTHING = gives(None)
# family: each of its functions, as module of `extractor` and name, with what makes its stand-in of it
FAMILIES: Mapping[str, Sequence[tuple[str, str, Callable[[Stand], Stand]]]] = {
    "triage": [("triage", "Triage.skip", NOTHING)],
    "furniture": [("assembly.extractor", "collect", _no_furniture)],
    "headline": [("assembly.extractor", "assemble", _no_headline)],
    "antecedents": [("assembly.antecedents", "link", NOTHING)],
    "currency": [("assembly.currency", "settle", NOTHING)],
    "lists": [("assembly.lists", "read_all", _plain)],
    "lists: tables": [("assembly.tables", "columns", gives(Columns(())))],
    "sections": [("assembly.sections", "topics", gives({}))],
    "negation": [("assembly.statements", "_judge", _never_refused)],
    "coordination": [
        ("assembly.statements", "shares", _no_shares),
        ("assembly.statements", "each", gives([])),
        ("assembly.statements", "_parallel", gives([])),
    ],
    "coordination: clauses": [("assembly.clauses", "split", gives([]))],
    "merging": [("assembly.group", "_home", NOTHING)],
    "merging: same sum": [("assembly.group", "_told_again", gives(False))],
    "merging: same goods": [("assembly.group", "_same_goods", gives(False))],
    "leads": [("assembly.group", "_leads_in", gives(False))],
    "costs": [("assembly.group", "_take_cost", NOTHING)],
    "totals": [
        ("assembly.adding", "_parts", gives([])),
        ("assembly.adding", "_parts_apart", gives([])),
        ("assembly.totals", "unite", NOTHING),
    ],
    "dates shared": [("assembly.date_shared", "share", NOTHING)],
    "loan terms told later": [("assembly.loan_terms", "complete", NOTHING)],
    "second reading": [("assembly.extractor", "is_plain", gives(False))],
    "weak reading": [("assembly.extractor", "group", _no_weak_reading)],
    "exclusions": [("assembly.extractor", "why_not", _only_donorless)],
    "exclusions: vague": [("assembly.extractor", "is_vague", gives(False))],
    "belief": [("assembly.extractor", "believe", gives(1.0))],
    "roles: by preposition": [("assembly.roles", "by_preposition", NOTHING)],
    "roles: by phrase": [("assembly.roles", "by_phrase", NOTHING)],
    "roles: by order": [("assembly.roles", "_by_order", gives([]))],
    "roles: unnamed": [("assembly.roles", "unnamed", gives([]))],
    "weighing: sides": [("assembly.weigh", "_settle_sides", NOTHING)],
    "weighing: turned round": [("assembly.weigh", "_turn_round", NOTHING)],
    "weighing: parted": [("assembly.weigh", "_part", NOTHING)],
    "inherited parties": [
        ("assembly.resolve", "_fill", NOTHING),
        ("assembly.extractor", "main_giver", NOTHING),
        ("assembly.extractor", "resolve", _alone),
    ],
    "inherited: main giver": [("assembly.extractor", "main_giver", NOTHING)],
    "inherited: theme": [("assembly.extractor", "theme", gives(""))],
    "inherited: one state": [("assembly.extractor", "receive", NOTHING)],
    "inherited: from wholes": [("assembly.extractor", "inherit", NOTHING)],
    "attach": [("assembly.extractor", "attach", NOTHING)],
    "people elsewhere": [("assembly.people", "assign", NOTHING)],
    "implementing": [("assembly.implementing", "complete", NOTHING)],
    "implementing: agencies": [("assembly.agencies", "pair", NOTHING)],
    "status signs": [("assembly.state", "status", _told_status)],
    "status around": [("assembly.state", "around", lambda _: lambda *_args: ([], False))],
    "dates around": [("assembly.date_evidence", "_places", _own_dates)],
    "dates: conference": [("assembly.when", "_of_conference", NOTHING)],
    "dates: terms": [("assembly.when", "end_of_term", NOTHING)],
    "sector around": [("assembly.build", "_wider", gives([]))],
}


def without(family: str, stack: ExitStack) -> None:
    """Switch a family off for as long as `stack` lasts."""
    for module, path, make in FAMILIES[family]:
        home: Any = import_module(f"extractor.{module}")
        *owners, name = path.split(".")
        for owner in owners:
            home = getattr(home, owner)
        stack.enter_context(mock.patch.object(home, name, make(getattr(home, name))))


class Corpus:
    """The open articles with their gold, parsed once."""

    def __init__(self, corpus: Path, gold: Path) -> None:
        self.reader = extractor.load()
        golds = files.read_gold(gold)
        self.gold = {name: one for name, one in golds.articles.items() if name not in golds.held}
        articles = [item for item in read_inputs([str(corpus)]) if isinstance(item, Article) and item.id in self.gold]
        self.parsed: list[tuple[Article, Parsed]] = list(
            zip(articles, self.reader._parse(articles), strict=True)  # parsing is what takes long
        )

    def records(self) -> Iterator[tuple[str, list[GrantRecord]]]:
        """Read every article with the rules as they now are."""
        for article, parsed in self.parsed:
            if self.reader.skip(article) is None:
                yield article.id, self.reader._read(article, parsed).records

    def measure(self) -> tuple[list[float], int]:
        """Give record, slot and usable F1 in points, and the records of articles that report no aid."""
        found = dict(self.records())
        figures = total(score_all(self.gold, found)).figures()
        none = sum(len(found.get(name, [])) for name, gold in self.gold.items() if not gold.records)
        return [100 * (figures[name] or 0.0) for name in ("record_f1", "slot_f1", "usable_f1")], none


def main() -> None:
    """Measure with all rules, then without each family."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("families", nargs="*", metavar="FAMILY", help="one of: " + ", ".join(FAMILIES))
    parser.add_argument("--corpus", type=Path, default=HOME / "corpus")
    parser.add_argument("--gold", type=Path, default=HOME / "gold")
    options = parser.parse_args()
    if unknown := [name for name in options.families if name not in FAMILIES]:
        parser.error(f"no family {unknown[0]!r}; known are {', '.join(FAMILIES)}")
    corpus = Corpus(options.corpus, options.gold)
    base, none = corpus.measure()
    print(f"{'without':<24} {'record':>7} {'slot':>7} {'usable':>7}  no aid")
    print(f"{'(nothing: F1)':<24} " + " ".join(f"{figure:7.1f}" for figure in base) + f"  {none:6}")
    for family in options.families or FAMILIES:
        with ExitStack() as stack:
            without(family, stack)
            figures, other = corpus.measure()
        costs = " ".join(f"{before - after:+7.1f}" for before, after in zip(base, figures, strict=True))
        print(f"{family:<24} {costs}  {other:6}", flush=True)


if __name__ == "__main__":
    main()
