"""What is left to set up, on an admin's Home tab; a single line once what is needed is there."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from bot.features.home.admins import page
from bot.features.home.admins.actions import OPEN
from bot.features.home.admins.allowed import is_admin
from bot.features.home.admins.beginning import BEGINNING
from bot.features.home.admins.channel import CHANNEL
from bot.features.home.admins.contacts import CONTACTS
from bot.features.home.admins.group import Group
from bot.features.home.admins.piloting import PILOT
from bot.features.home.admins.values import VALUES
from bot.features.people.reader import Reader
from bot.features.workspace import pilot, switches, values
from bot.features.workspace import service as workspaces
from bot.features.workspace.switches import Feature
from bot.platform.slack import block_kit
from bot.platform.slack.block_kit import Block
from bot.platform.templating import words


@dataclass(frozen=True, slots=True)
class _Item:
    group: Group
    is_done: bool
    is_needed: bool


def section(session: Session, reader: Reader) -> list[Block]:
    """The check list for admins, with a button to each form; nothing for everybody else."""
    if not is_admin(session, reader.workspace_id, reader.person_id):
        return []
    said = words("home/admins")
    button = block_kit.button(said.plain("open"), action_id=OPEN)
    items = _items(session, reader)
    if all(item.is_done for item in items if item.is_needed):
        return [block_kit.section(said["is_set_up"], accessory=button)]
    return [
        block_kit.header(said.plain("set_up")),
        block_kit.context(said["set_up_lead"]),
        *(page.line(session, reader, item.group, mark=said.plain(_mark(item))) for item in items),
        block_kit.actions([button]),
    ]


def _items(session: Session, reader: Reader) -> list[_Item]:
    workspace = workspaces.workspace_of(session, reader.workspace_id)
    thanks_here = switches.is_on(session, reader.workspace_id, Feature.SHOUTOUTS)
    has_values = bool(values.values_of(session, reader.workspace_id))
    return [
        _Item(CHANNEL, workspace.shoutouts_channel_id is not None, is_needed=thanks_here),
        _Item(CONTACTS, workspace.serious_contacts is not None, is_needed=True),
        _Item(BEGINNING, is_done=True, is_needed=False),
        _Item(VALUES, has_values, is_needed=False),
        _Item(PILOT, pilot.pilot_list(session, reader.workspace_id).is_pilot, is_needed=False),
    ]


def _mark(item: _Item) -> str:
    if item.is_done:
        return "done"
    return "to_do" if item.is_needed else "optional"
