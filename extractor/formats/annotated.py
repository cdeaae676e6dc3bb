"""An annotated article, whatever format it came in, and the checks that every format needs."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple, get_args

from pydantic import ValidationError

from extractor.errors import InputError
from extractor.model import Article, GrantRecord, Mention
from extractor.model.gold import Label
from extractor.reading import metadata
from extractor.reading.sniff import storable

_LABELS = get_args(Label)
_ABOUT = ("title", "published", "url", "source", "author")
# A record of another system may not tell these; it then has fillers that are not among its set fields (see `lenient`).
_UNTOLD = {"flow_type": "vague", "status": "pledge"}


@dataclass(frozen=True)
class Annotated:
    """One article with its mentions in the order of the text, its records, and whether a person made them.

    `place` is the file it was read from, for messages.
    """

    article: Article
    mentions: tuple[Mention, ...]
    records: tuple[GrantRecord, ...] = ()
    is_gold: bool = True
    place: str = ""


class Collection(NamedTuple):
    """What was read: the articles, and what a person should know about the reading."""

    articles: list[Annotated]
    notes: list[str]


def annotate(
    place: str, article: Article, mentions: Iterable[Mention], records: Iterable[GrantRecord], *, is_gold: bool
) -> Annotated:
    """Put an annotated article together."""
    ordered = sorted(mentions, key=lambda mention: (mention.start, mention.end, mention.label, mention.value))
    return Annotated(article, tuple(ordered), tuple(records), is_gold, place)


def mark(where: str, text: str, start: Any, end: Any, *, label: Any, value: str) -> Mention:
    """Make a mention of `text[start:end]`. Raises InputError for an unknown label and offsets that don't fit."""
    if label not in _LABELS:
        raise InputError(
            f"{where}: unknown label {label!r}; the labels are {', '.join(_LABELS)}: rename it, or take it out"
        )
    if not (_is_offset(start) and _is_offset(end) and 0 <= start < end <= len(text)):
        raise InputError(
            f"{where}: offsets {start}:{end} lie outside the text, which has {len(text)} characters; "
            "take the text that was annotated, or correct them"
        )
    return Mention(start=start, end=end, text=text[start:end], label=label, value=value)


def _is_offset(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def make_article(where: str, article_id: object, text: object, about: Mapping[str, Any]) -> Article:
    """Make an article of what a format holds; empty metadata is none. Raises InputError where it is no article."""
    if not isinstance(article_id, str) or not article_id.strip():
        raise InputError(f"{where}: no article id; give each article an id of its own")
    if not isinstance(text, str) or not text.strip():
        raise InputError(f"{where}: no text; put the text that was annotated there")
    try:
        known, _ = metadata.checked({name: about.get(name) or None for name in _ABOUT})
    except InputError as error:
        raise InputError(f"{where}: {error}") from error
    return Article(id=storable(article_id)[0], text=storable(text)[0], **known)


def describe(article: Article) -> dict[str, str]:
    """Give an article's metadata as plain strings, "" where there is none."""
    published = article.published.isoformat() if article.published else ""
    return {name: published if name == "published" else getattr(article, name) or "" for name in _ABOUT}


def make_record(where: str, raw: Any, article_id: str) -> GrantRecord:
    """Make a record of parsed JSON. Raises InputError with the field that is wrong."""
    whole = {**_UNTOLD, **raw} if isinstance(raw, dict) else raw
    try:
        record = GrantRecord.model_validate(whole)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        field = ".".join(map(str, first["loc"])) or "the whole"
        raise InputError(
            f"{where}: {field}: {first['msg']}; correct the record (`extractor schema` prints its schema)"
        ) from error
    record.model_fields_set.difference_update(_UNTOLD.keys() - raw.keys())
    if record.article_id != article_id:
        raise InputError(f"{where}: the record is of article {record.article_id!r}; write {article_id!r}")
    return record


def parse(where: str, text: Any) -> Any:
    """Parse JSON that stands in a text field. Raises InputError."""
    try:
        return json.loads(text)
    except (TypeError, ValueError, RecursionError) as error:
        raise InputError(f"{where}: not JSON ({error}); correct it, or take it out") from error


def plain(record: GrantRecord) -> dict[str, Any]:
    """Give a record as JSON has it, only what was told."""
    return record.model_dump(mode="json", exclude_unset=True)


def sha256(text: str) -> str:
    """Hash a text as gold does."""
    return hashlib.sha256(text.encode()).hexdigest()
