"""What is typed behind /1on1 is understood in any sensible order, or answered with a sentence."""

from datetime import time
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.features.one_on_ones.models import Rhythm, Role
from bot.features.one_on_ones.recurrence import LAST
from bot.features.one_on_ones.spoken.understood import NotUnderstood, Spoken, understand
from bot.features.one_on_ones.spoken.zones import MINE, THEIRS

ANA = "<@U0ANA00001|ana>"


@pytest.mark.parametrize("order", list(permutations((ANA, "weekly", "tuesday", "10:00"))))
def test_the_order_does_not_matter(order: tuple[str, ...]) -> None:
    assert understand(" ".join(order)) == Spoken("U0ANA00001", rhythm=Rhythm.WEEKLY, weekday=1, at=time(10))


@pytest.mark.parametrize(
    ("said", "understood"),
    [
        ("tue", {"weekday": 1}),
        ("Thurs, 2PM", {"weekday": 3, "at": time(14)}),
        ("2:30 p.m. fri", {"weekday": 4, "at": time(14, 30)}),
        ("at 9", {"at": time(9)}),
        ("9.15", {"at": time(9, 15)}),
        ("9h30", {"at": time(9, 30)}),
        ("at 10 o'clock", {"at": time(10)}),
        ("12am", {"at": time(0)}),
        ("12 pm", {"at": time(12)}),
        ("noon", {"at": time(12)}),
        ("every tuesday", {"rhythm": Rhythm.WEEKLY, "weekday": 1}),
        ("Tuesdays", {"rhythm": Rhythm.WEEKLY, "weekday": 1}),
        ("every week", {"rhythm": Rhythm.WEEKLY}),
        ("every other week on monday", {"rhythm": Rhythm.FORTNIGHTLY, "weekday": 0}),
        ("every 2 weeks", {"rhythm": Rhythm.FORTNIGHTLY}),
        ("biweekly", {"rhythm": Rhythm.FORTNIGHTLY}),
        ("once a month", {"rhythm": Rhythm.MONTHLY}),
        ("first tuesday", {"rhythm": Rhythm.MONTHLY, "ordinal": 1, "weekday": 1}),
        ("the last friday of the month", {"rhythm": Rhythm.MONTHLY, "ordinal": LAST, "weekday": 4}),
        ("monthly 2nd wed", {"rhythm": Rhythm.MONTHLY, "ordinal": 2, "weekday": 2}),
        ("weekly for 50 minutes", {"rhythm": Rhythm.WEEKLY, "minutes": 50}),
        ("15min", {"minutes": 15}),
        ("weekly weekly", {"rhythm": Rhythm.WEEKLY}),
        ("every 1 week", {"rhythm": Rhythm.WEEKLY}),
        ("40 minutes", {"minutes": 40}),
        ("quarterly", {"rhythm": Rhythm.QUARTERLY}),
        ("growth", {"rhythm": Rhythm.QUARTERLY}),
        ("every 3 months", {"rhythm": Rhythm.QUARTERLY}),
        ("peer", {"other_is": Role.PEER}),
        ("with my manager", {"other_is": Role.LEAD}),
        ("with my manager's manager", {"other_is": Role.SKIP_LEAD}),
        ("my boss’s boss", {"other_is": Role.SKIP_LEAD}),
        ("a report of my report", {"other_is": Role.SKIP_REPORT}),
        ("skip level", {"is_skip_level": True}),
        ("skip-level with my manager", {"is_skip_level": True, "other_is": Role.SKIP_LEAD}),
        ("skip-level report", {"is_skip_level": True, "other_is": Role.SKIP_REPORT}),
        ("on their time", {"clock": THEIRS}),
        ("my time", {"clock": MINE}),
        ("Europe/lisbon", {"clock": "Europe/Lisbon"}),
        ("in Lisbon", {"clock": "Europe/Lisbon"}),
        ("lisbon time", {"clock": "Europe/Lisbon"}),
        ("tue 10:00 new york time", {"weekday": 1, "at": time(10), "clock": "America/New_York"}),
        ("in New York at 10", {"at": time(10), "clock": "America/New_York"}),
        ("in São Paulo", {"clock": "America/Sao_Paulo"}),
        ("in port of spain", {"clock": "America/Port_of_Spain"}),
        ("UTC", {"clock": "UTC"}),
    ],
)
def test_words_are_understood(said: str, understood: dict[str, object]) -> None:
    assert understand(f"{ANA} {said}") == Spoken("U0ANA00001", **understood)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("weekly tuesday 10:00", "Name one person with @"),
        (f"{ANA} and <@U0LEO00001|leo> weekly", "A one-on-one is for two."),
        (f"{ANA} tuesday 25:00", '"25:00" is not a time of day.'),
        (f"{ANA} tuesday 10:60", '"10:60" is not a time of day.'),
        (f"{ANA} 13pm", '"13pm" is not a time of day.'),
        (f"{ANA} 0am", '"0am" is not a time of day.'),
        (f"{ANA} 10:00-10:30", '"10:00-10:30" is not a time of day.'),
        (f"{ANA} banana", 'I don\'t understand "banana".'),
        (f"{ANA} &lt;script&gt;", 'I don\'t understand "<script>".'),
        ("@anna weekly", "I don't know who @anna is."),
        (f"{ANA} tuesday friday", '"friday" is the second'),
        (f"{ANA} 10:00 11:00", '"11:00" is the second'),
        (f"{ANA} weekly first tuesday", "goes with monthly"),
        (f"{ANA} 31st of every month", 'I go by weekdays, so there is no "31st".'),
        (f"{ANA} monthly fifth tuesday", "the first, second, third, fourth or last one of a month"),
        (f"{ANA} every 0 days", '"every 0 days" is not a rhythm I keep. Choose weekly, fortnightly, monthly'),
        (f"{ANA} every 3 weeks", '"every 3 weeks" is not a rhythm I keep.'),
        (f"{ANA} daily 10:00", '"daily" is not a rhythm I keep.'),
        (f"{ANA} every day at 10", '"every day" is not a rhythm I keep.'),
        (f"{ANA} twice a week", '"twice a week" is not a rhythm I keep.'),
        (f"{ANA} in atlantis", '"atlantis" is not a time zone I know.'),
        (f"{ANA} europe/atlantis", '"europe/atlantis" is not a time zone I know.'),
        (f"{ANA} in the morning", 'I don\'t understand "in".'),
        (f"{ANA} in lisbon their time", '"theirs" is the second'),
        (f"{ANA} skip-level peer", '"peer" is the second'),
        (f"{ANA} 35 minutes", "15, 25, 30, 40, 45, 50 or 60 minutes"),
    ],
)
def test_what_is_not_understood_is_answered_with_a_sentence(said: str, answer: str) -> None:
    with pytest.raises(NotUnderstood) as refused:
        understand(said)
    assert answer in refused.value.words


def test_an_endless_word_does_not_push_the_answer_off_the_screen() -> None:
    with pytest.raises(NotUnderstood) as refused:
        understand(f"{ANA} {'x' * 5000}")
    assert len(refused.value.words) < 300


WORDS = st.sampled_from(
    (
        "weekly",
        "monthly",
        "first",
        "second",
        "tuesday",
        "fri",
        "at",
        "10",
        "2pm",
        "9:30",
        "25 min",
        "every",
        "in",
        "their",
        "time",
        "skip-level",
        "manager",
        "peer",
        ANA,
    )
)


@given(st.lists(WORDS | st.text(max_size=6), max_size=8))
def test_anything_at_all_is_understood_or_refused_in_words(said: list[str]) -> None:
    understood = refused = None
    try:
        understood = understand(f"{ANA} {' '.join(said)}")
    except NotUnderstood as no:
        refused = no
    assert (understood is not None and understood.person_id == "U0ANA00001") or (refused and refused.words)
