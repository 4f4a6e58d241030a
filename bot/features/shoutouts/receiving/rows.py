"""One person's row of a shout-out, together with the shout-out itself, which is always locked first."""

from sqlalchemy.orm import Session

from bot.features.shoutouts.models import Shoutout, ShoutoutReceiver


def row_and_shoutout(session: Session, row_id: int | None) -> tuple[ShoutoutReceiver, Shoutout] | None:
    """Both as they stand now; nobody else can change either until this is over. None when it is gone.

    Whoever changes a row locks its shout-out and nothing before it: so no two ever wait for each other.
    """
    found = session.get(ShoutoutReceiver, row_id) if row_id else None
    if found is None:
        return None
    shoutout = session.get(Shoutout, found.shoutout_id, with_for_update=True, populate_existing=True)
    receiver = session.get(ShoutoutReceiver, row_id, populate_existing=True)
    return None if shoutout is None or receiver is None else (receiver, shoutout)
