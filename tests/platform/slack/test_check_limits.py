"""Every limit of Slack's: what just fits is taken, one more is refused, and the place is named."""

from collections.abc import Callable
from typing import Any

import pytest

from bot.platform.slack import block_kit as kit
from bot.platform.slack import limits
from bot.platform.slack.check import problems_in_message, problems_in_view

Block = dict[str, Any]

PRESS = {"type": "button", "action_id": "a", "text": {"type": "plain_text", "text": "Done"}}
OPTION = {"text": {"type": "plain_text", "text": "One"}, "value": "1"}
SURE = kit.confirm("Sure", text="Really", yes="Yes", no="No")


def plain(size: int) -> Block:
    return {"type": "plain_text", "text": "a" * size}


def marked(size: int) -> Block:
    return {"type": "mrkdwn", "text": "a" * size}


def options(count: int) -> list[Block]:
    return [kit.option(f"Choice {place}", value=str(place)) for place in range(count)]


def pressing(**parts: Any) -> list[Block]:
    return [{"type": "actions", "elements": [{**PRESS, **parts}]}]


def choosing(kind: str, **parts: Any) -> list[Block]:
    return [{"type": "actions", "elements": [{"type": kind, "action_id": "a", **parts}]}]


def typing(**parts: Any) -> list[Block]:
    element = {"type": "plain_text_input", "action_id": "a", **parts}
    return [{"type": "input", "label": plain(5), "element": element}]


def charted(*, series: int = 1, points: int = 1, label: int = 1, **parts: Any) -> list[Block]:
    categories = [str(place).rjust(label, "0") for place in range(points)]
    drawn = [
        {"name": f"s{place}", "data": [{"label": category, "value": 1} for category in categories]}
        for place in range(series)
    ]
    chart = {"type": "bar", "series": drawn, "axis_config": {"categories": categories}}
    return [{"type": "data_visualization", "title": "Week", "chart": chart, **parts}]


def pie(segments: int) -> list[Block]:
    slices = [{"label": f"s{place}", "value": 1} for place in range(segments)]
    return [{"type": "data_visualization", "title": "a", "chart": {"type": "pie", "segments": slices}}]


def tabled(rows: int, columns: int) -> list[Block]:
    return [{"type": "table", "rows": [[{"type": "raw_text", "text": "a"}] * columns] * rows}]


def carded(**parts: Any) -> list[Block]:
    return [{"type": "card", "title": plain(3), **parts}]


def sure(**parts: Any) -> list[Block]:
    return pressing(confirm={**SURE, **parts})


# limit, what is made of that size, where it is refused when it is one more
IN_A_MESSAGE: dict[str, tuple[int, Callable[[int], list[Block]], str]] = {
    "blocks": (50, lambda n: [{"type": "divider"}] * n, "/blocks"),
    "charts": (2, lambda n: charted() * n, "/blocks"),
    "tables": (1, lambda n: tabled(1, 1) * n, "/blocks"),
    "section text": (3000, lambda n: [{"type": "section", "text": marked(n)}], "/blocks/0/text/text"),
    "section fields": (10, lambda n: [kit.section(fields=["a"] * n)], "/blocks/0/fields"),
    "section field": (
        2000,
        lambda n: [{"type": "section", "fields": [marked(n)]}],
        "/blocks/0/fields/0/text",
    ),
    "header": (150, lambda n: [{"type": "header", "text": plain(n)}], "/blocks/0/text/text"),
    "context elements": (10, lambda n: [kit.context(["a"] * n)], "/blocks/0/elements"),
    "context text": (
        3000,
        lambda n: [{"type": "context", "elements": [marked(n)]}],
        "/blocks/0/elements/0/text",
    ),
    "actions elements": (
        25,
        lambda n: [kit.actions([kit.button("a", action_id=str(place)) for place in range(n)])],
        "/blocks/0/elements",
    ),
    "block_id": (255, lambda n: [{"type": "divider", "block_id": "a" * n}], "/blocks/0/block_id"),
    "action_id": (255, lambda n: pressing(action_id="a" * n), "/blocks/0/elements/0/action_id"),
    "button text": (75, lambda n: pressing(text=plain(n)), "/blocks/0/elements/0/text/text"),
    "button value": (2000, lambda n: pressing(value="a" * n), "/blocks/0/elements/0/value"),
    "button label": (
        75,
        lambda n: pressing(accessibility_label="a" * n),
        "/blocks/0/elements/0/accessibility_label",
    ),
    "button url": (
        3000,
        lambda n: pressing(url="https://a.example/".ljust(n, "a")),
        "/blocks/0/elements/0/url",
    ),
    "confirm title": (100, lambda n: sure(title=plain(n)), "/blocks/0/elements/0/confirm/title/text"),
    "confirm text": (300, lambda n: sure(text=plain(n)), "/blocks/0/elements/0/confirm/text/text"),
    "confirm yes": (30, lambda n: sure(confirm=plain(n)), "/blocks/0/elements/0/confirm/confirm/text"),
    "confirm no": (30, lambda n: sure(deny=plain(n)), "/blocks/0/elements/0/confirm/deny/text"),
    "overflow": (5, lambda n: choosing("overflow", options=options(n)), "/blocks/0/elements/0/options"),
    "radio buttons": (
        10,
        lambda n: choosing("radio_buttons", options=options(n)),
        "/blocks/0/elements/0/options",
    ),
    "checkboxes": (10, lambda n: choosing("checkboxes", options=options(n)), "/blocks/0/elements/0/options"),
    "select": (100, lambda n: choosing("static_select", options=options(n)), "/blocks/0/elements/0/options"),
    "option groups": (
        100,
        lambda n: choosing("static_select", option_groups=[{"label": plain(1), "options": [OPTION]}] * n),
        "/blocks/0/elements/0/option_groups",
    ),
    "option text": (
        75,
        lambda n: choosing("static_select", options=[{**OPTION, "text": plain(n)}]),
        "/blocks/0/elements/0/options/0/text/text",
    ),
    "option value": (
        150,
        lambda n: choosing("static_select", options=[{**OPTION, "value": "a" * n}]),
        "/blocks/0/elements/0/options/0/value",
    ),
    "option description": (
        75,
        lambda n: choosing("static_select", options=[{**OPTION, "description": plain(n)}]),
        "/blocks/0/elements/0/options/0/description/text",
    ),
    "placeholder": (
        150,
        lambda n: choosing("users_select", placeholder=plain(n)),
        "/blocks/0/elements/0/placeholder/text",
    ),
    "input label": (2000, lambda n: [{**typing()[0], "label": plain(n)}], "/blocks/0/label/text"),
    "input hint": (2000, lambda n: [{**typing()[0], "hint": plain(n)}], "/blocks/0/hint/text"),
    "longest input": (3000, lambda n: typing(max_length=n), "/blocks/0/element/max_length"),
    "shortest input": (3000, lambda n: typing(min_length=n), "/blocks/0/element/min_length"),
    "typed already": (3000, lambda n: typing(initial_value="a" * n), "/blocks/0/element/initial_value"),
    "image alt": (
        2000,
        lambda n: [{"type": "image", "image_url": "https://a.example/a.png", "alt_text": "a" * n}],
        "/blocks/0/alt_text",
    ),
    "table rows": (100, lambda n: tabled(n, 1), "/blocks/0/rows"),
    "table columns": (20, lambda n: tabled(1, n), "/blocks/0/rows/0"),
    "chart title": (50, lambda n: charted(title="a" * n), "/blocks/0/title"),
    "chart label": (20, lambda n: charted(label=n), "/blocks/0/chart/axis_config/categories/0"),
    "chart series": (6, lambda n: charted(series=n), "/blocks/0/chart/series"),
    "chart points": (20, lambda n: charted(points=n), "/blocks/0/chart/series/0/data"),
    "chart segments": (6, pie, "/blocks/0/chart/segments"),
    "card title": (150, lambda n: carded(title=plain(n)), "/blocks/0/title/text"),
    "card body": (200, lambda n: carded(body=marked(n)), "/blocks/0/body/text"),
    "card actions": (3, lambda n: carded(actions=[PRESS] * n), "/blocks/0/actions"),
    "carousel": (10, lambda n: [{"type": "carousel", "elements": carded() * n}], "/blocks/0/elements"),
    "container": (
        10,
        lambda n: [{"type": "container", "title": plain(1), "child_blocks": [{"type": "divider"}] * n}],
        "/blocks/0/child_blocks",
    ),
    "markdown": (11_980, lambda n: [{"type": "markdown", "text": "a" * n}], "/blocks"),
}


@pytest.mark.parametrize("name", IN_A_MESSAGE)
def test_a_message_may_go_to_the_limit_and_no_further(name):
    limit, made, where = IN_A_MESSAGE[name]
    assert problems_in_message("Hello", made(limit)) == []
    assert where in [problem.where for problem in problems_in_message("Hello", made(limit + 1))]


def test_the_text_of_a_message_may_go_to_the_limit_and_no_further():
    assert problems_in_message("a" * 40_000, []) == []
    assert [problem.where for problem in problems_in_message("a" * 40_001, [])] == ["/text"]


def test_many_long_blocks_are_too_long_together():
    blocks = [kit.section("a" * 2000, block_id=str(place)) for place in range(6)]
    assert problems_in_message("Hello", blocks[:5]) == []
    [problem] = problems_in_message("Hello", blocks)
    assert problem.where == "/blocks"
    assert "together" in problem.what


def test_two_markdown_blocks_are_too_long_together():
    blocks = [{"type": "markdown", "text": "a" * 7000}] * 2
    assert any("markdown" in problem.what for problem in problems_in_message("Hello", blocks))


def modal(**parts: Any) -> Block:
    return {"type": "modal", "title": plain(5), "blocks": [{"type": "divider"}], **parts}


IN_A_MODAL: dict[str, tuple[int, Callable[[int], Block], str]] = {
    "blocks": (100, lambda n: modal(blocks=[{"type": "divider"}] * n), "/blocks"),
    "title": (24, lambda n: modal(title=plain(n)), "/title/text"),
    "submit": (24, lambda n: modal(submit=plain(n)), "/submit/text"),
    "close": (24, lambda n: modal(close=plain(n)), "/close/text"),
    "private_metadata": (3000, lambda n: modal(private_metadata="a" * n), "/private_metadata"),
    "callback_id": (255, lambda n: modal(callback_id="a" * n), "/callback_id"),
    "external_id": (255, lambda n: modal(external_id="a" * n), "/external_id"),
    "alert": (200, lambda n: modal(blocks=[{"type": "alert", "text": plain(n)}]), "/blocks/0/text/text"),
    "focus": (
        1,
        lambda n: modal(submit=plain(1), blocks=[*typing(focus_on_load=True) * n]),
        "/blocks",
    ),
}


@pytest.mark.parametrize("name", IN_A_MODAL)
def test_a_modal_may_go_to_the_limit_and_no_further(name):
    limit, made, where = IN_A_MODAL[name]
    assert problems_in_view(made(limit)) == []
    assert where in [problem.where for problem in problems_in_view(made(limit + 1))]


def test_a_view_may_not_weigh_too_much():
    blocks = [{"type": "section", "text": marked(2600)}] * 100
    assert [problem.where for problem in problems_in_view(modal(blocks=blocks))] == [""]
    assert problems_in_view(modal(blocks=blocks[:90])) == []


def test_an_emoji_counts_as_two():
    assert problems_in_message("Hello", [{"type": "header", "text": {**plain(1), "text": "🙂" * 75}}]) == []
    assert problems_in_message("Hello", [{"type": "header", "text": {**plain(1), "text": "🙂" * 76}}]) != []


def test_the_builders_cut_where_the_check_would_refuse():
    assert IN_A_MESSAGE["button text"][0] == limits.BUTTON
    assert IN_A_MESSAGE["header"][0] == limits.HEADER
    assert IN_A_MODAL["title"][0] == limits.VIEW_TITLE
