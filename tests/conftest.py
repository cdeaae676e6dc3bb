import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

sys.path.insert(0, str(Path(__file__).parent / "storage"))
if TYPE_CHECKING:
    from made_postgres import Server


@pytest.fixture(scope="session")
def postgres() -> "Iterator[Server]":
    from made_postgres import Server  # noqa: PLC0415  # only what needs a server starts one

    server = Server()
    yield server
    server.close()


@pytest.fixture
def postgres_database(postgres: "Server") -> str:
    """Give the address of an empty database."""
    return postgres.database()
