"""What is used here and what is not: admins may switch single features off, and on again."""

from collections.abc import Collection
from enum import StrEnum

from sqlalchemy.orm import Session

from bot.features.workspace import service
from bot.features.workspace.models import Workspace
from bot.platform.errors import UserError
from bot.platform.templating import words


class Feature(StrEnum):
    """What can be switched off. Promises, settings and the Home tab are always there."""

    ONE_ON_ONES = "one_on_ones"
    SHOUTOUTS = "shoutouts"
    RECONNECTIONS = "reconnections"
    DIGEST = "digest"
    FIGURES = "figures"


class SwitchedOff(UserError):
    """The workspace's admins have switched this feature off."""

    def __init__(self, feature: Feature) -> None:
        super().__init__(words("workspace/refusals").plain(f"{feature}_off"))


def features_off(session: Session, workspace_id: str) -> frozenset[str]:
    """The names of the features that are switched off in this workspace; mostly none."""
    workspace = session.get(Workspace, workspace_id)
    return frozenset(workspace.switched_off.split()) if workspace is not None else frozenset()


def is_on(session: Session, workspace_id: str, feature: str) -> bool:
    """Whether this feature is used here."""
    return feature not in features_off(session, workspace_id)


def choose_features(session: Session, workspace_id: str, *, used: Collection[str]) -> None:
    """Use these features from now on, and no others. What was kept by the others is kept still."""
    off = [feature for feature in Feature if feature not in used]
    service.workspace_to_change(session, workspace_id).switched_off = " ".join(off)
