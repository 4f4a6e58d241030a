"""Every message that comes by itself says why it came, and lets its reader have fewer, with one press."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from bot.features.people.models import Enrolment
from bot.platform.delivery.models import Kind, OutboxMessage
from bot.platform.delivery.models import State as Delivery
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.slack.messages import Message
from tests.features.follow_ups.noting import note
from tests.features.one_on_ones.arranging import (
    MAYA,
    WORKSPACE,
    cards_of,
    join,
    set_up,
    words_on,
)
from tests.features.shoutouts.thanking import asked, choose, give

MENU = "people.foot"
# What comes in return for a press or a command is no surprise; a reminder has a button of its own.
ANSWERS = {
    "answer": "in return for what was pressed",
    "shoutouts.to_author": "one's own shout-out could not be posted, and says so",
    "shoutouts.not_taken_down": "in return for Take it down",
    "shoutouts.not_taken_back": "in return for Undo",
    "reconnections.handed_words": "asked for with a press",
    "one_on_ones.calendar_file": "asked for with a press",
    "privacy.export": "asked for with a press",
}
BUTTONS = {"follow_ups.why", "reconnections.why", "one_on_ones.why", "digest.why"}


def menus_on(message: Message) -> list[str]:
    """The values of all that can be chosen in the menu of a message."""
    parts = [block.get("accessory") for block in message.blocks]
    parts += [part for block in message.blocks for part in block.get("elements", ())]
    menus = [part for part in parts if part and part.get("action_id") == MENU]
    return [option["value"] for menu in menus for option in menu["options"]]


def says_why(message: Message) -> bool:
    parts = [part for block in message.blocks for part in block.get("elements", ())]
    own = {part.get("action_id") for part in parts if isinstance(part, dict)}
    return any(value.startswith("why:") for value in menus_on(message)) or bool(own & BUTTONS)


def a_card(tend: Sandbox) -> Message:
    note(tend, "maya", "call Leo")
    tend.let_days_pass(1)
    [card] = cards_of(tend, "maya")
    return card


def chosen(tend: Sandbox) -> Enrolment:
    with tend.database.reading() as session:
        return session.get_one(Enrolment, (WORKSPACE, MAYA))


def choose_at_the_foot(tend: Sandbox, message: Message, choice: str) -> str:
    """Choose in the menu; what is said in return."""
    tend.hands("maya").press(message, choice)
    return words_on(tend.workspace.modal_of("maya"))


def test_a_card_says_why_it_came(tend: Sandbox) -> None:
    assert "only when something is due" in choose_at_the_foot(tend, a_card(tend), "Why this message?")


def test_one_press_on_a_card_makes_it_quieter(tend: Sandbox) -> None:
    assert "three times at most" in choose_at_the_foot(tend, a_card(tend), "Fewer nudges")
    assert chosen(tend).persistence == "gentle"


def test_one_press_on_a_card_pauses_for_a_week(tend: Sandbox) -> None:
    card = a_card(tend)
    assert "Paused until" in choose_at_the_foot(tend, card, "Pause for a week")
    until = chosen(tend).paused_until
    assert until is not None
    assert until == (tend.now() + timedelta(days=7)).date()


def test_one_press_on_a_card_stops_everything(tend: Sandbox) -> None:
    assert "Nothing comes from me any more" in choose_at_the_foot(tend, a_card(tend), "Stop")
    tend.let_days_pass(30)
    assert len(cards_of(tend, "maya")) == 1


@pytest.fixture
def a_long_run(tend: Sandbox) -> Sandbox:
    """Five weeks in which a lot comes by itself."""
    note(tend, "maya", "call Leo")
    give(tend, "maya", "@ana found out why the import broke")
    tend.hands("ana").press(asked(tend), "Thank them back")
    choose(tend, "leo", "To me")
    give(tend, "maya", "@leo stayed late to help Sam")
    set_up(tend, "@ana weekly tuesday 10:00")
    tend.let_days_pass(1)
    join(tend, "ana")
    tend.let_days_pass(34)
    tend.hands("ana").press(tend.hands("ana").types("/shoutout received")[0], "Take it down")
    tend.let_days_pass(1)
    return tend


def test_every_message_that_comes_by_itself_says_why(a_long_run: Sandbox) -> None:
    tend = a_long_run
    with tend.database.reading() as session:
        purposes = {
            (row.workspace_id, row.ts): row.purpose
            for row in session.scalars(
                sa.select(OutboxMessage).where(
                    OutboxMessage.kind == Kind.POST,
                    OutboxMessage.state == Delivery.SENT,
                    OutboxMessage.person_id.is_not(None),
                )
            )
        }
    met = set()
    for handle in ("maya", "ana", "leo"):
        messages = tend.workspace.in_dm(handle)
        for place, message in enumerate(messages):
            purpose = purposes.get((WORKSPACE, message.ts))
            is_older = message.text == "A few things for today" and any(
                later.text == message.text for later in messages[place + 1 :]
            )
            if purpose is None or purpose in ANSWERS or is_older:
                continue
            assert says_why(message), (purpose, message.words)
            met.add(purpose)
    assert met >= {
        "cards.card",
        "one_on_ones.invitation",
        "shoutouts.thanked_back",
        "shoutouts.question",
        "shoutouts.privately",
    }
