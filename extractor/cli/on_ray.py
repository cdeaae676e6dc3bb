"""What `extractor run` may be told with `--engine ray`, and without it may not."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from extractor.batch.runner import Outputs, Summary
    from extractor.settings import Settings


class Engine(StrEnum):
    """Who reads the articles."""

    LOCAL = "local"
    RAY = "ray"


def check(engine: Engine, inputs: list[str], output: str | None, db: str | None, mentions: Path | None) -> bool:
    """Tell whether the output is a folder of shards. Raises typer.BadParameter for what does not go together."""
    if engine is Engine.LOCAL:
        for given in (*inputs, output or ""):
            if "://" in given:
                raise typer.BadParameter(f"{given}: addresses are read and written only with --engine ray")
        return False
    if "-" in inputs:
        raise typer.BadParameter("standard input can't be read on many machines; save it as a file, and name that")
    if not _is_folder(output):
        return False
    if db or mentions:
        raise typer.BadParameter(f"{output} is a folder of shards: it takes no --db and no --mentions beside it")
    return True


def _is_folder(output: str | None) -> bool:
    return output is not None and ("://" in output or output.endswith("/") or Path(output).is_dir())


def run(inputs: list[str], outputs: "Outputs | str", settings: "Settings", db: str | None, **how: Any) -> "Summary":
    """Read on a cluster, to files and a database or to a folder; `how` is what `ray_engine.engine.run` is told."""
    from extractor.batch.ray_engine import engine

    if isinstance(outputs, str):
        return engine.run_to_folder(inputs, outputs, settings, **how)
    files = outputs.store.files if outputs.store else ()
    return engine.run(inputs, outputs, settings, store=str(files[0].absolute()) if files else db, **how)
