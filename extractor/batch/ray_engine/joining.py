"""What only the whole run can know of a shard: ids and texts that came before it, and lines before its own."""

from collections.abc import Iterable

from extractor.batch.ray_engine.shards import Shard
from extractor.reading import Problem
from extractor.reading.inputs import digest


class Joined:
    """What the shards before held, in their order."""

    def __init__(self) -> None:
        self._ids: set[int] = set()
        self._texts: dict[int, str] = {}
        self._lines: dict[str, int] = {}
        self._broken: set[str] = set()

    def is_past_reading(self, shard: Shard) -> bool:
        """Tell whether a part before it showed that the rest of its file is no text."""
        return shard.of_lines in self._broken

    def repeats(self, ids: Iterable[str], texts: dict[str, int]) -> dict[str, Problem]:
        """Say of a shard's articles which are none, as their id or their text came before. `texts` are digests."""
        found: dict[str, Problem] = {}
        keys = {name: digest(name) for name in ids}
        for name, key in keys.items():
            if key in self._ids:
                cure = "give each article an id of its own (a text or HTML file's is its name without the ending)"
                found[name] = Problem(name, "repeated_id", f"another article has the id {name!r} already", cure)
        for name, text in texts.items():
            if name not in found and (first := self._texts.setdefault(text, name)) != name:
                told = f"{name!r} has the text of {first!r}"
                found[name] = Problem(name, "duplicate", told, "without --drop-duplicates both are read", "dropped")
        self._ids.update(keys.values())
        return found

    def place(self, shard: Shard, place: str, message: str = "") -> tuple[str, str]:
        """Count a part's lines from the beginning of its file, in a place and in a message that names it."""
        file = shard.of_lines
        before = self._lines.get(file, 0) if file else 0
        number = place.removeprefix(f"{file}:")
        if not before or number == place or not number.isdigit():
            return place, message
        moved = f"{file}:{int(number) + before}"
        return moved, message.replace(place, moved, 1)

    def pass_by(self, shard: Shard, lines: int, reasons: Iterable[str]) -> None:
        """Note the line ends of a shard, and if its file is not to be read on."""
        if (file := shard.of_lines) is not None:
            self._lines[file] = self._lines.get(file, 0) + lines
            if "not_text" in reasons:
                self._broken.add(file)
