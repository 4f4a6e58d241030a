"""Who asks, and what they see next: shared by every door to reconnecting."""

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import TypeVar

from sqlalchemy.orm import Session

from bot.features.people import directory
from bot.features.people.models import Person
from bot.features.people.reader import Reader, reader_of
from bot.features.reconnections.steps import Way
from bot.platform.errors import UserError
from bot.platform.inbound import forms
from bot.platform.inbound.asker import Asker, Body
from bot.platform.inbound.parts import Parts
from bot.platform.slack import mrkdwn
from bot.platform.slack.block_kit import Block
from bot.platform.templating import words

_Chosen = TypeVar("_Chosen", bound=StrEnum)


@contextmanager
def deed(parts: Parts, asker: Asker) -> Iterator[tuple[Session, Reader]]:
    """One transaction for what the asker wants, and the asker as a reader. Raises Repeated."""
    with parts.deed(asker) as (session, now):
        yield session, reader_of(session, asker.workspace_id, asker.person_id, now=now)


@contextmanager
def look(parts: Parts, asker: Asker) -> Iterator[tuple[Session, Reader]]:
    """A session that only reads, and the asker as a reader."""
    with parts.look() as (session, now):
        yield session, reader_of(session, asker.workspace_id, asker.person_id, now=now)


def show(parts: Parts, asker: Asker, body: Body, screen: Block) -> None:
    """Put ``screen`` in the place of the one that was pressed on."""
    parts.gateway_of(asker.workspace_id).update_view(body["view"]["id"], screen)


def way_of(body: Body) -> Way:
    """How far the asker had come on the screen that was pressed on."""
    return Way.unpacked(body["view"].get("private_metadata") or "")


def about(session: Session, reader: Reader, way: Way) -> Person:
    """Whom the way is about. Raises NobodyToTurnTo."""
    return directory.colleague(
        session, reader.workspace_id, asker_id=reader.person_id, person_id=way.about_id or ""
    )


def chosen(choices: type[_Chosen], body: Body, field: str) -> _Chosen:
    """What was chosen in ``field``. Raises UserError, at that field, for what is no choice, or none."""
    value = forms.chosen(body, field)
    if value not in set(choices):
        raise UserError(words("reconnections/refusals").plain("choose"), field=field)
    return choices(value)


def named_in(text: str) -> str | None:
    """The one person named in ``text``, as Slack sends it; None in an empty one. Raises UserError."""
    named = mrkdwn.mentions_in(text)
    if len(named) > 1:
        raise UserError(words("reconnections/refusals", count=len(named)).plain("one_person"))
    if text.strip() and not named:
        shown = mrkdwn.unescape(text.strip())[:40]
        raise UserError(words("reconnections/refusals", text=shown).plain("nobody_named"))
    return named[0] if named else None
