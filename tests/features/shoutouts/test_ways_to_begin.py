"""A shout-out begins anywhere: in Slack's shortcuts, in a message's menu, behind a button."""

from typing import Any

import pytest

from bot.features.shoutouts.models import Shoutout
from bot.features.shoutouts.writing import beginning
from bot.platform.slack import block_kit
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.slack.channels import Channel
from bot.sandbox.slack.faults import Refusal
from bot.sandbox.slack.messages import Message
from bot.sandbox.slack.views import View
from tests.features.shoutouts.test_literal import NASTY, live_tokens
from tests.features.shoutouts.thanking import WORDS, drafts, give, modal_of, posts, previewed, words_of

MAYA, ANA, LEO = "<@U0MAYA0001>", "<@U0ANA00001>", "<@U0LEO00001>"
FOR_MESSAGE = "Say thanks for this"
WHEN, DID = "When was it?", "What did they do?"
SAID = "The import is fixed: it was the time zone."
NO_QUOTE = "this form begins without its words"


def from_menu(tend: Sandbox, message: Message, handle: str = "maya") -> View:
    """The form, opened from a message's menu."""
    tend.hands(handle).shortcut(FOR_MESSAGE, message)
    return modal_of(tend, handle)


def filled(form: View, field: str) -> Any:
    return form.filled[field][field].get("value")


def receivers(form: View) -> list[str]:
    found = form.filled.get("receivers", {}).get("receivers", {}).get("selected_users")
    return list(found or [])


def button(tend: Sandbox, value: str | None) -> Message:
    """A message of Tend's with *Say thanks* on it."""
    pressed = block_kit.button("Say thanks", action_id="shoutouts.begin", value=value)
    return tend.workspace.post(
        "#general", author=tend.workspace.bot, text="x", blocks=[block_kit.actions([pressed])]
    )


def test_the_shortcut_opens_the_form_and_finds_the_draft(tend: Sandbox) -> None:
    hands = tend.hands("maya")
    hands.global_shortcut("Say thanks")
    form = modal_of(tend, "maya")
    assert receivers(form) == []
    hands.close(form)
    previewed(tend, "maya", f"@ana {WORDS}")
    hands.global_shortcut("Say thanks")
    assert filled(modal_of(tend, "maya"), "did") == WORDS


def test_a_public_message_is_the_occasion_and_its_author_is_thanked(tend: Sandbox) -> None:
    message = tend.hands("leo").says(SAID, channel="#general")
    form = from_menu(tend, message)
    assert receivers(form) == ["U0LEO00001"]
    assert filled(form, "occasion") == f"“{SAID}”"
    hands = tend.hands("maya")
    hands.fill(form, {DID: WORDS})
    assert hands.submit(form) is None
    assert hands.submit(form) is None
    [post] = posts(tend)
    address = f"archives/C0GENERAL1/p{message.ts.replace('.', '')}"
    assert post.words.startswith(f"{MAYA} thanks {LEO}\n“{SAID}”\n{WORDS}\nAbout <https://")
    assert post.words.endswith(f"{address}|the message>")
    assert tend.workspace.refused_calls() == []


def test_without_the_quotation_there_is_no_link(tend: Sandbox) -> None:
    form = from_menu(tend, tend.hands("leo").says(SAID, channel="#general"))
    assert "as long as something stands in *When was it?*" in words_of(form)
    hands = tend.hands("maya")
    hands.fill(form, {WHEN: "", DID: WORDS})
    hands.submit(form)
    hands.submit(form)
    assert [post.words for post in posts(tend)] == [f"{MAYA} thanks {LEO}\n{WORDS}"]


def test_the_link_is_kept_while_the_words_are_changed(tend: Sandbox) -> None:
    form = from_menu(tend, tend.hands("leo").says(SAID, channel="#general"))
    hands = tend.hands("maya")
    hands.fill(form, {DID: "one"})
    hands.submit(form)
    hands.press(form, "Change")
    hands.fill(form, {DID: "two"})
    hands.submit(form)
    hands.submit(form)
    assert "|the message>" in posts(tend)[0].words


@pytest.mark.parametrize("closed", ["private", "shared", "direct"])
def test_what_not_everybody_here_alone_can_read_is_not_quoted_or_linked(
    tend: Sandbox, monkeypatch: pytest.MonkeyPatch, closed: str
) -> None:
    place = "#general"
    if closed == "private":
        members = [tend.workspace.person(name).id for name in ("maya", "leo")]
        tend.workspace.add_channel(Channel("C0PRIVATE1", "a-quiet-corner", members=members, is_private=True))
        place = "#a-quiet-corner"
    elif closed == "shared":
        described = Channel.as_slack
        monkeypatch.setattr(
            Channel, "as_slack", lambda self, **seen: described(self, **seen) | {"is_ext_shared": True}
        )
    message = tend.hands("leo").says(SAID, channel=place)
    if closed == "direct":
        message = tend.workspace.post(tend.workspace.direct_message("maya", "leo"), author="leo", text=SAID)
    form = from_menu(tend, message)
    assert NO_QUOTE in words_of(form)
    assert SAID not in words_of(form)
    assert receivers(form) == ["U0LEO00001"]
    hands = tend.hands("maya")
    hands.fill(form, {WHEN: "On Friday", DID: WORDS})
    hands.submit(form)
    hands.submit(form)
    assert "the message" not in posts(tend)[0].words


def test_when_slack_says_nothing_about_the_channel_nothing_is_quoted(tend: Sandbox) -> None:
    message = tend.hands("leo").says(SAID, channel="#general")
    tend.workspace.faults.order("conversations.info", Refusal("channel_not_found"))
    assert NO_QUOTE in words_of(from_menu(tend, message))


@pytest.mark.parametrize("author", ["maya", "tend"])
def test_oneself_and_bots_are_not_filled_in(tend: Sandbox, author: str) -> None:
    said = tend.workspace.post("#general", author=author, text=SAID)
    form = from_menu(tend, said)
    assert receivers(form) == []
    assert filled(form, "occasion") == f"“{SAID}”"


def test_a_message_without_words_is_linked_once_the_author_says_when_it_was(tend: Sandbox) -> None:
    form = from_menu(tend, tend.workspace.post("#general", author="leo", text=""))
    assert not filled(form, "occasion")
    assert "as long as something stands in *When was it?*" in words_of(form)
    hands = tend.hands("maya")
    hands.fill(form, {WHEN: "On Friday", DID: WORDS})
    hands.submit(form)
    assert "|the message>" in words_of(form)


def test_a_long_message_is_cut_with_an_ellipsis(tend: Sandbox) -> None:
    form = from_menu(tend, tend.hands("leo").says("word " * 200, channel="#general"))
    assert filled(form, "occasion").endswith("word…”")
    assert len(filled(form, "occasion")) <= beginning.LONGEST_QUOTE + 2


@pytest.mark.parametrize("nasty", NASTY)
def test_nothing_in_a_quoted_message_rings(tend: Sandbox, nasty: str) -> None:
    message = tend.workspace.post("#general", author="leo", text=nasty)
    form = from_menu(tend, message)
    hands = tend.hands("maya")
    hands.fill(form, {DID: WORDS})
    assert hands.submit(form) is None
    assert hands.submit(form) is None
    link = {token for post in posts(tend) for token in live_tokens(post.blocks) if "|the message>" in token}
    assert len(link) == 1
    for call in tend.workspace.calls:
        assert live_tokens(call.arguments) <= {MAYA, LEO, "<#C0SHOUTS01>"} | link, call.method
    assert tend.workspace.refused_calls() == []


def test_a_button_opens_the_form_for_anybody_who_presses_it(tend: Sandbox) -> None:
    message = button(tend, None)
    for handle in ("maya", "leo"):
        tend.hands(handle).press(message, "Say thanks")
        assert receivers(modal_of(tend, handle)) == []


@pytest.mark.parametrize(
    ("value", "filled_in"),
    [
        ("to:U0ANA00001", ["U0ANA00001"]),
        ("to:U0MAYA0001", []),
        ("to:U0NOBODY01", []),
        ("to:", []),
        ("thread:x", []),
        ("anything", []),
    ],
)
def test_a_button_may_name_whom_to_thank(tend: Sandbox, value: str, filled_in: list[str]) -> None:
    tend.hands("maya").press(button(tend, value), "Say thanks")
    assert receivers(modal_of(tend, "maya")) == filled_in


def test_a_button_for_somebody_leaves_the_draft_where_it_is(tend: Sandbox) -> None:
    previewed(tend, "maya", f"@leo {WORDS}")
    hands = tend.hands("maya")
    hands.press(button(tend, "to:U0ANA00001"), "Say thanks")
    form = modal_of(tend, "maya")
    assert receivers(form) == ["U0ANA00001"]
    assert WORDS not in words_of(form)
    hands.fill(form, {DID: "explained it twice"})
    hands.submit(form)
    assert drafts(tend) == [WORDS, "explained it twice"]


def test_a_thread_is_kept_with_what_was_begun_in_it(tend: Sandbox) -> None:
    hands = tend.hands("maya")
    hands.press(button(tend, "thread:7"), "Say thanks")
    form = modal_of(tend, "maya")
    hands.fill(form, {"Whom do you thank?": ["ana"], DID: "one"})
    hands.submit(form)
    hands.press(form, "Change")
    hands.fill(form, {DID: "two"})
    hands.submit(form)
    with tend.database.reading() as session:
        assert [(one.did, one.thread_id) for one in session.query(Shoutout)] == [("two", 7)]


def test_a_draft_that_is_found_in_a_thread_goes_there(tend: Sandbox) -> None:
    previewed(tend, "maya", f"@leo {WORDS}")
    hands = tend.hands("maya")
    hands.press(button(tend, "thread:7"), "Say thanks")
    form = modal_of(tend, "maya")
    assert filled(form, "did") == WORDS
    hands.submit(form)
    with tend.database.reading() as session:
        assert session.query(Shoutout).one().thread_id == 7


def test_the_form_opens_after_one_question_to_slack_at_most(tend: Sandbox) -> None:
    message = tend.hands("leo").says(SAID, channel="#general")
    tend.hands("maya").types("/shoutout help")  # with the very first request Bolt asks who it is
    before = len(tend.workspace.calls)
    from_menu(tend, message)
    asked = [call.method for call in tend.workspace.calls[before:]]
    assert asked == ["conversations.info", "views.open"]


def test_help_speaks_of_values_teams_and_the_menus(tend: Sandbox) -> None:
    said = tend.hands("maya").types("/shoutout help").words
    for part in ("values", "A team can be thanked by its name", "*Say thanks*", "*Say thanks for this*"):
        assert part in said


def test_it_begins_on_the_home_tab_too(tend: Sandbox) -> None:
    give(tend, "maya", f"@ana {WORDS}")
    hands = tend.hands("maya")
    home = hands.opens_home()
    assert home is not None
    hands.press(home, "Say thanks")
    assert receivers(modal_of(tend, "maya")) == []
