"""What somebody began can be ended, and thanks refused, whatever is switched off or tried out."""

from collections.abc import Callable, Iterator

import pytest

from bot.features.one_on_ones.models import Series
from bot.features.shoutouts.models import ThanksPreference
from bot.sandbox.sandbox import Sandbox
from tests.conftest import KEY
from tests.features.home.looking import opened, press, read, start
from tests.features.one_on_ones import addressing
from tests.features.one_on_ones.arranging import invitations_of, set_up
from tests.features.shoutouts.thanking import WORDS, asked, choose, give, modal_of
from tests.features.workspace.deciding import switch_off, words_of
from tests.features.workspace.test_pilot import TRIED_OUT, open_to_all, try_out

Close = Callable[[Sandbox], None]


def off_the_list(tend: Sandbox) -> None:
    try_out(tend, "maya")


def without_shout_outs(tend: Sandbox) -> None:
    switch_off(tend, "Shout-outs")


def without_one_on_ones(tend: Sandbox) -> None:
    switch_off(tend, "One-on-ones")


def chosen_by(tend: Sandbox, handle: str) -> list[str | None]:
    person_id = tend.workspace.person(handle).id
    with tend.database.reading() as session:
        return [row.way for row in session.query(ThanksPreference).filter_by(person_id=person_id)]


@pytest.fixture
def reachable(sqlite_url: str) -> Iterator[Sandbox]:
    sandbox = addressing.Reachable(database_url=sqlite_url, encryption_key=KEY)
    yield sandbox
    sandbox.stop()


@pytest.mark.parametrize("close", [off_the_list, without_shout_outs])
def test_whoever_is_thanked_says_how_thanks_reach_them(tend: Sandbox, close: Close) -> None:
    give(tend, "maya", f"@ana {WORDS}")
    question = asked(tend)
    close(tend)
    tend.hands("ana").press(question, "Not this way")
    assert chosen_by(tend, "ana") == ["not_this_way"]
    choose(tend, "ana", "To me")
    assert chosen_by(tend, "ana") == ["to_me"]


@pytest.mark.parametrize("close", [off_the_list, without_shout_outs])
def test_they_find_it_on_their_home_tab_too(tend: Sandbox, close: Close) -> None:
    start(tend, "ana")
    close(tend)
    tend.hands("ana").press(opened(tend, "ana"), "How thanks reach me")
    assert "When somebody thanks you, how shall it reach you?" in words_of(modal_of(tend, "ana"))


def test_whoever_never_began_finds_it_there_and_no_data_of_theirs(tend: Sandbox) -> None:
    off_the_list(tend)
    assert "How thanks reach me" in words_of(opened(tend, "ana"))
    assert "My data" not in words_of(opened(tend, "ana"))


def test_whoever_is_taken_off_the_list_stops_and_sees_what_is_kept(tend: Sandbox) -> None:
    start(tend, "ana")
    off_the_list(tend)
    home = opened(tend, "ana")
    tend.hands("ana").press(home, "My data")
    assert "settings" in words_of(modal_of(tend, "ana"))
    tend.hands("ana").close(modal_of(tend, "ana"))
    press(tend, "ana", "Stop")
    assert "home.stop" not in words_of(opened(tend, "ana"))
    open_to_all(tend)
    opened(tend, "ana")
    assert "Stopped." in read(tend, "ana")


def test_whoever_is_off_the_list_thanks_back_and_does_nothing_else(tend: Sandbox) -> None:
    off_the_list(tend)
    give(tend, "maya", f"@ana {WORDS}")
    [listed] = tend.hands("ana").types("/shoutout received")
    tend.hands("ana").press(listed, "Thank them back")
    assert any("thank" in message.words.lower() for message in tend.workspace.in_dm("maya"))
    assert TRIED_OUT in tend.hands("ana").types(f"/shoutout @maya {WORDS}").words


@pytest.mark.parametrize("close", [off_the_list, without_one_on_ones])
@pytest.mark.parametrize("answer", ["Not this one", "Not through Tend"])
def test_an_invitation_is_declined(tend: Sandbox, close: Close, answer: str) -> None:
    set_up(tend, "@ana weekly tuesday 10:00")
    [invitation] = invitations_of(tend, "ana")
    close(tend)
    tend.hands("ana").press(invitation, answer)
    with tend.database.reading() as session:
        assert session.query(Series).one().answer == answer.lower()


@pytest.mark.parametrize("close", [off_the_list, without_one_on_ones])
def test_nothing_stands_behind_a_calendars_address_and_it_is_stopped(
    reachable: Sandbox, close: Close
) -> None:
    tend = reachable
    set_up(tend, "@leo weekly tuesday 10:00", by="ana")
    address = addressing.made(tend, "ana")
    assert addressing.fetch(address)[0] == 200
    close(tend)
    assert addressing.fetch(address)[0] == 404
    open_to_all(tend)
    switch_off(tend)
    assert addressing.fetch(address)[0] == 200
    close(tend)
    addressing.press(tend, "Stop it", "ana")
    open_to_all(tend)
    switch_off(tend)
    assert addressing.fetch(address)[0] == 404
