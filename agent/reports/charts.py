"""The charts of a report for reading, as SVG that browsers show and Qt prints: plain shapes, no style sheet."""

import math
from collections.abc import Callable, Iterator, Sequence
from html import escape

from agent.stats import Point
from agent.store.values import DayFigures
from agent.zones import date_in, in_zone

WIDTH, LEFT, RIGHT = 720, 52, 8
GOOD, SLOW, BAD, FAINT, LINE, INK = "#67c4ae", "#d2ab4f", "#93161d", "#676d74", "#d9dde2", "#1f5fbf"
_LOWS = (0.999, 0.99, 0.95, 0.9, 0.75, 0.5, 0.0)
_LABELS = 7
_FONT = 'font-family="sans-serif" font-size="10"'


def uptime(days: Sequence[DayFigures], zone: str, target: float | None) -> str:
    """A bar a day, from the axis's lowest ratio up; red below the ``target`` in percent, else amber where it was DOWN
    at all. A day without a check is an empty slot."""
    top, height = 8, 76
    ratios = [day.uptime.ratio for day in days]
    known = [ratio for ratio in ratios if ratio is not None]
    goal = None if target is None else target / 100
    least = min([*known, *([goal] if goal is not None else [])], default=1.0)
    low = next(one for one in _LOWS if one < least or one == 0.0)
    width = (WIDTH - LEFT - RIGHT) / max(len(days), 1)
    gap = min(2.0, width / 5)

    def y(ratio: float) -> float:
        return top + height * (1 - max(0.0, ratio - low) / (1 - low))

    parts = list(_grid([(y(ratio), _share(ratio)) for ratio in (low, (low + 1) / 2, 1.0)]))
    for place, ratio in enumerate(ratios):
        left = LEFT + place * width
        if ratio is None:
            parts.append(_rect(left + gap / 2, y(low) - 4, width - gap, 4, LINE))
            continue
        missed = goal is not None and ratio < goal
        colour = BAD if missed or ratio < 0.9 else GOOD if ratio == 1 or goal is not None else SLOW
        parts.append(_rect(left + gap / 2, min(y(ratio), y(low) - 1.5), width - gap, 0, colour, until=y(low)))
    if goal is not None:
        parts.append(_line(LEFT, y(goal), WIDTH - RIGHT, y(goal), INK, dash="4 3"))
    dates = [(LEFT + (place + 0.5) * width, _day(zone, day.start)) for place, day in enumerate(days)]
    return _svg(top + height + 18, "Uptime by day", [*parts, *_ticks(dates, top + height + 13)])


def latency(points: Sequence[Point], start: int, end: int, zone: str, threshold_ms: float | None) -> str:
    """The median as a line with a band up to the 95th percentile, failures as marks on the axis, gaps as gaps."""
    top, height = 8, 84
    most = max((point.high_ms or 0 for point in points), default=0.0)
    scale = _nice(max(most, threshold_ms if threshold_ms is not None and threshold_ms < 2 * most else 0.0, 1.0))

    def x(at: int) -> float:
        return LEFT + (WIDTH - LEFT - RIGHT) * (min(max(at, start), end) - start) / max(end - start, 1)

    def y(ms: float) -> float:
        return top + height * (1 - ms / scale)

    parts = list(_grid([(y(scale * part / 2), _milliseconds(scale * part / 2)) for part in range(3)]))
    for run in _runs(points):
        line = [(x(at), y(median)) for at, median, _ in run]
        high = [(x(at), y(p95)) for at, _, p95 in run]
        if len(run) == 1:
            parts.append(_rect(line[0][0] - 1, line[0][1] - 1, 2, 2, INK))
            continue
        parts.append(f'<polygon points="{_places([*line, *reversed(high)])}" fill="{INK}" fill-opacity="0.16"/>')
        parts.append(f'<polyline points="{_places(line)}" fill="none" stroke="{INK}" stroke-width="1.3"/>')
    if threshold_ms is not None and threshold_ms <= scale:
        parts.append(_line(LEFT, y(threshold_ms), WIDTH - RIGHT, y(threshold_ms), SLOW, dash="4 3"))
    parts += [_rect(x(point.at) - 0.75, top + height - 5, 1.5, 5, BAD) for point in points if point.failed]
    return _svg(top + height + 18, "Latency", [*parts, *_ticks(list(_times(start, end, zone, x)), top + height + 13)])


def _runs(points: Sequence[Point]) -> Iterator[list[tuple[int, float, float]]]:
    """Points with a latency that follow each other: time, median, 95th percentile."""
    run: list[tuple[int, float, float]] = []
    for point in points:
        if point.latency_ms is not None and point.high_ms is not None:
            run.append((point.at, point.latency_ms, point.high_ms))
        elif not point.checks and run:
            yield run
            run = []
    if run:
        yield run


def _times(start: int, end: int, zone: str, x: Callable[[int], float]) -> Iterator[tuple[float, str]]:
    days = (end - start) / 86_400_000
    for part in range(_LABELS):
        at = start + (end - start) * (2 * part + 1) // (2 * _LABELS)
        shown = in_zone(zone, at)
        yield x(at), f"{shown:%H:%M}" if days <= 2 else _day(zone, at)


def _nice(most: float) -> float:
    """The first round number that is not below."""
    power = 10.0 ** math.floor(math.log10(most))
    return next(step * power for step in (1, 1.5, 2, 3, 4, 5, 6, 8, 10) if step * power >= most)


def _share(ratio: float) -> str:
    return f"{ratio * 100:.4g} %"


def _milliseconds(ms: float) -> str:
    return f"{ms:,.4g} ms" if ms < 10_000 else f"{ms / 1_000:,.4g} s"


def _svg(height: float, name: str, parts: Sequence[str]) -> str:
    inside = "".join(parts)
    space = f'xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:g}"'
    return f'<svg {space} role="img" aria-label="{escape(name)}">{inside}</svg>'


def _grid(lines: Sequence[tuple[float, str]]) -> Iterator[str]:
    for y, label in lines:
        yield _line(LEFT, y, WIDTH - RIGHT, y, LINE)
        yield _text(LEFT - 6, y + 3.5, label, "end")


def _ticks(labels: Sequence[tuple[float, str]], y: float) -> Iterator[str]:
    step = max(1, -(-len(labels) // _LABELS))
    for x, label in labels[step // 2 :: step]:
        yield _text(x, y, label, "middle")


def _text(x: float, y: float, text: str, anchor: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" {_FONT} fill="{FAINT}" text-anchor="{anchor}">{escape(text)}</text>'


def _rect(x: float, y: float, width: float, height: float, colour: str, until: float | None = None) -> str:
    tall = height if until is None else until - y
    return f'<rect x="{x:.2f}" y="{y:.2f}" width="{width:.2f}" height="{tall:.2f}" fill="{colour}"/>'


def _line(x: float, y: float, to_x: float, to_y: float, colour: str, dash: str = "") -> str:
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    return f'<line x1="{x:g}" y1="{y:.2f}" x2="{to_x:g}" y2="{to_y:.2f}" stroke="{colour}" stroke-width="1"{dashes}/>'


def _places(points: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in points)


def _day(zone: str, at: int) -> str:
    day = date_in(zone, at)
    return f"{day:%b} {day.day}"
