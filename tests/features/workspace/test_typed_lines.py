"""Whatever is typed into a large field, one thing a line: kept once, as plain text that fits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.features.workspace.typed_lines import typed_lines
from bot.features.workspace.values import LONGEST, MOST
from bot.platform.slack import block_elements as elements
from bot.platform.slack import block_kit, limits, mrkdwn
from bot.platform.slack.check import check_message, check_view
from bot.platform.templating import words


@pytest.mark.parametrize(
    ("typed", "kept", "doubles"),
    [
        ("", [], []),
        ("  \n\t\n\u200b\n", [], []),
        ("Care\r\nCraft", ["Care", "Craft"], []),
        ("  Care   for each other ", ["Care for each other"], []),
        ("Care\ncare\nCARE\nCraft\ncraft", ["Care", "Craft"], ["Care", "Craft"]),
        ("Straße\nSTRASSE", ["Straße"], ["Straße"]),
        ("<!channel>\n*bold*\n<@U0ANA00001>", ["<!channel>", "*bold*", "<@U0ANA00001>"], []),
        ("nul\x00 and \ud800half", ["nul and half"], []),
    ],
)
def test_lines_are_trimmed_and_kept_once(typed: str, kept: list[str], doubles: list[str]) -> None:
    assert (typed_lines(typed).kept, typed_lines(typed).doubles) == (kept, doubles)


@given(st.text())
def test_typing_again_what_was_kept_keeps_the_same(typed: str) -> None:
    kept = typed_lines(typed).kept
    again = typed_lines("\n".join(kept))
    assert (again.kept, again.doubles) == (kept, [])


@given(st.lists(st.text(alphabet=st.characters(), min_size=1, max_size=LONGEST), max_size=MOST))
def test_no_line_breaks_a_form_or_a_message_or_pings_anybody(lines: list[str]) -> None:
    kept = [line for line in typed_lines("\n".join(lines)).kept if limits.length(line) <= LONGEST][:MOST]
    said = words("home/admins_values", doubles=kept)["doubles"]
    check_message("Saved", [block_kit.section(said)])
    assert "<" not in said
    assert mrkdwn.mentions_in(said) == []
    if kept:
        options = [block_kit.option(value, value=str(number)) for number, value in enumerate(kept)]
        choice = block_kit.input_("Value", element=elements.static_select("value", options=options))
        typed = elements.plain_text_input("values", initial="\n".join(kept), multiline=True)
        check_view(
            block_kit.modal(
                "Values",
                blocks=[choice, block_kit.input_("Values", element=typed)],
                callback_id="values",
                submit="Save",
            )
        )
