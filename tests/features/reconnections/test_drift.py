"""When it has been a while with somebody on one's own list, a card hints at it, and *Open* says the rest."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from bot.features.cards.models import Card
from bot.features.people.models import Person
from bot.features.relationships.models import Act, Pair, Rest
from bot.sandbox.sandbox import Sandbox, utc
from bot.sandbox.slack.messages import Message
from bot.sandbox.slack.views import View
from tests.features.follow_ups.noting import day_of, note, text_of
from tests.features.one_on_ones.arranging import join, set_up
from tests.features.people.using import let_days_pass_using_it
from tests.features.reconnections.acting import choose_act
from tests.features.reconnections.reaching import ask_regularly, front, question_on, reconnect, shows
from tests.features.shoutouts.thanking import choose as choose_thanks
from tests.features.shoutouts.thanking import give

HINT = "Somebody you wanted to keep in touch with: it has been a while."
MAYA, ANA, LEO = "U0MAYA0001", "U0ANA00001", "U0LEO00001"
FORTNIGHT = "Every two weeks"


def keep_in_touch(tend: Sandbox, handle: str, other: str, rhythm: str = FORTNIGHT) -> View:
    """Put somebody on the list behind ``/reconnect rhythm``; the list afterwards."""
    hands = tend.hands(handle)
    hands.types("/reconnect rhythm")
    hands.press(front(tend, handle), "Add somebody")
    hands.choose(front(tend, handle), "about_id", other)
    assert hands.submit(front(tend, handle)) is None
    hands.choose(front(tend, handle), "in_touch", rhythm)
    assert hands.submit(front(tend, handle)) is None
    page = front(tend, handle)
    hands.close(page, all_of_them=True)
    return page


def hints(tend: Sandbox, handle: str) -> list[Message]:
    return [message for message in tend.workspace.in_dm(handle) if HINT in text_of(message)]


def opened(tend: Sandbox, handle: str = "maya") -> View:
    """The latest hint, opened."""
    tend.hands(handle).press(hints(tend, handle)[-1], "Open")
    return front(tend, handle)


def kept(tend: Sandbox, table: type) -> list:
    with tend.database.reading() as session:
        return list(session.scalars(sa.select(table)))


def acts_of(tend: Sandbox, person_id: str) -> list[tuple[str, str, date, str | None]]:
    return [
        (act.kind, act.about_id, act.done_on, act.started_by_id)
        for act in kept(tend, Act)
        if act.person_id == person_id
    ]


def test_the_list_shows_whom_one_chose_and_how_often(tend: Sandbox) -> None:
    page = keep_in_touch(tend, "maya", "ana")
    assert shows(page, "<@U0ANA00001>")
    assert shows(page, "Keep in touch: every two weeks")
    assert [(pair.about_id, pair.rhythm_days) for pair in kept(tend, Pair)] == [(ANA, 10)]


def test_reports_stand_on_the_list_and_questions_are_chosen_there_too(tend: Sandbox) -> None:
    reconnect(tend, "maya", "ana")
    hands = tend.hands("maya")
    hands.close(front(tend, "maya"), all_of_them=True)
    hands.types("/reconnect rhythm")
    assert shows(front(tend, "maya"), "No questions by themselves")
    hands.press(front(tend, "maya"), "Change")
    hands.choose(front(tend, "maya"), "rhythm", "Every month")
    assert hands.submit(front(tend, "maya")) is None
    assert shows(front(tend, "maya"), "A question every month")
    assert shows(front(tend, "maya"), "Not on the list to keep in touch with")


def test_a_thirteenth_is_refused_at_the_field(tend: Sandbox) -> None:
    keep_in_touch(tend, "maya", "leo")
    with tend.database.transaction() as session:
        [pair] = session.scalars(sa.select(Pair)).all()
        for number in range(11):
            whom = {"workspace_id": pair.workspace_id, "id": f"UX{number}"}
            session.add(Person(name="Somebody", **whom))
            session.flush()
            session.add(
                Pair(
                    workspace_id=pair.workspace_id,
                    person_id=MAYA,
                    about_id=whom["id"],
                    added_on=pair.added_on,
                )
            )
    hands = tend.hands("maya")
    hands.types("/reconnect rhythm")
    hands.press(front(tend, "maya"), "Add somebody")
    hands.choose(front(tend, "maya"), "about_id", "ana")
    assert hands.submit(front(tend, "maya")) is None
    hands.choose(front(tend, "maya"), "in_touch", FORTNIGHT)
    refused = hands.submit(front(tend, "maya"))
    assert refused is not None
    assert "12 people on your list already" in refused["in_touch"]


def test_the_card_hints_after_three_rhythms_and_names_nobody(tend: Sandbox) -> None:
    keep_in_touch(tend, "maya", "ana")
    tend.let_days_pass(50)
    [hint] = hints(tend, "maya")
    assert day_of(hint) == date(2026, 11, 19)  # thirty-one working days on
    said = text_of(hint) + hint.text
    assert not [word for word in ("ana", "Ana", ANA) if word in said.replace("Somebody", "")]


def test_open_says_what_was_noted_and_since_when(tend: Sandbox) -> None:
    keep_in_touch(tend, "maya", "ana")
    tend.let_days_pass(50)
    assert shows(
        opened(tend), "since they came on your list, on Wednesday 7 October; you'd said every two weeks"
    )
    tend.hands("maya").press(front(tend, "maya"), "We've talked")
    tend.hands("maya").close(front(tend, "maya"), all_of_them=True)
    let_days_pass_using_it(tend, "maya", 50)
    assert shows(
        opened(tend),
        "You haven't noted anything with <@U0ANA00001> since Thursday 26 November 2026;"
        " you'd said every two weeks."
        " You may well have talked elsewhere: I only know what you tell me.",
    )


def test_we_have_talked_is_one_press_and_who_started_one_more(tend: Sandbox) -> None:
    keep_in_touch(tend, "maya", "ana")
    tend.let_days_pass(50)
    tend.hands("maya").press(opened(tend), "We've talked")
    assert acts_of(tend, MAYA) == [("talked", ANA, date(2026, 11, 26), None)]
    tend.hands("maya").press(front(tend, "maya"), "They did")
    assert shows(front(tend, "maya"), "Noted. That's all.")
    assert acts_of(tend, MAYA) == [("talked", ANA, date(2026, 11, 26), ANA)]


def test_do_one_small_act_goes_on_to_a_way_to_reach_out(tend: Sandbox) -> None:
    keep_in_touch(tend, "maya", "ana")
    tend.let_days_pass(50)
    tend.hands("maya").press(opened(tend), "Do one small act")
    assert shows(front(tend, "maya"), "you don't owe anyone a conversation")


def test_change_rhythm_begins_anew_with_the_new_one(tend: Sandbox) -> None:
    keep_in_touch(tend, "maya", "ana")
    tend.let_days_pass(50)
    hands = tend.hands("maya")
    hands.press(opened(tend), "Change rhythm")
    hands.choose(front(tend, "maya"), "in_touch", "Every month")
    assert hands.submit(front(tend, "maya")) is None
    assert shows(front(tend, "maya"), "Keep in touch: every month")
    tend.let_days_pass(60)
    assert len(hints(tend, "maya")) == 1


def test_let_it_go_is_quiet_for_sixty_days(tend: Sandbox) -> None:
    keep_in_touch(tend, "maya", "ana", "Every week")
    ask_regularly(tend, "maya", "ana")
    let_days_pass_using_it(tend, "maya", 27)
    tend.hands("maya").press(opened(tend), "Let it go")
    assert shows(front(tend, "maya"), "Let go. You can always come back to it.")
    before = len(tend.workspace.in_dm("maya"))
    let_days_pass_using_it(tend, "maya", 58)
    came = tend.workspace.in_dm("maya")[before:]
    assert not [message for message in came if HINT in text_of(message) or "question" in text_of(message)]


def test_silence_brings_three_hints_at_most_and_then_none(tend: Sandbox) -> None:
    keep_in_touch(tend, "maya", "ana", "Every week")
    let_days_pass_using_it(tend, "maya", 300)
    days = [day_of(hint) for hint in hints(tend, "maya")]
    with tend.database.reading() as session:
        made = session.scalars(sa.select(Card.made_on)).all()
    assert len(days) <= 1  # older ones have lost their words, with their buttons
    [pair] = kept(tend, Pair)
    assert pair.drift_in_a_row == 3
    assert len(made) == len(set(made))


def test_the_last_question_is_whether_to_keep_them_at_all(tend: Sandbox) -> None:
    keep_in_touch(tend, "maya", "ana", "Every week")
    tend.let_days_pass(100)
    page = opened(tend)
    assert shows(page, "Keep them on the list, change the rhythm, or take them off?")
    tend.hands("maya").press(page, "Take them off")
    assert kept(tend, Pair) == []


def test_keeping_them_on_begins_anew(tend: Sandbox) -> None:
    keep_in_touch(tend, "maya", "ana", "Every week")
    tend.let_days_pass(100)
    tend.hands("maya").press(opened(tend), "Keep them on it")
    [pair] = kept(tend, Pair)
    assert (pair.added_on, pair.drift_in_a_row, pair.stop_asked_on) == (date(2027, 1, 15), 0, None)


def test_an_old_hint_of_somebody_taken_off_says_so(tend: Sandbox) -> None:
    keep_in_touch(tend, "maya", "ana")
    tend.let_days_pass(50)
    with tend.database.transaction() as session:
        session.execute(sa.delete(Pair))
    seen = tend.hands("maya").press(hints(tend, "maya")[-1], "Open")
    assert "not on your list any more" in seen.words


def test_somebody_who_left_is_not_brought_up(tend: Sandbox) -> None:
    keep_in_touch(tend, "maya", "ana")
    tend.hands("ana").is_deactivated()
    tend.let_days_pass(60)
    assert hints(tend, "maya") == []


def test_a_meeting_that_was_held_counts_for_the_one_who_said_so(tend: Sandbox) -> None:
    set_up(tend, "@ana weekly Friday 10:00")
    join(tend, "ana")
    tend.turn_to(utc(2026, 10, 12, 8))
    [asked] = [card for card in tend.workspace.in_dm("maya") if "Held" in text_of(card)]
    tend.hands("maya").press(asked, "Held")
    assert acts_of(tend, MAYA) == [("one_on_one", ANA, date(2026, 10, 9), None)]
    assert acts_of(tend, ANA) == []


@pytest.mark.parametrize("way", ["in the channel", "to me", "not this way"])
def test_a_thank_you_counts_for_its_giver_however_it_reaches_anybody(tend: Sandbox, way: str) -> None:
    labels = {"in the channel": "In the channel", "to me": "To me", "not this way": "Not this way"}
    choose_thanks(tend, "leo", labels[way])
    give(tend, "maya", "@leo found out why the import broke")
    assert acts_of(tend, MAYA) == [("shoutout", LEO, date(2026, 10, 7), MAYA)]
    assert acts_of(tend, LEO) == []


def test_a_question_that_was_asked_is_an_act_and_one_put_off_is_none(tend: Sandbox) -> None:
    tend.hands("maya").press(reconnect(tend, "maya", "ana"), "Not now")
    assert acts_of(tend, MAYA) == []
    tend.hands("maya").close(front(tend, "maya"), all_of_them=True)
    tend.hands("maya").press(reconnect(tend, "maya", "ana"), "I asked it")
    assert acts_of(tend, MAYA) == [("question", ANA, date(2026, 10, 7), MAYA)]


def thanked_by_ana(tend: Sandbox, *, times: int) -> None:
    for _ in range(times):
        give(tend, "ana", "@maya read my draft at once")
        tend.let_days_pass(3)


def test_who_starts_is_shown_behind_open_and_put_to_rest_with_one_press(tend: Sandbox) -> None:
    keep_in_touch(tend, "maya", "ana", "Every week")
    thanked_by_ana(tend, times=7)
    let_days_pass_using_it(tend, "maya", 28)
    page = opened(tend)
    assert shows(page, "They have started most of what you've noted. Would you like to start one?")
    assert not [message for message in tend.workspace.in_dm("ana") if "started" in text_of(message)]
    tend.hands("maya").press(page, "That's fine with me")
    assert shows(front(tend, "maya"), "It is not mentioned again.")
    tend.hands("maya").close(front(tend, "maya"), all_of_them=True)
    assert not shows(opened(tend), "They have started most")


def test_thanks_that_were_not_to_reach_a_person_are_not_counted_for_them(tend: Sandbox) -> None:
    keep_in_touch(tend, "maya", "ana", "Every week")
    choose_thanks(tend, "maya", "Not this way")
    thanked_by_ana(tend, times=7)
    tend.let_days_pass(7)
    assert not shows(opened(tend), "They have started most")
    assert acts_of(tend, MAYA) == []


def test_two_acts_without_an_answer_are_taken_for_one(tend: Sandbox) -> None:
    keep_in_touch(tend, "maya", "ana", "Every week")
    hands = tend.hands("maya")
    for times, days in enumerate((24, 31)):
        hands.press(reconnect(tend, "maya", "ana"), "I asked it")
        hands.close(front(tend, "maya"), all_of_them=True)
        let_days_pass_using_it(tend, "maya", days)
        hands.press(opened(tend), "No answer came")
        assert shows(front(tend, "maya"), "You've reached out twice.") is bool(times)
        hands.close(front(tend, "maya"), all_of_them=True)
    before = len(hints(tend, "maya"))
    let_days_pass_using_it(tend, "maya", 60)
    assert len(hints(tend, "maya")) <= before


def test_let_this_rest_keeps_the_weekly_question_away(tend: Sandbox) -> None:
    ask_regularly(tend, "maya", "ana")
    page = reconnect(tend, "maya", "ana")
    tend.hands("maya").press(page, "Let this rest")
    assert shows(front(tend, "maya"), "It rests. Until Sunday 6 December nothing about them comes by itself.")
    before = len(tend.workspace.in_dm("maya"))
    tend.let_days_pass(57)
    assert not [m for m in tend.workspace.in_dm("maya")[before:] if "question" in text_of(m)]


def test_they_asked_me_not_to_closes_every_way_until_it_has_changed(tend: Sandbox) -> None:
    page = reconnect(tend, "maya", "ana")
    tend.hands("maya").press(page, "They asked me not to")
    assert shows(front(tend, "maya"), "Nothing about them comes by itself any more")
    [rest] = kept(tend, Rest)
    assert (rest.kind, rest.until) == ("asked_not_to", None)
    tend.hands("maya").close(front(tend, "maya"), all_of_them=True)
    tend.hands("maya").types("/reconnect @ana")
    left_alone = front(tend, "maya")
    assert shows(left_alone, "asked you not to")
    tend.hands("maya").press(left_alone, "That has changed")
    tend.hands("maya").close(front(tend, "maya"), all_of_them=True)
    assert question_on(reconnect(tend, "maya", "ana"))


def test_a_question_is_no_way_round_it(tend: Sandbox) -> None:
    hands = tend.hands("maya")
    hands.press(reconnect(tend, "maya", "ana"), "They asked me not to")
    hands.close(front(tend, "maya"), all_of_them=True)
    hands.types("/reconnect")
    hands.choose(front(tend, "maya"), "Who is it about?", "ana")
    hands.press(front(tend, "maya"), "Give me a question instead")
    assert shows(front(tend, "maya"), "asked you not to")


def test_nothing_of_it_is_ever_in_the_others_sight(tend: Sandbox) -> None:
    keep_in_touch(tend, "maya", "ana", "Every week")
    seen = len(tend.workspace.in_dm("ana"))
    tend.let_days_pass(30)
    tend.hands("maya").press(opened(tend), "Let it go")
    tend.let_days_pass(10)
    assert len(tend.workspace.in_dm("ana")) == seen
    assert tend.workspace.modal_of("ana") is None
    tend.hands("ana").types("/reconnect rhythm")
    assert shows(front(tend, "ana"), "Nobody is on it yet.")


def test_a_card_with_something_due_carries_the_hint_along(tend: Sandbox) -> None:
    keep_in_touch(tend, "maya", "ana")
    tend.let_days_pass(42)
    note(tend, "maya", "call Leo", due_on=tend.now().date() + timedelta(days=1))
    tend.let_days_pass(2)
    [hint] = hints(tend, "maya")
    assert "Something you noted" in text_of(hint)


def test_an_act_can_be_left_alone_on_its_way(tend: Sandbox) -> None:
    page = choose_act(tend)
    tend.hands("maya").press(page, "Let this rest")
    assert shows(front(tend, "maya"), "It rests.")
    assert [rest.about_id for rest in kept(tend, Rest)] == [ANA]


def test_an_act_begun_before_they_asked_is_forgotten(tend: Sandbox) -> None:
    page = choose_act(tend)
    tend.hands("maya").press(page, "They asked me not to")
    tend.hands("maya").close(front(tend, "maya"), all_of_them=True)
    tend.hands("maya").types("/reconnect")
    assert not shows(front(tend, "maya"), "Go on with it")
