"""What a person chose for themselves: enrolled by saving something, their hour, a pause, a stop."""

from datetime import date, datetime, time

import sqlalchemy as sa
from sqlalchemy.orm import Session, selectinload

from bot.features.people import directory, public_holidays, times_away
from bot.features.people.erased import marks
from bot.features.people.models import Enrolment, Persistence, Person
from bot.features.workspace import pilot
from bot.features.workspace import service as workspaces
from bot.platform.database import insert_once
from bot.platform.working_time import WorkingTime, local_day


def enrolment(session: Session, workspace_id: str, person_id: str) -> Enrolment | None:
    """The person's choices, or None while they have never saved anything."""
    return session.get(Enrolment, (workspace_id, person_id))


def enrol(session: Session, workspace_id: str, person_id: str, *, now: datetime) -> Enrolment:
    """Make sure the person is enrolled; saving something does that.

    Whoever stopped Tend and then saves something has come back, since they pressed a button that
    keeps something. A pause stays.
    """
    person = directory.person(session, workspace_id, person_id)
    found = _row(session, workspace_id, person_id)
    if found.enrolled_at is None:
        found.enrolled_at = found.last_seen_at = now
        marks.take_off(session, workspace_id, person_id)
    if found.next_card_at is None:
        if found.stopped_at is not None:
            found.stopped_at = None
            times_away.end(session, workspace_id, person_id, on=local_day(now, person.zone))
        plan_next_card(found, zone=person.zone, now=now)
    session.flush()
    return found


def _row(session: Session, workspace_id: str, person_id: str) -> Enrolment:
    # Two requests of one person may come at once: whoever is second finds the row of the first.
    insert_once(
        session,
        Enrolment,
        workspace_id=workspace_id,
        person_id=person_id,
        card_at=workspaces.workspace_of(session, workspace_id).card_at,
        weekdays="01234",
        persistence=Persistence.STANDARD,
    )
    return session.get_one(Enrolment, (workspace_id, person_id))


def _enrolled_or_row(session: Session, workspace_id: str, person_id: str, *, now: datetime) -> Enrolment:
    row = _row(session, workspace_id, person_id)
    return row if row.enrolled_at is None else enrol(session, workspace_id, person_id, now=now)


def pause(session: Session, workspace_id: str, person_id: str, *, until: date | None, now: datetime) -> None:
    """Write nothing unprompted until ``until`` (the person's own calendar; None: until they say so).

    Somebody who was never enrolled is not enrolled by it: they asked for quiet, not for cards.
    """
    chosen = _enrolled_or_row(session, workspace_id, person_id, now=now)
    chosen.paused_until, chosen.stopped_at = until or date.max, None
    zone = directory.person(session, workspace_id, person_id).zone
    times_away.begin(session, workspace_id, person_id, on=local_day(now, zone), until=chosen.paused_until)
    plan_next_card(chosen, zone=zone, now=now)


def resume(session: Session, workspace_id: str, person_id: str, *, now: datetime) -> None:
    """End a pause or a stop."""
    chosen = enrol(session, workspace_id, person_id, now=now)
    chosen.paused_until = None
    chosen.stopped_at = None
    zone = directory.person(session, workspace_id, person_id).zone
    times_away.end(session, workspace_id, person_id, on=local_day(now, zone))
    plan_next_card(chosen, zone=zone, now=now)


def stop(session: Session, workspace_id: str, person_id: str, *, now: datetime) -> None:
    """Never write unprompted again. Nothing is deleted.

    Somebody who was never enrolled is not enrolled by it, and gets no invitations either.
    """
    chosen = _row(session, workspace_id, person_id)
    chosen.stopped_at = now
    chosen.next_card_at = None
    zone = directory.person(session, workspace_id, person_id).zone
    times_away.begin(session, workspace_id, person_id, on=local_day(now, zone), until=date.max)


def choose_hour(session: Session, workspace_id: str, person_id: str, *, at: time, now: datetime) -> None:
    """Let the card come at ``at`` on the person's wall clock."""
    chosen = enrol(session, workspace_id, person_id, now=now)
    chosen.card_at = at
    plan_next_card(chosen, zone=directory.person(session, workspace_id, person_id).zone, now=now)


def choose_working_days(
    session: Session, workspace_id: str, person_id: str, *, weekdays: str, now: datetime
) -> None:
    """Work on ``weekdays`` from now on: one digit a day, 0 is Monday."""
    chosen = enrol(session, workspace_id, person_id, now=now)
    chosen.weekdays = weekdays
    plan_next_card(chosen, zone=directory.person(session, workspace_id, person_id).zone, now=now)


def choose_country(
    session: Session, workspace_id: str, person_id: str, *, country: str | None, now: datetime
) -> str | None:
    """Let the public holidays of ``country`` be days off from now on; None: those of no country.

    ``country`` as people write it ("DE", "us-ny"). Returns the code that is kept. Raises UnknownCountry.
    """
    code = public_holidays.code_of(country) if country else None
    chosen = enrol(session, workspace_id, person_id, now=now)
    chosen.country = code
    plan_around(chosen, zone=directory.person(session, workspace_id, person_id).zone, now=now)
    return code


def choose_persistence(
    session: Session, workspace_id: str, person_id: str, *, persistence: Persistence, now: datetime
) -> None:
    """How long to be nudged about each promise, from now on. It enrols nobody."""
    _enrolled_or_row(session, workspace_id, person_id, now=now).persistence = persistence


def choose_working_hours(
    session: Session, workspace_id: str, person_id: str, *, opens: time, closes: time, now: datetime
) -> None:
    """Work from ``opens`` to ``closes`` on the person's wall clock; the former must be the earlier one."""
    chosen = enrol(session, workspace_id, person_id, now=now)
    chosen.opens, chosen.closes = opens, closes


def choose_digest_day(
    session: Session, workspace_id: str, person_id: str, *, weekday: int, now: datetime
) -> None:
    """Let the digest come with the card of ``weekday``: 0 is Monday."""
    enrol(session, workspace_id, person_id, now=now).digest_day = weekday


def choose_language(
    session: Session, workspace_id: str, person_id: str, *, language: str | None, now: datetime
) -> None:
    """Show questions and openers in ``language`` ("de"); None: in the one they use Slack in."""
    enrol(session, workspace_id, person_id, now=now).language = language


def choose_names_in_digest(
    session: Session, workspace_id: str, person_id: str, *, wanted: bool, now: datetime
) -> None:
    """Let the digest name somebody a week whom the person last thanked long ago, or not any more."""
    enrol(session, workspace_id, person_id, now=now).names_in_digest = wanted


def plan_next_card(chosen: Enrolment, *, zone: str, now: datetime) -> None:
    """Move the next look at the person's card to their next hour after ``now``."""
    chosen.next_card_at = next_card_after(chosen, zone=zone, now=now)


def plan_around(chosen: Enrolment, *, zone: str, now: datetime) -> None:
    """Move the next look at the person's card, after their days off have changed.

    One that is due right now stays: whether it is their working day is asked when it is made.
    """
    if chosen.next_card_at is None or chosen.next_card_at > now:
        plan_next_card(chosen, zone=zone, now=now)


def next_card_after(chosen: Enrolment, *, zone: str, now: datetime) -> datetime | None:
    """The person's next hour on a working day after ``now`` and after any pause.

    None when stopped, and for whoever has chosen something but was never enrolled.
    """
    if chosen.enrolled_at is None or chosen.stopped_at is not None or chosen.paused_until == date.max:
        return None
    back_at = chosen.away_until if is_away(chosen, now=now) else now
    if back_at is None or back_at.year == date.max.year:
        return None  # their status has no end, and tells when it has one
    return chosen.working_time(zone).next_moment(
        after=back_at, at=chosen.card_at, not_before=chosen.paused_until
    )


def follow(session: Session, person: Person, *, is_elsewhere: bool, now: datetime) -> None:
    """Let the next card follow what Slack says about its person.

    Nobody who left gets one, whoever came back gets one again, and another zone (``is_elsewhere``) moves
    its hour with them. Any other change leaves it alone: at nine many a status changes, and a card that
    is due right then must still come.
    """
    chosen = enrolment(session, person.workspace_id, person.id)
    if chosen is None:
        return
    if person.is_gone:
        chosen.next_card_at = None
    elif is_elsewhere or chosen.next_card_at is None:
        plan_next_card(chosen, zone=person.zone, now=now)


def fall_silent(session: Session, workspace_id: str) -> None:
    """Look at nobody's card any more: the app has been taken out of this workspace."""
    session.execute(
        sa.update(Enrolment)
        .where(Enrolment.workspace_id == workspace_id, Enrolment.next_card_at.is_not(None))
        .values(next_card_at=None)
    )


def wake_up(session: Session, workspace_id: str, *, now: datetime) -> None:
    """Plan a card for everybody enrolled who has none coming: the app may have been away."""
    silent = sa.select(Enrolment, Person).join(
        Person, sa.and_(Person.workspace_id == Enrolment.workspace_id, Person.id == Enrolment.person_id)
    )
    for chosen, person in session.execute(
        silent.where(
            Enrolment.workspace_id == workspace_id,
            Enrolment.next_card_at.is_(None),
            Enrolment.stopped_at.is_(None),
            Person.is_gone.is_(False),
        ).options(selectinload(Enrolment.days_off))
    ):
        plan_next_card(chosen, zone=person.zone, now=now)


def is_away(chosen: Enrolment, *, now: datetime) -> bool:
    """Whether the person's status in Slack says that they are away, and they let it say so."""
    return chosen.away_until is not None and now < chosen.away_until


def is_paused(chosen: Enrolment, *, zone: str, now: datetime) -> bool:
    """Whether the person asked for silence at this moment."""
    if chosen.stopped_at is not None:
        return True
    return chosen.paused_until is not None and local_day(now, zone) < chosen.paused_until


def may_be_written_to(session: Session, workspace_id: str, person_id: str, *, now: datetime) -> bool:
    """Whether something unprompted may reach the person: here, not gone, not away, paused or stopped.

    While Tend is tried out by some, nothing reaches the others.
    """
    person = directory.person(session, workspace_id, person_id)
    chosen = enrolment(session, workspace_id, person_id)
    if person.is_gone or person.is_bot or not pilot.may_use(session, workspace_id, person_id):
        return False
    is_enrolled = chosen is not None and chosen.enrolled_at is not None
    if not is_enrolled and marks.is_on(session, workspace_id, person_id):
        return False
    if chosen is None:
        return True
    return not is_away(chosen, now=now) and not is_paused(chosen, zone=person.zone, now=now)


def persistence_of(session: Session, workspace_id: str, person_id: str) -> Persistence:
    """How long the person wants to be nudged."""
    chosen = enrolment(session, workspace_id, person_id)
    return Persistence(chosen.persistence) if chosen else Persistence.STANDARD


def next_opening(session: Session, workspace_id: str, person_id: str, *, now: datetime) -> datetime:
    """When the person works next: now, or as their next working day opens. In UTC."""
    working_time = working_time_of(session, workspace_id, person_id)
    return working_time.next_moment(after=now) or working_time.next_hour(after=now, at=working_time.opens)


def working_time_of(session: Session, workspace_id: str, person_id: str) -> WorkingTime:
    """When the person works, in their own zone; Monday to Friday while they have not said.

    Asks the database for the person, for what they chose, and for their days off.
    """
    person = directory.person(session, workspace_id, person_id)
    chosen = enrolment(session, workspace_id, person_id)
    return chosen.working_time(person.zone) if chosen else WorkingTime(zone=person.zone)
