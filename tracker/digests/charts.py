"""A series as a picture: SVG for pages, and a small PNG without words for mail and Slack. Pure.

The line leads through the value told last for each time; what others told for it stands beside as a ring.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil, floor, log10
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from tracker.digests.language import N_, NN_
from tracker.model import Series

if TYPE_CHECKING:
    from PIL import Image

    from tracker.digests.figures import Figures

WIDTH, HEIGHT = 720, 260
LEFT, RIGHT, TOP, BOTTOM = 96, 16, 16, 34
SMALL = (360, 64)
"""pixels of the picture in a mail, before it is doubled for sharp screens"""
INK = "#8a5cd6"
"""the line in a mail: at least 3 to 1 against a white and a dark ground"""
TICKS = 4
VALUES = NN_("%(number)s value, from %(first)s to %(last)s", "%(number)s values, from %(first)s to %(last)s")


@dataclass(frozen=True, slots=True)
class Point:
    """One value at its time. `told_last`: the line leads through it."""

    when: date
    value: float
    name: str
    """its period as it was told, or the day of its publication"""
    told_last: bool = True


def points_of(series: Series) -> tuple[Point, ...]:
    """The values of a series in the order of their times; one without a time of its own stands at its publication."""
    told = [
        (observation.mention.period, observation.mention.value, observation.origin.published.date())
        for observation in sorted(series.observations, key=lambda one: one.origin.published)
        if observation.mention.value is not None
    ]
    return points(told)


def points(told: Iterable[tuple[str | None, float, date | None]]) -> tuple[Point, ...]:
    """(period, value, publication) in the order they were told → points in the order of their times."""
    last: dict[date, int] = {}
    found: list[tuple[date, float, str]] = []
    for period, value, published in told:
        when = end_of(period or "") or published
        if when is not None:
            last[when] = len(found)
            found.append((when, value, period or when.isoformat()))
    made = [Point(when, value, name, last[when] == place) for place, (when, value, name) in enumerate(found)]
    return tuple(sorted(made, key=lambda point: (point.when, point.told_last)))


def in_order(history: Sequence[tuple[str | None, float]]) -> tuple[Point, ...]:
    """The values of a finding's history, at their times where all have one, else side by side in their order."""
    days = [end_of(period or "") for period, _ in history]
    if None not in days:
        return points([(period, value, None) for period, value in history])
    beside = (date(2000, 1, 1) + timedelta(days=place) for place in range(len(history)))
    return tuple(Point(day, value, period or "") for day, (period, value) in zip(beside, history, strict=True))


def end_of(period: str) -> date | None:
    """The last day of an ISO day, month, year or interval of them; None for anything else."""
    text = period.rpartition("/")[2] or period.partition("/")[0]
    try:
        if len(text) == 4:
            return date(int(text), 12, 31)
        if len(text) == 7:
            return (date.fromisoformat(f"{text}-01") + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        return date.fromisoformat(text)
    except (ValueError, OverflowError):
        return None


# ---------------------------------------------------------------- the picture of a page


def chart(points: Sequence[Point], figures: Figures, *, title: str, unit: str | None) -> str:
    """An SVG with an axis of values and of time; "" for fewer than two times. Its colours are those of its page."""
    if sum(point.told_last for point in points) < 2:
        return ""
    plane = _Plane(points, WIDTH, HEIGHT, (LEFT, RIGHT, TOP, BOTTOM))
    ticks = plane.ticks
    grid = [_tick(plane, tick, figures) for tick in ticks]
    dots = [_dot(plane, point, figures, unit) for point in points]
    line = _path(plane.line(points))
    name = escape(f"{title}: {said(points, figures, unit)}")
    return (
        f'<svg class="chart" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" xmlns="http://www.w3.org/2000/svg">'
        f"<title>{name}</title>{''.join(grid)}{_days(plane, points, figures)}"
        f'<path class="line" d="{line}"/>{"".join(dots)}</svg>'
    )


def said(points: Sequence[Point], figures: Figures, unit: str | None) -> str:
    """The picture in words: 5 values, from 4.69 trillion tokens (Mar 2026) to …, lowest …, highest …."""
    line = [point for point in points if point.told_last]
    first, last = line[0], line[-1]
    low, high = min(line, key=lambda one: one.value), max(line, key=lambda one: one.value)
    ends = {"first": _at(first, figures, unit), "last": _at(last, figures, unit)}
    told = [figures.words.count(VALUES, len(line), **ends)]
    inner = [(N_("lowest %(value)s"), low), (N_("highest %(value)s"), high)]
    told += [
        figures.words.say(word, value=_at(one, figures, unit))
        for word, one in inner
        if one.value not in (first.value, last.value)
    ]
    return ", ".join(told)


def _at(point: Point, figures: Figures, unit: str | None) -> str:
    return f"{figures.amount(point.value, unit)} ({figures.period(point.name)})"


def _tick(plane: _Plane, value: float, figures: Figures) -> str:
    y = plane.y(value)
    label = escape(figures.number(float(f"{value:.6g}")))
    return (
        f'<line class="grid" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}"/>'
        f'<text class="tick" x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{label}</text>'
    )


def _days(plane: _Plane, points: Sequence[Point], figures: Figures) -> str:
    """The first and the last time, each under its point."""
    ends = [(points[0], "start")] + ([(points[-1], "end")] if points[-1].when != points[0].when else [])
    return "".join(
        f'<text class="tick" x="{plane.x(point.when):.1f}" y="{HEIGHT - 10}" text-anchor="{anchor}">'
        f"{escape(figures.period(point.name))}</text>"
        for point, anchor in ends
    )


def _dot(plane: _Plane, point: Point, figures: Figures, unit: str | None) -> str:
    kind = "dot" if point.told_last else "dot other"
    name = escape(f"{figures.period(point.name)}: {figures.amount(point.value, unit)}")
    x, y = plane.x(point.when), plane.y(point.value)
    return f'<circle class={quoteattr(kind)} cx="{x:.1f}" cy="{y:.1f}" r="4"><title>{name}</title></circle>'


# ---------------------------------------------------------------- the picture of a mail


def picture(points: Sequence[Point]) -> bytes:
    """A line without words on no ground of its own, as PNG; the same bytes for the same values, b"" for one or two.

    Drawn at four times its size and halved: twice as sharp as it is shown, with smooth edges.
    """
    line = [point for point in points if point.told_last]
    if len(line) < 3:
        return b""
    from PIL import Image, ImageDraw

    width, height = SMALL
    places = [(4 * x, 4 * y) for x, y in _Plane(line, width, height, (6, 6, 8, 8)).line(line)]
    canvas = Image.new("L", (4 * width, 4 * height), 0)
    pen = ImageDraw.Draw(canvas)
    pen.polygon([*places, (places[-1][0], 4 * height), (places[0][0], 4 * height)], fill=40)
    pen.line(places, fill=255, width=10, joint="curve")
    for x, y in places:
        size = 18 if (x, y) == places[-1] else 9
        pen.ellipse((x - size, y - size, x + size, y + size), fill=255)
    return _png(canvas.reduce(2))


def _png(shape: Image.Image) -> bytes:
    """One colour, as dense as the shape says."""
    from io import BytesIO

    ink = bytes(int(INK[place : place + 2], 16) for place in (1, 3, 5))
    shape.putpalette(ink * 256)
    out = BytesIO()
    shape.save(out, "PNG", transparency=bytes(range(256)))
    return out.getvalue()


# ---------------------------------------------------------------- geometry


class _Plane:
    """Where a time and a value stand; ends a little outside the values, from zero where that is near."""

    def __init__(self, points: Sequence[Point], width: int, height: int, margins: tuple[int, int, int, int]) -> None:
        self.left, right, self.top, bottom = margins
        self.wide, self.high = width - self.left - right, height - self.top - bottom
        self.first, self.last = min(p.when for p in points), max(p.when for p in points)
        values = [point.value for point in points]
        self.ticks = ticks(min(values), max(values))
        self.low, self.top_value = self.ticks[0], self.ticks[-1]

    def x(self, when: date) -> float:
        days = (self.last - self.first).days
        share = (when - self.first).days / days if days else 0.5
        return self.left + share * self.wide

    def y(self, value: float) -> float:
        return self.top + (self.top_value - value) / (self.top_value - self.low) * self.high

    def line(self, points: Sequence[Point]) -> list[tuple[float, float]]:
        return [(self.x(point.when), self.y(point.value)) for point in points if point.told_last]


def ticks(low: float, high: float) -> tuple[float, ...]:
    """Round values, from at or below the lowest to at or above the highest: steps of 1, 2 or 5 times a power of ten."""
    if 0 < low < high * 0.4:
        low = 0.0
    spread = high - low or abs(high) or 1.0
    power = 10.0 ** floor(log10(spread / TICKS))
    step = next(power * factor for factor in (1, 2, 5, 10) if spread / (power * factor) <= TICKS)
    first, last = floor(low / step), ceil(high / step)
    last += first == last
    return tuple(place * step for place in range(first, last + 1))


def _path(places: Sequence[tuple[float, float]]) -> str:
    return "M" + " L".join(f"{x:.1f} {y:.1f}" for x, y in places)
