"""Text files: the body as it stands."""

from extractor.reading.sniff import decode


def read(data: bytes) -> tuple[str, str]:
    """Give the text and its encoding: no byte order mark, CRLF as LF, nothing else changed. Raises InputError."""
    text, encoding = decode(data)
    return text.replace("\r\n", "\n"), encoding
