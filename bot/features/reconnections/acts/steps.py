"""Which screen comes next on the way to an act. It rests on the author's own rows, whoever the other is."""

from dataclasses import replace

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.features.people import directory
from bot.features.people.directory import NobodyToTurnTo
from bot.features.people.reader import Reader
from bot.features.reconnections import rests, screens, sides
from bot.features.reconnections.acts import drafts, first, forms, pages, wording
from bot.features.reconnections.acts.actions import Action
from bot.features.reconnections.acts.draft import Draft, Step
from bot.features.reconnections.acts.models import ActReminder
from bot.features.reconnections.acts.place import Place
from bot.features.reconnections.content.library import content_for
from bot.features.reconnections.models import Side
from bot.features.reconnections.repair import forms as repair_forms
from bot.features.reconnections.steps import is_new_to_this
from bot.features.relationships import service as relationships
from bot.platform.errors import UserError
from bot.platform.slack.block_kit import Block
from bot.platform.templating import words
from bot.platform.working_time import local_day


def begin(session: Session, reader: Reader, place: Place) -> Block:
    """The first screen behind `/reconnect`. Nothing is written down for it.

    The safety step fills it on first use, and where it is tense or one's own part. Whoever has begun
    something chooses between that and a new one. Raises NobodyToTurnTo.
    """
    if place.about_id is not None:
        directory.colleague(session, reader.workspace_id, asker_id=reader.person_id, person_id=place.about_id)
        if relationships.was_asked_not_to(session, reader, about_id=place.about_id):
            return rests.left_alone(place.about_id)
    draft = None if place.is_anew else drafts.saved(session, reader)
    if not place.is_everyday and _needs_safety(session, reader, place, draft):
        return safety(place)
    if draft is not None:
        saved_at = drafts.saved_at(session, reader) or reader.now
        return pages.begun(
            replace(place, token=draft.token),
            name=name_of(session, reader, draft),
            saved_on=local_day(saved_at, reader.zone),
        )
    return first.form(place, first.given(session, reader, place, None))


def go_on(session: Session, reader: Reader, place: Place, draft: Draft) -> Block:
    """The screen at which ``draft`` stands, behind the safety step where that is due."""
    if draft.needs_safety and not place.is_everyday:
        return safety(replace(place, goes_on=True), forms.back(Step.FIRST))
    return show(session, reader, place, draft)


def show(session: Session, reader: Reader, place: Place, draft: Draft) -> Block:
    """The screen at which ``draft`` stands; for somebody who has left meanwhile, only its words."""
    place = replace(place, token=draft.token)
    if (instead := in_the_way(session, reader, place, draft)) is not None:
        return instead
    name = name_of(session, reader, draft)
    rests_until = (
        relationships.openers_rest(session, reader, about_id=draft.about_id) if draft.about_id else None
    )
    if draft.step is Step.GATES:
        return repair_forms.gates(reader, place, draft)
    if draft.step is Step.PIECES:
        return repair_forms.pieces(reader, place, draft, name=name, rests_until=rests_until)
    if draft.step is Step.WHEN:
        return forms.when(reader, place, draft)
    if draft.step is Step.FIRST:
        return first.form(place, first.given(session, reader, place, draft))
    return forms.your_words(reader, place, draft, name=name, rests_until=rests_until)


def in_the_way(session: Session, reader: Reader, place: Place, draft: Draft) -> Block | None:
    """What stands in the place of any screen when the other has left, or asked not to; None: nothing."""
    if draft.about_id is None:
        return None
    try:
        directory.colleague(session, reader.workspace_id, asker_id=reader.person_id, person_id=draft.about_id)
    except NobodyToTurnTo as gone:
        return pages.gone(place, reader, draft, sentence=gone.words)
    if relationships.was_asked_not_to(session, reader, about_id=draft.about_id):
        return rests.left_alone(draft.about_id)
    return None


def safety(place: Place, *back: Block) -> Block:
    """Is this the right tool?"""
    return screens.safety(place.packed(), everyday=Action.EVERYDAY, back=back)


def the_draft(session: Session, reader: Reader, place: Place) -> Draft:
    """What the reader has begun. Raises UserError when what stood on their screen is not there any more."""
    draft = drafts.saved(session, reader)
    if draft is None or place.token not in (None, draft.token):
        raise UserError(words("reconnections/draft").plain("lost"))
    return draft


def refuse_unfinished(reader: Reader, draft: Draft) -> None:
    """Raises NotReady when something is still to be filled in: the content may have changed since."""
    wording.checked(
        wording.whole(content_for(reader.language), draft), field="when", longest=wording.LONGEST_WHOLE
    )


def name_of(session: Session, reader: Reader, draft: Draft) -> str:
    """Whom it is for, as its author calls them."""
    if draft.about_id is None:
        return draft.label
    return directory.person(session, reader.workspace_id, draft.about_id).name


def _needs_safety(session: Session, reader: Reader, place: Place, draft: Draft | None) -> bool:
    if draft is not None:
        return draft.needs_safety
    if place.about_id and sides.side_of(session, reader, about_id=place.about_id) is Side.TENSE:
        return True
    own = sa.exists().where(
        ActReminder.workspace_id == reader.workspace_id, ActReminder.person_id == reader.person_id
    )
    return is_new_to_this(session, reader) and not (place.is_anew or session.scalar(sa.select(own)))
