"""Ray: joining or starting a cluster, and sending shards through it in order."""

import os
import pickle
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import extractor
from extractor.batch.local import Load
from extractor.batch.ray_engine.desk import Desk
from extractor.batch.ray_engine.shards import Shard
from extractor.batch.ray_engine.worker import Answer, Orders, Worker
from extractor.errors import ExtractorError, SettingsError

_CURE = "install it with `pip install 'grant-extractor[ray]'`"


@contextmanager
def joined(jobs: int | None) -> Iterator[Any]:
    """Give Ray, joined to the cluster that RAY_ADDRESS or this machine has, else to one made of this machine's own."""
    # Ray would send statistics of its use; nothing leaves this machine that nobody asked for.
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    try:
        import ray  # noqa: PLC0415  # only this engine needs it
        import ray.data  # noqa: PLC0415
    except ImportError as error:
        raise SettingsError(f"the engine ray needs Ray ({error}); {_CURE}") from error
    ours = not ray.is_initialized()
    if ours:
        quiet: dict[str, Any] = {"log_to_driver": False, "logging_level": "ERROR", "configure_logging": True}
        try:
            ray.init(address="auto", **quiet)
        except ConnectionError:
            if os.environ.get("RAY_ADDRESS"):
                raise SettingsError("no cluster answers at RAY_ADDRESS; start it, or unset it") from None
            ray.init(address="local", num_cpus=jobs, include_dashboard=False, **quiet)
    try:
        yield ray
    finally:
        if ours:
            ray.shutdown()


def answers(
    ray: Any,
    shards: Sequence[Shard],
    orders: Orders,
    *,
    store: str | None,
    jobs: int | None,
    load: Load = extractor.load,
) -> Iterator[tuple[Shard, Answer]]:
    """Have shards read by `jobs` workers (all processors of the cluster, if None), and give them in their order.

    A worker that dies is started again, and reads its shard again. Raises ExtractorError.
    """
    if not shards:
        return
    context = ray.data.DataContext.get_current()
    context.execution_options.preserve_order = True
    context.enable_progress_bars = False
    context.print_on_execution_start = False
    here = ray.util.scheduling_strategies.NodeAffinitySchedulingStrategy(
        ray.get_runtime_context().get_node_id(), soft=False
    )
    desk = ray.remote(Desk).options(num_cpus=0, scheduling_strategy=here).remote(store)
    size = min(jobs or max(int(ray.cluster_resources().get("CPU", 1)), 1), len(shards))
    rows = ray.data.from_items([{"shard": pickle.dumps(shard)} for shard in shards], override_num_blocks=len(shards))
    done = rows.map(
        Worker,
        fn_constructor_args=(orders, desk, load),
        compute=ray.data.ActorPoolStrategy(size=size, max_tasks_in_flight_per_actor=2),
        num_cpus=1,
    )
    for shard, row in zip(shards, done.iter_rows(), strict=True):
        answer = pickle.loads(row["answer"])  # made by our own workers
        if isinstance(answer, ExtractorError):
            raise answer
        yield shard, answer
