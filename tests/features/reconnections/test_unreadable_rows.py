"""Words of one person that no key reads any more keep nothing from happening for the others."""

from datetime import date, timedelta

import sqlalchemy as sa

from bot.sandbox.sandbox import Sandbox, utc
from tests.features.reconnections.acting import AT, kept_drafts, plan, write
from tests.features.reconnections.reaching import front

AT_TWO = utc(2026, 10, 8, 12)


def spoil(tend: Sandbox, column: str, where: str) -> None:
    """As after the loss of a key."""
    table, name = column.split(".")
    with tend.database.engine.begin() as connection:
        changed = connection.execute(sa.text(f"UPDATE {table} SET {name} = 'unreadable' WHERE {where}"))  # noqa: S608
        assert changed.rowcount


def test_drafts_are_forgotten_all_the_same(tend_on_each_database: Sandbox) -> None:
    tend = tend_on_each_database
    write(tend)
    tend.advance(timedelta(hours=1))
    write(tend, "leo", line="/reconnect @noor")
    spoil(tend, "act_drafts.content", "person_id = 'U0MAYA0001'")
    tend.let_days_pass(8)
    assert kept_drafts(tend) == []


def test_words_are_taken_away_all_the_same(tend_on_each_database: Sandbox) -> None:
    tend = tend_on_each_database
    write(tend)
    plan(tend)
    tend.hands("maya").press(front(tend, "maya"), "Send me the words as a message")
    spoil(tend, "handed_words.act", "1 = 1")
    spoil(tend, "outbox_messages.content", "purpose = 'reconnections.words'")
    tend.let_days_pass(1)
    assert tend.workspace.in_dm("maya") == []


def test_others_are_reminded_all_the_same(tend_on_each_database: Sandbox) -> None:
    tend = tend_on_each_database
    for handle, other, at in (("maya", "ana", "13:59"), ("sam", "ana", "14:00")):
        write(tend, handle, line=f"/reconnect @{other}")
        plan(tend, handle, when=AT, day=date(2026, 10, 8), time=at)
    spoil(tend, "act_reminders.words", "person_id = 'U0MAYA0001'")
    tend.turn_to(AT_TWO)
    for handle in ("maya", "sam"):
        assert [message.text for message in tend.workspace.in_dm(handle)] == [
            "Something you wanted to be reminded of"
        ]
