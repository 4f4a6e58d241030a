"""Whatever people type, what the builders make is something Slack takes."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.platform.slack import block_kit as kit
from bot.platform.slack import limits
from bot.platform.slack.check import problems_in_message, problems_in_view
from bot.platform.slack.mrkdwn import escape

said = st.text(min_size=1, max_size=400).filter(str.strip)
ids = st.text(alphabet="abcdefghij_0123456789", min_size=1, max_size=20)


@given(st.text(), st.integers(min_value=1, max_value=200))
def test_words_are_cut_to_what_there_is_room_for(text, limit):
    fitted = kit.fit(text, limit)
    assert limits.length(fitted) <= limit
    assert fitted == text or (fitted.endswith("…") and text.startswith(fitted[:-1]))


def test_words_that_just_fit_stay_whole():
    assert kit.fit("a" * 75, 75) == "a" * 75
    assert kit.fit("a" * 76, 75) == "a" * 74 + "…"


def test_an_emoji_counts_as_two_and_is_never_split():
    assert limits.length("a🙂") == 3
    assert kit.fit("🙂🙂🙂", 5) == "🙂🙂…"
    assert kit.fit("🙂🙂🙂", 4) == "🙂…"


@given(said, said, said)
def test_a_message_of_anybodys_words_is_taken(one, other, third):
    sure = kit.confirm(one, text=other, yes=third, no=one, style="danger")
    press = kit.button(one, action_id="done", value="1", style="primary", confirm=sure)
    chosen = kit.option(other, value="a", description=third)
    blocks = [
        kit.header(one),
        kit.section(escape(one), fields=[escape(other)], accessory=press, block_id="first"),
        kit.rich_text([kit.rich_text_section(one), kit.rich_text_quote(other)]),
        kit.rich_text([kit.rich_text_list([one, [kit.words(other, bold=True), kit.person("U0ANA0001")]])]),
        kit.divider(),
        kit.context([escape(one), escape(third)]),
        kit.actions(
            [
                press,
                kit.button(other, action_id="open", url="https://a.example", accessibility_label=third),
                kit.overflow("more", options=[chosen]),
                kit.static_select("one", options=[chosen], initial=chosen, placeholder=one),
                kit.users_select("who", initial="U0ANA0001", placeholder=third),
                kit.datepicker("day", initial=date(2026, 10, 7)),
                kit.timepicker("hour", initial=time(9, 5), placeholder=one, timezone="Europe/Berlin"),
                kit.channels_select("room", initial="C0SHOUTS01"),
            ],
            block_id="second",
        ),
        kit.chart(one, kind="line", categories=["Mon", "Tue"], series={other: [1, 2.5]}, block_id="drawn"),
    ]
    assert problems_in_message(escape(one), blocks) == []


@given(said, said, said)
def test_a_form_of_anybodys_words_is_taken(one, other, third):
    options = [kit.option(one, value="a"), kit.option(other, value="b", description=third)]
    elements = [
        kit.plain_text_input("typed", initial=third, placeholder=one, multiline=True, max_length=100),
        kit.users_select("person"),
        kit.multi_users_select("people", initial=["U0ANA0001"], at_most=5, focus=True),
        kit.conversations_select("where", include=["public", "private"], placeholder=one),
        kit.static_select("one", options=options),
        kit.radio_buttons("radio", options=options, initial=options[1]),
        kit.checkboxes("boxes", options=options, initial=options),
        kit.datepicker("day", placeholder=other),
        kit.timepicker("hour"),
    ]
    blocks = [
        kit.input_(one, element=element, block_id=f"b{place}", hint=other, optional=True, dispatch=False)
        for place, element in enumerate(elements)
    ]
    form = kit.modal(
        one,
        blocks=blocks,
        callback_id="a_form",
        submit=other,
        close=third,
        private_metadata="{}",
        notify_on_close=True,
    )
    assert problems_in_view(form) == []


@given(said)
def test_a_home_tab_of_anybodys_words_is_taken(one):
    view = kit.home([kit.header(one), kit.section(escape(one))], callback_id="home", private_metadata="x")
    assert problems_in_view(view) == []


def test_words_in_a_section_are_never_linked_by_themselves():
    block = kit.section("@here #general", fields=["https://a.example"])
    assert block["text"]["verbatim"] is True
    assert block["fields"][0]["verbatim"] is True
    assert kit.context("@here")["elements"][0]["verbatim"] is True


def test_what_is_not_given_is_not_sent():
    assert kit.divider() == {"type": "divider"}
    assert kit.section("a").keys() == {"type", "text"}
    assert kit.plain_text_input("typed") == {"type": "plain_text_input", "action_id": "typed"}


def test_words_inside_rich_text_carry_only_the_marks_they_have():
    assert kit.words("a") == {"type": "text", "text": "a"}
    assert kit.words("a", italic=True) == {"type": "text", "text": "a", "style": {"italic": True}}


def test_a_chart_with_a_value_too_few_is_not_drawn():
    with pytest.raises(ValueError, match="shorter"):
        kit.chart("a", kind="bar", categories=["Mon", "Tue"], series={"b": [1]})


def test_a_block_is_replaced_by_its_id_and_the_rest_stays():
    blocks = [kit.section("a", block_id="one"), kit.section("b", block_id="two"), kit.divider()]
    done = [kit.context("done"), kit.context("2 days late")]
    assert kit.replace_block(blocks, "two", done) == [blocks[0], *done, blocks[2]]
    assert kit.replace_block(blocks, "two", []) == [blocks[0], blocks[2]]
    assert kit.replace_block(blocks, "three", done) == blocks


@given(st.lists(ids, unique=True, max_size=6), ids)
def test_replacing_a_block_by_itself_changes_nothing(block_ids, chosen):
    blocks = [kit.section("a", block_id=block_id) for block_id in block_ids]
    same = [block for block in blocks if block["block_id"] == chosen]
    assert kit.replace_block(blocks, chosen, same) == blocks


def test_without_buttons_the_words_remain():
    press = kit.button("Done", action_id="done")
    picture = {"type": "image", "image_url": "https://a.example/a.png", "alt_text": "a"}
    blocks = [
        kit.section("a", accessory=press, block_id="one"),
        kit.section("b", accessory=picture),
        kit.actions([press]),
        kit.input_("c", element=kit.plain_text_input("typed")),
        kit.context("d"),
    ]
    assert kit.without_buttons(blocks) == [kit.section("a", block_id="one"), blocks[1], blocks[4]]
    assert blocks[0]["accessory"] == press
