"""For how long things are kept."""

from sqlalchemy.orm import Session

from bot.features.home.admins.actions import GroupName
from bot.features.home.admins.group import Group
from bot.features.people.reader import Reader
from bot.features.workspace import retention
from bot.features.workspace import service as workspaces
from bot.features.workspace.retention import Kept
from bot.platform.inbound import forms
from bot.platform.inbound.asker import Body
from bot.platform.slack import block_elements as elements
from bot.platform.slack import block_kit
from bot.platform.slack.block_kit import Block
from bot.platform.templating import words


def _fields(session: Session, reader: Reader) -> list[Block]:
    days = _days(session, reader)
    return [_how_long(kept, days[kept]) for kept in Kept]


def _how_long(kept: Kept, days: int) -> Block:
    said = words("home/admins_keeping")
    options = {
        choice: block_kit.option(words("home/admins_keeping", days=choice).plain("days"), value=str(choice))
        for choice in sorted({*retention.CHOICES[kept], days})
    }
    return block_kit.input_(
        said.plain(kept),
        element=elements.static_select(kept, options=list(options.values()), initial=options[days]),
        block_id=kept,
        hint=said.plain(f"{kept}_hint"),
    )


def _days(session: Session, reader: Reader) -> dict[Kept, int]:
    kept = retention.retention_of(workspaces.workspace_of(session, reader.workspace_id))
    return {Kept.THANKS: kept.thanks.days, Kept.ACTS: kept.acts.days, Kept.STATES: kept.states.days}


def _stands(session: Session, reader: Reader) -> str:
    days = {str(kept): many for kept, many in _days(session, reader).items()}
    return words("home/admins_keeping", **days)["stands"]


def _keep(session: Session, reader: Reader, body: Body) -> str | None:
    chosen = {kept: forms.chosen(body, kept) for kept in Kept}
    days = {kept: int(many) for kept, many in chosen.items() if many is not None and many.isdigit()}
    retention.choose_retention(session, reader.workspace_id, days=days)
    return None


KEEPING = Group(GroupName.KEEPING, _fields, _stands, _keep)
