"""The page: what is on it for whom, and that what is done on it is done by that person's hands."""

import json
from collections.abc import Iterator

import pytest

from bot.sandbox.slack.views import View
from tests.sandbox.drawing import Parsed
from tests.sandbox.local_page import LocalPage, OpenStream
from tests.sandbox.local_slack import LocalSlack
from tests.sandbox.tiny_bot import CARD, button, form, text


@pytest.fixture
def page(slack: LocalSlack) -> Iterator[LocalPage]:
    opened = LocalPage(slack)
    yield opened
    opened.close()


def _opened_form(slack: LocalSlack) -> View:
    slack.hands_of("maya").types("/hello form")
    view = slack.workspace.modal_of("maya")
    assert view is not None
    return view


def test_the_page_begins_as_maya_in_general(page: LocalPage) -> None:
    seen = page.looks("")
    assert "Maya Okafor" in seen.words
    assert "#general" in seen.words
    assert "Wednesday 7 October in Berlin" in " ".join(seen.words.split())


def test_everybody_has_their_own_time(page: LocalPage) -> None:
    words = " ".join(page.looks("as=leo").words.split())
    assert "New York · 04:00" in words
    assert "Wednesday 7 October in New York" in words


def test_an_address_of_nobody_leads_back_to_the_start(page: LocalPage) -> None:
    for query in ("as=nobody", "as=maya&at=C0NOWHERE", "as=tiny"):
        answer = page.client.get(f"/?{query}")
        assert (answer.status_code, answer.headers["location"]) == (303, "/")


def test_nothing_on_the_page_comes_from_elsewhere(page: LocalPage) -> None:
    answer = page.client.get("/")
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "unsafe" not in answer.headers["content-security-policy"]
    sources = [a.get("src") or a.get("href") for n, a in Parsed(answer.text).tags if n in ("script", "link")]
    for source in filter(None, sources):
        assert source == "data:," or page.client.get(source).status_code == 200


def test_another_site_cannot_do_anything(page: LocalPage) -> None:
    for doing in ("say", "act", "submit", "close", "shortcut", "clock", "reset", "complete"):
        assert page.client.post(f"/page/{doing}", data={"as": "maya", "line": "hi"}).status_code == 403
    assert page.slack.workspace.in_channel("general") == []


def test_what_is_typed_is_said_in_ones_own_name(page: LocalPage) -> None:
    page.posts("say", {"as": "leo", "at": "C0GENERAL1", "line": "Hello @maya"})
    [message] = page.slack.workspace.in_channel("general")
    assert (message.user, message.text) == ("U0LEO00001", "Hello <@U0MAYA0001>")
    assert "@Maya Okafor" in page.looks("as=ana&at=C0GENERAL1").words


def test_two_people_can_talk_alone(page: LocalPage) -> None:
    page.posts("say", {"as": "leo", "at": "U0ANA00001", "line": "Just us"})
    assert "Just us" in page.looks("as=ana&at=U0LEO00001").words
    assert "Just us" not in page.looks("as=maya&at=U0LEO00001").words


def test_a_line_with_a_slash_is_a_command(page: LocalPage) -> None:
    page.posts("say", {"as": "maya", "at": "C0GENERAL1", "line": "/hello there"})
    assert page.slack.bot.named("command")[0]["text"] == "there"
    assert "Only visible to you" in page.looks("as=maya&at=C0GENERAL1").words
    assert "You said there" not in page.looks("as=ana&at=C0GENERAL1").words


def test_the_app_reads_no_messages_and_says_so(page: LocalPage) -> None:
    answer = Parsed(page.posts("say", {"as": "maya", "at": "messages", "line": "Are you there?"}).text)
    assert "Tiny reads no messages." in answer.words
    assert [a["value"] for a in answer.all("input") if a.get("name") == "line"] == ["Are you there?"]
    assert page.slack.workspace.in_dm("maya") == []


@pytest.mark.parametrize(
    ("line", "offered"), [("/h", ["/hello"]), ("/hello @mar", []), ("hi @m", ["Maya Okafor"])]
)
def test_a_half_typed_line_is_completed(page: LocalPage, line: str, offered: list[str]) -> None:
    shown = Parsed(
        page.client.get("/page/completions", params={"as": "leo", "at": "home", "line": line}).text
    )
    told = [json.loads(str(b["hx-vals"]))["line"] for b in shown.all("button")]
    assert [name in shown.words for name in offered] == [True] * len(offered)
    assert len(told) == len(offered) + ("@m" in line and line.endswith("@m"))


def test_a_button_is_pressed_by_whoever_looks(page: LocalPage) -> None:
    card = page.slack.card_for("maya", CARD)
    fields = {
        "as": "maya",
        "channel": card.channel,
        "ts": card.ts,
        "block_id": "buttons",
        "action_id": "done",
    }
    page.posts("act", fields)
    [body] = page.slack.bot.named("action")
    assert (body["user"]["id"], body["actions"][0]["value"]) == ("U0MAYA0001", "7")
    assert card.text == "Well, done"


def test_nobody_presses_on_what_they_do_not_see(page: LocalPage) -> None:
    card = page.slack.card_for("maya", CARD)
    fields = {"as": "leo", "channel": card.channel, "ts": card.ts, "block_id": "buttons", "action_id": "done"}
    assert "does not see this message" in page.posts("act", fields).text
    assert page.slack.bot.named("action") == []


def test_pressing_on_what_is_gone_says_so(page: LocalPage) -> None:
    fields = {"as": "maya", "channel": "C0GENERAL1", "ts": "1.0", "block_id": "b", "action_id": "a"}
    assert "no longer there" in page.posts("act", fields).text
    assert "no longer open" in page.posts("submit", {"as": "maya", "view": "V0GONE"}).text


def test_an_entry_of_a_menu_is_chosen_by_its_value(page: LocalPage) -> None:
    options = [{"text": text(word), "value": word.lower()} for word in ("Why", "Less")]
    menu = {"type": "overflow", "action_id": "done", "options": options}
    card = page.slack.card_for("maya", [{"type": "actions", "block_id": "b", "elements": [menu]}])
    fields = {"as": "maya", "channel": card.channel, "ts": card.ts, "block_id": "b", "action_id": "done"}
    page.posts("act", {**fields, "value": "less"})
    [body] = page.slack.bot.named("action")
    assert body["actions"][0]["selected_option"]["value"] == "less"


def test_a_modal_is_filled_in_and_sent(page: LocalPage) -> None:
    view = _opened_form(page.slack)
    fields = {"state/words/words": "Well met", "state/size/size": "large", "state/day/day": "2026-10-09"}
    page.posts("submit", {"as": "maya", "view": view.id, **fields})
    [body] = page.slack.bot.named("view")
    values = body["view"]["state"]["values"]
    assert values["words"]["words"]["value"] == "Well met"
    assert values["size"]["size"]["selected_option"]["value"] == "large"
    assert values["day"]["day"]["selected_date"] == "2026-10-09"
    assert page.slack.workspace.modal_of("maya") is None


def test_what_is_wrong_in_a_modal_stands_under_its_field(page: LocalPage) -> None:
    view = _opened_form(page.slack)
    page.posts("submit", {"as": "maya", "view": view.id, "state/words/words": "bad"})
    assert "Rather not." in page.looks("as=maya").words
    page.posts("submit", {"as": "maya", "view": view.id})
    assert "Please complete this required field." in page.looks("as=maya").words


def test_what_was_typed_reaches_the_bot_with_the_first_press(page: LocalPage) -> None:
    view = _opened_form(page.slack)
    typed = {"state/words/words": "half way", "state/who/who": "U0LEO00001"}
    page.posts("act", {"as": "maya", "view": view.id, "block_id": "who", "action_id": "who", **typed})
    [body] = page.slack.bot.named("action")
    assert body["actions"][0]["selected_user"] == "U0LEO00001"
    assert body["view"]["state"]["values"]["words"]["words"]["value"] == "half way"
    shown = page.looks("as=maya").all("input")
    assert "half way" in [field.get("value") for field in shown]


def test_a_modal_is_closed_and_the_one_below_is_in_front_again(page: LocalPage) -> None:
    view = _opened_form(page.slack)
    page.posts("submit", {"as": "maya", "view": view.id, "state/words/words": "deeper"})
    above = page.slack.workspace.modal_of("maya")
    assert above is not None
    assert "Below" in page.looks("as=maya").words
    page.posts("close", {"as": "maya", "view": above.id})
    assert page.slack.workspace.modal_of("maya") is view


def test_the_menu_of_a_message_holds_the_apps_shortcuts(page: LocalPage) -> None:
    message = page.slack.hands_of("leo").says("I will send it on Friday")
    assert "Keep this" in page.looks("as=maya&at=C0GENERAL1").words
    fields = {"as": "maya", "channel": message.channel, "ts": message.ts, "shortcut": "keep"}
    page.posts("shortcut", fields)
    assert page.slack.bot.named("shortcut")[0]["message"]["text"] == "I will send it on Friday"


def test_coming_to_the_home_tab_tells_the_app(page: LocalPage) -> None:
    mark = page.slack.workspace.changes
    page.looks("as=ana&at=home")
    while page.slack.workspace.home_of("ana") is None:
        before, mark = mark, page.slack.workspace.wait_for_change(mark, timeout=3)
        assert mark > before
    assert "Your week" in page.looks("as=ana&at=home").words
    assert page.slack.workspace.home_of("leo") is None


def test_the_clock_turns_by_what_is_pressed(page: LocalPage) -> None:
    for step in ("hour", "day", "week", "morning"):
        page.posts("clock", {"as": "leo", "step": step})
    turned = ["1:00:00", "1 day, 0:00:00", "7 days, 0:00:00", "next morning in America/New_York"]
    assert page.turns.done == turned
    assert "no such step" in page.posts("clock", {"as": "leo", "step": "year"}).text


def test_reset_empties_the_page(page: LocalPage) -> None:
    page.posts("say", {"as": "leo", "at": "C0GENERAL1", "line": "Here today"})
    page.posts("reset", {})
    assert page.turns.done == ["reset"]
    assert "Here today" not in page.looks("as=leo&at=C0GENERAL1").words


def test_what_is_new_is_counted_until_it_is_looked_at(page: LocalPage) -> None:
    page.looks("as=maya&at=C0GENERAL1")
    page.slack.hands_of("leo").says("One", channel="#project-tide")
    page.slack.hands_of("leo").says("Two", channel="#project-tide")
    assert " 2 new" in " ".join(page.looks("as=maya&at=C0GENERAL1").words.split())
    page.looks("as=maya&at=C0TIDE0001")
    assert " 2 new" not in " ".join(page.looks("as=maya&at=messages").words.split()).partition("Channels")[2]


def test_the_stream_tells_everything_at_first_and_then_only_what_changed(slack: LocalSlack) -> None:
    stream = OpenStream(slack, {"as": "maya", "at": "C0GENERAL1"})
    first = stream.next()
    assert all(f'hx-target="#{part}"' in first for part in ("rail", "clock", "stage", "modal"))
    slack.hands_of("leo").says("News")
    second = stream.next()
    assert "News" in second
    assert 'hx-target="#stage"' in second
    assert 'hx-target="#clock"' not in second
    assert all(line.startswith("data: ") for line in second.rstrip("\n").split("\n"))
    stream.close()


def test_the_stream_notices_that_the_clock_was_turned(slack: LocalSlack) -> None:
    stream = OpenStream(slack, {"as": "maya", "at": "home"})
    stream.next()
    slack.clock.turn_to(slack.clock.now().replace(hour=12))
    assert "14:00" in stream.next()
    stream.close()


def test_the_first_field_takes_the_focus_once(slack: LocalSlack) -> None:
    focused = form()
    focused["blocks"][0]["element"]["focus_on_load"] = True
    focused["blocks"].append({"type": "actions", "block_id": "b", "elements": [button("More", "more")]})
    stream = OpenStream(slack, {"as": "maya", "at": "home"})
    stream.next()
    slack.workspace.screens.open("U0MAYA0001", focused)
    assert "autofocus" in stream.next()
    view = slack.workspace.modal_of("maya")
    assert view is not None
    view.errors = {"words": "Say more."}
    slack.workspace.note_change()
    later = stream.next()
    assert "Say more." in later
    assert "autofocus" not in later
    stream.close()


def test_a_reply_stands_below_what_it_answers_and_begins_no_day(page: LocalPage) -> None:
    workspace = page.slack.workspace
    first = workspace.post("#general", author=workspace.bot, text="first of all")
    workspace.post("#general", author=workspace.bot, text="second of all")
    workspace.post("#general", author=workspace.bot, text="an answer to the first", thread_ts=first.ts)
    words = page.looks("").words
    places = [words.index(said) for said in ("first of all", "an answer to the first", "second of all")]
    assert places == sorted(places)
