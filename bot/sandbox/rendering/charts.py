"""Slack's ``data_visualization`` block as inline SVG that a screen reader can read out."""

import math
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from bot.sandbox.rendering.html import Content, join, tag

_WIDTH, _HEIGHT = 560, 240
_LEFT, _RIGHT, _TOP, _BOTTOM = 40, 12, 12, 28
_SLANTED = 56  # room under the axis when its words do not fit side by side
_LETTER = 6.3  # width of an average letter at the size the axis is written in


@dataclass(frozen=True)
class _Plot:
    """Where values stand: ``categories`` along, 0 to ``top`` upwards, ``bottom`` units for the words."""

    categories: list[str]
    series: list[tuple[str, list[float]]]
    top: float
    bottom: int

    @property
    def slot(self) -> float:
        return (_WIDTH - _LEFT - _RIGHT) / max(len(self.categories), 1)

    def x(self, index: int) -> float:
        return _LEFT + self.slot * (index + 0.5)

    def y(self, value: float) -> float:
        return _HEIGHT - self.bottom - (_HEIGHT - self.bottom - _TOP) * max(value, 0) / self.top


def draw_chart(block: dict[str, Any]) -> Markup:
    """The chart of ``block`` with its title above and, where there is more than one, its names below."""
    chart = block.get("chart") or {}
    title = str(block.get("title", ""))
    kind = str(chart.get("type", "bar"))
    if kind == "pie":
        segments = [(str(s.get("label", "")), _number(s.get("value"))) for s in chart.get("segments", [])]
        drawing, names = _draw_pie(segments), [f"{label} {_written(value)}" for label, value in segments]
        spoken = ", ".join(names)
    else:
        plot = _plot_of(chart)
        drawing = _draw_axes(plot) + _draw_series(kind, plot)
        names = [name for name, _ in plot.series] if len(plot.series) > 1 else []
        spoken = "; ".join(
            f"{name}: "
            + ", ".join(f"{c} {_written(v)}" for c, v in zip(plot.categories, values, strict=False))
            for name, values in plot.series
        )
    svg = tag(
        "svg",
        drawing,
        viewBox=f"0 0 {_WIDTH} {_HEIGHT}",
        role="img",
        aria_label=f"{kind.capitalize()} chart. {title}. {spoken}",
    )
    return tag("figure", tag("figcaption", title), svg, _draw_names(names), class_=f"chart chart-{kind}")


def _plot_of(chart: dict[str, Any]) -> _Plot:
    series = []
    labels: list[str] = []
    for line in chart.get("series", []):
        points = line.get("data", [])
        labels = labels or [str(point.get("label", "")) for point in points]
        series.append((str(line.get("name", "")), [_number(point.get("value")) for point in points]))
    axis = chart.get("axis_config") or {}
    categories = [str(category) for category in axis.get("categories") or labels]
    highest = max((value for _, values in series for value in values), default=0)
    room = (_WIDTH - _LEFT - _RIGHT) / max(len(categories), 1)
    crowded = any(len(category) * _LETTER > room - 6 for category in categories)
    return _Plot(categories, series, _round_up(highest), _SLANTED if crowded else _BOTTOM)


def _draw_axes(plot: _Plot) -> Markup:
    parts: list[Content] = []
    for step in range(5):
        value = plot.top * step / 4
        y = _at(plot.y(value))
        parts.append(tag("line", x1=_LEFT, x2=_WIDTH - _RIGHT, y1=y, y2=y, class_="grid"))
        if value == int(value) or plot.top < 4:
            parts.append(tag("text", _written(value), x=_LEFT - 8, y=_at(plot.y(value) + 4), class_="tick"))
    slanted = plot.bottom == _SLANTED
    for index, category in enumerate(plot.categories):
        x, below = _at(plot.x(index)), _HEIGHT - plot.bottom + 17
        parts.append(
            tag(
                "text",
                category,
                x=x,
                y=below,
                class_="slanted" if slanted else "category",
                transform=f"rotate(-28 {x} {below})" if slanted else None,
            )
        )
    return join(parts)


def _draw_series(kind: str, plot: _Plot) -> Markup:
    parts: list[Content] = []
    for index, (_, values) in enumerate(plot.series):
        if kind == "bar":
            parts += _draw_bars(plot, index, values)
        else:
            parts += _draw_line(plot, index, values, filled=kind == "area")
    return join(parts)


def _draw_bars(plot: _Plot, index: int, values: list[float]) -> list[Markup]:
    count = len(plot.series)
    width = min(plot.slot * 0.66 / count, 44)
    bars = []
    for position, value in enumerate(values):
        left = plot.x(position) - width * count / 2 + width * index
        height = plot.y(0) - plot.y(value)
        bars.append(
            tag(
                "rect",
                x=_at(left + 1),
                y=_at(plot.y(value)),
                width=_at(max(width - 2, 1)),
                height=_at(height),
                rx=3,
                class_=f"fill-{index % 6}",
            )
        )
    return bars


def _draw_line(plot: _Plot, index: int, values: list[float], *, filled: bool) -> list[Markup]:
    points = [f"{_at(plot.x(position))} {_at(plot.y(value))}" for position, value in enumerate(values)]
    if not points:
        return []
    drawn = [tag("path", d="M" + "L".join(points), class_=f"line stroke-{index % 6}")]
    if filled:
        floor = _at(plot.y(0))
        around = f"M{_at(plot.x(0))} {floor}L{'L'.join(points)}L{_at(plot.x(len(values) - 1))} {floor}Z"
        drawn.insert(0, tag("path", d=around, class_=f"area fill-{index % 6}"))
    for point in points:
        x, y = point.split()
        drawn.append(tag("circle", cx=x, cy=y, r=3.5, class_=f"fill-{index % 6}"))
    return drawn


def _draw_pie(segments: list[tuple[str, float]]) -> Markup:
    whole = sum(max(value, 0) for _, value in segments) or 1
    x, y, radius, turned = _WIDTH / 2, _HEIGHT / 2, 104, 0.0
    parts: list[Content] = []
    for index, (_, value) in enumerate(segments):
        share = max(value, 0) / whole
        kind = f"slice fill-{index % 6}"
        if share > 0.999:
            parts.append(tag("circle", cx=x, cy=y, r=radius, class_=kind))
            continue
        ends = [
            f"{_at(x + radius * math.sin(turn * math.tau))} {_at(y - radius * math.cos(turn * math.tau))}"
            for turn in (turned, turned + share)
        ]
        turned += share
        arc = f"M{_at(x)} {_at(y)}L{ends[0]}A{radius} {radius} 0 {int(share > 0.5)} 1 {ends[1]}Z"
        parts.append(tag("path", d=arc, class_=kind))
    return join(parts)


def _draw_names(names: list[str]) -> Content:
    if not names:
        return ""
    items = [tag("li", tag("span", class_=f"key key-{index % 6}"), name) for index, name in enumerate(names)]
    return tag("ul", *items, class_="chart-names", aria_hidden="true")


def _number(value: object) -> float:
    return float(value) if isinstance(value, int | float) and math.isfinite(value) else 0.0


def _round_up(highest: float) -> float:
    """The next round number, so that quarters of it are easy to read."""
    if highest <= 0:
        return 4.0
    size: float = 10.0 ** math.floor(math.log10(highest))
    return next(step * size for step in (1, 2, 4, 8, 10, 20) if step * size >= highest)


def _written(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) else f"{value:,.2f}".rstrip("0")


def _at(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
