"""One group of things that admins decide together: its form, how it stands, and how it is kept."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from bot.features.home.admins.actions import GroupName
from bot.features.people.reader import Reader
from bot.platform.inbound.asker import Body
from bot.platform.slack import block_kit
from bot.platform.slack.block_kit import Block
from bot.platform.slack.gateway import SlackGateway
from bot.platform.templating import words


@dataclass(frozen=True)
class Group:
    """``fields`` are filled with what was decided so far; ``stands`` says it in a line, as mrkdwn.

    ``look`` asks Slack about what was filled in, before anything is kept. ``keep`` raises UserError about a
    field, and returns what is to be said afterwards, as mrkdwn, if there is anything.
    """

    name: GroupName
    fields: Callable[[Session, Reader], list[Block]]
    stands: Callable[[Session, Reader], str]
    keep: Callable[[Session, Reader, Body], str | None]
    look: Callable[[SlackGateway, Body], None] | None = None


def form(session: Session, reader: Reader, group: Group) -> Block:
    """The form of one group."""
    said = words("home/admins")
    return block_kit.modal(
        said.plain(group.name),
        blocks=group.fields(session, reader),
        callback_id=group.name.callback_id,
        submit=said.plain("save"),
        close=said.plain("back"),
    )
