"""The bot is reached over HTTP and over Socket Mode alike."""

from collections.abc import Iterator

import pytest

from tests.sandbox.conftest import fresh
from tests.sandbox.local_slack import LocalSlack, local_slack
from tests.sandbox.tiny_bot import CARD


@pytest.fixture(scope="module", params=["http", "socket"])
def _either(request: pytest.FixtureRequest) -> Iterator[LocalSlack]:
    with local_slack(request.param) as running:
        yield running


@pytest.fixture
def slack(_either: LocalSlack) -> LocalSlack:
    return fresh(_either)


def test_a_command_is_answered_to_its_author_alone(slack: LocalSlack) -> None:
    [answer] = slack.hands_of("maya").types("/hello thank @ana & <all> in #general")
    ana = slack.workspace.person("ana").id
    assert answer.text == f"You said thank <@{ana}|ana> &amp; &lt;all&gt; in <#C0GENERAL1|general>"
    assert answer in slack.workspace.seen_by("maya", "#general")
    assert answer not in slack.workspace.seen_by("leo", "#general")


def test_a_command_can_be_answered_for_all_to_see(slack: LocalSlack) -> None:
    slack.hands_of("maya").types("/hello aloud", channel="#shout-outs")
    assert [message.text for message in slack.workspace.in_channel("#shout-outs")] == ["Hello all"]


def test_a_command_can_be_answered_later_through_its_response_url(slack: LocalSlack) -> None:
    [answer] = slack.hands_of("maya").types("/hello later")
    assert (answer.text, answer.ephemeral_to) == ("Here I am", slack.workspace.person("maya").id)


def test_an_answer_that_takes_too_long_is_a_timeout_for_the_person(slack: LocalSlack) -> None:
    seen = slack.hands_of("maya").types("/hello slow")
    assert seen.words == "/hello failed with the error “operation_timeout”"
    assert seen.trouble == "operation_timeout"


def test_a_button_changes_the_message_it_stands_on(slack: LocalSlack) -> None:
    card = slack.card_for("maya", CARD)
    seen = slack.hands_of("maya").press(card, "Done")
    assert (list(seen), seen.changed) == ([], [card])
    assert (card.text, card.blocks) == ("Well, done", [])
    [body] = slack.bot.named("action")
    assert body["container"]["message_ts"] == card.ts
    assert body["message"]["ts"] == card.ts
    assert body["message"]["bot_id"] == slack.workspace.bot_id
    assert body["actions"][0]["value"] == "7"
    assert body["channel"] == {"id": "D0MAYA0001", "name": "directmessage"}
    assert body["user"]["id"] == "U0MAYA0001"


def test_an_ephemeral_card_is_replaced_through_its_response_url(slack: LocalSlack) -> None:
    maya = slack.hands_of("maya")
    [card] = maya.types("/hello card")
    maya.press(card, "Done")
    [body] = slack.bot.named("action")
    assert body["container"]["is_ephemeral"] is True
    assert "message" not in body
    assert slack.workspace.seen_by("maya", "#general") == [card]
    assert card.text == "Well, done"


def test_a_modal_goes_from_command_to_direct_message(slack: LocalSlack) -> None:
    maya = slack.hands_of("maya")
    maya.types("/hello form")
    modal = slack.workspace.modal_of("maya")
    assert modal is not None
    assert modal.title == "A form"
    maya.fill(modal, {"Your words": "fine", "How big": "Large", "Who": "@leo", "When": "2026-10-09"})
    assert maya.submit(modal) is None
    assert slack.workspace.modal_of("maya") is None
    assert [message.text for message in slack.workspace.in_dm("maya")] == ["Got fine"]
    values = slack.bot.named("view")[0]["view"]["state"]["values"]
    assert values["size"]["size"]["selected_option"]["value"] == "large"
    assert values["who"]["who"]["selected_user"] == "U0LEO00001"
    assert values["day"]["day"] == {"type": "datepicker", "selected_date": "2026-10-09"}


def test_errors_stay_under_the_fields_of_the_open_modal(slack: LocalSlack) -> None:
    maya = slack.hands_of("maya")
    maya.types("/hello form")
    modal = slack.workspace.modal_of("maya")
    assert modal is not None
    maya.fill(modal, {"Your words": "bad"})
    assert maya.submit(modal) == {"words": "Rather not."}
    assert modal.errors == {"words": "Rather not."}
    assert slack.workspace.modal_of("maya") is modal


def test_opening_the_home_tab_shows_what_the_bot_publishes(slack: LocalSlack) -> None:
    maya = slack.hands_of("maya")
    assert slack.workspace.home_of("maya") is None
    home = maya.opens_home()
    assert home is not None
    assert home.blocks[0]["text"]["text"] == "Your week"
    assert maya.opens_home() is home


def test_a_profile_change_reaches_the_bot_with_the_new_zone(slack: LocalSlack) -> None:
    slack.hands_of("sam").changes_profile(tz="Asia/Tokyo")
    [body] = slack.bot.named("event")
    assert body["event"]["user"]["tz"] == "Asia/Tokyo"
    assert body["event"]["user"]["tz_offset"] == 9 * 3600
    assert body["authorizations"][0]["user_id"] == slack.workspace.bot.id
    assert body["event_id"].startswith("Ev")


def test_an_event_that_fails_is_repeated_three_times_with_the_same_id(slack: LocalSlack) -> None:
    slack.hands_of("sam").changes_profile(status_text="unlucky")
    heard = slack.bot.named("event")
    assert len(heard) == 4
    assert len({body["event_id"] for body in heard}) == 1


def test_events_arrive_twice_and_out_of_order_when_told_to(slack: LocalSlack) -> None:
    slack.workspace.faults.swap_events()
    slack.hands_of("sam").changes_profile(title="first")
    assert slack.bot.named("event") == []
    slack.workspace.faults.duplicate_events()
    slack.hands_of("sam").changes_profile(title="second")
    titles = [body["event"]["user"]["profile"]["title"] for body in slack.bot.named("event")]
    assert titles == ["second", "second", "first"]
