"""The short forms of `scripts/torture.py`: what a run survives, of every kind of fault a little."""

import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "scripts" / "torture.py"


@pytest.mark.parametrize("name", ["kills", "outage", "disk", "workers", "together", "engines", "hostile", "memory"])
def test_nothing_is_lost_and_nothing_comes_twice(name):
    done = subprocess.run([sys.executable, SCRIPT, "--short", name], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr[-2000:]
    lines = done.stdout.splitlines()
    assert lines
    assert all(line.endswith("nothing lost, nothing twice") for line in lines)
