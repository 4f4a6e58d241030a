"""Who decides: the admins of the Slack workspace, as Slack names them, and nobody else."""

from sqlalchemy.orm import Session

from bot.features.people import directory
from bot.platform.errors import UserError
from bot.platform.inbound.asker import Asker
from bot.platform.templating import words


class NotAnAdmin(UserError):
    """This person is no admin of the Slack workspace."""


def is_admin(session: Session, workspace_id: str, person_id: str) -> bool:
    """Whether Slack says that the person is an admin or an owner here. False for whom nobody knows."""
    known = directory.people(session, workspace_id, [person_id]).get(person_id)
    return known is not None and known.is_admin


def refuse_all_but_admins(session: Session, asker: Asker) -> None:
    """Raises NotAnAdmin."""
    if not is_admin(session, asker.workspace_id, asker.person_id):
        raise NotAnAdmin(words("home/admins").plain("admins_only"))
