"""WARC: web pages as a crawler saved them (Common Crawl's news crawl, for one), a page a response."""

from collections.abc import Iterator
from typing import Any, BinaryIO, NamedTuple

from extractor.errors import InputError
from extractor.reading.problem import Outcome

_PAGES = ("text/html", "application/xhtml+xml", "text/plain")


class Response(NamedTuple):
    """A saved page: a name that is its own, its address, its bytes, and the encoding that the server told."""

    name: str
    url: str
    data: bytes
    is_plain: bool = False
    charset: str | None = None


class Other(NamedTuple):
    """A response that is no page, or is not whole, and why."""

    url: str
    reason: str
    message: str
    outcome: Outcome = "failed"


def read(file: BinaryIO, limit: int) -> Iterator[Response | Other]:
    """Read responses one at a time, compressed or not; other records are passed over.

    Raises InputError for what makes the rest unreadable. A page has at most `limit` bytes.
    """
    try:
        from warcio.archiveiterator import ArchiveIterator  # noqa: PLC0415  # only who has WARC needs it
    except ModuleNotFoundError as error:
        cure = "install warcio with `pip install grant-extractor[warc]`"
        raise InputError(f"WARC can't be read without warcio; {cure}") from error
    number = 0
    try:
        for record in ArchiveIterator(file):
            number += 1
            if record.rec_type == "response" and record.http_headers is not None:
                yield _response(record, limit)
    except OSError:
        raise
    except Exception as error:  # whatever a file does to the parser, the other inputs are read
        told = " ".join(str(error).split())[:100]
        raise InputError(f"broken after record {number} ({told}); get it again") from error


def _response(record: Any, limit: int) -> Response | Other:
    url = record.rec_headers.get_header("WARC-Target-URI") or "?"
    name = (record.rec_headers.get_header("WARC-Record-ID") or "").strip("<>").removeprefix("urn:uuid:")
    status = record.http_headers.get_statuscode()
    kind, _, rest = (record.http_headers.get_header("Content-Type") or "text/html").partition(";")
    if status != "200":
        return Other(url, "other_kind", f"the server answered {status}", "dropped")
    if kind.strip().lower() not in _PAGES:
        return Other(url, "other_kind", f"no page but {kind.strip()[:50]}", "dropped")
    data = _whole(record.content_stream(), limit)
    if len(data) > limit:
        return Other(url, "too_long", "longer than any article")
    if getattr(record.raw_stream, "limit", 0) > 0 and not record.raw_stream.read(1):
        return Other(url, "truncated", "the file ends within this page")
    charset = rest.lower().partition("charset=")[2].strip(" \"';") or None
    return Response(name or url, url, data, kind.strip().lower() == "text/plain", charset)


def _whole(stream: Any, limit: int) -> bytes:
    """Read to the end, or a byte more than the limit: one call gives a block."""
    blocks, size = [], 0
    while size <= limit and (block := stream.read(limit + 1 - size)):
        blocks.append(block)
        size += len(block)
    return b"".join(blocks)
