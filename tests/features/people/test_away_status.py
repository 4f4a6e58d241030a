"""A Slack status says when somebody is away, if they have chosen so, and only if it says just that."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.features.people.away_status import WITHOUT_END, away_until
from bot.features.people.models import Enrolment
from bot.sandbox.sandbox import Sandbox, utc
from tests.features.follow_ups.noting import note
from tests.features.one_on_ones.arranging import MAYA, WORKSPACE, cards_of
from tests.features.shoutouts.thanking import modal_of

NOW = utc(2026, 10, 7, 9)
FRIDAY = utc(2026, 10, 9, 22)
WANTED = "My Slack status says when I am away"


def status(text: str = "", emoji: str = "", expiration: object = 0) -> dict[str, object]:
    return {"status_text": text, "status_emoji": emoji, "status_expiration": expiration}


def heed(tend: Sandbox, handle: str = "maya", *choices: str) -> None:
    """Save the settings with these extras."""
    hands = tend.hands(handle)
    hands.types("/tend settings")
    form = modal_of(tend, handle)
    hands.choose(form, "What else do you want?", list(choices))
    assert hands.submit(form) is None


def chosen(tend: Sandbox) -> Enrolment:
    with tend.database.reading() as session:
        return session.get_one(Enrolment, (WORKSPACE, MAYA))


AWAY = [
    # In English.
    "On vacation",
    "Vacation",
    "vacation until Monday",
    "Vacation, back on the 3rd",
    "Vacation 3-14 Aug",
    "Vacation 🌴🌴",
    "🌴 vacation",
    "Vacationing",
    "on vacation in Italy, ask Leo",
    "I’m on vacation!",
    "Until Friday on leave",
    "Lisbon – on vacation",
    "Gone (on vacation)",
    "enjoying my summer vacation",
    "out of office until Monday",
    "Out of office: ring Leo",
    "OOO",
    "OOO | back 5 Jan",
    "ooo - ask Leo",
    "PTO through Thursday",
    "Parental leave",
    "On parental leave since May",
    "Out sick",
    "out sick today",
    "sick",
    "sick today",
    "Sick in bed",
    "Feeling unwell.",
    "Kids sick",
    "taking a day off",
    "On vacation until next week",
    "Out sick, back tomorrow",
    "OOO, back next month",
    "PTO, returning in the office next week",
    "On vacation until the end of next week",
    "Out sick, not back before next week",
    "OOO, see you next week",
    # Auf Deutsch.
    "Urlaub",
    "im Urlaub",
    "Im Urlaub bis 14.8.",
    "Ich bin im Urlaub in Italien",
    "Bis Freitag im Urlaub",
    "Urlaub vom 3. bis 14.",
    "Urlaub: bei Fragen an Leo",
    "Krank",
    "heute leider krank",
    "Kind krank",
    "krankgeschrieben bis Mittwoch",
    "Elternzeit bis Mai",
    "Nicht im Büro",
    "abwesend, zurück am Montag",
    "Im Urlaub bis nächste Woche",
    "Im Urlaub bis Ende nächste Woche",
    "Krank, morgen wieder da",
    "Krank, morgen bin ich wieder im Büro",
    "abwesend, erst übermorgen zurück",
]
AT_WORK = [
    # In English.
    "Vacation tracker team",
    "vacation policy owner",
    "Vacation-tracker rollout",
    "The vacation planner",
    "sick beats",
    "Sick & tired",
    "sick of meetings",
    "a sick release",
    "Classicks",
    "PTO requests desk",
    "Time off requests: ask me",
    "OOO bot maintainer",
    "On leave policy duty",
    "Vacation soon",
    "Vacation tomorrow",
    "Vacation tomorrow, back next week",
    "On leave from next week",
    "On vacation from tomorrow until next month",
    "OOO next month",
    "OOO, from tomorrow",
    "Back tomorrow",
    "Working until tomorrow, then on vacation",
    "vacation's over",
    "on vacation next week",
    "Dreaming of being on vacation",
    "not on vacation",
    "3 days until vacation next week",
    "Back from vacation, sick of next week already",
    "In a meeting",
    # Auf Deutsch.
    "Urlaubsplanung",
    "Urlaub beantragen? Frag mich",
    "Urlaubskalender",
    "Team Urlaub und Abwesenheit",
    "Krankenkasse",
    "krank gute Musik",
    "Elternzeit beraten",
    "bald im Urlaub",
    "noch 3 Tage bis Urlaub",
    "Morgen krank, Scherz",
    "Ab nächste Woche im Urlaub",
    "Nächste Woche Urlaub, wieder mal",
    "zurück aus dem Urlaub",
    "Urlaub, ab nächste Woche",
    "Urlaub ab morgen, zurück nächste Woche",
    "Ab morgen wieder im Urlaub",
    "Bis morgen",
    "",
]


@pytest.mark.parametrize("text", AWAY)
def test_a_status_that_says_so_counts(text: str) -> None:
    assert away_until(status(text), now=NOW) == WITHOUT_END


@pytest.mark.parametrize("text", AT_WORK)
def test_the_same_words_about_work_or_about_another_day_do_not(text: str) -> None:
    assert away_until(status(text), now=NOW) is None


@given(
    text=st.text(max_size=100) | st.lists(st.sampled_from([*AWAY, *AT_WORK, "-", ",", "until"])).map(" ".join)
)
def test_any_status_is_read_at_once(text: str) -> None:
    assert away_until(status(text[:100]), now=NOW) in (None, WITHOUT_END)


@pytest.mark.parametrize("emoji", [":palm_tree:", ":face_with_thermometer:"])
def test_emoji_count_alone_and_beside_words_of_any_kind(emoji: str) -> None:
    assert away_until(status("", emoji), now=NOW) == WITHOUT_END
    assert away_until(status("Ask Leo", emoji), now=NOW) == WITHOUT_END
    assert away_until(status("Back next week", emoji), now=NOW) == WITHOUT_END
    assert away_until(status("Next week!", emoji), now=NOW) is None


@pytest.mark.parametrize(
    ("text", "emoji"),
    [
        ("Happy Diwali", ":diya_lamp:"),
        ("Happy holidays", ":palm_tree:"),
        ("Frohe Weihnachten", ":christmas_tree:"),
        ("Back from vacation", ":palm_tree:"),
        ("Vacation tomorrow, back next week", ":palm_tree:"),
        ("Morgen wieder Urlaub", ":palm_tree:"),
        ("In a meeting", ":spiral_calendar_pad:"),
        ("Working remotely", ":house_with_garden:"),
        ("", ""),
    ],
)
def test_wishes_plans_and_work_do_not(text: str, emoji: str) -> None:
    assert away_until(status(text, emoji), now=NOW) is None


def test_it_lasts_as_long_as_the_status_does() -> None:
    assert away_until(status("sick", expiration=int(FRIDAY.timestamp())), now=NOW) == FRIDAY
    assert away_until(status("sick", expiration=int(NOW.timestamp()) - 1), now=NOW) is None


@pytest.mark.parametrize("odd", [None, "soon", -5, 10**30, "", [1]])
def test_an_end_that_makes_no_sense_is_none(odd: object) -> None:
    assert away_until(status("sick", expiration=odd), now=NOW) == WITHOUT_END


def test_a_profile_with_nothing_in_it_says_nothing() -> None:
    assert away_until({"status_text": None, "status_emoji": None}, now=NOW) is None


def test_whoever_is_away_gets_no_card_until_the_status_ends(tend: Sandbox) -> None:
    note(tend, "maya", "call Leo")
    heed(tend, "maya", WANTED)
    until = tend.now() + timedelta(days=5)
    tend.hands("maya").changes_profile(status_text="On vacation", status_expiration=int(until.timestamp()))
    tend.let_days_pass(4)
    assert cards_of(tend, "maya") == []
    tend.let_days_pass(3)
    assert len(cards_of(tend, "maya")) == 1
    assert tend.now() > until


def test_a_status_without_an_end_holds_until_it_changes(tend: Sandbox) -> None:
    note(tend, "maya", "call Leo")
    heed(tend, "maya", WANTED)
    tend.hands("maya").changes_profile(status_text="Krank", status_emoji=":face_with_thermometer:")
    tend.let_days_pass(21)
    assert cards_of(tend, "maya") == []
    tend.hands("maya").changes_profile(status_text="", status_emoji="")
    tend.let_days_pass(3)
    assert len(cards_of(tend, "maya")) == 1


def test_the_words_of_a_status_are_kept_nowhere(tend: Sandbox) -> None:
    heed(tend, "maya", WANTED)
    tend.hands("maya").changes_profile(status_text="sick, canary")
    assert chosen(tend).away_until == WITHOUT_END
    with tend.database.reading() as session:
        stored = [repr(tuple(row)) for row in session.connection().exec_driver_sql("SELECT * FROM people")]
        stored += [
            repr(tuple(row)) for row in session.connection().exec_driver_sql("SELECT * FROM enrolments")
        ]
    assert stored
    assert not [row for row in stored if "canary" in row]


def test_nobody_elses_status_is_looked_at(tend: Sandbox) -> None:
    note(tend, "maya", "call Leo")
    tend.hands("maya").changes_profile(status_text="On vacation")
    assert chosen(tend).away_until is None
    tend.let_days_pass(2)
    assert len(cards_of(tend, "maya")) == 1


def test_choosing_it_no_longer_ends_it(tend: Sandbox) -> None:
    note(tend, "maya", "call Leo")
    heed(tend, "maya", WANTED)
    tend.hands("maya").changes_profile(status_text="On vacation")
    heed(tend, "maya")
    assert chosen(tend).away_until is None
    tend.let_days_pass(2)
    assert len(cards_of(tend, "maya")) == 1
