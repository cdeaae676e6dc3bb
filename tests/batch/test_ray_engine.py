"""Runs on a cluster of this machine with two workers, held against runs without one."""

import hashlib
import json
import os
from pathlib import Path

import made_reader
import pytest

import extractor
from extractor.batch import runner
from extractor.batch.runner import Event, Outputs
from extractor.errors import ExtractorError, SettingsError
from extractor.reading import Rules, read_inputs
from extractor.settings import Settings
from extractor.storage import schema
from extractor.storage.jsonl import LinesFile
from extractor.storage.sql import open_store

ray = pytest.importorskip("ray", reason="Ray is not installed: pip install -e '.[cluster]'")

from ray.cluster_utils import Cluster  # noqa: E402

from extractor.batch.ray_engine import engine, manifest  # noqa: E402
from extractor.batch.ray_engine.places import Folder  # noqa: E402

pytestmark = pytest.mark.cluster
TEXTS = ["a grant", "weather", "grant and grant", "boom", "nothing", "long grant", "grant again"]
ALL = Rules()
CORPUS = Path(__file__).parents[2] / "corpus"
SMALL = 2000  # bytes of a shard, so that few articles make many


@pytest.fixture(scope="module")
def bucket():
    """Give the address of an empty bucket in a server that speaks S3."""
    server_of = pytest.importorskip("moto.server", reason="moto is not installed: pip install -e '.[cluster]'")
    s3fs = pytest.importorskip("s3fs", reason="s3fs is not installed: pip install -e '.[cluster]'")
    server = server_of.ThreadedMotoServer(port=0)
    server.start()
    host, port = server.get_host_and_port()
    keys = {"AWS_ACCESS_KEY_ID": "made", "AWS_SECRET_ACCESS_KEY": "made", "AWS_DEFAULT_REGION": "us-east-1"}
    os.environ |= {**keys, "AWS_ENDPOINT_URL": f"http://{host}:{port}"}
    s3fs.S3FileSystem().mkdir("news")
    yield "s3://news"
    server.stop()


@pytest.fixture(scope="module")
def killed(tmp_path_factory) -> Path:
    """Give the file that the mortal reader leaves where it was killed."""
    return tmp_path_factory.mktemp("killed") / "killed"


@pytest.fixture(scope="module")
def cluster(bucket, killed):
    """Start a cluster of a head that reads nothing and two nodes with a worker each, which see the bucket."""
    paths = os.pathsep.join([str(Path(__file__).parent), str(Path(__file__).parents[2])])
    variables = {"PYTHONPATH": paths, "MADE_READER_KILLED": str(killed)} | {
        name: value for name, value in os.environ.items() if name.startswith("AWS_")
    }
    nodes = Cluster(initialize_head=True, head_node_args={"num_cpus": 0})
    for _ in range(2):
        nodes.add_node(num_cpus=1)
    ray.init(address=nodes.address, log_to_driver=False, runtime_env={"env_vars": variables})
    yield nodes
    ray.shutdown()
    nodes.shutdown()


def write(path: Path, texts: list[str]) -> Path:
    rows = [{"id": f"a{number}", "text": text} for number, text in enumerate(texts)]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


def many(count: int) -> list[str]:
    return [TEXTS[number % 7] + " word" * (number * 7 % 50) for number in range(count)]


class Run:
    """Where a run writes, what it told, and what it left."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(exist_ok=True)
        self.folder = folder
        self.events: list[Event] = []

    def go(self, inputs, *, on_ray: bool, load=made_reader.load, rules=ALL, db=True, **options) -> "Run":
        self.events = []
        store = open_store(str(self.folder / "g.db")) if db else None
        out = LinesFile(self.folder / "r.jsonl")
        try:
            outputs = Outputs(out, None, store)
            if on_ray:
                self.summary = engine.run(
                    [str(path) for path in inputs],
                    outputs,
                    Settings(),
                    reading=rules,
                    store=str(self.folder / "g.db") if db else None,
                    jobs=2,
                    tell=self.events.append,
                    load=load,
                    shard_bytes=SMALL,
                    **options,
                )
            else:
                items = read_inputs(inputs, rules=rules)
                self.summary = runner.run(items, outputs, Settings(), tell=self.events.append, load=load, **options)
            out.keep()
        finally:
            out.close()
            if store:
                store.close()
        return self

    @property
    def lines(self) -> bytes:
        return (self.folder / "r.jsonl").read_bytes()

    def rows(self) -> dict[str, list[tuple[object, ...]]]:
        """Give all rows of the database, without what the clock wrote."""
        clock = {"extracted_at", "seen_at", "applied_at"}
        found = {}
        with open_store(str(self.folder / "g.db"), write=False) as store:
            for table in schema.metadata.sorted_tables:
                columns = [column for column in table.c if column.name not in clock]
                query = table.select().with_only_columns(*columns).order_by(*columns)
                found[table.name] = store._read(
                    lambda connection, query=query: [tuple(r) for r in connection.execute(query)]
                )
        return found


@pytest.fixture
def inputs(tmp_path) -> list[Path]:
    """Lines of one file in many shards, texts with what stands beside them, and what can't be read."""
    lines = write(tmp_path / "lines.jsonl", many(200))
    with lines.open("a") as file:
        file.write('no json\n{"id": "a3", "text": "grant, whose id came before"}\n')
    texts = tmp_path / "texts"
    texts.mkdir()
    for number in range(30):
        (texts / f"t{number}.txt").write_text("a grant" + " more" * 20 * number)
    (texts / "t7.meta.json").write_text('{"published": "2024-05-06"}')
    (texts / "empty.txt").touch()
    (texts / "t9.txt").write_bytes(bytes(range(256)))
    return [lines, tmp_path / "none.txt", texts]


def test_both_engines_write_and_tell_the_same(cluster, tmp_path, inputs):
    here = Run(tmp_path / "here").go(inputs, on_ray=False)
    there = Run(tmp_path / "there").go(inputs, on_ray=True)
    assert there.lines == here.lines
    assert there.rows()["records"] == here.rows()["records"]
    repeated = [event for event in here.events if event.reason == "repeated_id"]
    assert [event for event in there.events if event.reason != "repeated_id"] == [
        event for event in here.events if event not in repeated
    ]
    assert (there.summary.states, there.summary.reasons) == (here.summary.states, here.summary.reasons)
    assert here.lines.count(b"\n") > 100


def test_a_killed_worker_costs_nothing(cluster, tmp_path):
    marker = tmp_path / "killed"
    texts = many(400)
    texts[150] = f"grant, slain by {marker}"
    path = write(tmp_path / "lines.jsonl", texts)
    there = Run(tmp_path / "there").go([path], on_ray=True)
    assert marker.exists()  # so from now on nobody dies
    here = Run(tmp_path / "here").go([path], on_ray=False)
    assert there.lines == here.lines
    assert there.rows() == here.rows()
    assert there.events == here.events


def test_the_real_extractor_killed_gives_the_same_bytes(cluster, killed, tmp_path):
    corpus = [*sorted(CORPUS.glob("*.txt"))[::9], CORPUS / "japan-ggp-tajikistan.txt"]
    there = Run(tmp_path / "there").go(corpus, on_ray=True, load=made_reader.load_mortal)
    assert killed.exists()
    here = Run(tmp_path / "here").go(corpus, on_ray=False, load=extractor.load)
    assert there.lines == here.lines
    assert there.rows() == here.rows()
    assert here.summary.records > 30
    output = str(tmp_path / "out")
    to_folder(corpus, output, load=extractor.load)
    assert joined(output) == here.lines


def test_an_article_that_kills_every_worker_is_the_only_one_lost(cluster, tmp_path):
    texts = many(100)
    texts[40] = "grant, then die"
    path = write(tmp_path / "lines.jsonl", texts)
    there = Run(tmp_path / "there").go([path], on_ray=True)
    here = Run(tmp_path / "here").go([path], on_ray=False, jobs=1)
    told = [event.message for event in there.events if event.state == "failed"]
    assert "a40: its worker process died (exit status 9), out of memory perhaps" in told
    assert there.events == here.events
    assert there.lines == here.lines


def test_an_article_that_takes_too_long_is_the_only_one_lost(cluster, tmp_path):
    texts = many(60)
    texts[7] = "grant, then hang"
    path = write(tmp_path / "lines.jsonl", texts)
    there = Run(tmp_path / "there").go([path], on_ray=True, seconds=1.0)
    assert "a7: it took longer than 1 s" in [event.message for event in there.events if event.state == "failed"]
    texts[7] = "boom"
    here = Run(tmp_path / "here").go([write(path, texts)], on_ray=False)
    assert there.lines == here.lines


def test_each_engine_goes_on_where_the_other_stopped(cluster, tmp_path):
    path = write(tmp_path / "lines.jsonl", many(200))
    whole = Run(tmp_path / "whole").go([path], on_ray=True)
    part = Run(tmp_path / "part")
    part.go([write(tmp_path / "some.jsonl", many(120))], on_ray=False)
    part.go([path], on_ray=True)
    states = [event.state for event in part.events[:120]]
    assert set(states) == {"unchanged", "failed"}
    assert "a5: too long, in an earlier run; --retry-failed" in part.events[5].message
    assert part.lines == whole.lines
    part.go([path], on_ray=False)
    assert part.summary.states["read"] == 0
    assert part.lines == whole.lines


@pytest.mark.parametrize("drop", [False, True])
def test_what_came_in_another_shard_before_comes_once(cluster, tmp_path, drop):
    path = write(tmp_path / "lines.jsonl", many(200))
    rows = [{"id": f"a{n}", "text": "a grant for one thing"} for n in range(150, 250)]
    again = tmp_path / "more.jsonl"
    again.write_text("".join(json.dumps(row) + "\n" for row in rows))
    rules = Rules(drop_duplicates=drop)
    here = Run(tmp_path / "here").go([path, again], on_ray=False, rules=rules)
    there = Run(tmp_path / "there").go([path, again], on_ray=True, rules=rules)
    assert there.lines == here.lines
    assert there.summary.reasons == here.summary.reasons
    engine.run_to_folder(
        [str(path), str(again)],
        str(tmp_path / "out"),
        Settings(),
        reading=rules,
        jobs=2,
        tell=there.events.append,
        load=made_reader.load,
        shard_bytes=SMALL,
    )
    assert joined(str(tmp_path / "out")) == here.lines


def test_after_what_is_no_text_the_rest_of_a_file_is_not_read(cluster, tmp_path):
    path = write(tmp_path / "lines.jsonl", many(100))
    data = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join([*data[:40], b"\0\0\n", *data[40:]]))
    here = Run(tmp_path / "here").go([path], on_ray=False)
    there = Run(tmp_path / "there").go([path], on_ray=True)
    assert there.events == here.events
    assert f"{path}:41" in here.events[-1].place
    assert there.lines == here.lines


def test_what_keeps_the_model_from_loading_ends_the_run(cluster, tmp_path):
    path = write(tmp_path / "lines.jsonl", many(10))
    with pytest.raises(ExtractorError, match="the model is not there"):
        Run(tmp_path / "there").go([path], on_ray=True, load=made_reader.load_broken)


def test_standard_input_is_refused(tmp_path):
    with pytest.raises(SettingsError, match="save it as a file"):
        Run(tmp_path).go(["-"], on_ray=True)


def joined(address: str) -> bytes:
    """Put the files of a folder together in its manifest's order."""
    folder = Folder(address)
    whole = manifest.read(folder)
    assert whole
    files = [folder.read(shard.file) for shard in whole.shards]
    for shard, data in zip(whole.shards, files, strict=True):
        assert data is not None
        assert (shard.bytes, shard.records) == (len(data), data.count(b"\n"))
        assert shard.sha256 == hashlib.sha256(data).hexdigest()
    return b"".join(files)


def to_folder(
    inputs, output: str, *, load=made_reader.load, tell=None, **options
) -> tuple[runner.Summary, list[Event]]:
    events: list[Event] = []
    summary = engine.run_to_folder(
        [str(one) for one in inputs],
        output,
        Settings(),
        reading=Rules(),
        jobs=2,
        tell=tell or events.append,
        load=load,
        shard_bytes=SMALL,
        **options,
    )
    return summary, events


def test_a_folder_of_shards_holds_what_one_file_holds(cluster, tmp_path, inputs):
    here = Run(tmp_path / "here").go(inputs, on_ray=False, db=False)
    output = tmp_path / "out"
    summary, _ = to_folder(inputs, str(output))
    assert joined(str(output)) == here.lines
    assert summary.states == here.summary.states
    assert len(list((output / "records").iterdir())) > 5
    before = {path: path.stat().st_mtime_ns for path in output.rglob("*") if path.is_file()}
    again, _ = to_folder(inputs, str(output))
    after = {path: path.stat().st_mtime_ns for path in output.rglob("*") if path.is_file()}
    assert (again.states["read"], again.states["unchanged"]) == (0, summary.states["read"] + summary.states["skipped"])
    assert {path.name for path in before if after[path] != before[path]} == {"manifest.json"}
    assert joined(str(output)) == here.lines


def test_a_killed_worker_costs_nothing_in_a_folder(cluster, tmp_path):
    texts = many(300)
    texts[90] = f"grant, slain by {tmp_path / 'killed'}"
    path = write(tmp_path / "lines.jsonl", texts)
    to_folder([path], str(tmp_path / "out"))
    assert (tmp_path / "killed").exists()
    here = Run(tmp_path / "here").go([path], on_ray=False, db=False)
    assert joined(str(tmp_path / "out")) == here.lines
    assert not list((tmp_path / "out").rglob(".*"))


def test_an_object_store_is_read_and_written_like_a_folder(cluster, bucket, tmp_path, inputs):
    import s3fs  # noqa: PLC0415  # the fixture has skipped where it is missing

    store = s3fs.S3FileSystem()
    here = Run(tmp_path / "here").go([inputs[0], inputs[2]], on_ray=False)
    store.put_file(str(inputs[0]), "news/lines.jsonl")
    store.put(str(inputs[2]), "news/texts", recursive=True)
    output = f"{bucket}/out"
    killed = tmp_path / "killed"
    store.pipe_file("news/z.jsonl", json.dumps({"id": "z", "text": f"slain by {killed}"}).encode())
    summary, _ = to_folder([bucket], output)
    assert killed.exists()
    assert joined(output) == here.lines
    assert summary.states["read"] == here.summary.states["read"] + 1
    again, told = to_folder([bucket], output)  # in which its own files are no input
    assert again.states["read"] == 0
    assert f"{bucket}/lines.jsonl:201" in [event.place for event in told]
    assert joined(output) == here.lines


def test_an_address_that_can_not_be_reached_is_told(cluster, bucket, tmp_path):
    summary, events = to_folder(["s3://nowhere/news"], str(tmp_path / "out"))
    assert (summary.done, events[0].place, events[0].reason) == (0, "s3://nowhere/news", "missing")
    assert not (tmp_path / "out" / "manifest.json").exists()
    with pytest.raises(SettingsError, match="install what it needs"):
        to_folder(["nix://news"], str(tmp_path / "out"))


def test_a_lost_node_costs_nothing(cluster, tmp_path):
    path = write(tmp_path / "lines.jsonl", ["a grant" + " word" * (number % 50) for number in range(600)])
    told: list[Event] = []

    def tell(event: Event) -> None:
        told.append(event)
        if len(told) == 150:  # with its worker and what that has read and not handed over
            cluster.remove_node(sorted(cluster.worker_nodes, key=str)[0], allow_graceful=False)
            cluster.add_node(num_cpus=1)

    summary, _ = to_folder([path], str(tmp_path / "out"), load=made_reader.load_slow, tell=tell)
    here = Run(tmp_path / "here").go([path], on_ray=False, db=False)
    assert joined(str(tmp_path / "out")) == here.lines
    assert told == here.events
    assert summary.states == here.summary.states
