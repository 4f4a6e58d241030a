"""The days off that a person notes: taking some, reading them, and working after all."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from bot.features.people import directory, enrolments, times_away
from bot.features.people.models import DaysOff, Enrolment
from bot.features.people.stretches import Stretch, merged
from bot.platform.errors import UserError
from bot.platform.templating import words
from bot.platform.working_time import local_day

# Judgement: whoever is away for longer than this wants a pause, or mistyped a year.
_MOST_DAYS = 366
# Judgement: nobody plans their days off further ahead.
_FARTHEST_YEARS = 2


class NoSuchDaysOff(UserError):
    """Days that cannot be taken off, or of which none is noted; the sentence says why."""


def take_days_off(
    session: Session, workspace_id: str, person_id: str, *, first_on: date, last_on: date, now: datetime
) -> Stretch:
    """Note that the person is away from ``first_on`` to ``last_on``, both included, on their own calendar.

    Returns the stretch those days now belong to: it is longer than what was asked for when it meets
    days that were noted before. Enrols. Raises NoSuchDaysOff for days that are over, that end before they
    begin, that are more than a year, or that are years away.
    """
    today = _today(session, workspace_id, person_id, now=now)
    _refuse_nonsense(first_on, last_on, today=today)
    chosen = enrolments.enrol(session, workspace_id, person_id, now=now)
    together = merged([*_coming(chosen, today=today), Stretch(first_on, last_on)])
    _keep(session, chosen, together, now=now)
    return next(stretch for stretch in together if first_on in stretch)


def days_off_of(session: Session, workspace_id: str, person_id: str, *, now: datetime) -> list[Stretch]:
    """The person's days off that are running or to come, in order."""
    chosen = enrolments.enrolment(session, workspace_id, person_id)
    return _coming(chosen, today=_today(session, workspace_id, person_id, now=now)) if chosen else []


def work_after_all(
    session: Session, workspace_id: str, person_id: str, *, first_on: date, now: datetime
) -> Stretch:
    """Take back the days off that begin on ``first_on``, and return them.

    Raises NoSuchDaysOff when none that are running or to come begin then.
    """
    chosen = enrolments.enrolment(session, workspace_id, person_id)
    coming = days_off_of(session, workspace_id, person_id, now=now)
    taken_back = next((stretch for stretch in coming if stretch.first_on == first_on), None)
    if chosen is None or taken_back is None:
        raise NoSuchDaysOff(words("people/days_off").plain("none"))
    _keep(session, chosen, [stretch for stretch in coming if stretch != taken_back], now=now)
    return taken_back


def spoken(stretch: Stretch, *, today: date) -> str:
    """The stretch as plain words inside a sentence: *on Friday 9 October*, *from Monday … to Friday …*."""
    said = words("people/days_off", first_on=stretch.first_on, last_on=stretch.last_on, this_year=today.year)
    return said.plain("one_day" if len(stretch) == 1 else "days")


def _refuse_nonsense(first_on: date, last_on: date, *, today: date) -> None:
    said = words("people/days_off")
    if last_on < first_on:
        raise NoSuchDaysOff(said.plain("ends_before_it_begins"))
    if last_on < today:
        raise NoSuchDaysOff(said.plain("over"))
    if len(Stretch(first_on, last_on)) > _MOST_DAYS:
        raise NoSuchDaysOff(said.plain("too_long"))
    if last_on.year - today.year > _FARTHEST_YEARS:
        raise NoSuchDaysOff(said.plain("too_far"))


def _coming(chosen: Enrolment, *, today: date) -> list[Stretch]:
    return [stretch for stretch in merged(_noted(chosen)) if stretch.last_on >= today]


def _noted(chosen: Enrolment) -> list[Stretch]:
    return [Stretch(row.first_on, row.last_on) for row in chosen.days_off]


def _keep(session: Session, chosen: Enrolment, stretches: list[Stretch], *, now: datetime) -> None:
    # Days that are over need no planning around: from here on they are only a time in which they were away.
    today = _today(session, chosen.workspace_id, chosen.person_id, now=now)
    over = [stretch for stretch in merged(_noted(chosen)) if stretch.last_on < today]
    times_away.note(session, chosen.workspace_id, chosen.person_id, over)
    chosen.days_off = [DaysOff(first_on=stretch.first_on, last_on=stretch.last_on) for stretch in stretches]
    session.flush()
    person = directory.person(session, chosen.workspace_id, chosen.person_id)
    enrolments.plan_around(chosen, zone=person.zone, now=now)


def _today(session: Session, workspace_id: str, person_id: str, *, now: datetime) -> date:
    return local_day(now, directory.person(session, workspace_id, person_id).zone)
