"""How every component leaves what it found on the doc."""

from collections.abc import Iterable

from spacy.tokens import Doc, SpanGroup

from extractor.model import Finding

_TEXT, _WORDS = "text", "words"


def text_of(doc: Doc) -> str:
    """Give `doc.text`, made once: spaCy puts it together from every token whenever it is asked.

    >>> import spacy
    >>> text_of(spacy.blank("en")("Japan's aid."))
    "Japan's aid."
    """
    text: str | None = doc.user_data.get(_TEXT)
    if text is None:
        blanks = doc.to_array("SPACY").tolist() if len(doc) else []
        pieces = [f"{word} " if blank else word for word, blank in zip(words_of(doc), blanks, strict=True)]
        text = doc.user_data[_TEXT] = "".join(pieces)
    return text


def words_of(doc: Doc) -> list[str]:
    """Give the words of a doc, made once: a token costs much more, and few are looked at closely.

    >>> import spacy
    >>> words_of(spacy.blank("en")("Japan's aid."))
    ['Japan', "'s", 'aid', '.']
    """
    words: list[str] | None = doc.user_data.get(_WORDS)
    if words is None:
        strings = doc.vocab.strings
        orths = doc.to_array("ORTH").tolist() if len(doc) else []
        words = doc.user_data[_WORDS] = [strings[orth] for orth in orths]
    return words


def write(doc: Doc, key: str, findings: Iterable[Finding]) -> Doc:
    """Write `findings` as `doc.spans[key]`: label, `id_` the rule, `kb_id_` the value.

    A span covers whole tokens; the exact characters of each are in the group's `attrs["offsets"]`, in the same
    order, since tokens don't end where mentions do ("the US$54.7m-project"), with their labels, values and rules in
    `attrs["told"]`; what else the rule knows is in `attrs["details"]`.
    """
    ordered = sorted(findings, key=lambda found: found[:5])
    spans, offsets, told, details = [], [], [], []
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
        told.append([found.label, found.value, found.rule])
        details.append(dict(found.detail))
    attrs = {"offsets": offsets, "told": told, "details": details}
    doc.spans[key] = SpanGroup(doc, name=key, spans=spans, attrs=attrs)
    return doc


def read(doc: Doc, key: str) -> list[Finding]:
    """Read back what `write` left under `key`; nothing if the component did not run."""
    if key not in doc.spans:
        return []
    attrs = doc.spans[key].attrs
    return [
        Finding(start, end, label, value, rule, detail)
        for (start, end), (label, value, rule), detail in zip(
            attrs["offsets"], attrs["told"], attrs["details"], strict=True
        )
    ]
