"""How a person finds their way through an act, for tests that are about what happens there."""

from typing import Any

from bot.features.follow_ups.models import FollowUp
from bot.features.reconnections.acts import drafts
from bot.features.reconnections.acts.draft import Draft
from bot.features.reconnections.acts.models import ActDraft
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.slack.views import View
from tests.features.reconnections.reaching import (
    DISTANT,
    EVERYDAY,
    SAFETY,
    front,
    has_field,
    reader,
    shows,
)

ASK, NAME = "Ask how they really are", "Name what is unspoken"
THANK, OWN = "Thank them, expecting nothing", "Own your part"
LEADS, LED, PEER = "I lead them", "My manager", "We work side by side"
NOW, AT, AFTER, WHENEVER = "Now", "At a day and time", "After something else", "No reminder"
HOW_IT_IS = "What is it like, from your side?"
MINE = "canary: How are you, really? I have time."

GATES = {"Have you heard how it was for them?": "Yes"}
PIECES = {
    "What I did": "On Tuesday, I rewrote your slides and presented them without telling you.",
    "What it cost you": "It meant that you found out in the room. I may not have all of it.",
    "What I'm putting right": "I will tell them whose work it was by Friday.",
}


def begin(tend: Sandbox, handle: str, line: str = "/reconnect @ana") -> View:
    """Type the command and come to the first screen, or to the draft that is there."""
    tend.hands(handle).types(line)
    return past_safety(tend, handle)


def past_safety(tend: Sandbox, handle: str) -> View:
    if shows(front(tend, handle), SAFETY):
        tend.hands(handle).press(front(tend, handle), EVERYDAY)
    return front(tend, handle)


def choose_act(
    tend: Sandbox,
    handle: str = "maya",
    line: str = "/reconnect @ana",
    *,
    side: str = DISTANT,
    act: str = ASK,
    relation: str = LEADS,
) -> View:
    """Fill in the first screen; the one behind it."""
    hands = tend.hands(handle)
    begin(tend, handle, line)
    fill_first(tend, handle, side=side, act=act, relation=relation)
    assert hands.submit(front(tend, handle)) is None
    return past_safety(tend, handle)


def fill_first(tend: Sandbox, handle: str, *, side: str, act: str, relation: str = LEADS) -> None:
    hands = tend.hands(handle)
    hands.choose(front(tend, handle), HOW_IT_IS, side)
    hands.choose(front(tend, handle), "What would you like to do?", act)
    if has_field(front(tend, handle), "relation"):
        hands.choose(front(tend, handle), "relation", relation)


def write(tend: Sandbox, handle: str = "maya", words: str = MINE, **first: Any) -> View:
    """Come to the screen for the time with ``words``."""
    choose_act(tend, handle, **first)
    tend.hands(handle).choose(front(tend, handle), "Your words", words)
    assert tend.hands(handle).submit(front(tend, handle)) is None
    return front(tend, handle)


def compose(tend: Sandbox, handle: str = "maya", *, relation: str = LEADS, **pieces: str) -> View:
    """Come to the screen for the time with an apology."""
    hands = tend.hands(handle)
    choose_act(tend, handle, act=OWN, relation=relation)
    hands.fill(front(tend, handle), dict(GATES))
    assert hands.submit(front(tend, handle)) is None
    hands.fill(front(tend, handle), PIECES | pieces)
    assert hands.submit(front(tend, handle)) is None
    return front(tend, handle)


def plan(tend: Sandbox, handle: str = "maya", when: str = NOW, **fields: Any) -> View:
    """Choose a time; the last page. ``fields`` go by their block_id."""
    hands = tend.hands(handle)
    if when != NOW:
        hands.choose(front(tend, handle), "When will you do it?", when)
    for name, value in fields.items():
        hands.choose(front(tend, handle), name, value)
    assert hands.submit(front(tend, handle)) is None
    return front(tend, handle)


def value_of(screen: View, name: str) -> Any:
    """What a field holds whose block_id begins with ``name``."""
    [held] = [
        part
        for block_id, parts in screen.filled.items()
        if block_id.startswith(name)
        for part in parts.values()
    ]
    return next((part for key, part in held.items() if key != "type"), None)


def preview_on(screen: View) -> str:
    """The text exactly as it would read."""
    [block] = [block for block in screen.blocks if block["block_id"] == "preview"]
    text: str = block["elements"][0]["elements"][0]["text"]
    return text


def draft_of(tend: Sandbox, handle: str = "maya") -> Draft | None:
    with tend.database.reading() as session:
        return drafts.saved(session, reader(tend, handle))


def kept_drafts(tend: Sandbox) -> list[ActDraft]:
    with tend.database.reading() as session:
        return list(session.query(ActDraft))


def promises(tend: Sandbox) -> list[FollowUp]:
    with tend.database.reading() as session:
        return list(session.query(FollowUp).order_by(FollowUp.id))
