"""Nothing that Slack would refuse leaves, and nothing it takes is held back."""

import time
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.platform.slack import block_kit as kit
from bot.platform.slack.check import (
    BlocksRefused,
    check_message,
    check_view,
    problems_in_message,
    problems_in_view,
)

PLAIN = {"type": "plain_text", "text": "Words"}
MARKED = {"type": "mrkdwn", "text": "Words"}
PRESS = kit.button("Done", action_id="done")
TYPED = kit.plain_text_input("typed")
OPTION = kit.option("One", value="1")


def places_refused(*blocks: Any) -> list[str]:
    return [problem.where for problem in problems_in_message("Hello", list(blocks))]


def actions(*elements: Any) -> dict[str, Any]:
    return {"type": "actions", "elements": list(elements)}


def asked(element: Any) -> dict[str, Any]:
    return {"type": "input", "label": PLAIN, "element": element}


def test_a_plain_message_is_taken():
    assert problems_in_message("Hello", []) == []
    check_message("Hello", [kit.section("Words")])


@pytest.mark.parametrize("text", ["", "   ", "\n\t", None, 5])
def test_a_message_needs_words_for_the_notification(text):
    assert [problem.where for problem in problems_in_message(text, [kit.divider()])] == ["/text"]


def test_an_action_stands_once_in_a_block_but_may_stand_in_two():
    assert places_refused(actions(PRESS, PRESS)) == ["/blocks/0/elements/1/action_id"]
    assert places_refused(actions(PRESS), actions(PRESS)) == []


def test_a_block_id_stands_once_in_a_message():
    assert places_refused(kit.divider(block_id="a"), kit.divider(block_id="a")) == ["/blocks/1/block_id"]
    assert places_refused(kit.divider(block_id="a"), kit.divider(block_id="b")) == []


def test_a_block_id_inside_a_container_counts_too():
    inside = {"type": "container", "title": PLAIN, "child_blocks": [kit.divider(block_id="a")]}
    assert places_refused(kit.divider(block_id="a"), inside) == ["/blocks/1/child_blocks/0/block_id"]


SURFACES = {
    "alert": ({"type": "alert", "text": PLAIN}, {"modal"}),
    "markdown": ({"type": "markdown", "text": "Words"}, {"message"}),
    "data_visualization": (
        kit.chart("a", kind="bar", categories=["Mon"], series={"b": [1]}),
        {"message"},
    ),
    "table": ({"type": "table", "rows": [[{"type": "raw_text", "text": "a"}]]}, {"message", "home"}),
    "carousel": ({"type": "carousel", "elements": [{"type": "card", "title": PLAIN}]}, {"message", "home"}),
    "container": ({"type": "container", "title": PLAIN, "child_blocks": [kit.divider()]}, {"message"}),
    "section": (kit.section("a"), {"message", "modal", "home"}),
    "rich_text": (kit.rich_text([kit.rich_text_section("a")]), {"message", "modal", "home"}),
}


@pytest.mark.parametrize("kind", SURFACES)
def test_a_block_stands_only_where_slack_shows_it(kind):
    block, surfaces = SURFACES[kind]
    taken = {
        "message": problems_in_message("Hello", [block]) == [],
        "modal": problems_in_view({"type": "modal", "title": PLAIN, "blocks": [block]}) == [],
        "home": problems_in_view({"type": "home", "blocks": [block]}) == [],
    }
    assert {surface for surface, fine in taken.items() if fine} == surfaces


def modal(**parts: Any) -> dict[str, Any]:
    return {"type": "modal", "title": PLAIN, "blocks": [kit.divider()], **parts}


def test_a_page_and_a_form_are_taken():
    check_view(modal())
    check_view(modal(blocks=[asked(TYPED)], submit=PLAIN, close=PLAIN, callback_id="a", notify_on_close=True))
    check_view({"type": "home", "blocks": [kit.section("a")]})


WRONG_VIEWS = {
    "a modal without a title": ({"type": "modal", "blocks": [kit.divider()]}, "/title"),
    "a form that cannot be sent": (modal(blocks=[asked(TYPED)]), "/submit"),
    "a title with markup": (modal(title=MARKED), "/title/type"),
    "a view of nothing": (modal(blocks=[]), "/blocks"),
    "a view without blocks": ({"type": "home"}, "/blocks"),
    "a Home tab that is sent": ({"type": "home", "blocks": [kit.divider()], "submit": PLAIN}, "/submit"),
    "a Home tab that is closed": ({"type": "home", "blocks": [kit.divider()], "close": PLAIN}, "/close"),
    "a Home tab with a title": ({"type": "home", "blocks": [kit.divider()], "title": PLAIN}, "/title"),
    "private metadata that is no string": (modal(private_metadata={"a": 1}), "/private_metadata"),
    "a view of another kind": ({"type": "sheet", "blocks": []}, "/type"),
    "a view that is none": ([], "/type"),
}


@pytest.mark.parametrize("name", WRONG_VIEWS)
def test_a_view_is_refused_and_the_place_is_named(name):
    view, where = WRONG_VIEWS[name]
    assert [problem.where for problem in problems_in_view(view)] == [where]


def test_an_answer_by_response_url_is_for_forms_only():
    chosen = kit.conversations_select("a") | {"response_url_enabled": True}
    assert problems_in_view(modal(blocks=[asked(chosen)], submit=PLAIN)) == []
    assert places_refused(asked(chosen)) == ["/blocks/0/element/response_url_enabled"]


def test_refusing_names_every_place_and_no_persons_words():
    with pytest.raises(BlocksRefused) as refused:
        check_message("Hello", [kit.section("secret " * 500), {"type": "header", "text": MARKED}])
    assert [problem.where for problem in refused.value.problems] == [
        "/blocks/0/text/text",
        "/blocks/1/text/type",
    ]
    assert "secret" not in str(refused.value)
    with pytest.raises(BlocksRefused, match="/title is missing"):
        check_view({"type": "modal", "blocks": [kit.divider()]})


any_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=12,
)
GOOD = [block for block, surfaces in SURFACES.values() if "message" in surfaces] + [
    kit.section("a", fields=["b"], accessory=PRESS, block_id="one"),
    actions(
        PRESS, kit.static_select("b", options=[OPTION], initial=OPTION), kit.overflow("c", options=[OPTION])
    ),
    asked(kit.checkboxes("a", options=[OPTION], initial=[OPTION])),
    kit.rich_text([kit.rich_text_list(["a"]), kit.rich_text_quote([kit.person("U0ANA0001")])]),
]


@given(st.data())
def test_the_check_says_something_about_anything_and_never_stumbles(data):
    block = deepcopy(data.draw(st.sampled_from(GOOD)))
    spot: Any = block
    while data.draw(st.booleans()) and isinstance(spot, dict | list) and spot:
        keys = sorted(spot) if isinstance(spot, dict) else range(len(spot))
        key = data.draw(st.sampled_from(list(keys)))
        if not isinstance(spot[key], dict | list) or data.draw(st.booleans()):
            spot[key] = data.draw(any_json)
            break
        spot = spot[key]
    for problem in problems_in_message("Hello", [block]):
        assert problem.where.startswith("/blocks")
        assert problem.what
    view = {"type": "modal", "title": PLAIN, "blocks": [block], "submit": PLAIN}
    assert isinstance(problems_in_view(view), list)


@given(any_json)
def test_what_is_no_block_is_refused(block):
    assert problems_in_message("Hello", [block]) != []


def test_a_long_message_is_checked_in_a_moment():
    row = [
        kit.section("Words", accessory=PRESS),
        kit.context(["Small", "words"]),
        kit.rich_text([kit.rich_text_quote("What was said")]),
        kit.actions(
            [kit.button(name, action_id=name, value="1") for name in ("Done", "Later", "Less", "No")]
        ),
        kit.divider(),
    ]
    blocks = row * 10
    assert problems_in_message("Hello", blocks) == []
    spent = []
    for _ in range(20):
        begun = time.perf_counter()
        problems_in_message("Hello", blocks)
        spent.append(time.perf_counter() - begun)
    assert min(spent) < 0.001
