"""brat standoff: a folder with `<article id>.txt` and `.ann`, and what brat itself has no place for beside them.

`.ann` holds mentions, each with its value as the note on it. brat leaves other files alone: `<id>.meta.json` has what
is known of the article, `<id>.records.json` the records. Lost are other fields of a mention than label, offsets and
value, and whether gold or predictions: what is read back is gold. `annotation.conf` names the labels for brat.

Offsets count code points of the `.txt` as it stands: brat's server slices as Python does, and refuses an annotation
whose words don't fit, as is done here. (Its page counts UTF-16 code units, so what is marked there behind an emoji
comes back with other words than those that were marked: check it.) An annotation is one line, and brat's server reads
lines as `str.splitlines` does, so a mention is written in fragments around every line break and tab; fragments with
only blanks between them are read as one mention. A mention that begins or ends with one of these has no form in brat.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

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
)
from extractor.model import Mention
from extractor.model.gold import LABELS
from extractor.reading import metadata

TEXT, MARKS, RECORDS, CONFIGURATION = ".txt", ".ann", ".records.json", "annotation.conf"
_NOTE = "AnnotatorNotes"
# Where `str.splitlines` breaks a line, and the tab that separates fields.
_BREAK = re.compile("[\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]")
_MARK = re.compile(r"(T[^\t]+)\t(\S+) (\d+ \d+(?:;\d+ \d+)*)(?:\t(.*))?", re.DOTALL)
_NOTED = re.compile(rf"#[^\t]*\t{_NOTE} (T\S+)\t(.*)", re.DOTALL)


def write(articles: Iterable[Annotated], folder: Path) -> list[str]:
    """Write a text and its annotations for each article. Raises InputError for a mention that has no form in brat."""
    files.make_folder(folder)
    configuration = folder / CONFIGURATION
    if not configuration.exists():  # it may have been added to
        files.write(configuration, _configuration().encode())
    for one in articles:
        stem = files.stem(one.article.id)
        files.write(folder / f"{stem}{MARKS}", annotations(one).encode())
        files.write(folder / f"{stem}{TEXT}", one.article.text.encode())
        if about := {name: value for name, value in describe(one.article).items() if value}:
            files.write(folder / f"{stem}{metadata.SUFFIX}", _json(about))
        if one.records:
            files.write(folder / f"{stem}{RECORDS}", _json([plain(record) for record in one.records]))
    return []


def _configuration() -> str:
    return "\n".join(["[entities]", *LABELS, "[relations]", "[events]", "[attributes]", ""])


def _json(told: Any) -> bytes:
    return json.dumps(told, ensure_ascii=False, indent=1).encode() + b"\n"


def read(folder: Path) -> Collection:
    """Read a folder, without those below it; relations, events and attributes are left out and counted."""
    marked = sorted(path for path in folder.glob(f"*{MARKS}") if not path.name.startswith("."))
    if not marked:
        raise InputError(f"{folder}: no {MARKS} files in it; name the folder that holds texts and annotations")
    left_out: Counter[str] = Counter()
    found = [_read_article(path, left_out) for path in marked]
    return Collection(found, [f"left out: {many} {what}" for what, many in sorted(left_out.items())])


def _read_article(path: Path, left_out: Counter[str]) -> Annotated:
    stem = path.name.removesuffix(MARKS)
    text = path.with_name(f"{stem}{TEXT}")
    about = metadata.beside(text)
    if published := about.get("published"):
        about["published"] = published.isoformat()
    article = make_article(str(text), files.id_of(stem), files.read_text(text), about)
    mentions = read_annotations(str(path), article.text, files.read_text(path), left_out)
    beside = path.with_name(f"{stem}{RECORDS}")
    told = files.read_json(beside) if beside.exists() else []
    if not isinstance(told, list):
        raise InputError(f"{beside}: not a list of records; write them in [ ]")
    records = [make_record(f"{beside}: record {number}", raw, article.id) for number, raw in enumerate(told, 1)]
    return annotate(str(path), article, mentions, records, is_gold=True)


def annotations(one: Annotated) -> str:
    """Give the lines of an `.ann` file."""
    lines, notes = [], 0
    for number, mention in enumerate(one.mentions, 1):
        where = f"article {one.article.id!r}, {mention.label} at {mention.start}:{mention.end}"
        parts = list(_fragments(where, mention))
        places = ";".join(f"{start} {end}" for start, end, _ in parts)
        lines.append(f"T{number}\t{mention.label} {places}\t{' '.join(words for _, _, words in parts)}\n")
        if mention.value:
            notes += 1
            lines.append(f"#{notes}\t{_NOTE} T{number}\t{_noted(mention.value)}\n")
    return "".join(lines)


def _fragments(where: str, mention: Mention) -> Iterator[tuple[int, int, str]]:
    words = mention.text
    if _BREAK.match(words[0]) or _BREAK.match(words[-1]) or words.isspace():
        raise InputError(
            f"{where}: {words!r} begins or ends with a line break or tab, or is blank, which brat can't hold; "
            "mark the words alone"
        )
    start = 0
    for gap in [*_BREAK.finditer(words), None]:
        end = gap.start() if gap else len(words)
        if end > start:
            yield mention.start + start, mention.start + end, words[start:end]
        start = end + 1


def _noted(value: str) -> str:
    """Write a value as a note; one that would not come back as it is (blanks around it, line breaks) as JSON."""
    return json.dumps(value) if value != value.strip() or _BREAK.search(value) or value.startswith('"') else value


def _value(where: str, note: str) -> str:
    note = note.strip()
    if not note.startswith('"'):
        return note
    value = parse(where, note)
    if not isinstance(value, str):
        raise InputError(f"{where}: the note {note!r} begins as JSON but is no string; take out its quotation marks")
    return value


class _Mark(NamedTuple):
    where: str
    label: str
    places: list[tuple[int, int]]
    words: str | None


def read_annotations(place: str, text: str, lines: str, left_out: Counter[str]) -> list[Mention]:
    """Read the lines of an `.ann` file. Raises InputError that names the line."""
    marks: dict[str, _Mark] = {}
    values: dict[str, str] = {}
    for number, raw in enumerate(lines.split("\n"), 1):
        line = raw.removesuffix("\r")
        where = f"{place}:{number}"
        if noted := _NOTED.fullmatch(line):
            values[noted[1]] = _value(where, noted[2])
        elif marked := _MARK.fullmatch(line):
            if marked[1] in marks:
                raise InputError(f"{where}: {marked[1]} stands twice; give one of them another number")
            pairs = [pair.split(" ") for pair in marked[3].split(";")]
            marks[marked[1]] = _Mark(where, marked[2], [(int(a), int(b)) for a, b in pairs], marked[4])
        elif line.startswith("T"):
            raise InputError(f"{where}: not a text-bound annotation; expected T1, tab, LABEL 0 5, tab, the words")
        elif line.strip():
            left_out[f"lines that begin with {line[0]!r}"] += 1
    return [_mention(text, one, values.get(name, "")) for name, one in marks.items()]


def _mention(text: str, one: _Mark, value: str) -> Mention:
    parts = [mark(one.where, text, start, end, label=one.label, value=value) for start, end in sorted(one.places)]
    for before, after in pairwise(parts):
        if text[before.end : after.start].strip():
            raise InputError(
                f"{one.where}: fragments {before.text!r} and {after.text!r} have words between them, and gold has "
                "whole mentions only; mark one stretch of the text"
            )
    told = " ".join(part.text for part in parts)
    if one.words is not None and one.words.strip() and one.words.rstrip() != told.rstrip():
        raise InputError(
            f"{one.where}: {told!r} stands there, not {one.words!r}; the {TEXT} was changed (line ends?), "
            "take the one that was annotated"
        )
    return mark(one.where, text, parts[0].start, parts[-1].end, label=one.label, value=value)
