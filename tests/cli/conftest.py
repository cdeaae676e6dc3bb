import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parents[1] / "batch"))
import made_reader

from extractor.batch import runner
from extractor.cli import app


@pytest.fixture
def call(monkeypatch):
    """Call a command in this process, with a stand-in for the extractor."""
    real = runner.run  # and without a process for it, which takes a second to start
    monkeypatch.setattr(runner, "run", lambda *a, **o: real(*a, **{**o, "jobs": 0, "load": made_reader.load}))
    monkeypatch.setattr("extractor.batch.ledger.fingerprint", lambda settings: "rules")
    monkeypatch.setattr("extractor.load", lambda settings=None: made_reader.load(settings))
    return lambda *arguments, **options: CliRunner().invoke(app, [str(a) for a in arguments], **options)
