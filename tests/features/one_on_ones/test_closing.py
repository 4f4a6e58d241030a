"""One press says what became of a meeting; the first one counts, and the second is told."""

import threading
from datetime import timedelta

from bot.features.one_on_ones import meetings
from bot.features.one_on_ones.models import Meeting, MeetingState
from bot.sandbox.sandbox import Sandbox, utc
from bot.sandbox.slack.messages import Message
from tests.features.cards.above_the_foot import buttons_above
from tests.features.one_on_ones.arranging import (
    ANA,
    ASKED,
    MAYA,
    cards_naming,
    cards_of,
    join,
    listed,
    meetings_in,
    set_up,
)


def asked(tend: Sandbox, *, joined: bool = True) -> tuple[Message, Message | None]:
    """The cards, Maya's and Sam's, that ask about Thursday's meeting."""
    set_up(tend, "@sam weekly thursday 14:00")
    if joined:
        join(tend, "sam")
    tend.turn_to(utc(2026, 10, 9, 8))
    [mayas] = cards_naming(tend, "maya", ASKED)
    return mayas, next(iter(cards_naming(tend, "sam", ASKED)), None)


def test_held_closes_it_with_one_press_and_offers_to_note_a_promise(tend_on_each_database: Sandbox) -> None:
    tend = tend_on_each_database
    card, _ = asked(tend)
    tend.hands("maya").press(card, "Held")
    assert "Held. Did either of you promise something?" in card.words
    assert "Not this time" not in card.words
    assert meetings_in(tend.database)[0].state == MeetingState.HELD


def test_not_this_time_closes_it_without_a_question(tend: Sandbox) -> None:
    card, _ = asked(tend)
    tend.hands("maya").press(card, "Not this time")
    assert "not this time. The series goes on as planned." in card.words
    assert buttons_above(card) == []
    assert tend.workspace.modal_of("maya") is None


def test_moved_plans_it_anew_and_never_asks_about_the_old_one(tend: Sandbox) -> None:
    card, _ = asked(tend, joined=False)
    hands = tend.hands("maya")
    hands.press(card, "Moved")
    form = tend.workspace.modal_of("maya")
    hands.fill(form, {"On which day?": "2026-10-13", "At what time?": "11:00"})
    assert hands.submit(form) is None
    standing = str(tend.workspace.modal_of("maya").blocks)
    assert "Thursday 8 October at 14:00: moved to Tuesday 13 October at 11:00." in standing
    hands.close(tend.workspace.modal_of("maya"))
    tend.turn_to(utc(2026, 10, 13, 7, 1))
    assert "11:00 · one-on-one with <@U0SAM00001>" in cards_of(tend, "maya")[-1].words
    tend.turn_to(utc(2026, 10, 14, 7, 1))
    question = cards_of(tend, "maya")[-1].words
    assert "yesterday at 11:00: did it happen?" in question
    assert question.count(ASKED) == 1


def test_moving_happens_on_the_clock_of_the_series(tend: Sandbox) -> None:
    set_up(tend, "@leo weekly thursday 16:00")
    tend.turn_to(utc(2026, 10, 7, 14))
    join(tend, "leo")
    hands = tend.hands("leo")
    hands.press(listed(tend, "leo"), "Moved")
    form = tend.workspace.modal_of("leo")
    assert "This is the time in Europe/Berlin." in str(form.blocks)
    hands.fill(form, {"On which day?": "2026-10-09", "At what time?": "15:00"})
    assert hands.submit(form) is None
    assert [meeting.starts_at for meeting in meetings_in(tend.database)] == [
        utc(2026, 10, 8, 14),
        utc(2026, 10, 9, 13),
    ]


def test_it_cannot_be_moved_into_the_past_or_onto_another(tend: Sandbox) -> None:
    card, _ = asked(tend)
    hands = tend.hands("maya")
    hands.press(card, "Moved")
    form = tend.workspace.modal_of("maya")
    hands.fill(form, {"On which day?": "2026-10-08", "At what time?": "16:00"})
    assert "That time has passed." in hands.submit(form)["at"]
    hands.fill(form, {"At what time?": "14:00"})
    assert "That is when it was planned." in hands.submit(form)["at"]
    hands.fill(form, {"On which day?": "2026-10-15"})
    assert "at that time already" in hands.submit(form)["at"]
    hands.fill(form, {"On which day?": "2028-10-15"})
    assert "more than a year away" in hands.submit(form)["on"]


def test_moved_away_and_back_again_it_stands_as_before(tend: Sandbox) -> None:
    set_up(tend, "@sam weekly thursday 14:00")
    hands = tend.hands("maya")
    for day, at in (("2026-10-09", "11:00"), ("2026-10-08", "14:00")):
        hands.press(listed(tend, "maya"), "Moved")
        form = tend.workspace.modal_of("maya")
        hands.fill(form, {"On which day?": day, "At what time?": at})
        assert hands.submit(form) is None
        hands.close(tend.workspace.modal_of("maya"))
    assert [meeting.state for meeting in meetings_in(tend.database)] == [
        MeetingState.PLANNED,
        MeetingState.MOVED,
    ]
    assert "Next: tomorrow at 14:00." in listed(tend, "maya").words


def test_the_second_to_press_is_told_how_it_stands(tend: Sandbox) -> None:
    mayas, sams = asked(tend)
    tend.hands("maya").press(mayas, "Not this time")
    tend.hands("sam").press(sams, "Held")
    assert "not this time" in sams.words
    assert "Held" not in sams.words
    assert "U0MAYA0001>, Thursday 8 October" in sams.words
    assert meetings_in(tend.database)[0].state == MeetingState.SKIPPED


def test_moved_on_a_stale_card_is_told_how_it_stands(tend: Sandbox) -> None:
    mayas, sams = asked(tend)
    tend.hands("maya").press(mayas, "Held")
    tend.hands("sam").press(sams, "Moved")
    assert tend.workspace.modal_of("sam") is None
    assert "Held. Did either of you promise something?" in sams.words


def test_a_form_filled_in_too_late_changes_nothing(tend: Sandbox) -> None:
    mayas, sams = asked(tend)
    hands = tend.hands("sam")
    hands.press(sams, "Moved")
    tend.hands("maya").press(mayas, "Held")
    form = tend.workspace.modal_of("sam")
    hands.fill(form, {"On which day?": "2026-10-13", "At what time?": "11:00"})
    assert hands.submit(form) is None
    assert "Thursday 8 October at 14:00: held." in str(tend.workspace.modal_of("sam").blocks)
    assert meetings_in(tend.database)[0].state == MeetingState.HELD


def test_what_one_has_closed_the_other_is_not_asked(tend: Sandbox) -> None:
    set_up(tend, "@sam weekly thursday 14:00")
    join(tend, "sam")
    tend.turn_to(utc(2026, 10, 8, 14))
    tend.hands("maya").press(listed(tend, "maya"), "Held")
    tend.turn_to(utc(2026, 10, 9, 8))
    assert cards_naming(tend, "sam", ASKED) == []


def test_closing_it_beforehand_spares_both_the_line_and_the_question(tend: Sandbox) -> None:
    set_up(tend, "@sam weekly thursday 14:00")
    join(tend, "sam")
    shown = listed(tend, "maya")
    tend.hands("maya").press(shown, "Not this time")
    assert "Next: Thursday 15 October at 14:00." in shown.words
    tend.turn_to(utc(2026, 10, 13, 8))
    assert cards_naming(tend, "maya", "U0SAM00001") == []
    assert cards_naming(tend, "sam", "U0MAYA0001") == []


def test_a_press_on_the_list_shows_the_list_anew_with_the_answer_on_top(tend: Sandbox) -> None:
    set_up(tend, "@sam weekly thursday 14:00")
    set_up(tend, "@ana weekly tuesday 10:00")
    tend.turn_to(utc(2026, 10, 8, 14))
    shown = listed(tend, "maya")
    tend.hands("maya").press(shown, "Held")
    assert "Held. Did either of you promise something?" in shown.words
    assert "every Tuesday at 10:00" in shown.words
    assert ASKED not in shown.words


def test_nobody_else_can_close_it(tend: Sandbox) -> None:
    card, _ = asked(tend)
    blocks = [dict(block) for block in card.blocks]
    forged = tend.workspace.post("#general", author=tend.workspace.bot, text="x", blocks=blocks)
    seen = tend.hands("leo").press(forged, "Held")
    assert "not on your list any more" in seen.words
    assert meetings_in(tend.database)[0].state == MeetingState.PLANNED


def test_whoever_has_not_joined_cannot_close_it(tend: Sandbox) -> None:
    card, _ = asked(tend, joined=False)
    blocks = [dict(block) for block in card.blocks]
    forged = tend.workspace.post("#general", author=tend.workspace.bot, text="x", blocks=blocks)
    seen = tend.hands("sam").press(forged, "Held")
    assert "not on your list any more" in seen.words


def test_of_many_hands_at_once_one_counts(tend_on_each_database: Sandbox) -> None:
    tend, database = tend_on_each_database, tend_on_each_database.database
    set_up(tend, "@ana weekly tuesday 10:00")
    join(tend, "ana")
    [meeting] = meetings_in(database)
    now = meeting.starts_at + timedelta(hours=1)
    verbs = [(meetings.hold, MAYA), (meetings.skip, ANA)] * 4
    gate, counted = threading.Barrier(len(verbs)), []

    def press(verb: object, by: str) -> None:
        gate.wait()
        with database.transaction() as session:
            found = session.get_one(Meeting, meeting.id)
            counted.append((by, verb(session, found, by=by, now=now)))  # type: ignore[operator]

    threads = [threading.Thread(target=press, args=pair) for pair in verbs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    [closed] = [one for one in meetings_in(database) if one.id == meeting.id]
    assert len(counted) == len(verbs)
    if closed.state == MeetingState.HELD:
        # Every Held says that it is held; no Not this time was counted.
        assert {by for by, counts in counted if counts} == {MAYA}
    else:
        assert closed.state == MeetingState.SKIPPED
        assert [by for by, counts in counted if counts] == [ANA]
