"""doccano: its JSONL for sequence labelling.

A line is `{"text", "label": [[start, end, label], ...]}`; all other fields are metadata, which doccano keeps and
exports again. Holds everything: values, records and what else is known of the article are metadata, as JSON in the one
field `extractor`, because doccano puts a file into a table whose empty cells and numbers don't all come back as they
were. Lost are other fields of a mention than label, offsets and value. A mention that is marked anew has no value. The
project must "Allow overlapping spans" where there are some, else doccano drops them when it imports.

Offsets count UTF-16 code units, CRLF as two: that is what doccano's page counts, and its server takes what it is given.
A project with "Count grapheme clusters as one character" counts otherwise; don't make one.

Older versions trimmed blanks off the text and left the offsets of imported labels as they were. So the blanks are
metadata too: the text is put together again, a label that was imported counts in it, and one made in doccano counts in
the trimmed text. The lines are written in ASCII, since doccano guesses a file's encoding.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import BaseModel, ConfigDict, ValidationError

from extractor.errors import InputError
from extractor.formats import files
from extractor.formats.annotated import (
    Annotated,
    Collection,
    annotate,
    describe,
    make_article,
    make_record,
    mark,
    parse,
    plain,
    sha256,
)
from extractor.formats.offsets import CodeUnits
from extractor.model import Article, Mention

_OURS = "extractor"
Span = tuple[int, int, str]


class _Ours(BaseModel):
    """What stands in the metadata field `extractor`, `values` as [start, end, label, value] in code units."""

    model_config = ConfigDict(extra="forbid")

    is_gold: bool = True
    text_sha256: str | None = None
    before: str = ""
    after: str = ""
    url: str = ""
    source: str = ""
    author: str = ""
    values: list[tuple[int, int, str, str]] = []
    records: list[dict[str, Any]] = []

    @classmethod
    def read(cls, where: str, told: Any) -> "_Ours":
        try:
            return cls.model_validate_json(told) if told else cls()
        except ValidationError as error:
            cure = "take the file as doccano exported it"
            raise InputError(f"{where}: its field {_OURS!r} is not what was written there; {cure}") from error


def write(articles: Iterable[Annotated], path: Path) -> list[str]:
    """Write a line an article; say where doccano needs a setting."""
    listed = list(articles)
    lines = [json.dumps(row(one)) + "\n" for one in listed]
    files.write(path, "".join(lines).encode("ascii"))
    overlapping = sum(map(_overlaps, listed))
    if not overlapping:
        return []
    return [f'articles with overlapping mentions: {overlapping}; tick "Allow overlapping spans" in the doccano project']


def _overlaps(one: Annotated) -> bool:
    return any(after.start < before.end for before, after in pairwise(one.mentions))


def read(path: Path) -> Collection:
    """Read the lines that doccano exports, with entities as lists or (where relations are on) as objects."""
    found = []
    for number, line in enumerate(files.read_text(path).removeprefix("\ufeff").split("\n"), 1):
        if line.strip():
            where = f"{path}:{number}"
            raw = parse(where, line)
            if not isinstance(raw, dict):
                raise InputError(f'{where}: not an object; expected {{"text": "...", "label": [[0, 5, "PLACE"]]}}')
            found.append(read_row(where, raw))
    return Collection(found, [])


def row(one: Annotated) -> dict[str, Any]:
    """Make a line of an annotated article."""
    article, units = one.article, CodeUnits(one.article.text)
    about = describe(article)
    spans = [(units.from_points(m.start), units.from_points(m.end), m.label) for m in one.mentions]
    text = article.text
    ours = _Ours(
        is_gold=one.is_gold,
        text_sha256=article.text_sha256,
        before=text[: len(text) - len(text.lstrip())],
        after=text[len(text.rstrip()) :],
        url=about.pop("url"),
        source=about.pop("source"),
        author=about.pop("author"),
        values=[(*span, mention.value) for span, mention in zip(spans, one.mentions, strict=True)],
        records=[plain(record) for record in one.records],
    )
    return {"text": text, "label": spans, "article_id": article.id, **about, _OURS: ours.model_dump_json()}


def read_row(where: str, raw: Mapping[str, Any]) -> Annotated:
    """Read one line. What has come out of doccano (it has an `id` then) was before a person's eyes, and is gold."""
    ours = _Ours.read(where, raw.get(_OURS))
    name = raw.get("article_id", raw.get("id"))
    text = _Text.restore(where, raw.get("text", raw.get("data")), ours)
    about = {**raw, "url": ours.url, "source": ours.source, "author": ours.author}
    article = make_article(where, str(name) if isinstance(name, int) else name, text.whole, about)
    where = f"{where} (article {article.id!r})"
    mentions = _mentions(where, article, text, _spans(where, raw), ours)
    records = [make_record(f"{where}, record {n}", told, article.id) for n, told in enumerate(ours.records, 1)]
    return annotate(where, article, mentions, records, is_gold=ours.is_gold or "id" in raw)


class _Text(NamedTuple):
    """A text as it was given out, and how many blanks at its start doccano has taken away."""

    whole: Any
    trimmed: int = 0

    @classmethod
    def restore(cls, where: str, text: Any, ours: _Ours) -> "_Text":
        if not isinstance(text, str) or ours.text_sha256 in (None, sha256(text)):
            return cls(text)
        whole = f"{ours.before}{text.strip()}{ours.after}"
        if sha256(whole) != ours.text_sha256:
            raise InputError(
                f"{where}: the text is not the one that was given out (text_sha256 differs); import it again"
            )
        return cls(whole, max(0, len(whole) - len(whole.lstrip()) - (len(text) - len(text.lstrip()))))


def _spans(where: str, raw: Mapping[str, Any]) -> list[Span]:
    told = next((raw[name] for name in ("label", "labels", "entities") if name in raw), None)
    if not isinstance(told, list):
        raise InputError(f'{where}: no list "label"; export a sequence labelling project as JSONL')
    spans = []
    for one in told:
        span = [one.get(name) for name in ("start_offset", "end_offset", "label")] if isinstance(one, dict) else one
        if not isinstance(span, list) or [type(side) for side in span] != [int, int, str]:
            raise InputError(f'{where}: the label {json.dumps(one)[:60]} is not [start, end, "LABEL"]; correct it')
        spans.append((span[0], span[1], span[2]))
    return spans


def _mentions(where: str, article: Article, text: _Text, spans: Iterable[Span], ours: _Ours) -> list[Mention]:
    units = CodeUnits(article.text)
    values: defaultdict[Span, list[str]] = defaultdict(list)
    for start, end, label, value in ours.values:
        values[start, end, label].append(value)
    found = []
    for number, (start, end, label) in enumerate(spans, 1):
        here = f"{where}, label {number}"
        known = values.get((start, end, label))
        moved = 0 if known else text.trimmed
        first, last = units.to_points(start + moved), units.to_points(end + moved)
        if first is None or last is None:
            raise InputError(
                f"{here}: offsets {start}:{end} cut a character in two; count UTF-16 code units as doccano does, and "
                'export from a project without "Count grapheme clusters as one character"'
            )
        found.append(mark(here, article.text, first, last, label=label, value=known.pop(0) if known else ""))
    return found
