"""The only loop: inputs in, records out, everything counted."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Literal, NamedTuple

from pydantic import BaseModel, ConfigDict

import extractor
from extractor.batch import ledger, local
from extractor.model import Article, Mention
from extractor.reading import Item, Problem
from extractor.reading.sniff import storable
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


class Known(NamedTuple):
    """An article that an earlier run has done by the same rules, and what became of it."""

    article: Article
    outcome: Outcome
    reason: str | None


class Step(NamedTuple):
    """One input on its way; `key` is that of the ledger, "" without a store."""

    item: Article | Problem | Known
    key: str = ""


LookUp = Callable[[Iterable[tuple[str, str]]], Mapping[str, tuple[Outcome, str | None]]]
"""What a ledger says of (article id, key) pairs: `Store.outcomes`."""


class Ask(NamedTuple):
    """How it is asked whether an article is done already: by which rules, in which ledger, and if failures count."""

    rules: str = ""
    look_up: LookUp | None = None
    retry_failed: bool = False


def run(
    items: Iterable[Item],
    outputs: Outputs,
    settings: Settings,
    *,
    jobs: int = 0,
    seconds: float = local.SECONDS,
    retry_failed: bool = False,
    tell: Callable[[Event], None],
    load: local.Load = extractor.load,
) -> Summary:
    """Read all articles, write what they give in their order, and tell of each. Raises ExtractorError.

    With a store, articles that it has from the same rules are not read again, unless mentions are asked for that it
    has not; those that failed only with `retry_failed`. `jobs` and `seconds` are those of `read_batches`.
    """
    whole = outputs.mentions is not None
    rules = fingerprint(outputs, settings)
    batches = cut(items, Ask(rules, look_up(outputs), retry_failed))
    reading = local.read_batches(batches, settings, jobs=jobs, mentions=whole, seconds=seconds, load=load)
    return finish(reading, outputs, rules, tell)


def fingerprint(outputs: Outputs, settings: Settings) -> str:
    """Give the rules of a run; "" where no store asks for them."""
    # Read whole, an article may give records that it does not give when it is skipped: those are other rules.
    as_read = settings.model_copy(update={"triage": False}) if outputs.mentions else settings
    return ledger.fingerprint(as_read) if outputs.store else ""


def look_up(outputs: Outputs) -> LookUp | None:
    """Give the ledger to ask, where there is one; with mentions it knows only what it has with its mentions."""
    return partial(outputs.store.outcomes, mentions=outputs.mentions is not None) if outputs.store else None


def finish(
    reading: Iterable[tuple[local.Batch[list[Step]], list[local.Reading]]],
    outputs: Outputs,
    rules: str,
    tell: Callable[[Event], None],
) -> Summary:
    """Store and write what came of batches, in their order, and tell of each input. Raises ExtractorError."""
    summary = Summary()
    for batch, readings in reading:
        for event in _finish(batch.carried, readings, outputs, rules):
            summary.add(event)
            tell(event)
    return summary


def cut(items: Iterable[Item], ask: Ask) -> Iterator[local.Batch[list[Step]]]:
    """Cut the inputs into batches; only articles that must be read are in a batch's `articles`."""
    chunk: list[Item] = []
    chars = 0
    for item in items:
        size = len(item.text) if isinstance(item, Article) else 0
        if chunk and (chars + size > _BATCH_CHARS or len(chunk) == _BATCH_ARTICLES):
            yield _batch(chunk, ask)
            chunk, chars = [], 0
        chunk.append(item)
        chars += size
    if chunk:
        yield _batch(chunk, ask)


def _batch(chunk: list[Item], ask: Ask) -> local.Batch[list[Step]]:
    keys = {i.id: ledger.key(i, ask.rules) for i in chunk if isinstance(i, Article)} if ask.rules else {}
    known = ask.look_up(keys.items()) if ask.look_up and keys else {}
    steps: list[Step] = []
    for item in chunk:
        if isinstance(item, Problem):
            steps.append(Step(item))
        elif item.id in known and not (ask.retry_failed and known[item.id][0] == "failed"):
            steps.append(Step(Known(item, *known[item.id])))
        else:
            steps.append(Step(item, keys.get(item.id, "")))
    return local.Batch([step.item for step in steps if isinstance(step.item, Article)], steps)


def _finish(steps: list[Step], readings: list[local.Reading], outputs: Outputs, rules: str) -> Iterator[Event]:
    """Store what came of a batch, then write it and tell of it, in order."""
    answers = iter(readings)
    read = {id(step): next(answers) for step in steps if isinstance(step.item, Article)}
    if outputs.store:
        problems = [step.item for step in steps if isinstance(step.item, Problem) and step.item.outcome != "noted"]
        outputs.store.put_unread(*map(_unread, problems))
        whole = outputs.mentions is not None
        entries = {key: _entry(step, read[key], rules, whole=whole) for step in steps if (key := id(step)) in read}
        read |= _put(entries, outputs.store)
    for step in steps:
        if isinstance(step.item, Article):
            yield _write(step.item, read[id(step)], outputs)
        elif isinstance(step.item, Problem):
            yield Event(step.item.outcome, step.item.place, step.item.reason, str(step.item))
        else:
            yield _repeat(step.item, outputs)


def _put(entries: Mapping[int, Entry], store: Store) -> dict[int, local.Reading]:
    """Put all entries in one transaction; if that can't be, each in its own, and give those that failed so."""
    try:
        store.put(*entries.values())
    except ValueError:
        failed = {}
        for key, entry in entries.items():
            try:
                store.put(entry)
            except ValueError as wrong:
                error = storable(f"can't be stored: {wrong}")[0]
                failed[key] = local.Reading(error=error)
                store.put(
                    replace(
                        entry,
                        outcome="failed",
                        reason=error,
                        records=[],
                        mentions=None if entry.mentions is None else [],
                    )
                )
        return failed
    return {}


def _entry(step: Step, reading: local.Reading, rules: str, *, whole: bool) -> Entry:
    assert isinstance(step.item, Article)
    outcome: Outcome = "failed" if reading.error else "skipped" if reading.skipped else "done"
    why, mentions = reading.error or reading.skipped, reading.mentions if whole else None
    return Entry(step.item, step.key, rules, outcome, why, reading.records, mentions)


def _unread(problem: Problem) -> Unread:
    place, message = storable(problem.place)[0], storable(problem.message)[0]  # a file's name may be no text
    return Unread(place, problem.outcome, problem.reason, message)


def _write(article: Article, reading: local.Reading, outputs: Outputs) -> Event:
    if reading.error:
        return Event("failed", article.id, "extraction", f"{article.id}: {reading.error}")
    if outputs.mentions:
        outputs.mentions.write(ArticleMentions(article_id=article.id, mentions=reading.mentions))
    if outputs.records:
        for record in reading.records:
            outputs.records.write(record)
    if reading.skipped:
        return Event("skipped", article.id, reading.skipped)
    return Event("read", article.id, records=len(reading.records))


def _repeat(known: Known, outputs: Outputs) -> Event:
    """Write again what an earlier run read."""
    article, outcome, reason = known
    if outcome == "failed":
        told = f"{article.id}: {reason}, in an earlier run; --retry-failed reads it again"
        return Event("failed", article.id, "extraction", told)
    if outputs.store and outputs.mentions:
        outputs.mentions.write(ArticleMentions(article_id=article.id, mentions=outputs.store.mentions(article.id)))
    records = outputs.store.records(article.id) if outputs.store and outputs.records else []
    if outputs.records:
        for record in records:
            outputs.records.write(record)
    return Event("unchanged", article.id, reason or "", records=len(records))
