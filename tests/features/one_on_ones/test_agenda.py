"""An agenda is shared by exactly two: the report's items first, carried over until they are done."""

import pytest

from bot.features.one_on_ones.agenda import items
from bot.features.people.reader import reader_of
from bot.sandbox.sandbox import Sandbox, utc
from tests.features.one_on_ones.agendas import add, agenda_of, read, share_a_series
from tests.features.one_on_ones.arranging import (
    ASKED,
    MAYA,
    WORKSPACE,
    cards_naming,
    invitations_of,
    join,
    listed,
    set_up,
)
from tests.features.people.people_of import happenings

TOLD = "one-on-one with"


def test_what_either_adds_both_see(tend: Sandbox) -> None:
    share_a_series(tend)
    assert "On the agenda with <@U0SAM00001>: the hiring plan" in add(tend, "maya", "@sam the hiring plan")
    add(tend, "sam", "@maya a quieter desk")
    for handle in ("maya", "sam"):
        page = read(agenda_of(tend, handle))
        assert "the hiring plan" in page
        assert "a quieter desk" in page


def test_nobody_else_sees_it(tend: Sandbox) -> None:
    share_a_series(tend)
    add(tend, "maya", "@sam the hiring plan")
    tend.turn_to(utc(2026, 10, 8, 8))
    for handle in ("ana", "leo", "priya"):
        assert "hiring" not in "".join(message.words for message in tend.workspace.in_dm(handle))
        assert "hiring" not in tend.hands(handle).types("/1on1 @maya").words


def test_the_reports_items_stand_first_whoever_added_theirs_first(tend: Sandbox) -> None:
    tend.hands("maya").types("/tend report @sam")
    share_a_series(tend)
    add(tend, "maya", "@sam the hiring plan")
    add(tend, "sam", "@maya a quieter desk")
    for handle in ("maya", "sam"):
        page = read(agenda_of(tend, handle))
        assert page.index("a quieter desk") < page.index("the hiring plan")


def test_a_private_item_is_seen_by_its_author_alone_and_covered_on_their_card(tend: Sandbox) -> None:
    share_a_series(tend)
    add(tend, "maya", "@sam is Sam still happy here?")
    agenda = agenda_of(tend, "maya")
    tend.hands("maya").press(agenda, "Private to me")
    assert "Only you see this." in read(agenda)
    assert "happy here" not in read(agenda_of(tend, "sam"))
    tend.turn_to(utc(2026, 10, 8, 8))
    [card] = cards_naming(tend, "maya", TOLD)
    assert "happy here" not in card.words
    assert "something you noted" in card.words
    tend.hands("maya").press(agenda_of(tend, "maya"), "Share it")
    assert "happy here" in read(agenda_of(tend, "sam"))


def test_the_card_names_the_first_few_items_and_opens_the_rest(tend: Sandbox) -> None:
    share_a_series(tend)
    for number in range(1, 6):
        add(tend, "sam", f"@maya thing {number}")
    tend.turn_to(utc(2026, 10, 8, 8))
    [card] = cards_naming(tend, "maya", TOLD)
    assert "thing 3" in card.words
    assert "thing 4" not in card.words
    assert "2 more" in card.words
    assert "thing 5" in read(agenda_of(tend, "maya", card))


def test_adding_from_the_card_shows_the_agenda_with_it(tend: Sandbox) -> None:
    share_a_series(tend)
    tend.turn_to(utc(2026, 10, 8, 8))
    [card] = cards_naming(tend, "sam", TOLD)
    hands = tend.hands("sam")
    hands.press(card, "Add an item")
    form = tend.workspace.modal_of("sam")
    hands.choose(form, "What do you want to talk about?", "a quieter desk")
    assert hands.submit(form) is None
    assert "a quieter desk" in read(tend.workspace.modal_of("sam"))
    assert "a quieter desk" in read(agenda_of(tend, "maya"))


def test_adding_on_the_agenda_comes_back_to_it(tend: Sandbox) -> None:
    share_a_series(tend)
    agenda = agenda_of(tend, "maya")
    hands = tend.hands("maya")
    hands.press(agenda, "Add an item")
    form = tend.workspace.modal_of("maya")
    hands.fill(form, {"What do you want to talk about?": "the move", "Who sees it?": "Only me"})
    assert hands.submit(form) is None
    assert tend.workspace.modal_of("maya") is agenda
    assert "the move" in read(agenda)
    assert "the move" not in read(agenda_of(tend, "sam"))


def test_done_takes_an_item_off_for_both_and_a_second_press_is_told_gently(tend: Sandbox) -> None:
    share_a_series(tend)
    add(tend, "maya", "@sam the hiring plan")
    mine, theirs = agenda_of(tend, "maya"), agenda_of(tend, "sam")
    tend.hands("sam").press(theirs, "Done")
    assert "hiring" not in read(theirs)
    tend.hands("maya").press(mine, "Done")
    assert "hiring" not in read(mine)


def test_what_is_left_carries_over_with_how_often(tend: Sandbox) -> None:
    share_a_series(tend)
    add(tend, "maya", "@sam the hiring plan")
    tend.turn_to(utc(2026, 10, 9, 8))
    [asked] = cards_naming(tend, "maya", ASKED)
    tend.hands("maya").press(asked, "Held")
    assert "Carried over once." in read(agenda_of(tend, "sam"))
    tend.turn_to(utc(2026, 10, 16, 8))
    assert "Carried over twice." in read(agenda_of(tend, "maya"))


def test_a_meeting_that_was_left_out_carries_nothing(tend: Sandbox) -> None:
    share_a_series(tend)
    add(tend, "maya", "@sam the hiring plan")
    tend.hands("maya").press(listed(tend, "maya"), "Not this time")
    tend.turn_to(utc(2026, 10, 9, 8))
    page = read(agenda_of(tend, "maya"))
    assert "the hiring plan" in page
    assert "Carried over" not in page


def test_not_today_sets_it_aside_until_the_meeting_after(tend: Sandbox) -> None:
    share_a_series(tend)
    add(tend, "maya", "@sam the hiring plan")
    agenda = agenda_of(tend, "maya")
    tend.hands("maya").press(agenda, "Not today")
    assert "Not today." in read(agenda)
    tend.turn_to(utc(2026, 10, 8, 8))
    [card] = cards_naming(tend, "maya", TOLD)
    assert "hiring" not in card.words
    tend.turn_to(utc(2026, 10, 15, 8))
    assert "hiring" in cards_naming(tend, "maya", TOLD)[-1].words


def test_after_three_times_its_author_is_asked_once_whether_it_still_matters(tend: Sandbox) -> None:
    share_a_series(tend)
    add(tend, "sam", "@maya a quieter desk")
    for day in (9, 16, 23):
        tend.turn_to(utc(2026, 10, day, 8))
    question = "Does it still matter?"
    [card] = cards_naming(tend, "sam", question)
    assert "a quieter desk" in card.words
    assert cards_naming(tend, "maya", question) == []
    tend.hands("sam").press(card, "Still matters")
    assert "it still matters, and stays on the agenda" in card.words
    tend.let_days_pass(28)
    assert cards_naming(tend, "sam", question) == []
    assert "a quieter desk" in read(agenda_of(tend, "maya"))


def test_what_no_longer_matters_is_let_go_with_one_press(tend: Sandbox) -> None:
    share_a_series(tend)
    add(tend, "sam", "@maya a quieter desk")
    for day in (9, 16, 23):
        tend.turn_to(utc(2026, 10, day, 8))
    [card] = cards_naming(tend, "sam", "Does it still matter?")
    tend.hands("sam").press(card, "Let it go")
    assert "quieter" not in read(agenda_of(tend, "maya"))
    assert "quieter" not in card.words


def test_whoever_joins_late_does_not_read_how_often_an_item_was_carried_before(tend: Sandbox) -> None:
    set_up(tend, "@sam weekly thursday 14:00")
    add(tend, "maya", "@sam the hiring plan")
    tend.turn_to(utc(2026, 10, 23, 8))
    join(tend, "sam")
    assert "Carried over 3 times" in read(agenda_of(tend, "maya"))
    page = read(agenda_of(tend, "sam"))
    assert "the hiring plan" in page
    assert "Carried over" not in page
    tend.turn_to(utc(2026, 10, 30, 8))
    assert "Carried over once." in read(agenda_of(tend, "sam"))


def test_whoever_has_declined_is_not_told_that_meetings_go_by(tend: Sandbox) -> None:
    set_up(tend, "@sam weekly thursday 14:00")
    add(tend, "sam", "@maya a thought of Sam's")
    tend.hands("sam").press(invitations_of(tend, "sam")[-1], "Not this one")
    tend.turn_to(utc(2026, 10, 30, 8))
    with tend.database.transaction() as session:
        reader = reader_of(session, WORKSPACE, tend.workspace.person("sam").id, now=tend.now())
        [standing] = items.open_items(session, reader, MAYA)
        items.not_today(session, reader, standing.item)
        assert standing.item.set_aside_until is None
    assert standing.carried == 0
    assert standing.is_for_next


def test_nobody_is_asked_about_items_for_somebody_who_has_left(tend: Sandbox) -> None:
    share_a_series(tend)
    add(tend, "sam", "@maya a quieter desk")
    tend.turn_to(utc(2026, 10, 22, 13))
    tend.hands("maya").is_deactivated()
    tend.let_days_pass(14)
    assert cards_naming(tend, "sam", "Does it still matter?") == []
    happenings(tend).is_reactivated("maya")
    tend.let_days_pass(3)
    assert len(cards_naming(tend, "sam", "Does it still matter?")) == 1


def test_before_the_other_has_joined_it_is_ones_own_and_then_it_is_shared(tend: Sandbox) -> None:
    set_up(tend, "@sam weekly thursday 14:00")
    said = add(tend, "maya", "@sam the hiring plan")
    assert "Sam Becker sees it once they have joined." in said
    assert "hiring" not in add(tend, "sam", "@maya something of Sam's")
    assert "Sam's" not in read(agenda_of(tend, "maya"))
    join(tend, "sam")
    assert "the hiring plan" in read(agenda_of(tend, "sam"))
    assert "Sam's" not in read(agenda_of(tend, "maya"))
    tend.hands("sam").press(agenda_of(tend, "sam"), "Share it")
    assert "Sam's" in read(agenda_of(tend, "maya"))


def test_without_a_series_an_item_is_kept_for_its_author(tend: Sandbox) -> None:
    said = add(tend, "maya", "@kofi the office in Accra")
    assert "Kept for you alone" in said
    assert "sets one up" in said
    set_up(tend, "@kofi monthly first monday 11:00")
    assert "the office in Accra" in read(agenda_of(tend, "maya", tend.hands("maya").types("/1on1 @kofi")[0]))


def test_when_a_series_ends_each_keeps_their_own_items(tend: Sandbox) -> None:
    share_a_series(tend)
    add(tend, "maya", "@sam the hiring plan")
    add(tend, "sam", "@maya a quieter desk")
    tend.hands("maya").choose(listed(tend, "maya"), "More", "End")
    tend.hands("maya").submit(tend.workspace.modal_of("maya"))
    set_up(tend, "@sam weekly friday 14:00")
    tend.turn_to(utc(2027, 1, 11, 9))
    tend.hands("sam").press(tend.hands("sam").types("/1on1")[0], "Looks good")
    mine, theirs = read(agenda_of(tend, "maya")), read(agenda_of(tend, "sam"))
    assert "the hiring plan" in mine
    assert "quieter" not in mine
    assert "a quieter desk" in theirs
    assert "hiring" not in theirs
    tend.hands("maya").press(agenda_of(tend, "maya"), "Share it")
    assert "the hiring plan" in read(agenda_of(tend, "sam"))


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("@sam", "Say what it is about."),
        ("the hiring plan", "Say whom it is for and what it is."),
        ("@sam " + "x" * 5000, "That is 5000 characters, and an item can have 500."),
        ("@maya remind me", "That is you."),
        ("@tend hello", "Tend is an app."),
    ],
)
def test_what_cannot_be_added_is_answered_with_a_sentence(tend: Sandbox, line: str, sentence: str) -> None:
    share_a_series(tend)
    assert sentence in add(tend, "maya", line)


def test_two_hundred_items_are_paged_and_none_is_cut(tend: Sandbox) -> None:
    share_a_series(tend)
    for number in range(1, 201):
        add(tend, "maya", f"@sam item {number:03} <!channel> & more")
    seen = set()
    page = agenda_of(tend, "sam")
    while True:
        seen |= {number for number in range(1, 201) if f"item {number:03}" in read(page)}
        if "More items" not in read(page):
            break
        tend.hands("sam").press(page, "More items")
    assert seen == set(range(1, 201))
    assert "<!channel>" not in read(page)
    tend.hands("sam").press(page, "Earlier items")
    assert "item 181" in read(page)
