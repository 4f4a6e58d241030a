"""Send a person a copy of what is theirs, and take it out of Slack again after a day."""

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy import orm
from sqlalchemy.orm import Session

from bot.features.people import directory
from bot.features.people.reader import Reader
from bot.features.privacy.models import Export
from bot.features.privacy.packing import pack
from bot.features.privacy.rows import Said, names_in, rows_of
from bot.platform.delivery.models import Kind, OutboxMessage, State
from bot.platform.delivery.outbox import (
    MOST_BYTES,
    enqueue_file,
    enqueue_removal_of_file,
    enqueue_to_person,
)
from bot.platform.errors import UserError
from bot.platform.slack import block_kit
from bot.platform.slack.message import Message
from bot.platform.templating import words

PURPOSE = "privacy.export"
REMOVED = "privacy.export_removed"
DELETE = "privacy.delete_export"
STAYS = timedelta(hours=24)
# A file that has not reached Slack yet is looked for again after this.
_LATER = timedelta(minutes=5)
_NEXT_TRY = timedelta(days=1)


class NotHere(UserError):
    """They have left the workspace: nothing can reach them."""


def packed(session: Session, reader: Reader, *, most_bytes: int = MOST_BYTES) -> list[bytes]:
    """Everything of the reader's, as zips that each fit one file."""
    rows = rows_of(session, reader)
    names = names_in(session, reader, rows)
    return pack(
        rows,
        person=directory.person(session, reader.workspace_id, reader.person_id),
        names=names,
        said=Said(names, reader=reader),
        made_at=reader.now,
        most_bytes=most_bytes,
    )


def send(session: Session, reader: Reader, files: list[bytes], *, is_for_them: bool = False) -> None:
    """Put ``files`` on their way to the reader, and the button that deletes them. Earlier ones go.

    ``is_for_them``: an operator asked. Raises NotHere.
    """
    person = directory.person(session, reader.workspace_id, reader.person_id)
    if person.is_gone:
        raise NotHere(words("privacy/export", name=person.name).plain("has_left"))
    delete_now(session, reader)
    for number, content in enumerate(files, start=1):
        said = words("privacy/export", number=number, of=len(files))
        message = enqueue_file(
            session,
            name="tend.zip" if len(files) == 1 else f"tend-{number}-of-{len(files)}.zip",
            content=content,
            title=said.plain("file_title"),
            words=said["file_words"],
            workspace_id=reader.workspace_id,
            person_id=reader.person_id,
            purpose=PURPOSE,
            now=reader.now,
        )
        session.add(
            Export(
                workspace_id=reader.workspace_id,
                person_id=reader.person_id,
                message_id=message.id,
                delete_at=reader.now + STAYS,
            )
        )
    enqueue_to_person(
        session,
        _stands(is_for_them=is_for_them),
        workspace_id=reader.workspace_id,
        person_id=reader.person_id,
        purpose=PURPOSE,
        now=reader.now,
    )
    session.flush()


def delete_now(session: Session, reader: Reader) -> None:
    """Let every file of the reader's go; none is no error."""
    own = sa.select(Export).where(
        Export.workspace_id == reader.workspace_id, Export.person_id == reader.person_id
    )
    for export in session.scalars(own.with_for_update()):
        take_away(session, export, now=reader.now)


def put_off_one(session: Session, *, now: datetime) -> int | None:
    """Claim the file whose day has been over for longest, and let it come again later; None: there is none.

    One that cannot be taken away does not hold up those behind it.
    """
    export = session.scalars(due(now).limit(1)).first()
    if export is None:
        return None
    export.delete_at = now + _LATER
    session.flush()
    return export.id


def take_one_away(session: Session, export_id: int, *, now: datetime) -> None:
    """Take away a file that was claimed; one that has gone meanwhile is no error."""
    export = session.get(Export, export_id, with_for_update=True)
    if export is not None:
        take_away(session, export, now=now)


def due(now: datetime) -> sa.Select[Export]:
    """The files whose day is over, the oldest first."""
    return (
        sa.select(Export)
        .where(Export.delete_at <= now)
        .order_by(Export.delete_at)
        .with_for_update(skip_locked=True)
    )


def take_away(session: Session, export: Export, *, now: datetime) -> None:
    """Take it out of Slack, or stop it on its way there; one in the courier's hands is looked for later."""
    # By its plain columns alone: a file that no key reads any more must go as well.
    unread = [orm.defer(OutboxMessage.content)]
    message = session.get(OutboxMessage, export.message_id, options=unread, populate_existing=True)
    if message is not None and message.state == State.SENT and message.ts:
        enqueue_removal_of_file(
            session, workspace_id=export.workspace_id, file_id=message.ts, purpose=REMOVED, now=now
        )
    elif message is not None:
        is_in_hand = _may_still_arrive(message, now=now)
        if message.state == State.WAITING:
            stop(message, now=now)
        if is_in_hand:
            export.delete_at = (message.ended_at or now) + _LATER
            return
    session.delete(export)
    session.flush()


def not_removed(session: Session, removal: OutboxMessage, now: datetime) -> None:
    """Slack did not take a file away that was to go: it is tried again tomorrow, and names nobody."""
    file = session.scalars(
        sa.select(OutboxMessage).where(
            OutboxMessage.workspace_id == removal.workspace_id,
            OutboxMessage.purpose == PURPOSE,
            OutboxMessage.kind == Kind.FILE,
            OutboxMessage.ts == removal.ts,
        )
    ).first()
    if file is not None:
        session.add(Export(workspace_id=removal.workspace_id, message_id=file.id, delete_at=now + _NEXT_TRY))


def _may_still_arrive(message: OutboxMessage, *, now: datetime) -> bool:
    """Whether a courier has it in hand, or had when it was stopped, so that Slack may yet say yes to it."""
    if message.attempts == 0:
        return False
    if message.state == State.WAITING:
        return True
    return message.state == State.DROPPED and (message.ended_at or now) + _LATER > now


def stop(message: OutboxMessage, *, now: datetime) -> None:
    """Let it not be sent. Had the courier taken it already and Slack says yes, it says so on the row."""
    message.state, message.reason = State.DROPPED, "no_longer_wanted"
    message.content = message.next_attempt_at = None
    message.ended_at = now


def _stands(*, is_for_them: bool) -> Message:
    said = words("privacy/export")
    texts = [said["stands"], *([said["asked_for_you"]] if is_for_them else [])]
    return Message(
        said["notification"],
        [
            block_kit.section("\n".join(texts)),
            block_kit.actions([block_kit.button(said.plain("delete"), action_id=DELETE)]),
        ],
    )
