"""A scoring as one page for a browser: texts with what was marked in them, and records pair by pair.

The page is one file that loads nothing: styles and script stand in it, and its content security policy names their
digests and allows no other. Everything in it that came from an article, a gold file or a run is escaped, and characters
that can't be seen or that reorder what is seen are replaced, in one place for all of them (`neutral`).
Held articles are not on it.
"""

import base64
import hashlib
import re
from collections.abc import Mapping
from importlib import resources
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from extractor.errors import StoreError
from extractor.model import Article
from extractor.scoring.html import views
from extractor.scoring.report import Report

__all__ = ["neutral", "render", "write"]

_TEMPLATE, _STYLE, _SCRIPT = "page.html.j2", "page.css", "page.js"
# Control characters, marks that change the direction of writing (of "50\u202e000" a person sees other digits than
# the extractor read), what is no character at all.
_HOSTILE = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef"
    r"\ufeff\ufffe\uffff]"
)


def write(report: Report, articles: Mapping[str, Article], path: Path) -> None:
    """Write the page. `articles` are texts by article id; those that lack one show their records only.

    Raises InputError on an article whose text is not the one that its gold was made of, StoreError if the file can't
    be written; an old file of that name then stays as it was.
    """
    page = render(report, articles).encode()
    part = path.with_name(f".{path.name}.part")
    try:
        part.write_bytes(page)
        part.replace(path)
    except OSError as error:
        raise StoreError(f"{path}: can't be written ({error.strerror}); name another file") from error
    finally:
        part.unlink(missing_ok=True)


def render(report: Report, articles: Mapping[str, Article]) -> str:
    """Give the page as HTML. The same report and texts give the same page, byte for byte."""
    environment = Environment(
        loader=PackageLoader("extractor.scoring", "html"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    style, script = _inline(_STYLE), _inline(_SCRIPT)
    policy = f"default-src 'none'; style-src {_digest(style)}; script-src {_digest(script)}; base-uri 'none'; "
    return environment.get_template(_TEMPLATE).render(
        page=views.page(report, articles), style=style, script=script, policy=f"{policy}form-action 'none'"
    )


def neutral(text: str) -> str:
    r"""Replace one for one by U+FFFD what is not seen or reorders what is. Line breaks and tabs stay.

    >>> neutral("50\u202e000\r\n")
    '50\ufffd000 \n'
    """
    return _HOSTILE.sub("\N{REPLACEMENT CHARACTER}", text.replace("\r", " "))


def _shown(value: Any) -> Any:
    """Make whatever the template prints neutral; Jinja escapes it afterwards. Markup is the template's own."""
    return neutral(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _inline(name: str) -> Markup:
    return Markup(resources.files(__package__).joinpath(name).read_text(encoding="utf-8"))


def _digest(code: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()}'"
