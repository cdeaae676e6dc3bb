"""The metadata names only what is in the database, and its queries run."""

import json
import sqlite3
from pathlib import Path

from extractor.export import datasette

from .made import database


def test_tables_columns_and_queries_are_those_of_the_database(tmp_path: Path) -> None:
    place = database(tmp_path)
    datasette.write(tmp_path / "m.json", "grants")
    [(name, told)] = json.loads((tmp_path / "m.json").read_text())["databases"].items()
    assert name == Path(place).stem
    connection = sqlite3.connect(place)
    for table, about in told["tables"].items():
        there = {row[1] for row in connection.execute(f"PRAGMA table_info({table})")}
        named = {*about.get("columns", ()), *about.get("facets", ())}
        named |= {about[key] for key in ("label_column", "sort", "sort_desc") if key in about}
        assert there
        assert named <= there
    for query in told["queries"].values():
        connection.execute(query["sql"], {"record_id": "0000000000000001", "country": "PE"}).fetchall()
    connection.close()
