"""From bytes to characters: which encoding, and whether it is text at all."""

import codecs
import re
from typing import NamedTuple

from extractor.errors import InputError

# A byte order mark at the start decides; UTF-32's begins like UTF-16's, so it is asked first.
MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_UNSTORABLE = re.compile(r"[\x00\ud800-\udfff]")
_DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
_MARKUP = re.compile(r"\s*(?:<!--.*?-->\s*)*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)

# English in an 8-bit encoding is nearly all ASCII: even text full of accented names has under 10 % other letters.
_MOST_HIGH_BYTES = 0.3
# Stray NULs and form feeds occur in saved pages; images, archives and office files have over 5 % control characters.
_MOST_CONTROLS = 0.02


class Decoded(NamedTuple):
    """Text without its byte order mark, and the encoding that it was read as."""

    text: str
    encoding: str


def decode(data: bytes, *, html: bool = False, told: str | None = None) -> Decoded:
    """Read bytes as text. Raises InputError (whose message is the reason) if they are none.

    A byte order mark decides, else UTF-8 if it is that, else the encoding that a server has told with them, else what
    an HTML page declares, else Windows-1252.
    """
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return Decoded(_marked(data[len(mark) :], encoding), encoding)
    try:
        return Decoded(_text(data, "utf-8"), "utf-8")
    except UnicodeDecodeError:
        pass
    if (declared := _known(told)) or (html and (declared := _declared(data))):
        return Decoded(_checked(data.decode(declared, errors="replace")), declared)
    if sum(byte > 127 for byte in data) > _MOST_HIGH_BYTES * len(data):
        raise InputError("the bytes are neither UTF-8 nor western text")
    try:
        return Decoded(_text(data, "cp1252"), "cp1252")
    except UnicodeDecodeError:
        return Decoded(_text(data, "latin-1"), "latin-1")


def storable(text: str) -> tuple[str, int]:
    r"""Replace NUL and lone surrogates one for one by U+FFFD, and count them.

    >>> storable("a\x00b")
    ('a�b', 1)
    """
    return _UNSTORABLE.subn("\N{REPLACEMENT CHARACTER}", text)


def is_markup(text: str) -> bool:
    """Tell whether a text begins as an HTML page does."""
    return bool(_MARKUP.match(text[:4000]))


def _marked(data: bytes, encoding: str) -> str:
    try:
        return _text(data, encoding)
    except UnicodeDecodeError as error:
        raise InputError(f"it begins as {encoding.upper()} but does not go on so ({error.reason})") from error


def _text(data: bytes, encoding: str) -> str:
    return _checked(data.decode(encoding))


def _checked(text: str) -> str:
    if len(_CONTROLS.findall(text)) > max(8, _MOST_CONTROLS * len(text)):
        raise InputError("it is full of control characters, as images, archives and office files are")
    return text


def _declared(data: bytes) -> str | None:
    found = _DECLARED.search(data[:4096])
    return _known(found[1].decode("ascii")) if found else None


def _known(name: str | None) -> str | None:
    """Give Python's name of an encoding of text; None if it has none of that name."""
    if not name:
        return None
    try:
        known = codecs.lookup(name)
        return known.name if "x".encode(name) else None  # not "hex" and the like, which are none of text
    except (LookupError, ValueError):
        return None
