"""People who left the workspace: after a month Tend forgets them, unless they come back."""

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.features.people.models import Person, ToldLine
from bot.features.people.org.models import LineChange
from bot.platform.templating import words

# Judgement: long enough to notice that an account was deactivated by mistake.
KEPT_FOR = timedelta(days=30)
_NEXT_TRY = timedelta(days=1)


def note(person: Person, *, now: datetime) -> None:
    """Say when somebody who has left is to be forgotten; whoever is here, or came back, is not."""
    if not person.is_gone:
        person.forget_at = person.forgotten_at = None
    elif person.forget_at is None and person.forgotten_at is None:
        person.forget_at = now + KEPT_FOR


def due(now: datetime) -> sa.Select[Person]:
    """Those whose month is over, the earliest first."""
    return (
        sa.select(Person)
        .where(Person.forget_at <= now)
        .order_by(Person.forget_at)
        .with_for_update(skip_locked=True)
    )


def put_off(person: Person, *, now: datetime) -> None:
    """Let the person come up again tomorrow, unless they are forgotten before."""
    person.forget_at = now + _NEXT_TRY


def forget(session: Session, person: Person, *, now: datetime) -> None:
    """Keep nothing of Slack's about them but the id that others' rows point at."""
    for table in (ToldLine, LineChange):
        session.execute(
            sa.delete(table).where(
                table.workspace_id == person.workspace_id,
                sa.or_(table.report_id == person.id, table.manager_id == person.id),
            )
        )
    person.name = words("people/left").plain("name")
    person.zone, person.locale = "UTC", None
    person.is_admin = False
    person.forget_at, person.forgotten_at, person.profile_next_at = None, now, None
    session.flush()
