"""How thanks may reach a person: their choice, and the workspace's way until they have one.

Choosing a way does not enrol: whoever says how thanks may reach them has not asked for cards or digests.
"""

from datetime import datetime

from sqlalchemy.orm import Session

from bot.features.people import blocking
from bot.features.people.erased import marks
from bot.features.shoutouts.models import ThanksPreference, Way
from bot.features.workspace import service as workspaces
from bot.platform.database import insert_once

# Judgement: thanks are said where others can hear them, and the first one asks.
DEFAULT_WAY = Way.IN_CHANNEL


def preference_of(session: Session, workspace_id: str, person_id: str) -> Way:
    """How thanks reach the person at this moment; not at all if they had everything deleted.

    It asks the same of the database, whoever they are.
    """
    is_erased = marks.is_on(session, workspace_id, person_id)
    usual = default_way(session, workspace_id)
    chosen = chosen_way(session, workspace_id, person_id)
    if chosen is None and is_erased:
        return Way.NOT_THIS_WAY
    return chosen or usual


def way_from(session: Session, workspace_id: str, person_id: str, *, author_id: str) -> Way:
    """How the thanks of ``author_id`` reach the person: *not this way* if they have blocked that one.

    It asks the same of the database, whatever the answer is.
    """
    is_blocked = blocking.has_blocked(session, workspace_id, person_id, about_id=author_id)
    way = preference_of(session, workspace_id, person_id)
    return Way.NOT_THIS_WAY if is_blocked else way


def default_way(session: Session, workspace_id: str) -> Way:
    """How thanks reach whoever has not chosen: as the admins decided, or in the channel."""
    decided = workspaces.workspace_of(session, workspace_id).thanks_way
    return Way(decided) if decided in set(Way) else DEFAULT_WAY


def chosen_way(session: Session, workspace_id: str, person_id: str) -> Way | None:
    """The way the person has chosen; None while the workspace's holds."""
    found = session.get(ThanksPreference, (workspace_id, person_id))
    return Way(found.way) if found is not None and found.way else None


def choose_preference(
    session: Session, workspace_id: str, person_id: str, *, way: Way, now: datetime
) -> None:
    """Let thanks reach the person in this way from now on. What stands in a channel already stays there."""
    chosen = _row(session, workspace_id, person_id)
    chosen.way = way
    chosen.chosen_at = now
    session.flush()


def is_to_be_asked(session: Session, workspace_id: str, person_id: str) -> bool:
    """Whether the person has neither chosen nor been asked yet: each is asked once."""
    found = session.get(ThanksPreference, (workspace_id, person_id))
    return found is None or (found.way is None and found.asked_at is None)


def note_asked(session: Session, workspace_id: str, person_id: str, *, now: datetime) -> None:
    """Keep that the person was asked, so that nobody asks again."""
    _row(session, workspace_id, person_id).asked_at = now
    session.flush()


def forget_asked(session: Session, workspace_id: str, person_id: str) -> None:
    """What asked the person was taken back: unless they have chosen, the next one asks."""
    row = _row(session, workspace_id, person_id)
    if row.way is None:
        row.asked_at = None
    session.flush()


def _row(session: Session, workspace_id: str, person_id: str) -> ThanksPreference:
    # Two presses of one person may come at once: whoever is second finds the row of the first.
    insert_once(session, ThanksPreference, workspace_id=workspace_id, person_id=person_id)
    return session.get_one(ThanksPreference, (workspace_id, person_id))
