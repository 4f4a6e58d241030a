"""How it is for whoever begins: how thanks reach them, and when their card comes, until they choose."""

from datetime import time

from sqlalchemy.orm import Session

from bot.features.home.admins.actions import GroupName
from bot.features.home.admins.group import Group
from bot.features.people.card_hours import CARD_HOURS
from bot.features.people.reader import Reader
from bot.features.shoutouts.models import Way
from bot.features.workspace import service as workspaces
from bot.platform.inbound import forms
from bot.platform.inbound.asker import Body
from bot.platform.slack import block_elements as elements
from bot.platform.slack import block_kit
from bot.platform.slack.block_kit import Block
from bot.platform.templating import words

_WAY, _CARD_AT = "way", "card_at"
_WAYS = (Way.IN_CHANNEL, Way.TO_ME)


def _fields(session: Session, reader: Reader) -> list[Block]:
    workspace = workspaces.workspace_of(session, reader.workspace_id)
    said = words("home/admins_beginning")
    ways = {str(way): block_kit.option(said.plain(f"way_{way}"), value=way) for way in _WAYS}
    hours = {
        at: block_kit.option(f"{at:%H:%M}", value=f"{at:%H:%M}")
        for at in sorted({*CARD_HOURS, workspace.card_at})
    }
    return [
        block_kit.input_(
            said.plain("way"),
            element=elements.radio_buttons(
                _WAY, options=list(ways.values()), initial=ways.get(workspace.thanks_way)
            ),
            block_id=_WAY,
            hint=said.plain("way_hint"),
        ),
        block_kit.input_(
            said.plain("card_at"),
            element=elements.static_select(
                _CARD_AT, options=list(hours.values()), initial=hours[workspace.card_at]
            ),
            block_id=_CARD_AT,
            hint=said.plain("card_at_hint"),
        ),
    ]


def _stands(session: Session, reader: Reader) -> str:
    workspace = workspaces.workspace_of(session, reader.workspace_id)
    said = words("home/admins_beginning", at=workspace.card_at)
    return said[f"stands_{workspace.thanks_way}"]


def _keep(session: Session, reader: Reader, body: Body) -> str | None:
    workspace = workspaces.workspace_to_change(session, reader.workspace_id)
    way, hour = forms.chosen(body, _WAY), forms.chosen(body, _CARD_AT)
    if way in _WAYS:
        workspace.thanks_way = way
    if hour is not None:
        workspace.card_at = time.fromisoformat(hour)
    return None


BEGINNING = Group(GroupName.BEGINNING, _fields, _stands, _keep)
