"""Who can use Tend: everybody, or some people and the members of some channels, to try it out."""

from sqlalchemy.orm import Session

from bot.features.home.admins import looking_up
from bot.features.home.admins.actions import GroupName
from bot.features.home.admins.group import Group
from bot.features.people.reader import Reader
from bot.features.workspace import pilot
from bot.features.workspace.pilot import PilotList
from bot.platform.errors import UserError
from bot.platform.inbound import forms
from bot.platform.inbound.asker import Body
from bot.platform.slack import block_elements as elements
from bot.platform.slack import block_kit
from bot.platform.slack.block_kit import Block
from bot.platform.slack.gateway import SlackGateway
from bot.platform.templating import words

_WHO, _PEOPLE, _CHANNELS = "who", "people", "channels"
_EVERYBODY, _LISTED = "everybody", "listed"


def _fields(session: Session, reader: Reader) -> list[Block]:
    chosen = pilot.pilot_list(session, reader.workspace_id)
    said = words("home/admins_pilot", people=pilot.MOST_PEOPLE, channels=pilot.MOST_CHANNELS)
    options = {name: block_kit.option(said.plain(name), value=name) for name in (_EVERYBODY, _LISTED)}
    return [
        block_kit.input_(
            said.plain("who"),
            element=elements.radio_buttons(
                _WHO,
                options=list(options.values()),
                initial=options[_LISTED if chosen.is_pilot else _EVERYBODY],
            ),
            block_id=_WHO,
            hint=said.plain("who_hint"),
        ),
        block_kit.input_(
            said.plain("people"),
            element=elements.multi_users_select(
                _PEOPLE, initial=chosen.person_ids, at_most=pilot.MOST_PEOPLE
            ),
            block_id=_PEOPLE,
            hint=said.plain("people_hint"),
            optional=True,
        ),
        block_kit.input_(
            said.plain("channels"),
            element=elements.multi_channels_select(
                _CHANNELS, initial=chosen.channel_ids, at_most=pilot.MOST_CHANNELS
            ),
            block_id=_CHANNELS,
            hint=said.plain("channels_hint"),
            optional=True,
        ),
    ]


def _stands(session: Session, reader: Reader) -> str:
    chosen = pilot.pilot_list(session, reader.workspace_id)
    said = words("home/admins_pilot", people=len(chosen.person_ids), channels=chosen.channel_ids)
    return said["stands" if chosen.is_pilot else "stands_everybody"]


def _chosen(body: Body) -> PilotList:
    return PilotList(
        is_pilot=forms.chosen(body, _WHO) == _LISTED,
        person_ids=forms.several(body, _PEOPLE)[: pilot.MOST_PEOPLE],
        channel_ids=forms.several(body, _CHANNELS)[: pilot.MOST_CHANNELS],
    )


def _look(gateway: SlackGateway, body: Body) -> None:
    chosen = _chosen(body)
    if chosen.is_pilot and not chosen.person_ids and not chosen.channel_ids:
        raise UserError(words("home/admins_pilot").plain("nobody"), field=_PEOPLE)
    for channel_id in chosen.channel_ids:
        looking_up.refuse_unless_readable(gateway, channel_id, field=_CHANNELS)


def _keep(session: Session, reader: Reader, body: Body) -> str | None:
    pilot.choose_pilot(session, reader.workspace_id, _chosen(body), now=reader.now)
    return None


PILOT = Group(GroupName.PILOT, _fields, _stands, _keep, _look)
