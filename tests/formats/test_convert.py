"""From format to format, on whole collections."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.errors import InputError
from extractor.formats import convert
from extractor.formats.annotated import Annotated
from extractor.formats.names import Format
from extractor.scoring.files import read_gold

from .made import annotated, articles, content, record

PATHS = {
    Format.GOLD: "gold",
    Format.LABEL_STUDIO: "tasks.json",
    Format.DOCCANO: "all.jsonl",
    Format.BRAT: "brat",
    Format.DOCBIN: "all.spacy",
}
ONE = annotated("Malé 😀\r\npaid\tTonga", (0, 4), (13, 18), records=(record("wall"),), title="Paid", source="News")
IDS = st.text(st.sampled_from("ab/.%é😀"), min_size=1, max_size=9)


def written(many: list[Annotated], folder: Path) -> str:
    """Write articles as `extractor read` takes them."""
    path = folder / "articles.jsonl"
    path.write_text("".join(one.article.model_dump_json() + "\n" for one in many), "utf-8")
    return str(path)


def test_every_format_has_a_place_here() -> None:
    assert set(PATHS) == set(Format)


@settings(deadline=None, max_examples=50)
@given(articles(ids=IDS, tight=True, distinct=True), st.permutations(list(Format)))
def test_a_tour_through_all_formats_loses_nothing(
    tmp_path_factory: pytest.TempPathFactory, one: Annotated, tour: list[Format]
) -> None:
    folder = tmp_path_factory.mktemp("tour")
    one = Annotated(one.article, one.mentions, one.records)
    sources = written([one], folder)
    first = tour[0]
    convert.write([one], first, folder / f"0{PATHS[first]}")
    for number, (before, after) in enumerate(pairwise(tour)):
        found = convert.read(folder / f"{number}{PATHS[before]}", before, articles=[sources])
        assert [content(each) for each in found.articles] == [content(one)]
        convert.write(found.articles, after, folder / f"{number + 1}{PATHS[after]}")
    found = convert.read(folder / f"4{PATHS[tour[-1]]}", tour[-1], articles=[sources])
    assert [content(each) for each in found.articles] == [content(one)]


@pytest.mark.parametrize("form", [form for form in Format if form is not Format.GOLD])
def test_the_text_is_compared_where_articles_are_given(tmp_path: Path, form: Format) -> None:
    convert.write([ONE], form, tmp_path / PATHS[form])
    assert [content(one) for one in convert.read(tmp_path / PATHS[form], form).articles] == [content(ONE)]
    other = written([annotated("Malé 😀\npaid\tTonga")], tmp_path)
    with pytest.raises(InputError, match=r"'wall'.*from character 6 on it is '\\r\\npaid.*, in the articles '\\npaid"):
        convert.read(tmp_path / PATHS[form], form, articles=[other])


@pytest.mark.parametrize("form", list(Format))
def test_an_article_that_is_not_there_is_named(tmp_path: Path, form: Format) -> None:
    convert.write([ONE], form, tmp_path / PATHS[form])
    sources = tmp_path / "articles.jsonl"
    sources.write_text('{"id": "wool", "text": "a"}\n{"id": 3}\n')
    with pytest.raises(InputError, match=r"'wall' is not among the articles in .*1 inputs there failed.*first: .*:2"):
        convert.read(tmp_path / PATHS[form], form, articles=[str(sources)])


def test_metadata_comes_with_the_articles(tmp_path: Path) -> None:
    bare = Annotated(ONE.article.model_copy(update={"title": None, "source": None}), ONE.mentions)
    convert.write([bare], Format.DOCCANO, tmp_path / "a.jsonl")
    [found] = convert.read(tmp_path / "a.jsonl", Format.DOCCANO, articles=[written([ONE], tmp_path)]).articles
    assert found.article.title == "Paid"


@pytest.mark.parametrize("form", [Format.LABEL_STUDIO, Format.DOCCANO, Format.DOCBIN])
def test_an_article_that_comes_twice_is_named(tmp_path: Path, form: Format) -> None:
    convert.write([ONE, ONE], form, tmp_path / PATHS[form])
    with pytest.raises(InputError, match=r"'wall' was there already \(.*(1|:1) \(article 'wall'\)\); keep one"):
        convert.read(tmp_path / PATHS[form], form)


def test_our_own_gold_goes_everywhere_and_back(tmp_path: Path) -> None:
    root = Path(__file__).parents[2]
    held = {line.strip() for line in (root / "gold" / "held.txt").read_text().splitlines()}
    names = [path.stem for path in sorted((root / "gold").glob("*.json"))]
    chosen = [name for name in names if name not in held and (root / "corpus" / f"{name}.txt").exists()][:12]
    sources = [str(root / "corpus" / f"{name}.txt") for name in chosen]
    (tmp_path / "gold").mkdir()
    for name in chosen:
        (tmp_path / "gold" / f"{name}.json").write_bytes((root / "gold" / f"{name}.json").read_bytes())
    known = convert.read(tmp_path / "gold", Format.GOLD, articles=sources)
    assert len(known.articles) == 12
    for form in Format:
        convert.write(known.articles, form, tmp_path / f"made-{PATHS[form]}")
        found = convert.read(tmp_path / f"made-{PATHS[form]}", form, articles=sources)
        assert [content(one) for one in found.articles] == [content(one) for one in known.articles]
    assert read_gold(tmp_path / "made-gold").articles == read_gold(tmp_path / "gold").articles
