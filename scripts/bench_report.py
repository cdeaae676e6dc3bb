"""What `bench.py` measured, as tables in Markdown and as one picture in SVG."""

from collections.abc import Callable, Sequence
from html import escape
from math import log, log10
from statistics import median
from typing import Any

Figures = dict[str, Any]
BASE = "spaCy"
MUST_SLOPE = {"growth": 1.03, "length": 1.15}

WIDTH, PANEL, LEFT = 760, 340, 150
COLOURS = {"spaCy": "#9aa5b1", "spaCy + parsers": "#6b7c93", "extractor": "#2f6f9f"}


def slope(points: Sequence[tuple[float, float]]) -> float:
    """Give the least-squares slope of the logarithms: 1 where cost is proportional.

    >>> round(slope([(1, 2), (10, 20), (100, 200)]), 6)
    1.0
    """
    xs, ys = [log(x) for x, _ in points], [log(y) for _, y in points]
    x, y = sum(xs) / len(xs), sum(ys) / len(ys)
    return sum((a - x) * (b - y) for a, b in zip(xs, ys, strict=True)) / sum((a - x) ** 2 for a in xs)


def ratio(found: Sequence[float], base: Sequence[float]) -> float:
    """Give the median of the ratios of what was measured side by side."""
    return median(one / other for one, other in zip(found, base, strict=True))


def growth_points(found: Figures) -> list[tuple[float, float]]:
    """Give articles and seconds of each run, without those that a run of one article takes."""
    return [(run["articles"], run["seconds"] - found["start"]) for run in found["runs"]]


def rate(runs: Sequence[Figures]) -> list[float]:
    """Give the articles a second of each run, from when its workers were ready."""
    return [run["articles"] / (run["seconds"] - run["start"]) for run in runs]


def tables(figures: Figures) -> str:
    """Write all that was measured."""
    makers: dict[str, Callable[[Any], list[str]]] = {
        "rates": _rates,
        "start": _start,
        "workers": _workers,
        "growth": _growth,
        "length": _length,
    }
    return "\n".join("\n".join(make(figures[name])) + "\n" for name, make in makers.items() if name in figures)


def _rates(found: Figures) -> list[str]:
    lines = ["| articles | reader | articles a second | times bare spaCy |", "| --- | --- | ---: | ---: |"]
    for name, readers in found.items():
        for reader, rates in readers.items():
            lines.append(f"| {name} | {reader} | {median(rates):.0f} | {ratio(rates, readers[BASE]):.2f} |")
    return lines


def _start(found: Figures) -> list[str]:
    lines = ["| start | seconds |", "| --- | ---: |"]
    return lines + [f"| {name} | {median(seconds):.2f} |" for name, seconds in found.items()]


def _workers(found: Figures) -> list[str]:
    base = rate(found["1 worker"])
    lines = [
        f"| {found['1 worker'][0]['articles']} narratives | seconds in all | to start | articles a second, started | "
        "times one worker | MiB |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    for name, runs in found.items():
        whole, start = median(run["seconds"] for run in runs), median(run["start"] for run in runs)
        memory = max(run["memory"] for run in runs)
        lines.append(
            f"| {name} | {whole:.1f} | {start:.1f} | {median(rate(runs)):.0f} | {ratio(rate(runs), base):.2f} "
            f"| {memory:.0f} |"
        )
    return lines


def _growth(found: Figures) -> list[str]:
    first = found["runs"][0]["memory"]
    lines = ["| articles of the stream | seconds in all | peak memory, MiB | times the first |", "| ---: " * 4 + "|"]
    for run in found["runs"]:
        lines.append(
            f"| {run['articles']} | {run['seconds']:.1f} | {run['memory']:.0f} | {run['memory'] / first:.2f} |"
        )
    told = f"Started in {found['start']:.1f} s; without that, log-log slope {slope(growth_points(found)):.3f}"
    return [*lines, "", f"{told} (at most {MUST_SLOPE['growth']})."]


def _length(found: Figures) -> list[str]:
    lines = ["| characters of one article | seconds |", "| ---: | ---: |"]
    lines += [f"| {size} | {median(seconds):.3f} |" for size, seconds in found]
    slant = slope([(size, median(seconds)) for size, seconds in found])
    return [*lines, "", f"Log-log slope {slant:.3f} (at most {MUST_SLOPE['length']})."]


def picture(figures: Figures) -> str:
    """Draw what was measured: bars of speed above, lines of growth below."""
    y, drawn = 10, []
    if "rates" in figures:
        for name, readers in figures["rates"].items():
            bars = {reader: ratio(rates, readers[BASE]) for reader, rates in readers.items()}
            drawn.append(_bars(f"{name}: articles a second, bare spaCy = 1", bars, y))
            y += 24 + 22 * len(bars) + 14
    if "workers" in figures:
        base = rate(figures["workers"]["1 worker"])
        bars = {name: ratio(rate(runs), base) for name, runs in figures["workers"].items()}
        drawn.append(_bars("dense: articles a second, one worker = 1", bars, y))
        y += 24 + 22 * len(bars) + 14
    panels = []
    if "growth" in figures:
        panels.append(("articles → seconds", growth_points(figures["growth"])))
        memory = [(run["articles"], run["memory"]) for run in figures["growth"]["runs"]]
        panels.append(("articles → MiB at most", memory))
    if "length" in figures:
        panels.append(("characters of one article → seconds", [(s, median(t)) for s, t in figures["length"]]))
    for at, (title, points) in enumerate(panels):
        drawn.append(_lines(title, points, x=at * WIDTH / len(panels), y=y, width=WIDTH / len(panels)))
    height = y + (200 if panels else 0)
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" '
        'font-family="sans-serif" font-size="12">'
    )
    ground = f'<rect width="{WIDTH}" height="{height}" fill="white"/>'
    return "\n".join([head, "<title>Speed of grant-extractor</title>", ground, *drawn, "</svg>"]) + "\n"


def _bars(title: str, bars: dict[str, float], y: float) -> str:
    most = max(bars.values())
    drawn = [_text(10, y + 13, title, weight="bold")]
    for at, (name, value) in enumerate(bars.items()):
        top = y + 24 + 22 * at
        width = (WIDTH - LEFT - 70) * value / most
        drawn.append(_text(LEFT - 8, top + 12, name, anchor="end"))
        drawn.append(
            f'<rect x="{LEFT}" y="{top}" width="{width:.1f}" height="16" fill="{COLOURS.get(name, "#2f6f9f")}"/>'
        )
        drawn.append(_text(LEFT + width + 6, top + 12, f"{value:.2f}"))
    return "\n".join(drawn)


def _lines(title: str, points: Sequence[tuple[float, float]], *, x: float, y: float, width: float) -> str:
    """Draw a curve over logarithmic axes, on which a straight line at 45° is growth in proportion."""
    left, top, wide, high = x + 50, y + 28, width - 80, 130
    low_x, high_x = _ends([a for a, _ in points])
    low_y, high_y = _ends([b for _, b in points])

    def place(point: tuple[float, float]) -> tuple[float, float]:
        across = (log10(point[0]) - low_x) / (high_x - low_x)
        up = (log10(point[1]) - low_y) / (high_y - low_y)
        return left + wide * across, top + high * (1 - up)

    drawn = [_text(x + 10, y + 13, title, weight="bold")]
    drawn.append(f'<rect x="{left}" y="{top}" width="{wide}" height="{high}" fill="none" stroke="#c8ced6"/>')
    for power in range(low_x, high_x + 1):
        drawn.append(_text(place((10**power, 10**low_y))[0], top + high + 15, _short(power), anchor="middle"))
    for power in range(low_y, high_y + 1):
        drawn.append(_text(left - 5, place((10**low_x, 10**power))[1] + 4, _short(power), anchor="end"))
    placed = [place(point) for point in points]
    path = " ".join(f"{a:.1f},{b:.1f}" for a, b in placed)
    drawn.append(f'<polyline points="{path}" fill="none" stroke="#2f6f9f" stroke-width="2"/>')
    drawn += [f'<circle cx="{a:.1f}" cy="{b:.1f}" r="3" fill="#2f6f9f"/>' for a, b in placed]
    drawn.append(_text(left + 6, top + high - 6, f"slope {slope(points):.2f}"))
    return "\n".join(drawn)


def _ends(values: Sequence[float]) -> tuple[int, int]:
    """Give the powers of ten around some values, which differ by one at least."""
    low = int(log10(min(values)) // 1)
    high = int(-(-log10(max(values)) // 1))
    return low, max(high, low + 1)


def _short(power: int) -> str:
    """Write a power of ten in little room.

    >>> [_short(power) for power in (-1, 2, 4, 6)]
    ['0.1', '100', '10k', '1M']
    """
    scale, unit = (6, "M") if power >= 6 else (3, "k") if power >= 3 else (0, "")
    return f"{10.0 ** (power - scale):g}{unit}"


def _text(x: float, y: float, said: str, *, anchor: str = "start", weight: str = "normal") -> str:
    about = f'text-anchor="{anchor}" font-weight="{weight}"'
    return f'<text x="{x:.1f}" y="{y:.1f}" {about}>{escape(said)}</text>'
