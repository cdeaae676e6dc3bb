"""How every component leaves what it found on the doc."""

from collections.abc import Iterable

from spacy.tokens import Doc, SpanGroup

from extractor.model import Finding

_TEXT = "text"


def text_of(doc: Doc) -> str:
    """Give `doc.text`, made once: spaCy puts it together from every token whenever it is asked."""
    text: str | None = doc.user_data.get(_TEXT)
    if text is None:
        text = doc.user_data[_TEXT] = doc.text
    return text


def write(doc: Doc, key: str, findings: Iterable[Finding]) -> Doc:
    """Write `findings` as `doc.spans[key]`: label, `id_` the rule, `kb_id_` the value.

    A span covers whole tokens; the exact characters of each are in the group's `attrs["offsets"]`, in the same
    order, since tokens don't end where mentions do ("the US$54.7m-project"); what else the rule knows is in
    `attrs["details"]`.
    """
    ordered = sorted(findings, key=lambda found: found[:5])
    spans, offsets, details = [], [], []
    for found in ordered:
        span = doc.char_span(
            found.start,
            found.end,
            label=found.label,
            kb_id=found.value,
            span_id=found.rule,
            alignment_mode="expand",
        )
        if span is None:
            raise ValueError(f"{found} lies outside a text of {len(text_of(doc))} characters")
        spans.append(span)
        offsets.append([found.start, found.end])
        details.append(dict(found.detail))
    doc.spans[key] = SpanGroup(doc, name=key, spans=spans, attrs={"offsets": offsets, "details": details})
    return doc


def read(doc: Doc, key: str) -> list[Finding]:
    """Read back what `write` left under `key`; nothing if the component did not run."""
    if key not in doc.spans:
        return []
    group = doc.spans[key]
    return [
        Finding(start, end, span.label_, span.kb_id_, span.id_, detail)
        for span, (start, end), detail in zip(group, group.attrs["offsets"], group.attrs["details"], strict=True)
    ]
