"""What every store answers: what was read from an article is put there whole, or not at all."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, Protocol

from extractor.model import Article, GrantRecord, Mention

Outcome = Literal["done", "skipped", "failed"]


@dataclass(frozen=True)
class Entry:
    """All that a store keeps of one article.

    `key` is the digest of what the records depend on (the article's content and `fingerprint`, that of the rules);
    `reason` says why an article was skipped, or what failed; `mentions` are None if they were not asked for.
    """

    article: Article
    key: str
    fingerprint: str
    outcome: Outcome = "done"
    reason: str | None = None
    records: list[GrantRecord] = field(default_factory=list)
    mentions: list[Mention] | None = None


@dataclass(frozen=True)
class Unread:
    """An input that gave no article, and why."""

    place: str
    outcome: str
    reason: str
    message: str


class Store(Protocol):
    """Where articles and their records are kept between runs.

    `shown` is its name without any password, `files` what it makes on this machine.
    """

    shown: str
    files: tuple[Path, ...]

    def outcomes(
        self, keys: Iterable[tuple[str, str]], *, mentions: bool = False
    ) -> dict[str, tuple[Outcome, str | None]]:
        """Give, of (article id, key) pairs, the outcome and reason of those that were put with that very key.

        With `mentions`, of those only that were put with their mentions.
        """

    def put(self, *entries: Entry) -> None:
        """Replace what is stored of articles, all in one transaction. Raises StoreError; ValueError for bad values."""

    def put_unread(self, *unread: Unread) -> None:
        """Remember inputs that gave no article, in place of what was said of those places before."""

    def forget_unread(self, inputs: Iterable[str]) -> None:
        """Forget what earlier runs said of inputs that are read again: files, folders and their lines."""

    def records(self, article_id: str) -> list[GrantRecord]:
        """Give an article's records as they were put, in order."""

    def mentions(self, article_id: str) -> list[Mention]:
        """Give an article's mentions as they were put, in order."""

    def close(self) -> None:
        """Let go of the store; another run may then write to it."""
