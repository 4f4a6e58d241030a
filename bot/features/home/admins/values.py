"""What shout-outs may name, and what they had better not: the company's values, and confidential words."""

from sqlalchemy.orm import Session

from bot.features.home.admins.actions import GroupName
from bot.features.home.admins.group import Group
from bot.features.people.reader import Reader
from bot.features.workspace import confidential, values
from bot.platform.inbound import forms
from bot.platform.inbound.asker import Body
from bot.platform.slack import block_elements as elements
from bot.platform.slack import block_kit, limits
from bot.platform.slack.block_kit import Block
from bot.platform.templating import words

_VALUES, _CONFIDENTIAL = "values", "confidential"


def _fields(session: Session, reader: Reader) -> list[Block]:
    return [
        _one_a_line(_VALUES, values.values_of(session, reader.workspace_id)),
        _one_a_line(_CONFIDENTIAL, confidential.confidential_words_of(session, reader.workspace_id)),
    ]


def _one_a_line(field: str, lines: list[str]) -> Block:
    said = words("home/admins_values", most=values.MOST)
    return block_kit.input_(
        said.plain(field),
        element=elements.plain_text_input(
            field,
            initial="\n".join(lines) or None,
            multiline=True,
            max_length=limits.PLAIN_TEXT_INPUT,
        ),
        block_id=field,
        hint=said.plain(f"{field}_hint"),
        optional=True,
    )


def _stands(session: Session, reader: Reader) -> str:
    return words(
        "home/admins_values",
        values=values.values_of(session, reader.workspace_id),
        words=confidential.confidential_words_of(session, reader.workspace_id),
    )["stands"]


def _keep(session: Session, reader: Reader, body: Body) -> str | None:
    confidential.choose_confidential_words(
        session, reader.workspace_id, text=forms.text(body, _CONFIDENTIAL), field=_CONFIDENTIAL
    )
    doubles = values.choose_values(
        session, reader.workspace_id, text=forms.text(body, _VALUES), field=_VALUES
    )
    return words("home/admins_values", doubles=doubles)["doubles"] if doubles else None


VALUES = Group(GroupName.VALUES, _fields, _stands, _keep)
