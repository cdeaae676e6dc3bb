"""The project that a flow is for and the scheme that it is paid from: its own, its whole's, or the article's only one.

An article names its project once, and often in a sentence that tells no sum: "The Dawa Water Project will serve ...".
"""

from collections.abc import Sequence

from extractor.assembly.collect import Sentence, Title
from extractor.assembly.group import Flow
from extractor.assembly.inherit import family
from extractor.assembly.writer import Writer
from extractor.model import GrantRecord, Programme, Span

Told = tuple[Flow, GrantRecord]


def title(flow: Flow, writer: Writer, evidence: list[Span]) -> str | None:
    """Give the name of a flow's project, and put the words it stands in into the evidence."""
    for statement in (s for f in family(flow) for s in (*f.statements, *f.details)):
        for named in statement.titles:
            if named.kind != "scheme":
                evidence.append(writer.fact("title", named))
                return named.name
    return None


def programme(flow: Flow, writer: Writer) -> Programme | None:
    """Give the scheme that a flow is paid from."""
    for statement in (s for f in family(flow) for s in (*f.statements, *f.leads, *f.details)):
        for named in statement.titles:
            if named.kind == "scheme":
                return Programme(name=named.name, code=named.code or None, evidence=[writer.fact("programme", named)])
    return None


def share(told: Sequence[Told], sentences: Sequence[Sentence], writer: Writer) -> None:
    """Give flows without a project the only one that their paragraph names, or else the paragraphs beside it."""
    used = {record.title.lower() for _, record in told if record.title is not None}
    named: dict[int, list[Title]] = {}
    for sentence in sentences:
        named.setdefault(sentence.paragraph, []).extend(t for t in sentence.titles if t.kind != "scheme")
    for flow, record in told:
        if record.title is not None:
            continue
        at = flow.opening.sentence.paragraph
        near = named.get(at) or [*named.get(at - 1, ()), *named.get(at + 1, ())]
        if len({t.name.lower() for t in near}) == 1 and near[0].name.lower() not in used:
            record.title = near[0].name
            record.evidence.append(writer.fact("title", near[0]))
