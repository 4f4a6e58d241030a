"""Charts as characters: what stands where Slack's own chart cannot."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.platform.slack import block_kit, charts
from bot.platform.slack.check import problems_in_message, problems_in_view

WEEKS = ["28 Sep", "5 Oct", "12 Oct"]
CHART = block_kit.chart(
    "Twelve weeks",
    kind="line",
    categories=WEEKS,
    series={"Held": [0, 1, 4], "Thanks": [2, 0, 0]},
    block_id="drawn",
)
COUNTS = st.lists(st.integers(0, 10_000), min_size=3, max_size=3)


def text_of(bars: dict[str, Any]) -> str:
    _, preformatted = bars["elements"]
    return str(preformatted["elements"][0]["text"])


def test_a_series_is_a_line_and_nothing_is_not_a_little() -> None:
    assert text_of(charts.bars(CHART)).splitlines() == [
        "Held    ·▂█",
        "Thanks  ▄··",
        "        28 Sep – 12 Oct",
    ]


def test_it_keeps_its_title_and_its_place() -> None:
    drawn = charts.bars(CHART)
    assert drawn["block_id"] == "drawn"
    assert drawn["elements"][0]["elements"][0]["text"] == "Twelve weeks"
    before, after = block_kit.divider(), block_kit.context("numbers")
    assert charts.without_charts([before, CHART, after]) == [before, drawn, after]


def test_a_message_without_charts_is_left_as_it_is() -> None:
    blocks = [block_kit.section("a"), block_kit.divider()]
    assert not charts.has_chart(blocks)
    assert charts.without_charts(blocks) == blocks


def test_a_pie_becomes_a_line_a_segment() -> None:
    segments = [{"label": "Held", "value": 8}, {"label": "Moved", "value": 1}]
    pie = {"type": "data_visualization", "title": "t", "chart": {"type": "pie", "segments": segments}}
    assert text_of(charts.bars(pie)).splitlines() == ["Held   █ 8", "Moved  ▁ 1"]


@given(held=COUNTS, thanks=COUNTS)
def test_slack_takes_the_bars_wherever_it_refuses_the_chart(held: list[int], thanks: list[int]) -> None:
    chart = block_kit.chart("t", kind="bar", categories=WEEKS, series={"a": held, "b": thanks})
    modal = {"title": block_kit.plain_text("t"), "close": block_kit.plain_text("c"), "callback_id": "c"}
    assert problems_in_view({"type": "modal", "blocks": [chart], **modal})
    assert problems_in_view({"type": "home", "blocks": [chart]})
    drawn = charts.without_charts([chart])
    assert problems_in_view({"type": "modal", "blocks": drawn, **modal}) == []
    assert problems_in_view({"type": "home", "blocks": drawn}) == []
    assert problems_in_message("t", drawn) == []


@given(held=COUNTS)
def test_more_is_never_drawn_lower(held: list[int]) -> None:
    chart = block_kit.chart("t", kind="bar", categories=WEEKS, series={"a": held})
    drawn = text_of(charts.bars(chart)).splitlines()[0].split()[1]
    heights = ["·▁▂▃▄▅▆▇█".index(character) for character in drawn]
    assert sorted(range(3), key=lambda place: (held[place], heights[place])) == sorted(
        range(3), key=lambda place: (heights[place], held[place])
    )
    assert [height == 0 for height in heights] == [value == 0 for value in held]
