"""From one format to another: read, settle which text is meant, write."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Collection as Names
from dataclasses import replace
from pathlib import Path

from extractor.errors import InputError
from extractor.formats import brat, docbin, doccano, gold, label_studio
from extractor.formats.annotated import Annotated, Collection
from extractor.formats.names import Format
from extractor.model import Article
from extractor.reading import Problem, read_inputs

_READERS: Mapping[Format, Callable[[Path], Collection]] = {
    Format.LABEL_STUDIO: label_studio.read,
    Format.DOCCANO: doccano.read,
    Format.BRAT: brat.read,
    Format.DOCBIN: docbin.read,
}
_WRITERS: Mapping[Format, Callable[[Iterable[Annotated], Path], list[str]]] = {
    Format.GOLD: gold.write,
    Format.LABEL_STUDIO: label_studio.write,
    Format.DOCCANO: doccano.write,
    Format.BRAT: brat.write,
    Format.DOCBIN: docbin.write,
}


def read(source: Path, form: Format, *, articles: Sequence[str] = (), mentions: Path | None = None) -> Collection:
    """Read annotated articles.

    `articles` are inputs as `extractor read` takes them: gold and records need them for their texts; of the others,
    which bring a text of their own, it is checked that it is the same. Raises InputError.
    """
    if form is Format.GOLD:
        unbound = gold.read(source, mentions)
        return gold.bind(unbound, find_articles(articles, unbound.ids, str(source)))
    found = _READERS[form](source)
    _refuse_repeated(found.articles)
    if not articles:
        return found
    known = find_articles(articles, [one.article.id for one in found.articles], str(source))
    return Collection([_settle(one, known[one.article.id]) for one in found.articles], found.notes)


def write(articles: Sequence[Annotated], form: Format, output: Path) -> list[str]:
    """Write annotated articles; give what a person should know about it. Raises InputError and StoreError."""
    return _WRITERS[form](articles, output)


def find_articles(inputs: Sequence[str], wanted: Names[str], source: str) -> dict[str, Article]:
    """Read inputs and keep the articles with these ids. Raises InputError if one of them is not there."""
    names, found, failed = set(wanted), {}, []
    for item in read_inputs(inputs):
        if isinstance(item, Problem):
            failed += [item] if item.outcome == "failed" else []
        elif item.id in names:
            found[item.id] = item
    if missing := sorted(names - found.keys()):
        where = ", ".join(inputs)
        also = f" ({len(failed)} inputs there failed, the first: {failed[0]})" if failed else ""
        raise InputError(
            f"{source}: article {missing[0]!r} is not among the articles in {where}{also}; "
            "name the file or folder that has it with --articles"
        )
    return found


def _settle(one: Annotated, article: Article) -> Annotated:
    if one.article.text == article.text:
        return replace(one, article=article)
    pairs = zip(one.article.text, article.text, strict=False)
    place = next((number for number, (here, there) in enumerate(pairs) if here != there), None)
    if place is None:
        place = min(len(one.article.text), len(article.text))
    here, there = (text[place : place + 20] for text in (one.article.text, article.text))
    raise InputError(
        f"{one.place}: its text is not that of article {article.id!r}: from character {place} on it is {here!r}, in "
        f"the articles {there!r}; take the text that was annotated"
    )


def _refuse_repeated(articles: Iterable[Annotated]) -> None:
    places: dict[str, str] = {}
    for one in articles:
        if before := places.get(one.article.id):
            raise InputError(f"{one.place}: article {one.article.id!r} was there already ({before}); keep one of them")
        places[one.article.id] = one.place
