"""The channel for shout-outs, and what it gets: a thread on Fridays, a round-up once a month."""

from sqlalchemy.orm import Session

from bot.features.home.admins import looking_up
from bot.features.home.admins.actions import GroupName
from bot.features.home.admins.group import Group
from bot.features.people.reader import Reader
from bot.features.shoutouts.channel import opting
from bot.features.workspace import service as workspaces
from bot.platform.errors import UserError
from bot.platform.inbound import forms
from bot.platform.inbound.asker import Body
from bot.platform.slack import block_elements as elements
from bot.platform.slack import block_kit
from bot.platform.slack.block_kit import Block
from bot.platform.slack.gateway import SlackGateway
from bot.platform.templating import words

_CHANNEL, _GETS = "channel", "gets"
_THREAD, _ROUND_UP = "thread", "round_up"


def _fields(session: Session, reader: Reader) -> list[Block]:
    workspace = workspaces.workspace_of(session, reader.workspace_id)
    said = words("home/admins_channel")
    options = {name: block_kit.option(said.plain(name), value=name) for name in (_THREAD, _ROUND_UP)}
    chosen = {_THREAD: workspace.has_friday_thread, _ROUND_UP: workspace.has_round_up}
    return [
        block_kit.input_(
            said.plain("which"),
            element=elements.channels_select(_CHANNEL, initial=workspace.shoutouts_channel_id),
            block_id=_CHANNEL,
            hint=said.plain("which_hint"),
            optional=True,
        ),
        block_kit.input_(
            said.plain("gets"),
            element=elements.checkboxes(
                _GETS,
                options=list(options.values()),
                initial=[options[name] for name, is_chosen in chosen.items() if is_chosen],
            ),
            block_id=_GETS,
            hint=said.plain("gets_hint"),
            optional=True,
        ),
    ]


def _stands(session: Session, reader: Reader) -> str:
    workspace = workspaces.workspace_of(session, reader.workspace_id)
    return words(
        "home/admins_channel",
        channel_id=workspace.shoutouts_channel_id,
        thread=workspace.has_friday_thread,
        round_up=workspace.has_round_up,
    )["stands"]


def _look(gateway: SlackGateway, body: Body) -> None:
    channel_id = forms.chosen(body, _CHANNEL)
    if channel_id is not None:
        looking_up.refuse_unless_postable(gateway, channel_id, field=_CHANNEL)
    elif forms.several(body, _GETS):
        raise UserError(words("home/admins_channel").plain("no_channel"), field=_CHANNEL)


def _keep(session: Session, reader: Reader, body: Body) -> str | None:
    workspace = workspaces.workspace_to_change(session, reader.workspace_id)
    gets = forms.several(body, _GETS)
    workspace.shoutouts_channel_id = forms.chosen(body, _CHANNEL)
    opting.choose(
        session,
        workspace,
        thread=_THREAD in gets,
        round_up=_ROUND_UP in gets,
        zone=reader.zone,
        now=reader.now,
    )
    return None


CHANNEL = Group(GroupName.CHANNEL, _fields, _stands, _keep, _look)
