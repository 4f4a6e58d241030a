"""*Delete everything*: what goes, what stays with others, and that nothing is sent afterwards."""

import json
from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from bot.features.follow_ups.models import FollowUp
from bot.features.people.erased.models import ErasedMark, ErasureKey
from bot.features.people.models import Enrolment
from bot.features.privacy.erasing import erase
from bot.features.shoutouts.models import ShoutoutReceiver
from bot.features.shoutouts.receiving import taking_down
from bot.platform.delivery.models import OutboxMessage
from bot.sandbox.sandbox import Sandbox
from bot.schema import METADATA
from tests.features.follow_ups.noting import note
from tests.features.home.looking import start
from tests.features.one_on_ones.arranging import ANA, LEO, MAYA, invitations_of, join, set_up
from tests.features.privacy.own_data import (
    WORKSPACE,
    delete_all,
    files_of,
    have_it_sent,
    modal,
    my_data,
    text,
    unpacked,
)
from tests.features.shoutouts.thanking import give, posts, previewed

# Where an id may still stand once everything is deleted; docs/privacy.md says why.
STAYS = {
    "people.id": "what Slack says of everybody; others' rows point at it",
    "series.organizer_id": "a one-on-one that two had, ended",
    "series.other_id": "the same, and one that another set up for themselves alone",
    "series.pair_id": "the same",
    "series.lead_id": "the same",
    "series.ended_by_id": "so that the other is told that it ended",
    "agenda_items.other_id": "an item of somebody else's",
    "agenda_items.pair_id": "the same",
    "shoutouts.author_id": "so that whoever was thanked can still take the post down",
    "acts.about_id": "a private row of somebody else's",
    "acts.key": "the same",
    "acts.started_by_id": "the same",
    "pairs.about_id": "the same",
    "own_sides.about_id": "the same",
    "expectations.about_id": "the same",
    "questions_shown.about_id": "the same",
    "question_rhythms.about_id": "the same",
    "rests.about_id": "the same",
    "blocked_people.about_id": "the same",
    "act_drafts.about_id": "the same",
    "act_drafts.content": "the same",
    "handed_words.about_id": "the same",
    "preparations.other_id": "the same",
    "reconnect_wishes.about_id": "the same",
    "reporting_lines.other_id": "the same",
    "appreciation_prompts.named_last_id": "the same",
    "shoutout_receivers.person_id": "a draft of somebody else's",
    "told_lines.report_id": "the company's list",
    "told_lines.manager_id": "the same",
    "line_changes.report_id": "since when the company's list says so",
    "line_changes.manager_id": "the same",
    "setting_changes.actor_id": "the record of what was decided for others",
    "pilot_people.person_id": "the admins' list of who tries Tend out",
}


def everything(tend: Sandbox) -> list[tuple[str, str]]:
    """Each value in the database as it can be read: the name of its column, and the words."""
    with tend.database.reading() as session:
        return [
            (f"{table.name}.{column.name}", str(value))
            for table in METADATA.sorted_tables
            for row in session.execute(sa.select(table)).all()
            for column, value in zip(table.columns, row, strict=True)
            if value is not None
        ]


def with_everything(tend: Sandbox) -> None:
    """Maya, Ana and Leo with something of every sort between them."""
    start(tend, "maya", "ana", "leo")
    set_up(tend, "@ana weekly friday 10:00")
    set_up(tend, "@maya weekly thursday 11:00", by="leo")
    tend.let_days_pass(1)
    join(tend, "ana")
    for handle, line in (
        ("maya", "/1on1 add @ana canary-maya item"),
        ("ana", "/1on1 add @maya canary-ana item"),
        ("maya", "/tend report @ana"),
        ("ana", "/tend manager @maya"),
        ("maya", "/reconnect talked @leo"),
        ("leo", "/reconnect talked @maya"),
        ("maya", "/tend away 2027-12-24"),
        ("maya", "/tend block @leo"),
    ):
        tend.hands(handle).types(line)
    note(tend, "maya", "canary-maya promise")
    note(tend, "leo", "canary-leo promise")
    give(tend, "maya", "@ana canary-maya thanks")
    give(tend, "ana", "@maya canary-ana thanks")
    previewed(tend, "maya", "@leo canary-maya draft")
    previewed(tend, "ana", "@maya canary-ana draft")
    tend.let_days_pass(2)


def test_no_row_holds_their_id_or_words_but_what_is_others(tend: Sandbox) -> None:
    with_everything(tend)
    have_it_sent(tend, "maya")
    delete_all(tend, "maya")
    tend.settle()
    after = everything(tend)
    left = {column for column, value in after if MAYA in value}
    assert left - STAYS.keys() == set()
    assert not [column for column, value in after if "canary-maya" in value]
    assert [column for column, value in after if "canary-ana" in value]
    assert [column for column, value in after if "canary-leo" in value]


def test_it_says_what_goes_and_what_stays_before_and_asks_once(tend: Sandbox) -> None:
    start(tend, "maya")
    note(tend, "maya", "call Leo")
    tend.hands("maya").press(my_data(tend, "maya"), "Delete everything")
    said = text(modal(tend, "maya"))
    assert "What goes, at once and for good" in said
    assert "What stays" in said
    assert "leave this person alone" in said
    tend.hands("maya").close(modal(tend, "maya"), all_of_them=True)
    assert "It is deleted" in delete_all(tend, "maya")


def test_nothing_reaches_them_afterwards_whatever_others_do(tend: Sandbox) -> None:
    with_everything(tend)
    delete_all(tend, "maya")
    before = len(tend.workspace.in_dm("maya"))
    posted = len([post for post in posts(tend) if f"<@{MAYA}>" in post.words])
    set_up(tend, "@maya weekly monday 14:00", by="ana")
    give(tend, "leo", "@maya found out why the import broke")
    tend.let_days_pass(14)
    assert len(tend.workspace.in_dm("maya")) == before
    assert len([post for post in posts(tend) if f"<@{MAYA}>" in post.words]) == posted


def test_pressing_start_begins_again_and_takes_the_mark_away(tend: Sandbox) -> None:
    start(tend, "maya")
    delete_all(tend, "maya")
    assert _count(tend, ErasedMark) == 1
    start(tend, "maya")
    assert _count(tend, ErasedMark) == 0
    set_up(tend, "@maya weekly monday 14:00", by="leo")
    tend.let_days_pass(4)
    assert invitations_of(tend, "maya")


def test_the_mark_is_no_id_and_its_key_is_encrypted(tend: Sandbox) -> None:
    start(tend, "maya")
    delete_all(tend, "maya")
    with tend.database.reading() as session:
        mark = session.scalars(sa.select(ErasedMark)).one()
        stored = session.execute(sa.text("SELECT key FROM erasure_keys")).scalar_one()
        key = session.scalars(sa.select(ErasureKey)).one().key
    assert MAYA not in mark.mark
    assert len(mark.mark) == 64
    assert key not in stored


def test_twice_is_no_error_and_finds_nothing(tend: Sandbox) -> None:
    with_everything(tend)
    delete_all(tend, "maya")
    assert "There was nothing left to delete." in delete_all(tend, "maya")


def test_somebody_deactivated_is_deleted_without_an_error(tend: Sandbox) -> None:
    with_everything(tend)
    tend.hands("maya").is_deactivated()
    with tend.database.transaction() as session:
        erased = erase(session, WORKSPACE, MAYA, now=tend.now())
    assert erased.rows > 5
    tend.let_days_pass(7)
    with tend.database.reading() as session:
        assert session.get(Enrolment, (WORKSPACE, MAYA)) is None


def test_what_waits_for_them_and_from_them_is_not_sent(tend: Sandbox) -> None:
    with_everything(tend)
    with tend.database.transaction() as session:
        for person_id, purpose in ((MAYA, "cards.card"), (LEO, "shoutouts.privately"), (ANA, "cards.card")):
            content = {"text": "x", "blocks": [], "by": f"<@{MAYA}>"}
            session.add(
                OutboxMessage(
                    workspace_id=WORKSPACE,
                    kind="post",
                    lane=f"person:{person_id}",
                    person_id=person_id,
                    purpose=purpose,
                    content=json.dumps(content),
                    next_attempt_at=tend.now() + timedelta(days=1),
                    created_at=tend.now(),
                )
            )
        session.flush()
        erased = erase(session, WORKSPACE, MAYA, now=tend.now())
        left = session.execute(
            sa.select(OutboxMessage.person_id).where(OutboxMessage.state == "waiting")
        ).scalars()
        assert set(left) == {ANA}
    assert erased.messages == 2


def test_a_message_in_the_couriers_hands_is_no_error(tend: Sandbox) -> None:
    """The courier has taken it, then its row goes: what Slack answers is written nowhere."""
    start(tend, "maya")
    with tend.database.transaction() as session:
        session.add(
            OutboxMessage(
                workspace_id=WORKSPACE,
                kind="post",
                lane=f"person:{MAYA}",
                person_id=MAYA,
                purpose="test.note",
                content=json.dumps({"text": "x", "blocks": []}),
                state="waiting",
                reason="sending",
                attempts=1,
                next_attempt_at=tend.now() + timedelta(seconds=60),
                created_at=tend.now(),
            )
        )
    delete_all(tend, "maya")
    before = len(tend.workspace.in_dm("maya"))
    tend.let_days_pass(2)
    assert len(tend.workspace.in_dm("maya")) == before


def test_a_one_on_one_ends_for_the_other_in_neutral_words(tend: Sandbox) -> None:
    with_everything(tend)
    delete_all(tend, "maya")
    said = tend.hands("ana").types("/1on1").words
    assert f"Ended lately: <@{MAYA}>" in said
    assert "delet" not in said


def test_one_that_somebody_set_up_for_themselves_alone_stays_theirs(tend: Sandbox) -> None:
    with_everything(tend)
    before = _lines(tend.hands("leo").types("/1on1").words)
    delete_all(tend, "maya")
    assert _lines(tend.hands("leo").types("/1on1").words) == before


def test_promises_of_others_lose_the_name_and_stay(tend: Sandbox) -> None:
    start(tend, "maya", "ana")
    with tend.database.transaction() as session:
        mine: dict[str, Any] = {"workspace_id": WORKSPACE, "due_on": tend.now().date(), "is_shared": True}
        mine |= {"origin": "one-on-one", "created_at": tend.now()}
        session.add_all(
            [
                FollowUp(owner_id=ANA, author_id=MAYA, with_id=MAYA, words="taken on", state="open", **mine),
                FollowUp(owner_id=ANA, author_id=MAYA, with_id=MAYA, words="no yes", state="offered", **mine),
                FollowUp(owner_id=MAYA, author_id=ANA, with_id=ANA, words="by maya", state="open", **mine),
            ]
        )
    delete_all(tend, "maya")
    with tend.database.reading() as session:
        [left] = session.scalars(sa.select(FollowUp)).all()
    assert (left.words, left.owner_id, left.author_id, left.with_id) == ("taken on", ANA, ANA, None)
    assert not left.is_shared


def test_posts_stay_in_slack_unless_they_are_to_go_too(tend: Sandbox) -> None:
    start(tend, "maya", "ana")
    give(tend, "maya", "@ana found out why the import broke")
    give(tend, "ana", "@maya stayed until it worked")
    delete_all(tend, "maya")
    tend.settle()
    assert len(posts(tend)) == 2


def test_posts_go_where_that_was_chosen(tend: Sandbox) -> None:
    start(tend, "maya", "ana")
    give(tend, "maya", "@ana found out why the import broke")
    give(tend, "ana", "@maya @leo stayed until it worked")
    delete_all(tend, "maya", posts_too=True)
    tend.settle()
    [post] = posts(tend)
    assert f"<@{MAYA}>" not in post.words
    assert f"<@{LEO}>" in post.words


def test_whoever_was_thanked_can_still_take_the_post_down(tend: Sandbox) -> None:
    start(tend, "maya", "ana")
    give(tend, "maya", "@ana found out why the import broke")
    delete_all(tend, "maya")
    with tend.database.transaction() as session:
        taking_down.take_down(session, session.scalars(sa.select(ShoutoutReceiver)).one(), now=tend.now())
    tend.settle()
    assert posts(tend) == []


def test_files_with_their_data_leave_slack_as_well(tend: Sandbox) -> None:
    start(tend, "maya")
    have_it_sent(tend, "maya")
    assert len(files_of(tend, "maya")) == 1
    delete_all(tend, "maya")
    tend.settle()
    assert files_of(tend, "maya") == []


def test_a_copy_never_holds_what_another_keeps_for_themselves(tend: Sandbox) -> None:
    with_everything(tend)
    tend.hands("leo").types("/1on1 add @maya canary-leo item")
    for handle, others in (("maya", ("canary-ana draft", "canary-leo")), ("ana", ("canary-maya draft",))):
        have_it_sent(tend, handle)
        data, page = unpacked(files_of(tend, handle)[0])
        everything_in_it = json.dumps(data, ensure_ascii=False) + page
        assert f"canary-{handle}" in everything_in_it
        for canary in others:
            assert canary not in everything_in_it, (handle, canary)


def _lines(said: str) -> str:
    return "\n".join(line for line in said.splitlines() if "Maya" in line or MAYA in line)


def _count(tend: Sandbox, table: Any) -> int:
    with tend.database.reading() as session:
        return session.scalar(sa.select(sa.func.count()).select_from(table)) or 0
