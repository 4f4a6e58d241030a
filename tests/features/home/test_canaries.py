"""What others keep to themselves about a person never stands on that person's tab, on any page of it."""

from collections.abc import Callable

import pytest

from bot.features.home import tab
from bot.features.home.pages import Pages
from bot.features.people.reader import reader_of
from bot.sandbox.sandbox import Sandbox
from tests.features.follow_ups.noting import note
from tests.features.home.looking import WORKSPACE
from tests.features.one_on_ones.agendas import add, share_a_series
from tests.features.one_on_ones.test_canaries import add_alone
from tests.features.reconnections.reaching import TENSE, reconnect
from tests.features.shoutouts.thanking import choose, give, previewed

SAM = "U0SAM00001"


def everything_on(tend: Sandbox, person_id: str) -> str:
    """All pages of somebody's tab at once, ids and values included."""
    with tend.database.reading() as session:
        reader = reader_of(session, WORKSPACE, person_id, now=tend.now())
        return str(tab.view(session, reader, Pages(is_everything=True)))


def draft_a_shout_out(tend: Sandbox) -> None:
    previewed(tend, "maya", "@sam canary of a draft")


def prefer_no_thanks(tend: Sandbox) -> None:
    choose(tend, "sam", "Not this way")
    give(tend, "maya", "@sam canary that is not to reach him")


KEPT: dict[str, Callable[[Sandbox], None]] = {
    "a private item": lambda tend: add_alone(tend, "canary of an item"),
    "a promise about somebody": lambda tend: note(tend, "maya", "canary for @sam"),
    "a draft": draft_a_shout_out,
    "thanks that were not to come": prefer_no_thanks,
}


@pytest.mark.parametrize("kept", KEPT.values(), ids=list(KEPT))
def test_what_one_keeps_stands_on_ones_own_tab_at_most(
    tend: Sandbox, kept: Callable[[Sandbox], None]
) -> None:
    share_a_series(tend)
    kept(tend)
    assert "canary" not in everything_on(tend, SAM)
    add(tend, "maya", "@sam canary that both see")
    assert "canary that both see" in everything_on(tend, SAM)


def test_how_it_is_from_ones_side_changes_nothing_on_the_others_tab(tend: Sandbox) -> None:
    share_a_series(tend)
    before = everything_on(tend, SAM)
    reconnect(tend, "maya", "sam", TENSE)
    tend.hands("maya").close(tend.workspace.modal_of("maya"), all_of_them=True)
    tend.hands("maya").types("/tend report @sam")
    tend.hands("maya").types("/reconnect talked @sam")
    assert everything_on(tend, SAM) == before


def test_whether_the_other_has_paused_or_stopped_shows_nowhere(tend: Sandbox) -> None:
    share_a_series(tend)
    before = everything_on(tend, SAM)
    tend.hands("maya").types("/tend pause")
    assert everything_on(tend, SAM) == before
    tend.hands("maya").types("/tend stop")
    assert everything_on(tend, SAM) == before
