"""The README's commands do what it says: each is run, in order, beside a copy of the corpus."""

import os
import re
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

HOME = Path(__file__).parents[1]
README = (HOME / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```(\w*)\n(.*?)```", README, re.S)
SHELL = [code for language, code in BLOCKS if language == "bash"]
PYTHON = [code for language, code in BLOCKS if language == "python"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("readme")
    (made / "corpus").mkdir()
    for stem in ("japan-ggp-tajikistan", "czda-quarterly-q3-2023", "no-nepal-remittance-record"):
        for path in (HOME / "corpus").glob(f"{stem}.*"):
            shutil.copy(path, made / "corpus")
    (made / "gold").mkdir()
    for path in (made / "corpus").glob("*.txt"):
        shutil.copy(HOME / "gold" / f"{path.stem}.json", made / "gold")
    return made


def _run(code: str, folder: Path) -> subprocess.CompletedProcess[str]:
    scripts = sysconfig.get_path("scripts")
    environment = {**os.environ, "PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}", "COLUMNS": "80"}
    command = ["bash", "-euo", "pipefail", "-c", code]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_it_opens_with_two_commands_of_one_line_each() -> None:
    before = README[: README.index(SHELL[1])]
    assert before.startswith("# grant-extractor\n\n```bash\n")
    assert [code.count("\n") for code in SHELL[:2]] == [1, 1]
    assert "pytest" in SHELL[1]


def test_every_other_command_runs(folder: Path) -> None:
    failed = {}
    for block in SHELL[2:]:
        for line in filter(None, block.splitlines()):
            done = _run(line, folder)
            if done.returncode or "Traceback" in done.stderr:
                failed[line] = done.stderr[-500:]
    assert not failed
    assert (folder / "report.html").stat().st_size > 10_000
    assert (folder / "tasks.json").is_file()
    again = sorted(path.name for path in (folder / "gold-again").glob("*.json"))
    assert again == sorted(path.name for path in (folder / "gold").glob("*.json"))


def test_its_python_runs_and_prints_the_sum(folder: Path) -> None:
    assert len(PYTHON) == 1
    (folder / "example.py").write_text(PYTHON[0], encoding="utf-8")
    done = subprocess.run([sys.executable, "example.py"], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("120000000 NOK ['MW']\n")
    assert "'120 million kroner' money:name" in done.stdout


def test_its_output_is_real(folder: Path) -> None:
    shown = _run("extractor show corpus/japan-ggp-tajikistan.txt", folder).stdout
    printed = next(code for language, code in BLOCKS if language == "text")
    for line in printed.splitlines():
        assert line.rstrip() in {known.rstrip() for known in shown.splitlines()}


def test_a_donor_of_ones_own_is_read(folder: Path, tmp_path: Path) -> None:
    block = next(code for code in SHELL if "donors.tsv" in code)
    made = _run(block.split("extractor lexicon")[0], tmp_path)
    assert made.returncode == 0, made.stderr
    article = "The Fonds Atlas de Solidarité (FAS) gave Senegal a grant of 12 million dirhams for two clinics in Thiès."
    (tmp_path / "article.txt").write_text(article, encoding="utf-8")
    done = _run("extractor run article.txt --lexicon my-tables", tmp_path)
    assert '"name":"Fonds Atlas de Solidarité","country":"MA","kind":"agency"' in done.stdout
