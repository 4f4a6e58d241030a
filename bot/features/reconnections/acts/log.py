"""What was done, in its author's own log of the relationship; somebody unnamed has none."""

from sqlalchemy.orm import Session

from bot.features.people.reader import Reader
from bot.features.reconnections.content.openers import Act
from bot.features.relationships import service as relationships
from bot.features.relationships.models import Kind


def note(session: Session, reader: Reader, *, about_id: str | None, act: Act, key: str) -> None:
    """Note an act as done today; a second time under the same ``key`` changes nothing."""
    if about_id is not None:
        relationships.log_act(
            session,
            reader.workspace_id,
            person_id=reader.person_id,
            about_id=about_id,
            kind=Kind(act),
            key=key,
            done_on=reader.today,
        )


def of_promise(follow_up_id: int) -> str:
    """The key of an act that was a promise."""
    return f"follow_up:{follow_up_id}"


def of_draft(token: int) -> str:
    """The key of an act that was done without a promise, wherever that was pressed."""
    return f"act:{token}"
