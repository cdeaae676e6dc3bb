"""What all workers ask of one another: which shards were begun before, and which articles the ledger has."""

from collections.abc import Iterable, Mapping

from extractor.storage.sql import SqlStore, open_store
from extractor.storage.store import Outcome

# Once as usual, then with the model in a process of its own: if that ends as well, it is not the model that kills.
TRIES = 4


class Desk:
    """An actor beside the run itself, where its database can be read."""

    def __init__(self, store: str | None) -> None:
        self._address = store
        self._store: SqlStore | None = None
        self._begun: dict[int, int] = {}

    def begin(self, shard: int) -> int:
        """Note that a shard is begun, and give how often it was: more than once if its worker died."""
        self._begun[shard] = self._begun.get(shard, 0) + 1
        return self._begun[shard]

    def outcomes(self, keys: Iterable[tuple[str, str]], *, mentions: bool) -> Mapping[str, tuple[Outcome, str | None]]:
        """Answer as `Store.outcomes`; nothing without a store."""
        if self._address and self._store is None:
            self._store = open_store(self._address, write=False)
        return self._store.outcomes(keys, mentions=mentions) if self._store else {}
