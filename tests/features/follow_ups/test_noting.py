"""Noting a promise: from a command, from a message, and what is said when it makes no sense."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.features.follow_ups.models import FollowUp
from bot.sandbox.sandbox import Sandbox
from tests.features.follow_ups.noting import note, nudges_of, text_of

QUESTION = "What did you promise?"


def stored(tend: Sandbox) -> list[FollowUp]:
    with tend.database.reading() as session:
        return list(session.query(FollowUp).order_by(FollowUp.id))


def test_the_command_opens_a_form_with_its_words_and_the_next_working_day(tend: Sandbox) -> None:
    tend.turn_to(tend.now().replace(day=9))  # a Friday
    hands = tend.hands("maya")
    hands.types("/followups send @leo the budget")
    assert hands.submit(tend.workspace.modal_of("maya")) is None
    [kept] = stored(tend)
    assert kept.words == "send @leo the budget"
    assert kept.with_id == "U0LEO00001"
    assert kept.due_on == date(2026, 10, 12)


def test_nothing_is_kept_before_the_form_is_sent(tend: Sandbox) -> None:
    hands = tend.hands("maya")
    hands.types("/followups call Leo")
    hands.close(tend.workspace.modal_of("maya"))
    assert stored(tend) == []


def test_the_command_alone_lists_what_is_open(tend: Sandbox) -> None:
    assert "Nothing is open." in tend.hands("maya").types("/followups").words
    note(tend, "maya", "call Leo")
    seen = tend.hands("maya").types("/followups")
    assert "call Leo" in seen.words
    assert "Due tomorrow." in seen.words


def test_done_on_the_list_ends_it_and_shows_which_one(tend: Sandbox) -> None:
    note(tend, "maya", "call Leo")
    hands = tend.hands("maya")
    [listed] = hands.types("/followups")
    hands.press(listed, "Done")
    assert "call Leo*: done." in str(tend.workspace.seen_by("maya", "#general")[-1].blocks)
    tend.let_days_pass(10)
    assert nudges_of(tend, "maya") == []


def test_a_promise_is_seen_by_nobody_else(tend: Sandbox) -> None:
    note(tend, "maya", "a canary about Leo")
    tend.let_days_pass(14)
    for handle in ("leo", "ana"):
        assert "canary" not in tend.hands(handle).types("/followups").words
        assert "canary" not in tend.hands(handle).types("/digest").words
        assert all("canary" not in text_of(message) for message in tend.workspace.in_dm(handle))


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        (f"/followups {'x' * 10_000}", "That is 10000 characters; a promise fits into 500."),
        ("/followups     ", "Nothing is open."),
        ("/followups help", "remembered until it is done or let go"),
    ],
)
def test_odd_commands_get_a_sentence(tend: Sandbox, line: str, answer: str) -> None:
    assert answer in tend.hands("maya").types(line).words
    assert stored(tend) == []


@pytest.mark.parametrize(
    ("field", "value", "complaint"),
    [
        (QUESTION, "   ", "complete this required field"),
        ("By when?", date(2026, 10, 6), "That day has passed."),
        ("By when?", date(2028, 10, 6), "more than a year away"),
    ],
)
def test_the_form_says_what_is_wrong_where_it_is_wrong(
    tend: Sandbox, field: str, value: object, complaint: str
) -> None:
    hands = tend.hands("maya")
    hands.types("/followups call Leo")
    form = tend.workspace.modal_of("maya")
    hands.choose(form, field, value)
    assert complaint in str(hands.submit(form))
    assert stored(tend) == []


def test_a_form_sent_twice_keeps_one_promise(tend_on_each_database: Sandbox) -> None:
    tend = tend_on_each_database
    hands = tend.hands("maya")
    hands.types("/followups call Leo")
    form = tend.workspace.modal_of("maya")
    hands.submit(form)
    again = next(call for call in reversed(tend.delivered) if call[1].get("type") == "view_submission")
    assert tend.deliver_again(again).ok
    assert len(stored(tend)) == 1


@pytest.mark.parametrize(
    "words",
    [
        "<!channel> wake up",
        "@here and @everyone",
        "<https://example.org|click>",
        "לשלוח את התקציב",
        "🎉👩‍👩‍👧‍👦 " * 20,
        "*bold* _it_ ~no~ `code` ```block```",
        "one\ntwo\nthree",
        "&amp; &lt;b&gt; & < >",
        "U+202E \u202e turned",
        "<" * 500,
    ],
)
def test_whatever_people_write_is_kept_as_written_and_rings_nobody(tend: Sandbox, words: str) -> None:
    hands = tend.hands("maya")
    hands.types("/followups x")
    form = tend.workspace.modal_of("maya")
    hands.fill(form, {QUESTION: words})
    assert hands.submit(form) is None
    assert stored(tend)[0].words == words.strip()
    seen = hands.types("/followups")
    assert not {"<!channel>", "<!here>", "<!everyone>"} & set(seen.words.split())
    assert "<https://example.org" not in seen.words


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.text(min_size=1, max_size=500))
def test_any_words_at_all_can_be_noted_or_are_refused_in_words(tend: Sandbox, words: str) -> None:
    hands = tend.hands("maya")
    hands.types("/followups x")
    form = tend.workspace.modal_of("maya")
    hands.fill(form, {QUESTION: words})
    complaints = hands.submit(form)
    if complaints is None:
        assert stored(tend)[-1].words == words.strip()
        hands.close(tend.workspace.modal_of("maya"))
        assert hands.types("/followups") != []
    else:
        assert not words.strip()
        hands.close(form)


def test_follow_up_on_a_message_of_ones_own_starts_from_its_words(tend: Sandbox) -> None:
    hands = tend.hands("maya")
    said = hands.says("I will send the numbers tomorrow")
    hands.shortcut("Follow up on this", said)
    form = tend.workspace.modal_of("maya")
    assert "I will send the numbers tomorrow" in str(form.blocks)
    assert hands.submit(form) is None
    [kept] = stored(tend)
    assert kept.link == f"https://harbour.slack.com/archives/C0GENERAL1/p{said.ts.replace('.', '')}"


def test_follow_up_on_somebody_elses_message_links_to_it_and_carries_no_words(tend: Sandbox) -> None:
    said = tend.hands("leo").says("Could somebody look at my draft?")
    hands = tend.hands("maya")
    hands.shortcut("Follow up on this", said)
    form = tend.workspace.modal_of("maya")
    assert "draft" not in str(form.blocks)
    assert "this message" in str(form.blocks)
    hands.fill(form, {QUESTION: "read it"})
    assert hands.submit(form) is None
    assert stored(tend)[0].with_id == "U0LEO00001"
    tend.let_days_pass(1)
    [card] = nudges_of(tend, "maya")
    hands.press(card, "Why this?")
    assert "from a message" in str(tend.workspace.modal_of("maya").blocks)


def test_a_click_on_a_message_from_last_month_is_answered(tend: Sandbox) -> None:
    note(tend, "maya", "call Leo")
    tend.let_days_pass(1)
    [card] = nudges_of(tend, "maya")
    tend.let_days_pass(26)  # to Tuesday 3 November, the day after a nudge
    tend.hands("maya").press(nudges_of(tend, "maya")[-1], "Done")
    tend.let_days_pass(30)
    card.blocks[:] = [dict(block) for block in CARD_OF_LAST_MONTH]
    tend.hands("maya").press(card, "Done")
    assert "done." in text_of(card)


CARD_OF_LAST_MONTH = (
    {"type": "section", "block_id": "follow_up:1", "text": {"type": "mrkdwn", "text": "Something"}},
    {
        "type": "actions",
        "block_id": "follow_up:1:do",
        "elements": [
            {
                "type": "button",
                "action_id": "follow_ups.done",
                "value": "1",
                "text": {"type": "plain_text", "text": "Done"},
            }
        ],
    },
)
