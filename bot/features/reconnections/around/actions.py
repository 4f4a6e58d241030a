"""The words behind `/reconnect` that are about one person, and the buttons that lead there from anywhere."""

from enum import StrEnum

from bot.platform.slack import block_elements as elements
from bot.platform.slack import block_kit
from bot.platform.slack.block_kit import Block
from bot.platform.templating import words


class Towards(StrEnum):
    """Where somebody is going, with one other person in mind."""

    ASK = "ask"
    EXPECTATIONS = "expectations"
    TALKED = "talked"


class Action(StrEnum):
    """What can be pressed on any screen. The value is the id of the other person, where there is one."""

    ASK = "reconnections.ask_for_a_talk"
    TALKED = "reconnections.talked"
    TALKED_WITH = "reconnections.talked_with"
    """A person was chosen instead."""
    GO_ON = "reconnections.everyday_then"
    """*It's everyday*, on the way to one of these."""
    STEADY = "reconnections.before_a_hard_talk"
    MYTH = "reconnections.myth"
    """The value is the id of the myth."""


WHOM = "reconnections.whom"


def ask_button(about_id: str) -> Block:
    """*Ask for a one-on-one*, about somebody."""
    said = words("reconnections/around")
    return block_kit.button(said.plain("ask"), action_id=Action.ASK, value=about_id)


def talked_select() -> Block:
    """*We talked*, with whoever is chosen."""
    said = words("reconnections/around")
    return elements.users_select(Action.TALKED_WITH, placeholder=said.plain("talked_with"))


def steady_button() -> Block:
    """*Before a hard talk*."""
    said = words("reconnections/around")
    return block_kit.button(said.plain("steady"), action_id=Action.STEADY)


def conversation_with(workspace_id: str, person_id: str) -> str:
    """The address that opens the asker's own conversation with somebody, in their own Slack."""
    return f"slack://user?team={workspace_id}&id={person_id}"
