"""Write `extractor/lexicon/tables/given_names.tsv` from the first names that Faker's person providers know, by locale.

Faker is no dependency of the package: `pip install faker`, then `python scripts/build_given_names.py`.
"""

import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from faker.providers import person as faker_people  # type: ignore[import-not-found]  # needed by this script alone

from extractor.lexicon import Lexicon, countries
from extractor.values.person import parts

ROOT = Path(__file__).parents[1]
TABLE = ROOT / "extractor" / "lexicon" / "tables" / "given_names.tsv"
HEAD = """\
# Given names the world over, by which a run of capitals is known for a person's name where neither an office nor the
# language model says so. Source: the person providers of Faker (https://github.com/joke2k/faker, MIT licence); written
# by scripts/build_given_names.py, which leaves out names of places and words that articles print in small letters.
# locale: where the names are usual (Faker's code); a name stands under the first locale that has it.
# names: in small letters, without accents and hyphens, as extractor.values.person.parts gives them; separated by |.
locale\tnames"""
# The sum of a whole country's registers: too many rare names that are words or places elsewhere.
TOO_WIDE = frozenset({"en", "is_IS", "de_LI"})
SHORTEST = 3


def main() -> None:
    """Write the table."""
    taken = _words() | _places()
    lines = [HEAD]
    for locale in sorted(module.name for module in iter_modules(faker_people.__path__)):
        if locale in TOO_WIDE:
            continue
        names = {word for name in _first_names(locale) for word in parts(name) if len(word) >= SHORTEST} - taken
        taken |= names
        if names:
            lines.append(f"{locale}\t{'|'.join(sorted(names))}")
    TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _first_names(locale: str) -> Iterator[str]:
    provider = import_module(f"faker.providers.person.{locale}").Provider
    for attribute in dir(provider):
        value = getattr(provider, attribute)
        if "first_name" not in attribute or callable(value) or isinstance(value, property):
            continue
        for name in value:  # a romanised one stands last in a tuple
            printed = name[-1] if isinstance(name, tuple) else name
            if isinstance(printed, str) and re.fullmatch(r"[A-ZÀ-ÖØ-ɏ][A-Za-zÀ-ɏ'’-]+", printed):
                yield printed


def _words() -> set[str]:
    """Give the words that the corpus prints in small letters ("grant", "will", "hope")."""
    texts = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "corpus").glob("*.txt"))]
    tables = [path.read_text(encoding="utf-8") for path in sorted(TABLE.parent.glob("*.tsv")) if path != TABLE]
    return {word for text in [*texts, *tables] for word in re.findall(r"(?<![\w'’-])[a-zà-ɏ]{3,}(?![\w'’-])", text)}


def _places() -> set[str]:
    """Give the words that places are called by."""
    lexicon = Lexicon()
    names = [*countries.short_names(lexicon).values()]
    for table in ("countries", "places", "regions"):
        names += (TABLE.parent / f"{table}.tsv").read_text(encoding="utf-8").replace("\t", "|").split("|")
    return {parts(name)[0] for name in names if len(parts(name)) == 1}


if __name__ == "__main__":
    main()
