"""Whatever people type, it stays text: nothing runs, nothing breaks out of its place."""

import re
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.sandbox.rendering.blocks import draw_blocks
from bot.sandbox.rendering.markdown import draw_markdown
from bot.sandbox.rendering.mrkdwn import draw_mrkdwn
from bot.sandbox.rendering.scene import Surface
from tests.sandbox.drawing import SCENE, Parsed, plain

_PIECES = st.sampled_from(
    [
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "' onclick='x",
        "<javascript:alert(1)|x>",
        "<https://a.b|",
        "<!date^1^{date}^javascript:alert(1)|x>",
        "<@U0MAYA0001>",
        "javascript:",
        "slack://user?id=",
        "js:alert(1)",
        "{{x}}",
        "<hx-partial hx-target=body>",
        "</textarea>",
        "```",
        ">",
        "&gt;",
        "&amp;lt;",
        "*_~`",
        ":tada:",
        "\ufdd0",
        "\n",
        " ",
    ]
)
WORDS = st.lists(st.one_of(_PIECES, st.text(max_size=12)), max_size=10).map("".join)
_DRAWN_WITH = (
    "a blockquote button circle code div em fieldset figcaption figure h3 hr input label legend li line ol "
    "optgroup option p path pre rect s select small span strong svg table tbody td text textarea th thead "
    "time tr u ul"
)


def _nothing_breaks_out(html: str) -> None:
    parsed = Parsed(html)
    assert parsed.open == []
    for name, attributes in parsed.tags:
        assert name in _DRAWN_WITH.split()
        for attribute, value in attributes.items():
            assert not attribute.startswith("on")
            assert attribute != "style"
            if attribute in ("href", "src"):
                assert (value or "").lower().startswith(("https://", "http://", "mailto:", "/"))


@given(WORDS, st.booleans())
def test_mrkdwn_lets_nothing_out(words: str, verbatim: bool) -> None:
    _nothing_breaks_out(draw_mrkdwn(words, scene=SCENE, verbatim=verbatim))


@given(WORDS)
def test_markdown_lets_nothing_out(words: str) -> None:
    _nothing_breaks_out(draw_markdown(words, scene=SCENE))


@given(WORDS)
def test_escaped_words_are_read_as_they_were_written(words: str) -> None:
    clean = re.sub("[:\ufdd0\0\r]", "", words)  # without colons there are no emoji
    escaped = clean.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    drawn = draw_mrkdwn(escaped, scene=SCENE, verbatim=True)
    letters = [character for character in plain(drawn) if character.isalnum()]
    assert letters == [character for character in clean if character.isalnum()]


def _blocks_with(words: str) -> list[dict[str, Any]]:
    plain = {"type": "plain_text", "text": words}
    marked = {"type": "mrkdwn", "text": words}
    option = {"text": plain, "value": words, "description": plain}
    confirm = {"title": plain, "text": plain, "confirm": plain, "deny": plain}
    named: dict[str, Any] = {"action_id": words, "placeholder": plain}
    elements: list[dict[str, Any]] = [
        {"type": "button", "text": plain, "value": words, "confirm": confirm, **named},
        {"type": "button", "text": plain, "url": words, **named},
        {"type": "overflow", "options": [option], **named},
        {"type": "static_select", "options": [option], "initial_option": option, "confirm": confirm, **named},
        {"type": "static_select", "option_groups": [{"label": plain, "options": [option]}], **named},
        {"type": "multi_static_select", "options": [option], "initial_options": [option], **named},
        {"type": "radio_buttons", "options": [option], **named},
        {"type": "checkboxes", "options": [option], **named},
        {"type": "plain_text_input", "initial_value": words, **named},
        {"type": "plain_text_input", "multiline": True, "initial_value": words, **named},
        {"type": words, **named},
    ]
    point = {"label": words, "value": 3}
    return [
        {"type": "section", "block_id": words, "text": marked, "fields": [plain, marked]},
        {"type": "header", "text": plain},
        {"type": "context", "elements": [marked, {"type": "image", "alt_text": words}]},
        {"type": "image", "alt_text": words, "title": plain, "image_url": words},
        {"type": "actions", "block_id": words, "elements": elements},
        *(
            {"type": "input", "block_id": words, "label": plain, "hint": plain, "element": element}
            for element in elements[3:]
        ),
        {
            "type": "rich_text",
            "elements": [
                {"type": kind, "elements": [{"type": "text", "text": words}, {"type": "link", "url": words}]}
                for kind in ("rich_text_section", "rich_text_quote", "rich_text_preformatted")
            ],
        },
        {"type": "table", "rows": [[{"type": "raw_text", "text": words}]]},
        {
            "type": "data_visualization",
            "title": words,
            "chart": {"type": "bar", "series": [{"name": words, "data": [point]}]},
        },
        {"type": "data_visualization", "title": words, "chart": {"type": "pie", "segments": [point]}},
        {"type": words},
    ]


@settings(max_examples=60)
@given(WORDS)
def test_no_block_lets_anything_out(words: str) -> None:
    surface = Surface("m-1", action="/page/act", errors={words: words})
    _nothing_breaks_out(draw_blocks(_blocks_with(words), scene=SCENE, surface=surface))
