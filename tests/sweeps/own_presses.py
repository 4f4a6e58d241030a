"""Presses for which no feature has a test that wants nothing but a sandbox, each as a scene."""

from datetime import date

from bot.features.one_on_ones.actions import Action as OneOnOneAction
from bot.features.reconnections.around.actions import Action as AroundAction
from bot.platform.slack import block_kit
from bot.sandbox.sandbox import Sandbox, utc
from tests.features.digest.weeks import MONDAY, asked
from tests.features.follow_ups.noting import note
from tests.features.one_on_ones import test_pausing, test_promises
from tests.features.one_on_ones.addressing import made, press
from tests.features.one_on_ones.agendas import add, agenda_of, share_a_series
from tests.features.one_on_ones.arranging import LEO, cards_of, join, listed, series_in, set_up
from tests.features.people.using import let_days_pass_using_it
from tests.features.reconnections.reaching import ask_regularly, front
from tests.features.reconnections.test_a_question_now_and_then import cards_with_a_question
from tests.features.reconnections.test_drift import keep_in_touch, opened, thanked_by_ana
from tests.features.shoutouts.test_appreciating import asking, talked
from tests.features.shoutouts.test_elsewhere import WHERE
from tests.features.shoutouts.thanking import WORDS, give


def paused_from_the_week(tend: Sandbox) -> None:
    note(tend, "maya", "call Leo", due_on=date(2026, 10, 30))
    tend.turn_to(MONDAY)
    tend.hands("maya").press(asked(tend), "Pause me")


def what_was_offered_is_not_theirs(tend: Sandbox) -> None:
    set_up(tend, "@sam weekly thursday 14:00")
    join(tend, "sam")
    test_promises.note(tend, "maya", "Sam: read the draft")
    tend.turn_to(utc(2026, 10, 8, 8))
    tend.hands("sam").press(cards_of(tend, "sam")[-1], "Not mine")


def a_calendar_gets_an_address_and_loses_it(tend: Sandbox) -> None:
    set_up(tend, "@sam weekly thursday 14:00")
    made(tend)
    press(tend, "Stop it")


def an_item_comes_back_for_today(tend: Sandbox) -> None:
    share_a_series(tend)
    add(tend, "maya", "@sam the hiring plan")
    agenda = agenda_of(tend, "maya")
    tend.hands("maya").press(agenda, "Not today")
    tend.hands("maya").press(agenda, "Today after all")


def somebody_else_leads_and_they_go_on_as_they_are(tend: Sandbox) -> None:
    _led_by_somebody_else(tend)
    tend.hands("ana").press(listed(tend, "ana"), "Keep them as they are")


def somebody_else_leads_and_they_go_on_as_peers(tend: Sandbox) -> None:
    _led_by_somebody_else(tend)
    tend.hands("ana").press(listed(tend, "ana"), "Keep them, as peers")


def a_pause_ends_by_a_button_of_an_older_message(tend: Sandbox) -> None:
    set_up(tend, "@sam weekly thursday 14:00")
    test_pausing.pause(tend, "maya", "2026-10-23")
    _press_as_it_once_stood(tend, OneOnOneAction.RESUME, str(series_in(tend.database).id))


def they_talked_says_a_button_of_an_older_message(tend: Sandbox) -> None:
    _press_as_it_once_stood(tend, AroundAction.TALKED, LEO)


def who_starts_is_fine(tend: Sandbox) -> None:
    keep_in_touch(tend, "maya", "ana", "Every week")
    thanked_by_ana(tend, times=7)
    let_days_pass_using_it(tend, "maya", 28)
    tend.hands("maya").press(opened(tend), "That's fine with me")


def they_talked_and_the_reader_began(tend: Sandbox) -> None:
    keep_in_touch(tend, "maya", "ana")
    tend.let_days_pass(50)
    tend.hands("maya").press(opened(tend), "We've talked")
    tend.hands("maya").press(front(tend, "maya"), "I did")


def a_question_is_put_off(tend: Sandbox) -> None:
    ask_regularly(tend, "maya", "ana")
    tend.let_days_pass(8)
    tend.hands("maya").press(cards_with_a_question(tend, "maya")[0], "Not now")


def nobody_is_thanked_this_week(tend: Sandbox) -> None:
    talked(tend, "maya", "ana")
    tend.let_days_pass(1)
    tend.hands("maya").press(asking(tend)[0], "Not this week")


def a_shout_out_stands_in_another_channel(tend: Sandbox) -> None:
    tend.workspace.channel("#shout-outs").is_archived = True
    give(tend, "maya", f"@ana {WORDS}")
    tend.hands("maya").choose(tend.workspace.in_dm("maya")[0], WHERE, "#general")


def _led_by_somebody_else(tend: Sandbox) -> None:
    set_up(tend, "@maya weekly tuesday 10:00 my manager", by="ana")
    join(tend, "maya")
    tend.let_days_pass(1)
    tend.hands("ana").types("/tend manager @leo")


def _press_as_it_once_stood(tend: Sandbox, action_id: str, value: str) -> None:
    """Nothing shows this button any more, but messages last: it still does what it said."""
    button = block_kit.button("Now", action_id=action_id, value=value)
    actions = block_kit.actions([button])
    message = tend.workspace.post("#general", author=tend.workspace.bot, text="x", blocks=[actions])
    tend.hands("maya").press(message, "Now")
