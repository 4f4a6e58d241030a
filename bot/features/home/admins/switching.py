"""Which features are used here."""

from sqlalchemy.orm import Session

from bot.features.home.admins.actions import GroupName
from bot.features.home.admins.group import Group
from bot.features.people.reader import Reader
from bot.features.workspace import switches
from bot.features.workspace.switches import Feature
from bot.platform.inbound import forms
from bot.platform.inbound.asker import Body
from bot.platform.slack import block_elements as elements
from bot.platform.slack import block_kit
from bot.platform.slack.block_kit import Block
from bot.platform.templating import words

_USED = "used"


def _fields(session: Session, reader: Reader) -> list[Block]:
    off = switches.features_off(session, reader.workspace_id)
    said = words("home/admins_switches")
    options = {feature: block_kit.option(said.plain(feature), value=feature) for feature in Feature}
    return [
        block_kit.input_(
            said.plain("used"),
            element=elements.checkboxes(
                _USED,
                options=list(options.values()),
                initial=[option for feature, option in options.items() if feature not in off],
            ),
            block_id=_USED,
            hint=said.plain("used_hint"),
            optional=True,
        )
    ]


def _stands(session: Session, reader: Reader) -> str:
    off = switches.features_off(session, reader.workspace_id)
    said = words("home/admins_switches")
    names = [said.plain(feature) for feature in Feature if feature in off]
    return words("home/admins_switches", off=names)["stands"]


def _keep(session: Session, reader: Reader, body: Body) -> str | None:
    switches.choose_features(session, reader.workspace_id, used=forms.several(body, _USED))
    return None


SWITCHES = Group(GroupName.SWITCHES, _fields, _stands, _keep)
