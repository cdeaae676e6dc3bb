"""From a shard to its articles, on the machine of a worker."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from extractor.batch.ray_engine.places import fetch, fetch_lines, is_remote
from extractor.batch.ray_engine.shards import Part, Shard
from extractor.reading import Item, Limits, Problem, Rules, Seen, metadata, read_sources
from extractor.reading.inputs import digest_text
from extractor.reading.sources import Source


@dataclass(frozen=True)
class Fetched:
    """A file that lies on this machine; of a part of one, `lines` counts its line ends. `copies`: what of what."""

    source: Source
    of_lines: bool = False
    lines: int = 0
    copies: tuple[tuple[str, str], ...] = ()

    @property
    def is_empty_part(self) -> bool:
        """Whether no line begins in it: one that begins before is longer than it."""
        return self.of_lines and self.source.path.stat().st_size == 0


def fetch_shard(shard: Shard, folder: Path) -> list[Fetched | Problem]:
    """Bring a shard's files to this machine; local ones are read where they lie, unless only some lines are."""
    return [
        part if isinstance(part, Problem) else _fetch(part, folder / str(number))
        for number, part in enumerate(shard.parts)
    ]


def _fetch(part: Part, folder: Path) -> Fetched | Problem:
    address, named, _, about = part.place
    if part.end is None and not is_remote(address):
        return Fetched(Source(Path(address), named))
    folder.mkdir()
    target, lines = folder / Path(address).name, 0
    copies = [(str(target), address)]
    try:
        if part.end is None:
            fetch(address, target)
        else:
            lines = fetch_lines(address, part.start, part.end, target)
        if about:
            beside = folder / Path(about).name
            fetch(about, beside)
            copies.append((str(beside), about))
    except OSError as error:
        return Problem(address, "unreadable", f"can't be read ({error})", "make it readable, or leave it out")
    return Fetched(Source(target, named), part.end is not None, lines, tuple(copies))


def read_shard(
    fetched: list[Fetched | Problem], rules: Rules, texts: dict[str, int], limits: Limits | None = None
) -> Iterator[Item]:
    """Give the articles and problems of a fetched shard, in input order; `limits` are those of `read_inputs`.

    Duplicates are given as well: which article is the first of a text, only the whole run knows. Where they are to be
    dropped, `texts` is filled with the digest of each article's text.
    """
    seen = Seen(rules._replace(drop_duplicates=False))
    files = [file for file in fetched if isinstance(file, Problem) or not file.is_empty_part]
    sources = [file if isinstance(file, Problem) else file.source for file in files]
    copies = [pair for file in files if isinstance(file, Fetched) for pair in file.copies]
    for item in read_sources(sources, seen, limits=limits):
        if isinstance(item, Problem):
            yield replace(item, place=_said(item.place, copies), message=_said(item.message, copies))
        else:
            if rules.drop_duplicates:
                texts[item.id] = digest_text(item.text)
            yield item


def _said(text: str, copies: list[tuple[str, str]]) -> str:
    """Name files in a message as they were given, not as they were copied."""
    for copy, original in copies:
        text = text.replace(copy, original)
    return text


def key(fetched: list[Fetched | Problem], rules: str) -> str:
    """Give 32 hexadecimal digits of what a shard's records depend on: names and bytes of its files, and the rules."""
    digest = hashlib.sha256(rules.encode())
    for file in fetched:
        if isinstance(file, Problem):
            digest.update(f"\0problem\0{file}".encode(errors="surrogateescape"))
            continue
        path = file.source.path
        for beside in (path, path.with_name(file.source.bare.stem + metadata.SUFFIX)):
            if beside.is_file():
                digest.update(f"\0{beside.name}\0{beside.stat().st_size}\0".encode(errors="surrogateescape"))
                with beside.open("rb") as stream:
                    for block in iter(lambda: stream.read(1 << 20), b""):
                        digest.update(block)
    return digest.hexdigest()[:32]
