"""What everybody reads about a month: once it is over, rounded, the same for all, and about nobody."""

from datetime import date, datetime, timedelta

import sqlalchemy as sa

from bot.features.cards.tallies import cards_made
from bot.features.figures import counting, jobs, on_home, service
from bot.features.figures.models import FigureReport
from bot.features.figures.showing import page as page_for
from bot.features.people import tallies
from bot.features.people.models import Enrolment
from bot.features.reconnections.acts import afterwards
from bot.features.reconnections.acts import service as acts
from bot.features.reconnections.acts.tallies import acts_done
from bot.features.relationships import service as relationships
from bot.features.relationships.models import Felt, Kind
from bot.features.workspace.models import Workspace
from bot.sandbox.sandbox import Sandbox, utc
from bot.sandbox.slack.words import words_in
from tests.features.follow_ups.noting import note
from tests.features.reconnections.acting import AFTER, ASK, NOW, fill_first, plan, promises, write
from tests.features.reconnections.acting import begin as begin_act
from tests.features.reconnections.reaching import DISTANT, front, reader

WORKSPACE = "T0TEND0001"
SIX = ("leo", "ana", "sam", "priya", "jonas", "noor")
DUE = utc(2026, 11, 2, 3)
DUE_AGAIN = utc(2026, 12, 2, 3)


def jump_to(tend: Sandbox, moment: datetime) -> None:
    """Let it be ``moment``, without the weeks in between: nothing about them matters here."""
    tend.clock.turn_to(moment)
    tend.settle()


def begin(tend: Sandbox, *handles: str) -> None:
    """Let people use Tend."""
    for handle in handles:
        tend.hands(handle).types("/tend resume")


def act(tend: Sandbox, handle: str, number: int, felt: Felt | None = None, *, days: int = 0) -> None:
    """Note an act as done, and how it went."""
    who = reader(tend, handle)
    with tend.database.transaction() as session:
        key = f"act:{number}"
        relationships.log_act(
            session,
            WORKSPACE,
            person_id=who.person_id,
            about_id="U0MAYA0001",
            kind=Kind.ASK,
            key=key,
            done_on=who.today + timedelta(days=days),
        )
        if felt is not None:
            relationships.tell_felt(session, who, key=key, felt=felt)


def figures(tend: Sandbox, handle: str) -> str:
    """All that somebody reads behind ``/tend figures``."""
    hands = tend.hands(handle)
    hands.types("/tend figures")
    page = front(tend, handle)
    hands.close(page)
    return words_in(page.blocks)


def reports(tend: Sandbox) -> list[FigureReport]:
    with tend.database.reading() as session:
        return list(session.scalars(sa.select(FigureReport).order_by(FigureReport.month)))


def test_a_month_is_published_in_the_night_of_the_second(tend_on_each_database: Sandbox) -> None:
    tend = tend_on_each_database
    begin(tend, *SIX)
    for number, handle in enumerate(SIX * 2):
        act(tend, handle, number, Felt.HELPED if number < 6 else None)
    jump_to(tend, DUE - timedelta(seconds=1))
    september = [report.published for report in reports(tend)]
    assert september == [None]  # the first look of all, in October, is too late for it
    jump_to(tend, DUE)
    assert [report.month for report in reports(tend)] == [date(2026, 9, 1), date(2026, 10, 1)]
    read = figures(tend, "ana")
    for line in (
        "October 2026",
        "People who use Tend: about 5, when it was counted",
        "Small acts they noted as done: about 10",
        "helped: about 5 (50 %) · the same: not shown · harder: not shown · too soon: not shown · "
        "nothing was said: about 5 (50 %)",
        "People who stopped Tend that month: not shown",
    ):
        assert line in read, read


def test_everybody_reads_the_same_as_an_admin_who_does_not_use_it(tend: Sandbox) -> None:
    begin(tend, *SIX)
    jump_to(tend, DUE)
    read = figures(tend, "maya")
    assert "People who use Tend: about 5" in read
    assert {figures(tend, handle) for handle in SIX} == {read}
    with tend.database.reading() as session:
        assert session.get(Enrolment, (WORKSPACE, "U0MAYA0001")) is None


def test_whoever_neither_uses_it_nor_is_an_admin_is_told_when_it_opens(tend: Sandbox) -> None:
    [said] = tend.hands("kofi").types("/tend figures")
    assert "The figures are for everybody who uses Tend, and for the admins." in said.words
    assert tend.workspace.modal_of("kofi") is None


def test_the_home_tab_has_a_button_that_opens_them(tend: Sandbox) -> None:
    begin(tend, "ana")
    tend.hands("ana").press(tend.hands("ana").opens_home(), "Figures")
    assert "No month is shown yet." in words_in(front(tend, "ana").blocks)


def test_where_they_are_switched_off_nothing_is_counted_and_nothing_offered(tend: Sandbox) -> None:
    begin(tend, *SIX)
    with tend.database.transaction() as session:
        session.get_one(Workspace, WORKSPACE).switched_off = "figures"
    jump_to(tend, DUE)
    assert [report.published for report in reports(tend)] == [None, None]
    assert [report.counted for report in reports(tend)] == [None, None]
    with tend.database.reading() as session:
        assert on_home.section(session, reader(tend, "ana")) == []


def test_fewer_than_five_people_see_no_month(tend: Sandbox) -> None:
    begin(tend, *SIX[:4])
    jump_to(tend, DUE)
    read = figures(tend, "ana")
    assert "No month is shown yet." in read
    assert "Months that are not shown: October 2026, September 2026." in read


def test_one_who_joins_keeps_the_next_month_from_being_shown_and_the_page_says_only_why_in_general(
    tend: Sandbox,
) -> None:
    begin(tend, *SIX)
    jump_to(tend, DUE)
    begin(tend, "kofi")
    jump_to(tend, DUE_AGAIN)
    read = figures(tend, "ana")
    assert "Months that are not shown: November 2026, September 2026." in read
    assert "so few came or went that two months side by side could tell something about them" in read
    assert "Kofi" not in read
    assert [report.published is None for report in reports(tend)] == [True, False, True]


def test_one_who_stops_while_another_begins_is_noticed_too(tend: Sandbox) -> None:
    begin(tend, *SIX)
    jump_to(tend, DUE)
    begin(tend, "kofi")
    tend.hands("ana").types("/tend stop")
    jump_to(tend, DUE_AGAIN)
    assert reports(tend)[-1].published is None


def test_the_same_people_see_the_next_month_beside_the_last(tend: Sandbox) -> None:
    begin(tend, *SIX)
    jump_to(tend, DUE)
    jump_to(tend, DUE_AGAIN)
    read = figures(tend, "ana")
    assert read.index("November 2026") < read.index("October 2026")


def test_what_is_noted_later_about_a_month_changes_nothing_any_more(tend: Sandbox) -> None:
    begin(tend, *SIX)
    jump_to(tend, DUE)
    before = [report.published for report in reports(tend)]
    for number, handle in enumerate(SIX):
        act(tend, handle, number, days=-10)
    assert not jobs.publish_one_month(tend.database, tend.clock, cards_made=cards_made)
    jump_to(tend, DUE + timedelta(days=3))
    assert [report.published for report in reports(tend)] == before
    with tend.database.reading() as session:
        october = date(2026, 10, 1)
        found = counting.counted(session, WORKSPACE, month=october, cards_made=cards_made)
    assert sum(sum(part.values()) for part in found.acts.values()) == 6
    with tend.database.transaction() as session:
        assert not service.publish(session, WORKSPACE, month=october, found=found, now=tend.now())
    assert [report.published for report in reports(tend)] == before


def test_a_month_that_went_by_while_nobody_looked_stays_unpublished(tend: Sandbox) -> None:
    begin(tend, *SIX)
    jump_to(tend, utc(2027, 1, 20))
    assert [report.month for report in reports(tend)][-1] == date(2026, 12, 1)
    assert date(2026, 11, 1) not in [report.month for report in reports(tend)]


def test_cards_are_counted_for_each_person_and_week(tend: Sandbox) -> None:
    for handle in SIX:
        note(tend, handle, "call somebody")
    tend.let_days_pass(3)
    jump_to(tend, DUE)
    published = reports(tend)[-1].published
    assert published is not None
    with tend.database.reading() as session:
        cards = cards_made(session, WORKSPACE, first_on=date(2026, 10, 1), last_on=date(2026, 10, 31))
    assert published["cards_a_week"] == round(sum(cards.values()) / 6 / (31 / 7), 1)
    assert f"Cards a person a week: {published['cards_a_week']}" in figures(tend, "ana")


def test_acts_of_somebody_who_has_stopped_since_count_for_nothing(tend: Sandbox) -> None:
    begin(tend, *SIX, "kofi")
    for number, handle in enumerate(SIX):
        act(tend, handle, number)
    for number in range(100, 106):
        act(tend, "kofi", number)
    tend.hands("kofi").types("/tend stop")
    jump_to(tend, DUE)
    assert (reports(tend)[-1].published or {})["acts"] == 5


def test_an_act_through_the_guided_way_counts_with_how_it_went(tend: Sandbox) -> None:
    begin(tend, *SIX)
    for handle in SIX:
        about = "leo" if handle != "leo" else "ana"
        write(tend, handle, words="canary-act: how are you?", line=f"/reconnect @{about}")
        assert tend.hands(handle).submit(plan(tend, handle, NOW)) is None
        tend.hands(handle).close(front(tend, handle), all_of_them=True)
    with tend.database.reading() as session:
        found = counting.counted(session, WORKSPACE, month=date(2026, 10, 1), cards_made=cards_made)
    assert {part: len(people) for part, people in found.acts.items() if people} == {"unsaid": 6}
    jump_to(tend, DUE)
    assert "Small acts they noted as done: about 5" in figures(tend, "ana")


def test_an_act_towards_somebody_unnamed_counts_too(tend: Sandbox) -> None:
    hands = tend.hands("maya")
    begin_act(tend, "maya", "/reconnect")
    hands.choose(front(tend, "maya"), "Or: I'd rather not say who", "the tall one")
    fill_first(tend, "maya", side=DISTANT, act=ASK)
    assert hands.submit(front(tend, "maya")) is None
    hands.choose(front(tend, "maya"), "Your words", "How are you?")
    assert hands.submit(front(tend, "maya")) is None
    plan(tend, "maya", AFTER, after="stand-up")
    hands.close(front(tend, "maya"), all_of_them=True)
    with tend.database.reading() as session:
        october = {"first_on": date(2026, 10, 1), "last_on": date(2026, 10, 31)}
        assert list(acts_done(session, WORKSPACE, **october)) == []
    [promise] = promises(tend)
    with tend.database.transaction() as session:
        maya = reader(tend, "maya")
        acts.finish(session, maya, follow_up_id=promise.id)
        afterwards.tell(session, maya, follow_up_id=promise.id, felt=Felt.TOO_SOON)
    with tend.database.reading() as session:
        assert list(acts_done(session, WORKSPACE, **october)) == [("U0MAYA0001", Felt.TOO_SOON)]
        november = {"first_on": date(2026, 11, 1), "last_on": date(2026, 11, 30)}
        assert list(acts_done(session, WORKSPACE, **november)) == []


def test_who_stopped_is_whoever_used_it_and_has_not_come_back(tend: Sandbox) -> None:
    begin(tend, "ana", "leo", "sam")
    for handle in ("ana", "leo", "kofi"):
        tend.hands(handle).types("/tend stop")
    begin(tend, "leo")
    with tend.database.reading() as session:
        october = tallies.stopped(session, WORKSPACE, since=utc(2026, 10, 1), before=utc(2026, 11, 1))
        november = tallies.stopped(session, WORKSPACE, since=utc(2026, 11, 1), before=utc(2026, 12, 1))
        assert (october, november) == (frozenset({"U0ANA00001"}), frozenset())
        assert tallies.enrolled(session, WORKSPACE) == {"U0LEO00001", "U0SAM00001"}


def test_no_private_word_and_no_name_stands_in_what_is_kept_or_shown(tend: Sandbox) -> None:
    begin(tend, *SIX)
    for number, handle in enumerate(SIX):
        note(tend, handle, "canary-promise to @maya")
        tend.hands(handle).types("/shoutout @maya canary-thanks for the plan")
        act(tend, handle, number, Felt.HARDER)
    jump_to(tend, DUE)
    with tend.database.engine.connect() as connection:
        kept = str(connection.exec_driver_sql("SELECT * FROM figure_reports").all())
    with tend.database.reading() as session:
        counted = session.scalars(
            sa.select(FigureReport.counted).where(FigureReport.counted.is_not(None))
        ).one()
        shown = str(page_for(session, WORKSPACE, "U0ANA00001"))
    assert "helped: not shown · the same: not shown · harder: about 5 (100 %)" in shown
    people = [tend.workspace.person(handle) for handle in SIX]
    # Whole ids: two letters stand in what is encrypted by chance.
    never = ["canary", *(person.real_name for person in people), *(person.id for person in people)]
    for text in (kept, shown, str(counted)):
        assert [word for word in never if word in text] == []
