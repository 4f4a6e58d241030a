"""The verbs of an act: plan it, have it done, and come back to it once in two weeks."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy.orm import Session

from bot.features.follow_ups import service as follow_ups
from bot.features.follow_ups.models import FollowUp, Origin
from bot.features.follow_ups.models import State as Stands
from bot.features.people import enrolments
from bot.features.people.models import Persistence
from bot.features.people.reader import Reader
from bot.features.reconnections.acts import drafts, log, wording
from bot.features.reconnections.acts.draft import Draft
from bot.features.reconnections.acts.models import ActReminder
from bot.features.reconnections.acts.when import Plan
from bot.features.reconnections.content.library import content_for
from bot.features.reconnections.content.openers import Act
from bot.features.reconnections.repair import composing
from bot.platform.slack.limits import fit
from bot.platform.templating import words

# Judgement: long enough for a deed, short enough that it is still the same matter.
_COMES_BACK_AFTER = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Kept:
    """An act that was asked to come up again. ``words`` are all that its author wrote."""

    follow_up: FollowUp
    act: Act
    words: str


def plan(session: Session, reader: Reader, draft: Draft, chosen: Plan, *, name: str) -> FollowUp | None:
    """Remember the act for the time that was chosen, and let go of its draft; None without a reminder.

    It is a promise to oneself, nudged gently and seen by nobody else. With a time, its author is told
    then, once, and cards name it from the next working day on. Raises NotAPromise.
    """
    if chosen.due_on is None:
        return None
    text = wording.whole(content_for(reader.language), draft)
    said = words("reconnections/when", name=name)
    promise = words(
        "reconnections/when", after=chosen.after, what=said.plain(f"{draft.act}_promise"), text=text
    )
    follow_up = _promise(session, reader, draft, text=promise.plain("promise"), due_on=chosen.due_on)
    if chosen.remind_at is not None:
        day_after = chosen.due_on + timedelta(days=1)
        follow_ups.snooze(session, follow_up, until=day_after, now=reader.now)
    session.add(
        ActReminder(
            follow_up_id=follow_up.id,
            workspace_id=reader.workspace_id,
            person_id=reader.person_id,
            act=draft.act,
            words=text,
            remind_at=chosen.remind_at,
            nudged_from=follow_up.next_nudge_on,
        )
    )
    drafts.drop(session, reader)
    session.flush()
    return follow_up


def come_back_in_two_weeks(session: Session, reader: Reader, draft: Draft, *, name: str) -> Draft:
    """Let what was promised in an apology come up on one card, in two weeks; once for each draft."""
    if draft.comes_back_as is not None:
        return draft
    asked = composing.reminder(content_for(reader.language).repair, draft.pieces, power=draft.has_power)
    text = words("reconnections/when", name=name, text=asked).plain("two_weeks_promise")
    follow_up = _promise(session, reader, draft, text=text, due_on=reader.today + _COMES_BACK_AFTER)
    follow_ups.nudge_only_once(follow_up)
    return replace(draft, comes_back_as=follow_up.id)


def kept(session: Session, reader: Reader, *, follow_up_id: int) -> Kept:
    """The act behind a promise of the reader's. Raises NotYours."""
    follow_up = follow_ups.owned(
        session, reader.workspace_id, owner_id=reader.person_id, follow_up_id=follow_up_id
    )
    reminder = session.get(ActReminder, follow_up_id)
    if reminder is None:
        return Kept(follow_up, Act.ASK, follow_up.words)
    return Kept(follow_up, Act(reminder.act), reminder.words)


def finish(session: Session, reader: Reader, *, follow_up_id: int | None) -> FollowUp | None:
    """It is done: end its promise, or without one let go of the draft. The promise, if this ended it."""
    if follow_up_id is None:
        draft = drafts.saved(session, reader)
        if draft is not None:
            enrolments.enrol(session, reader.workspace_id, reader.person_id, now=reader.now)
            log.note(session, reader, about_id=draft.about_id, act=draft.act, key=log.of_draft(reader))
            drafts.drop(session, reader)
        return None
    follow_up = kept(session, reader, follow_up_id=follow_up_id).follow_up
    was_open = follow_up.state == Stands.OPEN
    follow_ups.resolve(session, follow_up, now=reader.now)
    return follow_up if was_open else None


def _promise(session: Session, reader: Reader, draft: Draft, *, text: str, due_on: date) -> FollowUp:
    return follow_ups.open_follow_up(
        session,
        reader.workspace_id,
        owner_id=reader.person_id,
        author_id=reader.person_id,
        with_id=draft.about_id,
        words=fit(text, follow_ups.LONGEST_WORDS),
        due_on=due_on,
        origin=Origin.RECONNECTION,
        persistence=Persistence.GENTLE,
        now=reader.now,
    )
