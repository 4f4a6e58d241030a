"""What `/tend` understands about days off: away, back, and the public holidays of a country."""

from datetime import date

from sqlalchemy.orm import Session

from bot.features.home.said_days import said_days
from bot.features.home.spoken import NotUnderstood, Spoken
from bot.features.people import days_off, enrolments, public_holidays
from bot.features.people.reader import reader_of
from bot.platform.slack import mrkdwn
from bot.platform.templating import words

_NO_COUNTRY = frozenset({"none", "off", "no"})


def away(session: Session, spoken: Spoken) -> str:
    """`/tend away 2026-10-12 to 2026-10-16`, `/tend away friday`; alone it says which days are noted."""
    asker = spoken.asker
    reader = reader_of(session, asker.workspace_id, asker.person_id, now=spoken.now)
    if not spoken.rest:
        return _noted(session, spoken, today=reader.today)
    said = said_days(spoken.rest, today=reader.today)
    if said is None:
        raise NotUnderstood(words("home/away").plain("which_days"))
    taken = days_off.take_days_off(
        session,
        asker.workspace_id,
        asker.person_id,
        first_on=said.first_on,
        last_on=said.last_on,
        now=spoken.now,
    )
    return words("home/away", days=days_off.spoken(taken, today=reader.today))["away"]


def back(session: Session, spoken: Spoken) -> str:
    """`/tend back`: the days off that are running, or else the next to come, are working days after all."""
    asker = spoken.asker
    today = reader_of(session, asker.workspace_id, asker.person_id, now=spoken.now).today
    coming = days_off.days_off_of(session, asker.workspace_id, asker.person_id, now=spoken.now)
    first_on = coming[0].first_on if coming else today
    taken_back = days_off.work_after_all(
        session, asker.workspace_id, asker.person_id, first_on=first_on, now=spoken.now
    )
    said = words("home/away", days=days_off.spoken(taken_back, today=today))
    return said["back" if today in taken_back else "taken_back"]


def holidays(session: Session, spoken: Spoken) -> str:
    """`/tend holidays DE`, `/tend holidays DE-BE`, `/tend holidays none`; alone it says what is chosen."""
    asker = spoken.asker
    if spoken.rest:
        country = None if spoken.rest.lower() in _NO_COUNTRY else mrkdwn.unescape(spoken.rest)
        enrolments.choose_country(
            session, asker.workspace_id, asker.person_id, country=country, now=spoken.now
        )
    chosen = enrolments.enrolment(session, asker.workspace_id, asker.person_id)
    if chosen is None or chosen.country is None:
        return words("home/away")["no_holidays" if spoken.rest else "which_country"]
    today = reader_of(session, asker.workspace_id, asker.person_id, now=spoken.now).today
    return words(
        "home/away",
        country=chosen.country,
        next_on=public_holidays.next_after(chosen.country, today),
        part=public_holidays.example_of_a_part(chosen.country),
        this_year=today.year,
    )["holidays"]


def _noted(session: Session, spoken: Spoken, *, today: date) -> str:
    asker = spoken.asker
    coming = days_off.days_off_of(session, asker.workspace_id, asker.person_id, now=spoken.now)
    if not coming:
        raise NotUnderstood(words("home/away").plain("which_days"))
    return words("home/away", noted=[days_off.spoken(stretch, today=today) for stretch in coming])["noted"]
