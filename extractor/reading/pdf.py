"""PDF: the text of its pages."""

import io
import logging
import re

from extractor.errors import InputError

_HYPHEN = re.compile(r"(?<=[a-z])-\n(?=[a-z])")
_INSIDE = re.compile(r"(?<=[^.!?:\n])\n(?=[a-z(])")
_BLANKS = re.compile(r"[ \t]+(?=\n)|(?<=\n)[ \t]+")


def read(data: bytes) -> tuple[str, str | None]:
    """Give a document's text and the title that it says it has. Raises InputError.

    Lines that go on in the next one are joined, and so are words that a hyphen divides at a line's end: the text that
    is stored, and that offsets count, is the joined one.
    """
    try:
        import pypdf  # noqa: PLC0415  # only who has PDF needs it
    except ModuleNotFoundError as error:
        raise InputError(
            "PDF can't be read without pypdf; install it with `pip install grant-extractor[pdf]`"
        ) from error
    logging.getLogger("pypdf").setLevel(logging.ERROR)  # it tells of every oddity of a file, and most can be read
    try:
        document = pypdf.PdfReader(io.BytesIO(data))
        is_open = not document.is_encrypted or bool(document.decrypt(""))
        pages = [page.extract_text() for page in document.pages] if is_open else []
        title = document.metadata.title if is_open and document.metadata else None
    except MemoryError as error:
        raise InputError("parsing it takes more memory than one input may have") from error
    except Exception as error:  # whatever a file does to the parser, the other inputs are read
        raise InputError(
            f"the PDF can't be parsed ({type(error).__name__}: {str(error)[:100]}); save it as text"
        ) from error
    if not is_open:
        raise InputError("the PDF has a password; save it without one")
    text = "\n\n".join(filter(None, (joined(page) for page in pages)))
    return text, str(title).strip() or None if title else None


def joined(page: str) -> str:
    r"""Join the lines of a page that are one line of its text.

    >>> joined("Norway gave Ma-\nlawi a grant\nfor clinics. \nIt was signed.")
    'Norway gave Malawi a grant for clinics.\nIt was signed.'
    """
    return _INSIDE.sub(" ", _HYPHEN.sub("", _BLANKS.sub("", page))).strip()
