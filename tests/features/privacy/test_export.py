"""*Send me a copy*: everything of one's own, to its person alone, for a day."""

import json
from datetime import timedelta

import pytest
import sqlalchemy as sa

from bot.features.follow_ups.models import FollowUp
from bot.features.people.reader import reader_of
from bot.features.privacy import exporting
from bot.features.privacy.models import Export
from bot.platform.delivery.models import OutboxMessage
from bot.sandbox.sandbox import Sandbox
from tests.features.follow_ups.noting import note
from tests.features.home.looking import start
from tests.features.one_on_ones.arranging import LEO, MAYA, join, set_up
from tests.features.privacy.own_data import (
    WORKSPACE,
    files_of,
    have_it_sent,
    modal,
    my_data,
    text,
    unpacked,
)
from tests.features.shoutouts.thanking import choose, give


def test_a_warning_comes_first_and_only_its_form_sends_anything(tend: Sandbox) -> None:
    start(tend, "maya")
    tend.hands("maya").press(my_data(tend, "maya"), "Send me a copy")
    said = text(modal(tend, "maya"))
    assert "admins with the right tools can export direct messages" in said
    assert "24 hours" in said
    assert files_of(tend, "maya") == []


def test_it_holds_data_and_a_page_with_ones_own_words(tend: Sandbox) -> None:
    start(tend, "maya")
    note(tend, "maya", "call <script>alert(1)</script> Leo")
    have_it_sent(tend, "maya")
    [content] = files_of(tend, "maya")
    data, page = unpacked(content)
    [promise] = [row for row in data["rows"] if row["table"] == "follow_ups"]
    assert promise["words"] == "call <script>alert(1)</script> Leo"
    assert promise["owner_id"] == {"id": MAYA, "name": "Maya Okafor"}
    assert promise["created_at"] == tend.now().isoformat()
    assert "<script" not in page
    assert "call &lt;script&gt;alert(1)&lt;/script&gt; Leo" in page
    assert data["from Slack"]["name"] in page


def test_it_reaches_its_person_alone(tend: Sandbox) -> None:
    start(tend, "maya", "leo")
    have_it_sent(tend, "maya")
    assert len(files_of(tend, "maya")) == 1
    assert files_of(tend, "leo") == []
    assert not any(message.files for message in tend.workspace.in_channel("#general"))


def test_what_others_share_is_in_it_as_it_is_seen(tend: Sandbox) -> None:
    start(tend, "maya", "ana", "leo")
    choose(tend, "maya", "To me")
    set_up(tend, "@ana weekly friday 10:00")
    tend.let_days_pass(1)
    join(tend, "ana")
    tend.hands("ana").types("/1on1 add @maya the new hire")
    give(tend, "leo", "@maya found out why the import broke")
    have_it_sent(tend, "maya")
    data, _page = unpacked(files_of(tend, "maya")[0])
    shared = {row["table"]: row for row in data["rows"] if row["kind"] == "shared"}
    assert shared["agenda_items"]["words"] == "the new hire"
    assert shared["shoutouts"]["did"] == "found out why the import broke"
    assert shared["shoutouts"]["author_id"]["id"] == LEO


def test_it_goes_after_a_day(tend: Sandbox) -> None:
    start(tend, "maya")
    have_it_sent(tend, "maya")
    tend.advance(timedelta(hours=23))
    assert len(files_of(tend, "maya")) == 1
    tend.advance(timedelta(hours=1, minutes=5))
    assert files_of(tend, "maya") == []
    assert _exports(tend) == 0


def test_it_goes_at_a_press_and_pressing_twice_is_no_error(tend: Sandbox) -> None:
    start(tend, "maya")
    have_it_sent(tend, "maya")
    [message] = [one for one in tend.workspace.in_dm("maya") if "stands here for 24 hours" in one.words]
    tend.hands("maya").press(message, "Delete it now")
    assert files_of(tend, "maya") == []
    assert "The file is deleted here" in message.words
    tend.let_days_pass(2)
    assert tend.workspace.refused_calls() == []


def test_a_second_copy_takes_the_place_of_the_first(tend: Sandbox) -> None:
    start(tend, "maya")
    have_it_sent(tend, "maya")
    have_it_sent(tend, "maya")
    assert len(files_of(tend, "maya")) == 1


def test_what_is_too_large_comes_in_parts_and_loses_nothing(tend: Sandbox) -> None:
    start(tend, "maya")
    for number in range(12):
        note(tend, "maya", f"promise {number:02}")
    with tend.database.reading() as session:
        reader = reader_of(session, WORKSPACE, MAYA, now=tend.now())
        whole = exporting.packed(session, reader)
        parts = exporting.packed(session, reader, most_bytes=len(whole[0]) - 200)
    assert len(whole) == 1
    assert len(parts) > 1
    rows = [row for part in parts for row in unpacked(part)[0]["rows"]]
    assert rows == unpacked(whole[0])[0]["rows"]
    with tend.database.transaction() as session:
        exporting.send(session, reader, parts)
    tend.settle()
    assert len(files_of(tend, "maya")) == len(parts)


def test_a_row_that_no_key_opens_is_named_in_it(tend: Sandbox) -> None:
    start(tend, "maya")
    note(tend, "maya", "call Leo")
    page = my_data(tend, "maya")
    with tend.database.transaction() as session:
        session.execute(sa.text("UPDATE follow_ups SET words = 'x'"))
    hands = tend.hands("maya")
    hands.press(page, "Send me a copy")
    hands.submit(modal(tend, "maya"))
    data, _page = unpacked(files_of(tend, "maya")[0])
    assert "this cannot be read with the keys that Tend has" in json.dumps(data)


def test_asking_for_it_enrols_nobody(tend: Sandbox) -> None:
    have_it_sent(tend, "leo")
    data, _page = unpacked(files_of(tend, "leo")[0])
    assert not [row for row in data["rows"] if row["table"] == "enrolments"]


def test_one_on_its_way_can_still_be_stopped(tend: Sandbox) -> None:
    start(tend, "maya")
    with tend.database.transaction() as session:
        reader = reader_of(session, WORKSPACE, MAYA, now=tend.now())
        exporting.send(session, reader, exporting.packed(session, reader))
    with tend.database.transaction() as session:
        exporting.delete_now(session, reader)
    tend.settle()
    assert files_of(tend, "maya") == []
    assert _exports(tend) == 0


def test_one_in_the_couriers_hands_is_taken_away_once_it_stands_there(tend: Sandbox) -> None:
    start(tend, "maya")
    have_it_sent(tend, "maya")
    with tend.database.transaction() as session:  # as it was a moment before Slack said yes
        export = session.scalars(sa.select(Export)).one()
        message = session.get_one(OutboxMessage, export.message_id)
        file_id, message.ts = message.ts, None
        message.state, message.attempts = "waiting", 1
        exporting.take_away(session, export, now=tend.now())
        message.state, message.ts = "sent", file_id
    tend.advance(timedelta(minutes=10))
    assert files_of(tend, "maya") == []
    assert _exports(tend) == 0


def test_what_a_declined_promise_looks_like_is_not_given_away(tend: Sandbox) -> None:
    """Somebody wrote it down for another, who said *Not mine*: to its author it is still offered."""
    start(tend, "maya", "leo")
    with tend.database.transaction() as session:
        session.add(
            FollowUp(
                workspace_id=WORKSPACE,
                owner_id=LEO,
                author_id=MAYA,
                with_id=MAYA,
                is_shared=True,
                words="send the plan",
                origin="one-on-one",
                state="declined",
                due_on=tend.now().date(),
                nudges=3,
                created_at=tend.now(),
                ended_at=tend.now(),
            )
        )
    have_it_sent(tend, "maya")
    data, _page = unpacked(files_of(tend, "maya")[0])
    [promise] = [row for row in data["rows"] if row["table"] == "follow_ups"]
    assert promise["state"] == "offered"
    assert not {"nudges", "next_nudge_on", "ended_at", "persistence"} & promise.keys()


@pytest.mark.parametrize("answer", ["not yet", "not this one", "not through tend"])
def test_every_answer_short_of_yes_looks_the_same_to_the_organizer(tend: Sandbox, answer: str) -> None:
    start(tend, "maya")
    set_up(tend, "@ana weekly friday 10:00")
    with tend.database.transaction() as session:
        session.execute(
            sa.text("UPDATE series SET answer = :answer, answered_at = :now"),
            {"answer": answer, "now": tend.now().isoformat(sep=" ")},
        )
    have_it_sent(tend, "maya")
    data, _page = unpacked(files_of(tend, "maya")[0])
    [series] = [row for row in data["rows"] if row["table"] == "series"]
    assert (series["answer"], series["answered_at"]) == ("not yet", None)
    assert "invite_next_at" not in series


def _exports(tend: Sandbox) -> int:
    with tend.database.reading() as session:
        return session.scalar(sa.select(sa.func.count()).select_from(Export)) or 0
