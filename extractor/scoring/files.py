"""Reading gold, records and mentions from files: whatever is wrong is named with file, line and cure."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, get_args

from pydantic import TypeAdapter, ValidationError

from extractor.errors import InputError
from extractor.model import Gold, GrantRecord, Mention
from extractor.model.gold import Label
from extractor.scoring import lenient

_MENTIONS = TypeAdapter(list[Mention])
HELD = "held.txt"
_GOLD_KEYS = frozenset({"article_id", "records", "mentions", "text_sha256"})


@dataclass(frozen=True)
class GoldSet:
    """Gold by article, and the JSON files of its folder that are something else (floors.json).

    `held` are the articles that are scored only: the folder's `held.txt` names them, an id a line, `#` for comments.
    """

    articles: dict[str, Gold]
    skipped: tuple[str, ...] = ()
    held: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Found:
    """What some system extracted: records by article (articles with none may be absent), mentions where it marks any.

    `hashes` are the texts it says it read, `repairs` how often a value had to be read leniently and in what way,
    `broken` the lines that no record could be made of.
    """

    records: dict[str, list[GrantRecord]]
    mentions: dict[str, list[Mention]] | None = None
    hashes: dict[str, str] = field(default_factory=dict)
    repairs: Counter[str] = field(default_factory=Counter)
    broken: tuple[str, ...] = ()


def read_gold(path: Path) -> GoldSet:
    """Read a folder of gold files, or one. Raises InputError on the first file that is malformed."""
    files = sorted(path.glob("*.json")) if path.is_dir() else [path]
    articles: dict[str, Gold] = {}
    homes: dict[str, Path] = {}
    skipped = []
    for file in files:
        raw = _json(file)
        if path.is_dir() and not (isinstance(raw, dict) and _GOLD_KEYS & raw.keys()):
            skipped.append(file.name)
            continue
        gold = _gold(file, raw)
        if gold.article_id in articles:
            raise InputError(
                f"{file}: article {gold.article_id!r} has gold in {homes[gold.article_id].name} already; keep one"
            )
        articles[gold.article_id], homes[gold.article_id] = gold, file
    if not articles:
        raise InputError(f"{path}: no gold here; gold is <article id>.json with article_id, mentions and records")
    return GoldSet(articles, tuple(skipped), _held(path / HELD, articles) if path.is_dir() else frozenset())


def _held(path: Path, articles: Mapping[str, Gold]) -> frozenset[str]:
    if not path.exists():
        return frozenset()
    names = [line.strip() for line in _text(path).splitlines()]
    held = frozenset(name for name in names if name and not name.startswith("#"))
    if unknown := sorted(held - articles.keys()):
        raise InputError(f"{path}: no gold for {unknown[0]!r}; take the line out, or add {unknown[0]}.json")
    return held


def read_found(path: Path) -> Found:
    """Read records from JSON lines, or from another annotator's gold (a folder or a .json file)."""
    if path.is_dir() or (path.suffix == ".json" and _is_gold(path)):
        articles = read_gold(path).articles
        return Found(
            records={name: gold.records for name, gold in articles.items()},
            mentions={name: gold.mentions for name, gold in articles.items()},
            hashes={name: gold.text_sha256 for name, gold in articles.items()},
        )
    records: dict[str, list[GrantRecord]] = {}
    hashes: dict[str, str] = {}
    repairs: Counter[str] = Counter()
    broken: list[str] = []
    seen: dict[str, int] = {}
    for number, raw in _rows(path, repairs, broken):
        try:
            record, mended = lenient.read_record(raw)
        except InputError as error:
            broken.append(f"{path}:{number}: {error}")
            continue
        repairs.update(mended)
        if record.record_id is not None:
            if record.record_id in seen:
                raise InputError(
                    f"{path}:{number}: record_id {record.record_id!r} stands in line {seen[record.record_id]} already; "
                    "take one of the two out (were two runs written to one file?)"
                )
            seen[record.record_id] = number
        records.setdefault(record.article_id, []).append(record)
        if isinstance(told := raw.get("text_sha256"), str):
            hashes[record.article_id] = told
    return Found(records, None, hashes, repairs, tuple(broken))


def read_mentions(path: Path) -> tuple[dict[str, list[Mention]], dict[str, str]]:
    """Read mentions, a line an article, with the hashes of their texts where told. Raises InputError on a bad line."""
    mentions: dict[str, list[Mention]] = {}
    hashes: dict[str, str] = {}
    for number, line in _lines(path):
        where = f"{path}:{number}"
        try:
            raw = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise InputError(f"{where}: not JSON ({error}); write one object a line") from error
        if (
            not isinstance(raw, dict)
            or not isinstance(raw.get("article_id"), str)
            or not isinstance(raw.get("mentions"), list)
        ):
            raise InputError(f'{where}: expected {{"article_id": "...", "mentions": [...]}}')
        name = raw["article_id"]
        if name in mentions:
            raise InputError(f"{where}: article {name!r} had a line already; put its mentions into one line")
        try:
            mentions[name] = _MENTIONS.validate_python(raw["mentions"])
        except ValidationError:  # some lack a text or a value, or are wrong: find out which, one by one
            mentions[name] = [_mention(where, given) for given in raw["mentions"]]
        for mention in mentions[name]:
            _check_offsets(where, mention)
        if isinstance(digest := raw.get("text_sha256"), str):
            hashes[name] = digest
    return mentions, hashes


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(_text(path).split("\n"), 1):
        if line.strip():
            yield number, line


def _rows(path: Path, repairs: Counter[str], broken: list[str]) -> Iterator[tuple[int, Any]]:
    """Give what may be records with their lines, and put what isn't JSON into `broken`."""
    for number, line in _lines(path):
        try:
            rows = lenient.rows(json.loads(line), repairs)
        except (ValueError, RecursionError) as error:
            broken.append(f"{path}:{number}: not JSON ({error})")
        else:
            yield from ((number, raw) for raw in rows)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise InputError(f"{path}: no such file") from error
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: can't be read as UTF-8 text ({error})") from error


def _json(path: Path) -> Any:
    try:
        return json.loads(_text(path))
    except (ValueError, RecursionError) as error:
        raise InputError(f"{path}: not JSON ({error})") from error


def _is_gold(path: Path) -> bool:
    try:
        raw = _json(path)
    except InputError:
        return False
    return isinstance(raw, dict) and isinstance(raw.get("records"), list) and "mentions" in raw


def _gold(path: Path, raw: Any) -> Gold:
    try:
        gold = Gold.model_validate(raw)
    except ValidationError as error:
        raise InputError(f"{path}: {_first(error)}") from error
    marked = set()
    for number, mention in enumerate(gold.mentions):
        where = f"{path}: mention {number}"
        _check_offsets(where, mention)
        if (mention.start, mention.end, mention.label) in marked:
            raise InputError(f"{where}: {mention.text!r} at {mention.start} is marked twice; take one out")
        marked.add((mention.start, mention.end, mention.label))
    for number, record in enumerate(gold.records):
        if record.article_id != gold.article_id:
            raise InputError(
                f"{path}: record {number} has article_id {record.article_id!r}; "
                f"write {gold.article_id!r} as in the file's head"
            )
    return gold


def _mention(where: str, raw: Any) -> Mention:
    if isinstance(raw, dict) and raw.get("label") not in get_args(Label):
        raise InputError(f"{where}: unknown label {raw.get('label')!r}; the labels are {', '.join(get_args(Label))}")
    try:
        return Mention.model_validate({"text": "", "value": "", **raw} if isinstance(raw, dict) else raw)
    except ValidationError as error:
        raise InputError(f"{where}: mention {_first(error)}") from error


def _check_offsets(where: str, mention: Mention) -> None:
    if not 0 <= mention.start < mention.end or (mention.text and mention.end - mention.start != len(mention.text)):
        raise InputError(
            f"{where}: offsets {mention.start}:{mention.end} don't fit {mention.text!r}; "
            "count Unicode code points of the stored text, end exclusive"
        )


def _first(error: ValidationError) -> str:
    """Say where the first of a validation's errors is, and what: "records.0.level: Input should be ..."."""
    first = error.errors(include_url=False)[0]
    return f"{'.'.join(map(str, first['loc'])) or 'the whole'}: {first['msg']} (got {str(first['input'])[:60]!r})"
