"""Our own gold (a folder of `<article id>.json`) and predictions (`records.jsonl`, `mentions.jsonl`).

Gold holds mentions and records whole, but no text: an article is needed to read it, and only the text's hash is
written. Whatever is written here is gold, so predictions that nobody has looked at are refused.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError

from extractor.errors import InputError
from extractor.formats import files
from extractor.formats.annotated import Annotated, Collection, annotate, mark
from extractor.model import Article, Gold, GrantRecord, Mention
from extractor.scoring.files import read_found, read_mentions

# What a reader doesn't judge; gold has none of it (see `Gold`).
_UNTOLD = {"record_id", "countable", "notes", "confidence"}


class Unbound(NamedTuple):
    """Annotations by article, before their texts are known."""

    place: str
    mentions: Mapping[str, Sequence[Mention]]
    records: Mapping[str, Sequence[GrantRecord]]
    hashes: Mapping[str, str]
    is_gold: bool
    notes: list[str]

    @property
    def ids(self) -> list[str]:
        """Give the articles' ids in alphabetical order."""
        return sorted(self.mentions.keys() | self.records.keys())


def is_gold(source: Path) -> bool:
    """Tell whether a path holds gold rather than records."""
    return source.is_dir() or source.suffix.lower() == ".json"


def read(source: Path, mentions: Path | None = None) -> Unbound:
    """Read gold (a folder or a .json file), or records with the mentions of the same run."""
    if is_gold(source):
        found = read_found(source)
        if found.mentions is None:
            raise InputError(f"{source}: no gold; say with --from what format it has")
        return Unbound(str(source), found.mentions, found.records, found.hashes, True, [])
    found = read_found(source)
    if found.broken:
        raise InputError(
            f"{len(found.broken)} lines are no records, the first: {found.broken[0]}; is it another format (--from)?"
        )
    marked, hashes = read_mentions(mentions) if mentions else ({}, {})
    notes = [f"read leniently: {what} ({many} times)" for what, many in sorted(found.repairs.items())]
    return Unbound(str(source), marked, found.records, {**found.hashes, **hashes}, False, notes)


def bind(unbound: Unbound, articles: Mapping[str, Article]) -> Collection:
    """Join annotations with their texts. Raises InputError where they don't fit; all articles must be there."""
    found = []
    for name in unbound.ids:
        article, where = articles[name], f"{unbound.place}: article {name!r}"
        if unbound.hashes.get(name, article.text_sha256) != article.text_sha256:
            raise InputError(
                f"{where}: the text is another one (text_sha256 differs); take the text that was annotated"
            )
        told = unbound.mentions.get(name, [])
        mentions = [_bound(f"{where}, mention {n}", article.text, mention) for n, mention in enumerate(told, 1)]
        found.append(annotate(where, article, mentions, unbound.records.get(name, []), is_gold=unbound.is_gold))
    return Collection(found, unbound.notes)


def _bound(where: str, text: str, told: Mention) -> Mention:
    mention = mark(where, text, told.start, told.end, label=told.label, value=told.value)
    if told.text and told.text != mention.text:
        raise InputError(
            f"{where}: {told.start}:{told.end} is {mention.text!r} in the text, not {told.text!r}; "
            "take the text that was annotated"
        )
    return told if told.text else mention


def write(articles: Iterable[Annotated], folder: Path) -> list[str]:
    """Write a gold file an article. Raises InputError for what can't be gold, before any file is written."""
    made = {files.stem(one.article.id): _gold(one) for one in articles}
    files.make_folder(folder)
    for stem, text in made.items():
        files.write(folder / f"{stem}.json", text.encode())
    return []


def _gold(one: Annotated) -> str:
    where = one.place or f"article {one.article.id!r}"
    if not one.is_gold:
        raise InputError(
            f"{where}: these are predictions, and gold is what a person has read; convert them to label-studio, "
            "doccano or brat, correct them there, and convert what you export"
        )
    seen: set[tuple[int, int, str]] = set()
    for mention in one.mentions:
        key = (mention.start, mention.end, mention.label)
        if key in seen:
            raise InputError(f"{where}: {mention.text!r} at {mention.start} is marked twice; take one out")
        seen.add(key)
    raw = {
        "article_id": one.article.id,
        "text_sha256": one.article.text_sha256,
        "mentions": [mention.model_dump(mode="json") for mention in one.mentions],
        "records": [record.model_dump(mode="json", exclude_unset=True, exclude=_UNTOLD) for record in one.records],
    }
    try:
        Gold.model_validate(raw)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise InputError(f"{where}: {'.'.join(map(str, first['loc']))}: {first['msg']}; correct the record") from error
    return json.dumps(raw, ensure_ascii=False, indent=1) + "\n"
