"""Runs on a cluster: to one file or database, or to a folder of shards with a manifest."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import extractor
from extractor.batch import ledger, local, runner
from extractor.batch.local import Batch, Load, Reading
from extractor.batch.ray_engine import cluster, manifest, receipts
from extractor.batch.ray_engine.joining import Joined
from extractor.batch.ray_engine.places import Folder
from extractor.batch.ray_engine.shards import SHARD_BYTES, Shard, cut
from extractor.batch.ray_engine.worker import Answer, Orders
from extractor.batch.runner import Event, Known, Outputs, Step, Summary
from extractor.model import Article
from extractor.reading import Problem, Rules
from extractor.settings import Settings

Pair = tuple[Batch[list[Step]], list[Reading]]


def run(
    inputs: Iterable[str],
    outputs: Outputs,
    settings: Settings,
    *,
    reading: Rules,
    store: str | None = None,
    without: Iterable[Path] = (),
    jobs: int | None = None,
    seconds: float = local.SECONDS,
    retry_failed: bool = False,
    tell: Callable[[Event], None],
    load: Load = extractor.load,
    shard_bytes: int = SHARD_BYTES,
) -> Summary:
    """Read all inputs on a cluster and finish them here, as `runner.run` does. Raises ExtractorError.

    `store` is the address of the outputs' database, in which workers look up what is done.
    """
    shards = list(cut(inputs, without=without, most=shard_bytes))
    rules = runner.fingerprint(outputs, settings)
    orders = Orders(
        settings,
        reading,
        rules,
        fingerprint=ledger.fingerprint(settings),
        asks=runner.look_up(outputs) is not None,
        retry_failed=retry_failed,
        mentions=outputs.mentions is not None,
        seconds=seconds,
    )
    with cluster.joined(jobs) as ray:
        answers = cluster.answers(ray, shards, orders, store=store, jobs=jobs, load=load)
        return runner.finish(_joined(answers), outputs, rules, tell)


def run_to_folder(
    inputs: Iterable[str],
    output: str,
    settings: Settings,
    *,
    reading: Rules,
    without: Iterable[Path] = (),
    jobs: int | None = None,
    seconds: float = local.SECONDS,
    retry_failed: bool = False,
    tell: Callable[[Event], None],
    load: Load = extractor.load,
    shard_bytes: int = SHARD_BYTES,
) -> Summary:
    """Read all inputs on a cluster, each worker writing its own files into a folder. Raises ExtractorError.

    What is whole stands in the folder's manifest, which is replaced at the end. A shard whose files and rules are
    those of an earlier run is not read again.
    """
    folder = Folder(output)
    shards = list(cut(inputs, without=without, output=output, most=shard_bytes))
    rules = ledger.fingerprint(settings)
    orders = Orders(
        settings,
        reading,
        f"{rules} {reading}",
        fingerprint=rules,
        folder=output,
        retry_failed=retry_failed,
        seconds=seconds,
    )
    summary, joined, written = Summary(), Joined(), []
    with cluster.joined(jobs) as ray:
        for shard, answer in cluster.answers(ray, shards, orders, store=None, jobs=jobs, load=load):
            if joined.is_past_reading(shard):
                continue
            assert answer.receipt
            events, file = _settle(folder, joined, shard, answer)
            written.append(file)
            for event in events:
                summary.add(event)
                tell(event)
    if summary.done:
        manifest.write(folder, rules, written, summary)
    return summary


def _joined(answers: Iterable[tuple[Shard, Answer]]) -> Iterator[Pair]:
    """Give the batches of all shards, without articles that came in a shard before."""
    joined = Joined()
    for shard, answer in answers:
        if joined.is_past_reading(shard):
            continue
        items = [step.item for batch, _ in answer.pairs for step in batch.carried]
        repeats = joined.repeats([_id(item) for item in items if not isinstance(item, Problem)], answer.texts)
        for batch, readings in answer.pairs:
            yield _settle_batch(shard, joined, batch, readings, repeats)
        joined.pass_by(shard, answer.lines, [item.reason for item in items if isinstance(item, Problem)])


def _settle_batch(
    shard: Shard, joined: Joined, batch: Batch[list[Step]], readings: list[Reading], repeats: dict[str, Problem]
) -> Pair:
    given = iter(readings)
    steps: list[Step] = []
    kept: list[Reading] = []
    for step in batch.carried:
        reading = next(given) if isinstance(step.item, Article) else None
        if isinstance(step.item, Problem):
            place, message = joined.place(shard, step.item.place, step.item.message)
            steps.append(Step(replace(step.item, place=place, message=message)))
        elif (problem := repeats.get(_id(step.item))) is not None:
            steps.append(Step(problem))
        else:
            steps.append(step)
            kept += [reading] if reading else []
    return Batch([step.item for step in steps if isinstance(step.item, Article)], steps), kept


def _id(item: Article | Known) -> str:
    return item.article.id if isinstance(item, Known) else item.id


def _settle(folder: Folder, joined: Joined, shard: Shard, answer: Answer) -> tuple[list[Event], receipts.Written]:
    """Give a shard's events as those of a part of the whole run, and its file without articles that came before."""
    assert answer.receipt
    receipt = answer.receipt
    repeats = joined.repeats([event.place for event in receipt.events if _is_of_article(event)], receipt.texts)
    events = []
    for event in receipt.events:
        if _is_of_article(event) and (problem := repeats.get(event.place)) is not None:
            events.append(Event(problem.outcome, problem.place, problem.reason, str(problem)))
        else:
            place, message = joined.place(shard, event.place, event.message)
            events.append(event._replace(place=place, message=message))
    joined.pass_by(shard, answer.lines, [event.reason for event in receipt.events])
    return events, receipts.without(folder, receipt, repeats) if repeats else receipt.written


def _is_of_article(event: Event) -> bool:
    return event.state in ("read", "skipped", "unchanged") or event.reason == "extraction"
