"""`extractor diff`."""

from pathlib import Path
from typing import Annotated

import typer

from extractor.cli import terminal


def diff(
    old: Annotated[Path, typer.Argument(help="Records of the run before: records.jsonl or a folder of gold.")],
    new: Annotated[Path, typer.Argument(help="Records of the run after.")],
    *,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print a JSON object for each difference, one a line.")
    ] = False,
) -> None:
    """Show which records and values two runs differ in, and the rule behind each.

    Records are paired as for scoring, whatever their order. A line is an article, what happened, the slot, the old and
    the new value, and in brackets the rule that found the new value, or the old one if it is lost.
    """
    import json
    from collections import Counter

    from extractor.scoring.diff import compare
    from extractor.scoring.files import read_found

    before, after = read_found(old), read_found(new)
    for line in (*before.broken, *after.broken):
        terminal.say(f"broken line: {line}")
    kinds: Counter[str] = Counter()
    for one in compare(before.records, after.records):
        kinds[f"{'records' if one.slot == 'record' else 'values'} {one.kind}"] += 1
        if as_json:
            typer.echo(json.dumps(one.as_json(), ensure_ascii=False))
        else:
            typer.echo(
                terminal.neutral(f"{one.article_id}: {one.kind} {one.slot}: {one.old} -> {one.new} [{one.rule}]")
            )
    terminal.say(", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items())) or "no difference")
