"""Charts where Slack's own cannot stand: the same numbers as bars made of block characters. Pure.

Slack's chart (``data_visualization``) stands in messages alone, and not in every client's yet. A Home tab and
a modal get the bars from the start, and a message that Slack refuses is sent again with them.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.platform.slack.block_parts import Block, given
from bot.platform.slack.block_rich_text import rich_text, rich_text_section, words

_CHART = "data_visualization"
_BARS = "▁▂▃▄▅▆▇█"
# Nothing must not look like a little.
_NOTHING = "·"


def has_chart(blocks: Sequence[Mapping[str, Any]]) -> bool:
    """Whether one of them is a chart of Slack's own."""
    return any(block.get("type") == _CHART for block in blocks)


def without_charts(blocks: Sequence[Block]) -> list[Block]:
    """``blocks`` with bars in the place of every chart; the rest as it is."""
    return [bars(block) if block.get("type") == _CHART else block for block in blocks]


def bars(chart: Block) -> Block:
    """A line, bar or area chart as one line of characters a series, and what the first and last stand for.

    All series go by one height, so that they can be compared. A pie becomes a line a segment.
    """
    drawn = chart.get("chart") or {}
    segments = drawn.get("segments")
    if segments is not None:
        lines = _segment_lines(segments)
    else:
        lines = _series_lines(drawn.get("series") or [], drawn.get("axis_config") or {})
    title = rich_text_section([words(str(chart.get("title") or "-"), bold=True)])
    preformatted = given("rich_text_preformatted", elements=[words("\n".join(lines) or _NOTHING)])
    return rich_text([title, preformatted], block_id=chart.get("block_id"))


def _series_lines(every: Sequence[Mapping[str, Any]], axis: Mapping[str, Any]) -> list[str]:
    rows = [
        (str(series.get("name", "")), [float(point.get("value") or 0) for point in series.get("data") or []])
        for series in every
    ]
    highest = max((value for _, values in rows for value in values), default=0.0)
    wide = max((len(name) for name, _ in rows), default=0)
    lines = [f"{name:<{wide}}  {_bars_of(values, highest)}" for name, values in rows]
    categories = [str(category) for category in axis.get("categories") or []]
    if len(categories) > 1:
        lines.append(f"{'':<{wide}}  {categories[0]} – {categories[-1]}")
    return lines


def _segment_lines(segments: Sequence[Mapping[str, Any]]) -> list[str]:
    rows = [(str(segment.get("label", "")), float(segment.get("value") or 0)) for segment in segments]
    highest = max((value for _, value in rows), default=0.0)
    wide = max((len(label) for label, _ in rows), default=0)
    return [f"{label:<{wide}}  {_bar_of(value, highest)} {value:g}" for label, value in rows]


def _bars_of(values: Sequence[float], highest: float) -> str:
    return "".join(_bar_of(value, highest) for value in values)


def _bar_of(value: float, highest: float) -> str:
    if value <= 0 or highest <= 0:
        return _NOTHING
    return _BARS[min(len(_BARS) - 1, max(0, round(value / highest * len(_BARS)) - 1))]
