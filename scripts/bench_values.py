"""Measure how well and how fast sums and dates are found and read, beside the libraries that do the same.

    python scripts/bench_values.py                   a table for money and one for dates
    python scripts/bench_values.py --json            the same as JSON
    python scripts/bench_values.py --check           exit with 1 if a figure is below what is asked for (MUST)
    python scripts/bench_values.py --rounds 9        steadier times

Everybody reads the rows of `tests/cases/money.jsonl` and `dates.jsonl`, known failures included, in one process. A
mention is right if it overlaps the row's and says its value: amount and ISO 4217 code, or ISO 8601 date. Peers are met
half-way: their names of currencies are looked up in our table, spaCy's sums get the sign before them and the scale in
them, dates are cut to the precision that the row asks for. Times are medians of several rounds in which all read the
same texts in turn; `takes` is how many times as long as ours, the median of each round's own ratio. Recognizers-Text
(`recognizers-text-suite` with `emoji<2`) and quantulum3 take part if they are installed. Nothing is fetched.
"""

import argparse
import datetime
import json
import statistics
import sys
import time
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal, InvalidOperation
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

from extractor.lexicon import Lexicon
from extractor.lexicon.currencies import currencies, name_key
from extractor.pipeline import SMALL, load_model
from extractor.values import date, money

HOME = Path(__file__).resolve().parent.parent
CASES = HOME / "tests" / "cases"
OURS, ALONE = "extractor", "spaCy NER alone"
MUST = {"money F1": 0.96, "dates F1": 0.93, "dates: search_dates takes": 10.0, "money: spaCy NER alone takes": 1.0}
SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
NO_DAY = datetime.date(2026, 1, 1)  # for peers that must be told a day where the row has none; never the clock


class Found(NamedTuple):
    """A mention with its value: "8600000 USD", or a date that is cut to what a row asks for."""

    start: int
    end: int
    value: str


class Row(NamedTuple):
    """A text with the mentions that are right; `published` for dates."""

    text: str
    expected: list[Found]
    published: datetime.date | None = None


class Contestant(NamedTuple):
    """Somebody who reads rows; `read` is None where it can't run, `note` says why."""

    name: str
    read: Callable[[Sequence[Row]], list[list[Found]]] | None
    note: str = ""
    speed_only: bool = False


@dataclass
class Result:
    """What a contestant reached; rates are None where there is nothing to measure."""

    name: str
    precision: float | None = None
    recall: float | None = None
    f1: float | None = None
    mentions_per_second: float | None = None
    texts_per_second: float | None = None
    takes: float | None = None  # times as long as ours
    note: str = ""


def main(arguments: list[str] | None = None) -> int:
    """Run the benchmark, print it and give the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5, help="rounds that the medians are of (default 5)")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--check", action="store_true", help="exit with 1 if a figure is below what is asked for")
    options = parser.parse_args(arguments)
    warnings.filterwarnings("ignore")  # peers' own
    recogniser = load_model(SMALL)
    recogniser.select_pipes(enable=["tok2vec", "ner"])
    fields = {
        "money": (money_rows(), money_contestants(recogniser)),
        "dates": (date_rows(), date_contestants(recogniser)),
    }
    results = {name: compare(rows, contestants, options.rounds) for name, (rows, contestants) in fields.items()}
    if options.json:
        print(json.dumps({name: [asdict(result) for result in found] for name, found in results.items()}, indent=1))
    else:
        for name, found in results.items():
            print(table(name, fields[name][0], found))
    missed = list(below(results)) if options.check else []
    for line in missed:
        print(line, file=sys.stderr)
    return 1 if missed else 0


def money_rows() -> list[Row]:
    """Give the rows of sums."""
    return [
        Row(row["text"], list(_placed(row["text"], [(surface, value) for surface, value, *_ in row["expect"]])))
        for row in _lines("money")
    ]


def date_rows() -> list[Row]:
    """Give the rows of dates; a mention that can't be resolved has "" for its value and is not counted."""
    rows = []
    for row in _lines("dates"):
        published = datetime.date.fromisoformat(row["published"]) if row["published"] else None
        expected = list(_placed(row["text"], [(m["text"], m["value"] or "") for m in row["mentions"]]))
        rows.append(Row(row["text"], expected, published))
    return rows


def _lines(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (CASES / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def _placed(text: str, mentions: Iterable[tuple[str, str]]) -> Iterator[Found]:
    at = 0
    for surface, value in mentions:
        start = text.index(surface, at)
        at = start + len(surface)
        yield Found(start, at, value)


def compare(rows: Sequence[Row], contestants: Sequence[Contestant], rounds: int) -> list[Result]:
    """Score every contestant, then time them in turn, `rounds` times."""
    results = []
    answers: dict[str, int] = {}
    for contestant in contestants:
        result = Result(contestant.name, note=contestant.note)
        results.append(result)
        if contestant.read is not None:
            found = contestant.read(rows)  # the first round also warms everybody's caches
            answers[contestant.name] = sum(map(len, found))
            if not contestant.speed_only:
                result.precision, result.recall, result.f1 = score(rows, found)
    times: dict[str, list[float]] = {name: [] for name in answers}
    for _ in range(rounds):
        for contestant in contestants:
            if contestant.read is not None:
                begin = time.perf_counter()
                contestant.read(rows)
                times[contestant.name].append(time.perf_counter() - begin)
    for result in results:
        if spent := times.get(result.name):
            middle = statistics.median(spent)
            result.texts_per_second = len(rows) / middle
            result.mentions_per_second = answers[result.name] / middle
            result.takes = statistics.median(one / ours for one, ours in zip(spent, times[OURS], strict=True))
    return results


def score(rows: Sequence[Row], found: Sequence[Sequence[Found]]) -> tuple[float, float, float]:
    """Give precision, recall and F1 of mentions that overlap a row's and say its value."""
    right = told = wanted = 0
    for row, answers in zip(rows, found, strict=True):
        expected = [mention for mention in row.expected if mention.value]
        unresolved = [mention for mention in row.expected if not mention.value]
        counted = [a for a in answers if a.value and not any(_overlap(a, m) for m in unresolved)]
        told += len(counted)
        wanted += len(expected)
        for mention in expected:
            hit = next((a for a in counted if _overlap(a, mention) and _same(a.value, mention.value)), None)
            if hit is not None:
                counted.remove(hit)
                right += 1
    precision, recall = right / (told or 1), right / (wanted or 1)
    return precision, recall, 2 * right / ((told + wanted) or 1)


def _overlap(one: Found, other: Found) -> bool:
    return one.start < other.end and other.start < one.end


def _same(said: str, wanted: str) -> bool:
    amount, _, code = wanted.partition(" ")
    if code:
        number, _, said_code = said.partition(" ")
        return said_code == code and Decimal(number) == Decimal(amount)
    return said == wanted or cut(said, wanted) == wanted


def cut(said: str, wanted: str) -> str:
    """Cut a day to the precision of `wanted`.

    >>> cut("2024-08-01", "2024"), cut("2024-08-01", "2024-Q3"), cut("2024", "2024-08")
    ('2024', '2024-Q3', '2024')
    """
    if "Q" in wanted and len(said) == 10:
        return f"{said[:4]}-Q{(int(said[5:7]) + 2) // 3}"
    return said[: len(wanted)]


def money_contestants(recogniser: Any) -> list[Contestant]:
    """Give all who read sums, ours first."""

    def ours(rows: Sequence[Row]) -> list[list[Found]]:
        return [[Found(m.start, m.end, money.show(m)) for m in money.find(row.text)] for row in rows]

    def priced(rows: Sequence[Row]) -> list[list[Found]]:
        return [list(_prices(doc)) for doc in recogniser.pipe(row.text for row in rows)]

    def alone(rows: Sequence[Row]) -> list[list[Found]]:
        docs = recogniser.pipe(row.text for row in rows)
        return [[Found(e.start_char, e.end_char, "") for e in doc.ents if e.label_ == "MONEY"] for doc in docs]

    return [
        Contestant(OURS, ours),
        Contestant("spaCy NER + price-parser", priced),
        _optional("Recognizers-Text", "recognizers_number_with_unit", _recognized_sums),
        _optional("quantulum3", "quantulum3.parser", _quantities),
        Contestant(ALONE, alone, "speed only", speed_only=True),
    ]


def _prices(doc: Any) -> Iterator[Found]:
    """Read entities with what their users write around them: the sign before, which the model leaves out, the scale."""
    from price_parser import Price  # noqa: PLC0415  # a peer here

    for ent in doc.ents:
        if ent.label_ == "MONEY":
            sign = ent.start > 0 and (doc[ent.start - 1].is_currency or doc[ent.start - 1].text.endswith("$"))
            start = doc[ent.start - 1].idx if sign else ent.start_char
            price = Price.fromstring(doc.text[start : ent.end_char])
            if price.amount is not None:
                scale = next((factor for word, factor in SCALES.items() if word in ent.text.lower()), 1)
                yield Found(start, ent.end_char, f"{price.amount * scale} {_code(price.currency or '')}")


def _optional(name: str, module: str, reader: Callable[[Any], Callable[[Row], Iterator[Found]]]) -> Contestant:
    """Give a contestant whose library may be missing."""
    try:
        read = reader(import_module(module))
    except ImportError as error:
        absent = isinstance(error, ModuleNotFoundError) and module.startswith(error.name or module)
        return Contestant(name, None, "not installed" if absent else f"can't be imported: {error}")
    return Contestant(name, lambda rows: [list(read(row)) for row in rows])


def _recognized_sums(module: Any) -> Callable[[Row], Iterator[Found]]:
    def read(row: Row) -> Iterator[Found]:
        for hit in module.recognize_currency(row.text, "en-us"):
            said = hit.resolution or {}
            code = said.get("isoCurrency") or _code(said.get("unit") or "")
            if _is_number(said.get("value")):
                yield Found(hit.start, hit.end + 1, f"{said['value']} {code}")

    return read


def _quantities(module: Any) -> Callable[[Row], Iterator[Found]]:
    # Its classifier is pickled for one release of scikit-learn and fails with any other.
    import_module("quantulum3.classifier").USE_CLF = False  # type: ignore[attr-defined]  # a switch of the module's

    def read(row: Row) -> Iterator[Found]:
        for hit in module.parse(row.text):
            if hit.unit.entity.name == "currency":
                start, end = hit.span
                yield Found(start, end, f"{Decimal(repr(hit.value)):f} {_code(hit.unit.name)}")

    return read


def _is_number(text: Any) -> bool:
    try:
        return Decimal(str(text)).is_finite()
    except InvalidOperation:
        return False


def _code(said: str) -> str:
    """Give the code of a currency as a peer names it; likeliest first, as for ours."""
    lexicon = currencies(Lexicon())
    unit = lexicon.signs.get(said) or lexicon.names.get(name_key(said))
    return unit.codes[0] if unit else said


def date_contestants(recogniser: Any) -> list[Contestant]:
    """Give all who read dates, ours first."""

    def ours(rows: Sequence[Row]) -> list[list[Found]]:
        return [
            [Found(m.start, m.end, m.value or "") for m in date.find(row.text, published=row.published)] for row in rows
        ]

    def parsed(rows: Sequence[Row]) -> list[list[Found]]:
        docs = recogniser.pipe(row.text for row in rows)
        return [list(_parsed_dates(doc, row)) for doc, row in zip(docs, rows, strict=True)]

    return [
        Contestant(OURS, ours),
        Contestant("spaCy NER + dateparser", parsed),
        Contestant("dateparser.search", lambda rows: [list(_searched_dates(row)) for row in rows]),
        _optional("Recognizers-Text", "recognizers_date_time", _recognized_dates),
    ]


def _settings(row: Row) -> dict[str, Any]:
    base = datetime.datetime.combine(row.published or NO_DAY, datetime.time())
    return {"RELATIVE_BASE": base, "PREFER_DATES_FROM": "past"}


def _parsed_dates(doc: Any, row: Row) -> Iterator[Found]:
    from dateparser.date import DateDataParser  # noqa: PLC0415  # a peer here

    parser = None
    for ent in doc.ents:
        if ent.label_ == "DATE":
            parser = parser or DateDataParser(languages=["en"], settings=_settings(row))
            said = parser.get_date_data(ent.text).date_obj
            if said is not None:
                yield Found(ent.start_char, ent.end_char, said.date().isoformat())


def _searched_dates(row: Row) -> Iterator[Found]:
    from dateparser.search import search_dates  # noqa: PLC0415  # a peer here

    at = 0
    for surface, said in search_dates(row.text, languages=["en"], settings=_settings(row)) or ():
        start = max(row.text.find(surface, at), 0)
        at = start + len(surface)
        yield Found(start, at, said.date().isoformat())


def _recognized_dates(module: Any) -> Callable[[Row], Iterator[Found]]:
    def read(row: Row) -> Iterator[Found]:
        day = row.published or NO_DAY
        reference = datetime.datetime.combine(day, datetime.time())
        for hit in module.recognize_datetime(row.text, "en-us", reference=reference):
            values = [value for value in (hit.resolution or {}).get("values", ()) if value["type"].startswith("date")]
            past = [value for value in values if (value.get("value") or value.get("start") or "9") <= day.isoformat()]
            for value in (past or values)[-1:]:
                yield from _ends(hit, value)

    return read


def _ends(hit: Any, value: dict[str, str]) -> Iterator[Found]:
    """Give a date, or the ends of a range that is told by both ("from 2004 to 2009")."""
    ends = [value.get("value") or value.get("start")]
    if set(hit.text.split()) & {"to", "and", "until", "till", "-", "–"}:
        ends.append(value.get("end"))
    for end in ends:
        if end and len(end) >= 10:
            yield Found(hit.start, hit.end + 1, end[:10])


def table(name: str, rows: Sequence[Row], results: Sequence[Result]) -> str:
    """Print one field's results."""
    mentions = sum(len(row.expected) for row in rows)
    lines = [f"{name}: {len(rows)} texts, {mentions} mentions"]
    lines.append(f"{'':26}{'prec':>7}{'recall':>8}{'F1':>7}{'mentions/s':>12}{'texts/s':>10}{'takes':>8}")
    for result in results:
        rates = "".join(_cell(rate, width, 3) for rate, width in _rates(result))
        speeds = f"{_cell(result.mentions_per_second, 12, 0)}{_cell(result.texts_per_second, 10, 0)}"
        lines.append(f"{result.name:26}{rates}{speeds}{_cell(result.takes, 8, 1)}  {result.note}".rstrip())
    return "\n".join(lines) + "\n"


def _rates(result: Result) -> list[tuple[float | None, int]]:
    return [(result.precision, 7), (result.recall, 8), (result.f1, 7)]


def _cell(value: float | None, width: int, digits: int) -> str:
    return f"{'–' if value is None else f'{value:,.{digits}f}':>{width}}"


def below(results: dict[str, list[Result]]) -> Iterator[str]:
    """Name the figures that are below what is asked for."""
    by_name = {field: {result.name: result for result in found} for field, found in results.items()}
    figures = {
        "money F1": by_name["money"][OURS].f1,
        "dates F1": by_name["dates"][OURS].f1,
        "dates: search_dates takes": by_name["dates"]["dateparser.search"].takes,
        "money: spaCy NER alone takes": by_name["money"][ALONE].takes,
    }
    for name, least in MUST.items():
        if (figure := figures[name] or 0) < least:
            yield f"{name}: {figure:.3f}, asked for is {least}"


if __name__ == "__main__":
    sys.exit(main())
