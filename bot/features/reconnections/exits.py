"""The two ways out that stand on every screen: *Something more serious* and *I need distance*."""

from enum import StrEnum

from bot.features.reconnections.content.library import content_for
from bot.platform.slack import block_kit, limits
from bot.platform.slack.block_kit import Block
from bot.platform.templating import words


class Exit(StrEnum):
    """Where out."""

    SERIOUS = "reconnections.serious"
    DISTANCE = "reconnections.distance"


def buttons() -> list[Block]:
    """Both, as buttons to stand beside others."""
    said = words("reconnections/exits")
    return [
        block_kit.button(said.plain("serious"), action_id=Exit.SERIOUS),
        block_kit.button(said.plain("distance"), action_id=Exit.DISTANCE),
    ]


def row(*before: Block) -> Block:
    """Both at the foot of a screen, behind the buttons that go before them."""
    return block_kit.actions([*before, *buttons()], block_id="exits")


def contacts(own: str | None) -> Block:
    """Whom to turn to: the workspace's ``own`` words (plain text), or what holds anywhere."""
    said = words("reconnections/exits")
    # Literal, so that an address or a name stays as its admins wrote it.
    whom = block_kit.rich_text_section(
        block_kit.fit((own or "").strip(), limits.TEXT) or said.plain("contacts")
    )
    return block_kit.modal(
        said.plain("contacts_title"),
        blocks=[
            block_kit.section(said["contacts_lead"]),
            block_kit.rich_text([whom]),
            block_kit.context(said["nothing_kept"]),
        ],
        callback_id="reconnections.out",
        close=said.plain("close"),
    )


def boundaries(locale: str | None) -> Block:
    """Some words for keeping a distance, and leave to do so. ``locale`` is the reader's in Slack."""
    said = words("reconnections/exits")
    lines = [line.text for line in content_for(locale).boundaries]
    return block_kit.modal(
        said.plain("distance_title"),
        blocks=[
            block_kit.section(said["distance_lead"]),
            block_kit.rich_text([block_kit.rich_text_list(lines)]),
            block_kit.section(said["distance_end"]),
            block_kit.context(said["nothing_kept"]),
        ],
        callback_id="reconnections.out",
        close=said.plain("close"),
    )
