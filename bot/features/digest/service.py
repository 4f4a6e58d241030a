"""Put a person's week together, once a week by itself and whenever they ask."""

from sqlalchemy.orm import Session

from bot.features.digest.models import Digest
from bot.features.digest.sections import SECTIONS, Part
from bot.features.digest.week import is_digest_day, week_of
from bot.features.people.reader import Reader
from bot.platform.database import insert_once


def parts(session: Session, reader: Reader) -> list[Part]:
    """Everything there is to say about the reader's week, read anew."""
    found = [section(session, reader) for section in SECTIONS]
    return [part for part in found if part is not None]


def take_week(session: Session, reader: Reader) -> bool:
    """Whether this is the reader's digest day and this week's has not been made; it counts as made then."""
    if not is_digest_day(reader.today, working_time=reader.working_time):
        return False
    return insert_once(
        session,
        Digest,
        workspace_id=reader.workspace_id,
        person_id=reader.person_id,
        week_of=week_of(reader.today),
        made_at=reader.now,
    )
