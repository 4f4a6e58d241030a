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
from bot.features.reconnections.acts import drafts, handing, log, wording
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
    handing.goes_on_with(session, reader, draft_token=draft.token, follow_up_id=follow_up.id)
    drafts.drop(session, reader)
    session.flush()
    return follow_up


def ask_in_two_weeks(session: Session, reader: Reader, draft: Draft, *, name: str, wanted: bool) -> Draft:
    """Let what was promised in an apology come up on one card, in two weeks, if that is ``wanted``.

    There is one question for each draft: it says what the draft says now, and is let go of once it is
    not wanted.
    """
    before = session.get(FollowUp, draft.comes_back_as) if draft.comes_back_as else None
    if not wanted:
        if before is not None:
            follow_ups.let_go(session, before, now=reader.now)
        return replace(draft, comes_back_as=None)
    asked = composing.reminder(content_for(reader.language).repair, draft.pieces, power=draft.has_power)
    text = words("reconnections/when", name=name, text=asked).plain("two_weeks_promise")
    if before is not None:
        if before.state == Stands.OPEN:
            before.words = fit(text, follow_ups.LONGEST_WORDS)
        return draft
    follow_up = _promise(
        session,
        reader,
        draft,
        text=text,
        due_on=reader.today + _COMES_BACK_AFTER,
        origin=Origin.OWN_PART,
    )
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


def finish_at_once(session: Session, reader: Reader, *, about_id: str | None, act: Act, token: int) -> None:
    """It is done, without a promise: note it, and let go of the draft of that ``token``, if it is there."""
    enrolments.enrol(session, reader.workspace_id, reader.person_id, now=reader.now)
    log.note(session, reader, about_id=about_id, act=act, key=log.of_draft(token))
    draft = drafts.saved(session, reader)
    if draft is not None and draft.token == token:
        drafts.drop(session, reader)


def finish(session: Session, reader: Reader, *, follow_up_id: int) -> FollowUp | None:
    """It is done: end its promise. The promise, if this ended it. Raises NotYours."""
    follow_up = kept(session, reader, follow_up_id=follow_up_id).follow_up
    was_open = follow_up.state == Stands.OPEN
    follow_ups.resolve(session, follow_up, now=reader.now)
    return follow_up if was_open else None


def forget(session: Session, reader: Reader, draft: Draft) -> None:
    """*Forget it*: the draft goes, with the words that were sent for it and the question in two weeks."""
    before = session.get(FollowUp, draft.comes_back_as) if draft.comes_back_as else None
    if before is not None:
        follow_ups.let_go(session, before, now=reader.now)
    handing.take_back(session, reader, draft_token=draft.token)
    drafts.drop(session, reader)


def _promise(
    session: Session,
    reader: Reader,
    draft: Draft,
    *,
    text: str,
    due_on: date,
    origin: Origin = Origin.RECONNECTION,
) -> FollowUp:
    return follow_ups.open_follow_up(
        session,
        reader.workspace_id,
        owner_id=reader.person_id,
        author_id=reader.person_id,
        with_id=draft.about_id,
        words=fit(text, follow_ups.LONGEST_WORDS),
        due_on=due_on,
        origin=origin,
        persistence=Persistence.GENTLE,
        now=reader.now,
    )
