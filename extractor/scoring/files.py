"""Reading gold, records and mentions from files: whatever is wrong is named with file, line and cure.

All is checked at once and nothing is held: what is given reads an article's part of the files when it is asked for.
"""

import json
from array import array
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, get_args

from pydantic import TypeAdapter, ValidationError

from extractor.errors import InputError
from extractor.model import Gold, GrantRecord, Mention
from extractor.model.gold import Label
from extractor.scoring import lenient
from extractor.scoring.lines import LineFile
from extractor.scoring.stored import GoldFiles, MentionLines, Part, Places, RecordLines

_MENTIONS = TypeAdapter(list[Mention])
HELD = "held.txt"
_GOLD_KEYS = frozenset({"article_id", "records", "mentions", "text_sha256"})


@dataclass(frozen=True)
class GoldSet:
    """Gold by article, and the JSON files of its folder that are something else (floors.json).

    `held` are the articles that are scored only: the folder's `held.txt` names them, an id a line, `#` for comments.
    `hashes` are those of the texts that it was made of.
    """

    articles: Mapping[str, Gold]
    skipped: tuple[str, ...] = ()
    held: frozenset[str] = frozenset()
    hashes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Found:
    """What some system extracted: records by article (articles with none may be absent), mentions where it marks any.

    `hashes` are the texts it says it read, `repairs` how often a value had to be read leniently and in what way,
    `broken` the lines that no record could be made of.
    """

    records: Mapping[str, Sequence[GrantRecord]]
    mentions: Mapping[str, Sequence[Mention]] | None = None
    hashes: Mapping[str, str] = field(default_factory=dict)
    repairs: Counter[str] = field(default_factory=Counter)
    broken: tuple[str, ...] = ()


def read_gold(path: Path) -> GoldSet:
    """Read a folder of gold files, or one. Raises InputError on the first file that is malformed."""
    if not path.is_dir():  # one article, and perhaps a pipe, which can't be read again
        gold = _gold(path, _json(path))
        return GoldSet({gold.article_id: gold}, hashes={gold.article_id: gold.text_sha256})
    homes: dict[str, Path] = {}
    hashes: dict[str, str] = {}
    skipped = []
    for file in sorted(path.glob("*.json")):
        raw = _json(file)
        if not (isinstance(raw, dict) and _GOLD_KEYS & raw.keys()):
            skipped.append(file.name)
            continue
        gold = _gold(file, raw)
        if gold.article_id in homes:
            raise InputError(
                f"{file}: article {gold.article_id!r} has gold in {homes[gold.article_id].name} already; keep one"
            )
        homes[gold.article_id], hashes[gold.article_id] = file, gold.text_sha256
    if not homes:
        raise InputError(f"{path}: no gold here; gold is <article id>.json with article_id, mentions and records")
    articles = GoldFiles(homes, lambda file: _gold(file, _json(file)))
    return GoldSet(articles, tuple(skipped), _held(path / HELD, articles), hashes)


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
        gold = read_gold(path)
        return Found(
            records=Part(gold.articles, lambda one: one.records),
            mentions=Part(gold.articles, lambda one: one.mentions),
            hashes=gold.hashes,
        )
    lines = LineFile(path)
    places: Places = {}
    hashes: dict[str, str] = {}
    repairs: Counter[str] = Counter()
    broken: list[str] = []
    seen: dict[str, int] = {}
    for number, start, raw in _rows(lines, repairs, broken):
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
        here = places.setdefault(record.article_id, array("q"))
        if not here or here[-1] != start:  # a line may hold several of its records
            here.append(start)
        if isinstance(told := raw.get("text_sha256"), str):
            hashes[record.article_id] = told
    return Found(RecordLines(lines, places), None, hashes, repairs, tuple(broken))


def read_mentions(path: Path) -> tuple[Mapping[str, Sequence[Mention]], dict[str, str]]:
    """Read mentions, a line an article, with the hashes of their texts where told. Raises InputError on a bad line."""
    lines = LineFile(path)
    places: Places = {}
    hashes: dict[str, str] = {}
    for line in lines:
        where = f"{path}:{line.number}"
        try:
            raw = json.loads(line.text)
        except (ValueError, RecursionError) as error:
            raise InputError(f"{where}: not JSON ({error}); write one object a line") from error
        if (
            not isinstance(raw, dict)
            or not isinstance(raw.get("article_id"), str)
            or not isinstance(raw.get("mentions"), list)
        ):
            raise InputError(f'{where}: expected {{"article_id": "...", "mentions": [...]}}')
        name = raw["article_id"]
        if name in places:
            raise InputError(f"{where}: article {name!r} had a line already; put its mentions into one line")
        places[name] = array("q", [line.start])
        _marked(where, raw["mentions"])
        if isinstance(digest := raw.get("text_sha256"), str):
            hashes[name] = digest
    return MentionLines(lines, places, lambda given: _marked(str(path), given)), hashes


def _marked(where: str, raw: list[Any]) -> list[Mention]:
    try:
        mentions = _MENTIONS.validate_python(raw)
    except ValidationError:  # some lack a text or a value, or are wrong: find out which, one by one
        mentions = [_mention(where, given) for given in raw]
    for mention in mentions:
        _check_offsets(where, mention)
    return mentions


def _rows(lines: LineFile, repairs: Counter[str], broken: list[str]) -> Iterator[tuple[int, int, Any]]:
    """Give what may be records with their lines and where these begin, and put what isn't JSON into `broken`."""
    for line in lines:
        try:
            rows = lenient.rows(json.loads(line.text), repairs)
        except (ValueError, RecursionError) as error:
            broken.append(f"{lines.path}:{line.number}: not JSON ({error})")
        else:
            yield from ((line.number, line.start, raw) for raw in rows)


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
