"""What an author is shown of shout-outs as they stand now: the form, the answer, the help."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from bot.features.people.reader import Reader
from bot.features.shoutouts import blocks
from bot.features.shoutouts.models import Shoutout
from bot.features.shoutouts.wording import NotAShoutout
from bot.features.shoutouts.writing import drafts, forms, frequency
from bot.features.workspace.values import values_of
from bot.platform.slack.block_kit import Block
from bot.platform.slack.message import Message
from bot.platform.templating import words
from bot.platform.working_time import local_day


def form(session: Session, reader: Reader, *, thread_id: int | None = None) -> Block:
    """The form, with the draft in it that the reader has not posted yet. ``thread_id``: where it will go."""
    draft = drafts.latest(session, reader.workspace_id, reader.person_id, now=reader.now)
    values = values_of(session, reader.workspace_id)
    if draft is None:
        return forms.writing(around=drafts.Around(thread_id=thread_id), values=values)
    around = drafts.around(draft)
    return forms.writing(
        receiver_ids=drafts.receiver_ids_of(session, draft),
        wording=draft.wording,
        around=replace(around, thread_id=thread_id or around.thread_id),
        values=values,
        draft_id=draft.id,
        left_on=local_day(draft.changed_at, reader.zone),
    )


def filled_form(session: Session, draft: Shoutout) -> Block:
    """The form with this draft in it."""
    return forms.writing(
        receiver_ids=drafts.receiver_ids_of(session, draft),
        wording=draft.wording,
        around=drafts.around(draft),
        values=values_of(session, draft.workspace_id),
        draft_id=draft.id,
    )


def help_message() -> Message:
    """What ``/shoutout`` understands, and its limits."""
    return blocks.help_message(
        most_receivers=drafts.MOST_RECEIVERS,
        days_between=frequency.DAYS_BETWEEN,
        most_a_day=frequency.MOST_A_DAY,
    )


def team_of(groups: Sequence[str]) -> str:
    """The groups that were named in a line, as one team; empty for none.

    Raises NotAShoutout for a group whose name Slack did not send along.
    """
    if not all(groups):
        raise NotAShoutout(words("shoutouts/refusals").plain("unnamed_team"), field="team")
    return words("shoutouts/form", groups=list(groups)).plain("team_of_groups")
