"""The only loop: inputs in, records out, everything counted."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from pydantic import BaseModel, ConfigDict

import extractor
from extractor.batch import ledger, local
from extractor.model import Article, Mention
from extractor.reading import Item, Problem
from extractor.settings import Settings
from extractor.storage.jsonl import Lines
from extractor.storage.store import Entry, Outcome, Store, Unread

# Articles are parsed together up to these limits. Whatever the number of jobs, the batches are the same.
_BATCH_ARTICLES = 32
_BATCH_CHARS = 200_000

State = Literal["read", "skipped", "unchanged", "failed", "dropped", "noted"]


class ArticleMentions(BaseModel):
    """A line of `mentions.jsonl`."""

    model_config = ConfigDict(extra="forbid")

    article_id: str
    mentions: list[Mention]


class Event(NamedTuple):
    """What became of one input: an article's id or a problem's place, and what to tell of it."""

    state: State
    place: str
    reason: str = ""
    message: str = ""
    records: int = 0


@dataclass
class Summary:
    """Counts of a run."""

    states: Counter[State] = field(default_factory=Counter)
    reasons: dict[State, Counter[str]] = field(default_factory=dict)
    records: int = 0

    @property
    def done(self) -> int:
        """Articles that are as they should be: read, rightly skipped, or unchanged since an earlier run."""
        return self.states["read"] + self.states["skipped"] + self.states["unchanged"]

    @property
    def failed(self) -> int:
        """Inputs that should have given an article or its records, and did not."""
        return self.states["failed"]

    def add(self, event: Event) -> None:
        """Count one event."""
        self.states[event.state] += 1
        if event.reason:
            self.reasons.setdefault(event.state, Counter())[event.reason] += 1
        self.records += event.records


@dataclass(frozen=True)
class Outputs:
    """Where records, mentions and, between runs, everything else goes; each may be left out."""

    records: Lines | None = None
    mentions: Lines | None = None
    store: Store | None = None


class _Known(NamedTuple):
    """An article that an earlier run has done, by the same rules."""

    article: Article
    outcome: Outcome
    reason: str | None


class _Step(NamedTuple):
    """One input on its way; `key` is that of the ledger, "" without a store."""

    item: Article | Problem | _Known
    key: str = ""


def run(
    items: Iterable[Item],
    outputs: Outputs,
    settings: Settings,
    *,
    jobs: int = 1,
    tell: Callable[[Event], None],
    load: local.Load = extractor.load,
) -> Summary:
    """Read all articles, write what they give in their order, and tell of each. Raises ExtractorError.

    With a store, articles that it has from the same rules are not read again, unless mentions are asked for, which
    no store keeps.
    """
    rules = ledger.fingerprint(settings) if outputs.store else ""
    summary = Summary()
    batches = _batches(items, outputs, rules)
    whole = outputs.mentions is not None
    for batch, readings in local.read_batches(batches, settings, jobs=jobs, mentions=whole, load=load):
        answers = iter(readings)
        for step in batch.carried:
            if isinstance(step.item, Article):
                event = _put(step.item, next(answers), outputs, step.key, rules)
            elif isinstance(step.item, Problem):
                event = _put_problem(step.item, outputs)
            else:
                event = _repeat(step.item, outputs)
            summary.add(event)
            tell(event)
    return summary


def _batches(items: Iterable[Item], outputs: Outputs, rules: str) -> Iterator[local.Batch[list[_Step]]]:
    """Cut the inputs into batches; only articles that must be read are in a batch's `articles`."""
    chunk: list[Item] = []
    chars = 0
    for item in items:
        size = len(item.text) if isinstance(item, Article) else 0
        if chunk and (chars + size > _BATCH_CHARS or len(chunk) == _BATCH_ARTICLES):
            yield _batch(chunk, outputs, rules)
            chunk, chars = [], 0
        chunk.append(item)
        chars += size
    if chunk:
        yield _batch(chunk, outputs, rules)


def _batch(chunk: list[Item], outputs: Outputs, rules: str) -> local.Batch[list[_Step]]:
    keys = {item.id: ledger.key(item, rules) for item in chunk if isinstance(item, Article)} if outputs.store else {}
    known = outputs.store.outcomes(keys.items()) if outputs.store and outputs.mentions is None else {}
    steps: list[_Step] = []
    for item in chunk:
        if isinstance(item, Problem):
            steps.append(_Step(item))
        elif item.id in known and known[item.id][0] != "failed":
            steps.append(_Step(_Known(item, *known[item.id])))
        else:
            steps.append(_Step(item, keys.get(item.id, "")))
    return local.Batch([step.item for step in steps if isinstance(step.item, Article)], steps)


def _put(article: Article, reading: local.Reading, outputs: Outputs, key: str, rules: str) -> Event:
    outcome: Outcome = "failed" if reading.error else "skipped" if reading.skipped else "done"
    error = reading.error
    if outputs.store:
        entry = Entry(article, key, rules, outcome, reading.error or reading.skipped, reading.records)
        try:
            outputs.store.put(entry)
        except ValueError as wrong:
            error, reading = f"can't be stored: {wrong}", local.Reading()
            outputs.store.put(Entry(article, key, rules, "failed", error))
    if outputs.mentions and not error:
        outputs.mentions.write(ArticleMentions(article_id=article.id, mentions=reading.mentions))
    if error:
        return Event("failed", article.id, "extraction", f"{article.id}: {error}")
    if outputs.records:
        for record in reading.records:
            outputs.records.write(record)
    if reading.skipped:
        return Event("skipped", article.id, reading.skipped)
    return Event("read", article.id, records=len(reading.records))


def _put_problem(problem: Problem, outputs: Outputs) -> Event:
    if outputs.store and problem.outcome != "noted":
        outputs.store.put_unread(Unread(problem.place, problem.outcome, problem.reason, problem.message))
    return Event(problem.outcome, problem.place, problem.reason, str(problem))


def _repeat(known: _Known, outputs: Outputs) -> Event:
    """Write again what an earlier run read."""
    records = outputs.store.records(known.article.id) if outputs.store and outputs.records else []
    if outputs.records:
        for record in records:
            outputs.records.write(record)
    return Event("unchanged", known.article.id, known.reason or "", records=len(records))
