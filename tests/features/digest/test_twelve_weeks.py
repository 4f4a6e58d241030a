"""The picture of twelve weeks: what was held and meant, where it stands, and what stands in for it."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import takewhile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.features.one_on_ones.meant import meant_on
from bot.features.one_on_ones.models import Answer, Rhythm, Series
from bot.features.one_on_ones.recurrence import recurrence_of
from bot.platform.working_time import local_day
from bot.sandbox.rendering.charts import draw_chart
from bot.sandbox.sandbox import Sandbox, utc
from bot.sandbox.slack.faults import Refusal
from bot.sandbox.slack.messages import Message
from tests.features.digest.weeks import asked, meet_for_weeks, opened
from tests.features.follow_ups.noting import cards_of
from tests.features.shoutouts.thanking import give

DAYS = st.dates(date(2024, 1, 1), date(2030, 12, 31))
BEGINNING = datetime(2020, 1, 1, tzinfo=UTC)
HELD = "One-on-ones held: 0 0 0 0 0 0 0 0 0 1 1 1 (meant: 0 0 0 0 0 0 0 0 0 1 1 1)"


def a_series(rhythm: Rhythm, starts_on: date, ordinal: int | None = None) -> Series:
    return Series(
        organizer_id="maya",
        other_id="sam",
        answer=Answer.YES,
        rhythm=rhythm,
        starts_on=starts_on,
        ordinal=ordinal,
        at=time(10),
        zone="Europe/Berlin",
        created_at=BEGINNING,
        answered_at=BEGINNING,
    )


@given(rhythm=st.sampled_from(Rhythm), starts_on=DAYS, weeks=st.integers(0, 60))
def test_what_was_meant_is_what_the_series_had_planned(rhythm: Rhythm, starts_on: date, weeks: int) -> None:
    series = a_series(rhythm, starts_on)
    last = starts_on + timedelta(weeks=weeks)
    begins = recurrence_of(series).moments_from(datetime.combine(starts_on, time(), tzinfo=UTC))
    planned = takewhile(lambda day: day <= last, (local_day(moment, series.zone) for moment in begins))
    assert meant_on(series, person_id="maya", first=starts_on, last=last) == list(planned)


def test_nothing_was_meant_before_one_was_in_it() -> None:
    series = a_series(Rhythm.WEEKLY, date(2026, 9, 1))
    series.answered_at = datetime(2026, 9, 10, tzinfo=UTC)
    given_days = {"first": date(2026, 9, 1), "last": date(2026, 9, 30)}
    assert len(meant_on(series, person_id="maya", **given_days)) == 5
    assert meant_on(series, person_id="sam", **given_days)[0] == date(2026, 9, 15)
    series.answered_at = None
    assert meant_on(series, person_id="sam", **given_days) == []


def test_nothing_is_meant_in_a_pause() -> None:
    series = a_series(Rhythm.WEEKLY, date(2026, 9, 1))
    series.paused_at = datetime(2026, 9, 9, tzinfo=UTC)
    series.paused_until = date(2026, 9, 20)
    meant = meant_on(series, person_id="maya", first=date(2026, 9, 1), last=date(2026, 9, 30))
    assert meant == [date(2026, 9, 1), date(2026, 9, 8), date(2026, 9, 22), date(2026, 9, 29)]


def chart_on(message: Message) -> dict[str, object]:
    [chart] = [block for block in message.blocks if block["type"] == "data_visualization"]
    return chart


def test_the_card_has_the_picture_and_its_numbers(tend: Sandbox) -> None:
    meet_for_weeks(tend, 3)
    tend.turn_to(utc(2026, 10, 26, 9))
    [card] = [card for card in cards_of(tend, "maya") if "Your week" in card.words][-1:]
    assert HELD in card.words
    drawn = str(draw_chart(chart_on(card)))
    assert "Twelve weeks, by your own notes" in drawn
    assert "One-on-ones held: 3 Aug 0, 10 Aug 0" in drawn
    assert "5 Oct 1, 12 Oct 1, 19 Oct 1" in drawn


@pytest.mark.parametrize("word", ["goal", "target", "streak", "score", "%"])
def test_it_sets_no_goal(tend: Sandbox, word: str) -> None:
    meet_for_weeks(tend, 2)
    tend.turn_to(utc(2026, 10, 19, 9))
    assert word not in asked(tend).words.lower()


def test_one_week_is_no_picture(tend: Sandbox) -> None:
    meet_for_weeks(tend, 1)
    tend.turn_to(utc(2026, 10, 12, 9))
    assert "data_visualization" not in str(cards_of(tend, "maya")[-1].blocks)
    assert "data_visualization" not in str(asked(tend).blocks)


def test_thanks_given_are_in_it_and_thanks_received_are_not(tend: Sandbox) -> None:
    meet_for_weeks(tend, 2)
    give(tend, "maya", "@leo found out why the import broke")
    give(tend, "leo", "@maya found out why the import broke")
    tend.turn_to(utc(2026, 10, 19, 9))
    assert "Thanks given: 0 0 0 0 0 0 0 0 0 0 0 1" in asked(tend).words


def test_the_page_has_bars_since_slacks_chart_cannot_stand_there(tend: Sandbox) -> None:
    meet_for_weeks(tend, 3)
    tend.turn_to(utc(2026, 10, 26, 9))
    page = str(opened(tend).blocks)
    assert "One-on-ones held   ·········███" in page
    assert HELD in page


def test_a_slack_without_charts_gets_bars_on_the_card(tend: Sandbox) -> None:
    meet_for_weeks(tend, 3)
    tend.workspace.faults.order("chat.postMessage", Refusal("invalid_blocks"))
    tend.turn_to(utc(2026, 10, 26, 9))
    [card] = [card for card in cards_of(tend, "maya") if "Your week" in card.words][-1:]
    assert "·········███" in str(card.blocks)


def test_a_slack_without_charts_gets_bars_in_the_answer(tend: Sandbox) -> None:
    meet_for_weeks(tend, 3)
    tend.turn_to(utc(2026, 10, 26, 9))
    assert chart_on(asked(tend))
    tend.workspace.faults.order("respond", Refusal("invalid_blocks"))
    answer = asked(tend)
    assert "·········███" in str(answer.blocks)
    assert HELD in answer.words
