"""Whom people can turn to with something serious, in the admins' own words."""

from sqlalchemy.orm import Session

from bot.features.home.admins.actions import GroupName
from bot.features.home.admins.group import Group
from bot.features.people.reader import Reader
from bot.features.workspace import contacts
from bot.features.workspace import service as workspaces
from bot.platform.inbound import forms
from bot.platform.inbound.asker import Body
from bot.platform.slack import block_elements as elements
from bot.platform.slack import block_kit
from bot.platform.slack.block_kit import Block
from bot.platform.templating import words

_CONTACTS = "contacts"


def _fields(session: Session, reader: Reader) -> list[Block]:
    said = words("home/admins_contacts")
    return [
        block_kit.input_(
            said.plain("contacts"),
            element=elements.plain_text_input(
                _CONTACTS,
                initial=workspaces.workspace_of(session, reader.workspace_id).serious_contacts,
                multiline=True,
                max_length=contacts.LONGEST,
            ),
            block_id=_CONTACTS,
            hint=said.plain("contacts_hint"),
            optional=True,
        )
    ]


def _stands(session: Session, reader: Reader) -> str:
    are_set = workspaces.workspace_of(session, reader.workspace_id).serious_contacts is not None
    return words("home/admins_contacts")["stands" if are_set else "none"]


def _keep(session: Session, reader: Reader, body: Body) -> str | None:
    contacts.choose_contacts(session, reader.workspace_id, text=forms.text(body, _CONTACTS))
    return None


CONTACTS = Group(GroupName.CONTACTS, _fields, _stands, _keep)
