"""A week that was lived through: what came to whom, by whose clock, and how it read when it came."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest

from bot.platform.clock import ManualClock
from bot.sandbox.page.look import read_look
from bot.sandbox.page.parts import Painter
from bot.sandbox.page.week import Week, live_a_week
from bot.sandbox.slack.harbour import START, harbour
from bot.sandbox.slack.messages import Message
from bot.sandbox.slack.workspace import Workspace
from tests.sandbox.drawing import Parsed
from tests.sandbox.local_page import LocalPage
from tests.sandbox.local_slack import LocalSlack

Happening = Callable[[], object]


@pytest.fixture
def page(slack: LocalSlack) -> Iterator[LocalPage]:
    opened = LocalPage(slack)
    yield opened
    opened.close()


class Lived:
    """Harbour, in which things happen at moments that are set before the week begins."""

    def __init__(self) -> None:
        self.clock = ManualClock(START)
        self.workspace: Workspace = harbour(self.clock)
        self._to_come: list[tuple[datetime, Happening]] = []

    def at(self, moment: datetime, happening: Happening) -> None:
        self._to_come.append((moment, happening))

    def writes(self, handle: str, words: str) -> Message:
        talk = self.workspace.direct_message(self.workspace.person(handle))
        section = {"type": "section", "text": {"type": "mrkdwn", "text": words}}
        return self.workspace.post(talk, author=self.workspace.bot, text="A card", blocks=[section])

    def week(self) -> Week:
        return live_a_week(self.workspace, turn=self._turn)

    def read_by(self, handle: str) -> Parsed:
        painter = Painter(self.workspace)
        painter.week = self.week()
        look = read_look({"as": handle, "at": "week"}, workspace=self.workspace)
        return Parsed(painter.draw_parts(look)["stage"])

    def _turn(self, step: timedelta) -> None:
        end = self.clock.now() + step
        for moment, happening in sorted(self._to_come, key=lambda each: each[0]):
            if self.clock.now() < moment <= end:
                self.clock.turn_to(moment)
                happening()
        self.clock.turn_to(end)


def utc(day: int, hour: int) -> datetime:
    return datetime(2026, 10, day, hour, tzinfo=UTC)


def words_of(seen: Parsed) -> str:
    return " ".join(seen.words.split())


def test_each_message_stands_on_the_day_and_hour_of_whoever_got_it() -> None:
    lived = Lived()
    lived.at(utc(8, 2), lambda: lived.writes("leo", "Late in New York"))
    lived.at(utc(8, 7), lambda: lived.writes("sam", "Early in Berlin"))
    words = words_of(lived.read_by("maya"))
    assert "Wednesday 7 October LF Leo Fontaine 22:00 Late in New York Thursday 8 October" in words
    assert "Thursday 8 October SB Sam Becker 09:00 Early in Berlin Friday 9 October Nothing came." in words
    assert "What the week brought 2 messages in seven days" in words


def test_a_day_before_the_readers_own_first_day_is_shown_too() -> None:
    lived = Lived()
    lived.clock.turn_to(utc(6, 23))  # already Wednesday in Berlin
    lived.at(utc(7, 1), lambda: lived.writes("leo", "Still Tuesday"))
    assert "Tuesday 6 October LF Leo Fontaine 21:00 Still Tuesday Wednesday 7 October" in words_of(
        lived.read_by("maya")
    )


def test_it_reads_as_it_did_when_it_came() -> None:
    lived = Lived()
    card: list[Message] = []
    lived.at(utc(8, 7), lambda: card.append(lived.writes("sam", "Two things for today")))
    changed = {"type": "section", "text": {"type": "mrkdwn", "text": "On a newer card"}}
    lived.at(utc(9, 7), lambda: lived.workspace.edit(card[0], blocks=[changed]))
    words = words_of(lived.read_by("maya"))
    assert "Two things for today" in words
    assert "On a newer card" not in words


def test_what_people_say_and_what_one_alone_sees_is_not_told() -> None:
    lived = Lived()
    bot = lived.workspace.bot
    lived.at(utc(8, 7), lambda: lived.workspace.post("#general", author="leo", text="Good morning"))
    lived.at(
        utc(8, 8),
        lambda: lived.workspace.post("#general", author=bot, text="Psst", ephemeral_to="U0SAM00001"),
    )
    lived.at(utc(8, 9), lambda: lived.workspace.post("#shout-outs", author=bot, text="Thanks to all"))
    words = words_of(lived.read_by("maya"))
    assert "Good morning" not in words
    assert "Psst" not in words
    assert "#shout-outs 11:00 Thanks to all" in words


def test_one_is_led_to_the_place_as_whoever_reads_it_there() -> None:
    lived = Lived()
    lived.at(utc(8, 7), lambda: lived.writes("sam", "For Sam"))
    lived.at(
        utc(8, 9), lambda: lived.workspace.post("#shout-outs", author=lived.workspace.bot, text="Thanks")
    )
    links = [link.get("href") for link in lived.read_by("maya").all("a")]
    assert "/?as=sam&at=messages" in links
    assert "/?as=maya&at=C0SHOUTS01" in links


def test_words_stay_words_and_only_the_first_lines_are_told() -> None:
    lived = Lived()
    lived.at(utc(8, 7), lambda: lived.writes("sam", "<script>alert(1)</script>\ntwo\n\nthree\nfour"))
    seen = lived.read_by("maya")
    assert seen.all("script") == []
    assert "<script>alert(1)</script>" in seen.words
    assert "three" in seen.words
    assert "four" not in seen.words


def test_a_quiet_week_has_eight_days_of_nothing() -> None:
    assert words_of(Lived().read_by("maya")).count("Nothing came.") == 8


def test_the_button_lives_a_week_and_leads_to_it(page: LocalPage) -> None:
    assert "seven days pass, and here stands" in page.looks("as=leo&at=week").words
    answer = page.posts("clock", {"as": "leo", "step": "lived"})
    assert answer.headers["HX-Redirect"] == "/?as=leo&at=week"
    assert page.slack.clock.now() == START + timedelta(days=7)
    assert "0 messages in seven days" in page.looks("as=leo&at=week").words
    assert "What the week brought" in page.looks("as=leo&at=home").words
    page.posts("reset", {"as": "leo"})
    assert "What the week brought" not in page.looks("as=leo&at=home").words


def test_another_site_can_let_no_week_pass(page: LocalPage) -> None:
    answer = page.client.post("/page/clock", data={"as": "leo", "step": "lived"})
    assert (answer.status_code, "HX-Redirect" in answer.headers) == (403, False)
    assert page.slack.clock.now() == START
