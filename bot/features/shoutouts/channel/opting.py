"""What the channel for shout-outs gets by itself: a Friday thread, a monthly round-up, both or neither."""

from datetime import datetime

from sqlalchemy.orm import Session

from bot.features.shoutouts.channel import calendar
from bot.features.workspace.models import Workspace


def choose(
    session: Session, workspace: Workspace, *, thread: bool, round_up: bool, zone: str, now: datetime
) -> None:
    """Let the channel have them from now on, or no longer; both come on the clock of ``zone`` (IANA).

    What was on already and is kept on keeps its turn, also one that is due right now.
    """
    moves = zone != workspace.zone
    workspace.zone = zone
    workspace.has_friday_thread = thread
    if not thread:
        workspace.thread_next_at = None
    elif workspace.thread_next_at is None or moves:
        workspace.thread_next_at = calendar.next_thread_at(after=now, zone=zone)
    workspace.has_round_up = round_up
    if not round_up:
        workspace.round_up_next_at = None
    elif workspace.round_up_next_at is None or moves:
        workspace.round_up_next_at = calendar.next_round_up_at(after=now, zone=zone)
    session.flush()
