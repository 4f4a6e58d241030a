"""Blocks and their elements: what is shown, and what is said when one is used."""

import json
from typing import Any

import pytest

from bot.sandbox.rendering.blocks import draw_blocks
from bot.sandbox.rendering.charts import draw_chart
from bot.sandbox.rendering.place import field_name, ids_of_field
from bot.sandbox.rendering.scene import Surface
from tests.sandbox.drawing import SCENE, Parsed

ON_A_MESSAGE = Surface("m-1", action="/page/act")


def words(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text}


def option(value: str) -> dict[str, Any]:
    return {"text": words(value.capitalize()), "value": value}


def drawn(*blocks: dict[str, Any], surface: Surface = ON_A_MESSAGE) -> Parsed:
    return Parsed(draw_blocks(list(blocks), scene=SCENE, surface=surface))


def actions(*elements: dict[str, Any]) -> dict[str, Any]:
    return {"type": "actions", "block_id": "b", "elements": list(elements)}


def asked(label: str, element: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"type": "input", "block_id": "b", "label": words(label), "element": element, **more}


def test_a_button_tells_which_one_it_is() -> None:
    [button] = drawn(actions({"type": "button", "action_id": "go", "text": words("Go")})).all("button")
    assert button["hx-post"] == "/page/act"
    assert json.loads(str(button["hx-vals"])) == {"block_id": "b", "action_id": "go"}


def test_a_button_that_asks_first_tells_nothing_until_it_is_answered() -> None:
    confirm = {
        "title": words("Sure?"),
        "text": words("Gone for good."),
        "confirm": words("Yes"),
        "deny": words("No"),
    }
    shown = drawn(actions({"type": "button", "action_id": "go", "text": words("Go"), "confirm": confirm}))
    opener, deny, answer = shown.all("button")
    assert "hx-post" not in opener
    assert "hx-post" not in deny
    assert answer["hx-post"] == "/page/act"
    assert "Gone for good." in shown.words


def test_a_button_with_an_address_leads_there_and_tells_too() -> None:
    element = {"type": "button", "action_id": "go", "text": words("Go"), "url": "https://example.org"}
    shown = drawn(actions(element))
    assert shown.all("a")[0]["href"] == "https://example.org"
    assert any(span.get("hx-post") == "/page/act" for span in shown.all("span"))


def test_a_menu_of_three_dots_tells_the_chosen_value() -> None:
    shown = drawn(
        actions({"type": "overflow", "action_id": "more", "options": [option("why"), option("less")]})
    )
    told = [json.loads(str(button["hx-vals"])) for button in shown.all("button") if "hx-vals" in button]
    assert [each["value"] for each in told] == ["why", "less"]


def test_a_surface_that_is_not_live_cannot_be_used() -> None:
    elements = [
        {"type": "button", "action_id": "go", "text": words("Go")},
        {"type": "static_select", "action_id": "one", "options": [option("a")]},
    ]
    shown = drawn(actions(*elements), surface=Surface("m-1", live=False))
    assert not any("hx-post" in attributes for _, attributes in shown.tags)
    assert all("disabled" in attributes for attributes in shown.all("button") + shown.all("select"))


def test_what_was_picked_stays_picked_over_what_was_there_at_first() -> None:
    element = {
        "type": "static_select",
        "action_id": "one",
        "options": [option("a"), option("b")],
        "initial_option": option("a"),
    }
    at_first = drawn(actions(element)).all("option")
    assert [o["value"] for o in at_first if "selected" in o] == ["a"]
    held = {"b": {"one": {"type": "static_select", "selected_option": option("b")}}}
    later = drawn(actions(element), surface=Surface("m-1", action="/page/act", held=held)).all("option")
    assert [o["value"] for o in later if "selected" in o] == ["b"]


@pytest.mark.parametrize(
    ("kind", "offered"),
    [
        ("users_select", ["", "U0MAYA0001", "U0LEO00001"]),
        ("channels_select", ["", "C0GENERAL1"]),
        ("conversations_select", ["", "C0GENERAL1", "U0MAYA0001", "U0LEO00001"]),
    ],
)
def test_people_and_channels_can_be_picked(kind: str, offered: list[str]) -> None:
    assert [o["value"] for o in drawn(actions({"type": kind, "action_id": "x"})).all("option")] == offered


def test_several_people_are_picked_by_their_faces() -> None:
    element = {"type": "multi_users_select", "action_id": "who", "initial_users": ["U0LEO00001"]}
    boxes = drawn(asked("Who?", element)).all("input")
    assert [(box["value"], "checked" in box) for box in boxes] == [
        ("U0MAYA0001", False),
        ("U0LEO00001", True),
    ]


def test_an_input_is_labelled_and_tells_what_is_wrong_with_it() -> None:
    surface = Surface("v-1", action="/page/act", errors={"b": "Say a little more."})
    shown = drawn(
        asked("Your words", {"type": "plain_text_input", "action_id": "t", "max_length": 20}), surface=surface
    )
    [field] = shown.all("input")
    assert shown.all("label")[0]["for"] == field["id"]
    assert field["maxlength"] == "20"
    assert field["aria-describedby"] in {div.get("id") for div in shown.all("div")}
    assert "Say a little more." in shown.words


def test_an_input_tells_the_bot_at_once_only_when_it_is_told_to() -> None:
    element = {"type": "datepicker", "action_id": "day", "initial_date": "2026-10-09"}
    [quiet] = drawn(asked("When?", element)).all("input")
    [telling] = drawn(asked("When?", element, dispatch_action=True)).all("input")
    assert (quiet["type"], quiet["value"]) == ("date", "2026-10-09")
    assert "hx-post" not in quiet
    assert telling["hx-trigger"] == "change"


def test_a_moment_is_shown_in_the_zone_of_whoever_fills_it_in() -> None:
    element = {"type": "datetimepicker", "action_id": "at", "initial_date_time": 1791360000}
    [field] = drawn(asked("When?", element)).all("input")
    assert field["value"] == "2026-10-07T10:00"


def test_words_in_a_large_field_keep_their_first_empty_line() -> None:
    element = {"type": "plain_text_input", "action_id": "t", "multiline": True, "initial_value": "\nhello"}
    assert "\n\nhello</textarea>" in draw_blocks([asked("W", element)], scene=SCENE, surface=ON_A_MESSAGE)


def test_only_a_modal_that_was_just_opened_takes_the_focus() -> None:
    element = {"type": "plain_text_input", "action_id": "t", "focus_on_load": True}
    fresh = Surface("v-1", action="/page/act", fresh=True)
    assert "autofocus" in drawn(asked("W", element), surface=fresh).all("input")[0]
    assert "autofocus" not in drawn(asked("W", element)).all("input")[0]


def test_the_first_row_of_a_table_heads_it() -> None:
    rows = [
        [{"type": "raw_text", "text": text} for text in row] for row in (["Who", "When"], ["Ana", "Friday"])
    ]
    shown = drawn({"type": "table", "rows": rows, "column_settings": [{}, {"align": "right"}]})
    assert [cell["scope"] for cell in shown.all("th")] == ["col", "col"]
    assert shown.all("td")[1]["class"] == "align-right"


def test_a_chart_can_be_heard() -> None:
    data = [{"label": "Mon", "value": 2}, {"label": "Tue", "value": 5}]
    chart = {
        "type": "bar",
        "series": [{"name": "Noted", "data": data}],
        "axis_config": {"categories": ["Mon", "Tue"]},
    }
    shown = Parsed(draw_chart({"type": "data_visualization", "title": "Your week", "chart": chart}))
    [svg] = shown.all("svg")
    assert svg["aria-label"] == "Bar chart. Your week. Noted: Mon 2, Tue 5"
    heights = [float(str(bar["height"])) for bar in shown.all("rect")]
    assert heights[1] == pytest.approx(heights[0] * 2.5, rel=0.01)


@pytest.mark.parametrize("kind", ["line", "area"])
def test_lines_have_a_point_for_each_value(kind: str) -> None:
    series = [
        {"name": name, "data": [{"label": "a", "value": 1}, {"label": "b", "value": 0}]}
        for name in ("x", "y")
    ]
    shown = Parsed(draw_chart({"title": "t", "chart": {"type": kind, "series": series}}))
    assert len(shown.all("circle")) == 4
    assert "xy" in shown.words.replace("\n", "")


def test_the_slices_of_a_pie_go_once_around() -> None:
    segments = [{"label": name, "value": value} for name, value in (("a", 1), ("b", 3))]
    shown = Parsed(draw_chart({"title": "t", "chart": {"type": "pie", "segments": segments}}))
    first, second = (str(path["d"]) for path in shown.all("path"))
    start = first.partition("L")[2].partition("A")[0]
    assert second.endswith(f" {start}Z")


def test_a_chart_without_numbers_is_still_drawn() -> None:
    for kind in ("bar", "line", "area", "pie"):
        assert Parsed(draw_chart({"title": "t", "chart": {"type": kind}})).all("svg")


def test_what_the_sandbox_cannot_draw_is_named() -> None:
    assert "carousel" in drawn({"type": "carousel"}).words


def test_field_names_are_read_back_whatever_the_ids_are() -> None:
    for ids in (("a/b", "c d"), ("é|%2F", "state/x"), ("", "x")):
        assert ids_of_field(field_name(*ids)) == ids
    assert ids_of_field("line") is None
