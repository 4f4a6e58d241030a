"""Whom a person has blocked: `/tend block @person`, `unblock @person` and `blocked`, for them alone."""

from sqlalchemy.orm import Session

from bot.features.home.spoken import NotUnderstood, Spoken
from bot.features.people import blocking
from bot.platform.slack import mrkdwn
from bot.platform.templating import words

_MOST = 50
"""Judgement: as many names fit one block of Slack's and are read to the end."""
_MOST_IN_SETTINGS = 10


def block(session: Session, spoken: Spoken) -> str:
    """Nothing that somebody does through Tend reaches the asker any more."""
    asker = spoken.asker
    about_id = _named(spoken, "block")
    about = blocking.block(session, asker.workspace_id, asker.person_id, about_id=about_id, now=spoken.now)
    return words("home/peace", about_id=about.id)["blocked"]


def unblock(session: Session, spoken: Spoken) -> str:
    """The end of that; whoever was not blocked is not from now on either."""
    asker = spoken.asker
    about_id = _named(spoken, "unblock")
    about = blocking.unblock(session, asker.workspace_id, asker.person_id, about_id=about_id)
    return words("home/peace", about_id=about.id)["unblocked"]


def blocked(session: Session, spoken: Spoken) -> str:
    """Whom the asker has blocked, the latest first."""
    return _listed(session, spoken.asker.workspace_id, spoken.asker.person_id, most=_MOST)


def in_settings(session: Session, workspace_id: str, person_id: str) -> str:
    """The same on the settings form, with how to change it."""
    return _listed(session, workspace_id, person_id, most=_MOST_IN_SETTINGS)


def _listed(session: Session, workspace_id: str, person_id: str, *, most: int) -> str:
    about_ids = blocking.blocked_by(session, workspace_id, person_id)
    more = max(0, len(about_ids) - most)
    said = words("home/peace", about_ids=about_ids[:most], more=more)
    return said["list" if about_ids else "nobody"]


def _named(spoken: Spoken, word: str) -> str:
    named = mrkdwn.mentions_in(spoken.rest)
    if len(named) != 1:
        raise NotUnderstood(words("home/peace", word=word).plain("which_person"))
    return named[0]
