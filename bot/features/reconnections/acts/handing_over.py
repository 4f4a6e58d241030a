"""The last page: the words to copy, the way to the other, and when it comes up again."""

from datetime import datetime

from sqlalchemy.orm import Session

from bot.features.follow_ups.models import FollowUp
from bot.features.people import directory
from bot.features.people.reader import Reader
from bot.features.reconnections import rests
from bot.features.reconnections.acts import pages, service, wording
from bot.features.reconnections.acts.draft import Draft
from bot.features.reconnections.acts.place import Place
from bot.features.reconnections.acts.when import Plan
from bot.features.reconnections.content.library import content_for
from bot.features.relationships import service as relationships
from bot.platform.slack.block_kit import Block
from bot.platform.working_time import zone_named


def last_page(reader: Reader, draft: Draft, chosen: Plan, follow_up: FollowUp | None, *, name: str) -> Block:
    """The page for a time that was chosen just now. ``name`` is whom it is for."""
    return pages.last(
        Place(follow_up_id=follow_up.id) if follow_up else Place(token=draft.token),
        lead=chosen.when,
        text=wording.whole(content_for(reader.language), draft),
        workspace_id=reader.workspace_id,
        about_id=draft.about_id,
        name=name,
        due_on=chosen.due_on,
        at=_local(chosen.remind_at, reader),
        next_on=follow_up.next_nudge_on if follow_up else None,
        is_asked=draft.comes_back_as is not None,
    )


def page_of_promise(session: Session, reader: Reader, *, follow_up_id: int) -> Block:
    """The same for an act that was planned before. Raises NotYours."""
    kept = service.kept(session, reader, follow_up_id=follow_up_id)
    about_id = kept.follow_up.with_id
    if about_id and relationships.was_asked_not_to(session, reader, about_id=about_id):
        return rests.left_alone(about_id)
    name = directory.person(session, reader.workspace_id, about_id).name if about_id else ""
    return pages.last(
        Place(follow_up_id=follow_up_id),
        lead="open",
        text=kept.words,
        workspace_id=reader.workspace_id,
        about_id=about_id,
        name=name,
    )


def _local(moment: datetime | None, reader: Reader) -> datetime | None:
    return moment.astimezone(zone_named(reader.zone)) if moment else None
