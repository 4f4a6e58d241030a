"""What was stands on one page: meetings, promises and what became of them, notes for both and one's own."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from bot.features.one_on_ones.actions import Action
from bot.features.one_on_ones.history.actions import NoteAction
from bot.features.one_on_ones.history.long_words import pieces
from bot.features.one_on_ones.history.models import SharedNote
from bot.features.one_on_ones.models import Meeting
from bot.platform.slack.limits import length
from bot.platform.slack.mrkdwn import escape
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.slack.refusals import NotThere
from bot.sandbox.slack.views import View
from tests.features.one_on_ones.arranging import end, join, listed, more, set_up
from tests.features.one_on_ones.preparing import (
    MAYA,
    SAM,
    all_that_is_seen,
    at,
    choose_repair,
    close_all,
    forged,
    front,
    keep_notes,
    look_back,
    maya_leads_sam,
    move_next,
    page_words,
    promise,
    say_held,
    write_for_both,
)

CANARY = "canary: we start over on Monday"


def history(tend: Sandbox, handle: str) -> View:
    """The page of what was, opened by somebody of the two."""
    other_id = SAM if handle == "maya" else MAYA
    return look_back(tend, handle, forged(tend, Action.HISTORY, other_id), label="Press")


def after_a_meeting(tend: Sandbox) -> None:
    """Maya leads Sam, and they have met on Thursday, as Maya says on Friday."""
    maya_leads_sam(tend)
    tend.turn_to(at(9, 8))
    say_held(tend, "maya")


def test_before_the_first_meeting_nothing_stands_there(tend: Sandbox) -> None:
    maya_leads_sam(tend)
    assert "Nothing is here yet." in page_words(history(tend, "maya"))


def test_the_last_meetings_stand_there_with_what_became_of_each_the_latest_first(tend: Sandbox) -> None:
    after_a_meeting(tend)
    move_next(tend, "sam", day=date(2026, 10, 16), at="10:00")
    tend.turn_to(at(19, 8))
    tend.hands("maya").press(listed(tend, "maya"), "Not this time", near="14:00")
    close_all(tend, "maya")
    tend.turn_to(at(30, 14))
    expected = [
        "*Thursday 29 October*: nobody has said",
        "*Friday 16 October*: nobody has said",
        "*Thursday 15 October*: moved to Friday 16 October at 10:00",
        "*Thursday 8 October*: held",
    ]
    for handle in ("maya", "sam"):
        said = page_words(history(tend, handle))
        places = [said.index(line) for line in expected]
        assert places == sorted(places)


def test_it_is_behind_more_on_the_list(tend: Sandbox) -> None:
    after_a_meeting(tend)
    more(tend, "sam", "Earlier meetings")
    assert "*Thursday 8 October*: held" in page_words(front(tend, "sam"))


def test_one_that_was_skipped_reads_not_this_time(tend: Sandbox) -> None:
    maya_leads_sam(tend)
    tend.hands("sam").press(listed(tend, "sam"), "Not this time")
    tend.turn_to(at(9, 8))
    assert "*Thursday 8 October*: not this time" in page_words(history(tend, "maya"))


def test_what_was_promised_then_stands_under_its_meeting_and_reads_kept_once_it_is_done(
    tend: Sandbox,
) -> None:
    after_a_meeting(tend)
    promise(tend, "maya", "send the budget")
    promise(tend, "sam", "read the draft")
    tend.hands("maya").press(tend.hands("maya").types("/followups")[0], "Done", near="send the budget")
    tend.turn_to(at(16, 8))
    promise(tend, "sam", "call the printer")
    said = page_words(history(tend, "sam"))
    expected = [
        "*Thursday 15 October*",
        "You: call the printer – open, by Friday 23 October",
        "*Thursday 8 October*: held",
        "Maya: send the budget – kept on Friday 9 October",
        "You: read the draft – open, by Friday 16 October",
    ]
    places = [said.index(line) for line in expected]
    assert places == sorted(places)


def test_a_promise_that_was_let_go_or_waits_says_so_and_a_private_one_is_the_others_alone(
    tend: Sandbox,
) -> None:
    set_up(tend, "@sam weekly thursday 14:00")
    promise(tend, "maya", "canary of before")
    join(tend, "sam")
    tend.turn_to(at(9, 8))
    promise(tend, "maya", "canary no more")
    promise(tend, "sam", "read the draft", is_theirs=True)
    tend.hands("maya").press(tend.hands("maya").types("/followups")[0], "Let it go", near="canary no more")
    said = page_words(history(tend, "sam"))
    assert "Maya: canary no more – let go" in said
    assert "Maya: read the draft – not taken on yet" in said
    assert "canary of before" not in said


@pytest.mark.parametrize(("author", "reader", "name"), [("maya", "sam", "Maya"), ("sam", "maya", "Sam")])
def test_a_note_for_both_is_seen_by_both(tend: Sandbox, author: str, reader: str, name: str) -> None:
    after_a_meeting(tend)
    page = history(tend, author)
    assert write_for_both(tend, author, page, CANARY) is None
    assert front(tend, author) is page
    assert f"_For both, from you:_ {CANARY}" in page_words(page)
    assert f"_For both, from_ {name}: {CANARY}" in page_words(history(tend, reader))


@pytest.mark.parametrize("deleter", ["maya", "sam"])
def test_either_can_delete_it_after_a_question(tend: Sandbox, deleter: str) -> None:
    after_a_meeting(tend)
    write_for_both(tend, "maya", history(tend, "maya"), CANARY)
    page = history(tend, deleter)
    tend.hands(deleter).press(page, "Delete", confirm=False)
    assert CANARY in page_words(page)
    tend.hands(deleter).press(page, "Delete")
    assert CANARY not in page_words(page)
    assert CANARY not in page_words(history(tend, "maya"))
    assert notes_in(tend) == []


def test_deleting_it_twice_is_told_gently(tend: Sandbox) -> None:
    after_a_meeting(tend)
    write_for_both(tend, "maya", history(tend, "maya"), CANARY)
    mine, theirs = history(tend, "maya"), history(tend, "sam")
    tend.hands("sam").press(theirs, "Delete")
    tend.hands("maya").press(mine, "Delete")
    assert "That note is not there any more." in page_words(front(tend, "maya"))


def test_nobody_else_can_read_delete_or_write_one(tend: Sandbox) -> None:
    after_a_meeting(tend)
    write_for_both(tend, "maya", history(tend, "maya"), CANARY)
    [kept] = notes_in(tend)
    hands = tend.hands("leo")
    hands.press(forged(tend, Action.HISTORY, MAYA), "Press")
    assert "Nothing is here yet." in page_words(front(tend, "leo"))
    close_all(tend, "leo")
    said = hands.press(forged(tend, NoteAction.DELETE, str(kept.id)), "Press").words
    assert "That note is not there any more." in said
    said = hands.press(forged(tend, NoteAction.WRITE, str(kept.meeting_id)), "Press").words
    assert "not on your list any more" in said
    assert len(notes_in(tend)) == 1
    assert "canary" not in all_that_is_seen(tend, "leo")


def test_a_note_too_long_or_empty_is_refused_and_one_that_just_fits_is_shown_whole(tend: Sandbox) -> None:
    after_a_meeting(tend)
    refused = write_for_both(tend, "maya", history(tend, "maya"), "a" * 1_001)
    assert refused is not None
    assert refused["words"].startswith("That is 1001 characters, and a note for both can have 1000.")
    form = front(tend, "maya")
    tend.hands("maya").choose(form, "What is worth keeping of it?", "   ")
    assert "words" in (tend.hands("maya").submit(form) or {})
    tend.hands("maya").choose(form, "What is worth keeping of it?", "&" * 1_000)
    assert tend.hands("maya").submit(form) is None
    assert page_words(history(tend, "sam")).count("&amp;") == 1_000


def test_a_meeting_takes_ten_notes(tend: Sandbox) -> None:
    after_a_meeting(tend)
    page = history(tend, "maya")
    for number in range(10):
        assert write_for_both(tend, "maya", page, f"note {number}") is None
    refused = write_for_both(tend, "maya", page, "one more") or {}
    assert "There are 10 notes on this meeting already." in refused["words"]


def test_until_the_other_has_joined_there_is_no_note_for_both(tend: Sandbox) -> None:
    set_up(tend, "@sam weekly thursday 14:00")
    tend.turn_to(at(9, 8))
    say_held(tend, "maya")
    page = history(tend, "maya")
    assert "Only you see this page." in page_words(page)
    with pytest.raises(NotThere):
        tend.hands("maya").press(page, "Write a note for both")


def test_whoever_joins_later_is_told_nothing_of_what_was_before(tend: Sandbox) -> None:
    set_up(tend, "@sam weekly thursday 14:00")
    tend.turn_to(at(9, 8))
    say_held(tend, "maya")
    join(tend, "sam")
    assert "Nothing is here yet." in page_words(history(tend, "sam"))
    page = history(tend, "maya")
    assert "*Thursday 8 October*: held" in page_words(page)
    with pytest.raises(NotThere):
        tend.hands("maya").press(page, "Write a note for both")


def test_of_a_repair_no_note_is_kept(tend: Sandbox) -> None:
    maya_leads_sam(tend)
    choose_repair(tend, "sam")
    tend.turn_to(at(9, 8))
    card = say_held(tend, "maya")
    page = look_back(tend, "maya", card)
    assert "*Thursday 8 October*: held" in page_words(page)
    with pytest.raises(NotThere):
        tend.hands("maya").press(page, "Write a note for both")
    close_all(tend, "maya")
    [meeting_id] = [meeting.id for meeting in meetings_in(tend) if meeting.agenda_kind]
    said = tend.hands("maya").press(forged(tend, NoteAction.WRITE, str(meeting_id)), "Press").words
    assert "a meeting of which notes are kept" in said


def test_ones_own_notes_stand_there_marked_and_the_others_never(tend: Sandbox) -> None:
    maya_leads_sam(tend)
    keep_notes(tend, "maya", "canary of Maya")
    keep_notes(tend, "sam", "canary of Sam")
    tend.turn_to(at(9, 8))
    say_held(tend, "maya")
    said = page_words(history(tend, "maya"))
    assert "_What you noted before. Only you see this:_ canary of Maya" in said
    assert "canary of Sam" not in said
    assert "canary of Maya" not in all_that_is_seen(tend, "sam")


def test_after_the_end_each_sees_their_own_side_alone(tend: Sandbox) -> None:
    maya_leads_sam(tend)
    keep_notes(tend, "sam", "prepared by Sam")
    tend.turn_to(at(9, 8))
    say_held(tend, "maya")
    promise(tend, "maya", "promised by Maya")
    promise(tend, "sam", "promised by Sam")
    write_for_both(tend, "maya", history(tend, "maya"), "written by Maya")
    write_for_both(tend, "sam", history(tend, "sam"), "written by Sam")
    open_page = history(tend, "sam")
    close_all(tend, "maya")
    end(tend, "maya")
    tend.hands("sam").press(open_page, "Delete", near="written by Maya")
    assert "That note is not there any more." in page_words(front(tend, "sam"))
    mine, theirs = page_words(history(tend, "maya")), page_words(history(tend, "sam"))
    for page, own, other in ((mine, "Maya", "Sam"), (theirs, "Sam", "Maya")):
        assert f"You: promised by {own}" in page
        assert f"_From you. Only you see this now:_ written by {own}" in page
        assert f"promised by {other}" not in page
        assert f"written by {other}" not in page
        assert "Write a note for both" not in page
    assert "prepared by Sam" in theirs
    set_up(tend, "@maya weekly friday 11:00", by="sam")
    assert "written by Sam" not in page_words(history(tend, "maya"))
    page_of_sam = history(tend, "sam")
    tend.hands("sam").press(page_of_sam, "Delete")
    assert "written by Sam" not in page_words(page_of_sam)


def test_older_ones_are_a_press_away_and_so_is_the_way_back(tend: Sandbox) -> None:
    maya_leads_sam(tend)
    tend.turn_to(at(9, 8) + timedelta(weeks=9))
    page = history(tend, "maya")
    first = page_words(page)
    assert first.count("*: nobody has said") == 8
    assert "Thursday 8 October" not in first
    tend.hands("maya").press(page, "Earlier")
    assert page_words(page).count("*: nobody has said") == 2
    assert "*Thursday 8 October*: nobody has said" in page_words(page)
    assert "Write a note for both" not in page_words(page)
    tend.hands("maya").press(page, "The latest")
    assert page_words(page) == first


def test_many_long_notes_are_shown_whole_over_several_pages(tend: Sandbox) -> None:
    maya_leads_sam(tend)
    tend.turn_to(at(9, 8) + timedelta(weeks=7))
    with tend.database.transaction() as session:
        for meeting in session.scalars(sa.select(Meeting).where(Meeting.starts_at <= tend.now())):
            for _ in range(10):
                session.add(
                    SharedNote(
                        workspace_id=meeting.workspace_id,
                        meeting_id=meeting.id,
                        author_id=MAYA,
                        words="🌼<" * 500,
                        written_at=tend.now(),
                    )
                )
    page = history(tend, "sam")
    flowers = page_words(page).count("🌼")
    while "Earlier" in page_words(page):
        tend.hands("sam").press(page, "Earlier")
        flowers += page_words(page).count("🌼")
    assert flowers == 8 * 10 * 500
    assert tend.workspace.refused_calls() == []


def test_notes_for_both_last_on_either_database(tend_on_each_database: Sandbox) -> None:
    tend = tend_on_each_database
    after_a_meeting(tend)
    write_for_both(tend, "maya", history(tend, "maya"), CANARY)
    with tend.database.reading() as session:
        [stored] = session.execute(sa.text("SELECT words FROM shared_notes")).scalars()
    assert "canary" not in stored
    page = history(tend, "sam")
    assert CANARY in page_words(page)
    tend.hands("sam").press(page, "Delete")
    assert notes_in(tend) == []


@given(st.text(alphabet="ab &<🌼\n", max_size=400), st.integers(12, 60))
def test_long_words_are_parted_without_losing_any(text: str, longest: int) -> None:
    found = pieces(text, longest=longest)
    assert "".join("".join(found).split()) == "".join(text.split())
    assert all(length(escape(piece)) <= longest for piece in found)
    assert all(found) or not text.strip()


def meetings_in(tend: Sandbox) -> Sequence[Meeting]:
    with tend.database.reading() as session:
        return session.scalars(sa.select(Meeting)).all()


def notes_in(tend: Sandbox) -> list[SharedNote]:
    with tend.database.reading() as session:
        return list(session.scalars(sa.select(SharedNote)))
