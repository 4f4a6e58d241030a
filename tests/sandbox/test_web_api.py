"""The web API takes what Slack takes, and refuses what Slack refuses."""

import json
import urllib.error
import urllib.request
from datetime import timedelta
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.webhook import WebhookClient

from bot.sandbox.slack.channels import Channel
from bot.sandbox.slack.faults import DropAfter, DropBefore, HtmlAnswer, RateLimit, Refusal, ServerError
from bot.sandbox.slack.people import Person
from tests.sandbox.local_slack import LocalSlack
from tests.sandbox.tiny_bot import CARD, form

MAYA = "U0MAYA0001"
GENERAL = "C0GENERAL1"
TIDE = "C0TIDE0001"


def refusal(call: Any, **arguments: Any) -> str:
    """Slack's word for why it does not do this."""
    with pytest.raises(SlackApiError) as caught:
        call(**arguments)
    return str(caught.value.response["error"])


def test_the_bot_learns_who_it_is(slack: LocalSlack) -> None:
    answer = slack.client.auth_test()
    assert (answer["team_id"], answer["user_id"], answer["team"]) == ("T0TEND0001", "U0TENDBOT1", "Harbour")
    assert "chat:write" in answer.headers["x-oauth-scopes"]


def test_a_wrong_token_opens_nothing(slack: LocalSlack) -> None:
    def with_token(token: str) -> WebClient:
        return WebClient(token=token, base_url=f"{slack.url}/api/")

    assert refusal(with_token("xoxb-other").auth_test) == "invalid_auth"
    assert refusal(with_token("").auth_test) == "not_authed"
    assert refusal(with_token(slack.workspace.app_token).auth_test) == "not_allowed_token_type"
    assert refusal(slack.client.apps_connections_open, app_token="xapp-other") == "invalid_auth"


def test_what_the_manifest_does_not_ask_for_is_a_missing_scope(slack: LocalSlack) -> None:
    with pytest.raises(SlackApiError) as caught:
        slack.client.conversations_join(channel=TIDE)
    answer = caught.value.response
    assert (answer["error"], answer["needed"]) == ("missing_scope", "channels:join")
    assert "chat:write" in answer["provided"].split(",")
    assert refusal(slack.client.team_info) == "missing_scope"
    assert refusal(slack.client.conversations_list, types="private_channel") == "missing_scope"


def test_an_uninstalled_app_has_no_token_any_more(slack: LocalSlack) -> None:
    slack.happenings.app_is_uninstalled()
    assert refusal(slack.client.auth_test) == "token_revoked"
    assert [body["event"]["type"] for body in slack.bot.named("event")] == [
        "tokens_revoked",
        "app_uninstalled",
    ]


def test_a_message_to_a_person_opens_their_direct_message(slack: LocalSlack) -> None:
    answer = slack.client.chat_postMessage(channel=MAYA, text="Good morning")
    assert answer["channel"] == "D0MAYA0001"
    assert answer["channel"] == slack.client.conversations_open(users=MAYA)["channel"]["id"]
    [message] = slack.workspace.in_dm("maya")
    assert (message.ts, message.text) == (answer["ts"], "Good morning")


@pytest.mark.parametrize(
    ("channel", "code"),
    [
        ("C0NOWHERE1", "channel_not_found"),
        (TIDE, "not_in_channel"),
        ("C0OLDCHAN1", "is_archived"),
        ("G0PRIVATE1", "channel_not_found"),
        ("U0NOBODY01", "channel_not_found"),
        ("U0LEFT0001", "account_inactive"),
    ],
)
def test_a_message_needs_a_channel_that_can_be_written_in(slack: LocalSlack, channel: str, code: str) -> None:
    bot = slack.workspace.bot.id
    slack.workspace.add_channel(Channel("C0OLDCHAN1", "old", members=[bot], is_archived=True))
    slack.workspace.add_channel(Channel("G0PRIVATE1", "secret", members=[MAYA], is_private=True))
    slack.workspace.add_person(Person("U0LEFT0001", "lena", "Lena Left", deleted=True))
    assert refusal(slack.client.chat_postMessage, channel=channel, text="Hello") == code


def test_a_conversation_is_opened_with_people_who_are_there(slack: LocalSlack) -> None:
    slack.workspace.person("kofi").deleted = True
    opened = slack.client.conversations_open
    assert refusal(opened, users="U0KOFI0001") == "user_disabled"
    assert refusal(opened, users="U0NOBODY01") == "user_not_found"
    assert refusal(opened, users="U0TENDBOT1") == "cannot_dm_bot"
    assert refusal(opened, users=[MAYA, "U0LEO00001"]) == "missing_scope"


def test_blocks_that_slack_would_refuse_are_refused_with_the_place(slack: LocalSlack) -> None:
    blocks = [{"type": "header", "text": {"type": "mrkdwn", "text": "x"}}]
    with pytest.raises(SlackApiError) as caught:
        slack.client.chat_postMessage(channel=MAYA, text="x", blocks=blocks)
    answer = caught.value.response
    assert answer["error"] == "invalid_blocks"
    assert "[json-pointer:/blocks/0/text" in answer["response_metadata"]["messages"][0]
    assert slack.workspace.in_dm("maya") == []
    assert [call.method for call in slack.workspace.refused_calls()] == ["chat.postMessage"]


def test_a_message_needs_words_and_not_too_many(slack: LocalSlack) -> None:
    def post(words: str) -> str:
        arguments = {"channel": MAYA, "text": words}
        return refusal(slack.client.api_call, api_method="chat.postMessage", json=arguments)

    assert post("") == "no_text"
    assert post("x" * 40_001) == "msg_too_long"


def test_an_update_keeps_the_blocks_it_does_not_mention(slack: LocalSlack) -> None:
    card = slack.card_for("maya", CARD)
    slack.client.chat_update(channel=card.channel, ts=card.ts, text="Other words")
    assert (card.text, card.blocks[0]["block_id"]) == ("Other words", "words")
    slack.client.chat_update(channel=card.channel, ts=card.ts, text="Only words", blocks=[])
    assert (card.blocks, card.edited is not None) == ([], True)


def test_only_ones_own_standing_messages_can_be_changed(slack: LocalSlack) -> None:
    slack.client.chat_postEphemeral(channel=GENERAL, user=MAYA, text="psst")
    [whispered] = slack.workspace.seen_by("maya", "#general")
    said = slack.hands_of("leo").says("Morning")
    update, delete = slack.client.chat_update, slack.client.chat_delete
    assert refusal(update, channel=GENERAL, ts=said.ts, text="x") == "cant_update_message"
    assert refusal(delete, channel=GENERAL, ts=said.ts) == "cant_delete_message"
    assert refusal(update, channel=GENERAL, ts=whispered.ts, text="x") == "message_not_found"
    assert refusal(update, channel=MAYA, ts=said.ts, text="x") == "channel_not_found"
    mine = slack.client.chat_postMessage(channel=GENERAL, text="Mine")
    delete(channel=GENERAL, ts=mine["ts"])
    assert refusal(delete, channel=GENERAL, ts=mine["ts"]) == "message_not_found"


def test_a_whisper_reaches_members_only(slack: LocalSlack) -> None:
    slack.workspace.channel("#general").members.remove("U0LEO00001")
    whisper = slack.client.chat_postEphemeral
    assert refusal(whisper, channel=GENERAL, user="U0LEO00001", text="psst") == "user_not_in_channel"


def test_people_are_listed_page_by_page(slack: LocalSlack) -> None:
    handles: list[str] = []
    pages = slack.client.users_list(limit=4)
    for page in pages:
        assert len(page["members"]) <= 4
        handles += [member["name"] for member in page["members"]]
    assert handles == [person.handle for person in slack.workspace.people]
    assert {"maya", "tiny", "slackbot"} <= set(handles)
    assert refusal(slack.client.users_list, limit=4, cursor="nonsense") == "invalid_cursor"


def test_methods_that_read_do_not_look_at_a_json_body(slack: LocalSlack) -> None:
    assert slack.client.users_info(user=MAYA)["user"]["tz"] == "Europe/Berlin"
    assert refusal(slack.client.api_call, api_method="users.info", json={"user": MAYA}) == "user_not_found"
    assert slack.client.api_call("users.list", json={"limit": 2})["response_metadata"]["next_cursor"] == ""


def test_timestamps_are_unique_while_the_clock_stands_still(slack: LocalSlack) -> None:
    stamps = [slack.client.chat_postMessage(channel=MAYA, text="x")["ts"] for _ in range(5)]
    assert stamps == sorted(set(stamps))
    slack.clock.advance(timedelta(days=-1))
    assert slack.client.chat_postMessage(channel=MAYA, text="x")["ts"] > stamps[-1]


def test_a_rate_limit_says_how_long_to_wait_and_passes(slack: LocalSlack) -> None:
    slack.workspace.faults.order("chat.postMessage", RateLimit(seconds=7), times=2)
    for _ in range(2):
        with pytest.raises(SlackApiError) as caught:
            slack.client.chat_postMessage(channel=MAYA, text="x")
        assert caught.value.response.status_code == 429
        assert caught.value.response.headers["Retry-After"] == "7"
    slack.client.chat_postMessage(channel=MAYA, text="x")
    assert len(slack.workspace.in_dm("maya")) == 1


def test_a_strict_workspace_takes_one_message_a_second_and_channel(slack: LocalSlack) -> None:
    slack.workspace.faults.strict_pace = True
    slack.client.chat_postMessage(channel=MAYA, text="x")
    slack.client.chat_postMessage(channel="U0LEO00001", text="x")
    assert refusal(slack.client.chat_postMessage, channel=MAYA, text="x") == "ratelimited"


@pytest.mark.parametrize(("fault", "posted"), [(DropAfter(), 1), (DropBefore(), 0)])
def test_a_dropped_connection_does_not_tell_whether_it_was_posted(
    slack: LocalSlack, fault: DropAfter | DropBefore, posted: int
) -> None:
    slack.workspace.faults.order("chat.postMessage", fault)
    with pytest.raises(ConnectionError):
        slack.client.chat_postMessage(channel=MAYA, text="x")
    assert len(slack.workspace.in_dm("maya")) == posted
    assert slack.workspace.calls[-1].fault == type(fault).__name__
    assert slack.workspace.refused_calls() == []


def test_slack_can_answer_with_errors_pages_and_refusals(slack: LocalSlack) -> None:
    faults = slack.workspace.faults
    faults.order("chat.postMessage", Refusal("restricted_action"))
    assert refusal(slack.client.chat_postMessage, channel=MAYA, text="x") == "restricted_action"
    for fault, status in ((ServerError(503), 503), (HtmlAnswer(), 200)):
        faults.order("*", fault)
        with pytest.raises(SlackApiError) as caught:
            slack.client.chat_postMessage(channel=MAYA, text="x")
        assert caught.value.response.status_code == status
    assert slack.workspace.in_dm("maya") == []


def test_a_trigger_opens_one_modal_within_its_time(slack: LocalSlack) -> None:
    triggers = slack.workspace.triggers
    trigger = triggers.issue(MAYA)
    slack.client.views_open(trigger_id=trigger, view=form())
    assert refusal(slack.client.views_open, trigger_id=trigger, view=form()) == "exchanged_trigger_id"
    assert refusal(slack.client.views_open, trigger_id="1.2.3", view=form()) == "invalid_trigger_id"
    late = triggers.issue(MAYA)
    triggers.lifetime = 0.0
    try:
        assert refusal(slack.client.views_open, trigger_id=late, view=form()) == "expired_trigger_id"
    finally:
        triggers.lifetime = 3.0


def test_a_refused_view_does_not_use_its_trigger_up(slack: LocalSlack) -> None:
    trigger = slack.workspace.triggers.issue(MAYA)
    too_long = {"type": "plain_text", "text": "x" * 25}
    assert (
        refusal(slack.client.views_open, trigger_id=trigger, view=form(title=too_long)) == "invalid_arguments"
    )
    home = {"type": "home", "blocks": CARD}
    assert refusal(slack.client.views_open, trigger_id=trigger, view=home) == "invalid_arguments"
    slack.client.views_open(trigger_id=trigger, view=form())


def test_a_view_can_only_be_updated_from_its_latest_state(slack: LocalSlack) -> None:
    opened = slack.client.views_open(trigger_id=slack.workspace.triggers.issue(MAYA), view=form())["view"]
    slack.client.views_update(view_id=opened["id"], hash=opened["hash"], view=form())
    stale = {"view_id": opened["id"], "hash": opened["hash"], "view": form()}
    assert refusal(slack.client.views_update, **stale) == "hash_conflict"
    assert refusal(slack.client.views_update, view_id="V0NOWHERE1", view=form()) == "not_found"


def test_at_most_three_modals_stand_on_each_other(slack: LocalSlack) -> None:
    triggers, client = slack.workspace.triggers, slack.client
    view_id = client.views_open(trigger_id=triggers.issue(MAYA), view=form())["view"]["id"]
    assert refusal(client.views_push, trigger_id=triggers.issue(MAYA), view=form()) == "invalid_trigger_id"
    for _ in range(2):
        client.views_push(trigger_id=triggers.issue(MAYA, view_id=view_id), view=form())
    trigger = triggers.issue(MAYA, view_id=view_id)
    assert refusal(client.views_push, trigger_id=trigger, view=form()) == "push_limit_reached"


def test_a_response_url_is_good_for_five_answers_within_half_an_hour(slack: LocalSlack) -> None:
    slack.hands_of("maya").types("/hello there")
    url = slack.bot.named("command")[0]["response_url"]
    for _ in range(5):
        assert WebhookClient(url).send(text="Hello").body == "ok"
    used = WebhookClient(url).send(text="Hello")
    assert (used.status_code, json.loads(used.body)["error"]) == (404, "used_url")
    slack.hands_of("maya").types("/hello there")
    fresh = slack.bot.named("command")[1]["response_url"]
    slack.clock.advance(timedelta(minutes=31))
    assert json.loads(WebhookClient(fresh).send(text="Hello").body)["error"] == "expired_url"


def test_form_and_json_and_query_all_carry_arguments(slack: LocalSlack) -> None:
    ask = urllib.request.Request(
        f"{slack.url}/api/chat.postMessage?channel={MAYA}",
        data=b"text=From+a+form&blocks=%5B%5D",
        headers={"Authorization": f"Bearer {slack.workspace.bot_token}"},
    )
    with urllib.request.urlopen(ask) as answer:
        assert json.load(answer)["ok"] is True
    broken = urllib.request.Request(
        f"{slack.url}/api/chat.postMessage", data=b"{", headers={"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(broken) as answer:
        assert json.load(answer)["error"] == "invalid_json"


def test_an_unknown_method_is_named(slack: LocalSlack) -> None:
    assert refusal(slack.client.api_call, api_method="chat.shout") == "unknown_method"
