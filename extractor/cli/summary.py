"""What is said when a run is over, and with what status it ends."""

from collections import Counter
from collections.abc import Mapping

from extractor.batch.runner import State, Summary

_ORDER: tuple[State, ...] = ("skipped", "unchanged", "dropped", "failed", "noted")


def closing(summary: Summary, seconds: float, places: Mapping[str, str], *, records: bool = False) -> str:
    """Tell what was read, skipped, dropped and failed, how fast, and where the results are."""
    read = summary.states["read"]
    seen = read + summary.states["skipped"]
    rate = f" ({seen / seconds:.1f} articles a second)" if seen and seconds > 0 else ""
    lines = [f"{_many(read, 'article')} read in {seconds:.1f} s{rate}"]
    for state in _ORDER:
        if count := summary.states[state]:
            reasons = summary.reasons.get(state, Counter())
            told = ", ".join(f"{reason} {number}" for reason, number in sorted(reasons.items()))
            lines.append(f"{state}: {count}" + (f" ({told})" if told else ""))
    if records:
        lines.append(_many(summary.records, "record"))
    lines += [f"{what}: {place}" for what, place in places.items()]
    if not summary.done:
        lines.append("nothing could be done: no article was read; nothing was written")
    return "\n".join(lines)


def outcome(summary: Summary, *, strict: bool) -> int:
    """Give the exit status: 1 if nothing could be done, or if `strict` and something failed."""
    return 1 if not summary.done or (strict and summary.failed) else 0


def _many(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"
