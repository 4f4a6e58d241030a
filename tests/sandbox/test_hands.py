"""A person's hands reach what is on that person's screen, and nothing else."""

from typing import Any

import pytest

from bot.sandbox.hands.submitting import TROUBLE
from bot.sandbox.slack.refusals import NotThere
from bot.sandbox.slack.views import View
from tests.sandbox.local_slack import LocalSlack
from tests.sandbox.tiny_bot import CARD, button, text


def opened_form(slack: LocalSlack, handle: str = "maya") -> View:
    slack.hands_of(handle).types("/hello form")
    modal = slack.workspace.modal_of(handle)
    assert modal is not None
    return modal


def test_a_command_that_nobody_has_is_explained_by_slack(slack: LocalSlack) -> None:
    seen = slack.hands_of("maya").types("/foo bar")
    assert seen.words.startswith("`/foo` is not a valid command")
    assert slack.bot.heard == []


def test_a_command_the_bot_does_not_listen_to_fails_visibly(slack: LocalSlack) -> None:
    assert slack.hands_of("maya").types("/nobody").words == "/nobody failed with the error “dispatch_failed”"


def test_without_should_escape_names_arrive_as_they_were_typed(slack: LocalSlack) -> None:
    assert slack.hands_of("maya").types("/raw @ana & co").words == "@ana & co"


@pytest.mark.parametrize(
    ("typed", "received"),
    [
        ("@ana, thanks.", "<@U0ANA00001|ana>, thanks."),
        ("@nobody", "@nobody"),
        ("mail me@ana.example", "mail me@ana.example"),
        ("@here look", "<!here> look"),
        ("#shout-outs!", "<#C0SHOUTS01|shout-outs>!"),
        ("see https://example.org/a?b=1&c=2", "see <https://example.org/a?b=1&amp;c=2>"),
    ],
)
def test_a_typed_line_arrives_as_slack_spells_it(slack: LocalSlack, typed: str, received: str) -> None:
    slack.hands_of("maya").types(f"/hello {typed}")
    assert slack.bot.named("command")[0]["text"] == received


def test_writing_a_message_does_not_tell_the_bot(slack: LocalSlack) -> None:
    message = slack.hands_of("maya").says("Morning @leo", channel="#project-tide")
    assert message.text == "Morning <@U0LEO00001>"
    assert slack.bot.heard == []


def test_a_shortcut_on_somebody_elses_message_opens_a_modal(slack: LocalSlack) -> None:
    message = slack.hands_of("leo").says("I will send the plan", channel="#project-tide")
    seen = slack.hands_of("maya").shortcut("Keep this", message)
    assert seen.modal is not None
    [payload] = slack.bot.named("shortcut")
    assert payload["message"]["text"] == "I will send the plan"
    assert (payload["message"]["user"], payload["user"]["id"]) == ("U0LEO00001", "U0MAYA0001")
    assert payload["channel"] == {"id": "C0TIDE0001", "name": "project-tide"}


def test_a_question_before_a_button_can_be_denied(slack: LocalSlack) -> None:
    maya, card = slack.hands_of("maya"), slack.card_for("maya", CARD)
    maya.press(card, "Let it go", confirm=False)
    assert slack.bot.named("action") == []
    maya.press(card, "Let it go")
    assert slack.bot.named("action")[0]["actions"][0]["action_id"] == "let_go"
    again = slack.card_for("maya", CARD)
    with pytest.raises(NotThere, match="asks no question"):
        maya.press(again, "Done", confirm=False)


def test_a_button_that_is_not_there_cannot_be_pressed(slack: LocalSlack) -> None:
    card = slack.card_for("maya", CARD)
    with pytest.raises(NotThere, match=r"No “Snooze” here\. There are: .*Done"):
        slack.hands_of("maya").press(card, "Snooze")
    with pytest.raises(NotThere, match="does not see"):
        slack.hands_of("leo").press(card, "Done")
    slack.hands_of("maya").press(card, "Done")
    with pytest.raises(NotThere, match="There are: none"):
        slack.hands_of("maya").press(card, "Done")


def test_a_deleted_message_is_out_of_reach(slack: LocalSlack) -> None:
    maya = slack.hands_of("maya")
    [card] = maya.types("/hello card")
    maya.press(card, "Delete")
    assert slack.workspace.seen_by("maya", "#general") == []
    with pytest.raises(NotThere, match="no longer"):
        maya.press(card, "Done")


def test_one_of_several_same_buttons_is_named_by_what_stands_near(slack: LocalSlack) -> None:
    def line(words: str, number: str) -> dict[str, Any]:
        return {
            "type": "section",
            "block_id": number,
            "text": {"type": "mrkdwn", "text": words},
            "accessory": button("Done", "done", value=number),
        }

    maya = slack.hands_of("maya")
    card = slack.card_for("maya", [line("Call Leo", "1"), line("Write to Ana", "2")])
    with pytest.raises(NotThere, match="2 times"):
        maya.press(card, "Done")
    maya.press(card, "Done", near="Write to Ana")
    other = slack.card_for("maya", [line("Call Leo", "1"), line("Write to Ana", "2")])
    maya.press(other, "Done", block_id="1")
    assert [body["actions"][0]["value"] for body in slack.bot.named("action")] == ["2", "1"]


def test_an_overflow_entry_is_pressed_like_a_button(slack: LocalSlack) -> None:
    options = [{"text": text(word), "value": word} for word in ("Later", "Never")]
    menu = {"type": "overflow", "action_id": "done", "options": options}
    words = {"type": "mrkdwn", "text": "Call Leo"}
    card = slack.card_for("maya", [{"type": "section", "text": words, "accessory": menu}])
    slack.hands_of("maya").press(card, "Never")
    assert slack.bot.named("action")[0]["actions"][0]["selected_option"]["value"] == "Never"


def test_a_choice_on_a_message_is_told_at_once_and_kept(slack: LocalSlack) -> None:
    picker = {"type": "users_select", "action_id": "who", "placeholder": text("Somebody")}
    card = slack.card_for("maya", [{"type": "actions", "block_id": "pick", "elements": [picker]}])
    slack.hands_of("maya").choose(card, "Somebody", "@ana")
    [body] = slack.bot.named("action")
    assert body["actions"][0]["selected_user"] == "U0ANA00001"
    assert body["state"]["values"]["pick"]["who"]["selected_user"] == "U0ANA00001"


def test_a_button_without_a_listener_shows_a_warning(slack: LocalSlack) -> None:
    card = slack.card_for("maya", [{"type": "actions", "elements": [button("Go", "unheard")]}])
    assert slack.hands_of("maya").press(card, "Go").trouble == "dispatch_failed"
    assert card.failed_control == "unheard"


def test_an_empty_required_field_is_not_even_sent(slack: LocalSlack) -> None:
    modal = opened_form(slack)
    maya = slack.hands_of("maya")
    assert maya.submit(modal) == {"words": "Please complete this required field."}
    maya.fill(modal, {"Your words": "x" * 21})
    assert maya.submit(modal) == {"words": "Please shorten this text to 20 characters or less."}
    assert slack.bot.named("view") == []


def test_a_field_of_a_form_is_told_at_once_only_if_it_asks_for_that(slack: LocalSlack) -> None:
    modal = opened_form(slack)
    slack.hands_of("maya").fill(modal, {"Your words": "hello", "How big": "Small"})
    assert slack.bot.named("action") == []
    slack.hands_of("maya").choose(modal, "Who", "leo")
    [body] = slack.bot.named("action")
    assert body["container"] == {"type": "view", "view_id": modal.id}
    assert body["view"]["state"]["values"]["words"]["words"]["value"] == "hello"


def test_an_update_keeps_what_was_filled_in(slack: LocalSlack) -> None:
    modal = opened_form(slack)
    maya = slack.hands_of("maya")
    maya.fill(modal, {"Your words": "again"})
    assert maya.submit(modal) is None
    assert slack.workspace.modal_of("maya") is modal
    assert (modal.title, modal.filled["words"]["words"]["value"]) == ("Once more", "again")


def test_a_pushed_modal_covers_the_first_until_it_is_closed(slack: LocalSlack) -> None:
    modal = opened_form(slack)
    maya = slack.hands_of("maya")
    maya.fill(modal, {"Your words": "deeper"})
    maya.submit(modal)
    below = slack.workspace.modal_of("maya")
    assert below is not None
    assert (below.title, below.previous_view_id) == ("Below", modal.id)
    with pytest.raises(NotThere, match="not in front"):
        maya.submit(modal)
    maya.close(below)
    assert slack.workspace.modal_of("maya") is modal
    assert slack.bot.named("closed")[0]["view"]["id"] == below.id


def test_an_answer_that_slack_cannot_use_is_trouble_and_on_record(slack: LocalSlack) -> None:
    modal = opened_form(slack)
    maya = slack.hands_of("maya")
    maya.fill(modal, {"Your words": "nonsense"})
    assert maya.submit(modal) == {"": TROUBLE}
    [call] = slack.workspace.refused_calls()
    assert call.method == "ack"


def test_only_an_option_that_is_offered_can_be_chosen(slack: LocalSlack) -> None:
    modal = opened_form(slack)
    with pytest.raises(NotThere, match="There are: “Small”, “Large”"):
        slack.hands_of("maya").fill(modal, {"How big": "Huge"})


def test_somebody_who_left_can_do_nothing_more(slack: LocalSlack) -> None:
    card = slack.card_for("sam", CARD)
    sam = slack.hands_of("sam")
    sam.is_deactivated()
    assert slack.bot.named("event")[0]["event"]["user"]["deleted"] is True
    with pytest.raises(NotThere, match="no longer in the workspace"):
        sam.press(card, "Done")


def test_somebody_new_is_in_general_and_announced(slack: LocalSlack) -> None:
    person = slack.happenings.joins("nia", "Nia Lund", tz="Europe/Oslo")
    assert slack.bot.named("event")[0]["event"]["user"]["id"] == person.id
    assert slack.hands_of("nia").types("/hello all").words == "You said all"


def test_a_change_wakes_who_waits_for_it(slack: LocalSlack) -> None:
    workspace = slack.workspace
    before = workspace.changes
    assert workspace.wait_for_change(before, timeout=0.01) == before
    slack.hands_of("maya").says("Morning")
    assert workspace.wait_for_change(before, timeout=5) > before


def test_the_cross_closes_all_modals_and_tells_about_each(slack: LocalSlack) -> None:
    modal = opened_form(slack)
    maya = slack.hands_of("maya")
    maya.fill(modal, {"Your words": "deeper"})
    maya.submit(modal)
    below = slack.workspace.modal_of("maya")
    assert below is not None
    maya.close(below, all_of_them=True)
    assert slack.workspace.modal_of("maya") is None
    told = slack.bot.named("closed")
    assert [body["view"]["id"] for body in told] == [below.id, modal.id]
    assert all(body["is_cleared"] for body in told)


def test_a_shortcut_without_a_listener_is_trouble(slack: LocalSlack) -> None:
    assert slack.hands_of("maya").global_shortcut("Start").trouble == "dispatch_failed"
    with pytest.raises(NotThere, match="no global shortcut"):
        slack.hands_of("maya").global_shortcut("Keep this")
