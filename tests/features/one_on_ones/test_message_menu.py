"""*Add to a one-on-one* takes a message's words only where they are one's own or public; else a link."""

import pytest

from bot.sandbox.sandbox import Sandbox
from bot.sandbox.slack.channels import Channel
from bot.sandbox.slack.views import View
from tests.features.one_on_ones.agendas import agenda_of, read, share_a_series
from tests.features.one_on_ones.arranging import set_up

NAME = "Add to a one-on-one"
WORDS = "What do you want to talk about?"


def from_menu(tend: Sandbox, handle: str, *, by: str, said: str, channel: str) -> View:
    """The form, opened from the menu of a message that ``by`` said."""
    message = tend.hands(by).says(said, channel=channel)
    tend.hands(handle).shortcut(NAME, message)
    return tend.workspace.modal_of(handle)


def test_ones_own_words_are_there_to_start_from_and_go_on_the_agenda_with_a_link(tend: Sandbox) -> None:
    share_a_series(tend)
    form = from_menu(tend, "maya", by="maya", said="We should talk about hiring", channel="#project-tide")
    assert "We should talk about hiring" in read(form)
    tend.hands("maya").submit(form)
    page = read(agenda_of(tend, "sam"))
    assert "We should talk about hiring" in page
    assert "From a message" in page


def test_a_public_message_of_somebody_else_is_there_to_start_from(tend: Sandbox) -> None:
    share_a_series(tend)
    form = from_menu(tend, "maya", by="sam", said="The import broke again", channel="#general")
    assert "The import broke again" in read(form)


def test_what_somebody_else_said_in_private_stays_where_it_is(tend: Sandbox) -> None:
    share_a_series(tend)
    group = tend.workspace.add_channel(private_channel(tend))
    form = from_menu(tend, "maya", by="sam", said="canary in private", channel=f"#{group.name}")
    assert "canary" not in read(form)
    hands = tend.hands("maya")
    hands.choose(form, WORDS, "what Sam said there")
    assert hands.submit(form) is None
    assert "From a message" in read(tend.workspace.modal_of("maya"))


def test_with_several_one_on_ones_it_asks_with_whom_and_the_author_comes_first(tend: Sandbox) -> None:
    set_up(tend, "@priya weekly thursday 11:00")
    share_a_series(tend)
    form = from_menu(tend, "maya", by="sam", said="The import broke again", channel="#general")
    assert read(form).index("Sam Becker") < read(form).index("Priya Raman")
    hands = tend.hands("maya")
    hands.choose(form, "With whom?", "Priya Raman")
    assert hands.submit(form) is None
    assert "The import broke again" in read(tend.workspace.modal_of("maya"))
    assert "import" not in read(agenda_of(tend, "sam"))


def test_without_a_one_on_one_it_says_how_to_set_one_up(tend: Sandbox) -> None:
    form = from_menu(tend, "maya", by="sam", said="The import broke again", channel="#general")
    assert "You have no one-on-one yet." in read(form)


@pytest.mark.parametrize("length", [500, 501])
def test_a_message_that_is_too_long_is_linked_and_not_cut(tend: Sandbox, length: int) -> None:
    share_a_series(tend)
    form = from_menu(tend, "maya", by="maya", said="x" * length, channel="#general")
    assert ("x" * 500 in read(form)) == (length == 500)


def private_channel(tend: Sandbox) -> Channel:
    """A private channel with Maya and Sam in it; its id looks like any other."""
    members = [tend.workspace.person(name).id for name in ("maya", "sam")]
    return Channel("C0PRIVATE1", "a-quiet-corner", members=members, is_private=True)
