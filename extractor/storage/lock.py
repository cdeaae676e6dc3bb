"""One writer for one output: a second run is refused instead of doing the same work at the same time."""

import os
from pathlib import Path

from extractor.errors import StoreError

try:
    import fcntl
except ImportError:  # pragma: no cover  # Windows has no flock: two runs on one output are then the user's care
    fcntl = None  # type: ignore[assignment]


class Lock:
    """Hold `.<name>.lock` beside an output until `release`; the system lets go of it if the process dies.

    Where several may write to one output, `claim` names the part that is locked.
    """

    def __init__(self, output: Path, claim: str = "") -> None:
        part = f".{claim}" if claim else ""
        self._path = output.with_name(f".{output.name}{part}.lock")
        self._file: int | None = None
        while self._file is None:
            self._file = self._take(output)

    def _take(self, output: Path) -> int | None:
        try:
            file = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o644)
        except OSError as error:
            raise StoreError(
                f"{output}: can't be written ({error.strerror}); name a folder that exists and may be written to"
            ) from error
        try:
            if fcntl is not None:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if _same(file, self._path):
                return file
        except OSError as error:
            os.close(file)
            raise StoreError(
                f"{output}: another run is writing the same to it; wait for it, or name another output"
            ) from error
        os.close(file)  # its holder removed it between our opening and our locking: take the new one
        return None

    def release(self) -> None:
        """Let go; a second call does nothing."""
        if self._file is not None:
            self._path.unlink(missing_ok=True)
            os.close(self._file)
            self._file = None


def _same(file: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(file), path.stat())
    except FileNotFoundError:
        return False
