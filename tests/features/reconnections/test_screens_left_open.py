"""A screen or a message that was left open acts on its own act, never on the one begun since."""

from bot.features.relationships.models import Act
from bot.sandbox.sandbox import Sandbox
from tests.features.reconnections.acting import (
    AFTER,
    ASK,
    MINE,
    choose_act,
    draft_of,
    fill_first,
    kept_drafts,
    plan,
    preview_on,
    promises,
    value_of,
    write,
)
from tests.features.reconnections.reaching import TASKS, front, shows

LOST = "That draft is not there any more."


def done_for(tend: Sandbox) -> list[str]:
    with tend.database.reading() as session:
        return [act.about_id for act in session.query(Act)]


def begin_for_sam(tend: Sandbox) -> None:
    """In another window."""
    hands = tend.hands("maya")
    hands.types("/reconnect @sam")
    hands.press(front(tend, "maya"), "Begin anew")
    fill_first(tend, "maya", side=TASKS, act=ASK)
    assert hands.submit(front(tend, "maya")) is None


def test_did_it_on_the_words_for_one_leaves_the_draft_for_another(tend: Sandbox) -> None:
    write(tend)
    plan(tend)
    tend.hands("maya").press(front(tend, "maya"), "Send me the words as a message")
    [message] = tend.workspace.in_dm("maya")
    begin_for_sam(tend)
    tend.hands("maya").press(message, "Did it")
    assert done_for(tend) == ["U0ANA00001"]
    assert [row.about_id for row in kept_drafts(tend)] == ["U0SAM00001"]
    assert tend.workspace.in_dm("maya") == []


def test_the_words_for_one_stay_when_those_for_another_are_sent(tend: Sandbox) -> None:
    write(tend)
    plan(tend)
    tend.hands("maya").press(front(tend, "maya"), "Send me the words as a message")
    begin_for_sam(tend)
    hands = tend.hands("maya")
    hands.choose(front(tend, "maya"), "Your words", "canary: What are you proud of?")
    hands.submit(front(tend, "maya"))
    plan(tend)
    hands.press(front(tend, "maya"), "Send me the words as a message")
    first, second = tend.workspace.in_dm("maya")
    hands.press(second, "Take it away")
    assert tend.workspace.in_dm("maya") == [first]


def test_the_last_page_for_one_does_nothing_to_the_draft_for_another(tend: Sandbox) -> None:
    write(tend)
    before = plan(tend).content["private_metadata"]
    begin_for_sam(tend)
    hands = tend.hands("maya")
    hands.choose(front(tend, "maya"), "Your words", MINE)
    hands.submit(front(tend, "maya"))
    left_open = plan(tend)
    left_open.content["private_metadata"] = before
    hands.press(left_open, "Send me the words as a message")
    assert tend.workspace.in_dm("maya") == []
    assert shows(front(tend, "maya"), LOST)
    hands.close(front(tend, "maya"))
    assert LOST in str(hands.submit(left_open))
    assert done_for(tend) == []
    assert [row.about_id for row in kept_drafts(tend)] == ["U0SAM00001"]


def test_what_is_written_for_one_does_not_come_into_the_draft_for_another(tend: Sandbox) -> None:
    before = choose_act(tend).content["private_metadata"]
    begin_for_sam(tend)
    left_open = front(tend, "maya")
    tend.hands("maya").choose(left_open, "Your words", MINE)
    left_open.content["private_metadata"] = before
    assert LOST in str(tend.hands("maya").submit(left_open))
    draft = draft_of(tend)
    assert draft is not None
    assert draft.words == ""


def test_words_that_were_changed_on_the_way_back_are_still_those_of_one_act(tend: Sandbox) -> None:
    write(tend)
    plan(tend)
    hands = tend.hands("maya")
    hands.press(front(tend, "maya"), "Send me the words as a message")
    hands.press(front(tend, "maya"), "Back")
    hands.press(front(tend, "maya"), "Back")
    hands.press(front(tend, "maya"), "Back")
    assert value_of(front(tend, "maya"), "about_id") == "U0ANA00001"
    hands.submit(front(tend, "maya"))
    assert value_of(front(tend, "maya"), "words:") == MINE
    hands.submit(front(tend, "maya"))
    plan(tend)
    hands.press(front(tend, "maya"), "Send me the words as a message")
    assert len(tend.workspace.in_dm("maya")) == 1


def test_nothing_is_promised_towards_somebody_who_has_just_left(tend: Sandbox) -> None:
    write(tend)
    tend.hands("ana").is_deactivated()
    plan(tend, when=AFTER, after="lunch")
    assert shows(front(tend, "maya"), "Ana Sousa no longer has an active account here.")
    assert preview_on(front(tend, "maya")).startswith(MINE)
    assert promises(tend) == []
    assert draft_of(tend) is not None
