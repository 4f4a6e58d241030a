"""What was shown before: for others of late, and how long ago in working days."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.features.questions.history import Shown, shown_for_others, workdays_between
from tests.features.questions.asking import START, WEEK, picked


def test_what_a_manager_asked_others_counts_for_four_weeks_and_what_they_asked_the_same_report_does_not():
    shown = [Shown("Q0", START - WEEK, "sam"), Shown("Q1", START - WEEK, "ana")]
    assert shown_for_others(shown, about="ana", now=START) == {"Q0"}
    assert shown_for_others(shown, about="ana", now=START + 3 * WEEK) == set()


def test_nine_reports_get_a_question_a_week_for_a_year_and_no_two_the_same_in_four_weeks():
    reports = [f"report {number}" for number in range(9)]
    shown: list[Shown] = []
    for week in range(52):
        for number, report in enumerate(reports):
            now = START + week * WEEK + timedelta(days=number % 3, minutes=number)
            others = shown_for_others(shown, about=report, now=now)
            question = picked(shown, about=report, now=now, recently_asked_of_others=others)
            shown.append(Shown(question.id, now, report))
    for row in shown:
        for other in shown:
            if other.question_id == row.question_id and other.about != row.about:
                assert abs(other.shown_at - row.shown_at) >= timedelta(days=28)
    for report in reports:
        own = [row.question_id for row in shown if row.about == report]
        apart = min(
            later - place
            for place, a in enumerate(own)
            for later, b in enumerate(own)
            if a == b and later > place
        )
        assert apart >= 5


@given(st.dates(), st.integers(0, 40))
def test_working_days_are_counted_as_one_would_on_the_fingers(day, later):
    try:
        end = day + timedelta(days=later)
    except OverflowError:
        return
    counted = sum((day + timedelta(days=n)).weekday() < 5 for n in range(1, later + 1))
    assert workdays_between(day, end) == counted
    assert workdays_between(end, day) == 0
