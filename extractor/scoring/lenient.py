"""Reading records that other systems wrote to our schema: close is close enough, and every repair is counted.

Another program, or a person with a spreadsheet, writes `"value": 352530` for `"value": "352530"`, a donor as a plain
name, a date without its precision. What can be read in one way only is read so; what can't is left out; both are
counted. Unknown fields are kept. A record without `flow_type` or `status` is scored as not having told it: these
fields are then absent from `model_fields_set`.
"""

import re
from collections import Counter
from decimal import Decimal, InvalidOperation
from typing import Any

from pydantic import ValidationError

from extractor.errors import InputError
from extractor.model import GrantRecord

_FILLERS = {"flow_type": "vague", "status": "pledge"}  # never scored: the field leaves model_fields_set again
_LISTS_OF_OBJECTS = ("equivalents", "donors", "implementers", "recipients", "locations", "equipment", "people")
_LISTS = (*_LISTS_OF_OBJECTS, "recipient_countries", "notes")
_DATES = ("agreed", "announced", "start", "end")
_WORDS_OF_CHOICE = ("level", "flow_type", "status")
_PRECISION = {4: "year", 7: "month", 10: "day"}
_MOST_ROUNDS = 50


def rows(raw: Any, repairs: Counter[str]) -> list[Any]:
    """Give the records of a parsed line: usually itself, else those of an article or of a list that it holds."""
    if isinstance(raw, dict) and isinstance(raw.get("records"), list) and "flow_type" not in raw:
        repairs["line: an article's records together"] += 1
        head = {name: raw[name] for name in ("article_id", "text_sha256") if name in raw}
        return [{**head, **record} if isinstance(record, dict) else record for record in raw["records"]]
    if isinstance(raw, list):
        repairs["line: a list of records"] += 1
        return raw
    return [raw]


def read_record(raw: Any) -> tuple[GrantRecord, Counter[str]]:
    """Make a record of a parsed line, and count what had to be repaired. Raises InputError if none can be made."""
    if not isinstance(raw, dict) or not isinstance(raw.get("article_id"), str):
        raise InputError("not an object with an article_id; write one record a line")
    try:
        return GrantRecord.model_validate(raw), Counter()
    except ValidationError:
        pass  # the usual case is a record of our own; only others are mended
    repairs: Counter[str] = Counter()
    mended = _mend(raw, repairs)
    absent = [name for name in _FILLERS if mended.get(name) is None]
    for name in absent:
        repairs[f"{name}: missing"] += 1
        mended[name] = _FILLERS[name]
    for _ in range(_MOST_ROUNDS):
        try:
            record = GrantRecord.model_validate(mended)
            break
        except ValidationError as error:
            for name in _drop(mended, error, repairs):
                mended[name] = _FILLERS[name]
                absent.append(name)
    else:
        raise InputError("too much of it is unlike a grant record; `extractor schema` prints the schema")
    record.model_fields_set.difference_update(absent)
    return record, repairs


def _mend(raw: dict[str, Any], repairs: Counter[str]) -> dict[str, Any]:
    record = dict(raw)
    for name, value in list(record.items()):
        if value is None and name in GrantRecord.model_fields and not _may_be_null(name):
            del record[name]
            repairs[f"{name}: null"] += 1
    for name in _WORDS_OF_CHOICE:
        if isinstance(value := record.get(name), str) and value != (
            plain := re.sub(r"[\s-]+", "_", value.strip().lower())
        ):
            record[name] = plain
            repairs[f"{name}: spelling"] += 1
    for name in _LISTS:
        if name in record:
            record[name] = _many(name, record[name], repairs)
    if record.get("amount") is not None:
        record["amount"] = _money("amount", record["amount"], repairs)
    if isinstance(record.get("programme"), str):
        record["programme"] = {"name": record["programme"]}
        repairs["programme: plain text"] += 1
    if isinstance(dates := record.get("dates"), dict):
        record["dates"] = {**dates, **{r: _date(r, dates[r], repairs) for r in _DATES if dates.get(r) is not None}}
    if record.get("sector") is not None:
        record["sector"] = _sector(record["sector"], repairs)
    if isinstance(record.get("record_id"), int):
        record["record_id"] = str(record["record_id"])
        repairs["record_id: number"] += 1
    return record


def _may_be_null(name: str) -> bool:
    return GrantRecord.model_fields[name].default is None and not GrantRecord.model_fields[name].is_required()


def _many(name: str, value: Any, repairs: Counter[str]) -> Any:
    if isinstance(value, (str, dict)):
        repairs[f"{name}: one instead of a list"] += 1
        value = [value]
    if not isinstance(value, list):
        return value
    items: list[Any] = []
    for item in value:
        if isinstance(item, str) and name in _LISTS_OF_OBJECTS and name != "equivalents":
            repairs[f"{name}: plain text"] += 1
            items.append({"description" if name == "equipment" else "name": item})
        elif name == "equivalents":
            items.append(_money(name, item, repairs))
        elif isinstance(item, dict) and isinstance(item.get("quantity"), str):
            items.append({**item, "quantity": _number(item["quantity"])})
            repairs[f"{name}.quantity: number as text"] += 1
        else:
            items.append(item)
    return items


def _money(name: str, value: Any, repairs: Counter[str]) -> Any:
    if not isinstance(value, dict):
        return value
    given = value.get("value")
    if isinstance(given, bool) or not isinstance(given, (int, float, str)):
        return value
    plain = _digits(given)
    if plain is None or plain == given:
        return _capitals(name, value, repairs)
    repairs[f"{name}.value: number written otherwise"] += 1
    return _capitals(name, {**value, "value": plain}, repairs)


def _capitals(name: str, value: dict[str, Any], repairs: Counter[str]) -> dict[str, Any]:
    money = dict(value)
    if isinstance(code := money.get("currency"), str) and code != code.strip().upper():
        money["currency"] = code.strip().upper()
        repairs[f"{name}.currency: spelling"] += 1
    if "qualifier" in money and money["qualifier"] is None:
        del money["qualifier"]
        repairs[f"{name}.qualifier: null"] += 1
    return money


def _digits(given: float | str) -> str | None:
    """Write a number in plain digits: 39200000.0, "39,200,000" and "3.92e7" are "39200000"."""
    try:
        number = Decimal(re.sub(r"(?<=\d)[,_\s](?=\d{3}(?!\d))", "", str(given).strip()))
    except InvalidOperation:
        return None
    if (
        not number.is_finite() or abs(number.adjusted()) > 40
    ):  # no sum has more digits; a huge exponent would fill memory
        return None
    plain = f"{number:f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def _number(text: str) -> int | float | None:
    plain = _digits(text)
    return None if plain is None else float(plain) if "." in plain else int(plain)


def _date(role: str, value: Any, repairs: Counter[str]) -> Any:
    if isinstance(value, (str, int)):
        value = {"value": str(value).strip()}
        repairs[f"dates.{role}: plain text"] += 1
    if not isinstance(value, dict) or not isinstance(value.get("value"), str):
        return value
    precision = "quarter" if "Q" in value["value"] else _PRECISION.get(len(value["value"]))
    if value.get("precision") is None and precision:
        value = {**value, "precision": precision}
        repairs[f"dates.{role}.precision: missing"] += 1
    return value


def _sector(value: Any, repairs: Counter[str]) -> Any:
    if isinstance(value, (str, int)):
        value = {"code": value}
        repairs["sector: plain code"] += 1
    if not isinstance(value, dict):
        return value
    return {"name": "", **value, "code": str(value.get("code", ""))}


def _drop(record: dict[str, Any], error: ValidationError, repairs: Counter[str]) -> list[str]:
    """Leave out what can't be read, list items singly; give the required fields that need a filler now."""
    emptied = []
    places = {tuple(wrong["loc"][:2]) for wrong in error.errors(include_url=False)}
    for place in sorted(places, key=str, reverse=True):
        name = str(place[0])
        repairs[f"{name}: unreadable, left out"] += 1
        value = record.get(name)
        if len(place) > 1 and isinstance(value, list) and isinstance(place[1], int):
            record[name] = [item for item in value if item is not value[place[1]]] if place[1] < len(value) else value
        elif name == "dates" and len(place) > 1 and isinstance(value, dict):
            record[name] = {role: told for role, told in value.items() if role != place[1]}
        elif name in _FILLERS:
            emptied.append(name)
        else:
            record.pop(name, None)
    return emptied
