"""Why an article's records say what they say: what was chosen, what lost against it, and what made no record."""

from pydantic import BaseModel, ConfigDict

from extractor.model.evidence import Span


class _Told(BaseModel):
    model_config = ConfigDict(frozen=True)


class Part(_Told):
    """One reason with what it adds to a score; `words` are those it was read from, where it was read from words."""

    sign: str
    adds: float
    words: Span | None = None


class Option(_Told):
    """A value that was chosen for a slot, or one that lost: `why`, in words; score and parts where it was weighed."""

    value: str
    why: str
    words: list[Span] = []
    score: float | None = None
    parts: list[Part] = []


class Slot(_Told):
    """A slot of a record: what was chosen (nothing where it is null) and its rivals, the strongest first."""

    slot: str
    chosen: list[Option] = []
    rivals: list[Option] = []


class Weighed(_Told):
    """A probability of an additive model with its parts; below `least`, where there is such a bar, it is no."""

    chance: float
    least: float | None = None
    parts: list[Part]


class RecordExplained(_Told):
    """A record, `number` in the order of the article; `told_in` are the sentences that tell its flow."""

    number: int
    record_id: str
    summary: str
    told_in: list[Span]
    belief: Weighed | None
    confidence: Weighed
    slots: list[Slot]


class Dropped(_Told):
    """A flow that made no record, or a sentence that opened none, and why."""

    summary: str
    reason: str
    words: Span
    belief: Weighed | None = None


class Skip(_Told):
    """Why triage skips an article: the stretch of text that is likeliest to report aid, and its score below the bar."""

    reason: str
    start: int
    end: int
    score: float
    bar: float
    parts: list[Part]


class Explanation(_Told):
    """All of it, of one article. One that a run skips (`skip`) is read and explained all the same."""

    article_id: str
    skip: Skip | None
    records: list[RecordExplained]
    dropped: list[Dropped]
    passed_over: list[Dropped]
