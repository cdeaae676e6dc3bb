"""A record as rows of the database, and back: what is read equals what was written."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from extractor.model import GrantRecord, Span

Row = dict[str, Any]
Rows = dict[str, list[Row]]

_ROLES = {"donors": "donor", "implementers": "implementer", "recipients": "recipient"}
_LISTS = (*_ROLES, "equivalents", "locations", "equipment", "people")
_SINGLE = ("amount", "programme", "loan_terms", "sector")
_DATES = ("agreed", "announced", "start", "end")

# Columns that are fields of the same name, of the record itself and of its parts.
_OWN = "article_id level flow_type in_kind status title purpose countable confidence"
_COLUMNS = {
    **dict.fromkeys(_ROLES, "name country kind"),
    "dates": "value precision",
    "equivalents": "value currency qualifier",
    "equipment": "description unit",
    "people": "name role organisation side",
    "locations": "name country",
    "loan_terms": "interest_rate maturity_years grace_years concessional",
}


def take_apart(record: GrantRecord, position: int) -> Rows:
    """Give a record's rows by the names of their tables. Raises ValueError if it has no id."""
    if record.record_id is None:
        raise ValueError("a record without a record_id")
    rows: Rows = defaultdict(list)
    rows["records"].append(_main(record, position))
    for part, index, value in _parts(record):
        for name, added in (value.model_extra or {}).items():
            rows["additions"].append({"part": part, "part_position": index, "name": name, "value": _json(added)})
        for span in getattr(value, "evidence", []):
            for name, added in (span.model_extra or {}).items():
                at = len(rows["evidence"])
                rows["additions"].append({"part": "evidence", "part_position": at, "name": name, "value": _json(added)})
            rows["evidence"].append(_span(span, part, index))
        row = _part(part, value)
        if row is not None:
            table = "parties" if part in _ROLES else "dates" if part.startswith("dates.") else part
            rows[table].append(row if part == "loan_terms" or table == "dates" else {**row, "position": index})
    rows["record_countries"] = [{"country": country} for country in record.recipient_countries]
    rows["notes"] = [{"note": note} for note in record.notes]
    for table in ("record_countries", "notes", "evidence", "additions"):
        for at, row in enumerate(rows[table]):
            row["position"] = at
    for row in (row for table in rows.values() for row in table):
        row["record_id"] = record.record_id
    return dict(rows)


def put_together(rows: Mapping[str, list[Row]]) -> GrantRecord:
    """Rebuild a record from its rows, each table's in the order of `position`."""
    main = rows["records"][0]
    fields = _some(main, f"record_id {_OWN}")
    fields["recipient_countries"] = [row["country"] for row in rows["record_countries"]]
    fields["notes"] = [row["note"] for row in rows["notes"]]
    fields["amount"] = _prefixed(main, "amount", ("value", "currency", "qualifier"), "value")
    fields["programme"] = _prefixed(main, "programme", ("name", "code"), "name")
    fields["sector"] = _prefixed(main, "sector", ("vocabulary", "code", "name"), "code")
    for part, role in _ROLES.items():
        fields[part] = [_some(row, _COLUMNS[part]) for row in rows["parties"] if row["role"] == role]
    for part in ("equivalents", "locations", "people", "equipment"):
        fields[part] = [_some(row, _COLUMNS[part]) for row in rows[part]]
    for row, item in zip(rows["equipment"], fields["equipment"], strict=True):
        item["quantity"] = json.loads(row["quantity_exact"] or "null")
    fields["loan_terms"] = next((_some(row, _COLUMNS["loan_terms"]) for row in rows["loan_terms"]), None)
    fields["dates"] = {row["kind"]: _some(row, _COLUMNS["dates"]) for row in rows["dates"]}
    _add_evidence(fields, rows)
    return GrantRecord.model_validate(fields)


def _add_evidence(fields: dict[str, Any], rows: Mapping[str, list[Row]]) -> None:
    spans = [
        {**_some(row, "slot text rule"), "start": row["start_char"], "end": row["end_char"]} for row in rows["evidence"]
    ]
    for added in rows["additions"]:
        if added["part"] == "evidence":
            spans[added["part_position"]][added["name"]] = json.loads(added["value"])
        else:
            _find(fields, added)[added["name"]] = json.loads(added["value"])
    for row, span in zip(rows["evidence"], spans, strict=True):
        _find(fields, row).setdefault("evidence", []).append(span)


def _find(fields: dict[str, Any], row: Row) -> dict[str, Any]:
    """Give the fields of the part that a row of evidence or additions belongs to."""
    part, index = row["part"], row["part_position"]
    if part == "record":
        return fields
    found: Any = fields
    for step in part.split("."):
        found = found[step]
    return found[index] if part in _LISTS else found  # type: ignore[no-any-return]


def _parts(record: GrantRecord) -> Iterator[tuple[str, int, BaseModel]]:
    yield "record", 0, record
    yield "dates", 0, record.dates
    for name in _SINGLE:
        if (value := getattr(record, name)) is not None:
            yield name, 0, value
    for name in _DATES:
        if (value := getattr(record.dates, name)) is not None:
            yield f"dates.{name}", 0, value
    for name in _LISTS:
        for index, value in enumerate(getattr(record, name)):
            yield name, index, value


def _part(part: str, value: Any) -> Row | None:
    """Give the row of a part that has one of its own."""
    kind = part.partition(".")[0]
    if kind not in _COLUMNS or part == "dates":
        return None
    row = _fields(value, _COLUMNS[kind])
    if part in _ROLES:
        row["role"] = _ROLES[part]
    elif kind == "dates":
        row["kind"] = part.removeprefix("dates.")
    elif part == "equivalents":
        row["number"] = _number(value.value)
    elif part == "equipment":
        row["quantity"] = _number(value.quantity)
        row["quantity_exact"] = None if value.quantity is None else _json(value.quantity)
    return row


def _main(record: GrantRecord, position: int) -> Row:
    row = _fields(record, _OWN)
    row |= {f"amount_{name}": getattr(record.amount, name, None) for name in ("value", "currency", "qualifier")}
    row |= {f"programme_{name}": getattr(record.programme, name, None) for name in ("name", "code")}
    row |= {f"sector_{name}": getattr(record.sector, name, None) for name in ("vocabulary", "code", "name")}
    row["amount_number"] = _number(record.amount.value) if record.amount else None
    return row | {"position": position}


def _span(span: Span, part: str, index: int) -> Row:
    where = {"start_char": span.start, "end_char": span.end, "part": part, "part_position": index}
    return {**_fields(span, "slot text rule"), **where}


def _prefixed(row: Row, prefix: str, names: Iterable[str], needed: str) -> Row | None:
    return None if row[f"{prefix}_{needed}"] is None else {name: row[f"{prefix}_{name}"] for name in names}


def _some(row: Row, names: str) -> Row:
    return {name: row[name] for name in names.split()}


def _fields(value: BaseModel, names: str) -> Row:
    return {name: getattr(value, name) for name in names.split()}


def _number(value: str | float | None) -> float | None:
    """Give a number for sorting; of one beyond all floats, none."""
    try:
        number = None if value is None else float(value)
    except OverflowError:
        return None
    return None if number in (float("inf"), float("-inf")) else number


def _json(value: Any) -> str:
    return json.dumps(value.model_dump(mode="json") if isinstance(value, BaseModel) else value, ensure_ascii=False)
