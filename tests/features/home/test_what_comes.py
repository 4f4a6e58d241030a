"""*What comes next* on the Home tab: seven days ahead, for oneself alone, and looking changes nothing."""

from datetime import UTC, date, datetime

import sqlalchemy as sa

from bot.features.one_on_ones.models import Series, SeriesSide
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.slack.words import words_in
from tests.features.follow_ups.noting import note
from tests.features.home.looking import opened, press, start
from tests.features.one_on_ones.arranging import set_up
from tests.features.workspace.deciding import switch_off
from tests.preview.test_preview import rows_of, told


def read(tend: Sandbox, handle: str) -> str:
    """Press *What comes next*; what stands behind it."""
    opened(tend, handle)
    press(tend, handle, "What comes next")
    view = tend.workspace.modal_of(handle)
    assert view is not None
    words = words_in(view.blocks)
    tend.hands(handle).close(view)
    return words


def test_it_names_each_day_with_what_it_brings(tend: Sandbox) -> None:
    start(tend, "maya")
    note(tend, "maya", "call Leo <!channel>")
    set_up(tend, "@ana weekly friday 10:00")
    lines = read(tend, "maya").splitlines()
    assert "*Thursday 8 October, 09:00* · you promised: call Leo &lt;!channel&gt;" in lines
    friday = "*Friday 9 October, 09:00* · your one-on-one with <@U0ANA00001>, Friday 9 October at 10:00"
    assert friday in lines
    assert "*Monday 12 October, 09:00* · you promised: call Leo &lt;!channel&gt;" in lines
    assert any(line.startswith("*Monday 12 October, 09:00* · your week on one page") for line in lines)


def test_it_foretells_the_same_hours_as_the_dry_run(tend: Sandbox) -> None:
    start(tend, "maya")
    note(tend, "maya", "call Leo", due_on=date(2026, 10, 9))
    set_up(tend, "@ana weekly tuesday 9:10")
    hours = {line[1:].split("*")[0] for line in read(tend, "maya").splitlines() if line.startswith("*")}
    played = {line[4:20] for line in told(tend, person="@maya") if "the day's card" in line}
    assert len(hours) == len(played) > 1
    assert {at.split(", ")[1] for at in hours} == {at[-5:] for at in played} == {"09:00"}


def test_a_one_on_one_told_early_stands_at_its_own_time(tend: Sandbox) -> None:
    start(tend, "maya")
    set_up(tend, "@ana weekly friday 15:00")
    with tend.database.transaction() as session:
        series = session.scalars(sa.select(Series)).one()
        session.merge(
            SeriesSide(
                series_id=series.id,
                person_id=series.organizer_id,
                workspace_id=series.workspace_id,
                lead_minutes=60,
                prompt_next_at=datetime(2026, 10, 9, 12, tzinfo=UTC),
            )
        )
    assert "*Friday 9 October, 14:00* · your one-on-one with <@U0ANA00001>" in read(tend, "maya")


def test_whoever_paused_reads_that_nothing_comes(tend: Sandbox) -> None:
    start(tend, "maya")
    note(tend, "maya", "call Leo")
    tend.hands("maya").types("/tend pause 2 weeks")
    assert "Nothing is planned for you" in read(tend, "maya")


def test_what_is_switched_off_is_not_foretold(tend: Sandbox) -> None:
    start(tend, "maya")
    set_up(tend, "@ana weekly friday 10:00")
    switch_off(tend, "One-on-ones", "Digests")
    assert "Nothing is planned for you" in read(tend, "maya")


def test_nobody_reads_what_comes_for_somebody_else(tend: Sandbox) -> None:
    start(tend, "maya", "leo")
    note(tend, "maya", "zzcanaryzz")
    assert "zzcanaryzz" not in read(tend, "leo")


def test_looking_changes_no_row(tend: Sandbox) -> None:
    start(tend, "maya")
    note(tend, "maya", "call Leo")
    set_up(tend, "@ana weekly friday 10:00")
    opened(tend, "maya")
    before = rows_of(tend.database)
    tend.hands("maya").press(tend.workspace.home_of("maya"), "What comes next")
    assert rows_of(tend.database) == before
