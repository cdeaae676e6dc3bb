import subprocess
import sys

import pytest
from typer.main import get_command

from extractor.cli import COMMANDS, app

GROUP = get_command(app)


HEAVY = ["spacy", "sqlalchemy", "trafilatura", "rich", "numpy", "extractor.model", "extractor.lexicon"]


@pytest.mark.parametrize(
    ("arguments", "absent"),
    [(["--help"], [*HEAVY, "pydantic"]), (["run", "--help"], HEAVY), (["--version"], [*HEAVY, "pydantic"])],
)
def test_help_loads_nothing_heavy(arguments, absent):
    code = (
        "import sys\nfrom extractor.cli import app\n"
        f"try: app({arguments})\nexcept SystemExit as done: assert not done.code\n"
        f"print([name for name in {absent} if name in sys.modules], file=sys.stderr)"
    )
    result = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert result.stderr.strip() == "[]"


def test_all_commands_are_there():
    assert set(GROUP.commands) == set(COMMANDS) >= {"run", "read", "show", "score", "diff", "schema"}


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_explains_itself(call, name):
    result = call(name, "--help")
    assert result.exit_code == 0
    assert "Example" in result.stdout
    assert f"extractor {name}" in result.stdout.partition("Example")[2]
    assert max(map(len, result.stdout.splitlines())) <= 80
    for parameter in GROUP.commands[name].params:
        assert getattr(parameter, "help", None), parameter.name


def test_help_and_version(call):
    result = call("--help")
    assert result.exit_code == 0
    assert all(f"  {name} " in result.stdout for name in COMMANDS)
    assert call("--version").stdout.startswith("extractor ")


@pytest.mark.parametrize(
    "arguments",
    [[], ["nix"], ["run"], ["run", "--nix", "a"], ["run", "a", "--jobs", "0"], ["run", "a", "--db", "b.txt"]],
)
def test_a_wrong_command_line_is_status_2(call, arguments):
    result = call(*arguments)
    assert result.exit_code == 2
    assert result.stderr or not arguments
