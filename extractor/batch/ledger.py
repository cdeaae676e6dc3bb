"""When is an article done? When nothing that its records depend on has changed."""

import hashlib
import json
import os
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

import extractor
from extractor.lexicon import Lexicon
from extractor.model import Article
from extractor.settings import SMALL, SMALL_REPACKED, Settings

# What decides no record: the layers above assembly, which it can't import.
_ABOVE = frozenset({"scoring", "storage", "export", "batch", "review", "cli"})
_LIBRARIES = ("spacy", "dateparser", "price-parser")


def fingerprint(settings: Settings) -> str:
    """Give 32 hexadecimal digits that change with the rules: source, tables, settings, model and its libraries."""
    digest = hashlib.sha256()
    package = Path(extractor.__file__).parent
    for path in sorted(package.rglob("*.py")):
        relative = path.relative_to(package)
        if relative.parts[0] not in _ABOVE:
            _add(digest, relative.as_posix(), path.read_bytes())
    for path in Lexicon(settings.lexicon).files():
        _add(digest, path.name, path.read_bytes())
    # Where a user's folder lies does not matter, what is in it does.
    rest = settings.model_dump(mode="json", exclude={"lexicon", "model"})
    _add(digest, "settings", json.dumps(rest, sort_keys=True).encode())
    for name in _LIBRARIES:
        _add(digest, name, _version(name).encode())
    for folder in _model_folders(settings.model):
        for path in sorted(file for file in folder.rglob("*") if file.is_file() and file.suffix not in (".py", ".pyc")):
            _add(digest, path.relative_to(folder).as_posix(), path.read_bytes())
    return digest.hexdigest()[:32]


def beside(output: Path) -> Path:
    """Name the ledger of an output that has no database: a hidden SQLite file next to it.

    >>> beside(Path("out/records.jsonl")).name
    '.records.jsonl.ledger.db'
    """
    return output.with_name(f".{output.name}.ledger.db")


def claim(inputs: Iterable[str]) -> str:
    """Name what a run with these inputs writes, so that the same is not done twice at a time."""
    # What comes from standard input is nobody else's.
    real = [f"standard input of {os.getpid()}" if given == "-" else os.path.realpath(given) for given in inputs]
    return hashlib.sha256("\0".join(sorted(real)).encode(errors="surrogateescape")).hexdigest()[:16]


def key(article: Article, rules: str) -> str:
    """Give 32 hexadecimal digits of what an article's records depend on: its content and the rules' fingerprint."""
    day = article.published.isoformat() if article.published else None
    content = [article.id, article.text, article.title, day, article.source, rules]
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()[:32]


def _add(digest: "hashlib._Hash", name: str, data: bytes) -> None:
    digest.update(f"{name}\0{len(data)}\0".encode() + data)


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "absent"


def _model_folders(model: str) -> list[Path]:
    """Find the model's files; of the small one's two names both, since the pipeline chooses between them."""
    if Path(model).is_dir():
        return [Path(model)]
    names = (SMALL, SMALL_REPACKED) if model == SMALL else (model,)
    specs = [find_spec(name) for name in names]
    return [Path(spec.origin).parent for spec in specs if spec and spec.origin]
