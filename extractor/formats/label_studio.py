"""Label Studio: its JSON of tasks, gold as annotations and predictions as predictions.

Holds everything: the text and what is known of the article in `data`, a mention as a region with its value in a text
area of that region, a record as JSON in a text area of the whole task. Lost are other fields of a mention than
label, offsets and value. The labelling interface that shows all this is `INTERFACE`.

Offsets count code points of the text as it stands, CRLF as two: Label Studio converts what the browser counts, so that
Python may slice (`charsToCodePoints` in its editor). Before 2022 it left them in UTF-16 code units, so a task is read
that way where only that way its offsets give the words that its regions are said to be. Those words come from the
screen, where blanks run together and a line break is written as a backslash and an n; they are compared accordingly.
"""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib.metadata import version
from itertools import cycle
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
    sha256,
)
from extractor.formats.offsets import CodeUnits
from extractor.model import Article, GrantRecord, Mention
from extractor.model.gold import LABELS

_MARKS, _VALUE, _RECORDS, _TEXT = "label", "value", "records", "text"
_UNSEEN = "tasks that nobody annotated"
Place = tuple[int, int]
_COLOURS = ("#2e7d32", "#1565c0", "#6a1b9a", "#ad1457", "#ef6c00", "#00838f")

INTERFACE = "\n".join(
    [
        "<View>",
        "  <Style>.htx-text { white-space: pre-wrap; }</Style>",
        '  <Header value="$title"/>',
        '  <Header value="$published" size="6"/>',
        f'  <Labels name="{_MARKS}" toName="{_TEXT}">',
        *(f'    <Label value="{label}" background="{colour}"/>' for label, colour in zip(LABELS, cycle(_COLOURS))),
        "  </Labels>",
        f'  <Text name="{_TEXT}" value="$text"/>',
        f'  <TextArea name="{_VALUE}" toName="{_TEXT}" perRegion="true" editable="true" maxSubmissions="1" rows="1"/>',
        f'  <TextArea name="{_RECORDS}" toName="{_TEXT}" editable="true" rows="8" placeholder="A record, as JSON"/>',
        "</View>\n",
    ]
)


def interface_of(path: Path) -> Path:
    """Give the file beside the tasks that the labelling interface is written to."""
    return path.with_name(f"{path.stem}.interface.xml")


def write(articles: Iterable[Annotated], path: Path) -> list[str]:
    """Write tasks, and the labelling interface beside them."""
    tasks = [task(one) for one in articles]
    files.write(path, json.dumps(tasks, ensure_ascii=False, indent=1).encode() + b"\n")
    files.write(interface_of(path), INTERFACE.encode())
    return [f"the labelling interface, for the project's settings: {interface_of(path)}"]


def read(path: Path) -> Collection:
    """Read tasks as Label Studio exports them (JSON, not JSON-MIN).

    Those that nobody annotated are left out, also those with predictions where others of the file are annotated.
    """
    tasks = files.read_json(path)
    if not isinstance(tasks, list) or not all(
        isinstance(one, dict) and isinstance(one.get("data"), dict) for one in tasks
    ):
        raise InputError(f'{path}: not a list of tasks with "data"; export as JSON (not JSON-MIN) from Label Studio')
    left_out: Counter[str] = Counter()
    read = [read_task(f"{path}: task {number}", raw, left_out) for number, raw in enumerate(tasks, 1)]
    found = [one for one in read if one]
    if gold := [one for one in found if one.is_gold]:
        left_out[_UNSEEN] += len(found) - len(gold)
        found = gold
    notes = [f"left out: {many} {what}" for what, many in sorted(left_out.items()) if many]
    return Collection(found, notes)


def task(one: Annotated) -> dict[str, Any]:
    """Make a task of an annotated article."""
    article = one.article
    data = {"article_id": article.id, **describe(article), "text_sha256": article.text_sha256, _TEXT: article.text}
    result: list[dict[str, Any]] = []
    for number, mention in enumerate(one.mentions, 1):
        result += _regions(f"m{number}", mention)
    if one.records:
        told = [json.dumps(plain(record), ensure_ascii=False) for record in one.records]
        result.append(_item("records", _RECORDS, "textarea", {"text": told}))
    if one.is_gold:
        return {"data": data, "annotations": [{"result": result, "ground_truth": True}]}
    maker = f"grant-extractor {version('grant-extractor')}"
    return {"data": data, "predictions": [{"model_version": maker, "result": result}]}


def _regions(name: str, mention: Mention) -> list[dict[str, Any]]:
    where = {"start": mention.start, "end": mention.end}
    regions = [_item(name, _MARKS, "labels", {**where, "text": mention.text, "labels": [mention.label]})]
    if mention.value:
        regions.append(_item(name, _VALUE, "textarea", {**where, "text": [mention.value]}))
    return regions


def _item(name: str, control: str, kind: str, value: Mapping[str, Any]) -> dict[str, Any]:
    return {"id": name, "from_name": control, "to_name": _TEXT, "type": kind, "value": value}


def read_task(where: str, raw: Mapping[str, Any], left_out: Counter[str]) -> Annotated | None:
    """Read one task; None, and a count of why, where there is nothing to read."""
    data = raw["data"]
    name = data.get("article_id", raw.get("id"))
    article = make_article(where, str(name) if isinstance(name, int) else name, data.get(_TEXT), data)
    where = f"{where} (article {article.id!r})"
    if (told := data.get("text_sha256")) and told != sha256(article.text):
        raise InputError(f"{where}: the text is not the one that was given out (text_sha256 differs); import it again")
    chosen = _chosen(where, raw)
    if chosen is None:
        left_out[_UNSEEN] += 1
        return None
    made, is_gold = chosen
    result = _Result.sort(where, made.get("result"))
    left_out.update(result.strange)
    mentions = _mentions(where, article.text, result)
    records = _records(where, article, result)
    return annotate(where, article, mentions, records, is_gold=is_gold)


def _chosen(where: str, raw: Mapping[str, Any]) -> tuple[Mapping[str, Any], bool] | None:
    """Choose the annotation of a task, else its prediction, and tell whether it is gold."""
    told = _objects(where, raw, "annotations")
    made = [one for one in told if not one.get("was_cancelled")]
    best = [one for one in made if one.get("ground_truth")] if len(made) > 1 else made
    if made and len(best) != 1:
        raise InputError(
            f"{where}: {len(made)} annotations; mark one as ground truth in Label Studio, or delete the others"
        )
    if best:
        return best[0], True
    predictions = [] if told else _objects(where, raw, "predictions")  # a task that was skipped has been seen
    if len(predictions) > 1:
        raise InputError(f"{where}: {len(predictions)} predictions and no annotation; keep one of them")
    return (predictions[0], False) if predictions else None


def _objects(where: str, raw: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    told = raw.get(name) or []
    if not isinstance(told, list):
        raise InputError(f"{where}: its {name} are no list; take the file as Label Studio exported it")
    whole: list[Mapping[str, Any]] = [one for one in told if isinstance(one, dict)]
    if told and not whole and name == "annotations":
        raise InputError(f"{where}: its annotations are only named, not told; export as JSON from Label Studio")
    return whole  # an export names predictions by number, where it doesn't tell them


class _Result(NamedTuple):
    """The items of an annotation by what they are."""

    marks: Sequence[Mapping[str, Any]]
    values: Mapping[str, str]
    records: Sequence[str]
    strange: Counter[str]

    @classmethod
    def sort(cls, where: str, items: Any) -> "_Result":
        if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
            raise InputError(f'{where}: its annotation has no list "result"; take the file as Label Studio exported it')
        marks, values, records, strange = [], {}, [], Counter[str]()
        for item in items:
            kind, name = item.get("type"), str(item.get("id"))
            if kind == "labels":
                marks.append(item)
            elif kind == "textarea" and item.get("from_name") == _VALUE:
                told = _texts(f"{where}, region {name!r}", item)
                if len(told) > 1:
                    raise InputError(f"{where}, region {name!r}: {len(told)} values; keep one")
                values[name] = "".join(told)
            elif kind == "textarea" and item.get("from_name") == _RECORDS:
                records += _texts(where, item)
            else:
                strange[f"results of kind {kind!r}"] += 1
        return cls(marks, values, records, strange)


def _texts(where: str, item: Mapping[str, Any]) -> list[str]:
    value = item.get("value")
    told = value.get("text") if isinstance(value, dict) else None
    told = [told] if isinstance(told, str) else told
    if not isinstance(told, list) or not all(isinstance(one, str) for one in told):
        raise InputError(f"{where}: its {item.get('from_name')} is no text; correct it in Label Studio")
    return told


def _mentions(where: str, text: str, result: _Result) -> list[Mention]:
    told = [_place(where, item) for item in result.marks]
    words = [item["value"].get("text") for item in result.marks]
    found = []
    for item, (start, end), said in zip(result.marks, _counted(text, told, words), words, strict=True):
        here = f"{where}, region {item.get('id')!r}"
        value = result.values.get(str(item.get("id")), "")
        for label in item["value"].get("labels") or [None]:
            mention = mark(here, text, start, end, label=label, value=value)
            if not _same(mention.text, said, _shown):
                raise InputError(
                    f"{here}: {start}:{end} is {mention.text!r} in the text but {said!r} in the region; "
                    "the text was changed after it was annotated: import it again as it was"
                )
            found.append(mention)
    return found


def _place(where: str, item: Mapping[str, Any]) -> Place:
    start, end = (item["value"].get(side) if isinstance(item.get("value"), dict) else None for side in ("start", "end"))
    if not isinstance(start, int) or not isinstance(end, int):
        raise InputError(
            f"{where}, region {item.get('id')!r}: no offsets into plain text; label a <Text>, not a <HyperText>"
        )
    return start, end


def _counted(text: str, places: Sequence[Place], words: Sequence[object]) -> Sequence[Place]:
    """Give a task's offsets in code points, whichever way they were counted: so that they give the words told."""
    units = CodeUnits(text)
    converted = [(units.to_points(start), units.to_points(end)) for start, end in places]
    whole = [(start, end) for start, end in converted if start is not None and end is not None]
    ways = [places, whole] if len(whole) == len(places) else [places]
    for form in (_spaced, _shown):  # a way that gets the blanks right as well is the better one
        for way in ways:
            if all(_same(text[start:end], said, form) for (start, end), said in zip(way, words, strict=True)):
                return way
    return places


def _same(words: str, said: object, form: Callable[[str], str]) -> bool:
    return not isinstance(said, str) or form(words) == form(said)


def _spaced(words: str) -> str:
    """Write some words as a screen may: without what has no shape, blanks run together."""
    plain_breaks = words.replace("\\n", " ")
    return re.sub(r"\s+", " ", "".join(one for one in plain_breaks if one.isprintable() or one.isspace()))


def _shown(words: str) -> str:
    """Leave of some words what a screen is sure to show, which blanks at the end of a line are not."""
    return _spaced(words).replace(" ", "")


def _records(where: str, article: Article, result: _Result) -> list[GrantRecord]:
    found = []
    for number, told in enumerate(result.records, 1):
        here = f"{where}, record {number}"
        found.append(make_record(here, parse(here, told), article.id))
    return found
