"""A Slack status says when somebody is away, if they have chosen so, and only if it says just that."""

from datetime import timedelta

import pytest

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


@pytest.mark.parametrize(
    "text",
    [
        "On vacation",
        "Vacationing",
        "out of office until Monday",
        "OOO",
        "Parental leave",
        "Out sick",
        "sick",
        "im Urlaub",
        "Krank",
        "Elternzeit bis Mai",
    ],
)
def test_words_for_being_away_count(text: str) -> None:
    assert away_until(status(text), now=NOW) == WITHOUT_END


@pytest.mark.parametrize("emoji", [":palm_tree:", ":face_with_thermometer:"])
def test_emoji_count_alone_and_beside_words_of_any_kind(emoji: str) -> None:
    assert away_until(status("", emoji), now=NOW) == WITHOUT_END
    assert away_until(status("Ask Leo", emoji), now=NOW) == WITHOUT_END


@pytest.mark.parametrize(
    ("text", "emoji"),
    [
        ("Happy Diwali", ":diya_lamp:"),
        ("Happy holidays", ":palm_tree:"),
        ("Frohe Weihnachten", ":christmas_tree:"),
        ("Back from vacation", ":palm_tree:"),
        ("Vacation soon", ""),
        ("noch 3 Tage bis Urlaub", ""),
        ("Classicks", ""),
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
    tend.hands("maya").changes_profile(status_text="sick canary")
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
