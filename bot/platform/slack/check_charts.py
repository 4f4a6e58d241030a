"""What a chart must look like: the data_visualization block.

https://docs.slack.dev/reference/block-kit/blocks/data-visualization-block
"""

from typing import Any

from bot.platform.slack import limits
from bot.platform.slack.check_values import (
    Walk,
    list_of,
    number,
    one_kind_of,
    positive,
    shape,
    typed,
    words,
)


def _one_point_a_category(chart: dict[str, Any], where: str, walk: Walk) -> None:
    axis = chart.get("axis_config")
    categories = _texts(axis.get("categories")) if isinstance(axis, dict) else []
    if len(set(categories)) < len(categories):
        walk.refuse(f"{where}/axis_config/categories", "names a category twice")
    names: set[str] = set()
    every_series = chart.get("series")
    for place, series in enumerate(every_series if isinstance(every_series, list) else ()):
        if not isinstance(series, dict):
            continue
        name = series.get("name")
        if isinstance(name, str) and name in names:
            walk.refuse(f"{where}/series/{place}/name", "is the name of an earlier series, too")
        names.update(_texts([name]))
        points = series.get("data")
        drawn = (
            [point.get("label") for point in points if isinstance(point, dict)]
            if isinstance(points, list)
            else []
        )
        if sorted(_texts(drawn)) != sorted(categories):
            walk.refuse(f"{where}/series/{place}/data", "must have one point for each category")


def _texts(values: Any) -> list[str]:
    return [value for value in values if isinstance(value, str)] if isinstance(values, list) else []


_label = words(limits.CHART_LABEL)
_axis_title = words(limits.CHART_AXIS)
_point = shape(required={"label": _label, "value": number})
_series = shape(required={"name": _label, "data": list_of(_point, at_most=limits.CHART_POINTS)})
_axis = shape(
    required={"categories": list_of(_label, at_most=limits.CHART_POINTS)},
    optional={"x_label": _axis_title, "y_label": _axis_title},
)
_plotted = typed(
    {"series": list_of(_series, at_most=limits.CHART_SERIES), "axis_config": _axis},
    also=_one_point_a_category,
)
_segment = shape(required={"label": _label, "value": positive})

chart_title = words(limits.CHART_TITLE)
chart = one_kind_of(
    {
        "bar": _plotted,
        "line": _plotted,
        "area": _plotted,
        "pie": typed({"segments": list_of(_segment, at_most=limits.CHART_SEGMENTS)}),
    }
)
