"""What a digest reads at one go is what everybody else reads bit by bit, on both databases."""

from datetime import timedelta

from sqlalchemy.orm import Session

from bot.features.digest.reading import Week, read_week
from bot.features.follow_ups import service as follow_ups
from bot.features.one_on_ones import service as one_on_ones
from bot.features.people.reader import Reader, reader_of
from bot.features.reconnections import rhythms
from bot.features.reconnections.presence import weekly
from bot.features.relationships import service as relationships
from bot.sandbox.sandbox import Sandbox, utc
from tests.features.digest.weeks import lead
from tests.features.follow_ups.noting import note
from tests.features.one_on_ones.arranging import WORKSPACE, join, set_up
from tests.features.one_on_ones.witness import close_all
from tests.features.reconnections.reaching import ask_regularly, front
from tests.features.shoutouts.thanking import give


def agrees(session: Session, reader: Reader) -> Week:
    """The week, once everything in it was read the other way, too."""
    week = read_week(session, reader)
    me = (session, reader.workspace_id, reader.person_id)
    to_close = sorted(meeting.id for one in week.series for meeting in one.to_close)
    assert to_close == sorted(each.id for each in one_on_ones.waiting_to_be_closed(session, reader))
    ahead = {one.series.id: one.planned[0].starts_at for one in week.series if one.planned}
    nexts = {one.series.id: one for one in one_on_ones.next_meetings(session, reader, most=50)}
    assert ahead == {key: one.starts_at for key, one in nexts.items() if one.meeting and not one.is_quiet}
    assert {one.series.id for one in week.series} == set(nexts)
    assert week.promises.mine == follow_ups.open_with(*me)
    assert week.promises.theirs == follow_ups.promised_to(*me)
    assert week.noted.at_rest == relationships.at_rest(session, reader)
    waiting = rhythms.waiting_longest(session, reader)
    assert (week.question and (week.question.about_id, week.question.since)) == waiting
    given = weekly.at_hand(session, reader)
    assert week.act is not None
    assert week.act.is_waiting == (given is not None)
    assert given is None or given.text == week.act.text
    return week


def live(tend: Sandbox) -> None:
    """Maya does a little of everything, with Sam, who joins, and with Ana and Leo, who do not."""
    hands = tend.hands("maya")
    lead(tend, "maya", "sam", "ana")
    set_up(tend, "@sam weekly thursday 14:00")
    set_up(tend, "@ana fortnightly friday 9:00")
    tend.let_days_pass(1)
    join(tend, "sam")
    note(tend, "maya", "@leo call him")
    note(tend, "sam", "@maya send the plan")
    ask_regularly(tend, "maya", "leo")
    close_all(tend, "maya")
    hands.types("/reconnect presence")
    hands.press(front(tend, "maya"), "Yes, one a week")
    hands.press(front(tend, "maya"), "Add one of your own")
    hands.choose(front(tend, "maya"), "What would you do?", "bring biscuits")
    assert hands.submit(front(tend, "maya")) is None
    close_all(tend, "maya")
    give(tend, "maya", "@ana found out why the import broke")
    give(tend, "leo", "@maya found out why the import broke")


def test_a_glance_sees_what_a_longer_look_sees(tend_on_each_database: Sandbox) -> None:
    tend = tend_on_each_database
    live(tend)
    seen = []
    for days in (0, 2, 5, 9, 16):
        tend.turn_to(utc(2026, 10, 8, 15) + timedelta(days=days))
        for handle in ("maya", "sam", "ana"):
            with tend.database.reading() as session:
                person_id = tend.workspace.person(handle).id
                week = agrees(session, reader_of(session, WORKSPACE, person_id, now=tend.now()))
                seen.append((handle, week))
    ever = [week for handle, week in seen if handle == "maya"]
    assert any(one.to_close for week in ever for one in week.series)
    assert any(week.question for week in ever)
    assert any(week.act and week.act.text == "bring biscuits" for week in ever)
    assert any(week.thanks for week in ever)
    assert all(("U0ANA00001", "shoutout") in week.noted.latest for week in ever)
