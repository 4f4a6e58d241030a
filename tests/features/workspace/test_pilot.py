"""While Tend is tried out, those on the list use it; all others look like people who have not answered."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from bot.features.people.models import Enrolment
from bot.features.workspace import pilot
from bot.features.workspace.jobs import read_one_pilot_channel
from bot.platform.slack.gateway import WebGateway
from bot.sandbox.hands.filling import Value
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.slack.faults import RateLimit, Refusal
from tests.features.follow_ups.noting import cards_of, note
from tests.features.shoutouts.thanking import give, modal_of, posts
from tests.features.workspace.deciding import TEAM, decide, words_of

TRIED_OUT = "Tend is being tried out by a few people here first."


def try_out(tend: Sandbox, *people: str, channels: tuple[str, ...] = ()) -> None:
    answers: dict[str, Value] = {
        "Who can use Tend?": "Only the people and channels named here",
        "People": list(people) or None,
        "Everybody in these channels": list(channels) or None,
    }
    assert decide(tend, "Who can use Tend", answers) is None


def open_to_all(tend: Sandbox) -> None:
    assert decide(tend, "Who can use Tend", {"Who can use Tend?": "Everybody in this workspace"}) is None


def may_use(tend: Sandbox, handle: str) -> bool:
    with tend.database.reading() as session:
        return pilot.may_use(session, TEAM, tend.workspace.person(handle).id)


@pytest.mark.parametrize(
    "line",
    ["/1on1", "/shoutout @ana thanks", "/reconnect @ana", "/followups call Leo", "/digest", "/tend hour 9"],
)
def test_whoever_is_not_on_the_list_gets_one_sentence_and_nothing_is_kept(tend: Sandbox, line: str) -> None:
    try_out(tend, "maya", "ana")
    seen = tend.hands("leo").types(line)
    assert TRIED_OUT in seen.words
    assert seen.modal is None
    with tend.database.reading() as session:
        assert session.query(Enrolment).count() == 0
    assert TRIED_OUT not in tend.hands("ana").types(line).words


def test_help_and_stop_are_for_everybody(tend: Sandbox) -> None:
    try_out(tend, "ana")
    assert "/tend pause 2 weeks" in tend.hands("leo").types("/tend help").words
    assert "Stopped." in tend.hands("leo").types("/tend stop").words


def test_an_admin_who_is_not_on_the_list_still_decides(tend: Sandbox) -> None:
    try_out(tend, "ana")
    assert TRIED_OUT in tend.hands("maya").types("/followups").words
    open_to_all(tend)
    assert TRIED_OUT not in tend.hands("maya").types("/followups").words


def test_presses_forms_and_shortcuts_say_so_too(tend: Sandbox) -> None:
    note(tend, "leo", "call Ana")
    tend.let_days_pass(2)
    [card] = cards_of(tend, "leo")
    message = tend.hands("ana").says("I will send it")
    hands = tend.hands("leo")
    hands.types("/tend settings")
    form = modal_of(tend, "leo")
    try_out(tend, "ana")
    assert TRIED_OUT in str(hands.submit(form))
    hands.close(form)
    assert TRIED_OUT in hands.press(card, "Done").words
    assert TRIED_OUT in hands.shortcut("Follow up on this", message).words


def test_the_home_tab_says_so_and_has_nothing_to_press_that_keeps_anything(tend: Sandbox) -> None:
    note(tend, "leo", "call Ana")
    try_out(tend, "ana")
    tend.hands("leo").opens_home()
    home = tend.workspace.home_of("leo")
    assert TRIED_OUT in words_of(home)
    assert "call Ana" not in words_of(home)
    tend.hands("leo").press(home, "What I would keep")
    assert TRIED_OUT not in words_of(tend.workspace.modal_of("leo"))
    open_to_all(tend)
    tend.hands("leo").opens_home()
    assert "call Ana" in words_of(tend.workspace.home_of("leo"))


def test_nothing_reaches_them_and_all_is_as_it_was_afterwards(tend: Sandbox) -> None:
    note(tend, "leo", "call Ana")
    try_out(tend, "ana")
    tend.let_days_pass(10)
    assert tend.workspace.in_dm("leo") == []
    open_to_all(tend)
    tend.let_days_pass(3)
    assert cards_of(tend, "leo")


@pytest.mark.parametrize("line", ["/1on1 @leo weekly friday 10:00", "/shoutout @leo found the bug"])
def test_to_others_they_look_like_somebody_who_has_not_answered(tend: Sandbox, line: str) -> None:
    try_out(tend, "ana", "leo", "maya")
    with_leo_in = tend.hands("ana").types(line).words
    try_out(tend, "ana", "maya")
    with_noor_out = tend.hands("ana").types(line.replace("@leo", "@noor").replace("friday", "monday")).words
    swapped = with_noor_out.replace("U0NOOR0001", "U0LEO00001").replace("Noor Haddad", "Leo Fontaine")
    for day in ("Friday 9 October", "Monday 12 October"):
        swapped, with_leo_in = swapped.replace(day, "DAY"), with_leo_in.replace(day, "DAY")
    assert swapped.replace("Monday", "Friday") == with_leo_in


def test_whoever_is_thanked_reads_nothing_privately_but_can_take_it_down(tend: Sandbox) -> None:
    try_out(tend, "ana")
    give(tend, "ana", "@leo found out why the import broke")
    assert len(posts(tend)) == 1
    tend.let_days_pass(3)
    assert tend.workspace.in_dm("leo") == []
    [listed] = tend.hands("leo").types("/shoutout received")
    tend.hands("leo").press(listed, "Take it down")
    assert posts(tend) == []


def test_a_channels_members_are_on_the_list_when_it_is_chosen_and_daily_after(tend: Sandbox) -> None:
    tide = tend.workspace.channel("#project-tide")
    tide.members.remove(tend.workspace.person("leo").id)
    try_out(tend, channels=("#project-tide",))
    assert may_use(tend, "ana")
    assert not may_use(tend, "leo")
    tide.members.remove(tend.workspace.person("ana").id)
    tide.members.append(tend.workspace.person("leo").id)
    tend.let_days_pass(2)
    assert may_use(tend, "leo")
    assert not may_use(tend, "ana")


def test_whoever_is_named_and_in_a_channel_stays_when_the_channel_goes(tend: Sandbox) -> None:
    try_out(tend, "ana", channels=("#project-tide",))
    try_out(tend, "ana")
    assert may_use(tend, "ana")
    assert not may_use(tend, "leo")


@pytest.mark.parametrize("fault", [Refusal("channel_not_found"), RateLimit()])
def test_while_slack_does_not_say_who_is_in_it_they_stay_on_the_list(
    tend: Sandbox, fault: Refusal | RateLimit
) -> None:
    try_out(tend, channels=("#project-tide",))
    tend.workspace.faults.order("conversations.members", fault)
    tend.let_days_pass(2)
    assert may_use(tend, "ana")


def test_the_members_of_a_channel_are_read_page_by_page(tend: Sandbox) -> None:
    tide = tend.workspace.channel("#project-tide")
    tide.members[:] = [f"U{number:07}" for number in range(450)]
    gateway = WebGateway(token=tend.workspace.bot_token, api_url=f"{tend.url}/api/")
    assert list(gateway.channel_members(tide.id)) == tide.members
    asked = [call for call in tend.workspace.calls if call.method == "conversations.members"]
    assert len(asked) == 3


def test_a_pilot_that_was_never_begun_costs_nobody_anything(tend: Sandbox) -> None:
    assert all(may_use(tend, handle) for handle in ("maya", "leo", "ana"))


class WhileItIsRead:
    """Slack, telling who is in a channel while an admin takes that channel off the list."""

    def __init__(self, take_off: Callable[[], None]) -> None:
        self._take_off = take_off

    def channel_members(self, _channel_id: str) -> Iterator[str]:
        self._take_off()
        return iter(["U0ANA00001"])


def test_a_channel_taken_off_while_slack_is_asked_puts_nobody_on_the_list(tend: Sandbox) -> None:
    def choose(*channel_ids: str) -> None:
        with tend.database.transaction() as session:
            chosen = pilot.PilotList(True, ["U0MAYA0001"], list(channel_ids))
            pilot.choose_pilot(session, TEAM, chosen, now=tend.now())

    choose("C0TIDE0001")

    gateway: Any = WhileItIsRead(choose)
    assert read_one_pilot_channel(tend.database, tend.clock, lambda _workspace_id: gateway)
    assert not may_use(tend, "ana")
    assert may_use(tend, "maya")
