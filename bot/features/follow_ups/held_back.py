"""What somebody wrote down for a person who has blocked them: it waits unanswered, and is not shown."""

import sqlalchemy as sa

from bot.features.follow_ups.models import FollowUp, State
from bot.features.people.models import BlockedPerson


def may_be_shown() -> sa.ColumnElement[bool]:
    """Of a promise that its owner reads: that it is not an offer of somebody whom they have blocked.

    It is asked where the owner reads, so that whoever writes one down does the same for everybody.
    """
    blocked = sa.exists().where(
        BlockedPerson.workspace_id == FollowUp.workspace_id,
        BlockedPerson.person_id == FollowUp.owner_id,
        BlockedPerson.about_id == FollowUp.author_id,
    )
    return sa.or_(FollowUp.state != State.OFFERED, ~blocked)
