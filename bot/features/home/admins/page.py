"""The admins' page: each group of decisions with how it stands, and a button to its form."""

from sqlalchemy.orm import Session

from bot.features.home.admins.actions import CHANGES, KEPT, PAGE
from bot.features.home.admins.beginning import BEGINNING
from bot.features.home.admins.channel import CHANNEL
from bot.features.home.admins.contacts import CONTACTS
from bot.features.home.admins.group import Group
from bot.features.home.admins.keeping import KEEPING
from bot.features.home.admins.piloting import PILOT
from bot.features.home.admins.switching import SWITCHES
from bot.features.home.admins.values import VALUES
from bot.features.people.reader import Reader
from bot.platform.slack import block_kit
from bot.platform.slack.block_kit import Block
from bot.platform.templating import marked, words

GROUPS: tuple[Group, ...] = (CHANNEL, BEGINNING, CONTACTS, VALUES, PILOT, SWITCHES, KEEPING)


def page(session: Session, reader: Reader) -> Block:
    """All of it at a glance."""
    said = words("home/admins")
    return block_kit.modal(
        said.plain("title"),
        blocks=[
            block_kit.context(said["lead"]),
            *(line(session, reader, group) for group in GROUPS),
            block_kit.actions(
                [block_kit.button(words("home/admins_changes").plain("open"), action_id=CHANGES)]
            ),
            block_kit.context(said["foot"]),
        ],
        callback_id=PAGE,
        close=said.plain("close"),
    )


def line(session: Session, reader: Reader, group: Group, *, mark: str = "") -> Block:
    """One group: its name, how it stands, and the button to its form. ``mark`` stands before it."""
    said = words(
        "home/admins",
        name=words("home/admins").plain(group.name),
        mark=mark,
        stands=marked(group.stands(session, reader)),
    )
    button = block_kit.button(
        said.plain("change"),
        action_id=group.name.action_id,
        accessibility_label=said.plain("change_what"),
    )
    return block_kit.section(said["line"], accessory=button)


def kept(text: str) -> Block:
    """What there is to say after something was kept. ``text`` is mrkdwn."""
    said = words("home/admins")
    return block_kit.modal(
        said.plain("kept"), blocks=[block_kit.section(text)], callback_id=KEPT, close=said.plain("back")
    )
