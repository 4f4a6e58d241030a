"""What is missing, misspelt, empty or in the wrong place is refused, and the place is named."""

from typing import Any

import pytest

from bot.platform.slack import block_kit as kit
from bot.platform.slack.check import problems_in_message

PLAIN = {"type": "plain_text", "text": "Words"}
MARKED = {"type": "mrkdwn", "text": "Words"}
PRESS = kit.button("Done", action_id="done")
TYPED = kit.plain_text_input("typed")
OPTION = kit.option("One", value="1")


def actions(*elements: Any) -> dict[str, Any]:
    return {"type": "actions", "elements": list(elements)}


def asked(element: Any) -> dict[str, Any]:
    return {"type": "input", "label": PLAIN, "element": element}


WRONG = {
    "a header with markup": ({"type": "header", "text": MARKED}, "/blocks/0/text/type"),
    "a button with markup": (actions({**PRESS, "text": MARKED}), "/blocks/0/elements/0/text/type"),
    "an input label with markup": ({**asked(TYPED), "label": MARKED}, "/blocks/0/label/type"),
    "a section of nothing": ({"type": "section"}, "/blocks/0"),
    "a section of spaces": (kit.section("  \n "), "/blocks/0/text/text"),
    "a section of an empty text": (kit.section(""), "/blocks/0/text/text"),
    "a section field of spaces": (kit.section(fields=[" "]), "/blocks/0/fields/0/text"),
    "a header of spaces": (kit.header(" "), "/blocks/0/text/text"),
    "a context of nothing": (kit.context([]), "/blocks/0/elements"),
    "actions of nothing": (kit.actions([]), "/blocks/0/elements"),
    "a select of nothing": (actions(kit.static_select("a", options=[])), "/blocks/0/elements/0/options"),
    "a select without options": (
        actions({"type": "static_select", "action_id": "a"}),
        "/blocks/0/elements/0",
    ),
    "radio buttons of nothing": (actions(kit.radio_buttons("a", options=[])), "/blocks/0/elements/0/options"),
    "an initial option that is none": (
        actions(kit.static_select("a", options=[OPTION], initial=kit.option("Two", value="2"))),
        "/blocks/0/elements/0/initial_option",
    ),
    "an initial checkbox that is none": (
        actions(kit.checkboxes("a", options=[OPTION], initial=[kit.option("Two", value="2")])),
        "/blocks/0/elements/0/initial_options/0",
    ),
    "a button that is filled in": (asked(PRESS), "/blocks/0/element/type"),
    "an input that is pressed": (actions(TYPED), "/blocks/0/elements/0/type"),
    "an input beside a section": (kit.section("a", accessory=TYPED), "/blocks/0/accessory/type"),
    "an image among actions": (
        actions({"type": "image", "image_url": "https://a.example/a.png", "alt_text": "a"}),
        "/blocks/0/elements/0/type",
    ),
    "a button among context": ({"type": "context", "elements": [PRESS]}, "/blocks/0/elements/0/type"),
    "a button without an id": (
        actions({"type": "button", "text": PLAIN}),
        "/blocks/0/elements/0/action_id",
    ),
    "a button without words": (
        actions({"type": "button", "action_id": "a"}),
        "/blocks/0/elements/0/text",
    ),
    "an unknown style": (actions({**PRESS, "style": "default"}), "/blocks/0/elements/0/style"),
    "an address that is none": (actions({**PRESS, "url": "javascript:x"}), "/blocks/0/elements/0/url"),
    "an unknown block": ({"type": "banner"}, "/blocks/0/type"),
    "a block without a type": ({"text": PLAIN}, "/blocks/0/type"),
    "a block that is none": ("section", "/blocks/0/type"),
    "an unknown element": (actions({"type": "slider", "action_id": "a"}), "/blocks/0/elements/0/type"),
    "an unknown key of a block": ({**kit.divider(), "colour": "red"}, "/blocks/0/colour"),
    "an unknown key of an element": (actions({**PRESS, "size/2": 1}), "/blocks/0/elements/0/size~12"),
    "an unknown key of a text": (
        kit.section("a") | {"text": {**PLAIN, "verbatim": True}},
        "/blocks/0/text/verbatim",
    ),
    "a key given as nothing": (actions({**PRESS, "value": None}), "/blocks/0/elements/0/value"),
    "a switch that is a word": ({**asked(TYPED), "optional": "yes"}, "/blocks/0/optional"),
    "a day that is none": (
        actions({"type": "datepicker", "action_id": "a", "initial_date": "7.10.2026"}),
        "/blocks/0/elements/0/initial_date",
    ),
    "a time that is none": (
        actions({"type": "timepicker", "action_id": "a", "initial_time": "24:00"}),
        "/blocks/0/elements/0/initial_time",
    ),
    "a person who is none": (
        actions({"type": "users_select", "action_id": "a", "initial_user": "ana"}),
        "/blocks/0/elements/0/initial_user",
    ),
    "more at least than at most": (
        asked({**TYPED, "min_length": 5, "max_length": 4}),
        "/blocks/0/element/min_length",
    ),
    "a number field that does not say which": (
        asked({"type": "number_input", "action_id": "a"}),
        "/blocks/0/element/is_decimal_allowed",
    ),
    "rich text of nothing": (kit.rich_text([]), "/blocks/0/elements"),
    "rich text of empty words": (
        kit.rich_text([kit.rich_text_section("")]),
        "/blocks/0/elements/0/elements/0/text",
    ),
    "rich text naming nobody": (
        kit.rich_text([kit.rich_text_section([kit.person("ana")])]),
        "/blocks/0/elements/0/elements/0/user_id",
    ),
    "a list in no style": (
        kit.rich_text([kit.rich_text_list(["a"], style="dash")]),
        "/blocks/0/elements/0/style",
    ),
    "a picture without a description": (
        {"type": "image", "image_url": "https://a.example/a.png"},
        "/blocks/0/alt_text",
    ),
    "a picture without a picture": ({"type": "image", "alt_text": "a"}, "/blocks/0"),
    "an empty card": ({"type": "card"}, "/blocks/0"),
    "a container without a title": ({"type": "container", "child_blocks": [kit.divider()]}, "/blocks/0"),
    "a container in a container": (
        {"type": "container", "title": PLAIN, "child_blocks": [{"type": "container"}]},
        "/blocks/0/child_blocks/0/type",
    ),
    "a series without a point": (
        kit.chart("a", kind="line", categories=["Mon"], series={"b": [1]})
        | {
            "chart": {
                "type": "line",
                "series": [{"name": "b", "data": [{"label": "Tue", "value": 1}]}],
                "axis_config": {"categories": ["Mon"]},
            }
        },
        "/blocks/0/chart/series/0/data",
    ),
    "a category twice": (
        kit.chart("a", kind="line", categories=["Mon", "Mon"], series={"b": [1, 2]}),
        "/blocks/0/chart/axis_config/categories",
    ),
    "a value that is no number": (
        kit.chart("a", kind="line", categories=["Mon"], series={"b": [float("nan")]}),
        "/blocks/0/chart/series/0/data/0/value",
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_it_is_refused_and_the_place_is_named(name):
    block, where = WRONG[name]
    assert [problem.where for problem in problems_in_message("Hello", [block])] == [where]
