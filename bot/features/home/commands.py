"""What `/tend` understands, word by word."""

import re
from collections.abc import Callable
from datetime import date, datetime, time

from dateutil.relativedelta import relativedelta
from sqlalchemy.orm import Session

from bot.features.follow_ups import service as follow_ups
from bot.features.home import away, peace, who
from bot.features.home.admins.actions import GroupName
from bot.features.home.admins.allowed import refuse_all_but_admins
from bot.features.home.spoken import NotUnderstood, Spoken
from bot.features.one_on_ones import hands
from bot.features.people import enrolments, reporting_lines
from bot.features.people.card_hours import EARLIEST, LATEST
from bot.features.people.models import Persistence, Relation
from bot.features.people.reader import reader_of
from bot.features.workspace import audit
from bot.features.workspace import service as workspaces
from bot.platform.inbound.asker import Asker
from bot.platform.slack import mrkdwn
from bot.platform.slack.block_kit import Block
from bot.platform.templating import words

_STEPS = {
    "day": relativedelta(days=1),
    "week": relativedelta(weeks=1),
    "month": relativedelta(months=1),
}


Command = Callable[[Session, Spoken], str]
"""Does what was asked and returns the answer, as mrkdwn."""


def pause(session: Session, spoken: Spoken) -> str:
    """`/tend pause`, `/tend pause 2 weeks`, `/tend pause 2026-11-02`."""
    asker = spoken.asker
    today = reader_of(session, asker.workspace_id, asker.person_id, now=spoken.now).today
    until = _until(spoken.rest, today)
    enrolments.pause(session, asker.workspace_id, asker.person_id, until=until, now=spoken.now)
    return words("home/tend", until=until)["paused_until" if until else "paused"]


def resume(session: Session, spoken: Spoken) -> str:
    """`/tend resume`: the end of a pause or a stop."""
    enrolments.resume(session, spoken.asker.workspace_id, spoken.asker.person_id, now=spoken.now)
    return words("home/tend")["resumed"]


def stop(session: Session, spoken: Spoken) -> str:
    """`/tend stop`: nothing unprompted any more."""
    enrolments.stop(session, spoken.asker.workspace_id, spoken.asker.person_id, now=spoken.now)
    return words("home/tend")["stopped"]


def quieter(session: Session, spoken: Spoken) -> str:
    """`/tend quieter`: each promise comes up three times at most."""
    return _persist(session, spoken, Persistence.GENTLE)


def steady(session: Session, spoken: Spoken) -> str:
    """`/tend steady`: each promise comes up every second working day."""
    return _persist(session, spoken, Persistence.STEADY)


def standard(session: Session, spoken: Spoken) -> str:
    """`/tend standard`: back to how it was."""
    return _persist(session, spoken, Persistence.STANDARD)


def hour(session: Session, spoken: Spoken) -> str:
    """`/tend hour 8:30`: when the day's card comes."""
    matched = re.fullmatch(r"(\d{1,2})(?::([0-5]\d))?", spoken.rest)
    at = time(int(matched[1]), int(matched[2] or 0)) if matched and int(matched[1]) < 24 else None
    if at is None or not EARLIEST <= at <= LATEST:
        raise NotUnderstood(words("home/tend").plain("which_hour"))
    enrolments.choose_hour(session, spoken.asker.workspace_id, spoken.asker.person_id, at=at, now=spoken.now)
    return words("home/tend", at=at)["hour"]


def manager(session: Session, spoken: Spoken) -> str:
    """`/tend manager @person`: that person leads me."""
    return _relate(session, spoken, Relation.MANAGER)


def report(session: Session, spoken: Spoken) -> str:
    """`/tend report @person`: I lead that person."""
    return _relate(session, spoken, Relation.REPORT)


def peer(session: Session, spoken: Spoken) -> str:
    """`/tend peer @person`: neither leads the other."""
    return _relate(session, spoken, Relation.PEER)


COMMANDS: dict[str, Command] = {
    "pause": pause,
    "resume": resume,
    "stop": stop,
    "quieter": quieter,
    "steady": steady,
    "standard": standard,
    "hour": hour,
    "away": away.away,
    "back": away.back,
    "holidays": away.holidays,
    "manager": manager,
    "report": report,
    "peer": peer,
    "who": who.who,
    "block": peace.block,
    "unblock": peace.unblock,
    "blocked": peace.blocked,
}


_ABOUT_WHO_LEADS = frozenset({*Relation, "who"})
# Judgement: more than a handful of questions is a form.
_MOST_QUESTIONS = 5


def asked_then(session: Session, asker: Asker, word: str, *, now: datetime) -> list[Block]:
    """What is asked below the answer to ``word``: what becomes of one-on-ones, once another one leads."""
    if word not in _ABOUT_WHO_LEADS:
        return []
    reader = reader_of(session, asker.workspace_id, asker.person_id, now=now)
    return hands.lines(session, reader, at_most=_MOST_QUESTIONS)


def _until(rest: str, today: date) -> date | None:
    if not rest:
        return None
    said = rest.lower().removeprefix("until").removeprefix("for").strip()
    matched = re.fullmatch(r"(\d{1,3}|a|one)\s+(day|week|month)s?", said)
    if matched:
        count = int(matched[1]) if matched[1].isdigit() else 1
        until = today + _STEPS[matched[2]] * count
    else:
        try:
            until = date.fromisoformat(said)
        except ValueError as error:
            raise NotUnderstood(words("home/tend").plain("which_day")) from error
    if until <= today:
        raise NotUnderstood(words("home/tend").plain("which_day"))
    return until


def _persist(session: Session, spoken: Spoken, persistence: Persistence) -> str:
    asker = spoken.asker
    enrolments.choose_persistence(
        session, asker.workspace_id, asker.person_id, persistence=persistence, now=spoken.now
    )
    if persistence is not Persistence.GENTLE:
        follow_ups.plan_again(session, asker.workspace_id, asker.person_id, now=spoken.now)
    return words("home/tend")[persistence]


def _relate(session: Session, spoken: Spoken, relation: Relation) -> str:
    named = mrkdwn.mentions_in(spoken.rest)
    if len(named) != 1:
        raise NotUnderstood(words("home/tend", relation=relation).plain("who"))
    other = reporting_lines.say(
        session,
        spoken.asker.workspace_id,
        person_id=spoken.asker.person_id,
        other_id=named[0],
        relation=relation,
        now=spoken.now,
    )
    return words("home/tend", other_id=other.id)[relation]


def choose_channel(session: Session, asker: Asker, *, channel_id: str, now: datetime) -> str:
    """`/tend channel #shout-outs`, for admins. Whether the bot is in it has been looked up before."""
    refuse_all_but_admins(session, asker)
    workspace = workspaces.workspace_to_change(session, asker.workspace_id)
    if workspace.shoutouts_channel_id != channel_id:
        workspace.shoutouts_channel_id = channel_id
        audit.note_change(
            session, asker.workspace_id, actor_id=asker.person_id, section=GroupName.CHANNEL, now=now
        )
    return words("home/tend", channel_id=channel_id)["channel_chosen"]
