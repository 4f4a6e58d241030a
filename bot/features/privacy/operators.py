"""What whoever runs Tend can set off for a person: a copy that reaches only them, and the deletion of all."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.features.home import openings
from bot.features.people.models import Person
from bot.features.people.reader import reader_of
from bot.features.privacy import exporting
from bot.features.privacy.erasing import Erased, erase
from bot.platform.clock import Clock
from bot.platform.database import Database
from bot.platform.errors import BotError


class WhoIsThat(BotError):
    """Nobody, or more than one, has that id."""


def person_named(database: Database, person_id: str, *, workspace_id: str | None) -> Person:
    """The person of that member id (U…). Raises WhoIsThat."""
    with database.reading() as session:
        return _person(session, person_id, workspace_id)


def send_export(database: Database, clock: Clock, person: Person) -> int:
    """Put a copy of all that is theirs on its way to them; how many files. Nobody else is shown anything.

    The bot carries it, so it has to run. Raises NotHere for somebody who has left.
    """
    with database.transaction() as session:
        reader = reader_of(session, person.workspace_id, person.id, now=clock.now())
        files = exporting.packed(session, reader)
        exporting.send(session, reader, files, is_for_them=True)
    return len(files)


def erase_all(database: Database, clock: Clock, person: Person, *, posts_too: bool = False) -> Erased:
    """Delete everything of theirs, here or gone; twice is no error. The bot shows their tab as it is then.

    ``posts_too``: their posts in channels, and their name in posts that thank them, go as well; the bot takes
    them away, so it has to run.
    """
    now, whose = clock.now(), (person.workspace_id, person.id)
    with database.transaction() as session:
        erased = erase(session, *whose, now=now, posts_too=posts_too, is_marked=person.forgotten_at is None)
        if not person.is_gone:
            openings.show_once(session, *whose, now=now)
    return erased


def what_becomes_of_posts(*, posts_too: bool) -> str:
    """What is read before the name is asked for."""
    if posts_too:
        return "Their posts in channels go, too, and their name in posts that thank them."
    return (
        "Their posts in channels stay, and their name in posts that thank them. With --posts remove they go."
    )


def where_posts_are(erased: Erased) -> str:
    """What is read once posts are to go."""
    said = "The bot takes the posts away; it has to be running."
    if not erased.unreachable:
        return said
    one = erased.unreachable == 1
    where = f"where {erased.unreachable} of them {'is: that stays' if one else 'are: those stay'}"
    return f"{said} Nobody knows any more {where}."


def _person(session: Session, person_id: str, workspace_id: str | None) -> Person:
    asked = sa.select(Person).where(Person.id == person_id, Person.is_bot.is_(False))
    if workspace_id is not None:
        asked = asked.where(Person.workspace_id == workspace_id)
    found = session.scalars(asked).all()
    if not found:
        raise WhoIsThat(
            f"Nobody here has the member id {person_id}. In Slack it stands in the profile: Copy member ID."
        )
    if len(found) > 1:
        raise WhoIsThat("There are several workspaces: say which one with --workspace.")
    return found[0]
