"""A team in a database, and somebody in it at some moment, for tests about what people note."""

from datetime import UTC, datetime, timedelta

from sqlalchemy.orm import Session

from bot.features.people.models import Person
from bot.features.people.reader import Reader, reader_of
from bot.features.relationships import service
from bot.features.relationships.models import Kind
from bot.features.workspace.models import Workspace

START = datetime(2026, 10, 7, 8, 0, tzinfo=UTC)  # a Wednesday


def fill(session: Session, *ids: str) -> None:
    session.add(Workspace(id="T1", name="", url="", bot_user_id="U"))
    session.flush()
    session.add_all(Person(workspace_id="T1", id=id_, name=id_, zone="Europe/Berlin") for id_ in ids)
    session.flush()


def reader(session: Session, person_id: str = "maya", *, days: int = 0) -> Reader:
    """The person, some days after the start."""
    return reader_of(session, "T1", person_id, now=START + timedelta(days=days))


def log(
    session: Session,
    person_id: str,
    about_id: str,
    *,
    days: int = 0,
    kind: Kind = Kind.ASK,
    theirs: bool = False,
) -> None:
    """Something noted on a day so many days after the start."""
    done_on = START.date() + timedelta(days=days)
    service.log_act(
        session,
        "T1",
        person_id=person_id,
        about_id=about_id,
        kind=kind,
        key=f"test:{about_id}:{days}:{theirs}",
        done_on=done_on,
        is_theirs=theirs,
    )
